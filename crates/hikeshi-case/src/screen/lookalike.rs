//! Does one address look like another at both ends, as in address poisoning?
//!
//! People compare the first and last few characters. A poisoner makes an address that agrees there
//! and leaves a tiny payment from it, so that the victim copies it out of the history. This file
//! answers only for the two texts; the dust, the time and "never sent to before" are asked elsewhere.
//!
//! # The rule and its chance rate
//!
//! Two unrelated addresses agree in `p` characters at the front and `s` at the back with chance
//! `A^-(p+s)`, where `A` is the size of the alphabet, once what every address of the kind shares
//! (`0x`, `bc1q`, `T`, the version digits) is passed over. A pair counts as alike when
//! `min(p, s) >= low` and `max(p, s) >= high`, or `p + s >= total`:
//!
//! | alphabet | low | high | total | chance of the rule, per pair |
//! |---|---|---|---|---|
//! | 16, hexadecimal | 3 | 3 | 7 | 16^-6 + 7.6 * 16^-7 = 8.8e-8 |
//! | 32, bech32, base32, c32 | 2 | 3 | 6 | 2 * 32^-5 + 6.8 * 32^-6 = 6.6e-8 |
//! | 58, base58 | – | – | 5 | 5.9 * 58^-5 = 9e-9 |
//! | 64, base64 of TON | – | – | 5 | 5.9 * 64^-5 = 5.5e-9 |
//!
//! All stay below 1e-7. A plain "sum of 6" would not for hexadecimal: seven ways to split six make
//! it 4e-7, so the even split 3+3 is admitted and uneven ones need seven. (The factor before the
//! power is the number of splits: the chance of `p + s >= t` is about `A^-t * (1 + t * (A-1)/A)`.)
//! For base58, 2+2 would fit the bound on paper (9e-8) but the leading digits are not quite evenly
//! spread; five leaves a factor of ten. `MetaMask`'s 4+4 misses 3+3, which is cheap to make.
//!
//! # What is no poisoning
//!
//! The same account in two writings is not alike but equal: case of hexadecimal and bech32, both
//! base64 alphabets and both tags of TON, X-addresses and muxed accounts that differ in the tag only,
//! integrated Monero addresses of one wallet. One mistyped character in one's own address *does*
//! resemble: [`Resemblance::differing`] is then 1, where a poisoned address differs nearly everywhere.
//! Names (EOS, NEAR, Hedera) and Lightning invoices are not compared: chance does not make them.

use std::borrow::Cow;

use super::address::judge;

/// How two different addresses agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resemblance {
    /// Equal characters at the front, after what all addresses of the kind share.
    pub prefix: u8,
    /// Equal characters at the back.
    pub suffix: u8,
    /// Size of the alphabet: 16, 32, 58 or 64.
    pub alphabet: u8,
    /// Places that differ, the difference in length included; 255 stands for more.
    pub differing: u8,
}

impl Resemblance {
    /// Two unrelated addresses agree in these places, or more, in one of so many pairs.
    pub fn one_in(&self) -> u128 {
        let shared = u32::from(self.prefix) + u32::from(self.suffix);
        u128::from(self.alphabet).saturating_pow(shared)
    }

    /// Whether a single mistyped character explains the difference.
    pub fn is_one_typo(&self) -> bool {
        self.differing == 1
    }
}

/// The part of an address that varies.
struct Body<'a> {
    text: Cow<'a, str>,
    /// Only bodies of one kind are compared.
    kind: &'a str,
    alphabet: u8,
}

/// How `a` resembles `b`; `None` if they are the same account, of different kinds, or not alike
/// beyond chance. Symmetric. Neither needs to be a valid address.
pub fn resemblance(a: &str, b: &str) -> Option<Resemblance> {
    let (a, b) = (plain(a.trim_ascii())?, plain(b.trim_ascii())?);
    let (a, b) = (body(&a)?, body(&b)?);
    if a.alphabet != b.alphabet || a.kind != b.kind || same(&a, &b) {
        return None;
    }
    let (left, right) = (a.text.as_bytes(), b.text.as_bytes());
    let shorter = left.len().min(right.len());
    let pairs = || left.iter().zip(right);
    let prefix = pairs().take_while(|(one, other)| one == other).count();
    let backward = left.iter().rev().zip(right.iter().rev());
    // A character counts once even if the shorter text is all prefix.
    let suffix = backward.take(shorter - prefix).take_while(|(one, other)| one == other).count();
    let unequal = pairs().filter(|(one, other)| one != other).count();
    let small = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    alike(prefix, suffix, a.alphabet).then(|| Resemblance {
        prefix: small(prefix),
        suffix: small(suffix),
        alphabet: a.alphabet,
        differing: small(unequal + left.len().abs_diff(right.len())),
    })
}

/// What an address is looked up by among many: two addresses resemble each other only where they share
/// one of these. Each key stands for one way to split the agreement of the rule between both ends.
pub fn keys(address: &str) -> Vec<String> {
    let Some(plain) = plain(address.trim_ascii()) else { return Vec::new() };
    let Some(body) = body(&plain) else { return Vec::new() };
    let splits: &[(usize, usize)] = match body.alphabet {
        16 => &[(3, 3), (0, 7), (1, 6), (2, 5), (5, 2), (6, 1), (7, 0)],
        32 => &[(2, 3), (3, 2), (0, 6), (1, 5), (5, 1), (6, 0)],
        _ => &[(0, 5), (1, 4), (2, 3), (3, 2), (4, 1), (5, 0)],
    };
    let text = body.text.as_ref();
    let key = |(prefix, suffix): &(usize, usize)| {
        let front = text.get(..*prefix)?;
        let back = text.get(text.len().checked_sub(*suffix)?..)?;
        Some(format!("{}:{prefix}:{front}:{back}", body.kind))
    };
    splits.iter().filter_map(key).collect()
}

/// The rule of the table above.
fn alike(prefix: usize, suffix: usize, alphabet: u8) -> bool {
    let (less, more) = (prefix.min(suffix), prefix.max(suffix));
    match alphabet {
        16 => less >= 3 || less + more >= 7,
        32 => (less >= 2 && more >= 3) || less + more >= 6,
        _ => less + more >= 5,
    }
}

/// Whether two different bodies are the same account.
fn same(a: &Body<'_>, b: &Body<'_>) -> bool {
    let shared = || a.text.bytes().zip(b.text.bytes());
    match a.kind {
        // The last three characters hold the CRC, which also covers the tag.
        "ton" => shared().take(42).all(|(one, other)| one == other),
        // View and spend key end before the payment id.
        "monero" if a.text.len() == b.text.len() && a.text.len() > 100 => {
            shared().take(85).all(|(one, other)| one == other)
        }
        _ => a.text == b.text,
    }
}

/// The account behind a form that carries a memo; any other text as it is.
fn plain(text: &str) -> Option<Cow<'_, str>> {
    if text.len() > 256 || !text.is_ascii() {
        return None;
    }
    let carries = matches!((text.len(), text.bytes().next()), (46..=48, Some(b'X')))
        || (text.len() == 69 && text.starts_with('M'));
    match carries.then(|| judge(text, None).normal).flatten() {
        Some(normal) => Some(Cow::Owned(normal)),
        None => Some(Cow::Borrowed(text)),
    }
}

fn body(text: &str) -> Option<Body<'_>> {
    hexadecimal(text)
        .or_else(|| with_colon(text))
        .or_else(|| bech32(text))
        .or_else(|| marked(text))
        .or_else(|| ton(text))
        .or_else(|| base32(text))
        .or_else(|| base58(text))
}

fn cut<'a>(text: &'a str, skip: usize, kind: &'a str, alphabet: u8) -> Option<Body<'a>> {
    let text = text.get(skip..)?;
    (text.len() >= 8).then_some(Body { text: Cow::Borrowed(text), kind, alphabet })
}

fn folded<'a>(text: &'a str, skip: usize, kind: &'a str, alphabet: u8) -> Option<Body<'a>> {
    let mut body = cut(text, skip, kind, alphabet)?;
    if body.text.bytes().any(|octet| octet.is_ascii_uppercase()) {
        body.text = Cow::Owned(body.text.to_ascii_lowercase());
    }
    Some(body)
}

/// EVM, Aptos, Sui (`0x`), ICON (`hx`), ICP, NEAR (bare), raw TON (`0:`).
fn hexadecimal(text: &str) -> Option<Body<'_>> {
    let digits = ["0x", "0X", "xdc", "hx", "cx", "0:", "-1:", "k:"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let hex = digits.len() >= 36 && digits.bytes().all(|octet| octet.is_ascii_hexdigit());
    hex.then(|| folded(digits, 0, "hex", 16)).flatten()
}

/// Cashaddr and its kin: the prefix, then two digits that hold the version.
fn with_colon(text: &str) -> Option<Body<'_>> {
    let (prefix, rest) = text.rsplit_once(':')?;
    let prefix = ["bitcoincash", "ecash", "kaspa", "cfx"]
        .into_iter()
        .find(|known| prefix.eq_ignore_ascii_case(known))?;
    folded(rest, 2, prefix, 32)
}

/// Anything with a human-readable part: it and what follows it in all addresses of the chain.
fn bech32(text: &str) -> Option<Body<'_>> {
    let (hrp, data) = text.rsplit_once('1')?;
    let letters = |part: &str| part.bytes().all(|octet| octet.is_ascii_alphanumeric());
    let foreign = data.bytes().any(|octet| matches!(octet, b'1' | b'b' | b'i' | b'o'));
    let lower = hrp.to_ascii_lowercase();
    if foreign || hrp.is_empty() || hrp.len() > 20 || data.len() < 30 || lower.starts_with("lnbc") {
        return None;
    }
    let one_case = |case: fn(&u8) -> bool| !text.bytes().any(|octet| case(&octet));
    if !letters(data)
        || !(one_case(u8::is_ascii_uppercase) || one_case(u8::is_ascii_lowercase))
        || data.bytes().all(|octet| octet.is_ascii_digit())
    {
        return None;
    }
    let (kind, skip): (&'static str, usize) = match lower.as_str() {
        // A witness version.
        "bc" => ("bc", 1),
        "tb" => ("tb", 1),
        "ltc" => ("ltc", 1),
        "dgb" | "grs" | "vtc" | "qc" | "hs" | "pc" => ("program", 1),
        // The header byte of CIP-19 takes a digit and a half.
        "addr" | "stake" | "addr_test" => ("cardano", 2),
        // The code hash, 33 bytes, is the same for nearly everybody.
        "ckb" if data.len() > 60 => ("ckb", 54),
        "oasis" => ("oasis", 2),
        // Contracts of MultiversX begin alike.
        "erd" if data.starts_with("qqqqqqqqqqqqqpgq") => ("erd", 16),
        "erd" => ("erd", 0),
        "cosmos" => ("cosmos", 0),
        _ => return folded(text, hrp.len() + 1, text.get(..hrp.len())?, 32),
    };
    folded(data, skip, kind, 32)
}

/// Forms with a mark of their own before 32-letter digits.
fn marked(text: &str) -> Option<Body<'_>> {
    let lower =
        |rest: &str| rest.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit());
    for mark in ["nano_", "xrb_", "ban_"] {
        if let Some(rest) = text.strip_prefix(mark) {
            // The first digit holds one bit.
            return cut(rest, 1, if mark == "ban_" { "ban" } else { "nano" }, 32);
        }
    }
    match (text.as_bytes().first_chunk::<2>()?, text.len()) {
        (b"f1" | b"f2" | b"f3" | b"f4", 38..=90) if lower(text) => cut(text, 2, "filecoin", 32),
        (b"SP" | b"SM", 38..=41) => cut(text, 2, "stacks", 32),
        (b"NQ", 36) => cut(text, 4, "nimiq", 32),
        (b"ak", _) => cut(text, 3, "aeternity", 58),
        _ => None,
    }
}

/// Tag, workchain and the two bits of the hash that share their digit take three characters.
fn ton(text: &str) -> Option<Body<'_>> {
    let tagged = matches!(text.as_bytes().first_chunk::<2>()?, b"EQ" | b"UQ" | b"Ef" | b"Uf");
    let fits = |octet: u8| octet.is_ascii_alphanumeric() || b"+/-_".contains(&octet);
    if text.len() != 48 || !tagged || !text.bytes().all(fits) {
        return None;
    }
    let mut body = cut(text, 3, "ton", 64)?;
    if body.text.contains(['+', '/']) {
        body.text = Cow::Owned(body.text.replace('+', "-").replace('/', "_"));
    }
    Some(body)
}

/// Stellar, Algorand, NEM: upper-case base32.
fn base32(text: &str) -> Option<Body<'_>> {
    if !text.bytes().all(|octet| matches!(octet, b'A'..=b'Z' | b'2'..=b'7')) {
        return None;
    }
    match (text.len(), text.bytes().next()?) {
        // The second digit holds the end of the version and two bits of the key.
        (56, b'G') => cut(text, 2, "stellar", 32),
        (58, _) => cut(text, 0, "algorand", 32),
        (39 | 40, b'N') => cut(text, 2, "nem", 32),
        _ => None,
    }
}

/// Base58 of every kind; what is shared depends on the first characters and the length.
fn base58(text: &str) -> Option<Body<'_>> {
    let digit = |octet: u8| octet.is_ascii_alphanumeric() && !b"0OIl".contains(&octet);
    if !text.bytes().all(digit) {
        return None;
    }
    let (kind, skip) = match (text.len(), text.as_bytes().first_chunk::<3>()?) {
        (36, b"tz1" | b"tz2" | b"tz3" | b"tz4" | b"KT1") => ("tezos", 3),
        (50..=140, b"Ae2") => ("byron", 11),
        (50..=140, b"Ddz") => ("byron", 10),
        (35, [b't', ..]) => ("zcash", 2),
        (35 | 36, b"znk" | b"zsn" | b"zsk") => ("zen", 2),
        (95 | 106, [b'4' | b'8', ..]) => ("monero", 2),
        (46..=49, _) => ("ss58", 2),
        (37..=45, _) => ("key", 0),
        (32..=36, [b'r', ..]) => ("xrp", 1),
        (25..=36, [b'1', ..]) => ("btc1", 1),
        (25..=36, [b'3', ..]) => ("btc3", 1),
        (25..=36, [b'T', ..]) => ("tron", 1),
        (25..=36, [b'D', ..]) => ("doge", 1),
        (25..=36, [b'L' | b'M', ..]) => ("ltc", 1),
        (25..=36, [b'X', ..]) => ("dash", 1),
        (25..=36, _) => ("short", 1),
        _ => return None,
    };
    cut(text, skip, kind, 58)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces everything but `front` characters after `constant` and `back` at the end.
    fn poisoned(text: &str, constant: usize, front: usize, back: usize, letters: &[u8]) -> String {
        let keep = |at: usize| at < constant + front || at >= text.len() - back;
        text.bytes()
            .enumerate()
            .map(|(at, octet)| {
                let place = letters.iter().position(|&one| one == octet).unwrap_or(0);
                let other = letters[(place + 1 + at % 3) % letters.len()];
                char::from(if keep(at) { octet } else { other })
            })
            .collect()
    }

    const HEX: &[u8] = b"0123456789abcdef";
    const B58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    const B32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    #[test]
    fn poisoning_is_seen_and_less_is_not() {
        let evm = "0x7c3e91d05b24a86f1e0d9c3b5a7f2468ace13579";
        let tron = "TKhx7Pw3mZqR9sN4vYb2Ej6Lc8Hd5GfUaX";
        let segwit = "bc1q5k8wz0x7n2m4c6v9s3d8f0g2h4j6k8l0p2r4t6";
        for (text, constant, letters, caught, missed) in [
            (evm, 2, HEX, &[(3, 3), (4, 4), (3, 4), (0, 7), (2, 5)][..], &[(2, 4), (0, 6)][..]),
            (tron, 1, B58, &[(4, 4), (5, 4), (0, 5), (2, 3)], &[(2, 2), (0, 4)]),
            (segwit, 4, B32, &[(2, 3), (3, 3), (5, 4), (0, 6)], &[(1, 4), (0, 5)]),
        ] {
            for &(front, back) in caught {
                let other = poisoned(text, constant, front, back, letters);
                let seen = resemblance(text, &other).expect("alike");
                assert_eq!((usize::from(seen.prefix), usize::from(seen.suffix)), (front, back));
                assert!(seen.differing > 20 && seen.one_in() > 10_000_000);
                assert_eq!(resemblance(&other, text), Some(seen));
            }
            for &(front, back) in missed {
                let other = poisoned(text, constant, front, back, letters);
                assert_eq!(resemblance(text, &other), None, "{other}");
            }
        }
    }

    #[test]
    fn the_same_account_is_not_alike() {
        let evm = "0x7c3e91d05b24a86f1e0d9c3b5a7f2468ace13579";
        assert_eq!(resemblance(evm, &evm.replace("ace", "ACE")), None);
        assert_eq!(resemblance(evm, &format!(" {evm} ")), None);
        let ton = "EQAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ_-";
        let other_tag = "UQAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP123";
        assert_eq!(resemblance(ton, &ton.replace('_', "/").replace('-', "+")), None);
        assert_eq!(resemblance(ton, other_tag), None);
    }

    #[test]
    fn one_typo_is_told_from_poisoning() {
        let evm = "0x7c3e91d05b24a86f1e0d9c3b5a7f2468ace13579";
        let seen = resemblance(evm, &evm.replace("9c3b", "9c4b")).expect("alike");
        assert!(seen.is_one_typo());
        assert_eq!(seen.prefix + seen.suffix, 39);
    }

    #[test]
    fn kinds_are_not_mixed_and_shared_parts_do_not_count() {
        assert_eq!(resemblance("alice.near", "alice.nea"), None);
        assert_eq!(resemblance("0.0.1234567", "0.0.1234568"), None);
        let a = "TKhx7Pw3mZqR9sN4vYb2Ej6Lc8Hd5GfUaX";
        assert_eq!(resemblance(a, &a.replacen('T', "1", 1)), None);
        assert_eq!(resemblance("", ""), None);
        assert_eq!(resemblance("東京東京東京", a), None);
    }

    #[test]
    fn random_pairs_are_not_alike() {
        let mut state = 0x1234_5678_9abc_def0_u64;
        let mut roll = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        for (head, letters, len) in [("0x", HEX, 40), ("T", B58, 33), ("bc1q", B32, 38)] {
            let texts: Vec<String> = (0..300)
                .map(|_| {
                    let tail = (0..len).map(|_| char::from(letters[roll(letters.len())]));
                    head.chars().chain(tail).collect()
                })
                .collect();
            for (at, a) in texts.iter().enumerate() {
                for b in texts.iter().skip(at + 1) {
                    assert_eq!(resemblance(a, b), None, "{a} {b}");
                }
            }
        }
    }
}
