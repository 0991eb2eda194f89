//! Is it a Stacks account?
//!
//! SIP-005: `S`, one letter of version, then c32 (Crockford's digits) of 20 bytes and four of double
//! SHA-256 over version and bytes.

use super::Fault;
use super::digest::sha256d;
use super::sheet::{Sheet, Tags};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// c32 reads `O` as 0 and `I`, `L` as 1.
fn digit(octet: u8) -> Option<u8> {
    let octet = match octet.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    LETTERS.iter().position(|&one| one == octet).and_then(|at| u8::try_from(at).ok())
}

/// Reads `SP…`, `SM…` (main network), `ST…`, `SN…` (test network), with or without `.contract`.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let (principal, contract) = match text.split_once('.') {
        Some((principal, name)) => (principal, !name.is_empty()),
        None => (text, false),
    };
    let [b'S', version, rest @ ..] = principal.as_bytes() else {
        return;
    };
    let lower = principal.bytes().any(|octet| octet.is_ascii_lowercase());
    if lower || !(28..=41).contains(&principal.len()) {
        return;
    }
    let networks: Tags = match version {
        b'P' | b'M' => &["STX"],
        b'T' | b'N' => &["STX-TEST"],
        _ => return,
    };
    let Some(version) = digit(*version) else {
        return;
    };
    match decode(rest) {
        None if rest.iter().all(|&octet| digit(octet).is_some()) => {
            sheet.miss(networks, Fault::Length);
        }
        None => sheet.miss(networks, Fault::Alphabet),
        Some(octets) => {
            let (hash, check) = octets.split_at(20);
            let mut body = [version; 21];
            for (slot, &octet) in body.iter_mut().skip(1).zip(hash) {
                *slot = octet;
            }
            if !sha256d(&body).starts_with(check) {
                sheet.miss(networks, Fault::Checksum);
            } else if contract {
                sheet.other_purpose(networks, "contract");
            } else {
                sheet.receives(networks, "account");
            }
        }
    }
}

/// Right-aligned digits to exactly 24 bytes; leading zeros may be left out in the text.
fn decode(text: &[u8]) -> Option<[u8; 24]> {
    let mut out = [0_u8; 24];
    let mut slots = out.iter_mut().rev();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for &octet in text.iter().rev() {
        held |= u32::from(digit(octet)?) << bits;
        bits += 5;
        if bits >= 8 {
            match slots.next() {
                Some(slot) => *slot = (held & 0xff) as u8,
                None if held.trailing_zeros() >= 8 => {}
                None => return None,
            }
            held >>= 8;
            bits -= 8;
        }
    }
    match slots.next() {
        Some(slot) => *slot = (held & 0xff) as u8,
        None if held == 0 => {}
        None => return None,
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::{Memo, Verdict, judge};
    use super::*;

    fn own(version: u8, fill: u8) -> String {
        let mut body = vec![version];
        body.extend([fill; 20]);
        let mut all = body[1..].to_vec();
        all.extend_from_slice(&sha256d(&body)[..4]);
        let mut text = Vec::new();
        let (mut held, mut bits) = (0_u32, 0_u32);
        for &octet in all.iter().rev() {
            held |= u32::from(octet) << bits;
            bits += 8;
            while bits >= 5 {
                text.push(LETTERS[(held & 31) as usize]);
                held >>= 5;
                bits -= 5;
            }
        }
        text.push(LETTERS[held as usize]);
        text.push(LETTERS[usize::from(version)]);
        text.push(b'S');
        text.reverse();
        String::from_utf8(text).expect("ascii")
    }

    #[test]
    fn every_typo() {
        let text = own(22, 0xa7);
        assert_eq!(judge(&text, Some("STX")).memo, Memo::Required);
        assert_eq!(judge(&own(26, 0xa7), Some("STX")).verdict, Verdict::OtherNetwork);
        for at in 2..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'7' { b'8' } else { b'7' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_eq!(judge(&typo, Some("STX")).verdict, Verdict::Invalid, "{typo}");
        }
    }
}
