//! Header blocks: where each header stands, what it says, its parameters and mailboxes.

use std::collections::BTreeMap;

use super::raw::Raw;
use super::{Fault, FaultKind, MAX_HEADER, MAX_HEADERS, Mailbox, words};
use crate::source::charset;

/// A header as it lies in the file.
pub(super) struct RawHeader {
    /// Name in lower case.
    pub(super) name: String,
    /// Physical line on which it begins.
    pub(super) line: u32,
    /// The value, one piece per physical line.
    folds: Vec<Vec<u8>>,
}

/// The headers of one part and where its body lies.
pub(super) struct Block {
    pub(super) headers: Vec<RawHeader>,
    /// Index of the first body line.
    pub(super) body: usize,
    /// Index behind the last body line.
    pub(super) end: usize,
}

impl RawHeader {
    /// Physical line of the last fold.
    pub(super) fn end(&self) -> u32 {
        let more = u32::try_from(self.folds.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.line.saturating_add(more)
    }

    /// Unfolded, charset decoded, encoded-words still encoded.
    pub(super) fn text(&self) -> String {
        self.joined(b"").trim().to_owned()
    }

    /// As [`Self::text`], with a line feed where each fold begins.
    pub(super) fn folded(&self) -> String {
        self.joined(b"\n")
    }

    /// Unfolded and decoded.
    pub(super) fn decoded(&self) -> String {
        words::decode(&self.text())
    }

    fn joined(&self, between: &[u8]) -> String {
        let bytes = self.folds.join(between);
        if bytes.is_ascii() && !charset::has_jis_escape(&bytes) {
            return String::from_utf8_lossy(&bytes).into_owned();
        }
        let found = charset::sniff(&bytes);
        charset::decode(&bytes, found.encoding).0
    }
}

/// Reads the header block in the lines `start..end`.
pub(super) fn block(raw: &Raw<'_>, start: usize, end: usize, faults: &mut Vec<Fault>) -> Block {
    let mut headers: Vec<RawHeader> = Vec::new();
    let (mut size, mut over) = (0_usize, false);
    for index in start..end {
        let (line, number) = (raw.line(index), raw.number(index));
        if line.is_empty() {
            return Block { headers, body: index + 1, end };
        }
        let fault = |kind| Fault { line: number, kind };
        if matches!(line.first(), Some(b' ' | b'\t')) && !headers.is_empty() {
            size += line.len() + 1;
            if size > MAX_HEADER {
                if !over {
                    faults.push(fault(FaultKind::HeaderTooLong));
                }
                over = true;
            } else if let Some(last) = headers.last_mut() {
                last.folds.push(line.to_vec());
            }
            continue;
        }
        let Some((name, value)) = split(line) else {
            if headers.is_empty() {
                return Block { headers, body: index, end };
            }
            faults.push(fault(FaultKind::HeaderBroken));
            if faults.len() > MAX_HEADERS {
                return Block { headers, body: index, end };
            }
            continue;
        };
        if headers.len() >= MAX_HEADERS {
            faults.push(fault(FaultKind::TooManyHeaders));
            let body = (index..end).find(|&at| raw.line(at).is_empty()).unwrap_or(end);
            return Block { headers, body: (body + 1).min(end), end };
        }
        size = value.len();
        over = size > MAX_HEADER;
        if over {
            faults.push(fault(FaultKind::HeaderTooLong));
        }
        let kept = value.get(..MAX_HEADER).unwrap_or(value).to_vec();
        headers.push(RawHeader { name, line: number, folds: vec![kept] });
    }
    Block { headers, body: end, end }
}

/// Name in lower case and value of a line that is a header.
pub(super) fn split(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = line.iter().take(100).position(|&byte| byte == b':')?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let name = name.trim_ascii_end();
    let fine = !name.is_empty()
        && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_');
    fine.then(|| (String::from_utf8_lossy(name).to_ascii_lowercase(), value))
}

/// First token of a structured header in lower case, and its decoded parameters (RFC 2231).
pub(super) fn parameters(text: &str) -> (String, BTreeMap<String, String>) {
    let mut pieces = tokens(text, ';').into_iter();
    let value = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut found: BTreeMap<String, Vec<words::Segment>> = BTreeMap::new();
    for piece in pieces.take(500) {
        let Some((name, value)) = piece.split_once('=') else {
            continue;
        };
        let name = name.trim().to_ascii_lowercase();
        let (base, segment) = words::segment(&name, unquote(value.trim()));
        found.entry(base).or_default().push(segment);
    }
    (value, found.into_iter().map(|(name, all)| (name, words::join_segments(all))).collect())
}

/// Mailboxes of an address list. Encoded-words are decoded only after the list is cut, so that a
/// display name cannot smuggle in an address.
pub(super) fn mailboxes(text: &str, line: u32) -> Vec<Mailbox> {
    let mut out = Vec::new();
    for piece in tokens(text, ',').into_iter().take(200) {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let (display, address) = match piece.rfind('<').and_then(|at| piece.split_at_checked(at)) {
            Some((display, rest)) => {
                (display.trim(), rest.trim_start_matches('<').split('>').next().unwrap_or_default())
            }
            None => comment(piece),
        };
        let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
        let domain = address.rsplit_once('@').map(|(_, domain)| domain).unwrap_or_default();
        let domain = domain.trim_end_matches('.').to_lowercase();
        let display = words::decode(&unquote(display)).trim().to_owned();
        out.push(Mailbox { display, address, domain, line });
    }
    out
}

/// `address (display)`, the old way.
fn comment(piece: &str) -> (&str, &str) {
    match piece.split_once('(') {
        Some((address, display)) => (display.trim_end_matches(')').trim(), address.trim()),
        None => ("", piece),
    }
}

/// Cuts at `at`, outside of quotes, angle brackets and comments.
fn tokens(text: &str, at: char) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut quoted, mut escaped, mut angle, mut comment, mut start) =
        (false, false, false, 0_u8, 0);
    for (index, c) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' if quoted => escaped = true,
            '"' if comment == 0 => quoted = !quoted,
            '(' if !quoted => comment = comment.saturating_add(1),
            ')' if !quoted => comment = comment.saturating_sub(1),
            '<' if !quoted => angle = true,
            '>' if !quoted => angle = false,
            _ if c == at && !quoted && !angle && comment == 0 => {
                out.push(text.get(start..index).unwrap_or_default());
                start = index + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

/// Without quotes and backslashes.
pub(super) fn unquote(text: &str) -> String {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('"') else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(inner.len());
    let mut escaped = false;
    for c in inner.chars() {
        if escaped {
            out.push(c);
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c != '"' {
            out.push(c);
        }
    }
    out
}
