//! To the police in Japan: a page in plain words; the fields of the damage report (form 6 of the rules of
//! criminal investigation, article 61: [22], practice: [24]); the way of the coins; exhibits; what to bring
//! and to ask; the sheet that tells an officer how to reach the exchange; and where else to turn.
//!
//! [22]: sources `s22`, [24]: `s24`, bringing: `s29`, the exchange's system: `s6`, `s6j`.

use super::draft::{
    self, Draft, declaration, done_so_far, exchange_name, field, how_much, in_yen, say, statement,
    story, value_of, when,
};
use super::matter::Matter;
use super::{Item, On, Say, Section, Value};
use crate::finding::Code;

/// The form names each of these; unknown ones stay empty.
const BRING: [&str; 6] =
    ["bring-id", "bring-this", "bring-printed", "bring-slips", "bring-data", "bring-seal"];
const ASK_FOR: [&str; 4] = ["askfor-number", "askfor-officer", "askfor-enquiry", "askfor-lers"];
const ROUTES: [&str; 7] =
    ["police_9110", "police_online", "receiving_bank", "consumer_188", "fsa", "jvcea", "adr"];

pub(super) fn write(matter: &Matter<'_>) -> (Say, Vec<Section>) {
    let sections = vec![
        summary(matter),
        form(matter),
        property(matter),
        other_side(matter),
        flow(matter),
        Draft::new("findings", On::Paper).findings(matter, concerns).done(),
        Draft::new("moments", On::Paper).moments(matter).done(),
        statement(matter),
        Draft::new("exhibits", On::Paper).say("exhibits-how").exhibits(matter).done(),
        done_so_far(matter),
        Draft::new("bring", On::Paper).points(&BRING).done(),
        Draft::new("askfor", On::Paper)
            .points(&ASK_FOR)
            .item(Item::Blanks(vec!["police_number", "police_officer", "police_station"]))
            .done(),
        officer(matter),
        Draft::new("routes", On::Sheet)
            .say("routes-lead")
            .item(Item::Channels(ROUTES.to_vec()))
            .done(),
    ];
    (subject(matter), sections)
}

fn subject(matter: &Matter<'_>) -> Say {
    let key = match (matter.coins_left(), matter.is_unrecognised()) {
        (true, true) => "subject-police-unrecognised",
        (true, false) => "subject-police-withdrawals",
        (false, _) => "subject-police",
    };
    say(key).with_if("when", when(matter)).with_if("money", how_much(matter))
}

/// One page in plain words: when, where, who, what, how, and what is asked.
fn summary(matter: &Matter<'_>) -> Section {
    // Without anything the police can act on, this is a consultation and says so.
    let (told, _) = matter.findings_of(concerns);
    let ask = if matter.coins_left() || !told.is_empty() { "ask-police" } else { "ask-consult" };
    let draft = Draft::new("plain", On::All).say(ask);
    let draft = declaration(draft, matter);
    let draft = draft
        .found("when", when(matter), matter.cites())
        .found("where", exchange_name(matter), Vec::new())
        .found("what", how_much(matter), matter.cites())
        .found("where_to", draft::codes(matter.codes(|it| it.address.as_str())), matter.cites());
    story(draft.found("worth", in_yen(matter), Vec::new()), matter).done()
}

/// What the police can act on.
fn concerns(code: Code) -> bool {
    matches!(
        code,
        Code::WithdrawalToNewAddress
            | Code::AccountDrained
            | Code::ConversionBeforeWithdrawal
            | Code::AddressLookalike
            | Code::ForcedLosingTrades
            | Code::TradeBurst
            | Code::SecurityChange
            | Code::UnknownLogin
            | Code::MailSpoofed
            | Code::UrlImitatesExchange
    )
}

/// The fields a report asks for, to be copied by hand.
fn form(matter: &Matter<'_>) -> Section {
    let person = &matter.about.person;
    let place = exchange_name(matter);
    Draft::new("form", On::Sheet)
        .say("form-lead")
        .filled_in("address", &person.address)
        .filled_in("occupation", &person.occupation)
        .filled_in("name", &person.name)
        .said("kana", &person.kana)
        .filled_in("born", &person.born)
        .filled_in("phone", &person.phone)
        .filled("damage_when", when(matter), "not_in_records")
        .filled("damage_where", place, "by_hand")
        .say("form-place")
        .filled("damage_how", value_of(&matter.about.story.what), "own_words")
        .done()
}

/// What is gone: coin, how much, what it is worth, whose it is.
fn property(matter: &Matter<'_>) -> Section {
    let draft = Draft::new("property", On::Paper);
    if matter.sums().is_empty() {
        return draft.item(field("property_what", Value::Empty("not_in_records"))).done();
    }
    let owner = value_of(&matter.about.person.name);
    draft
        .found("property_what", how_much(matter), matter.cites())
        .filled("property_worth", in_yen(matter), "no_rate")
        .filled("property_owner", owner, "by_hand")
        .done()
}

/// The field about the other side stays empty; what can be followed up stands in the next one.
fn other_side(matter: &Matter<'_>) -> Section {
    let (traces, cites) = matter.traces();
    Draft::new("other", On::Paper)
        .item(field("other_side", Value::Empty("nobody_named")))
        .found("txids", draft::codes(matter.codes(|it| it.txid.as_str())), matter.cites())
        .found("addresses", draft::codes(matter.codes(|it| it.address.as_str())), matter.cites())
        .found("traces", draft::codes(traces), cites)
        .done()
}

fn flow(matter: &Matter<'_>) -> Section {
    let (movements, _) = matter.told();
    let onward = matter.onward();
    let draft = Draft::new("flow", On::All);
    if movements.is_empty() {
        return draft.done();
    }
    let picture = Item::Flow { movements, onward: onward.clone() };
    let behind = (!onward.is_empty()).then_some(Item::Onward(onward));
    draft.item(picture).movements(matter).item_if(behind).say("flow-limit").done()
}

/// How an officer reaches the exchange. Only where an exchange that has such a system is concerned.
fn officer(matter: &Matter<'_>) -> Section {
    let account = &matter.about.account;
    let draft = Draft::new("officer", On::Sheet);
    if account.site.is_none() && account.exchange.given().is_some() {
        return draft.done();
    }
    let draft = draft
        .say("officer-lead")
        .item(field("officer_where", Value::Key("lers_url")))
        .item(field("officer_who", Value::Key("lers_who")))
        .item(field("officer_needs", Value::Key("lers_needs")))
        .item(field("officer_wait", Value::Key("lers_wait")))
        .item(field("officer_entity", Value::Key("japan_entity")));
    let uid = matter.uid().map(|(uid, _)| Value::Words(uid.to_owned()));
    draft
        .filled("uid", uid, "by_hand")
        .found("txids", draft::codes(matter.codes(|it| it.txid.as_str())), matter.cites())
        .say("officer-source")
        .done()
}
