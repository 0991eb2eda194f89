//! What is too long for paper, as text: CSV files that Excel opens and that carry no formulas.

use super::document::{Span, visible};
use super::words::{Words, utc_time};
use super::{Context, exhibits, facts, findings, transfers};
use crate::lang::Lang;
use hikeshi_case::finding::{Cite, Finding};
use hikeshi_case::redact::formula_free;
use hikeshi_case::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Excel takes a file without it for a legacy Japanese encoding.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is said in words, and so once per language; everything else is a value and stands once.
const SAID: [&str; 14] = [
    "cites",
    "confidence",
    "copy",
    "detail",
    "direction",
    "format",
    "in_finding",
    "kind",
    "limit",
    "problem",
    "severity",
    "steps",
    "title",
    "zone_from",
];

/// Every list of the annex: file name and bytes, in a fixed order. One file serves readers of all the
/// languages: headings stand in each, and so does every column of words.
pub fn files(context: &Context<'_>, langs: &[Lang]) -> Vec<(&'static str, Vec<u8>)> {
    type Write = fn(&Context<'_>, Words<'_>) -> List;
    let lists: [(&'static str, Write); 8] = [
        ("addresses.csv", addresses),
        ("cited_rows.csv", cited_rows),
        ("exhibits.csv", exhibit_list),
        ("findings.csv", finding_list),
        ("problems.csv", problem_list),
        ("timeline.csv", moments),
        ("transaction_ids.csv", transaction_ids),
        ("transfers.csv", transfer_list),
    ];
    let words = |lang: &Lang| Words { lang: *lang, zone: context.zone };
    let file = |(name, write): (&'static str, Write)| {
        let said: Vec<_> =
            langs.iter().map(|lang| (words(lang), write(context, words(lang)))).collect();
        (name, bytes(&said))
    };
    lists.into_iter().map(file).collect()
}

/// Heading keys and rows.
struct List {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// One list in every language, as CSV.
fn bytes(said: &[(Words<'_>, List)]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let Some((_, list)) = said.first() else { return Vec::new() };
    let mut written = writer.write_record(heads(said, &list.heads));
    for at in 0..list.rows.len() {
        let row: Vec<&Vec<String>> =
            said.iter().filter_map(|(_, list)| list.rows.get(at)).collect();
        written = written.and_then(|()| writer.write_record(cells(&row, &list.heads)));
    }
    debug_assert!(written.is_ok(), "writing into memory cannot fail");
    writer.into_inner().unwrap_or_default()
}

fn heads(said: &[(Words<'_>, List)], keys: &[&str]) -> Vec<String> {
    let named = |key: &&str| {
        let id = format!("annex-{key}");
        let mut names: Vec<String> = said.iter().map(|(words, _)| words.say(&id)).collect();
        names.dedup();
        if SAID.contains(key) { names } else { vec![names.join(" / ")] }
    };
    keys.iter().flat_map(named).collect()
}

/// A row in every language: words once per language, values once. What stands behind the last heading
/// are cells of a quoted row; only few of those are words.
fn cells(row: &[&Vec<String>], keys: &[&str]) -> Vec<String> {
    let width = row.iter().map(|cells| cells.len()).max().unwrap_or(0);
    let cell = |at: usize| {
        let mut said: Vec<String> = row
            .iter()
            .map(|cells| cells.get(at).map_or_else(String::new, |it| harmless(it)))
            .collect();
        if keys.get(at).is_some_and(|key| SAID.contains(key)) {
            return said;
        }
        said.dedup();
        vec![said.join(" / ")]
    };
    (0..width).flat_map(cell).collect()
}

/// A cell that a spreadsheet shows as it is: control characters and direction marks as `�`, nothing
/// that it takes for a formula.
fn harmless(cell: &str) -> String {
    formula_free(&visible(cell))
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
        row.push(words.word("moment-", moment.kind));
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
        let mut row = vec![cite.exhibit.to_string(), cite.line.to_string(), codes.join("; ")];
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
            problem.exhibit.map(|id| id.to_string()).unwrap_or_default(),
            problem.name.clone(),
            problem.line.map(|line| line.to_string()).unwrap_or_default(),
            key.to_owned(),
            words.say(&format!("problem-{key}")),
            words.word("detail-", &problem.detail),
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
        "copy",
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
        row.push(exhibit.time_zone.as_deref().map(zone_name).unwrap_or_default());
        row.push(exhibit.time_zone_from.map(|f| words.word("zone_from-", f)).unwrap_or_default());
        row.push(exhibit.origin_grade.to_owned());
        let copy = context.handed.get(&exhibit.id).and_then(|handed| exhibits::copy_key(*handed));
        row.push(copy.map(|key| words.say(key)).unwrap_or_default());
        row
    });
    List { heads, rows: rows.collect() }
}

/// `UTC+09:00` for an offset, which a spreadsheet would take for a sum.
fn zone_name(zone: &str) -> String {
    if zone.starts_with(['+', '-']) { format!("UTC{zone}") } else { zone.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_hides_is_shown_before_it_is_judged() {
        for (cell, expected) in
            [("\tx", "'\u{fffd}x"), ("\r=x", "'\u{fffd}=x"), ("=1+1", "'=1+1"), ("-1.5", "-1.5")]
        {
            assert_eq!(harmless(cell), expected, "{cell:?}");
        }
    }
}
