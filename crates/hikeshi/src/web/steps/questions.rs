//! One question at a time; the others, and what was answered, folded away.

use super::Steps;
use crate::firstaid::Sheet;
use crate::web::page::hidden;
use crate::web::visit::Visit;
use hikeshi_case::playbook::Fork;
use maud::{Markup, html};

impl Steps {
    /// A question with its answers as buttons; of one with several answers as boxes to tick.
    pub(super) fn question(
        &self,
        visit: &Visit,
        sheet: &Sheet<'_>,
        fork: &Fork,
        lead: Option<&str>,
    ) -> Markup {
        html! {
            form.question #(format!("ask-{}", fork.id)) method="post" action=(format!("/case/{}/fork", self.case.id)) {
                (hidden(visit))
                (self.carried())
                input type="hidden" name="fork" value=(fork.id);
                @if let Some(lead) = lead { p.eyebrow { (visit.say(lead)) } }
                fieldset {
                    legend { (sheet.of(&fork.ask)) }
                    @if fork.several {
                        @for answer in &fork.answer {
                            label.check { input type="checkbox" name="given" value=(answer.id); (sheet.of(&answer.text)) }
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

    /// The questions that can wait.
    pub(super) fn other_questions(
        &self,
        visit: &Visit,
        sheet: &Sheet<'_>,
        asked: Option<&Fork>,
    ) -> Markup {
        let others = sheet.plan.open_forks.iter();
        let others: Vec<_> =
            others.filter(|fork| asked.is_none_or(|asked| asked.id != fork.id)).collect();
        html! {
            @if !others.is_empty() {
                details {
                    summary { (visit.tell("steps-ask-others", &[("count", others.len().into())])) }
                    @for fork in others { (self.question(visit, sheet, fork, None)) }
                }
            }
        }
    }

    /// What was answered; asked again when the answer is taken back.
    pub(super) fn answered(&self, visit: &Visit, sheet: &Sheet<'_>) -> Markup {
        let asked = sheet.plan.playbook.forks.iter().filter_map(|id| sheet.library.forks.get(id));
        let answered: Vec<(&Fork, Vec<&str>)> = asked
            .filter_map(|fork| {
                let given = self.answers.get(&fork.id)?;
                let named = fork.answer.iter().filter(|answer| given.contains(&answer.id));
                Some((fork, named.map(|answer| sheet.of(&answer.text)).collect()))
            })
            .collect();
        html! {
            @if !answered.is_empty() {
                details {
                    summary { (visit.tell("steps-answered", &[("count", answered.len().into())])) }
                    @for (fork, given) in answered {
                        form.answered method="post" action=(format!("/case/{}/fork", self.case.id)) {
                            (hidden(visit))
                            (self.carried())
                            input type="hidden" name="fork" value=(fork.id);
                            p { (sheet.of(&fork.ask)) }
                            p { strong { (given.join(&visit.say("dossier-separator"))) } }
                            button.quiet { (visit.say("steps-answer-again")) }
                        }
                    }
                }
            }
        }
    }
}
