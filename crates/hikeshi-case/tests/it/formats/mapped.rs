//! An export of another exchange or of a bank, read by columns the person named.

use crate::case::{Case, csv, findings, problems};
use hikeshi_case::Examination;

/// As a Japanese exchange might write it: a withdrawal of coins to Binance.
const SENT: &[&str] = &[
    "日時,銘柄,区分,出金額,手数料,宛先,TxHash,残高",
    "2026/02/01 21:30:00,XRP,送付,500,0.1,rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh,ABCDEF01,12",
    "2026/02/02 21:40:00,BTC,送付,0.25,0.0004,1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,ABCDEF02,0",
];
/// As a bank might write it: yen to the exchange.
const BANK: &[&str] = &[
    "お取引日,通貨,お支払金額,お取引内容,残高",
    "2026/01/31 10:15:00,JPY,\"1,500,000\",振込 カ)レイコウカン,250000",
];
const ANSWERS: &str = r#"hikeshi_answers = 1
[[file]]
name = "exchange"
zone = "Asia/Tokyo"
format = "withdrawals"
columns = { "日時" = "time", "銘柄" = "coin", "出金額" = "AMOUNT", "手数料" = "fee", "宛先" = "address", "TxHash" = "txid" }

[[file]]
name = "bank"
zone = "+09:00"
format = "fiat_dw"
columns = { "お取引日" = "time", "通貨" = "coin", "お支払金額" = "amount", "お取引内容" = "method" }
"#;

fn told(answers: &str) -> Examination {
    Case::default()
        .with("exchange.csv", csv(SENT))
        .with("bank.csv", csv(BANK))
        .with("answers.toml", answers.replace("AMOUNT", "amount"))
        .examine()
}

#[test]
fn another_exchange_and_a_bank_are_read_as_the_person_says() {
    let examination = told(ANSWERS);
    assert_eq!(problems(&examination), Vec::<String>::new());
    let read: Vec<(&str, Option<u64>)> =
        examination.exhibits.iter().take(2).map(|e| (e.format.as_str(), e.rows)).collect();
    assert_eq!(read, [("withdrawals/mapped", Some(2)), ("fiat_dw/mapped", Some(1))]);
    let zones: Vec<_> = examination.exhibits.iter().take(2).map(|e| e.time_zone_from).collect();
    assert_eq!(zones, [Some("answer"), Some("answer")]);
    let coins: Vec<String> = examination
        .transfers
        .iter()
        .filter(|t| !t.address.is_empty())
        .map(|t| format!("{} {} {} {} {}", t.at, t.amount, t.asset, t.fee, t.txid))
        .collect();
    assert_eq!(
        coins,
        [
            "2026-02-01T12:30:00Z 500 XRP 0.1 ABCDEF01",
            "2026-02-02T12:40:00Z 0.25 BTC 0.0004 ABCDEF02"
        ]
    );
    // From the exchange's side the bank's payment comes in.
    let moment = examination.timeline.iter().find(|moment| moment.kind == "fiat_in");
    let moment = moment.expect("the bank's payment stands in the timeline");
    assert_eq!(moment.at.to_string(), "2026-01-31T01:15:00Z");
    assert_eq!((moment.cites[0].exhibit.0, moment.cites[0].line), (2, 2));
    assert_eq!(
        moment.facts["amount"],
        hikeshi_case::amount::Amount::parse("1500000").unwrap().into()
    );
}

#[test]
fn the_checks_look_at_what_was_mapped() {
    let header = "日時,銘柄,出金額,宛先,TxHash,状態";
    let rows = [header, "2026/02/03 21:30:00,BTC,0.1,1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,,Failed"];
    let answers = ANSWERS
        .replace("AMOUNT", "amount")
        .replace("\"手数料\" = \"fee\"", "\"状態\" = \"status\"");
    let case = Case::default().with("exchange.csv", csv(&rows)).with("answers.toml", answers);
    let examination = case.examine();
    let refused = findings(&examination, "withdrawal_rejected");
    assert_eq!(refused.len(), 1, "{:?}", examination.findings);
    assert_eq!(refused[0].at().unwrap().to_string(), "2026-02-03T12:30:00Z");
    assert_eq!((refused[0].cites[0].exhibit.0, refused[0].cites[0].line), (1, 2));
}

#[test]
fn unsaid_or_misnamed_columns_read_nothing_and_say_so() {
    let unsaid = told("hikeshi_answers = 1\n");
    assert!(unsaid.transfers.is_empty(), "{:?}", unsaid.transfers);
    assert!(problems(&unsaid).len() >= 2, "{:?}", problems(&unsaid));
    // A word that is not in the header: the person meant another file.
    let misnamed = told(&ANSWERS.replace("\"出金額\"", "\"送金額\""));
    assert!(misnamed.transfers.iter().all(|t| t.asset == "JPY"), "{:?}", misnamed.transfers);
    // A meaning that does not exist: the whole of the answers is refused, with its line.
    let broken = told(&ANSWERS.replace("\"AMOUNT\"", "\"sum\""));
    assert!(
        broken.problems.iter().any(|p| p.detail == "bad_answers" && p.line.is_some()),
        "{:?}",
        broken.problems
    );
    assert!(broken.transfers.is_empty());
}
