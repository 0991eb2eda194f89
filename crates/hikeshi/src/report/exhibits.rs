//! What was examined and how: exhibits, checks, what could not be read, what this does not prove.

use super::document::{Block, Cell, Column, Span, Table, cell, code_cell, note, tally};
use super::words::Words;
use super::{Page, document};
use hikeshi_case::examination::{Examination, ExhibitReport};
use hikeshi_case::finding::Cite;
use hikeshi_case::problem::{Problem, ProblemCode};
use hikeshi_case::redact::{Form, Handed};
use std::collections::BTreeMap;

/// Problems and exhibits printed; the rest is counted.
const PROBLEMS: usize = 60;
const EXHIBITS: usize = 60;

pub(super) fn write(page: &mut Page<'_>) {
    exhibits(page);
    checks(page);
    problems(page);
    limits(page);
    about(page);
}

fn exhibits(page: &mut Page<'_>) {
    let (words, all) = (page.words, &page.examination().exhibits);
    page.chapter("exhibits-heading");
    if all.is_empty() {
        page.paragraph("exhibits-empty");
        return;
    }
    page.note("exhibits-intro");
    for exhibit in all.iter().take(EXHIBITS) {
        let text = words.exhibit(exhibit.id);
        let aside = exhibit.id.to_string();
        page.push(Block::Heading { level: 2, text, aside, urgent: false });
        let facts = facts(page, exhibit);
        page.push(Block::Facts(facts));
    }
    if all.len() > EXHIBITS {
        let args = [("count", (all.len() - EXHIBITS).into()), ("file", "exhibits.csv".into())];
        page.push(note(words.text("dossier-more-rows", &args)));
    }
    if !page.examination().users.is_empty() {
        let users = words.list(&page.examination().users, 6);
        page.push(document::paragraph(words.text("users-note", &[("users", users.into())])));
    }
    if page.examination().users.len() > 1 {
        page.paragraph("users-mixed");
    }
    page.heading(2, "grades-heading");
    let grades = ["A", "B", "C", "D"];
    let meaning = |grade: &str| (grade.to_owned(), cell(words.say(&format!("grade-{grade}"))));
    page.push(Block::Facts(grades.into_iter().map(meaning).collect()));
}

fn facts(page: &Page<'_>, exhibit: &ExhibitReport) -> Vec<(String, Cell)> {
    let words = page.words;
    let mut facts = vec![("exhibit-name", code_cell(&exhibit.name))];
    if let Some(of) = exhibit.of {
        facts.push(("exhibit-of", cell(words.exhibit(of))));
    }
    facts.push(("exhibit-format", cell(format(words, &exhibit.format))));
    if let Some(rows) = exhibit.rows {
        facts.push(("exhibit-rows", cell(crate::lang::grouped(&rows.to_string()))));
    }
    if let Some((from, to)) = exhibit.period {
        let line = |at| vec![Span::plain(words.moment(at))];
        let mut ends = vec![line(from)];
        if to != from {
            let until = if words.lang == crate::lang::Lang::Ja { "〜 " } else { "– " };
            ends.push([vec![Span::muted(until)], line(to)].concat());
        }
        facts.push(("exhibit-period", ends));
    }
    if let Some(zone) = &exhibit.time_zone {
        let from = exhibit.time_zone_from.unwrap_or("assumed");
        let args =
            [("zone", zone.as_str().into()), ("from", words.word("zone_from-", from).into())];
        facts.push(("exhibit-zone", cell(words.text("exhibit-zone-value", &args))));
    }
    let reasons: Vec<String> =
        exhibit.origin_reasons.iter().map(|reason| words.word("origin-", reason)).collect();
    let args = [("grade", exhibit.origin_grade.into()), ("why", words.list(&reasons, 3).into())];
    facts.push(("exhibit-grade", cell(words.text("exhibit-grade-value", &args))));
    facts.push(("exhibit-sha256", code_cell(&exhibit.sha256)));
    let size = [("count", exhibit.size_bytes.into())];
    facts.push(("exhibit-size", cell(words.text("exhibit-size-value", &size))));
    if !exhibit.corroborated_by.is_empty() {
        let same: Vec<String> =
            exhibit.corroborated_by.iter().map(|id| words.exhibit(*id)).collect();
        facts.push(("exhibit-corroborated", cell(words.list(&same, 12))));
    }
    if let Some(key) = page.context.handed.get(&exhibit.id).and_then(|handed| copy_key(*handed)) {
        facts.push(("exhibit-copy", cell(words.say(key))));
    }
    facts.into_iter().map(|(key, value)| (words.say(key), value)).collect()
}

/// What there is to say of the copy of an exhibit; nothing where it is simply the original.
pub(super) fn copy_key(handed: Handed) -> Option<&'static str> {
    match handed {
        Handed::Whole => None,
        Handed::Unsearched => Some("copy-unsearched"),
        Handed::Masked(Form::Text | Form::Table) => Some("copy-masked"),
        Handed::Masked(Form::Workbook) => Some("copy-masked-workbook"),
        Handed::Masked(Form::Picture) => Some("copy-masked-picture"),
        Handed::Withheld => Some("copy-withheld"),
    }
}

/// `取引履歴（v3-ja）`: the family in words, the variant as it is.
pub(super) fn format(words: Words<'_>, format: &str) -> String {
    let (family, variant) = format.split_once('/').unwrap_or((format, ""));
    let family = words.word("format-", family);
    match (variant, words.lang) {
        ("", _) => family,
        (_, crate::lang::Lang::Ja) => format!("{family}（{variant}）"),
        (_, crate::lang::Lang::En) => format!("{family} ({variant})"),
    }
}

pub(super) fn checks(page: &mut Page<'_>) {
    let (words, examination) = (page.words, page.examination());
    page.chapter("checks-heading");
    page.note("checks-intro");
    page.heading(2, "checks-run");
    if examination.checks_run.is_empty() {
        page.paragraph("checks-none-run");
    } else {
        let found = tally(examination.findings.iter().map(|f| f.code.key()));
        let result = |code: &&str| match found.get(*code) {
            Some(count) => words.text("checks-found", &[("count", (*count).into())]),
            None => words.say("checks-silent"),
        };
        let rows = examination
            .checks_run
            .iter()
            .map(|c| vec![cell(words.word("check-", c)), cell(result(c))]);
        let columns =
            vec![Column::new(words.say("col-check"), 70), Column::new(words.say("col-result"), 30)];
        page.push(Block::Table(Table { columns, rows: rows.collect() }));
    }
    page.heading(2, "checks-not-run");
    if examination.checks_not_run.is_empty() {
        page.paragraph("checks-all-run");
    } else {
        let not_run = examination.checks_not_run.iter();
        let rows = not_run
            .map(|n| vec![cell(words.word("check-", n.code)), cell(words.word("why-", n.why))]);
        let columns =
            vec![Column::new(words.say("col-check"), 50), Column::new(words.say("col-why"), 50)];
        page.push(Block::Table(Table { columns, rows: rows.collect() }));
    }
    left_out(page);
}

/// What the largest cases hold too much of.
fn left_out(page: &mut Page<'_>) {
    let (words, left_out) = (page.words, &page.examination().left_out);
    if left_out.is_empty() {
        return;
    }
    page.heading(2, "left-out-heading");
    let said = left_out.iter().map(|(what, count)| {
        let said = words.text(&format!("left-out-{what}"), &[("count", (*count).into())]);
        vec![Span::plain(said)]
    });
    page.push(Block::List(said.collect()));
}

/// The key of a problem's code, as in `findings.json`.
pub(super) fn problem_key(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::RowsUnreadable => "rows_unreadable",
        ProblemCode::FileUnreadable => "file_unreadable",
        ProblemCode::FileTruncated => "file_truncated",
        ProblemCode::FileOverLimit => "file_over_limit",
        ProblemCode::ArchiveRefused => "archive_refused",
        ProblemCode::EncodingUnknown => "encoding_unknown",
        ProblemCode::FormatUnknown => "format_unknown",
        ProblemCode::LinkNotFollowed => "link_not_followed",
        ProblemCode::TimeZoneAssumed => "time_zone_assumed",
        ProblemCode::OperationUnknown => "operation_unknown",
    }
}

/// What a problem is called. Of a file that was read but for one place, the place is named, not the file.
pub(super) fn problem_words(words: Words<'_>, problem: &Problem) -> String {
    let whole = matches!(
        problem.code,
        ProblemCode::FileUnreadable | ProblemCode::FileOverLimit | ProblemCode::EncodingUnknown
    );
    let passed_over = ["own_dossier", "not_read_twice", "sheet_without_cells"];
    match problem.line {
        _ if passed_over.contains(&problem.detail.as_ref()) => words.say("problem-passed_over"),
        Some(_) if whole => words.say("problem-part_not_read"),
        _ => words.say(&format!("problem-{}", problem_key(problem.code))),
    }
}

/// How many rows a problem stands for: `more_rows` counts those that were not listed one by one.
fn rows_of(problem: &Problem) -> usize {
    if problem.detail == "more_rows" { problem.value.parse().unwrap_or(1) } else { 1 }
}

/// How many things could not be read or had to be assumed.
pub(super) fn problem_count(examination: &Examination) -> usize {
    examination.problems.iter().map(rows_of).fold(0, usize::saturating_add)
}

/// Where a problem is: the exhibit and its line, else the file's name.
pub(super) fn problem_place(words: Words<'_>, problem: &Problem) -> String {
    match (problem.exhibit, problem.line) {
        (Some(exhibit), Some(line)) => words.cite(Cite { exhibit, line }),
        (Some(exhibit), None) => words.exhibit(exhibit),
        (None, _) => problem.name.clone(),
    }
}

pub(super) fn problems(page: &mut Page<'_>) {
    let (words, problems) = (page.words, &page.examination().problems);
    page.chapter("problems-heading");
    if problems.is_empty() {
        page.paragraph("problems-empty");
        return;
    }
    page.note("problems-intro");
    let mut kinds: BTreeMap<ProblemCode, usize> = BTreeMap::new();
    for problem in problems {
        *kinds.entry(problem.code).or_insert(0) += rows_of(problem);
    }
    let kind = |(code, count): (&ProblemCode, &usize)| {
        let count = crate::lang::grouped(&count.to_string());
        vec![cell(words.say(&format!("problem-{}", problem_key(*code)))), cell(count)]
    };
    let columns = vec![
        Column::new(words.say("problems-by-kind"), 80),
        Column::numeric(words.say("col-count"), 20),
    ];
    page.push(Block::Table(Table { columns, rows: kinds.iter().map(kind).collect() }));
    let columns = vec![
        Column::new(words.say("col-where"), 24),
        Column::new(words.say("col-problem"), 46),
        Column::new(words.say("col-value"), 30),
    ];
    let rows = problems.iter().take(PROBLEMS).map(|problem| {
        let what = vec![
            vec![Span::plain(problem_words(words, problem))],
            vec![Span::muted(words.word("detail-", &problem.detail))],
        ];
        let value = match problem.detail.as_ref() {
            "more_rows" => cell(words.text("dossier-more", &[("count", rows_of(problem).into())])),
            _ => code_cell(&problem.value),
        };
        let place = problem_place(words, problem);
        let place = match (problem.exhibit, problem.line) {
            (Some(exhibit), Some(line)) => vec![vec![Span::cite(place, Cite { exhibit, line })]],
            (Some(_), None) => cell(place),
            (None, _) => code_cell(place),
        };
        vec![place, what, value]
    });
    page.push(Block::Table(Table { columns, rows: rows.collect() }));
    if problems.len() > PROBLEMS {
        let args = [("count", (problems.len() - PROBLEMS).into()), ("file", "problems.csv".into())];
        page.push(note(words.text("dossier-more-rows", &args)));
    }
}

pub(super) fn limits(page: &mut Page<'_>) {
    let words = page.words;
    page.chapter("limits-heading");
    let keys = ["seal", "source", "who", "recovery", "silence", "advice"];
    let line = |key: &str| vec![Span::plain(words.say(&format!("limits-{key}")))];
    page.push(Block::List(keys.into_iter().map(line).collect()));
}

fn about(page: &mut Page<'_>) {
    let (words, context) = (page.words, page.context);
    let examination = context.examination;
    page.chapter("about-heading");
    let as_of = match examination.as_of {
        Some(at) => vec![
            vec![Span::plain(words.moment(at))],
            vec![Span::muted(words.say("about-as_of-note"))],
        ],
        None => cell(words.say("dossier-unknown")),
    };
    let zone = words.text("about-zone-value", &[("zone", words.zone_heading().into())]);
    let zone = if words.is_utc() { words.say("zone-utc") } else { zone };
    let font = |font: &super::FontNote| {
        let args = [("name", font.name.as_str().into()), ("sha256", "\u{1}".into())];
        let said = words.text("about-font-value", &args);
        let (before, after) = said.split_once('\u{1}').unwrap_or((&said, ""));
        vec![Span::plain(before), Span::code(&font.sha256), Span::plain(after)]
    };
    let mut fonts: Cell = context.fonts.iter().map(font).collect();
    if fonts.is_empty() {
        fonts = cell(words.say("about-font-none"));
    }
    let lines = vec![
        ("about-software", cell(context.software)),
        ("about-rules", cell(examination.rules)),
        ("about-schema", cell(examination.schema.to_string())),
        ("about-as_of", as_of),
        ("about-zone", cell(zone)),
        ("about-font", fonts),
        ("about-annex", cell(words.say("about-annex-value"))),
    ];
    let lines = lines.into_iter().map(|(key, value)| (words.say(key), value)).collect();
    page.push(Block::Facts(lines));
    page.note("about-same");
}
