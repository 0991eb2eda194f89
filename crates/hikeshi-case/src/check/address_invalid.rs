//! An address breaks its own network's rules: its checksum, its length, its letters.

use super::{Case, Check, same_address};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::screen::address::{Judgement, Verdict, judge, judge_closely};
use std::collections::BTreeMap;

pub(super) struct AddressInvalid;

/// The network an address is judged on: the row's, or the coin's own where the row names none.
pub(super) fn network_of<'a>(case: &Case<'a>, transfer: &Transfer) -> &'a str {
    match case.name(transfer.network) {
        "" => case.name(transfer.asset),
        network => network,
    }
}

/// Every address with the first transfer on each network that has this verdict.
pub(super) fn judged<'a>(case: &Case<'a>, wanted: Verdict) -> Vec<(Vec<&'a Transfer>, Judgement)> {
    let mut groups: BTreeMap<(String, &str), Vec<&Transfer>> = BTreeMap::new();
    for transfer in case.addressed().filter(|t| !case.name(t.network).is_empty()) {
        groups.entry((same_address(&transfer.address), network_of(case, transfer))).or_default().push(transfer);
    }
    let mut judged: Vec<(Vec<&Transfer>, Judgement)> = Vec::new();
    for ((_, network), list) in groups {
        let Some(first) = list.first() else { continue };
        let judgement = judge(&first.address, Some(network));
        if judgement.verdict == wanted {
            judged.push((list, judgement));
        }
    }
    judged.sort_by_key(|(list, _)| list.first().map(|t| (t.at, t.cites.clone())));
    judged
}

impl Check for AddressInvalid {
    fn code(&self) -> Code {
        Code::AddressInvalid
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.addressed().next().is_none() {
            return Err("no_transfers");
        }
        Ok(judged(case, Verdict::Invalid).iter().map(|(list, judgement)| finding(case, list, judgement)).collect())
    }
}

fn finding(case: &Case<'_>, list: &[&Transfer], judgement: &Judgement) -> Finding {
    let outgoing = list.iter().any(|t| t.direction == Direction::Out);
    let severity = if outgoing { Severity::Warning } else { Severity::Info };
    let mut finding = Finding::new(Code::AddressInvalid, severity, Confidence::Certain);
    if let Some(first) = list.first() {
        let near = judge_closely(&first.address, Some(network_of(case, first))).near;
        finding = finding
            .fact("address", first.address.as_str())
            .fact("network", network_of(case, first))
            .fact("asset", case.name(first.asset))
            .fact("amount", first.amount)
            .fact("at", first.at)
            .fact_if("status", Some(case.name(first.status)))
            .fact_if("near", near.map(|at| at + 1));
    }
    finding
        .fact_if("reason", judgement.fault.map(|fault| format!("{fault:?}").to_lowercase()))
        .citing(list.iter().flat_map(|t| t.cites.iter().copied()))
        .advising("where_it_went", &["check_address_by_hand", "contact_exchange"])
}
