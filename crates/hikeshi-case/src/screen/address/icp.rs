//! Is it an account of the Internet Computer?
//!
//! Account identifier: CRC-32 and 28 bytes in hexadecimal (ICP ledger specification). A principal
//! (groups of base32 with its own CRC-32) names a user or canister: the ICP ledger does not pay to
//! it, so it is a wrong purpose here.

use super::Fault;
use super::octets::{Octets, Padding, base32_digit, crc32, hex, is_hex, regroup};
use super::sheet::{Sheet, Tags};

const TAGS: Tags = &["ICP"];

/// Reads an account identifier or a principal.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    if text.len() == 64 && is_hex(text) {
        return match hex(text) {
            Some(octets) if sound(&octets) => {
                let upper = text.bytes().any(|octet| octet.is_ascii_uppercase());
                sheet.receives_as(TAGS, "account", upper.then(|| text.to_ascii_lowercase()));
            }
            _ => sheet.miss(TAGS, Fault::Checksum),
        };
    }
    if text.len() <= 63 && text.len() >= 9 && text.as_bytes().get(5) == Some(&b'-') {
        let letters = text.bytes().filter(|&octet| octet != b'-');
        let lower = |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit();
        if !letters.clone().all(lower) {
            return;
        }
        let digits = letters.map(|octet| base32_digit(octet.to_ascii_uppercase()));
        if regroup(digits, 5, Padding::Loose).is_some_and(|octets| sound(&octets)) {
            sheet.other_purpose(TAGS, "principal");
        }
    }
}

fn sound(octets: &Octets) -> bool {
    octets
        .as_slice()
        .split_first_chunk::<4>()
        .is_some_and(|(check, body)| u32::from_be_bytes(*check) == crc32(body))
}

#[cfg(test)]
mod tests {
    use super::super::octets::to_hex;
    use super::super::{Verdict, judge};
    use super::*;

    #[test]
    fn every_typo() {
        let body = [0x1f; 28];
        let mut all = crc32(&body).to_be_bytes().to_vec();
        all.extend(body);
        let text = to_hex(&all);
        let seen = judge(&text, Some("ICP"));
        assert_eq!(seen.verdict, Verdict::Valid);
        for at in 0..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'7' { b'8' } else { b'7' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_ne!(judge(&typo, Some("ICP")).verdict, Verdict::Valid, "{typo}");
        }
    }
}
