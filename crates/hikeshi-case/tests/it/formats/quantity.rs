//! Quantities as exports print them: units glued on, exponents, commas, eighteen decimals.

use crate::case::{Case, balance, csv, fact, findings, first, one, problems};
use hikeshi_case::amount::Amount;

const STATEMENT: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";
const TRADES: &str = "Date(UTC),Pair,Side,Price,Executed,Amount,Fee";

/// A statement of deposits of `TOKEN` with these changes.
fn deposits(changes: &[&str]) -> Vec<u8> {
    let rows: Vec<String> = (10..)
        .zip(changes)
        .map(|(n, change)| format!("1,2026-01-{n} 00:00:00,Spot,Deposit,TOKEN,{change},"))
        .collect();
    let mut lines = vec![STATEMENT];
    lines.extend(rows.iter().map(String::as_str));
    csv(&lines)
}

#[test]
fn units_that_begin_with_digits_are_told_from_the_number() {
    let case = Case::default().with(
        "trades.csv",
        csv(&[
            TRADES,
            "2026-01-01 00:00:00,1INCHUSDT,BUY,0.4,5.11INCH,2.04USDT,0.00511INCH",
            "2026-01-01 00:00:01,1000SATSUSDT,SELL,0.0002,\"1,2051000SATS\",0.241USDT,0.000241USDT",
            "2026-01-01 00:00:02,1INCHBTC,SELL,0.000004,101INCH,0.00004BTC,0.0001BNB",
            "2026-01-01 00:00:03,ETHUSDT,BUY,2000,0.0010000000ETH,2.0000000000USDT,6.0E-7ETH",
        ]),
    );
    let events = case.events();
    let name = |symbol| events.symbols.name(symbol).to_owned();
    let read: Vec<String> = events
        .trades
        .iter()
        .map(|t| {
            format!(
                "{} {} {} {} {} {}",
                t.quantity,
                name(t.base),
                t.total,
                name(t.quote),
                t.fee,
                name(t.fee_coin)
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            "5.1 1INCH 2.04 USDT 0.0051 1INCH",
            "1205 1000SATS 0.241 USDT 0.000241 USDT",
            "10 1INCH 0.00004 BTC 0.0001 BNB",
            "0.001 ETH 2 USDT 0.0000006 ETH",
        ]
    );
}

#[test]
fn conversions_know_their_coins_from_the_price() {
    let header = "Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status";
    let row = "26-03-01 18:22:05,Spot Wallet,1INCHUSDT,Market,5.11INCH,\"1,002USDT\",11INCH = 0.392USDT,1USDT = 2.551INCH,26-03-01 18:22:06,Successful";
    let events = Case::default().with("x(UTC).csv", csv(&[header, row])).events();
    let convert = events.converts[0];
    assert_eq!(
        (convert.sold_amount.to_string(), events.symbols.name(convert.sold)),
        ("5.1".to_owned(), "1INCH")
    );
    assert_eq!(
        (convert.bought_amount.to_string(), events.symbols.name(convert.bought)),
        ("1002".to_owned(), "USDT")
    );
}

#[test]
fn exponents_and_commas_are_exact() {
    let examination = one("x.csv", deposits(&["6.0E-7", "\"1,234,567.5\"", "1E3", "+0.1", "0.2"]));
    assert_eq!(problems(&examination), Vec::<String>::new());
    assert_eq!(balance(&examination, "TOKEN"), "1235567.8000006");
}

#[test]
fn eighteen_decimals_are_exact() {
    let one_tenth = "0.100000000000000000";
    let examination = one(
        "x.csv",
        deposits(&[
            "123456789.123456789012345678",
            "0.000000000000000001",
            one_tenth,
            one_tenth,
            one_tenth,
        ]),
    );
    assert_eq!(balance(&examination, "TOKEN"), "123456789.423456789012345679");
}

#[test]
fn a_number_that_is_not_exact_or_none_is_set_aside_with_its_line() {
    let examination =
        one("x.csv", deposits(&["1", "0.0000000000000000001", "NaN", "1.2.3", "", "2"]));
    assert_eq!(first(&examination).rows, Some(2));
    assert_eq!(
        problems(&examination),
        ["3 bad_number", "4 bad_number", "5 bad_number", "6 bad_number"]
    );
    assert_eq!(balance(&examination, "TOKEN"), "3");
    let cited: Vec<u32> =
        findings(&examination, "rows_unreadable")[0].cites.iter().map(|cite| cite.line).collect();
    assert_eq!(cited, [3, 4, 5, 6]);
}

#[test]
fn an_unknown_operation_is_kept_counted_and_shown() {
    let examination = one(
        "x.csv",
        csv(&[
            STATEMENT,
            "1,2026-01-10 00:00:00,Spot,Deposit,BNB,1,",
            "1,2026-01-11 00:00:00,Spot,Moon Mission Bonus,BNB,0.25,分发",
            "1,2026-01-12 00:00:00,Spot,Moon Mission Bonus,BNB,0.25,空投",
        ]),
    );
    assert_eq!(first(&examination).rows, Some(3));
    assert_eq!(balance(&examination, "BNB"), "1.5");
    let found = findings(&examination, "operation_unknown");
    assert_eq!((found.len(), fact(found[0], "operation").as_str()), (1, "Moon Mission Bonus"));
    assert_eq!(found[0].cites.iter().map(|cite| cite.line).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(problems(&examination), ["3 unknown_operation"]);
}

#[test]
fn what_an_order_says_is_read_without_its_units() {
    let header = "Time,OrderNo,Pair,Type¹,Side,Order Price,Order Amount,Time,Executed²,Average Price,Trading total³,Status";
    let row = "2026-03-01 18:22:05,4711,BTCUSDT,Market,BUY,Market,0.01BTC,2026-03-01 18:23:00,0.01BTC,89999.5,\"1,899.995USDT\",FILLED";
    let order = Case::default().with("x(UTC+4).csv", csv(&[header, row])).events().orders[0];
    assert_eq!(order.at.to_string(), "2026-03-01T14:22:05Z");
    assert_eq!(order.updated_at.unwrap().to_string(), "2026-03-01T14:23:00Z");
    assert_eq!((order.price, order.quantity.to_string()), (Amount::ZERO, "0.01".to_owned()));
    assert_eq!(
        (order.average.to_string(), order.total.to_string()),
        ("89999.5".to_owned(), "1899.995".to_owned())
    );
}
