//! The words that stand at a cited place, for printing beside a finding: header words and cells of an
//! export's row, the line of a mail or note. Secrets are masked here, before anything is shown.

use crate::answers::FileAnswer;
use crate::document;
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::finding::Cite;
use crate::problem::shortened;
use crate::read;
use crate::redact::masked_cell;
use crate::screen::secret;
use crate::source::recognise::{Export, Layout, Recognised, recognise};
use crate::source::table::{self, Record, Table};
use crate::source::text::TextLine;
use crate::source::{mail, text, workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::RangeInclusive;

/// Longest cell that is printed, in characters.
const CELL: usize = 160;

/// What stands at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Header word and cell; the header is empty for a line of text.
    pub cells: Vec<(String, String)>,
}

/// Reads a stretch of one exhibit back, line by line, masked like every quote. Lines on which nothing
/// begins that can be read are left out.
pub fn stretch(
    exhibits: &dyn Exhibits,
    id: ExhibitId,
    lines: RangeInclusive<u32>,
) -> BTreeMap<u32, Quote> {
    let lines: BTreeSet<u32> = lines.collect();
    let Some(exhibit) = exhibits.all().iter().find(|exhibit| exhibit.id == id) else {
        return BTreeMap::new();
    };
    let (answers, _) = read::answers(exhibits);
    let found = read_back(exhibits, exhibit, answers.of(exhibit), &lines).unwrap_or_default();
    let begins = |(line, (cells, from))| (line == from).then_some((line, Quote { cells }));
    found.into_iter().filter_map(begins).collect()
}

/// Reads the cited places back from the exhibits. A place that cannot be read back is left out.
pub fn quotes(exhibits: &dyn Exhibits, cites: &BTreeSet<Cite>) -> BTreeMap<Cite, Quote> {
    let mut quotes = BTreeMap::new();
    let (answers, _) = read::answers(exhibits);
    for exhibit in exhibits.all() {
        let lines: BTreeSet<u32> =
            cites.iter().filter(|c| c.exhibit == exhibit.id).map(|c| c.line).collect();
        if lines.is_empty() {
            continue;
        }
        let found = read_back(exhibits, exhibit, answers.of(exhibit), &lines);
        for (line, (cells, _)) in found.unwrap_or_default() {
            quotes.insert(Cite { exhibit: exhibit.id, line }, Quote { cells });
        }
    }
    quotes
}

fn read_back(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    told: Option<&FileAnswer>,
    lines: &BTreeSet<u32>,
) -> Option<Found> {
    match recognise(exhibits, exhibit, told) {
        Ok(kind) if kind.is_unread_table(exhibit) => table_rows(exhibits, exhibit, lines),
        Ok(Recognised::Export(export)) => rows(exhibits, exhibit, &export, lines),
        Ok(Recognised::Market(_)) => market_rows(exhibits, exhibit, lines),
        Ok(Recognised::Sheet) => cells(exhibits, exhibit, (1, Layout::Workbook, None), lines),
        Ok(Recognised::Mail | Recognised::Text | Recognised::Answers) => {
            words(exhibits, exhibit.id, lines)
        }
        _ => None,
    }
}

/// By the line asked for: header words and cells, and the line on which they begin.
type Found = BTreeMap<u32, (Vec<(String, String)>, u32)>;

fn rows(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    export: &Export,
    lines: &BTreeSet<u32>,
) -> Option<Found> {
    cells(exhibits, exhibit, (export.header_line, export.layout, Some(export.width)), lines)
}

/// Rows of a table that no reader knows, under what stands in its first line.
fn table_rows(exhibits: &dyn Exhibits, exhibit: &Exhibit, lines: &BTreeSet<u32>) -> Option<Found> {
    let mut head = Vec::new();
    exhibits.open(exhibit.id).ok()?.take(1 << 12).read_to_end(&mut head).ok()?;
    let (encoding, delimiter) = table::guessed(&head)?;
    cells(exhibits, exhibit, (1, Layout::Text(encoding, delimiter), None), lines)
}

/// The line of the headings, how the rows are laid out, and how wide they are.
type Form = (u32, Layout, Option<usize>);

fn cells(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    (header_line, layout, width): Form,
    lines: &BTreeSet<u32>,
) -> Option<Found> {
    let mut header: Vec<String> = Vec::new();
    let mut found = Found::new();
    let last = lines.last().copied()?;
    let mut take = |line: u32, cells: &[&str]| {
        if line == header_line {
            header = cells
                .iter()
                .map(|cell| cell.trim_start_matches('\u{feff}').trim().to_owned())
                .collect();
        } else if lines.contains(&line) {
            found.insert(line, (paired(&header, cells), line));
        }
        line < last
    };
    match layout {
        Layout::Text(encoding, delimiter) => {
            let mut table = Table::new(exhibits.open(exhibit.id).ok()?, encoding, delimiter);
            while let Ok(Some(record)) = table.next(width) {
                let line = table.line();
                let more = match record {
                    Record::Cells => take(line, &table.cells()),
                    Record::Broken(_) => line < last,
                };
                if !more {
                    break;
                }
            }
        }
        Layout::Workbook => {
            let read = workbook::each_row(exhibits.open(exhibit.id).ok()?, &mut |line, cells| {
                take(line, &cells.iter().map(String::as_str).collect::<Vec<_>>())
            });
            read.ok()?;
        }
    }
    Some(found)
}

fn paired(header: &[String], cells: &[&str]) -> Vec<(String, String)> {
    let named = cells.iter().enumerate().map(|(at, cell)| {
        let word = header.get(at).cloned().unwrap_or_default();
        let cell = shortened(&masked_cell(&word, cell.trim()), CELL);
        (shortened(&word, CELL), cell)
    });
    named.filter(|(word, cell)| !word.is_empty() || !cell.is_empty()).collect()
}

fn market_rows(exhibits: &dyn Exhibits, exhibit: &Exhibit, lines: &BTreeSet<u32>) -> Option<Found> {
    let mut table = Table::new(exhibits.open(exhibit.id).ok()?, encoding_rs::UTF_8, b',');
    let mut found = Found::new();
    let last = lines.last().copied()?;
    while let Ok(Some(record)) = table.next(None) {
        if table.line() > last {
            break;
        }
        if record == Record::Cells && lines.contains(&table.line()) {
            found.insert(table.line(), (paired(&[], &table.cells()), table.line()));
        }
    }
    Some(found)
}

/// Lines of a mail or note, masked.
fn words(exhibits: &dyn Exhibits, exhibit: ExhibitId, lines: &BTreeSet<u32>) -> Option<Found> {
    let mut bytes = Vec::new();
    exhibits.open(exhibit).ok()?.take(document::LIMIT).read_to_end(&mut bytes).ok()?;
    let mut read: Vec<TextLine> = Vec::new();
    if let (true, Ok(mail)) = (mail::looks_like_mail(&bytes), mail::read(&bytes)) {
        let headers = mail
            .headers
            .iter()
            .filter(|header| lines.iter().any(|l| *l >= header.line && *l <= header.end));
        for header in headers {
            let text = format!("{}: {}", header.name, header.value);
            read.push(TextLine { text, line: header.line });
        }
        read.extend(mail.reading());
        read.sort_by_key(|line| line.line);
        read.dedup_by_key(|line| line.line);
    } else {
        read = text::read(&bytes)?.lines;
    }
    let masked = secret::mask_all(&read, &secret::find(&read));
    let mut found = Found::new();
    for wanted in lines {
        let nearest = masked.iter().rev().find(|line| line.line <= *wanted);
        if let Some(line) = nearest.or_else(|| masked.first()) {
            let cells = vec![(String::new(), shortened(&line.text, 400))];
            found.insert(*wanted, (cells, line.line));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibit::InMemory;

    #[test]
    fn a_stretch_is_read_back_line_by_line_and_masked() {
        let mut case = InMemory::default();
        let note = case.add("memo.txt", "first\n\nPassword: Xk9-secret-77\nlast\n");
        let lines = stretch(&case, note, 1..=9);
        assert_eq!(lines.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 4]);
        let shown = format!("{lines:?}");
        assert!(shown.contains("last") && !shown.contains("Xk9-secret-77"), "{shown}");
        assert!(stretch(&case, note, 50..=60).is_empty());
        assert!(stretch(&case, ExhibitId(9), 1..=2).is_empty());
    }

    #[test]
    fn rows_of_a_table_stand_under_their_headings() {
        let mut case = InMemory::default();
        let table = case.add(
            "Binance-Withdraw-History-202609121015(UTC+9).csv",
            "Date(UTC+9),Coin,Network,Amount,TransactionFee,Address,TXID,Status\n\
             2026-09-12 03:27:10,BTC,BTC,0.05,0.0001,bc1qexample,ab12,Completed\n",
        );
        let lines = stretch(&case, table, 1..=2);
        let row = &lines[&2];
        assert!(row.cells.contains(&("Coin".to_owned(), "BTC".to_owned())), "{row:?}");
    }
}
