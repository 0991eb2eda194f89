//! Public market data as the exchange offers it for download: klines, aggregate trades and trades,
//! without a header, times in milliseconds before 2025 and in microseconds since.

use super::number;
use super::table::{Record, Table};
use crate::amount::Amount;
use crate::event::{Bar, Market};
use crate::exhibit::ExhibitId;
use crate::read::LISTED_ROWS;
use crate::time::Time;
use encoding_rs::UTF_8;
use std::io::{self, Read};

/// Most bars kept of one exhibit: a month of minutes is 44,640.
const BARS: usize = 400_000;

/// What a market data file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarketKind {
    /// Klines of a pair.
    Klines(String),
    /// Aggregate trades of a pair.
    AggTrades(String),
    /// Single trades of a pair.
    Trades(String),
}

impl MarketKind {
    /// The family of the format label.
    pub fn family(&self) -> &'static str {
        match self {
            Self::Klines(_) => "klines",
            Self::AggTrades(_) => "agg_trades",
            Self::Trades(_) => "trades",
        }
    }

    fn pair(&self) -> &str {
        match self {
            Self::Klines(pair) | Self::AggTrades(pair) | Self::Trades(pair) => pair,
        }
    }
}

/// Recognises market data by its columns; the pair stands only in the file's name
/// (`BTCUSDT-1m-2024-01-02.csv`), and without it the data cannot be used.
pub fn kind_of(rows: &[(u32, Vec<String>)], name: &str) -> Option<MarketKind> {
    let first = rows
        .iter()
        .map(|(_, cells)| cells)
        .find(|cells| cells.first().is_some_and(|c| is_digits(c)))?;
    let pair = name.split(['-', '_', '.']).next().filter(|pair| {
        (5..=24).contains(&pair.len())
            && pair.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    })?;
    let numeric = |range: std::ops::Range<usize>| {
        first.get(range).is_some_and(|cells| cells.iter().all(|cell| number(cell).is_ok()))
    };
    let epoch = |at: usize| first.get(at).is_some_and(|cell| instant(cell).is_some());
    let flag = |at: usize| {
        first.get(at).is_some_and(|c| matches!(c.to_ascii_lowercase().as_str(), "true" | "false"))
    };
    match first.len() {
        12 if epoch(0) && epoch(6) && numeric(1..6) => Some(MarketKind::Klines(pair.to_owned())),
        7 | 8 if numeric(1..5) && epoch(5) && flag(6) => {
            Some(MarketKind::AggTrades(pair.to_owned()))
        }
        6 | 7 if numeric(1..4) && epoch(4) && flag(5) => Some(MarketKind::Trades(pair.to_owned())),
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Milliseconds or microseconds since the epoch, told apart by size; `None` for any other number.
pub fn instant(text: &str) -> Option<Time> {
    let value: i64 = text.trim().parse().ok()?;
    match value {
        1_200_000_000_000..=9_999_999_999_999 => Some(Time::from_micros(value * 1000)),
        1_200_000_000_000_000..=9_999_999_999_999_999 => Some(Time::from_micros(value)),
        _ => None,
    }
}

/// What came of reading a market data file.
#[derive(Debug)]
pub struct Reading {
    /// The bars.
    pub market: Market,
    /// Records read.
    pub rows: u64,
    /// The first lines that could not be read, at most [`LISTED_ROWS`].
    pub broken: Vec<(u32, &'static str)>,
    /// How many more could not be read.
    pub more_broken: u64,
    /// Bars near the account's own trades beyond those kept.
    pub left_out: u64,
    /// Latest time seen.
    pub latest: Option<Time>,
}

/// Reads a market data file. Klines are kept as they are; trades are gathered by the second, and only
/// where `wanted` says the account did something near.
pub fn read(
    input: impl Read,
    kind: &MarketKind,
    exhibit: ExhibitId,
    wanted: &dyn Fn(Time) -> bool,
) -> io::Result<Reading> {
    let step_s = if matches!(kind, MarketKind::Klines(_)) { 60 } else { 1 };
    let market = Market { pair: kind.pair().to_owned(), step_s, bars: Vec::new(), exhibit };
    let mut reading =
        Reading { market, rows: 0, broken: Vec::new(), more_broken: 0, left_out: 0, latest: None };
    let mut table = Table::new(input, UTF_8, b',');
    while let Some(record) = table.next(None)? {
        let line = table.line();
        let bar = match record {
            Record::Broken(why) => Err(why),
            Record::Cells
                if line == 1 && table.cells().first().is_some_and(|cell| !is_digits(cell)) =>
            {
                continue;
            }
            Record::Cells if matches!(kind, MarketKind::Klines(_)) => kline(&table.cells(), line),
            Record::Cells => trade(&table.cells(), kind, line),
        };
        match bar {
            Ok((bar, step)) => {
                reading.rows += 1;
                reading.latest = reading.latest.max(Some(bar.at));
                if let Some(step) = step {
                    reading.market.step_s = step;
                }
                if wanted(bar.at) {
                    reading.left_out += u64::from(!add(&mut reading.market, bar));
                }
            }
            Err(why) if reading.broken.len() < LISTED_ROWS => reading.broken.push((line, why)),
            Err(_) => reading.more_broken += 1,
        }
    }
    reading.market.bars.sort_by_key(|bar| bar.at);
    reading.market.bars.dedup_by_key(|bar| bar.at);
    Ok(reading)
}

fn cell(cells: &[&str], at: usize) -> Result<Amount, &'static str> {
    number(cells.get(at).copied().unwrap_or_default()).map_err(|fault| fault.detail)
}

fn kline(cells: &[&str], line: u32) -> Result<(Bar, Option<i64>), &'static str> {
    let at = cells.first().and_then(|c| instant(c)).ok_or("bad_time")?;
    let end = cells.get(6).and_then(|c| instant(c)).ok_or("bad_time")?;
    let bar = Bar {
        at,
        open: cell(cells, 1)?,
        high: cell(cells, 2)?,
        low: cell(cells, 3)?,
        close: cell(cells, 4)?,
        volume: cell(cells, 5)?,
        quote_volume: cell(cells, 7)?,
        line,
    };
    Ok((bar, Some(end.plus_seconds(1).seconds_since(at).max(1))))
}

fn trade(cells: &[&str], kind: &MarketKind, line: u32) -> Result<(Bar, Option<i64>), &'static str> {
    let at = if matches!(kind, MarketKind::AggTrades(_)) { 5 } else { 4 };
    let at = cells.get(at).and_then(|c| instant(c)).ok_or("bad_time")?;
    let (price, volume) = (cell(cells, 1)?, cell(cells, 2)?);
    let bar = Bar {
        at: Time::from_seconds(at.seconds()),
        open: price,
        high: price,
        low: price,
        close: price,
        volume,
        quote_volume: price.multiplied_by(volume),
        line,
    };
    Ok((bar, None))
}

/// Adds a bar, merging it into the last one of the same second; whether there was room.
fn add(market: &mut Market, bar: Bar) -> bool {
    let room = market.bars.len() < BARS;
    match market.bars.last_mut() {
        Some(last) if last.at == bar.at => {
            last.high = last.high.max(bar.high);
            last.low = last.low.min(bar.low);
            last.close = bar.close;
            last.volume += bar.volume;
            last.quote_volume += bar.quote_volume;
        }
        _ if room => market.bars.push(bar),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(row: &str, name: &str) -> Option<&'static str> {
        let cells = row.split(',').map(str::to_owned).collect();
        kind_of(&[(1, cells)], name).map(|kind| kind.family())
    }

    #[test]
    fn columns_and_name_decide() {
        let kline = "1704067200000,1.0,1.2,0.9,1.1,500,1704067259999,550,42,1,1,0";
        assert_eq!(kind(kline, "BTCUSDT-1m-2024-01-01.csv"), Some("klines"));
        assert_eq!(kind(kline, "prices.csv"), None);
        assert_eq!(
            kind("1,1.0,2,1,1,1735689600000000,True,True", "BTCUSDT-aggTrades-2025-01-01.csv"),
            Some("agg_trades")
        );
        assert_eq!(
            kind("1,1.0,2,2.0,1735689600000000,false,true", "BTCUSDT-trades-2025-01-01.csv"),
            Some("trades")
        );
        assert_eq!(kind("1,2,3,4,5,6", "BTCUSDT.csv"), None);
    }

    #[test]
    fn trades_are_gathered_by_the_second() {
        let rows = "1,10,2,1,1,1735689600100000,True,True\n2,12,1,2,2,1735689600900000,True,True\n3,x,1,2,2,1735689600900000,True,True\n";
        let kind = MarketKind::AggTrades("BTCUSDT".to_owned());
        let reading = read(rows.as_bytes(), &kind, ExhibitId(1), &|_| true).unwrap();
        let bar = reading.market.bars[0];
        assert_eq!((reading.rows, reading.market.bars.len()), (2, 1));
        assert_eq!(
            (bar.low.to_string(), bar.high.to_string(), bar.volume.to_string()),
            ("10".into(), "12".into(), "3".into())
        );
        assert_eq!(bar.quote_volume, Amount::whole(32));
        assert_eq!(reading.broken, [(3, "bad_number")]);
    }
}
