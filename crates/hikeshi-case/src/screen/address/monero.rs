//! Is it a Monero address?
//!
//! Base58 in blocks of eight bytes (eleven letters), a network byte, two keys, for integrated
//! addresses an eight-byte payment id, and four bytes of Keccak-256 (Monero `cryptonote_config.h`).

use super::Fault;
use super::base58;
use super::digest::keccak256;
use super::octets::Octets;
use super::sheet::{Sheet, Tags};

/// Reads standard, sub- and integrated addresses.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["XMR"];
    if !matches!(text.len(), 94..=96 | 105..=107) {
        return;
    }
    let looks = text.starts_with(['4', '8']);
    let Some(octets) = decode(text) else {
        if looks {
            let plain = text.bytes().all(|octet| base58::digit(octet).is_some());
            sheet.miss(TAGS, if plain { Fault::Length } else { Fault::Alphabet });
        }
        return;
    };
    let Some((body, check)) = octets.as_slice().split_last_chunk::<4>() else {
        return;
    };
    let Some((&network, keys)) = body.split_first() else {
        return;
    };
    let (networks, kind): (Tags, _) = match (network, keys.len()) {
        (18, 64) => (TAGS, "standard"),
        (42, 64) => (TAGS, "subaddress"),
        (19, 72) => (TAGS, "integrated"),
        (53 | 63, 64) | (54, 72) => (&["XMR-TEST"], "standard"),
        (24 | 36, 64) | (25, 72) => (&["XMR-STAGE"], "standard"),
        _ if looks => return sheet.miss(TAGS, Fault::Version),
        _ => return,
    };
    if keccak256(body).first_chunk::<4>() != Some(check) {
        return sheet.miss(networks, Fault::Checksum);
    }
    if kind == "integrated" {
        sheet.receives_with_memo(
            networks,
            kind,
            keys.last_chunk::<8>().map(|id| payment_id(*id)),
            None,
        );
    } else {
        sheet.receives(networks, kind);
    }
}

fn payment_id(id: [u8; 8]) -> String {
    format!("{:016x}", u64::from_be_bytes(id))
}

/// How many letters a last block of so many bytes takes.
const fn block_bytes(letters: usize) -> Option<usize> {
    Some(match letters {
        11 => 8,
        10 => 7,
        9 => 6,
        7 => 5,
        6 => 4,
        5 => 3,
        3 => 2,
        2 => 1,
        _ => return None,
    })
}

fn decode(text: &str) -> Option<Octets> {
    let mut out = Octets::new();
    for block in text.as_bytes().chunks(11) {
        let len = block_bytes(block.len())?;
        let mut value = 0_u128;
        for &letter in block {
            value = value * 58 + u128::from(base58::digit(letter)?);
        }
        if value >> (8 * len) != 0 {
            return None;
        }
        out.extend(value.to_be_bytes().get(16 - len..)?)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, judge};
    use super::*;

    fn own(network: u8, rest: usize) -> String {
        let mut all = vec![network];
        all.extend((0..rest).map(|at| u8::try_from(at * 3).expect("small")));
        all.extend_from_slice(&keccak256(&all)[..4]);
        all.chunks(8)
            .map(|block| {
                let letters = [0, 2, 3, 5, 6, 7, 9, 10, 11][block.len()];
                let mut value = block.iter().fold(0_u128, |sum, &one| sum << 8 | u128::from(one));
                let mut text = vec![b'1'; letters];
                for slot in text.iter_mut().rev() {
                    *slot = base58::BITCOIN[(value % 58) as usize];
                    value /= 58;
                }
                String::from_utf8(text).expect("ascii")
            })
            .collect()
    }

    #[test]
    fn kinds() {
        assert_eq!(judge(&own(18, 64), Some("XMR")).kind, "standard");
        assert_eq!(judge(&own(42, 64), Some("XMR")).kind, "subaddress");
        let seen = judge(&own(19, 72), Some("XMR"));
        assert_eq!(seen.embedded_memo.as_deref(), Some("c0c3c6c9cccfd2d5"));
        assert_eq!(judge(&own(53, 64), Some("XMR")).verdict, Verdict::OtherNetwork);
    }

    #[test]
    fn every_typo() {
        let text = own(18, 64);
        for at in 0..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'3' { b'4' } else { b'3' };
            let typo = String::from_utf8(typo).expect("ascii");
            let seen = judge(&typo, Some("XMR")).verdict;
            assert!(typo == text || seen == Verdict::Invalid, "{typo}");
        }
    }
}
