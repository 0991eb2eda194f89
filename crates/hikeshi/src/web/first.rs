//! The first page: what is happening, in one's own words or by what one sees; and what to do now.
//! Nothing typed here is kept anywhere until the person begins a case.

use super::App;
use super::page::{Place, hidden, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::firstaid::Sheet;
use crate::lang::Arg;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::playbook::{Facts, Shown, Value, plan};
use hikeshi_case::triage::{
    Answer, Button, Kind, Question, Reading, Urgency, answered, of_button, read as read_words,
};
use maud::{Markup, html};

/// The first page.
pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let cases = app.store.cases().await?;
    let body = html! {
        h1 { (visit.say("first-title")) }
        p.danger-link {
            a href="/first/account_takeover" { (visit.say("first-danger")) }
        }
        section aria-labelledby="see" {
            h2 #see { (visit.say("first-see")) }
            form.seen method="post" action="/first" {
                (hidden(&visit))
                @for button in Button::ALL {
                    button name="button" value=(button.key()) { (visit.say(&format!("button-{}", button.key()))) }
                }
            }
        }
        section aria-labelledby="words" {
            h2 #words { (visit.say("first-words")) }
            form method="post" action="/first" {
                (hidden(&visit))
                label for="text" { (visit.say("first-words-label")) }
                textarea #text name="words" rows="4" required aria-describedby="text-note" {}
                p.note #text-note { (visit.say("first-words-note")) }
                button.main { (visit.say("first-words-send")) }
            }
        }
        section aria-labelledby="files" {
            h2 #files { (visit.say("first-files")) }
            form method="post" action="/cases" {
                (hidden(&visit))
                p { (visit.say("first-files-note")) }
                button { (visit.say("first-files-begin")) }
            }
        }
        @if !cases.is_empty() {
            section aria-labelledby="cases" {
                h2 #cases { (visit.say("first-cases")) }
                ul.plain {
                    @for case in cases.iter().filter(|case| case.closed_at.is_none()) {
                        li { a href=(format!("/case/{}", case.id)) { (case.title) } }
                    }
                }
            }
        }
    };
    Ok(page(&visit, Place::First, &visit.say("first-title"), &body))
}

/// What was typed or pressed so far.
struct Said {
    words: String,
    button: Option<Button>,
    answers: Vec<(Question, Answer)>,
}

impl Said {
    fn of(form: &Form) -> Result<Self> {
        let words = form.get("words").trim().to_owned();
        let button = Button::of_key(form.get("button"));
        if words.is_empty() && button.is_none() {
            return Err(Error::no_words());
        }
        let pair = |given: &str| {
            let (question, answer) = given.split_once('=')?;
            let pair = (Question::of_key(question)?, Answer::of_key(answer)?);
            pair.0.answers().contains(&pair.1).then_some(pair)
        };
        let answers = form.all("answer").into_iter().filter_map(pair).collect();
        Ok(Self { words, button, answers })
    }

    fn reading(&self) -> Reading {
        let first = match self.button {
            Some(button) if self.words.is_empty() => of_button(button),
            _ => read_words(&self.words),
        };
        self.answers
            .iter()
            .fold(first, |earlier, (question, answer)| answered(*question, *answer, &earlier))
    }

    /// The same again in the next form.
    fn carried(&self) -> Markup {
        html! {
            @if !self.words.is_empty() { input type="hidden" name="words" value=(self.words); }
            @if let Some(button) = self.button { input type="hidden" name="button" value=(button.key()); }
            @for (question, answer) in &self.answers {
                input type="hidden" name="answer" value=(format!("{}={}", question.key(), answer.key()));
            }
        }
    }
}

/// What the words or the button say, and what to do first.
pub(super) async fn read(State(app): State<App>, visit: Visit, form: Form) -> Result<Response> {
    let said = Said::of(&form)?;
    let (said, reading) = crate::job::blocking(move || {
        let reading = said.reading();
        Ok((said, reading))
    })
    .await?;
    let title = name(&visit, reading.kind);
    let body = html! {
        (head(&visit, &reading, &title))
        (question(&visit, &said, &reading))
        @if reading.kind == Kind::NotTrouble {
            p { (visit.say("first-nothing")) }
            p { a href="/" { (visit.say("first-again")) } }
        } @else {
            (sheet_of(&app, &visit, reading.kind.key(), &implied(&reading)))
            (begin(&visit, Some(&said), reading.kind))
            (others(&visit, &reading))
        }
    };
    Ok(page(&visit, Place::First, &title, &body))
}

fn head(visit: &Visit, reading: &Reading, title: &str) -> Markup {
    let because: Vec<&str> = reading.because.iter().map(|cue| cue.text.as_str()).collect();
    html! {
        p.eyebrow { (visit.say("first-looks-like")) }
        h1 { (title) }
        p.urgency .(reading.urgency.key()) { (visit.say(&format!("triage-urgency-{}", reading.urgency.key()))) }
        @if !because.is_empty() {
            p.note {
                (visit.say("first-because")) " "
                @for words in because { mark { (words) } " " }
            }
        }
    }
}

fn question(visit: &Visit, said: &Said, reading: &Reading) -> Markup {
    let Some(question) = reading.question else { return html! {} };
    html! {
        form.question method="post" action="/first" {
            (hidden(visit)) (said.carried())
            fieldset {
                legend { (visit.say(&format!("ask-{}", question.key()))) }
                @if reading.urgency == Urgency::Minutes { p.note { (visit.say("triage-said-meanwhile")) } }
                div.answers {
                    @for answer in question.answers() {
                        button name="answer" value=(format!("{}={}", question.key(), answer.key())) {
                            (visit.say(&format!("answer-{}", answer.key())))
                        }
                    }
                }
            }
        }
    }
}

/// After a suspicious contact, minutes count only where something was given that opens the account.
fn implied(reading: &Reading) -> Facts {
    let given = reading.kind == Kind::PhishingContact
        && reading.urgency == Urgency::Minutes
        && reading.question.is_none();
    given.then(|| ("gave_code".to_owned(), Value::Flag(true))).into_iter().collect()
}

fn sheet_of(app: &App, visit: &Visit, kind: &str, facts: &Facts) -> Markup {
    let Some(plan) = plan(&app.library, kind, facts) else { return html! {} };
    let day = app.today();
    let sheet =
        Sheet { library: &app.library, plan: &plan, lang: visit.lang, day: &day, family: false };
    html! {
        p.lead { (sheet.of(&plan.playbook.lead)) }
        @let look = sheet.look_first();
        @if !look.is_empty() {
            section.look {
                h2 { (visit.say("sheet-look-first")) }
                ul { @for fork in look { li { (sheet.of(&fork.ask)) } } }
                p { (visit.say("sheet-look-then")) }
            }
        }
        ol.steps.large { @for shown in sheet.large() { (step(&sheet, shown)) } }
        p.secrets { (visit.say("sheet-secrets")) }
    }
}

/// One step with all that is said of it.
pub(super) fn step<'a>(sheet: &Sheet<'a>, shown: &'a Shown<'a>) -> Markup {
    html! {
        li { h3 { (sheet.title(shown)) } (said_of_step(sheet, shown)) }
    }
}

/// What is said of a step under its title.
pub(super) fn said_of_step<'a>(sheet: &Sheet<'a>, shown: &'a Shown<'a>) -> Markup {
    html! {
        @for (key, text) in sheet.details(shown) { p class=(key) { (text) } }
        p.meta { (sheet.meta(shown).join(" · ")) }
    }
}

fn begin(visit: &Visit, said: Option<&Said>, kind: Kind) -> Markup {
    html! {
        form.begin method="post" action="/cases" {
            (hidden(visit))
            @if let Some(said) = said { (said.carried()) }
            input type="hidden" name="kind" value=(kind.key());
            h2 { (visit.say("first-begin-title")) }
            p { (visit.say("first-begin-note")) }
            button.main { (visit.say("first-begin")) }
        }
    }
}

fn others(visit: &Visit, reading: &Reading) -> Markup {
    let others = reading.alternatives.iter().filter(|kind| **kind != Kind::NotTrouble);
    html! {
        section {
            h2 { (visit.say("first-others")) }
            ul.plain {
                @for kind in others {
                    li { a href=(format!("/first/{}", kind.key())) { (name(visit, *kind)) } }
                }
                li { a href="/" { (visit.say("first-again")) } }
            }
        }
    }
}

fn name(visit: &Visit, kind: Kind) -> String {
    visit.say(&format!("triage-{}", kind.key()))
}

/// The first things of one kind, without a word typed.
pub(super) async fn sheet(
    State(app): State<App>,
    visit: Visit,
    Path(kind): Path<String>,
) -> Result<Response> {
    let kind = Kind::of_key(&kind).filter(|kind| *kind != Kind::NotTrouble);
    let kind = kind.ok_or_else(Error::no_such_page)?;
    let title = visit.tell("first-things-of", &[("kind", Arg::from(name(&visit, kind)))]);
    let body = html! {
        h1 { (title) }
        (sheet_of(&app, &visit, kind.key(), &Facts::new()))
        (begin(&visit, None, kind))
        p { a href="/" { (visit.say("first-again")) } }
    };
    Ok(page(&visit, Place::First, &title, &body))
}
