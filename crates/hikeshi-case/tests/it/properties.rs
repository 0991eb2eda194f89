//! What holds for every case: order does not matter, sums are conserved, what is printed reads back,
//! secrets stay hidden, and two runs are equal to the byte.

use crate::case::{Case, balance, csv};
use crate::dice::Dice;
use hikeshi_case::amount::Amount;
use hikeshi_case::exhibit::{ExhibitId, Exhibits};
use hikeshi_case::finding::Cite;
use hikeshi_case::ledger::join;
use hikeshi_case::quote::quotes;
use hikeshi_case::redact;
use hikeshi_case::time::{Time, Zone, parse_civil};
use hikeshi_case::{Examination, source};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const STATEMENT: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";
const WITHDRAWALS: &str = "Date(UTC),Coin,Network,Amount,Fee,Address,TXID,Status";
const TRADES: &str = "Date(UTC),Pair,Side,Price,Executed,Amount,Fee";
const OLD_ADDRESS: &str = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";
const NEW_ADDRESS: &str = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE";

/// Months of quiet, then an emptied account: something for many checks to speak of.
fn story(dice: &mut Dice) -> [(&'static str, Vec<String>); 3] {
    let mut statement: Vec<String> = Vec::new();
    let mut withdrawals = Vec::new();
    let mut trades = Vec::new();
    for month in 1..=6 {
        let day = dice.below(9) + 10;
        statement.push(format!(
            "1,2026-0{month}-{day} 01:00:0{month},Spot,Deposit,USDT,{}.5,",
            1000 + month
        ));
        statement.push(format!("1,2026-0{month}-{day} 02:00:00,Spot,Transaction Buy,BTC,0.01,"));
        statement.push(format!(
            "1,2026-0{month}-{day} 02:00:00,Spot,Transaction Spend,USDT,-90{month},"
        ));
        trades.push(format!(
            "2026-0{month}-{day} 02:00:00,BTCUSDT,BUY,90{month}00,0.01BTC,90{month}USDT,0BTC"
        ));
        statement.push(format!("1,2026-0{month}-{day} 03:00:00,Spot,Withdraw,USDT,-5{month},"));
        withdrawals.push(format!(
            "2026-0{month}-{day} 03:00:00,USDT,TRX,5{month},0,{OLD_ADDRESS},{month}f,Completed"
        ));
    }
    statement.push("1,2026-07-20 02:10:00,Spot,Binance Convert,BTC,-0.06,".to_owned());
    statement.push("1,2026-07-20 02:10:01,Spot,Binance Convert,USDT,5400,".to_owned());
    statement.push("1,2026-07-20 02:20:00,Spot,Moon Mission Bonus,USDT,0.25,".to_owned());
    statement.push("1,2026-07-20 02:30:00,Spot,Withdraw,USDT,-5600,".to_owned());
    withdrawals.push(format!("2026-07-20 02:30:00,USDT,TRX,5600,0,{NEW_ADDRESS},9f,Completed"));
    withdrawals.push(format!("2026-07-20 02:40:00,USDT,TRX,100,0,{NEW_ADDRESS},,Rejected"));
    [("statement.csv", statement), ("withdrawals.csv", withdrawals), ("trades.csv", trades)]
}

fn file(name: &str, rows: &[String]) -> Vec<u8> {
    let header = match name {
        "statement.csv" => STATEMENT,
        "trades.csv" => TRADES,
        _ => WITHDRAWALS,
    };
    let lines: Vec<&str> = std::iter::once(header).chain(rows.iter().map(String::as_str)).collect();
    csv(&lines)
}

fn case_of(files: &[(&str, Vec<String>)]) -> Case {
    files.iter().fold(Case::default(), |case, (name, rows)| case.with(name, file(name, rows)))
}

/// Findings with every citation replaced by the words that stand there, in an order of their own.
fn said(case: &Case, examination: &Examination) -> Vec<String> {
    let cites: BTreeSet<Cite> =
        examination.findings.iter().flat_map(|finding| finding.cites.iter().copied()).collect();
    let words = quotes(case, &cites);
    let names: BTreeMap<ExhibitId, &str> =
        case.all().iter().map(|exhibit| (exhibit.id, exhibit.name.as_str())).collect();
    let place = |cite: &Cite| format!("{} {:?}", names[&cite.exhibit], words.get(cite));
    let mut said: Vec<String> = examination
        .findings
        .iter()
        .map(|finding| {
            let mut places: Vec<String> = finding.cites.iter().map(place).collect();
            places.sort();
            let facts = &finding.facts;
            format!(
                "{:?} {:?} {:?} {facts:?} {places:?}",
                finding.code, finding.severity, finding.confidence
            )
        })
        .collect();
    said.sort();
    said
}

fn key_facts(examination: &Examination) -> String {
    let mut text =
        format!("{:?} {:?} {}", examination.as_of, examination.balances, examination.events);
    for transfer in &examination.transfers {
        write!(
            text,
            "|{} {:?} {} {} {}",
            transfer.at, transfer.direction, transfer.asset, transfer.amount, transfer.address
        )
        .unwrap();
    }
    text
}

#[test]
fn the_story_has_something_to_say() {
    let case = case_of(&story(&mut Dice::new(1)));
    let examination = case.examine();
    let codes: BTreeSet<&str> =
        examination.findings.iter().map(|finding| finding.code.key()).collect();
    for code in
        ["withdrawal_to_new_address", "account_drained", "operation_unknown", "withdrawal_rejected"]
    {
        assert!(codes.contains(code), "{codes:?}");
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut dice = Dice::new(2);
    let mut files = story(&mut dice);
    let plain = case_of(&files);
    let before = plain.examine();
    for _ in 0..8 {
        for (_, rows) in &mut files {
            // Rows of one second keep their order: it is the order in which they were booked.
            let second =
                |row: &String| row.get(..21).map(|start| start.trim_start_matches("1,").to_owned());
            rows.sort_by_key(second);
            let mut seconds: Vec<Vec<String>> =
                rows.chunk_by(|a, b| second(a) == second(b)).map(<[String]>::to_vec).collect();
            dice.shuffle(&mut seconds);
            *rows = seconds.into_iter().flatten().collect();
        }
        let shuffled = case_of(&files);
        let after = shuffled.examine();
        assert_eq!(said(&plain, &before), said(&shuffled, &after));
        assert_eq!(key_facts(&before), key_facts(&after));
    }
}

#[test]
fn the_numbers_of_the_exhibits_do_not_matter() {
    let mut dice = Dice::new(3);
    let mut files = story(&mut dice);
    let plain = case_of(&files);
    let before = plain.examine();
    for _ in 0..8 {
        dice.shuffle(&mut files);
        let permuted = case_of(&files);
        let after = permuted.examine();
        assert_eq!(said(&plain, &before), said(&permuted, &after));
        assert_eq!(key_facts(&before), key_facts(&after));
    }
}

#[test]
fn cutting_a_statement_into_overlapping_parts_changes_no_sum() {
    let mut dice = Dice::new(4);
    let [(_, rows), ..] = story(&mut dice);
    let whole = Case::default().with("all.csv", file("statement.csv", &rows)).examine();
    for _ in 0..20 {
        let (a, b) = (dice.index(rows.len()), dice.index(rows.len()));
        let (from, to) = (a.min(b), a.max(b));
        let case = Case::default()
            .with("early.csv", file("statement.csv", &rows[..to]))
            .with("late.csv", file("statement.csv", &rows[from..]));
        // Exports that share one instant only cannot be told from two parts of one; they share more.
        if to - from < 6 {
            continue;
        }
        assert_eq!(case.examine().balances, whole.balances, "{from}..{to}");
    }
}

#[test]
fn the_ledger_holds_the_sum_of_all_changes() {
    for seed in 0..20 {
        let mut dice = Dice::new(seed);
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        let mut rows = Vec::new();
        for n in 0..200_u64 {
            let coin = dice.pick(&["BTC", "ETH", "USDT", "1INCH"]);
            let held = sums.entry(coin).or_default();
            // Hundred-millionths; never more is taken than is there, so that nothing must be assumed.
            let gain = i64::try_from(dice.below(5_000_000_000)).unwrap();
            let change = if dice.below(3) == 0 { -gain.min(*held) } else { gain };
            *held += change;
            let operation = dice.pick(&[
                "Deposit",
                "Withdraw",
                "Distribution",
                "P2P Trading",
                "Moon Mission Bonus",
            ]);
            let (sign, size) = (if change < 0 { "-" } else { "" }, change.unsigned_abs());
            let amount = format!("{sign}{}.{:08}", size / 100_000_000, size % 100_000_000);
            rows.push(format!(
                "1,2026-01-01 {:02}:{:02}:{:02},Spot,{operation},{coin},{amount},",
                n / 60,
                n % 60,
                n % 7
            ));
        }
        let case = Case::default().with("x.csv", file("statement.csv", &rows));
        let examination = case.examine();
        let mut events = case.events();
        let ledger = join(&mut events);
        assert_eq!(ledger.rows.len(), 200);
        for (coin, sum) in sums {
            let text = format!("{}.{:08}", sum / 100_000_000, sum % 100_000_000);
            let expected = Amount::parse(&text).unwrap();
            let symbol = events.symbols.find(coin).unwrap();
            let booked: Amount =
                ledger.rows.iter().filter(|row| row.coin == symbol).map(|row| row.change).sum();
            assert_eq!(booked, expected, "{coin}");
            let printed = if expected.is_zero() { String::new() } else { expected.to_string() };
            assert_eq!(balance(&examination, coin), printed, "{coin}");
        }
    }
}

#[test]
fn an_amount_reads_back_as_it_was_printed() {
    let mut dice = Dice::new(5);
    for _ in 0..20_000 {
        let (whole, places) = (dice.index(17) + 1, dice.index(19));
        let fraction: String =
            (0..places).map(|_| char::from(b'0' + u8::try_from(dice.below(10)).unwrap())).collect();
        let text = format!(
            "{}{}.{fraction}0",
            if dice.below(2) == 0 { "-" } else { "" },
            dice.digits(whole)
        );
        let amount = Amount::parse(&text).unwrap();
        let printed = amount.to_string();
        assert_eq!(Amount::parse(&printed), Ok(amount), "{text}");
        assert_eq!(printed, text.trim_end_matches('0').trim_end_matches('.'), "{text}");
        let scientific = format!("{text}E-0");
        assert_eq!(Amount::parse(&scientific), Ok(amount), "{scientific}");
        assert_eq!(source::with_unit(&format!("{printed}ETH"), &["ETH"]), Ok((amount, "ETH")));
    }
}

#[test]
fn a_time_reads_back_as_it_was_printed() {
    let mut dice = Dice::new(6);
    for _ in 0..5_000 {
        let micros = i64::try_from(dice.below(4_000_000_000)).unwrap() * 1_000_000
            + i64::try_from(dice.below(1_000_000)).unwrap();
        let time = Time::from_micros(micros);
        assert_eq!(Time::parse_rfc3339(&time.to_string()), Some(time));
        let quarters = i32::try_from(dice.below(105)).unwrap() - 48;
        let zone = Zone::Fixed(quarters * 900);
        assert_eq!(Zone::parse(&zone.label()), Some(zone.clone()));
        let second = Time::from_seconds(time.seconds());
        let c = second.civil(quarters * 900);
        let text = format!(
            "{}-{:02}-{:02} {:02}:{:02}:{:02}",
            c.year, c.month, c.day, c.hour, c.minute, c.second
        );
        let read = parse_civil(&text, false).map(|civil| zone.at(civil));
        // A zone east of UTC can reach back before 1970, which no export is from.
        assert!(read == Some(second) || c.year < 1970, "{text}");
        if (2000..2100).contains(&c.year) {
            assert_eq!(
                text.get(2..).and_then(|short| parse_civil(short, false)),
                Some(c),
                "{text}"
            );
        }
    }
}

const SEED: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const API_SECRET: &str = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
const PASSWORD: &str = "kumo-Tori_4711!";

fn secrets() -> String {
    format!(
        "seed phrase: {SEED}\nAPI Secret: {API_SECRET}\nパスワード: {PASSWORD}\n\n2026年7月20日 02:30 に出金されました。\n"
    )
}

fn mail() -> String {
    let head = "From: taro@example.jp\r\nTo: friend@example.jp\r\nSubject: memo\r\nDate: Mon, 20 Jul 2026 11:00:00 +0900\r\n\
        MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    format!("{head}{}", secrets().replace('\n', "\r\n"))
}

fn hides(what: &str, text: &str) {
    for secret in [SEED, "sausage worth", API_SECRET, "vmPUZE6mv9SD5VNHk4Hl", PASSWORD, "Tori_4711"]
    {
        assert!(!text.contains(secret), "{what} shows {secret}: {text}");
    }
}

#[test]
fn secrets_are_found_and_never_shown() {
    for (name, bytes) in [("note.txt", secrets()), ("mail.eml", mail())] {
        let case = Case::default().with(name, bytes.clone());
        let examination = case.examine();
        let kinds: BTreeSet<String> = examination
            .findings
            .iter()
            .filter(|finding| finding.code.key() == "secret_exposed")
            .map(|finding| format!("{:?}", finding.facts["kind"]))
            .collect();
        assert_eq!(kinds.len(), 3, "{name}: {kinds:?}");
        hides(name, &serde_json::to_string(&examination).unwrap());
        hides(name, &format!("{examination:?}"));
        let lines = u32::try_from(bytes.lines().count()).unwrap();
        let every: BTreeSet<Cite> =
            (1..=lines).map(|line| Cite { exhibit: ExhibitId(1), line }).collect();
        let printed = format!("{:?}", quotes(&case, &every));
        assert!(printed.contains("****"), "{name}: {printed}");
        hides(name, &printed);
        hides(name, &redact::masked(&case, ExhibitId(1)).unwrap().1);
    }
}

#[test]
fn two_runs_are_equal_to_the_byte() {
    let files = story(&mut Dice::new(7));
    let runs: Vec<(String, String)> = (0..2)
        .map(|_| {
            let case = case_of(&files)
                .with("note.txt", secrets())
                .with("mail.eml", mail())
                .with("junk.csv", Dice::new(8).bytes(999));
            let examination = case.examine();
            (serde_json::to_string(&examination).unwrap(), format!("{examination:?}"))
        })
        .collect();
    assert_eq!(runs[0], runs[1]);
    let json: Value = serde_json::from_str(&runs[0].0).unwrap();
    assert!(json["findings"].as_array().is_some_and(|findings| !findings.is_empty()));
}
