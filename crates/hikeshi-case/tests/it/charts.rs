//! What a price chart shows: an hour of the market around a finding, of whatever files, with nothing lost
//! and nothing left out in silence.

use crate::case::{Case, csv};
use hikeshi_case::Examination;
use hikeshi_case::examination::Chart;
use hikeshi_case::time::Time;
use std::fmt::Write as _;

const TRADES: &str = "Binance-Spot-Trade-History-202604010900(UTC+0).csv";
const TRADES_HEAD: &str = "Time,Pair,Side,Price,Executed,Amount,Fee";

fn time(text: &str) -> Time {
    Time::parse_rfc3339(text).unwrap()
}

/// So many bars of a step, all from 100 to 102, except that one of them is a spike to 150.
fn klines(from: &str, count: i64, step_s: i64, spike: i64) -> Vec<u8> {
    let mut file = String::new();
    for n in 0..count {
        let at = time(from).plus_seconds(n * step_s).micros();
        let (to, high) = (at + step_s * 1_000_000 - 1, if n == spike { 150 } else { 102 });
        writeln!(file, "{at},100,{high},100,101,10,{to},1010,20,5,505,0").unwrap();
    }
    file.into_bytes()
}

/// Trades of BTC, one a second from `from` on; the first is far off the market.
fn trades(from: &str, count: i64) -> Vec<u8> {
    let mut file = format!("{TRADES_HEAD}\n");
    for n in 0..count {
        let at = time(from).plus_seconds(n).to_string().replace('T', " ").replace('Z', "");
        let price = if n == 0 { 140 } else { 101 };
        writeln!(file, "{at},BTCUSDT,BUY,{price},1BTC,{price}USDT,0BNB").unwrap();
    }
    file.into_bytes()
}

fn only(examination: &Examination) -> &Chart {
    assert_eq!(examination.charts.len(), 1, "{:?}", examination.findings);
    &examination.charts[0]
}

#[test]
fn bars_of_a_minute_stand_as_they_are() {
    let examination = Case::default()
        .with("BTCUSDT-1m-2026-03-01.csv", klines("2026-03-01T09:00:00Z", 120, 60, 0))
        .with(TRADES, trades("2026-03-01T10:00:00Z", 1))
        .examine();
    let chart = only(&examination);
    assert_eq!((chart.bars.len(), chart.step_s), (61, 60));
    assert_eq!((chart.known_bars, chart.known_step_s), (61, 60));
    assert_eq!((chart.marks.len(), chart.more_marks), (1, 0));
    assert!(examination.left_out.is_empty(), "{:?}", examination.left_out);
}

#[test]
fn seconds_are_joined_and_the_finding_stands_in_the_middle_with_its_spike() {
    // The spike is in the last quarter of an hour shown.
    let spike = 3_600 + 1_200;
    let examination = Case::default()
        .with("BTCUSDT-1s-2026-03-01.csv", klines("2026-03-01T09:00:00Z", 7_200, 1, spike))
        .with(TRADES, trades("2026-03-01T10:00:00Z", 1))
        .examine();
    let chart = only(&examination);
    assert_eq!((chart.known_bars, chart.known_step_s, chart.step_s), (3_601, 1, 15));
    assert_eq!(chart.bars.len(), 241);
    assert_eq!(chart.bars.first().unwrap().at, time("2026-03-01T09:30:00Z"));
    assert_eq!(chart.bars.last().unwrap().at, time("2026-03-01T10:30:00Z"));
    let highest = chart.bars.iter().max_by_key(|bar| bar.high).unwrap();
    assert_eq!(
        (highest.at, highest.high.to_string()),
        (time("2026-03-01T10:20:00Z"), "150".into())
    );
    assert_eq!((highest.low.to_string(), highest.close.to_string()), ("100".into(), "101".into()));
    assert_eq!(highest.volume.to_string(), "150", "fifteen bars of ten");
}

#[test]
fn two_days_of_files_are_one_chart() {
    let examination = Case::default()
        .with("BTCUSDT-1m-2026-03-01.csv", klines("2026-03-01T23:00:00Z", 60, 60, 0))
        .with("BTCUSDT-1m-2026-03-02.csv", klines("2026-03-02T00:00:00Z", 60, 60, 0))
        .with("BTCUSDT-1m-2026-03-09.csv", klines("2026-03-09T00:00:00Z", 60, 60, 0))
        .with(TRADES, trades("2026-03-02T00:00:00Z", 1))
        .examine();
    let chart = only(&examination);
    assert_eq!(chart.bars.len(), 61);
    assert_eq!(chart.exhibits.iter().map(|id| id.0).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn trades_too_many_to_mark_are_counted_and_the_nearest_are_marked() {
    let examination = Case::default()
        .with("BTCUSDT-1m-2026-03-01.csv", klines("2026-03-01T09:00:00Z", 120, 60, 0))
        .with(TRADES, trades("2026-03-01T10:00:00Z", 1_000))
        .examine();
    let chart = only(&examination);
    assert_eq!((chart.marks.len(), chart.more_marks), (400, 600));
    assert!(chart.marks.is_sorted_by_key(|mark| mark.at));
    assert_eq!(chart.marks.first().unwrap().at, time("2026-03-01T10:00:00Z"));
    assert_eq!(chart.marks.last().unwrap().at, time("2026-03-01T10:06:39Z"));
    assert_eq!(examination.left_out.get("trades_marked"), Some(&600));
}

#[test]
fn without_market_data_of_the_time_nothing_is_drawn() {
    let examination = Case::default()
        .with("BTCUSDT-1m-2026-03-09.csv", klines("2026-03-09T09:00:00Z", 60, 60, 0))
        .with(TRADES, trades("2026-03-01T10:00:00Z", 3))
        .with("note.txt", csv(&["nothing"]))
        .examine();
    assert!(examination.charts.is_empty());
}
