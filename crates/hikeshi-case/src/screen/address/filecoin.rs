//! Is it a Filecoin address?
//!
//! Filecoin specification, "Address": `f` (`t` on the test network), a protocol digit, then for 0 a
//! number, for 1 to 3 base32 of the payload and four bytes of `BLAKE2b` over protocol and payload, for
//! 4 the same with a namespace number (`f410f…` holds an Ethereum account).

use super::Fault;
use super::digest::blake2b32;
use super::octets::{Octets, Padding, base32_digit, regroup};
use super::sheet::{Sheet, Tags};

/// Reads `f0…` to `f3…` and `f410f…`.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let Some(([network @ (b'f' | b't'), protocol], _)) = text.as_bytes().split_first_chunk::<2>()
    else {
        return;
    };
    let networks: Tags = if *network == b'f' { &["FIL"] } else { &["FIL-TEST"] };
    let Some((_, rest)) = text.split_at_checked(2) else {
        return;
    };
    let (tail, kind, len) = match (protocol, text.len()) {
        (b'0', 3..=22) if rest.bytes().all(|octet| octet.is_ascii_digit()) => {
            return sheet.receives(networks, "actor");
        }
        (b'1', 38..=44) => (rest, "account", 20),
        (b'2', 38..=44) => (rest, "actor", 20),
        (b'3', 80..=90) => (rest, "bls", 48),
        (b'4', 40..=48) => match rest.strip_prefix("10f") {
            Some(tail) => (tail, "delegated", 20),
            None => return,
        },
        _ => return,
    };
    // Mixed case is another chain's base58.
    if tail.bytes().any(|octet| octet.is_ascii_uppercase()) {
        return;
    }
    let digits = tail.bytes().map(|octet| base32_digit(octet.to_ascii_uppercase()));
    let Some(octets) = regroup(digits, 5, Padding::Strict) else {
        return sheet.miss(networks, Fault::Alphabet);
    };
    let Some((payload, check)) = octets.as_slice().split_last_chunk::<4>() else {
        return sheet.miss(networks, Fault::Length);
    };
    if payload.len() != len {
        return sheet.miss(networks, Fault::Length);
    }
    if hashed(protocol - b'0', payload) == Some(*check) {
        sheet.receives(networks, kind);
    } else {
        sheet.miss(networks, Fault::Checksum);
    }
}

fn hashed(protocol: u8, payload: &[u8]) -> Option<[u8; 4]> {
    let mut body = Octets::new();
    body.push(protocol)?;
    if protocol == 4 {
        body.push(10)?;
    }
    body.extend(payload)?;
    Some(blake2b32(body.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::super::octets::to_base32;
    use super::super::{Verdict, judge};
    use super::*;

    fn own(head: &str, protocol: u8, payload: &[u8]) -> String {
        let mut all = payload.to_vec();
        all.extend(hashed(protocol, payload).expect("short"));
        format!("{head}{}", to_base32(&all).to_ascii_lowercase())
    }

    #[test]
    fn protocols_and_typos() {
        let text = own("f1", 1, &[0x8e; 20]);
        for (text, kind) in [
            (text.clone(), "account"),
            (own("f3", 3, &[0x8e; 48]), "bls"),
            (own("f410f", 4, &[0x8e; 20]), "delegated"),
            ("f01234".to_owned(), "actor"),
        ] {
            let seen = judge(&text, Some("FIL"));
            assert_eq!((seen.verdict, seen.kind), (Verdict::Valid, kind), "{text}");
        }
        for at in 2..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'q' { b'r' } else { b'q' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_eq!(judge(&typo, Some("FIL")).verdict, Verdict::Invalid, "{typo}");
        }
    }
}
