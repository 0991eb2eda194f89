//! The look of a text rather than its letters: Cyrillic and Greek letters that look Latin, digits
//! that look like letters, full width, accents and invisible characters all fold together.
//! Method: Unicode Technical Standard 39 §4, with our own small table.

use unicode_normalization::UnicodeNormalization;

/// The skeleton: equal for texts that look alike. Kana and kanji pass unchanged.
pub fn skeleton(text: &str) -> String {
    text.nfkd().filter(|c| !unseen(*c)).nfc().flat_map(|c| c.to_lowercase().map(look)).collect()
}

/// Lower case with full width, accents left alone: what the letters are, not how they look.
pub fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// True when two names are the same name for a reader.
pub fn same(a: &str, b: &str) -> bool {
    let bare = |text: &str| skeleton(text).replace([' ', '.', '-', '_'], "");
    let (a, b) = (bare(a), bare(b));
    a == b || !a.is_empty() && !b.is_empty() && (a.starts_with(&b) || b.starts_with(&a))
}

/// Combining accents of Latin letters and characters without a picture.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}'
            | '\u{202A}'..='\u{202E}' | '\u{FE00}'..='\u{FE0F}')
}

fn look(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' | 'ь' | 'ʙ' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ɗ' => 'd',
        'е' | 'ε' | 'є' | 'ҽ' => 'e',
        'ɡ' | 'ց' => 'g',
        'һ' | 'н' | 'ʜ' => 'h',
        'і' | 'ι' | 'ɪ' | 'ı' | 'ӏ' | 'l' | '1' | 'ǀ' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' | 'ᴋ' => 'k',
        'м' | 'μ' | 'ᴍ' => 'm',
        'п' | 'ո' | 'η' | 'ɴ' => 'n',
        'о' | 'ο' | 'σ' | 'օ' | '0' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ᴢ' | 'ʐ' => 'z',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        for text in [
            "BINANCE",
            "Binаnсе",
            "B\u{131}nance",
            "ｂｉｎａｎｃｅ",
            "bin\u{200B}ance",
            "bínance",
            "blnance",
            "b1nance",
        ] {
            assert_eq!(skeleton(text), "binance", "{text}");
        }
        assert_eq!(skeleton("バイナンス"), "バイナンス");
        assert_eq!(plain("Ｂinance"), "binance");
        assert!(
            same("Binance", "binance") && same("binance_jp", "Binance") && !same("Kraken", "OKX")
        );
    }
}
