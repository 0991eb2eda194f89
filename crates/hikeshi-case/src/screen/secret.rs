//! Which words of a text must never leave the owner's hands? Finds seed phrases, private keys,
//! API secrets, passwords, one-time codes, card numbers and My Number, and masks them.
//!
//! A warning about secrets holds none: something counts only where a value stands.

pub mod cells;
mod labelled;
mod number;
mod seed;
#[cfg(test)]
mod tests;

use crate::source::text::TextLine;

/// What kind of secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretKind {
    /// Words of a BIP-39 recovery phrase.
    SeedPhrase,
    /// A private key: WIF, extended (`xprv`), or hex named as one.
    PrivateKey,
    /// The secret of an exchange API key.
    ApiSecret,
    /// The key an authenticator app was set up with.
    TwoFactorKey,
    /// A password or a PIN.
    Password,
    /// A one-time code; worthless soon, but its arrival is a trace.
    OneTimeCode,
    /// A payment card number with a right check digit.
    CardNumber,
    /// マイナンバー (個人番号).
    MyNumber,
}

/// One secret within one line. A phrase over several lines yields one of these per line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Secret {
    /// Index of the line in the slice that was searched.
    pub row: usize,
    /// Byte offset within the line where it begins.
    pub start: usize,
    /// Byte offset behind it.
    pub end: usize,
    /// What it is.
    pub kind: SecretKind,
    /// [`TextLine::line`] of that line.
    pub line: u32,
    /// Equal for the pieces of one secret that spans lines.
    pub group: usize,
}

/// Finds all secrets, ordered by place; pieces never overlap.
pub fn find(lines: &[TextLine]) -> Vec<Secret> {
    let mut found = seed::find(lines);
    labelled::find(lines, &mut found);
    number::find(lines, &mut found);
    found.sort_by_key(|it| (it.row, it.start, std::cmp::Reverse(it.end), it.kind));
    let mut out: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match out.last_mut() {
            Some(last) if last.row == secret.row && secret.start < last.end => {
                last.end = last.end.max(secret.end);
            }
            _ => out.push(secret),
        }
    }
    out
}

/// `line` with the given secrets (of that line) replaced by asterisks. The number of asterisks
/// tells only the length class: 8, 16, 32 or 64. A span that does not fit the line is widened to
/// whole characters.
pub fn mask(line: &str, secrets: &[Secret]) -> String {
    let mut spans: Vec<(usize, usize)> =
        secrets.iter().map(|it| (floor(line, it.start), ceil(line, it.end))).collect();
    spans.sort_unstable();
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for (start, end) in spans {
        let start = start.max(at);
        if end <= start {
            continue;
        }
        out.push_str(line.get(at..start).unwrap_or_default());
        out.push_str(stars(end - start));
        at = end;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    out
}

/// One text with its secrets masked: a cell, an operation's name, what stood at an unreadable place.
pub fn masked(text: &str) -> String {
    let lines = [TextLine { text: text.to_owned(), line: 1 }];
    mask(text, &find(&lines))
}

/// All lines with their secrets masked.
pub fn mask_all(lines: &[TextLine], secrets: &[Secret]) -> Vec<TextLine> {
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = secrets;
    for (row, line) in lines.iter().enumerate() {
        let behind = rest.partition_point(|it| it.row < row);
        rest = rest.get(behind..).unwrap_or_default();
        let (here, after) = rest.split_at(rest.partition_point(|it| it.row == row));
        out.push(TextLine { text: mask(&line.text, here), line: line.line });
        rest = after;
    }
    out
}

/// What stands in place of a secret of so many bytes: the number of asterisks tells only the class of
/// length.
pub fn stars(length: usize) -> &'static str {
    match length {
        0..=8 => "********",
        9..=16 => "****************",
        17..=32 => "********************************",
        _ => "****************************************************************",
    }
}

/// Whether a heading names numbers that are no secret: orders, transactions, phones.
pub fn names_a_number(heading: &str) -> bool {
    number::is_other(&folded(heading))
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Text folded for looking up labels, byte for byte as long as the original: ASCII in lower
/// case, everything else unchanged.
fn folded(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Runs of characters for which `fits` holds, with their byte offset.
fn runs(text: &str, fits: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (start, c != '\n' && fits(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push((from, text.get(from..at).unwrap_or_default()));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Characters looked at before a value, or of the line above it: a label stands near.
const NEAR: usize = 400;

/// The end of the nearest line above that is not empty, at most three rows up.
fn above(lines: &[TextLine], row: usize) -> &str {
    let from = row.saturating_sub(3);
    let window = lines.get(from..row).unwrap_or_default();
    let text = window.iter().rev().map(|it| it.text.trim()).find(|it| !it.is_empty());
    labelled::last(text.unwrap_or(""), NEAR)
}
