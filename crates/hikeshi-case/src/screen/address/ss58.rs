//! Is it an SS58 account (Polkadot, Kusama and their kin)?
//!
//! SS58: a prefix of one byte (below 64) or two, the 32-byte key, and the first two bytes of
//! BLAKE2b-512 over `SS58PRE` and all before. The key is the same on every chain: only the prefix
//! tells them apart. Prefixes from the `ss58-registry`.

use super::Fault;
use super::digest::blake2b512;
use super::octets::Octets;
use super::sheet::{Sheet, Tags};

fn networks(prefix: u16) -> Tags {
    match prefix {
        0 => &["DOT"],
        2 => &["KSM"],
        5 => &["ASTR"],
        6 => &["BNC"],
        8 => &["KAR"],
        10 => &["ACA"],
        12 => &["POLYX"],
        22 => &["DOCK"],
        28 => &["SUB"],
        30 => &["PHA"],
        36 => &["CFG"],
        37 => &["NODL"],
        38 => &["KILT"],
        42 => &["TAO", "AZERO"],
        63 => &["HDX"],
        69 => &["XOR"],
        137 => &["VARA"],
        172 => &["PARA"],
        2135 => &["ENJ"],
        _ => &[],
    }
}

/// Reads decoded digits of 35 or 36 bytes.
pub(super) fn read(octets: &Octets, sheet: &mut Sheet) {
    let Some((body, check)) = octets.as_slice().split_last_chunk::<2>() else {
        return;
    };
    let prefix = match (body, body.len()) {
        ([one @ 0..=63, ..], 33) => u16::from(*one),
        ([first @ 64..=127, second, ..], 34) => {
            let low = first << 2 | second >> 6;
            u16::from(low) | u16::from(second & 0x3f) << 8
        }
        _ => return,
    };
    let networks = networks(prefix);
    if blake2b512(&[b"SS58PRE", body]).first_chunk::<2>() == Some(check) {
        sheet.receives(networks, "account");
    } else if !networks.is_empty() {
        sheet.miss(networks, Fault::Checksum);
    }
}

#[cfg(test)]
mod tests {
    use super::super::base58::{BITCOIN, encode_with};
    use super::super::{Fault, Verdict, judge};
    use super::*;

    fn own(prefix: &[u8]) -> String {
        let mut all = prefix.to_vec();
        all.extend((0..32).map(|at| at * 7 + 9));
        let hash = blake2b512(&[b"SS58PRE", &all]);
        all.extend_from_slice(&hash[..2]);
        encode_with(&all, BITCOIN)
    }

    #[test]
    fn prefixes_and_typos() {
        let good = own(&[0]);
        assert_eq!(judge(&good, Some("DOT")).verdict, Verdict::Valid);
        assert_eq!(judge(&own(&[2]), Some("DOT")).verdict, Verdict::OtherNetwork);
        assert_eq!(judge(&own(&[42]), Some("TAO")).verdict, Verdict::Valid);
        // 137 is 0x89: 01 and its bits 7 to 2, then its bits 1 and 0 and six zeros.
        let vara = own(&[0x40 | 0x22, 0x40]);
        assert_eq!(judge(&vara, None).networks, ["VARA"]);
        let last = if good.ends_with('x') { 'y' } else { 'x' };
        let typo = format!("{}{last}", good.get(..good.len() - 1).expect("ascii"));
        assert_eq!(judge(&typo, Some("DOT")).fault, Some(Fault::Checksum));
    }
}
