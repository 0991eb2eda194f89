//! Which kinds, urgency and question do the rules lead to?
//!
//! `rules.txt` is read once. A kind has many rules, each with a weight; the urgency and the question
//! are the first that hold for the kind.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fold::Folded;
use super::kind::{Kind, Question, Urgency};
use super::table::{Condition, Found, Mark, Table, lines};

/// However much leans to a kind, a plain rule weighs more.
pub(super) const HEAVIEST_LEANING: u32 = 50;

/// All three tables.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(Rules::new);

/// A kind that fits, how much speaks for it, and the words that do.
pub(super) struct Fit {
    pub(super) weight: u32,
    pub(super) kind: Kind,
    pub(super) marks: Vec<Mark>,
}

pub(super) struct Rules {
    pub(super) table: Table,
    kinds: Vec<(Kind, u32, Condition)>,
    leanings: Vec<(Kind, u32, Condition)>,
    urgencies: Vec<(Urgency, Vec<Kind>, Condition)>,
    questions: Vec<(Question, Vec<Kind>, Condition)>,
}

impl Rules {
    fn new() -> Self {
        let table = Table::new(include_str!("words.txt"), include_str!("facts.txt"));
        let mut rules = Self {
            table,
            kinds: Vec::new(),
            leanings: Vec::new(),
            urgencies: Vec::new(),
            questions: Vec::new(),
        };
        for line in lines(include_str!("rules.txt")) {
            if rules.take(line).is_none() {
                rules.table.faults.push(line.to_owned());
            }
        }
        rules
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let (head, condition) = line.split_once('=')?;
        let condition = self.table.condition(condition);
        let mut head = head.split_whitespace();
        match (head.next()?, head.next()?, head.next()?) {
            ("kind", kind, weight) => {
                self.kinds.push((Kind::of_key(kind)?, weight.parse().ok()?, condition));
            }
            ("lean", kind, weight) => {
                self.leanings.push((Kind::of_key(kind)?, weight.parse().ok()?, condition));
            }
            ("urgency", value, kinds) => {
                self.urgencies.push((Urgency::of_key(value)?, kinds_of(kinds)?, condition));
            }
            ("question", key, kinds) => {
                self.questions.push((Question::of_key(key)?, kinds_of(kinds)?, condition));
            }
            _ => return None,
        }
        Some(())
    }

    /// The kinds whose rules hold, heaviest first.
    pub(super) fn kinds(&self, found: &Found, folded: &Folded) -> Vec<Fit> {
        let holding = self.kinds.iter().filter_map(|(kind, weight, condition)| {
            let marks = condition.holds(found, folded)?;
            Some(Fit { weight: *weight, kind: *kind, marks })
        });
        let mut fitting: Vec<Fit> = holding.collect();
        fitting.extend(self.leanings(found, folded));
        fitting.sort_by_key(|fit| Reverse(fit.weight));
        fitting
    }

    /// The kinds the text leans to: the sum of what points at each, never as heavy as a rule.
    fn leanings(&self, found: &Found, folded: &Folded) -> Vec<Fit> {
        let mut sums: BTreeMap<Kind, Fit> = BTreeMap::new();
        for (kind, weight, condition) in &self.leanings {
            if let Some(marks) = condition.holds(found, folded) {
                let none = Fit { weight: 0, kind: *kind, marks: Vec::new() };
                let sum = sums.entry(*kind).or_insert(none);
                sum.weight = (sum.weight + weight).min(HEAVIEST_LEANING);
                sum.marks.extend(marks);
            }
        }
        sums.into_values().collect()
    }

    /// Whether the text has very few words.
    pub(super) fn is_short(&self, found: &Found) -> bool {
        self.tells("short", found)
    }

    /// Whether the text tells that something is gone.
    pub(super) fn is_loss(&self, found: &Found) -> bool {
        self.tells("vanished", found) || self.tells("taken", found)
    }

    fn tells(&self, fact: &str, found: &Found) -> bool {
        let at = self.table.names.get(fact).and_then(|at| found.get(*at));
        at.is_some_and(|marks| !marks.is_empty())
    }

    /// How urgent this kind is, and the words that say so.
    pub(super) fn urgency(
        &self,
        kind: Kind,
        found: &Found,
        folded: &Folded,
    ) -> (Urgency, Vec<Mark>) {
        let mut of_kind = self.urgencies.iter().filter(|(_, kinds, _)| kinds.contains(&kind));
        of_kind
            .find_map(|(urgency, _, condition)| Some((*urgency, condition.holds(found, folded)?)))
            .unwrap_or((Urgency::Days, Vec::new()))
    }

    /// What to ask first.
    pub(super) fn question(&self, kind: Kind, found: &Found, folded: &Folded) -> Option<Question> {
        let mut of_kind = self.questions.iter().filter(|(_, kinds, _)| kinds.contains(&kind));
        of_kind.find_map(|(ask, _, condition)| condition.holds(found, folded).map(|_| *ask))
    }
}

/// `any`, or kinds parted by `|`.
fn kinds_of(text: &str) -> Option<Vec<Kind>> {
    if text == "any" {
        return Some(Kind::ALL.to_vec());
    }
    text.split('|').map(Kind::of_key).collect()
}
