//! The parts of a mail: which of them are text to be read, which are attachments.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

use super::header::{self, Block};
use super::raw::Raw;
use super::transfer::{self, Decoded};
use super::{
    Attachment, Fault, FaultKind, MAX_ATTACHMENT, MAX_DEPTH, MAX_LINKS, MAX_PARTS, Mail, MailLink,
    TextKind, TextPart, html, url,
};
use crate::source::charset;
use crate::source::text::{MAX_LINE, TextLine, pieces};

/// Text of one part with the physical line of some of its offsets.
pub(super) struct Doc {
    pub(super) text: String,
    pub(super) marks: Vec<(usize, u32)>,
}

impl Doc {
    /// Physical line on which the byte at `offset` of the text stands.
    pub(super) fn line(&self, offset: usize) -> u32 {
        let behind = self.marks.partition_point(|&(at, _)| at <= offset);
        self.marks.get(behind.saturating_sub(1)).map_or(0, |&(_, line)| line)
    }
}

/// Reads all parts into `mail`.
pub(super) fn read(mail: &mut Mail, raw: &Raw<'_>, block: &Block) {
    Reader { mail, raw, parts: 0 }.part(block, 0, false);
}

struct Reader<'r, 'a> {
    mail: &'r mut Mail,
    raw: &'r Raw<'a>,
    parts: usize,
}

struct Kind {
    media: String,
    parameters: BTreeMap<String, String>,
    transfer: String,
    attached: bool,
    name: String,
}

impl Kind {
    fn of(block: &Block) -> Kind {
        let text = |name: &str| {
            block.headers.iter().find(|it| it.name == name).map(header::RawHeader::text)
        };
        let (media, mut parameters) = header::parameters(&text("content-type").unwrap_or_default());
        let media = if media.contains('/') { media } else { "text/plain".to_owned() };
        let (place, mut more) =
            header::parameters(&text("content-disposition").unwrap_or_default());
        let transfer = text("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        let transfer = transfer.split([';', ' ']).next().unwrap_or_default().to_owned();
        let name =
            more.remove("filename").or_else(|| parameters.remove("name")).unwrap_or_default();
        Kind { media, parameters, transfer, attached: place == "attachment", name }
    }
}

impl Reader<'_, '_> {
    fn fault(&mut self, line: u32, kind: FaultKind) {
        self.mail.faults.push(Fault { line, kind });
    }

    fn part(&mut self, block: &Block, depth: usize, repeats: bool) {
        let kind = Kind::of(block);
        let at = self.raw.number(block.body);
        self.parts += 1;
        if self.parts > MAX_PARTS {
            if self.parts == MAX_PARTS + 1 {
                self.fault(at, FaultKind::TooManyParts);
            }
            return;
        }
        if kind.media.starts_with("multipart/") {
            match kind.parameters.get("boundary").filter(|it| !it.is_empty()) {
                Some(_) if depth >= MAX_DEPTH => self.fault(at, FaultKind::TooDeep),
                Some(boundary) => return self.multipart(block, &kind, boundary, depth, repeats),
                None => self.fault(at, FaultKind::MultipartBroken),
            }
            return self.text(block, &kind, TextKind::Plain, repeats);
        }
        match kind.media.as_str() {
            "text/html" | "application/xhtml+xml" if !kind.attached => {
                self.text(block, &kind, TextKind::Html, repeats);
            }
            "text/plain" | "text/enriched" | "text/x-amp-html" if !kind.attached => {
                self.text(block, &kind, TextKind::Plain, repeats);
            }
            _ => self.attachment(block, kind),
        }
    }

    fn multipart(&mut self, block: &Block, kind: &Kind, boundary: &str, depth: usize, again: bool) {
        let alternative = kind.media == "multipart/alternative";
        let first = self.mail.texts.len();
        let (children, closed) = self.children(block, boundary);
        if !closed {
            self.fault(self.raw.number(block.body), FaultKind::MultipartBroken);
        }
        for (start, end) in children {
            let repeats = again || alternative && self.mail.texts.len() > first;
            let child = header::block(self.raw, start, end, &mut self.mail.faults);
            self.part(&child, depth + 1, repeats);
        }
        if alternative && !again {
            self.prefer_longer(first);
        }
    }

    /// Phishing mails carry an empty or unrelated plain text beside the HTML people see: where
    /// the first choice is much shorter than another, that other one is what counts.
    fn prefer_longer(&mut self, first: usize) {
        let size =
            |part: &TextPart| part.lines.iter().map(|it| it.text.trim().len()).sum::<usize>();
        let Some(choices) = self.mail.texts.get_mut(first..) else {
            return;
        };
        let Some(head) = choices.first().map(size) else {
            return;
        };
        let longest = choices.iter().map(size).max().unwrap_or(0);
        if head * 3 >= longest {
            return;
        }
        let mut found = false;
        for part in choices {
            part.repeats = found || size(part) < longest;
            found |= !part.repeats;
        }
    }

    fn children(&self, block: &Block, boundary: &str) -> (Vec<(usize, usize)>, bool) {
        let mark = [b"--", boundary.as_bytes()].concat();
        let mut out = Vec::new();
        let mut open: Option<usize> = None;
        for index in block.body..block.end {
            let Some(rest) = self.raw.line(index).strip_prefix(mark.as_slice()) else {
                continue;
            };
            let rest = rest.trim_ascii();
            if !rest.is_empty() && rest != b"--" {
                continue;
            }
            if let Some(start) = open.take() {
                out.push((start, index));
            }
            if rest == b"--" {
                return (out, true);
            }
            if out.len() > MAX_PARTS {
                return (out, true);
            }
            open = Some(index + 1);
        }
        if let Some(start) = open {
            out.push((start, block.end));
        }
        (out, false)
    }

    fn text(&mut self, block: &Block, kind: &Kind, shape: TextKind, repeats: bool) {
        let decoded = transfer::decode(self.raw, block.body, block.end, &kind.transfer);
        if let Some(line) = decoded.broken {
            self.fault(line, FaultKind::TransferBroken);
        }
        let label = kind.parameters.get("charset").map(String::as_str);
        let found = charset::choose(label, &decoded.bytes);
        let at = self.raw.number(block.body);
        if label.is_some_and(|it| !it.is_empty() && charset::named(it).is_none()) {
            self.fault(at, FaultKind::CharsetUnknown);
        }
        let (doc, lossy) = doc(&decoded, found.encoding);
        if lossy {
            self.fault(at, FaultKind::CharsetBroken);
        }
        let lines = match shape {
            TextKind::Plain => {
                let lines = plain(&doc);
                self.links(url::links(&doc.text, |offset| doc.line(offset)));
                lines
            }
            TextKind::Html => {
                let page = html::read(&doc);
                if page.broken {
                    self.fault(at, FaultKind::HtmlBroken);
                }
                self.links(page.links);
                page.lines
            }
        };
        let charset = found.encoding.name();
        let guessed = found.guessed;
        self.mail.texts.push(TextPart { kind: shape, repeats, charset, guessed, lines });
    }

    fn links(&mut self, links: Vec<MailLink>) {
        for link in links {
            if self.mail.links.len() >= MAX_LINKS {
                self.fault(link.line, FaultKind::TooManyLinks);
                return;
            }
            self.mail.links.push(link);
        }
    }

    fn attachment(&mut self, block: &Block, kind: Kind) {
        let line = self.raw.number(block.body);
        let size: usize = (block.body..block.end).map(|it| self.raw.line(it).len() + 1).sum();
        let mut out = Attachment {
            name: kind.name,
            content_type: kind.media,
            line,
            bytes: Vec::new(),
            decoded: size <= MAX_ATTACHMENT,
        };
        if out.name.is_empty() && out.content_type == "message/rfc822" {
            "message.eml".clone_into(&mut out.name);
        }
        if out.decoded {
            let decoded = transfer::decode(self.raw, block.body, block.end, &kind.transfer);
            if let Some(broken) = decoded.broken {
                self.fault(broken, FaultKind::TransferBroken);
            }
            out.bytes = decoded.bytes;
        } else {
            self.fault(line, FaultKind::AttachmentTooLarge);
        }
        self.mail.attachments.push(out);
    }
}

/// Decodes the charset and carries the marks over. Most charsets are decoded piece by piece
/// between the marks; ISO-2022-JP line by line, because it starts anew on each.
fn doc(decoded: &Decoded, encoding: &'static Encoding) -> (Doc, bool) {
    if encoding == ISO_2022_JP {
        return jis(decoded);
    }
    if encoding == UTF_8
        && !decoded.bytes.starts_with(b"\xEF\xBB\xBF")
        && let Ok(text) = std::str::from_utf8(&decoded.bytes)
    {
        return (Doc { text: text.to_owned(), marks: decoded.marks.clone() }, false);
    }
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut doc = Doc { text: String::new(), marks: Vec::with_capacity(decoded.marks.len()) };
    let mut lossy = false;
    for (index, &(start, line)) in decoded.marks.iter().enumerate() {
        let end = decoded.marks.get(index + 1).map_or(decoded.bytes.len(), |&(next, _)| next);
        let last = index + 1 == decoded.marks.len();
        doc.marks.push((doc.text.len(), line));
        let bytes = decoded.bytes.get(start..end).unwrap_or_default();
        let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
        // Not straight into the text: the decoder clears all spare room of its target each time.
        let mut piece = String::with_capacity(room);
        let (_, _, errors) = decoder.decode_to_string(bytes, &mut piece, last);
        doc.text.push_str(&piece);
        lossy |= errors;
    }
    (doc, lossy)
}

fn jis(decoded: &Decoded) -> (Doc, bool) {
    let mut doc = Doc { text: String::new(), marks: Vec::with_capacity(decoded.marks.len()) };
    let (mut lossy, mut offset, mut mark) = (false, 0_usize, 0_usize);
    let body = decoded.bytes.strip_suffix(b"\n").unwrap_or(&decoded.bytes);
    for line in body.split(|&byte| byte == b'\n') {
        while decoded.marks.get(mark + 1).is_some_and(|&(next, _)| next <= offset) {
            mark += 1;
        }
        doc.marks.push((doc.text.len(), decoded.marks.get(mark).map_or(0, |&(_, line)| line)));
        let (text, errors) = charset::decode(line, ISO_2022_JP);
        doc.text.push_str(&text);
        doc.text.push('\n');
        lossy |= errors;
        offset += line.len() + 1;
    }
    (doc, lossy)
}

fn plain(doc: &Doc) -> Vec<TextLine> {
    let mut out = Vec::new();
    let mut offset = 0;
    let body = doc.text.strip_suffix('\n').unwrap_or(&doc.text);
    for line in body.split('\n') {
        let number = doc.line(offset);
        offset += line.len() + 1;
        for piece in pieces(line.strip_suffix('\r').unwrap_or(line), MAX_LINE) {
            out.push(TextLine { text: piece.to_owned(), line: number });
        }
    }
    out
}
