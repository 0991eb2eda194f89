//! Encoded-words (RFC 2047) and parameter segments (RFC 2231). Japanese senders cut both in the
//! middle of a character, so neighbours are joined as bytes before they are decoded.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

use super::transfer;
use crate::source::charset;

/// Longest encoded-word looked at, bytes; the standard allows 75.
const MAX_WORD: usize = 8 * 1024;

struct Word {
    label: String,
    bytes: Vec<u8>,
}

/// Decodes every encoded-word in `text`; other characters stay as they are.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<Word> = None;
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some((next, tail)) = word(after) else {
            flush(&mut out, open.take().as_ref());
            out.push_str(before);
            out.push_str("=?");
            rest = after.get(2..).unwrap_or_default();
            continue;
        };
        let gap = !before.trim().is_empty();
        match open.take() {
            Some(last) if !gap && same(&last, &next) => open = Some(join(last, next)),
            last => {
                flush(&mut out, last.as_ref());
                if gap || last.is_none() {
                    out.push_str(before);
                }
                open = Some(next);
            }
        }
        rest = tail;
    }
    flush(&mut out, open.as_ref());
    out.push_str(rest);
    out
}

fn flush(out: &mut String, word: Option<&Word>) {
    if let Some(word) = word {
        let found = charset::choose(Some(&word.label), &word.bytes);
        out.push_str(&charset::decode(&word.bytes, found.encoding).0);
    }
}

fn same(a: &Word, b: &Word) -> bool {
    a.label == b.label
        || charset::named(&a.label).is_some_and(|it| charset::named(&b.label) == Some(it))
}

fn join(mut last: Word, next: Word) -> Word {
    // Each half closed with an escape of its own although a character runs across: the pair
    // "back to ASCII, on to Kanji" means nothing between neighbours.
    let jis = charset::named(&last.label) == Some(ISO_2022_JP);
    let closes = last.bytes.ends_with(b"\x1b(B") || last.bytes.ends_with(b"\x1b(J");
    if jis && closes && (next.bytes.starts_with(b"\x1b$B") || next.bytes.starts_with(b"\x1b$@")) {
        last.bytes.truncate(last.bytes.len().saturating_sub(3));
        last.bytes.extend_from_slice(next.bytes.get(3..).unwrap_or_default());
        return last;
    }
    last.bytes.extend(next.bytes);
    last
}

/// Reads the encoded-word at the start of `text`.
fn word(text: &str) -> Option<(Word, &str)> {
    let inner = text.strip_prefix("=?")?;
    let (label, inner) = near(inner, "?", 80)?;
    let (method, inner) = near(inner, "?", 2)?;
    let (data, tail) = data(inner)?;
    let label = label.split('*').next().unwrap_or_default().trim().to_ascii_lowercase();
    if label.is_empty() || label.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match method {
        "B" | "b" => transfer::base64(data.as_bytes()).0,
        "Q" | "q" => q(data.as_bytes()),
        _ => return None,
    };
    Some((Word { label, bytes }, tail))
}

/// The data of an encoded-word up to `?=`. A few question marks inside are forgiven; not more,
/// or a hostile header would be searched again and again.
fn data(text: &str) -> Option<(&str, &str)> {
    let window = text.as_bytes().get(..MAX_WORD).unwrap_or(text.as_bytes());
    let mut marks = window.iter().enumerate().filter(|&(_, &byte)| byte == b'?').take(4);
    let at = marks.find(|&(at, _)| window.get(at + 1) == Some(&b'='))?.0;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// `split_once` that looks no further than `limit` bytes.
fn near<'a>(text: &'a str, mark: &str, limit: usize) -> Option<(&'a str, &'a str)> {
    let window = text.as_bytes().get(..limit + mark.len()).unwrap_or(text.as_bytes());
    let at = window.windows(mark.len()).position(|part| part == mark.as_bytes())?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

fn q(data: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = data.iter().map(|&b| if b == b'_' { b' ' } else { b }).collect();
    transfer::hex_escapes(&spaced, b'=').0
}

/// One piece of a parameter value.
pub(super) struct Segment {
    index: u32,
    percent: bool,
    starred: bool,
    value: String,
}

/// Cuts a parameter name such as `filename*1*` into the base name and the segment.
pub(super) fn segment(name: &str, value: String) -> (String, Segment) {
    let (body, percent) = match name.strip_suffix('*') {
        Some(body) => (body, true),
        None => (name, false),
    };
    match body.split_once('*') {
        Some((base, number)) => {
            let index = number.parse().unwrap_or(u32::MAX);
            (base.to_owned(), Segment { index, percent, starred: true, value })
        }
        None => (body.to_owned(), Segment { index: 0, percent, starred: percent, value }),
    }
}

/// Joins the segments of one parameter and decodes the whole.
pub(super) fn join_segments(mut all: Vec<Segment>) -> String {
    if all.iter().any(|it| it.starred) {
        all.retain(|it| it.starred);
    } else {
        return all.first().map(|it| decode(&it.value)).unwrap_or_default();
    }
    all.sort_by_key(|it| it.index);
    all.dedup_by_key(|it| it.index);
    let mut label: Option<String> = None;
    let mut bytes = Vec::new();
    for (at, piece) in all.iter().enumerate() {
        let mut value = piece.value.as_str();
        if at == 0 && piece.percent {
            let mut parts = value.splitn(3, '\'');
            if let (Some(name), Some(_), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
                label = Some(name.to_ascii_lowercase());
                value = rest;
            }
        }
        if piece.percent {
            bytes.extend(transfer::hex_escapes(value.as_bytes(), b'%').0);
        } else {
            bytes.extend_from_slice(value.as_bytes());
        }
    }
    let found = charset::choose(label.as_deref(), &bytes);
    let encoding: &'static Encoding =
        if bytes.is_ascii() && label.is_none() { UTF_8 } else { found.encoding };
    let text = charset::decode(&bytes, encoding).0;
    // Some programs put an encoded-word into numbered segments.
    if text.contains("=?") { decode(&text) } else { text }
}
