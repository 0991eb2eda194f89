//! Trades: from the trade history where there is one, else rebuilt from the legs of the statement.

use super::{Fill, LEGS, Ledger, Origin, State, Swap, transfers::state_of};
use crate::amount::Amount;
use crate::event::{Events, Side, StatementRow};
use crate::finding::Cite;
use crate::operation::Class;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeSet;

/// Legs of one conversion may be booked this far apart.
const CONVERT_SLACK_S: i64 = 2;

pub(super) fn join(ledger: &Ledger, events: &Events) -> Vec<Fill> {
    let mut fills: Vec<Fill> = events
        .trades
        .iter()
        .enumerate()
        .map(|(at, trade)| Fill {
            at: trade.at,
            base: trade.base,
            quote: trade.quote,
            side: trade.side,
            count: 1,
            quantity: trade.quantity,
            total: trade.total,
            origin: Origin::Trade(u32::try_from(at).unwrap_or(u32::MAX)),
        })
        .collect();
    let known = fills.len();
    let mut start = 0;
    for second in ledger.rows.chunk_by(|a, b| a.at == b.at) {
        let first = start;
        start += second.len();
        if second.iter().any(|row| ledger.class(row.operation) == Some(Class::TradeBase)) {
            from_second(ledger, second, first, events, &mut fills);
        }
    }
    if known > 0 && fills.len() > known {
        fills.sort_by_key(|fill| fill.at);
    }
    fills
}

/// Rebuilds the fills of one second from its legs, when one coin was traded against one other.
fn from_second(
    ledger: &Ledger,
    rows: &[StatementRow],
    first: usize,
    events: &Events,
    fills: &mut Vec<Fill>,
) {
    let Some(base) = rows.iter().find(|row| ledger.class(row.operation) == Some(Class::TradeBase))
    else {
        return;
    };
    let side = if base.change.is_positive() { Side::Buy } else { Side::Sell };
    let mut fill = Fill {
        at: base.at,
        base: base.coin,
        quote: Symbol::EMPTY,
        side,
        count: 0,
        quantity: Amount::ZERO,
        total: Amount::ZERO,
        origin: Origin::Rows(
            u32::try_from(first).unwrap_or(u32::MAX),
            u32::try_from(rows.len()).unwrap_or(0),
        ),
    };
    for row in rows {
        match ledger.class(row.operation) {
            Some(Class::TradeBase)
                if row.coin == fill.base && row.change.is_positive() == (side == Side::Buy) =>
            {
                fill.count += 1;
                fill.quantity += row.change.abs();
            }
            Some(Class::TradeQuote) if fill.quote == Symbol::EMPTY || fill.quote == row.coin => {
                fill.quote = row.coin;
                fill.total += row.change.abs();
            }
            // Several pairs, or both sides, in one second: what belongs together cannot be told.
            Some(Class::TradeBase | Class::TradeQuote) => return,
            _ => {}
        }
    }
    let told = in_trade_history(events, fill.at, fill.base);
    if fill.quote != Symbol::EMPTY && fill.total.is_positive() && !told {
        fills.push(fill);
    }
}

/// Whether the trade history already tells of trades in this coin at this moment.
fn in_trade_history(events: &Events, at: Time, base: Symbol) -> bool {
    let start = events.trades.partition_point(|trade| trade.at < at.plus_seconds(-CONVERT_SLACK_S));
    let near = events
        .trades
        .iter()
        .skip(start)
        .take_while(|trade| trade.at <= at.plus_seconds(CONVERT_SLACK_S));
    near.into_iter().any(|trade| trade.base == base || trade.quote == base)
}

/// Conversions of the convert history, with the statement's legs, and those only the statement tells.
pub(super) fn swaps(ledger: &Ledger, events: &Events) -> Vec<Swap> {
    let mut swaps: Vec<Swap> = Vec::new();
    // Legs that the history tells of; what it asks for twice is looked up once.
    let mut known: BTreeSet<Cite> = BTreeSet::new();
    let mut asked: BTreeSet<(Time, (Symbol, Amount))> = BTreeSet::new();
    for row in &events.converts {
        if state_of(events.symbols.name(row.status)) == State::Rejected {
            continue;
        }
        let mut cites = vec![row.cite];
        for leg in [(row.sold, -row.sold_amount), (row.bought, row.bought_amount)] {
            cites.extend(booked(ledger, row.at, leg).take(LEGS));
            if asked.insert((row.at, leg)) {
                known.extend(booked(ledger, row.at, leg));
            }
        }
        swaps.push(Swap {
            at: row.at,
            sold: row.sold,
            sold_amount: row.sold_amount,
            bought: row.bought,
            bought_amount: row.bought_amount,
            cites,
        });
    }
    let legs: Vec<&StatementRow> = ledger
        .rows
        .iter()
        .filter(|row| ledger.class(row.operation) == Some(Class::Convert))
        .collect();
    let groups = legs
        .chunk_by(|a, b| b.at.seconds_since(a.at) <= CONVERT_SLACK_S && a.operation == b.operation);
    for group in groups {
        from_legs(group, &known, &mut swaps);
    }
    swaps.sort_by(|a, b| (a.at, &a.cites).cmp(&(b.at, &b.cites)));
    swaps
}

/// Rows of the statement that book a leg of a conversion near its time.
fn booked(
    ledger: &Ledger,
    at: Time,
    (coin, change): (Symbol, Amount),
) -> impl Iterator<Item = Cite> {
    let span = (at.plus_seconds(-CONVERT_SLACK_S), at.plus_seconds(CONVERT_SLACK_S));
    let rows = ledger.legs.find(coin, change, span).filter_map(|at| ledger.rows.get(at));
    rows.filter(|row| ledger.class(row.operation) == Some(Class::Convert)).map(StatementRow::cite)
}

/// What left and what came in one group of conversion legs. Conversions of one second are told apart by
/// the order of their rows; where that cannot be, the sum is given once and nothing is guessed.
fn from_legs(group: &[&StatementRow], known: &BTreeSet<Cite>, swaps: &mut Vec<Swap>) {
    let seconds: Vec<&[&StatementRow]> = group.chunk_by(|a, b| a.at == b.at).collect();
    let whole = |rows: &&[&StatementRow]| {
        rows.iter().any(|row| row.change.is_negative())
            && rows.iter().any(|row| row.change.is_positive())
    };
    let parts = if seconds.iter().all(whole) { seconds } else { vec![group] };
    for part in parts {
        pair_legs(part, known, swaps);
    }
}

fn pair_legs(part: &[&StatementRow], known: &BTreeSet<Cite>, swaps: &mut Vec<Swap>) {
    let given: Vec<&&StatementRow> = part.iter().filter(|row| row.change.is_negative()).collect();
    let got: Vec<&&StatementRow> = part.iter().filter(|row| row.change.is_positive()).collect();
    let one_coin = got.iter().all(|row| got.first().is_some_and(|first| first.coin == row.coin));
    let in_pairs = given.len() == got.len();
    if !in_pairs && !one_coin {
        return;
    }
    for (n, row) in given.iter().enumerate() {
        let Some(received) = got.get(if in_pairs { n } else { 0 }) else { continue };
        if known.contains(&row.cite()) || row.coin == received.coin {
            continue;
        }
        let bought_amount = match (in_pairs, n) {
            (true, _) => received.change,
            (false, 0) => got.iter().map(|leg| leg.change).sum(),
            (false, _) => Amount::ZERO,
        };
        swaps.push(Swap {
            at: row.at,
            sold: row.coin,
            sold_amount: -row.change,
            bought: received.coin,
            bought_amount,
            cites: vec![row.cite(), received.cite()],
        });
    }
}
