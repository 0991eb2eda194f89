//! Which parts of a text name an account at a bank: a branch, a number, an IBAN?

use super::text::{Text, is_hiragana, is_kanji, is_katakana};
use super::{Class, Seen};

/// Takes branches with their numbers, accounts of the post bank, IBANs, and who holds the account.
pub(super) fn find(text: &mut Text) {
    branches(text);
    post_bank(text);
    ibans(text);
}

const BANKS: [&str; 6] = ["銀行", "信用金庫", "信金", "農協", "信用組合", "バンク"];
/// Banks whose names are written in hiragana.
const IN_KANA: [&str; 8] =
    ["みずほ", "ゆうちょ", "りそな", "きらぼし", "もみじ", "あおぞら", "みなと", "いよ"];
const BRANCHES: [&str; 4] = ["支店", "出張所", "営業部", "本店"];
const KINDS: [&str; 5] = ["普通預金", "普通", "当座預金", "当座", "口座番号"];

fn branches(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        if let Some(bank) = text.starts_any(at, &BANKS)
            && let Some(end) = branch_end(text, bank)
        {
            let letters = |c: char| is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric();
            let start = text.run_back(at, letters);
            let start = text.ends_any(start, &IN_KANA).unwrap_or(start);
            text.take(start, end, Class::BankAccount, Seen::Form);
            holder(text, end);
            at = end;
        }
        at += 1;
    }
}

/// Behind the name of a bank: a branch, a kind of account, a number; nothing if there is none of them.
fn branch_end(text: &Text, bank: usize) -> Option<usize> {
    let gap = |at: usize| text.run(at, |c| " 、,/:()の".contains(c));
    let mut end = None;
    let mut at = gap(bank);
    let letters =
        |c: char| is_kanji(c) || is_katakana(c) || is_hiragana(c) || c.is_ascii_alphanumeric();
    let name = text.run(at, letters).min(at + 12);
    if let Some(branch) = (at..name).find_map(|at| text.starts_any(at, &BRANCHES)) {
        end = Some(branch);
        at = gap(branch);
    }
    if let Some(kind) = text.starts_any(at, &KINDS) {
        at = gap(kind);
    }
    let number = text.run(at, |c| c.is_ascii_digit() || c == '-');
    if number >= at + 5 { Some(number) } else { end }
}

/// 「記号12340 番号56789011」.
fn post_bank(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        if let Some(label) = text.starts(at, "記号") {
            let digits = |at: usize| text.run(at, |c| c.is_ascii_digit() || c == '-');
            let gap = |at: usize| text.run(at, |c| " :、,-/".contains(c));
            let start = gap(label);
            let mut end = digits(start);
            if end >= start + 4 {
                if let Some(second) = text.starts(gap(end), "番号") {
                    end = digits(gap(second)).max(end);
                }
                let from =
                    text.ends_any(text.run_back(at, |c| c == ' '), &["ゆうちょ", "ゆうちょ銀行"]);
                text.take(from.unwrap_or(at), end, Class::BankAccount, Seen::Form);
                holder(text, end);
                at = end;
            }
        }
        at += 1;
    }
}

/// The katakana name behind an account.
fn holder(text: &mut Text, behind: usize) {
    let gap = |at: usize| text.run(at, |c| " \n、,:/()「".contains(c));
    let start = gap(behind);
    let start = text.starts_any(start, &["名義人", "名義", "口座名義"]).map_or(start, gap);
    let mut end = text.run(start, |c| is_katakana(c) || c == ')' || c == '.');
    let next = text.run(end, |c| c == ' ');
    if next == end + 1 && is_katakana(text.at(next)) {
        end = text.run(next, is_katakana);
    }
    if end >= start + 3 && is_katakana(text.at(start)) {
        text.take(start, end, Class::Name, Seen::Label);
    }
}

/// ISO 13616: two letters, two check digits, groups of letters and digits; 97 divides what remains.
fn ibans(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        if !text.before(at).is_ascii_alphanumeric()
            && let Some(end) = iban_end(text, at)
        {
            text.take(at, end, Class::BankAccount, Seen::CheckDigits);
            at = end;
        }
        at += 1;
    }
}

fn iban_end(text: &Text, start: usize) -> Option<usize> {
    let country = (start..start + 2).all(|at| text.at(at).is_ascii_uppercase());
    let check = (start + 2..start + 4).all(|at| text.at(at).is_ascii_digit());
    if !(country && check) {
        return None;
    }
    let mut word = String::new();
    let mut end = start;
    let mut best = None;
    while end < text.len() && word.len() < 34 {
        match text.at(end) {
            c if c.is_ascii_alphanumeric() => word.push(c),
            ' ' if text.at(end + 1).is_ascii_alphanumeric() => {}
            _ => break,
        }
        end += 1;
        if word.len() >= 15 && is_iban(&word) {
            best = Some(end);
        }
    }
    best
}

fn is_iban(word: &str) -> bool {
    let turned = word.chars().skip(4).chain(word.chars().take(4));
    let mut rest = 0_u32;
    for c in turned {
        let Some(value) = c.to_digit(36) else { return false };
        rest = (rest * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    rest == 1
}
