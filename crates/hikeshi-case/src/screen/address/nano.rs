//! Is it a Nano (or Banano) account?
//!
//! `nano_` or `xrb_`, 52 letters of base32 in Nano's alphabet (4 zero bits, then the key) and eight
//! letters of `BLAKE2b` with five bytes, in reverse order (Nano documentation, "The Basics").

use super::Fault;
use super::digest::blake2b40;
use super::octets::{Octets, Padding, regroup};
use super::sheet::{Sheet, Tags};

const LETTERS: &[u8; 32] = b"13456789abcdefghijkmnopqrstuwxyz";

fn digit(octet: u8) -> Option<u8> {
    LETTERS.iter().position(|&one| one == octet).and_then(|at| u8::try_from(at).ok())
}

/// Reads `nano_…`, `xrb_…`, `ban_…`.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let (rest, networks): (_, Tags) = if let Some(rest) = text.strip_prefix("nano_") {
        (rest, &["XNO"])
    } else if let Some(rest) = text.strip_prefix("xrb_") {
        (rest, &["XNO"])
    } else if let Some(rest) = text.strip_prefix("ban_") {
        (rest, &["BAN"])
    } else {
        return;
    };
    match sound(rest) {
        Ok(()) => {
            let old = text.starts_with("xrb_");
            sheet.receives_as(networks, "account", old.then(|| format!("nano_{rest}")));
        }
        Err(fault) => sheet.miss(networks, fault),
    }
}

fn sound(rest: &str) -> Result<(), Fault> {
    let octets = rest.as_bytes();
    let Some((key, check)) = octets.split_last_chunk::<8>().filter(|(key, _)| key.len() == 52)
    else {
        return Err(Fault::Length);
    };
    if !octets.iter().all(|&octet| digit(octet).is_some()) {
        return Err(Fault::Alphabet);
    }
    // 52 letters are 260 bits: four zero bits before the key make whole bytes of the other 256.
    if !matches!(key.first(), Some(b'1' | b'3')) {
        return Err(Fault::Version);
    }
    let key = shifted(key).ok_or(Fault::Encoding)?;
    let check = regroup(check.iter().map(|&octet| digit(octet)), 5, Padding::Strict)
        .ok_or(Fault::Encoding)?;
    let mut wanted = blake2b40(key.as_slice());
    wanted.reverse();
    if check.as_slice() == wanted { Ok(()) } else { Err(Fault::Checksum) }
}

/// 52 letters to 32 bytes: the first letter holds one bit, the others five.
fn shifted(key: &[u8]) -> Option<Octets> {
    let mut out = Octets::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for (at, &octet) in key.iter().enumerate() {
        held = (held << 5 | u32::from(digit(octet)?)) & 0xffff;
        bits += if at == 0 { 1 } else { 5 };
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8)?;
        }
    }
    (bits == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, judge};
    use super::*;

    fn own(key: &[u8; 32]) -> String {
        let letter = |value: u8| char::from(LETTERS[usize::from(value)]);
        let bits = |octets: &[u8]| -> Vec<u8> {
            octets.iter().flat_map(|one| (0..8).rev().map(move |at| one >> at & 1)).collect()
        };
        let mut all = vec![0; 4];
        all.extend(bits(key));
        let mut check = blake2b40(key);
        check.reverse();
        all.extend(bits(&check));
        let body: String = all
            .chunks(5)
            .map(|run| letter(run.iter().fold(0, |sum, bit| sum << 1 | bit)))
            .collect();
        format!("nano_{body}")
    }

    #[test]
    fn every_typo() {
        let text = own(&[0x9d; 32]);
        assert_eq!(judge(&text, Some("XNO")).verdict, Verdict::Valid);
        let old = text.replacen("nano_", "xrb_", 1);
        assert_eq!(judge(&old, None).normal.as_deref(), Some(text.as_str()));
        for at in 5..text.len() {
            let mut typo = text.clone().into_bytes();
            typo[at] = if typo[at] == b'w' { b'x' } else { b'w' };
            let typo = String::from_utf8(typo).expect("ascii");
            assert_eq!(judge(&typo, Some("XNO")).verdict, Verdict::Invalid, "{typo}");
        }
    }
}
