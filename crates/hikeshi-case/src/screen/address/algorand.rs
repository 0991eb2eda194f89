//! Is it an Algorand account?
//!
//! Base32 of the 32-byte key and the last four bytes of its SHA-512/256: 58 letters (Algorand
//! developer documentation, "Accounts").

use super::Fault;
use super::digest::sha512_256;
use super::octets::base32;
use super::sheet::{Sheet, Tags};

/// Reads 58 letters of base32.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["ALGO"];
    let shaped = text.bytes().all(|one| matches!(one, b'A'..=b'Z' | b'0'..=b'9'));
    if text.len() != 58 || !shaped {
        return;
    }
    let Some(octets) = base32(text) else {
        return sheet.miss(TAGS, Fault::Alphabet);
    };
    match octets.as_slice().split_last_chunk::<4>() {
        Some((key, check)) if sha512_256(key).last_chunk::<4>() == Some(check) => {
            sheet.receives(TAGS, "account");
        }
        _ => sheet.miss(TAGS, Fault::Checksum),
    }
}

#[cfg(test)]
mod tests {
    use super::super::octets::to_base32;
    use super::super::{Verdict, judge};
    use super::*;

    #[test]
    fn every_typo() {
        let mut all = vec![0x6b; 32];
        all.extend_from_slice(&sha512_256(&all)[28..]);
        let text = to_base32(&all);
        assert_eq!(judge(&text, None).networks, ["ALGO"]);
        for at in 0..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'Q' { b'R' } else { b'Q' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_eq!(judge(&typo, Some("ALGO")).verdict, Verdict::Invalid, "{typo}");
        }
    }
}
