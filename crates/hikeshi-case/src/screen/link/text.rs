//! Which links stand in this text?
//!
//! Free Japanese and English text: brackets, quotes and Japanese punctuation end a link, and so
//! does the Japanese that follows without a space. Mail addresses are no links. Every character is
//! looked at a fixed number of times, whatever the text.

use super::fold::wide;
use super::parse::{invisible, narrow, parse};
use crate::screen::suffix;

/// A link in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The link as written.
    pub text: &'a str,
    /// Where it starts, in bytes.
    pub start: usize,
    /// It has no scheme.
    pub bare: bool,
}

/// Longest authority that is followed in a text.
const MAX_AUTHORITY: usize = 512;

/// Suffixes that are file endings far more often when only one label stands before them.
const FILE_ENDINGS: &[&str] =
    &["app", "cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip", "bz", "ml", "st", "ai"];

/// Marks of defanging, kept inside a link although they are brackets.
const MARKS: &[&str] = &["[.]", "(.)", "{.}", "[dot]", "(dot)", "[:]", "[:/]", "[://]", "[at]"];

/// Finds the links of a text in their order.
pub fn links_in(text: &str) -> Vec<Found<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(skip) = rest.find(|c| !ends_link(c))
    {
        at = at.saturating_add(skip);
        let run = text.get(at..).map_or("", run_of);
        if run.is_empty() {
            let next = text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
            at = at.saturating_add(next);
            continue;
        }
        read_run(run, at, &mut out);
        at = at.saturating_add(run.len());
    }
    out
}

/// From here to the first character that ends a link; marks of defanging do not.
fn run_of(text: &str) -> &str {
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        if !ends_link(c) {
            continue;
        }
        let here = text.get(i..).unwrap_or_default();
        let Some(mark) = MARKS.iter().find(|m| here.starts_with(**m)) else {
            return text.get(..i).unwrap_or_default();
        };
        // Marks are ASCII: one character per byte.
        chars.by_ref().take(mark.len().saturating_sub(1)).for_each(drop);
    }
    text
}

/// White space, quotes, brackets and sentence marks.
fn ends_link(c: char) -> bool {
    match c {
        '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | ','
        | ';' => true,
        '\u{2010}'..='\u{205e}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{30fb}' => !invisible(c),
        '：' | '／' | '．' | '－' | '？' | '＃' | '＠' | '＿' | '＆' | '＝' | '％' => {
            false
        }
        '\u{ff00}'..='\u{ffef}' => !c.is_alphanumeric(),
        _ => c.is_whitespace() || (c.is_control()),
    }
}

/// An ASCII letter or digit, also in its full-width form.
fn latin(c: char) -> bool {
    narrow(c).is_ascii_alphanumeric()
}

fn read_run<'a>(run: &'a str, start: usize, out: &mut Vec<Found<'a>>) {
    let mut rest = run;
    let mut at = start;
    while let Some((mark, len)) = scheme_mark(rest) {
        let before = rest.get(..mark).unwrap_or_default();
        let letters = before.chars().rev().take_while(|c| latin(*c));
        let scheme: usize = letters.map(char::len_utf8).sum();
        let from = mark.saturating_sub(scheme);
        read_bare(rest.get(..from).unwrap_or_default(), at, out);
        let body = mark.saturating_add(len);
        let tail = rest.get(body..).unwrap_or_default();
        let to = body.saturating_add(link_end(tail));
        let link = trimmed(rest.get(from..to).unwrap_or_default());
        if scheme > 0 && has_host(link) {
            out.push(Found { text: link, start: at.saturating_add(from), bare: false });
        }
        rest = rest.get(to..).unwrap_or_default();
        at = at.saturating_add(to);
    }
    read_bare(rest, at, out);
}

/// The first `://` in any of its spellings, with its length.
fn scheme_mark(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(i) = text.get(from..)?.find([':', '：']) {
        let i = from.saturating_add(i);
        let here = text.get(i..).unwrap_or_default();
        for (mark, before) in
            [("://", 0), ("：／／", 0), (":]//", 1), (":/]/", 1), ("://]", 1), (":\\\\", 0)]
        {
            if here.starts_with(mark) {
                return Some((i.saturating_sub(before), mark.len().saturating_add(before)));
            }
        }
        from = i.saturating_add(here.chars().next().map_or(1, char::len_utf8));
    }
    None
}

/// Where the link ends whose authority starts here.
fn link_end(tail: &str) -> usize {
    let mut in_path = false;
    let mut after_latin = false;
    for (i, c) in tail.char_indices() {
        if wide(c) {
            let so_far = tail.get(..i).unwrap_or_default();
            if in_path || i > MAX_AUTHORITY || (after_latin && real_host(so_far)) {
                return i;
            }
        }
        in_path = in_path || matches!(c, '/' | '?' | '#' | '\\' | '／' | '？' | '＃');
        after_latin = latin(c);
        if !in_path && i > MAX_AUTHORITY && !c.is_ascii() {
            return i;
        }
    }
    tail.len()
}

/// Without the sentence marks at its end.
fn trimmed(link: &str) -> &str {
    link.trim_end_matches([
        '.', ':', '!', '?', '-', '*', '~', '_', '…', '&', '\\', '：', '．', '？',
    ])
}

fn has_host(link: &str) -> bool {
    let parts = parse(link);
    !parts.elsewhere && !parts.host.is_empty()
}

/// Does this end in a public suffix with something before it?
fn real_host(text: &str) -> bool {
    if text.len() > MAX_AUTHORITY || !text.contains(['.', '．', '。']) {
        return false;
    }
    let host = parse(text).host;
    let listed = suffix::of(&host).is_some_and(|suffix| suffix.is_known());
    listed && suffix::registrable(&host).is_some()
}

/// Bare hosts: split where Japanese meets Latin letters, then looked at piece by piece.
fn read_bare<'a>(text: &'a str, start: usize, out: &mut Vec<Found<'a>>) {
    if !text.contains(['.', '．', ']', ')', '}']) {
        return;
    }
    let mut from = 0;
    let mut last = None;
    for (i, c) in text.char_indices() {
        let meets = last.is_some_and(|l| (wide(l) && latin(c)) || (latin(l) && wide(c)));
        if meets {
            bare_piece(text.get(from..i).unwrap_or_default(), start.saturating_add(from), out);
            from = i;
        }
        last = Some(c);
    }
    bare_piece(text.get(from..).unwrap_or_default(), start.saturating_add(from), out);
}

fn bare_piece<'a>(piece: &'a str, start: usize, out: &mut Vec<Found<'a>>) {
    let lead = piece.find(|c: char| c.is_alphanumeric()).unwrap_or(piece.len());
    let text = trimmed(piece.get(lead..).unwrap_or_default());
    let stop = text.find(['/', '?', '#', '／', '？', '＃', '\\']).unwrap_or(text.len());
    let authority = text.get(..stop).unwrap_or_default();
    if authority.len() > MAX_AUTHORITY || authority.contains(['@', '＠', '=', '&', '_', '*']) {
        return;
    }
    if authority.contains("[at]") || !real_host(authority) || !looks_typed(authority, text) {
        return;
    }
    out.push(Found { text, start: start.saturating_add(lead), bare: true });
}

/// Not a file name, and not the end of one sentence glued to the next.
fn looks_typed(authority: &str, text: &str) -> bool {
    let host = authority.split(':').next().unwrap_or_default();
    let Some((front, last)) = host.rsplit_once('.') else { return true };
    let two = !front.contains('.');
    let plain = authority.len() == text.len();
    if two && plain && FILE_ENDINGS.contains(&last.to_ascii_lowercase().as_str()) {
        let hit = super::judge(authority);
        return hit.verdict != super::Verdict::Unknown;
    }
    let mut letters = last.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let rest_small = letters.all(char::is_lowercase);
    let sentence = two && plain && capital && rest_small;
    !sentence || front.chars().next().is_some_and(char::is_uppercase) && last.len() > 2
}
