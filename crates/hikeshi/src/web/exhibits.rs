//! 証拠資料: what the case holds, and how more gets in: files, pasted text.

use super::App;
use super::page::{Place, Tab, go, hidden, page, told};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::job::Examined;
use crate::report::write::problem_text;
use crate::store::{Case, Job, What};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::exhibit::ExhibitId;
use maud::{Markup, html};
use serde_json::{Value, json};

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let jobs = app.store.jobs_of(&id).await?;
    let waiting = app.store.uploads(&id).await?;
    let examined = app.examined(&case).await?;
    let body = html! {
        h1 { (visit.say("exhibits-title")) }
        (running(&visit, &app, &case, &jobs))
        (drop_form(&visit, &case))
        (paste_form(&visit, &case))
        @if !waiting.is_empty() {
            p.note { (visit.tell("exhibits-waiting", &[("count", waiting.len().into())])) }
        }
        (list(&visit, &case, &examined))
        (problems(&visit, &examined))
    };
    Ok(page(&visit, Place::Case(&case, Tab::Exhibits), &visit.say("exhibits-title"), &body))
}

/// What is being done at this moment, and what went wrong the last time.
pub(super) fn running(visit: &Visit, app: &App, case: &Case, jobs: &[Job]) -> Markup {
    let is_open = jobs.iter().any(|job| job.is_open);
    let failed = jobs.iter().find(|job| !job.is_open && !job.error_code.is_empty());
    html! {
        @if is_open {
            @let (stage, done, total) = app.work.progress(&case.id).map(|progress| progress.state()).unwrap_or_default();
            div.running role="status" data-progress=(format!("/case/{}/progress", case.id)) {
                p.stage { (visit.say(&format!("web-stage-{}", if stage.is_empty() { "waiting" } else { &stage }))) }
                progress max=(total.max(1)) value=(done) {}
                noscript { p { a href="" { (visit.say("web-look-again")) } } }
            }
        } @else if let Some(job) = failed {
            div.failed role="alert" {
                (told(visit, &job.error_code, &job.error_subject))
                form method="post" action=(format!("/case/{}/again", case.id)) {
                    (hidden(visit))
                    button name="what" value=(job.what.key()) { (visit.say("web-try-again")) }
                }
            }
        }
    }
}

fn drop_form(visit: &Visit, case: &Case) -> Markup {
    html! {
        form.drop method="post" enctype="multipart/form-data" action=(format!("/case/{}/upload", case.id)) data-drop="" {
            (hidden(visit))
            label for="file" { (visit.say("exhibits-drop")) }
            input #file type="file" name="file" multiple required;
            p.note { (visit.say("exhibits-drop-note")) }
            button.main { (visit.say("exhibits-send")) }
        }
    }
}

fn paste_form(visit: &Visit, case: &Case) -> Markup {
    html! {
        details {
            summary { (visit.say("exhibits-paste")) }
            form method="post" action=(format!("/case/{}/paste", case.id)) {
                (hidden(visit))
                label for="text" { (visit.say("exhibits-paste-label")) }
                textarea #text name="text" rows="6" required aria-describedby="paste-note" {}
                p.note #paste-note { (visit.say("exhibits-paste-note")) }
                button { (visit.say("exhibits-paste-send")) }
            }
        }
    }
}

fn list(visit: &Visit, case: &Case, examined: &Examined) -> Markup {
    html! {
        @if examined.records.is_empty() {
            p.empty { (visit.say("exhibits-none")) }
        } @else {
            ol.exhibits {
                @for record in &examined.records {
                    @let id = ExhibitId(record.id).to_string();
                    li {
                        a href=(format!("/case/{}/exhibits/{id}", case.id)) {
                            strong { (visit.tell("exhibit-number", &[("number", i64::from(record.id).into())])) }
                            " " (crate::report::document::visible(&record.name))
                        }
                        p.note {
                            @if let Some(grade) = record.grade { (visit.tell("exhibit-in-grade", &[("grade", format!("{grade:?}").into())])) " · " }
                            (visit.tell("exhibit-in-bytes", &[("bytes", record.size_bytes.into())]))
                            @if examined.held.contains(&record.id) { " · " (visit.say("exhibit-held")) }
                        }
                    }
                }
            }
            p.note { (visit.tell("exhibits-events", &[("events", examined.events.into())])) }
        }
    }
}

fn problems(visit: &Visit, examined: &Examined) -> Markup {
    let examination = &examined.examination;
    html! {
        @if !examination.problems.is_empty() {
            section {
                h2 { (visit.say("exhibits-problems")) }
                ul { @for problem in &examination.problems { li { (problem_text(visit.lang, problem, &examination.exhibits)) } } }
            }
        }
    }
}

/// Keeps a pasted text as an exhibit.
pub(super) async fn paste(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    let text = form.get("text");
    if text.trim().is_empty() {
        return Err(Error::no_words());
    }
    app.keep_text(&id, &visit.say("paste-pasted"), text).await?;
    Ok(go(&format!("/case/{id}/exhibits")))
}

/// Does again what went wrong the last time.
pub(super) async fn again(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    let what = What::of_key(form.get("what")).ok_or_else(|| Error::bad_form("what"))?;
    app.ask(&id, what).await?;
    let place = if what == What::Intake { "exhibits" } else { "dossier" };
    Ok(go(&format!("/case/{id}/{place}")))
}

/// How far the work is, for the script of the page.
pub(super) async fn progress(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<Value>> {
    let jobs = app.store.jobs_of(&id).await?;
    let open = jobs.iter().any(|job| job.is_open);
    let (stage, done, total) =
        app.work.progress(&id).map(|progress| progress.state()).unwrap_or_default();
    let stage = if stage.is_empty() { "waiting" } else { &stage };
    Ok(Json(json!({
        "open": open,
        "stage": visit.say(&format!("web-stage-{stage}")),
        "done": done,
        "total": total,
    })))
}
