//! An address is well formed, but for another network than the one the transfer names. Networks that
//! share one form (Ethereum and its relatives) cannot be told apart by it, and are not.

use super::address_invalid::{judged, network_of};
use super::{Case, Check};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::screen::address::{Judgement, Verdict};

pub(super) struct WrongNetwork;

impl Check for WrongNetwork {
    fn code(&self) -> Code {
        Code::WrongNetwork
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.addressed().next().is_none() {
            return Err("no_transfers");
        }
        let other = judged(case, Verdict::OtherNetwork);
        let purpose = judged(case, Verdict::WrongPurpose);
        let all = other.iter().chain(&purpose);
        Ok(all.map(|(list, judgement)| finding(case, list, judgement)).collect())
    }
}

fn finding(case: &Case<'_>, list: &[&Transfer], judgement: &Judgement) -> Finding {
    let mut finding = Finding::new(Code::WrongNetwork, Severity::Warning, Confidence::Certain);
    if let Some(first) = list.first() {
        finding = finding
            .fact("address", first.address.as_str())
            .fact("network", network_of(case, first))
            .fact("asset", case.name(first.asset))
            .fact("amount", first.amount)
            .fact("at", first.at)
            .fact_if("status", Some(case.name(first.status)));
    }
    if !judgement.networks.is_empty() {
        finding = finding.fact("valid_on", judgement.networks.clone());
    }
    finding
        .citing(list.iter().flat_map(|t| t.cites.iter().copied()))
        .advising("where_it_went", &["recovery_form_receiver", "do_not_resend", "contact_exchange"])
}
