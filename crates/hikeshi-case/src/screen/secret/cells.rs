//! Which cells of a table hold a secret? One that its heading names (“password”), or one that shows by
//! its own form.

use super::{SecretKind, find, names_a_number};
use crate::source::text::TextLine;
use std::collections::BTreeSet;

/// Most different cells that are remembered as clean, and how long they may be.
const REMEMBERED: usize = 4096;
const REMEMBERED_BYTES: usize = 40;

/// Looks for secrets cell by cell.
#[derive(Debug)]
pub struct CellSearch {
    header_line: u32,
    header: Vec<String>,
    /// Words that repeat in every row need no second look.
    clean: BTreeSet<(usize, String)>,
    /// What must be masked, each once.
    pub found: BTreeSet<String>,
    /// Where it stands: line and kind.
    pub places: Vec<(u32, SecretKind)>,
}

impl CellSearch {
    /// A search in a table whose headings stand on this line.
    pub fn new(header_line: u32) -> Self {
        let (clean, found) = (BTreeSet::new(), BTreeSet::new());
        Self { header_line, header: Vec::new(), clean, found, places: Vec::new() }
    }

    /// Searches the next row.
    pub fn row(&mut self, line: u32, cells: &[&str]) {
        if line == self.header_line {
            let named = cells.iter().map(|cell| cell.trim_start_matches('\u{feff}').trim());
            self.header = named.map(str::to_owned).collect();
            return;
        }
        for (at, cell) in cells.iter().enumerate() {
            if cell.len() < 4 || is_measure(cell) {
                continue;
            }
            let short = cell.len() <= REMEMBERED_BYTES;
            let key = (at, if short { (*cell).to_owned() } else { String::new() });
            if short && self.clean.contains(&key) {
                continue;
            }
            let head = self.header.get(at).map_or("", String::as_str);
            let secrets = secrets_of(head, cell);
            if secrets.is_empty() && short && self.clean.len() < REMEMBERED {
                self.clean.insert(key);
            }
            for (kind, secret) in secrets {
                self.places.push((line, kind));
                self.found.insert(secret);
            }
        }
    }
}

/// An instant or a decimal number. A secret of digits alone has neither a colon nor a decimal point.
fn is_measure(cell: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_digit() || b" -+:./TZ".contains(&byte);
    cell.contains([':', '.']) && cell.bytes().all(sign)
}

/// What must be masked in a cell: what its heading names (“password”), and what shows by its own form,
/// unless it is a number that the heading says is of another kind.
pub fn secrets_of(head: &str, cell: &str) -> Vec<(SecretKind, String)> {
    let named = format!("{head}: {cell}");
    let behind = head.len() + 2;
    let in_cell = |text: &str, from: usize| -> Vec<(SecretKind, String)> {
        let found = find(&[TextLine { text: text.to_owned(), line: 1 }]);
        let found = found.into_iter().filter(|secret| secret.end > from);
        let words = found
            .filter_map(|it| Some((it.kind, text.get(it.start.max(from)..it.end)?.to_owned())));
        words.collect()
    };
    let found = in_cell(&named, behind);
    let plain_number = names_a_number(head) && !cell.contains(char::is_alphabetic);
    if found.is_empty() && !plain_number { in_cell(cell, 0) } else { found }
}
