//! When does a step apply? A small expression over the facts of a case, three-valued: what nobody has
//! said yet is neither true nor false, and a step that may apply is shown as such.
//!
//! `money_can_leave and not (device_safe = yes or hops >= 2)`. A flag alone asks whether it is true;
//! `=`, `!=`, `<`, `<=`, `>`, `>=` compare with a word or a whole number. `not` binds tighter than
//! `and`, that tighter than `or`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// What is known of a case, by key. A key that is absent is unknown.
pub type Facts = BTreeMap<String, Value>;

/// One known fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Whether it is so.
    Flag(bool),
    /// How many.
    Number(i64),
    /// Which of its choices.
    Choice(String),
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody has said yet.
    Unknown,
}

impl Holds {
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    fn of(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

/// A condition, read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Condition {
    /// Holds for every case.
    #[default]
    Always,
    /// All of them.
    All(Vec<Condition>),
    /// Any of them.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// A fact compared with a word or number.
    Is(String, Comparison, Value),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Other,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// Where a condition cannot be read: the word at which reading stopped, empty at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the condition cannot be read on from {:?}", self.0)
    }
}

impl TryFrom<String> for Condition {
    type Error = Unreadable;

    fn try_from(text: String) -> Result<Self, Unreadable> {
        Self::parse(&text)
    }
}

/// Deepest nesting of parentheses.
const DEEPEST: usize = 20;

impl Condition {
    /// Reads a condition; an empty text always holds.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let words = words(text);
        if words.is_empty() {
            return Ok(Self::Always);
        }
        let mut reader = Reader { words: &words, at: 0, depth: 0 };
        let condition = reader.any()?;
        match reader.next() {
            None => Ok(condition),
            Some(word) => Err(Unreadable(word.to_owned())),
        }
    }

    /// Whether it holds in a case.
    pub fn holds(&self, facts: &Facts) -> Holds {
        match self {
            Self::Always => Holds::Yes,
            Self::Not(inner) => inner.holds(facts).not(),
            Self::All(parts) => every(parts, facts, Holds::No),
            Self::Any(parts) => every(parts, facts, Holds::Yes),
            Self::Is(key, comparison, wanted) => match facts.get(key) {
                Some(value) => Holds::of(compares(value, *comparison, wanted)),
                None => Holds::Unknown,
            },
        }
    }

    /// Every key it asks for, with the value it is compared with.
    pub fn asks(&self) -> Vec<(&str, &Value)> {
        match self {
            Self::Always => Vec::new(),
            Self::Not(inner) => inner.asks(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::asks).collect(),
            Self::Is(key, _, wanted) => vec![(key, wanted)],
        }
    }
}

/// `decides` as soon as one part says it, else unknown if any part is, else the opposite.
fn every(parts: &[Condition], facts: &Facts, decides: Holds) -> Holds {
    let mut result = decides.not();
    for part in parts {
        match part.holds(facts) {
            holds if holds == decides => return decides,
            Holds::Unknown => result = Holds::Unknown,
            _ => {}
        }
    }
    result
}

fn compares(value: &Value, comparison: Comparison, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Number(value), Value::Number(wanted)) => match comparison {
            Comparison::Equal => value == wanted,
            Comparison::Other => value != wanted,
            Comparison::Less => value < wanted,
            Comparison::AtMost => value <= wanted,
            Comparison::More => value > wanted,
            Comparison::AtLeast => value >= wanted,
        },
        _ => (value == wanted) == (comparison == Comparison::Equal),
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let kind = |c: char| match c {
        '(' | ')' => 0,
        '=' | '!' | '<' | '>' => 1,
        _ => 2,
    };
    let mut last = None;
    for c in text.chars() {
        let joins = last.is_some_and(|before: char| kind(before) == kind(c) && kind(c) != 0);
        if c.is_whitespace() || !joins {
            words.push(String::new());
        }
        if !c.is_whitespace()
            && let Some(word) = words.last_mut()
        {
            word.push(c);
        }
        last = (!c.is_whitespace()).then_some(c);
    }
    words.retain(|word| !word.is_empty());
    words
}

struct Reader<'a> {
    words: &'a [String],
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).map(String::as_str)
    }

    fn next(&mut self) -> Option<&'a str> {
        let word = self.peek();
        self.at += 1;
        word
    }

    fn stop(&self) -> Unreadable {
        Unreadable(self.peek().unwrap_or_default().to_owned())
    }

    fn any(&mut self) -> Result<Condition, Unreadable> {
        let mut parts = vec![self.all()?];
        while self.peek() == Some("or") {
            self.at += 1;
            parts.push(self.all()?);
        }
        Ok(single(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, Unreadable> {
        let mut parts = vec![self.one()?];
        while self.peek() == Some("and") {
            self.at += 1;
            parts.push(self.one()?);
        }
        Ok(single(parts, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.stop());
        }
        let condition = match self.peek() {
            Some("not") => {
                self.at += 1;
                Condition::Not(Box::new(self.one()?))
            }
            Some("(") => {
                self.at += 1;
                let inner = self.any()?;
                if self.peek() != Some(")") {
                    return Err(self.stop());
                }
                self.at += 1;
                inner
            }
            _ => self.fact()?,
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn fact(&mut self) -> Result<Condition, Unreadable> {
        let is_name = |word: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
            word.chars().all(plain) && !matches!(word, "and" | "or" | "not")
        };
        let key = self.peek().filter(|word| is_name(word)).ok_or_else(|| self.stop())?;
        self.at += 1;
        let comparison = match self.peek() {
            Some("=") => Comparison::Equal,
            Some("!=") => Comparison::Other,
            Some("<") => Comparison::Less,
            Some("<=") => Comparison::AtMost,
            Some(">") => Comparison::More,
            Some(">=") => Comparison::AtLeast,
            _ => {
                let yes = Value::Flag(true);
                return Ok(Condition::Is(key.to_owned(), Comparison::Equal, yes));
            }
        };
        self.at += 1;
        let word = self.peek().filter(|word| is_name(word)).ok_or_else(|| self.stop())?;
        self.at += 1;
        let value = word.parse().map_or_else(|_| Value::Choice(word.to_owned()), Value::Number);
        Ok(Condition::Is(key.to_owned(), comparison, value))
    }
}

fn single(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            many(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts::from([
            ("money_can_leave".to_owned(), Value::Flag(true)),
            ("disabled".to_owned(), Value::Flag(false)),
            ("hops".to_owned(), Value::Number(2)),
            ("site".to_owned(), Value::Choice("japan".to_owned())),
        ])
    }

    #[test]
    fn conditions_hold_do_not_or_are_open() {
        for (text, holds) in [
            ("", Holds::Yes),
            ("money_can_leave and not disabled", Holds::Yes),
            ("hops >= 2 and site = japan", Holds::Yes),
            ("hops>2", Holds::No),
            ("site != japan or hops < 3", Holds::Yes),
            ("police_number", Holds::Unknown),
            ("not police_number", Holds::Unknown),
            ("police_number and disabled", Holds::No),
            ("police_number or money_can_leave", Holds::Yes),
            ("disabled or (hops = 2 and not site = global)", Holds::Yes),
            ("not not disabled", Holds::No),
            ("finding.account_drained", Holds::Unknown),
        ] {
            assert_eq!(Condition::parse(text).unwrap().holds(&facts()), holds, "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_is_refused_where_reading_stopped() {
        for (text, word) in [
            ("and", "and"),
            ("a b", "b"),
            ("(a", ""),
            ("a =", ""),
            ("a == b", "=="),
            ("not", ""),
            ("a or", ""),
            ("a)", ")"),
        ] {
            assert_eq!(Condition::parse(text), Err(Unreadable(word.to_owned())), "{text}");
        }
        let deep = "(".repeat(10_000);
        assert!(Condition::parse(&deep).is_err());
    }

    #[test]
    fn keys_are_listed_for_the_lint() {
        let condition = Condition::parse("a and (not b or c.d >= 3)").unwrap();
        let keys: Vec<&str> = condition.asks().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["a", "b", "c.d"]);
    }
}
