//! Is it an Aeternity account or name?
//!
//! `ak_` and base58check of 32 bytes (Aeternity protocol, "API encoding"); `ok_`, `ct_`, … name other
//! things. Names end in `.chain`.

use super::Fault;
use super::base58;
use super::digest::sha256d;
use super::sheet::{Sheet, Tags};

/// Reads `ak_…`.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["AE"];
    let Some(([first, second, b'_'], _)) = text.as_bytes().split_first_chunk::<3>() else {
        return;
    };
    let kind = match [*first, *second] {
        [b'a', b'k'] => "account",
        [b'c', b't'] => "contract",
        [b'o', b'k'] => "oracle",
        _ => return,
    };
    let Some((_, rest)) = text.split_at_checked(3) else {
        return;
    };
    let Some(octets) = base58::decode(rest) else {
        return sheet.miss(TAGS, Fault::Alphabet);
    };
    match octets.as_slice().split_last_chunk::<4>() {
        Some((key, check)) if key.len() == 32 => {
            if sha256d(key).first_chunk::<4>() != Some(check) {
                sheet.miss(TAGS, Fault::Checksum);
            } else if kind == "account" {
                sheet.receives(TAGS, kind);
            } else {
                sheet.other_purpose(TAGS, kind);
            }
        }
        _ => sheet.miss(TAGS, Fault::Length),
    }
}

#[cfg(test)]
mod tests {
    use super::super::base58::check_encode;
    use super::super::{Verdict, judge};

    #[test]
    fn accounts_and_contracts() {
        let body = check_encode(&[0x44; 32]);
        assert_eq!(judge(&format!("ak_{body}"), Some("AE")).verdict, Verdict::Valid);
        assert_eq!(judge(&format!("ct_{body}"), Some("AE")).verdict, Verdict::WrongPurpose);
        assert_eq!(judge(&format!("ak_{body}2"), Some("AE")).verdict, Verdict::Invalid);
        assert_eq!(judge("name@wallet", Some("AE")).verdict, Verdict::Invalid);
    }
}
