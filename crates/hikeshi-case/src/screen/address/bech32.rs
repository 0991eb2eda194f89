//! Is the text sound bech32 (BIP-173) or bech32m (BIP-350)?
//!
//! Only the code itself; what the human-readable part means is [`super::hrp`].

use super::octets::{Octets, Padding, regroup};

/// Which constant the checksum leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// BIP-173, remainder 1.
    Bech32,
    /// BIP-350, remainder `0x2bc830a3`.
    Bech32m,
}

/// The digits in order of value, for tests.
#[cfg(test)]
pub(super) const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The value of one digit, either case.
pub(super) const fn digit(octet: u8) -> Option<u8> {
    Some(match octet.to_ascii_lowercase() {
        b'q' => 0,
        b'p' => 1,
        b'z' => 2,
        b'r' => 3,
        b'y' => 4,
        b'9' => 5,
        b'x' => 6,
        b'8' => 7,
        b'g' => 8,
        b'f' => 9,
        b'2' => 10,
        b't' => 11,
        b'v' => 12,
        b'd' => 13,
        b'w' => 14,
        b'0' => 15,
        b's' => 16,
        b'3' => 17,
        b'j' => 18,
        b'n' => 19,
        b'5' => 20,
        b'4' => 21,
        b'k' => 22,
        b'h' => 23,
        b'c' => 24,
        b'e' => 25,
        b'6' => 26,
        b'm' => 27,
        b'u' => 28,
        b'a' => 29,
        b'7' => 30,
        b'l' => 31,
        _ => return None,
    })
}

const fn step(sum: u32, value: u8) -> u32 {
    let top = sum >> 25;
    let mut next = (sum & 0x01ff_ffff) << 5 ^ value as u32;
    // Branch-free: a mask of ones where the bit of `top` is set.
    next ^= (top & 1).wrapping_neg() & 0x3b6a_57b2;
    next ^= (top >> 1 & 1).wrapping_neg() & 0x2650_8e6d;
    next ^= (top >> 2 & 1).wrapping_neg() & 0x1ea1_19fa;
    next ^= (top >> 3 & 1).wrapping_neg() & 0x3d42_33dd;
    next ^= (top >> 4 & 1).wrapping_neg() & 0x2a14_62b3;
    next
}

fn start(hrp: &str) -> u32 {
    let lower = || hrp.bytes().map(|octet| octet.to_ascii_lowercase());
    let high = lower().fold(1, |sum, octet| step(sum, octet >> 5));
    lower().fold(step(high, 0), |sum, octet| step(sum, octet & 31))
}

/// What the data part says about itself.
pub(super) enum Sum {
    /// Sound under this code.
    Sound(Code),
    /// A character outside the alphabet.
    Foreign,
    /// Neither remainder, or too short to hold a checksum.
    Broken,
}

/// Checks `data` (checksum included) under `hrp`. Case mixing is the caller's question.
pub(super) fn check(hrp: &str, data: &str) -> Sum {
    let mut sum = start(hrp);
    for octet in data.bytes() {
        match digit(octet) {
            Some(value) => sum = step(sum, value),
            None => return Sum::Foreign,
        }
    }
    match sum {
        1 if data.len() >= 6 => Sum::Sound(Code::Bech32),
        0x2bc8_30a3 if data.len() >= 6 => Sum::Sound(Code::Bech32m),
        _ => Sum::Broken,
    }
}

/// The payload digits without the six of the checksum, `skip` of them passed over.
pub(super) fn payload(data: &str, skip: usize) -> Option<Octets> {
    let count = data.len().checked_sub(6 + skip)?;
    regroup(data.bytes().skip(skip).take(count).map(digit), 5, Padding::Strict)
}

/// Where one substitution repairs the checksum, counted in characters of `data`.
///
/// The code is linear: a change of one digit alters the remainder by a value that depends only on
/// its distance from the end, so 31 comparisons per character suffice. `None` if no place or more
/// than one place fits.
pub(super) fn one_repair(hrp: &str, data: &str, code: Code) -> Option<usize> {
    let target = if code == Code::Bech32 { 1 } else { 0x2bc8_30a3 };
    let sum = data
        .bytes()
        .try_fold(start(hrp), |sum, octet| digit(octet).map(|value| step(sum, value)))?;
    let wanted = sum ^ target;
    let mut found = None;
    // What the unit digits 1, 2, 4, 8, 16 at this distance do to the remainder.
    let mut units = [1_u32, 2, 4, 8, 16];
    for at in (0..data.len()).rev() {
        let fits = (1..32_u32).any(|change| {
            let effect = units
                .iter()
                .enumerate()
                .filter(|(bit, _)| change >> bit & 1 == 1)
                .fold(0, |sum, (_, unit)| sum ^ unit);
            effect == wanted
        });
        if fits && found.replace(at).is_some() {
            return None;
        }
        units = units.map(|unit| step(unit, 0));
    }
    found
}

/// Encodes digits under `hrp`, for tests.
#[cfg(test)]
pub(super) fn encode_digits(hrp: &str, digits: &[u8], code: Code) -> String {
    let mut sum = digits.iter().fold(start(hrp), |sum, &value| step(sum, value));
    for _ in 0..6 {
        sum = step(sum, 0);
    }
    sum ^= if code == Code::Bech32 { 1 } else { 0x2bc8_30a3 };
    let check = (0..6).map(|at| (sum >> (5 * (5 - at)) & 31) as u8);
    let letters = digits.iter().copied().chain(check).map(|value| LETTERS[usize::from(value)]);
    format!("{hrp}1{}", letters.map(char::from).collect::<String>())
}

/// Splits bytes into five-bit digits with zero padding, for tests.
#[cfg(test)]
pub(super) fn digits_of(octets: &[u8]) -> Vec<u8> {
    let bits: Vec<u8> =
        octets.iter().flat_map(|octet| (0..8).rev().map(move |bit| octet >> bit & 1)).collect();
    bits.chunks(5)
        .map(|run| run.iter().fold(0, |sum, bit| sum << 1 | bit) << (5 - run.len()))
        .collect()
}

/// Encodes bytes under `hrp`, for tests.
#[cfg(test)]
pub(super) fn encode(hrp: &str, octets: &[u8], code: Code) -> String {
    encode_digits(hrp, &digits_of(octets), code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_and_place_of_a_typo() {
        let octets: Vec<u8> = (0..32).map(|at| at * 7).collect();
        for code in [Code::Bech32, Code::Bech32m] {
            let text = encode("own", &octets, code);
            let data = text.strip_prefix("own1").expect("own");
            assert!(matches!(check("own", data), Sum::Sound(seen) if seen == code));
            assert_eq!(payload(data, 0).expect("bytes").as_slice(), octets);
            for at in 0..data.len() {
                let mut typo = data.as_bytes().to_vec();
                typo[at] = if typo[at] == b'q' { b'p' } else { b'q' };
                let typo = String::from_utf8(typo).expect("ascii");
                assert!(matches!(check("own", &typo), Sum::Broken), "{typo}");
                assert_eq!(one_repair("own", &typo, code), Some(at));
            }
        }
    }
}
