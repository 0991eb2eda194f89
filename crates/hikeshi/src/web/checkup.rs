//! 点検: a password one is about to choose, how API keys are kept, the picture of a document. Nothing
//! that is looked at is kept, sent or written down.

use super::App;
use super::guard::own_form;
use super::page::{Place, hidden, page};
use super::upload::small;
use super::visit::{Form, Visit};
use crate::cli::checkup::{api_key as keys, document as papers, password as words};
use crate::error::{Error, Result};
use crate::job::blocking;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use axum::response::Response;
use hikeshi_case::screen::api_key::{self as questions, QUESTIONS};
use hikeshi_case::screen::document::Limits;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::path::Path;
use zeroize::Zeroizing;

/// Longest request with a picture, bytes.
pub(super) const FILE_BYTES: usize = (40 << 20) + (64 << 10);
/// Characters of a password that are looked at.
const LONGEST_PASSWORD: usize = 1000;

fn shown(visit: &Visit, name: &str, body: &Markup) -> Response {
    let title = visit.say(&format!("checkup-{name}"));
    let body = html! {
        h1 { (title) }
        p.lead { (visit.say(&format!("checkup-{name}-lead"))) }
        (body)
        p { a href="/prevent" { (visit.say("checkup-back")) } }
    };
    page(visit, Place::Prevent, &title, &body)
}

/// The form for a password.
pub(super) async fn password(visit: Visit) -> Result<Response> {
    Ok(shown(&visit, "password", &password_form(&visit)))
}

fn password_form(visit: &Visit) -> Markup {
    html! {
        form method="post" action="/prevent/password" {
            (hidden(visit))
            label for="password" { (visit.say("checkup-password-label")) }
            input #password name="password" type="password" autocomplete="off" required maxlength=(LONGEST_PASSWORD);
            label for="own" { (visit.say("checkup-password-own")) }
            input #own name="own" autocomplete="off" aria-describedby="own-note";
            p.note #own-note { (visit.say("checkup-password-own-note")) }
            button.main { (visit.say("check-send")) }
        }
    }
}

/// Judges a password. The request's bytes and every copy made here are overwritten.
pub(super) async fn judge_password(
    State(app): State<App>,
    visit: Visit,
    body: Bytes,
) -> Result<Response> {
    let body = Zeroizing::new(Vec::from(body));
    let field = |name: &str| -> Zeroizing<String> {
        let mut pairs = body.split(|byte| *byte == b'&');
        let value = pairs.find_map(|pair| pair.strip_prefix(name.as_bytes())?.strip_prefix(b"="));
        decoded(value.unwrap_or_default())
    };
    own_form(&app, &field("csrf"))?;
    let (password, own) = (field("password"), field("own"));
    let own: Vec<String> = own.split_whitespace().map(str::to_owned).collect();
    let judgement = blocking(move || Ok(words::judge(&password, &own, None))).await?;
    let (first, remarks, last) = words::said(&judgement, "none", visit.lang);
    let body = html! {
        section.answer aria-live="polite" {
            h2 { (first) }
            ul { @for remark in remarks { li { (remark) } } }
            @for line in last { p { (line) } }
        }
        (password_form(&visit))
    };
    Ok(shown(&visit, "password", &body))
}

/// A form's value, as browsers write it.
fn decoded(value: &[u8]) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(value.len()));
    let mut rest = value.iter();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                let byte = high.zip(low).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
                bytes.extend(byte);
            }
            byte => bytes.push(*byte),
        }
    }
    Zeroizing::new(String::from_utf8_lossy(&bytes).chars().take(LONGEST_PASSWORD).collect())
}

/// The questions about API keys.
pub(super) async fn api_key(visit: Visit) -> Result<Response> {
    Ok(shown(&visit, "api-key", &questions_form(&visit, &BTreeMap::new())))
}

fn questions_form(visit: &Visit, given: &BTreeMap<String, String>) -> Markup {
    html! {
        form method="post" action="/prevent/api-key" {
            (hidden(visit))
            @for question in QUESTIONS {
                fieldset {
                    legend { (visit.say(&format!("apikey-ask-{}", question.id))) }
                    @for answer in question.answers {
                        label.check {
                            input type="radio" name=(question.id) value=(answer) checked[given.get(question.id).is_some_and(|it| it == answer)];
                            (visit.say(&format!("apikey-ask-{}-{answer}", question.id)))
                        }
                    }
                }
            }
            button.main { (visit.say("check-send")) }
        }
    }
}

/// Judges the answers; what is not answered stays unknown.
pub(super) async fn judge_api_key(visit: Visit, form: Form) -> Result<Response> {
    let mut given = BTreeMap::new();
    for question in QUESTIONS {
        let answer = form.get(question.id);
        if question.answers.contains(&answer) {
            given.insert(question.id.to_owned(), answer.to_owned());
        }
    }
    let check_up = questions::judge(&given);
    let days = [("days", i64::from(check_up.again_in_days).into())];
    let body = html! {
        section.answer aria-live="polite" {
            @for (severity, _, text, step) in keys::said(&check_up, visit.lang) {
                div.verdict .(severity) { h2 { (text) } p { (step) } }
            }
            p { (visit.tell("apikey-again", &days)) }
        }
        (questions_form(&visit, &given))
    };
    Ok(shown(&visit, "api-key", &body))
}

/// The form for a picture of a document.
pub(super) async fn document(visit: Visit) -> Result<Response> {
    Ok(shown(&visit, "document", &document_form(&visit)))
}

fn document_form(visit: &Visit) -> Markup {
    html! {
        form method="post" enctype="multipart/form-data" action="/prevent/document" {
            (hidden(visit))
            label for="picture" { (visit.say("checkup-document-label")) }
            input #picture type="file" name="file" accept="image/*" required;
            button.main { (visit.say("check-send")) }
        }
    }
}

/// Looks at the picture, in memory only.
pub(super) async fn judge_document(
    State(app): State<App>,
    visit: Visit,
    form: Multipart,
) -> Result<Response> {
    let bytes = Zeroizing::new(small(&app, form, papers::FILE_BYTES).await?);
    if u64::try_from(bytes.len()).is_ok_and(|length| length > papers::FILE_BYTES) {
        return Err(Error::upload_too_large(""));
    }
    let now = app.clock.now();
    let seen =
        blocking(move || papers::judge(&bytes, Path::new(""), &Limits::default(), now)).await?;
    let said = papers::said(&seen, visit.lang);
    let body = html! {
        section.answer aria-live="polite" {
            @for weight in ["first", "retake", "doubt", "note"] {
                @if said.iter().any(|(its, _)| *its == weight) {
                    h2 { (visit.say(&format!("document-{weight}"))) }
                    ul { @for (its, line) in &said { @if *its == weight { li { (line) } } } }
                }
            }
            @if seen.is_fine() { p { (visit.say("document-fine")) } }
            p.note { (visit.say("document-limit")) }
        }
        (document_form(&visit))
    };
    Ok(shown(&visit, "document", &body))
}
