//! Page one, in plain words: what was examined, what happened, when, how much, to where, what is asked.

use super::document::{Block, Cell, Span, cell, paragraph, visible};
use super::facts;
use super::words::{Words, coins};
use super::{MONEY_LEFT, Page, money_left};
use hikeshi_case::amount::Amount;
use hikeshi_case::event::Direction;
use hikeshi_case::examination::{Examination, TransferLine};
use hikeshi_case::finding::{Cite, Severity};
use hikeshi_case::problem::shortened;
use hikeshi_case::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Findings on page one; lines under each heading.
const FINDINGS: usize = 3;
const LINES: usize = 3;
/// Characters of a value that is printed on page one; the longest real addresses have 128.
const LONGEST: usize = 140;
/// Characters of a sentence on page one; chapter 2 has it whole.
const SENTENCE: usize = 240;
/// Asks of each reader; beside the owner's own first steps there is room for one, of an exchange two.
const ASKS: usize = 2;
const ASKS_BESIDE: usize = 1;
/// Steps that come before everything else: they keep what is left, or start the clock of others.
const FIRST: [&str; 4] = ["disable_account", "delete_api_keys", "freeze_request", "police_report"];

/// Who reads a dossier, and the steps that ask something of them, the most pressing first.
const READERS: [(&str, &[&str]); 3] = [
    (
        "exchange",
        &[
            "freeze_request",
            "disable_account",
            "delete_api_keys",
            "wait_for_credit",
            "memo_form",
            "recovery_form_receiver",
            "appeal_form",
            "ask_fill_details",
            "ask_exchange_balance",
            "wait_hold",
            "official_status",
            "preserve_records",
            "contact_exchange",
        ],
    ),
    ("police", &["police_report", "freeze_request", "report_phishing"]),
    ("lawyer", &["police_report", "freeze_request", "appeal_form", "ask_fill_details"]),
];

pub(super) fn write(page: &mut Page<'_>) {
    first_things(page);
    page.heading(1, "summary-heading");
    examined(page);
    found(page);
    money(page);
    if money_left(page.examination()) {
        let (title, body) = (page.words.say("stop-title"), page.words.say("stop-body"));
        page.push(Block::Callout { title, body });
    }
    asks(page);
    form(page);
}

/// What the owner does now, in this order; before anything else where money can still leave.
fn first_things(page: &mut Page<'_>) {
    let words = page.words;
    let findings = &page.examination().findings;
    let steps: BTreeSet<&str> = findings.iter().flat_map(|f| f.steps.iter().copied()).collect();
    let calls = |step: &str| steps.contains(step);
    if !FIRST.into_iter().any(calls) {
        return;
    }
    let stop = if calls("disable_account") { "disable_account" } else { "delete_api_keys" };
    let entered = calls(stop) || calls("change_secrets");
    let wanted = [
        (stop, calls(stop)),
        ("freeze_request", calls("freeze_request")),
        ("police_report", calls("police_report")),
        ("change_secrets", entered),
    ];
    let lines = wanted.iter().filter(|(_, wanted)| *wanted).enumerate().map(|(at, (step, _))| {
        let name = format!("{}. {}", at + 1, words.say(&format!("first-{step}")));
        // The police want it on paper; the rest is said as under the findings.
        let said = match *step {
            "police_report" => words.say("first-police_report-text"),
            step => words.say(&format!("step-{step}")),
        };
        (name, cell(said))
    });
    let lines = lines.collect();
    page.heading(1, "first-heading");
    page.push(Block::Facts(lines));
}

fn examined(page: &mut Page<'_>) {
    let (words, examination) = (page.words, page.examination());
    let counts =
        [("exhibits", examination.exhibits.len().into()), ("events", examination.events.into())];
    let mut said = vec![words.text("summary-examined", &counts)];
    if let Some((from, to)) = period(examination) {
        let span = [("span", words.span(from, to).into())];
        said.push(words.text("summary-period", &span));
    }
    if let Some(triage) = &examination.triage {
        let kind = words.word("triage-", triage.kind);
        let urgency = words.word("urgency-", triage.urgency);
        said.push(
            words.text("summary-triage", &[("kind", kind.into()), ("urgency", urgency.into())]),
        );
        let others: Vec<String> =
            triage.alternatives.iter().map(|kind| words.word("triage-", kind)).collect();
        if !others.is_empty() {
            let kinds = words.list(&others, LINES);
            said.push(words.text("summary-alternatives", &[("kinds", kinds.into())]));
        }
    }
    let problems = super::exhibits::problem_count(examination);
    let checks = examination.checks_not_run.len();
    if problems + checks > 0 {
        let counts = [("problems", problems.into()), ("checks", checks.into())];
        said.push(words.text("summary-gaps", &counts));
    }
    page.push(paragraph(sentences(words, &said)));
}

/// Sentences in a row; only Japanese needs no space between them.
pub(super) fn sentences(words: Words<'_>, said: &[String]) -> String {
    said.join(if words.lang == crate::lang::Lang::Ja { "" } else { " " })
}

/// First and last time in any exhibit of the person's; what the market did is not their story.
fn period(examination: &Examination) -> Option<(Time, Time)> {
    let exhibits = examination.exhibits.iter();
    let own = exhibits.filter(|exhibit| super::rows::market_columns(&exhibit.format).is_none());
    let periods: Vec<(Time, Time)> = own.filter_map(|exhibit| exhibit.period).collect();
    let from = periods.iter().map(|(from, _)| *from).min()?;
    Some((from, periods.iter().map(|(_, to)| *to).max()?))
}

fn found(page: &mut Page<'_>) {
    let (words, examination) = (page.words, page.examination());
    let pressing =
        |wanted: Severity| examination.findings.iter().filter(move |f| f.severity == wanted);
    let chosen: Vec<_> =
        pressing(Severity::Critical).chain(pressing(Severity::Warning)).take(FINDINGS).collect();
    if chosen.is_empty() {
        let key = if examination.events == 0 { "summary-no-records" } else { "summary-nothing" };
        page.paragraph(key);
    } else {
        page.heading(2, "summary-found");
        let items = chosen.iter().map(|finding| {
            let title = words.say(&format!("finding-{}-title", finding.code.key()));
            let first = facts::sentences(words, finding.code, &finding.facts).into_iter().next();
            let gap = if words.lang == crate::lang::Lang::Ja { "：" } else { ": " };
            let first = shortened(&visible(&first.unwrap_or_default()), SENTENCE);
            vec![Span::strong(title), Span::plain(gap), Span::plain(first)]
        });
        page.push(Block::List(items.collect()));
    }
    let rest = examination.findings.len() - chosen.len();
    if rest > 0 {
        page.push(super::document::note(
            words.text("summary-found-more", &[("count", rest.into())]),
        ));
    }
}

/// Withdrawals that a finding about money that left cites.
pub(super) fn marked_transfers(examination: &Examination) -> Vec<&TransferLine> {
    let transfers = examination.transfers.iter();
    transfers.zip(marked(examination)).filter_map(|(t, marked)| marked.then_some(t)).collect()
}

/// For every transfer, whether a finding about money that left cites it.
pub(super) fn marked(examination: &Examination) -> Vec<bool> {
    let findings = examination.findings.iter().filter(|f| MONEY_LEFT.contains(&f.code));
    let cited: BTreeSet<Cite> = findings.flat_map(|f| f.cites.iter().copied()).collect();
    let marked = |t: &TransferLine| {
        t.direction == Direction::Out && t.cites.iter().any(|cite| cited.contains(cite))
    };
    examination.transfers.iter().map(marked).collect()
}

fn money(page: &mut Page<'_>) {
    let words = page.words;
    let marked = marked_transfers(page.examination());
    let (Some(first), Some(last)) = (marked.first(), marked.last()) else { return };
    let mut sums: BTreeMap<&str, (Amount, usize)> = BTreeMap::new();
    for transfer in &marked {
        let sum = sums.entry(&transfer.asset).or_default();
        sum.0 += transfer.amount;
        sum.1 += 1;
    }
    let sums: Vec<String> = sums
        .iter()
        .map(|(asset, (sum, count))| {
            let count = words.text("summary-withdrawals", &[("count", (*count).into())]);
            match words.lang {
                crate::lang::Lang::Ja => format!("{}（{count}）", coins(*sum, asset)),
                crate::lang::Lang::En => format!("{} ({count})", coins(*sum, asset)),
            }
        })
        .collect();
    let addresses: BTreeSet<&str> =
        marked.iter().map(|t| t.address.as_str()).filter(|a| !a.is_empty()).collect();
    let mut txids: Vec<&str> = Vec::new();
    for transfer in marked.iter().filter(|t| !t.txid.is_empty()) {
        if !txids.contains(&transfer.txid.as_str()) {
            txids.push(&transfer.txid);
        }
    }
    let when = words.span(first.at, last.at);
    let mut lines = vec![
        (words.say("summary-when"), cell(when)),
        (words.say("summary-how-much"), cell(words.list(&sums, 6))),
    ];
    if !addresses.is_empty() {
        lines.push((
            words.say("summary-where-to"),
            codes(words, &addresses.into_iter().collect::<Vec<_>>()),
        ));
    }
    if !txids.is_empty() {
        lines.push((words.say("summary-txids"), codes(words, &txids)));
    }
    page.heading(2, "summary-money");
    page.push(Block::Facts(lines));
}

/// Values in full, as many as page one has room for; a half address would be worse than none.
fn codes(words: Words<'_>, values: &[&str]) -> Cell {
    let fitting = values.iter().filter(|value| value.chars().count() <= LONGEST);
    let mut out: Cell = fitting.take(LINES).map(|value| vec![Span::code(value)]).collect();
    let rest = values.len() - out.len();
    if rest > 0 {
        out.push(vec![Span::muted(words.text("summary-elsewhere", &[("count", rest.into())]))]);
    }
    out
}

fn asks(page: &mut Page<'_>) {
    let words = page.words;
    let pressing = page.examination().findings.iter().filter(|f| f.severity != Severity::Info);
    let steps: BTreeSet<&str> = pressing.flat_map(|f| f.steps.iter().copied()).collect();
    let urgent = FIRST.iter().any(|step| steps.contains(step));
    let mut lines = Vec::new();
    for (reader, wanted) in READERS {
        let asked: Cell = wanted
            .iter()
            .filter(|step| steps.contains(**step))
            .take(if urgent && reader != "exchange" { ASKS_BESIDE } else { ASKS })
            .map(|step| vec![Span::plain(words.say(&format!("ask-{reader}-{step}")))])
            .collect();
        if !asked.is_empty() {
            lines.push((words.say(&format!("ask-{reader}")), asked));
        }
    }
    if !lines.is_empty() {
        page.heading(2, "ask-heading");
        page.push(Block::Facts(lines));
    }
}

fn form(page: &mut Page<'_>) {
    let words = page.words;
    page.push(Block::PageBreak);
    page.heading(1, "form-heading");
    page.note("form-note");
    let fields = ["name", "contact", "address", "uid", "ticket", "police", "date", "signature"];
    let labels = fields.iter().map(|field| words.say(&format!("form-{field}"))).collect();
    page.push(Block::Blanks(labels));
    let label = words.say("form-statement");
    page.push(Block::WriteBox { label, height_mm: 110 });
}
