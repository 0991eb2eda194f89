//! A sheet as text: its cells between commas, line n being row n. What is sealed when a book has
//! several sheets, so that every one can be read, cited and handed on like any other table.

use super::{Fault, ROWS, Rows, Sheet, strings_of};
use std::io::{self, Read, Seek, Write};

/// How writing a sheet ended, when it did not end with its last row.
#[derive(Debug)]
pub enum TextFault {
    /// The sheet; what stands before was written.
    Sheet(Fault),
    /// The writer refused.
    Write(io::Error),
}

impl From<Fault> for TextFault {
    fn from(fault: Fault) -> Self {
        Self::Sheet(fault)
    }
}

impl From<io::Error> for TextFault {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Writes the cells of a sheet as UTF-8 with commas (RFC 4180). Empty rows are empty lines; every
/// other line has as many cells as the widest row; a line break within a cell becomes a space, because
/// a row is one line.
pub fn write_text<R: Read + Seek>(
    input: R,
    sheet: &Sheet,
    out: &mut dyn Write,
) -> Result<(), TextFault> {
    let mut archive = zip::ZipArchive::new(input).map_err(|_| Fault::NotAWorkbook)?;
    let strings = strings_of(&mut archive)?;
    let file = archive.by_name(&sheet.part).map_err(|_| Fault::Broken)?;
    let mut rows = Rows::new(file, &strings);
    let mut width = 0;
    // What ends the sheet early is met again below, after the rows before it.
    while let Ok(Some((_, cells))) = rows.next() {
        width = width.max(filled(cells));
    }
    drop(rows);
    let file = archive.by_name(&sheet.part).map_err(|_| Fault::Broken)?;
    let mut rows = Rows::new(file, &strings);
    let mut line = 1;
    while let Some((number, cells)) = rows.next()? {
        while line < number.min(ROWS) {
            out.write_all(b"\n")?;
            line += 1;
        }
        let row: Vec<String> =
            (0..width).map(|at| cells.get(at).map_or_else(String::new, |c| quoted(c))).collect();
        out.write_all(row.join(",").as_bytes())?;
        out.write_all(b"\n")?;
        line += 1;
    }
    rows.whole()?;
    Ok(())
}

/// How many cells there are up to the last filled one.
fn filled(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

fn quoted(cell: &str) -> String {
    let line = cell.replace(['\r', '\n'], " ");
    if line.contains([',', '"']) { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}
