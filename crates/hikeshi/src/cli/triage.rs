//! `hikeshi triage`: from a person's own words, or what they see, to what it is and what to do first.

use super::{Console, LangChoice};
use crate::error::{Error, Result};
use crate::firstaid::{Sheet, plain};
use crate::lang::{Arg, Lang};
use hikeshi_case::playbook::{Facts, Library, Value, plan};
use hikeshi_case::triage::{
    Answer, Button, Kind, Question, Reading, Urgency, answered, of_button, read,
};
use std::io::{BufRead as _, Read as _};

/// The arguments of `triage`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required_unless_present_any = ["lines", "button"], conflicts_with_all = ["lines", "button"])]
    text: Option<String>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long)]
    json: bool,
    #[arg(long, requires = "json", conflicts_with_all = ["button", "answer"])]
    lines: bool,
    #[arg(long, value_name = "BUTTON")]
    button: Option<String>,
    #[arg(long, value_name = "QUESTION=ANSWER")]
    answer: Vec<String>,
}

/// Runs the command.
pub fn run(args: &Args, console: &mut Console<'_>) -> Result<()> {
    if args.lines {
        return lines(console);
    }
    let text = words(args)?;
    let asked = args.lang.and_then(LangChoice::console);
    if let Some(lang) = asked.or_else(|| text.as_deref().map(language)) {
        console.lang = lang;
    }
    let mut reading = match (&text, &args.button) {
        (Some(text), _) => read(text),
        (None, Some(button)) => {
            of_button(Button::of_key(button).ok_or_else(|| Error::unknown_button(button))?)
        }
        (None, None) => return Err(Error::no_words()),
    };
    let mut facts = Facts::new();
    let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
    for given in &args.answer {
        let (question, answer) = pair(given).ok_or_else(|| Error::bad_answer(given))?;
        reading = answered(question, answer, &reading);
        facts.extend(learned(&library, question, answer));
    }
    facts.extend(implied(&reading));
    if args.json {
        return console.result(&json(&reading));
    }
    speak(&reading, &library, &facts, console)
}

/// One line in, one line out, whatever the line is: bytes that are no text become U+FFFD.
fn lines(console: &mut Console<'_>) -> Result<()> {
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).map_err(Error::input)? > 0 {
        let text = String::from_utf8_lossy(&line);
        console.result(&json(&read(text.trim_end_matches(['\n', '\r']))))?;
        line.clear();
    }
    Ok(())
}

/// The text, from the command or standard input; `None` where a button was pressed instead.
fn words(args: &Args) -> Result<Option<String>> {
    let Some(text) = &args.text else { return Ok(None) };
    let mut text = text.clone();
    if text == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(Error::input)?;
        text = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
    }
    if text.trim().is_empty() { Err(Error::no_words()) } else { Ok(Some(text)) }
}

/// Japanese if any of it is written in Japanese.
fn language(text: &str) -> Lang {
    let is_japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}');
    if text.chars().any(is_japanese) { Lang::Ja } else { Lang::En }
}

/// A question and one of its answers.
fn pair(given: &str) -> Option<(Question, Answer)> {
    let (question, answer) = given.split_once('=')?;
    let (question, answer) = (Question::of_key(question.trim())?, Answer::of_key(answer.trim())?);
    question.answers().contains(&answer).then_some((question, answer))
}

/// What the steps learn from an answer: where the playbooks ask the same, what they know by it.
fn learned(library: &Library, question: Question, answer: Answer) -> Facts {
    let (fork, given) = match (question, answer) {
        (Question::IsWithdrawalListed, answer) => ("withdrawal_listed", answer.key()),
        (Question::InAnotherWallet, Answer::Yes) => ("other_wallet", "found"),
        (Question::InAnotherWallet, _) => ("other_wallet", "not_found"),
        _ => return Facts::new(),
    };
    library.forks.get(fork).map(|fork| fork.facts(&[given])).unwrap_or_default()
}

/// Minutes count after a suspicious contact only where something was given that opens the account.
/// Until it is known what, a code stands for it.
fn implied(reading: &Reading) -> Facts {
    let given = reading.kind == Kind::PhishingContact
        && reading.urgency == Urgency::Minutes
        && reading.question.is_none();
    let fact = given.then(|| ("gave_code".to_owned(), Value::Flag(true)));
    fact.into_iter().collect()
}

fn json(reading: &Reading) -> String {
    serde_json::to_string(reading).unwrap_or_default()
}

fn speak(
    reading: &Reading,
    library: &Library,
    facts: &Facts,
    console: &mut Console<'_>,
) -> Result<()> {
    let lang = console.lang;
    if reading.kind == Kind::NotTrouble {
        return speak_of_nothing(console);
    }
    let kind = name(console, reading.kind);
    let urgency = console.say(&format!("triage-urgency-{}", reading.urgency.key()), &[]);
    console.result(&console.say("triage-said-kind", &[("kind", kind.into())]))?;
    console.result(&console.say("triage-said-urgency", &[("urgency", urgency.into())]))?;
    because(reading, console)?;
    if let Some(question) = reading.question {
        ask(question, console)?;
        if reading.urgency == Urgency::Minutes {
            console.result(&console.say("triage-said-meanwhile", &[]))?;
        }
    }
    if let Some(plan) = plan(library, reading.kind.key(), facts) {
        let sheet = Sheet { library, plan: &plan, lang, day: "", family: false };
        console.result(&format!("\n■ {}", console.say("triage-said-first", &[])))?;
        console.result(&plain::first(&sheet))?;
        console.result("")?;
        console.result(&console.say("sheet-secrets", &[]))?;
    }
    for key in ["triage-said-more", "triage-said-page"] {
        console.result(&console.say(key, &[("kind", reading.kind.key().into())]))?;
    }
    Ok(())
}

/// Which words led there, and what else it could be.
fn because(reading: &Reading, console: &mut Console<'_>) -> Result<()> {
    let quoted = |text: &str| console.say("quoted", &[("text", Arg::from(shown(text)))]);
    let words: Vec<String> = reading.because.iter().map(|cue| quoted(&cue.text)).collect();
    let others = reading.alternatives.iter().filter(|kind| **kind != Kind::NotTrouble);
    let others: Vec<String> = others.map(|kind| name(console, *kind)).collect();
    let joint = console.say("triage-said-joint", &[]);
    for (key, value, said) in [
        ("triage-said-because", "words", words.join(" ")),
        ("triage-said-others", "kinds", others.join(&joint)),
    ] {
        if !said.is_empty() {
            console.result(&console.say(key, &[(value, said.into())]))?;
        }
    }
    Ok(())
}

fn ask(question: Question, console: &mut Console<'_>) -> Result<()> {
    console.result(&format!("\n■ {}", console.say("triage-said-ask", &[])))?;
    console.result(&console.say(&format!("ask-{}", question.key()), &[]))?;
    for answer in question.answers() {
        let said = console.say(&format!("answer-{}", answer.key()), &[]);
        console.result(&format!("   {:20}{said}", answer.key()))?;
    }
    if let Some(answer) = question.answers().first() {
        let example = format!("{}={}", question.key(), answer.key());
        console.result(&console.say("triage-said-how", &[("example", example.into())]))?;
    }
    Ok(())
}

fn speak_of_nothing(console: &mut Console<'_>) -> Result<()> {
    console.result(&console.say("triage-said-nothing", &[]))?;
    console.result(&console.say("triage-said-nothing-see", &[]))?;
    for button in Button::ALL {
        let said = console.say(&format!("button-{}", button.key()), &[]);
        console.result(&format!("   --button {:16}{said}", button.key()))?;
    }
    Ok(())
}

fn name(console: &Console<'_>, kind: Kind) -> String {
    console.say(&format!("triage-{}", kind.key()), &[])
}

/// A person's words without what would move the console's cursor.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_reordering(c) { ' ' } else { c }).collect()
}

/// Marks that turn the order of letters around.
fn is_reordering(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
