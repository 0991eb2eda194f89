//! Is it a Nimiq account?
//!
//! `NQ`, two check digits, 32 letters of Nimiq's base32; the whole is checked like an IBAN: remainder
//! 1 modulo 97 (ISO 7064, Nimiq developer reference "Addresses"). Blanks may group it.

use super::Fault;
use super::sheet::{Sheet, Tags};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKLMNPQRSTUVXY";

/// Reads `NQ…`.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["NIM"];
    let lower = text.bytes().any(|octet| octet.is_ascii_lowercase());
    if lower || !text.starts_with("NQ") || !(30..=50).contains(&text.len()) {
        return;
    }
    match sound(text) {
        Ok(()) => {
            let normal = text.contains(' ').then(|| text.replace(' ', ""));
            sheet.receives_as(TAGS, "account", normal);
        }
        Err(fault) => sheet.miss(TAGS, fault),
    }
}

fn sound(text: &str) -> Result<(), Fault> {
    let letters = text.bytes().filter(|&octet| octet != b' ');
    if letters.clone().count() != 36 {
        return Err(Fault::Length);
    }
    let body = letters.clone().skip(4);
    let check = letters.clone().skip(2).take(2);
    if !body.clone().all(|one| LETTERS.contains(&one))
        || !check.clone().all(|one| one.is_ascii_digit())
    {
        return Err(Fault::Alphabet);
    }
    // ISO 7064: the four leading characters go last, letters count 10 to 35.
    let rest = body.chain(letters.take(4)).fold(0_u32, |rest, one| {
        if one.is_ascii_digit() {
            (rest * 10 + u32::from(one - b'0')) % 97
        } else {
            (rest * 100 + u32::from(one.saturating_sub(b'A')) + 10) % 97
        }
    });
    if rest == 1 { Ok(()) } else { Err(Fault::Checksum) }
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, judge};
    use super::*;

    #[test]
    fn check_digits() {
        let body = "HK3J7Q20X4P9M1ABCDEFGHJKLMNPQRST";
        let good: Vec<String> = (0..100)
            .map(|check| format!("NQ{check:02}{body}"))
            .filter(|text| judge(text, Some("NIM")).verdict == Verdict::Valid)
            .collect();
        // 97 remainders among 100 pairs of digits: one, or two when below 3.
        assert!(matches!(good.len(), 1 | 2), "{good:?}");
        let (head, tail) = good[0].split_at(4);
        assert_eq!(judge(&format!("{head} {tail}"), None).normal, Some(good[0].clone()));
        assert_eq!(sound(&good[0].replace('X', "W")), Err(Fault::Alphabet));
    }
}
