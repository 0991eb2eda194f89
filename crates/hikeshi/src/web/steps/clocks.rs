//! Deadlines and waiting times: those that run, with their ends in local time and UTC, and those that
//! could be started. A clock runs from what the person said, else from a step that was done, else from
//! what a record says.

use super::Steps;
use crate::firstaid::Sheet;
use crate::web::page::{hidden, moment};
use crate::web::visit::Visit;
use hikeshi_case::playbook::Timer;
use hikeshi_case::playbook::known::Started;
use hikeshi_case::time::Time;
use maud::{Markup, html};

/// From when a clock runs, and who says so.
#[derive(Clone, Debug)]
pub(super) struct Start {
    at: Time,
    by: By,
    /// How long it runs, where a record says it.
    hours: Option<u32>,
}

#[derive(Clone, Debug)]
enum By {
    /// The person.
    Said,
    /// A step that was done.
    Step(&'static str),
    /// A finding, by its number from 1.
    Finding(usize),
}

impl Start {
    /// The person said so.
    pub(super) fn said(at: Time) -> Self {
        Self { at, by: By::Said, hours: None }
    }

    /// A step was done then.
    pub(super) fn done(step: &'static str, at: Time) -> Self {
        Self { at, by: By::Step(step), hours: None }
    }

    /// A finding says so.
    pub(super) fn found(started: Started) -> Self {
        Self { at: started.at, by: By::Finding(started.finding + 1), hours: started.hours }
    }

    /// When it ends; where sources disagree, each end.
    fn ends(&self, timer: &Timer) -> Vec<(u32, Time)> {
        let hours = self.hours.map_or_else(|| timer.hours.clone(), |hours| vec![hours]);
        let end = |hours: u32| (hours, self.at.plus_seconds(i64::from(hours) * 3600));
        hours.into_iter().map(end).collect()
    }
}

impl Steps {
    /// Each clock of the steps once.
    fn timers<'a>(sheet: &Sheet<'a>) -> Vec<&'a Timer> {
        let mut timers: Vec<&'a Timer> = Vec::new();
        for timer in sheet.steps().filter_map(|shown| shown.timer) {
            if !timers.iter().any(|seen| seen.id == timer.id) {
                timers.push(timer);
            }
        }
        timers
    }

    /// Whether it runs. What a record started and has long ended is no longer a deadline.
    fn runs(&self, timer: &Timer) -> Option<&Start> {
        let start = self.starts.get(&timer.id)?;
        let over = start.ends(timer).iter().all(|(_, end)| *end <= self.now);
        let of_record = matches!(start.by, By::Finding(_));
        (!(over && of_record)).then_some(start)
    }

    /// The clocks that run, where they are seen at once.
    pub(super) fn running_clocks(&self, visit: &Visit, sheet: &Sheet<'_>) -> Markup {
        let timers = Self::timers(sheet);
        let running: Vec<(&Timer, &Start)> =
            timers.into_iter().filter_map(|timer| Some((timer, self.runs(timer)?))).collect();
        html! {
            @if !running.is_empty() {
                section.clocks aria-labelledby="clocks" {
                    h2 #clocks { (visit.say("steps-clocks")) }
                    @for (timer, start) in running {
                        div.clock {
                            h3 { (sheet.of(&timer.name)) }
                            (self.ends(visit, timer, start))
                            p { (sheet.of(&timer.text)) }
                            (self.origin(visit, sheet, start))
                            details {
                                summary { (visit.say("steps-clock-change")) }
                                (self.start_form(visit, timer, true))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The others, folded away.
    pub(super) fn other_clocks(&self, visit: &Visit, sheet: &Sheet<'_>) -> Markup {
        let timers = Self::timers(sheet);
        let others: Vec<&Timer> =
            timers.into_iter().filter(|timer| self.runs(timer).is_none()).collect();
        html! {
            @if !others.is_empty() {
                details {
                    summary { (visit.say("steps-clocks-others")) }
                    @for timer in others {
                        div.clock {
                            h3 { (sheet.of(&timer.name)) }
                            p { (sheet.of(&timer.text)) }
                            (self.start_form(visit, timer, false))
                        }
                    }
                }
            }
        }
    }

    fn ends(&self, visit: &Visit, timer: &Timer, start: &Start) -> Markup {
        html! {
            ul.plain.ends {
                @for (hours, end) in start.ends(timer) {
                    li.over[end <= self.now] data-until=(end.to_string())
                        data-left=(left(visit, "{h}".into(), "{m}".into())) data-over=(visit.say("steps-clock-over")) {
                        (visit.tell("steps-clock-hours", &[("hours", i64::from(hours).into())])) " "
                        (moment(visit, end)) " "
                        strong.left {
                            @if end <= self.now { (visit.say("steps-clock-over")) }
                            @else {
                                @let minutes = end.seconds_since(self.now) / 60;
                                (left(visit, (minutes / 60).to_string(), (minutes % 60).to_string()))
                            }
                        }
                    }
                }
            }
        }
    }

    /// From when it runs and who says so.
    fn origin(&self, visit: &Visit, sheet: &Sheet<'_>, start: &Start) -> Markup {
        html! {
            p.note {
                (visit.say("steps-clock-from")) " " (moment(visit, start.at)) " "
                @match &start.by {
                    By::Said => (visit.say("steps-clock-by-you")),
                    By::Step(step) => @if let Some(step) = sheet.library.steps.get(*step) {
                        (visit.tell("steps-clock-by-step", &[("title", sheet.of(&step.title).into())]))
                    },
                    By::Finding(number) => a href=(format!("/case/{}/findings#f{number}", self.case.id)) {
                        (visit.say("steps-clock-by-finding"))
                    },
                }
            }
        }
    }

    fn start_form(&self, visit: &Visit, timer: &Timer, runs: bool) -> Markup {
        html! {
            form method="post" action=(format!("/case/{}/timer", self.case.id)) {
                (hidden(visit))
                (self.carried())
                input type="hidden" name="timer" value=(timer.id);
                label {
                    (visit.tell("steps-clock-when", &[("zone", visit.zone.label().into())]))
                    input type="datetime-local" name="at";
                }
                button name="set" value="at" { (visit.say("steps-clock-set")) }
                " "
                button.quiet name="set" value="now" { (visit.say("steps-clock-now")) }
                @if runs { " " button.quiet name="set" value="none" { (visit.say("steps-clock-none")) } }
            }
        }
    }
}

/// How much is left, in words.
fn left(visit: &Visit, hours: String, minutes: String) -> String {
    visit.tell("steps-clock-left", &[("hours", hours.into()), ("minutes", minutes.into())])
}
