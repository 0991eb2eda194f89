//! How is a three-valued condition said in a language that knows only true and false?
//!
//! What nobody has said is an empty variable (-1 of a number). Whether a condition *surely* holds, or
//! holds *perhaps*, is then an ordinary expression: negations are moved inwards to the comparisons,
//! and each comparison also looks at whether anything was said.

use super::super::condition::Comparison;
use super::super::{Condition, FactType, Library, Value};
use std::collections::BTreeSet;
use std::fmt;

/// A text or flag nobody has said.
pub(super) const UNSAID: &str = "";
/// A number nobody has said.
pub(super) const UNSAID_NUMBER: &str = "-1";

/// An expression in the grammar of STIX patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// All of them.
    All(Vec<Pattern>),
    /// Any of them.
    Any(Vec<Pattern>),
    /// A variable compared with a value.
    Is { variable: String, comparison: Comparison, value: String, is_number: bool },
}

impl Pattern {
    /// `None` for a condition that always holds.
    pub(super) fn of(condition: &Condition, sure: bool, library: &Library) -> Option<Self> {
        Self::read(condition, false, sure, library)
    }

    fn read(condition: &Condition, negated: bool, sure: bool, library: &Library) -> Option<Self> {
        let several = |parts: &[Condition]| -> Vec<Self> {
            parts.iter().filter_map(|part| Self::read(part, negated, sure, library)).collect()
        };
        Some(match condition {
            Condition::Always => return None,
            Condition::Not(inner) => return Self::read(inner, !negated, sure, library),
            Condition::All(parts) if negated => Self::Any(several(parts)),
            Condition::Any(parts) if negated => Self::All(several(parts)),
            Condition::All(parts) => Self::All(several(parts)),
            Condition::Any(parts) => Self::Any(several(parts)),
            Condition::Is(key, comparison, value) => {
                let comparison = if negated { opposite(*comparison) } else { *comparison };
                let fact = library.facts.iter().find(|fact| fact.id == *key);
                let is_number = fact.is_some_and(|fact| fact.kind == FactType::Number);
                compare(variable(key), comparison, said(value), (is_number, sure))
            }
        })
    }
}

fn compare(
    variable: String,
    comparison: Comparison,
    value: String,
    (is_number, sure): (bool, bool),
) -> Pattern {
    let unsaid = if is_number { UNSAID_NUMBER } else { UNSAID }.to_owned();
    let told = |comparison| Pattern::Is {
        variable: variable.clone(),
        comparison,
        value: unsaid.clone(),
        is_number,
    };
    let itself = Pattern::Is { variable: variable.clone(), comparison, value, is_number };
    match (sure, comparison) {
        // An equality is not met, and an inequality is, by what was not said.
        (true, Comparison::Equal) | (false, Comparison::Other) => itself,
        (true, _) => Pattern::All(vec![itself, told(Comparison::Other)]),
        (false, _) => Pattern::Any(vec![itself, told(Comparison::Equal)]),
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::Other,
        Comparison::Other => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtLeast => Comparison::Less,
        Comparison::More => Comparison::AtMost,
        Comparison::AtMost => Comparison::More,
    }
}

/// The variable of a fact.
pub(super) fn variable(fact: &str) -> String {
    format!("__{}__", fact.replace('.', "_"))
}

/// A value as a variable holds it.
pub(super) fn said(value: &Value) -> String {
    match value {
        Value::Flag(is_so) => is_so.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Choice(word) => word.clone(),
    }
}

/// The variables that an expression names.
pub(super) fn named(expression: &str) -> BTreeSet<String> {
    let words = expression.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| word.starts_with("__")).map(str::to_owned).collect()
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, joint) = match self {
            Self::Is { variable, comparison, value, is_number } => {
                let sign = match comparison {
                    Comparison::Equal => "=",
                    Comparison::Other => "!=",
                    Comparison::Less => "<",
                    Comparison::AtMost => "<=",
                    Comparison::More => ">",
                    Comparison::AtLeast => ">=",
                };
                let quote = if *is_number { "" } else { "'" };
                return write!(f, "{variable}:value {sign} {quote}{value}{quote}");
            }
            Self::All(parts) => (parts, " AND "),
            Self::Any(parts) => (parts, " OR "),
        };
        for (at, part) in parts.iter().enumerate() {
            let joint = if at == 0 { "" } else { joint };
            match part {
                Self::Is { .. } => write!(f, "{joint}{part}")?,
                Self::All(_) | Self::Any(_) => write!(f, "{joint}({part})")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Facts, Holds};
    use super::*;

    fn holds(pattern: &Pattern, facts: &Facts) -> bool {
        match pattern {
            Pattern::All(parts) => parts.iter().all(|part| holds(part, facts)),
            Pattern::Any(parts) => parts.iter().any(|part| holds(part, facts)),
            Pattern::Is { variable: name, comparison, value, is_number } => {
                let fact = facts.iter().find(|(key, _)| variable(key) == *name);
                let unsaid = if *is_number { UNSAID_NUMBER } else { UNSAID };
                let held = fact.map_or_else(|| unsaid.to_owned(), |(_, value)| said(value));
                let order = match is_number {
                    true => held.parse::<i64>().unwrap().cmp(&value.parse().unwrap()),
                    false => held.cmp(value),
                };
                match comparison {
                    Comparison::Equal => order.is_eq(),
                    Comparison::Other => order.is_ne(),
                    Comparison::Less => order.is_lt(),
                    Comparison::AtMost => order.is_le(),
                    Comparison::More => order.is_gt(),
                    Comparison::AtLeast => order.is_ge(),
                }
            }
        }
    }

    /// Every value a fact may have in a condition, and none.
    fn worlds(condition: &Condition) -> Vec<Facts> {
        let mut worlds = vec![Facts::new()];
        let mut keys: Vec<(&str, &Value)> = condition.asks();
        keys.sort_by_key(|(key, _)| *key);
        keys.dedup_by_key(|(key, _)| *key);
        for (key, wanted) in keys {
            let values = match wanted {
                Value::Flag(_) => vec![Value::Flag(true), Value::Flag(false)],
                Value::Number(at) => (at - 1..=at + 1).map(Value::Number).collect(),
                Value::Choice(_) => vec![wanted.clone(), Value::Choice("elsewhere".to_owned())],
            };
            let with = |world: &Facts, value: &Value| {
                let mut world = world.clone();
                world.insert(key.to_owned(), value.clone());
                world
            };
            let more: Vec<Facts> = worlds
                .iter()
                .flat_map(|world| values.iter().map(|value| with(world, value)))
                .collect();
            worlds.extend(more);
        }
        worlds
    }

    #[test]
    fn sure_and_perhaps_are_said_exactly_for_every_condition_there_is() {
        let library = Library::load().unwrap();
        let uses = library.playbooks.iter().flat_map(|playbook| &playbook.uses);
        let mut conditions: Vec<Condition> = uses.map(|its| its.when.clone()).collect();
        conditions.extend(library.forks.values().map(|fork| fork.when.clone()));
        for text in ["not (hops >= 2 and site = japan)", "not not (hops < 1 or money_left)"] {
            conditions.push(Condition::parse(text).unwrap());
        }
        let mut seen = 0;
        for condition in conditions.iter().filter(|it| **it != Condition::Always) {
            for facts in worlds(condition) {
                let truth = condition.holds(&facts);
                let sure = Pattern::of(condition, true, &library).unwrap();
                let perhaps = Pattern::of(condition, false, &library).unwrap();
                assert_eq!(holds(&sure, &facts), truth == Holds::Yes, "{sure} {facts:?}");
                assert_eq!(holds(&perhaps, &facts), truth != Holds::No, "{perhaps} {facts:?}");
                seen += 1;
            }
        }
        assert!(seen > 1_000, "{seen}");
    }
}
