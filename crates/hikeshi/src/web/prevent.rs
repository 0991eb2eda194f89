//! 予防: what keeps the next trouble away.

use super::App;
use super::page::{Place, page};
use super::visit::Visit;
use crate::error::Result;
use axum::extract::State;
use axum::response::Response;
use hikeshi_case::playbook::Phase;
use maud::html;

/// The page: the steps of prevention of every playbook, each once.
pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let steps = app.library.steps.values().filter(|step| step.phase == Phase::Prevent);
    let said = |words| crate::firstaid::said(words, visit.lang);
    let body = html! {
        h1 { (visit.say("prevent-title")) }
        p.lead { (visit.say("prevent-lead")) }
        section {
            h2 { (visit.say("prevent-checkups")) }
            ul.plain {
                @for name in ["password", "api-key", "document"] {
                    li { a href=(format!("/prevent/{name}")) { (visit.say(&format!("checkup-{name}"))) } }
                }
            }
        }
        ol.steps {
            @for step in steps {
                li {
                    h3 { (said(&step.title)) }
                    @if !step.place.is_empty() { p { (said(&step.place)) } }
                    @if !step.how.is_empty() { p { (said(&step.how)) } }
                    @if !step.why.is_empty() { p.why { (said(&step.why)) } }
                }
            }
        }
    };
    Ok(page(&visit, Place::Prevent, &visit.say("prevent-title"), &body))
}
