//! What does this mail say, and on which line of the file? A bounded reader of `.eml` bytes that
//! keeps the physical line number of every header, text line, link and attachment, because a
//! finding has to be walked back to the file as it lies on the owner's disk.
//!
//! Sources: RFC 5322, RFC 2045–2049, RFC 2231, RFC 8601.

mod auth;
mod date;
mod fault;
mod header;
mod html;
mod part;
mod raw;
#[cfg(test)]
mod tests;
mod transfer;
mod url;
mod words;

pub(crate) use date::days_from_civil;
pub use fault::{Fault, FaultKind};
pub(crate) use transfer::base64;

use crate::source::text::TextLine;

/// Longest mail read, bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Most physical lines read.
pub const MAX_LINES: usize = 2_000_000;
/// Most headers kept per part.
pub const MAX_HEADERS: usize = 1_000;
/// Longest header kept, bytes with its folds.
pub const MAX_HEADER: usize = 64 * 1024;
/// Most MIME parts looked at.
pub const MAX_PARTS: usize = 1_000;
/// Deepest nesting of multiparts.
pub const MAX_DEPTH: usize = 20;
/// Largest attachment decoded, bytes as they lie in the mail.
pub const MAX_ATTACHMENT: usize = 32 * 1024 * 1024;
/// Most links kept.
pub const MAX_LINKS: usize = 10_000;

/// A mail, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Headers of the mail itself in their order; those of its parts are not here.
    pub headers: Vec<Header>,
    /// First mailbox of the first `From`.
    pub from: Option<Mailbox>,
    /// First mailbox of the first `Reply-To`.
    pub reply_to: Option<Mailbox>,
    /// Mailboxes in all `From` headers; more than one is unusual.
    pub from_count: usize,
    /// Decoded subject.
    pub subject: Option<String>,
    /// `Date`, Unix seconds UTC, as the sender's side wrote it.
    pub date: Option<i64>,
    /// `Message-ID` without the angle brackets.
    pub message_id: Option<String>,
    /// `Authentication-Results`, topmost first. Only the topmost was written by the server that
    /// delivered the mail to its reader; the others may have been written by anybody.
    pub auth: Vec<AuthResults>,
    /// Text parts in their order.
    pub texts: Vec<TextPart>,
    /// Links of all text parts.
    pub links: Vec<MailLink>,
    /// Everything that is not shown as text, including mails attached to this one.
    pub attachments: Vec<Attachment>,
    /// What could not be read, in the order of the file.
    pub faults: Vec<Fault>,
}

/// One header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Name in lower case.
    pub name: String,
    /// Value, unfolded and decoded.
    pub value: String,
    /// Physical line on which it begins.
    pub line: u32,
    /// Physical line on which its last fold stands.
    pub end: u32,
}

/// A sender or recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Decoded display name, empty if none was given.
    pub display: String,
    /// `local@domain` as written.
    pub address: String,
    /// Domain in lower case, empty if the address has none.
    pub domain: String,
    /// Physical line of the header it came from.
    pub line: u32,
}

/// One `Authentication-Results` header (RFC 8601).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthResults {
    /// Name of the server that checked; empty where the server left it out (Microsoft does).
    pub authserv_id: String,
    /// Results in their order.
    pub results: Vec<AuthResult>,
    /// Physical line on which the header begins.
    pub line: u32,
}

/// One method of an [`AuthResults`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthResult {
    /// `spf`, `dkim`, `dmarc`, … in lower case.
    pub method: String,
    /// `pass`, `fail`, … in lower case.
    pub result: String,
    /// `header.from` and the like, in lower case, with their values as written.
    pub properties: Vec<(String, String)>,
    /// Physical line on which the method stands.
    pub line: u32,
}

impl AuthResult {
    /// Value of a property such as `header.from`.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// How a text part was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// `text/plain` and everything treated like it.
    Plain,
    /// `text/html`; its lines are what a reader would see.
    Html,
}

/// One text part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPart {
    /// Plain or HTML.
    pub kind: TextKind,
    /// True for the second and later choices of a `multipart/alternative`: the same words again.
    pub repeats: bool,
    /// What the bytes were read as.
    pub charset: &'static str,
    /// True when no usable label named the charset.
    pub guessed: bool,
    /// The visible lines.
    pub lines: Vec<TextLine>,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLink {
    /// Target as written, entities decoded.
    pub href: String,
    /// The words shown for it; `None` for a bare address in text or a form target.
    pub shown: Option<String>,
    /// Physical line on which the target begins.
    pub line: u32,
}

/// One attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Decoded file name; `message.eml` for an attached mail without one, else may be empty.
    pub name: String,
    /// `type/subtype` in lower case.
    pub content_type: String,
    /// Physical line on which the content begins. For an attached mail that is not transfer
    /// encoded, line n of `bytes` is physical line `line + n - 1`.
    pub line: u32,
    /// Decoded content, empty where `decoded` is false.
    pub bytes: Vec<u8>,
    /// False when it was larger than [`MAX_ATTACHMENT`] and therefore only named.
    pub decoded: bool,
}

impl Mail {
    /// First header of that (lower case) name.
    pub fn header(&self, name: &str) -> Option<&Header> {
        self.headers.iter().find(|header| header.name == name)
    }

    /// The subject and every visible line once, in the order of the file: what a person reads.
    pub fn reading(&self) -> Vec<TextLine> {
        let subject = self
            .header("subject")
            .map(|header| TextLine { text: header.value.clone(), line: header.line });
        let body = self.texts.iter().filter(|part| !part.repeats).flat_map(|part| &part.lines);
        subject.into_iter().chain(body.cloned()).collect()
    }
}

/// Reads a mail. `Err` only when the bytes are no mail at all or too many; everything else that
/// is wrong stands in [`Mail::faults`].
pub fn read(bytes: &[u8]) -> Result<Mail, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault { line: 0, kind: FaultKind::TooLarge });
    }
    let raw = raw::Raw::new(bytes, MAX_LINES);
    let mut mail = Mail::default();
    if raw.cut {
        mail.faults.push(Fault { line: raw.number(raw.len()), kind: FaultKind::TooManyLines });
    }
    let block = header::block(&raw, raw.first(), raw.len(), &mut mail.faults);
    if block.headers.is_empty() {
        return Err(Fault { line: 1, kind: FaultKind::NotMail });
    }
    fill(&mut mail, &block.headers);
    part::read(&mut mail, &raw, &block);
    mail.faults.sort_by_key(|fault| (fault.line, fault.kind));
    Ok(mail)
}

/// True when the beginning of a file looks like a mail: at least two well-known headers before
/// the first line that is no header.
pub fn looks_like_mail(first_bytes: &[u8]) -> bool {
    let head = first_bytes.get(..16_384).unwrap_or(first_bytes);
    let raw = raw::Raw::new(head, 400);
    let mut known = Vec::new();
    for index in raw.first()..raw.len() {
        let line = raw.line(index);
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some((name, _)) = header::split(line) else {
            break;
        };
        if WELL_KNOWN.contains(&name.as_str()) && !known.contains(&name) {
            known.push(name);
        }
    }
    known.len() >= 2
}

const WELL_KNOWN: [&str; 18] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "authentication-results",
    "dkim-signature",
    "received-spf",
    "reply-to",
    "sender",
    "arc-authentication-results",
];

fn fill(mail: &mut Mail, headers: &[header::RawHeader]) {
    for raw in headers {
        let value = raw.decoded();
        match raw.name.as_str() {
            "from" => {
                let mut boxes = header::mailboxes(&raw.text(), raw.line);
                mail.from_count += boxes.len();
                if mail.from.is_none() && !boxes.is_empty() {
                    mail.from = Some(boxes.swap_remove(0));
                }
            }
            "reply-to" if mail.reply_to.is_none() => {
                mail.reply_to = header::mailboxes(&raw.text(), raw.line).into_iter().next();
            }
            "subject" if mail.subject.is_none() => mail.subject = Some(value.clone()),
            "date" if mail.date.is_none() => {
                mail.date = date::parse(&value);
                if mail.date.is_none() {
                    mail.faults.push(Fault { line: raw.line, kind: FaultKind::DateBroken });
                }
            }
            "message-id" if mail.message_id.is_none() => {
                mail.message_id = Some(value.trim_matches(['<', '>', ' ']).to_owned());
            }
            "authentication-results" => mail.auth.extend(auth::parse(&raw.folded(), raw.line)),
            _ => {}
        }
        let (name, line, end) = (raw.name.clone(), raw.line, raw.end());
        mail.headers.push(Header { name, value, line, end });
    }
}
