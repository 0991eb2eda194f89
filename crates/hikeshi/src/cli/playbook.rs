//! `hikeshi playbook`: all the steps for a kind of trouble, for people, for programs, or as CACAO.

use super::firstaid::{list, today, write};
use super::{Console, LangChoice, Surroundings};
use crate::error::{Error, Result};
use crate::firstaid::{Sheet, name, plain};
use clap::ValueEnum;
use hikeshi_case::check;
use hikeshi_case::playbook::{FactType, Facts, Library, Shown, Standing, Value, Who, cacao, plan};
use serde_json::json;
use std::path::PathBuf;

/// What says that a file is such an export.
const MARK: &str = "\"hikeshi\"";

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// CACAO 2.0.
    Cacao,
}

/// The arguments of `playbook`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required_unless_present = "list")]
    kind: Option<String>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    #[arg(long)]
    family: bool,
    #[arg(long)]
    format: Option<Format>,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long)]
    list: bool,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
    let (Some(kind), false) = (&args.kind, args.list) else { return list(&library, console) };
    let facts = facts(&library, &args.fact)?;
    let plan = plan(&library, kind, &facts).ok_or_else(|| Error::unknown_kind(kind))?;
    let day = today(around);
    let sheet = Sheet {
        library: &library,
        plan: &plan,
        lang: console.lang,
        day: &day,
        family: args.family,
    };
    let format = args.format.unwrap_or(if args.json { Format::Json } else { Format::Text });
    let text = match format {
        Format::Text => plain::plan(&sheet),
        Format::Json => pretty(&machine_readable(&sheet)),
        Format::Cacao => {
            let exported = cacao::export(&library, kind, &name(kind));
            pretty(&exported.ok_or_else(|| Error::unknown_kind(kind))?)
        }
    };
    match &args.out {
        None => console.result(&text),
        Some(out) => {
            write(out, &format!("{text}\n"), MARK)?;
            let path = out.display().to_string();
            console.result(&console.say("sheet-written", &[("path", path.into())]))
        }
    }
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// What is known, from `name=value`: a fact, a finding (`finding.account_drained=yes`), or the answer
/// to a question of the playbook (`withdrawal_listed=yes`).
fn facts(library: &Library, given: &[String]) -> Result<Facts> {
    let mut facts = Facts::new();
    for text in given {
        let bad = || Error::bad_fact(text);
        let (key, word) = text.split_once('=').ok_or_else(bad)?;
        let (key, word) = (key.trim(), word.trim());
        if let Some(fact) = library.facts.iter().find(|fact| fact.id == key) {
            let value = match fact.kind {
                FactType::Flag => flag(word),
                FactType::Number => word.parse().ok().map(Value::Number),
                FactType::Choice => {
                    fact.choices.iter().find(|it| *it == word).cloned().map(Value::Choice)
                }
            };
            facts.insert(key.to_owned(), value.ok_or_else(bad)?);
        } else if let Some(fork) = library.forks.get(key) {
            let known = fork.answer.iter().any(|answer| answer.id == word);
            facts.extend(known.then(|| fork.facts(&[word])).ok_or_else(bad)?);
        } else {
            let code = key.strip_prefix("finding.");
            let known =
                code.is_some_and(|code| check::ALL.iter().any(|it| it.code().key() == code));
            facts.insert(key.to_owned(), known.then(|| flag(word)).flatten().ok_or_else(bad)?);
        }
    }
    Ok(facts)
}

fn flag(word: &str) -> Option<Value> {
    match word {
        "yes" | "true" => Some(Value::Flag(true)),
        "no" | "false" => Some(Value::Flag(false)),
        _ => None,
    }
}

fn machine_readable(sheet: &Sheet<'_>) -> serde_json::Value {
    let questions = sheet.plan.open_forks.iter().map(|fork| {
        let answers = fork.answer.iter();
        let answers = answers.map(|it| json!({"key": it.id, "text": sheet.of(&it.text)}));
        json!({
            "key": fork.id, "ask": sheet.of(&fork.ask), "several": fork.several,
            "answers": answers.collect::<Vec<_>>(),
        })
    });
    let phases = sheet.plan.phases.iter().map(|(phase, steps)| {
        let steps: Vec<_> = steps.iter().map(|shown| step(sheet, shown)).collect();
        json!({"phase": phase.key(), "steps": steps})
    });
    json!({
        "kind": sheet.plan.playbook.kind,
        "made_by": "hikeshi",
        "lang": sheet.lang.tag(),
        "name": sheet.name(),
        "lead": sheet.of(&sheet.plan.playbook.lead),
        "day": sheet.day,
        "questions": questions.collect::<Vec<_>>(),
        "phases": phases.collect::<Vec<_>>(),
    })
}

fn step(sheet: &Sheet<'_>, shown: &Shown<'_>) -> serde_json::Value {
    let step = shown.step;
    let timer = shown.timer.map(|timer| {
        json!({
            "key": timer.id, "name": sheet.of(&timer.name), "text": sheet.of(&timer.text),
            "from": timer.from, "hours": timer.hours,
        })
    });
    let sources = step.source.iter().filter_map(|key| sheet.library.sources.get(key)).map(|it| {
        json!({
            "name": sheet.of(&it.name), "url": it.url, "dated": it.dated, "seen": it.seen,
            "review_by": it.review_by, "uncertain": it.uncertain,
            "overdue": it.review_by.as_str() <= sheet.day,
        })
    });
    json!({
        "key": step.id,
        "title": sheet.title(shown),
        "where": sheet.of(&step.place),
        "how": sheet.of(&step.how),
        "why": sheet.of(shown.why),
        "avoid": sheet.of(&step.avoid),
        "cost": sheet.of(&step.cost),
        "say": sheet.of(&step.say),
        "who": match step.who { Who::Owner => "owner", Who::Helper => "helper", Who::Either => "either" },
        "minutes": step.minutes,
        "drastic": step.drastic,
        "standing": match step.standing {
            Standing::Official => "official",
            Standing::Practice => "practice",
            Standing::Unconfirmed => "unconfirmed",
        },
        "applies": if shown.applies { "yes" } else { "unknown" },
        "timer": timer,
        "sources": sources.collect::<Vec<_>>(),
    })
}
