//! 確かめる: one box for whatever one is unsure about. Nothing pasted here is fetched, kept or sent.

use super::App;
use super::page::{Place, hidden, page};
use super::upload::small;
use super::visit::{Form, Visit};
use crate::cli::check::LARGEST;
use crate::cli::check::answer::{Paragraph, said};
use crate::error::{Error, Result};
use crate::job::blocking;
use axum::extract::{Multipart, State};
use axum::response::Response;
use hikeshi_case::screen::secret;
use hikeshi_case::screen::thing::{self, Kind, Options};
use maud::{Markup, html};

/// Longest request with a file, bytes: a mail with its attachments and the form around it.
pub(super) const FILE_BYTES: usize = (64 << 20) + (64 << 10);

/// The box.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let body = html! {
        h1 { (visit.say("check-title")) }
        p.lead { (visit.say("check-lead")) }
        (forms(&visit, ""))
    };
    Ok(page(&visit, Place::Check, &visit.say("check-title"), &body))
}

fn forms(visit: &Visit, thing: &str) -> Markup {
    html! {
        form method="post" action="/check" {
            (hidden(visit))
            label for="thing" { (visit.say("check-label")) }
            textarea #thing name="thing" rows="5" required spellcheck="false" autocomplete="off" aria-describedby="thing-note" { (thing) }
            p.note #thing-note { (visit.say("check-note")) }
            details {
                summary { (visit.say("check-more")) }
                label for="chain" { (visit.say("check-chain")) }
                input #chain name="chain" maxlength="24" autocomplete="off";
                label for="server" { (visit.say("check-server")) }
                input #server name="server" maxlength="200" autocomplete="off";
                label for="code" { (visit.say("check-code")) }
                input #code name="code" maxlength="100" autocomplete="off";
            }
            button.main { (visit.say("check-send")) }
        }
        form method="post" enctype="multipart/form-data" action="/check/file" {
            (hidden(visit))
            label for="mail" { (visit.say("check-file")) }
            input #mail type="file" name="file" required;
            button { (visit.say("check-send")) }
        }
    }
}

/// The answer about a pasted thing.
pub(super) async fn judge(visit: Visit, form: Form) -> Result<Response> {
    let thing = form.get("thing").to_owned();
    if thing.trim().is_empty() {
        return Err(Error::no_words());
    }
    let given = |name: &str| Some(form.get(name).trim().to_owned()).filter(|it| !it.is_empty());
    let (chain, server, code) = (given("chain"), given("server"), given("code"));
    let (answer, again) = blocking(move || {
        let options = Options {
            chain: chain.as_deref(),
            mail_server: server.as_deref(),
            anti_phishing_code: code.as_deref(),
        };
        // What must not be seen is not put on the page again.
        Ok((thing::check(thing.as_bytes(), &options), secret::masked(&thing)))
    })
    .await?;
    let again = if answer.kind == Kind::Secret { String::new() } else { again };
    Ok(told(&visit, &said(&answer, visit.lang), &again))
}

/// The answer about a mail or a text in a file.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    form: Multipart,
) -> Result<Response> {
    let bytes = small(&app, form, LARGEST).await?;
    let answer = blocking(move || Ok(thing::check(&bytes, &Options::default()))).await?;
    Ok(told(&visit, &said(&answer, visit.lang), ""))
}

fn told(visit: &Visit, said: &[Paragraph], thing: &str) -> Response {
    let (first, rest) =
        said.split_first().map_or((None, said), |(first, rest)| (Some(first), rest));
    let title = first.and_then(|first| first.lines.first()).cloned().unwrap_or_default();
    let body = html! {
        section.answer aria-live="polite" {
            h1 { (title) }
            @for line in first.iter().flat_map(|first| first.lines.iter().skip(1)) { p { (line) } }
            @for paragraph in rest { (part(paragraph)) }
        }
        section {
            h2 { (visit.say("check-another")) }
            (forms(visit, thing))
        }
    };
    page(visit, Place::Check, &title, &body)
}

fn part(paragraph: &Paragraph) -> Markup {
    html! {
        @if let Some(heading) = &paragraph.heading { h2 { (heading) } }
        @if paragraph.listed {
            ul { @for line in &paragraph.lines { li { (line) } } }
        } @else {
            @for line in &paragraph.lines { p { (line) } }
        }
    }
}
