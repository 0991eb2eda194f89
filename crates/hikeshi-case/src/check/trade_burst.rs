//! Far more trades in a few minutes than this account ever makes.
//!
//! A bot has bursts too: what counts is the account's own busy minutes. One large order filled in
//! forty pieces is one order: so there must be many orders as well as many fills.
//!
//! Where the exports name several accounts it stays possible only (`check::COMPARING`).

use super::{Case, Check};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Fill;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct TradeBurst;

const TIMES: u64 = 10;
const IN_TEN_MINUTES: u64 = 30;
const ORDERS: usize = 10;
/// With fewer active minutes the percentile says nothing.
const ACTIVE_MINUTES: usize = 30;
const HISTORY_MIN: i64 = 90 * 24 * 60;

/// Trades per active minute, in order of time.
fn per_minute(case: &Case<'_>) -> Vec<(i64, u64)> {
    let mut minutes: BTreeMap<i64, u64> = BTreeMap::new();
    for fill in &case.ledger.fills {
        *minutes.entry(fill.at.minute()).or_default() += u64::from(fill.count);
    }
    minutes.into_iter().collect()
}

/// A run of minutes that stand out, from first to last minute.
pub(super) struct Burst {
    pub(super) from: Time,
    pub(super) to: Time,
    usual: u64,
    peak_minute: u64,
    peak_ten: u64,
}

/// How often each pace was seen in the active minutes of the window before a minute. The window slides:
/// a bot has a hundred thousand active minutes.
#[derive(Default)]
struct Pace {
    seen: BTreeMap<u64, usize>,
    minutes: usize,
    first: usize,
    next: usize,
}

impl Pace {
    /// Moves the window to end ten minutes before `minute`, which belong to a burst itself; of a busy
    /// account it holds the last 90 days, of a calm one whatever there is.
    fn slide(&mut self, all: &[(i64, u64)], minute: i64) {
        while let Some((_, count)) = all.get(self.next).filter(|(m, _)| *m < minute - 10) {
            *self.seen.entry(*count).or_default() += 1;
            self.minutes += 1;
            self.next += 1;
        }
        while self.minutes > ACTIVE_MINUTES
            && let Some((_, count)) = all.get(self.first).filter(|(m, _)| *m < minute - HISTORY_MIN)
        {
            if let Some(times) = self.seen.get_mut(count) {
                *times -= 1;
            }
            self.minutes -= 1;
            self.first += 1;
        }
    }

    /// The 99th percentile, or `None` with too few active minutes.
    fn usual(&self) -> Option<u64> {
        if self.minutes < ACTIVE_MINUTES {
            return None;
        }
        let mut above = self.minutes - (self.minutes * 99).div_ceil(100);
        for (count, times) in self.seen.iter().rev() {
            if *times > above {
                return Some(*count);
            }
            above -= times;
        }
        None
    }
}

/// The bursts of an account; `Err` when its history is too short to tell.
pub(super) fn bursts(case: &Case<'_>) -> Result<Vec<Burst>, &'static str> {
    case.need_trades()?;
    let minutes = per_minute(case);
    let mut pace = Pace::default();
    let mut bursts: Vec<Burst> = Vec::new();
    let mut told_until = i64::MIN;
    let mut enough = false;
    for (n, (minute, count)) in minutes.iter().enumerate() {
        pace.slide(&minutes, *minute);
        let Some(usual) = pace.usual() else { continue };
        enough = true;
        if *minute <= told_until || *count <= TIMES * usual {
            continue;
        }
        // The fastest minute may come a little after the burst began.
        let start = minutes.partition_point(|(m, _)| *m < minute - 9).min(n);
        let around = minutes.get(start..).unwrap_or_default();
        let first = around.iter().position(|(m, c)| *c > usual && *m > told_until).unwrap_or(0);
        let ahead = around.get(first..).unwrap_or_default();
        let begin = ahead.first().map_or(*minute, |(m, _)| *m);
        let within = || minutes.iter().skip(n).take_while(|(m, _)| *m < minute + 10);
        let ten: u64 = within().map(|(_, c)| c).sum();
        let peak = within().map(|(_, c)| *c).max().unwrap_or(0);
        if ten < IN_TEN_MINUTES {
            continue;
        }
        let last = last_minute(ahead, usual).max(*minute);
        told_until = last;
        let burst = Burst {
            from: Time::from_seconds(begin * 60),
            to: Time::from_seconds(last * 60 + 59),
            usual,
            peak_minute: peak,
            peak_ten: ten,
        };
        if orders(case.ledger.fills_between(burst.from, burst.to)) >= ORDERS {
            bursts.push(burst);
        }
    }
    if enough { Ok(bursts) } else { Err("too_few_earlier") }
}

/// The burst goes on while no pause of ten minutes comes and the pace stays above the usual.
fn last_minute(ahead: &[(i64, u64)], usual: u64) -> i64 {
    let mut last = ahead.first().map_or(0, |(minute, _)| *minute);
    for (minute, count) in ahead {
        if *minute > last + 10 {
            break;
        }
        if *count > usual {
            last = *minute;
        }
    }
    last
}

/// How many orders these fills belong to: one pair, one side, within two seconds.
fn orders(fills: &[Fill]) -> usize {
    let groups: BTreeSet<_> = fills
        .iter()
        .map(|fill| (fill.base, fill.quote, fill.side, fill.at.seconds().div_euclid(2)))
        .collect();
    groups.len()
}

impl Check for TradeBurst {
    fn code(&self) -> Code {
        Code::TradeBurst
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        Ok(bursts(case)?.iter().map(|burst| finding(case, burst)).collect())
    }
}

fn finding(case: &Case<'_>, burst: &Burst) -> Finding {
    let fills = case.ledger.fills_between(burst.from, burst.to);
    let symbols: BTreeSet<String> = fills
        .iter()
        .map(|fill| format!("{}{}", case.name(fill.base), case.name(fill.quote)))
        .collect();
    Finding::new(Code::TradeBurst, Severity::Warning, Confidence::Likely)
        .fact("symbol", symbols.into_iter().collect::<Vec<_>>())
        .fact("count", i64::try_from(burst.peak_ten).unwrap_or(i64::MAX))
        .fact("per_minute", i64::try_from(burst.peak_minute).unwrap_or(i64::MAX))
        .fact("usual", i64::try_from(burst.usual).unwrap_or(i64::MAX))
        .fact("from", fills.first().map_or(burst.from, |fill| fill.at))
        .fact("to", fills.last().map_or(burst.to, |fill| fill.at))
        .citing(case.ledger.cites_of_all(fills, case.events))
        .advising("who_did_it", &["delete_api_keys", "cancel_open_orders", "preserve_records"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, TRADES};
    use crate::finding::{Cite, Code, Severity};

    const CODE: Code = Code::TradeBurst;

    /// `count` fills from three in the night on, one every `pause` seconds.
    fn fills(life: &mut Scene, count: usize, pause: usize) -> Vec<Cite> {
        let at = |n: usize| format!("2026-02-05 03:{:02}:{:02}", n * pause / 60, n * pause % 60);
        (0..count).map(|n| life.fill(&at(n), "BUY XYZ/USDT", "10", "1")).collect()
    }

    #[test]
    fn forty_orders_in_two_minutes_of_a_calm_life() {
        let mut life = Scene::quiet(31);
        let cites = fills(&mut life, 40, 3);
        let facts = [
            ("symbol", "XYZUSDT"),
            ("count", "40"),
            ("per_minute", "20"),
            ("usual", "1"),
            ("from", "2026-02-05 03:00:00"),
            ("to", "2026-02-05 03:01:57"),
        ];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &cites);
    }

    #[test]
    fn one_large_order_in_forty_fills_is_one_order() {
        let mut life = Scene::quiet(31);
        fills(&mut life, 40, 0);
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_bot_has_busy_minutes_every_day() {
        let mut life = Scene::default();
        for day in 1..=2 {
            for (hour, minute) in (0..24).zip((0..60).step_by(2)) {
                for second in 0..12 {
                    let at = format!("2026-01-{day:02} {hour:02}:{minute:02}:{:02}", second * 5);
                    life.fill(&at, "BUY XYZ/USDT", "10", "1");
                }
            }
        }
        fills(&mut life, 60, 2);
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_busy_afternoon_is_below_ten_times_the_usual() {
        let mut life = Scene::quiet(31);
        fills(&mut life, 60, 6);
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn with_few_active_minutes_before_nothing_is_usual() {
        let mut life = Scene::quiet(9);
        fills(&mut life, 40, 60);
        life.examine().assert_silent(CODE);
        let mut young = Scene::quiet(9);
        fills(&mut young, 40, 1);
        young.examine().assert_not_run(CODE, "too_few_earlier");
        Scene::default().examine().assert_not_run(CODE, "no_trades");
    }

    #[test]
    fn torn_rows_are_no_trades() {
        let mut life = Scene::quiet(31);
        for second in 0..40 {
            life.row(&TRADES, &format!("2026-02-05 03:00:{second:02},XYZUSDT,BUY,1,10XYZ"));
        }
        life.examine().assert_silent(CODE);
    }
}
