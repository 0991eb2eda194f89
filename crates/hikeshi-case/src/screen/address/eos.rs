//! Is it a name or a key of the EOSIO family?
//!
//! Accounts are names: up to twelve of `a-z1-5.`, a thirteenth only `a-j` (EOSIO `name` type). They
//! carry no check. Public keys (`EOS…`, `PUB_K1_…`, `FIO…`) are not payment addresses except on FIO.

use super::Fault;
use super::base58;
use super::digest::ripemd160;
use super::sheet::{Sheet, Tags};

const TAGS: Tags = &["EOS", "WAX", "TLOS"];

/// Reads a public key.
pub(super) fn read_key(text: &str, sheet: &mut Sheet) {
    let (rest, suffix, networks): (_, &[u8], Tags) =
        if let Some(rest) = text.strip_prefix("PUB_K1_") {
            (rest, b"K1", TAGS)
        } else if let Some(rest) = text.strip_prefix("PUB_R1_") {
            (rest, b"R1", TAGS)
        } else if let Some(rest) = text.strip_prefix("EOS") {
            (rest, b"", TAGS)
        } else if let Some(rest) = text.strip_prefix("FIO") {
            (rest, b"", &["FIO"])
        } else {
            return;
        };
    if !(45..=55).contains(&rest.len()) {
        return;
    }
    let Some(octets) = base58::decode(rest) else {
        return sheet.miss(networks, Fault::Alphabet);
    };
    match octets.as_slice().split_last_chunk::<4>() {
        Some((key, check)) if key.len() == 33 => {
            if ripemd160(&[key, suffix]).first_chunk::<4>() != Some(check) {
                sheet.miss(networks, Fault::Checksum);
            } else if networks == TAGS {
                sheet.other_purpose(networks, "public_key");
            } else {
                sheet.receives(networks, "public_key");
            }
        }
        _ => sheet.miss(networks, Fault::Length),
    }
}

/// Reads a name. Anything short and lower-case is one, so unless the network is asked for by name
/// only the ordinary length of twelve counts.
pub(super) fn read_name(text: &str, asked: bool, sheet: &mut Sheet) {
    let len = text.len();
    if !(1..=13).contains(&len) {
        return;
    }
    let letter = |octet: u8| matches!(octet, b'a'..=b'z' | b'1'..=b'5' | b'.');
    let last = |octet: u8| matches!(octet, b'a'..=b'j' | b'1'..=b'5' | b'.');
    let plain = text.bytes().take(12).all(letter) && text.bytes().skip(12).all(last);
    let dots = text.starts_with('.') || text.ends_with('.');
    if plain && !dots && (asked || len == 12) {
        sheet.receives(TAGS, "name");
    } else if asked {
        sheet.miss(TAGS, if plain { Fault::Name } else { Fault::Alphabet });
    }
}

/// Reads an IOST account when asked for: 5 to 11 of `a-z0-9_` (IOST documentation, "Account").
pub(super) fn read_iost(text: &str, sheet: &mut Sheet) {
    const IOST: Tags = &["IOST"];
    let letter = |octet: u8| matches!(octet, b'a'..=b'z' | b'0'..=b'9' | b'_');
    if !text.bytes().all(letter) {
        sheet.miss(IOST, Fault::Alphabet);
    } else if (5..=11).contains(&text.len()) {
        sheet.receives(IOST, "name");
    } else {
        sheet.miss(IOST, Fault::Length);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Memo, Verdict, judge};
    use super::*;

    fn own(suffix: &[u8]) -> String {
        let mut all = vec![2];
        all.extend((0..32).map(|at| at * 5 + 1));
        let check = ripemd160(&[&all, suffix]);
        all.extend_from_slice(&check[..4]);
        base58::encode_with(&all, base58::BITCOIN)
    }

    #[test]
    fn keys_are_no_addresses_but_on_fio() {
        for text in [format!("EOS{}", own(b"")), format!("PUB_K1_{}", own(b"K1"))] {
            assert_eq!(judge(&text, Some("EOS")).verdict, Verdict::WrongPurpose, "{text}");
        }
        let text = format!("FIO{}", own(b""));
        assert_eq!(judge(&text, Some("FIO")).verdict, Verdict::Valid);
        let crossed = format!("PUB_R1_{}", own(b"K1"));
        assert_eq!(judge(&crossed, Some("EOS")).fault, Some(Fault::Checksum));
    }

    #[test]
    fn names() {
        assert_eq!(judge("hikeshi_1", Some("IOST")).verdict, Verdict::Valid);
        assert_eq!(judge("hik", Some("IOST")).verdict, Verdict::Invalid);
        assert_eq!(judge("hikeshi12345", Some("EOS")).memo, Memo::Required);
        assert_eq!(judge("hikeshi12345", None).kind, "name");
        assert_eq!(judge("hikeshi", Some("EOS")).verdict, Verdict::Valid);
        assert_eq!(judge("hikeshi", None).verdict, Verdict::NotKnown);
        for wrong in ["hikeshi67890", "Hikeshi12345", "hikeshi12345z", "hikeshi.", ""] {
            assert_eq!(judge(wrong, Some("EOS")).verdict, Verdict::Invalid, "{wrong}");
        }
    }
}
