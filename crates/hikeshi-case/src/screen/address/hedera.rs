//! Is it a Hedera account?
//!
//! `shard.realm.number`, with the optional five-letter checksum of HIP-15 (for the main network,
//! ledger id 0), or with a public key in place of the number (an alias, HIP-32).

use super::Fault;
use super::octets::is_hex;
use super::sheet::{Sheet, Tags};

/// Reads `0.0.123`, `0.0.123-abcde` and key aliases.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["HBAR"];
    let (id, check) = match text.split_once('-') {
        Some((id, check)) => (id, Some(check)),
        None => (text, None),
    };
    let mut parts = id.split('.');
    let (Some(shard), Some(realm), Some(number), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return;
    };
    if !is_number(shard) || !is_number(realm) {
        return;
    }
    if !is_number(number) {
        if check.is_none() && is_key(number) {
            sheet.receives(TAGS, "alias");
        } else {
            sheet.miss(TAGS, Fault::Alphabet);
        }
        return;
    }
    match check {
        None => sheet.receives(TAGS, "account"),
        Some(check) if check.as_bytes() == checksum(id) => {
            sheet.receives_as(TAGS, "account", Some(id.to_owned()));
        }
        Some(check) if check.len() == 5 => sheet.miss(TAGS, Fault::Checksum),
        Some(_) => sheet.miss(TAGS, Fault::Length),
    }
}

/// Decimal, without leading zeros, at most 63 bits.
fn is_number(text: &str) -> bool {
    text.bytes().all(|octet| octet.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
        && text.parse::<i64>().is_ok()
}

/// DER of an Ed25519 or a compressed secp256k1 public key.
fn is_key(text: &str) -> bool {
    [("302a300506032b6570032100", 64), ("302d300706052b8104000a032200", 66)]
        .iter()
        .any(|(der, len)| text.strip_prefix(der).is_some_and(|key| key.len() == *len))
        && is_hex(text)
}

/// HIP-15's five letters for the main network.
fn checksum(id: &str) -> [u8; 5] {
    const P3: u64 = 26 * 26 * 26;
    const P5: u64 = P3 * 26 * 26;
    let (mut even, mut odd, mut weighed, mut len) = (0_u64, 0_u64, 0_u64, 0_u64);
    for (at, octet) in id.bytes().enumerate() {
        let digit = if octet == b'.' { 10 } else { u64::from(octet.saturating_sub(b'0')) };
        weighed = (weighed * 31 + digit) % P3;
        if at % 2 == 0 {
            even = (even + digit) % 11;
        } else {
            odd = (odd + digit) % 11;
        }
        len += 1;
    }
    // The ledger id of the main network is zero bytes only, so its hash adds nothing.
    let sum = (((len % 5) * 11 + even) * 11 + odd) * P3 + weighed;
    let mut rest = sum % P5 * 1_000_003 % P5;
    let mut out = [b'a'; 5];
    for slot in out.iter_mut().rev() {
        *slot = b'a' + (rest % 26) as u8;
        rest /= 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Memo, Verdict, judge};
    use super::*;

    #[test]
    fn the_example_of_hip_15() {
        assert_eq!(&checksum("0.0.123"), b"vfmkw");
    }

    #[test]
    fn checksum_is_optional_but_binding() {
        let id = "0.0.7654321";
        let full = format!("{id}-{}", String::from_utf8(checksum(id).into()).expect("ascii"));
        assert_eq!(judge(id, Some("HBAR")).memo, Memo::Required);
        assert_eq!(judge(&full, Some("HBAR")).normal.as_deref(), Some(id));
        assert_eq!(judge(&full.replace("7654", "7655"), Some("HBAR")).fault, Some(Fault::Checksum));
        assert_eq!(judge("0.0.abc", Some("HBAR")).verdict, Verdict::Invalid);
        assert_eq!(judge("0.0", Some("HBAR")).verdict, Verdict::Invalid);
    }
}
