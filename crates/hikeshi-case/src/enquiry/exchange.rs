//! To support of the exchange the account is at: one request, then what an agent asks, in their order.

use super::draft::{Draft, account, declaration, done_so_far, how_much, reply, say, story, when};
use super::matter::{Matter, belongs};
use super::{Item, On, Say, Section, Topic};

pub(super) fn write(matter: &Matter<'_>) -> (Say, Vec<Section>) {
    let ask = Draft::new("ask", On::All).say(format!("ask-exchange-{}", matter.topic.key()));
    let what = declaration(story(Draft::new("what", On::All), matter), matter);
    let sections = vec![
        ask.done(),
        account(matter),
        what.done(),
        Draft::new("movements", On::All).movements(matter).done(),
        Draft::new("findings", On::All).findings(matter, |code| belongs(code, matter.topic)).done(),
        Draft::new("moments", On::Paper).moments(matter).done(),
        Draft::new("exhibits", On::Paper).exhibits(matter).done(),
        done_so_far(matter),
        closing(matter),
    ];
    (subject(matter), sections)
}

/// The subject others may see: what, when and how much, no account.
fn subject(matter: &Matter<'_>) -> Say {
    let key = match (matter.topic, matter.is_unrecognised()) {
        (Topic::Withdrawals, true) => "subject-unrecognised".to_owned(),
        (topic, _) => format!("subject-{}", topic.key()),
    };
    say(key).with_if("when", when(matter)).with_if("money", how_much(matter))
}

fn closing(matter: &Matter<'_>) -> Section {
    let mut section = reply(matter, "reply-ticket");
    section.items.push(Item::Say(say("closing-exchange")));
    section
}
