//! Is it a versioned base58 text with a four-byte check?
//!
//! The version bytes come from each chain's own parameters (SLIP-0132 for public keys, Tezos'
//! `base58` constants, the Zcash protocol specification 5.6). Most chains check with double SHA-256;
//! Groestlcoin, Decred, Nebulas and Waves put their own hash in its place.

use super::Fault;
use super::decred::blake256;
use super::digest::{blake2b256, groestl512d, keccak256, sha3_256, sha256d};
use super::octets::Octets;
use super::sheet::{Sheet, Tags};

/// Reads the decoded digits of `text`.
pub(super) fn read(octets: &Octets, sheet: &mut Sheet) {
    let Some((body, check)) = octets.as_slice().split_last_chunk::<4>() else {
        return;
    };
    match body {
        [version, rest @ ..] if rest.len() == 20 => one_byte(*version, body, *check, sheet),
        [first, second, rest @ ..] if rest.len() == 20 => {
            two_bytes([*first, *second], body, *check, sheet);
        }
        [first, second, third, rest @ ..] if rest.len() == 20 => {
            tezos([*first, *second, *third], body, *check, sheet);
        }
        [0x16, 0x9a, rest @ ..] if rest.len() == 64 => {
            if *check == first_four(&sha256d(body)) {
                // Closed to new value by ZIP-211.
                sheet.other_purpose(&["ZEC", "ZEN"], "sprout");
            } else {
                sheet.miss(&["ZEC", "ZEN"], Fault::Checksum);
            }
        }
        [0x04, 0x88, 0xb2, 0x1e, rest @ ..]
            if rest.len() == 74 && *check == first_four(&sha256d(body)) =>
        {
            sheet.other_purpose(&["BTC"], "extended_key");
        }
        [0xcb, rest @ ..] if rest.len() == 35 => {
            // Mina: version 203, then a tagged compressed key.
            if *check == first_four(&sha256d(body)) {
                sheet.receives(&["MINA"], "account");
            } else {
                sheet.miss(&["MINA"], Fault::Checksum);
            }
        }
        _ => {}
    }
}

/// What a text with this first character and length was meant to be, for a fault found before
/// decoding.
pub(super) fn meant(text: &str) -> Option<Tags> {
    if !(25..=37).contains(&text.len()) {
        return None;
    }
    Some(match text.bytes().next()? {
        b'1' => &["BTC", "BCH", "BSV"],
        b'3' => &["BTC", "BCH", "BSV", "LTC"],
        b'L' | b'M' => &["LTC"],
        b'T' => &["TRX"],
        b'D' => &["DOGE", "DGB", "DCR", "PIVX", "XVG"],
        b'X' => &["DASH"],
        b't' => &["ZEC", "XTZ"],
        b'A' => &["NEO", "ONT"],
        b'N' => &["NEO"],
        b'Q' => &["QTUM"],
        b'R' => &["RVN", "KMD"],
        _ => return None,
    })
}

fn first_four<const N: usize>(hash: &[u8; N]) -> [u8; 4] {
    hash.first_chunk::<4>().copied().unwrap_or_default()
}

/// Chains with one version byte: (networks, kind).
const fn versions(version: u8) -> Option<(Tags, &'static str)> {
    Some(match version {
        0 => (&["BTC", "BCH", "BSV"], "legacy"),
        5 => (&["BTC", "BCH", "BSV"], "p2sh"),
        7 => (&["FIRO"], "p2sh"),
        13 => (&["PIVX"], "p2sh"),
        16 => (&["DASH"], "p2sh"),
        22 => (&["DOGE"], "p2sh"),
        23 => (&["NEO", "GAS", "ONT", "ONG", "BTG"], "account"),
        30 => (&["DOGE", "DGB", "XVG", "PIVX"], "legacy"),
        33 => (&["XVG", "VIA"], "p2sh"),
        38 => (&["BTG"], "legacy"),
        48 => (&["LTC"], "legacy"),
        50 => (&["LTC", "QTUM"], "p2sh"),
        53 => (&["NEO", "GAS"], "account_n3"),
        58 => (&["QTUM"], "legacy"),
        60 => (&["RVN", "KMD"], "legacy"),
        63 => (&["DGB"], "p2sh"),
        65 => (&["TRX"], "account"),
        71 => (&["VTC", "VIA"], "legacy"),
        75 => (&["STRAX"], "legacy"),
        76 => (&["DASH"], "legacy"),
        82 => (&["FIRO"], "legacy"),
        85 => (&["KMD"], "p2sh"),
        111 => (&["BTC-TEST"], "legacy"),
        122 => (&["RVN"], "p2sh"),
        140 => (&["DASH-TEST"], "legacy"),
        196 => (&["BTC-TEST"], "p2sh"),
        _ => return None,
    })
}

fn one_byte(version: u8, body: &[u8], check: [u8; 4], sheet: &mut Sheet) {
    if check == first_four(&sha256d(body)) {
        match (versions(version), version) {
            (Some((networks, kind)), _) => sheet.receives(networks, kind),
            // A sound text of a chain we do not list.
            (None, _) => sheet.receives(&[], "unlisted"),
        }
        return;
    }
    if matches!(version, 36 | 5) && check == first_four(&groestl512d(body)) {
        return sheet.receives(&["GRS"], if version == 36 { "legacy" } else { "p2sh" });
    }
    if version == 36 {
        sheet.miss(&["GRS"], Fault::Checksum);
    }
    if let Some((networks, _)) = versions(version) {
        sheet.miss(networks, Fault::Checksum);
    }
}

fn two_bytes(version: [u8; 2], body: &[u8], check: [u8; 4], sheet: &mut Sheet) {
    let (networks, kind, hash): (Tags, _, _) = match version {
        [0x1c, 0xb8] => (&["ZEC", "FLUX"], "transparent", sha256d(body)),
        [0x1c, 0xbd] => (&["ZEC", "FLUX"], "p2sh", sha256d(body)),
        [0x1d, 0x25] => (&["ZEC-TEST"], "transparent", sha256d(body)),
        [0x1c, 0xba] => (&["ZEC-TEST"], "p2sh", sha256d(body)),
        [0x20, 0x89] => (&["ZEN"], "transparent", sha256d(body)),
        [0x20, 0x96] => (&["ZEN"], "p2sh", sha256d(body)),
        [0x07, 0x3f] => (&["DCR"], "legacy", blake256(&blake256(body))),
        [0x07, 0x1f | 0x01] => (&["DCR"], "alternative_key", blake256(&blake256(body))),
        [0x07, 0x1a] => (&["DCR"], "p2sh", blake256(&blake256(body))),
        [0x0f, 0x21] => (&["DCR-TEST"], "legacy", blake256(&blake256(body))),
        [0x19, 0x57] => (&["NAS"], "account", sha3_256(body)),
        [0x19, 0x58] => (&["NAS"], "contract", sha3_256(body)),
        [0x01, 0x57] => (&["WAVES"], "account", keccak256(&blake2b256(body))),
        [0x01, 0x54] => (&["WAVES-TEST"], "account", keccak256(&blake2b256(body))),
        _ => return,
    };
    if check == first_four(&hash) {
        sheet.receives(networks, kind);
    } else {
        sheet.miss(networks, Fault::Checksum);
    }
}

fn tezos(version: [u8; 3], body: &[u8], check: [u8; 4], sheet: &mut Sheet) {
    const TAGS: Tags = &["XTZ"];
    let kind = match version {
        [6, 161, 159 | 161 | 164 | 166] => "implicit",
        [2, 90, 121] => "contract",
        [1, 128, _] | [6, 124, _] => "rollup",
        _ => return,
    };
    if check != first_four(&sha256d(body)) {
        sheet.miss(TAGS, Fault::Checksum);
    } else if kind == "rollup" {
        sheet.other_purpose(TAGS, kind);
    } else {
        sheet.receives(TAGS, kind);
    }
}

#[cfg(test)]
mod tests {
    use super::super::base58::{BITCOIN, check_encode, encode_with};
    use super::super::{Verdict, judge};
    use super::*;

    fn body(version: &[u8]) -> Vec<u8> {
        let mut out = version.to_vec();
        out.extend((0..20).map(|at| at * 11 + 3));
        out
    }

    fn hashed(version: &[u8], hash: impl Fn(&[u8]) -> Vec<u8>) -> String {
        let mut out = body(version);
        let check = hash(&out);
        out.extend_from_slice(&check[..4]);
        encode_with(&out, BITCOIN)
    }

    #[test]
    fn each_chain_and_every_typo() {
        let mut all: Vec<(&str, String)> = [
            ("BTC", &[0_u8][..]),
            ("BCH", &[5]),
            ("LTC", &[48]),
            ("LTC", &[50]),
            ("DOGE", &[30]),
            ("DASH", &[76]),
            ("TRX", &[65]),
            ("QTUM", &[58]),
            ("NEO", &[53]),
            ("ONT", &[23]),
            ("ZEC", &[0x1c, 0xb8]),
            ("ZEN", &[0x20, 0x96]),
            ("XTZ", &[6, 161, 159]),
            ("XTZ", &[2, 90, 121]),
        ]
        .map(|(tag, version)| (tag, check_encode(&body(version))))
        .into();
        all.push(("GRS", hashed(&[36], |octets| groestl512d(octets).to_vec())));
        all.push(("DCR", hashed(&[7, 0x3f], |octets| blake256(&blake256(octets)).to_vec())));
        all.push(("NAS", hashed(&[0x19, 0x57], |octets| sha3_256(octets).to_vec())));
        let waves = |octets: &[u8]| keccak256(&blake2b256(octets)).to_vec();
        all.push(("WAVES", hashed(&[1, 0x57], waves)));
        for (tag, text) in all {
            assert_eq!(judge(&text, Some(tag)).verdict, Verdict::Valid, "{tag} {text}");
            for at in 0..text.len() {
                for other in ['2', 'x'] {
                    let typo: String = text
                        .chars()
                        .enumerate()
                        .map(|(place, one)| if place == at { other } else { one })
                        .collect();
                    let seen = judge(&typo, Some(tag)).verdict;
                    assert!(typo == text || seen == Verdict::Invalid, "{tag} {typo} {seen:?}");
                }
            }
        }
    }

    #[test]
    fn one_text_on_several_chains() {
        let text = check_encode(&body(&[0]));
        assert_eq!(judge(&text, None).networks, ["BTC", "BCH", "BSV"]);
        assert_eq!(judge(&text, Some("TRX")).verdict, Verdict::OtherNetwork);
        let unlisted = check_encode(&body(&[199]));
        assert_eq!(judge(&unlisted, None).verdict, Verdict::NotKnown);
    }
}
