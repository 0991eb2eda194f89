//! XLSX workbooks: the rows of the first sheet that has any, with their row numbers. Only text and
//! numbers are read; styles, formulas and the stated dimension (wrong in the Japanese report) are not.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read, Seek};

/// Most bytes of the shared strings that are kept.
const STRINGS_LIMIT: u64 = 256 << 20;
/// Most shared strings: twice the cells of the longest report the exchange makes.
const STRINGS: usize = 4_000_000;
/// Most bytes of a sheet that are read.
const SHEET_LIMIT: u64 = 1 << 30;
/// Columns beyond this are left out; no export has half as many.
const COLUMNS: usize = 32;

/// Why a workbook could not be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No workbook at all.
    NotAWorkbook,
    /// The sheet breaks off or is no XML; the rows before it were handed out.
    Broken,
}

/// The first `limit` rows, for recognition; `None` when this is no workbook.
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

/// Calls `take` with the sheet row's number and its cells (column A first), until it says `false`.
pub fn each_row<R: Read + Seek>(
    input: R,
    take: &mut dyn FnMut(u32, &[String]) -> bool,
) -> Result<(), Fault> {
    let mut archive = zip::ZipArchive::new(input).map_err(|_| Fault::NotAWorkbook)?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Fault::NotAWorkbook);
    }
    let mut sheets: Vec<String> = archive
        .file_names()
        .flatten()
        .filter(|name| name.starts_with("xl/worksheets/") && name.ends_with(".xml"))
        .map(Cow::into_owned)
        .collect();
    sheets.sort_by_key(|name| (name.len(), name.clone()));
    let strings = match archive.by_name("xl/sharedStrings.xml") {
        Ok(file) => shared_strings(BufReader::new(file.take(STRINGS_LIMIT)))?,
        Err(_) => Vec::new(),
    };
    for sheet in sheets {
        let Ok(file) = archive.by_name(&sheet) else { return Err(Fault::Broken) };
        let mut any = false;
        let mut wanted = true;
        sheet_rows(BufReader::new(file.take(SHEET_LIMIT)), &strings, &mut |number, cells| {
            any = true;
            wanted = take(number, cells);
            wanted
        })?;
        if any || !wanted {
            break;
        }
    }
    Ok(())
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
        return Err(Fault::Broken);
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

fn sheet_rows(
    input: impl BufRead,
    strings: &[String],
    take: &mut dyn FnMut(u32, &[String]) -> bool,
) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(input);
    let mut buffer = Vec::new();
    let mut number = 0_u32;
    let mut cells: Vec<String> = Vec::new();
    let mut cell = Cell::default();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| Fault::Broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    number = attribute(&tag, "r")
                        .and_then(|r| r.parse().ok())
                        .unwrap_or_else(|| number.saturating_add(1));
                    cells.clear();
                    cell.column = 0;
                }
                "c" => begin_cell(&tag, &mut cell),
                "v" | "t" => cell.in_value = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "t" => cell.in_value = false,
                "c" => end_cell(&mut cell, strings, &mut cells),
                "row" if cells.iter().any(|cell| !cell.is_empty()) && !take(number, &cells) => {
                    return Ok(());
                }
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => {
                    number = attribute(&tag, "r")
                        .and_then(|r| r.parse().ok())
                        .unwrap_or_else(|| number.saturating_add(1));
                }
                "c" => {
                    begin_cell(&tag, &mut cell);
                    end_cell(&mut cell, strings, &mut cells);
                }
                _ => {}
            },
            event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) if cell.in_value => {
                push_text(&event, &mut cell.text);
            }
            Event::Eof => {
                return if number == 0 || cells.is_empty() { Ok(()) } else { finished(&cell) };
            }
            _ => {}
        }
        buffer.clear();
    }
}

fn finished(cell: &Cell) -> Result<(), Fault> {
    if cell.in_value { Err(Fault::Broken) } else { Ok(()) }
}

fn begin_cell(tag: &BytesStart<'_>, cell: &mut Cell) {
    if let Some(column) = attribute(tag, "r").and_then(|r| column_of(&r)) {
        cell.column = column;
    }
    cell.shared = attribute(tag, "t").as_deref() == Some("s");
    cell.text.clear();
}

fn end_cell(cell: &mut Cell, strings: &[String], cells: &mut Vec<String>) {
    let text = std::mem::take(&mut cell.text);
    let text = if cell.shared {
        text.trim()
            .parse::<usize>()
            .ok()
            .and_then(|at| strings.get(at))
            .cloned()
            .unwrap_or_default()
    } else {
        text
    };
    if cell.column < COLUMNS {
        while cells.len() <= cell.column {
            cells.push(String::new());
        }
        if let Some(entry) = cells.get_mut(cell.column) {
            *entry = text;
        }
    }
    cell.column += 1;
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
}
