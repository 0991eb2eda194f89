//! Into which terms is a text cut? The same for articles and questions.

use unicode_normalization::UnicodeNormalization as _;

/// A term of a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    /// As it stands.
    Whole(String),
    /// A Latin word that may go on.
    Unfinished(String),
}

/// The terms of an article, as often as they stand there: pairs of Japanese characters, single kanji,
/// stemmed words.
pub(super) fn of_article(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for run in runs(&folded(text, usize::MAX)) {
        match run {
            Run::Latin(word) => out.push(stem(&word).to_owned()),
            Run::Wide(chars) => {
                out.extend(
                    chars.iter().filter(|c| is_kanji(**c) || chars.len() == 1).map(char::to_string),
                );
                out.extend(pairs(&chars));
            }
        }
    }
    out
}

/// The terms of a question, each once. The last word is unfinished where a person is still typing it.
pub(super) fn of_question(text: &str, longest: usize, is_typing: bool) -> Vec<Term> {
    let text = folded(text, longest);
    let open = is_typing && text.ends_with(|c: char| c.is_ascii_alphanumeric());
    let runs = runs(&text);
    let last = runs.len().saturating_sub(1);
    let mut out = Vec::new();
    for (at, run) in runs.into_iter().enumerate() {
        match run {
            Run::Latin(word) if open && at == last => out.push(Term::Unfinished(word)),
            Run::Latin(word) => out.push(Term::Whole(stem(&word).to_owned())),
            Run::Wide(chars) if chars.len() == 1 => {
                out.extend(chars.iter().map(|c| Term::Whole(c.to_string())));
            }
            Run::Wide(chars) => out.extend(pairs(&chars).map(Term::Whole)),
        }
    }
    out.sort();
    out.dedup();
    out
}

enum Run {
    Latin(String),
    Wide(Vec<char>),
}

/// Compatibility forms and case are gone, katakana is hiragana, small kana large, long marks left out.
fn folded(text: &str, longest: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().take(longest).nfkc().flat_map(char::to_lowercase) {
        match c {
            '\u{30fc}' | '\u{301c}' | '~' if out.chars().next_back().is_some_and(is_kana) => {}
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\'' | '\u{2019}' => {}
            '\u{30a1}'..='\u{30f6}' => {
                out.push(large(char::from_u32(u32::from(c) - 0x60).unwrap_or(c)));
            }
            c => out.push(large(c)),
        }
    }
    out
}

/// Small vowels are often typed large.
fn large(c: char) -> char {
    match c {
        '\u{3041}' | '\u{3043}' | '\u{3045}' | '\u{3047}' | '\u{3049}' => {
            char::from_u32(u32::from(c) + 1).unwrap_or(c)
        }
        c => c,
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut fresh = true;
    for c in text.chars() {
        let latin = c.is_alphanumeric() && !is_kana(c) && !is_kanji(c);
        match (out.last_mut(), latin) {
            (Some(Run::Latin(word)), true) if !fresh => word.push(c),
            (_, true) => out.push(Run::Latin(c.to_string())),
            (Some(Run::Wide(chars)), false) if !fresh && (is_kana(c) || is_kanji(c)) => {
                chars.push(c);
            }
            (_, false) if is_kana(c) || is_kanji(c) => out.push(Run::Wide(vec![c])),
            _ => {
                fresh = true;
                continue;
            }
        }
        fresh = false;
    }
    out
}

fn pairs(chars: &[char]) -> impl Iterator<Item = String> {
    chars.windows(2).map(|pair| pair.iter().collect())
}

/// Endings of English left away, twice at most ("withdrawals"); words with digits and short ones stay.
fn stem(word: &str) -> &str {
    shorter(shorter(word))
}

const ENDINGS: [(&str, usize); 7] =
    [("ing", 6), ("edly", 7), ("ed", 5), ("es", 5), ("al", 7), ("s", 4), ("e", 5)];

fn shorter(word: &str) -> &str {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    for (ending, least) in ENDINGS {
        let Some(rest) = word.strip_suffix(ending).filter(|_| word.len() >= least) else {
            continue;
        };
        if ending == "s" && rest.ends_with('s') {
            continue;
        }
        // "stopped", "getting": the doubled letter goes too.
        let mut tail = rest.bytes().rev();
        let last = tail.next();
        let doubled = last == tail.next() && last != Some(b's') && matches!(ending, "ing" | "ed");
        return rest.get(..rest.len() - usize::from(doubled)).unwrap_or(rest);
    }
    word
}
