//! Is it a TON account?
//!
//! User-friendly form (TEP-2): base64 of a tag (0x11 bounceable, 0x51 not, 0x80 added on the test
//! network), the workchain, 32 bytes and CRC-16. Raw form: `workchain:` and 64 hexadecimal digits,
//! without any check. Everscale writes its accounts the same way.

use super::Fault;
use super::octets::{Padding, base64_digit, crc16, is_hex, regroup};
use super::sheet::{Sheet, Tags};

const TAGS: Tags = &["TON", "EVER"];

/// Reads either form.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    if text.len() == 48 && !text.contains(':') {
        return friendly(text, sheet);
    }
    let Some((workchain, digits)) = text.split_once(':') else {
        return;
    };
    let number = workchain.strip_prefix('-').unwrap_or(workchain);
    if number.is_empty() || number.len() > 3 || !number.bytes().all(|one| one.is_ascii_digit()) {
        return;
    }
    if !matches!(workchain, "0" | "-1") {
        sheet.miss(TAGS, Fault::Version);
    } else if digits.len() != 64 {
        sheet.miss(TAGS, Fault::Length);
    } else if !is_hex(digits) {
        sheet.miss(TAGS, Fault::Alphabet);
    } else {
        let upper = digits.bytes().any(|octet| octet.is_ascii_uppercase());
        sheet.receives_as(TAGS, "raw", upper.then(|| text.to_ascii_lowercase()));
    }
}

fn friendly(text: &str, sheet: &mut Sheet) {
    let standard = text.contains(['+', '/']);
    let looks = matches!(text.as_bytes().first_chunk::<2>(), Some(b"EQ" | b"UQ" | b"Ef" | b"Uf"));
    let mixed = standard && text.contains(['-', '_']);
    let octets = regroup(text.bytes().map(base64_digit), 6, Padding::Strict).filter(|_| !mixed);
    let Some(octets) = octets else {
        if looks {
            sheet.miss(TAGS, Fault::Alphabet);
        }
        return;
    };
    let Some((body @ [tag, workchain, ..], check)) = octets.as_slice().split_last_chunk::<2>()
    else {
        return;
    };
    if u16::from_be_bytes(*check) != crc16(body) {
        if looks {
            sheet.miss(TAGS, Fault::Checksum);
        }
        return;
    }
    if !matches!(workchain, 0 | 0xff) {
        return sheet.miss(TAGS, Fault::Version);
    }
    let kind = match tag & 0x7f {
        0x11 => "bounceable",
        0x51 => "non_bounceable",
        _ => return sheet.miss(TAGS, Fault::Version),
    };
    let networks: Tags = if tag & 0x80 == 0 { TAGS } else { &["TON-TEST"] };
    let normal = standard.then(|| text.replace('+', "-").replace('/', "_"));
    sheet.receives_as(networks, kind, normal);
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, judge};
    use super::*;

    fn own(tag: u8, workchain: u8, fill: u8) -> String {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut all = vec![tag, workchain];
        all.extend((0..32).map(|at: u8| at.wrapping_mul(29).wrapping_add(fill)));
        all.extend(crc16(&all).to_be_bytes());
        all.chunks(3)
            .flat_map(|run| {
                let word = u32::from_be_bytes([0, run[0], run[1], run[2]]);
                [18, 12, 6, 0].map(|shift| char::from(LETTERS[(word >> shift & 63) as usize]))
            })
            .collect()
    }

    #[test]
    fn tags_and_workchains() {
        for (tag, workchain, verdict) in [
            (0x11, 0, Verdict::Valid),
            (0x51, 0xff, Verdict::Valid),
            (0x91, 0, Verdict::OtherNetwork),
            (0x33, 0, Verdict::Invalid),
            (0x11, 1, Verdict::Invalid),
        ] {
            assert_eq!(judge(&own(tag, workchain, 3), Some("TON")).verdict, verdict);
        }
        let raw = format!("0:{}", "5e".repeat(32));
        assert_eq!(judge(&raw, Some("TON")).kind, "raw");
        assert_eq!(judge(&raw.replacen('0', "2", 1), Some("TON")).verdict, Verdict::Invalid);
    }

    #[test]
    fn every_typo_and_both_alphabets() {
        let text = own(0x11, 0, 200);
        for at in 0..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'k' { b'K' } else { b'k' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_eq!(judge(&typo, Some("TON")).verdict, Verdict::Invalid, "{typo}");
        }
        let standard = text.replace('-', "+").replace('_', "/");
        assert_eq!(judge(&standard, Some("TON")).verdict, Verdict::Valid);
    }
}
