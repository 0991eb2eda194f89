//! What did the market do around a finding about fills or orders, and where did this account trade?
//!
//! A chart shows an hour. Bars too many to be told apart are joined, so that no price in it is lost; trades
//! too many to be marked are counted. Both are told with the chart.

use crate::check::Case;
use crate::check::record::{Record, Records};
use crate::event::{Bar, Side};
use crate::examination::{Chart, Mark};
use crate::exhibit::ExhibitId;
use crate::finding::{Code, Fact, Finding};
use crate::time::Time;
use std::collections::BTreeSet;

/// Most price charts.
const CHARTS: usize = 6;
/// Seconds of the market shown before and after.
const AROUND_S: i64 = 1_800;
/// Shorter bars are joined into bars of this many seconds: 240 in an hour, and more would be a smear.
const SHORTEST_S: i64 = 15;
/// Most trades marked in a chart.
const MARKS: usize = 400;

/// The charts for the findings about prices, in their order, where market data is there.
pub(crate) fn charts(case: &Case<'_>, findings: &[Finding]) -> Vec<Chart> {
    let mut records = Records::of(case);
    let mut charts: Vec<Chart> = Vec::new();
    for (pair, at) in findings.iter().filter_map(about_price) {
        if charts.iter().any(|chart| shows(chart, pair, at)) {
            continue;
        }
        let Some(chart) = records.pair(pair).and_then(|record| drawn(case, record, pair, at))
        else {
            continue;
        };
        if charts.len() >= CHARTS {
            case.left_out.add("charts_drawn", 1);
            continue;
        }
        case.left_out.add("trades_marked", chart.more_marks);
        charts.push(chart);
    }
    charts
}

/// The pair and the instant of a finding about prices.
fn about_price(finding: &Finding) -> Option<(&str, Time)> {
    use Code::{FillOffMarket, ForcedLosingTrades, OrderMistake, OrderNotFilled};
    let codes = [FillOffMarket, ForcedLosingTrades, OrderMistake, OrderNotFilled];
    match finding.facts.get("symbol") {
        Some(Fact::Text(pair)) if codes.contains(&finding.code) => Some((pair, finding.at()?)),
        _ => None,
    }
}

/// Whether an instant stands well within a chart.
fn shows(chart: &Chart, pair: &str, at: Time) -> bool {
    let near = |bar: &Bar| bar.at.seconds_since(at).abs() < AROUND_S / 2;
    chart.symbol == pair && chart.bars.iter().any(near)
}

fn drawn(case: &Case<'_>, record: &Record<'_>, pair: &str, at: Time) -> Option<Chart> {
    let (from, to) = (at.plus_seconds(-AROUND_S), at.plus_seconds(AROUND_S));
    let (known_step_s, known) = record.within(from, to)?;
    let (step_s, bars) = if known_step_s < SHORTEST_S {
        (SHORTEST_S, joined(known))
    } else {
        (known_step_s, known.iter().map(|(_, bar)| **bar).collect())
    };
    let (marks, more_marks) = marks(case, pair, at);
    let exhibits: BTreeSet<ExhibitId> = known.iter().map(|(exhibit, _)| *exhibit).collect();
    Some(Chart {
        symbol: pair.to_owned(),
        step_s,
        bars,
        known_step_s,
        known_bars: known.len(),
        marks,
        more_marks,
        exhibits: exhibits.into_iter().collect(),
    })
}

/// Bars of [`SHORTEST_S`] seconds of the clock: each opens as its first, closes as its last and spans all.
fn joined(bars: &[(ExhibitId, &Bar)]) -> Vec<Bar> {
    let begun = |bar: &Bar| bar.at.seconds().div_euclid(SHORTEST_S) * SHORTEST_S;
    let same = bars.chunk_by(|(_, one), (_, next)| begun(one) == begun(next));
    let one = |bars: &[(ExhibitId, &Bar)]| {
        let mut bars = bars.iter().map(|(_, bar)| *bar);
        let first = bars.next()?;
        let whole = Bar { at: Time::from_seconds(begun(first)), ..*first };
        Some(bars.fold(whole, |whole, bar| Bar {
            low: whole.low.min(bar.low),
            high: whole.high.max(bar.high),
            close: bar.close,
            volume: whole.volume + bar.volume,
            quote_volume: whole.quote_volume + bar.quote_volume,
            ..whole
        }))
    };
    same.filter_map(one).collect()
}

/// The account's own trades in a pair, and how many more there are: the nearest to the instant count.
fn marks(case: &Case<'_>, pair: &str, at: Time) -> (Vec<Mark>, usize) {
    let fills =
        case.ledger.fills_between(at.plus_seconds(-AROUND_S), at.plus_seconds(AROUND_S)).iter();
    let own =
        fills.filter(|fill| pair.strip_prefix(case.name(fill.base)) == Some(case.name(fill.quote)));
    let mut marks: Vec<Mark> = own
        .map(|fill| Mark { at: fill.at, price: fill.price(), buy: fill.side == Side::Buy })
        .collect();
    let more = marks.len().saturating_sub(MARKS);
    if more > 0 {
        marks.sort_by_key(|mark| mark.at.micros().abs_diff(at.micros()));
        marks.truncate(MARKS);
        marks.sort_by_key(|mark| mark.at);
    }
    (marks, more)
}
