//! To a lawyer: the goal, the case on two pages, every transfer, where the coins are as far as known, what
//! was said to whom, and the clocks that run. Limits that lawyers name themselves: sources `s52`, `s63`.

use super::draft::{
    Draft, account, declaration, done_so_far, how_much, in_yen, reply, say, statement, story, when,
};
use super::matter::Matter;
use super::{Item, On, Say, Section, Value};

const CLOCKS: [&str; 3] = ["clock-freeze", "clock-adr", "clock-bank"];

pub(super) fn write(matter: &Matter<'_>) -> (Say, Vec<Section>) {
    let lawyer = &matter.about.lawyer;
    let known = lawyer.opponent_known.map(|it| Value::Key(if it { "yes" } else { "no" }));
    let ask = Draft::new("ask", On::All)
        .say("ask-lawyer")
        .quote("goal", &lawyer.goal)
        .said("budget", &lawyer.budget)
        .found("opponent_known", known, Vec::new());
    let what = declaration(story(Draft::new("what", On::All), matter), matter);
    let money = Draft::new("property", On::All).found("when", when(matter), matter.cites()).found(
        "property_what",
        how_much(matter),
        matter.cites(),
    );
    let money = if matter.sums().is_empty() {
        money
    } else {
        money.filled("property_worth", in_yen(matter), "no_rate")
    };
    let onward = matter.onward();
    let behind = (!onward.is_empty()).then_some(Item::Onward(onward));
    let gone = Draft::new("movements", On::All).movements(matter).item_if(behind);
    let gone = if matter.coins_left() { gone.say("flow-limit") } else { gone };
    let mut account = account(matter);
    let residence = Draft::new("account", On::All)
        .said("residence", &matter.about.person.residence)
        .said("terms", &lawyer.terms);
    account.items.extend(residence.done().items);
    let sections = vec![
        ask.done(),
        what.done(),
        money.done(),
        gone.done(),
        Draft::new("findings", On::All).findings(matter, |_| true).done(),
        account,
        done_so_far(matter),
        statement_if_said(matter),
        Draft::new("clocks", On::All).points(&CLOCKS).done(),
        Draft::new("limits", On::All).points(&["limit-address", "limit-lers"]).done(),
        Draft::new("moments", On::Paper).moments(matter).done(),
        Draft::new("exhibits", On::Paper).say("exhibits-how").exhibits(matter).done(),
        reply(matter, "reply-contact"),
    ];
    (subject(matter), sections)
}

fn subject(matter: &Matter<'_>) -> Say {
    say(format!("subject-lawyer-{}", matter.topic.key()))
        .with_if("when", when(matter))
        .with_if("money", how_much(matter))
}

/// A lawyer reads what was stated elsewhere; nothing is asked to be signed here.
fn statement_if_said(matter: &Matter<'_>) -> Section {
    let mut section = statement(matter);
    if matter.about.statement.text.given().is_none() {
        section.items.clear();
    }
    section
}
