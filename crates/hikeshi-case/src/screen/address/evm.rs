//! Is it an account of an Ethereum-like chain?
//!
//! `0x` and 40 hexadecimal digits; the case of the letters is a checksum when mixed (EIP-55; on
//! Rootstock EIP-1191 with chain id 30). The form cannot tell the chains apart: the same 20 bytes
//! are an account on all of them.

use super::Fault;
use super::digest::keccak256;
use super::octets::{hex_digit, is_hex};
use super::sheet::{Sheet, Tags};

/// Chains with Ethereum's accounts, by the exchange's tag.
pub(super) static EVM: &[&str] = &[
    "ETH",
    "BSC",
    "MATIC",
    "ARBITRUM",
    "OPTIMISM",
    "BASE",
    "AVAXC",
    "SCROLL",
    "ZKSYNCERA",
    "LINEA",
    "MANTLE",
    "OPBNB",
    "BLAST",
    "MANTA",
    "SONIC",
    "FTM",
    "CELO",
    "METIS",
    "KLAY",
    "RSK",
    "VET",
    "THETA",
    "CHZ2",
    "RON",
    "GLMR",
    "MOVR",
    "ETC",
    "ETHW",
    "FLR",
    "XDC",
    "BERA",
    "UNICHAIN",
    "WORLDCHAIN",
    "AURORA",
    "BOBA",
    "CRONOS",
    "KAVAEVM",
    "SEIEVM",
    "CFXEVM",
    "ZETAEVM",
    "HYPEREVM",
    "PLASMA",
    "GREENFIELD",
];

/// Reads `0x…`, `xdc…` and the same without its prefix (a common slip of copying).
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let Some((prefix, digits)) = text.split_at_checked(text.len().saturating_sub(40)) else {
        return;
    };
    match prefix {
        "0x" if is_hex(digits) => judge_case(digits, sheet),
        "xdc" | "XDC" if is_hex(digits) => sheet.receives_as(
            &["XDC"],
            "account",
            Some(format!("0x{}", checksummed(digits.as_bytes(), &keccak_of(digits, "")))),
        ),
        "" if digits.len() == 40 && is_hex(digits) => sheet.miss(EVM, Fault::Prefix),
        "0X" if is_hex(digits) => sheet.miss(EVM, Fault::Prefix),
        "0x" => sheet.miss(EVM, Fault::Alphabet),
        _ if text.starts_with("0x") && (30..60).contains(&text.len()) => {
            sheet.miss(EVM, Fault::Length);
        }
        _ => {}
    }
}

fn judge_case(digits: &str, sheet: &mut Sheet) {
    let lower = digits.bytes().any(|octet| octet.is_ascii_lowercase());
    let upper = digits.bytes().any(|octet| octet.is_ascii_uppercase());
    if !lower && !upper {
        return sheet.receives(EVM, "account");
    }
    let hash = keccak_of(digits, "");
    if lower && upper {
        if cased(digits.as_bytes(), &hash) {
            sheet.receives(EVM, "account");
        } else if cased(digits.as_bytes(), &keccak_of(digits, "300x")) {
            sheet.receives(&["RSK"], "account");
        } else {
            sheet.miss(EVM, Fault::Checksum);
        }
        return;
    }
    let normal = format!("0x{}", checksummed(digits.as_bytes(), &hash));
    let differs = !normal.ends_with(digits);
    sheet.receives_as(EVM, "account", differs.then_some(normal));
}

/// Keccak of the lower-case digits, after `prefix` (EIP-1191 hashes the chain id and `0x` too).
fn keccak_of(digits: &str, prefix: &str) -> [u8; 32] {
    let mut held = [0_u8; 48];
    let octets = prefix.bytes().chain(digits.bytes());
    let mut len = 0;
    for (slot, octet) in held.iter_mut().zip(octets) {
        *slot = octet.to_ascii_lowercase();
        len += 1;
    }
    keccak256(held.get(..len).unwrap_or_default())
}

fn nibbles(hash: &[u8; 32]) -> impl Iterator<Item = u8> {
    hash.iter().flat_map(|octet| [octet >> 4, octet & 15])
}

/// Whether each letter has the case its nibble asks for.
fn cased(digits: &[u8], hash: &[u8; 32]) -> bool {
    digits
        .iter()
        .zip(nibbles(hash))
        .all(|(digit, nibble)| digit.is_ascii_digit() || digit.is_ascii_uppercase() == (nibble > 7))
}

fn checksummed(digits: &[u8], hash: &[u8; 32]) -> String {
    digits
        .iter()
        .zip(nibbles(hash))
        .map(|(digit, nibble)| {
            let one =
                if nibble > 7 { digit.to_ascii_uppercase() } else { digit.to_ascii_lowercase() };
            char::from(one)
        })
        .collect()
}

/// Whether `text` is `0x` and 64 digits, or the short writing Aptos keeps for its special
/// addresses `0x0` to `0xf` (AIP-40).
///
/// Aptos, Sui, Movement, rebased IOTA and Starknet share this form; none of them checks anything
/// but Starknet, whose field ends below 2^251 + 2^196.
pub(super) fn read_wide(text: &str, asked: Option<&str>, sheet: &mut Sheet) {
    let Some(digits) = text.strip_prefix("0x") else {
        if text.len() == 64 && is_hex(text) {
            if asked == Some("AION") && text.starts_with("a0") {
                return sheet.receives_as(&["AION"], "account", Some(format!("0x{text}")));
            }
            sheet.miss(&["APT", "SUI", "MOVE", "IOTA", "STRK"], Fault::Prefix);
        }
        return;
    };
    let wide = match digits.len() {
        1 => true,
        // Starknet leaves leading zeros out. On the others that is a lost character.
        61..=63 if matches!(asked, None | Some("STRK")) && is_hex(digits) => {
            return sheet.receives(&["STRK"], "account");
        }
        60..=68 => digits.len() == 64,
        _ => return,
    };
    match (wide, is_hex(digits)) {
        (false, _) => sheet.miss(&["APT", "SUI", "MOVE", "IOTA", "STRK"], Fault::Length),
        (true, false) => sheet.miss(&["APT", "SUI", "MOVE", "IOTA", "STRK"], Fault::Alphabet),
        (true, true) if digits.len() == 1 => sheet.receives(&["APT", "MOVE"], "special"),
        // Aion marks its accounts with 0xa0; read so only when asked for, as chance does it too.
        (true, true) if asked == Some("AION") && digits.starts_with("a0") => {
            sheet.receives(&["AION"], "account");
        }
        (true, true) => {
            let mut leading = digits.bytes().map(hex_digit);
            let small = leading.next() == Some(Some(0)) && leading.next() < Some(Some(8));
            let networks: Tags = if small {
                &["APT", "SUI", "MOVE", "IOTA", "STRK"]
            } else {
                &["APT", "SUI", "MOVE", "IOTA"]
            };
            let upper = digits.bytes().any(|octet| octet.is_ascii_uppercase());
            sheet.receives_as(networks, "account", upper.then(|| text.to_ascii_lowercase()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::octets::to_hex;
    use super::super::{Verdict, judge};
    use super::*;

    fn own(seed: u8) -> String {
        let account: Vec<u8> =
            (0..20_u8).map(|at| at.wrapping_mul(73).wrapping_add(seed)).collect();
        let digits = to_hex(&account);
        format!("0x{}", checksummed(digits.as_bytes(), &keccak_of(&digits, "")))
    }

    #[test]
    fn every_flip_of_case_is_seen() {
        for seed in [3, 77, 190] {
            let good = own(seed);
            let seen = judge(&good, Some("BSC"));
            assert_eq!(seen.verdict, Verdict::Valid);
            assert!(seen.networks.contains(&"ETH") && seen.networks.contains(&"ARBITRUM"));
            for (at, octet) in good.bytes().enumerate().skip(2) {
                if !octet.is_ascii_alphabetic() {
                    continue;
                }
                let mut flipped = good.clone().into_bytes();
                flipped[at] ^= 0x20;
                let flipped = String::from_utf8(flipped).expect("ascii");
                let seen = judge(&flipped, Some("ETH"));
                assert_eq!(seen.fault, Some(Fault::Checksum), "{flipped}");
            }
        }
    }

    #[test]
    fn one_case_is_accepted_and_normalised() {
        let good = own(5);
        let lower = judge(&good.to_ascii_lowercase(), Some("ERC20"));
        assert_eq!(lower.verdict, Verdict::Valid);
        assert_eq!(lower.normal.as_deref(), Some(good.as_str()));
        let upper = format!("0x{}", good.strip_prefix("0x").expect("own").to_ascii_uppercase());
        assert_eq!(judge(&upper, Some("ETH")).normal.as_deref(), Some(good.as_str()));
    }

    #[test]
    fn rootstock_has_its_own_case() {
        let plain = own(9).to_ascii_lowercase();
        let digits = plain.strip_prefix("0x").expect("own");
        let cased = format!("0x{}", checksummed(digits.as_bytes(), &keccak_of(digits, "300x")));
        assert_eq!(judge(&cased, Some("RSK")).verdict, Verdict::Valid);
        assert_eq!(judge(&cased, Some("ETH")).verdict, Verdict::OtherNetwork);
    }

    #[test]
    fn wide_addresses() {
        let text = format!("0x{}", "c3".repeat(32));
        assert_eq!(judge(&text, Some("SUI")).networks, ["APT", "SUI", "MOVE", "IOTA"]);
        assert_eq!(judge(&own(1), Some("APT")).verdict, Verdict::OtherNetwork);
        assert_eq!(judge("0xa", Some("APT")).verdict, Verdict::Valid);
        assert_eq!(judge("0xa", Some("SUI")).verdict, Verdict::OtherNetwork);
        assert_eq!(judge(&text.replacen("c3", "c", 1), Some("APT")).fault, Some(Fault::Length));
    }
}
