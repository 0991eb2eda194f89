//! Which words of a text carry their own form: mail addresses, wallets, transfers, internet addresses,
//! long ids, names on chat services, and secrets?

use super::text::{TAKEN, Text};
use super::{Class, Seen};
use crate::screen::address::{self, Fault, Verdict};
use crate::screen::secret::{self, SecretKind};
use crate::screen::transaction;
use crate::source::text::TextLine;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Takes what the screen for secrets knows.
pub(super) fn find_secrets(text: &mut Text) {
    let mut lines = Vec::new();
    let mut starts = Vec::new();
    let mut at = 0;
    while at <= text.len() {
        let end = text.run(at, |c| c != '\n');
        lines.push(TextLine { text: text.word(at, end), line: 1 });
        starts.push(at);
        at = end + 1;
    }
    for found in secret::find(&lines) {
        let (Some(line), Some(begins)) = (lines.get(found.row), starts.get(found.row)) else {
            continue;
        };
        let count = |bytes: usize| line.text.get(..bytes).unwrap_or_default().chars().count();
        let class = match found.kind {
            SecretKind::CardNumber => Class::CardNumber,
            SecretKind::MyNumber => Class::MyNumber,
            _ => Class::Secret,
        };
        text.take(begins + count(found.start), begins + count(found.end), class, Seen::Form);
    }
}

/// Takes words by their own form.
pub(super) fn find(text: &mut Text) {
    mails(text);
    long_words(text);
    internet_addresses(text);
    handles(text);
    bare_ids(text);
}

const AT: [&str; 6] = ["@", "(at)", "[at]", "<at>", "{at}", "(アット)"];
const DOT: [&str; 4] = [".", "(dot)", "[dot]", "<dot>"];

fn mails(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        if let Some((start, end)) = mail_around(text, at) {
            text.take(start, end, Class::Mail, Seen::Form);
            at = end;
        }
        at += 1;
    }
}

/// The mail address whose @ begins here.
fn mail_around(text: &Text, at: usize) -> Option<(usize, usize)> {
    let behind = AT.iter().filter_map(|mark| text.starts(at, mark)).max()?;
    let spaced = |at: usize| text.at(at) == ' ';
    let name_end = text.run_back(at, |c| c == ' ');
    let start = text.run_back(name_end, |c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
    let host = text.run(behind, |c| c == ' ');
    // Only a mark that is no plain @ is written with spaces around it.
    if text.at(at) == '@' && (spaced(behind) || name_end < at) {
        return None;
    }
    let past_space = |at: usize| text.run(at, |c| c == ' ');
    let mut end = text.run(host, |c| c.is_ascii_alphanumeric() || "-.".contains(c));
    // A dot in brackets may have spaces around it.
    while let Some(dot) = DOT.iter().skip(1).find_map(|mark| text.starts(past_space(end), mark)) {
        end = text.run(past_space(dot), |c| c.is_ascii_alphanumeric() || "-.".contains(c));
    }
    while end > host && "-.".contains(text.before(end)) {
        end -= 1;
    }
    let dotted = (host..end).any(|at| DOT.iter().any(|mark| text.starts(at, mark).is_some()));
    (start < name_end && dotted).then_some((start, end))
}

/// Addresses of wallets are at least this long, in characters.
const SHORTEST_ADDRESS: usize = 25;

fn long_words(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        let end = text.run(at, |c| c.is_ascii_alphanumeric());
        // Some forms hold further characters: TON's base64, a network before a colon, Hedera's marks.
        let wide_end = text.run(at, |c| c.is_ascii_alphanumeric() || "-_+/=:".contains(c));
        let fits = |end: usize| judge(&text.word(at, end)).map(|class| (end, class));
        let long = |end: usize| (SHORTEST_ADDRESS..=200).contains(&(end - at));
        let found = [end, wide_end].into_iter().filter(|end| long(*end)).find_map(fits);
        if let Some((end, class)) = found {
            text.take(at, end, class, Seen::Form);
        }
        at = end.max(at) + 1;
    }
}

fn judge(word: &str) -> Option<Class> {
    let hex = |length: usize| word.len() == length && word.bytes().all(|b| b.is_ascii_hexdigit());
    let has = |fits: fn(&u8) -> bool| word.as_bytes().iter().any(fits);
    let mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    if !mixed {
        return None;
    }
    if hex(32) {
        return Some(Class::OrderId);
    }
    // The key or the secret of an API key: 64 letters and digits that are no hash.
    if word.len() == 64 && !hex(64) && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Some(Class::Secret);
    }
    if transaction::form(word).is_some() {
        return Some(Class::TransactionId);
    }
    let seen = address::judge(word, None);
    match seen.verdict {
        Verdict::WrongPurpose if seen.kind == "secret_seed" => Some(Class::Secret),
        Verdict::Valid | Verdict::OtherNetwork | Verdict::WrongPurpose => {
            Some(Class::WalletAddress)
        }
        // Mistyped or cut: it still tells which one was meant.
        Verdict::Invalid if seen.fault == Some(Fault::Checksum) => Some(Class::WalletAddress),
        _ if is_uuid(word) => Some(Class::OrderId),
        _ => None,
    }
}

fn is_uuid(word: &str) -> bool {
    let parts = word.split('-').map(|part| {
        let hex = part.bytes().all(|b| b.is_ascii_hexdigit());
        if hex { part.len() } else { 0 }
    });
    parts.eq([8, 4, 4, 4, 12])
}

fn internet_addresses(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        let fits = |c: char| c.is_ascii_hexdigit() || c == '.' || c == ':';
        let end = text.run(at, fits);
        if end - at < 5 {
            at = end.max(at) + 1;
            continue;
        }
        let glued = text.before(at).is_ascii_alphanumeric();
        let mut last = end;
        while last > at && ".:".contains(text.before(last)) {
            last -= 1;
        }
        // 「IP:203.0.113.7」 leaves a colon before it.
        let first = text.run(at, |c| c == ':' && text.at(at + 1) != ':');
        let word = text.word(first, last);
        let is_four = word.parse::<Ipv4Addr>().is_ok() && !glued;
        let is_six = word.len() > 5 && word.parse::<Ipv6Addr>().is_ok();
        let with_port = word.split_once(':').is_some_and(|(ip, _)| ip.parse::<Ipv4Addr>().is_ok());
        if is_four || is_six || with_port {
            text.take(first, last, Class::IpAddress, Seen::Form);
        }
        at = end + 1;
    }
}

/// Accounts everybody may name.
const OFFICIAL_HANDLES: [&str; 4] = ["binance", "binancejapan", "binancehelpdesk", "cz_binance"];

/// `ID: taro_55`: behind a bare "ID" a name of letters with a digit or a low line in it.
fn bare_ids(text: &mut Text) {
    for at in 0..text.len() {
        let Some(colon) = text.starts(at, "id").filter(|end| text.at(*end) == ':') else {
            continue;
        };
        let start = text.run(colon + 1, |c| c == ' ');
        let end = text.run(start, |c| c.is_ascii_alphanumeric() || "_.-".contains(c));
        let name = text.word(start, end);
        let letters = name.chars().any(|c| c.is_ascii_alphabetic());
        if letters && name.len() >= 4 && name.contains(|c: char| c.is_ascii_digit() || c == '_') {
            text.take(start, end, Class::Handle, Seen::Label);
        }
    }
}

fn handles(text: &mut Text) {
    for at in 0..text.len() {
        let before = text.before(at);
        if text.at(at) != '@' || before.is_ascii_alphanumeric() || before == TAKEN {
            continue;
        }
        let end = text.run(at + 1, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        let name = text.word(at + 1, end).to_ascii_lowercase();
        let name = name.trim_end_matches('.');
        if name.len() >= 3 && !OFFICIAL_HANDLES.contains(&name) {
            text.take(at, at + 1 + name.len(), Class::Handle, Seen::Form);
        }
    }
}
