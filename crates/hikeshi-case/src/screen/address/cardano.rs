//! Is it a Cardano address?
//!
//! Shelley: CIP-19 (header byte, lengths). Byron: base58 of CBOR `[24(bytes), crc32(bytes)]`, the
//! era before July 2020, still spendable and still in exports.

use super::Fault;
use super::base58;
use super::bech32::Code;
use super::octets::crc32;
use super::sheet::{Sheet, Tags};

/// The kind of a Shelley payload under its human-readable part, or the rule it breaks.
pub(super) fn shelley(hrp: &str, octets: &[u8], code: Code) -> Result<&'static str, Fault> {
    if code != Code::Bech32 {
        return Err(Fault::Checksum);
    }
    let &header = octets.first().ok_or(Fault::Length)?;
    let (form, network) = (header >> 4, header & 15);
    if network != u8::from(!hrp.ends_with("_test")) {
        return Err(Fault::Version);
    }
    let (kind, fits) = match form {
        0..=3 => ("shelley", octets.len() == 57),
        4 | 5 => ("pointer", (32..=48).contains(&octets.len())),
        6 | 7 => ("enterprise", octets.len() == 29),
        14 | 15 => ("stake", octets.len() == 29),
        _ => return Err(Fault::Version),
    };
    if (kind == "stake") != hrp.starts_with("stake") {
        return Err(Fault::Prefix);
    }
    if fits { Ok(kind) } else { Err(Fault::Length) }
}

/// Reads the Byron form.
pub(super) fn read_byron(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["ADA"];
    if !(50..=140).contains(&text.len()) {
        return;
    }
    let looks = text.starts_with("Ae2") || text.starts_with("DdzFF");
    let Some(octets) = base58::decode(text) else {
        if looks {
            sheet.miss(TAGS, Fault::Alphabet);
        }
        return;
    };
    match byron(octets.as_slice()) {
        Some(Ok(true)) => sheet.receives(TAGS, "byron"),
        Some(Ok(false)) => sheet.receives(&["ADA-TEST"], "byron"),
        Some(Err(fault)) => sheet.miss(TAGS, fault),
        None if looks => sheet.miss(TAGS, Fault::Encoding),
        None => {}
    }
}

/// `Ok(true)` for the main network; `None` if this is not the CBOR of a Byron address at all.
fn byron(octets: &[u8]) -> Option<Result<bool, Fault>> {
    let rest = octets.strip_prefix(&[0x82, 0xd8, 0x18, 0x58])?;
    let (&len, rest) = rest.split_first()?;
    let (payload, check) = rest.split_at_checked(usize::from(len))?;
    let sum = match check {
        [0x1a, a, b, c, d] => u32::from_be_bytes([*a, *b, *c, *d]),
        [0x19, a, b] => u32::from_be_bytes([0, 0, *a, *b]),
        [0x18, a] | [a @ 0..=0x17] => u32::from(*a),
        _ => return Some(Err(Fault::Encoding)),
    };
    if sum != crc32(payload) {
        return Some(Err(Fault::Checksum));
    }
    // [root hash of 28 bytes, attributes, type]; attribute 2 is the magic of a test network.
    let Some((_, attributes)) =
        payload.strip_prefix(&[0x83, 0x58, 0x1c]).and_then(|rest| rest.split_at_checked(28))
    else {
        return Some(Err(Fault::Encoding));
    };
    Some(Ok(matches!(attributes, [0xa0, ..] | [0xa1, 1, ..])))
}

#[cfg(test)]
mod tests {
    use super::super::bech32::encode;
    use super::super::{Verdict, judge};
    use super::*;

    #[test]
    fn shelley_headers() {
        let mut payload = vec![0x01];
        payload.extend([9; 56]);
        assert_eq!(
            judge(&encode("addr", &payload, Code::Bech32), Some("ADA")).verdict,
            Verdict::Valid
        );
        payload[0] = 0x00;
        let wrong_id = judge(&encode("addr", &payload, Code::Bech32), Some("ADA"));
        assert_eq!(wrong_id.fault, Some(Fault::Version));
        let test_net = judge(&encode("addr_test", &payload, Code::Bech32), Some("ADA"));
        assert_eq!(test_net.verdict, Verdict::OtherNetwork);
        let mut stake = vec![0xe1];
        stake.extend([9; 28]);
        assert_eq!(
            judge(&encode("stake", &stake, Code::Bech32), Some("ADA")).verdict,
            Verdict::WrongPurpose
        );
    }

    #[test]
    fn byron_checksum() {
        let mut payload = vec![0x83, 0x58, 0x1c];
        payload.extend([0x3c; 28]);
        payload.extend([0xa0, 0x00]);
        let mut all = vec![0x82, 0xd8, 0x18, 0x58, u8::try_from(payload.len()).expect("short")];
        all.extend(&payload);
        all.push(0x1a);
        all.extend(crc32(&payload).to_be_bytes());
        let text = base58::encode_with(&all, base58::BITCOIN);
        assert_eq!(judge(&text, Some("ADA")).kind, "byron");
        for at in 6..all.len() {
            all[at] ^= 1;
            let broken = base58::encode_with(&all, base58::BITCOIN);
            assert_ne!(judge(&broken, Some("ADA")).verdict, Verdict::Valid, "{at}");
            all[at] ^= 1;
        }
    }
}
