//! To the bank that received yen: please stop the account, with what the slip says. The law behind it:
//! source `s60a`.

use super::draft::{Draft, police_number, reply, say, statement, story, value_of};
use super::matter::Matter;
use super::{Item, On, Say, Section, Value, Words, Yen};

const BRING: [&str; 3] = ["bring-application", "bring-id", "bring-slips"];

pub(super) fn write(matter: &Matter<'_>) -> (Say, Vec<Section>) {
    let mut paid = Draft::new("yen", On::All);
    for yen in &matter.about.yen {
        paid = transfer(paid, yen);
    }
    if matter.about.yen.is_empty() {
        paid = transfer(paid, &Yen::default());
    }
    let police = Draft::new("police", On::All);
    let police = if matter.about.police.number.given().is_some() {
        police_number(police, matter)
    } else {
        police.say("police-told-bank")
    };
    let sections = vec![
        Draft::new("ask", On::All).say("ask-bank").done(),
        paid.done(),
        story(Draft::new("what", On::All), matter).done(),
        police.done(),
        statement(matter),
        Draft::new("bring", On::Paper).points(&BRING).done(),
        Draft::new("limits", On::Paper).points(&["limit-relief", "limit-relief-period"]).done(),
        reply(matter, "reply-contact"),
    ];
    (subject(matter), sections)
}

fn subject(matter: &Matter<'_>) -> Say {
    match matter.about.yen.first().and_then(|yen| value_of(&yen.day)) {
        Some(day) => say("subject-bank").with("day", day),
        None => say("subject-bank-open"),
    }
}

/// One transfer as on the slip; what is missing is filled in by hand.
fn transfer(draft: Draft, yen: &Yen) -> Draft {
    let fields: [(&'static str, &Words); 8] = [
        ("yen_day", &yen.day),
        ("yen_amount", &yen.amount),
        ("yen_from", &yen.from_bank),
        ("yen_bank", &yen.bank),
        ("yen_branch", &yen.branch),
        ("yen_kind", &yen.kind),
        ("yen_number", &yen.number),
        ("yen_holder", &yen.holder),
    ];
    fields.into_iter().fold(draft, |draft, (key, words)| {
        let value = value_of(words).unwrap_or(Value::Empty("on_slip"));
        draft.item(Item::Field { key, value, cites: Vec::new() })
    })
}
