//! Cases that are large in one way each: do findings, facts and citations keep a ceiling, and is what
//! lies beyond it counted? Nothing is timed here; a quadratic walk shows as a test that does not end.

use crate::case::{Case, findings};
use hikeshi_case::finding::{Fact, Finding};
use std::fmt::Write as _;

const STATEMENT: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n";
const TRADES: &str = "Time,Pair,Side,Price,Executed,Amount,Fee\n";
const ORDERS: &str = "Time,OrderNo,Pair,Type,Side,Order Price,Order Amount,Time,Executed,Average Price,Trading total,Status\n";
const WITHDRAWALS: &str = "Time,Coin,Network,Amount,Fee,Address,TXID,Status\n";
const DEPOSITS: &str = "Time,Coin,Network,Amount,Address,TXID,Status\n";
const CONVERTS: &str = "Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status\n";

/// The name of an export that says its zone.
fn named(what: &str) -> String {
    format!("Binance-{what}-History-202604010900(UTC+0).csv")
}

/// The second `n` of 2026.
fn stamp(n: usize) -> String {
    let (day, second) = (n / 86_400, n % 86_400);
    let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("2026-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// An address of the Ethereum form, spread evenly and different for each `n`.
fn address(n: usize) -> String {
    let mixed = |salt: u64| (n as u64 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (salt << 32);
    format!("0x{:016x}{:016x}{:08x}", mixed(1), mixed(2), mixed(3) >> 32)
}

fn csv(header: &str, n: usize, line: impl Fn(usize, &mut String)) -> String {
    let mut text = header.to_owned();
    for n in 0..n {
        line(n, &mut text);
        text.push('\n');
    }
    text
}

/// Makes a case of about so many rows.
type Make = fn(usize) -> Case;

/// Every kind of crowd, by name.
const ALL: &[(&str, Make)] = &[
    ("symbols", symbols),
    ("wallets", wallets),
    ("operations", operations),
    ("broken_rows", broken_rows),
    ("one_second", one_second),
    ("one_amount", one_amount),
    ("pending_deposits", pending_deposits),
    ("late_withdrawals", late_withdrawals),
    ("new_addresses", new_addresses),
    ("poisoned_addresses", poisoned_addresses),
    ("invalid_addresses", invalid_addresses),
    ("missing_memos", missing_memos),
    ("open_orders", open_orders),
    ("unfilled_orders", unfilled_orders),
    ("conversions", conversions),
    ("emptied_daily", emptied_daily),
    ("untold_trades", untold_trades),
    ("mistakes", mistakes),
    ("off_market", off_market),
    ("unzoned_files", unzoned_files),
    ("notices", notices),
    ("digits_in_a_line", digits_in_a_line),
    ("words_in_a_line", words_in_a_line),
    ("labels_in_a_line", labels_in_a_line),
];

/// As many coins as rows.
fn symbols(n: usize) -> Case {
    let rows = csv(STATEMENT, n, |n, out| {
        write!(out, "1,{},Spot,Deposit,COIN{n},1.5,", stamp(n)).unwrap();
    });
    let sent = csv(WITHDRAWALS, n / 4, |n, out| {
        write!(
            out,
            "{},COIN{n},ETH,1.5,0,{},0xab{n},Completed",
            stamp(200_000 + n * 60),
            address(n)
        )
        .unwrap();
    });
    Case::default().with("part-0.csv", rows).with(&named("Withdraw"), sent)
}

fn wallets(n: usize) -> Case {
    let rows = csv(STATEMENT, n, |n, out| {
        write!(out, "{n},{},Wallet{n},Deposit,BTC,1.5,", stamp(n)).unwrap();
    });
    Case::default().with("part-0.csv", rows)
}

fn operations(n: usize) -> Case {
    let rows = csv(STATEMENT, n, |n, out| {
        write!(out, "1,{},Spot,Novelty {n},BTC,1.5,", stamp(n)).unwrap();
    });
    Case::default().with("part-0.csv", rows)
}

fn broken_rows(n: usize) -> Case {
    let rows = csv(STATEMENT, n, |n, out| {
        write!(out, "1,{},Spot,Deposit,BTC,oops,", stamp(n)).unwrap();
    });
    let bars = csv("", n, |n, out| {
        write!(out, "{},1,1,1,1,oops,{},1,1,1,1,0", 1_767_225_600_000 + n * 60_000, 9).unwrap();
    });
    let first = "1767225600000,1.0,1.2,0.9,1.1,500,1767225659999,550,42,1,1,0\n".to_owned();
    Case::default().with("part-0.csv", rows).with("BTCUSDT-1m-2026-01-01.csv", first + &bars)
}

/// Trades and their legs, all in one second and all alike.
fn one_second(n: usize) -> Case {
    let at = stamp(0);
    let rows = csv(STATEMENT, n, |n, out| {
        let (operation, coin, change) = if n % 2 == 0 {
            ("Buy", "BTC", "0.1")
        } else {
            ("Transaction Related", "USDT", "-100")
        };
        write!(out, "1,{at},Spot,{operation},{coin},{change},").unwrap();
    });
    let trades = csv(TRADES, n, |n, out| {
        let at = stamp(n % 2);
        write!(out, "{at},BTCUSDT,BUY,1000,0.1BTC,100USDT,0BNB").unwrap();
    });
    Case::default().with("part-0.csv", rows).with(&named("Spot-Trade"), trades)
}

/// Deposits and withdrawals of one amount within a day, told by both exports.
fn one_amount(n: usize) -> Case {
    let rows = csv(STATEMENT, n, |n, out| {
        let (operation, change) = if n % 2 == 0 { ("Deposit", "1") } else { ("Withdraw", "-1") };
        write!(out, "1,{},Spot,{operation},BTC,{change},", stamp(n / 8)).unwrap();
    });
    let sent = csv(WITHDRAWALS, n / 2, |n, out| {
        write!(out, "{},BTC,ETH,1,0,{},t{n},Completed", stamp(n / 4), address(n % 9)).unwrap();
    });
    let got = csv(DEPOSITS, n / 2, |n, out| {
        write!(out, "{},BTC,ETH,1,{},t{n},Completed", stamp(n / 4), address(1)).unwrap();
    });
    Case::default()
        .with("part-0.csv", rows)
        .with(&named("Withdraw"), sent)
        .with(&named("Deposit"), got)
}

fn pending_deposits(n: usize) -> Case {
    let got = csv(DEPOSITS, n, |n, out| {
        write!(out, "{},BTC{},ETH,{n}.5,{},t{n},Pending", stamp(n), n % 97, address(1)).unwrap();
    });
    Case::default().with(&named("Deposit"), got)
}

fn late_withdrawals(n: usize) -> Case {
    let sent = csv(WITHDRAWALS, n, |n, out| {
        let status = ["Processing", "Rejected: risk", "Cancelled"][n % 3];
        write!(out, "{},BTC,ETH,1.{n},0,{},t{n},{status}", stamp(n), address(n)).unwrap();
    });
    Case::default().with(&named("Withdraw"), sent)
}

/// As many destinations as withdrawals, after purchases and conversions all day long.
fn new_addresses(n: usize) -> Case {
    let begin = 200_000;
    let rows = csv(STATEMENT, n, |n, out| {
        write!(out, "1,{},Spot,Deposit,C{},1.5,", stamp(n % begin), n % 50).unwrap();
    });
    let swaps = csv(CONVERTS, n, |n, out| {
        let at = stamp(begin + n % 80_000);
        write!(
            out,
            "{at},Spot,C{}USDT,Market,0.5 C{},{}.5 USDT,1,1,{at},Successful",
            n % 50,
            n % 50,
            n + 1
        )
        .unwrap();
    });
    let sent = csv(WITHDRAWALS, n, |n, out| {
        write!(
            out,
            "{},USDT,ETH,1.5,0,{},0xab{n},Completed",
            stamp(begin + n % 86_000),
            address(n)
        )
        .unwrap();
    });
    Case::default()
        .with("part-0.csv", rows)
        .with(&named("Convert"), swaps)
        .with(&named("Withdraw"), sent)
}

/// Pairs of addresses that are alike, and a thousand that are alike at one time.
fn poisoned_addresses(n: usize) -> Case {
    let sent = csv(WITHDRAWALS, n, |n, out| {
        let pair = address(n / 2);
        let middle = format!("{:08x}", n * 7919);
        let to = if n % 3 == 0 {
            format!("0xabcd{:032x}ef01", n * 104_729)
        } else {
            let (front, back) = pair.split_at(22);
            format!("{}{middle}{back}", front.split_at(14).0)
        };
        write!(out, "{},USDT,ETH,1.5,0,{to},0xab{n},Completed", stamp(n)).unwrap();
    });
    Case::default().with(&named("Withdraw"), sent)
}

fn invalid_addresses(n: usize) -> Case {
    let sent = csv(WITHDRAWALS, n, |n, out| {
        let to = address(n).replace('a', "A").replace('c', "C");
        write!(out, "{},USDT,ETH,1.5,0,{to},0xab{n},Completed", stamp(n)).unwrap();
    });
    Case::default().with(&named("Withdraw"), sent)
}

fn missing_memos(n: usize) -> Case {
    let got = csv(DEPOSITS, n, |n, out| {
        let to = "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh";
        write!(out, "{},XRP,XRP,{n}.5,{to},t{n},Pending", stamp(n)).unwrap();
    });
    Case::default().with(&named("Deposit"), got)
}

/// Orders that stay open for a year over three times as many trades.
fn open_orders(n: usize) -> Case {
    let orders = csv(ORDERS, n / 3, |n, out| {
        write!(
            out,
            "{},{n},BTCUSDT,Limit,BUY,1000,0.1BTC,{},0.1BTC,1000,100USDT,Filled",
            stamp(n),
            stamp(28_000_000 + n)
        )
        .unwrap();
    });
    let trades = csv(TRADES, n, |n, out| {
        let side = if n % 2 == 0 { "BUY" } else { "SELL" };
        write!(out, "{},BTCUSDT,{side},1000,0.1BTC,100USDT,0BNB", stamp(n * 60 % 28_000_000))
            .unwrap();
    });
    Case::default().with(&named("Spot-Order"), orders).with(&named("Spot-Trade"), trades)
}

fn unfilled_orders(n: usize) -> Case {
    let orders = csv(ORDERS, n, |n, out| {
        write!(
            out,
            "{},{n},BTCUSDT,Limit,BUY,1000.5,0.1BTC,{},0BTC,0,0USDT,Canceled",
            stamp(n * 60),
            stamp(n * 60 + 2_000_000)
        )
        .unwrap();
    });
    let bars = csv("", n, |n, out| {
        let at = 1_767_225_600_000 + n * 60_000;
        write!(out, "{at},1000,1001,{},1000,5,{},5000,9,1,1,0", 999 + n % 3, at + 59_999).unwrap();
    });
    Case::default().with(&named("Spot-Order"), orders).with("BTCUSDT-1m-2026-01-01.csv", bars)
}

/// Conversions of one second, told by both exports.
fn conversions(n: usize) -> Case {
    let at = stamp(90_000);
    let rows = csv(STATEMENT, n * 2, |n, out| {
        let (coin, change) = if n % 2 == 0 { ("BTC", "-0.1") } else { ("USDT", "100") };
        write!(out, "1,{at},Spot,Binance Convert,{coin},{change},").unwrap();
    });
    let swaps = csv(CONVERTS, n, |_, out| {
        write!(out, "{at},Spot,BTCUSDT,Market,0.1 BTC,100 USDT,1000,0.001,{at},Successful")
            .unwrap();
    });
    Case::default().with("part-0.csv", rows).with(&named("Convert"), swaps)
}

/// Everything leaves again and again, out of many coins.
fn emptied_daily(n: usize) -> Case {
    let rows = csv(STATEMENT, n, |n, out| {
        let (operation, change) = if n % 2 == 0 { ("Deposit", "1") } else { ("Withdraw", "-1") };
        let at = stamp(n * 30 % 28_000_000);
        write!(out, "1,{at},Spot,{operation},C{},{change},", n / 2 % 500).unwrap();
    });
    let trades = csv(TRADES, n, |n, out| {
        let at = stamp(n * 30 % 28_000_000);
        write!(out, "{at},C{}USDT,BUY,1000,0.1C{},100USDT,0BNB", n % 500, n % 500).unwrap();
    });
    Case::default().with("part-0.csv", rows).with(&named("Spot-Trade"), trades)
}

/// One unbroken row of trades in many coins of which the statement tells only every second one.
fn untold_trades(n: usize) -> Case {
    let trades = csv(TRADES, n, |n, out| {
        write!(out, "{},C{n}USDT,BUY,1000,0.1C{n},100USDT,0BNB", stamp(100 + n)).unwrap();
    });
    let rows = csv(STATEMENT, n + 200, |n, out| {
        let coin = if n % 2 == 0 { n.saturating_sub(100) } else { 0 };
        write!(out, "1,{},Spot,Buy,C{coin},0.1,", stamp(n)).unwrap();
    });
    Case::default().with("part-0.csv", rows).with(&named("Spot-Trade"), trades)
}

/// Orders at prices far apart, every one.
fn mistakes(n: usize) -> Case {
    let trades = csv(TRADES, n, |n, out| {
        let price = if n % 7 == 0 { 90_000 } else { 1_000 };
        let at = stamp(n * 3);
        write!(out, "{at},BTCUSDT,BUY,{price},0.1BTC,{}USDT,0BNB", price / 10).unwrap();
    });
    Case::default().with(&named("Spot-Trade"), trades)
}

/// Every fill far from the market, which comes in many files.
fn off_market(n: usize) -> Case {
    let trades = csv(TRADES, n, |n, out| {
        write!(out, "{},BTCUSDT,BUY,9000,0.1BTC,900USDT,0BNB", stamp(n * 30)).unwrap();
    });
    let mut case = Case::default().with(&named("Spot-Trade"), trades);
    let part = n / 200 + 200;
    for file in 0..100 {
        let bars = csv("", part, |n, out| {
            let at = 1_767_225_600_000 + (file * part + n) * 60_000;
            write!(out, "{at},1000,1001,{},1000,5,{},5000,9,1,1,0", 999 + n % 3, at + 59_999)
                .unwrap();
        });
        case = case.with(&format!("BTCUSDT-1m-2026-{file}.csv"), bars);
    }
    case
}

/// Many small exports of one period whose zone nobody says.
fn unzoned_files(n: usize) -> Case {
    let files = n / 100;
    let mut case = Case::default();
    for file in 0..files {
        let rows = csv("User ID,Time,Account,Operation,Coin,Change,Remark\n", 100, |n, out| {
            write!(out, "1,{},Spot,Deposit,C{file},{n}.5,", stamp(n * 60 + file)).unwrap();
        });
        case = case.with(&format!("part-{file}.csv"), rows);
    }
    case
}

fn notices(n: usize) -> Case {
    let note = csv("", n, |n, out| {
        write!(out, "Your Binance password has been changed at {} (UTC).", stamp(n * 60)).unwrap();
    });
    let sent = csv(WITHDRAWALS, n, |n, out| {
        write!(out, "{},BTC,ETH,1.5,0,{},t{n},Completed", stamp(n * 60), address(1)).unwrap();
    });
    Case::default().with("note.txt", note).with(&named("Withdraw"), sent)
}

fn digits_in_a_line(n: usize) -> Case {
    Case::default().with("note.txt", format!("1. {}\n", "1234567890123456 5678,".repeat(n)))
}

fn words_in_a_line(n: usize) -> Case {
    let words = "abandon ability zoo wrong able about ladder garden cactus dwarf zebra abandon ";
    let run = format!("{} qqqq ", words.repeat(2));
    Case::default().with("note.txt", run.repeat(n / 8))
}

fn labels_in_a_line(n: usize) -> Case {
    let text = "code 123456 is your code : password       https://example.com/ ,,,, ";
    Case::default().with("note.txt", text.repeat(n / 4))
}

/// Findings of a whole examination at most; a check that gathers nothing gives one for each of 600 rows.
const FINDINGS: usize = 200;

#[test]
fn no_crowd_gives_more_than_a_reader_can_take() {
    for (name, make) in ALL {
        let examination = make(600).examine();
        assert!(examination.findings.len() <= FINDINGS, "{name}: {}", examination.findings.len());
        for finding in &examination.findings {
            let code = finding.code.key();
            assert!(finding.cites.len() <= 2_000, "{name} {code}: {} places", finding.cites.len());
            for fact in finding.facts.values() {
                let long = matches!(fact, Fact::List(list) if list.len() > 100);
                assert!(!long, "{name} {code}: a list too long");
            }
        }
        assert!(examination.checks_not_run.iter().all(|check| check.why != "internal_fault"));
    }
}

#[test]
fn what_waits_in_a_crowd_is_gathered_and_counted() {
    let examination = pending_deposits(600).examine();
    let waiting = findings(&examination, "deposit_pending");
    let gathered: i64 = waiting
        .iter()
        .filter_map(|finding| match finding.facts.get("gathered") {
            Some(Fact::Count(count)) => Some(*count),
            _ => None,
        })
        .sum();
    let alone = waiting.iter().filter(|f| !f.facts.contains_key("gathered")).count();
    assert_eq!(alone + usize::try_from(gathered).unwrap(), 600);
}

#[test]
fn a_crowd_of_conversions_is_told_once() {
    let examination = conversions(500).examine();
    assert!(findings(&examination, "balance_gap").is_empty());
    assert!(examination.timeline.len() <= 400);
}

#[test]
fn all_addresses_are_compared() {
    let examination = poisoned_addresses(4_500).examine();
    let alike = findings(&examination, "address_lookalike");
    let count = |finding: &&&Finding| match finding.facts.get("gathered") {
        Some(Fact::Count(count)) => *count,
        _ => 1,
    };
    assert!(alike.iter().map(|finding| count(&finding)).sum::<i64>() >= 1_500);
}
