//! What kind of trouble is it, how urgent, and what should be asked first?
//!
//! Two ways lead here: [`found`] derives it from the findings of an examination, [`read`] from a
//! person's own words, Japanese or English. For the words: [`fold`] takes spelling and width out of
//! them, [`table`] finds the cues of `words.txt` and joins them to the facts of `facts.txt` (who acted,
//! what happened to what, what is still open, what was given away), and [`rules`] leads from facts to
//! a kind and an urgency by `rules.txt`. [`ask`] holds the questions for a text that is too thin, what
//! each answer leads to, and the buttons that name what one sees.
//!
//! Urgency is decided by what can still be lost, never by tone. Where danger cannot be excluded, it is
//! treated as danger.

mod ask;
mod fold;
mod found;
mod kind;
mod rules;
mod table;
#[cfg(test)]
mod tests;

pub use ask::{Answer, Button, Question, answered, of_button};
pub(crate) use found::of;
pub use kind::{Kind, Urgency};

use serde::Serialize;

use fold::Folded;
use rules::RULES;
use table::Mark;

/// What a text says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The kind that fits best.
    pub kind: Kind,
    /// How urgent it is, by what can still be lost.
    pub urgency: Urgency,
    /// Up to three other kinds that fit, best first.
    pub alternatives: Vec<Kind>,
    /// What to ask first, if the text is too thin.
    pub question: Option<Question>,
    /// The words that led there, in order, without overlaps.
    pub because: Vec<Cue>,
}

/// Words of the given text that led to the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// The words as they stand in the text.
    pub text: String,
    /// The first character, counted in Unicode scalar values from 0.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// How many other kinds are named.
const ALTERNATIVES: usize = 3;

/// Reads a person's own words: any text, of any length, in one pass.
pub fn read(text: &str) -> Reading {
    let (folded, found) = RULES.table.look(text);
    let mut fitting = RULES.kinds(&found, &folded).into_iter();
    let best = fitting.next();
    let unsure = best.as_ref().is_some_and(|best| best.weight <= rules::HEAVIEST_LEANING);
    let (kind, mut marks) =
        best.map_or((Kind::NotTrouble, Vec::new()), |best| (best.kind, best.marks));
    let mut alternatives = Vec::new();
    for other in fitting {
        if other.kind != kind
            && !alternatives.contains(&other.kind)
            && alternatives.len() < ALTERNATIVES
        {
            alternatives.push(other.kind);
        }
    }
    let (urgency, led) = RULES.urgency(kind, &found, &folded);
    marks.extend(led);
    // A guess never tells anybody that there is time.
    let urgency =
        if unsure && kind != Kind::NotTrouble { urgency.min(Urgency::Hours) } else { urgency };
    let question = RULES
        .question(kind, &found, &folded)
        .or_else(|| (unsure && kind == Kind::AccountTakeover).then_some(Question::WhatHappened));
    Reading { kind, urgency, alternatives, question, because: cues(text, &folded, marks) }
}

/// The places of the marks in the given text, joined where they touch.
fn cues(text: &str, folded: &Folded, mut marks: Vec<Mark>) -> Vec<Cue> {
    marks.sort_unstable();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    // What holds for every text stands nowhere in it.
    for mark in marks.into_iter().filter(|mark| mark.to > mark.from) {
        let (Some(first), Some(last)) =
            (folded.spots.get(mark.from), folded.spots.get(mark.to.saturating_sub(1)))
        else {
            continue;
        };
        let (start, end) = (first.from as usize, last.to as usize);
        match spans.last_mut() {
            Some(before) if start <= before.1 => before.1 = before.1.max(end),
            _ => spans.push((start, end)),
        }
    }
    let mut chars = text.chars();
    let mut at = 0;
    let mut cues = Vec::new();
    for (start, end) in spans {
        chars.by_ref().take(start - at).for_each(drop);
        let text: String = chars.by_ref().take(end - start).collect();
        at = end;
        cues.push(Cue { text, start, end });
    }
    cues
}
