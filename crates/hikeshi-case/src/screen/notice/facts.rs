//! Time, amount and address that stand in a sentence.

use crate::source::mail::days_from_civil;

/// Time with zone (Unix seconds UTC) or without (seconds of an unknown zone), from text folded by
/// NFKC and lower case.
pub(super) fn time(folded: &str) -> (Option<i64>, Option<i64>) {
    let bytes = folded.as_bytes();
    for (at, _) in folded.match_indices(['-', '/', '年']) {
        let Some(start) = at.checked_sub(4) else {
            continue;
        };
        let before = start.checked_sub(1).and_then(|it| bytes.get(it));
        if before.is_some_and(u8::is_ascii_digit) {
            continue;
        }
        if let Some((seconds, rest)) = folded.get(start..).and_then(clock) {
            return match zone(rest) {
                Some(offset) => (Some(seconds - offset), None),
                None => (None, Some(seconds)),
            };
        }
    }
    (None, None)
}

/// `2026-06-26 10:59:06`, `2026/6/26 10:59`, `2026年6月26日 10:59` or `…T10:59:06`.
fn clock(text: &str) -> Option<(i64, &str)> {
    let (year, rest) = number(text, 4)?;
    let rest = rest.strip_prefix(['-', '/', '年'])?;
    let (month, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(['-', '/', '月'])?;
    let (day, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix('日').unwrap_or(rest).trim_start_matches([' ', 't', ',']);
    let (hour, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix([':', '時'])?;
    let (minute, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix('分').unwrap_or(rest);
    let (second, rest) = match rest.strip_prefix(':').and_then(|it| number(it, 2)) {
        Some(found) => found,
        None => (0, rest),
    };
    let fine = (2009..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !fine || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    Some((days * 86_400 + hour * 3_600 + minute * 60 + second, rest))
}

fn number(text: &str, most: usize) -> Option<(i64, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(length)?;
    Some((digits.parse().ok()?, rest))
}

/// Offset of "(utc)", "utc+9", "(utc+09:00)", "jst", "日本時間", "z", "+09:00" at the start.
fn zone(rest: &str) -> Option<i64> {
    let rest = rest
        .strip_prefix('.')
        .map(|it| it.trim_start_matches(|c: char| c.is_ascii_digit()))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '(', '[']);
    if rest.starts_with("jst") || rest.starts_with("日本時間") {
        return Some(9 * 3_600);
    }
    let named = rest
        .strip_prefix("utc")
        .or_else(|| rest.strip_prefix("gmt"))
        .map(|it| it.trim_start_matches(' '));
    let signed = named.unwrap_or(rest);
    let sign = match signed.chars().next() {
        Some('+') => 1,
        Some('-') if named.is_some() => -1,
        _ => return (named.is_some() || rest == "z" || rest.starts_with("z ")).then_some(0),
    };
    let Some((hours, tail)) = signed.get(1..).and_then(|it| number(it, 2)) else {
        return named.map(|_| 0);
    };
    let minutes = tail.strip_prefix(':').unwrap_or(tail);
    let minutes = number(minutes, 2).map_or(0, |(minutes, _)| minutes);
    (hours <= 14 && minutes < 60).then(|| sign * (hours * 3_600 + minutes * 60))
}

/// First amount followed by an asset: `0.5198 BTC`.
pub(super) fn amount(text: &str) -> Option<(String, String)> {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let lead = rest.get(..at)?.chars().next_back();
        let tail = rest.get(at..)?;
        let length =
            tail.bytes().take_while(|it| it.is_ascii_digit() || matches!(it, b'.' | b',')).count();
        let (digits, behind) = tail.split_at_checked(length)?;
        let name = behind.strip_prefix([' ', '\u{A0}']).unwrap_or(behind);
        let size =
            name.bytes().take_while(|it| it.is_ascii_uppercase() || it.is_ascii_digit()).count();
        let (name, after) = name.split_at_checked(size)?;
        let whole = !after.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !lead
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '/'));
        if whole && (2..=10).contains(&size) && asset(name) {
            return Some((
                digits.replace(',', "").trim_end_matches('.').to_owned(),
                name.to_owned(),
            ));
        }
        rest = behind;
    }
    None
}

fn asset(name: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_uppercase).count();
    letters >= 2
        && !["UTC", "GMT", "JST", "AM", "PM", "IP", "API", "FA", "ID", "SMS", "OF", "TO"]
            .contains(&name)
}

/// First word that has the form of an address. Its checksum is for others to judge.
pub(super) fn address(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).find(|it| shaped(it)).map(str::to_owned)
}

fn shaped(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let mixed = digits > 0 && digits < word.len();
    match word.len() {
        42 if word.starts_with("0x") => word.bytes().skip(2).all(|it| it.is_ascii_hexdigit()),
        42..=62 if word.starts_with("bc1") || word.starts_with("ltc1") => mixed,
        25..=35 => mixed && word.starts_with(['1', '3', 'T', 'r', 'L', 'M', 'D', 'X']),
        _ => false,
    }
}
