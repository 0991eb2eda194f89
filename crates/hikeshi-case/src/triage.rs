//! What kind of trouble is it, how urgent, and what should be asked first?
//!
//! Two ways lead here: [`found`] derives it from the findings of an examination, [`read`] from a
//! person's own words, Japanese or English. For the words: [`fold`] takes spelling and width out of
//! them, [`table`] finds the cues of `words.txt` and joins them to the facts of `facts.txt` (who acted,
//! what happened to what, what is still open, what was given away), and [`rules`] leads from facts to
//! kinds and an urgency by `rules.txt`. Rules by hand do not foresee how strangers write; so all of that
//! and the letters themselves become the observations ([`feature`]) from which `learn` is taught by the
//! texts of `examples/` when the crate is built (`build.rs`), and what was [`learned`] decides by its
//! [`weights`]. [`ask`] holds the questions for a text that is too thin, what each answer leads to, and
//! the buttons that name what one sees.
//!
//! Urgency is decided by what can still be lost, never by tone. Where danger cannot be excluded, it is
//! treated as danger.

mod ask;
mod feature;
mod fold;
mod found;
mod kind;
#[cfg(test)]
mod learn;
mod learned;
mod rules;
mod table;
#[cfg(test)]
mod tests;
mod weights;

pub use ask::{Answer, Button, answered, of_button};
pub(crate) use found::of;
pub use kind::{Kind, Question, Urgency};

use std::sync::LazyLock;

use serde::Serialize;

use feature::Seen;
use fold::Folded;
use learned::{LEARNED, Learned};
use rules::{HEAVIEST_LEANING, RULES};
use table::Mark;
use weights::ONE;

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
/// A kind is named beside the best one if it is at least as likely as this.
const CLOSE: i32 = ONE / 256;
/// A best kind that is less likely than this is a guess.
const GUESS: i32 = ONE / 2;

/// Reads a person's own words: any text, of any length, in one pass.
pub fn read(text: &str) -> Reading {
    read_by(&LEARNED, text)
}

fn read_by(learned: &Learned<'_>, text: &str) -> Reading {
    let seen = Seen::new(text);
    let kinds = learned.kinds(&seen);
    let (share, likeliest) = kinds.first().copied().unwrap_or((0, Kind::AccountTakeover));
    let ruled = seen.fits.first().filter(|fit| fit.weight > HEAVIEST_LEANING);
    // Nothing to hold on to: until it is asked, it is danger.
    let thin = seen.folded.line.is_empty()
        || ruled.is_none()
            && RULES.is_short(&seen.found)
            && (share < GUESS / 2 || likeliest == Kind::AccountTakeover)
        || is_false_comfort(learned, &seen, &kinds);
    // Where something is gone too, closing the window of an impostor is not enough.
    let gone = likeliest == Kind::PhishingContact
        && RULES.is_loss(&seen.found)
        && kinds.iter().any(|(share, kind)| *kind == Kind::AccountTakeover && *share >= ONE / 64);
    let kind = if thin || gone { Kind::AccountTakeover } else { likeliest };
    let urgency = if thin || gone { Urgency::Minutes } else { learned.urgency(&seen, &kinds) };
    let by_rules = ruled.map(|fit| (ONE, fit.kind));
    let others = kinds.iter().copied().filter(|(share, _)| *share >= CLOSE);
    let mut alternatives: Vec<Kind> = Vec::new();
    for (_, other) in others.chain(by_rules) {
        if other != kind && !alternatives.contains(&other) && alternatives.len() < ALTERNATIVES {
            alternatives.push(other);
        }
    }
    let question = RULES
        .question(kind, &seen.found, &seen.folded)
        .or_else(|| (thin || share < GUESS / 2).then_some(Question::WhatHappened));
    let because = cues(text, &seen.folded, learned.because(&seen, kind));
    Reading { kind, urgency, alternatives, question, because }
}

/// Whether “no trouble” is no more than a guess: no rule speaks for it, and the text tells of a loss or of
/// haste, or is so short that it could mean anything.
fn is_false_comfort(learned: &Learned<'_>, seen: &Seen, kinds: &[(i32, Kind)]) -> bool {
    let Some((_, Kind::NotTrouble)) = kinds.first() else { return false };
    let is_ruled = seen.fits.first().is_some_and(|fit| fit.kind == Kind::NotTrouble);
    !is_ruled
        && (RULES.is_loss(&seen.found)
            || learned.urgency(seen, kinds) != Urgency::Days
            || RULES.is_short(&seen.found))
}

/// Reads the tables, some milliseconds that the first [`read`] would else take.
pub fn prepare() {
    LazyLock::force(&RULES);
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
