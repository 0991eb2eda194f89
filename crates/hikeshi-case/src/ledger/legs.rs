//! Which rows of the statement move just this amount of this coin near this instant? Histories name
//! their movements by amount, and there may be a hundred thousand of one second or of one size: so the
//! rows are found by an index, and never by walking a stretch of time.

use crate::amount::Amount;
use crate::event::StatementRow;
use crate::symbol::Symbol;
use crate::time::Time;

/// Statement rows in order of coin, signed change and time.
#[derive(Debug, Default)]
pub(super) struct Legs {
    order: Vec<(Symbol, Amount, Time, u32)>,
}

impl Legs {
    pub(super) fn of(rows: &[StatementRow]) -> Self {
        let entry = |(at, row): (usize, &StatementRow)| {
            (row.coin, row.change, row.at, u32::try_from(at).unwrap_or(u32::MAX))
        };
        let mut order: Vec<_> = rows.iter().enumerate().map(entry).collect();
        order.sort_unstable();
        Self { order }
    }

    /// How many rows change `coin` by `change` with `from <= at <= to`.
    pub(super) fn count(&self, coin: Symbol, change: Amount, (from, to): (Time, Time)) -> usize {
        let until = |at: Time, row: u32| {
            self.order.partition_point(|entry| *entry < (coin, change, at, row))
        };
        until(to, u32::MAX).saturating_sub(until(from, 0))
    }

    /// Positions of the rows of `coin` that change it by `change` with `from <= at <= to`, in order of
    /// time.
    pub(super) fn find(
        &self,
        coin: Symbol,
        change: Amount,
        (from, to): (Time, Time),
    ) -> impl Iterator<Item = usize> {
        let start = self.order.partition_point(|entry| *entry < (coin, change, from, 0));
        let rest = self.order.get(start..).unwrap_or_default().iter();
        let fits = move |entry: &&(Symbol, Amount, Time, u32)| {
            entry.0 == coin && entry.1 == change && entry.2 <= to
        };
        rest.take_while(fits).map(|entry| entry.3 as usize)
    }
}
