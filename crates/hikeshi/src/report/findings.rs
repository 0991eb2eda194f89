//! What was found, one by one: sentences, facts, the rows they rest on, what they do not show, what to do.

use super::document::{Block, Column, Line, Span, Table, cell, note};
use super::words::{Words, number};
use super::{Page, facts, rows, summary};
use hikeshi_case::finding::{Cite, Confidence, Finding, Severity};
use hikeshi_case::quote::Quote;
use hikeshi_case::redact::Handed;
use std::collections::BTreeSet;

/// Rows printed under a finding; the rest is counted.
const ROWS: usize = 12;
/// A row of more cells, or with a longer cell, is printed as names and values.
const MOST_COLUMNS: usize = 8;
const LONGEST_CELL: usize = 21;

pub(super) fn write(page: &mut Page<'_>) {
    page.chapter("findings-heading");
    let findings = &page.examination().findings;
    if findings.is_empty() {
        page.paragraph("findings-none");
        return;
    }
    page.note("findings-intro");
    for (at, finding) in findings.iter().enumerate() {
        one(page, at + 1, finding);
    }
}

/// The word of a severity.
pub(super) fn severity(words: Words<'_>, severity: Severity) -> String {
    words.say(match severity {
        Severity::Critical => "severity-critical",
        Severity::Warning => "severity-warning",
        Severity::Info => "severity-info",
    })
}

/// The word of a confidence.
pub(super) fn confidence(words: Words<'_>, confidence: Confidence) -> String {
    words.say(match confidence {
        Confidence::Certain => "confidence-certain",
        Confidence::Likely => "confidence-likely",
        Confidence::Possible => "confidence-possible",
    })
}

fn one(page: &mut Page<'_>, at: usize, finding: &Finding) {
    let words = page.words;
    let title = words.say(&format!("finding-{}-title", finding.code.key()));
    let aside = severity(words, finding.severity);
    let text = format!("{}-{at} {title}", page.chapter);
    let urgent = finding.severity == Severity::Critical;
    page.push(Block::Heading { level: 2, text, aside, urgent });
    let said = facts::sentences(words, finding.code, &finding.facts);
    let said = summary::sentences(words, &said);
    page.push(Block::Paragraph(facts::set_apart(&said, &finding.facts)));
    let mut listed = facts::listed(words, finding.code, &finding.facts);
    listed.push((words.say("finding-confidence"), cell(confidence(words, finding.confidence))));
    if !finding.does_not_prove.is_empty() {
        let limit = words.word("limit-", finding.does_not_prove);
        listed.push((words.say("finding-limit"), cell(limit)));
    }
    if !finding.steps.is_empty() {
        let steps = finding.steps.iter().map(|step| vec![Span::plain(words.word("step-", step))]);
        listed.push((words.say("finding-steps"), steps.collect()));
    }
    page.push(Block::Facts(listed));
    cited(page, &finding.cites);
}

fn cited(page: &mut Page<'_>, cites: &[Cite]) {
    if cites.is_empty() {
        return;
    }
    let words = page.words;
    page.heading(3, "finding-rows");
    let mut unquoted = Vec::new();
    let mut group: Vec<(Cite, Quote)> = Vec::new();
    for cite in cites.iter().take(ROWS) {
        let Some(quote) = rows::quote(page.context, words, *cite) else {
            unquoted.push(*cite);
            continue;
        };
        if group.last().is_some_and(|(last, before)| !together(*last, before, *cite, &quote)) {
            page.push(quoted(words, &group));
            group.clear();
        }
        group.push((*cite, quote));
    }
    if !group.is_empty() {
        page.push(quoted(words, &group));
    }
    if !unquoted.is_empty() {
        let cites = words.list(&words.cites(&unquoted, ROWS), ROWS + 1);
        page.push(note(words.text("finding-rows-unquoted", &[("cites", cites.into())])));
    }
    if cites.len() > ROWS {
        let more = words.text("finding-rows-more", &[("count", (cites.len() - ROWS).into())]);
        page.push(note(more));
    }
    let exhibits: BTreeSet<_> = cites.iter().map(|cite| cite.exhibit).collect();
    for exhibit in exhibits {
        let key = match page.context.handed.get(&exhibit) {
            Some(Handed::Masked(_)) => "finding-masked",
            Some(Handed::Withheld) => "finding-withheld",
            _ => continue,
        };
        page.push(note(words.text(key, &[("exhibit", number(exhibit))])));
    }
}

/// Whether two rows share a heading.
fn together(a: Cite, one: &Quote, b: Cite, other: &Quote) -> bool {
    let heads =
        |quote: &Quote| quote.cells.iter().map(|(head, _)| head.clone()).collect::<Vec<_>>();
    a.exhibit == b.exhibit && heads(one) == heads(other)
}

fn quoted(words: Words<'_>, group: &[(Cite, Quote)]) -> Block {
    let cells = || group.iter().flat_map(|(_, quote)| &quote.cells);
    let columns = group.first().map_or(0, |(_, quote)| quote.cells.len());
    let narrow = columns <= MOST_COLUMNS
        && cells().all(|(head, cell)| {
            let named = !head.is_empty() && head.chars().count() <= LONGEST_CELL;
            named && cell.chars().count() <= LONGEST_CELL
        });
    if narrow { as_table(words, group) } else { as_pairs(words, group) }
}

fn as_table(words: Words<'_>, group: &[(Cite, Quote)]) -> Block {
    let mut columns = vec![Column::new(words.say("col-cite"), 16)];
    if let Some((_, quote)) = group.first() {
        for (at, (head, _)) in quote.cells.iter().enumerate() {
            let widest =
                |(_, quote): &(Cite, Quote)| quote.cells.get(at).map_or(0, |(_, cell)| width(cell));
            let widest = group.iter().map(widest).max().unwrap_or(0).max(width(head) + 2);
            columns.push(Column::new(head, u8::try_from(widest.clamp(6, 24)).unwrap_or(10)));
        }
    }
    let row = |(cite, quote): &(Cite, Quote)| {
        let mut row = vec![vec![vec![Span::cite(words.cite(*cite), *cite)]]];
        row.extend(quote.cells.iter().map(|(_, text)| vec![vec![Span::code(text)]]));
        row
    };
    Block::Table(Table { columns, rows: group.iter().map(row).collect() })
}

/// How wide a text is, in half-width characters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Wide rows: each with its heading words inside, so that nothing is cut off.
fn as_pairs(words: Words<'_>, group: &[(Cite, Quote)]) -> Block {
    let columns =
        vec![Column::new(words.say("col-cite"), 14), Column::new(words.say("finding-row"), 86)];
    let row = |(cite, quote): &(Cite, Quote)| {
        let mut line: Line = Vec::new();
        for (at, (head, text)) in quote.cells.iter().enumerate() {
            if at > 0 {
                line.push(Span::plain("  "));
            }
            if !head.is_empty() {
                line.push(Span::muted(format!("{head}: ")));
            }
            line.push(Span::code(if text.is_empty() { "—" } else { text }));
        }
        vec![vec![vec![Span::cite(words.cite(*cite), *cite)]], vec![line]]
    };
    Block::Table(Table { columns, rows: group.iter().map(row).collect() })
}
