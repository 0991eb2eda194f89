//! Which pattern do words follow that no rule foresaw?
//!
//! Rules by hand know the scripts we know. So the meanings, the rules that fire and the letters
//! themselves become observations, and what they speak for is learned from made-up examples: messages
//! of every pattern, innocent ones that resemble them, and the texts triage learns from, in which
//! people tell of such messages. All in whole numbers: the same examples teach the same everywhere.

use super::linear::{Example, Linear, ONE};
use super::meaning::{Lexicon, Meanings};
use super::{Pattern, Sentence, asking, fires};
use std::sync::OnceLock;

const EXAMPLES: &str = include_str!("examples.tsv");
/// What people tell of their troubles: text before the first tab.
const TOLD: [&str; 2] =
    [include_str!("../../triage/examples/ja.tsv"), include_str!("../../triage/examples/en.tsv")];

/// Of what people tell, every so-manieth text is enough beside the other examples.
const EVERY: usize = 2;

/// No pattern, then every pattern.
const CLASSES: usize = Pattern::ALL.len() + 1;
/// A pattern is named from this share on.
const ENOUGH: i32 = ONE / 2;
/// Longest stretch of Japanese letters that is observed.
const LONGEST: usize = 3;
/// Most letters of a sentence that are observed.
const FARTHEST: usize = 600;

/// `(pattern or "none", text)` of every example.
pub(super) fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    EXAMPLES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// What the examples taught.
pub(super) struct Learned(Linear<CLASSES>);

impl Learned {
    fn new(lexicon: &Lexicon) -> Self {
        Self::of(lexicon, examples())
    }

    /// Learns from these examples and from what people tell.
    pub(super) fn of<'a>(
        lexicon: &Lexicon,
        examples: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let class =
            |name: &str| Pattern::ALL.iter().position(|it| it.key() == name).map_or(0, |at| at + 1);
        let own = examples.map(|(name, text)| (class(name), text));
        let told = TOLD.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#'));
        let told = told.step_by(EVERY).filter_map(|line| Some((0, line.split('\t').next()?)));
        let learned: Vec<Example> = own
            .chain(told)
            .map(|(class, text)| (observed(&asking(text, lexicon), lexicon), class))
            .filter(|(ids, _)| !ids.is_empty())
            .collect();
        Self(Linear::learn(&learned))
    }

    /// The likeliest pattern of the sentences, if it is likely enough and a rule of it all but fires.
    pub(super) fn pattern(&self, sentences: &[Sentence], lexicon: &Lexicon) -> Option<Pattern> {
        let ids = observed(sentences, lexicon);
        let shares = self.0.shares(&ids);
        let none = shares.first().copied().unwrap_or(ONE);
        let patterns = shares.iter().skip(1).zip(Pattern::ALL);
        let (_, best) = patterns.max_by_key(|(share, _)| **share)?;
        let all = sentences.iter().fold(0, |all, it| all | it.meanings);
        let mut rules = lexicon.rules.iter().filter(|rule| rule.pattern == best);
        let nearly = all & lexicon.reader != 0 && rules.any(|rule| rule.nearly_fires(all));
        (nearly && ONE - none >= ENOUGH).then_some(best)
    }
}

/// What the shipped examples taught, learned when the first message is read.
pub(super) fn learned(lexicon: &Lexicon) -> &'static Learned {
    static LEARNED: OnceLock<Learned> = OnceLock::new();
    LEARNED.get_or_init(|| Learned::new(lexicon))
}

/// The numbers of everything observed, each once.
fn observed(sentences: &[Sentence], lexicon: &Lexicon) -> Vec<u32> {
    let mut ids = Vec::new();
    let all = sentences.iter().fold(0, |all, it| all | it.meanings);
    let carried: Vec<u32> = (0..Meanings::BITS).filter(|bit| all >> bit & 1 == 1).collect();
    for (at, one) in carried.iter().enumerate() {
        ids.push(number("meaning", &one.to_le_bytes()) | 1);
        for other in carried.iter().take(at) {
            ids.push(number("pair", &[one.to_le_bytes(), other.to_le_bytes()].concat()) & !1);
        }
    }
    ids.extend(fires(sentences, lexicon).iter().map(|it| number("rule", it.key().as_bytes()) | 1));
    for sentence in sentences {
        letters(&sentence.folded, &mut ids);
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Latin words, their beginnings and pairs of them; stretches of Japanese letters.
fn letters(folded: &str, ids: &mut Vec<u32>) {
    let mut observe = |space: &str, what: &[&str]| {
        ids.push(number(space, what.join(" ").as_bytes()) & !1);
    };
    let mut before = "";
    for word in folded.split(' ').filter(|word| !word.is_empty()).take(FARTHEST) {
        if word.is_ascii() {
            observe("word", &[word]);
            observe("words", &[before, word]);
            for length in [4, 5] {
                if let Some(part) = word.get(..length).filter(|part| part.len() < word.len()) {
                    observe("part", &[part]);
                }
            }
        } else {
            let marks: Vec<usize> =
                word.char_indices().map(|it| it.0).chain([word.len()]).collect();
            for length in 1..=LONGEST {
                for (from, to) in marks.iter().zip(marks.iter().skip(length)).take(FARTHEST) {
                    observe("wide", &[word.get(*from..*to).unwrap_or_default()]);
                }
            }
        }
        before = word;
    }
}

/// FNV-1a, 32 bits, stirred once more so that the low bit may be used: set, the observation counts
/// twice.
fn number(space: &str, what: &[u8]) -> u32 {
    let all = space.bytes().chain([0]).chain(what.iter().copied());
    let hash =
        all.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d)
}

#[cfg(test)]
mod tests {
    use super::super::meaning::lexicon;
    use super::*;

    /// Every fifth example is judged by what the others taught, without the rules; the innocent ones are
    /// those that resemble a pattern most.
    #[test]
    fn most_examples_are_named_by_the_others() {
        let lexicon = lexicon().unwrap();
        let judged = |at: &usize| at.is_multiple_of(5);
        let others = examples().enumerate().filter(|(at, _)| !judged(at)).map(|it| it.1);
        let learned = Learned::of(lexicon, others);
        let (mut named, mut scams, mut accused, mut innocent) = (0, 0, 0, 0);
        for (_, (name, text)) in examples().enumerate().filter(|(at, _)| judged(at)) {
            let seen = learned.pattern(&asking(text, lexicon), lexicon);
            if name == "none" {
                innocent += 1;
                accused += usize::from(seen.is_some());
            } else {
                scams += 1;
                named += usize::from(seen.is_some_and(|it| it.key() == name));
            }
        }
        let counts = format!("named {named} of {scams}, accused {accused} of {innocent}");
        assert!(named * 10 >= scams * 7 && accused * 33 <= innocent, "{counts}");
    }
}
