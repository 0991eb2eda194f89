//! How does a letter become a mail? As an `.eml` draft (RFC 5322, headers by RFC 2047, attachments by MIME
//! and RFC 2231), or as a `mailto:` address (RFC 6068).
//!
//! Nothing that was typed can add a header: an address is either plain or refused, every other value is
//! stripped of control characters and encoded. The same letter gives the same bytes.

use super::Letter;
use crate::lang::text;
use hikeshi_case::time::{Civil, Time, Zone, offset_label};
use hikeshi_seal::Digest;
use std::fmt::Write as _;

/// Octets in an encoded word: with its frame and a header's name a line has at most 76 (RFC 2047, 2).
const WORD: usize = 36;
/// Letters of a line of base64 (RFC 2045, 6.8).
const COLUMN: usize = 76;
/// Characters of a subject; longer ones are cut by most programs.
const SUBJECT: usize = 180;
/// Octets of a `mailto:` address: Windows passes on 2,048 and some programs fewer.
const MAILTO: usize = 1_900;

/// A mail address that may stand in a header: `local@domain` of plain letters, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// Reads an address. Refuses everything that is not a plain one: spaces, line ends, commas, brackets,
    /// quotes, several addresses, letters outside ASCII.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(' ');
        let (local, domain) = text.split_once('@')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let dotted = |text: &str| !text.split('.').any(str::is_empty);
        let label = |label: &str| {
            label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let fits = (1..=64).contains(&local.len()) && domain.len() <= 255 && domain.contains('.');
        let fine = fits && local.chars().all(plain) && dotted(local) && dotted(domain);
        (fine && domain.split('.').all(label)).then(|| Self(text.to_owned()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A file that goes along.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// `application/pdf`, `text/plain`.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What the head of a mail says beside the letter.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Who sends it; a draft may lack it.
    pub from: Option<Address>,
    /// To whom; a draft lacks it where no official address is known.
    pub to: Option<Address>,
    /// When it is dated; a draft bears no date, its program gives it one.
    pub date: Option<(Time, Zone)>,
    /// Whether it is a draft still to be looked at.
    pub draft: bool,
}

/// The letter as a mail.
pub fn eml(letter: &Letter, head: &Head, attachments: &[Attachment]) -> Vec<u8> {
    let body = letter.plain();
    let mut out = String::new();
    let name =
        if letter.author.is_empty() { String::new() } else { phrase(&letter.author) + "\r\n " };
    if let Some(from) = &head.from {
        field(&mut out, "From", &format!("{name}<{}>", from.as_str()));
    }
    if let Some(to) = &head.to {
        field(&mut out, "To", &format!("<{}>", to.as_str()));
    }
    field(&mut out, "Subject", &encoded(&subject(letter)));
    if let Some((at, zone)) = &head.date {
        field(&mut out, "Date", &dated(*at, zone));
    }
    let mark = mark(&body, attachments);
    let domain = head.from.as_ref().map_or("draft.invalid", Address::domain);
    field(&mut out, "Message-ID", &format!("<{mark}@{domain}>"));
    if head.draft {
        field(&mut out, "X-Unsent", "1");
    }
    field(&mut out, "MIME-Version", "1.0");
    if attachments.is_empty() {
        text_part(&mut out, &body);
        return out.into_bytes();
    }
    field(&mut out, "Content-Type", &format!("multipart/mixed;\r\n boundary=\"hikeshi-{mark}\""));
    out.push_str("\r\n");
    out.extend(["--hikeshi-", &mark, "\r\n"]);
    text_part(&mut out, &body);
    for attachment in attachments {
        out.extend(["\r\n--hikeshi-", &mark, "\r\n"]);
        attached(&mut out, attachment);
    }
    out.extend(["\r\n--hikeshi-", &mark, "--\r\n"]);
    out.into_bytes()
}

/// The subject as it stands in a header: one line, no control characters.
fn subject(letter: &Letter) -> String {
    let subject: String = letter.subject.chars().filter(|c| !c.is_control()).collect();
    subject.chars().take(SUBJECT).collect()
}

/// What tells this mail from another: its own bytes.
fn mark(body: &str, attachments: &[Attachment]) -> String {
    let mut all = body.as_bytes().to_vec();
    for attachment in attachments {
        all.extend(attachment.name.as_bytes());
        all.extend(&attachment.bytes);
    }
    let digest = Digest::of(&mut all.as_slice()).map(|digest| digest.sha256).unwrap_or_default();
    digest.chars().take(32).collect()
}

/// One header. The value is ours or encoded: it holds a line end only where it is folded.
fn field(out: &mut String, name: &str, value: &str) {
    let written = write!(out, "{name}: {value}\r\n");
    debug_assert!(written.is_ok(), "writing into a String cannot fail");
}

fn text_part(out: &mut String, body: &str) {
    field(out, "Content-Type", "text/plain; charset=utf-8");
    field(out, "Content-Transfer-Encoding", "base64");
    out.push_str("\r\n");
    let lines: Vec<&str> = body.lines().collect();
    columns(out, &base64((lines.join("\r\n") + "\r\n").as_bytes()));
}

fn attached(out: &mut String, attachment: &Attachment) {
    field(out, "Content-Type", attachment.kind);
    field(out, "Content-Transfer-Encoding", "base64");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let fallback: String =
        attachment.name.chars().map(|c| if plain(c) { c } else { '_' }).take(60).collect();
    let name: String = attachment.name.chars().filter(|c| !c.is_control()).take(60).collect();
    let value =
        format!("attachment; filename=\"{fallback}\";\r\n filename*=UTF-8''{}", percent(&name));
    field(out, "Content-Disposition", &value);
    out.push_str("\r\n");
    columns(out, &base64(&attachment.bytes));
}

fn columns(out: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (line, behind) = rest.split_at(rest.len().min(COLUMN));
        out.push_str(line);
        out.push_str("\r\n");
        rest = behind;
    }
}

/// A name before an address.
fn phrase(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    if name.chars().all(plain) { format!("\"{name}\"") } else { encoded_words(&name) }
}

/// Unstructured words of a header: as they are where they are plain and short, else encoded.
fn encoded(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    if plain && text.len() <= 60 && !text.contains("=?") {
        return text.to_owned();
    }
    encoded_words(text)
}

/// RFC 2047, method B, folded; no character is cut in two.
fn encoded_words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > WORD {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let words: Vec<String> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes()))).collect();
    words.join("\r\n ")
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let octet = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let group = octet(0) << 16 | octet(1) << 8 | octet(2);
        for at in 0..4 {
            let letter = LETTERS.get((group >> (18 - 6 * at) & 63) as usize).copied();
            let here = at <= three.len();
            out.push(if here { char::from(letter.unwrap_or(b'=')) } else { '=' });
        }
    }
    out
}

/// RFC 3986, unreserved letters kept.
fn percent(text: &str) -> String {
    let mut out = String::new();
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            out.push(char::from(octet));
        } else {
            let written = write!(out, "%{octet:02X}");
            debug_assert!(written.is_ok(), "writing into a String cannot fail");
        }
    }
    out
}

/// RFC 5322, 3.3: `Sat, 12 Sep 2026 03:00:00 +0900`.
fn dated(at: Time, zone: &Zone) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let offset_s = zone.offset_s(at);
    let Civil { year, month, day, hour, minute, second, .. } = at.civil(offset_s);
    let days = (at.seconds() + i64::from(offset_s)).div_euclid(86_400).rem_euclid(7);
    let name = usize::try_from(days).ok().and_then(|day| DAYS.get(day)).copied();
    let month = MONTHS.get(usize::from(month.saturating_sub(1))).copied();
    let offset = offset_label(offset_s).replace(':', "");
    format!(
        "{}, {day:02} {} {year:04} {hour:02}:{minute:02}:{second:02} {offset}",
        name.unwrap_or_default(),
        month.unwrap_or_default()
    )
}

/// An address that opens the person's own mail program with the letter in it; where that is too long for
/// one, with the name of the file to paste it from.
pub fn mailto(letter: &Letter, to: Option<&Address>) -> String {
    let to = to.map(|to| percent(to.as_str()).replace("%40", "@")).unwrap_or_default();
    let address = |body: &str| {
        let lines: Vec<&str> = body.lines().collect();
        let body = percent(&lines.join("\r\n"));
        format!("mailto:{to}?subject={}&body={body}", percent(&subject(letter)))
    };
    let whole = address(&letter.plain());
    if whole.len() <= MAILTO { whole } else { address(&elsewhere(letter)) }
}

fn elsewhere(letter: &Letter) -> String {
    let args = [("to", letter.to.key().into()), ("lang", letter.lang.tag().into())];
    text(letter.lang, "enquiry-mailto-elsewhere", &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_plain_or_none() {
        for fine in ["a@b.jp", "hanako.mihon+x@example.co.jp", " a@b.jp "] {
            assert!(Address::parse(fine).is_some(), "{fine}");
        }
        for bad in [
            "",
            "a",
            "@b.jp",
            "a@",
            "a@b",
            "a@b.jp\r\nBcc: x@y.jp",
            "a@b.jp\n",
            "a@b.jp,c@d.jp",
            "A <a@b.jp>",
            "a b@c.jp",
            "a@b..jp",
            ".a@b.jp",
            "a@-b.jp",
            "a@b.jp\u{202e}",
            "a@日本.jp",
            "\"a\"@b.jp",
            "a@b.jp;c@d.jp",
            "a@[1.2.3.4]",
            "a@b.jp>",
        ] {
            assert!(Address::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn the_letters_of_rfc_4648_and_a_date_of_rfc_5322() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
        let at = Time::parse_rfc3339("2026-09-11T18:00:00Z").unwrap();
        let tokyo = Zone::parse("+09:00").unwrap();
        assert_eq!(dated(at, &tokyo), "Sat, 12 Sep 2026 03:00:00 +0900");
        assert_eq!(dated(at, &Zone::UTC), "Fri, 11 Sep 2026 18:00:00 +0000");
    }

    #[test]
    fn words_of_a_header_are_short_and_whole() {
        let subject = "身に覚えのない出金について".repeat(8);
        for word in encoded_words(&subject).split("\r\n ") {
            assert!(word.len() <= 75, "{word}");
        }
        assert_eq!(encoded("Freeze request"), "Freeze request");
        assert!(encoded("=?utf-8?B?WA==?=").starts_with("=?utf-8?B?PT91"));
    }
}
