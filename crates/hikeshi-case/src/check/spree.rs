//! A spree: several holdings turned into one coin shortly before that coin leaves.
//!
//! A thief wants one coin on a cheap network and no remainder; so whole holdings go, within minutes.
//! An owner who trades sells a part, or one coin, or buys back. A holding counts only when most of it
//! went; remainders swept into BNB do not count at all.

use super::Case;
use super::habit::Habit;
use crate::amount::Amount;
use crate::event::Side;
use crate::finding::Cite;
use crate::ledger::Transfer;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

/// How many holdings make a spree.
const HOLDINGS: usize = 3;
/// The part of a holding that must have gone, in percent.
const MOST: i64 = 60;

/// Holdings turned into one coin.
pub(super) struct Spree {
    /// The coins given, by name.
    pub(super) coins: Vec<Symbol>,
    /// First and last conversion.
    pub(super) from: Time,
    pub(super) to: Time,
    /// What came of them, in the coin that left.
    pub(super) received: Amount,
    /// Where they stand.
    pub(super) cites: Vec<Cite>,
}

struct Step {
    at: Time,
    sold: Symbol,
    sold_amount: Amount,
    bought: Symbol,
    bought_amount: Amount,
    cites: Vec<Cite>,
}

/// The spree into `asset` during `window_s` seconds before `at`, if there was one.
pub(super) fn before(case: &Case<'_>, at: Time, asset: Symbol, window_s: i64) -> Option<Spree> {
    let from = at.plus_seconds(-window_s);
    let steps = steps(case, from, at);
    // What was first turned into a coin that was then turned into the one that left counts too.
    let through: Vec<Symbol> =
        steps.iter().filter(|step| step.bought == asset).map(|step| step.sold).collect();
    let relevant: Vec<&Step> = steps
        .iter()
        .filter(|step| step.bought == asset || through.contains(&step.bought) && step.sold != asset)
        .collect();
    let first = relevant.iter().map(|step| step.at).min()?;
    let last = relevant.iter().map(|step| step.at).max()?;
    let held = case.ledger.holdings_before(&[first]).pop().unwrap_or_default();
    let mut sold: BTreeMap<Symbol, Amount> = BTreeMap::new();
    for step in &relevant {
        *sold.entry(step.sold).or_default() += step.sold_amount;
    }
    let known = !case.ledger.rows.is_empty();
    let most_went = |coin: &Symbol, amount: &Amount| {
        let holding = held.get(coin.position()).copied().unwrap_or_default();
        !known || amount.times(100) >= holding.times(MOST) && holding.is_positive()
    };
    let coins: Vec<Symbol> = sold
        .iter()
        .filter(|(coin, amount)| most_went(coin, amount))
        .map(|(coin, _)| *coin)
        .collect();
    if coins.len() < HOLDINGS {
        return None;
    }
    let counted = || relevant.iter().filter(|step| coins.contains(&step.sold));
    let received =
        counted().filter(|step| step.bought == asset).map(|step| step.bought_amount).sum();
    let cites = counted().flat_map(|step| step.cites.iter().copied()).collect();
    Some(Spree { coins, from: first, to: last, received, cites })
}

fn steps(case: &Case<'_>, from: Time, to: Time) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for swap in case.ledger.swaps_between(from, to) {
        steps.push(Step {
            at: swap.at,
            sold: swap.sold,
            sold_amount: swap.sold_amount,
            bought: swap.bought,
            bought_amount: swap.bought_amount,
            cites: swap.cites.clone(),
        });
    }
    for fill in case.ledger.fills_between(from, to) {
        let (sold, sold_amount, bought, bought_amount) = match fill.side {
            Side::Sell => (fill.base, fill.quantity, fill.quote, fill.total),
            Side::Buy => (fill.quote, fill.total, fill.base, fill.quantity),
        };
        let cites = case.ledger.cites_of(fill, case.events);
        steps.push(Step { at: fill.at, sold, sold_amount, bought, bought_amount, cites });
    }
    steps
}

/// Whether these withdrawals call for acting at once: holdings were turned into the coin that left,
/// and something an owner in no hurry does not do came with it: an hour the account never acts in, a
/// security change or an unknown login in the days before, or several withdrawals of like size instead
/// of a small test first.
pub(super) fn is_alarming(case: &Case<'_>, habit: &Habit, withdrawals: &[&Transfer]) -> bool {
    let Some(first) = withdrawals.first() else { return false };
    let spree = withdrawals.iter().any(|w| before(case, w.at, w.asset, 86_400).is_some());
    let alarm =
        case.alarms().iter().any(|at| (0..72 * 3600).contains(&first.at.seconds_since(*at)));
    let like_sizes = withdrawals.len() >= 2 && {
        let sizes = || withdrawals.iter().filter(|w| w.asset == first.asset).map(|w| w.amount);
        let (smallest, largest) =
            (sizes().min().unwrap_or_default(), sizes().max().unwrap_or_default());
        sizes().count() >= 2 && smallest.times(10) >= largest
    };
    spree && (habit.is_unusual_hour(first.at) || alarm || like_sizes)
}
