//! The bytes a DKIM signature covers: headers and body in `simple` or `relaxed` form (RFC 6376 §3.4).
//! Files saved from a mail program often end their lines with a bare line feed; what was signed ended
//! them with both, so both is what is computed.

use super::signature::{Signature, without_value};

/// One header with its folds, the end of its last line left off.
#[derive(Clone, Copy)]
pub(super) struct Header<'a> {
    /// Name, colon and value as they stand.
    pub(super) bytes: &'a [u8],
}

impl<'a> Header<'a> {
    fn parts(self) -> (&'a [u8], &'a [u8]) {
        let at = self.bytes.iter().position(|byte| *byte == b':').unwrap_or(self.bytes.len());
        let (name, rest) = self.bytes.split_at_checked(at).unwrap_or((self.bytes, b""));
        (name.trim_ascii_end(), rest.get(1..).unwrap_or_default())
    }

    /// Whether it has this name.
    pub(super) fn is(self, name: &str) -> bool {
        self.parts().0.eq_ignore_ascii_case(name.as_bytes())
    }

    /// What stands behind the colon.
    pub(super) fn value(self) -> &'a [u8] {
        self.parts().1
    }
}

/// A mail cut into headers and body.
pub(super) struct Split<'a> {
    /// The headers in their order.
    pub(super) headers: Vec<Header<'a>>,
    /// Everything behind the empty line.
    pub(super) body: &'a [u8],
}

/// Cuts a mail at its first empty line. A separator line of a mailbox file in front is no header.
pub(super) fn split(mail: &[u8]) -> Split<'_> {
    let mut rest = mail.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(mail);
    let mut headers: Vec<Header<'_>> = Vec::new();
    let mut begun: Option<&[u8]> = None;
    while !rest.is_empty() {
        let (line, behind) = cut_line(rest);
        let folded = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        if folded && let (Some(begun), Some(header)) = (begun, headers.last_mut()) {
            // The header and its folds lie side by side in the file.
            let whole = begun.get(..begun.len() - behind.len()).unwrap_or_default();
            header.bytes = trimmed(whole);
        } else if line.is_empty() {
            return Split { headers, body: behind };
        } else if !line.starts_with(b"From ") {
            begun = Some(rest);
            headers.push(Header { bytes: line });
        }
        rest = behind;
    }
    Split { headers, body: b"" }
}

/// The first line without its end, and what follows it.
fn cut_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    let (line, rest) = bytes.split_at_checked(end).unwrap_or((bytes, b""));
    (trimmed(line), rest)
}

fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The body as it was hashed: without empty lines at its end.
pub(super) fn body(body: &[u8], relaxed: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 2);
    let (mut rest, mut kept) = (body, 0);
    while !rest.is_empty() {
        let (line, behind) = cut_line(rest);
        let begun = out.len();
        if relaxed {
            squeeze(line, &mut out);
        } else {
            out.extend_from_slice(line);
        }
        let is_empty = out.len() == begun;
        out.extend_from_slice(b"\r\n");
        if !is_empty {
            kept = out.len();
        }
        rest = behind;
    }
    out.truncate(kept);
    if kept == 0 && !relaxed {
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Runs of blanks become one space; blanks at the end go.
fn squeeze(line: &[u8], out: &mut Vec<u8>) {
    let mut blank = false;
    for byte in line {
        if matches!(byte, b' ' | b'\t') {
            blank = true;
            continue;
        }
        if blank {
            out.push(b' ');
        }
        blank = false;
        out.push(*byte);
    }
}

/// What the signature was computed over: the headers it names, from the bottom up where one name
/// stands twice, then itself without its value.
pub(super) fn signed_headers(split: &Split<'_>, own: &[u8], signature: &Signature) -> Vec<u8> {
    let mut out = Vec::new();
    let mut used = vec![false; split.headers.len()];
    for name in &signature.headers {
        let unused = split.headers.iter().zip(&mut used).rev();
        let found = unused.filter(|(_, used)| !**used).find(|(header, _)| header.is(name));
        // A name that stands nowhere is signed as absent: nobody can add one later.
        if let Some((header, used)) = found {
            *used = true;
            header_line(header.bytes, signature.relaxed_headers, &mut out);
            out.extend_from_slice(b"\r\n");
        }
    }
    header_line(&without_value(own), signature.relaxed_headers, &mut out);
    out
}

fn header_line(header: &[u8], relaxed: bool, out: &mut Vec<u8>) {
    if relaxed {
        let (name, value) = Header { bytes: header }.parts();
        out.extend(name.iter().map(u8::to_ascii_lowercase));
        out.push(b':');
        let unfolded = value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n'));
        let unfolded: Vec<u8> = unfolded.collect();
        squeeze(unfolded.trim_ascii_start(), out);
        return;
    }
    let mut rest = header;
    while !rest.is_empty() {
        let (line, behind) = cut_line(rest);
        out.extend_from_slice(line);
        if !behind.is_empty() {
            out.extend_from_slice(b"\r\n");
        }
        rest = behind;
    }
}
