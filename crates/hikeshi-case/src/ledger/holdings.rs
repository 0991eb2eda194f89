//! What did the owner hold at a moment? The wallets together with what lies in earn products, for all
//! coins while time goes forward, or for one coin at any instant.

use super::Ledger;
use crate::amount::Amount;
use crate::event::StatementRow;
use crate::operation::Class;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

/// One coin's wallets and what of it lies in earn products.
#[derive(Clone, Copy, Debug, Default)]
struct Purse {
    sum: Amount,
    locked: Amount,
}

impl Purse {
    fn book(&mut self, ledger: &Ledger, row: &StatementRow) {
        self.sum += row.change;
        let earn = matches!(
            ledger.class(row.operation),
            Some(Class::EarnIn | Class::EarnOut | Class::EarnMove)
        );
        if earn {
            self.locked = (self.locked + -row.change).max(Amount::ZERO);
        }
    }

    fn held(self) -> Amount {
        self.sum.max(Amount::ZERO) + self.locked
    }
}

/// The holdings of all coins while time goes forward.
#[derive(Debug)]
pub struct Holdings<'a> {
    ledger: &'a Ledger,
    next: usize,
    purses: BTreeMap<Symbol, Purse>,
}

impl Holdings<'_> {
    /// Goes on to just before `time`; never back.
    pub fn advance(&mut self, time: Time) {
        while let Some(row) = self.ledger.rows.get(self.next).filter(|row| row.at < time) {
            self.next += 1;
            if self.ledger.counts(row) {
                let purse = self.purses.entry(row.coin);
                purse.or_insert_with(|| self.ledger.opened(row.coin)).book(self.ledger, row);
            }
        }
    }

    /// Coins of which there is more than nothing, in order.
    pub fn held(&self) -> impl Iterator<Item = (Symbol, Amount)> {
        let all = self.purses.iter().map(|(coin, purse)| (*coin, purse.held()));
        all.filter(|(_, amount)| amount.is_positive())
    }
}

/// What was held of each coin after each of its rows, in order of time.
#[derive(Debug)]
pub(super) struct ByCoin(BTreeMap<Symbol, Vec<(Time, Amount)>>);

impl Ledger {
    /// The holdings from the beginning on.
    pub fn holdings(&self) -> Holdings<'_> {
        // A coin that moves only later was there before, where its balance would else go below nothing.
        let opened = self.opening.iter().enumerate().filter(|(_, amount)| amount.is_positive());
        let purses = opened
            .map(|(at, amount)| (Symbol::at(at), Purse { sum: *amount, locked: Amount::ZERO }))
            .collect();
        Holdings { ledger: self, next: 0, purses }
    }

    /// What the owner held of one coin just before an instant.
    pub fn held_before(&self, coin: Symbol, time: Time) -> Amount {
        let ByCoin(coins) = self.by_coin.get_or_init(|| self.by_coin());
        let steps = coins.get(&coin).map(Vec::as_slice).unwrap_or_default();
        let next = steps.partition_point(|(at, _)| *at < time);
        let last = next.checked_sub(1).and_then(|at| steps.get(at));
        last.map_or_else(|| self.opened(coin).held(), |(_, amount)| *amount)
    }

    fn by_coin(&self) -> ByCoin {
        let mut coins: BTreeMap<Symbol, (Purse, Vec<(Time, Amount)>)> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| self.counts(row)) {
            let entry = coins.entry(row.coin);
            let (purse, steps) = entry.or_insert_with(|| (self.opened(row.coin), Vec::new()));
            purse.book(self, row);
            steps.push((row.at, purse.held()));
        }
        ByCoin(coins.into_iter().map(|(coin, (_, steps))| (coin, steps)).collect())
    }

    fn opened(&self, coin: Symbol) -> Purse {
        let sum = self.opening.get(coin.position()).copied().unwrap_or_default();
        Purse { sum, locked: Amount::ZERO }
    }
}
