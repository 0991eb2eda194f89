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
use crate::ledger::{Fill, Swap, Transfer};
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// How many holdings make a spree.
const HOLDINGS: usize = 3;
/// The part of a holding that must have gone, in percent.
const MOST: i64 = 60;

/// Looked at before a withdrawal: what was turned into the coin last. Who empties an account makes some
/// dozens of steps; a machine that trades all day must not be walked through at each withdrawal.
const STEPS: usize = 2_000;

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

/// A conversion or a trade, as a coin given for another.
struct Step<'a> {
    at: Time,
    sold: Symbol,
    sold_amount: Amount,
    bought: Symbol,
    bought_amount: Amount,
    place: Place<'a>,
}

/// Where a step stands; looked up only for the steps of a spree.
enum Place<'a> {
    Swap(&'a Swap),
    Fill(&'a Fill),
}

/// The spree into `asset` during `window_s` seconds before `at`, if there was one.
pub(super) fn before(case: &Case<'_>, at: Time, asset: Symbol, window_s: i64) -> Option<Spree> {
    let steps = steps(case, at.plus_seconds(-window_s), at);
    // What was first turned into a coin that was then turned into the one that left counts too.
    let through: BTreeSet<Symbol> =
        steps.iter().filter(|step| step.bought == asset).map(|step| step.sold).collect();
    let relevant: Vec<&Step<'_>> = steps
        .iter()
        .filter(|step| step.bought == asset || through.contains(&step.bought) && step.sold != asset)
        .collect();
    let first = relevant.iter().map(|step| step.at).min()?;
    let last = relevant.iter().map(|step| step.at).max()?;
    let mut sold: BTreeMap<Symbol, Amount> = BTreeMap::new();
    for step in &relevant {
        *sold.entry(step.sold).or_default() += step.sold_amount;
    }
    if sold.len() < HOLDINGS {
        return None;
    }
    let known = !case.ledger.rows.is_empty();
    let most_went = |coin: Symbol, amount: Amount| {
        let holding = case.ledger.held_before(coin, first);
        amount.times(100) >= holding.times(MOST) && holding.is_positive()
    };
    sold.retain(|coin, amount| !known || most_went(*coin, *amount));
    if sold.len() < HOLDINGS {
        return None;
    }
    let counted = || relevant.iter().filter(|step| sold.contains_key(&step.sold));
    let received =
        counted().filter(|step| step.bought == asset).map(|step| step.bought_amount).sum();
    let fills = counted().filter_map(|step| match step.place {
        Place::Fill(fill) => Some(fill),
        Place::Swap(_) => None,
    });
    let mut cites = case.ledger.cites_of_all(fills, case.events);
    for step in counted() {
        if let Place::Swap(swap) = step.place {
            cites.extend(&swap.cites);
        }
    }
    let cites = cites.into_iter().collect();
    Some(Spree { coins: sold.into_keys().collect(), from: first, to: last, received, cites })
}

/// Whether there was a spree in the day before any of these withdrawals. Of many, some are looked at: those
/// of one minute and coin share their day.
pub(super) fn any_before(case: &Case<'_>, withdrawals: &[&Transfer]) -> bool {
    let mut seen: BTreeSet<(Symbol, i64)> = BTreeSet::new();
    let mut looked = withdrawals.iter().filter(|w| seen.insert((w.asset, w.at.minute())));
    looked.any(|w| before(case, w.at, w.asset, 86_400).is_some())
}

/// The last [`STEPS`] conversions and as many trades of the window.
fn steps<'a>(case: &Case<'a>, from: Time, to: Time) -> Vec<Step<'a>> {
    let swaps = case.ledger.swaps_between(from, to);
    let fills = case.ledger.fills_between(from, to);
    let over = |all: usize| all.saturating_sub(STEPS);
    case.left_out.at_least("steps_before_withdrawal", over(swaps.len()) + over(fills.len()));
    let swaps = swaps.get(swaps.len().saturating_sub(STEPS)..).unwrap_or_default();
    let mut steps: Vec<Step<'a>> = Vec::new();
    steps.extend(swaps.iter().map(|swap| Step {
        at: swap.at,
        sold: swap.sold,
        sold_amount: swap.sold_amount,
        bought: swap.bought,
        bought_amount: swap.bought_amount,
        place: Place::Swap(swap),
    }));
    for fill in fills.get(fills.len().saturating_sub(STEPS)..).unwrap_or_default() {
        let (sold, sold_amount, bought, bought_amount) = match fill.side {
            Side::Sell => (fill.base, fill.quantity, fill.quote, fill.total),
            Side::Buy => (fill.quote, fill.total, fill.base, fill.quantity),
        };
        let place = Place::Fill(fill);
        steps.push(Step { at: fill.at, sold, sold_amount, bought, bought_amount, place });
    }
    steps
}

/// Whether these withdrawals call for acting at once: holdings were turned into the coin that left,
/// and something an owner in no hurry does not do came with it: an hour the account never acts in, a
/// security change or an unknown login in the days before, or several withdrawals of like size instead
/// of a small test first.
pub(super) fn is_alarming(case: &Case<'_>, habit: &Habit, withdrawals: &[&Transfer]) -> bool {
    let Some(first) = withdrawals.first() else { return false };
    let alarm = habit.is_alarmed(first.at);
    let like_sizes = withdrawals.len() >= 2 && {
        let sizes = || withdrawals.iter().filter(|w| w.asset == first.asset).map(|w| w.amount);
        let (smallest, largest) =
            (sizes().min().unwrap_or_default(), sizes().max().unwrap_or_default());
        sizes().count() >= 2 && smallest.times(10) >= largest
    };
    let haste = habit.is_unusual_hour(first.at) || alarm || like_sizes;
    // Without a statement nobody knows what was held, and an owner who sold a part looks the same.
    haste && !case.ledger.rows.is_empty() && any_before(case, withdrawals)
}
