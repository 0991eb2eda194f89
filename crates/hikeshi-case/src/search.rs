//! Which articles answer a question, as people type it?
//!
//! One way of reading for articles and questions: compatibility forms, case, long marks and the two
//! kana are folded; Japanese becomes pairs of characters, Latin script words with a light stem. Any
//! term may match, the rare ones count most (BM25), titles more than bodies. Whole numbers only, so
//! that the same question gives the same order on every machine.

mod terms;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use terms::Term;

/// Longest question read, in characters.
pub const LONGEST: usize = 400;

/// How often a term of the title and of the words people use counts, for once in the body.
const TITLE: u32 = 5;
const WORDS: u32 = 3;
/// One, in the fixed-point numbers of weights.
const ONE: u64 = 1 << 10;
/// Most terms of the index an unfinished word stands for.
const MOST_ENDINGS: usize = 16;

/// What is indexed of one article. Languages may be joined with line ends: an article is found by
/// any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its titles.
    pub title: &'a str,
    /// What people call the matter, where they do not use the words of the title.
    pub words: &'a str,
    /// Everything else.
    pub body: &'a str,
}

/// One article that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Its place among the entries.
    pub at: usize,
    /// How well it fits; only good for comparing hits of one question.
    pub score: u64,
}

/// The articles by their terms.
#[derive(Debug)]
pub struct Index {
    /// For each term the articles that hold it, with what it speaks for each.
    postings: BTreeMap<String, Vec<(usize, u64)>>,
    entries: usize,
}

impl Index {
    /// Reads all entries.
    pub fn new(entries: &[Entry<'_>]) -> Self {
        let mut counts: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
        let mut lengths = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let mut length = 0;
            for (text, times) in [(entry.title, TITLE), (entry.words, WORDS), (entry.body, 1)] {
                for term in terms::of_article(text) {
                    length += u64::from(times);
                    let held = counts.entry(term).or_default();
                    match held.last_mut() {
                        Some((last, count)) if *last == at => *count += times,
                        _ => held.push((at, times)),
                    }
                }
            }
            lengths.push(length);
        }
        let average = (lengths.iter().sum::<u64>() / lengths.len().max(1) as u64).max(1);
        let weigh = |held: Vec<(usize, u32)>| {
            let rare = rarity(entries.len(), held.len());
            let weight = |(at, count): (usize, u32)| {
                let length = lengths.get(at).copied().unwrap_or(average);
                (at, rare * saturated(u64::from(count), length, average) / ONE)
            };
            held.into_iter().map(weight).collect()
        };
        let postings = counts.into_iter().map(|(term, held)| (term, weigh(held))).collect();
        Self { postings, entries: entries.len() }
    }

    /// The articles that answer a question, best first, at most so many.
    pub fn find(&self, question: &str, most: usize) -> Vec<Hit> {
        self.ranked(&terms::of_question(question, LONGEST, false), most)
    }

    /// [`Index::find`] while the question is being typed: its last word may be unfinished.
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<Hit> {
        self.ranked(&terms::of_question(typed, LONGEST, true), most)
    }

    fn ranked(&self, terms: &[Term], most: usize) -> Vec<Hit> {
        let mut scores = vec![0_u64; self.entries];
        for term in terms {
            match term {
                Term::Whole(word) => match self.postings.get(word) {
                    Some(held) => add(&mut scores, held, 1),
                    None => self.add_near(&mut scores, word),
                },
                Term::Unfinished(start) => self.add_endings(&mut scores, start),
            }
        }
        let mut hits: Vec<Hit> = scores
            .into_iter()
            .enumerate()
            .filter(|(_, score)| *score > 0)
            .map(|(at, score)| Hit { at, score })
            .collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.at));
        hits.truncate(most);
        hits
    }

    /// A Latin word nobody wrote: those that differ by one slip of the fingers count half.
    fn add_near(&self, scores: &mut [u64], word: &str) {
        if word.len() < 5 || !word.is_ascii() {
            return;
        }
        for (_, held) in self.beginning(word.get(..1)).filter(|(term, _)| is_slip(word, term)) {
            add(scores, held, 2);
        }
    }

    /// Everything the unfinished word could become; the word itself counts in full.
    fn add_endings(&self, scores: &mut [u64], start: &str) {
        for (term, held) in self.beginning(Some(start)).take(MOST_ENDINGS) {
            add(scores, held, if term == start { 1 } else { 2 });
        }
    }

    fn beginning(&self, start: Option<&str>) -> impl Iterator<Item = (&str, &[(usize, u64)])> {
        let start = start.unwrap_or_default().to_owned();
        self.postings
            .range(start.clone()..)
            .take_while(move |(term, _)| term.starts_with(&start))
            .map(|(term, held)| (term.as_str(), held.as_slice()))
    }
}

fn add(scores: &mut [u64], held: &[(usize, u64)], divisor: u64) {
    for (at, weight) in held {
        if let Some(score) = scores.get_mut(*at) {
            *score += weight / divisor;
        }
    }
}

/// log2(1 + (N - n + ½) / (n + ½)), straight between whole powers.
fn rarity(all: usize, holding: usize) -> u64 {
    let (all, holding) = (all as u64, holding as u64);
    log2(ONE + ONE * (2 * (all - holding) + 1) / (2 * holding + 1))
}

/// The binary logarithm of a fixed-point number of at least one.
fn log2(value: u64) -> u64 {
    let whole = value.ilog2();
    let rest = value - (1 << whole);
    (u64::from(whole) - u64::from(ONE.ilog2())) * ONE + rest * ONE / (1 << whole)
}

/// BM25's count that does not grow without end, k₁ = 1.2 and b = 0.75.
fn saturated(count: u64, length: u64, average: u64) -> u64 {
    22 * count * average * ONE / (10 * count * average + 3 * average + 9 * length)
}

/// Whether two words differ by one letter too many, too few, wrong, or changed with its neighbour.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let behind = |word: &[u8], skip: usize| word.get(same + skip..).unwrap_or_default().to_vec();
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => behind(a, 0) == behind(b, 1),
        std::cmp::Ordering::Greater => behind(a, 1) == behind(b, 0),
        std::cmp::Ordering::Equal => {
            let turned = a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same);
            behind(a, 1) == behind(b, 1) || turned && behind(a, 2) == behind(b, 2)
        }
    }
}
