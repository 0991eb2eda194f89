//! To another exchange that received the coins: one request to freeze and to keep records, with links, the
//! number of transfers, proof that the account is the person's, and a statement of truth.

use super::draft::{
    Draft, declaration, field, police_number, reply, say, statement, story, value_of,
};
use super::matter::Matter;
use super::{Item, On, Receiving, Say, Section, Value};

pub(super) fn write(matter: &Matter<'_>) -> (Say, Vec<Section>) {
    let mut sections = vec![Draft::new("ask", On::All).say("ask-receiving").done()];
    sections.push(where_it_went(matter));
    sections.push(Draft::new("movements", On::All).movements(matter).done());
    let onward = matter.onward();
    let onward = (!onward.is_empty()).then_some(Item::Onward(onward));
    sections.push(Draft::new("onward", On::All).item_if(onward).done());
    sections.push(declaration(story(Draft::new("what", On::All), matter), matter).done());
    sections.push(ownership(matter));
    sections.push(police(matter));
    sections.push(statement(matter));
    sections.push(reply(matter, "reply-ticket"));
    (subject(matter), sections)
}

/// "Freeze request" and the first transaction id, as these desks sort by it.
fn subject(matter: &Matter<'_>) -> Say {
    let first = matter.codes(|movement| movement.txid.as_str()).into_iter().next();
    match first {
        Some(txid) => say("subject-freeze").with("txid", Value::Codes(vec![txid])),
        None => say("subject-freeze-open"),
    }
}

/// Which address is believed to be theirs, why, and how many transfers lie between.
fn where_it_went(matter: &Matter<'_>) -> Section {
    let mut draft = Draft::new("received", On::All);
    for received in &matter.about.receiving {
        draft = received_at(draft, matter, received);
    }
    if matter.about.receiving.is_empty() {
        return draft.say("received-unknown").done();
    }
    draft.say("received-label").done()
}

fn received_at(draft: Draft, matter: &Matter<'_>, received: &Receiving) -> Draft {
    let hops = match matter.transfers_to(received.address.as_str()) {
        Some(count) => Value::Count(count),
        None => Value::Empty("hops_unknown"),
    };
    let address = received.address.given().map(|it| Value::Codes(vec![it.to_owned()]));
    let why = value_of(&received.why);
    let own = received.own_account.map(|it| Value::Key(if it { "yes" } else { "no" }));
    draft
        .said("receiving_exchange", &received.exchange)
        .filled("receiving_address", address, "by_hand")
        .item(field("hops", hops))
        .filled("receiving_why", why, "by_hand")
        .found("own_account_there", own, Vec::new())
}

fn ownership(matter: &Matter<'_>) -> Section {
    let account = &matter.about.account;
    Draft::new("ownership", On::All)
        .found("source_exchange", super::draft::exchange_name(matter), Vec::new())
        .said("registered_name", &matter.about.person.name)
        .said("registered_mail", &account.mail)
        .filled_in("ownership_proof", &matter.about.ownership.proof)
        .done()
}

fn police(matter: &Matter<'_>) -> Section {
    let draft = Draft::new("police", On::All);
    if matter.about.police.number.given().is_some() {
        return police_number(draft, matter).say("police-will-ask").done();
    }
    let expected = value_of(&matter.about.police.expected_by);
    match expected {
        Some(day) => draft.item(Item::Say(say("police-follows-by").with("day", day))).done(),
        None => draft.say("police-follows").done(),
    }
}
