//! What goes out of a case, and what stays.

use super::*;
use crate::exhibit::InMemory;
use crate::{Options, examine};

/// BIP 39, test vectors.
const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const HEADER: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";

fn planned(case: &InMemory) -> Vec<Handed> {
    let plan = plan(case, &examine(case, &Options::default()));
    plan.into_values().collect()
}

fn one(name: &str, text: &str) -> (Handed, Option<String>) {
    let mut case = InMemory::default();
    let id = case.add(name, text);
    let handed = planned(&case)[0];
    (handed, handed.kept_back().then(|| masked(&case, id).expect("a copy").1))
}

#[test]
fn an_export_without_secrets_goes_out_whole_whatever_numbers_stand_in_it() {
    let orders =
        "Date(UTC),OrderNo,Pair,Type,Side\n2026-03-01 10:00:00,4111111111111111,BTCUSDT,a,b";
    assert_eq!(one("orders.csv", orders).0, Handed::Whole);
    let row = "1,2026-03-01 10:00:00,Spot,Deposit,BTC,0.5,order 123456789018";
    assert_eq!(one("a.csv", &format!("{HEADER}\n{row}\n")).0, Handed::Whole);
    let txids = format!("Coin,Amount,TXID,Address\nBTC,1,{},{}\n", "a1".repeat(32), "0x".repeat(9));
    assert_eq!(one("withdrawals.csv", &txids).0, Handed::Whole);
}

#[test]
fn a_secret_in_a_cell_is_masked_and_every_other_cell_stays() {
    let row = format!("77,2026-03-01 10:00:00,Spot,Deposit,BTC,0.5,\"my seed: {PHRASE}\"");
    let (handed, copy) = one("a.csv", &format!("{HEADER}\r\n{row}\r\n=broken \"line\r\n"));
    assert_eq!(handed, Handed::Masked(Form::Table));
    let copy = copy.expect("a copy");
    assert!(!copy.contains("sausage"), "{copy}");
    let kept = "77,2026-03-01 10:00:00,Spot,Deposit,BTC,0.5,\"my seed: ";
    assert!(copy.starts_with(&format!("{HEADER}\r\n{kept}*")), "{copy}");
    assert!(copy.ends_with("=broken \"line\r\n"), "what could not be split stays: {copy}");
}

#[test]
fn the_heading_of_a_table_says_that_its_cells_are_passwords() {
    let table = "name,url,username,password\nBinance,https://example.com,taro,hunter22x\n";
    let (handed, copy) = one("Chrome.csv", table);
    assert_eq!(handed, Handed::Masked(Form::Table));
    let expected =
        "name,url,username,password\nBinance,https://example.com,taro,****************\n";
    assert_eq!(copy.expect("a copy"), expected);
    let (handed, copy) = one("list.csv", "氏名,マイナンバー\n山田,123456789018\n");
    assert_eq!(handed, Handed::Masked(Form::Table));
    assert!(!copy.expect("a copy").contains("1234"));
}

#[test]
fn answers_and_notes_are_masked_and_a_picture_is_not_searched() {
    let answers = format!("hikeshi_answers = 1\n# リカバリーフレーズ {PHRASE}\n");
    let (handed, copy) = one("answers.toml", &answers);
    assert_eq!(handed, Handed::Masked(Form::Text));
    assert!(copy.expect("a copy").starts_with("hikeshi_answers = 1\n# リカバリーフレーズ *"));
    assert_eq!(one("note.txt", "マイナンバー 1234 5678 9018").0, Handed::Masked(Form::Text));
    assert_eq!(one("note.txt", "Never share your password.").0, Handed::Whole);
    let mut case = InMemory::default();
    case.add("shot.png", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    case.add("paper.pdf", *b"%PDF-1.7\n");
    case.add("blob.bin", *b"\0\x01\x02\x03\0\0\x09\xc8\x07\0");
    assert_eq!(planned(&case), [Handed::Unsearched; 3]);
}

#[test]
fn a_mail_is_handed_on_as_its_headings_and_words() {
    let mail =
        format!("From: a@example.com\r\nSubject: note\r\n\r\nリカバリーフレーズ {PHRASE}\r\n");
    let (handed, copy) = one("a.eml", &mail);
    assert_eq!(handed, Handed::Masked(Form::Text));
    let copy = copy.expect("a copy");
    assert!(copy.contains("a@example.com") && copy.contains("フレーズ *"), "{copy}");
    assert_eq!(copy.matches("note").count(), 1, "{copy}");
}

#[test]
fn words_are_masked_where_they_stand_by_themselves() {
    let secrets = BTreeSet::from(["482913".to_owned(), "a 482913".to_owned()]);
    let said = "482913, 1482913, x482913y (482913) a 482913";
    assert_eq!(without(said, &secrets), "********, 1482913, x482913y (********) ********");
}

#[test]
fn formulas_are_made_harmless_and_numbers_stay() {
    for (cell, expected) in [
        ("=1+1", "'=1+1"),
        ("+81 90", "'+81 90"),
        ("-1.5", "-1.5"),
        ("+3", "+3"),
        ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =x", "' =x"),
        ("-", "'-"),
        ("0x12", "0x12"),
        ("", ""),
    ] {
        assert_eq!(formula_free(cell), expected, "{cell:?}");
    }
}
