//! A deposit that is not credited, on a network where the exchange tells customers apart by a memo or
//! tag, and none was given.
//!
//! A credited deposit needed nothing more, whatever its row shows: many exports have no place for a
//! memo. So only deposits that wait or were refused are looked at, and of those only where the account's
//! other rows show that this export does print memos, or where the person says so.

use super::{Case, Check};
use crate::event::Direction;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};
use crate::screen::address::{Memo, judge, memo_rule};

pub(super) struct DepositMissingMemo;

impl Check for DepositMissingMemo {
    fn code(&self) -> Code {
        Code::DepositMissingMemo
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let deposits = || case.ledger.transfers.iter().filter(|t| t.direction == Direction::In && !t.address.is_empty());
        if deposits().next().is_none() {
            return Err("no_deposits");
        }
        let waiting = deposits().filter(|t| matches!(t.state, State::Pending | State::Rejected));
        let mut findings = Vec::new();
        for transfer in waiting.filter(|t| needs_memo(case, t) && t.memo.is_empty()) {
            let said = case.answers.memos.iter().find(|memo| memo.txid == transfer.txid);
            if said.is_some_and(|memo| memo.given) {
                continue;
            }
            findings.push(finding(case, transfer, said.map(|memo| memo.cite)));
        }
        Ok(findings)
    }
}

fn needs_memo(case: &Case<'_>, transfer: &Transfer) -> bool {
    let network = case.name(transfer.network);
    let asset = case.name(transfer.asset);
    let network = if network.is_empty() { asset } else { network };
    let embedded = judge(&transfer.address, Some(network)).embedded_memo.is_some();
    memo_rule(network, asset) == Memo::Required && !embedded
}

fn finding(case: &Case<'_>, transfer: &Transfer, said: Option<Cite>) -> Finding {
    let confidence = if said.is_some() { Confidence::Certain } else { Confidence::Likely };
    Finding::new(Code::DepositMissingMemo, Severity::Warning, confidence)
        .fact("asset", case.name(transfer.asset))
        .fact("amount", transfer.amount)
        .fact_if("network", Some(case.name(transfer.network)))
        .fact("address", transfer.address.as_str())
        .fact_if("txid", Some(transfer.txid.as_str()))
        .fact("status", case.name(transfer.status))
        .fact("at", transfer.at)
        .citing(transfer.cites.iter().copied())
        .citing(said)
        .advising("recoverable", &["memo_form", "do_not_resend", "contact_exchange"])
}
