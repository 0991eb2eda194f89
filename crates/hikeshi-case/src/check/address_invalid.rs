//! An address breaks its own network's rules: its checksum, its length, its letters.

use super::{Case, Check, same_address};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::screen::address::{Judgement, Verdict, judge, judge_closely};
use std::collections::BTreeMap;

pub(super) struct AddressInvalid;

/// Looking for the mistyped character takes hundreds of checksums: only the latest addresses, more than ever
/// stand alone in findings.
const CLOSELY: usize = 48;

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
        groups
            .entry((same_address(&transfer.address), network_of(case, transfer)))
            .or_default()
            .push(transfer);
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
        let judged = judged(case, Verdict::Invalid);
        let closely = judged.len().saturating_sub(CLOSELY);
        case.left_out.add("addresses_closely", closely);
        let findings = judged.iter().enumerate();
        Ok(findings.map(|(n, (list, why))| finding(case, list, why, n >= closely)).collect())
    }
}

fn finding(case: &Case<'_>, list: &[&Transfer], judgement: &Judgement, closely: bool) -> Finding {
    let outgoing = list.iter().any(|t| t.direction == Direction::Out);
    let severity = if outgoing { Severity::Warning } else { Severity::Info };
    let mut finding = Finding::new(Code::AddressInvalid, severity, Confidence::Certain);
    if let Some(first) = list.first() {
        let near = closely
            .then(|| judge_closely(&first.address, Some(network_of(case, first))).near)
            .flatten();
        finding = finding
            .transfer(case, first)
            .fact("network", network_of(case, first))
            .fact_if("near", near.map(|at| at + 1));
    }
    finding
        .fact_if("reason", judgement.fault.map(|fault| format!("{fault:?}").to_lowercase()))
        .citing(list.iter().flat_map(|t| t.cites.iter().copied()))
        .advising("where_it_went", &["check_address_by_hand", "contact_exchange"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, WITHDRAWALS, bitcoin, evm, ripple, tron};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::AddressInvalid;

    /// One letter of an address typed wrong.
    fn mistyped(address: &str, at: usize) -> String {
        let (head, tail) = address.split_at(at);
        let wrong = if tail.starts_with('K') { 'k' } else { 'K' };
        let rest: String = tail.chars().skip(1).collect();
        format!("{head}{wrong}{rest}")
    }

    #[test]
    fn a_mistyped_address_is_told_with_the_place_of_the_slip() {
        let mut scene = Scene::default();
        let wrong = mistyped(&bitcoin(9), 10);
        let row = scene.withdrawal("2026-02-05 13:00:00", "1 BTC", "BTC", &wrong, "Rejected");
        let facts = [
            ("address", wrong.as_str()),
            ("network", "BTC"),
            ("asset", "BTC"),
            ("amount", "1"),
            ("status", "Rejected"),
            ("reason", "checksum"),
            ("near", "11"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn every_use_of_it_is_cited_once() {
        let mut scene = Scene::default();
        let wrong = mistyped(&tron(9), 12);
        let first = scene.withdrawal("2026-02-05 13:00:00", "5 USDT", "TRX", &wrong, "Failed");
        let again = scene.withdrawal("2026-02-05 13:30:00", "6 USDT", "TRX", &wrong, "Failed");
        let facts = [("amount", "5"), ("at", "2026-02-05 13:00:00")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[first, again]);
    }

    #[test]
    fn a_deposits_own_address_is_less_urgent() {
        let mut scene = Scene::default();
        let row = scene.deposit(
            "2026-02-05 13:00:00",
            "1 BTC",
            "BTC",
            &mistyped(&bitcoin(9), 10),
            "Completed",
        );
        scene.examine().assert_only(CODE, Severity::Info, &[("reason", "checksum")], &[row]);
    }

    #[test]
    fn unusual_writings_of_sound_addresses_are_sound() {
        let mut scene = Scene::default();
        let shouted = format!("0x{}", "AB".repeat(20));
        scene.withdrawal("2026-02-05 13:00:00", "1 ETH", "ETH", &shouted, "Completed");
        scene.withdrawal("2026-02-05 13:01:00", "1 ETH", "ARBITRUM", &evm(0xab), "Completed");
        scene.withdrawal(
            "2026-02-05 13:02:00",
            "9 XRP",
            "XRP",
            &format!("{}:12345", ripple(3)),
            "Completed",
        );
        scene.withdrawal(
            "2026-02-05 13:03:00",
            "9 NEW",
            "CHAINOFTOMORROW",
            "whatever9",
            "Completed",
        );
        scene.withdrawal("2026-02-05 13:04:00", "1 BTC", "", &bitcoin(4), "Completed");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_addresses_it_cannot_run() {
        let mut life = Scene::quiet(1);
        life.statement("2026-02-05 13:00:00", "Withdraw", "-1 USDT");
        life.examine().assert_not_run(CODE, "no_transfers");
    }

    #[test]
    fn a_torn_row_is_no_address() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 13:00:00", "1 BTC", "BTC", &bitcoin(4), "Completed");
        scene.row(&WITHDRAWALS, "2026-02-06 13:00:00,BTC,BTC,1,0,1Boat");
        scene.examine().assert_silent(CODE);
    }
}
