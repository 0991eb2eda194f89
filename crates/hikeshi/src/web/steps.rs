//! 今すぐやること: what is to be done now, one step open and one question asked; the clocks that run.
//!
//! Where minutes count the steps that stop something come before any question. Before a step that cannot
//! be undone stands the question of twenty seconds that may show it is not needed.

pub(super) mod acts;
mod clocks;
mod list;
mod questions;
#[cfg(test)]
mod tests;

use super::App;
use super::exhibits::running;
use super::first::{code, is_family, leaf};
use super::page::{Place, Tab, hidden, page};
use super::visit::Visit;
use crate::error::{Error, Result};
use crate::firstaid::Sheet;
use crate::firstaid::plain::RULES;
use crate::job::Examined;
use crate::store::Case;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use clocks::Start;
use hikeshi_case::playbook::known::{STARTED_BY, called_for, known, starts};
use hikeshi_case::playbook::{Answer, Facts, Fork, Library, Phase, Plan, Shown, Value, plan};
use hikeshi_case::time::Time;
use hikeshi_case::triage::{Kind, Urgency};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Everything the page says, apart from the playbooks.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    case: Case,
    facts: Facts,
    answers: BTreeMap<String, Vec<String>>,
    ticks: BTreeMap<String, Time>,
    /// From when clocks run, by the timer's key.
    starts: BTreeMap<String, Start>,
    /// Findings that call for a step: number from 1 and code, by the step's key.
    called: BTreeMap<String, Vec<(usize, &'static str)>>,
    /// The kind that the exhibits look like, where it is another than the case's.
    looks_like: Option<&'static str>,
    /// Whether the evidence could not be opened.
    unread: bool,
    now: Time,
    /// Today, `2026-11-22`.
    day: String,
    /// Whether somebody reads who helps the owner.
    family: bool,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let jobs = app.store.jobs_of(&id).await?;
    let family = is_family(query.as_deref());
    let steps = app.steps(&id, &visit, family).await?;
    let title = visit.say("steps-title");
    let body = html! {
        (running(&visit, &app, &steps.case, &jobs))
        (steps.body(&visit, &app.library)?)
    };
    Ok(page(&visit, Place::Case(&steps.case, Tab::Steps), &title, &body))
}

/// The first things of the case as one sheet that leaves the app: for paper or a phone.
pub(super) async fn sheet(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let family = is_family(query.as_deref());
    let steps = app.steps(&id, &visit, family).await?;
    let plan =
        plan(&app.library, &steps.case.kind, &steps.facts).ok_or_else(Error::no_such_page)?;
    Ok(leaf(&steps.sheet(&visit, &app.library, &plan)))
}

impl App {
    /// What is known of a case. While its exhibits are being worked on, what they say is not waited for:
    /// what to do first must be on the screen.
    async fn steps(&self, id: &str, visit: &Visit, family: bool) -> Result<Steps> {
        let case = self.store.case(id).await?;
        let busy = self.store.jobs_of(id).await?.iter().any(|job| job.is_open);
        // What to do first is shown even where the evidence cannot be opened, and that is said.
        let opened =
            if busy { Ok(self.work.known(id)) } else { self.examined(&case).await.map(Some) };
        let unread = opened.is_err();
        let examined = opened.unwrap_or_default();
        let answers = self.store.answers(id).await?;
        let said = self.library.forks.values().filter_map(|fork| {
            let given: Vec<&str> = answers.get(&fork.id)?.iter().map(String::as_str).collect();
            Some(fork.facts(&given))
        });
        let said: Facts = said.flatten().collect();
        let mut steps = Steps {
            facts: Facts::new(),
            ticks: self.store.ticks(id).await?,
            starts: BTreeMap::new(),
            called: BTreeMap::new(),
            looks_like: None,
            unread,
            now: self.clock.now(),
            day: self.today(),
            answers,
            family,
            case,
        };
        steps.facts.insert("after_hours".to_owned(), Value::Flag(steps.after_hours(visit)));
        steps.learn(&self.library, examined.as_deref(), said);
        let timers = self.store.timers(id).await?;
        steps.starts.extend(timers.into_iter().map(|(timer, at)| (timer, Start::said(at))));
        Ok(steps)
    }

    /// Today, as `2026-11-22`: sources past their review date are printed as to be confirmed.
    pub fn today(&self) -> String {
        self.clock.now().to_string().chars().take(10).collect()
    }
}

impl Steps {
    /// Takes in what the exhibits say, then what the person says, which comes before it.
    fn learn(&mut self, library: &Library, examined: Option<&Examined>, said: Facts) {
        let examination = examined.map(|examined| &examined.examination);
        self.facts.extend(examination.map(known).unwrap_or_default());
        self.facts.extend(said);
        let by_finding = examination.map(starts).unwrap_or_default();
        for timer in library.timers.values() {
            if let Some(started) = by_finding.get(timer.from.as_str()) {
                self.starts.insert(timer.id.clone(), Start::found(*started));
            }
            let done = STARTED_BY.iter().filter(|(_, event)| *event == timer.from);
            let done = done.filter_map(|(step, _)| Some((*step, *self.ticks.get(*step)?)));
            if let Some((step, at)) = done.max_by_key(|(_, at)| *at) {
                self.starts.insert(timer.id.clone(), Start::done(step, at));
            }
        }
        let Some(examination) = examination else { return };
        for step in library.steps.values() {
            let calling = called_for(examination, &step.calls)
                .into_iter()
                .filter_map(|place| Some((place + 1, examination.findings.get(place)?.code.key())));
            let calling: Vec<_> = calling.collect();
            if !calling.is_empty() {
                self.called.insert(step.id.clone(), calling);
            }
        }
        let kind = examination.triage.as_ref().map(|triage| triage.kind);
        self.looks_like = kind.filter(|kind| *kind != self.case.kind);
    }

    /// Whether offices are closed where the person lives: before nine, from five in the afternoon, and
    /// on Saturdays and Sundays.
    fn after_hours(&self, visit: &Visit) -> bool {
        let local_s = self.now.micros() / 1_000_000 + i64::from(visit.zone.offset_s(self.now));
        let hour = local_s.rem_euclid(86_400) / 3600;
        // The first of January 1970 was a Thursday.
        let weekday = (local_s.div_euclid(86_400) + 3).rem_euclid(7);
        !(9..17).contains(&hour) || weekday >= 5
    }

    fn sheet<'a>(&'a self, visit: &Visit, library: &'a Library, plan: &'a Plan<'a>) -> Sheet<'a> {
        Sheet { library, plan, lang: visit.lang, day: &self.day, family: self.family }
    }

    pub(super) fn body(&self, visit: &Visit, library: &Library) -> Result<Markup> {
        let plan = plan(library, &self.case.kind, &self.facts).ok_or_else(Error::no_such_page)?;
        let sheet = &self.sheet(visit, library, &plan);
        let current = self.current(&plan);
        let is_drastic = current.is_some_and(|shown| shown.step.drastic);
        let excluding = plan.open_forks.iter().find(|fork| excludes(fork)).filter(|_| is_drastic);
        let asked = excluding.or(plan.open_forks.first()).copied();
        // Where time is short, nothing but the question that may spare a drastic step comes before it.
        let ask_first = excluding.is_some() || self.case.urgency != Urgency::Minutes.key();
        let lead = if excluding.is_some() { "steps-twenty" } else { "steps-ask" };
        let question = asked.map(|fork| self.question(visit, sheet, fork, Some(lead)));
        Ok(html! {
            h1 { (visit.say("steps-title")) }
            @if self.unread { p.failed role="alert" { (visit.say("steps-unread")) } }
            p.urgency .(self.case.urgency) { (visit.say(&format!("triage-urgency-{}", self.case.urgency))) }
            p.lead { (sheet.of(&plan.playbook.lead)) }
            (self.suggestion(visit))
            (self.helper(visit))
            (self.progress(visit, &plan))
            (self.tonight(visit, sheet, current))
            @if ask_first { @if let Some(question) = &question { (question) } }
            (self.running_clocks(visit, sheet))
            (self.list(visit, sheet, current))
            @if !ask_first { @if let Some(question) = &question { (question) } }
            p.secrets { (visit.say("sheet-secrets")) }
            section.more {
                (self.other_questions(visit, sheet, asked))
                (self.answered(visit, sheet))
                (self.other_clocks(visit, sheet))
                (self.take_along(visit, sheet))
                (self.prevention(visit, sheet))
                (self.kind_form(visit))
                (sources(visit, sheet))
            }
        })
    }

    /// Steps that count towards being done; prevention has no end.
    fn counted<'a>(plan: &'a Plan<'a>) -> impl Iterator<Item = &'a Shown<'a>> {
        let kept = plan.phases.iter().filter(|(phase, _)| *phase != Phase::Prevent);
        kept.flat_map(|(_, steps)| steps)
    }

    /// The step to do now: the first that is not done and surely applies, else the first not done.
    fn current<'a>(&self, plan: &'a Plan<'a>) -> Option<&'a Shown<'a>> {
        let is_open = |shown: &&Shown<'_>| !self.ticks.contains_key(&shown.step.id);
        let mut open = Self::counted(plan).filter(is_open).filter(|shown| shown.step.id != TONIGHT);
        let first = open.next()?;
        if first.applies { Some(first) } else { open.find(|shown| shown.applies).or(Some(first)) }
    }

    fn progress(&self, visit: &Visit, plan: &Plan<'_>) -> Markup {
        let all = Self::counted(plan).filter(|shown| shown.step.id != TONIGHT);
        let (mut done, mut count) = (0_usize, 0_usize);
        for shown in all {
            count += 1;
            done += usize::from(self.ticks.contains_key(&shown.step.id));
        }
        let said = visit.tell("steps-progress", &[("done", done.into()), ("all", count.into())]);
        html! {
            p.progress-line {
                span { (said) }
                progress max=(count) value=(done) aria-label=(said) {}
            }
        }
    }

    /// Once everything that stops and keeps is done: that it is, and what comes next.
    fn tonight(&self, visit: &Visit, sheet: &Sheet<'_>, next: Option<&Shown<'_>>) -> Markup {
        let urgent = |shown: &&Shown<'_>| shown.applies && shown.step.phase <= Phase::Preserve;
        let mut urgent = sheet.steps().filter(urgent).peekable();
        if urgent.peek().is_none() || !urgent.all(|it| self.ticks.contains_key(&it.step.id)) {
            return html! {};
        }
        let night = sheet.steps().find(|shown| shown.step.id == TONIGHT && shown.applies);
        html! {
            section.rest {
                @if let Some(night) = night {
                    h2 { (sheet.of(&night.step.title)) }
                    p { (sheet.of(&night.step.how)) }
                } @else {
                    h2 { (visit.say("steps-stopped")) }
                    @if let Some(next) = next {
                        p { (visit.tell("steps-stopped-next", &[("title", sheet.title(next).into())])) }
                    }
                }
            }
        }
    }

    /// The records look like another kind of trouble than the person chose.
    fn suggestion(&self, visit: &Visit) -> Markup {
        let Some(kind) = self.looks_like else { return html! {} };
        let name = visit.say(&format!("triage-{kind}"));
        html! {
            form.suggestion method="post" action=(format!("/case/{}/kind", self.case.id)) {
                (hidden(visit))
                p { (visit.tell("steps-looks-like", &[("kind", name.into())])) }
                button.quiet name="kind" value=(kind) { (visit.say("steps-kind-change")) }
            }
        }
    }

    /// For whoever sits beside the owner.
    fn helper(&self, visit: &Visit) -> Markup {
        let here = format!("/case/{}", self.case.id);
        html! {
            @if self.family {
                section.look {
                    h2 { (visit.say("family-title")) }
                    ul { @for rule in RULES { li { (visit.say(rule)) } } }
                    p { a href=(format!("{here}/sheet?family=1")) { (visit.say("steps-family-sheet")) } }
                    p { a href=(here) { (visit.say("steps-family-off")) } }
                }
            } @else {
                p.note { a href=(format!("{here}?family=1")) { (visit.say("steps-family-on")) } }
            }
        }
    }

    /// The sheet for paper or a phone, and the first things as a code.
    fn take_along(&self, visit: &Visit, sheet: &Sheet<'_>) -> Markup {
        let family = if self.family { "?family=1" } else { "" };
        html! {
            details {
                summary { (visit.say("steps-along")) }
                p { a href=(format!("/case/{}/sheet{family}", self.case.id)) { (visit.say("steps-along-sheet")) } }
                (code(sheet))
            }
        }
    }

    fn kind_form(&self, visit: &Visit) -> Markup {
        html! {
            details.kinds {
                summary { (visit.say("steps-kind-other")) }
                form method="post" action=(format!("/case/{}/kind", self.case.id)) {
                    (hidden(visit))
                    label for="kind" { (visit.say("steps-kind")) }
                    select #kind name="kind" {
                        @for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::NotTrouble) {
                            option value=(kind.key()) selected[kind.key() == self.case.kind] {
                                (visit.say(&format!("triage-{}", kind.key())))
                            }
                        }
                    }
                    button { (visit.say("steps-kind-change")) }
                }
            }
        }
    }
}

/// The step that says the night's work is done.
const TONIGHT: &str = "tonight_done";

/// Whether the answer may show that nothing needs to be stopped.
fn excludes(fork: &Fork) -> bool {
    fork.answer.iter().flat_map(Answer::facts).any(|(key, _)| key == "zero_reason")
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
