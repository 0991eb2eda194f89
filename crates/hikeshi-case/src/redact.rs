//! What of each exhibit may be handed on? Where a secret or a My Number stands in one, its masked copy
//! goes out and the original stays with its owner, and so does everything that holds the same bytes.

use crate::document;
use crate::examination::Examination;
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::finding::{Code, Fact};
use crate::read;
use crate::screen::secret;
use crate::source::recognise::{Layout, Recognised, recognise};
use crate::source::table::{Record, Table, encoding_of};
use crate::source::text::TextLine;
use crate::source::{mail, text, workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// How an exhibit lies beside a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// Byte for byte; its words were searched, or it is public, or it is empty.
    Whole,
    /// Byte for byte; nobody could look inside for secrets: a picture, a PDF, an unknown file, a text
    /// too long to be searched to its end.
    Unsearched,
    /// As a masked copy.
    Masked(Form),
    /// Not at all: what was taken from it holds a secret, or its words were read and cannot be masked.
    Withheld,
}

impl Handed {
    /// Whether the original stays with its owner.
    pub fn kept_back(self) -> bool {
        matches!(self, Self::Masked(_) | Self::Withheld)
    }
}

/// The form of a masked copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text; of a mail its headings and the words a person reads, without what hangs on it.
    Text,
    /// The same delimited table.
    Table,
    /// The cells of a workbook, written anew as CSV.
    Workbook,
    /// A picture with the lines painted over, which only a reader of pictures can make.
    Picture,
}

impl Form {
    /// The name of the copy's file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Text => "redacted.txt",
            Self::Table | Self::Workbook => "redacted.csv",
            Self::Picture => "redacted.png",
        }
    }
}

/// Decides for every exhibit of a case.
pub fn plan(exhibits: &dyn Exhibits, examination: &Examination) -> BTreeMap<ExhibitId, Handed> {
    let mut plan: BTreeMap<ExhibitId, Handed> =
        exhibits.all().iter().map(|exhibit| (exhibit.id, searched(exhibits, exhibit))).collect();
    let findings = examination.findings.iter().filter(|found| found.code == Code::SecretExposed);
    for cite in findings.flat_map(|found| &found.cites) {
        // A finding is believed even where the search here saw nothing.
        let handed = plan.entry(cite.exhibit).or_insert(Handed::Withheld);
        if !handed.kept_back() {
            *handed = Handed::Withheld;
        }
    }
    // A container has a lower number than what was taken from it.
    for exhibit in exhibits.all().iter().rev() {
        let Some(of) = exhibit.of else { continue };
        let kept_back = plan.get(&exhibit.id).is_some_and(|handed| handed.kept_back());
        if kept_back && plan.get(&of).is_some_and(|outer| !outer.kept_back()) {
            let mail = Source::of(exhibits, of).is_some_and(|source| source.is_mail());
            plan.insert(of, if mail { Handed::Masked(Form::Text) } else { Handed::Withheld });
        }
    }
    plan
}

/// The masked copy of an exhibit that [`plan`] calls [`Handed::Masked`], as UTF-8; `None` when it cannot
/// be read again.
pub fn masked(exhibits: &dyn Exhibits, id: ExhibitId) -> Option<(Form, String)> {
    let source = Source::of(exhibits, id)?;
    match &source.kind {
        Recognised::Mail => Some((Form::Text, mail_words(exhibits, id)?)),
        Recognised::Export(export) => {
            let secrets = source.cell_secrets(export.layout);
            match export.layout {
                Layout::Text(..) => Some((Form::Table, without(&source.decoded()?, &secrets))),
                Layout::Workbook => Some((Form::Workbook, source.rows_as_csv(&secrets)?)),
            }
        }
        _ => {
            let lines = source.lines()?.lines;
            let masked = joined(&secret::mask_all(&lines, &secret::find(&lines)));
            match source.table_layout() {
                Some(layout) => Some((Form::Table, without(&masked, &source.cell_secrets(layout)))),
                None => Some((Form::Text, masked)),
            }
        }
    }
}

/// A cell with its secrets masked; its heading says what it is.
pub fn masked_cell(head: &str, cell: &str) -> String {
    without(cell, &secrets_of(head, cell).into_iter().collect())
}

/// Masks what stands in the texts of a result. Whatever a check or a list quotes, a secret ends here.
pub(crate) fn silence(examination: &mut Examination) {
    let findings = examination.findings.iter_mut().map(|finding| &mut finding.facts);
    let moments = examination.timeline.iter_mut().map(|moment| &mut moment.facts);
    for (key, fact) in findings.chain(moments).flatten() {
        silence_fact(key, fact);
    }
    for line in &mut examination.transfers {
        for text in [&mut line.address, &mut line.txid] {
            hush(NUMBER, text);
        }
        for text in [&mut line.asset, &mut line.network, &mut line.memo, &mut line.status] {
            hush("", text);
        }
    }
    examination.exhibits.iter_mut().for_each(|exhibit| hush("", &mut exhibit.name));
    examination.problems.iter_mut().for_each(|problem| hush("", &mut problem.name));
    examination.users.iter_mut().for_each(|user| hush(NUMBER, user));
    examination.balances.iter_mut().for_each(|(asset, _)| hush("", asset));
}

/// A heading under which digits alone are no secret.
const NUMBER: &str = "id";

fn silence_fact(key: &str, fact: &mut Fact) {
    let head = if secret::names_a_number(key) { NUMBER } else { "" };
    match fact {
        Fact::Text(text) => hush(head, text),
        Fact::List(facts) => facts.iter_mut().for_each(|fact| silence_fact(key, fact)),
        _ => {}
    }
}

fn hush(head: &str, text: &mut String) {
    if text.len() >= 4 {
        *text = masked_cell(head, text);
    }
}

/// A cell that no spreadsheet takes for a formula (OWASP, “CSV Injection”): an apostrophe goes before
/// what begins like one, except numbers.
pub fn formula_free(cell: &str) -> String {
    // The last four are the full-width forms, which Japanese editions of Excel read alike.
    let risky = ['=', '+', '-', '@', '\u{fffd}', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let risky = cell.trim_start().starts_with(risky);
    if risky && !is_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(fraction)
}

/// What the search of one exhibit says, whatever was taken from it.
fn searched(exhibits: &dyn Exhibits, exhibit: &Exhibit) -> Handed {
    let Some(source) = Source::of(exhibits, exhibit.id) else { return Handed::Unsearched };
    let found = |found: bool, form| if found { Handed::Masked(form) } else { Handed::Whole };
    match &source.kind {
        Recognised::Empty | Recognised::Market(_) => Handed::Whole,
        Recognised::Archive(_) | Recognised::Picture | Recognised::Pdf => {
            let opened = exhibits.all().iter().any(|inner| inner.of == Some(exhibit.id));
            if opened { Handed::Whole } else { Handed::Unsearched }
        }
        Recognised::Export(export) => {
            let form = match export.layout {
                Layout::Text(..) => Form::Table,
                Layout::Workbook => Form::Workbook,
            };
            found(!source.cell_secrets(export.layout).is_empty(), form)
        }
        Recognised::Unknown => Handed::Unsearched,
        _ => {
            let Some(words) = source.lines() else { return Handed::Unsearched };
            let table = source.table_layout();
            let secret = !secret::find(&words.lines).is_empty()
                || table.is_some_and(|layout| !source.cell_secrets(layout).is_empty());
            match found(secret, if table.is_some() { Form::Table } else { Form::Text }) {
                Handed::Whole if words.cut => Handed::Unsearched,
                handed => handed,
            }
        }
    }
}

/// The words of an exhibit as a person reads them.
struct Words {
    lines: Vec<TextLine>,
    /// Whether more stood there than was read.
    cut: bool,
}

/// One exhibit and what it is.
struct Source<'a> {
    exhibits: &'a dyn Exhibits,
    exhibit: &'a Exhibit,
    kind: Recognised,
}

impl<'a> Source<'a> {
    fn of(exhibits: &'a dyn Exhibits, id: ExhibitId) -> Option<Self> {
        let exhibit = exhibits.all().iter().find(|exhibit| exhibit.id == id)?;
        let (answers, _) = read::answers(exhibits);
        let kind = recognise(exhibits, exhibit, answers.of(exhibit)).ok()?;
        Some(Self { exhibits, exhibit, kind })
    }

    fn is_mail(&self) -> bool {
        matches!(self.kind, Recognised::Mail)
    }

    fn bytes(&self, limit: u64) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.exhibits.open(self.exhibit.id).ok()?.take(limit).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn lines(&self) -> Option<Words> {
        let limit = document::limit(self.is_mail());
        let over = self.exhibit.size_bytes > limit;
        let bytes = self.bytes(limit)?;
        if self.is_mail()
            && let Ok(mail) = mail::read(&bytes)
        {
            return Some(Words { lines: mail.reading(), cut: over });
        }
        text::read(&bytes).map(|note| Words { lines: note.lines, cut: over || note.cut })
    }

    /// The whole text, in whatever charset it was written.
    fn decoded(&self) -> Option<String> {
        let bytes = self.bytes(u64::MAX)?;
        let encoding = encoding_of(bytes.get(..1 << 16).unwrap_or(&bytes))?;
        Some(encoding.decode(&bytes).0.into_owned())
    }

    /// How a table that no reader knows is cut into cells; `None` for running text.
    fn table_layout(&self) -> Option<Layout> {
        let name = self.exhibit.file_name().to_ascii_lowercase();
        let named = [".csv", ".tsv"].iter().any(|end| name.ends_with(end));
        if !named && !matches!(self.kind, Recognised::Table | Recognised::Undecided) {
            return None;
        }
        let head = self.bytes(1 << 12)?;
        let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let cuts = |delimiter: u8| first.split(|byte| *byte == delimiter).count();
        let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|it| cuts(*it))?;
        Some(Layout::Text(encoding_of(&head)?, delimiter))
    }

    /// What must be masked in the cells, each once.
    fn cell_secrets(&self, layout: Layout) -> BTreeSet<String> {
        let (header_line, width) = match &self.kind {
            Recognised::Export(export) => (export.header_line, Some(export.width)),
            _ => (1, None),
        };
        let mut search = CellSearch::new(header_line);
        match layout {
            Layout::Text(encoding, delimiter) => {
                let Ok(input) = self.exhibits.open(self.exhibit.id) else { return search.found };
                let mut table = Table::new(input, encoding, delimiter);
                while let Ok(Some(record)) = table.next(width) {
                    if record == Record::Cells {
                        search.row(table.line(), &table.cells());
                    }
                }
            }
            Layout::Workbook => {
                let Ok(input) = self.exhibits.open(self.exhibit.id) else { return search.found };
                // A broken sheet is searched as far as it can be read.
                let read = workbook::each_row(input, &mut |line, cells| {
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    search.row(line, &cells);
                    true
                });
                read.unwrap_or_default();
            }
        }
        search.found
    }

    fn rows_as_csv(&self, secrets: &BTreeSet<String>) -> Option<String> {
        let mut out = String::from("\u{feff}");
        let input = self.exhibits.open(self.exhibit.id).ok()?;
        let read = workbook::each_row(input, &mut |_, cells| {
            let cells = cells.iter().map(|cell| quoted(&formula_free(&without(cell, secrets))));
            out += &(cells.collect::<Vec<_>>().join(",") + "\r\n");
            true
        });
        // Half a copy would pass for a whole one.
        read.ok().map(|()| out)
    }
}

/// A CSV cell (RFC 4180).
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A mail as its reader sees it: headings, an empty line, the words.
fn mail_words(exhibits: &dyn Exhibits, id: ExhibitId) -> Option<String> {
    let mut bytes = Vec::new();
    exhibits.open(id).ok()?.take(document::limit(true)).read_to_end(&mut bytes).ok()?;
    let mail = mail::read(&bytes).ok()?;
    let heading = |header: &mail::Header| TextLine {
        text: format!("{}: {}", header.name, header.value),
        line: header.line,
    };
    let mut lines: Vec<TextLine> = mail.headers.iter().map(heading).collect();
    lines.push(TextLine { text: String::new(), line: 0 });
    let subject = mail.header("subject").map(|header| header.line);
    // The subject stands among the headings already.
    lines.extend(mail.reading().into_iter().filter(|line| Some(line.line) != subject));
    Some(joined(&secret::mask_all(&lines, &secret::find(&lines))))
}

fn joined(lines: &[TextLine]) -> String {
    lines.iter().fold(String::new(), |text, line| text + &line.text + "\n")
}

/// Most different cells that are remembered as clean, and how long they may be.
const REMEMBERED: usize = 4096;
const REMEMBERED_BYTES: usize = 40;

/// Looks for secrets cell by cell.
struct CellSearch {
    header_line: u32,
    header: Vec<String>,
    /// Words that repeat in every row need no second look.
    clean: BTreeSet<(usize, String)>,
    found: BTreeSet<String>,
}

impl CellSearch {
    fn new(header_line: u32) -> Self {
        Self { header_line, header: Vec::new(), clean: BTreeSet::new(), found: BTreeSet::new() }
    }

    fn row(&mut self, line: u32, cells: &[&str]) {
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
            self.found.extend(secrets);
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
fn secrets_of(head: &str, cell: &str) -> Vec<String> {
    let named = format!("{head}: {cell}");
    let behind = head.len() + 2;
    let in_cell = |text: &str, from: usize| -> Vec<String> {
        let found = secret::find(&[TextLine { text: text.to_owned(), line: 1 }]);
        let found = found.into_iter().filter(|secret| secret.end > from);
        found.filter_map(|it| text.get(it.start.max(from)..it.end).map(str::to_owned)).collect()
    };
    let found = in_cell(&named, behind);
    let plain_number = secret::names_a_number(head) && !cell.contains(char::is_alphabetic);
    if found.is_empty() && !plain_number { in_cell(cell, 0) } else { found }
}

/// A text with every one of the given words masked where it stands by itself.
fn without(text: &str, secrets: &BTreeSet<String>) -> String {
    // The longest first: one may stand within another.
    let mut secrets: Vec<&String> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    secrets.sort_by_key(|secret| (std::cmp::Reverse(secret.len()), *secret));
    secrets.into_iter().fold(text.to_owned(), |text, secret| blotted(&text, secret))
}

fn blotted(text: &str, secret: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some((lead, behind)) = rest.split_once(secret) {
        out.push_str(lead);
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let edge = lead.chars().next_back().or(before);
        let inside = joins(edge) && joins(secret.chars().next())
            || joins(behind.chars().next()) && joins(secret.chars().next_back());
        out.push_str(if inside { secret } else { secret::stars(secret.len()) });
        before = secret.chars().next_back();
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests;
