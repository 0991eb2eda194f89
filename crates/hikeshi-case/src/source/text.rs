//! A note the owner wrote or pasted, as lines with their numbers. Says which characters it was
//! read as; `None` when the bytes do not look like text at all.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::source::charset;

/// Longest note read, bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Most lines kept.
pub const MAX_LINES: usize = 2_000_000;
/// Longest line kept in one piece, bytes of UTF-8; a longer one goes on in further pieces that
/// bear the same line number.
pub const MAX_LINE: usize = 64 * 1024;

/// One line of text and where it begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextLine {
    /// The line without its line end.
    pub text: String,
    /// Line of the file as it lies on the disk, the first is 1.
    pub line: u32,
}

/// A decoded note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What the bytes were read as, in the name of the WHATWG list.
    pub charset: &'static str,
    /// Some bytes had no meaning in that charset and stand as U+FFFD.
    pub lossy: bool,
    /// More lines than [`MAX_LINES`] or more bytes than [`MAX_BYTES`]: the rest was not read.
    pub cut: bool,
    /// The lines in order.
    pub lines: Vec<TextLine>,
}

/// Reads a note. `None` when the bytes look binary.
pub fn read(bytes: &[u8]) -> Option<Note> {
    let cut = bytes.len() > MAX_BYTES;
    let bytes = bytes.get(..MAX_BYTES).unwrap_or(bytes);
    let encoding = encoding_of(bytes)?;
    let (text, lossy) = charset::decode(bytes, encoding);
    if looks_binary(&text) {
        return None;
    }
    let (lines, over) = lines(&text);
    Some(Note { charset: encoding.name(), lossy, cut: cut || over, lines })
}

/// Cuts decoded text into numbered lines; the flag says that lines were left over. A lone
/// carriage return ends a line only where no line feed is used at all.
fn lines(text: &str) -> (Vec<TextLine>, bool) {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut out = Vec::new();
    let mut number = 0_u32;
    let body = text.strip_suffix(end).unwrap_or(text);
    if body.is_empty() {
        return (out, false);
    }
    for line in body.split(end) {
        number = number.saturating_add(1);
        for piece in pieces(line.strip_suffix('\r').unwrap_or(line), MAX_LINE) {
            if out.len() >= MAX_LINES {
                return (out, true);
            }
            out.push(TextLine { text: piece.to_owned(), line: number });
        }
    }
    (out, false)
}

/// `text` in pieces of at most `limit` bytes, cut at characters; one empty piece for no text.
pub fn pieces(text: &str, limit: usize) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while rest.len() > limit {
        let mut at = limit;
        while at > 0 && !rest.is_char_boundary(at) {
            at -= 1;
        }
        if at == 0 {
            break;
        }
        let (head, tail) = rest.split_at(at);
        out.push(head);
        rest = tail;
    }
    out.push(rest);
    out
}

fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let head = bytes.get(..8192).unwrap_or(bytes);
    if head.starts_with(b"%PDF-") {
        return None;
    }
    if head.contains(&0) {
        return charset::wide(head);
    }
    Some(charset::sniff(bytes).encoding)
}

/// More than one character in fifty is a control character, or every third one is the
/// leftover of a Western reading that no Japanese charset would take.
fn looks_binary(text: &str) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars().take(65_536) {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}');
        odd += usize::from(control || c == '\u{FFFD}');
    }
    odd * 50 > all
}

/// The charsets a note may be in; the interface lists them when it says what can be read.
pub fn readable() -> [&'static str; 6] {
    [UTF_8, UTF_16LE, UTF_16BE, SHIFT_JIS, ISO_2022_JP, EUC_JP].map(Encoding::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "寝て起きたら出金されていた\r\n\r\n0.5 BTC、知らないアドレス";

    fn texts(note: &Note) -> Vec<(&str, u32)> {
        note.lines.iter().map(|line| (line.text.as_str(), line.line)).collect()
    }

    #[test]
    fn the_same_note_in_six_charsets() {
        let want =
            vec![("寝て起きたら出金されていた", 1), ("", 2), ("0.5 BTC、知らないアドレス", 3)];
        for encoding in [UTF_8, SHIFT_JIS, ISO_2022_JP, EUC_JP] {
            let note = read(&encoding.encode(NOTE).0).expect("text");
            assert_eq!((note.charset, texts(&note)), (encoding.name(), want.clone()));
            assert!(!note.lossy && !note.cut);
        }
        let mut little = vec![0xFF, 0xFE];
        little.extend(NOTE.encode_utf16().flat_map(u16::to_le_bytes));
        let note = read(&little).expect("text");
        assert_eq!((note.charset, texts(&note)), ("UTF-16LE", want.clone()));
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(NOTE.as_bytes());
        let note = read(&marked).expect("text");
        assert_eq!((note.charset, texts(&note)), ("UTF-8", want));
    }

    #[test]
    fn utf16_without_a_mark_is_text() {
        let big: Vec<u8> = "time,coin\nx".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let note = read(&big).expect("text");
        assert_eq!((note.charset, note.lines.len()), ("UTF-16BE", 2));
    }

    #[test]
    fn pictures_and_documents_are_not_notes() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(read(b"%PDF-1.7\nhello"), None);
        assert_eq!(read(&[0, 1, 2, 3, 0, 0, 9, 200, 7, 0]), None);
        let noise: Vec<u8> = (1..=255).cycle().take(4000).collect();
        assert_eq!(read(&noise), None);
    }

    #[test]
    fn an_old_mac_note_and_an_empty_one() {
        assert_eq!(texts(&read(b"a\rb").expect("text")), vec![("a", 1), ("b", 2)]);
        assert_eq!(texts(&read(b"").expect("text")), vec![]);
        assert_eq!(texts(&read(b"a\n").expect("text")), vec![("a", 1)]);
    }

    #[test]
    fn a_line_without_end_is_cut_at_characters_and_keeps_its_number() {
        let long = "あ".repeat(MAX_LINE);
        let note = read(long.as_bytes()).expect("text");
        assert!(note.lines.len() >= 3);
        assert!(note.lines.iter().all(|line| line.line == 1));
        let joined: String = note.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(joined, long);
    }

    #[test]
    fn readable_names() {
        assert!(readable().contains(&"Shift_JIS"));
    }
}
