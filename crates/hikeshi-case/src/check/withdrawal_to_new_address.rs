//! Coins went to an address the account never used before, in circumstances that fit a thief.
//!
//! A new address alone is ordinary: everybody has a first withdrawal. What a thief adds is haste: the
//! holdings are turned into one coin first, most of it goes at once, at an hour the owner sleeps, or to
//! several new addresses within the hour. An owner moving to a wallet of their own can look the same;
//! the finding asks and does not accuse. It is critical only with the signs of haste together
//! (`spree::is_alarming`).

use super::habit::{Habit, SETTLED_S};
use super::{Case, Check, spree};
use crate::amount::Amount;
use crate::finding::{Code, Confidence, Fact, Finding, Severity};
use crate::ledger::Transfer;
use std::collections::BTreeMap;

pub(super) struct WithdrawalToNewAddress;

/// The first withdrawals to one new address, within a day.
struct Episode<'a> {
    withdrawals: Vec<&'a Transfer>,
    because: Vec<&'static str>,
    share_percent: Option<i64>,
}

impl Check for WithdrawalToNewAddress {
    fn code(&self) -> Code {
        Code::WithdrawalToNewAddress
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if !case.ledger.transfers.iter().any(|t| !t.address.is_empty()) {
            return Err("no_withdrawals");
        }
        let habit = Habit::of(case);
        let mut episodes: BTreeMap<String, Vec<&Transfer>> = BTreeMap::new();
        for withdrawal in case.withdrawals().filter(|w| !w.address.is_empty()) {
            let new = habit.first_use(&withdrawal.address).is_some_and(|first| {
                withdrawal.at.seconds_since(first) <= SETTLED_S && habit.reaches_back(first)
            });
            if new {
                episodes.entry(super::same_address(&withdrawal.address)).or_default().push(withdrawal);
            }
        }
        let firsts: Vec<_> = episodes.values().filter_map(|list| list.first().map(|w| w.at)).collect();
        let mut findings = Vec::new();
        for withdrawals in episodes.into_values() {
            let Some(first) = withdrawals.first().copied() else { continue };
            let near = firsts.iter().filter(|at| at.seconds_since(first.at).abs() <= 3600).count();
            let episode = reasons(case, &habit, withdrawals, near >= 2);
            if !episode.because.is_empty() {
                findings.push(finding(case, &habit, &episode));
            }
        }
        findings.sort_by(|a, b| (a.at(), &a.cites).cmp(&(b.at(), &b.cites)));
        Ok(findings)
    }
}

fn reasons<'a>(case: &Case<'_>, habit: &Habit, withdrawals: Vec<&'a Transfer>, several: bool) -> Episode<'a> {
    let mut because = Vec::new();
    if withdrawals.iter().any(|w| spree::before(case, w.at, w.asset, 86_400).is_some()) {
        because.push("conversion_spree");
    }
    let share_percent = share(case, &withdrawals);
    if share_percent.is_some_and(|share| share >= 50) {
        because.push("large_share");
    }
    if withdrawals.first().is_some_and(|w| habit.is_unusual_hour(w.at)) {
        because.push("unusual_hour");
    }
    if several {
        because.push("several_new");
    }
    Episode { withdrawals, because, share_percent }
}

/// The largest share of one coin's holding that these withdrawals took, in percent; unknown without a
/// statement.
fn share(case: &Case<'_>, withdrawals: &[&Transfer]) -> Option<i64> {
    let first = withdrawals.first()?;
    if case.ledger.rows.is_empty() {
        return None;
    }
    let held = case.ledger.holdings_before(&[first.at]).pop()?;
    let mut taken: BTreeMap<_, Amount> = BTreeMap::new();
    for withdrawal in withdrawals {
        *taken.entry(withdrawal.asset).or_default() += withdrawal.amount + withdrawal.fee;
    }
    let shares = taken.into_iter().filter_map(|(asset, amount)| {
        let holding = held.get(asset.position()).copied().filter(|held| held.is_positive())?;
        amount.percent_of(holding).map(|share| share.min(100))
    });
    shares.max()
}

fn finding(case: &Case<'_>, habit: &Habit, episode: &Episode<'_>) -> Finding {
    let list = &episode.withdrawals;
    let alarming = spree::is_alarming(case, habit, list);
    let (severity, confidence) =
        if alarming { (Severity::Critical, Confidence::Likely) } else { (Severity::Warning, Confidence::Possible) };
    let mut finding = Finding::new(Code::WithdrawalToNewAddress, severity, confidence);
    if let (Some(first), Some(last)) = (list.first(), list.last()) {
        let mut assets: Vec<&str> = list.iter().map(|w| case.name(w.asset)).collect();
        let amounts: Vec<Amount> = list.iter().map(|w| w.amount).collect();
        if assets.iter().all(|asset| Some(asset) == assets.first()) {
            assets.truncate(1);
        }
        finding = finding
            .fact("asset", assets)
            .fact("amount", amounts)
            .fact("address", first.address.as_str())
            .fact_if("network", Some(case.name(first.network)))
            .fact("at", first.at)
            .fact("to", last.at)
            .fact("count", list.len())
            .fact("because", Fact::List(episode.because.iter().map(|key| Fact::from(*key)).collect()))
            .fact_if("share_percent", episode.share_percent);
    }
    finding
        .citing(list.iter().flat_map(|w| w.cites.iter().copied()))
        .advising("who_did_it", &["disable_account", "contact_exchange", "freeze_request", "police_report", "preserve_records"])
}
