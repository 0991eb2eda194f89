//! What the console says at the end: short, in the person's language, and never an all-clear.

use super::Console;
use super::examine::{Made, Order};
use crate::clock::Clock;
use crate::error::Result;
use crate::font;
use crate::lang::Arg;
use crate::report::write as report;
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::finding::Severity;
use hikeshi_case::redact::Handed;

/// Findings and problems that are named one by one; the dossier has them all.
const NAMED: usize = 12;
/// A newest record older than this is worth a word: exports age.
const STALE_S: i64 = 7 * 86_400;

/// What there is to speak of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken<'a> {
    /// What was found.
    pub(super) examination: &'a Examination,
    /// The dossier, if one was written.
    pub(super) made: Option<&'a Made>,
}

/// Speaks.
pub(super) fn speak(
    spoken: &Spoken<'_>,
    order: &Order,
    clock: &dyn Clock,
    console: &mut Console<'_>,
) -> Result<()> {
    let mut lines = vec![console.say("summary-title", &[])];
    if order.made_up {
        lines.push(console.say("summary-made-up", &[]));
    }
    lines.push(String::new());
    lines.push(console.say(
        "summary-read",
        &[
            ("exhibits", spoken.examination.exhibits.len().into()),
            ("rows", spoken.examination.events.into()),
        ],
    ));
    findings(spoken.examination, console, &mut lines);
    problems(spoken.examination, console, &mut lines);
    let not_run = spoken.examination.checks_not_run.len();
    if not_run > 0 {
        lines.push(console.say("summary-not-run", &[("count", not_run.into())]));
    }
    lines.push(console.say("summary-no-all-clear", &[]));
    if let (None, Some(newest)) = (order.as_of, spoken.examination.as_of) {
        let age_s = clock.now().seconds_since(newest);
        if age_s > STALE_S && !order.made_up {
            lines.push(console.say("summary-stale", &[("days", (age_s / 86_400).into())]));
        }
    }
    lines.push(String::new());
    place(spoken.made, console, &mut lines);
    console.result(&lines.join("\n"))
}

fn findings(examination: &Examination, console: &Console<'_>, lines: &mut Vec<String>) {
    let found = &examination.findings;
    let count = |severity| found.iter().filter(|found| found.severity == severity).count();
    lines.push(console.say(
        "console-found",
        &[
            ("count", found.len().into()),
            ("critical", count(Severity::Critical).into()),
            ("warning", count(Severity::Warning).into()),
            ("info", count(Severity::Info).into()),
        ],
    ));
    for finding in found.iter().take(NAMED) {
        let mark = match finding.severity {
            Severity::Critical => "summary-critical",
            Severity::Warning => "summary-warning",
            Severity::Info => "summary-info",
        };
        let sentence: Arg = report::finding_text(console.lang, finding).into();
        lines.push(console.say(mark, &[("text", sentence)]));
    }
    more(found.len(), console, lines);
}

fn problems(examination: &Examination, console: &Console<'_>, lines: &mut Vec<String>) {
    let problems = &examination.problems;
    if problems.is_empty() {
        return;
    }
    lines.push(console.say("summary-problems", &[("count", problems.len().into())]));
    for problem in problems.iter().take(NAMED) {
        lines.push(format!(
            "  · {}",
            report::problem_text(console.lang, problem, &examination.exhibits)
        ));
    }
    more(problems.len(), console, lines);
}

fn more(count: usize, console: &Console<'_>, lines: &mut Vec<String>) {
    if count > NAMED {
        lines.push(console.say("summary-more", &[("count", (count - NAMED).into())]));
    }
}

fn place(made: Option<&Made>, console: &Console<'_>, lines: &mut Vec<String>) {
    let Some(made) = made else {
        lines.push(console.say("summary-no-out", &[]));
        return;
    };
    let dir: Arg = made.dir.display().to_string().into();
    lines.push(console.say("summary-place", &[("dir", dir)]));
    if made.has_pdf {
        lines.push(console.say("summary-font", &[("family", made.font_family.into())]));
    } else {
        lines.push(console.say("font-missing", &[]));
        lines.push(console.say(font::advice_key(), &[]));
    }
    let kept_back: Vec<_> = made.handed.iter().filter(|(_, handed)| handed.kept_back()).collect();
    if !kept_back.is_empty() {
        let name = |(id, _): &(&ExhibitId, &Handed)| {
            console.say("dossier-exhibit", &[("exhibit", id.0.to_string().into())])
        };
        let names: Vec<String> = kept_back.iter().map(name).collect();
        let names = names.join(&console.say("dossier-separator", &[]));
        lines.push(console.say("summary-kept-back", &[("ids", names.into())]));
    }
}
