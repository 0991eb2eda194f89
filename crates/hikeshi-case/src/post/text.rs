//! How is a text read in which people hide, stretch and decorate numbers? Folded: full width, invisible
//! characters and every kind of hyphen are gone, and each character knows where it came from.

use super::{Class, Seen, Span};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Stands where a finder has taken something away.
pub(super) const TAKEN: char = '\0';

/// A folded text. Places are counted in its characters.
pub(super) struct Text {
    chars: Vec<char>,
    lower: Vec<char>,
    /// Byte ranges of the original.
    origins: Vec<(usize, usize)>,
    spans: Vec<Span>,
}

impl Text {
    pub(super) fn new(original: &str) -> Self {
        let mut text =
            Self { chars: Vec::new(), lower: Vec::new(), origins: Vec::new(), spans: Vec::new() };
        let mut chars = original.char_indices().filter(|(_, c)| !is_unseen(*c)).peekable();
        while let Some((from, first)) = chars.next() {
            let mut cluster = String::from(first);
            let mut to = from + first.len_utf8();
            // A letter and its marks are one letter. Stacks of marks are not followed further.
            while let Some((at, mark)) = chars.next_if(|(_, c)| is_mark(*c)) {
                if cluster.len() < 16 {
                    cluster.push(mark);
                }
                to = at + mark.len_utf8();
            }
            for c in cluster.nfkc() {
                text.chars.push(plain(c));
                text.origins.push((from, to));
            }
        }
        text.join_numbers();
        text.lower = text.chars.iter().map(|c| lower(*c)).collect();
        text
    }

    /// A long mark between digits is a hyphen: 「０９０ー１２３４」.
    fn join_numbers(&mut self) {
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        for at in 1..self.chars.len() {
            let between = digit(self.chars.get(at - 1)) && digit(self.chars.get(at + 1));
            if let Some(c) = self.chars.get_mut(at).filter(|c| **c == 'ー' && between) {
                *c = '-';
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; a line end outside.
    pub(super) fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before a place; a line end at the beginning.
    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.at(at))
    }

    pub(super) fn word(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// Where a run that fits ends.
    pub(super) fn run(&self, start: usize, fits: impl Fn(char) -> bool) -> usize {
        (start..self.len()).find(|at| !fits(self.at(*at))).unwrap_or(self.len())
    }

    /// Where a run that fits and ends here begins.
    pub(super) fn run_back(&self, end: usize, fits: impl Fn(char) -> bool) -> usize {
        (0..end).rev().find(|at| !fits(self.at(*at))).map_or(0, |at| at + 1)
    }

    /// The end of a lower-case word that begins here, or nothing. A word of Latin letters stands alone.
    pub(super) fn starts(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if self.lower.get(end) != Some(&c) {
                return None;
            }
            end += 1;
        }
        let first = word.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        let last = word.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        let glued_before = first && self.before(at).is_ascii_alphabetic();
        let glued_behind = last && self.at(end).is_ascii_alphabetic();
        (!glued_before && !glued_behind).then_some(end)
    }

    /// The end of the longest of these words that begins here.
    pub(super) fn starts_any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().filter_map(|word| self.starts(at, word)).max()
    }

    /// Whether one of these words ends here.
    pub(super) fn ends_any(&self, end: usize, words: &[&str]) -> Option<usize> {
        let begins = |word: &&str| {
            let start = end.checked_sub(word.chars().count())?;
            (self.starts(start, word) == Some(end)).then_some(start)
        };
        words.iter().filter_map(begins).min()
    }

    /// Whether one of these words stands between two places.
    pub(super) fn holds_any(&self, start: usize, end: usize, words: &[&str]) -> bool {
        (start..end.min(self.len())).any(|at| self.starts_any(at, words).is_some())
    }

    /// The beginning of the sentence or clause around a place, no further back than `most`.
    pub(super) fn clause(&self, at: usize, most: usize) -> usize {
        let ends = |c: char| matches!(c, '\n' | '。' | '!' | '?');
        let first = at.saturating_sub(most);
        (first..at).rev().find(|at| ends(self.at(*at))).map_or(first, |at| at + 1)
    }

    /// Takes a part away: later finders do not see it.
    pub(super) fn take(&mut self, start: usize, end: usize, class: Class, seen: Seen) {
        let (Some(first), Some(last)) =
            (self.origins.get(start), end.checked_sub(1).and_then(|at| self.origins.get(at)))
        else {
            return;
        };
        if end <= start || (start..end).any(|at| self.at(at) == TAKEN) {
            return self.take_rest(start, end, class, seen);
        }
        self.spans.push(Span { start: first.0, end: last.1, class, seen });
        for at in start..end {
            for line in [&mut self.chars, &mut self.lower] {
                if let Some(c) = line.get_mut(at) {
                    *c = TAKEN;
                }
            }
        }
    }

    /// Takes what is left between parts that were taken before.
    fn take_rest(&mut self, start: usize, end: usize, class: Class, seen: Seen) {
        let mut from = start;
        while from < end {
            let begins = self.run(from, |c| c == TAKEN).min(end);
            let ends = self.run(begins, |c| c != TAKEN).min(end);
            if (begins..ends).any(|at| self.at(at).is_alphanumeric()) {
                self.take(begins, ends, class, seen);
            }
            from = ends.max(from + 1);
        }
    }

    /// What was taken, by place. One character of the original may have become several: then two parts
    /// can meet in it, and the second begins behind.
    pub(super) fn spans(mut self) -> Vec<Span> {
        self.spans.sort_unstable();
        let mut last_end = 0;
        self.spans.retain_mut(|span| {
            span.start = span.start.max(last_end);
            last_end = last_end.max(span.end);
            span.start < span.end
        });
        self.spans
    }

    /// The classes taken so far.
    pub(super) fn has(&self, class: Class) -> bool {
        self.spans.iter().any(|span| span.class == class)
    }
}

fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{fe63}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\t' | '\0' => ' ',
        '\u{201c}' | '\u{201d}' => '"',
        c => c,
    }
}

/// Lower case where that is one character.
fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    let first = small.next().unwrap_or(c);
    if small.next().is_none() { first } else { c }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}') || is_combining_mark(c)
}

/// Joiners, direction marks and other characters that leave no ink.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e007f}')
}

pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3006}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30ff}')
}

pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}
