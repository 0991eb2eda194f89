//! Many exports of one account are one account: nothing is counted twice, nothing is lost.

use crate::case::{Case, balance, csv, findings, one, problems};
use hikeshi_case::Examination;
use hikeshi_case::Options;
use hikeshi_case::examine;
use hikeshi_case::exhibit::InMemory;
use hikeshi_case::ledger::join;

const HEADER: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";

/// A statement of deposits of BTC on these days of January, one coin each.
fn days(days: std::ops::RangeInclusive<u8>) -> Vec<u8> {
    let rows: Vec<String> =
        days.map(|day| format!("1,2026-01-{day:02} 10:00:00,Spot,Deposit,BTC,1,")).collect();
    let mut lines = vec![HEADER];
    lines.extend(rows.iter().map(String::as_str));
    csv(&lines)
}

fn rows(case: &Case) -> usize {
    join(&mut case.events()).rows.len()
}

#[test]
fn interest_that_an_earn_wallet_repeats_counts_once() {
    let deposit = "1,2026-01-01 00:00:00,Spot,Deposit,DOT,10,";
    let day = |day: u8, wallet: &str| {
        format!("1,2026-01-{day:02} 03:00:00,{wallet},Simple Earn Flexible Interest,DOT,0.5,")
    };
    let (a, b, c, d) = (day(2, "Spot"), day(2, "Earn"), day(3, "Spot"), day(3, "Earn"));
    assert_eq!(balance(&one("x.csv", csv(&[HEADER, deposit, &a, &b, &c, &d])), "DOT"), "11");
    assert_eq!(
        balance(&one("x.csv", csv(&[HEADER, deposit, &b, &d])), "DOT"),
        "11",
        "alone it counts"
    );
}

#[test]
fn identical_rows_of_one_export_are_several() {
    let row = "1,2026-01-02 03:00:00,Spot,Distribution,BNB,0.001,";
    let case = Case::default().with("x.csv", csv(&[HEADER, row, row, row]));
    assert_eq!(rows(&case), 3);
    assert_eq!(balance(&case.examine(), "BNB"), "0.003");
    let fill = "2026-01-01 00:00:00,ETHUSDT,BUY,2000,0.1ETH,200USDT,0.0001ETH";
    let trades = Case::default()
        .with("t.csv", csv(&["Date(UTC),Pair,Side,Price,Executed,Amount,Fee", fill, fill]));
    assert_eq!(join(&mut trades.events()).fills.len(), 2);
}

#[test]
fn overlapping_exports_count_once() {
    let case = Case::default().with("a.csv", days(1..=10)).with("b.csv", days(6..=15));
    let examination = case.examine();
    assert_eq!(rows(&case), 15);
    assert_eq!(balance(&examination, "BTC"), "15");
    assert_eq!(examination.transfers.len(), 15);
    assert!(findings(&examination, "balance_gap").is_empty());
}

#[test]
fn identical_rows_in_overlapping_exports_stay_as_many_as_one_export_shows() {
    let twin = "1,2026-01-05 10:00:00,Spot,Distribution,BNB,0.5,";
    let (first, last) =
        ("1,2026-01-01 10:00:00,Spot,Deposit,BTC,1,", "1,2026-01-09 10:00:00,Spot,Deposit,BTC,1,");
    let a = csv(&[HEADER, first, twin, twin, last]);
    let b = csv(&[HEADER, first, twin, twin, last, "1,2026-01-10 10:00:00,Spot,Deposit,BTC,1,"]);
    let examination = Case::default().with("a.csv", a).with("b.csv", b).examine();
    assert_eq!(
        (balance(&examination, "BNB").as_str(), balance(&examination, "BTC").as_str()),
        ("1", "3")
    );
}

#[test]
fn exports_of_one_period_that_differ_are_a_gap() {
    let mut lines = vec![HEADER.to_owned()];
    lines.extend((1..=9).map(|day| format!("1,2026-01-0{day} 10:00:00,Spot,Deposit,BTC,1,")));
    let all: Vec<&str> = lines.iter().map(String::as_str).collect();
    let without: Vec<&str> = all.iter().copied().filter(|line| !line.contains("01-05")).collect();
    let examination =
        Case::default().with("a.csv", csv(&all)).with("b.csv", csv(&without)).examine();
    assert_eq!(balance(&examination, "BTC"), "9");
    let gaps = findings(&examination, "balance_gap");
    assert_eq!(gaps.len(), 1);
    assert_eq!((gaps[0].cites[0].exhibit.0, gaps[0].cites[0].line), (1, 6));
}

#[test]
fn parts_that_meet_in_one_second_are_counted_fully() {
    let row = "1,2026-01-05 10:00:00,Spot,Distribution,BNB,0.5,";
    let a = csv(&[HEADER, "1,2026-01-01 10:00:00,Spot,Deposit,BNB,1,", row, row]);
    let b = csv(&[HEADER, row, row, "1,2026-01-09 10:00:00,Spot,Deposit,BNB,1,"]);
    let case = Case::default()
        .with("part-00000-6f1c0f3e-c000.csv", a)
        .with("part-00001-6f1c0f3e-c000.csv", b);
    assert_eq!(rows(&case), 6);
    let examination = case.examine();
    assert_eq!(balance(&examination, "BNB"), "4");
    assert!(findings(&examination, "balance_gap").is_empty());
}

#[test]
fn the_same_file_twice_is_read_once_and_listed_twice() {
    let sealed =
        Case::default().with("a.csv", days(1..=5)).with("copy of a.csv", days(1..=5)).examine();
    let mut loose = InMemory::default();
    loose.add("a.csv", days(1..=5));
    loose.add("copy of a.csv", days(1..=5));
    let loose = examine(&loose, &Options::default());
    let both: [&Examination; 2] = [&sealed, &loose];
    for examination in both {
        assert_eq!(balance(examination, "BTC"), "5");
        assert_eq!(examination.transfers.len(), 5);
        let listed: Vec<_> =
            examination.exhibits.iter().map(|e| (e.format.as_str(), e.rows)).collect();
        assert_eq!(
            listed,
            [("transaction_history/v2", Some(5)), ("transaction_history/v2", Some(5))]
        );
    }
    // Equal bytes are known by their hash; without one the rows themselves are found to be the same.
    assert_eq!(problems(&sealed), ["0 not_read_twice"]);
    assert_eq!(problems(&loose), Vec::<String>::new());
    assert_eq!(sealed.events, 5);
    let instant = "1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,";
    let short = csv(&[HEADER, instant, instant]);
    let examination = Case::default().with("a.csv", short.clone()).with("b.csv", short).examine();
    assert_eq!(balance(&examination, "BTC"), "2", "even where all of it is one second");
}

#[test]
fn statement_and_histories_tell_of_one_movement() {
    let statement = csv(&[
        HEADER,
        "1,2026-01-01 10:00:00,Spot,Deposit,USDT,1000,",
        "1,2026-01-02 10:00:00,Spot,Transaction Buy,BTC,0.01,",
        "1,2026-01-02 10:00:00,Spot,Transaction Spend,USDT,-900,",
        "1,2026-01-02 10:00:00,Spot,Transaction Fee,BTC,-0.00001,",
        "1,2026-01-03 10:00:00,Spot,Binance Convert,USDT,-50,",
        "1,2026-01-03 10:00:01,Spot,Binance Convert,ETH,0.02,",
        "1,2026-01-04 10:00:00,Spot,Withdraw,BTC,-0.005,Withdraw fee is included",
        "1,2026-01-09 10:00:00,Spot,Deposit,USDT,1,",
    ]);
    let trades = csv(&[
        "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
        "2026-01-02 10:00:00,BTCUSDT,BUY,90000,0.01BTC,900USDT,0.00001BTC",
    ]);
    let converts = csv(&[
        "Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status",
        "26-01-03 10:00:00,Spot Wallet,ETHUSDT,Market,50USDT,0.02ETH,1ETH = 2500USDT,1USDT = 0.0004ETH,26-01-03 10:00:01,Successful",
    ]);
    let deposits = csv(&[
        "Date(UTC),Coin,Network,Amount,Address,TXID,Status",
        "2026-01-01 10:00:00,USDT,TRX,1000,TXYZ,aa,Completed",
    ]);
    let withdrawals = csv(&[
        "Date(UTC),Coin,Network,Amount,Fee,Address,TXID,Status",
        "2026-01-04 10:05:00,BTC,BTC,0.0049,0.0001,bc1q,bb,Completed",
    ]);
    let case = Case::default()
        .with("statement.csv", statement)
        .with("trades.csv", trades)
        .with("convert(UTC).csv", converts)
        .with("deposits.csv", deposits)
        .with("withdrawals.csv", withdrawals);
    let examination = case.examine();
    let balances: Vec<String> =
        examination.balances.iter().map(|(coin, amount)| format!("{coin} {amount}")).collect();
    assert_eq!(balances, ["BTC 0.00499", "ETH 0.02", "USDT 51"]);
    let cited: Vec<usize> = examination.transfers.iter().map(|t| t.cites.len()).collect();
    assert_eq!(cited, [2, 2, 1], "each transfer once, with the rows of both exports");
    let ledger = join(&mut case.events());
    assert_eq!((ledger.fills.len(), ledger.swaps.len()), (1, 1));
    assert_eq!(
        examination.exhibits[4].corroborated_by.iter().map(|id| id.0).collect::<Vec<_>>(),
        [1]
    );
    assert!(findings(&examination, "balance_gap").is_empty());
}

#[test]
fn legs_of_one_second_are_one_fill_where_no_history_tells() {
    let case = Case::default().with(
        "x.csv",
        csv(&[
            HEADER,
            "1,2026-01-02 10:00:00,Spot,Transaction Sold,BTC,-0.01,",
            "1,2026-01-02 10:00:00,Spot,Transaction Revenue,USDT,900,",
            "1,2026-01-02 10:00:00,Spot,Transaction Sold,BTC,-0.02,",
            "1,2026-01-02 10:00:00,Spot,Transaction Revenue,USDT,1800,",
        ]),
    );
    let ledger = join(&mut case.events());
    let fill = ledger.fills[0];
    assert_eq!((ledger.fills.len(), fill.count), (1, 2));
    assert_eq!(
        (fill.quantity.to_string(), fill.total.to_string(), fill.price().to_string()),
        ("0.03".to_owned(), "2700".to_owned(), "90000".to_owned())
    );
}
