//! Card numbers and マイナンバー. Digits alone are not enough: order numbers, trade ids and phone
//! numbers look the same, so a label, a grouping or a line of its own has to speak for them.

use super::labelled::last;
use super::{Secret, SecretKind, above, folded, runs};
use crate::source::text::TextLine;

const CARD: [&str; 10] = [
    "カード番号",
    "クレジット",
    "クレカ",
    "card number",
    "credit card",
    "debit card",
    "visa",
    "master",
    "jcb",
    "card:",
];
const MY_NUMBER: [&str; 5] =
    ["マイナンバー", "個人番号", "my number", "mynumber", "individual number"];
const OTHER: [&str; 16] = [
    "order",
    "注文",
    "uid",
    "txid",
    "tx",
    "取引",
    "受付",
    "問い合わせ",
    "ticket",
    "id",
    "伝票",
    "hash",
    "address",
    "アドレス",
    "電話",
    "法人番号",
];

/// Adds what it finds to `out`.
pub(super) fn find(lines: &[TextLine], out: &mut Vec<Secret>) {
    for (row, line) in lines.iter().enumerate() {
        if line.text.bytes().filter(u8::is_ascii_digit).count() < 12 && line.text.is_ascii() {
            continue;
        }
        let text = folded(&line.text);
        let upper = folded(above(lines, row));
        for (start, token) in
            runs(&line.text, |c| digit(c).is_some() || matches!(c, ' ' | '-' | '－' | '\u{3000}'))
        {
            let token = token.trim_end_matches(|c| digit(c).is_none());
            let lead = token.len() - token.trim_start_matches(|c| digit(c).is_none()).len();
            let (start, token) = (start + lead, token.get(lead..).unwrap_or_default());
            let end = start + token.len();
            let place = Place { row, text: &text, above: &upper, start, end };
            if let Some(kind) = place.judge(&line.text, token) {
                let group = out.len();
                out.push(Secret { row, start, end, kind, line: line.line, group });
            }
        }
    }
}

struct Place<'a> {
    row: usize,
    text: &'a str,
    above: &'a str,
    start: usize,
    end: usize,
}

impl Place<'_> {
    fn judge(&self, line: &str, token: &str) -> Option<SecretKind> {
        let digits: Vec<u32> = token.chars().filter_map(digit).collect();
        let groups: Vec<usize> = token
            .split(|c| digit(c).is_none())
            .map(|it| it.chars().count())
            .filter(|&it| it > 0)
            .collect();
        if self.glued(line) {
            return None;
        }
        let alone = line.trim() == token;
        if digits.len() == 12 && (groups.len() == 1 || groups == [4, 4, 4]) {
            let said = self.said(&MY_NUMBER);
            let shaped = alone && groups.len() == 3 && my_number(&digits) && !self.said(&OTHER);
            return (said || shaped).then_some(SecretKind::MyNumber);
        }
        let grouped = groups == [4, 4, 4, 4] || groups == [4, 6, 5] || groups == [4, 6, 4];
        if !(grouped || groups.len() == 1) || !card(&digits) {
            return None;
        }
        let fits = self.said(&CARD) || (grouped || alone) && !self.said(&OTHER);
        fits.then_some(SecretKind::CardNumber)
    }

    /// Part of a longer word, an address or a decimal number.
    fn glued(&self, line: &str) -> bool {
        let before = line.get(..self.start).and_then(|it| it.chars().next_back());
        let after = line.get(self.end..).and_then(|it| it.chars().next());
        let joins =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '=' | '+' | '#');
        before.is_some_and(joins) || after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    }

    fn said(&self, words: &[&str]) -> bool {
        let lead = last(self.text.get(..self.start).unwrap_or_default(), 60);
        let above = self.row > 0 && lead.trim().is_empty();
        words.iter().any(|it| holds(lead, it) || above && holds(self.above, it))
    }
}

/// Whether folded words speak of numbers of another kind.
pub(super) fn is_other(text: &str) -> bool {
    OTHER.iter().any(|word| holds(text, word))
}

/// A short ASCII word has to stand by itself ("id" is not in "paid").
fn holds(text: &str, word: &str) -> bool {
    if !word.is_ascii() || word.len() > 4 {
        return text.contains(word);
    }
    runs(text, |c| c.is_ascii_alphanumeric() || c == ':')
        .iter()
        .any(|(_, it)| it.trim_matches(':') == word.trim_matches(':'))
}

/// ASCII and full-width digits.
fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

/// Length and first digits of a card scheme, and Luhn's check digit (ISO/IEC 7812-1).
fn card(digits: &[u32]) -> bool {
    let head = digits.iter().take(4).fold(0, |sum, it| sum * 10 + it);
    let known = match digits.len() {
        14 => matches!(head, 3000..=3059 | 3600..=3699 | 3800..=3999),
        15 => matches!(head, 3400..=3499 | 3700..=3799),
        16 => {
            matches!(head, 4000..=4999 | 5100..=5599 | 2221..=2720 | 3528..=3589 | 6011 | 6500..=6599)
        }
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &it)| if at % 2 == 0 { it } else { it * 2 / 10 + it * 2 % 10 })
        .sum();
    known && sum.is_multiple_of(10)
}

/// Check digit of the individual number (平成26年総務省令第85号 第5条).
fn my_number(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else {
        return false;
    };
    let weighted: u32 = body.iter().rev().zip((2..=7).chain(2..=6)).map(|(p, q)| p * q).sum();
    let rest = weighted % 11;
    *check == if rest <= 1 { 0 } else { 11 - rest }
}
