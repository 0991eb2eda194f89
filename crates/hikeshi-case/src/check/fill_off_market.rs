//! An order was filled outside the market's range of its minute, or far from the average price of it.
//!
//! The market's own record decides, second by second where trades are there, else minute by minute.
//! A large order in a thin book moves the price itself; such data shows that the price was off, never
//! who made it so.

use super::ceiling::gathered;
use super::{Case, Check};
use crate::amount::Amount;
use crate::event::{Bar, Market, Side};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::ledger::Fill;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct FillOffMarket;

/// Farther than this from the average price, in multiples of the usual half-range.
const TIMES: i64 = 5;
/// Closer than this is never worth a finding, in basis points.
const FLOOR_BP: i64 = 50;

impl Check for FillOffMarket {
    fn code(&self) -> Code {
        Code::FillOffMarket
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_trades()?;
        if case.events.markets.is_empty() {
            return Err("no_market_data");
        }
        let mut findings: Vec<Finding> = Vec::new();
        let mut of_pair: BTreeMap<&str, Vec<&Market>> = BTreeMap::new();
        for market in case.events.markets.iter().filter(|market| !market.bars.is_empty()) {
            of_pair.entry(&market.pair).or_default().push(market);
        }
        let records: BTreeMap<&str, Records<'_>> =
            of_pair.into_iter().map(|(pair, markets)| (pair, Records::of(markets))).collect();
        let judged = case.ledger.fills.iter().filter_map(|fill| {
            let pair = format!("{}{}", case.name(fill.base), case.name(fill.quote));
            let market = records.get(pair.as_str())?.finest(fill.at)?;
            judge(case, &pair, market, fill)
        });
        findings.extend(gathered(judged));
        Ok(findings)
    }
}

/// The market data of one pair, in files of a day or a month each.
struct Records<'a> {
    /// By step, the finest first: files in order of their beginning, each with the latest end so far.
    by_step: BTreeMap<i64, Vec<(Time, Time, &'a Market)>>,
}

impl<'a> Records<'a> {
    fn of(markets: Vec<&'a Market>) -> Self {
        let mut by_step: BTreeMap<i64, Vec<(Time, Time, &Market)>> = BTreeMap::new();
        for market in markets {
            if let (Some(first), Some(last)) = (market.bars.first(), market.bars.last()) {
                let end = last.at.plus_seconds(market.step_s.max(1));
                by_step.entry(market.step_s).or_default().push((first.at, end, market));
            }
        }
        for files in by_step.values_mut() {
            files.sort_by_key(|(begin, ..)| *begin);
            let mut latest: Option<Time> = None;
            for (_, end, _) in files {
                *end = latest.map_or(*end, |until| until.max(*end));
                latest = Some(*end);
            }
        }
        Self { by_step }
    }

    /// The finest record of the instant decides; a coarser one must not overrule it.
    fn finest(&self, at: Time) -> Option<&'a Market> {
        self.by_step.values().find_map(|files| {
            let begun = files.partition_point(|(begin, ..)| *begin <= at);
            let back = files.get(..begun).unwrap_or_default().iter().rev();
            let mut open = back.take_while(|(_, latest_end, _)| *latest_end > at);
            open.find(|(.., market)| bar_at(market, at).is_some()).map(|(.., market)| *market)
        })
    }
}

/// The bar that holds an instant.
pub(super) fn bar_at(market: &Market, at: Time) -> Option<&Bar> {
    let next = market.bars.partition_point(|bar| bar.at <= at);
    let bar = market.bars.get(next.checked_sub(1)?)?;
    (at.seconds_since(bar.at) < market.step_s.max(1)).then_some(bar)
}

fn judge(case: &Case<'_>, pair: &str, market: &Market, fill: &Fill) -> Option<Finding> {
    let bar = bar_at(market, fill.at)?;
    let price = fill.price();
    // Fills are printed rounded; the market's range is not.
    let slack = price.over(10_000);
    let outside = price > bar.high + slack || price < bar.low - slack;
    let average = bar.quote_volume.divided_by(bar.volume).unwrap_or(bar.close);
    let difference_bp = price.basis_points_from(average)?;
    let worse = match fill.side {
        Side::Buy => difference_bp,
        Side::Sell => -difference_bp,
    };
    if worse <= 0 || !outside && worse <= FLOOR_BP {
        return None;
    }
    if worse <= usual_range_bp(market, bar)? * TIMES && !outside {
        return None;
    }
    let loss = (price - average).abs().multiplied_by(fill.quantity);
    let finding = Finding::new(Code::FillOffMarket, Severity::Warning, Confidence::Certain)
        .fact("symbol", pair)
        .fact("side", fill.side.key())
        .fact("at", fill.at)
        .fact("price", price)
        .fact("amount", fill.quantity)
        .fact("low", bar.low)
        .fact("high", bar.high)
        .fact("difference_bp", difference_bp.abs())
        .fact("loss_quote", loss)
        .fact("asset", case.name(fill.quote))
        .fact("by", if market.step_s <= 1 { "second" } else { "minute" })
        .worth(case, [(case.name(fill.quote), loss)])
        .citing(case.ledger.cites_of(fill, case.events))
        .citing([Cite { exhibit: market.exhibit, line: bar.line }])
        .advising("manipulation", &["ask_fill_details", "preserve_records", "contact_exchange"]);
    Some(finding)
}

/// Half the usual range of a step, in basis points: the median over the steps around, without the one
/// in question.
fn usual_range_bp(market: &Market, bar: &Bar) -> Option<i64> {
    let at = market.bars.partition_point(|other| other.at < bar.at);
    let around =
        market.bars.iter().skip(at.saturating_sub(60)).take(120).filter(|other| other.at != bar.at);
    let mut ranges: Vec<i64> =
        around.filter_map(|other| other.high.basis_points_from(other.low)).collect();
    ranges.sort_unstable();
    Some(ranges.get(ranges.len() / 2).copied()? / 2 + 1)
}

/// What the market did while an order lived.
pub(super) struct Meanwhile {
    /// `reached`, `not_reached`, or `unknown` when only a step that began before or ended after the
    /// order touched its price.
    pub(super) reached: &'static str,
    pub(super) low: Amount,
    pub(super) high: Amount,
    /// Base volume of the steps that went through the price.
    pub(super) volume: Amount,
    /// Line of the first step.
    pub(super) line: u32,
}

/// What the market did between two instants; `None` where its record has nothing of that time.
pub(super) fn meanwhile(
    market: &Market,
    (from, to): (Time, Time),
    side: Side,
    price: Amount,
) -> Option<Meanwhile> {
    let step_s = market.step_s.max(1);
    let start = market.bars.partition_point(|bar| bar.at.plus_seconds(step_s) <= from);
    let touching: Vec<&Bar> =
        market.bars.iter().skip(start).take_while(|bar| bar.at < to).collect();
    let whole = |bar: &&&Bar| bar.at >= from && bar.at.plus_seconds(step_s) <= to;
    let through = |bar: &Bar| match side {
        Side::Buy => bar.low < price,
        Side::Sell => bar.high > price,
    };
    let reaches = |bar: &Bar| bar.low <= price && bar.high >= price || through(bar);
    let reached = if touching.iter().filter(whole).any(|bar| reaches(bar)) {
        "reached"
    } else if touching.iter().any(|bar| reaches(bar)) {
        "unknown"
    } else {
        "not_reached"
    };
    Some(Meanwhile {
        reached,
        low: touching.iter().map(|bar| bar.low).min()?,
        high: touching.iter().map(|bar| bar.high).max()?,
        volume: touching
            .iter()
            .filter(whole)
            .filter(|bar| through(bar))
            .map(|bar| bar.volume)
            .sum(),
        line: touching.first()?.line,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::FillOffMarket;

    /// Two hours of a calm market around noon; the minute of noon is line 61.
    fn calm() -> Scene {
        let mut scene = Scene::default();
        scene.market("BTCUSDT", "2026-02-05 11:00:00", 120, "49990", "50010");
        scene
    }

    #[test]
    fn bought_above_everything_the_market_paid_in_that_minute() {
        let mut scene = calm();
        let fill = scene.fill("2026-02-05 12:00:30", "BUY BTC/USDT", "2", "52000");
        let minute = line(crate::exhibit::ExhibitId(1), 61);
        let facts = [
            ("symbol", "BTCUSDT"),
            ("side", "buy"),
            ("at", "2026-02-05 12:00:30"),
            ("price", "52000"),
            ("amount", "2"),
            ("low", "49990"),
            ("high", "50010"),
            ("difference_bp", "400"),
            ("loss_quote", "4000"),
            ("asset", "USDT"),
            ("by", "minute"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[fill, minute]);
    }

    #[test]
    fn sold_far_below_the_average_of_a_wild_minute() {
        let mut scene = Scene::default();
        scene.market("BTCUSDT", "2026-02-05 11:00:00", 60, "49990", "50010");
        let wild = scene.market("BTCUSDT", "2026-02-05 12:00:00", 1, "45000", "55000");
        scene.market("BTCUSDT", "2026-02-05 12:01:00", 59, "49990", "50010");
        let fill = scene.fill("2026-02-05 12:00:30", "SELL BTC/USDT", "1", "45000");
        let facts =
            [("side", "sell"), ("low", "45000"), ("difference_bp", "1000"), ("loss_quote", "5000")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[wild, fill]);
    }

    #[test]
    fn the_seconds_trades_say_it_more_exactly() {
        let mut scene = calm();
        let micros = crate::check::scene::time("2026-02-05 12:00:28").micros();
        let second = |n: i64| format!("{n},50000,1,{n},{n},{},True,True\n", micros + n * 1_000_000);
        let trades =
            scene.file("BTCUSDT-aggTrades-2026-02-05.csv", &(0..5).map(second).collect::<String>());
        let fill = scene.fill("2026-02-05 12:00:30", "BUY BTC/USDT", "2", "50500");
        let facts =
            [("by", "second"), ("low", "50000"), ("difference_bp", "100"), ("loss_quote", "1000")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[fill, line(trades, 3)]);
    }

    #[test]
    fn a_bargain_and_an_ordinary_price_are_no_complaint() {
        let mut scene = calm();
        scene.fill("2026-02-05 12:00:30", "BUY BTC/USDT", "2", "48000");
        scene.fill("2026-02-05 12:05:30", "SELL BTC/USDT", "2", "52000");
        scene.fill("2026-02-05 12:10:30", "BUY BTC/USDT", "2", "50010");
        scene.fill("2026-02-05 12:15:30", "SELL BTC/USDT", "2", "49990");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn another_pair_and_another_hour_say_nothing() {
        let mut scene = calm();
        scene.fill("2026-02-05 12:00:30", "BUY BTC/FDUSD", "2", "52000");
        scene.fill("2026-02-05 13:00:30", "BUY BTC/USDT", "2", "52000");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn it_needs_trades_and_market_data() {
        calm().examine().assert_not_run(CODE, "no_trades");
        Scene::quiet(1).examine().assert_not_run(CODE, "no_market_data");
    }

    #[test]
    fn a_torn_minute_accuses_nobody() {
        let mut scene = Scene::default();
        let row =
            |high: &str| format!("1770292800000000,1,{high},1,1,1,1770292859999999,1,1,1,1,0\n");
        scene.file(
            "BTCUSDT-1m-2026-02-05.csv",
            &(row("1").replace("292", "289") + &row("1.0.0") + "17702928\n"),
        );
        scene.fill("2026-02-05 12:00:30", "BUY BTC/USDT", "2", "52000");
        let seen = scene.examine();
        seen.assert_silent(CODE);
        assert_eq!(seen.0.problems.iter().filter(|problem| problem.line.is_some()).count(), 2);
    }
}
