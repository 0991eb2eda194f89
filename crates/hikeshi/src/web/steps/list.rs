//! The steps in the order of the incident: the one to do now lies open, the others under their titles.

use super::{Steps, TONIGHT};
use crate::firstaid::Sheet;
use crate::web::first::said_of_step;
use crate::web::page::{hidden, moment};
use crate::web::visit::Visit;
use hikeshi_case::playbook::{Phase, Shown};
use maud::{Markup, html};

impl Steps {
    pub(super) fn list(
        &self,
        visit: &Visit,
        sheet: &Sheet<'_>,
        current: Option<&Shown<'_>>,
    ) -> Markup {
        let current = current.map(|shown| shown.step.id.as_str());
        html! {
            div.phases {
                @for (phase, steps) in sheet.plan.phases.iter().filter(|(phase, _)| *phase != Phase::Prevent) {
                    section.phase {
                        h2 { (visit.say(&format!("phase-{}", phase.key()))) }
                        ol.steps {
                            @for shown in steps.iter().filter(|shown| shown.step.id != TONIGHT) {
                                (self.step(visit, sheet, shown, current))
                            }
                        }
                    }
                }
            }
        }
    }

    /// What keeps the next trouble away can wait.
    pub(super) fn prevention(&self, visit: &Visit, sheet: &Sheet<'_>) -> Markup {
        let steps = sheet.plan.phases.iter().find(|(phase, _)| *phase == Phase::Prevent);
        html! {
            @if let Some((_, steps)) = steps {
                details.phases {
                    summary { (visit.say("phase-prevent")) }
                    ol.steps { @for shown in steps { (self.step(visit, sheet, shown, None)) } }
                }
            }
        }
    }

    fn step<'a>(
        &self,
        visit: &Visit,
        sheet: &Sheet<'a>,
        shown: &'a Shown<'a>,
        current: Option<&str>,
    ) -> Markup {
        let id = shown.step.id.as_str();
        let done = self.ticks.get(id).copied();
        let is_now = current == Some(id);
        html! {
            li.done[done.is_some()].now[is_now] #(id) {
                details open[is_now] {
                    summary {
                        h3 { (sheet.title(shown)) }
                        @if let Some(at) = done {
                            span.done-at { (visit.say("steps-done-at")) " " (moment(visit, at)) }
                        }
                    }
                    (self.calling(visit, id))
                    (said_of_step(sheet, shown))
                    (self.tick_form(visit, id, done.is_some(), is_now))
                }
            }
        }
    }

    /// The findings that call for a step, each leading to its place.
    fn calling(&self, visit: &Visit, step: &str) -> Markup {
        let Some(calling) = self.called.get(step) else { return html! {} };
        html! {
            p.calling {
                (visit.say("steps-called")) " "
                @for (at, (number, code)) in calling.iter().take(CALLING).enumerate() {
                    @if at > 0 { (visit.say("dossier-separator")) }
                    a href=(format!("/case/{}/findings#f{number}", self.case.id)) {
                        (visit.say(&format!("finding-{code}-title")))
                    }
                }
                @if calling.len() > CALLING {
                    " " (visit.tell("dossier-more", &[("count", (calling.len() - CALLING).into())]))
                }
            }
        }
    }

    fn tick_form(&self, visit: &Visit, step: &str, is_done: bool, is_now: bool) -> Markup {
        let class = if is_now { "main" } else { "" };
        html! {
            form.tick method="post" action=(format!("/case/{}/step", self.case.id)) {
                (hidden(visit))
                (self.carried())
                input type="hidden" name="step" value=(step);
                @if is_done {
                    button.quiet name="done" value="no" { (visit.say("steps-undo")) }
                } @else {
                    button class=(class) name="done" value="yes" { (visit.say("steps-do")) }
                }
            }
        }
    }

    /// Whether a helper reads stays so after an act.
    pub(super) fn carried(&self) -> Markup {
        html! { @if self.family { input type="hidden" name="family" value="1"; } }
    }
}

/// Findings named beside a step; the rest is counted.
const CALLING: usize = 3;
