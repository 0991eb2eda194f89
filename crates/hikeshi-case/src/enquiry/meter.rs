//! What does this recipient need, what does the case hold, and where is the rest found?
//!
//! Needs by source: exchange `s5`, `s7`, `s10`; receiving exchange `s5`, `s35`, `s32`; police `s22`, `s24`,
//! `s29`; lawyer `s52`, `s63`; bank `s60a`.

use super::matter::Matter;
use super::{Recipient, Topic, Words};
use crate::finding::Cite;

/// How much a need matters to the recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Without it little can be done.
    Needed,
    /// It helps.
    Helps,
}

/// Where something that is there comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whence {
    /// From exhibits.
    Exhibits(Vec<Cite>),
    /// From the person.
    Person,
}

/// Whether something is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is, and stands in the letter.
    Held(Whence),
    /// It is not; `enquiry-look-<key>` says where it is found.
    Missing(&'static str),
}

/// One thing a recipient needs: `enquiry-need-<key>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub key: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// Whether it is there.
    pub state: State,
}

impl Need {
    /// Whether it is there.
    pub fn is_held(&self) -> bool {
        matches!(self.state, State::Held(_))
    }
}

/// How complete an enquiry is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// What the recipient needs, in the order they ask.
    pub needs: Vec<Need>,
}

impl Meter {
    /// How many of a weight are there, and how many there could be.
    pub fn of(&self, weight: Weight) -> (usize, usize) {
        let of_weight = || self.needs.iter().filter(move |need| need.weight == weight);
        (of_weight().filter(|need| need.is_held()).count(), of_weight().count())
    }

    /// What is missing, what is needed before what helps.
    pub fn missing(&self) -> Vec<&Need> {
        let mut missing: Vec<&Need> = self.needs.iter().filter(|need| !need.is_held()).collect();
        missing.sort_by_key(|need| need.weight);
        missing
    }

    /// Whether everything without which little can be done is there.
    pub fn is_ready(&self) -> bool {
        let (held, all) = self.of(Weight::Needed);
        held == all
    }
}

/// Counts what is there.
struct Count<'a> {
    matter: &'a Matter<'a>,
    needs: Vec<Need>,
}

impl Count<'_> {
    fn add(&mut self, key: &'static str, weight: Weight, held: Option<Whence>) {
        let state = held.map_or(State::Missing(key), State::Held);
        self.needs.push(Need { key, weight, state });
    }

    fn said(&mut self, key: &'static str, weight: Weight, words: &Words) {
        self.add(key, weight, words.given().map(|_| Whence::Person));
    }

    fn person(&mut self, key: &'static str, weight: Weight, held: bool) {
        self.add(key, weight, held.then_some(Whence::Person));
    }

    fn records(&mut self, key: &'static str, weight: Weight, cites: Vec<Cite>) {
        self.add(key, weight, (!cites.is_empty()).then_some(Whence::Exhibits(cites)));
    }

    /// What every recipient of an account's matter asks: the account, when, what moved.
    fn account(&mut self) {
        let account = &self.matter.about.account;
        self.person(
            "site",
            Weight::Needed,
            account.site.is_some() || account.exchange.given().is_some(),
        );
        let uid = self
            .matter
            .uid()
            .map(|(_, read)| if read { Whence::Exhibits(Vec::new()) } else { Whence::Person });
        self.add("uid", Weight::Needed, uid);
    }

    fn story(&mut self) {
        let story = &self.matter.about.story;
        self.said("what", Weight::Needed, &story.what);
        self.person("noticed_at", Weight::Helps, story.noticed_at.is_some());
        if self.matter.coins_left() {
            self.person("who_sent", Weight::Needed, story.who_sent.is_some());
        }
    }

    fn movements(&mut self) {
        let cites = self.matter.cites();
        self.records("movements", Weight::Needed, cites);
        let named = self.matter.movements.iter().filter(|movement| !movement.txid.is_empty());
        self.records(
            "txids",
            Weight::Needed,
            named.flat_map(|it| it.cites.iter().copied()).collect(),
        );
    }

    fn contact(&mut self) {
        let person = &self.matter.about.person;
        self.said("name", Weight::Needed, &person.name);
        let reachable = person.mail.given().or(person.phone.given()).is_some();
        self.person("contact", Weight::Needed, reachable);
    }
}

pub(super) fn meter(matter: &Matter<'_>, to: Recipient) -> Meter {
    let mut count = Count { matter, needs: Vec::new() };
    match to {
        Recipient::Exchange => exchange(&mut count),
        Recipient::ReceivingExchange => receiving(&mut count),
        Recipient::Police => police(&mut count),
        Recipient::Lawyer => lawyer(&mut count),
        Recipient::Bank => bank(&mut count),
    }
    Meter { needs: count.needs }
}

fn exchange(count: &mut Count<'_>) {
    let about = count.matter.about;
    count.account();
    count.said("registered_mail", Weight::Needed, &about.account.mail);
    count.story();
    if matches!(
        count.matter.topic,
        Topic::Withdrawals | Topic::Sent | Topic::Deposit | Topic::Stuck
    ) {
        count.movements();
    }
    if count.matter.topic == Topic::Withdrawals {
        count.person("last_login", Weight::Helps, about.account.last_login_at.is_some());
        count.said("device", Weight::Helps, &about.account.device);
    }
    let cited = count.matter.findings.iter().flat_map(|finding| finding.cites.iter().copied());
    let cited: Vec<Cite> = cited.take(super::matter::CODES).collect();
    count.records("records", Weight::Needed, cited);
    count.person(
        "ticket",
        Weight::Helps,
        about.ticket.iter().any(|it| it.number.given().is_some()),
    );
    count.said("contact_mail", Weight::Helps, &about.person.mail);
}

fn receiving(count: &mut Count<'_>) {
    let about = count.matter.about;
    let received = about.receiving.first();
    count.movements();
    let address = received.is_some_and(|it| it.address.given().is_some());
    count.person("receiving_address", Weight::Needed, address);
    let hops = received.and_then(|it| count.matter.transfers_to(it.address.as_str())).is_some();
    count.person("hops", Weight::Needed, hops);
    count.person(
        "receiving_why",
        Weight::Needed,
        received.is_some_and(|it| it.why.given().is_some()),
    );
    count.said("ownership", Weight::Needed, &about.ownership.proof);
    count.story();
    count.person("statement", Weight::Needed, about.statement.signed);
    let police = about.police.number.given().or(about.police.expected_by.given()).is_some();
    count.person("police_number", Weight::Helps, police);
    let own = received.is_some_and(|it| it.own_account == Some(true));
    count.person("own_account_there", Weight::Helps, own);
    count.contact();
}

fn police(count: &mut Count<'_>) {
    let about = count.matter.about;
    let person = &about.person;
    count.contact();
    count.said("address", Weight::Needed, &person.address);
    count.said("occupation", Weight::Helps, &person.occupation);
    count.said("born", Weight::Helps, &person.born);
    count.story();
    count.movements();
    count.account();
    let rated = count.matter.sums().iter().all(|(asset, _)| about.yen_rate(asset).is_some());
    if count.matter.coins_left() {
        count.person("rate", Weight::Helps, rated);
    }
    let (_, traces) = count.matter.traces();
    count.records("traces", Weight::Helps, traces);
    count.person("statement", Weight::Helps, about.statement.text.given().is_some());
}

fn lawyer(count: &mut Count<'_>) {
    let about = count.matter.about;
    count.said("goal", Weight::Needed, &about.lawyer.goal);
    count.said("budget", Weight::Helps, &about.lawyer.budget);
    count.story();
    if count.matter.coins_left() {
        count.movements();
    }
    count.account();
    count.said("residence", Weight::Helps, &about.person.residence);
    count.said("terms", Weight::Helps, &about.lawyer.terms);
    count.person("opponent", Weight::Helps, about.lawyer.opponent_known.is_some());
    count.person(
        "ticket",
        Weight::Helps,
        about.ticket.iter().any(|it| it.number.given().is_some()),
    );
    count.said("police_number", Weight::Helps, &about.police.number);
    count.contact();
}

fn bank(count: &mut Count<'_>) {
    let about = count.matter.about;
    let empty = super::Yen::default();
    let yen = about.yen.first().unwrap_or(&empty);
    count.said("yen_day", Weight::Needed, &yen.day);
    count.said("yen_amount", Weight::Needed, &yen.amount);
    count.said("yen_bank", Weight::Needed, &yen.bank);
    count.said("yen_branch", Weight::Needed, &yen.branch);
    count.said("yen_number", Weight::Needed, &yen.number);
    count.said("yen_holder", Weight::Needed, &yen.holder);
    count.said("what", Weight::Needed, &about.story.what);
    count.said("police_number", Weight::Helps, &about.police.number);
    count.contact();
}
