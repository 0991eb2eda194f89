//! What is too long for paper, as text: CSV files that Excel opens and that carry no formulas.

use super::document::{Span, visible};
use super::words::{Words, utc_time};
use super::{Context, exhibits, facts, findings, transfers};
use crate::lang::Lang;
use hikeshi_case::finding::{Cite, Finding};
use hikeshi_case::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Excel takes a file without it for a legacy Japanese encoding.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Every list of the annex: file name and bytes, in a fixed order.
pub fn files(context: &Context<'_>, lang: Lang) -> Vec<(&'static str, Vec<u8>)> {
    let words = Words { lang, zone: context.zone };
    let lists: [(&'static str, List); 8] = [
        ("addresses.csv", addresses(context, words)),
        ("cited_rows.csv", cited_rows(context, words)),
        ("exhibits.csv", exhibit_list(context, words)),
        ("findings.csv", finding_list(context, words)),
        ("problems.csv", problem_list(context, words)),
        ("timeline.csv", moments(context, words)),
        ("transaction_ids.csv", transaction_ids(context, words)),
        ("transfers.csv", transfer_list(context, words)),
    ];
    lists.into_iter().map(|(name, list)| (name, bytes(words, &list))).collect()
}

/// Heading keys and rows.
struct List {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

fn bytes(words: Words<'_>, list: &List) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let heads = list.heads.iter().map(|key| words.say(&format!("annex-{key}")));
    let mut written = writer.write_record(heads);
    for row in &list.rows {
        written = written.and_then(|()| writer.write_record(row.iter().map(|cell| harmless(cell))));
    }
    debug_assert!(written.is_ok(), "writing into memory cannot fail");
    writer.into_inner().unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula (OWASP, “CSV Injection”): an apostrophe goes before
/// what begins like one, except numbers. Control characters and direction marks are shown as `�`.
fn harmless(cell: &str) -> String {
    let cell = visible(cell);
    // The last four are the full-width forms, which Japanese editions of Excel read alike.
    let risky = ['=', '+', '-', '@', '\u{fffd}', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let risky = cell.trim_start().starts_with(risky);
    if risky && !is_number(&cell) { format!("'{cell}") } else { cell }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(fraction)
}

fn times(words: Words<'_>, at: Time) -> [String; 2] {
    [words.local(at), utc_time(at)]
}

fn places(words: Words<'_>, cites: &[Cite]) -> String {
    words.cites(cites, usize::MAX).join("; ")
}

fn moments(context: &Context<'_>, words: Words<'_>) -> List {
    let heads = vec!["time_local", "time_utc", "kind", "detail", "amount", "in_finding", "cites"];
    let rows = context.examination.timeline.iter().map(|moment| {
        let detail = facts::moment_detail(words, moment.kind, &moment.facts);
        let lines = detail.iter().map(|line| line.iter().map(Span::text).collect::<String>());
        let mut row = times(words, moment.at).to_vec();
        row.push(moment.kind.to_owned());
        row.push(lines.collect::<Vec<_>>().join(" "));
        row.push(facts::moment_amount(&moment.facts).join(" "));
        row.push(if moment.in_finding { words.say("dossier-yes") } else { String::new() });
        row.push(places(words, &moment.cites));
        row
    });
    List { heads, rows: rows.collect() }
}

fn transfer_list(context: &Context<'_>, words: Words<'_>) -> List {
    let heads = vec![
        "time_local",
        "time_utc",
        "direction",
        "asset",
        "amount",
        "fee",
        "network",
        "address",
        "memo",
        "txid",
        "status",
        "in_finding",
        "cites",
    ];
    let findings = &context.examination.findings;
    let cited: BTreeSet<&Cite> = findings.iter().flat_map(|f| &f.cites).collect();
    let rows = context.examination.transfers.iter().map(|transfer| {
        let mut row = times(words, transfer.at).to_vec();
        row.push(transfers::direction(words, transfer.direction));
        row.push(transfer.asset.clone());
        row.push(transfer.amount.to_string());
        row.push(transfer.fee.to_string());
        row.extend([&transfer.network, &transfer.address, &transfer.memo].map(Clone::clone));
        row.extend([&transfer.txid, &transfer.status].map(Clone::clone));
        let found = transfer.cites.iter().any(|cite| cited.contains(cite));
        row.push(if found { words.say("dossier-yes") } else { String::new() });
        row.push(places(words, &transfer.cites));
        row
    });
    List { heads, rows: rows.collect() }
}

/// One kind of value out of transfers and findings, with every place it stands.
fn gathered(
    context: &Context<'_>,
    keys: &[&str],
    of: impl Fn(&hikeshi_case::examination::TransferLine) -> (&str, &str),
) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<Cite>)> {
    let mut all: BTreeMap<String, (BTreeSet<String>, BTreeSet<Cite>)> = BTreeMap::new();
    for transfer in &context.examination.transfers {
        let (value, network) = of(transfer);
        if !value.is_empty() {
            let entry = all.entry(value.to_owned()).or_default();
            entry.0.insert(network.to_owned());
            entry.1.extend(&transfer.cites);
        }
    }
    for finding in &context.examination.findings {
        for value in keys.iter().flat_map(|key| facts::texts(&finding.facts, key)) {
            let holds = |cite: &&Cite| {
                let quote = context.quotes.get(cite);
                quote.is_some_and(|quote| quote.cells.iter().any(|(_, cell)| cell.contains(&value)))
            };
            let holding: Vec<Cite> = finding.cites.iter().filter(holds).copied().collect();
            let entry = all.entry(value).or_default();
            if holding.is_empty() && entry.1.is_empty() {
                entry.1.extend(&finding.cites);
            }
            entry.1.extend(holding);
        }
    }
    all
}

fn gathered_rows(
    words: Words<'_>,
    all: BTreeMap<String, (BTreeSet<String>, BTreeSet<Cite>)>,
) -> Vec<Vec<String>> {
    let row = |(value, (networks, cites)): (String, (BTreeSet<String>, BTreeSet<Cite>))| {
        let networks: Vec<String> = networks.into_iter().filter(|n| !n.is_empty()).collect();
        let cites: Vec<Cite> = cites.into_iter().collect();
        vec![value, networks.join("; "), places(words, &cites)]
    };
    all.into_iter().map(row).collect()
}

fn addresses(context: &Context<'_>, words: Words<'_>) -> List {
    let all = gathered(context, &["address", "resembles"], |t| (&t.address, &t.network));
    List { heads: vec!["address", "network", "cites"], rows: gathered_rows(words, all) }
}

fn transaction_ids(context: &Context<'_>, words: Words<'_>) -> List {
    let all = gathered(context, &["txid"], |t| (&t.txid, &t.network));
    List { heads: vec!["txid", "network", "cites"], rows: gathered_rows(words, all) }
}

fn cited_rows(context: &Context<'_>, words: Words<'_>) -> List {
    let mut codes: BTreeMap<Cite, BTreeSet<&str>> = BTreeMap::new();
    for finding in &context.examination.findings {
        for cite in &finding.cites {
            codes.entry(*cite).or_default().insert(finding.code.key());
        }
    }
    let rows = codes.into_iter().map(|(cite, codes)| {
        let codes: Vec<&str> = codes.into_iter().collect();
        let mut row =
            vec![exhibits::exhibit_number(cite.exhibit), cite.line.to_string(), codes.join("; ")];
        if let Some(quote) = super::rows::quote(context, words, cite) {
            row.extend(quote.cells.iter().map(|(head, cell)| {
                if head.is_empty() { cell.clone() } else { format!("{head}: {cell}") }
            }));
        }
        row
    });
    let rows: Vec<_> = rows.collect();
    List { heads: vec!["exhibit", "line", "code", "cells"], rows }
}

fn finding_list(context: &Context<'_>, words: Words<'_>) -> List {
    let heads = vec![
        "no",
        "code",
        "title",
        "severity",
        "confidence",
        "time_local",
        "time_utc",
        "detail",
        "limit",
        "steps",
        "cites",
    ];
    let one = |(at, finding): (usize, &Finding)| {
        let at_time = finding.at().map(|time| times(words, time)).unwrap_or_default();
        let key = finding.code.key();
        let said = facts::sentences(words, finding.code, &finding.facts);
        let steps: Vec<String> =
            finding.steps.iter().map(|step| words.word("step-", step)).collect();
        let mut row = vec![(at + 1).to_string(), key.to_owned()];
        row.push(words.say(&format!("finding-{key}-title")));
        row.push(findings::severity(words, finding.severity));
        row.push(findings::confidence(words, finding.confidence));
        row.extend(at_time);
        row.push(super::summary::sentences(words, &said));
        row.push(words.word("limit-", finding.does_not_prove));
        row.push(steps.join(" / "));
        row.push(places(words, &finding.cites));
        row
    };
    List { heads, rows: context.examination.findings.iter().enumerate().map(one).collect() }
}

fn problem_list(context: &Context<'_>, words: Words<'_>) -> List {
    let rows = context.examination.problems.iter().map(|problem| {
        let key = exhibits::problem_key(problem.code);
        vec![
            problem.exhibit.map(exhibits::exhibit_number).unwrap_or_default(),
            problem.name.clone(),
            problem.line.map(|line| line.to_string()).unwrap_or_default(),
            key.to_owned(),
            words.say(&format!("problem-{key}")),
            words.word("detail-", problem.detail),
            problem.value.clone(),
        ]
    });
    let heads = vec!["exhibit", "name", "line", "code", "kind", "detail", "value"];
    List { heads, rows: rows.collect() }
}

fn exhibit_list(context: &Context<'_>, words: Words<'_>) -> List {
    let heads = vec![
        "exhibit",
        "name",
        "of",
        "sha256",
        "size",
        "format",
        "format_key",
        "rows",
        "from_utc",
        "to_utc",
        "zone",
        "zone_from",
        "grade",
        "redacted",
    ];
    let rows = context.examination.exhibits.iter().map(|exhibit| {
        let period = exhibit.period.map(|(from, to)| [utc_time(from), utc_time(to)]);
        let mut row = vec![exhibit.id.to_string(), exhibit.name.clone()];
        row.push(exhibit.of.map(|of| of.to_string()).unwrap_or_default());
        row.push(exhibit.sha256.clone());
        row.push(exhibit.size_bytes.to_string());
        row.push(exhibits::format(words, &exhibit.format));
        row.push(exhibit.format.clone());
        row.push(exhibit.rows.map(|rows| rows.to_string()).unwrap_or_default());
        row.extend(period.unwrap_or_default());
        row.push(exhibit.time_zone.clone().unwrap_or_default());
        row.push(exhibit.time_zone_from.map(|f| words.word("zone_from-", f)).unwrap_or_default());
        row.push(exhibit.origin_grade.to_owned());
        let redacted = context.redacted.contains(&exhibit.id);
        row.push(if redacted { words.say("dossier-yes") } else { String::new() });
        row
    });
    List { heads, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+81 90", "'+81 90"),
            ("-1.5", "-1.5"),
            ("+3", "+3"),
            ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\u{fffd}x"),
            ("\r=x", "'\u{fffd}=x"),
            (" =x", "' =x"),
            ("-", "'-"),
            ("0x12", "0x12"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), expected, "{cell:?}");
        }
    }
}
