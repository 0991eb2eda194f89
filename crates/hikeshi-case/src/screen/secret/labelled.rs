//! Secrets known by what they are called ("パスワード: …") or by a form that carries its own
//! check (WIF, `xprv`, `otpauth`).

use super::{Secret, SecretKind, above, folded, runs};
use crate::source::text::TextLine;

const SECRET: [&str; 8] = [
    "secret",
    "シークレット",
    "秘密鍵",
    "private key",
    "privatekey",
    "プライベートキー",
    "秘密キー",
    "priv key",
];
const PRIVATE: [&str; 6] =
    ["秘密鍵", "private key", "privatekey", "プライベートキー", "秘密キー", "priv key"];
const HASH: [&str; 9] = [
    "tx",
    "hash",
    "ハッシュ",
    "トランザクション",
    "transaction",
    "sha256",
    "sha-256",
    "signature",
    "取引id",
];
const TWO_FACTOR: [&str; 9] = [
    "setup key",
    "backup key",
    "set-up key",
    "セットアップキー",
    "バックアップキー",
    "リカバリーキー",
    "2fa key",
    "authenticator key",
    "16-digit key",
];
const PASSWORD: [&str; 12] = [
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "pass",
    "pwd",
    "pw",
    "pin",
    "パスワード",
    "パスコード",
    "暗証番号",
    "パス",
];
const CODE: [&str; 22] = [
    "認証コード",
    "確認コード",
    "認証番号",
    "ワンタイムパスワード",
    "ワンタイムコード",
    "セキュリティコード",
    "smsコード",
    "検証コード",
    "アクティベーションコード",
    "otp",
    "verification code",
    "security code",
    "authentication code",
    "authenticator code",
    "activation code",
    "confirmation code",
    "login code",
    "one-time code",
    "one-time password",
    "2fa code",
    "your code",
    "code",
];
/// Words that make a "code" something else.
const NO_CODE: [&str; 18] = [
    "error code",
    "エラーコード",
    "referral code",
    "promo code",
    "postal code",
    "zip code",
    "area code",
    "country code",
    "qr code",
    "status code",
    "source code",
    "reference code",
    "anti-phishing code",
    "phishing code",
    "bank code",
    "branch code",
    "swift code",
    "紹介コード",
];
/// Answers that stand where a password could stand.
const NO_VALUE: [&str; 24] = [
    "changed",
    "change",
    "reset",
    "required",
    "updated",
    "enabled",
    "disabled",
    "yes",
    "no",
    "none",
    "ok",
    "unknown",
    "n/a",
    "null",
    "forgot",
    "forgotten",
    "hidden",
    "redacted",
    "success",
    "successful",
    "failed",
    "settings",
    "protected",
    "login",
];

/// Adds what it finds to `out`.
pub(super) fn find(lines: &[TextLine], out: &mut Vec<Secret>) {
    for (row, line) in lines.iter().enumerate() {
        let text = folded(&line.text);
        let mut put = |start: usize, end: usize, kind| {
            let group = out.len();
            out.push(Secret { row, start, end, kind, line: line.line, group });
        };
        let upper = folded(above(lines, row));
        let bare = bare_prefix(&text);
        for (start, token) in runs(&line.text, |c| c.is_ascii_alphanumeric()) {
            if token.len() < 16 {
                continue;
            }
            let lead = text.get(..start).unwrap_or_default();
            if let Some(kind) = key(token, (lead, start <= bare), &upper) {
                put(start, start + token.len(), kind);
            }
        }
        if let Some(start) = text.find("otpauth://") {
            let rest = text.get(start..).unwrap_or_default();
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            put(start, start + length, SecretKind::TwoFactorKey);
        }
        for (start, end) in codes(&text, &upper) {
            put(start, end, SecretKind::OneTimeCode);
        }
        for (start, end) in passwords(&line.text, &text) {
            put(start, end, SecretKind::Password);
        }
    }
}

/// A long token: what it is by its own check or by the words before it.
fn key(token: &str, (lead, bare): (&str, bool), above: &str) -> Option<SecretKind> {
    if wif(token) || extended(token) {
        return Some(SecretKind::PrivateKey);
    }
    // What stands directly before counts; the line above only where nothing does.
    let near = last(if bare { above } else { lead }, 60);
    let has = |words: &[&str]| words.iter().any(|it| near.contains(it));
    let body = token.strip_prefix("0x").unwrap_or(token);
    let hex = body.len() == 64 && body.bytes().all(|it| it.is_ascii_hexdigit());
    if hex && has(&HASH) {
        return None;
    }
    if has(&PRIVATE) && (hex || (86..=90).contains(&token.len())) {
        return Some(SecretKind::PrivateKey);
    }
    let mixed = token.bytes().any(|it| it.is_ascii_digit())
        && token.bytes().any(|it| it.is_ascii_alphabetic());
    if has(&SECRET) && token.len() == 64 && mixed {
        return Some(SecretKind::ApiSecret);
    }
    let base32 = token.bytes().all(|it| it.is_ascii_uppercase() || (b'2'..=b'7').contains(&it));
    let named = has(&TWO_FACTOR)
        || has(&SECRET)
        || ["2fa", "authenticator", "otp", "二段階", "2段階"].iter().any(|it| near.contains(it))
            && near.contains("キー");
    (base32 && matches!(token.len(), 16 | 26 | 32) && named).then_some(SecretKind::TwoFactorKey)
}

/// How far a line goes before it holds a word: "0x", "1." and the like are none. Found once for a line,
/// which may be long and hold thousands of tokens.
fn bare_prefix(line: &str) -> usize {
    let second = line.char_indices().filter(|(_, c)| c.is_alphabetic()).nth(1);
    second.map_or(line.len(), |(at, _)| at)
}

/// The last `count` characters.
pub(super) fn last(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().nth(count).map_or(0, |(at, _)| at);
    text.get(at..).unwrap_or_default()
}

/// Wallet import format: base58check with version 0x80 (0xEF on the test network).
fn wif(token: &str) -> bool {
    let shaped = matches!(token.len(), 51 | 52) && token.starts_with(['5', 'K', 'L', '9', 'c']);
    shaped
        && bs58::decode(token).with_check(None).into_vec().is_ok_and(|bytes| {
            matches!(bytes.len(), 33 | 34) && matches!(bytes.first(), Some(0x80 | 0xEF))
        })
}

/// BIP-32 extended private keys.
fn extended(token: &str) -> bool {
    token.len() == 111
        && ["xprv", "yprv", "zprv", "tprv"].iter().any(|it| token.starts_with(it))
        && bs58::decode(token).with_check(None).into_vec().is_ok()
}

/// One-time codes: four to eight digits behind a label, or alone on the line below it.
fn codes(text: &str, above: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let last_code = text.rfind("code");
    for (start, digits) in runs(text, |c| c.is_ascii_digit()) {
        if !(4..=8).contains(&digits.len()) || glued(text, start, start + digits.len()) {
            continue;
        }
        let lead = text.get(..start).unwrap_or_default();
        let end = start + digits.len();
        let alone = text.trim() == digits;
        let behind = text.get(end..).unwrap_or_default().trim_start();
        let told = behind.starts_with("is your")
            || behind.starts_with("が認証コード")
            || behind.starts_with("があなたの");
        if alone && code_label(above, true, digits.len())
            || !alone && code_label(lead, false, digits.len())
            || told && last_code.is_some_and(|at| at >= end)
            || behind.starts_with("が認証コード")
        {
            out.push((start, end));
        }
    }
    out
}

/// Does the text end with a code label, a separator and nothing else?
fn code_label(lead: &str, above: bool, digits: usize) -> bool {
    let near = last(lead, 40);
    if NO_CODE.iter().any(|it| near.contains(it)) {
        return false;
    }
    let Some((at, word)) = rightmost(near, &CODE) else {
        return false;
    };
    let gap = near.get(at + word.len()..).unwrap_or_default().trim();
    let opening = near.get(..at).unwrap_or_default().trim().is_empty();
    // A bare "code" of four digits is as often an error number.
    if word == "code" && (digits < 6 || !(opening || near.contains("your"))) {
        return false;
    }
    let short = gap.chars().count() <= 4 && !gap.contains(['-', '/']);
    let plain =
        gap.is_empty() || gap.starts_with([':', '：', '=', '＝', '「', '【', '[', '(', '（', '#']);
    let told = matches!(
        gap,
        "is" | "is:" | "は" | "は、" | "は「" | "は：" | "は:" | "です。" | "です:" | "です"
    );
    if above { plain && short || told || gap == "below:" } else { plain && short || told }
}

/// The label that begins last in the text, the longest of those that end together.
fn rightmost<'w>(text: &str, words: &[&'w str]) -> Option<(usize, &'w str)> {
    words
        .iter()
        .filter_map(|word| text.rfind(word).map(|at| (at, *word)))
        .filter(|&(at, word)| {
            let before = text.get(..at).and_then(|it| it.chars().next_back());
            !word.is_ascii() || !before.is_some_and(|c| c.is_ascii_alphanumeric())
        })
        .max_by_key(|(at, word)| (at + word.len(), word.len()))
}

fn glued(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|it| it.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let next = after.next();
    let decimal = matches!(next, Some('.' | ',' | ':' | '-' | '/'))
        && after.next().is_some_and(|c| c.is_ascii_digit());
    before.is_some_and(|c| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | '_' | '+' | '¥' | '$')
    }) || next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '円' | '年' | '%'))
        || decimal
}

/// Passwords behind their label.
fn passwords(line: &str, text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, label) in labels(text, &PASSWORD) {
        if at < from {
            continue;
        }
        from = at + label.len();
        let rest = line.get(from..).unwrap_or_default();
        let Some((gap, weak)) = separator(rest, label) else {
            continue;
        };
        let value = rest.get(gap..).unwrap_or_default();
        let length = value_length(value);
        let word = value.get(..length).unwrap_or_default();
        let behind = value.get(length..).unwrap_or_default();
        if is_value(word, behind, weak, matches!(label, "pin" | "暗証番号" | "パスコード"))
        {
            out.push((from + gap, from + gap + length));
            from += gap + length;
        }
    }
    out
}

/// Every label in the text by its place; of two at one place the longer.
fn labels<'w>(text: &str, words: &[&'w str]) -> Vec<(usize, &'w str)> {
    let mut out = Vec::new();
    for word in words {
        for (at, _) in text.match_indices(word) {
            let before = text.get(..at).and_then(|it| it.chars().next_back());
            if !(word.is_ascii() && before.is_some_and(|c| c.is_ascii_alphanumeric())) {
                out.push((at, *word));
            }
        }
    }
    out.sort_by_key(|&(at, word)| (at, std::cmp::Reverse(word.len())));
    out
}

/// Bytes up to the value, and whether the separator was a mere particle.
fn separator(rest: &str, label: &str) -> Option<(usize, bool)> {
    let trimmed = rest.trim_start_matches([' ', '\u{3000}', '\t', '*']);
    for (mark, weak) in
        [(":", false), ("：", false), ("=", false), ("＝", false), ("は", true), ("is ", true)]
    {
        if let Some(tail) = trimmed.strip_prefix(mark) {
            let value = tail.trim_start_matches([
                ' ', '\u{3000}', '\t', '*', '「', '『', '"', '\'', '“', '`', ':',
            ]);
            return Some((rest.len() - value.len(), weak));
        }
    }
    // 「パスワード abc123」 and 「パスワード「abc123」」; in English a space alone says nothing.
    let value = trimmed.trim_start_matches(['「', '『', '【', '"']);
    let parted = rest.len() > value.len();
    (parted && !label.is_ascii()).then_some((rest.len() - value.len(), true))
}

fn value_length(value: &str) -> usize {
    let fits = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'`');
    value.bytes().take(256).take_while(fits).count()
}

fn is_value(word: &str, behind: &str, weak: bool, short: bool) -> bool {
    let core = word.trim_end_matches(['.', ',', ';', '"', '\'', ')']);
    let lower = core.to_ascii_lowercase();
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let letters = core.bytes().filter(u8::is_ascii_alphabetic).count();
    let symbols = core.len() - digits - letters;
    let hidden = letters + digits == 0 || core.bytes().all(|it| matches!(it, b'x' | b'X' | b'*'));
    let enough = core.len() >= if short { 4 } else { 5 };
    if !enough || hidden || NO_VALUE.contains(&lower.as_str()) || lower.contains("://") {
        return false;
    }
    let dated = digits >= 6 && letters == 0 && symbols > 0 && core.contains(['-', '/']);
    if dated {
        return false;
    }
    // One plain word with more words behind it is a sentence, not a password.
    let plain = digits == 0 && symbols == 0;
    let goes_on =
        behind.trim_start_matches(['"', '\'', ' ']).starts_with(|c: char| c.is_ascii_alphabetic());
    if weak && plain { false } else { !(plain && goes_on) }
}
