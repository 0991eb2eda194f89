//! Where the records do not add up.
//!
//! What one export says must stand in the other: a trade, conversion, deposit or withdrawal inside
//! the statement's period has its rows in the statement. Exports can be filtered (one coin, one kind of
//! operation) and can begin in mid-life, and neither is a gap: so a kind of movement is compared only
//! where the statement has other rows of that kind, and a balance below zero counts only where the
//! statement shows the account from its first deposit on.

use super::merge::Disagreement;
use super::{Ledger, State};
use crate::amount::Amount;
use crate::event::{Direction, Events, StatementRow};
use crate::finding::Cite;
use crate::operation::Class;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// What kind of gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// A running balance goes below zero.
    BelowZero,
    /// A history tells of a movement the statement does not.
    MissingInStatement,
    /// Two exports of one period differ.
    ExportsDisagree,
}

/// One place where the records do not add up.
#[derive(Clone, Debug)]
pub struct Gap {
    /// What kind.
    pub kind: GapKind,
    /// When.
    pub at: Time,
    /// The coin.
    pub coin: Symbol,
    /// How much is missing.
    pub amount: Amount,
    /// Where it shows, the first place first.
    pub cites: Vec<Cite>,
}

/// Legs of one trade may be booked this far from its row in the history.
const TRADE_SLACK_S: i64 = 5;
/// Rows of one instant, in whatever order they are booked.
const INSTANT_S: i64 = 10;

pub(super) fn find(ledger: &Ledger, events: &Events, disagreements: Vec<Disagreement>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = disagreements
        .into_iter()
        .map(|d| Gap {
            kind: GapKind::ExportsDisagree,
            at: d.at,
            coin: d.coin,
            amount: d.change.abs(),
            cites: vec![d.cite],
        })
        .collect();
    if let (Some(first), Some(last)) = (ledger.rows.first(), ledger.rows.last()) {
        let inside = |at: Time| {
            at > first.at.plus_seconds(INSTANT_S) && at < last.at.plus_seconds(-INSTANT_S)
        };
        add_missing(&mut gaps, missing_trades(ledger, events, &inside));
        add_missing(&mut gaps, missing_converts(ledger, events, &inside));
        add_missing(&mut gaps, missing_transfers(ledger, &inside));
        below_zero(ledger, events, &mut gaps);
    }
    gaps.sort_by(|a, b| (a.kind, a.at, &a.cites).cmp(&(b.kind, b.at, &b.cites)));
    gaps
}

/// What a history tells of, and how much of it the statement confirms.
#[derive(Default)]
struct Compared {
    confirmed: usize,
    missing: Vec<Gap>,
}

/// A history of which the statement confirms less than half is another account's, or in another zone:
/// then nothing is missing.
fn add_missing(gaps: &mut Vec<Gap>, compared: Compared) {
    if compared.confirmed >= compared.missing.len() {
        gaps.extend(compared.missing);
    }
}

fn has(ledger: &Ledger, class: Class) -> bool {
    ledger.rows.iter().any(|row| ledger.class(row.operation) == Some(class))
}

/// Trades of the history whose coin the statement does not move at that moment, or moves by less.
fn missing_trades(ledger: &Ledger, events: &Events, inside: &dyn Fn(Time) -> bool) -> Compared {
    let mut compared = Compared::default();
    if !has(ledger, Class::TradeBase) {
        return compared;
    }
    let clusters = events.trades.chunk_by(|a, b| b.at.seconds_since(a.at) <= TRADE_SLACK_S);
    for cluster in clusters {
        let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { continue };
        if !inside(first.at) || !inside(last.at) {
            continue;
        }
        let mut told: BTreeMap<Symbol, (Amount, Vec<Cite>)> = BTreeMap::new();
        for trade in cluster {
            let entry = told.entry(trade.base).or_default();
            entry.0 += trade.quantity;
            entry.1.push(trade.cite);
        }
        let legs = ledger.rows_between(
            first.at.plus_seconds(-TRADE_SLACK_S),
            last.at.plus_seconds(TRADE_SLACK_S),
        );
        let moved = booked_bases(ledger, legs);
        for (coin, (quantity, cites)) in told {
            let booked = moved.get(&coin).copied().unwrap_or_default();
            if booked < quantity {
                let kind = GapKind::MissingInStatement;
                compared.missing.push(Gap {
                    kind,
                    at: first.at,
                    coin,
                    amount: quantity - booked,
                    cites,
                });
            } else {
                compared.confirmed += 1;
            }
        }
    }
    compared
}

/// How much of each coin the legs move by trade, bought and sold together.
fn booked_bases(ledger: &Ledger, legs: &[StatementRow]) -> BTreeMap<Symbol, Amount> {
    let mut moved: BTreeMap<Symbol, Amount> = BTreeMap::new();
    for row in legs {
        let class = ledger.class(row.operation);
        if matches!(class, Some(Class::TradeBase | Class::TradeQuote | Class::Convert)) {
            *moved.entry(row.coin).or_default() += row.change.abs();
        }
    }
    moved
}

fn missing_converts(ledger: &Ledger, events: &Events, inside: &dyn Fn(Time) -> bool) -> Compared {
    let mut compared = Compared::default();
    if !has(ledger, Class::Convert) {
        return compared;
    }
    let history: BTreeSet<Cite> = events.converts.iter().map(|row| row.cite).collect();
    for swap in &ledger.swaps {
        let told = swap.cites.first().is_some_and(|cite| history.contains(cite));
        let span = (swap.at.plus_seconds(-60), swap.at.plus_seconds(60));
        let booked = ledger.legs.find(swap.sold, -swap.sold_amount, span).next().is_some();
        compared.confirmed += usize::from(told && booked);
        if told && !booked && inside(swap.at) {
            let kind = GapKind::MissingInStatement;
            let (coin, amount) = (swap.sold, swap.sold_amount);
            compared.missing.push(Gap {
                kind,
                at: swap.at,
                coin,
                amount,
                cites: swap.cites.clone(),
            });
        }
    }
    compared
}

/// Completed transfers of the histories without a row in the statement.
fn missing_transfers(ledger: &Ledger, inside: &dyn Fn(Time) -> bool) -> Compared {
    let mut compared = Compared::default();
    let booked = [has(ledger, Class::Withdraw), has(ledger, Class::Deposit)];
    for transfer in &ledger.transfers {
        let only_history = transfer.cites.len() == 1 && transfer.status != Symbol::EMPTY;
        // A transfer near the end of the period may be booked after it.
        let settled = inside(transfer.at.plus_seconds(3 * 86_400))
            && inside(transfer.at.plus_seconds(-3 * 86_400));
        compared.confirmed += usize::from(transfer.cites.len() > 1);
        if only_history
            && transfer.state == State::Completed
            && settled
            && booked.get(usize::from(transfer.direction == Direction::In)) == Some(&true)
        {
            compared.missing.push(Gap {
                kind: GapKind::MissingInStatement,
                at: transfer.at,
                coin: transfer.asset,
                amount: transfer.amount,
                cites: transfer.cites.clone(),
            });
        }
    }
    compared
}

/// What is known of one coin while its balance runs.
#[derive(Clone, Default)]
struct Running {
    sum: Amount,
    peak: Amount,
    seen: bool,
    borrowed: bool,
    began_below: bool,
    first_below: Option<(Time, Amount, Cite)>,
}

/// Coins whose balance goes below zero in a statement that shows the account from its beginning.
fn below_zero(ledger: &Ledger, events: &Events, gaps: &mut Vec<Gap>) {
    if !from_the_beginning(ledger, events) {
        return;
    }
    let mut coins = vec![Running::default(); events.symbols.iter().count()];
    for instant in ledger.rows.chunk_by(|a, b| b.at.seconds_since(a.at) <= INSTANT_S) {
        for row in instant.iter().filter(|row| ledger.counts(row)) {
            if let Some(coin) = coins.get_mut(row.coin.position()) {
                coin.borrowed |= matches!(
                    ledger.class(row.operation),
                    Some(Class::Loan | Class::Liquidation | Class::Futures)
                );
                coin.sum += row.change;
            }
        }
        for row in instant {
            let Some(coin) = coins.get_mut(row.coin.position()) else { continue };
            coin.began_below |= !coin.seen && coin.sum.is_negative();
            coin.seen = true;
            coin.peak = coin.peak.max(coin.sum);
            // Rounding leaves specks; a hole is a hundredth of what was once there.
            let hole = coin.sum.is_negative() && coin.sum.abs().times(100) > coin.peak;
            if hole && coin.first_below.is_none() {
                coin.first_below = Some((row.at, coin.sum.abs(), row.cite()));
            }
        }
    }
    let used = coins.iter().filter(|coin| coin.seen).count();
    let holes = coins.iter().filter(|coin| coin.first_below.is_some()).count();
    if coins.iter().any(|coin| coin.began_below) || holes * 3 > used + 2 {
        return;
    }
    for ((symbol, _), coin) in events.symbols.iter().zip(&coins) {
        if let (Some((at, amount, cite)), false) = (coin.first_below, coin.borrowed) {
            gaps.push(Gap {
                kind: GapKind::BelowZero,
                at,
                coin: symbol,
                amount,
                cites: vec![cite],
            });
        }
    }
}

/// Whether the statement shows the account's life from its first deposit: it begins with money from
/// outside, and no other export knows anything earlier.
fn from_the_beginning(ledger: &Ledger, events: &Events) -> bool {
    let Some(first) = ledger.rows.first() else { return false };
    let from_outside = matches!(
        ledger.class(first.operation),
        Some(Class::Deposit | Class::FiatIn | Class::P2p | Class::Convert | Class::Reward)
    );
    let earliest = [
        events.trades.first().map(|t| t.at),
        events.converts.first().map(|c| c.at),
        events.transfers.first().map(|t| t.at),
        events.orders.first().map(|o| o.at),
        events.fiat.first().map(|f| f.at),
    ];
    let earlier = earliest.into_iter().flatten().any(|at| at < first.at.plus_seconds(-86_400));
    from_outside && first.change.is_positive() && !earlier
}
