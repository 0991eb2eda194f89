//! Which meanings do the words of a sentence carry, and which meanings together make a pattern?
//!
//! Words and rules are data (`screen/message.toml`, which explains how they are written).

use super::Pattern;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::OnceLock;

const DATA: &str = include_str!("../../../screen/message.toml");

/// Furthest that the parts of one word with a gap may stand apart, bytes.
const GAP: usize = 48;

/// A set of meanings: one bit each, in the order of the data.
pub(super) type Meanings = u128;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    meaning: Vec<WrittenMeaning>,
    rule: Vec<WrittenRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMeaning {
    name: String,
    words: String,
}

impl WrittenMeaning {
    /// Every word with its parts, as they stand in a folded sentence.
    fn words(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        let words = self.words.split(['|', '\n']).map(str::trim).filter(|word| !word.is_empty());
        words.map(|word| word.split('*').map(part).collect())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    pattern: String,
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

/// Latin words begin a word; a full stop ends one.
fn part(written: &str) -> String {
    let written = written.trim();
    if written == "." {
        return " . ".to_owned();
    }
    let begins = written.starts_with(|c: char| c.is_ascii());
    let (word, end) = match written.strip_suffix('.') {
        Some(word) => (word, " "),
        None => (written, ""),
    };
    format!("{}{word}{end}", if begins { " " } else { "" })
}

/// What stands behind the first part of a word, and what the word means.
struct Word {
    rest: Vec<String>,
    means: Meanings,
}

impl Word {
    /// Whether the other parts follow, each not far behind the one before.
    fn goes_on(&self, mut behind: &str) -> bool {
        self.rest.iter().all(|part| {
            // Only so far: a text without end is not read to its end for every word in it.
            let near = behind
                .char_indices()
                .map_while(|(at, c)| (at <= GAP + part.len()).then_some(at + c.len_utf8()));
            let near = near.last().and_then(|end| behind.get(..end)).unwrap_or_default();
            let found = near.find(part.as_str()).filter(|at| *at <= GAP);
            behind = found.and_then(|at| behind.get(at + part.len()..)).unwrap_or_default();
            found.is_some()
        })
    }
}

/// Meanings that make a pattern when neighbouring sentences carry them.
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    all: Vec<Meanings>,
    none: Meanings,
}

impl Rule {
    /// Whether these meanings are enough.
    pub(super) fn fires(&self, meanings: Meanings) -> bool {
        self.lacks(meanings) == 0
    }

    /// Whether all but one of a rule's demands are met.
    pub(super) fn nearly_fires(&self, meanings: Meanings) -> bool {
        self.all.len() > 1 && self.lacks(meanings) <= 1
    }

    fn lacks(&self, meanings: Meanings) -> usize {
        let unmet = self.all.iter().filter(|any| **any & meanings == 0).count();
        unmet + if self.none & meanings == 0 { 0 } else { self.all.len() }
    }
}

/// Words and rules, ready for use.
pub(super) struct Lexicon {
    finder: AhoCorasick,
    words: Vec<Word>,
    pub(super) rules: Vec<Rule>,
    pub(super) warning: Meanings,
    pub(super) told: Meanings,
    pub(super) own_question: Meanings,
    pub(super) own_voice: Meanings,
    pub(super) reader: Meanings,
}

impl Lexicon {
    /// Everything the words of a folded sentence mean.
    pub(super) fn meanings(&self, sentence: &str) -> Meanings {
        let mut out = 0;
        for hit in self.finder.find_overlapping_iter(sentence) {
            let Some(word) = self.words.get(hit.pattern().as_usize()) else { continue };
            let behind = sentence.get(hit.end()..).unwrap_or_default();
            if out & word.means == 0 && word.goes_on(behind) {
                out |= word.means;
            }
        }
        out
    }
}

fn read(text: &str) -> Result<Lexicon, String> {
    let written: Written = toml::from_str(text).map_err(|fault| fault.to_string())?;
    let bit = |name: &str| {
        let at = written.meaning.iter().position(|it| it.name == name.trim());
        at.map(|at| 1 << at).ok_or_else(|| format!("no meaning is called {name}"))
    };
    let any =
        |names: &str| names.split('|').try_fold(0, |bits, name| Ok::<_, String>(bits | bit(name)?));
    let mut rules = Vec::new();
    for rule in &written.rule {
        let pattern = Pattern::ALL.into_iter().find(|it| it.key() == rule.pattern);
        rules.push(Rule {
            pattern: pattern.ok_or_else(|| format!("no pattern is called {}", rule.pattern))?,
            all: rule.all.iter().map(|names| any(names)).collect::<Result<_, _>>()?,
            none: rule
                .none
                .iter()
                .try_fold(0, |bits, names| Ok::<_, String>(bits | any(names)?))?,
        });
    }
    let (mut firsts, mut words) = (Vec::new(), Vec::new());
    for meaning in &written.meaning {
        for mut parts in meaning.words() {
            firsts.push(parts.remove(0));
            words.push(Word { rest: parts, means: bit(&meaning.name)? });
        }
    }
    Ok(Lexicon {
        finder: AhoCorasick::new(firsts).map_err(|fault| fault.to_string())?,
        words,
        rules,
        warning: bit("warning")?,
        told: bit("told")?,
        own_question: bit("own question")?,
        own_voice: bit("own voice")?,
        reader: bit("reader")?,
    })
}

/// The lexicon. It is part of the program and a test reads it: unreadable data would leave every
/// message unknown, never accuse one.
pub(super) fn lexicon() -> Option<&'static Lexicon> {
    static LEXICON: OnceLock<Option<Lexicon>> = OnceLock::new();
    LEXICON.get_or_init(|| read(DATA).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_data_is_whole() {
        assert_eq!(read(DATA).err(), None);
        let written: Written = toml::from_str(DATA).unwrap();
        assert!(written.meaning.len() <= 128, "one bit each");
        let mut used = BTreeSet::from(["warning", "told", "own question", "own voice", "reader"]);
        for rule in &written.rule {
            let names = rule.all.iter().chain(&rule.none).flat_map(|names| names.split('|'));
            used.extend(names.map(str::trim));
        }
        for meaning in &written.meaning {
            assert!(used.contains(meaning.name.as_str()), "{} is in no rule", meaning.name);
        }
    }

    #[test]
    fn every_word_can_be_met() {
        let written: Written = toml::from_str(DATA).unwrap();
        for meaning in &written.meaning {
            let mut seen = BTreeSet::new();
            for parts in meaning.words() {
                assert!(seen.insert(parts.clone()), "{}: {parts:?} twice", meaning.name);
                for part in parts {
                    let folded =
                        fold::sentences(&format!("x{}x", part.trim_end().replace(" . ", ".")));
                    let folded = folded.concat();
                    assert!(
                        folded.replace(' ', "").contains(&part.replace(' ', "")),
                        "{}: {part:?} {folded}",
                        meaning.name
                    );
                }
            }
        }
    }

    #[test]
    fn parts_stand_in_order_and_not_far_apart() {
        let word = Word { rest: vec![" b".to_owned(), " c ".to_owned()], means: 1 };
        assert!(word.goes_on(" x b y c "));
        assert!(!word.goes_on(" c b "));
        assert!(!word.goes_on(&format!("{} b c ", "x".repeat(GAP + 1))));
    }
}
