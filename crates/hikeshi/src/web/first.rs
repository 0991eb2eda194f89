//! The first page: what is happening, in one's own words or by what one sees; and what to do now.
//! Nothing typed here is kept anywhere until the person begins a case.

use super::App;
use super::page::{Place, case_title, hidden, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::firstaid::{self, Sheet, code};
use crate::lang::{Arg, Lang};
use crate::store::Case;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use axum::response::{Html, IntoResponse as _, Response};
use hikeshi_case::playbook::{Facts, Library, Shown, Value, plan};
use hikeshi_case::screen::secret;
use hikeshi_case::triage::{
    Answer, Button, Kind, Question, Reading, Urgency, answered, of_button, read as read_words,
};
use maud::{Markup, PreEscaped, html};

/// Everything the first page says.
#[derive(Clone, Debug)]
pub(super) struct First {
    /// Cases that go on.
    pub(super) cases: Vec<Case>,
}

/// The first page.
pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let mut cases = app.store.cases().await?;
    cases.retain(|case| case.closed_at.is_none());
    let body = First { cases }.body(&visit);
    Ok(page(&visit, Place::First, &visit.say("first-title"), &body))
}

impl First {
    pub(super) fn body(&self, visit: &Visit) -> Markup {
        html! {
            h1 { (visit.say("first-title")) }
            p.danger-link {
                a href="/first/account_takeover" { (visit.say("first-danger")) }
            }
            section aria-labelledby="see" {
                h2 #see { (visit.say("first-see")) }
                (buttons(visit))
            }
            section aria-labelledby="words" {
                h2 #words { (visit.say("first-words")) }
                form method="post" action="/first" {
                    (hidden(visit))
                    label for="text" { (visit.say("first-words-label")) }
                    textarea #text name="words" rows="4" required aria-describedby="text-note" {}
                    p.note #text-note { (visit.say("first-words-note")) }
                    button.main { (visit.say("first-words-send")) }
                }
            }
            section aria-labelledby="files" {
                h2 #files { (visit.say("first-files")) }
                form.drop method="post" enctype="multipart/form-data" action="/cases/files" data-drop="" {
                    (hidden(visit))
                    label for="file" { (visit.say("first-files-label")) }
                    input #file type="file" name="file" multiple required aria-describedby="file-note";
                    p.note #file-note { (visit.say("first-files-note")) }
                    button { (visit.say("first-files-begin")) }
                }
            }
            @if !self.cases.is_empty() {
                section aria-labelledby="cases" {
                    h2 #cases { (visit.say("first-cases")) }
                    ul.plain {
                        @for case in &self.cases {
                            li { a href=(format!("/case/{}", case.id)) { (case_title(visit, case)) } }
                        }
                    }
                }
            }
            (all_kinds(visit))
        }
    }
}

/// What one sees, as seven buttons.
fn buttons(visit: &Visit) -> Markup {
    html! {
        form.seen method="post" action="/first" {
            (hidden(visit))
            @for button in Button::ALL {
                button name="button" value=(button.key()) { (visit.say(&format!("button-{}", button.key()))) }
            }
        }
    }
}

/// Every kind by its name, for those who know what it is.
fn all_kinds(visit: &Visit) -> Markup {
    html! {
        details.kinds {
            summary { (visit.say("first-kinds")) }
            ul.plain {
                @for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::NotTrouble) {
                    li { a href=(format!("/first/{}", kind.key())) { (name(visit, *kind)) } }
                }
            }
        }
    }
}

/// What was typed or pressed so far.
#[derive(Clone, Debug)]
pub(super) struct Said {
    words: String,
    button: Option<Button>,
    answers: Vec<(Question, Answer)>,
}

impl Said {
    pub(super) fn of(form: &Form) -> Result<Self> {
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

    pub(super) fn reading(&self) -> Reading {
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
    let told = crate::job::blocking(move || {
        let reading = said.reading();
        Ok(Told { said, reading })
    })
    .await?;
    let title = name(&visit, told.reading.kind);
    let body = told.body(&visit, &app.library, &app.today());
    Ok(page(&visit, Place::First, &title, &body))
}

/// Everything the page says that answers a person's words or button.
#[derive(Clone, Debug)]
pub(super) struct Told {
    said: Said,
    reading: Reading,
}

impl Told {
    pub(super) fn body(&self, visit: &Visit, library: &Library, day: &str) -> Markup {
        let reading = &self.reading;
        if reading.kind == Kind::NotTrouble {
            return self.nothing_urgent(visit);
        }
        html! {
            (self.head(visit))
            (question(visit, &self.said, reading))
            (sheet_of(visit, library, reading.kind.key(), &implied(reading), day))
            (begin(visit, Some(&self.said), reading.kind))
            (others(visit, reading))
        }
    }

    /// Nothing calls for haste in these words. That is no all-clear: what was not said is not known.
    fn nothing_urgent(&self, visit: &Visit) -> Markup {
        html! {
            h1 { (visit.say("first-nothing-title")) }
            (self.own_words(visit))
            p { (visit.say("first-nothing")) }
            p.danger-link { a href="/first/account_takeover" { (visit.say("first-danger")) } }
            section {
                h2 { (visit.say("first-nothing-see")) }
                (buttons(visit))
            }
            (others(visit, &self.reading))
            (begin(visit, Some(&self.said), Kind::AccountTakeover))
            (all_kinds(visit))
        }
    }

    fn head(&self, visit: &Visit) -> Markup {
        let reading = &self.reading;
        html! {
            p.eyebrow { (visit.say("first-looks-like")) }
            h1 { (name(visit, reading.kind)) }
            p.urgency .(reading.urgency.key()) { (visit.say(&format!("triage-urgency-{}", reading.urgency.key()))) }
            (self.own_words(visit))
        }
    }

    /// The person's own text, secrets masked, the words that led here marked in it.
    fn own_words(&self, visit: &Visit) -> Markup {
        let words = &self.said.words;
        if words.is_empty() {
            return html! {};
        }
        // Places are counted in the text as it was read; one that is masked is shown without marks.
        let masked = secret::masked(words);
        let pieces = if masked == *words { self.pieces() } else { vec![(false, masked)] };
        html! {
            blockquote.words {
                @for (is_cue, piece) in pieces {
                    @if is_cue { mark { (piece) } } @else { (piece) }
                }
            }
            @if !self.reading.because.is_empty() { p.note { (visit.say("first-because")) } }
        }
    }

    /// The text cut at the words that led here, each piece with whether it is one of them.
    fn pieces(&self) -> Vec<(bool, String)> {
        let mut chars = self.said.words.chars();
        let mut at = 0;
        let mut pieces = Vec::new();
        for cue in &self.reading.because {
            pieces.push((false, chars.by_ref().take(cue.start.saturating_sub(at)).collect()));
            pieces.push((true, chars.by_ref().take(cue.end.saturating_sub(cue.start)).collect()));
            at = cue.end;
        }
        pieces.push((false, chars.collect()));
        pieces
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

fn sheet_of(visit: &Visit, library: &Library, kind: &str, facts: &Facts, day: &str) -> Markup {
    let Some(plan) = plan(library, kind, facts) else { return html! {} };
    let sheet = Sheet { library, plan: &plan, lang: visit.lang, day, family: false };
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
        h2 { (visit.say("sheet-title")) }
        ol.steps.large { @for shown in sheet.large() { (step(&sheet, shown)) } }
        p.secrets { (visit.say("sheet-secrets")) }
        details {
            summary { (visit.say("steps-along")) }
            p { a href=(format!("/first/{kind}/sheet")) { (visit.say("steps-along-sheet")) } }
            p { a href=(format!("/first/{kind}/sheet?family=1")) { (visit.say("steps-family-sheet")) } }
            (code(&sheet))
        }
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
    let others: Vec<Kind> = others.copied().collect();
    html! {
        section {
            @if !others.is_empty() {
                h2 { (visit.say("first-others")) }
                ul.plain {
                    @for kind in others {
                        li { a href=(format!("/first/{}", kind.key())) { (name(visit, kind)) } }
                    }
                }
            }
            p { a href="/" { (visit.say("first-again")) } }
        }
    }
}

fn name(visit: &Visit, kind: Kind) -> String {
    visit.say(&format!("triage-{}", kind.key()))
}

/// The first things as a code that a phone reads as text, without a network.
pub(super) fn code(sheet: &Sheet<'_>) -> Markup {
    let picture = code::picture(&code::words(sheet));
    html! {
        @if let Some(picture) = picture {
            figure.code { (PreEscaped(picture)) figcaption { (sheet.say("sheet-code", &[])) } }
        }
    }
}

/// A sheet as a page of its own, whole in itself, to be printed or saved.
pub(super) fn leaf(sheet: &Sheet<'_>) -> Response {
    let other = Lang::ALL.into_iter().find(|lang| *lang != sheet.lang).unwrap_or(sheet.lang);
    let other = Sheet { lang: other, ..*sheet };
    let mut response = Html(firstaid::page::page(&[*sheet, other])).into_response();
    let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    let name = format!("inline; filename=\"hikeshi-{}.html\"", sheet.plan.playbook.kind);
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    response
}

fn trouble(kind: &str) -> Result<Kind> {
    let kind = Kind::of_key(kind).filter(|kind| *kind != Kind::NotTrouble);
    kind.ok_or_else(Error::no_such_page)
}

/// The first things of one kind, without a word typed.
pub(super) async fn sheet(
    State(app): State<App>,
    visit: Visit,
    Path(kind): Path<String>,
) -> Result<Response> {
    let kind = trouble(&kind)?;
    let title = visit.tell("first-things-of", &[("kind", Arg::from(name(&visit, kind)))]);
    let body = of_kind(&visit, &app.library, kind, &app.today());
    Ok(page(&visit, Place::First, &title, &body))
}

pub(super) fn of_kind(visit: &Visit, library: &Library, kind: Kind, day: &str) -> Markup {
    html! {
        p.eyebrow { (visit.say("sheet-title")) }
        h1 { (name(visit, kind)) }
        (sheet_of(visit, library, kind.key(), &Facts::new(), day))
        (begin(visit, None, kind))
        p { a href="/" { (visit.say("first-again")) } }
    }
}

/// The same as a sheet for paper or a phone, for the person or for whoever helps.
pub(super) async fn sheet_alone(
    State(app): State<App>,
    visit: Visit,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let kind = trouble(&kind)?;
    let plan = plan(&app.library, kind.key(), &Facts::new()).ok_or_else(Error::no_such_page)?;
    let (library, day) = (&app.library, &app.today());
    let family = is_family(query.as_deref());
    Ok(leaf(&Sheet { library, plan: &plan, lang: visit.lang, day, family }))
}

/// Whether the page is asked for in the words for a helper.
pub(super) fn is_family(query: Option<&str>) -> bool {
    query.is_some_and(|query| query.split('&').any(|pair| pair == "family=1"))
}

#[cfg(test)]
impl First {
    /// Two cases, one of them made up.
    pub(super) fn sample() -> Self {
        let made_up = Case { id: "demo".to_owned(), made_up: true, ..Case::sample() };
        Self { cases: vec![Case::sample(), made_up] }
    }
}

#[cfg(test)]
impl Told {
    /// Texts that lead to haste, to a question, to nothing urgent, and one with a mark inside.
    pub(super) fn samples() -> Vec<Self> {
        let texts = [
            "寝ている間にUSDTが知らないアドレスに出金されていた",
            "出金できない。助けて",
            "<b>my account was emptied</b>",
            "手数料はいくらですか",
        ];
        let said =
            |words: &str| Said { words: words.to_owned(), button: None, answers: Vec::new() };
        let told = |said: Said| Self { reading: said.reading(), said };
        let pressed = Button::ALL.iter().map(|button| Said {
            words: String::new(),
            button: Some(*button),
            answers: Vec::new(),
        });
        texts.into_iter().map(said).chain(pressed).map(told).collect()
    }
}
