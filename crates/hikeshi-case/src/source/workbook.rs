//! XLSX workbooks: the sheets that have rows, and their rows with their numbers. Only text and numbers
//! are read; styles, formulas and the stated dimension (wrong in the Japanese report) are not.
//!
//! A book with one filled sheet is that sheet. Of a book with several, each is an exhibit of its own:
//! its cells as text ([`write_text`]), line n being row n, so that a place in it can be cited.

mod names;
mod text;
mod words;

pub use text::{TextFault, write_text};
pub use words::{Words, words, words_beside};

use crate::problem::ProblemCode;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{self, BufRead, BufReader, Read, Seek};

/// Most bytes of the shared strings that are kept.
const STRINGS_LIMIT: u64 = 256 << 20;
/// Most shared strings: twice the cells of the longest report the exchange makes.
const STRINGS: usize = 4_000_000;
/// Most bytes of a sheet that are read.
const SHEET_LIMIT: u64 = 1 << 30;
/// Most bytes of cells of a sheet: every one of them may name the same long string, so that a few kilobytes
/// swell to terabytes. A million rows of the widest export come to less.
const CELLS_LIMIT: u64 = 256 << 20;
/// Columns beyond this are not read, and said so; no export has a fifth as many.
const COLUMNS: usize = 256;
/// Rows of a sheet, as the format allows (ECMA-376, as Excel 2007 and later keep to).
const ROWS: u32 = 1_048_576;

/// Why a workbook could not be read to its end; the rows before were handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No workbook at all.
    NotAWorkbook,
    /// No XML, or damaged in its container.
    Broken,
    /// The sheet ends before it is closed.
    CutShort,
    /// More bytes, rows, cells or shared strings than are read.
    TooLarge,
    /// Cells stand in columns beyond those that are read; the first such row.
    TooWide(u32),
    /// A row stands before an earlier one, so that its number cannot be trusted.
    Disordered(u32),
}

impl Fault {
    /// The problem's code, the key that says why, and the row where there is one.
    pub fn problem(self) -> (ProblemCode, &'static str, Option<u32>) {
        match self {
            Self::NotAWorkbook => (ProblemCode::FileUnreadable, "broken", None),
            Self::Broken => (ProblemCode::FileTruncated, "broken", None),
            Self::CutShort => (ProblemCode::FileTruncated, "cut_short", None),
            Self::TooLarge => (ProblemCode::FileOverLimit, "sheet_too_large", None),
            Self::TooWide(row) => (ProblemCode::FileOverLimit, "sheet_too_wide", Some(row)),
            Self::Disordered(row) => {
                (ProblemCode::FileUnreadable, "sheet_rows_disordered", Some(row))
            }
        }
    }
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What its tab says; the name of its part where the book does not say.
    pub name: String,
    /// Its part of the container; empty for a sheet that has no cells, such as a chart.
    pub part: String,
}

/// The sheets that hold something, in the order of the book; `None` when this is no workbook. One that
/// cannot be looked into counts as filled: it has to be named.
pub fn filled_sheets<R: Read + Seek>(input: R) -> Option<Vec<Sheet>> {
    let mut archive = zip::ZipArchive::new(input).ok()?;
    archive.index_for_name("xl/workbook.xml")?;
    let mut sheets = names::sheets(&mut archive);
    sheets.retain(|sheet| {
        let Ok(file) = archive.by_name(&sheet.part) else { return true };
        let mut rows = Rows::new(file, &[]);
        loop {
            match rows.next() {
                Ok(Some((_, cells))) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(row) => return row.is_some(),
                Err(_) => return true,
            }
        }
    });
    Some(sheets)
}

/// The first `limit` rows of a book with one sheet, for recognition; `None` when this is no workbook.
pub fn first_rows<R: Read + Seek>(input: R, limit: usize) -> Option<Vec<(u32, Vec<String>)>> {
    let mut rows = Vec::new();
    let result = each_row(input, &mut |number, cells| {
        rows.push((number, cells.to_vec()));
        rows.len() < limit
    });
    match result {
        Err(Fault::NotAWorkbook) => None,
        _ => Some(rows),
    }
}

/// Calls `take` with each row's number and its cells (column A first) of the first sheet that has rows,
/// until it says `false`.
pub fn each_row<R: Read + Seek>(
    input: R,
    take: &mut dyn FnMut(u32, &[String]) -> bool,
) -> Result<(), Fault> {
    each_row_within(CELLS_LIMIT, input, take)
}

fn each_row_within<R: Read + Seek>(
    cells_limit: u64,
    input: R,
    take: &mut dyn FnMut(u32, &[String]) -> bool,
) -> Result<(), Fault> {
    let mut archive = zip::ZipArchive::new(input).map_err(|_| Fault::NotAWorkbook)?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Fault::NotAWorkbook);
    }
    let strings = strings_of(&mut archive)?;
    for sheet in names::sheets(&mut archive).iter().filter(|sheet| !sheet.part.is_empty()) {
        let file = archive.by_name(&sheet.part).map_err(|_| Fault::Broken)?;
        let mut rows = Rows { room: cells_limit, ..Rows::new(file, &strings) };
        let mut any = false;
        while let Some((number, cells)) = rows.next()? {
            any = true;
            if !take(number, cells) {
                return Ok(());
            }
        }
        rows.whole()?;
        if any {
            break;
        }
    }
    Ok(())
}

fn strings_of<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> Result<Vec<String>, Fault> {
    const PART: &str = "xl/sharedStrings.xml";
    if archive.index_for_name(PART).is_none() {
        return Ok(Vec::new());
    }
    let file = archive.by_name(PART).map_err(|_| Fault::Broken)?;
    let mut input = BufReader::new(file.take(STRINGS_LIMIT));
    let strings = shared_strings(&mut input);
    if input.get_ref().limit() == 0 { Err(Fault::TooLarge) } else { strings }
}

fn shared_strings(input: impl BufRead) -> Result<Vec<String>, Fault> {
    let mut reader = Reader::from_reader(input);
    let mut buffer = Vec::new();
    let mut strings = Vec::new();
    let mut current = String::new();
    let mut in_text = false;
    let mut phonetic = false;
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| Fault::Broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => current.clear(),
                "t" => in_text = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "si" => keep(&mut strings, std::mem::take(&mut current))?,
                "t" => in_text = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                keep(&mut strings, String::new())?;
            }
            event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) if in_text => {
                push_text(&event, &mut current);
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
        buffer.clear();
    }
}

/// Keeps one more shared string, as long as there are no more than a sheet has cells for.
fn keep(strings: &mut Vec<String>, string: String) -> Result<(), Fault> {
    if strings.len() >= STRINGS {
        return Err(Fault::TooLarge);
    }
    strings.push(string);
    Ok(())
}

/// What a text event says, with its entity resolved.
fn push_text(event: &Event<'_>, into: &mut String) {
    match event {
        Event::Text(text) => into.push_str(text),
        Event::CData(text) => into.push_str(text),
        Event::GeneralRef(entity) => {
            if let Ok(Some(c)) = entity.resolve_char_ref() {
                into.push(c);
            } else {
                let known = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
                let name: &str = entity;
                into.extend(known.iter().find(|(key, _)| *key == name).map(|(_, c)| *c));
            }
        }
        _ => {}
    }
}

/// What the cell being read is.
#[derive(Default)]
struct Cell {
    column: usize,
    shared: bool,
    text: String,
    in_value: bool,
}

/// The rows of one sheet, one after another.
struct Rows<'s, R: Read> {
    reader: Reader<BufReader<io::Take<R>>>,
    strings: &'s [String],
    buffer: Vec<u8>,
    /// The number of the row being read.
    number: u32,
    /// The number of the last row that was handed out.
    last: u32,
    cells: Vec<String>,
    cell: Cell,
    /// How many more bytes of cells are read.
    room: u64,
    /// Whether the end of the table was seen.
    closed: bool,
    /// What is told at the end, because every row could be read.
    wide: Option<Fault>,
}

impl<'s, R: Read> Rows<'s, R> {
    fn new(sheet: R, strings: &'s [String]) -> Self {
        Self {
            reader: Reader::from_reader(BufReader::new(sheet.take(SHEET_LIMIT))),
            strings,
            buffer: Vec::new(),
            number: 0,
            last: 0,
            cells: Vec::new(),
            cell: Cell::default(),
            room: CELLS_LIMIT,
            closed: false,
            wide: None,
        }
    }

    /// The next row that has a cell with something in it; `None` behind the last.
    fn next(&mut self) -> Result<Option<(u32, &[String])>, Fault> {
        let mut in_sheet = true;
        while in_sheet {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            let Ok(event) = event else { return Err(self.ended(Fault::Broken)) };
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        self.number = number_of(&tag, self.number);
                        self.cells.clear();
                        self.cell.column = 0;
                    }
                    "c" => begin_cell(&tag, &mut self.cell),
                    "v" | "t" => self.cell.in_value = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "v" | "t" => self.cell.in_value = false,
                    "c" => self.end_cell()?,
                    "sheetData" => self.closed = true,
                    "row" if self.cells.iter().any(|cell| !cell.is_empty()) => {
                        return self.placed().map(Some);
                    }
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "row" => self.number = number_of(&tag, self.number),
                    "c" => {
                        begin_cell(&tag, &mut self.cell);
                        self.end_cell()?;
                    }
                    _ => {}
                },
                event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_))
                    if self.cell.in_value =>
                {
                    push_text(&event, &mut self.cell.text);
                }
                Event::Eof => in_sheet = false,
                _ => {}
            }
        }
        if self.number > 0 && !self.closed { Err(self.ended(Fault::CutShort)) } else { Ok(None) }
    }

    /// The row that was just closed, if its number is one a sheet can have.
    fn placed(&mut self) -> Result<(u32, &[String]), Fault> {
        if self.number <= self.last {
            return Err(Fault::Disordered(self.number));
        }
        if self.number > ROWS {
            return Err(Fault::TooLarge);
        }
        self.last = self.number;
        Ok((self.number, &self.cells))
    }

    /// A sheet that is longer than what is read breaks anywhere.
    fn ended(&self, fault: Fault) -> Fault {
        if self.reader.get_ref().get_ref().limit() == 0 { Fault::TooLarge } else { fault }
    }

    /// After the last row: whether every cell was read.
    fn whole(&self) -> Result<(), Fault> {
        self.wide.map_or(Ok(()), Err)
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        let text = std::mem::take(&mut self.cell.text);
        let shared = if self.cell.shared {
            // A reference to no string: something stood there.
            let at = text.trim().parse().ok();
            Some(at.and_then(|at: usize| self.strings.get(at)).map_or("\u{fffd}", String::as_str))
        } else {
            None
        };
        if self.cell.column < COLUMNS {
            // Before it is copied: one row alone may name a string of megabytes in every column.
            let size = shared.map_or(text.len(), str::len) as u64;
            self.room = self.room.checked_sub(size).ok_or(Fault::TooLarge)?;
            while self.cells.len() <= self.cell.column {
                self.cells.push(String::new());
            }
            if let Some(entry) = self.cells.get_mut(self.cell.column) {
                *entry = shared.map_or(text, str::to_owned);
            }
        } else if !shared.unwrap_or(&text).trim().is_empty() {
            self.wide.get_or_insert(Fault::TooWide(self.number));
        }
        self.cell.column += 1;
        Ok(())
    }
}

fn number_of(row: &BytesStart<'_>, before: u32) -> u32 {
    let stated = attribute(row, "r").and_then(|r| r.parse().ok());
    stated.unwrap_or_else(|| before.saturating_add(1))
}

fn begin_cell(tag: &BytesStart<'_>, cell: &mut Cell) {
    if let Some(column) = attribute(tag, "r").and_then(|r| column_of(&r)) {
        cell.column = column;
    }
    cell.shared = attribute(tag, "t").as_deref() == Some("s");
    cell.text.clear();
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute =
        tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.value.into_owned())
}

/// Column of a cell reference: `C10` is 2.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let mut column = 0_usize;
    for letter in letters.take(4) {
        column = column * 26 + usize::from(letter - b'A') + 1;
    }
    column.checked_sub(1)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::fmt::Write as _;
    use std::io::{Cursor, Write};

    /// A workbook as the exchange's report tool writes it: gaps between columns, a wrong dimension.
    pub(crate) fn report(rows: &[(u32, &[(&str, &str)])]) -> Vec<u8> {
        let mut sheet =
            String::from(r#"<?xml version="1.0"?><worksheet><dimension ref="A1"/><sheetData>"#);
        for (number, cells) in rows {
            write!(sheet, r#"<row r="{number}">"#).unwrap();
            for (column, text) in *cells {
                write!(
                    sheet,
                    r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#
                )
                .unwrap();
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData></worksheet>");
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in
            [("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", &sheet)]
        {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_keep_their_columns_and_rows() {
        let bytes = report(&[(3, &[("C", "取引履歴")]), (10, &[("C", "A&amp;B"), ("F", "x")])]);
        let rows = first_rows(Cursor::new(bytes), 30).unwrap();
        assert_eq!(rows[0], (3, vec![String::new(), String::new(), "取引履歴".to_owned()]));
        assert_eq!(rows[1].1[2], "A&B");
        assert_eq!(rows[1].1[5], "x");
        assert_eq!(rows[1].0, 10);
    }

    #[test]
    fn what_is_no_workbook_is_said_so() {
        assert_eq!(first_rows(Cursor::new(b"PK\x03\x04 no".to_vec()), 5), None);
    }

    /// A workbook of `rows` rows that each name the same string of `size_bytes` in two cells.
    fn swelling(rows: u32, size_bytes: usize) -> Vec<u8> {
        let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(size_bytes));
        let cells = "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c>";
        let mut sheet = String::from("<worksheet><sheetData>");
        for row in 1..=rows {
            write!(sheet, "<row r=\"{row}\">{cells}</row>").unwrap();
        }
        sheet.push_str("</sheetData></worksheet>");
        let parts = [
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/sharedStrings.xml", &strings),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_that_name_one_long_string_are_read_as_far_as_the_limit() {
        let book = swelling(50, 1_000);
        let read = |limit: u64| {
            let mut rows = Vec::new();
            let result = each_row_within(limit, Cursor::new(&book), &mut |number, cells| {
                rows.push((number, cells.iter().map(String::len).sum::<usize>()));
                true
            });
            (result, rows)
        };
        let (whole, rows) = read(100_000);
        assert_eq!((whole, rows.len()), (Ok(()), 50));
        let (cut, rows) = read(7_999);
        assert_eq!((cut, rows), (Err(Fault::TooLarge), vec![(1, 2_000), (2, 2_000), (3, 2_000)]));
    }
}
