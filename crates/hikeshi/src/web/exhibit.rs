//! One exhibit: what it is, what was done with it, the rows that findings cite.

use super::App;
use super::page::{Place, Tab, go, hidden, moment, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::job::Examined;
use crate::report::document::visible;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::Response;
use futures_core::Stream;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::quote::{Quote, stretch};
use hikeshi_case::screen::secret;
use hikeshi_case::time::Time;
use hikeshi_seal::custody::{Custody, Event, exhibit_name};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Bytes of an exhibit sent at a time.
const PART: usize = 64 << 10;
/// Lines shown before and after the one asked for.
const REACH: u32 = 8;

fn number(text: &str, examined: &Examined) -> Result<ExhibitId> {
    let id = ExhibitId::parse(text).ok_or_else(Error::no_such_page)?;
    let known = examined.records.iter().any(|record| record.id == id.0);
    if known { Ok(id) } else { Err(Error::no_such_page()) }
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((case_id, exhibit)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let case = app.store.case(&case_id).await?;
    let examined = app.examined(&case).await?;
    let id = number(&exhibit, &examined)?;
    let line = line_of(query.as_deref());
    let around = line.saturating_sub(REACH).max(1)..=line.saturating_add(REACH);
    let lines =
        app.with_case(&case_id, move |_, case| Ok(stretch(&*case.files(), id, around))).await?;
    let record =
        examined.records.iter().find(|record| record.id == id.0).ok_or_else(Error::no_such_page)?;
    let history = app.with_case(&case_id, move |_, case| case.history(id.0)).await?;
    let title = visit.tell("exhibit-number", &[("number", i64::from(id.0).into())]);
    let is_held = examined.held.contains(&id.0);
    let at = format!("/case/{case_id}/exhibits/{id}");
    let body = html! {
        h1 { (title) }
        p.name { (visible(&record.name)) }
        dl.facts {
            div { dt { (visit.say("exhibit-hash")) } dd { code { (record.sha256) } } }
            div { dt { (visit.say("exhibit-bytes")) } dd { (record.size_bytes) } }
            @if let Some(grade) = record.grade {
                div { dt { (visit.say("exhibit-grade-name")) } dd { (format!("{grade:?}")) } }
            }
        }
        (window(&visit, &lines, line, &at))
        (cited(&visit, &examined, id, &at))
        section {
            h2 { (visit.say("exhibit-history")) }
            ul.plain { @for event in &history { li { (event_line(&visit, event)) } } }
        }
        p { a href=(format!("{at}/original")) download { (visit.say("exhibit-original")) } }
        p.note { (visit.say("exhibit-original-note")) }
        form method="post" action=(format!("{at}/hold")) {
            (hidden(&visit))
            button.quiet name="hold" value=(if is_held { "no" } else { "yes" }) {
                (visit.say(if is_held { "exhibit-release" } else { "exhibit-hold" }))
            }
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Exhibits), &title, &body))
}

/// The line asked for; the first where none is.
fn line_of(query: Option<&str>) -> u32 {
    let pairs = query.into_iter().flat_map(|query| query.split('&'));
    let mut asked = pairs.filter_map(|pair| pair.strip_prefix("line=")?.parse().ok());
    asked.next().unwrap_or(1).max(1)
}

/// The lines around one, secrets masked, each under an anchor of its number.
fn window(visit: &Visit, lines: &BTreeMap<u32, Quote>, asked: u32, at: &str) -> Markup {
    if lines.is_empty() {
        return html! {
            @if asked > 1 {
                p.note { (visit.say("exhibit-no-lines-here")) " " a href=(at) { (visit.say("exhibit-lines-first")) } }
            } @else {
                p.note { (visit.say("exhibit-no-lines")) }
            }
        };
    }
    let step = REACH * 2 + 1;
    let before = asked.saturating_sub(step).max(1);
    let here = lines.keys().copied().filter(|line| *line <= asked).max();
    html! {
        section {
            h2 { (visit.say("exhibit-lines")) }
            p.note { (visit.say("exhibit-lines-note")) }
            ol.lines {
                @for (line, quote) in lines {
                    // A header of a mail goes on over several lines and stands under its first.
                    @let is_asked = Some(*line) == here;
                    li.asked[is_asked] #(format!("L{line}")) value=(line) {
                        @if is_asked && *line != asked { span #(format!("L{asked}")) {} }
                        div {
                            @for (head, cell) in quote.cells.iter().filter(|(_, cell)| !cell.is_empty()) {
                                span.cell { @if !head.is_empty() { span.head { (visible(head)) } " " } code { (visible(cell)) } } " "
                            }
                        }
                    }
                }
            }
            nav.pages aria-label=(visit.say("exhibit-lines")) {
                @if asked > 1 { a href=(format!("{at}?line={before}#L{before}")) { (visit.say("exhibit-lines-before")) } }
                @let after = asked.saturating_add(step);
                a href=(format!("{at}?line={after}#L{after}")) { (visit.say("exhibit-lines-after")) }
            }
        }
    }
}

/// The rows that findings cite, each leading to its place among the others.
fn cited(visit: &Visit, examined: &Examined, id: ExhibitId, at: &str) -> Markup {
    let rows: Vec<_> = examined.quotes.iter().filter(|(cite, _)| cite.exhibit == id).collect();
    html! {
        @if !rows.is_empty() {
            details {
                summary { (visit.tell("exhibit-cited", &[("count", rows.len().into())])) }
                @for (cite, quote) in rows {
                    div.quote {
                        p.line {
                            a href=(format!("{at}?line={line}#L{line}", line = cite.line)) {
                                (visit.tell("exhibit-line", &[("line", i64::from(cite.line).into())]))
                            }
                        }
                        (crate::web::findings::quoted(quote))
                    }
                }
            }
        }
    }
}

fn event_line(visit: &Visit, event: &Custody) -> Markup {
    let kind =
        serde_json::to_value(event.event).ok().and_then(|value| value.as_str().map(str::to_owned));
    html! {
        @match Time::parse_rfc3339(&event.at_utc) {
            Some(at) => (moment(visit, at)),
            None => (event.at_utc),
        }
        " "
        (visit.say(&format!("custody-{}", kind.unwrap_or_default())))
        @if let Some(purpose) = &event.purpose { " – " (purpose) }
    }
}

/// The sealed bytes, inert: to be saved, never shown or run.
pub(super) async fn original(
    State(app): State<App>,
    Path((case_id, exhibit)): Path<(String, String)>,
) -> Result<Response> {
    let case = app.store.case(&case_id).await?;
    let examined = app.examined(&case).await?;
    let id = number(&exhibit, &examined)?;
    let bytes = app
        .with_case(&case_id, move |_, case| case.files().file(id).map_err(Error::unreadable_seal))
        .await?;
    Ok(inert(streamed(bytes), &format!("{id}.bin")))
}

/// Bytes on their way out, read on a thread of their own and never held whole.
pub(super) fn streamed(mut bytes: impl Read + Send + 'static) -> Body {
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut part = vec![0; PART];
            let read = bytes.read(&mut part).map(|count| {
                part.truncate(count);
                part
            });
            let ends = read.as_ref().map_or(true, Vec::is_empty);
            // Who asked may have gone away.
            if matches!(&read, Ok(part) if part.is_empty())
                || sender.blocking_send(read).is_err()
                || ends
            {
                return;
            }
        }
    });
    Body::from_stream(Parts(receiver))
}

struct Parts(mpsc::Receiver<io::Result<Vec<u8>>>);

impl Stream for Parts {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// A file to be saved under a plain name; whatever it holds, a browser does not act on it.
pub(super) fn inert(body: Body, name: &str) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let saved = format!("attachment; filename=\"{name}\"");
    if let Ok(saved) = HeaderValue::from_str(&saved) {
        headers.insert(CONTENT_DISPOSITION, saved);
    }
    response
}

/// Puts an exhibit on legal hold, or releases it.
pub(super) async fn hold(
    State(app): State<App>,
    Path((case_id, exhibit)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let case = app.store.case(&case_id).await?;
    let id = number(&exhibit, &*app.examined(&case).await?)?;
    let event =
        if form.get("hold") == "yes" { Event::PlacedOnHold } else { Event::ReleasedFromHold };
    let reason = secret::masked(form.get("reason"));
    let purpose = Some(reason).filter(|reason| !reason.is_empty());
    app.with_case(&case_id, move |app, case| {
        let exhibit = Some(exhibit_name(id.0));
        case.note(Custody { exhibit, purpose, ..app.act().event(event) })
    })
    .await?;
    app.work.forget_examined(&case_id)?;
    Ok(go(&format!("/case/{case_id}/exhibits/{id}")))
}
