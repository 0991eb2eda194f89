//! Exports of overlapping periods: a row that both hold is one row, and identical rows within one
//! export are several.

use super::{Ledger, State, state_of};
use crate::event::{Events, StatementRow, TransferRow};
use crate::exhibit::ExhibitId;
use crate::finding::Cite;
use crate::operation::Class;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that one of two exports of the same period holds and the other does not.
#[derive(Clone, Debug)]
pub(super) struct Disagreement {
    pub(super) at: Time,
    pub(super) coin: Symbol,
    pub(super) change: crate::amount::Amount,
    pub(super) cite: Cite,
}

/// What the comparison of overlapping exports gave.
#[derive(Debug, Default)]
pub(super) struct Disagreements {
    pub(super) rows: Vec<Disagreement>,
    /// Pairs of overlapping exports that were not compared.
    pub(super) not_compared: usize,
}

/// Each export is compared with so many later ones of its period: a thousand exports of one period are
/// half a million pairs, and each of them still meets its neighbours.
const COMPARED: usize = 16;

type Period = (Time, Time);
/// Weight and positions of one export's rows of one key.
type Told = (u32, Vec<usize>);

/// Merges statement rows of all exhibits, in order of time. Descending exports are turned round, so
/// that rows of one second keep the order in which they happened.
pub(super) fn statement(
    mut rows: Vec<StatementRow>,
    one_account: bool,
    disagreements: &mut Disagreements,
) -> Vec<StatementRow> {
    for part in rows.chunk_by_mut(|a, b| a.exhibit == b.exhibit) {
        let descending =
            matches!((part.first(), part.last()), (Some(first), Some(last)) if first.at > last.at);
        if descending {
            part.reverse();
        }
    }
    let periods = periods(rows.iter().map(|row| (row.exhibit, row.at)));
    let meeting = meeting(&periods);
    // An export in order needs no room for sorting, and a million rows are worth the look.
    if !rows.is_sorted_by_key(|row| row.at) {
        rows.sort_by_key(|row| row.at);
    }
    // Two people's exports of one period do not contradict each other.
    if meeting.is_empty() || !one_account {
        return rows;
    }
    disagree(&rows, &periods, disagreements);
    let key = |row: &StatementRow| (row.at, row.operation, row.coin, row.account, row.change);
    let doubled = doubles(&rows, &meeting, |row| (row.exhibit, 0), key);
    let keep =
        rows.into_iter().enumerate().filter(|(at, _)| !doubled.contains(at)).map(|(_, row)| row);
    keep.collect()
}

/// The same for the histories of trades, orders, conversions, transfers and orders with people.
pub(super) fn histories(events: &mut Events) {
    let Events { symbols, trades, orders, converts, transfers, fiat, p2p, futures, .. } = events;
    keep_once(
        trades,
        |t| (t.cite.exhibit, t.at),
        |_| 0,
        |t| (t.at, t.base, t.quote, t.side, t.price, t.quantity, t.fee),
    );
    // An older export may show an order or a transfer still waiting: the settled row is the newer one.
    keep_once(
        orders,
        |o| (o.cite.exhibit, o.at),
        |o| u8::from(o.executed.is_positive()),
        |o| (o.at, o.number, o.pair, o.side, o.price, o.quantity),
    );
    keep_once(
        converts,
        |c| (c.cite.exhibit, c.at),
        |_| 0,
        |c| (c.at, c.sold, c.sold_amount, c.bought, c.bought_amount),
    );
    let settled = |t: &TransferRow| match state_of(symbols.name(t.status)) {
        State::Completed | State::Rejected => 2,
        State::Pending => 1,
        State::Unknown => 0,
    };
    keep_once(
        transfers,
        |t| (t.cite.exhibit, t.at),
        settled,
        |t| (t.direction, t.at, t.asset, t.amount, t.address.clone()),
    );
    keep_once(
        fiat,
        |f| (f.cite.exhibit, f.at),
        |_| 0,
        |f| (f.direction, f.at, f.asset, f.amount, f.method),
    );
    keep_once(
        p2p,
        |p| (p.cite.exhibit, p.at),
        |_| 0,
        |p| (p.at, p.side, p.asset, p.quantity, p.total),
    );
    keep_once(
        futures,
        |f| (f.cite.exhibit, f.at),
        |_| 0,
        |f| (f.at, f.kind, f.pair, f.asset, f.amount),
    );
}

/// Keeps each row once; of the same row in two exports the one of more `weight`.
fn keep_once<T, K: Ord>(
    rows: &mut Vec<T>,
    place: impl Fn(&T) -> (ExhibitId, Time),
    weight: impl Fn(&T) -> u8,
    key: impl Fn(&T) -> K,
) {
    let meeting = meeting(&periods(rows.iter().map(&place)));
    if !meeting.is_empty() {
        let doubled = doubles(rows, &meeting, |row| (place(row).0, weight(row)), key);
        let mut at = 0;
        rows.retain(|_| {
            at += 1;
            !doubled.contains(&(at - 1))
        });
    }
    rows.sort_by_key(|row| place(row).1);
}

fn periods(rows: impl Iterator<Item = (ExhibitId, Time)>) -> BTreeMap<ExhibitId, Period> {
    let mut periods: BTreeMap<ExhibitId, Period> = BTreeMap::new();
    let mut last: Option<(ExhibitId, Period)> = None;
    for (exhibit, at) in rows {
        match &mut last {
            Some((current, period)) if *current == exhibit => {
                *period = (period.0.min(at), period.1.max(at));
            }
            _ => {
                close(&mut periods, last.take());
                last = Some((exhibit, (at, at)));
            }
        }
    }
    close(&mut periods, last);
    periods
}

fn close(periods: &mut BTreeMap<ExhibitId, Period>, last: Option<(ExhibitId, Period)>) {
    if let Some((exhibit, period)) = last {
        let entry = periods.entry(exhibit).or_insert(period);
        *entry = (entry.0.min(period.0), entry.1.max(period.1));
    }
}

/// The exports that share more than one instant with another. Parts of one export (`part-00000`,
/// `part-00001`) meet in a second and share nothing.
fn meeting(periods: &BTreeMap<ExhibitId, Period>) -> BTreeSet<ExhibitId> {
    let mut order: Vec<(Period, ExhibitId)> = periods.iter().map(|(id, p)| (*p, *id)).collect();
    order.sort_unstable();
    let mut meeting = BTreeSet::new();
    // Of the earlier ones the one that reaches farthest, and the last that is a single instant: if any
    // of them meets the next one, one of these does.
    let mut farthest: Option<(Period, ExhibitId)> = None;
    let mut point: Option<(Period, ExhibitId)> = None;
    for (period, id) in order {
        for (earlier, other) in [farthest, point].into_iter().flatten() {
            if shared(earlier, period).is_some() {
                meeting.extend([id, other]);
            }
        }
        if farthest.is_none_or(|(before, _)| period.1 > before.1) {
            farthest = Some((period, id));
        }
        if period.0 == period.1 {
            point = Some((period, id));
        }
    }
    meeting
}

fn shared(a: Period, b: Period) -> Option<Period> {
    let (from, to) = (a.0.max(b.0), a.1.min(b.1));
    // An export of one row has no length, and is still of that period.
    let point = from == to && (a.0 == a.1 || b.0 == b.1);
    (from < to || point).then_some((from, to))
}

/// Positions of rows that another export already told: of each key the export with the most is kept,
/// among equals the one whose rows weigh more.
fn doubles<T, K: Ord>(
    rows: &[T],
    meeting: &BTreeSet<ExhibitId>,
    source: impl Fn(&T) -> (ExhibitId, u8),
    key: impl Fn(&T) -> K,
) -> BTreeSet<usize> {
    let mut groups: BTreeMap<K, BTreeMap<ExhibitId, Told>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let (exhibit, weight) = source(row);
        if meeting.contains(&exhibit) {
            let told = groups.entry(key(row)).or_default().entry(exhibit).or_default();
            told.0 += u32::from(weight);
            told.1.push(at);
        }
    }
    let mut doubled = BTreeSet::new();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let kept = group
            .iter()
            .max_by_key(|(id, (weight, rows))| (rows.len(), *weight, std::cmp::Reverse(**id)))
            .map(|(id, _)| *id);
        let others = group.into_iter().filter(|(id, _)| Some(*id) != kept);
        doubled.extend(others.flat_map(|(_, (_, rows))| rows));
    }
    doubled
}

/// Rows strictly inside the shared period of two exports that only one of them holds. An export may
/// be filtered to some coins or operations: only what both hold anything of is compared.
fn disagree(rows: &[StatementRow], periods: &BTreeMap<ExhibitId, Period>, out: &mut Disagreements) {
    let mut of_exhibit: BTreeMap<ExhibitId, Vec<&StatementRow>> = BTreeMap::new();
    for row in rows {
        of_exhibit.entry(row.exhibit).or_default().push(row);
    }
    let (pairs, not_compared) = pairs(periods);
    out.not_compared = not_compared;
    for (a, b, (from, to)) in pairs {
        type Kind = (Symbol, Symbol, u16);
        let mut counts: BTreeMap<(Time, Kind, crate::amount::Amount), [Vec<Cite>; 2]> =
            BTreeMap::new();
        let mut kinds: [BTreeSet<Kind>; 2] = [BTreeSet::new(), BTreeSet::new()];
        let inside = [a, b].into_iter().filter_map(|exhibit| of_exhibit.get(&exhibit));
        let inside = inside.flat_map(|rows| {
            let start = rows.partition_point(|row| row.at <= from);
            rows.iter().skip(start).take_while(|row| row.at < to)
        });
        for row in inside {
            let side = usize::from(row.exhibit == b);
            let kind = (row.operation, row.coin, row.account);
            if let Some(set) = kinds.get_mut(side) {
                set.insert(kind);
            }
            if let Some(list) = counts.entry((row.at, kind, row.change)).or_default().get_mut(side)
            {
                list.push(row.cite());
            }
        }
        let [in_a, in_b] = &kinds;
        for ((at, kind, change), [left, right]) in counts {
            if left.len() != right.len() && in_a.contains(&kind) && in_b.contains(&kind) {
                let more = if left.len() > right.len() { left } else { right };
                out.rows.extend(more.into_iter().map(|cite| Disagreement {
                    at,
                    coin: kind.1,
                    change,
                    cite,
                }));
            }
        }
    }
}

/// Pairs of exports with the period they share, and the number of pairs beyond those.
fn pairs(periods: &BTreeMap<ExhibitId, Period>) -> (Vec<(ExhibitId, ExhibitId, Period)>, usize) {
    let mut order: Vec<(Period, ExhibitId)> = periods.iter().map(|(id, p)| (*p, *id)).collect();
    order.sort_unstable();
    let (mut pairs, mut more) = (Vec::new(), 0);
    for (n, (first, a)) in order.iter().enumerate() {
        let later = order.get(n + 1..).unwrap_or_default();
        let near = later.get(..later.partition_point(|(b, _)| b.0 <= first.1)).unwrap_or_default();
        let sharing = near.iter().filter_map(|(b, id)| Some((*id, shared(*first, *b)?)));
        let before = pairs.len();
        // Lower numbers first, so that a pair is compared the same way round whatever their order.
        pairs.extend(sharing.take(COMPARED).map(|(b, period)| (*a.min(&b), *a.max(&b), period)));
        // All that begin before the end share time; those of the end's own instant may not.
        let whole = near.partition_point(|(b, _)| b.0 < first.1);
        more += whole.saturating_sub(pairs.len() - before);
    }
    (pairs, more)
}

/// Wallets whose rewards another wallet shows as well: `Earn` repeats the interest that `Spot` books,
/// and counting both turned 180 coins into 617 in another tool.
pub(super) fn mirrored(ledger: &Ledger, events: &Events) -> Vec<bool> {
    let mut repeats = vec![(0_u64, 0_u64); events.accounts.len()];
    let rewards =
        || ledger.rows.iter().filter(|row| ledger.class(row.operation) == Some(Class::Reward));
    let earn =
        |row: &&StatementRow| events.account_name(row.account).to_lowercase().contains("earn");
    if !rewards().any(|row| earn(&row)) {
        return vec![false; events.accounts.len()];
    }
    let elsewhere: BTreeSet<_> =
        rewards().filter(|row| !earn(row)).map(|row| (row.at, row.coin, row.change)).collect();
    for row in rewards().filter(earn) {
        if let Some((all, twice)) = repeats.get_mut(usize::from(row.account)) {
            *all += 1;
            *twice += u64::from(elsewhere.contains(&(row.at, row.coin, row.change)));
        }
    }
    repeats.into_iter().map(|(all, twice)| all > 0 && twice * 2 > all).collect()
}
