//! BLAKE-256, the hash of Decred.
//!
//! The SHA-3 candidate of Aumasson, Henzen, Meier, Phan (version 1.3, 14 rounds), not BLAKE2. Only
//! short inputs are needed: one block of at most 55 bytes.

const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

const PI: [u32; 16] = [
    0x243f_6a88,
    0x85a3_08d3,
    0x1319_8a2e,
    0x0370_7344,
    0xa409_3822,
    0x299f_31d0,
    0x082e_fa98,
    0xec4e_6c89,
    0x4528_21e6,
    0x38d0_1377,
    0xbe54_66cf,
    0x34e9_0c6c,
    0xc0ac_29b7,
    0xc97c_50dd,
    0x3f84_d5b5,
    0xb547_0917,
];

const ORDERS: [[u8; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// The four columns, then the four diagonals.
const LANES: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

fn at(words: &[u32; 16], place: usize) -> u32 {
    words.get(place).copied().unwrap_or_default()
}

/// Hashes at most 55 bytes; of longer input only the first 55 are read, which no caller passes.
pub(super) fn blake256(octets: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; 64];
    let octets = octets.get(..55).unwrap_or(octets);
    let padding = [0x80].into_iter().chain(std::iter::repeat_n(0, 54 - octets.len().min(54)));
    for (slot, octet) in block.iter_mut().zip(octets.iter().copied().chain(padding)) {
        *slot = octet;
    }
    let bits = u32::try_from(octets.len() * 8).unwrap_or_default();
    if let Some(last) = block.last_chunk_mut::<9>() {
        let [a, b, c, d] = bits.to_be_bytes();
        // The lowest bit of byte 55 ends the padding and says "256 bits out".
        let [end, ..] = *last;
        *last = [end | 1, 0, 0, 0, 0, a, b, c, d];
    }
    let mut message = [0_u32; 16];
    for (word, octets) in message.iter_mut().zip(block.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*octets);
    }
    compress(&message, bits)
}

fn compress(message: &[u32; 16], bits: u32) -> [u8; 32] {
    let mut state = [0_u32; 16];
    let counter = [0, 0, 0, 0, bits, bits, 0, 0];
    let lower = PI.iter().zip(counter).map(|(pi, count)| pi ^ count);
    for (slot, word) in state.iter_mut().zip(START.into_iter().chain(lower)) {
        *slot = word;
    }
    for order in ORDERS.iter().cycle().take(14) {
        for (lane, pair) in LANES.iter().zip(order.as_chunks::<2>().0) {
            mix(&mut state, *lane, pair.map(usize::from), message);
        }
    }
    let mut out = [0_u8; 32];
    let (upper, lower) = state.split_at(8);
    let words = START.iter().zip(upper.iter().zip(lower)).map(|(start, (a, b))| start ^ a ^ b);
    for (slot, octet) in out.iter_mut().zip(words.flat_map(u32::to_be_bytes)) {
        *slot = octet;
    }
    out
}

fn mix(state: &mut [u32; 16], lane: [usize; 4], pair: [usize; 2], message: &[u32; 16]) {
    let [mut a, mut b, mut c, mut d] = lane.map(|place| at(state, place));
    let [first, second] = pair;
    a = a.wrapping_add(b).wrapping_add(at(message, first) ^ at(&PI, second));
    d = (d ^ a).rotate_right(16);
    c = c.wrapping_add(d);
    b = (b ^ c).rotate_right(12);
    a = a.wrapping_add(b).wrapping_add(at(message, second) ^ at(&PI, first));
    d = (d ^ a).rotate_right(8);
    c = c.wrapping_add(d);
    b = (b ^ c).rotate_right(7);
    for (place, word) in lane.into_iter().zip([a, b, c, d]) {
        if let Some(slot) = state.get_mut(place) {
            *slot = word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_input_of_the_submission() {
        let hex = super::super::octets::to_hex(&blake256(b""));
        assert_eq!(hex, "716f6e863f744b9ac22c97ec7b76ea5f5908bc5b2f67c61510bfc4751384ea7a");
    }
}
