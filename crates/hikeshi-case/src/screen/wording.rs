//! What does this message of the exchange mean, who has to act, how long does it take, and what
//! should not be done? Error codes and status words as people paste them, in part, mistyped or read
//! off a picture, in Japanese and English.
//!
//! The entries are data (`screen/wording.toml`); each names its sources among those of the playbooks.
//! A code nobody explained is said to be unknown.

use crate::playbook::{Source, Wording};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;

const ENTRIES: &str = include_str!("../../screen/wording.toml");
const SOURCES: &str = include_str!("../../playbook/sources.toml");

/// Letters of a message that are looked at.
pub const MOST_LETTERS: usize = 8_000;

/// Who has to act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The owner of the account.
    Owner,
    /// The exchange.
    Exchange,
    /// Whoever receives the coins.
    Receiver,
    /// Nobody: it passes by itself.
    Nobody,
}

impl Who {
    /// The key in texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Exchange => "exchange",
            Self::Receiver => "receiver",
            Self::Nobody => "nobody",
        }
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The programming interface.
    Api,
    /// A deposit.
    Deposit,
    /// A withdrawal.
    Withdrawal,
    /// A coin or network as a whole.
    Network,
    /// Withdrawals that stand still after a change or a warning.
    Hold,
    /// Login and verification codes.
    Login,
    /// The account as a whole.
    Restriction,
    /// The identity check.
    Identity,
    /// Trades between persons.
    P2p,
    /// Orders and positions.
    Trading,
}

/// One meaning.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub group: Group,
    /// Numbers the exchange gives it, with their sign.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Words it is recognised by.
    says: Vec<String>,
    /// Who has to act.
    pub who: Who,
    /// Keys of its sources.
    source: Vec<String>,
    /// Whether it rests on old or unofficial sources.
    #[serde(default)]
    pub uncertain: bool,
    /// What it means.
    pub means: Wording,
    /// How long it takes; empty where no source says so.
    #[serde(default)]
    pub wait: Wording,
    /// What to do.
    #[serde(rename = "do")]
    pub act: Wording,
    /// What not to do; may be empty.
    #[serde(default)]
    pub never: Wording,
    /// [`Entry::says`], folded.
    #[serde(skip)]
    folded: Vec<Vec<char>>,
}

impl Entry {
    /// Where it comes from; every entry has at least one.
    pub fn sources(&self) -> impl Iterator<Item = &'static Source> + '_ {
        self.source.iter().filter_map(|id| data().sources.get(id))
    }
}

/// How an entry was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// By this number.
    Code(String),
    /// By words, with so many slips forgiven.
    Words {
        /// Letters that differ.
        slips: usize,
    },
}

/// What a message says, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The meanings, the surest first.
    pub found: Vec<(&'static Entry, How)>,
    /// Error numbers of the exchange's form that nobody explained.
    pub unknown_codes: Vec<String>,
    /// Whether the message was longer than [`MOST_LETTERS`]; only so much was looked at.
    pub was_cut: bool,
}

/// Explains a pasted message. `None` when nothing in it looks like one of the exchange's messages,
/// which does not say that it is none.
pub fn explain(text: &str) -> Option<Explained> {
    let mut letters = text.nfkc();
    let plain: String = letters.by_ref().take(MOST_LETTERS).collect();
    let was_cut = letters.next().is_some();
    let plain = plain.to_lowercase();
    let codes = codes(&plain);
    let folded = fold(&plain);
    let mut found: Vec<(&Entry, How)> = Vec::new();
    let mut explained = BTreeSet::new();
    for entry in &data().entries {
        let code = codes.iter().find(|code| entry.codes.contains(&code.number));
        if let Some(code) = code {
            explained.insert(code.number.clone());
            found.push((entry, How::Code(code.number.clone())));
        } else if let Some(slips) = best(&entry.folded, &folded) {
            found.push((entry, How::Words { slips }));
        }
    }
    found.sort_by_key(|(entry, how)| match how {
        How::Code(_) => (0, 0),
        How::Words { slips } => (1 + *slips, usize::MAX - longest(entry)),
    });
    let unknown = codes.into_iter().filter(|it| it.is_exchange && !explained.contains(&it.number));
    let unknown_codes: Vec<String> = unknown.map(|code| code.number).collect();
    let is_something = !found.is_empty() || !unknown_codes.is_empty();
    is_something.then_some(Explained { found, unknown_codes, was_cut })
}

/// Every entry, for lists and tests.
pub fn entries() -> &'static [Entry] {
    &data().entries
}

fn longest(entry: &Entry) -> usize {
    entry.folded.iter().map(Vec::len).max().unwrap_or_default()
}

struct Data {
    entries: Vec<Entry>,
    sources: BTreeMap<String, Source>,
}

/// The data is part of the program and a test reads it: unreadable data would leave every message
/// unknown, never a wrong meaning.
fn data() -> &'static Data {
    #[derive(Deserialize)]
    struct Entries {
        entry: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Sources {
        source: Vec<Source>,
    }
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| {
        let entries = toml::from_str(ENTRIES).map(|it: Entries| it.entry);
        let sources = toml::from_str(SOURCES).map(|it: Sources| it.source);
        let mut entries = entries.unwrap_or_default();
        for entry in &mut entries {
            entry.folded = entry.says.iter().map(|it| fold(&plain(it))).collect();
        }
        let keyed = sources.unwrap_or_default().into_iter().map(|it| (it.id.clone(), it));
        Data { entries, sources: keyed.collect() }
    })
}

fn plain(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// A number in a message.
struct Code {
    number: String,
    /// Whether it has the form of the exchange's own numbers, and not of HTTP.
    is_exchange: bool,
}

/// `-1003`, `code: -2015`, `code=1021`, `HTTP 429`. A number without sign counts only behind a word
/// for error, an amount with decimals never.
fn codes(plain: &str) -> Vec<Code> {
    let letters: Vec<char> = plain.chars().collect();
    let mut out: Vec<Code> = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if !letter.is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits: String = letters.iter().skip(at).take_while(|it| it.is_ascii_digit()).collect();
        let before: Vec<char> = letters.iter().take(at).rev().copied().take(12).collect();
        let after = letters.get(at + digits.len());
        at += digits.len();
        let counts = after.is_some_and(|it| matches!(it, '.' | ',') && goes_on(&letters, at))
            || after.is_some_and(char::is_ascii_alphabetic);
        if counts {
            continue;
        }
        if let Some(code) = code(&digits, &before)
            && out.iter().all(|it| it.number != code.number)
        {
            out.push(code);
        }
    }
    out
}

/// Whether digits follow a dot or comma.
fn goes_on(letters: &[char], at: usize) -> bool {
    letters.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// `before` runs backwards.
fn code(digits: &str, before: &[char]) -> Option<Code> {
    let is_minus = |letter: &char| matches!(letter, '-' | '−' | '–' | '—' | 'ー' | '‐' | '‑');
    let signed = before.first().is_some_and(is_minus)
        && !before.get(1).is_some_and(|it| it.is_alphanumeric() || is_minus(it));
    let said: String = before.iter().rev().collect();
    let words = ["code", "error", "err", "エラー", "コード"];
    let named = words.iter().any(|word| said.contains(word));
    let glued = before.first().is_some_and(|it| it.is_alphanumeric() || matches!(it, '.' | ','));
    if digits.len() == 4 && (signed || named && !glued) {
        let is_exchange = digits.starts_with(['1', '2', '3', '4', '5', '9']);
        return is_exchange.then(|| Code { number: format!("-{digits}"), is_exchange: true });
    }
    let http = named || said.contains("http") || said.contains("status");
    (digits.len() == 3 && http && !signed && !glued)
        .then(|| Code { number: digits.to_owned(), is_exchange: false })
}

/// Letters and digits only, without the marks of ば and ぱ, and with what typists and text readers take
/// for each other made one.
fn fold(plain: &str) -> Vec<char> {
    let letters = plain.nfd().filter(|letter| letter.is_alphanumeric() || *letter == 'ー');
    letters.map(alike).collect()
}

fn alike(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | 'i' | '|' => 'l',
        'ロ' => '口',
        'ニ' => '二',
        'カ' => '力',
        'エ' => '工',
        'タ' => '夕',
        'ト' => '卜',
        'ー' | '一' => '一',
        letter => letter,
    }
}

/// The fewest slips with which one of the phrases stands in the text, or the whole text, being a piece
/// of a message, in one of the phrases.
fn best(phrases: &[Vec<char>], text: &[char]) -> Option<usize> {
    let long_enough = text.len() >= if text.iter().all(char::is_ascii) { 14 } else { 7 };
    let fit = |phrase: &Vec<char>| {
        let piece = || if long_enough { stands(text, phrase) } else { None };
        stands(phrase, text).or_else(piece)
    };
    phrases.iter().filter_map(fit).min()
}

/// Slips forgiven in a phrase: a kanji carries more than a letter.
fn forgiven(phrase: &[char]) -> usize {
    if phrase.iter().all(char::is_ascii) { phrase.len() / 9 } else { phrase.len() / 7 }
}

/// Sellers' approximate search: the phrase may begin anywhere in the text.
fn stands(phrase: &[char], text: &[char]) -> Option<usize> {
    let mut column: Vec<usize> = (0..=phrase.len()).collect();
    let mut fewest = usize::MAX;
    for letter in text {
        let mut diagonal = 0;
        let mut above = 0;
        for (cell, wanted) in column.iter_mut().skip(1).zip(phrase) {
            let next = (diagonal + usize::from(wanted != letter)).min(*cell + 1).min(above + 1);
            diagonal = std::mem::replace(cell, next);
            above = next;
        }
        fewest = fewest.min(above);
    }
    (fewest <= forgiven(phrase)).then_some(fewest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<&'static str> {
        explain(text)
            .map_or_else(Vec::new, |it| it.found.iter().map(|it| it.0.id.as_str()).collect())
    }

    #[test]
    fn the_data_is_whole_and_every_source_is_real() {
        assert!(data().entries.len() >= 88, "{}", data().entries.len());
        let mut seen = BTreeSet::new();
        for entry in entries() {
            assert!(seen.insert(&entry.id), "{} stands twice", entry.id);
            assert_eq!(entry.sources().count(), entry.source.len(), "{}", entry.id);
            assert!(!entry.source.is_empty(), "{}", entry.id);
            for words in [&entry.means, &entry.act] {
                assert!(!words.ja.is_empty() && !words.en.is_empty(), "{}", entry.id);
            }
            for words in [&entry.wait, &entry.never] {
                assert_eq!(words.ja.is_empty(), words.en.is_empty(), "{}", entry.id);
            }
            let all_uncertain = entry.sources().all(|source| source.uncertain);
            assert!(entry.uncertain || !all_uncertain, "{} is not marked uncertain", entry.id);
        }
    }

    #[test]
    fn every_phrase_finds_its_own_entry() {
        for entry in entries() {
            for says in &entry.says {
                assert!(ids(says).contains(&entry.id.as_str()), "{}: {says}", entry.id);
            }
            for code in entry.codes.iter().filter(|it| it.starts_with('-')) {
                assert_eq!(ids(&format!("APIError(code={code}): x"))[0], entry.id);
            }
        }
    }

    #[test]
    fn messages_as_people_paste_them() {
        for (text, wanted) in [
            (
                "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}",
                "api_key_refused",
            ),
            ("binance returned error －１００３ help", "api_too_many_requests"),
            ("Timestamp for this request is outside of the recv", "api_timestamp"),
            ("Tirnestamp for this request was outside of the recvWindow", "api_timestamp"),
            ("HTTP 429 what now", "api_too_many_requests"),
            ("エラーコード 2010 って出ます", "api_order_rejected"),
            ("アカウン卜が制限 されてい ます", "account_restricted"),
            ("出金が24時間停止と出ています", "hold_security_change"),
            ("画像がほやけています 再提出してください", "kyc_unclear"),
            ("Withdrawl processing since 5 hours", "withdrawal_processing"),
            ("2FA reset under review", "two_factor_reset_review"),
            ("法執行機関の要請により", "restriction_authority"),
        ] {
            assert!(ids(text).contains(&wanted), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn what_is_not_known_is_said_to_be_unknown() {
        let unknown = explain("{\"code\":-9876,\"msg\":\"flux\"}").unwrap();
        assert_eq!(unknown.unknown_codes, ["-9876"]);
        assert!(unknown.found.is_empty());
        for innocent in [
            "",
            "今日はいい天気です",
            "Bought 1003 USDT for 2015.50",
            "balance -1003.25 USDT",
            "2026-11-05 1021",
            "order 429 of 500",
            "call 03-2015-1003",
            "I love my dog and long walks at the sea in the evening sun",
        ] {
            let said = explain(innocent);
            assert!(said.is_none(), "{innocent}: {said:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let long = "あ1-".repeat(200_000) + "-1003";
        assert!(explain(&long).is_none());
        let long = "-1003 ".to_owned() + &"x".repeat(MOST_LETTERS);
        assert!(explain(&long).unwrap().was_cut);
    }
}
