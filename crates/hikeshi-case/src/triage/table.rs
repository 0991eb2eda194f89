//! What do the tables of words, facts and rules say, and which of it holds for a text?
//!
//! Three files of plain text, read once. `words.txt` names a cue and the words that show it.
//! `facts.txt` joins cues to facts of the situation. `rules.txt` leads from facts to a kind, an
//! urgency and a question. Conditions are written alike everywhere:
//!
//! | written | holds when |
//! |---|---|
//! | `a b` | both are found |
//! | `a\|b` | one of them is found |
//! | `a~b` | they stand near each other, in either order |
//! | `a>b` | they stand near each other, in this order |
//! | `-a` | it is not found |

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::fold::{self, ENDINGS, Folded, Spelling};

/// A stretch of the folded line, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// How far apart near things may stand; see [`fold::Spot::place`].
const NEAR: u32 = 40;
/// A Latin word of this length is recognised inside a longer run of letters.
const UNMISTAKABLE: usize = 9;

/// Known without a word: a text of some characters, and one of very few.
const BUILT_IN: [&str; 2] = ["any_words", "short"];
/// What was done, and the words that deny it.
const DENIALS: [(&str, &str); 3] =
    [("gave", "not_gave"), ("hack", "hack_denied"), ("api", "api_denied")];
/// What counts as very few.
const SHORT: u32 = 44;

/// What was found in a text: for every name of a cue or fact the places, in order.
pub(super) type Found = Vec<Vec<Mark>>;

/// One line of conditions.
#[derive(Debug)]
pub(super) struct Condition(Vec<Atom>);

#[derive(Debug)]
struct Atom {
    negated: bool,
    left: Vec<usize>,
    /// The other side, and whether it must follow.
    right: Option<(Vec<usize>, bool)>,
}

/// The words and facts, ready to be looked for.
pub(super) struct Table {
    pub(super) names: BTreeMap<String, usize>,
    searcher: Option<AhoCorasick>,
    /// For every phrase the searcher knows: its cue and whether it is Latin at either end.
    phrases: Vec<usize>,
    facts: Vec<(usize, Condition)>,
    spelling: Spelling,
    /// Lines that could not be read; a test holds this empty.
    pub(super) faults: Vec<String>,
}

impl Table {
    /// Reads `words.txt` and `facts.txt`.
    pub(super) fn new(words: &str, facts: &str) -> Self {
        let mut table = Self {
            names: BTreeMap::new(),
            searcher: None,
            phrases: Vec::new(),
            facts: Vec::new(),
            spelling: Spelling::default(),
            faults: Vec::new(),
        };
        for built_in in BUILT_IN {
            table.name(built_in);
        }
        table.read_words(words);
        table.read_facts(facts);
        table
    }

    fn read_words(&mut self, words: &str) {
        let plain = Spelling::default();
        let mut cue = None;
        let mut patterns: BTreeSet<(usize, String)> = BTreeSet::new();
        for line in lines(words) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                cue = Some(self.name(name));
                continue;
            }
            let Some(cue) = cue else {
                self.faults.push(line.to_owned());
                continue;
            };
            for phrase in line.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let folded = fold::fold(phrase, &plain).line;
                self.spelling.learn(&folded);
                let kana = fold::hiragana(&folded);
                let is_kana = kana.chars().count() >= 4
                    && kana.chars().all(|c| ('\u{3041}'..='\u{3096}').contains(&c));
                if is_kana && kana != folded {
                    patterns.insert((cue, kana));
                }
                if folded.is_empty() {
                    self.faults.push(phrase.to_owned());
                } else {
                    patterns.insert((cue, folded));
                }
            }
        }
        self.spelling.finish();
        self.phrases = patterns.iter().map(|(cue, _)| *cue).collect();
        self.searcher = AhoCorasick::new(patterns.iter().map(|(_, phrase)| phrase)).ok();
    }

    fn read_facts(&mut self, facts: &str) {
        for line in lines(facts) {
            let Some((name, condition)) = line.split_once('=') else {
                self.faults.push(line.to_owned());
                continue;
            };
            // The condition is read first: a fact may build on an earlier line of itself only.
            let condition = self.condition(condition);
            let name = self.name(name.trim());
            self.facts.push((name, condition));
        }
    }

    fn name(&mut self, name: &str) -> usize {
        let next = self.names.len();
        *self.names.entry(name.to_owned()).or_insert(next)
    }

    /// Reads a line of conditions; unknown names become faults.
    pub(super) fn condition(&mut self, text: &str) -> Condition {
        let mut atoms = Vec::new();
        for written in text.split_whitespace() {
            let (negated, rest) = written.strip_prefix('-').map_or((false, written), |r| (true, r));
            let (left, right) = match (rest.split_once('~'), rest.split_once('>')) {
                (Some((left, right)), _) => (left, Some((self.side(right), false))),
                (None, Some((left, right))) => (left, Some((self.side(right), true))),
                (None, None) => (rest, None),
            };
            atoms.push(Atom { negated, left: self.side(left), right });
        }
        Condition(atoms)
    }

    fn side(&mut self, text: &str) -> Vec<usize> {
        let mut side = Vec::new();
        for name in text.split('|') {
            match self.names.get(name) {
                Some(known) => side.push(*known),
                None => self.faults.push(format!("{name} in {text}")),
            }
        }
        side
    }

    /// The folded text and everything found in it.
    pub(super) fn look(&self, text: &str) -> (Folded, Found) {
        let folded = fold::fold(text, &self.spelling);
        let mut found: Found = vec![Vec::new(); self.names.len()];
        for hit in self.searcher.iter().flat_map(|s| s.find_overlapping_iter(&folded.line)) {
            let mark = Mark { from: hit.start(), to: hit.end() };
            let cue = self.phrases.get(hit.pattern().as_usize());
            if let Some(marks) = cue.and_then(|cue| found.get_mut(*cue))
                && stands_alone(&folded.line, mark)
            {
                marks.push(mark);
            }
        }
        let length = folded.spots.last().map_or(0, |spot| spot.place);
        let nowhere = Mark { from: 0, to: 0 };
        for (built_in, holds) in BUILT_IN.iter().zip([true, length <= SHORT]) {
            let place = self.names.get(*built_in).and_then(|at| found.get_mut(*at));
            place.into_iter().filter(|_| holds).for_each(|marks| marks.push(nowhere));
        }
        for marks in &mut found {
            marks.sort_unstable();
        }
        self.drop_denied(&mut found);
        for (name, condition) in &self.facts {
            if let Some(mut new) = condition.holds(&found, &folded)
                && let Some(marks) = found.get_mut(*name)
            {
                marks.append(&mut new);
                marks.sort_unstable();
                marks.dedup();
            }
        }
        (folded, found)
    }
}

impl Table {
    /// What stands inside its own denial was not done: "told" in "I have not told him".
    fn drop_denied(&self, found: &mut Found) {
        for (done, denied) in DENIALS {
            let (Some(done), Some(denied)) = (self.names.get(done), self.names.get(denied)) else {
                continue;
            };
            let denials = found.get(*denied).cloned().unwrap_or_default();
            if let Some(marks) = found.get_mut(*done) {
                marks.retain(|mark| {
                    let before = denials.partition_point(|denial| denial.from <= mark.from);
                    let nearest = before.checked_sub(1).and_then(|at| denials.get(at));
                    nearest.is_none_or(|denial| denial.to < mark.to)
                });
            }
        }
    }
}

/// The lines that say something.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a hit is no part of a longer Latin word or number.
fn stands_alone(line: &str, mark: Mark) -> bool {
    let (Some(before), Some(hit), Some(after)) =
        (line.get(..mark.from), line.get(mark.from..mark.to), line.get(mark.to..))
    else {
        return false;
    };
    let first = hit.chars().next().unwrap_or(' ');
    let last = hit.chars().next_back().unwrap_or(' ');
    let (previous, next) = (before.chars().next_back(), after.chars().next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    if first.is_ascii_digit() && digit(previous) || last.is_ascii_digit() && digit(next) {
        return false;
    }
    // A single katakana letter is what remains of a word like `キー`: it must not be found in another.
    let katakana = |c: Option<char>| c.is_some_and(|c| ('\u{30a1}'..='\u{30fa}').contains(&c));
    if hit.chars().count() == 1 && katakana(Some(first)) && (katakana(previous) || katakana(next)) {
        return false;
    }
    if hit.len() >= UNMISTAKABLE && !hit.contains(' ') {
        return true;
    }
    if first.is_ascii_lowercase() && letter(previous) {
        return false;
    }
    if !last.is_ascii_lowercase() || !letter(next) {
        return true;
    }
    // The longest ending has four letters; looking further would not be linear.
    let rest: String = after.chars().take(6).take_while(char::is_ascii_lowercase).collect();
    hit.len() > 2 && ENDINGS.contains(&rest.as_str())
}

impl Condition {
    /// Where it holds: the places of all its parts that must be found; `None` when it does not.
    pub(super) fn holds(&self, found: &Found, folded: &Folded) -> Option<Vec<Mark>> {
        let mut all = Vec::new();
        for atom in &self.0 {
            let marks = atom.marks(found, folded);
            match (atom.negated, marks.is_empty()) {
                (false, true) | (true, false) => return None,
                (true, true) => {}
                (false, false) => all.extend(marks),
            }
        }
        Some(all)
    }
}

impl Atom {
    fn marks(&self, found: &Found, folded: &Folded) -> Vec<Mark> {
        let left = gather(&self.left, found);
        let Some((right, follows)) = &self.right else { return left };
        if left.is_empty() {
            return left;
        }
        let right = gather(right, found);
        let mut pairs = Vec::new();
        for one in left {
            // Marks are in order, so the nearest stand around where this one would be put.
            let at = right.partition_point(|other| other.from < one.from);
            let around = right.iter().skip(at.saturating_sub(1)).take(3);
            for other in around.filter(|other| !follows || other.from >= one.to) {
                let span = Mark { from: one.from.min(other.from), to: one.to.max(other.to) };
                if *other != one && between(one, *other, folded) <= NEAR {
                    pairs.push(span);
                }
            }
        }
        pairs
    }
}

fn gather(side: &[usize], found: &Found) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        side.iter().filter_map(|at| found.get(*at)).flatten().copied().collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// How far apart two marks stand.
fn between(one: Mark, other: Mark, folded: &Folded) -> u32 {
    let (first, second) = if one.from <= other.from { (one, other) } else { (other, one) };
    let place = |at: usize| folded.spots.get(at).map_or(0, |spot| spot.place);
    place(second.from).saturating_sub(place(first.to.saturating_sub(1)))
}
