//! `hikeshi checkup api-key`: asks how the API keys are kept, never for a key.

use super::print_json;
use crate::cli::Console;
use crate::error::{Error, Result};
use crate::lang::{Lang, text};
use hikeshi_case::screen::api_key::{self, Answers, CheckUp, QUESTIONS, Question, Severity};
use serde_json::json;
use std::io::{BufRead as _, Read as _};

/// Longest answer that is read, bytes.
const LONGEST_ANSWER: u64 = 64;

/// The arguments of `checkup api-key`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "KEY=VALUE", num_args = 1..)]
    answers: Vec<String>,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, console: &mut Console<'_>) -> Result<()> {
    let mut answers = given(&args.answers)?;
    if answers.is_empty() && !args.json {
        ask_all(&mut answers, console);
    }
    let check_up = api_key::judge(&answers);
    let said = said(&check_up, console.lang);
    if args.json {
        let verdicts: Vec<_> = said
            .iter()
            .map(|(severity, key, text, step)| json!({ "severity": severity, "key": key, "text": text, "step": step }))
            .collect();
        let again_in_days = check_up.again_in_days;
        let whole =
            json!({ "type": "api_key", "verdicts": verdicts, "again_in_days": again_in_days });
        return print_json(&whole, console);
    }
    for (severity, _, text, step) in said {
        let text = [("text", text.into())];
        console.result(&console.say(&format!("summary-{severity}"), &text))?;
        console.result(&console.say("apikey-do", &[("step", step.into())]))?;
    }
    let days = i64::from(check_up.again_in_days);
    console.result(&console.say("apikey-again", &[("days", days.into())]))
}

/// Severity, key, what is so and what to do, of each verdict.
pub(crate) fn said(
    check_up: &CheckUp,
    lang: Lang,
) -> Vec<(&'static str, &'static str, String, String)> {
    let severity = |it: Severity| match it {
        Severity::Critical => "critical",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let said = check_up.verdicts.iter().map(|it| {
        let say = |ending: &str| text(lang, &format!("apikey-{}{ending}", it.key), &[]);
        (severity(it.severity), it.key, say(""), say("-step"))
    });
    said.collect()
}

fn given(pairs: &[String]) -> Result<Answers> {
    let mut answers = Answers::new();
    for pair in pairs {
        let (id, answer) = pair.split_once('=').ok_or_else(|| Error::bad_checkup(pair))?;
        answers.insert(id.to_owned(), answer.to_owned());
    }
    match api_key::misfit(&answers) {
        Some((id, answer)) => Err(Error::bad_checkup(&format!("{id}={answer}"))),
        None => Ok(answers),
    }
}

/// Asks what is still worth asking; what is not answered stays unknown.
fn ask_all(answers: &mut Answers, console: &mut Console<'_>) {
    console.aside(&console.say("apikey-intro", &[]));
    for question in QUESTIONS {
        if !api_key::is_asked(&question, answers) {
            continue;
        }
        console.aside(&console.say(&format!("apikey-ask-{}", question.id), &[]));
        for (number, answer) in (1_i64..).zip(question.answers) {
            let text = console.say(&format!("apikey-ask-{}-{answer}", question.id), &[]);
            let shown = [("number", number.into()), ("text", text.into())];
            console.aside(&console.say("apikey-choice", &shown));
        }
        let Some(line) = read_line() else { return };
        answers.insert(question.id.to_owned(), chosen(&question, &line).to_owned());
    }
}

fn read_line() -> Option<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(LONGEST_ANSWER).read_line(&mut line).ok()?;
    (read > 0).then_some(line)
}

/// By number or by key; anything else is unknown.
fn chosen(question: &Question, line: &str) -> &'static str {
    let line = line.trim();
    let by_number = line.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    let named = question.answers.iter().find(|it| **it == line);
    by_number.and_then(|at| question.answers.get(at)).or(named).copied().unwrap_or("unknown")
}
