//! A made-up case: files in memory, each with the hash of its bytes, and what is read of them.

use hikeshi_case::event::Events;
use hikeshi_case::examination::ExhibitReport;
use hikeshi_case::exhibit::{Exhibit, ExhibitId, Exhibits, ReadSeek};
use hikeshi_case::finding::{Fact, Finding};
use hikeshi_case::{Examination, Options, examine, read_rows};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Cursor, Write};

/// Exhibits in memory as the vault hands them over: numbered from 1 and hashed.
#[derive(Default)]
pub(crate) struct Case {
    exhibits: Vec<Exhibit>,
    bytes: Vec<Vec<u8>>,
}

impl Case {
    /// Adds a file.
    pub(crate) fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        self.exhibits.push(Exhibit {
            id: ExhibitId(u32::try_from(self.exhibits.len() + 1).unwrap()),
            name: name.to_owned(),
            of: None,
            sha256: format!("{:x}", Sha256::digest(&bytes)),
            size_bytes: bytes.len() as u64,
        });
        self.bytes.push(bytes);
        self
    }

    pub(crate) fn examine(&self) -> Examination {
        examine(self, &Options::default())
    }

    pub(crate) fn events(&self) -> Events {
        read_rows(self)
    }
}

impl Exhibits for Case {
    fn all(&self) -> &[Exhibit] {
        &self.exhibits
    }

    fn open(&self, id: ExhibitId) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(Cursor::new(self.bytes[id.0 as usize - 1].as_slice())))
    }
}

/// Examines a single file.
pub(crate) fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Examination {
    Case::default().with(name, bytes).examine()
}

/// Lines of a file, each ended.
pub(crate) fn csv(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line, "\n"].concat().into_bytes()).collect()
}

/// The same with a byte-order mark.
pub(crate) fn bom(lines: &[&str]) -> Vec<u8> {
    [b"\xef\xbb\xbf".as_slice(), &csv(lines)].concat()
}

/// The first exhibit's report.
pub(crate) fn first(examination: &Examination) -> &ExhibitReport {
    &examination.exhibits[0]
}

/// When the `n`th exhibit begins, in UTC; empty when it has no times.
pub(crate) fn begins(examination: &Examination, n: usize) -> String {
    examination.exhibits[n].period.map_or_else(String::new, |(from, _)| from.to_string())
}

/// What is left of a coin; empty when nothing is.
pub(crate) fn balance(examination: &Examination, coin: &str) -> String {
    let found = examination.balances.iter().find(|(name, _)| name == coin);
    found.map_or_else(String::new, |(_, amount)| amount.to_string())
}

/// Findings of a code.
pub(crate) fn findings<'a>(examination: &'a Examination, code: &str) -> Vec<&'a Finding> {
    examination.findings.iter().filter(|finding| finding.code.key() == code).collect()
}

/// A fact as text.
pub(crate) fn fact(finding: &Finding, key: &str) -> String {
    match finding.facts.get(key) {
        Some(Fact::Text(text)) => text.clone(),
        Some(other) => format!("{other:?}"),
        None => String::new(),
    }
}

/// Problems as `line detail`, without what was only assumed.
pub(crate) fn problems(examination: &Examination) -> Vec<String> {
    let told = examination
        .problems
        .iter()
        .filter(|problem| serde_json::to_value(problem.code).unwrap() != "time_zone_assumed");
    told.map(|problem| format!("{} {}", problem.line.unwrap_or(0), problem.detail)).collect()
}

/// A row of a sheet: its number, and its cells with their columns.
pub(crate) type SheetRow<'a> = (u32, &'a [(&'a str, &'a str)]);

/// A sheet with its texts in place, and the wrong dimension of the exchange's report.
pub(crate) fn sheet(rows: &[SheetRow<'_>]) -> String {
    let mut xml =
        String::from(r#"<?xml version="1.0"?><worksheet><dimension ref="A1"/><sheetData>"#);
    for (number, cells) in rows {
        write!(xml, r#"<row r="{number}">"#).unwrap();
        for (column, text) in *cells {
            write!(xml, r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
                .unwrap();
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData></worksheet>"
}

/// A workbook of these parts, beside the one that makes it a workbook.
pub(crate) fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("xl/workbook.xml", "<workbook/>")].iter().chain(parts) {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with one sheet.
pub(crate) fn xlsx(rows: &[SheetRow<'_>]) -> Vec<u8> {
    workbook(&[("xl/worksheets/sheet1.xml", &sheet(rows))])
}

/// A sheet whose rows are given as lines with commas, from column A of row 1.
pub(crate) fn xlsx_of(lines: &[&str]) -> Vec<u8> {
    let columns: Vec<String> = ('A'..='Z').map(String::from).collect();
    let cells: Vec<Vec<(&str, &str)>> = lines
        .iter()
        .map(|line| columns.iter().map(String::as_str).zip(line.split(',')).collect())
        .collect();
    let rows: Vec<SheetRow<'_>> = (1..).zip(cells.iter().map(Vec::as_slice)).collect();
    xlsx(&rows)
}
