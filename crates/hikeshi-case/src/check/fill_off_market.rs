//! An order was filled outside the market's range of its minute, or far from the average price of it.
//!
//! The market's own record decides, second by second where trades are there, else minute by minute.
//! A large order in a thin book moves the price itself; such data shows that the price was off, never
//! who made it so.

use super::ceiling::gathered;
use super::record::{Records, Series};
use super::{Case, Check};
use crate::event::{Bar, Side};
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::ledger::Fill;

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
        let mut records = Records::of(case);
        let judged = case.ledger.fills.iter().filter_map(|fill| {
            let pair = format!("{}{}", case.name(fill.base), case.name(fill.quote));
            let (series, exhibit, bar) = records.pair(&pair)?.finest(fill.at)?;
            judge(case, &pair, (series, exhibit, bar), fill)
        });
        Ok(gathered(judged))
    }
}

fn judge(
    case: &Case<'_>,
    pair: &str,
    (series, exhibit, bar): (&Series<'_>, ExhibitId, &Bar),
    fill: &Fill,
) -> Option<Finding> {
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
    if worse <= usual_range_bp(series, bar)? * TIMES && !outside {
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
        .fact("by", if series.step_s <= 1 { "second" } else { "minute" })
        .worth(case, [(case.name(fill.quote), loss)])
        .citing(case.cites_of(fill))
        .citing([Cite { exhibit, line: bar.line }])
        .advising("manipulation", &["ask_fill_details", "preserve_records", "contact_exchange"]);
    Some(finding)
}

/// Half the usual range of a step, in basis points: the median over the steps around, without the one
/// in question.
fn usual_range_bp(series: &Series<'_>, bar: &Bar) -> Option<i64> {
    let around = series.around(bar.at, 60).filter(|other| other.at != bar.at);
    let mut ranges: Vec<i64> =
        around.filter_map(|other| other.high.basis_points_from(other.low)).collect();
    ranges.sort_unstable();
    Some(ranges.get(ranges.len() / 2).copied()? / 2 + 1)
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
