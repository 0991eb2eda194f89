//! わかったこと: what was found, the checks that ran or could not, what was not read.

use super::App;
use super::exhibits::running;
use super::page::{Place, Tab, page};
use super::visit::Visit;
use crate::error::Result;
use crate::job::Examined;
use crate::report::html::blocks;
use crate::report::{self, Context, Part};
use crate::store::Case;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::quote::Quote;
use hikeshi_case::time::Zone;
use maud::{Markup, html};

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let jobs = app.store.jobs_of(&id).await?;
    let examined = app.examined(&case).await?;
    let empty = examined.records.is_empty();
    let body = html! {
        h1 { (visit.say("web-tab-findings")) }
        (running(&visit, &app, &case, &jobs))
        @if empty {
            p.empty { (visit.say("findings-nothing-yet")) }
            p { a href=(format!("/case/{id}/exhibits")) { (visit.say("findings-add")) } }
        } @else {
            (part(&app, &visit, &case, &examined, Part::Findings))
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Findings), &visit.say("web-tab-findings"), &body))
}

/// A part of the dossier on a page of the app: the same sentences, citations leading to their rows.
pub(super) fn part(
    app: &App,
    visit: &Visit,
    case: &Case,
    examined: &Examined,
    part: Part,
) -> Markup {
    let order = app.order(case);
    let context = context(&order.person_zone, examined, case);
    let links = format!("/case/{}/exhibits", case.id);
    html! { div.dossier { (blocks(&report::part(&context, visit.lang, part), Some(&links))) } }
}

fn context<'a>(zone: &'a Zone, examined: &'a Examined, case: &'a Case) -> Context<'a> {
    Context {
        examination: &examined.examination,
        quotes: &examined.quotes,
        zone,
        handed: &examined.handed,
        case_title: Some(&case.title),
        demo: case.made_up,
        software: concat!("hikeshi ", env!("CARGO_PKG_VERSION")),
        fonts: &[],
    }
}

/// The cells of a cited row.
pub(super) fn quoted(quote: &Quote) -> Markup {
    html! {
        dl.cells {
            @for (head, cell) in &quote.cells {
                div { @if !head.is_empty() { dt { (head) } } dd { code { (cell) } } }
            }
        }
    }
}
