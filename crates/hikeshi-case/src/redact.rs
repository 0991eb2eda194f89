//! What of each exhibit may be handed on? Where a secret or a My Number stands in one, its masked copy
//! goes out and the original stays with its owner, and so does everything that holds the same bytes.

use crate::document;
use crate::examination::Examination;
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::finding::{Code, Fact};
use crate::read;
use crate::screen::secret;
use crate::screen::secret::cells::{CellSearch, secrets_of};
use crate::source::recognise::{Layout, Recognised, recognise};
use crate::source::table::{self, Record, Table, encoding_of};
use crate::source::text::TextLine;
use crate::source::{mail, text, workbook};
use encoding_rs::Encoding;
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
            let secrets = source.search(export.layout).secrets;
            match export.layout {
                Layout::Text(..) => Some((Form::Table, without(&source.decoded()?, &secrets))),
                Layout::Workbook => Some((Form::Workbook, source.rows_as_csv(&secrets)?)),
            }
        }
        Recognised::Sheet => {
            let mut secrets = source.search(Layout::Workbook).secrets;
            secrets.extend(secrets_in(&source.lines()?.lines));
            Some((Form::Workbook, source.rows_as_csv(&secrets)?))
        }
        _ => {
            let lines = source.lines()?.lines;
            let masked = joined(&secret::mask_all(&lines, &secret::find(&lines)));
            match source.table_layout() {
                Some(layout) => {
                    Some((Form::Table, without(&masked, &source.search(layout).secrets)))
                }
                None => Some((Form::Text, masked)),
            }
        }
    }
}

/// A cell with its secrets masked; its heading says what it is.
pub fn masked_cell(head: &str, cell: &str) -> String {
    without(cell, &secrets_of(head, cell).into_iter().map(|(_, secret)| secret).collect())
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
            source.search(export.layout).handed(form)
        }
        Recognised::Sheet => {
            let mut searched = source.search(Layout::Workbook);
            let lines = source.lines().map(|words| words.lines).unwrap_or_default();
            searched.secrets.extend(secrets_in(&lines));
            searched.handed(Form::Workbook)
        }
        Recognised::Unknown => Handed::Unsearched,
        _ => {
            let Some(words) = source.lines() else { return Handed::Unsearched };
            let table = source.table_layout();
            // The words were searched line by line, whatever cells they are cut into.
            let mut searched =
                Searched { secrets: secrets_in(&words.lines).collect(), whole: !words.cut };
            searched.secrets.extend(table.into_iter().flat_map(|it| source.search(it).secrets));
            searched.handed(if table.is_some() { Form::Table } else { Form::Text })
        }
    }
}

/// The words of an exhibit as a person reads them.
struct Words {
    lines: Vec<TextLine>,
    /// Whether more stood there than was read.
    cut: bool,
}

/// The secrets that stand in these lines.
fn secrets_in(lines: &[TextLine]) -> impl Iterator<Item = String> + '_ {
    let found = secret::find(lines).into_iter();
    found.filter_map(|it| Some(lines.get(it.row)?.text.get(it.start..it.end)?.to_owned()))
}

/// What a search of the cells of an exhibit says.
struct Searched {
    /// What must be masked, each once.
    secrets: BTreeSet<String>,
    /// Whether nothing was left unsearched.
    whole: bool,
}

impl Searched {
    fn handed(&self, form: Form) -> Handed {
        match (self.secrets.is_empty(), self.whole) {
            (false, _) => Handed::Masked(form),
            (true, true) => Handed::Whole,
            (true, false) => Handed::Unsearched,
        }
    }
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
        if matches!(self.kind, Recognised::Sheet) {
            let words = workbook::words(self.exhibits.open(self.exhibit.id).ok()?);
            return Some(Words { lines: words.lines, cut: !words.whole });
        }
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
        if !self.kind.is_unread_table(self.exhibit) {
            return None;
        }
        let (encoding, delimiter) = table::guessed(&self.bytes(1 << 12)?)?;
        Some(Layout::Text(encoding, delimiter))
    }

    /// Looks into every cell.
    fn search(&self, layout: Layout) -> Searched {
        let (header_line, width) = match &self.kind {
            Recognised::Export(export) => (export.header_line, Some(export.width)),
            _ => (1, None),
        };
        let mut search = CellSearch::new(header_line);
        let whole = match layout {
            Layout::Text(encoding, delimiter) => {
                self.search_text(&mut search, (encoding, delimiter), width)
            }
            Layout::Workbook => self.search_workbook(&mut search),
        };
        Searched { secrets: search.found, whole: whole.unwrap_or(false) }
    }

    /// Whether every cell of every row was seen.
    fn search_text(
        &self,
        search: &mut CellSearch,
        (encoding, delimiter): (&'static Encoding, u8),
        width: Option<usize>,
    ) -> Option<bool> {
        let mut table = Table::new(self.exhibits.open(self.exhibit.id).ok()?, encoding, delimiter);
        let mut whole = true;
        while let Some(record) = table.next(width).ok()? {
            whole &= record == Record::Cells && !table.spills();
            if record == Record::Cells {
                search.row(table.line(), &table.cells());
            }
        }
        Some(whole)
    }

    /// Whether every cell was seen, and every word beside the cells.
    fn search_workbook(&self, search: &mut CellSearch) -> Option<bool> {
        let open = || self.exhibits.open(self.exhibit.id).ok();
        // A broken sheet is searched as far as it can be read.
        let read = workbook::each_row(open()?, &mut |line, cells| {
            search.row(line, &cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>());
            true
        });
        let beside = workbook::words_beside(open()?);
        search.found.extend(secrets_in(&beside.lines));
        Some(read.is_ok() && beside.whole)
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
