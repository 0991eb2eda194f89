//! Mailboxes: files in which many mails stand one after another, each begun by a `From ` line (mboxo
//! and mboxrd, RFC 4155). Every mail becomes an exhibit of its own.

use super::archive::{Guarded, Limits, Refusal, Sink, give};
use std::io::{self, BufRead, Read};

/// Longest line that is looked at in one piece; a longer one goes on in further pieces.
const LINE: u64 = 1 << 20;

/// Whether these first bytes may begin a mailbox; one mail alone may begin like this too.
pub fn begins(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.starts_with(b"From ") && head.split(|byte| *byte == b'\n').next().is_some_and(is_from_line)
}

/// Whether a second mail begins somewhere: one alone is read as the mail it is.
pub fn holds_several(input: impl BufRead) -> io::Result<bool> {
    let mut lines = Lines::new(input);
    let mut begun = 0;
    while lines.next()? {
        begun += usize::from(lines.begins_mail());
        if begun > 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Hands every mail to the sink as `0001.eml`, `0002.eml`, …, its `From ` line left out and the quoting
/// of such lines in its text undone. An `Err` is the sink's own, or the input's.
pub fn members(input: impl BufRead, limits: &Limits, sink: &mut dyn Sink) -> io::Result<()> {
    let mut lines = Lines::new(input);
    let mut more = lines.next()?;
    let mut count = 0;
    while more {
        if count >= limits.members {
            sink.refused("", Refusal::TooMany);
            break;
        }
        count += 1;
        if lines.begins_mail() {
            more = lines.next()?;
        }
        let mut mail = OneMail { lines, more, ready: Vec::new(), at: 0, blank: Vec::new() };
        give(&format!("{count:04}.eml"), Guarded::new(&mut mail, u64::MAX, limits), sink)?;
        // What the sink left is passed over: the next mail begins where it begins.
        io::copy(&mut mail, &mut io::sink())?;
        (lines, more) = (mail.lines, mail.more);
    }
    Ok(())
}

/// `From somebody@example.org Mon Jan  5 10:00:00 2026`: hour and year distinguish it from a sentence.
fn is_from_line(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line.get(..line.len().min(300)).unwrap_or_default());
    let digits =
        |word: &str, count| word.len() == count && word.bytes().all(|b| b.is_ascii_digit());
    let hour = |word: &str| word.split(':').filter(|part| digits(part, 2)).count() >= 2;
    text.starts_with("From ")
        && text.split_whitespace().any(hour)
        && text.split_whitespace().any(|word| digits(word, 4))
}

/// The lines of a mailbox with their ends.
struct Lines<B> {
    input: B,
    line: Vec<u8>,
    /// Whether `line` is the beginning of a line, not a further piece of it.
    starts: bool,
    /// Whether the line before it was empty, or there was none.
    after_blank: bool,
}

impl<B: BufRead> Lines<B> {
    fn new(input: B) -> Self {
        Self { input, line: Vec::new(), starts: true, after_blank: true }
    }

    /// Goes on; `false` at the end.
    fn next(&mut self) -> io::Result<bool> {
        if !self.line.is_empty() {
            self.after_blank = self.starts && matches!(self.line.as_slice(), b"\n" | b"\r\n");
            self.starts = self.line.ends_with(b"\n");
        }
        self.line.clear();
        Ok(self.input.by_ref().take(LINE).read_until(b'\n', &mut self.line)? > 0)
    }

    fn begins_mail(&self) -> bool {
        let line = self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line);
        self.starts && self.after_blank && is_from_line(line)
    }
}

/// The bytes of one mail, up to the next `From ` line.
struct OneMail<B> {
    lines: Lines<B>,
    /// Whether the current line is there: this mail's, or the one that begins the next.
    more: bool,
    ready: Vec<u8>,
    at: usize,
    /// An empty line: the mail's only when another line of it follows.
    blank: Vec<u8>,
}

impl<B: BufRead> OneMail<B> {
    /// Takes the current line into the mail, and one `>` off a quoted `From ` line.
    fn keep(&mut self) {
        let line = self.lines.line.as_slice();
        self.ready.append(&mut self.blank);
        if self.lines.starts && matches!(line, b"\n" | b"\r\n") {
            return self.blank.extend_from_slice(line);
        }
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        let is_from = line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From "));
        let quoted = self.lines.starts && quotes > 0 && is_from;
        self.ready.extend_from_slice(line.get(usize::from(quoted)..).unwrap_or_default());
    }
}

impl<B: BufRead> Read for OneMail<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.ready.len() {
            if !self.more || self.lines.begins_mail() {
                return Ok(0);
            }
            self.ready.clear();
            self.at = 0;
            self.keep();
            self.more = self.lines.next()?;
        }
        let n = self.ready.get(self.at..).unwrap_or_default().read(buffer)?;
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: &str = "From a@b.example Mon Jan  5 10:00:00 2026\nSubject: one\n\nhello\n>From here on\n\n\
        From the start of a sentence at the bank\n\n\
        From - Tue Jan  6 11:00:00 2026\r\nSubject: two\r\n\r\n>>From twice\r\n\r\n\
        From x Tue Jan  6 11:00:01 2026\nSubject: three\n";

    #[derive(Default)]
    struct Taken(Vec<(String, String)>);

    impl Sink for Taken {
        fn member(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
            let mut text = String::new();
            bytes.read_to_string(&mut text)?;
            self.0.push((name.to_owned(), text));
            Ok(())
        }
        fn refused(&mut self, name: &str, why: Refusal) {
            self.0.push((name.to_owned(), why.key().to_owned()));
        }
    }

    fn taken(text: &str, limits: &Limits) -> Vec<(String, String)> {
        let mut sink = Taken::default();
        members(text.as_bytes(), limits, &mut sink).unwrap();
        sink.0
    }

    #[test]
    fn every_mail_comes_out_as_it_was_sent() {
        assert!(begins(BOX.as_bytes()) && holds_several(BOX.as_bytes()).unwrap());
        let expected = [
            (
                "0001.eml",
                "Subject: one\n\nhello\nFrom here on\n\nFrom the start of a sentence at the bank\n",
            ),
            ("0002.eml", "Subject: two\r\n\r\n>From twice\r\n"),
            ("0003.eml", "Subject: three\n"),
        ];
        let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(taken(BOX, &Limits::default()), expected);
    }

    #[test]
    fn one_mail_alone_is_no_mailbox_and_a_sentence_begins_none() {
        let one = "From a@b.example Mon Jan  5 10:00:00 2026\nSubject: one\n\nhello\n";
        assert!(begins(one.as_bytes()) && !holds_several(one.as_bytes()).unwrap());
        assert!(!begins(b"From the bank I got 10:00 yen"));
    }

    #[test]
    fn mails_beyond_the_limit_are_refused_by_name() {
        let limits = Limits { members: 2, ..Limits::default() };
        assert_eq!(taken(BOX, &limits)[2], (String::new(), "too_many_members".to_owned()));
        let limits = Limits { member_bytes: 40, ..Limits::default() };
        let names: Vec<String> = taken(BOX, &limits).iter().map(|(_, text)| text.clone()).collect();
        assert_eq!(names, ["bomb", "Subject: two\r\n\r\n>From twice\r\n", "Subject: three\n"]);
    }
}
