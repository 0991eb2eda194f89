//! What about a text can be learned from?
//!
//! A feature is a number that stands for one observation: a stretch of letters, a word, a cue or fact of
//! the tables, two of them together, a rule that holds. Letters alone do not know who did what to whom;
//! the facts do, and they are what a text has in common with one in other words.

use super::fold::{Folded, is_wide};
use super::kind::Kind;
use super::rules::{Fit, HEAVIEST_LEANING, RULES};
use super::table::{Found, Mark};

/// One observation and where it was made; what holds for the whole text stands nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Feature {
    pub(super) id: u32,
    pub(super) mark: Mark,
}

/// The longest stretch of Japanese characters.
const LONGEST_WIDE: usize = 4;
/// How long the parts of a Latin word are.
const PARTS: std::ops::RangeInclusive<usize> = 4..=5;
/// How soon something follows, and how many such things are looked at.
const SOON: u32 = 12;
const CROWD: usize = 30;
/// Rules of this weight and more are strong.
const STRONG: u32 = 80;
/// However long the text, no more characters are learned from; the tables read it to the end.
const FARTHEST: usize = 2000;
/// The lowest bit of a number tells that the observation counts twice: it is of meaning, not of letters.
pub(super) const TWICE: u32 = 1;
/// Of a whole text.
const NOWHERE: Mark = Mark { from: 0, to: 0 };

/// A text with all that the tables say of it.
pub(super) struct Seen {
    pub(super) folded: Folded,
    pub(super) found: Found,
    pub(super) fits: Vec<Fit>,
    observed: Observed,
}

impl Seen {
    /// Looks at a text.
    pub(super) fn new(text: &str) -> Self {
        let (folded, found) = RULES.table.look(text);
        let fits = RULES.kinds(&found, &folded);
        let observed = Observed::new(&folded, &found, &fits);
        Self { folded, found, fits, observed }
    }

    /// Every observation once, in the order of their numbers.
    pub(super) fn features(&self) -> impl Iterator<Item = &Feature> {
        self.observed.features.iter()
    }

    /// Their numbers.
    pub(super) fn ids(&self) -> Vec<u32> {
        self.features().map(|feature| feature.id).collect()
    }

    /// What speaks for an urgency if the kind is this.
    pub(super) fn of_kind(&self, kind: Kind) -> Vec<u32> {
        let (by_rules, _) = RULES.urgency(kind, &self.found, &self.folded);
        let ruled = meant("urgency", by_rules.key().as_bytes());
        let together = self.observed.meaning.iter().chain([&ruled, &0]);
        let together = together.map(|id| meant(kind.key(), &id.to_le_bytes()));
        let alone = self.features().map(|feature| feature.id);
        together.chain([ruled]).chain(alone).collect()
    }
}

/// What is observed.
struct Observed {
    features: Vec<Feature>,
    /// Those of meaning: they count for the urgency together with a kind.
    meaning: Vec<u32>,
}

impl Observed {
    /// Everything in the text, and the kinds the rules lead to, heaviest first.
    fn new(folded: &Folded, found: &Found, fits: &[Fit]) -> Self {
        let mut features = Vec::new();
        let holding = found.iter().enumerate().filter_map(|(at, marks)| Some((at, marks.first()?)));
        features.extend(
            holding.map(|(at, mark)| Feature { id: meant("fact", &at.to_le_bytes()), mark: *mark }),
        );
        let mut meaning: Vec<u32> = features.iter().map(|feature| feature.id).collect();
        for (at, one) in meaning.iter().enumerate() {
            for other in meaning.iter().take(at) {
                let pair = [one.to_le_bytes(), other.to_le_bytes()].concat();
                features.push(Feature { id: seen("pair", &pair), mark: NOWHERE });
            }
        }
        follow(folded, found, &mut features);
        if let Some(best) = fits.first() {
            let id = meant("best", best.kind.key().as_bytes());
            features.push(Feature { id, mark: NOWHERE });
            meaning.push(id);
        }
        features.extend(fits.iter().map(|fit| {
            let strength = match fit.weight {
                STRONG.. => "strong",
                0..=HEAVIEST_LEANING => "lean",
                _ => "weak",
            };
            Feature { id: meant(strength, fit.kind.key().as_bytes()), mark: NOWHERE }
        }));
        let chars: Vec<(usize, char)> = folded.line.char_indices().take(FARTHEST).collect();
        wide(&folded.line, &chars, &mut features);
        latin(&folded.line, &chars, &mut features);
        features.sort_unstable();
        features.dedup_by_key(|feature| feature.id);
        Self { features, meaning }
    }
}

/// The number of an observation of letters.
fn seen(space: &str, what: &[u8]) -> u32 {
    number(space, what) & !TWICE
}

/// The number of an observation of meaning.
fn meant(space: &str, what: &[u8]) -> u32 {
    number(space, what) | TWICE
}

/// FNV-1a, 32 bits, stirred once more so that the low bits may be used.
fn number(space: &str, what: &[u8]) -> u32 {
    let all = space.bytes().chain([0]).chain(what.iter().copied());
    let hash =
        all.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d)
}

/// What is found soon after something else: who did it to whom is a matter of order.
fn follow(folded: &Folded, found: &Found, features: &mut Vec<Feature>) {
    let marks = found.iter().enumerate();
    let marks = marks.flat_map(|(what, marks)| marks.iter().map(move |mark| (*mark, what)));
    let mut marks: Vec<(Mark, usize)> = marks.filter(|(mark, _)| mark.to > mark.from).collect();
    marks.sort_unstable();
    let place = |at: usize| folded.spots.get(at).map_or(0, |spot| spot.place);
    for (at, (one, what)) in marks.iter().enumerate() {
        let end = place(one.to.saturating_sub(1));
        let near = |(other, _): &&(Mark, usize)| place(other.from).saturating_sub(end) <= SOON;
        let after = marks.iter().skip(at + 1).take_while(near).take(CROWD);
        for (other, then) in after.filter(|(other, _)| other.from >= one.to) {
            let pair = [what.to_le_bytes(), then.to_le_bytes()].concat();
            let mark = Mark { from: one.from, to: other.to };
            features.push(Feature { id: seen("then", &pair), mark });
        }
    }
}

/// Stretches with a Japanese character in them, within a sentence.
fn wide(line: &str, chars: &[(usize, char)], features: &mut Vec<Feature>) {
    for length in 1..=LONGEST_WIDE {
        for stretch in chars.windows(length) {
            let japanese = stretch.iter().any(|(_, c)| is_wide(*c));
            if japanese && stretch.iter().all(|(_, c)| *c != '.') {
                push("wide", line, stretch, features);
            }
        }
    }
}

/// Latin words and numbers, pairs of them within a sentence, and their parts.
fn latin(line: &str, chars: &[(usize, char)], features: &mut Vec<Feature>) {
    let is_latin = |(_, c): &(usize, char)| c.is_ascii_alphanumeric();
    let mut before: Option<Mark> = None;
    for run in chars.chunk_by(|a, b| is_latin(a) == is_latin(b)) {
        if !run.iter().all(is_latin) {
            if run.iter().any(|(_, c)| is_wide(*c) || *c == '.') {
                before = None;
            }
            continue;
        }
        let Some(word) = push("word", line, run, features) else { continue };
        if let Some(before) = before {
            let both = Mark { from: before.from, to: word.to };
            push_mark("words", line, both, features);
        }
        before = Some(word);
        for length in PARTS {
            for part in run.windows(length) {
                push("part", line, part, features);
            }
        }
    }
}

fn push(
    space: &str,
    line: &str,
    stretch: &[(usize, char)],
    features: &mut Vec<Feature>,
) -> Option<Mark> {
    let (first, last) = (stretch.first()?, stretch.last()?);
    let mark = Mark { from: first.0, to: last.0 + last.1.len_utf8() };
    push_mark(space, line, mark, features);
    Some(mark)
}

fn push_mark(space: &str, line: &str, mark: Mark, features: &mut Vec<Feature>) {
    if let Some(text) = line.get(mark.from..mark.to) {
        features.push(Feature { id: seen(space, text.as_bytes()), mark });
    }
}
