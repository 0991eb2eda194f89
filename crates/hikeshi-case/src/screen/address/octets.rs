//! How are digits turned into bytes without allocating?
//!
//! One fixed buffer and the three ways addresses pack bytes: hexadecimal, big-number digits (base58,
//! c32) and five- or six-bit groups (bech32, base32, base64).

/// Most bytes one address decodes to here (Byron and unified addresses are the long ones).
pub(super) const MOST: usize = 256;

/// A byte string of at most [`MOST`] bytes on the stack.
pub(super) struct Octets {
    held: [u8; MOST],
    len: usize,
}

impl Octets {
    pub(super) const fn new() -> Self {
        Self { held: [0; MOST], len: 0 }
    }

    pub(super) fn push(&mut self, octet: u8) -> Option<()> {
        *self.held.get_mut(self.len)? = octet;
        self.len += 1;
        Some(())
    }

    pub(super) fn extend(&mut self, octets: &[u8]) -> Option<()> {
        octets.iter().try_for_each(|&octet| self.push(octet))
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.held.get(..self.len).unwrap_or_default()
    }
}

/// The value of one hexadecimal digit, either case.
pub(super) const fn hex_digit(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet - b'0'),
        b'a'..=b'f' => Some(octet - b'a' + 10),
        b'A'..=b'F' => Some(octet - b'A' + 10),
        _ => None,
    }
}

/// Whether every character is a hexadecimal digit (true of the empty text).
pub(super) fn is_hex(text: &str) -> bool {
    text.bytes().all(|octet| octet.is_ascii_hexdigit())
}

/// Decodes hexadecimal text of even length.
pub(super) fn hex(text: &str) -> Option<Octets> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let mut out = Octets::new();
    for &[high, low] in pairs {
        out.push(hex_digit(high)? << 4 | hex_digit(low)?)?;
    }
    Some(out)
}

/// What to do with the bits left over when groups do not fill the last byte.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Padding {
    /// Fewer bits than one group, all zero (BIP-173, RFC 4648 without `=`).
    Strict,
    /// Leftover bits must be fewer than one group; their value is not looked at.
    Loose,
}

/// Packs groups of `width` bits (5 or 6), most significant first, into bytes.
pub(super) fn regroup(
    groups: impl Iterator<Item = Option<u8>>,
    width: u32,
    padding: Padding,
) -> Option<Octets> {
    let mut out = Octets::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for group in groups {
        held = (held << width | u32::from(group?)) & 0xffff;
        bits += width;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8)?;
        }
    }
    let left = held & ((1 << bits) - 1);
    (bits < width && (left == 0 || padding == Padding::Loose)).then_some(out)
}

/// RFC 4648 base32 digit, upper case.
pub(super) const fn base32_digit(octet: u8) -> Option<u8> {
    match octet {
        b'A'..=b'Z' => Some(octet - b'A'),
        b'2'..=b'7' => Some(octet - b'2' + 26),
        _ => None,
    }
}

/// RFC 4648 base64 digit, standard and URL alphabets alike.
pub(super) const fn base64_digit(octet: u8) -> Option<u8> {
    match octet {
        b'A'..=b'Z' => Some(octet - b'A'),
        b'a'..=b'z' => Some(octet - b'a' + 26),
        b'0'..=b'9' => Some(octet - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// Decodes upper-case RFC 4648 base32 without padding signs.
pub(super) fn base32(text: &str) -> Option<Octets> {
    regroup(text.bytes().map(base32_digit), 5, Padding::Strict)
}

/// Encodes bytes as upper-case RFC 4648 base32 without padding signs.
pub(super) fn to_base32(octets: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::with_capacity(octets.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut put = |group: u32| {
        if let Some(&letter) = LETTERS.get((group & 31) as usize) {
            out.push(char::from(letter));
        }
    };
    for &octet in octets {
        held = (held << 8 | u32::from(octet)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            put(held >> bits);
        }
    }
    if bits > 0 {
        put(held << (5 - bits));
    }
    out
}

/// Encodes bytes as lower-case hexadecimal, for tests.
#[cfg(test)]
pub(super) fn to_hex(octets: &[u8]) -> String {
    let digits = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// CRC-16/XMODEM (polynomial 0x1021, start 0), the check of TON and Stellar.
pub(super) fn crc16(octets: &[u8]) -> u16 {
    octets.iter().fold(0, |crc, &octet| {
        (0..8).fold(crc ^ u16::from(octet) << 8, |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 }
        })
    })
}

/// CRC-32 (IEEE 802.3, reflected), the check of ICP and Cardano Byron.
pub(super) fn crc32(octets: &[u8]) -> u32 {
    !octets.iter().fold(u32::MAX, |crc, &octet| {
        (0..8).fold(crc ^ u32::from(octet), |crc, _| {
            if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xedb8_8320 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_check_values() {
        // The "check" input of the CRC catalogue.
        assert_eq!(crc16(b"123456789"), 0x31c3);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn base32_round_trip() {
        for len in 0..40_u8 {
            let octets: Vec<u8> = (0..len).map(|at| at.wrapping_mul(37).wrapping_add(11)).collect();
            let text = to_base32(&octets);
            assert_eq!(base32(&text).expect("own text").as_slice(), octets);
        }
    }

    #[test]
    fn a_left_over_group_is_refused() {
        assert!(base32("A").is_none());
        assert!(base32("AB").is_none(), "non-zero padding");
        assert!(base32("AA").is_some());
    }
}
