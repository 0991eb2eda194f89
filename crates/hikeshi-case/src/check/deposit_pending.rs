//! A deposit is not credited. The stage is read from what the row holds: without a transaction id
//! nothing has been sent or seen; with one the chain decides; some status words wait for the owner.

use super::{Case, Check};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};

pub(super) struct DepositPending;

/// Which stage a deposit is at, by its status word and transaction id.
fn stage(status: &str, txid: &str) -> &'static str {
    let status = status.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| status.contains(word));
    if has(&["credited", "locked", "unlock"]) {
        "credited_locked"
    } else if has(&["confirm from user", "user confirm", "questionnaire", "travel", "action", "要回答"]) {
        "awaiting_answer"
    } else if has(&["wrong"]) {
        "wrong_deposit"
    } else if txid.is_empty() {
        "no_txid"
    } else {
        "on_chain"
    }
}

impl Check for DepositPending {
    fn code(&self) -> Code {
        Code::DepositPending
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let deposits = || case.ledger.transfers.iter().filter(|t| t.direction == Direction::In);
        if deposits().next().is_none() {
            return Err("no_deposits");
        }
        let open = deposits().filter(|t| matches!(t.state, State::Pending | State::Rejected));
        Ok(open.map(|transfer| finding(case, transfer)).collect())
    }
}

fn finding(case: &Case<'_>, transfer: &Transfer) -> Finding {
    let status = case.name(transfer.status);
    Finding::new(Code::DepositPending, Severity::Warning, Confidence::Certain)
        .fact("asset", case.name(transfer.asset))
        .fact("amount", transfer.amount)
        .fact_if("network", Some(case.name(transfer.network)))
        .fact_if("address", Some(transfer.address.as_str()))
        .fact_if("txid", Some(transfer.txid.as_str()))
        .fact("status", status)
        .fact("stage", stage(status, &transfer.txid))
        .fact("at", transfer.at)
        .citing(transfer.cites.iter().copied())
        .advising("cause_unknown", &["wait_for_credit", "do_not_resend", "contact_exchange"])
}
