//! Which plain Latin letters does this label look like?
//!
//! Follows the idea of the skeleton in Unicode Technical Standard 39 (section 4, "Confusable
//! Detection"; data through crate `unicode-security`), then goes further than the standard where a
//! person reads a word at a glance: Cyrillic and Greek letters that only resemble Latin ones,
//! digits for letters, and pairs that melt together (`rn` for `m`, `vv` for `w`, `cl` for `d`).

use unicode_security::skeleton;

/// What a letter without a Latin look-alike becomes: it matches any letter at a small cost.
pub(super) const ANY: u8 = b'?';

/// Letters kept of one label; a legal label has at most 63 (RFC 1035 section 2.3.4).
const MAX_LETTERS: usize = 96;

/// One letter of a squeezed label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// The letter as written (look-alikes outside ASCII already replaced).
    pub(super) raw: u8,
    /// The letter after digits and thin strokes were folded together.
    pub(super) folded: u8,
    /// A hyphen, a dot or the start of the label comes before it.
    pub(super) fresh: bool,
    /// It was not written in ASCII.
    pub(super) foreign: bool,
}

/// A label without its hyphens, each letter with its folded form.
#[derive(Clone, Debug, Default)]
pub(super) struct Squeezed {
    /// The letters in order.
    pub(super) letters: Vec<Letter>,
    /// At least one letter is not ASCII.
    pub(super) foreign: bool,
    /// At least one pair (`rn`, `vv`, `cl`) was melted.
    pub(super) melted: bool,
}

impl Squeezed {
    /// Does a word begin at `at`: a hyphen, the start, or a change between letter and digit?
    pub(super) fn breaks_at(&self, at: usize) -> bool {
        let Some(here) = self.letters.get(at) else { return true };
        let Some(before) = at.checked_sub(1).and_then(|i| self.letters.get(i)) else { return true };
        here.fresh || here.raw.is_ascii_digit() != before.raw.is_ascii_digit()
    }

    /// Is there a hyphen inside `from..to`?
    pub(super) fn split_inside(&self, from: usize, to: usize) -> bool {
        self.letters.get(from.saturating_add(1)..to).is_some_and(|l| l.iter().any(|l| l.fresh))
    }

    fn push(&mut self, raw: u8, fresh: &mut bool, foreign: bool) {
        if self.letters.len() < MAX_LETTERS {
            self.letters.push(Letter { raw, folded: fold_byte(raw), fresh: *fresh, foreign });
            self.foreign |= foreign;
            *fresh = false;
        }
    }

    /// The same label with `rn`, `vv` and `cl` melted; `None` when it has none of them.
    pub(super) fn melt(&self) -> Option<Self> {
        let mut out = Self { foreign: self.foreign, ..Self::default() };
        let mut rest = self.letters.iter().copied().peekable();
        while let Some(mut letter) = rest.next() {
            let next = rest.peek().filter(|n| !n.fresh).map(|n| n.raw);
            let pair = match (letter.raw, next) {
                (b'r', Some(b'n')) => Some(b'm'),
                (b'v', Some(b'v')) => Some(b'w'),
                (b'c', Some(b'l')) => Some(b'd'),
                _ => None,
            };
            if let Some(one) = pair {
                letter = Letter { raw: one, folded: fold_byte(one), ..letter };
                rest.next();
                out.melted = true;
            }
            out.letters.push(letter);
        }
        out.melted.then_some(out)
    }
}

/// Folds strokes that look alike in a sans-serif face (`i`, `l`, `1`) and digits used for letters.
pub(super) const fn fold_byte(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'i' | b'1' => b'l',
        b'2' => b'z',
        b'3' => b'e',
        b'4' => b'a',
        b'5' => b's',
        b'6' | b'8' => b'b',
        b'7' => b't',
        b'9' => b'g',
        other => other,
    }
}

/// Squeezes one label (lower case, already decoded from punycode).
pub(super) fn squeeze(label: &str) -> Squeezed {
    let mut out = Squeezed { letters: Vec::with_capacity(label.len()), ..Squeezed::default() };
    let mut fresh = true;
    for c in label.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(u8::try_from(c).unwrap_or(ANY).to_ascii_lowercase(), &mut fresh, false);
        } else if c.is_ascii() || wide(c) {
            fresh = true;
        } else {
            push_foreign(c, &mut out, &mut fresh);
        }
        if out.letters.len() >= MAX_LETTERS {
            break;
        }
    }
    out
}

fn push_foreign(c: char, out: &mut Squeezed, fresh: &mut bool) {
    let likes = look_alike(c);
    if !likes.is_empty() {
        likes.bytes().for_each(|b| out.push(b, fresh, true));
        return;
    }
    let mut buffer = [0; 4];
    let mut any = false;
    for b in skeleton(c.encode_utf8(&mut buffer)).filter(char::is_ascii_alphanumeric) {
        out.push(u8::try_from(b).unwrap_or(ANY).to_ascii_lowercase(), fresh, true);
        any = true;
    }
    if !any && c.is_alphabetic() {
        out.push(ANY, fresh, true);
    }
}

/// Kana, Chinese characters, Hangul: no stand-ins for Latin letters; they part words instead.
pub(super) const fn wide(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Letters that resemble Latin ones without being confusable in the sense of the standard; our own
/// list, by looking at them in common screen faces.
const fn look_alike(c: char) -> &'static str {
    match c {
        'ı' | 'ι' | 'і' | 'ї' | 'ɩ' => "i",
        'ł' | 'ƚ' | 'ɫ' => "l",
        'ø' | 'σ' | 'ө' | 'ɵ' => "o",
        'đ' | 'ð' | 'δ' | 'ɖ' | 'ɗ' => "d",
        'ħ' | 'н' | 'ɦ' | 'ћ' | 'ђ' => "h",
        'ŧ' | 'т' | 'τ' | 'ƭ' => "t",
        'ß' | 'в' | 'ь' | 'β' | 'ƅ' | 'ɓ' => "b",
        'þ' | 'ρ' | 'ƿ' => "p",
        'к' | 'κ' | 'ĸ' | 'ҝ' | 'қ' | 'ƙ' => "k",
        'м' | 'ɱ' => "m",
        'п' | 'л' | 'η' | 'и' | 'й' | 'π' | 'ŋ' | 'ɲ' | 'ƞ' => "n",
        'г' | 'я' | 'ɾ' => "r",
        'є' | 'э' | 'з' | 'ε' | 'ё' | 'ə' | 'ɛ' => "e",
        'ц' | 'μ' | 'υ' | 'ʊ' => "u",
        'ν' => "v",
        'ш' | 'щ' | 'ω' | 'ѡ' => "w",
        'ж' | 'χ' => "x",
        'γ' => "y",
        'α' | 'ɑ' => "a",
        'ς' | 'ƈ' => "c",
        'ɡ' | 'ɠ' => "g",
        'ƶ' | 'ʐ' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(label: &str) -> String {
        squeeze(label).letters.iter().map(|l| char::from(l.folded)).collect()
    }

    #[test]
    fn strokes_and_digits_fold_together() {
        assert_eq!(folded("C0in-Base"), folded("colnbase"));
        assert_eq!(folded("81NANCE"), folded("binance"));
    }

    #[test]
    fn foreign_letters_become_their_latin_look_alikes() {
        for label in ["bіnаnсе", "bínáncé", "ьιηαηϲε", "ｂｉｎａｎｃｅ"] {
            assert_eq!(folded(label), folded("binance"), "{label}");
        }
    }

    #[test]
    fn pairs_melt_only_within_a_word() {
        let melted = squeeze("rnexc").melt().expect("has rn");
        assert_eq!(melted.letters.first().map(|l| l.raw), Some(b'm'));
        assert!(squeeze("r-nexc").melt().is_none());
    }
}
