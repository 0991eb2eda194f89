//! Is it an account of the XRP Ledger?
//!
//! Classic addresses (`r…`, 20 bytes, version 0) and X-addresses, which carry the destination tag
//! inside (XLS-5d). Both check with double SHA-256, in the ledger's own base58 alphabet.

use super::Fault;
use super::base58::{self, RIPPLE};
use super::digest::sha256d;
use super::sheet::{Sheet, Tags};

const TAGS: Tags = &["XRP"];

/// Reads either form.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let classic = text.starts_with('r') && (25..=36).contains(&text.len());
    let extended = text.starts_with(['X', 'T']) && (46..=48).contains(&text.len());
    let seed = text.starts_with('s') && (27..=31).contains(&text.len());
    if !classic && !extended && !seed {
        return;
    }
    let Some(octets) = base58::decode_ripple(text) else {
        if !seed {
            sheet.miss(TAGS, Fault::Alphabet);
        }
        return;
    };
    let Some((body, check)) = octets.as_slice().split_last_chunk::<4>() else {
        return;
    };
    let sound = sha256d(body).first_chunk::<4>() == Some(check);
    match body {
        [0, rest @ ..] if rest.len() == 20 && sound => sheet.receives(TAGS, "account"),
        [0x21, rest @ ..] if rest.len() == 16 && sound => sheet.other_purpose(TAGS, "secret_seed"),
        [0x05, 0x44, rest @ ..] if sound => x_address(rest, TAGS, sheet),
        [0x04, 0x93, rest @ ..] if sound => x_address(rest, &["XRP-TEST"], sheet),
        _ if seed => {}
        _ if sound => sheet.miss(TAGS, Fault::Version),
        [0, rest @ ..] if rest.len() == 20 => sheet.miss(TAGS, Fault::Checksum),
        _ if extended && octets.as_slice().len() == 35 => sheet.miss(TAGS, Fault::Checksum),
        _ => sheet.miss(TAGS, Fault::Length),
    }
}

/// XLS-5d after its two prefix bytes: account, flag (0 no tag, 1 a 32-bit tag), eight bytes little
/// endian of which the upper four are reserved.
fn x_address(rest: &[u8], networks: Tags, sheet: &mut Sheet) {
    let Some((account, tail)) = rest.split_first_chunk::<20>() else {
        return sheet.miss(networks, Fault::Length);
    };
    let tag = match *tail {
        [0, 0, 0, 0, 0, 0, 0, 0, 0] => None,
        [1, a, b, c, d, 0, 0, 0, 0] => Some(u32::from_le_bytes([a, b, c, d])),
        [_, _, _, _, _, _, _, _, _] => return sheet.miss(networks, Fault::Encoding),
        _ => return sheet.miss(networks, Fault::Length),
    };
    let normal = classic(account);
    sheet.receives_with_memo(networks, "x_address", tag.map(|tag| tag.to_string()), Some(normal));
}

fn classic(account: &[u8; 20]) -> String {
    let mut all = vec![0];
    all.extend_from_slice(account);
    let check = sha256d(&all);
    all.extend_from_slice(check.first_chunk::<4>().map_or(&[][..], |four| &four[..]));
    base58::encode_with(&all, RIPPLE)
}

#[cfg(test)]
mod tests {
    use super::super::{Memo, Verdict, judge};
    use super::*;

    fn own(body: &[u8]) -> String {
        let mut all = body.to_vec();
        all.extend_from_slice(&sha256d(body)[..4]);
        base58::encode_with(&all, RIPPLE)
    }

    #[test]
    fn an_x_address_carries_its_tag() {
        let account = [0x31; 20];
        let mut body = vec![0x05, 0x44];
        body.extend(account);
        body.push(1);
        body.extend(90_210_u64.to_le_bytes());
        let seen = judge(&own(&body), Some("XRP"));
        assert_eq!(seen.verdict, Verdict::Valid);
        assert_eq!(seen.embedded_memo.as_deref(), Some("90210"));
        assert_eq!(seen.memo, Memo::None);
        let plain = seen.normal.expect("classic form");
        let seen = judge(&plain, Some("XRP"));
        assert_eq!((seen.verdict, seen.memo), (Verdict::Valid, Memo::Required));
        body[22] = 2;
        assert_eq!(judge(&own(&body), Some("XRP")).fault, Some(Fault::Encoding));
    }

    #[test]
    fn every_typo() {
        let text = classic(&[0x77; 20]);
        for at in 1..text.len() {
            let typo: String = text
                .chars()
                .enumerate()
                .map(|(place, one)| if place == at && one != 'z' { 'z' } else { one })
                .collect();
            assert!(typo == text || judge(&typo, Some("XRP")).verdict == Verdict::Invalid);
        }
    }
}
