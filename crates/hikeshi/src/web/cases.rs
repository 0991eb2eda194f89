//! Which cases are there; begin one, put it away, delete it.

use super::App;
use super::first::Said;
use super::page::{Place, Tab, case_title, go, hidden, moment, page, told};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::job::Examined;
use crate::store::{Case, Upload};
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::screen::secret;
use hikeshi_case::triage::{Kind, Urgency};
use maud::{Markup, html};
use std::sync::Arc;

/// Characters of a title.
const LONGEST_TITLE: usize = 120;

/// All cases.
pub(super) async fn list(State(app): State<App>, visit: Visit) -> Result<Response> {
    let cases = app.store.cases().await?;
    let body = html! {
        h1 { (visit.say("cases-title")) }
        @if cases.is_empty() { p { (visit.say("cases-none")) } }
        ul.cases {
            @for case in &cases {
                li.closed[case.closed_at.is_some()] {
                    a href=(format!("/case/{}", case.id)) { (case_title(&visit, case)) }
                    p.note {
                        (visit.say(&format!("triage-{}", case.kind))) " · " (moment(&visit, case.opened_at))
                        @if case.closed_at.is_some() { " · " (visit.say("cases-closed")) }
                    }
                }
            }
        }
        form method="post" action="/cases" {
            (hidden(&visit))
            button.main { (visit.say("cases-begin")) }
        }
    };
    Ok(page(&visit, Place::Cases, &visit.say("cases-title"), &body))
}

/// Begins a case. The person's words, if there are any, become its first exhibit.
pub(super) async fn begin(State(app): State<App>, visit: Visit, form: Form) -> Result<Response> {
    let words = form.get("words").trim().to_owned();
    let said = Said::of(&form).ok();
    let reading = match said {
        Some(said) => Some(crate::job::blocking(move || Ok(said.reading())).await?),
        None => None,
    };
    let chosen = Kind::of_key(form.get("kind"));
    let kind = chosen.or(reading.as_ref().map(|reading| reading.kind));
    let kind = kind.filter(|kind| *kind != Kind::NotTrouble);
    let urgency = match (&reading, kind) {
        (Some(reading), Some(kind)) if reading.kind == kind => reading.urgency,
        (_, kind) => kind.map_or(Urgency::Minutes, Kind::usual_urgency),
    };
    let case = app.begin_case(&visit, kind, urgency).await?;
    app.store.add_case(&case).await?;
    if !words.is_empty() {
        app.keep_text(&case.id, &visit.say("paste-own-words"), &words).await?;
    }
    let place = if kind.is_some() { "" } else { "/exhibits" };
    Ok(go(&format!("/case/{}{place}", case.id)))
}

impl App {
    /// Makes the folder of a new case. Until it is known what it is, it is danger. The caller enters it in
    /// the store.
    pub(super) async fn begin_case(
        &self,
        visit: &Visit,
        kind: Option<Kind>,
        urgency: Urgency,
    ) -> Result<Case> {
        let title = kind.map_or("cases-new".to_owned(), |kind| format!("triage-{}", kind.key()));
        let case = Case {
            id: self.fresh_id()?,
            title: visit.say(&title),
            kind: kind.unwrap_or(Kind::AccountTakeover).key().to_owned(),
            urgency: urgency.key().to_owned(),
            made_up: false,
            opened_at: self.clock.now(),
            closed_at: None,
        };
        let (own, id) = (self.clone(), case.id.clone());
        crate::job::blocking(move || own.work.create(&id)).await?;
        Ok(case)
    }

    /// Keeps a text that was typed or pasted, as an upload of a case. Secrets in it are masked before
    /// they touch the disk.
    pub async fn keep_text(&self, case_id: &str, name: &str, text: &str) -> Result<()> {
        let bytes = secret::masked(text).into_bytes();
        let upload = Upload {
            id: self.fresh_id()?,
            case_id: case_id.to_owned(),
            name: format!("{name}.txt"),
            size_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            received_at: self.clock.now(),
        };
        let path = self.work.incoming(case_id).join(&upload.id);
        crate::job::blocking(move || {
            let mut file =
                std::fs::File::create_new(&path).map_err(|cause| Error::write(&path, cause))?;
            let written =
                std::io::Write::write_all(&mut file, &bytes).and_then(|()| file.sync_all());
            written.map_err(|cause| Error::write(&path, cause))
        })
        .await?;
        self.store.receive(&self.fresh_id()?, &[upload], self.clock.now()).await?;
        self.work.wake();
        Ok(())
    }
}

/// Renaming, closing and deleting a case.
pub(super) async fn manage(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let examined = app.examined(&case).await;
    let action = format!("/case/{id}/manage");
    let body = html! {
        h1 { (visit.say("manage-title")) }
        form method="post" action=(action) {
            (hidden(&visit))
            label for="title" { (visit.say("manage-name")) }
            input #title name="title" value=(case.title) maxlength=(LONGEST_TITLE) required autocomplete="off";
            button name="act" value="rename" { (visit.say("manage-rename")) }
        }
        form method="post" action=(action) {
            (hidden(&visit))
            h2 { (visit.say("manage-close-title")) }
            @if case.closed_at.is_some() {
                button name="act" value="reopen" { (visit.say("manage-reopen")) }
            } @else {
                p { (visit.say("manage-close-note")) }
                button name="act" value="close" { (visit.say("manage-close")) }
            }
        }
        (deletion(&visit, &action, &examined))
    };
    Ok(page(&visit, Place::Case(&case, Tab::Manage), &visit.say("manage-title"), &body))
}

/// A case whose evidence cannot be opened keeps its name and its place in the list, and is not deleted.
fn deletion(visit: &Visit, action: &str, examined: &Result<Arc<Examined>>) -> Markup {
    html! {
        form.danger method="post" action=(action) {
            (hidden(visit))
            h2 { (visit.say("manage-delete-title")) }
            @match examined {
                Ok(examined) if examined.held.is_empty() => {
                    p { (visit.tell("manage-delete-note", &[("exhibits", examined.records.len().into())])) }
                    label.check { input type="checkbox" name="sure" value="yes" required; (visit.say("manage-delete-sure")) }
                    button name="act" value="delete" { (visit.say("manage-delete")) }
                }
                Ok(_) => p { (visit.say("manage-delete-held")) },
                Err(error) => (told(visit, error.code, &error.subject)),
            }
        }
    }
}

/// Does what was asked for on that page.
pub(super) async fn change(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    match form.get("act") {
        "rename" => {
            let title: String = form.get("title").trim().chars().take(LONGEST_TITLE).collect();
            if !title.is_empty() {
                let title = secret::masked(&title);
                app.store.change_case(&id, &title, &case.kind, &case.urgency).await?;
            }
        }
        "close" => app.store.close_case(&id, Some(app.clock.now())).await?,
        "reopen" => app.store.close_case(&id, None).await?,
        "delete" if form.get("sure") == "yes" => {
            if !app.examined(&case).await?.held.is_empty() {
                return Err(Error::case_held());
            }
            app.delete(&id).await?;
            return Ok(go("/cases"));
        }
        _ => return Err(Error::bad_form("act")),
    }
    Ok(go(&format!("/case/{id}/manage")))
}
