//! Recovery phrases: 12, 15, 18, 21 or 24 words of the English or Japanese BIP-39 list, in one
//! line, over lines or as a numbered list. The checksum decides; a phrase that is called one is
//! taken even where a word was mistyped into another of the list.

use bip39::Language;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::labelled::last;
use super::{NEAR, Secret, SecretKind, above};
use crate::source::text::TextLine;

const SIZES: [usize; 5] = [24, 21, 18, 15, 12];
/// Words of the list that stand before a phrase as its name.
const LABEL: [&str; 5] = ["seed", "phrase", "secret", "word", "key"];
/// Longer runs are an excerpt of the word list itself, not somebody's phrase.
const LONGEST: usize = 240;

struct Word {
    row: usize,
    start: usize,
    end: usize,
    /// Its place in the list.
    index: u16,
}

/// Finds the phrases.
pub(super) fn find(lines: &[TextLine]) -> Vec<Secret> {
    let mut out = Vec::new();
    for language in [Language::English, Language::Japanese] {
        let mut run: Vec<Word> = Vec::new();
        for (row, line) in lines.iter().enumerate() {
            for (start, token) in tokens(&line.text) {
                match listed(language, token) {
                    Some(index) => {
                        if run.len() <= LONGEST {
                            run.push(Word { row, start, end: start + token.len(), index });
                        }
                    }
                    None if numbering(token) => {}
                    None => settle(lines, language, &mut run, &mut out),
                }
            }
        }
        settle(lines, language, &mut run, &mut out);
    }
    out
}

/// Words, cut at everything that is no letter or digit; marks that belong to kana stay.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    super::runs(text, |c| c.is_alphanumeric() || matches!(c, '\u{3099}' | '\u{309A}' | 'ー'))
}

/// "1", "12", "①", "1st", "word": what stands before the words of a list.
fn numbering(token: &str) -> bool {
    let digits = token.chars().all(char::is_numeric);
    digits && token.chars().count() <= 2
}

fn listed(language: Language, token: &str) -> Option<u16> {
    let length = token.chars().count();
    if !(2..=12).contains(&length) {
        return None;
    }
    if language == Language::English {
        if !token.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let word = token.to_ascii_lowercase();
        return language.find_word(&word);
    }
    if !token.starts_with(|c| ('\u{3041}'..='\u{3096}').contains(&c)) {
        return None;
    }
    let word: String = token.nfkd().collect();
    u16::try_from(place(language.word_list(), &word)?).ok()
}

/// The place of a word in the Japanese list. The list is in the order of its kana without their marks and at
/// full size: `ぎ` and `ゃ` stand where `き` and `や` do (BIP 39, `japanese.txt`).
fn place<W: AsRef<str>>(list: &[W], word: &str) -> Option<usize> {
    let first = list.partition_point(|listed| bare(listed.as_ref()).lt(bare(word)));
    let rest = list.iter().enumerate().skip(first);
    let mut alike = rest.take_while(|(_, listed)| bare(listed.as_ref()).eq(bare(word)));
    alike.find(|(_, listed)| listed.as_ref() == word).map(|(at, _)| at)
}

fn bare(word: &str) -> impl Iterator<Item = char> {
    let marks = |c: &char| matches!(c, '\u{3099}' | '\u{309A}');
    word.chars().filter(move |c| !marks(c)).map(|c| match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        _ => c,
    })
}

fn settle(lines: &[TextLine], language: Language, run: &mut Vec<Word>, out: &mut Vec<Secret>) {
    let words = std::mem::take(run);
    if words.len() < 12 || words.len() > LONGEST {
        return;
    }
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|it| it.len() >= 12) {
        let hit = SIZES.iter().find(|&&size| rest.get(..size).is_some_and(sound));
        match hit {
            Some(&size) => {
                put(lines, rest.get(..size).unwrap_or_default(), out);
                at += size;
            }
            None => at += 1,
        }
    }
    // "seed phrase" itself is made of words of the list.
    let text = |word: &Word| language.word_list().get(usize::from(word.index)).copied();
    let label =
        words.iter().take_while(|it| text(it).is_some_and(|it| LABEL.contains(&it))).count();
    let (rest, first) = (words.get(label..).unwrap_or_default(), words.first());
    let lead = first.and_then(|it| lines.get(it.row)?.text.get(..it.start)).unwrap_or("");
    let lead = last(lead, NEAR);
    let told = label > 0 || named(lead) || named(above(lines, first.map_or(0, |it| it.row)));
    if at + 11 == words.len() && SIZES.contains(&rest.len()) && told && !ascending(rest) {
        put(lines, rest, out);
    }
}

/// Whether the last bits of the words are the checksum of the others (BIP 39).
fn sound(words: &[Word]) -> bool {
    if ascending(words) {
        return false;
    }
    let mut bits = [0_u8; 33];
    for (n, word) in words.iter().enumerate() {
        for bit in 0..11 {
            let at = n * 11 + bit;
            if let (true, Some(byte)) = (word.index >> (10 - bit) & 1 == 1, bits.get_mut(at / 8)) {
                *byte |= 0x80 >> (at % 8);
            }
        }
    }
    // Of every 33 bits one is of the checksum.
    let (entropy_bytes, unused_bits) = (words.len() / 3 * 4, 8 - words.len() / 3);
    let Some((entropy, checksum)) = bits.split_at_checked(entropy_bytes) else { return false };
    let digest = Sha256::digest(entropy);
    let first = |bytes: &[u8]| bytes.first().map(|byte| byte >> unused_bits);
    first(&digest) == first(checksum)
}

/// In the order of the list with no word twice: copied from the list, not drawn.
fn ascending(words: &[Word]) -> bool {
    words.iter().zip(words.iter().skip(1)).all(|(a, b)| a.index < b.index)
}

fn named(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "seed",
        "recovery",
        "mnemonic",
        "secret phrase",
        "backup phrase",
        "シード",
        "リカバリー",
        "復元",
        "フレーズ",
        "ニーモニック",
        "ニモニック",
    ]
    .iter()
    .any(|it| text.contains(it))
}

fn put(lines: &[TextLine], words: &[Word], out: &mut Vec<Secret>) {
    let group = out.len();
    for word in words {
        match out.get_mut(group..).and_then(<[Secret]>::last_mut) {
            Some(last) if last.row == word.row => last.end = word.end,
            _ => out.push(Secret {
                row: word.row,
                start: word.start,
                end: word.end,
                kind: SecretKind::SeedPhrase,
                line: lines.get(word.row).map_or(0, |it| it.line),
                group,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// A word of the list that notes when it is looked at.
    struct Seen<'a>(&'a str, &'a Cell<usize>);

    impl AsRef<str> for Seen<'_> {
        fn as_ref(&self) -> &str {
            self.1.set(self.1.get() + 1);
            self.0
        }
    }

    #[test]
    fn every_japanese_word_is_found_by_looking_at_few() {
        let (looks, words) = (Cell::new(0), Language::Japanese.word_list());
        let list: Vec<Seen<'_>> = words.iter().map(|word| Seen(word, &looks)).collect();
        for (at, word) in words.iter().enumerate() {
            looks.set(0);
            assert_eq!(place(&list, word), Some(at), "{word}");
            assert!(looks.get() <= 16, "{word}: {}", looks.get());
        }
        for absent in ["", "ん", "あいこ", "きや", "さとし\u{3099}", "ぎやく"] {
            looks.set(0);
            assert_eq!(place(&list, absent), None, "{absent}");
            assert!(looks.get() <= 16, "{absent}: {}", looks.get());
        }
    }
}
