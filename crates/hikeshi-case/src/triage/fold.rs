//! What do the words look like once spelling, width and haste are taken out of them?
//!
//! One pass over the text gives a folded line that both the reader's words and the vocabulary share:
//! NFKC, lower case, no long-vowel marks, no apostrophes, no articles, no blanks between Japanese
//! characters, one mark for the end of a sentence, letters drummed three times taken once, and English
//! words that are one slip away from a word of the vocabulary put right. Every byte of it remembers
//! which characters of the given text it came from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded line.
#[derive(Default)]
pub(super) struct Folded {
    pub(super) line: String,
    /// One for every byte of the line.
    pub(super) spots: Vec<Spot>,
}

/// Where a byte of the folded line came from, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    /// First character in the given text.
    pub(super) from: u32,
    /// One past the last.
    pub(super) to: u32,
    /// Distance from the beginning: a Latin letter counts one, a Japanese character two, the end of
    /// a sentence [`SENTENCE`].
    pub(super) place: u32,
}

/// The end of a sentence keeps words apart as much as this many letters do.
const SENTENCE: u32 = 10;
/// So does a Latin comma; a Japanese one parts nothing.
const COMMA: u32 = 3;
/// Longer runs of letters are no misspelt words.
const LONGEST_WORD: usize = 24;
/// Shorter words are never put right: too many real words are one slip apart.
const SHORTEST_SLIP: usize = 5;

/// The English words of the vocabulary, to put slips right and to part words that ran together.
#[derive(Default)]
pub(super) struct Spelling {
    /// The words, and whether the vocabulary has them or they are ordinary.
    words: BTreeMap<String, bool>,
}

/// Words shorter than this are not put right when one letter stands for another.
const SHORTEST_EXCHANGE: usize = 7;

/// Ordinary words that are one slip away from a word of the vocabulary and yet meant.
const PLAIN: &str = "about above after again alone alive along among asked asking being below bring \
    broke build built cause chart check claim class clean clear close coming could count cover \
    daily doing doubt dream drive early email enter error every exact extra facts feels field final \
    first found frame front giving going grand green group guess happy heart heavy honest house \
    human ideas image issue items japan knows large later learn least leave level light limits lines \
    lived local logic lower lucky makes maker match maybe means media might money month moved music \
    never night noise north often older opens order other owner panel paper party phase photo piece \
    place plain plane plans point power price prior proof prove quick quiet quite quote raise range \
    ratio reach ready refer right round scale scene score sense serve seven shall shape share sharp \
    sheet shift short shows sight since small smart solid solve sorry sound south space speak speed \
    spell spend spent stage stand start state steps still stock store story study stuff style super \
    taken takes taste teach terms thank their there these thing think third those three throw times \
    title today token topic total touch tough tower track train treat trend tried trust truth twice \
    under until upper usage using usual value video visit voice waste watch water where which while \
    white whole whose woman women words works world worry worse worst worth would write wrote years \
    young yours crash former format letter better latter matter server sender seller buyer trader \
    trade trading rating loading reading leading heading landing lending posted costed hosted lasted";

impl Spelling {
    /// Learns the Latin words of a phrase of the vocabulary.
    pub(super) fn learn(&mut self, phrase: &str) {
        for word in phrase.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 1) {
            if !self.words.contains_key(word) {
                self.words.insert(word.to_owned(), true);
            }
        }
    }

    /// The ordinary words, after the vocabulary is known.
    pub(super) fn finish(&mut self) {
        for word in PLAIN.split_whitespace() {
            self.words.entry(word.to_owned()).or_insert(false);
        }
    }

    /// How the vocabulary would write this word.
    fn right(&self, word: &str) -> Option<String> {
        if word.len() < SHORTEST_SLIP || word.len() > LONGEST_WORD || self.knows(word) {
            return None;
        }
        let first = word.get(..1)?;
        let alike = self.words.range(first.to_owned()..);
        let alike =
            alike.take_while(|(known, _)| known.starts_with(first)).filter(|(known, own)| {
                // An ordinary word is only meant if a letter too many was typed.
                (**own || known.len() < word.len())
                    && known.len() >= SHORTEST_SLIP
                    && known.len().abs_diff(word.len()) <= 1
                    && one_slip(word, known)
            });
        // A letter left out is the commonest slip.
        let right = alike.map(|(known, _)| known).min_by_key(|known| Reverse(known.len()));
        right.cloned().or_else(|| self.parted(word))
    }

    /// A word of the vocabulary, or one of its usual endings.
    fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
            || ENDINGS
                .iter()
                .any(|end| word.strip_suffix(end).is_some_and(|w| self.words.contains_key(w)))
    }

    /// Two words that ran together: `cantlogin`.
    fn parted(&self, word: &str) -> Option<String> {
        (2..word.len().saturating_sub(2)).find_map(|at| {
            let (left, right) = word.split_at_checked(at)?;
            let both = left.len() + right.len() >= 8
                && (left.len() > 2 || left == "my" || left == "no")
                && right.len() > 2
                && self.words.contains_key(left)
                && self.words.contains_key(right);
            both.then(|| format!("{left} {right}"))
        })
    }
}

/// Endings a word of the vocabulary may take.
pub(super) const ENDINGS: [&str; 22] = [
    "s", "es", "d", "ed", "ing", "n", "al", "als", "er", "ers", "med", "mer", "mers", "ming",
    "ped", "ping", "ted", "ting", "ged", "ging", "ly", "ment",
];

/// Whether one letter more, less, other, or two letters swapped make the one the other.
fn one_slip(one: &str, other: &str) -> bool {
    let same = |(a, b): &(u8, u8)| a == b;
    let ahead = one.bytes().zip(other.bytes()).take_while(same).count();
    let behind = one.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    let longest = one.len().max(other.len());
    let swapped = || {
        let pair = |word: &str| word.bytes().skip(ahead).take(2).collect::<Vec<u8>>();
        let (mut a, b) = (pair(one), pair(other));
        a.reverse();
        one.len() == other.len() && a == b && ahead + behind + 2 >= longest
    };
    // Short words often differ by one letter and are both meant: polite, police.
    let exchanged = one.len() == other.len() && ahead + behind + 1 >= longest;
    let longer = one.len().abs_diff(other.len()) == 1 && ahead + behind + 1 >= longest;
    longer || swapped() || exchanged && longest >= SHORTEST_EXCHANGE
}

/// Folds the text; `spelling` is empty while the vocabulary itself is folded.
pub(super) fn fold(text: &str, spelling: &Spelling) -> Folded {
    let mut hand = Hand::new(spelling);
    let mut chars = text.chars().enumerate().peekable();
    let mut cluster = String::new();
    while let Some((at, first)) = chars.next() {
        cluster.clear();
        cluster.push(first);
        let mut to = at + 1;
        // A kana and its sounding mark are one letter. Stacks of marks are not followed further.
        while let Some((_, mark)) = chars.next_if(|(_, c)| is_mark(*c)) {
            if cluster.len() < 16 {
                cluster.push(mark);
            }
            to += 1;
        }
        let span = (number(at), number(to));
        if first.is_ascii() && to == at + 1 {
            hand.take(first.to_ascii_lowercase(), span);
        } else {
            for c in cluster.nfkc().flat_map(char::to_lowercase) {
                hand.take(c, span);
            }
        }
    }
    hand.finish_word();
    hand.out
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}') || is_combining_mark(c)
}

/// Kana, kanji and what is written among them.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Writes the folded line.
struct Hand<'a> {
    spelling: &'a Spelling,
    out: Folded,
    /// The Latin word being written, with where its letters came from.
    word: String,
    word_spans: Vec<(u32, u32)>,
    /// Whether its last letter came three times or more.
    drummed: bool,
    /// What stands between the last character and the next.
    blank: bool,
    comma: bool,
    stop: bool,
    last: Option<char>,
    place: u32,
}

impl<'a> Hand<'a> {
    fn new(spelling: &'a Spelling) -> Self {
        Self {
            spelling,
            out: Folded::default(),
            word: String::new(),
            word_spans: Vec::new(),
            drummed: false,
            blank: false,
            comma: false,
            stop: false,
            last: None,
            place: 0,
        }
    }

    fn take(&mut self, c: char, span: (u32, u32)) {
        if c.is_ascii_lowercase() {
            let run = self.word.bytes().rev().take_while(|b| char::from(*b) == c).count();
            if run == 2 {
                self.word.pop();
                self.word_spans.pop();
                self.drummed = true;
            }
            if run < 2 && !(run == 1 && self.drummed) {
                self.word.push(c);
                self.word_spans.push(span);
                self.drummed &= run > 0;
            }
            return;
        }
        match c {
            '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' => {}
            '\u{30fc}' | '~' | '\u{301c}' | '\u{2015}' if self.word.is_empty() => {}
            '.' | '!' | '\u{3002}' | '\n' | '\r' => {
                self.finish_word();
                self.stop = true;
            }
            '?' => {
                self.finish_word();
                self.put('?', span);
                self.stop = true;
            }
            '%' | '$' | '@' | '#' => {
                self.finish_word();
                self.put(c, span);
            }
            c if c.is_alphanumeric() || is_wide(c) => {
                self.finish_word();
                self.put(large(c), span);
            }
            ',' | ';' => {
                self.finish_word();
                self.comma = true;
            }
            c if c.is_control() || is_unseen(c) => {}
            _ => {
                self.finish_word();
                self.blank = true;
            }
        }
    }

    /// Ends the Latin word: left out if it is an article, put right if it has slipped.
    fn finish_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let spans = std::mem::take(&mut self.word_spans);
        self.drummed = false;
        if matches!(word.as_str(), "a" | "an" | "the" | "really" | "very" | "actually" | "please") {
            self.blank = true;
            return;
        }
        if let Some(right) = self.spelling.right(&word) {
            let from = spans.first().map_or(0, |s| s.0);
            let to = spans.last().map_or(0, |s| s.1);
            for c in right.chars() {
                if c == ' ' {
                    self.blank = true;
                } else {
                    self.put(c, (from, to));
                }
            }
        } else {
            for (c, span) in word.chars().zip(spans) {
                self.put(c, span);
            }
        }
    }

    fn put(&mut self, c: char, span: (u32, u32)) {
        if self.stop && self.last.is_some() {
            self.place += SENTENCE;
            self.push('.', (span.0, span.0));
        } else if self.comma && self.last.is_some() {
            self.place += COMMA;
            self.push(',', (span.0, span.0));
        } else if self.blank && self.last.is_some_and(|last| !(is_wide(last) && is_wide(c))) {
            self.push(' ', (span.0, span.0));
        }
        (self.blank, self.comma, self.stop) = (false, false, false);
        self.push(c, span);
        self.last = Some(c);
    }

    fn push(&mut self, c: char, (from, to): (u32, u32)) {
        self.place += if c.is_ascii() { 1 } else { 2 };
        self.out.line.push(c);
        let spot = Spot { from, to, place: self.place };
        self.out.spots.extend(std::iter::repeat_n(spot, c.len_utf8()));
    }
}

/// Small vowels are often written large, and large ones small for effect.
fn large(c: char) -> char {
    match c {
        '\u{3041}' => '\u{3042}',
        '\u{3043}' => '\u{3044}',
        '\u{3045}' => '\u{3046}',
        '\u{3047}' => '\u{3048}',
        '\u{3049}' => '\u{304a}',
        c => c,
    }
}

/// Joiners and other characters that leave no ink.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Katakana as hiragana: some people type the one for the other.
pub(super) fn hiragana(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{30a1}'..='\u{30f6}' => char::from_u32(u32::from(c) - 0x60).map_or(c, large),
            c => c,
        })
        .collect()
}
