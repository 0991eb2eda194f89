//! How complete is an enquiry, in words: for the console, a page, or a program.

use super::said;
use crate::lang::Lang;
use hikeshi_case::enquiry::{Meter, Need, State, Weight, Whence};
use serde_json::{Value, json};

/// The meter in one line: what is there of what is needed and of what helps.
pub fn headline(meter: &Meter, lang: Lang) -> String {
    let (needed, all_needed) = meter.of(Weight::Needed);
    let (helps, all_helps) = meter.of(Weight::Helps);
    let args = [
        ("needed", needed.into()),
        ("all_needed", all_needed.into()),
        ("helps", helps.into()),
        ("all_helps", all_helps.into()),
    ];
    let key = if meter.is_ready() { "enquiry-meter-ready" } else { "enquiry-meter" };
    said(lang, key, &args)
}

/// What a need is called.
pub fn name(need: &Need, lang: Lang) -> String {
    said(lang, &format!("enquiry-need-{}", need.key), &[])
}

/// Where it comes from, or where it is found.
pub fn place(need: &Need, lang: Lang) -> String {
    match &need.state {
        State::Held(Whence::Exhibits(_)) => said(lang, "enquiry-from-exhibits", &[]),
        State::Held(Whence::Person) => said(lang, "enquiry-from-person", &[]),
        State::Missing(look) => said(lang, &format!("enquiry-look-{look}"), &[]),
    }
}

/// The whole meter as lines for the console: the headline, what is there, what is missing and where it is.
pub fn lines(meter: &Meter, lang: Lang) -> Vec<String> {
    let mut lines = vec![headline(meter, lang)];
    for need in meter.needs.iter().filter(|need| need.is_held()) {
        let args = [("need", name(need, lang).into()), ("place", place(need, lang).into())];
        lines.push(said(lang, "enquiry-line-held", &args));
    }
    for need in meter.missing() {
        let key = match need.weight {
            Weight::Needed => "enquiry-line-needed",
            Weight::Helps => "enquiry-line-helps",
        };
        let args = [("need", name(need, lang).into()), ("place", place(need, lang).into())];
        lines.push(said(lang, key, &args));
    }
    lines
}

/// The meter for programs.
pub fn json(meter: &Meter, lang: Lang) -> Value {
    let needs = meter.needs.iter().map(|need| {
        let weight = if need.weight == Weight::Needed { "needed" } else { "helps" };
        let cites = match &need.state {
            State::Held(Whence::Exhibits(cites)) => json!(cites),
            _ => json!([]),
        };
        json!({
            "key": need.key, "name": name(need, lang), "weight": weight, "held": need.is_held(),
            "where": place(need, lang), "cites": cites,
        })
    });
    json!({ "ready": meter.is_ready(), "text": headline(meter, lang), "needs": needs.collect::<Vec<_>>() })
}
