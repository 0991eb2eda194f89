//! What is said to whom? From an examination and what the person says: one enquiry for one recipient, as
//! typed paragraphs without a sentence, and a meter of what this recipient needs and the case holds.
//!
//! Laws that hold here, whoever prints it:
//! - A secret never stands in it: the examination has masked its own, [`Particulars`] masks while reading.
//! - What happened is a withdrawal the person does not recognise, and only if they say so
//!   ([`WhoSent::NotMe`]). Graver words stand only in their own statement, quoted.
//! - Nobody is named as the other side: that field is printed empty with the reason.
//! - A value in yen needs a rate that the person states with its source.
//! - Only findings that matter to this recipient are told, each with its cites; with none, the letter
//!   says only what the person says.
//! - Every list has an end, and what is left out is counted.

mod bank;
mod draft;
mod exchange;
mod lawyer;
mod matter;
mod meter;
mod particulars;
mod police;
mod receiving;
#[cfg(test)]
mod tests;

pub use meter::{Meter, Need, State, Weight, Whence};
pub use particulars::{
    Account, Hop, LIMIT, Lawyer, Ownership, Particulars, ParticularsFault, Person, Police, Rate,
    Receiving, Statement, Story, Ticket, WhoSent, Words, Yen,
};

use crate::amount::Amount;
use crate::event::Direction;
use crate::examination::{Examination, Moment};
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Finding};
use crate::time::Time;
use matter::Matter;
use std::collections::BTreeMap;

/// Who is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    /// Support of the exchange the account is at.
    Exchange,
    /// Another exchange that received the coins.
    ReceivingExchange,
    /// The police in Japan.
    Police,
    /// A lawyer.
    Lawyer,
    /// The bank that received yen.
    Bank,
}

impl Recipient {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Exchange, Self::ReceivingExchange, Self::Police, Self::Lawyer, Self::Bank];

    /// A fixed word for arguments, file names and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::ReceivingExchange => "receiving-exchange",
            Self::Police => "police",
            Self::Lawyer => "lawyer",
            Self::Bank => "bank",
        }
    }

    /// Reads [`Self::key`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|to| to.key() == text)
    }
}

/// What the enquiry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Withdrawals that findings are about, not made by the person, or not yet said by whom.
    Withdrawals,
    /// Withdrawals the person made themselves.
    Sent,
    /// A deposit that is not credited.
    Deposit,
    /// A withdrawal that was not carried out, or a hold.
    Stuck,
    /// A restriction of the account.
    Restriction,
    /// Orders, fills, liquidations.
    Trade,
    /// Logins and changes of settings.
    Access,
    /// Records that do not add up.
    Records,
    /// Nothing that findings warrant: only what the person says.
    Open,
}

impl Topic {
    /// A fixed word for texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Withdrawals => "withdrawals",
            Self::Sent => "sent",
            Self::Deposit => "deposit",
            Self::Stuck => "stuck",
            Self::Restriction => "restriction",
            Self::Trade => "trade",
            Self::Access => "access",
            Self::Records => "records",
            Self::Open => "open",
        }
    }
}

/// A typed value of a sentence or a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words as they are, the person's or an export's; may have several lines.
    Words(String),
    /// What is read character by character: addresses, ids.
    Codes(Vec<String>),
    /// A public page each, to look a transaction up.
    Links(Vec<String>),
    /// An instant.
    Time(Time),
    /// From and to.
    Span(Time, Time),
    /// Amounts with what they count.
    Money(Vec<(String, Amount)>),
    /// Yen by a rate of the person's, whole, rounded down: per coin its value and the rate's source.
    Yen(Vec<(String, Amount, String)>),
    /// A number of things.
    Count(usize),
    /// A key with words of its own: `enquiry-value-<key>`.
    Key(&'static str),
    /// Left empty, and the key of why: `enquiry-empty-<key>`.
    Empty(&'static str),
}

/// One sentence: `enquiry-<key>` with its values, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    /// The sentence.
    pub key: String,
    /// Its values.
    pub values: BTreeMap<&'static str, Value>,
    /// What it rests on; empty where it rests on the person's word.
    pub cites: Vec<Cite>,
}

/// One movement of coins the enquiry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Which way.
    pub direction: Direction,
    /// When.
    pub at: Time,
    /// The coin.
    pub asset: String,
    /// How much, without the fee.
    pub amount: Amount,
    /// The network's tag; may be empty.
    pub network: String,
    /// Address; may be empty.
    pub address: String,
    /// Memo or tag; may be empty.
    pub memo: String,
    /// Transaction id; may be empty.
    pub txid: String,
    /// Status as printed; may be empty.
    pub status: String,
    /// A public page that shows it, where one is known.
    pub link: Option<String>,
    /// Where it stands.
    pub cites: Vec<Cite>,
}

/// A transfer on the way behind the account, as the person states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onward {
    /// Transaction id.
    pub txid: String,
    /// Where it went.
    pub address: String,
    /// When.
    pub at: Option<Time>,
    /// How much, in the person's words.
    pub amount: String,
    /// A public page that shows it, where one is known.
    pub link: Option<String>,
}

/// One exhibit of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: ExhibitId,
    /// The name it came with.
    pub name: String,
    /// `family/variant`.
    pub format: String,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// How a third party could check it: A–D.
    pub grade: &'static str,
}

/// One part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A sentence.
    Say(Say),
    /// The person's own words, to be printed as theirs: `enquiry-words-<key>`.
    Quote {
        /// What they are about.
        key: &'static str,
        /// The words.
        text: String,
    },
    /// A name and its value: `enquiry-field-<key>`.
    Field {
        /// The name.
        key: &'static str,
        /// The value, or why there is none.
        value: Value,
        /// What it rests on.
        cites: Vec<Cite>,
    },
    /// A point of a list: `enquiry-<key>`.
    Point(Say),
    /// What was found, in the words of the dossier.
    Findings {
        /// The findings told.
        told: Vec<Finding>,
        /// How many more there are.
        more: usize,
    },
    /// Movements in the order of time.
    Movements {
        /// Those told.
        told: Vec<Movement>,
        /// How many more there are.
        more: usize,
    },
    /// What is known of the way behind them.
    Onward(Vec<Onward>),
    /// The way of the coins as a picture; on paper only.
    Flow {
        /// The movements drawn.
        movements: Vec<Movement>,
        /// And behind them.
        onward: Vec<Onward>,
    },
    /// What happened around them.
    Moments {
        /// Those told.
        told: Vec<Moment>,
        /// How many more there are.
        more: usize,
    },
    /// The list of exhibits.
    Exhibits {
        /// Those listed.
        told: Vec<Listed>,
        /// How many more there are.
        more: usize,
    },
    /// Channels of the map of support, by key.
    Channels(Vec<&'static str>),
    /// Lines to fill in by hand: `enquiry-field-<key>` each; on paper only.
    Blanks(Vec<&'static str>),
}

/// Where a section is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// On paper and wherever it is pasted.
    All,
    /// On paper only, on a page of its own.
    Sheet,
    /// On paper only.
    Paper,
}

/// A section under a heading: `enquiry-head-<key>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub key: &'static str,
    /// Where it is printed.
    pub on: On,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// One enquiry, ready to be put into words. The person is its author: they check, sign and send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enquiry {
    /// Who is written to.
    pub to: Recipient,
    /// What about.
    pub topic: Topic,
    /// Its subject line.
    pub subject: Say,
    /// Its sections, in the order a reader asks.
    pub sections: Vec<Section>,
    /// What this recipient needs and what is there.
    pub meter: Meter,
    /// The instant the records speak for.
    pub as_of: Option<Time>,
    /// Name and reply address of the author, for the head of a mail; empty where not said.
    pub author: (String, String),
}

/// Makes an enquiry. The same input gives the same enquiry.
pub fn enquiry(examination: &Examination, about: &Particulars, to: Recipient) -> Enquiry {
    let matter = Matter::of(examination, about);
    let (subject, sections) = match to {
        Recipient::Exchange => exchange::write(&matter),
        Recipient::ReceivingExchange => receiving::write(&matter),
        Recipient::Police => police::write(&matter),
        Recipient::Lawyer => lawyer::write(&matter),
        Recipient::Bank => bank::write(&matter),
    };
    let sections = sections.into_iter().filter(|section| !section.items.is_empty()).collect();
    let person = &about.person;
    Enquiry {
        to,
        topic: matter.topic,
        subject,
        sections,
        meter: meter::meter(&matter, to),
        as_of: examination.as_of,
        author: (person.name.as_str().to_owned(), person.mail.as_str().to_owned()),
    }
}

/// An id with its middle hidden, for places others may see: subject lines, file names, addresses of links.
pub fn masked_id(id: &str) -> String {
    let letters: Vec<char> = id.chars().collect();
    let shown = if letters.len() >= 8 { 2 } else { 0 };
    let hidden = |at: usize| at >= shown && at + shown < letters.len();
    letters.iter().enumerate().map(|(at, c)| if hidden(at) { '*' } else { *c }).collect()
}
