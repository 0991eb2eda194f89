//! Which runs of digits are telephones or cards, and which are long without saying what they are?

use super::text::Text;
use super::{Class, Seen};

/// Numbers of public offices that everybody may call: 金融庁 金融サービス利用者相談室 (fsa.go.jp, 2026-11).
const PUBLIC: [&str; 2] = ["0570016811", "0352516811"];
const CALLS: [&str; 18] = [
    "電話",
    "携帯",
    "tel",
    "phone",
    "mobile",
    "cell",
    "call",
    "whatsapp",
    "sms",
    "連絡先",
    "number",
    "番号",
    "着信",
    "fax",
    "text me",
    "signal",
    "viber",
    "from",
];
/// From so many digits on a number that nothing explains is taken.
const LONG: usize = 8;

/// Takes telephones, cards and long numbers.
pub(super) fn find(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        let c = text.at(at);
        let opens =
            matches!(c, '+' | '(') && (1..=2).any(|step| text.at(at + step).is_ascii_digit());
        if !(c.is_ascii_digit() || opens) {
            at += 1;
            continue;
        }
        let end = run_end(text, at);
        judge(text, at, end);
        at = end;
    }
}

/// Digits with single marks between them.
fn run_end(text: &Text, start: usize) -> usize {
    let mut at = start;
    let mut end = start;
    while at < text.len() {
        let c = text.at(at);
        if c.is_ascii_digit() {
            end = at + 1;
        } else if !" -().+/".contains(c) || at > end + 1 {
            break;
        }
        at += 1;
    }
    end.max(start + 1)
}

fn judge(text: &mut Text, start: usize, end: usize) {
    let before = text.before(start);
    let decimal = matches!(before, '.' | ',') && text.before(start - 1).is_ascii_digit();
    let glued = before.is_ascii_alphanumeric() || before == '_' || decimal;
    if glued || text.at(end).is_ascii_alphabetic() && !text.at(end + 1).is_whitespace() {
        return;
    }
    if let Some((class, seen)) = whole(text, start, end) {
        return text.take(start, end, class, seen);
    }
    let mut from = start;
    while from < end {
        let to = text.run(from, |c| c != ' ').min(end);
        if let Some((class, seen)) = whole(text, from, to).or_else(|| unexplained(text, from, to)) {
            text.take(from, to, class, seen);
        }
        from = to + 1;
    }
}

fn whole(text: &Text, start: usize, end: usize) -> Option<(Class, Seen)> {
    let word = text.word(start, end);
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    if (13..=19).contains(&digits.len())
        && !word.starts_with('+')
        && luhn(&values)
        && is_card(&digits)
    {
        return Some((Class::CardNumber, Seen::CheckDigits));
    }
    if PUBLIC.contains(&digits.as_str()) || is_day(&word) || word.contains('/') {
        return None;
    }
    let groups: Vec<usize> = word
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|length| *length > 0)
        .collect();
    if is_phone(&word, &digits, &groups) {
        return Some((Class::Phone, Seen::Form));
    }
    let called = text.holds_any(text.clause(start, 14), start, &CALLS);
    let shaped = groups.iter().all(|length| *length <= 11) && !word.contains('.');
    (called && shaped && (7..=15).contains(&digits.len())).then_some((Class::Phone, Seen::Label))
}

/// E.164 with its plus, the numbers of Japan and others with a zero in front, those of North America.
fn is_phone(word: &str, digits: &str, groups: &[usize]) -> bool {
    let count = digits.len();
    if word.starts_with('+') || word.starts_with("(+") {
        return (8..=15).contains(&count);
    }
    if word.contains('.') && groups.len() < 3 {
        return false;
    }
    let national = digits.starts_with('0') && !digits.starts_with("00");
    if national && (10..=11).contains(&count) {
        return groups.len() > 1
            || digits.starts_with("0120")
            || count == 11
            || !digits.contains("000000");
    }
    groups == [3, 3, 4] || groups == [1, 3, 3, 4] && digits.starts_with('1')
}

/// Long, whole, and no day: removed rather than guessed.
fn unexplained(text: &Text, start: usize, end: usize) -> Option<(Class, Seen)> {
    let word = text.word(start, end);
    let longest = word.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let public = PUBLIC.contains(&word.replace('-', "").as_str());
    let article = ["faq", "article", "記事", "faq no.", "help"];
    let public =
        public || text.ends_any(text.run_back(start, |c| " :#".contains(c)), &article).is_some();
    let decimal = word.contains('.');
    (longest >= LONG && !is_day(&word) && !public && !decimal)
        .then_some((Class::UnknownNumber, Seen::Length))
}

/// 2026-11-20 and 20261120.
fn is_day(word: &str) -> bool {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let century = digits.starts_with("19") || digits.starts_with("20");
    let part = |from: usize| digits.get(from..from + 2).and_then(|it| it.parse::<u8>().ok());
    let real = part(4).is_some_and(|month| (1..=12).contains(&month))
        && part(6).is_some_and(|day| (1..=31).contains(&day));
    digits.len() == 8 && century && real
}

/// Card schemes by their first digit (ISO/IEC 7812-1).
fn is_card(digits: &str) -> bool {
    let length = digits.len();
    match digits.as_bytes() {
        [b'3', b'4' | b'7', ..] => length == 15,
        [b'3', b'0' | b'6' | b'8' | b'9', ..] => length == 14 || length == 16,
        [b'3', b'5', ..] | [b'5', b'1'..=b'5', ..] | [b'2', b'2'..=b'7', ..] => length == 16,
        [b'4', ..] => matches!(length, 13 | 16 | 19),
        [b'6', ..] => (16..=19).contains(&length),
        _ => false,
    }
}

fn luhn(digits: &[u32]) -> bool {
    let double = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let weigh = |(at, digit): (usize, &u32)| if at % 2 == 0 { *digit } else { double(*digit) };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>().is_multiple_of(10)
}
