//! Content transfer encodings, with the physical line each decoded byte came from.

use super::raw::Raw;

/// Decoded bytes and, for some of their offsets, the physical line. An offset belongs to the
/// last mark at or before it.
#[derive(Default)]
pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) marks: Vec<(usize, u32)>,
    /// Physical line of the first damage.
    pub(super) broken: Option<u32>,
}

/// Decodes the lines `start..end`; an unknown encoding is taken as plain and called broken.
pub(super) fn decode(raw: &Raw<'_>, start: usize, end: usize, encoding: &str) -> Decoded {
    match encoding {
        "base64" => base64_lines(raw, start, end),
        "quoted-printable" => quoted_lines(raw, start, end),
        "" | "7bit" | "8bit" | "binary" => plain_lines(raw, start, end),
        _ => Decoded { broken: Some(raw.number(start)), ..plain_lines(raw, start, end) },
    }
}

fn plain_lines(raw: &Raw<'_>, start: usize, end: usize) -> Decoded {
    let mut out = Decoded::default();
    for index in start..end {
        out.marks.push((out.bytes.len(), raw.number(index)));
        out.bytes.extend_from_slice(raw.line(index));
        out.bytes.push(b'\n');
    }
    out
}

fn quoted_lines(raw: &Raw<'_>, start: usize, end: usize) -> Decoded {
    let mut out = Decoded::default();
    for index in start..end {
        out.marks.push((out.bytes.len(), raw.number(index)));
        let line = raw.line(index).trim_ascii_end();
        let (line, soft) = match line.strip_suffix(b"=") {
            Some(line) => (line, true),
            None => (line, false),
        };
        let (bytes, broken) = hex_escapes(line, b'=');
        out.bytes.extend(bytes);
        if broken && out.broken.is_none() {
            out.broken = Some(raw.number(index));
        }
        if !soft {
            out.bytes.push(b'\n');
        }
    }
    out
}

fn base64_lines(raw: &Raw<'_>, start: usize, end: usize) -> Decoded {
    let mut out = Decoded::default();
    let mut state = Base64::default();
    for index in start..end {
        out.marks.push((out.bytes.len(), raw.number(index)));
        state.feed(raw.line(index), &mut out.bytes);
        if state.odd && out.broken.is_none() {
            out.broken = Some(raw.number(index));
        }
    }
    out
}

/// Decodes base64 of one piece; the flag says that characters were left out.
pub(crate) fn base64(data: &[u8]) -> (Vec<u8>, bool) {
    let mut state = Base64::default();
    let mut out = Vec::with_capacity(data.len());
    state.feed(data, &mut out);
    (out, state.odd)
}

#[derive(Default)]
struct Base64 {
    bits: u32,
    count: u8,
    odd: bool,
}

impl Base64 {
    /// Padding ends a quantum, so that pieces encoded one by one and then joined still decode.
    fn feed(&mut self, data: &[u8], out: &mut Vec<u8>) {
        for &byte in data {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                b'=' => {
                    (self.bits, self.count) = (0, 0);
                    continue;
                }
                b' ' | b'\t' | b'\r' | b'\n' => continue,
                _ => {
                    self.odd = true;
                    continue;
                }
            };
            self.bits = (self.bits << 6 | u32::from(value)) & 0x00FF_FFFF;
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                out.push(u8::try_from((self.bits >> self.count) & 0xFF).unwrap_or_default());
            }
        }
    }
}

/// Decodes `=41` or `%41`; a mark without two hex digits stays and sets the flag.
pub(super) fn hex_escapes(data: &[u8], mark: u8) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(data.len());
    let mut broken = false;
    let mut rest = data;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != mark {
            out.push(byte);
            continue;
        }
        let digits = tail.first().and_then(|&b| digit(b)).zip(tail.get(1).and_then(|&b| digit(b)));
        if let Some((high, low)) = digits {
            out.push(high << 4 | low);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            out.push(byte);
            broken = true;
        }
    }
    (out, broken)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
