//! A withdrawal has been on its way for longer than its network usually takes.
//!
//! The usual times are ours: block interval times the confirmations exchanges commonly ask for, with
//! an hour for the exchange's own handling, rounded up (estimate of 2026-11; the exchange's page shows
//! the current ones). They only decide when waiting is worth a question.

use super::{Case, Check};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};

pub(super) struct WithdrawalDelayed;

/// Minutes a withdrawal usually takes, by the exchange's tag of the network.
fn usual_minutes(network: &str) -> i64 {
    match network {
        "BTC" | "SEGWITBTC" | "BCH" => 120,
        "LTC" | "DOGE" | "ZEC" | "DASH" | "XMR" | "ETC" => 90,
        _ => 75,
    }
}

impl Check for WithdrawalDelayed {
    fn code(&self) -> Code {
        Code::WithdrawalDelayed
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_withdrawals()?;
        let Some(now) = case.as_of else { return Ok(Vec::new()) };
        let waiting = case.withdrawals().filter(|transfer| transfer.state == State::Pending);
        let late = waiting.filter_map(|transfer| {
            let minutes = now.seconds_since(transfer.at) / 60;
            let usual = usual_minutes(case.name(transfer.network));
            (minutes > usual).then(|| finding(case, transfer, minutes, usual))
        });
        Ok(late.collect())
    }
}

fn finding(case: &Case<'_>, transfer: &Transfer, minutes: i64, usual: i64) -> Finding {
    Finding::new(Code::WithdrawalDelayed, Severity::Warning, Confidence::Certain)
        .fact("asset", case.name(transfer.asset))
        .fact("amount", transfer.amount)
        .fact_if("address", Some(transfer.address.as_str()))
        .fact_if("network", Some(case.name(transfer.network)))
        .fact_if("txid", Some(transfer.txid.as_str()))
        .fact("status", case.name(transfer.status))
        .fact("at", transfer.at)
        .fact("waiting_minutes", minutes)
        .fact("usual_minutes", usual)
        .citing(transfer.cites.iter().copied())
        .advising("cause_unknown", &["do_not_resend", "contact_exchange"])
}
