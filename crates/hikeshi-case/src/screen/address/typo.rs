//! Where is the one wrong character?
//!
//! A checksum says that something is wrong, not where. Trying every single substitution and asking
//! the judge again finds the place for every family alike. It is bounded: one character out of at
//! most 64 in each of at most [`LONGEST`] places.

/// Longer texts are not searched.
const LONGEST: usize = 128;

/// The characters people mistype into addresses: letters, digits and the signs of base64.
const LETTERS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/-_";

/// The only place where one substitution makes `sound` true, if there is exactly one.
///
/// Two repairs, even in one place, mean that no check is strong enough to tell: `None`.
pub(super) fn one_place(text: &str, sound: impl Fn(&str) -> bool) -> Option<usize> {
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let hex = text.strip_prefix("0x").is_some_and(super::octets::is_hex);
    let mut found = None;
    let mut tried = String::with_capacity(text.len());
    for (at, original) in text.bytes().enumerate() {
        let (head, tail) = (text.get(..at)?, text.get(at + 1..)?);
        for &letter in LETTERS {
            if letter == original || (hex && !letter.is_ascii_hexdigit()) {
                continue;
            }
            tried.clear();
            tried.push_str(head);
            tried.push(char::from(letter));
            tried.push_str(tail);
            if sound(&tried) && found.replace(at).is_some() {
                return None;
            }
        }
    }
    found
}
