//! What the forms of the steps page do: tick a step, answer a question, set a clock, choose the kind.

use crate::error::{Error, Result};
use crate::web::App;
use crate::web::page::go;
use crate::web::visit::{Form, Visit};
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::time::parse_civil;
use hikeshi_case::triage::Kind;
use hikeshi_seal::custody::{Custody, Event};

/// The steps page, as it was read.
fn back(id: &str, form: &Form, anchor: &str) -> Response {
    let family = if form.get("family") == "1" { "?family=1" } else { "" };
    go(&format!("/case/{id}{family}{anchor}"))
}

/// Ticks a step, or takes the tick back. Both are events of the case's log, which forgets nothing.
pub(crate) async fn tick(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    let step = app.library.steps.get(form.get("step")).ok_or_else(|| Error::bad_form("step"))?;
    let step = step.id.clone();
    let done = form.get("done") == "yes";
    let noted = step.clone();
    app.with_case(&id, move |app, case| {
        let method = if done { "step" } else { "step_taken_back" };
        let event = app.act().event(Event::StepDone);
        case.note(Custody { method: Some(method.to_owned()), notes: Some(noted), ..event })
    })
    .await?;
    app.store.tick(&id, &step, done.then(|| app.clock.now())).await?;
    Ok(back(&id, &form, ""))
}

/// Answers a question of the playbook.
pub(crate) async fn answer(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    let fork = app.library.forks.get(form.get("fork")).ok_or_else(|| Error::bad_form("fork"))?;
    let known = |given: &&str| fork.answer.iter().any(|answer| answer.id == **given);
    let given: Vec<String> =
        form.all("given").into_iter().filter(known).map(str::to_owned).collect();
    let (question, said) = (fork.id.clone(), given.join(" "));
    app.with_case(&id, move |app, case| {
        let event = app.act().event(Event::StepDone);
        let notes = Some(format!("{question}={said}"));
        case.note(Custody { method: Some("answer".to_owned()), notes, ..event })
    })
    .await?;
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    app.store.answer(&id, &fork.id, &given, app.clock.now()).await?;
    Ok(back(&id, &form, ""))
}

/// Says when the event happened from which a clock runs.
pub(crate) async fn start_timer(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    let timer =
        app.library.timers.get(form.get("timer")).ok_or_else(|| Error::bad_form("timer"))?;
    let at = match form.get("set") {
        "now" => Some(app.clock.now()),
        "none" => None,
        _ => {
            let civil = parse_civil(&form.get("at").replace('T', " "), false);
            Some(visit.zone.at(civil.ok_or_else(|| Error::bad_form("at"))?))
        }
    };
    app.store.start_timer(&id, &timer.id, at).await?;
    Ok(back(&id, &form, "#clocks"))
}

/// Takes the case for another kind of trouble.
pub(crate) async fn change_kind(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let kind = Kind::of_key(form.get("kind")).filter(|kind| *kind != Kind::NotTrouble);
    let kind = kind.ok_or_else(|| Error::bad_form("kind"))?;
    let urgency = kind.usual_urgency().key();
    app.store.change_case(&id, &case.title, kind.key(), urgency).await?;
    Ok(back(&id, &form, ""))
}
