//! What is usual for this account: when it acts, where its coins go, what it holds. Every check that
//! calls something unusual asks here.

use super::{Case, same_address};
use crate::amount::Amount;
use crate::event::Direction;
use crate::ledger::Transfer;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

/// A destination counts as the owner's usual one a day after its first use: what goes there within
/// the day belongs to the same act.
pub(super) const SETTLED_S: i64 = 86_400;
/// With fewer actions, on fewer days, an hour without any says nothing.
const ACTIONS: usize = 60;
const DAYS: usize = 20;

/// What is usual.
pub(super) struct Habit {
    first_use: BTreeMap<String, Time>,
    actions: Vec<Time>,
    /// The first action in each hour of the day, and on each day.
    hours: [Option<Time>; 24],
    days: Vec<Time>,
    earliest: Option<Time>,
    alarms: Vec<Time>,
}

impl Habit {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let mut first_use: BTreeMap<String, Time> = BTreeMap::new();
        for transfer in case.withdrawals().filter(|t| !t.address.is_empty()) {
            let first = first_use.entry(same_address(&transfer.address)).or_insert(transfer.at);
            *first = (*first).min(transfer.at);
        }
        for (address, _) in &case.answers.own_addresses {
            first_use.insert(same_address(address), Time::default());
        }
        // Rewards arrive by themselves at all hours; only what the owner does counts.
        let mut actions: Vec<Time> = case.ledger.fills.iter().map(|fill| fill.at).collect();
        actions.extend(case.ledger.swaps.iter().map(|swap| swap.at));
        actions.extend(case.events.orders.iter().map(|order| order.at));
        actions.extend(case.events.p2p.iter().map(|order| order.at));
        actions.extend(case.ledger.transfers.iter().map(|transfer| transfer.at));
        actions.sort_unstable();
        let rows = case.ledger.rows.first().map(|row| row.at);
        let earliest = actions.first().copied().into_iter().chain(rows).min();
        let mut hours = [None; 24];
        for at in &actions {
            if let Some(hour) = hours.get_mut(usize::from(at.civil(0).hour)) {
                hour.get_or_insert(*at);
            }
        }
        let mut days = actions.clone();
        days.dedup_by_key(|at| at.seconds().div_euclid(86_400));
        Self { first_use, actions, hours, days, earliest, alarms: case.alarms() }
    }

    /// When coins first went to an address.
    pub(super) fn first_use(&self, address: &str) -> Option<Time> {
        self.first_use.get(&same_address(address)).copied()
    }

    /// Whether coins had gone there at least a day before.
    pub(super) fn is_usual_destination(&self, transfer: &Transfer) -> bool {
        let first = self.first_use(&transfer.address);
        !transfer.address.is_empty()
            && first.is_some_and(|first| first < transfer.at.plus_seconds(-SETTLED_S))
    }

    /// Whether the records reach back far enough before `at` to call anything new.
    pub(super) fn reaches_back(&self, at: Time) -> bool {
        self.earliest.is_some_and(|first| at.seconds_since(first) >= SETTLED_S)
    }

    /// Whether the account was never active around this hour of the day before. The hours beside it
    /// must be empty too, and the history long enough for that to mean something.
    pub(super) fn is_unusual_hour(&self, at: Time) -> bool {
        let before = at.plus_seconds(-SETTLED_S);
        let count = self.actions.partition_point(|time| *time < before);
        let days = self.days.partition_point(|time| *time < before);
        let empty = |hour: usize| {
            self.hours.get(hour).copied().flatten().is_none_or(|first| first >= before)
        };
        let hour = usize::from(at.civil(0).hour);
        let near = [hour, (hour + 1) % 24, (hour + 23) % 24];
        count >= ACTIONS && days >= DAYS && near.into_iter().all(empty)
    }

    /// Whether a security change or an unknown login was told of in the three days before.
    pub(super) fn is_alarmed(&self, at: Time) -> bool {
        let last = self.alarms.partition_point(|alarm| *alarm <= at).checked_sub(1);
        let last = last.and_then(|last| self.alarms.get(last));
        last.is_some_and(|alarm| at.seconds_since(*alarm) < 72 * 3600)
    }
}

/// For each coin, by position: the smallest amount ever traded or withdrawn. Less than that is dust.
pub(super) fn dust(case: &Case<'_>) -> Vec<Option<Amount>> {
    let mut smallest: Vec<Option<Amount>> = vec![None; case.events.symbols.iter().count()];
    let mut note = |coin: Symbol, amount: Amount| {
        if let Some(entry) = smallest.get_mut(coin.position())
            && amount.is_positive()
        {
            *entry = Some(entry.map_or(amount, |known| known.min(amount)));
        }
    };
    for fill in &case.ledger.fills {
        note(fill.base, fill.quantity.over(i64::from(fill.count.max(1))));
        note(fill.quote, fill.total.over(i64::from(fill.count.max(1))));
    }
    for swap in &case.ledger.swaps {
        note(swap.sold, swap.sold_amount);
        note(swap.bought, swap.bought_amount);
    }
    for transfer in &case.ledger.transfers {
        if transfer.direction == Direction::Out || transfer.amount.is_positive() {
            note(transfer.asset, transfer.amount);
        }
    }
    smallest
}

/// The last traded prices, while time goes forward.
#[derive(Default)]
pub(super) struct Prices {
    last: BTreeMap<(Symbol, Symbol), Amount>,
    quotes: BTreeMap<Symbol, u64>,
    fills: usize,
    swaps: usize,
}

impl Prices {
    /// Goes on to what was traded at `at` or before; never back.
    pub(super) fn advance(&mut self, case: &Case<'_>, at: Time) {
        while let Some(fill) = case.ledger.fills.get(self.fills).filter(|fill| fill.at <= at) {
            self.fills += 1;
            self.note(fill.base, fill.quote, Some(fill.price()));
            *self.quotes.entry(fill.quote).or_default() += 1;
        }
        while let Some(swap) = case.ledger.swaps.get(self.swaps).filter(|swap| swap.at <= at) {
            self.swaps += 1;
            let (sold, bought) = (swap.sold_amount, swap.bought_amount);
            self.note(swap.sold, swap.bought, bought.divided_by(sold));
            self.note(swap.bought, swap.sold, sold.divided_by(bought));
            *self.quotes.entry(swap.bought).or_default() += 1;
        }
    }

    fn note(&mut self, base: Symbol, quote: Symbol, price: Option<Amount>) {
        if let Some(price) = price {
            self.last.insert((base, quote), price);
        }
    }

    /// The price of each coin, in the coin that most trades are priced in.
    pub(super) fn known(&self) -> BTreeMap<Symbol, Amount> {
        let most = self.quotes.iter().max_by_key(|(coin, n)| (**n, std::cmp::Reverse(**coin)));
        let Some((reference, _)) = most else { return BTreeMap::new() };
        let mut prices = BTreeMap::from([(*reference, Amount::ONE)]);
        // Three steps reach what is priced in a coin that is itself priced in the reference.
        for _ in 0..3 {
            for ((base, quote), price) in &self.last {
                if let (Some(of_quote), false) =
                    (prices.get(quote).copied(), prices.contains_key(base))
                {
                    prices.insert(*base, price.multiplied_by(of_quote));
                }
                if let (Some(of_base), false) =
                    (prices.get(base).copied(), prices.contains_key(quote))
                    && let Some(of_quote) = of_base.divided_by(*price)
                {
                    prices.insert(*quote, of_quote);
                }
            }
        }
        prices
    }
}
