//! A very large case with every shape of name and number that could break a page.

use super::{at, cite, examination, exhibit, findings};
use hikeshi_case::amount::Amount;
use hikeshi_case::examination::Examination;
use hikeshi_case::finding::{Cite, Severity};
use hikeshi_case::quote::Quote;
use std::collections::BTreeMap;

/// Longer than any real address, without a place to break.
const ENDLESS: usize = 900;

/// 30 findings citing 3,000 rows, 200 exhibits, 500 transfers.
pub(crate) fn stress() -> (Examination, BTreeMap<Cite, Quote>) {
    let mut examination = examination(500);
    let mut quotes = BTreeMap::new();
    examination.findings.truncate(29);
    let again = findings().swap_remove(0);
    examination.findings.push(again);
    for (at, finding) in (0_u32..).zip(&mut examination.findings) {
        finding.severity = Severity::Critical;
        finding.cites.extend((0..100).map(|row| cite(1 + at % 7, 100 + at * 100 + row)));
        finding.cites.sort_unstable();
        finding.cites.dedup();
        for cite in &finding.cites {
            quotes.insert(*cite, quote(cite.line));
        }
    }
    let names = [
        "取引履歴".repeat(40) + ".csv",
        format!("\u{202e}gpj.{}\n\u{1F600}\u{5e9}\u{5dc}\u{5d5}\u{5dd}.csv", "x".repeat(200)),
        "スクリーンショット 2026-03-02 9.12.44.png".to_owned(),
    ];
    for number in 7..=200 {
        let name = &names[number as usize % names.len()];
        examination.exhibits.push(exhibit(number, name, "transaction_history/v3-ja", Some(9), "C"));
    }
    let big = Amount::parse("123456789012345.123456789012345678").expect("an amount");
    let count = examination.transfers.len();
    for (at, transfer) in examination.transfers.iter_mut().enumerate() {
        transfer.amount = big;
        if at + 2 >= count {
            transfer.address =
                format!("{at}{}", "A".repeat(if at + 1 == count { ENDLESS } else { 106 }));
            transfer.txid = format!("{at}{}", "f".repeat(128));
        }
    }
    examination.as_of = Some(at("2026-03-03T00:00:00Z"));
    (examination, quotes)
}

fn quote(line: u32) -> Quote {
    let cells = match line % 3 {
        0 => vec![
            ("時間", "26-03-02 03:22:05".to_owned()),
            ("変更", "-0.000000000000000001".to_owned()),
        ],
        1 => vec![("Remark", "長い備考".repeat(40)), ("TXID", "0f".repeat(64))],
        _ => vec![
            ("Change", "-123456789012.12345678".to_owned()),
            ("User_ID", "38204417".to_owned()),
        ],
    };
    Quote { cells: cells.into_iter().map(|(head, cell)| (head.to_owned(), cell)).collect() }
}
