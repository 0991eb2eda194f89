//! Which characters do these bytes mean? A label is believed while the bytes agree with it;
//! Japanese mail often carries a wrong label or none, so the bytes are looked at as well.

use std::borrow::Cow;

use encoding_rs::{
    EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

/// The encoding chosen for some bytes, and how it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    /// The decoder to use.
    pub encoding: &'static Encoding,
    /// True when no usable label named it and the bytes decided.
    pub guessed: bool,
}

/// The encoding a mail or MIME label stands for, including the Japanese vendor names
/// that the WHATWG list does not know.
pub fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    match label.as_str() {
        "iso-2022-jp-ms" | "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-3"
        | "iso-2022-jp-2004" | "iso2022jp" | "iso-2022jp" | "iso2022-jp" | "cp50220"
        | "cp50221" | "cp50222" | "x-windows-50220" | "x-windows-50221" | "x-iso-2022-jp"
        | "jis" => Some(ISO_2022_JP),
        "cp932" | "ms932" | "sjis" | "x-ms-cp932" | "shift-jis-2004" | "shift_jisx0213"
        | "csshiftjis" | "cswindows31j" => Some(SHIFT_JIS),
        "eucjp" | "euc_jp" | "eucjp-ms" | "eucjpms" | "eucjp-win" | "cp51932"
        | "x-windows-20932" => Some(EUC_JP),
        "utf8" | "utf-8n" | "utf8mb4" => Some(UTF_8),
        other => Encoding::for_label(other.as_bytes()),
    }
}

/// The encoding for `bytes` under `label`; `None` as label means that none was given.
pub fn choose(label: Option<&str>, bytes: &[u8]) -> Charset {
    let said = label.filter(|name| !says_nothing(name)).and_then(named);
    let Some(encoding) = said else {
        return sniff(bytes);
    };
    let plain = bytes.is_ascii();
    if encoding != ISO_2022_JP && plain && has_jis_escape(bytes) {
        return Charset { encoding: ISO_2022_JP, guessed: true };
    }
    if plain || encoding == ISO_2022_JP && has_jis_escape(bytes) {
        return Charset { encoding, guessed: false };
    }
    if encoding == WINDOWS_1252 && std::str::from_utf8(bytes).is_ok() {
        return Charset { encoding: UTF_8, guessed: true };
    }
    if encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        return Charset { encoding, guessed: false };
    }
    let other = sniff(bytes);
    if other.encoding == WINDOWS_1252 { Charset { encoding, guessed: false } } else { other }
}

/// The encoding the bytes themselves speak for: byte order mark, JIS escapes, UTF-8,
/// then whichever of `Shift_JIS` and EUC-JP yields more kana; Western European at last.
pub fn sniff(bytes: &[u8]) -> Charset {
    let guess = |encoding| Charset { encoding, guessed: true };
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return guess(encoding);
    }
    if has_jis_escape(bytes) {
        return guess(ISO_2022_JP);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return guess(UTF_8);
    }
    if let Some(encoding) = wide(bytes) {
        return guess(encoding);
    }
    let mut best = (0, WINDOWS_1252);
    for encoding in [SHIFT_JIS, EUC_JP] {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
            continue;
        };
        let score = japanese_score(&text);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    guess(best.1)
}

/// Decodes all of `bytes`; the flag says whether some of them had no meaning.
pub fn decode(bytes: &[u8], encoding: &'static Encoding) -> (String, bool) {
    let bytes = strip_bom(bytes, encoding);
    if encoding == ISO_2022_JP {
        let plain = seven_bit(bytes);
        let (text, lossy) = encoding.decode_without_bom_handling(&plain);
        return (text.into_owned(), lossy);
    }
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), lossy)
}

/// True for UTF-16 text without a mark: NUL bytes stand on one side only.
pub fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd, mut pairs) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.chunks_exact(2).take(4096) {
        pairs += 1;
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    if pairs < 2 {
        return None;
    }
    if odd * 10 >= pairs * 3 && even == 0 {
        return Some(UTF_16LE);
    }
    if even * 10 >= pairs * 3 && odd == 0 {
        return Some(UTF_16BE);
    }
    None
}

/// True when an escape sequence of ISO-2022-JP stands in the bytes.
pub fn has_jis_escape(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|three| matches!(three, [0x1B, b'$', b'@' | b'B' | b'('] | [0x1B, b'(', b'I' | b'J']))
}

fn says_nothing(label: &str) -> bool {
    let label = label.trim().to_ascii_lowercase();
    matches!(
        label.as_str(),
        "" | "us-ascii"
            | "ascii"
            | "ansi_x3.4-1968"
            | "unknown-8bit"
            | "x-unknown"
            | "unknown"
            | "binary"
            | "default"
            | "_autodetect_all"
            | "_autodetect"
    )
}

fn strip_bom<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    match Encoding::for_bom(bytes) {
        Some((found, length)) if found == encoding => bytes.get(length..).unwrap_or_default(),
        _ => bytes,
    }
}

fn japanese_score(text: &str) -> i64 {
    text.chars()
        .map(|c| match c {
            '\u{3041}'..='\u{3096}' => 4,
            '\u{30A1}'..='\u{30FC}' => 3,
            '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}' => 2,
            '\u{FF61}'..='\u{FF9F}' => 1,
            '\u{E000}'..='\u{F8FF}' => -10,
            '\u{80}'..='\u{9F}' => -20,
            _ => 0,
        })
        .sum()
}

/// ISO-2022-JP as the decoder expects it: kana written with shift bytes or in eight bits get
/// an escape, and an escape directly followed by another is dropped (the decoder would report
/// it as damage, but joined encoded-words produce it in good faith).
fn seven_bit(bytes: &[u8]) -> Cow<'_, [u8]> {
    let clean = !bytes.iter().any(|b| matches!(b, 0x0E | 0x0F | 0x1B | 0x80..));
    if clean { Cow::Borrowed(bytes) } else { Cow::Owned(seven_bit_slow(bytes)) }
}

const KANA: &[u8] = b"\x1b(I";
const ASCII: &[u8] = b"\x1b(B";

fn seven_bit_slow(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut base: &[u8] = ASCII; // the set named by the last escape
    let mut written: &[u8] = ASCII; // the set the output is in
    let mut shifted = false;
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        if byte == 0x1B
            && let Some((set, after)) = escape(rest)
        {
            base = set;
            rest = after;
            continue;
        }
        rest = tail;
        match byte {
            0x0E => shifted = true,
            0x0F => shifted = false,
            b'\n' | b'\r' => {
                shifted = false;
                put(&mut out, &mut written, ASCII, byte);
                base = ASCII;
            }
            0xA1..=0xDF => put(&mut out, &mut written, KANA, byte & 0x7F),
            _ if shifted && (0x21..=0x5F).contains(&byte) => {
                put(&mut out, &mut written, KANA, byte);
            }
            _ => put(&mut out, &mut written, base, byte),
        }
    }
    out
}

fn put(out: &mut Vec<u8>, written: &mut &'static [u8], set: &'static [u8], byte: u8) {
    if *written != set {
        out.extend_from_slice(set);
        *written = set;
    }
    out.push(byte);
}

fn escape(rest: &[u8]) -> Option<(&'static [u8], &[u8])> {
    let set: &'static [u8] = match rest {
        [_, b'(', b'B', ..] => ASCII,
        [_, b'(', b'J' | b'H', ..] => b"\x1b(J",
        [_, b'(', b'I', ..] => KANA,
        [_, b'$', b'@' | b'B', ..] => b"\x1b$B",
        _ => return None,
    };
    Some((set, rest.get(3..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendor_labels_have_a_decoder() {
        for label in ["iso-2022-jp-ms", "CP50220", "cp50221", " \"ISO-2022-JP\" "] {
            assert_eq!(named(label), Some(ISO_2022_JP), "{label}");
        }
        for label in ["Windows-31J", "cp932", "x-sjis", "Shift_JIS"] {
            assert_eq!(named(label), Some(SHIFT_JIS), "{label}");
        }
        assert_eq!(named("eucJP-ms"), Some(EUC_JP));
        assert_eq!(named("no-such-charset"), None);
    }

    #[test]
    fn bytes_are_recognised_without_a_label() {
        let text = "出金の申請を受け付けました。バイナンス";
        for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_8] {
            let (bytes, _, _) = encoding.encode(text);
            let found = choose(None, &bytes);
            assert_eq!(found, Charset { encoding, guessed: true });
            assert_eq!(decode(&bytes, encoding), (text.to_owned(), false));
        }
        assert_eq!(sniff(b"caf\xe9").encoding, WINDOWS_1252);
    }

    #[test]
    fn a_wrong_label_gives_way_to_the_bytes() {
        let (bytes, _, _) = SHIFT_JIS.encode("口座の確認をお願いします");
        assert_eq!(choose(Some("utf-8"), &bytes).encoding, SHIFT_JIS);
        assert_eq!(choose(Some("iso-8859-1"), "確認".as_bytes()).encoding, UTF_8);
        let (jis, _, _) = ISO_2022_JP.encode("確認");
        assert_eq!(choose(Some("utf-8"), &jis).encoding, ISO_2022_JP);
    }

    #[test]
    fn half_width_kana_in_three_ways() {
        let want = ("ｱｲ x".to_owned(), false);
        assert_eq!(decode(b"\x1b(I12\x1b(B x", ISO_2022_JP), want);
        assert_eq!(decode(b"\x0e12\x0f x", ISO_2022_JP), want);
        assert_eq!(decode(b"\xb1\xb2 x", ISO_2022_JP), want);
    }

    #[test]
    fn a_missing_return_to_ascii_does_not_eat_the_line_end() {
        assert_eq!(decode(b"\x1b$B$\"\nabc", ISO_2022_JP), ("あ\nabc".to_owned(), false));
    }

    #[test]
    fn utf16_without_a_mark() {
        let little: Vec<u8> = "abc def".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(wide(&little), Some(UTF_16LE));
        let big: Vec<u8> = "abc def".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(wide(&big), Some(UTF_16BE));
        assert_eq!(wide(b"abc def"), None);
    }
}
