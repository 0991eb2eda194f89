//! Which forms are recognised by shape alone?
//!
//! Chains whose addresses are a bare key or hash: nothing in them can reveal a typo, only a wrong
//! length or letter. Solana, Arweave, ICON, Flow, Kadena, Pactus' treasury; and with a check of their own
//! kind Sia (six bytes of hash) and NULS (one byte).

use super::Fault;
use super::base58;
use super::digest::blake2b48;
use super::octets::{Octets, base64_digit, hex, is_hex};
use super::sheet::{Sheet, Tags};

/// Solana: base58 of 32 bytes.
///
/// A bech32 text with a typo can pass for one, so text of one case counts only when Solana is `asked`
/// for: among random addresses of 43 characters that case does not occur.
pub(super) fn read_solana(text: &str, octets: &Octets, asked: bool, sheet: &mut Sheet) {
    let fits = (32..=44).contains(&text.len()) && octets.as_slice().len() == 32;
    if fits && (asked || mixed_case(text)) {
        sheet.receives(&["SOL"], "account");
    }
}

fn mixed_case(text: &str) -> bool {
    text.bytes().any(|octet| octet.is_ascii_lowercase())
        && text.bytes().any(|octet| octet.is_ascii_uppercase())
}

/// The rest, each told by its first characters and its length.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    if let Some(rest) = text.strip_prefix("NULSd") {
        nuls(rest, sheet);
    } else if let Some(digits) = text.strip_prefix("hx").or_else(|| text.strip_prefix("cx")) {
        icon(text, digits, sheet);
    } else if let Some(digits) = text.strip_prefix("0x").filter(|digits| digits.len() == 16) {
        if is_hex(digits) {
            sheet.receives(&["FLOW"], "account");
        }
    } else if let Some(digits) = text.strip_prefix("k:") {
        const TAGS: Tags = &["KDA"];
        if digits.len() == 64 && is_hex(digits) {
            sheet.receives(TAGS, "account");
        } else {
            sheet.miss(TAGS, Fault::Length);
        }
    } else if text.len() == 42 && text.bytes().all(|octet| octet == b'0') {
        sheet.receives(&["PAC"], "treasury");
    } else if text.len() == 43 && text.bytes().all(|octet| base64_digit(octet).is_some()) {
        // Base64 with a sign or letter that base58 lacks, and not one case as bech32 is.
        if mixed_case(text)
            && !text.contains(['+', '/'])
            && text.contains(['-', '_', '0', 'O', 'I', 'l'])
        {
            sheet.receives(&["AR"], "account");
        }
    } else if text.len() == 76 && is_hex(text) {
        sia(text, sheet);
    }
}

/// ICON: `hx` an account, `cx` a contract, 40 digits.
fn icon(text: &str, digits: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["ICX"];
    if digits.len() == 40 && is_hex(digits) {
        let kind = if text.starts_with('h') { "account" } else { "contract" };
        sheet.receives(TAGS, kind);
    } else if (36..=44).contains(&digits.len()) && is_hex(digits) {
        sheet.miss(TAGS, Fault::Length);
    }
}

/// NULS: base58 of chain id 1 (little endian), a type, 20 bytes, and the exclusive or of all before.
fn nuls(rest: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["NULS"];
    let Some(octets) = base58::decode(rest) else {
        return sheet.miss(TAGS, Fault::Alphabet);
    };
    match octets.as_slice() {
        all @ [1, 0, 1..=3, ..] if all.len() == 24 => {
            if all.iter().fold(0, |sum, octet| sum ^ octet) == 0 {
                sheet.receives(TAGS, "account");
            } else {
                sheet.miss(TAGS, Fault::Checksum);
            }
        }
        all if all.len() == 24 => sheet.miss(TAGS, Fault::Version),
        _ => sheet.miss(TAGS, Fault::Length),
    }
}

/// Sia: 32 bytes and the first six of their `BLAKE2b-256`.
fn sia(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["SC"];
    let sound = hex(text).is_some_and(|octets| {
        octets
            .as_slice()
            .split_last_chunk::<6>()
            .is_some_and(|(hash, check)| blake2b48(hash) == Some(*check))
    });
    if sound {
        sheet.receives(TAGS, "account");
    } else {
        sheet.miss(TAGS, Fault::Checksum);
    }
}

#[cfg(test)]
mod tests {
    use super::super::base58::{BITCOIN, encode_with};
    use super::super::octets::to_hex;
    use super::super::{Verdict, judge};
    use super::*;

    #[test]
    fn shapes() {
        let key = encode_with(&[0xd1; 32], BITCOIN);
        assert_eq!(judge(&key, Some("SOL")).verdict, Verdict::Valid);
        assert_eq!(
            judge(&encode_with(&[0xd1; 31], BITCOIN), Some("SOL")).verdict,
            Verdict::Invalid
        );
        let icon = format!("hx{}", "0b".repeat(20));
        assert_eq!(judge(&icon, None).networks, ["ICX"]);
        let mut nuls = vec![1, 0, 1];
        nuls.extend([0x2d; 19]);
        nuls.push(0x77);
        nuls.push(nuls.iter().fold(0, |sum, octet| sum ^ octet));
        let text = format!("NULSd{}", encode_with(&nuls, BITCOIN));
        assert_eq!(judge(&text, Some("NULS")).verdict, Verdict::Valid);
        assert_eq!(judge(&format!("{text}1"), Some("NULS")).verdict, Verdict::Invalid);
        let hash = [0x21; 32];
        let mut all = hash.to_vec();
        all.extend(blake2b48(&hash).expect("six"));
        let text = to_hex(&all);
        assert_eq!(judge(&text, Some("SC")).verdict, Verdict::Valid);
        assert_eq!(judge(&text.replacen('2', "3", 1), Some("SC")).verdict, Verdict::Invalid);
    }
}
