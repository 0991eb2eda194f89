//! A withdrawal was refused, failed or was cancelled, by the export's own word. Where the records hold
//! the exchange's reason it is quoted; otherwise none is made up.

use super::{Case, Check};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};

pub(super) struct WithdrawalRejected;

impl Check for WithdrawalRejected {
    fn code(&self) -> Code {
        Code::WithdrawalRejected
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_withdrawals()?;
        let refused = |t: &&Transfer| t.direction == Direction::Out && t.state == State::Rejected;
        Ok(case.ledger.transfers.iter().filter(refused).map(|transfer| finding(case, transfer)).collect())
    }
}

fn finding(case: &Case<'_>, transfer: &Transfer) -> Finding {
    let status = case.name(transfer.status);
    let reason = status.split_once([':', '(', '-']).map(|(_, reason)| reason.trim().trim_end_matches(')'));
    Finding::new(Code::WithdrawalRejected, Severity::Warning, Confidence::Certain)
        .fact("asset", case.name(transfer.asset))
        .fact("amount", transfer.amount)
        .fact_if("address", Some(transfer.address.as_str()))
        .fact_if("network", Some(case.name(transfer.network)))
        .fact("status", status)
        .fact_if("reason", reason)
        .fact("at", transfer.at)
        .citing(transfer.cites.iter().copied())
        .advising("exchange_reasons", &["check_address_by_hand", "contact_exchange"])
}
