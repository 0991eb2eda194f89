//! HTML as a reader sees it: visible lines and links, each with its physical line. Not a browser:
//! no styles, no scripts, no nested tables; enough to quote words and to follow links.

use super::part::Doc;
use super::{MailLink, url};
use crate::source::text::{MAX_LINE, TextLine, pieces};

/// Most bytes of shown text kept for one link.
const MAX_SHOWN: usize = 2_000;
/// How often a tag may run to the end of the file before quotes stop being honoured.
const MAX_RUNAWAY: u32 = 8;

/// What was read.
pub(super) struct Page {
    pub(super) lines: Vec<TextLine>,
    pub(super) links: Vec<MailLink>,
    pub(super) broken: bool,
}

/// Reads one HTML document.
pub(super) fn read(doc: &Doc) -> Page {
    let page = Page { lines: Vec::new(), links: Vec::new(), broken: false };
    let mut reader = Reader {
        doc,
        page,
        line: String::new(),
        line_at: 0,
        bare: String::new(),
        space: false,
        pre: 0,
        anchor: None,
        runaway: 0,
    };
    reader.run();
    reader.page
}

struct Reader<'a> {
    doc: &'a Doc,
    page: Page,
    line: String,
    line_at: u32,
    /// The current line without the words of links: bare addresses are looked for here.
    bare: String,
    space: bool,
    pre: u32,
    anchor: Option<(String, String, u32)>,
    runaway: u32,
}

impl<'a> Reader<'a> {
    fn run(&mut self) {
        let text = self.doc.text.as_str();
        let last = text.rfind('>').unwrap_or(0);
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
            let next = rest.find('<').unwrap_or(rest.len());
            self.text(at, rest.get(..next).unwrap_or_default());
            at += next;
            let Some(tag) = text.get(at..).filter(|it| !it.is_empty()) else {
                break;
            };
            at += self.markup(at, tag, at > last);
        }
        self.close_anchor();
        self.end_line();
    }

    /// Handles what begins with `<` at `at`; answers how many bytes it took.
    fn markup(&mut self, at: usize, rest: &'a str, hopeless: bool) -> usize {
        if rest.starts_with("<!--") {
            let inner = rest.get(4..).unwrap_or_default();
            return self.skip(rest, inner.find("-->").map(|end| end + 7));
        }
        let named =
            rest.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        let end = if named && !hopeless { self.tag_end(rest) } else { None };
        let Some(end) = end else {
            self.text(at, "<");
            return 1;
        };
        let inner = rest.get(1..end).unwrap_or_default();
        let (name, attributes) = name_of(inner);
        let length = end + 1;
        match name.as_str() {
            "script" | "style" | "title" | "noscript" if !inner.ends_with('/') => {
                let body = rest.get(length..).unwrap_or_default();
                let close = find_close(body, &name);
                self.skip(rest, close.map(|close| length + close))
            }
            _ => {
                self.tag(at, &name, attributes);
                length
            }
        }
    }

    fn skip(&mut self, rest: &str, length: Option<usize>) -> usize {
        self.page.broken |= length.is_none();
        length.unwrap_or(rest.len())
    }

    /// Offset of the `>` that ends the tag, quotes honoured.
    fn tag_end(&mut self, rest: &str) -> Option<usize> {
        if self.runaway >= MAX_RUNAWAY {
            return rest.find('>');
        }
        let mut quote = None;
        let mut value = false;
        for (at, byte) in rest.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (None, b'"' | b'\'') if value => quote = Some(byte),
                (None, b'>') => return Some(at),
                _ => {}
            }
            value = byte == b'=' || value && byte.is_ascii_whitespace();
        }
        self.runaway += 1;
        self.page.broken = true;
        rest.find('>')
    }

    fn tag(&mut self, at: usize, name: &str, attributes: &str) {
        match name {
            "a" | "area" => {
                self.close_anchor();
                if let Some(href) = attribute(attributes, "href") {
                    self.anchor = Some((href, String::new(), self.doc.line(at)));
                    if name == "area" {
                        self.close_anchor();
                    }
                }
            }
            "/a" => self.close_anchor(),
            "form" => {
                if let Some(href) = attribute(attributes, "action") {
                    self.page.links.push(MailLink { href, shown: None, line: self.doc.line(at) });
                }
                self.end_line();
            }
            "pre" | "textarea" => {
                self.end_line();
                self.pre += 1;
            }
            "/pre" | "/textarea" => {
                self.end_line();
                self.pre = self.pre.saturating_sub(1);
            }
            "td" | "th" | "/td" | "/th" => self.space = !self.line.is_empty(),
            _ if BLOCKS.contains(&name.trim_matches('/')) => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, at: usize, text: &str) {
        let mut done = 0;
        while let Some(rest) = text.get(done..).filter(|it| !it.is_empty()) {
            let (c, length) = character(rest);
            let here = at + done;
            done += length;
            match c {
                '\n' if self.pre > 0 => self.end_line(),
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
                '\u{A0}' | '\t' | '\n' | '\r' | ' ' | '\u{C}' => self.space = !self.line.is_empty(),
                _ => self.push(here, c),
            }
        }
    }

    fn push(&mut self, at: usize, c: char) {
        if self.line.is_empty() {
            self.line_at = self.doc.line(at);
            self.bare.clear();
        }
        for c in self.space.then_some(' ').into_iter().chain([c]) {
            self.line.push(c);
            match self.anchor.as_mut() {
                Some((_, shown, _)) if shown.len() < MAX_SHOWN => shown.push(c),
                Some(_) => {}
                None => self.bare.push(c),
            }
        }
        if self.anchor.is_some() && !self.bare.ends_with(' ') {
            self.bare.push(' ');
        }
        self.space = false;
    }

    fn close_anchor(&mut self) {
        if let Some((href, shown, line)) = self.anchor.take() {
            let shown = Some(shown.trim().to_owned()).filter(|it| !it.is_empty());
            self.page.links.push(MailLink { href, shown, line });
        }
    }

    fn end_line(&mut self) {
        self.space = false;
        if self.line.is_empty() {
            return;
        }
        let number = self.line_at;
        self.page.links.extend(url::links(&self.bare, |_| number));
        for piece in pieces(&self.line, MAX_LINE) {
            self.page.lines.push(TextLine { text: piece.to_owned(), line: number });
        }
        self.line.clear();
    }
}

const BLOCKS: [&str; 30] = [
    "br",
    "p",
    "div",
    "tr",
    "table",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "body",
    "head",
    "html",
    "section",
    "article",
    "header",
    "footer",
    "center",
    "dl",
    "dt",
    "dd",
    "form",
    "option",
    "address",
];

/// Tag name in lower case (with its leading slash) and the rest.
fn name_of(inner: &str) -> (String, &str) {
    let end = inner.char_indices().skip(1).find(|&(_, c)| c.is_whitespace() || c == '/');
    let end = end.map_or(inner.len(), |(at, _)| at);
    let (name, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    (name.chars().take(20).collect::<String>().to_ascii_lowercase(), rest)
}

/// Offset behind the closing tag of that name, case ignored.
fn find_close(body: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = body.get(from..).and_then(|it| it.find("</")) {
        let tail = body.get(from + at + 2..)?;
        if tail.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
            let behind = tail.find('>').map_or(tail.len(), |end| end + 1);
            return Some(from + at + 2 + behind);
        }
        from += at + 2;
    }
    None
}

/// Value of an attribute, entities decoded.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, tail) = rest.split_at_checked(end)?;
        if name.is_empty() && tail.is_empty() {
            return None;
        }
        let tail = tail.trim_start();
        let Some(tail) = tail.strip_prefix('=') else {
            rest = tail;
            continue;
        };
        let tail = tail.trim_start();
        let (value, next) = match tail.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = tail.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => tail.split_at_checked(tail.find(char::is_whitespace).unwrap_or(tail.len()))?,
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(
                entities(value)
                    .chars()
                    .filter(|c| !c.is_control())
                    .collect::<String>()
                    .trim()
                    .to_owned(),
            );
        }
        rest = next;
    }
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (c, length) = character(rest);
        out.push(c);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The first character, an entity counting as one, and how many bytes it took.
fn character(text: &str) -> (char, usize) {
    let first = text.chars().next().unwrap_or(' ');
    if first == '&'
        && let Some(found) = entity(text)
    {
        return found;
    }
    (first, first.len_utf8())
}

fn entity(text: &str) -> Option<(char, usize)> {
    let window = text.as_bytes().get(1..).unwrap_or_default();
    let length = window
        .iter()
        .take(12)
        .position(|b| !b.is_ascii_alphanumeric() && *b != b'#')
        .unwrap_or(window.len().min(12));
    let name = text.get(1..=length)?;
    let whole = 1 + length + usize::from(window.get(length) == Some(&b';'));
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}');
        return Some((c, whole));
    }
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => '\u{A0}',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "yen" => '¥',
        "euro" => '€',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "bull" => '•',
        "middot" => '·',
        "times" => '×',
        "shy" | "zwnj" | "zwj" => '\u{AD}',
        _ => return None,
    };
    Some((c, whole))
}
