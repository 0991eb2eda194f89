//! Is it a NEM or Symbol account?
//!
//! NEM: base32 of network byte, 20 bytes and four of Keccak-256 (40 letters, NEM technical
//! reference 4.2). Symbol: the same with three of SHA3-256 (39 letters). Hyphens may group them.

use super::Fault;
use super::digest::{keccak256, sha3_256};
use super::octets::{Padding, base32_digit, regroup};
use super::sheet::{Sheet, Tags};

/// Reads 40 or 39 letters beginning with `N`, with or without hyphens.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    if !text.starts_with('N') || !(39..=46).contains(&text.len()) {
        return;
    }
    let letters = text.bytes().filter(|&octet| octet != b'-');
    let count = letters.clone().count();
    let plain = letters.clone().all(|one| matches!(one, b'A'..=b'Z' | b'0'..=b'9'));
    let networks: Tags = match count {
        40 => &["XEM"],
        39 => &["XYM"],
        _ => return,
    };
    if !plain {
        return;
    }
    let Some(octets) = regroup(letters.map(base32_digit), 5, Padding::Strict) else {
        return sheet.miss(networks, Fault::Alphabet);
    };
    let octets = octets.as_slice();
    let Some((body, check)) = octets.split_at_checked(21) else {
        return sheet.miss(networks, Fault::Length);
    };
    let hash = if count == 40 { keccak256(body) } else { sha3_256(body) };
    if body.first() != Some(&0x68) {
        sheet.miss(networks, Fault::Version);
    } else if hash.starts_with(check) {
        let normal = text.contains('-').then(|| text.replace('-', ""));
        sheet.receives_as(networks, "account", normal);
    } else {
        sheet.miss(networks, Fault::Checksum);
    }
}

#[cfg(test)]
mod tests {
    use super::super::octets::to_base32;
    use super::super::{Memo, Verdict, judge};
    use super::*;

    #[test]
    fn both_chains_and_hyphens() {
        let mut body = vec![0x68];
        body.extend([0x25; 20]);
        let mut nem = body.clone();
        nem.extend_from_slice(&keccak256(&body)[..4]);
        let nem = to_base32(&nem);
        assert_eq!(judge(&nem, Some("XEM")).memo, Memo::Required);
        let mut symbol = body.clone();
        symbol.extend_from_slice(&sha3_256(&body)[..3]);
        assert_eq!(judge(&to_base32(&symbol), Some("XYM")).verdict, Verdict::Valid);
        let (head, tail) = nem.split_at(6);
        assert_eq!(judge(&format!("{head}-{tail}"), None).normal.as_deref(), Some(nem.as_str()));
        let typo = nem.replacen('S', "T", 1);
        assert_eq!(judge(&typo, Some("XEM")).verdict, Verdict::Invalid);
    }
}
