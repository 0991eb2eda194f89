//! 経緯: what happened, in order, as a picture and as a table.

use super::App;
use super::exhibits::running;
use super::findings::Findings;
use super::page::{Place, Tab, page};
use super::visit::Visit;
use crate::error::Result;
use crate::report::Part;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let jobs = app.store.jobs_of(&id).await?;
    let busy = jobs.iter().any(|job| job.is_open);
    let examined = if busy { app.work.known(&id) } else { Some(app.examined(&case).await?) };
    let zone = app.order(&case).person_zone;
    let body = html! {
        h1 { (visit.say("web-tab-course")) }
        (running(&visit, &app, &case, &jobs))
        @if let Some(examined) = &examined {
            div.dossier { (Findings { case: &case, examined, zone: &zone }.part(&visit, Part::Course)) }
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Course), &visit.say("web-tab-course"), &body))
}
