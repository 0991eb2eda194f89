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
use crate::screen::lookalike::{Resemblance, resemblance};
use std::collections::BTreeMap;

pub(super) struct AddressLookalike;

/// Addresses compared at most: an account with more is no person's.
const ADDRESSES: usize = 3_000;

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
        let mut known: Vec<(&String, &Vec<&Transfer>)> = uses.iter().take(ADDRESSES).collect();
        known.sort_by_key(|(address, list)| (list.first().map(|t| t.at), *address));
        let mut findings = Vec::new();
        for (n, (_, list)) in known.iter().enumerate() {
            let Some(sent) = list.iter().find(|t| t.direction == Direction::Out) else { continue };
            let own = case.answers.own_addresses.iter().any(|(own, _)| same_address(own) == same_address(&sent.address));
            if judge(&sent.address, Some(super::address_invalid::network_of(case, sent))).verdict == Verdict::Invalid {
                continue;
            }
            let earlier = known.get(..n).unwrap_or_default().iter().filter_map(|(_, other)| other.first());
            let best = earlier
                .filter(|other| other.at < sent.at)
                .filter_map(|other| resemblance(&sent.address, &other.address).map(|r| (r, *other)))
                .max_by_key(|(r, _)| u32::from(r.prefix) + u32::from(r.suffix));
            if let (Some((alike, original)), false) = (best, own) {
                findings.push(finding(case, list, sent, original, alike));
            }
        }
        Ok(findings)
    }
}

fn finding(case: &Case<'_>, list: &[&Transfer], sent: &Transfer, original: &Transfer, alike: Resemblance) -> Finding {
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
        .advising("intent_unknown", &["freeze_request", "police_report", "check_address_by_hand", "preserve_records"])
}
