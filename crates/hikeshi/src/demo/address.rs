//! Addresses that nobody owns, with checksums that are right: the last step of each published
//! encoding over made-up bytes. Nobody has a key to any of them.

use sha2::{Digest as _, Sha256};

const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// 32 bytes that follow from a name.
fn digest(seed: &str) -> [u8; 32] {
    Sha256::digest(seed.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A transaction id.
pub(super) fn transaction_id(seed: &str) -> String {
    hex(&digest(seed))
}

/// An Ethereum address without the optional checksum of letters.
pub(super) fn ethereum(seed: &str) -> String {
    let bytes = digest(seed);
    format!("0x{}", hex(bytes.get(..20).unwrap_or_default()))
}

/// A Bitcoin pay-to-script-hash address (`3…`): base 58 with a check.
pub(super) fn bitcoin_script(seed: &str) -> String {
    let mut payload = vec![5];
    payload.extend(digest(seed).iter().take(20));
    let check = Sha256::digest(Sha256::digest(&payload));
    payload.extend(check.iter().take(4));
    base58(&payload)
}

fn base58(payload: &[u8]) -> String {
    let mut digits: Vec<u32> = Vec::new();
    for byte in payload {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += *digit << 8;
            *digit = carry % 58;
            carry /= 58;
        }
        while carry > 0 {
            digits.push(carry % 58);
            carry /= 58;
        }
    }
    let zeros = payload.iter().take_while(|byte| **byte == 0).count();
    let letters = digits.iter().rev().map(|digit| letter(BASE58, *digit));
    std::iter::repeat_n('1', zeros).chain(letters).collect()
}

/// A Bitcoin pay-to-witness-public-key-hash address (`bc1q…`), BIP 173.
pub(super) fn bitcoin_witness(seed: &str) -> String {
    let mut values = vec![0];
    let (mut held, mut bits) = (0_u32, 0);
    for byte in digest(seed).iter().take(20) {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            values.push(held >> bits & 31);
        }
    }
    // The human-readable part `bc`, expanded: high bits, a zero, low bits.
    let mut summed = vec![3, 3, 0, 2, 3];
    summed.extend(&values);
    summed.extend([0; 6]);
    let check = polymod(&summed) ^ 1;
    values.extend((0..6).map(|at| check >> (5 * (5 - at)) & 31));
    let letters = values.iter().map(|value| letter(BECH32, *value));
    "bc1".chars().chain(letters).collect()
}

fn polymod(values: &[u32]) -> u32 {
    let generator = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3_u32];
    values.iter().fold(1, |sum, value| {
        let top = sum >> 25;
        let next = (sum & 0x01ff_ffff) << 5 ^ value;
        let taps = generator.iter().enumerate();
        taps.fold(next, |sum, (at, tap)| if top >> at & 1 == 1 { sum ^ tap } else { sum })
    })
}

fn letter(alphabet: &[u8], value: u32) -> char {
    alphabet.get(value as usize).map_or('?', |byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base58_is_the_published_one() {
        // draft-msporny-base58, test vectors.
        assert_eq!(base58(b"Hello World!"), "2NEpo7TZRRrLZSi2U");
        assert_eq!(base58(&[0, 0, 0x28, 0x7f, 0xb4, 0xcd]), "11233QC4");
    }

    #[test]
    fn the_witness_checksum_is_one() {
        let address = bitcoin_witness("x");
        let data: Vec<u32> = address
            .bytes()
            .skip(3)
            .map(|byte| u32::try_from(BECH32.iter().position(|b| *b == byte).unwrap()).unwrap())
            .collect();
        let summed: Vec<u32> = [3, 3, 0, 2, 3].into_iter().chain(data).collect();
        assert_eq!((polymod(&summed), address.len()), (1, 42));
        assert!(bitcoin_script("x").starts_with('3'));
    }
}
