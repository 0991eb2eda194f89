//! Delimited text as rows of cells: bounded lines, quotes, any encoding, and every row with the
//! physical line it begins on.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

/// Longest line that is read; the rest of a longer one is skipped and the line is set aside.
pub const LINE_LIMIT: usize = 1 << 20;
/// Most cells of a record that are kept; no export has half as many.
const CELLS: usize = 32;
/// How many lines a quoted cell may run over.
const CELL_LINES: usize = 16;

/// One physical line.
#[derive(Debug, Default)]
struct Line {
    number: u32,
    bytes: Vec<u8>,
    too_long: bool,
}

/// What the next record is.
#[derive(Debug, PartialEq, Eq)]
pub enum Record {
    /// Cells are in [`Table::cells`].
    Cells,
    /// The line could not be split; the key says why.
    Broken(&'static str),
}

/// The cells of one record, without an allocation of their own.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    cells: [&'a str; CELLS],
    len: usize,
}

impl<'a> std::ops::Deref for Cells<'a> {
    type Target = [&'a str];
    fn deref(&self) -> &[&'a str] {
        self.cells.get(..self.len).unwrap_or_default()
    }
}

/// A reader of delimited text.
pub struct Table<R: Read> {
    reader: BufReader<DecodeReaderBytes<R, Vec<u8>>>,
    pending: VecDeque<Line>,
    spare: Line,
    next_number: u32,
    delimiter: u8,
    /// What ends a line; decided by the first bytes.
    line_end: Option<u8>,
    text: String,
    ends: Vec<usize>,
    line: u32,
}

impl<R: Read> std::fmt::Debug for Table<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("line", &self.line).finish_non_exhaustive()
    }
}

/// The encoding of a text by its first bytes: a byte-order mark, the zeros of UTF-16, or Shift_JIS
/// where it is not UTF-8; `None` for bytes that are no text.
pub fn encoding_of(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    let zeros =
        |odd: usize| head.iter().skip(odd).step_by(2).take(200).filter(|b| **b == 0).count();
    let half = head.len().min(400) / 2;
    if half >= 8 && zeros(1) * 10 > half * 7 {
        return Some(UTF_16LE);
    }
    if half >= 8 && zeros(0) * 10 > half * 7 {
        return Some(UTF_16BE);
    }
    match std::str::from_utf8(head) {
        Ok(_) => Some(UTF_8),
        // Cut inside a character at the end of the sample.
        Err(error) if error.error_len().is_none() => Some(UTF_8),
        Err(error) => {
            let (_, _, failed) =
                SHIFT_JIS.decode(head.get(..head.len().saturating_sub(1)).unwrap_or(head));
            // A stray bad byte late in UTF-8 text spoils one row, not the file.
            if failed || error.valid_up_to() > 4096 { Some(UTF_8) } else { Some(SHIFT_JIS) }
        }
    }
}

/// How a table that no reader knows is encoded and cut, by its first bytes; `None` for no text.
pub fn guessed(head: &[u8]) -> Option<(&'static Encoding, u8)> {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let cuts = |delimiter: u8| first.split(|byte| *byte == delimiter).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|it| cuts(*it))?;
    Some((encoding_of(head)?, delimiter))
}

impl<R: Read> Table<R> {
    /// Reads `input` in an encoding, splitting at `delimiter`.
    pub fn new(input: R, encoding: &'static Encoding, delimiter: u8) -> Self {
        let mut builder = DecodeReaderBytesBuilder::new();
        // UTF-8 passes through untouched: broken bytes must stay visible as such.
        builder
            .encoding(if encoding == UTF_8 { None } else { Some(encoding) })
            .utf8_passthru(true)
            .strip_bom(true);
        Self {
            reader: BufReader::with_capacity(1 << 16, builder.build(input)),
            pending: VecDeque::new(),
            spare: Line::default(),
            next_number: 1,
            delimiter,
            line_end: None,
            text: String::new(),
            ends: Vec::new(),
            line: 0,
        }
    }

    /// Physical line where the current record begins.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The current record's cells, without quotes.
    pub fn cells(&self) -> Cells<'_> {
        let mut cells = Cells { cells: [""; CELLS], len: 0 };
        let mut start = 0;
        for (cell, end) in cells.cells.iter_mut().zip(&self.ends) {
            *cell = self.text.get(start..*end).unwrap_or_default();
            start = *end;
        }
        cells.len = self.ends.len().min(CELLS);
        cells
    }

    /// Whether something stands in the cells that are not kept.
    pub fn spills(&self) -> bool {
        let kept = self.ends.get(CELLS - 1).copied();
        kept.is_some_and(|end| self.text.get(end..).is_some_and(|rest| !rest.trim().is_empty()))
    }

    /// Goes on to the next record that is not an empty line; `None` at the end. `width` is the
    /// header's: a quote left open may join lines only where the joined record has that many cells.
    pub fn next(&mut self, width: Option<usize>) -> io::Result<Option<Record>> {
        loop {
            let Some(line) = self.take_line()? else { return Ok(None) };
            self.line = line.number;
            let blank = line.bytes.iter().all(u8::is_ascii_whitespace);
            let record =
                if blank && !line.too_long { None } else { Some(self.split(&line, width)?) };
            self.spare = line;
            if let Some(record) = record {
                return Ok(Some(record));
            }
        }
    }

    fn split(&mut self, line: &Line, width: Option<usize>) -> io::Result<Record> {
        self.text.clear();
        self.ends.clear();
        if line.too_long {
            return Ok(Record::Broken("line_too_long"));
        }
        if memchr::memchr(0, &line.bytes).is_some() {
            return Ok(Record::Broken("nul_bytes"));
        }
        let Ok(text) = std::str::from_utf8(&line.bytes) else {
            return Ok(Record::Broken("not_utf8"));
        };
        if memchr::memchr(b'"', &line.bytes).is_none() {
            self.split_plain(text);
            return Ok(Record::Cells);
        }
        if split_quoted(text, self.delimiter, &mut self.text, &mut self.ends) {
            return Ok(Record::Cells);
        }
        self.join_open_quote(text, width)
    }

    /// No quotes anywhere: the cells are copied as they stand, without the delimiters.
    fn split_plain(&mut self, text: &str) {
        let delimiter = char::from(self.delimiter);
        for cell in text.split(delimiter) {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
    }

    /// A quote is still open at the end of the line. The record may run on; it is accepted only when
    /// it then has the header's width, else this line alone is broken and the rest is read afresh.
    fn join_open_quote(&mut self, first: &str, width: Option<usize>) -> io::Result<Record> {
        let mut joined = first.to_owned();
        let mut taken = Vec::new();
        while taken.len() < CELL_LINES {
            let Some(line) = self.take_line()? else { break };
            let more =
                std::str::from_utf8(&line.bytes).ok().filter(|_| !line.too_long).map(str::to_owned);
            taken.push(line);
            let Some(more) = more else { break };
            // A line that is a whole record by itself is no continuation: two stray quotes must not
            // swallow the rows between them.
            let delimiters = more.bytes().filter(|byte| *byte == self.delimiter).count();
            if width.is_some_and(|width| width > 1 && delimiters + 1 == width) {
                break;
            }
            joined.push('\n');
            joined.push_str(&more);
            self.text.clear();
            self.ends.clear();
            if joined.len() > LINE_LIMIT {
                break;
            }
            if split_quoted(&joined, self.delimiter, &mut self.text, &mut self.ends) {
                if width.is_none_or(|width| width == self.ends.len()) {
                    return Ok(Record::Cells);
                }
                break;
            }
        }
        for line in taken.into_iter().rev() {
            self.pending.push_front(line);
        }
        Ok(Record::Broken("open_quote"))
    }

    fn take_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        let mut line = std::mem::take(&mut self.spare);
        line.bytes.clear();
        line.too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            if self.line_end.is_none() {
                self.line_end = line_end_of(line.bytes.last(), chunk);
                if self.line_end == Some(b'\r') && line.bytes.last() == Some(&b'\r') {
                    break;
                }
            }
            let newline = self.line_end.and_then(|end| memchr::memchr(end, chunk));
            let piece = chunk.get(..newline.unwrap_or(chunk.len())).unwrap_or_default();
            if line.bytes.len() + piece.len() <= LINE_LIMIT {
                line.bytes.extend_from_slice(piece);
            } else {
                line.too_long = true;
                if let Some(end) = self.line_end {
                    self.reader.skip_until(end)?;
                    break;
                }
            }
            let used = piece.len() + usize::from(newline.is_some());
            self.reader.consume(used);
            if newline.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        if line.bytes.last() == Some(&b'\r') {
            line.bytes.pop();
        }
        line.number = self.next_number;
        self.next_number = self.next_number.saturating_add(1);
        Ok(Some(line))
    }
}

/// A lone carriage return ends the lines of a file (as on an old Mac) only where no line feed stands
/// near the first one: elsewhere it is a part of a cell. `None` as long as neither was seen, or one at
/// the very end of what was read.
fn line_end_of(before: Option<&u8>, chunk: &[u8]) -> Option<u8> {
    if memchr::memchr(b'\n', chunk).is_some() {
        return Some(b'\n');
    }
    let (_, body) = chunk.split_last()?;
    let lone = before == Some(&b'\r') || memchr::memchr(b'\r', body).is_some();
    lone.then_some(b'\r')
}

/// Splits a record with quotes (RFC 4180); `false` when a quote is still open at the end.
fn split_quoted(record: &str, delimiter: u8, text: &mut String, ends: &mut Vec<usize>) -> bool {
    text.clear();
    ends.clear();
    let mut rest = record;
    loop {
        let trimmed = rest.trim_start_matches(' ');
        let after = if let Some(quoted) = trimmed.strip_prefix('"') {
            let Some(after) = take_quoted(quoted, text) else { return false };
            after
        } else {
            rest
        };
        // What follows a closed quote up to the delimiter belongs to the cell, as spreadsheets read it.
        let (cell, next) = match after.split_once(char::from(delimiter)) {
            Some((cell, next)) => (cell, Some(next)),
            None => (after, None),
        };
        text.push_str(cell);
        ends.push(text.len());
        let Some(next) = next else { return true };
        rest = next;
    }
}

/// Copies a quoted cell, `""` being one quote, and gives what stands behind it; `None` when it never ends.
fn take_quoted<'a>(mut rest: &'a str, text: &mut String) -> Option<&'a str> {
    loop {
        let (inside, after) = rest.split_once('"')?;
        text.push_str(inside);
        match after.strip_prefix('"') {
            Some(next) => {
                text.push('"');
                rest = next;
            }
            None => return Some(after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8], width: Option<usize>) -> Vec<(u32, String)> {
        let mut table = Table::new(bytes, encoding_of(bytes).unwrap(), b',');
        let mut rows = Vec::new();
        while let Some(record) = table.next(width).unwrap() {
            let text = match record {
                Record::Broken(key) => format!("!{key}"),
                Record::Cells => table.cells().join("|"),
            };
            rows.push((table.line(), text));
        }
        rows
    }

    fn row(line: u32, text: &str) -> (u32, String) {
        (line, text.to_owned())
    }

    #[test]
    fn splits_quotes_commas_and_blank_lines() {
        let read = rows(b"\xef\xbb\xbfa,b\r\n\r\n\"1,205\",\"say \"\"x\"\"\"\r\nlast,", Some(2));
        assert_eq!(read, [row(1, "a|b"), row(3, "1,205|say \"x\""), row(4, "last|")]);
    }

    #[test]
    fn an_open_quote_spoils_one_line_and_not_the_rest() {
        let read = rows(b"a,b\n\"oops,1\n2,3\n4,5\n", Some(2));
        assert_eq!(read, [row(1, "a|b"), row(2, "!open_quote"), row(3, "2|3"), row(4, "4|5")]);
    }

    #[test]
    fn two_stray_quotes_do_not_swallow_the_rows_between() {
        let read = rows(b"a,b\n1,\"x\n2,y\n3,z\"\n4,w\n", Some(2));
        let lines: Vec<u32> = read.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5]);
        assert_eq!(read[2], row(3, "2|y"));
    }

    #[test]
    fn a_quoted_cell_may_run_over_lines() {
        let read = rows(b"a,b\n1,\"two\nlines\"\n3,4\n", Some(2));
        assert_eq!(read, [row(1, "a|b"), row(2, "1|two\nlines"), row(4, "3|4")]);
    }

    #[test]
    fn lines_of_an_old_mac_are_counted_as_an_editor_counts_them() {
        let read = rows(b"a,b\r1,2\r\r\"3,\",4\r5,6", Some(2));
        assert_eq!(read, [row(1, "a|b"), row(2, "1|2"), row(4, "3,|4"), row(5, "5|6")]);
        // Beside line feeds a lone carriage return is a part of its cell.
        assert_eq!(rows(b"a,b\r\n1\r,2\r\n", Some(2)), [row(1, "a|b"), row(2, "1\r|2")]);
        assert_eq!(rows(b"a,b\r", Some(2)), [row(1, "a|b")]);
    }

    #[test]
    fn broken_bytes_are_named() {
        let read = rows(b"a,b\n\0,1\n\xff\xfe\xfd,2\n", Some(2));
        assert_eq!(read, [row(1, "a|b"), row(2, "!nul_bytes"), row(3, "!not_utf8")]);
    }

    #[test]
    fn other_encodings_are_decoded() {
        let text = "時間,コイン\n26-01-01,BTC\n";
        let (shift_jis, ..) = SHIFT_JIS.encode(text);
        assert_eq!(rows(&shift_jis, None)[0], row(1, "時間|コイン"));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(
            rows(&[&[0xff, 0xfe], wide.as_slice()].concat(), None)[1],
            row(2, "26-01-01|BTC")
        );
    }

    #[test]
    fn a_line_without_end_is_bounded() {
        let mut bytes = b"a,b\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', 3 * LINE_LIMIT));
        bytes.extend_from_slice(b"\n1,2\n");
        assert_eq!(rows(&bytes, Some(2)), [row(1, "a|b"), row(2, "!line_too_long"), row(3, "1|2")]);
    }
}
