//! 今すぐやること: the steps of the case in the order of the incident, ticked as they are done; the
//! questions on which steps depend; the clocks that run.

use super::App;
use super::first::said_of_step;
use super::page::{Place, Tab, go, hidden, moment, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::firstaid::Sheet;
use crate::store::Case;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::playbook::{Facts, Fork, Shown, Timer, plan};
use hikeshi_case::time::{Time, parse_civil};
use hikeshi_case::triage::Kind;
use hikeshi_seal::custody::{Custody, Event};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What the page needs of a case beside the playbook.
struct Known<'a> {
    case: &'a Case,
    ticks: BTreeMap<String, Time>,
    timers: BTreeMap<String, Time>,
    now: Time,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let facts = app.facts(&id).await?;
    let known = Known {
        case: &case,
        ticks: app.store.ticks(&id).await?,
        timers: app.store.timers(&id).await?,
        now: app.clock.now(),
    };
    let plan = plan(&app.library, &case.kind, &facts).ok_or_else(Error::no_such_page)?;
    let day = app.today();
    let sheet =
        Sheet { library: &app.library, plan: &plan, lang: visit.lang, day: &day, family: false };
    let body = html! {
        h1 { (visit.say("steps-title")) }
        p.urgency .(case.urgency) { (visit.say(&format!("triage-urgency-{}", case.urgency))) }
        p.lead { (sheet.of(&plan.playbook.lead)) }
        @for fork in &plan.open_forks { (fork_form(&visit, &sheet, &case, fork)) }
        (clocks(&visit, &sheet, &known))
        @for (phase, steps) in &plan.phases {
            section.phase {
                h2 { (visit.say(&format!("phase-{}", phase.key()))) }
                ol.steps { @for shown in steps { (step(&visit, &sheet, &known, shown)) } }
            }
        }
        p.secrets { (visit.say("sheet-secrets")) }
        (kind_form(&visit, &case))
        (sources(&visit, &sheet))
    };
    Ok(page(&visit, Place::Case(&case, Tab::Steps), &visit.say("steps-title"), &body))
}

fn step<'a>(visit: &Visit, sheet: &Sheet<'a>, known: &Known<'_>, shown: &'a Shown<'a>) -> Markup {
    let id = shown.step.id.as_str();
    let done = known.ticks.get(id).copied();
    html! {
        li.done[done.is_some()] #(id) {
            h3 { (sheet.title(shown)) }
            @if let Some(at) = done {
                p.done-at { (visit.say("steps-done-at")) " " (moment(visit, at)) }
            }
            details open[done.is_none()] {
                summary { (visit.say("steps-details")) }
                (said_of_step(sheet, shown))
            }
            form.tick method="post" action=(format!("/case/{}/step", known.case.id)) {
                (hidden(visit))
                input type="hidden" name="step" value=(id);
                @if done.is_some() {
                    button.quiet name="done" value="no" { (visit.say("steps-undo")) }
                } @else {
                    button name="done" value="yes" { (visit.say("steps-do")) }
                }
            }
        }
    }
}

fn fork_form(visit: &Visit, sheet: &Sheet<'_>, case: &Case, fork: &Fork) -> Markup {
    let kind = if fork.several { "checkbox" } else { "radio" };
    html! {
        form.question method="post" action=(format!("/case/{}/fork", case.id)) {
            (hidden(visit))
            input type="hidden" name="fork" value=(fork.id);
            fieldset {
                legend { (sheet.of(&fork.ask)) }
                @if fork.several {
                    @for answer in &fork.answer {
                        label.check { input type=(kind) name="given" value=(answer.id); (sheet.of(&answer.text)) }
                    }
                    button { (visit.say("steps-answer")) }
                } @else {
                    div.answers {
                        @for answer in &fork.answer {
                            button name="given" value=(answer.id) { (sheet.of(&answer.text)) }
                        }
                    }
                }
            }
        }
    }
}

/// Clocks that run, and those that could be started.
fn clocks<'a>(visit: &Visit, sheet: &Sheet<'a>, known: &Known<'_>) -> Markup {
    let mut timers: Vec<&'a Timer> = Vec::new();
    for timer in sheet.steps().filter_map(|shown| shown.timer) {
        if !timers.iter().any(|seen| seen.id == timer.id) {
            timers.push(timer);
        }
    }
    html! {
        @if !timers.is_empty() {
            section.clocks aria-labelledby="clocks" {
                h2 #clocks { (visit.say("steps-clocks")) }
                @for timer in timers { (clock(visit, sheet, known, timer)) }
            }
        }
    }
}

fn clock(visit: &Visit, sheet: &Sheet<'_>, known: &Known<'_>, timer: &Timer) -> Markup {
    let started = known.timers.get(&timer.id).copied();
    html! {
        div.clock {
            h3 { (sheet.of(&timer.name)) }
            p { (sheet.of(&timer.text)) }
            @if let Some(started) = started {
                p.note { (visit.say("steps-clock-from")) " " (moment(visit, started)) }
                ul.plain {
                    @for hours in &timer.hours {
                        @let end = started.plus_seconds(i64::from(*hours) * 3600);
                        li.over[end <= known.now] data-until=(end.to_string()) {
                            (visit.tell("steps-clock-hours", &[("hours", i64::from(*hours).into())])) " "
                            (moment(visit, end)) " "
                            strong.left {
                                @if end <= known.now { (visit.say("steps-clock-over")) }
                                @else { (left(visit, end.seconds_since(known.now))) }
                            }
                        }
                    }
                }
            }
            details open[started.is_none()] {
                summary { (visit.say(if started.is_some() { "steps-clock-change" } else { "steps-clock-start" })) }
                form method="post" action=(format!("/case/{}/timer", known.case.id)) {
                    (hidden(visit))
                    input type="hidden" name="timer" value=(timer.id);
                    label {
                        (visit.tell("steps-clock-when", &[("zone", visit.zone.label().into())]))
                        input type="datetime-local" name="at";
                    }
                    button name="set" value="at" { (visit.say("steps-clock-set")) }
                    button.quiet name="set" value="now" { (visit.say("steps-clock-now")) }
                    @if started.is_some() { button.quiet name="set" value="none" { (visit.say("steps-clock-none")) } }
                }
            }
        }
    }
}

/// How much is left, in words.
fn left(visit: &Visit, seconds: i64) -> String {
    let minutes = seconds / 60;
    let parts = [("hours", (minutes / 60).into()), ("minutes", (minutes % 60).into())];
    visit.tell("steps-clock-left", &parts)
}

fn kind_form(visit: &Visit, case: &Case) -> Markup {
    html! {
        details.kinds {
            summary { (visit.say("steps-kind-other")) }
            form method="post" action=(format!("/case/{}/kind", case.id)) {
                (hidden(visit))
                label for="kind" { (visit.say("steps-kind")) }
                select #kind name="kind" {
                    @for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::NotTrouble) {
                        option value=(kind.key()) selected[kind.key() == case.kind] {
                            (visit.say(&format!("triage-{}", kind.key())))
                        }
                    }
                }
                button { (visit.say("steps-kind-change")) }
            }
        }
    }
}

fn sources(visit: &Visit, sheet: &Sheet<'_>) -> Markup {
    html! {
        details.sources {
            summary { (visit.say("sheet-sources")) }
            ol {
                @for source in sheet.sources() {
                    li {
                        (sheet.source(source))
                        @for doubt in sheet.doubts(source) { " " em { (doubt) } }
                        " " span.url { (source.url) }
                    }
                }
            }
        }
    }
}

/// Ticks a step, or takes the tick back. Both are events of the case's log, which forgets nothing.
pub(super) async fn tick(
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
    Ok(go(&format!("/case/{id}#{step}")))
}

/// Answers a question of the playbook.
pub(super) async fn answer(
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
    Ok(go(&format!("/case/{id}")))
}

/// Says when the event happened from which a clock runs.
pub(super) async fn start_timer(
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
    Ok(go(&format!("/case/{id}#clocks")))
}

/// Takes the case for another kind of trouble.
pub(super) async fn change_kind(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let kind = Kind::of_key(form.get("kind")).filter(|kind| *kind != Kind::NotTrouble);
    let kind = kind.ok_or_else(|| Error::bad_form("kind"))?;
    app.store.change_case(&id, &case.title, kind.key(), &case.urgency).await?;
    Ok(go(&format!("/case/{id}")))
}

impl App {
    /// What is known of a case by its person's answers.
    pub async fn facts(&self, case_id: &str) -> Result<Facts> {
        let mut facts = Facts::new();
        for (fork, given) in self.store.answers(case_id).await? {
            let given: Vec<&str> = given.iter().map(String::as_str).collect();
            facts.extend(
                self.library.forks.get(&fork).map(|fork| fork.facts(&given)).unwrap_or_default(),
            );
        }
        Ok(facts)
    }

    /// Today, as `2026-11-22`: sources past their review date are printed as to be confirmed.
    pub fn today(&self) -> String {
        self.clock.now().to_string().chars().take(10).collect()
    }
}
