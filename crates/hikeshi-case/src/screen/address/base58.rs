//! How is base58 text read?
//!
//! Big-number digits, five at a time, into 32-bit limbs: about ten times fewer steps than byte by
//! byte, and nothing is allocated. A leading zero digit is one zero byte.

use super::octets::Octets;

/// The digits of the XRP Ledger, in order of value (xrpl.org, base58 encodings).
pub(super) const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// Longest text decoded; Byron addresses have 104 characters, Monero's are read in blocks.
const LONGEST: usize = 180;

/// The value of one digit in the alphabet of Bitcoin (no `0`, `O`, `I`, `l`).
pub(super) const fn digit(octet: u8) -> Option<u8> {
    match octet {
        b'1'..=b'9' => Some(octet - b'1'),
        b'A'..=b'H' => Some(octet - b'A' + 9),
        b'J'..=b'N' => Some(octet - b'J' + 17),
        b'P'..=b'Z' => Some(octet - b'P' + 22),
        b'a'..=b'k' => Some(octet - b'a' + 33),
        b'm'..=b'z' => Some(octet - b'm' + 44),
        _ => None,
    }
}

fn ripple_digit(octet: u8) -> Option<u8> {
    RIPPLE.iter().position(|&one| one == octet).and_then(|at| u8::try_from(at).ok())
}

/// Decodes text in Bitcoin's alphabet; `None` on a foreign character or too long a text.
pub(super) fn decode(text: &str) -> Option<Octets> {
    decode_by(text.as_bytes(), digit)
}

/// Decodes text in the XRP Ledger's alphabet.
pub(super) fn decode_ripple(text: &str) -> Option<Octets> {
    decode_by(text.as_bytes(), ripple_digit)
}

fn decode_by(text: &[u8], value: impl Fn(u8) -> Option<u8>) -> Option<Octets> {
    if text.len() > LONGEST {
        return None;
    }
    let mut limbs = [0_u32; 36];
    let mut used = 0;
    for run in text.chunks(5) {
        let (mut scale, mut carry) = (1_u64, 0_u64);
        for &octet in run {
            scale *= 58;
            carry = carry * 58 + u64::from(value(octet)?);
        }
        for limb in limbs.iter_mut().take(used) {
            let sum = u64::from(*limb) * scale + carry;
            *limb = (sum & 0xffff_ffff) as u32;
            carry = sum >> 32;
        }
        if carry > 0 {
            *limbs.get_mut(used)? = u32::try_from(carry).ok()?;
            used += 1;
        }
    }
    let mut out = Octets::new();
    for _ in text.iter().take_while(|&&octet| value(octet) == Some(0)) {
        out.push(0)?;
    }
    let mut leading = true;
    for octet in limbs.iter().take(used).rev().flat_map(|limb| limb.to_be_bytes()) {
        leading &= octet == 0;
        if !leading {
            out.push(octet)?;
        }
    }
    Some(out)
}

/// Encodes bytes in the alphabet given; only for normal forms and tests, so it may allocate.
pub(super) fn encode_with(octets: &[u8], alphabet: &[u8; 58]) -> String {
    let mut digits: Vec<u8> = Vec::new();
    for &octet in octets {
        let mut carry = u32::from(octet);
        for digit in &mut digits {
            let sum = u32::from(*digit) << 8 | carry & 0xff;
            // `carry` stays below 58 * 256 / 58 = 256 after the first step.
            *digit = (sum % 58) as u8;
            carry = sum / 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let zeros = octets.iter().take_while(|&&octet| octet == 0).map(|_| 0);
    zeros
        .chain(digits.into_iter().rev())
        .filter_map(|digit| alphabet.get(usize::from(digit)))
        .map(|&letter| char::from(letter))
        .collect()
}

/// Bitcoin's alphabet, for tests that build addresses.
#[cfg(test)]
pub(super) const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Appends the first four bytes of the double SHA-256 and encodes: base58check, for tests.
#[cfg(test)]
pub(super) fn check_encode(octets: &[u8]) -> String {
    let mut all = octets.to_vec();
    all.extend_from_slice(&super::digest::sha256d(octets)[..4]);
    encode_with(&all, BITCOIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        for len in 0..90_u8 {
            let mut octets: Vec<u8> =
                (0..len).map(|at| at.wrapping_mul(151).wrapping_add(len)).collect();
            octets.insert(0, 0);
            assert_eq!(decode(&encode_with(&octets, BITCOIN)).expect("own").as_slice(), octets);
            assert_eq!(
                decode_ripple(&encode_with(&octets, RIPPLE)).expect("own").as_slice(),
                octets
            );
        }
    }

    #[test]
    fn digits_are_the_alphabet() {
        for (value, &letter) in BITCOIN.iter().enumerate() {
            assert_eq!(digit(letter).map(usize::from), Some(value));
        }
        assert!(b"0OIl+/ ".iter().all(|&letter| digit(letter).is_none()));
    }
}
