//! One account out of many exports: rows that several exports share are counted once, movements are
//! joined with their histories, and where exports disagree that is kept as a fact.

mod fills;
mod gaps;
mod holdings;
mod legs;
mod merge;
mod transfers;

use crate::amount::Amount;
use crate::event::{Direction, Events, Side, StatementRow};
use crate::finding::Cite;
use crate::operation::{self, Class};
use crate::symbol::{Symbol, Symbols};
use crate::time::Time;
use std::cell::OnceCell;
use std::collections::BTreeSet;

pub use gaps::{Gap, GapKind};
pub use holdings::Holdings;
pub use transfers::state_of;

/// How far a transfer has come, whatever words the export uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Done.
    Completed,
    /// Waiting for something.
    Pending,
    /// Refused, failed or cancelled.
    Rejected,
    /// No word, or one that is in no list.
    Unknown,
}

/// A movement into or out of the account, with every row that tells of it.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Which way.
    pub direction: Direction,
    /// When.
    pub at: Time,
    /// The coin.
    pub asset: Symbol,
    /// What arrived or left, without the fee.
    pub amount: Amount,
    /// The exchange's fee, where known.
    pub fee: Amount,
    /// The exchange's tag of the network.
    pub network: Symbol,
    /// Address; empty where only the statement tells of it.
    pub address: String,
    /// Memo or tag.
    pub memo: String,
    /// Transaction id.
    pub txid: String,
    /// Status as printed.
    pub status: Symbol,
    /// What the status means.
    pub state: State,
    /// Ordinary money, to or from the owner's bank.
    pub fiat: bool,
    /// Where it stands: the history row first, then the statement's.
    pub cites: Vec<Cite>,
}

/// Where a fill was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A row of the trade history.
    Trade(u32),
    /// Rows of the statement: first position and number.
    Rows(u32, u32),
}

/// One or more fills of one side of one pair at one instant.
#[derive(Clone, Copy, Debug)]
pub struct Fill {
    /// When.
    pub at: Time,
    /// The traded coin.
    pub base: Symbol,
    /// What it is priced in.
    pub quote: Symbol,
    /// Bought or sold.
    pub side: Side,
    /// How many fills this is: 1 from the trade history, more from a statement.
    pub count: u32,
    /// Base quantity.
    pub quantity: Amount,
    /// Quote paid or received.
    pub total: Amount,
    /// Where it stands.
    pub origin: Origin,
}

/// Most legs named of one fill in one direction of one coin: an exchange books a fill in one or two.
const LEGS: usize = 64;

/// What the statement books for one side of a fill.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Leg {
    coin: Symbol,
    change: Amount,
    at: Time,
    class: Class,
}

/// The legs that would confirm a fill, in either direction: older exports sign them differently.
fn legs_of(fill: &Fill) -> [Leg; 4] {
    let leg = |coin, change, class| Leg { coin, change, at: fill.at, class };
    [
        leg(fill.base, fill.quantity, Class::TradeBase),
        leg(fill.base, -fill.quantity, Class::TradeBase),
        leg(fill.quote, fill.total, Class::TradeQuote),
        leg(fill.quote, -fill.total, Class::TradeQuote),
    ]
}

impl Fill {
    /// Average price: quote per base.
    pub fn price(&self) -> Amount {
        self.total.divided_by(self.quantity).unwrap_or_default()
    }
}

/// A coin given for another, by trade or by conversion.
#[derive(Clone, Debug)]
pub struct Swap {
    /// When.
    pub at: Time,
    /// The coin given.
    pub sold: Symbol,
    /// How much of it.
    pub sold_amount: Amount,
    /// The coin received.
    pub bought: Symbol,
    /// How much of it.
    pub bought_amount: Amount,
    /// Where it stands.
    pub cites: Vec<Cite>,
}

/// The joined account.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Statement rows, each once, in order of time.
    pub rows: Vec<StatementRow>,
    /// Movements in and out, in order of time.
    pub transfers: Vec<Transfer>,
    /// Fills, in order of time.
    pub fills: Vec<Fill>,
    /// Conversions of the convert history and of the statement, in order of time.
    pub swaps: Vec<Swap>,
    /// Where exports disagree or do not add up.
    pub gaps: Vec<Gap>,
    /// Pairs of exports of one period that were not compared row by row, because there are so many.
    pub not_compared: usize,
    /// Class of each operation, by the position of its symbol.
    classes: Vec<Option<Class>>,
    /// What each coin must at least have begun with, by position: the exports may start in mid-life.
    opening: Vec<Amount>,
    /// Wallets whose rows mirror another wallet's.
    mirrored: Vec<bool>,
    /// Rows by coin and amount, where a history of trades or conversions needs them.
    legs: legs::Legs,
    /// Rows of each coin, put together when first asked for.
    by_coin: OnceCell<holdings::ByCoin>,
}

/// Joins the exports. The statement's rows move into the ledger: there may be millions.
pub fn join(events: &mut Events) -> Ledger {
    let classes = events.symbols.iter().map(|(_, name)| operation::class_of(name)).collect();
    let mut ledger = Ledger { classes, ..Ledger::default() };
    let mut disagreements = merge::Disagreements::default();
    ledger.rows = merge::statement(
        std::mem::take(&mut events.statement),
        events.users.len() < 2,
        &mut disagreements,
    );
    merge::histories(events);
    ledger.mirrored = merge::mirrored(&ledger, events);
    ledger.opening = ledger.openings(events.symbols.iter().count());
    if !events.trades.is_empty() || !events.converts.is_empty() {
        ledger.legs = legs::Legs::of(&ledger.rows);
    }
    ledger.transfers = transfers::join(&ledger, events);
    ledger.fills = fills::join(&ledger, events);
    ledger.swaps = fills::swaps(&ledger, events);
    ledger.gaps = gaps::find(&ledger, events, disagreements.rows);
    ledger.not_compared = disagreements.not_compared;
    ledger
}

impl Ledger {
    /// The class of an operation.
    pub fn class(&self, operation: Symbol) -> Option<Class> {
        self.classes.get(operation.position()).copied().flatten()
    }

    /// Rows of the statement with `from <= at <= to`.
    pub fn rows_between(&self, from: Time, to: Time) -> &[StatementRow] {
        let start = self.rows.partition_point(|row| row.at < from);
        let end = self.rows.partition_point(|row| row.at <= to);
        self.rows.get(start..end.max(start)).unwrap_or_default()
    }

    /// Fills with `from <= at <= to`.
    pub fn fills_between(&self, from: Time, to: Time) -> &[Fill] {
        let start = self.fills.partition_point(|fill| fill.at < from);
        let end = self.fills.partition_point(|fill| fill.at <= to);
        self.fills.get(start..end.max(start)).unwrap_or_default()
    }

    /// Conversions with `from <= at <= to`.
    pub fn swaps_between(&self, from: Time, to: Time) -> &[Swap] {
        let start = self.swaps.partition_point(|swap| swap.at < from);
        let end = self.swaps.partition_point(|swap| swap.at <= to);
        self.swaps.get(start..end.max(start)).unwrap_or_default()
    }

    /// Where a fill stands: its trade row and the statement's legs of the same seconds. Of legs that
    /// nothing tells apart the first [`LEGS`] of each kind are named; see [`Ledger::cites_of_all`].
    pub fn cites_of(&self, fill: &Fill, events: &Events) -> Vec<Cite> {
        match fill.origin {
            Origin::Rows(first, count) => {
                let rows =
                    self.rows.get(first as usize..(first + count) as usize).unwrap_or_default();
                rows.iter().map(StatementRow::cite).collect()
            }
            Origin::Trade(at) => {
                let trade = events.trades.get(at as usize).map(|trade| trade.cite);
                let legs = legs_of(fill).into_iter();
                let legs = legs.flat_map(|leg| self.booked(leg).take(LEGS));
                trade.into_iter().chain(legs).collect()
            }
        }
    }

    /// How many legs of a fill [`Ledger::cites_of`] does not name.
    pub fn unnamed_legs(&self, fill: &Fill) -> usize {
        let unnamed = |leg: Leg| {
            let span = (leg.at.plus_seconds(-1), leg.at.plus_seconds(1));
            self.legs.count(leg.coin, leg.change, span).saturating_sub(LEGS)
        };
        match fill.origin {
            Origin::Trade(_) => legs_of(fill).map(unnamed).into_iter().sum(),
            Origin::Rows(..) => 0,
        }
    }

    /// Where several fills stand together, each place once.
    pub fn cites_of_all<'a>(
        &self,
        fills: impl IntoIterator<Item = &'a Fill>,
        events: &Events,
    ) -> BTreeSet<Cite> {
        let mut cites = BTreeSet::new();
        let mut legs = BTreeSet::new();
        for fill in fills {
            match fill.origin {
                Origin::Rows(..) => cites.extend(self.cites_of(fill, events)),
                Origin::Trade(at) => {
                    cites.extend(events.trades.get(at as usize).map(|trade| trade.cite));
                    legs.extend(legs_of(fill));
                }
            }
        }
        cites.extend(legs.into_iter().flat_map(|leg| self.booked(leg)));
        cites
    }

    /// Rows of the statement that book a leg within a second.
    fn booked(&self, leg: Leg) -> impl Iterator<Item = Cite> {
        let span = (leg.at.plus_seconds(-1), leg.at.plus_seconds(1));
        let found = self.legs.find(leg.coin, leg.change, span);
        let rows = found.filter_map(|at| self.rows.get(at));
        rows.filter(move |row| self.class(row.operation) == Some(leg.class)).map(StatementRow::cite)
    }

    /// Whether a row counts towards what the owner holds: rewards that an earn wallet repeats do not.
    fn counts(&self, row: &StatementRow) -> bool {
        let mirrored = self.mirrored.get(usize::from(row.account)).copied().unwrap_or(false);
        !(mirrored && self.class(row.operation) == Some(Class::Reward))
    }

    /// What each coin must at least have begun with so that it never goes below nothing.
    fn openings(&self, coins: usize) -> Vec<Amount> {
        let mut running = vec![Amount::ZERO; coins];
        let mut lowest = vec![Amount::ZERO; coins];
        for row in self.rows.iter().filter(|row| self.counts(row)) {
            if let (Some(sum), Some(low)) =
                (running.get_mut(row.coin.position()), lowest.get_mut(row.coin.position()))
            {
                *sum += row.change;
                *low = (*low).min(*sum);
            }
        }
        lowest.into_iter().map(|low| -low).collect()
    }

    /// What is left of each coin at the end of the statement, where it is more than nothing.
    pub fn balances(&self, symbols: &Symbols) -> Vec<(String, Amount)> {
        let Some(last) = self.rows.last() else { return Vec::new() };
        let mut holdings = self.holdings();
        holdings.advance(last.at.plus_seconds(1));
        let mut balances: Vec<(String, Amount)> =
            holdings.held().map(|(coin, amount)| (symbols.name(coin).to_owned(), amount)).collect();
        balances.sort();
        balances
    }
}
