//! Coins went to an address that resembles one used before at both ends and is another.
//!
//! Poisoners make addresses whose ends match a victim's and plant them in the history with a worthless
//! transfer. How alike two addresses are is graded by `screen::lookalike`, whose thresholds keep chance
//! below one in ten million pairs. A poisoner needs a working address: one that breaks its network's rules
//! is a slip of the hand and is told by `address_invalid`.

use super::{Case, Check, same_address};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::screen::address::{Verdict, judge};
use crate::screen::lookalike::{Resemblance, keys, resemblance};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct AddressLookalike;

/// Compared of those that share both ends with an address: the first and the last so many. All of them
/// resemble it; only which does most is decided among these.
const NEAREST: usize = 32;

/// Addresses seen so far, by [`keys`].
type Seen<'a> = BTreeMap<String, Vec<&'a Transfer>>;

impl Check for AddressLookalike {
    fn code(&self) -> Code {
        Code::AddressLookalike
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.addressed().next().is_none() {
            return Err("no_transfers");
        }
        // Each address with its uses, in order of first use.
        let mut uses: BTreeMap<String, Vec<&Transfer>> = BTreeMap::new();
        for transfer in case.addressed() {
            uses.entry(same_address(&transfer.address)).or_default().push(transfer);
        }
        let own: BTreeSet<String> =
            case.answers.own_addresses.iter().map(|(own, _)| same_address(own)).collect();
        let mut known: Vec<(&String, &Vec<&Transfer>)> = uses.iter().collect();
        known.sort_by_key(|(address, list)| (list.first().map(|t| t.at), *address));
        let mut seen = Seen::new();
        let mut findings = Vec::new();
        for (address, list) in known {
            let sent = list.iter().find(|t| t.direction == Direction::Out);
            if let Some(sent) = sent.filter(|_| !own.contains(address))
                && let Some((alike, original)) = most_alike(&seen, sent)
                && is_possible(case, sent)
            {
                findings.push(finding(case, list, sent, original, alike));
            }
            if let Some(first) = list.first() {
                for key in keys(&first.address) {
                    seen.entry(key).or_default().push(first);
                }
            }
        }
        Ok(findings)
    }
}

/// The earlier address that resembles this one most, and how.
fn most_alike<'a>(seen: &Seen<'a>, sent: &Transfer) -> Option<(Resemblance, &'a Transfer)> {
    let lists = keys(&sent.address).into_iter().filter_map(|key| seen.get(&key));
    let near = lists.flat_map(|list| {
        let rest = list.get(NEAREST.min(list.len())..).unwrap_or_default();
        list.iter().take(NEAREST).chain(rest.iter().rev().take(NEAREST))
    });
    let alike = near
        .filter(|other| other.at < sent.at)
        .filter_map(|other| resemblance(&sent.address, &other.address).map(|r| (r, *other)));
    alike.max_by_key(|(r, other)| (u32::from(r.prefix) + u32::from(r.suffix), other.at))
}

fn is_possible(case: &Case<'_>, sent: &Transfer) -> bool {
    let network = super::address_invalid::network_of(case, sent);
    judge(&sent.address, Some(network)).verdict != Verdict::Invalid
}

fn finding(
    case: &Case<'_>,
    list: &[&Transfer],
    sent: &Transfer,
    original: &Transfer,
    alike: Resemblance,
) -> Finding {
    let sends: Vec<&&Transfer> = list.iter().filter(|t| t.direction == Direction::Out).collect();
    let dust = list.iter().find(|t| t.direction == Direction::In && t.at <= sent.at);
    let (severity, confidence) = if alike.is_one_typo() {
        (Severity::Warning, Confidence::Possible)
    } else {
        (Severity::Critical, Confidence::Likely)
    };
    Finding::new(Code::AddressLookalike, severity, confidence)
        .fact("asset", case.name(sent.asset))
        .fact("amount", sends.iter().map(|t| t.amount).collect::<Vec<_>>())
        .fact("address", sent.address.as_str())
        .fact("resembles", original.address.as_str())
        .fact_if("network", Some(case.name(sent.network)))
        .fact("at", sent.at)
        .fact("prefix", i64::from(alike.prefix))
        .fact("suffix", i64::from(alike.suffix))
        .fact("chance", format!("1/{}", alike.one_in()))
        .fact_if("dust_at", dust.map(|t| t.at))
        .citing(sends.iter().flat_map(|t| t.cites.iter().copied()))
        .citing(original.cites.iter().copied())
        .citing(dust.into_iter().flat_map(|t| t.cites.iter().copied()))
        .advising(
            "intent_unknown",
            &["freeze_request", "police_report", "check_address_by_hand", "preserve_records"],
        )
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, bitcoin, evm};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::AddressLookalike;
    const OWN: &str = "0x7a3f19c2d4b8e6a05f1c9d2e7b4a8c6d3e5f0a1b";
    /// Four digits alike at either end.
    const POISON: &str = "0x7a3fe4018b5d2c97630ad8f1b5296e74c08d0a1b";

    #[test]
    fn the_poisoners_dust_and_the_mistaken_withdrawal() {
        let mut scene = Scene::default();
        let own = scene.withdrawal("2026-01-05 13:00:00", "1 ETH", "ETH", OWN, "Completed");
        let dust = scene.deposit("2026-01-05 13:20:00", "0.000001 ETH", "ETH", POISON, "Completed");
        let sent = scene.withdrawal("2026-02-05 13:00:00", "30 ETH", "ETH", POISON, "Completed");
        let facts = [
            ("asset", "ETH"),
            ("amount", "30"),
            ("address", POISON),
            ("resembles", OWN),
            ("network", "ETH"),
            ("prefix", "4"),
            ("suffix", "4"),
            ("at", "2026-02-05 13:00:00"),
            ("dust_at", "2026-01-05 13:20:00"),
        ];
        scene.examine().assert_only(CODE, Severity::Critical, &facts, &[own, dust, sent]);
    }

    #[test]
    fn one_letter_off_may_be_the_owners_own_slip() {
        let mut scene = Scene::default();
        let slip = OWN.replace("2e7b", "2e7c");
        let own = scene.withdrawal("2026-01-05 13:00:00", "1 ETH", "ETH", OWN, "Completed");
        let sent = scene.withdrawal("2026-02-05 13:00:00", "30 ETH", "ETH", &slip, "Completed");
        let facts = [("address", slip.as_str()), ("resembles", OWN)];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[own, sent]);
    }

    #[test]
    fn an_address_that_cannot_receive_is_no_poisoners() {
        let mut scene = Scene::default();
        let own = bitcoin(9);
        let (head, tail) = own.split_at(own.len() - 9);
        let slip = format!("{head}zzzz{}", tail.split_at(4).1);
        scene.withdrawal("2026-01-05 13:00:00", "1 BTC", "BTC", &own, "Completed");
        scene.withdrawal("2026-02-05 13:00:00", "1 BTC", "BTC", &slip, "Rejected");
        let seen = scene.examine();
        seen.assert_silent(CODE);
        assert!(seen.0.findings.iter().any(|finding| finding.code == Code::AddressInvalid));
    }

    #[test]
    fn the_same_address_in_capitals_is_the_same() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-01-05 13:00:00", "1 ETH", "ETH", OWN, "Completed");
        let shouted = OWN.to_uppercase().replacen("0X", "0x", 1);
        scene.withdrawal("2026-02-05 13:00:00", "30 ETH", "ETH", &shouted, "Completed");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn a_wallet_that_gives_a_new_address_each_time_is_no_poisoner() {
        let mut scene = Scene::default();
        for (day, seed) in (1..=28).zip(1_u8..) {
            scene.withdrawal(
                &format!("2026-01-{day:02} 13:00:00"),
                "1 BTC",
                "BTC",
                &bitcoin(seed),
                "Completed",
            );
        }
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn received_dust_alone_and_an_address_of_the_owners_are_harmless() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-01-05 13:00:00", "1 ETH", "ETH", OWN, "Completed");
        scene.deposit("2026-01-05 13:20:00", "0.000001 ETH", "ETH", POISON, "Completed");
        scene.withdrawal(
            "2026-02-05 13:00:00",
            "1 ETH",
            "ETH",
            &OWN.replace("c9d2", "4444"),
            "Completed",
        );
        scene.answers(&format!("[[own_address]]\naddress = \"{}\"", OWN.replace("c9d2", "4444")));
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn a_statement_holds_no_addresses() {
        let mut life = Scene::quiet(1);
        life.statement("2026-02-05 13:00:00", "Withdraw", "-1 USDT");
        life.examine().assert_not_run(CODE, "no_transfers");
    }

    #[test]
    fn half_an_address_resembles_nothing() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-01-05 13:00:00", "1 ETH", "ETH", &evm(0x7a), "Completed");
        scene.withdrawal(
            "2026-02-05 13:00:00",
            "1 ETH",
            "ETH",
            evm(0x7a).split_at(20).0,
            "Completed",
        );
        scene.examine().assert_silent(CODE);
    }
}
