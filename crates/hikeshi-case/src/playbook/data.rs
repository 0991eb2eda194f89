//! The playbooks as they lie in the data: sources, timers, questions, steps, and one list of steps for
//! each kind of trouble.

use super::condition::{Condition, Facts, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

const FACTS: &str = include_str!("../../playbook/facts.toml");
const FORKS: &str = include_str!("../../playbook/forks.toml");
const SOURCES: &str = include_str!("../../playbook/sources.toml");
const TIMERS: &str = include_str!("../../playbook/timers.toml");

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../playbook/", $name, ".toml")))),*]
    };
}

const STEPS: [(&str, &str); 10] = files![
    "steps/account",
    "steps/device",
    "steps/evidence",
    "steps/exchange",
    "steps/police",
    "steps/money",
    "steps/trading",
    "steps/transfer",
    "steps/scam",
    "steps/prevent",
];

const KINDS: [(&str, &str); 28] = files![
    "account_takeover",
    "login_locked",
    "sim_swap",
    "device_malware",
    "phishing_contact",
    "order_mistake",
    "bad_fill",
    "order_not_filled",
    "liquidation_adl",
    "delisting",
    "deposit_pending",
    "wrong_network",
    "missing_memo",
    "withdrawal_delayed",
    "withdrawal_hold",
    "account_restricted",
    "sent_wrong_address",
    "address_poisoning",
    "travel_rule_block",
    "fiat_p2p",
    "platform_outage",
    "network_suspended",
    "kyc_rejected",
    "api_key_abuse",
    "bot_api_error",
    "investment_scam",
    "recovery_scam",
    "false_info_trade",
];

/// The same words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Japanese.
    #[serde(default)]
    pub ja: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Wording {
    /// Whether neither language says anything.
    pub fn is_empty(&self) -> bool {
        self.ja.is_empty() && self.en.is_empty()
    }
}

/// Where a fact comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub name: Wording,
    /// Where it lies, to be typed by hand.
    pub url: String,
    /// Who speaks.
    pub kind: SourceKind,
    /// The date the source itself bears; empty where it bears none.
    #[serde(default)]
    pub dated: String,
    /// When it was read: year and month.
    pub seen: String,
    /// From this day on it is printed as to be confirmed.
    pub review_by: String,
    /// Whether it is old, contradicted or second-hand.
    #[serde(default)]
    pub uncertain: bool,
}

/// Who speaks in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The exchange concerned.
    Official,
    /// A government office or police.
    Authority,
    /// An association of the trade.
    Association,
    /// A law or rule.
    Law,
    /// Another exchange.
    Exchange,
    /// Newspapers and trade press.
    Press,
    /// What people who deal with it do.
    Practice,
}

/// A deadline or waiting time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub name: Wording,
    /// The event that starts it.
    pub from: String,
    /// Its lengths in hours, the shortest first: where sources disagree all are shown.
    pub hours: Vec<u32>,
    /// How it is said.
    pub text: Wording,
    /// Keys of its sources.
    pub source: Vec<String>,
}

/// A question on which steps depend.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fork {
    /// Its key.
    pub id: String,
    /// What is asked.
    pub ask: Wording,
    /// Whether it is still worth asking.
    #[serde(default)]
    pub when: Condition,
    /// Whether more than one answer may be given.
    #[serde(default)]
    pub several: bool,
    /// What may be answered.
    pub answer: Vec<Answer>,
}

impl Fork {
    /// What is known once these answers are given: also that the question has been answered, as
    /// `fork.<key>`. Where several may be given, a flag of an answer not given does not hold, unless
    /// one was given that sets nothing, "not sure".
    pub fn facts(&self, given: &[&str]) -> Facts {
        let is_given = |answer: &&Answer| given.contains(&answer.id.as_str());
        let sure = self.answer.iter().filter(is_given).all(|answer| !answer.sets.is_empty());
        let mut facts = Facts::new();
        if self.several && sure {
            for (key, value) in self.answer.iter().flat_map(Answer::facts) {
                if value == Value::Flag(true) {
                    facts.insert(key, Value::Flag(false));
                }
            }
        }
        facts.extend(self.answer.iter().filter(is_given).flat_map(Answer::facts));
        facts.insert(self.asked(), Value::Flag(true));
        facts
    }

    /// Whether it has been answered, or an answer follows from what is known.
    pub fn is_answered(&self, facts: &Facts) -> bool {
        let known = |(key, value): (String, Value)| facts.get(&key) == Some(&value);
        let follows =
            |answer: &Answer| !answer.sets.is_empty() && answer.facts().into_iter().all(known);
        facts.contains_key(&self.asked()) || self.answer.iter().any(follows)
    }

    fn asked(&self) -> String {
        format!("fork.{}", self.id)
    }
}

/// One answer and what is known by it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its key.
    pub id: String,
    /// What the person reads.
    pub text: Wording,
    /// `fact`, `not fact` or `fact = value`.
    #[serde(default)]
    pub sets: Vec<String>,
}

impl Answer {
    /// The facts known by this answer.
    pub fn facts(&self) -> Vec<(String, Value)> {
        let fact = |set: &String| match (set.split_once('='), set.strip_prefix("not ")) {
            (Some((key, word)), _) => {
                let word = word.trim();
                let choice = || Value::Choice(word.to_owned());
                (key.trim().to_owned(), word.parse().map_or_else(|_| choice(), Value::Number))
            }
            (None, Some(key)) => (key.trim().to_owned(), Value::Flag(false)),
            (None, None) => (set.trim().to_owned(), Value::Flag(true)),
        };
        self.sets.iter().map(fact).collect()
    }
}

/// What a case can know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactKey {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub name: Wording,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FactType,
    /// The choices, for one that has them.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What holds while nobody has said otherwise: `yes` or `no` of a flag, or a choice.
    #[serde(default)]
    pub assume: Option<String>,
}

impl FactKey {
    /// What holds while nobody has said otherwise.
    pub fn assumed(&self) -> Option<Value> {
        let word = self.assume.as_ref()?;
        Some(match self.kind {
            FactType::Flag => Value::Flag(word == "yes"),
            FactType::Number => Value::Number(word.parse().ok()?),
            FactType::Choice => Value::Choice(word.clone()),
        })
    }
}

/// What a fact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// One of its choices.
    Choice,
}

/// The order of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// First things.
    First,
    /// Stop what is still going on.
    Contain,
    /// Keep what can be lost.
    Preserve,
    /// Find out what happened.
    Examine,
    /// Tell those who can act.
    Report,
    /// Keep at it.
    FollowUp,
    /// So that it does not happen again.
    Prevent,
}

impl Phase {
    /// In their order.
    pub const ALL: [Self; 7] = [
        Self::First,
        Self::Contain,
        Self::Preserve,
        Self::Examine,
        Self::Report,
        Self::FollowUp,
        Self::Prevent,
    ];

    /// The key in texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Contain => "contain",
            Self::Preserve => "preserve",
            Self::Examine => "examine",
            Self::Report => "report",
            Self::FollowUp => "follow_up",
            Self::Prevent => "prevent",
        }
    }
}

/// Who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Only the owner of the account.
    Owner,
    /// Somebody beside them.
    Helper,
    /// Whoever is there.
    Either,
}

/// How sure a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// An official source says so.
    Official,
    /// It is what people who deal with it do.
    Practice,
    /// No official source confirms it.
    Unconfirmed,
}

/// One thing to do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its key.
    pub id: String,
    /// Where in the order of the incident.
    pub phase: Phase,
    /// Who does it.
    pub who: Who,
    /// How long it takes, minutes; 0 where nobody knows.
    #[serde(default)]
    pub minutes: u32,
    /// The act, in one short line.
    pub title: Wording,
    /// Menu path, or the address to type by hand.
    #[serde(default, rename = "where")]
    pub place: Wording,
    /// How it is done.
    #[serde(default)]
    pub how: Wording,
    /// Why.
    #[serde(default)]
    pub why: Wording,
    /// What not to do.
    #[serde(default)]
    pub avoid: Wording,
    /// What it costs, how long until it can be undone, what stays open: of a drastic step.
    #[serde(default)]
    pub cost: Wording,
    /// Whether it cannot simply be undone.
    #[serde(default)]
    pub drastic: bool,
    /// Words to say or paste.
    #[serde(default)]
    pub say: Wording,
    /// The timer it starts or watches.
    #[serde(default)]
    pub timer: Option<String>,
    /// Keys of its sources.
    #[serde(default)]
    pub source: Vec<String>,
    /// How sure it is.
    pub standing: Standing,
    /// Keys of the steps that findings call for and this one fulfils.
    #[serde(default)]
    pub calls: Vec<String>,
}

/// A step in the list of a kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// The step's key.
    pub step: String,
    /// When it applies.
    #[serde(default)]
    pub when: Condition,
    /// Whether it stays hidden until it is known to apply.
    #[serde(default)]
    pub hide_unknown: bool,
    /// Why, for this kind of trouble; empty for the step's own.
    #[serde(default)]
    pub why: Wording,
}

/// What is done in one kind of trouble.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// The kind.
    pub kind: String,
    /// Two calm sentences.
    pub lead: Wording,
    /// Keys of the questions asked early.
    #[serde(default)]
    pub forks: Vec<String>,
    /// The steps in their order.
    #[serde(rename = "use")]
    pub uses: Vec<Use>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    fact: Vec<FactKey>,
    fork: Vec<Fork>,
    source: Vec<Source>,
    timer: Vec<Timer>,
    step: Vec<Step>,
}

/// Everything there is.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// What a case can know.
    pub facts: Vec<FactKey>,
    /// Questions by key.
    pub forks: BTreeMap<String, Fork>,
    /// Sources by key.
    pub sources: BTreeMap<String, Source>,
    /// Timers by key.
    pub timers: BTreeMap<String, Timer>,
    /// Steps by key.
    pub steps: BTreeMap<String, Step>,
    /// One for each kind, in the order of the kinds.
    pub playbooks: Vec<Playbook>,
}

/// Which file of the data cannot be read, and why. The data is compiled in and tested: it does not
/// happen to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadFault {
    /// The file.
    pub file: &'static str,
    /// What is wrong.
    pub why: String,
}

impl Library {
    /// Reads the data.
    pub fn load() -> Result<Self, LoadFault> {
        let mut library = Self::default();
        let common = [("facts", FACTS), ("forks", FORKS), ("sources", SOURCES), ("timers", TIMERS)];
        for (name, text) in common.into_iter().chain(STEPS) {
            let fault = |why: String| LoadFault { file: name, why };
            let file: File = toml::from_str(text).map_err(|why| fault(why.to_string()))?;
            library.facts.extend(file.fact);
            enter(&mut library.forks, file.fork, |it| &it.id).map_err(fault)?;
            enter(&mut library.sources, file.source, |it| &it.id).map_err(fault)?;
            enter(&mut library.timers, file.timer, |it| &it.id).map_err(fault)?;
            enter(&mut library.steps, file.step, |it| &it.id).map_err(fault)?;
        }
        for (kind, text) in KINDS {
            let fault = |why: String| LoadFault { file: kind, why };
            let playbook: Playbook = toml::from_str(text).map_err(|why| fault(why.to_string()))?;
            if playbook.kind != kind {
                return Err(fault(format!("it says it is {}", playbook.kind)));
            }
            library.playbooks.push(playbook);
        }
        Ok(library)
    }

    /// Sources that are to be read again on a day, written `2027-05-01`: their facts are printed as to
    /// be confirmed.
    pub fn overdue(&self, day: &str) -> Vec<&Source> {
        self.sources.values().filter(|source| source.review_by.as_str() <= day).collect()
    }

    /// The playbook of a kind.
    pub fn of(&self, kind: &str) -> Option<&Playbook> {
        self.playbooks.iter().find(|playbook| playbook.kind == kind)
    }
}

fn enter<T>(
    known: &mut BTreeMap<String, T>,
    fresh: Vec<T>,
    key: fn(&T) -> &String,
) -> Result<(), String> {
    for item in fresh {
        let id = key(&item).clone();
        if known.contains_key(&id) {
            return Err(format!("{id} stands there twice"));
        }
        known.insert(id, item);
    }
    Ok(())
}
