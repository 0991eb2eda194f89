//! Is it a NEAR account?
//!
//! Nomicon, "Account ID rules": 2 to 64 of `a-z0-9` joined by single `.`, `-`, `_`; 64 hexadecimal
//! digits are an implicit account (an Ed25519 key); `0x` and 40 digits one of Ethereum's (NEP-518).
//! None of them carries a check. `NEAR…` in base58 is the old writing of a public
//! key, with four bytes of RIPEMD-160 as EOS has them.

use super::Fault;
use super::base58;
use super::digest::ripemd160;
use super::octets::is_hex;
use super::sheet::{Sheet, Tags};

const TAGS: Tags = &["NEAR"];

/// Reads any form. A name without a dot or a known ending counts only when NEAR is `asked` for:
/// most lower-case words would be one.
pub(super) fn read(text: &str, asked: bool, sheet: &mut Sheet) {
    if let Some(rest) = text.strip_prefix("NEAR") {
        return read_key(rest, sheet);
    }
    if text.len() == 64 && is_hex(text) {
        if !text.bytes().any(|octet| octet.is_ascii_uppercase()) {
            sheet.receives(TAGS, "implicit");
        }
        return;
    }
    if asked && text.len() == 42 && text.strip_prefix("0x").is_some_and(is_hex) {
        return sheet.receives_as(TAGS, "eth_implicit", Some(text.to_ascii_lowercase()));
    }
    let named = matches!(text.rsplit_once('.'), Some((_, "near" | "tg")));
    if !asked && !named {
        return;
    }
    if !(2..=64).contains(&text.len()) {
        return sheet.miss(TAGS, Fault::Length);
    }
    if !text.bytes().all(|one| matches!(one, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_')) {
        return sheet.miss(TAGS, Fault::Alphabet);
    }
    let sound = text.split(['.', '-', '_']).all(|part| !part.is_empty());
    // Top-level names of 32 and more letters cannot be registered; 64-digit ones were seen above.
    let level = text.contains('.') || text.len() < 32;
    if sound && level && text != "system" {
        sheet.receives(TAGS, "name");
    } else {
        sheet.miss(TAGS, Fault::Name);
    }
}

fn read_key(rest: &str, sheet: &mut Sheet) {
    if !(44..=54).contains(&rest.len()) {
        return;
    }
    let Some(octets) = base58::decode(rest) else {
        return sheet.miss(TAGS, Fault::Alphabet);
    };
    match octets.as_slice().split_last_chunk::<4>() {
        Some((key, check)) if key.len() == 32 => {
            if ripemd160(&[key]).first_chunk::<4>() == Some(check) {
                sheet.other_purpose(TAGS, "public_key");
            } else {
                sheet.miss(TAGS, Fault::Checksum);
            }
        }
        _ => sheet.miss(TAGS, Fault::Length),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, judge};

    #[test]
    fn names_and_implicit_accounts() {
        assert_eq!(judge("hikeshi-desk.near", None).networks, ["NEAR"]);
        assert_eq!(judge("a_b.c-d.near", Some("NEAR")).verdict, Verdict::Valid);
        assert_eq!(judge(&"0a".repeat(32), Some("NEAR")).kind, "implicit");
        for wrong in ["a", "a..near", "-a.near", "A.near", "a__b.near", &"a".repeat(65)] {
            assert_eq!(judge(wrong, Some("NEAR")).verdict, Verdict::Invalid, "{wrong}");
        }
        assert_eq!(judge("word", None).verdict, Verdict::NotKnown);
    }
}
