//! How is a section put together? Small builders that keep one rule: what is not known is either left out
//! or printed empty with its reason, never guessed.

use super::matter::Matter;
use super::{Item, On, Say, Section, Ticket, Value, Words};
use crate::finding::{Cite, Code};
use std::collections::BTreeMap;

/// A sentence without values.
pub(super) fn say(key: impl Into<String>) -> Say {
    Say { key: key.into(), values: BTreeMap::new(), cites: Vec::new() }
}

impl Say {
    /// With a value.
    pub(super) fn with(mut self, key: &'static str, value: Value) -> Self {
        self.values.insert(key, value);
        self
    }

    /// With a value, if there is one.
    pub(super) fn with_if(self, key: &'static str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With where it stands.
    pub(super) fn citing(mut self, cites: Vec<Cite>) -> Self {
        self.cites = cites;
        self
    }
}

/// A section being written.
pub(super) struct Draft {
    section: Section,
}

impl Draft {
    pub(super) fn new(key: &'static str, on: On) -> Self {
        Self { section: Section { key, on, items: Vec::new() } }
    }

    pub(super) fn done(self) -> Section {
        self.section
    }

    pub(super) fn item(mut self, item: Item) -> Self {
        self.section.items.push(item);
        self
    }

    pub(super) fn item_if(self, item: Option<Item>) -> Self {
        match item {
            Some(item) => self.item(item),
            None => self,
        }
    }

    pub(super) fn say(self, key: impl Into<String>) -> Self {
        self.item(Item::Say(say(key)))
    }

    pub(super) fn points(mut self, keys: &[&str]) -> Self {
        self.section.items.extend(keys.iter().map(|key| Item::Point(say(*key))));
        self
    }

    /// A field with words of the person; left out where they said nothing.
    pub(super) fn said(self, key: &'static str, words: &Words) -> Self {
        let value = words.given().map(|words| Value::Words(words.to_owned()));
        self.item_if(value.map(|value| field(key, value)))
    }

    /// A field of a form: printed in any case, with the reason where it stays empty.
    pub(super) fn filled(self, key: &'static str, value: Option<Value>, why: &'static str) -> Self {
        self.item(field(key, value.unwrap_or(Value::Empty(why))))
    }

    /// The same with words of the person.
    pub(super) fn filled_in(self, key: &'static str, words: &Words) -> Self {
        self.filled(key, value_of(words), "by_hand")
    }

    /// A field that rests on records; left out where there is nothing.
    pub(super) fn found(self, key: &'static str, value: Option<Value>, cites: Vec<Cite>) -> Self {
        self.item_if(value.map(|value| Item::Field { key, value, cites }))
    }

    /// The person's own words under a lead that says so; left out where there are none.
    pub(super) fn quote(self, key: &'static str, words: &Words) -> Self {
        self.item_if(words.given().map(|text| Item::Quote { key, text: text.to_owned() }))
    }

    pub(super) fn findings(self, matter: &Matter<'_>, wanted: impl Fn(Code) -> bool) -> Self {
        let (told, more) = matter.findings_of(wanted);
        self.item_if((!told.is_empty()).then_some(Item::Findings { told, more }))
    }

    pub(super) fn movements(self, matter: &Matter<'_>) -> Self {
        let (told, more) = matter.told();
        self.item_if((!told.is_empty()).then_some(Item::Movements { told, more }))
    }

    pub(super) fn moments(self, matter: &Matter<'_>) -> Self {
        let (told, more) = matter.moments();
        self.item_if((!told.is_empty()).then_some(Item::Moments { told, more }))
    }

    pub(super) fn exhibits(self, matter: &Matter<'_>) -> Self {
        let (told, more) = matter.exhibits();
        self.item_if((!told.is_empty()).then_some(Item::Exhibits { told, more }))
    }
}

/// A field that rests on nobody's records.
pub(super) fn field(key: &'static str, value: Value) -> Item {
    Item::Field { key, value, cites: Vec::new() }
}

/// Words of the person as a value.
pub(super) fn value_of(words: &Words) -> Option<Value> {
    words.given().map(|words| Value::Words(words.to_owned()))
}

/// The span of the movements, one instant where there is only one.
pub(super) fn when(matter: &Matter<'_>) -> Option<Value> {
    let (from, to) = matter.span()?;
    Some(if from == to { Value::Time(from) } else { Value::Span(from, to) })
}

/// What the movements add up to.
pub(super) fn how_much(matter: &Matter<'_>) -> Option<Value> {
    let sums = matter.sums();
    (!sums.is_empty()).then_some(Value::Money(sums))
}

/// What the sums are worth by the rates the person states; `None` unless every coin has one.
pub(super) fn in_yen(matter: &Matter<'_>) -> Option<Value> {
    let sums = matter.sums();
    let valued = sums.iter().map(|(asset, sum)| {
        let rate = matter.about.yen_rate(asset)?;
        let source = rate.source.as_str().to_owned();
        Some((asset.clone(), sum.multiplied_by(rate.price), source))
    });
    let valued: Option<Vec<_>> = valued.collect();
    valued.filter(|valued| !valued.is_empty()).map(Value::Yen)
}

/// Addresses or ids as a value.
pub(super) fn codes(codes: Vec<String>) -> Option<Value> {
    (!codes.is_empty()).then_some(Value::Codes(codes))
}

/// Which exchange the account is at.
pub(super) fn exchange_name(matter: &Matter<'_>) -> Option<Value> {
    let account = &matter.about.account;
    let of_site = account.site.map(|site| match site {
        crate::channel::Site::Japan => Value::Key("site_japan"),
        crate::channel::Site::Global => Value::Key("site_global"),
    });
    value_of(&account.exchange).or(of_site)
}

/// The account: where, whose, how registered.
pub(super) fn account(matter: &Matter<'_>) -> Section {
    let account = &matter.about.account;
    let uid = matter.uid();
    let verified = account.identity_verified.map(|it| Value::Key(if it { "yes" } else { "no" }));
    let vpn = account.vpn.map(|it| Value::Key(if it { "yes" } else { "no" }));
    Draft::new("account", On::All)
        .found("site", exchange_name(matter), Vec::new())
        .found("uid", uid.map(|(uid, _)| Value::Words(uid.to_owned())), Vec::new())
        .said("registered_mail", &account.mail)
        .found("identity_verified", verified, Vec::new())
        .found("last_login", account.last_login_at.map(Value::Time), Vec::new())
        .said("device", &account.device)
        .found("vpn", vpn, Vec::new())
        .done()
}

/// What the person says of what happened.
pub(super) fn story(draft: Draft, matter: &Matter<'_>) -> Draft {
    let story = &matter.about.story;
    draft
        .found("noticed_at", story.noticed_at.map(Value::Time), Vec::new())
        .said("noticed_how", &story.noticed_how)
        .quote("what", &story.what)
}

/// The person's word on who made the withdrawals, or the open question.
pub(super) fn declaration(draft: Draft, matter: &Matter<'_>) -> Draft {
    if !matter.coins_left() {
        return draft;
    }
    let who = matter.about.story.who_sent.map_or("open", super::WhoSent::key);
    let said = say(format!("declared-{who}"))
        .with_if("when", when(matter))
        .with_if("money", how_much(matter))
        .citing(matter.cites());
    draft.item(Item::Say(said))
}

/// What has been done so far: the person's list, tickets, police.
pub(super) fn done_so_far(matter: &Matter<'_>) -> Section {
    let about = matter.about;
    let mut draft = Draft::new("done", On::All);
    for done in &about.story.done {
        let words = done.given().map(|words| Value::Words(words.to_owned()));
        draft =
            draft.item_if(words.map(|words| Item::Point(say("done-point").with("done", words))));
    }
    for ticket in &about.ticket {
        draft = draft.item_if(ticket_line(ticket));
    }
    police_number(draft, matter).done()
}

fn ticket_line(ticket: &Ticket) -> Option<Item> {
    ticket.number.given()?;
    let said = say("ticket")
        .with("number", Value::Words(ticket.number.as_str().to_owned()))
        .with("to", value_of(&ticket.to).unwrap_or(Value::Key("unsaid")))
        .with("day", value_of(&ticket.day).unwrap_or(Value::Key("unsaid")))
        .with("reply", value_of(&ticket.reply).unwrap_or(Value::Key("unsaid")));
    Some(Item::Point(said))
}

/// What the police gave, or by when it follows; nothing where the person has not been there.
pub(super) fn police_number(draft: Draft, matter: &Matter<'_>) -> Draft {
    let police = &matter.about.police;
    draft
        .said("police_number", &police.number)
        .said("police_station", &police.station)
        .said("police_officer", &police.officer)
        .said("police_day", &police.day)
        .said("police_expected", &police.expected_by)
}

/// Where an answer goes.
pub(super) fn reply(matter: &Matter<'_>, how: &'static str) -> Section {
    let person = &matter.about.person;
    Draft::new("reply", On::All)
        .say(how)
        .said("name", &person.name)
        .said("mail", &person.mail)
        .said("phone", &person.phone)
        .done()
}

/// The statement, in the person's words or to be written by hand, with a place to sign.
pub(super) fn statement(matter: &Matter<'_>) -> Section {
    let statement = &matter.about.statement;
    let draft =
        Draft::new("statement", On::All).say("statement-truth").quote("statement", &statement.text);
    if statement.signed {
        let day = value_of(&statement.signed_on).unwrap_or(Value::Key("unsaid"));
        return draft.item(Item::Say(say("statement-signed").with("day", day))).done();
    }
    draft.say("statement-unsigned").item(Item::Blanks(vec!["sign_day", "signature"])).done()
}
