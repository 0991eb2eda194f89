//! Is it a Stellar key one can pay to?
//!
//! SEP-0023: base32 of a version byte, the payload and CRC-16 (little endian). `G…` is an account;
//! `M…` is an account with a 64-bit id inside (muxed), which stands in for the memo.

use super::Fault;
use super::octets::{base32, crc16, to_base32};
use super::sheet::{Sheet, Tags};

/// Reads any SEP-0023 key.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["XLM"];
    let known = text.starts_with(['G', 'M', 'S', 'C', 'T', 'X', 'P', 'L', 'B']);
    if !known || !(54..=70).contains(&text.len()) {
        return;
    }
    let strong = text.starts_with(['G', 'M']);
    let Some(octets) = base32(text) else {
        if strong && text.bytes().all(|octet| octet.is_ascii_uppercase() || octet.is_ascii_digit())
        {
            sheet.miss(TAGS, Fault::Alphabet);
        }
        return;
    };
    let Some((body, check)) = octets.as_slice().split_last_chunk::<2>() else {
        return;
    };
    if u16::from_le_bytes(*check) != crc16(body) {
        if strong {
            sheet.miss(TAGS, Fault::Checksum);
        }
        return;
    }
    match body {
        [0x30, key @ ..] if key.len() == 32 => sheet.receives(TAGS, "account"),
        [0x60, rest @ ..] if rest.len() == 40 => muxed(rest, TAGS, sheet),
        [0x90, rest @ ..] if rest.len() == 32 => sheet.other_purpose(TAGS, "secret_seed"),
        [0x10, rest @ ..] if rest.len() == 32 => sheet.other_purpose(TAGS, "contract"),
        [0x98 | 0xb8, rest @ ..] if rest.len() == 32 => sheet.other_purpose(TAGS, "signer"),
        _ => sheet.miss(TAGS, Fault::Version),
    }
}

fn muxed(rest: &[u8], networks: Tags, sheet: &mut Sheet) {
    let Some((key, id)) = rest.split_last_chunk::<8>() else {
        return sheet.miss(networks, Fault::Length);
    };
    let mut plain = vec![0x30];
    plain.extend_from_slice(key);
    plain.extend_from_slice(&crc16(&plain).to_le_bytes());
    let id = u64::from_be_bytes(*id).to_string();
    sheet.receives_with_memo(networks, "muxed", Some(id), Some(to_base32(&plain)));
}

#[cfg(test)]
mod tests {
    use super::super::{Memo, Verdict, judge};
    use super::*;

    fn own(version: u8, payload: &[u8]) -> String {
        let mut all = vec![version];
        all.extend_from_slice(payload);
        all.extend_from_slice(&crc16(&all).to_le_bytes());
        to_base32(&all)
    }

    #[test]
    fn account_muxed_and_seed() {
        let key = [0x4d; 32];
        let plain = own(0x30, &key);
        assert!(plain.starts_with('G'));
        assert_eq!(judge(&plain, Some("XLM")).memo, Memo::Required);
        let mut payload = key.to_vec();
        payload.extend(7_u64.to_be_bytes());
        let seen = judge(&own(0x60, &payload), Some("XLM"));
        assert_eq!(seen.embedded_memo.as_deref(), Some("7"));
        assert_eq!(seen.normal.as_deref(), Some(plain.as_str()));
        assert_eq!(judge(&own(0x90, &key), Some("XLM")).verdict, Verdict::WrongPurpose);
    }

    #[test]
    fn every_typo() {
        let text = own(0x30, &[0x4d; 32]);
        for at in 0..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'B' { b'C' } else { b'B' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_eq!(judge(&typo, Some("XLM")).verdict, Verdict::Invalid, "{typo}");
        }
    }
}
