//! From exhibits to events: what each exhibit is, in which zone its times are, and its rows.

use crate::answers::Answers;
use crate::document::{self, Document};
use crate::event::Events;
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::problem::{Problem, ProblemCode};
use crate::settle::settle;
use crate::source::mail::Mail;
use crate::source::market;
use crate::source::recognise::{Export, Layout, Recognised, ZoneFrom, recognise};
use crate::source::table::{Record, Table};
use crate::source::{Row, RowFault, workbook};
use crate::time::{Time, Zone, zone_in_brackets};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

/// Most unreadable rows of one exhibit that are listed one by one.
pub(crate) const LISTED_ROWS: usize = 10_000;
/// How near a trade or an order market data must lie to be kept, in seconds.
const MARKET_REACH_S: i64 = 3_600;

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Material {
    pub(crate) events: Events,
    pub(crate) documents: Vec<Document>,
    pub(crate) answers: Answers,
    pub(crate) problems: Vec<Problem>,
    pub(crate) readings: BTreeMap<ExhibitId, Reading>,
    /// Files whose bytes were read under another number: copy, original.
    pub(crate) copies: Vec<(ExhibitId, ExhibitId)>,
}

/// What was read of one exhibit.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) label: String,
    pub(crate) rows: Option<u64>,
    pub(crate) zone: Option<(Zone, ZoneFrom)>,
    pub(crate) assumed_from: Option<&'static str>,
    pub(crate) period: Option<(Time, Time)>,
    /// When the export was made, by its name.
    pub(crate) exported_at: Option<Time>,
    /// Listed only: its bytes were read under another number.
    pub(crate) copy: bool,
}

/// Reads every exhibit. `zone` is what the person said for files that do not say.
pub(crate) fn material(exhibits: &dyn Exhibits, zone: Option<&Zone>, person: &Zone) -> Material {
    let mut material = Material::default();
    (material.answers, material.problems) = answers(exhibits);
    let mut kinds = recognise_all(exhibits, &mut material);
    assume_zones(&mut kinds, exhibits, &mut material, zone, person);
    let mut seen: BTreeMap<&str, ExhibitId> = BTreeMap::new();
    for (exhibit, kind) in exhibits.all().iter().zip(&kinds) {
        let readable = matches!(kind, Recognised::Export(_)) && !exhibit.sha256.is_empty();
        let twin = seen.get(exhibit.sha256.as_str()).copied().filter(|_| readable);
        match (kind, twin) {
            (_, Some(twin)) => material.copies.push((exhibit.id, twin)),
            (Recognised::Export(export), None) => {
                read_export(exhibits, exhibit, export, &mut material);
            }
            _ => read_other(exhibits, exhibit, kind, &mut material),
        }
        if readable {
            seen.entry(&exhibit.sha256).or_insert(exhibit.id);
        }
    }
    settle(exhibits, &mut material, person);
    list_copies(&mut material);
    read_markets(exhibits, &kinds, &mut material);
    compare_checksums(exhibits, &mut material);
    material
}

/// Reads one export's rows into events: the reading alone, for measuring.
pub fn read_rows(exhibits: &dyn Exhibits) -> Events {
    material(exhibits, None, &Zone::UTC).events
}

/// The person's answers, and what in them could not be read.
pub(crate) fn answers(exhibits: &dyn Exhibits) -> (Answers, Vec<Problem>) {
    let mut answers = Answers::default();
    let mut problems = Vec::new();
    for exhibit in exhibits.all() {
        let mut head = [0; 20];
        let Ok(mut reader) = exhibits.open(exhibit.id) else { continue };
        if reader.read_exact(&mut head).is_err() || !is_answers(&head) {
            continue;
        }
        let mut bytes = Vec::new();
        let whole = exhibits.open(exhibit.id);
        if whole.and_then(|r| r.take(crate::answers::LIMIT).read_to_end(&mut bytes)).is_err() {
            continue;
        }
        if let Err(fault) = answers.read(&bytes, exhibit.id) {
            let problem = Problem::of(exhibit.id, ProblemCode::FileUnreadable, "bad_answers");
            problems.push(problem.at_line(fault.line).showing(&fault.why));
        }
    }
    (answers, problems)
}

fn is_answers(head: &[u8]) -> bool {
    head.starts_with(crate::answers::MARK)
        || head.strip_prefix(b"\xef\xbb\xbf").is_some_and(|h| h.starts_with(b"hikeshi_answers"))
}

fn recognise_all(exhibits: &dyn Exhibits, material: &mut Material) -> Vec<Recognised> {
    let mut kinds = Vec::with_capacity(exhibits.all().len());
    for exhibit in exhibits.all() {
        let told = material.answers.of(exhibit);
        let kind = recognise(exhibits, exhibit, told).unwrap_or_else(|error| {
            let problem = Problem::of(exhibit.id, ProblemCode::FileUnreadable, "io")
                .showing(&error.to_string());
            material.problems.push(problem);
            Recognised::Unknown
        });
        kinds.push(kind);
    }
    kinds
}

/// Gives every export without a zone one: the person's word, else what the other exports of the case
/// agree on, else the person's own zone, Japan for a Japanese header, UTC.
fn assume_zones(
    kinds: &mut [Recognised],
    exhibits: &dyn Exhibits,
    material: &mut Material,
    said: Option<&Zone>,
    person: &Zone,
) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut siblings = None;
    for kind in kinds.iter() {
        if let Recognised::Export(export) = kind
            && let Some((zone, ZoneFrom::FileName | ZoneFrom::Cell)) = &export.zone
        {
            known.insert(zone.label());
            siblings = Some(zone.clone());
        }
    }
    let siblings = siblings.filter(|_| known.len() == 1);
    let japanese =
        kinds.iter().any(|kind| matches!(kind, Recognised::Export(export) if export.japanese));
    for (exhibit, kind) in exhibits.all().iter().zip(kinds) {
        let Recognised::Export(export) = kind else { continue };
        if export.zone.is_some() {
            continue;
        }
        let told = material.answers.of(exhibit);
        if let Some(zone) = told.and_then(|file| file.zone.clone()).or_else(|| said.cloned()) {
            export.zone = Some((zone, ZoneFrom::Answer));
            continue;
        }
        let (zone, why) = match &siblings {
            Some(zone) => (zone.clone(), "siblings"),
            None if japanese => (Zone::Fixed(9 * 3600), "japanese_header"),
            None if *person != Zone::UTC => (person.clone(), "person"),
            None => (Zone::UTC, "utc"),
        };
        export.zone = Some((zone, ZoneFrom::Assumed));
        material.readings.insert(exhibit.id, reading(kind_label(export), Some(why)));
    }
}

fn kind_label(export: &Export) -> String {
    format!("{}/{}", export.format.family, export.variant.name)
}

fn reading(label: String, assumed_from: Option<&'static str>) -> Reading {
    Reading {
        label,
        rows: None,
        zone: None,
        assumed_from,
        period: None,
        exported_at: None,
        copy: false,
    }
}

/// The same bytes a second time: read once, listed twice, with the zone of the one that was read.
fn list_copies(material: &mut Material) {
    for (copy, original) in std::mem::take(&mut material.copies) {
        let Some(first) = material.readings.get(&original) else { continue };
        let listed = Reading {
            label: first.label.clone(),
            rows: first.rows,
            zone: first.zone.clone(),
            assumed_from: first.assumed_from,
            period: first.period,
            exported_at: first.exported_at,
            copy: true,
        };
        material.readings.insert(copy, listed);
        let twice = Problem::of(copy, ProblemCode::FormatUnknown, "not_read_twice");
        material.problems.push(twice.showing(&original.to_string()));
    }
}

/// The exchange offers a `.CHECKSUM` beside each file of market data: `sha256  name`.
fn compare_checksums(exhibits: &dyn Exhibits, material: &mut Material) {
    for exhibit in exhibits.all().iter().filter(|e| e.name.ends_with(".CHECKSUM")) {
        let mut text = String::new();
        let read = exhibits.open(exhibit.id).and_then(|r| r.take(4096).read_to_string(&mut text));
        let Some((sum, name)) = text.trim().split_once(char::is_whitespace) else { continue };
        let named = exhibits.all().iter().find(|other| other.file_name() == name.trim());
        if let (Ok(_), Some(named)) = (read, named)
            && !named.sha256.is_empty()
            && !named.sha256.eq_ignore_ascii_case(sum)
        {
            let code = ProblemCode::FileUnreadable;
            material.problems.push(Problem::of(named.id, code, "checksum_differs"));
        }
    }
}

/// Collects what happens while one export is read.
struct Progress<'a> {
    exhibit: ExhibitId,
    export: &'a Export,
    zone: &'a Zone,
    rows: u64,
    /// Unreadable rows beyond those listed.
    more_unread: u64,
    problems: Vec<Problem>,
}

impl Progress<'_> {
    fn broken(&mut self, line: u32, fault: &RowFault) {
        if self.problems.len() >= LISTED_ROWS {
            self.more_unread += 1;
            return;
        }
        let problem = Problem::of(self.exhibit, ProblemCode::RowsUnreadable, fault.detail);
        self.problems.push(problem.at_line(line).showing(&fault.value));
    }

    fn row(&mut self, line: u32, cells: &[&str], events: &mut Events) {
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        if filled == 0 || self.is_note(cells, filled) {
            return;
        }
        let row = Row {
            exhibit: self.exhibit,
            line,
            cells,
            columns: &self.export.columns,
            zone: self.zone,
            month_first: self.export.format.family == "auto_invest",
            variant: self.export.variant,
        };
        match (self.export.format.read)(&row, events) {
            Ok(()) => self.rows += 1,
            Err(fault) => self.broken(line, &fault),
        }
    }

    /// “No records match” and footnotes under the table: one cell, and no number in it.
    fn is_note(&self, cells: &[&str], filled: usize) -> bool {
        let text = cells.iter().find(|cell| !cell.trim().is_empty()).map_or("", |cell| cell.trim());
        let wordy = !text.chars().any(|c| c.is_ascii_digit()) || text.starts_with(['*', '※']);
        filled == 1 && self.export.width > 2 && wordy && text.chars().count() > 3
    }
}

fn read_export(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    export: &Export,
    material: &mut Material,
) {
    let (zone, zone_from) = export.zone.clone().unwrap_or((Zone::UTC, ZoneFrom::Assumed));
    // A zone nobody said is settled when all rows are known; until then they are read as they stand.
    let read_as = if zone_from == ZoneFrom::Assumed { Zone::UTC } else { zone.clone() };
    let mut progress = Progress {
        exhibit: exhibit.id,
        export,
        zone: &read_as,
        rows: 0,
        more_unread: 0,
        problems: Vec::new(),
    };
    let before = marks(&material.events);
    let result = match export.layout {
        Layout::Text(..) => read_text(exhibits, exhibit, &mut progress, &mut material.events),
        Layout::Workbook => read_workbook(exhibits, exhibit, &mut progress, &mut material.events),
    };
    if let Err(error) = result {
        let truncated = error.kind() == io::ErrorKind::UnexpectedEof;
        let code = if truncated { ProblemCode::FileTruncated } else { ProblemCode::FileUnreadable };
        let detail = if truncated { "cut_short" } else { "io" };
        progress.problems.push(Problem::of(exhibit.id, code, detail).showing(&error.to_string()));
    }
    progress.problems.extend(more_rows(exhibit.id, progress.more_unread));
    let assumed_from = material.readings.get(&exhibit.id).and_then(|reading| reading.assumed_from);
    let mut reading = reading(kind_label(export), assumed_from);
    reading.rows = Some(progress.rows);
    reading.period = period(&material.events, &before);
    reading.exported_at = exported_at(exhibit.file_name(), &zone);
    reading.zone = Some((zone, zone_from));
    material.problems.append(&mut progress.problems);
    material.readings.insert(exhibit.id, reading);
}

/// Says how many unreadable rows there are beyond those listed one by one.
fn more_rows(exhibit: ExhibitId, more: u64) -> Option<Problem> {
    let problem = Problem::of(exhibit, ProblemCode::RowsUnreadable, "more_rows");
    (more > 0).then(|| problem.showing(&more.to_string()))
}

fn read_text(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    progress: &mut Progress<'_>,
    events: &mut Events,
) -> io::Result<()> {
    let Layout::Text(encoding, delimiter) = progress.export.layout else { return Ok(()) };
    let (width, header_line) = (progress.export.width, progress.export.header_line);
    if progress.export.format.family == "transaction_history" {
        // The shortest row seen has 45 bytes: enough room without doubling twice.
        events
            .statement
            .reserve(usize::try_from(exhibit.size_bytes / 66).unwrap_or(0).min(1 << 26));
    }
    let mut table = Table::new(exhibits.open(exhibit.id)?, encoding, delimiter);
    while let Some(record) = table.next(Some(width))? {
        let line = table.line();
        if line <= header_line {
            continue;
        }
        match record {
            Record::Broken(detail) => {
                progress.broken(line, &RowFault { detail, value: String::new() });
            }
            Record::Cells => {
                let cells = table.cells();
                let extra = table.spills()
                    || cells.len() > progress.export.row_width
                    || cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
                if cells.len() < width
                    && !progress.is_note(&cells, cells.iter().filter(|c| !c.is_empty()).count())
                {
                    progress.broken(line, &RowFault::new("missing_columns", &cells.join(",")));
                } else if extra {
                    progress.broken(line, &RowFault::new("extra_columns", &cells.join(",")));
                } else {
                    progress.row(line, &cells, events);
                }
            }
        }
    }
    Ok(())
}

fn read_workbook(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    progress: &mut Progress<'_>,
    events: &mut Events,
) -> io::Result<()> {
    let header_line = progress.export.header_line;
    let mut row = |number: u32, cells: &[String]| {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if cells.iter().skip(progress.export.width).any(|cell| !cell.trim().is_empty()) {
            progress.broken(number, &RowFault::new("extra_columns", &cells.join(",")));
        } else {
            progress.row(number, &cells, events);
        }
    };
    let result = workbook::each_row(exhibits.open(exhibit.id)?, &mut |number, cells| {
        if number > header_line {
            row(number, cells);
        }
        true
    });
    if let Err(fault) = result {
        let (code, detail, line) = fault.problem();
        let mut problem = Problem::of(exhibit.id, code, detail);
        problem.line = line;
        progress.problems.push(problem);
    }
    Ok(())
}

/// How many records of each kind there are, to find those of one exhibit.
fn marks(events: &Events) -> [usize; 9] {
    [
        events.statement.len(),
        events.trades.len(),
        events.orders.len(),
        events.converts.len(),
        events.transfers.len(),
        events.fiat.len(),
        events.p2p.len(),
        events.futures.len(),
        events.others.len(),
    ]
}

fn period(events: &Events, before: &[usize; 9]) -> Option<(Time, Time)> {
    let [statement, trades, orders, converts, transfers, fiat, p2p, futures, others] = *before;
    let times = (events.statement.iter().skip(statement).map(|r| r.at))
        .chain(events.trades.iter().skip(trades).map(|r| r.at))
        .chain(events.orders.iter().skip(orders).flat_map(|r| [r.at, r.updated_at.unwrap_or(r.at)]))
        .chain(events.converts.iter().skip(converts).map(|r| r.at))
        .chain(events.transfers.iter().skip(transfers).map(|r| r.at))
        .chain(events.fiat.iter().skip(fiat).map(|r| r.at))
        .chain(events.p2p.iter().skip(p2p).map(|r| r.at))
        .chain(events.futures.iter().skip(futures).map(|r| r.at))
        .chain(events.others.iter().skip(others).map(|(at, _)| *at));
    times.fold(None, |period, at| match period {
        None => Some((at, at)),
        Some((first, last)) => Some((at.min(first), at.max(last))),
    })
}

/// The moment in a name such as `Binance-Transaction-History-202607252338(UTC+9).csv`.
pub(crate) fn exported_at(name: &str, zone: &Zone) -> Option<Time> {
    let zone = zone_in_brackets(name).unwrap_or_else(|| zone.clone());
    let digits = name
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| part.len() == 12 && part.starts_with("20"))?;
    let part = |range: std::ops::Range<usize>| digits.get(range);
    let text = format!(
        "{}-{}-{} {}:{}:00",
        part(0..4)?,
        part(4..6)?,
        part(6..8)?,
        part(8..10)?,
        part(10..12)?
    );
    Some(zone.at(crate::time::parse_civil(&text, false)?))
}

/// Everything that is no export.
fn read_other(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    kind: &Recognised,
    material: &mut Material,
) {
    let from_picture = exhibit.name.ends_with(PICTURE_TEXT);
    let label = if from_picture { "picture/text".to_owned() } else { kind.label() };
    let mut reading = reading(label, None);
    let unread = |code, detail| Some(Problem::of(exhibit.id, code, detail));
    let problem = match kind {
        Recognised::Mail | Recognised::Text | Recognised::Table | Recognised::Sheet => {
            let is_mail = matches!(kind, Recognised::Mail);
            match document::read(exhibits, exhibit, kind, from_picture, &material.answers) {
                Ok(Some(document)) => {
                    reading.period = document.at.map(|at| (at, at));
                    material.problems.extend(document.mail.iter().flat_map(|m| faults(exhibit, m)));
                    material.documents.push(document);
                    let cut = exhibit.size_bytes > document::limit(is_mail);
                    match kind {
                        Recognised::Sheet => {
                            material.problems.extend(sheet_fault(exhibits, exhibit));
                            unread(ProblemCode::FormatUnknown, "no_reader")
                        }
                        _ if cut => unread(ProblemCode::FileOverLimit, "cut_short"),
                        Recognised::Table => unread(ProblemCode::FormatUnknown, "no_reader"),
                        _ => None,
                    }
                }
                Ok(None) => unread(ProblemCode::EncodingUnknown, "no_reader"),
                Err(_) => unread(ProblemCode::FileUnreadable, "io"),
            }
        }
        Recognised::Undecided => unread(ProblemCode::FormatUnknown, "direction_unknown"),
        Recognised::Picture => {
            let text = format!("{}{PICTURE_TEXT}", exhibit.name);
            let read = exhibits.all().iter().any(|other| other.name == text);
            if read { None } else { unread(ProblemCode::FormatUnknown, "picture_not_read") }
        }
        Recognised::Pdf => unread(ProblemCode::FormatUnknown, "pdf_not_read"),
        Recognised::Empty => unread(ProblemCode::FormatUnknown, "empty_file"),
        Recognised::Unknown => unread(ProblemCode::FormatUnknown, "no_reader"),
        Recognised::Archive(_) | Recognised::Book | Recognised::Mailbox => {
            let opened = exhibits.all().iter().any(|other| other.of == Some(exhibit.id));
            if opened { None } else { unread(ProblemCode::FormatUnknown, "no_reader") }
        }
        Recognised::Answers
        | Recognised::Export(_)
        | Recognised::Market(_)
        | Recognised::PublishedKey => None,
    };
    material.problems.extend(problem);
    material.readings.insert(exhibit.id, reading);
}

/// Why the words of a workbook could not be read to their end.
fn sheet_fault(exhibits: &dyn Exhibits, exhibit: &Exhibit) -> Option<Problem> {
    let input = exhibits.open(exhibit.id).ok()?;
    let (code, detail, row) = workbook::each_row(input, &mut |_, _| true).err()?.problem();
    Some(Problem { line: row, ..Problem::of(exhibit.id, code, detail) })
}

/// What of a mail was not read, with the name of the attachment where it is one.
fn faults(exhibit: &Exhibit, mail: &Mail) -> impl Iterator<Item = Problem> {
    mail.faults.iter().map(|fault| {
        let (code, detail) = fault.kind.problem();
        let lost = mail.attachments.iter().find(|part| !part.decoded && part.line == fault.line);
        let mut problem = Problem::of(exhibit.id, code, detail);
        problem.line = (fault.line > 0).then_some(fault.line);
        problem.showing(lost.map_or("", |part| &part.name))
    })
}

/// What the name of a text read from a picture ends with: `shot.png!/ocr.txt`.
pub(crate) const PICTURE_TEXT: &str = "!/ocr.txt";

/// Market data last: only what lies near the account's own trades and orders is kept.
fn read_markets(exhibits: &dyn Exhibits, kinds: &[Recognised], material: &mut Material) {
    let own = own_spans(&material.events);
    for (exhibit, kind) in exhibits.all().iter().zip(kinds) {
        let Recognised::Market(kind) = kind else { continue };
        let wanted = |at: Time| {
            let next = own.partition_point(|(_, to)| *to < at);
            own.get(next).is_some_and(|(from, _)| *from <= at)
        };
        let reading = exhibits
            .open(exhibit.id)
            .and_then(|input| market::read(input, kind, exhibit.id, &wanted));
        match reading {
            Ok(read) => {
                for (line, detail) in &read.broken {
                    let problem = Problem::of(exhibit.id, ProblemCode::RowsUnreadable, detail);
                    material.problems.push(problem.at_line(*line));
                }
                material.problems.extend(more_rows(exhibit.id, read.more_broken));
                if read.left_out > 0 {
                    let problem = Problem::of(exhibit.id, ProblemCode::FileOverLimit, "cut_short");
                    material.problems.push(problem.showing(&read.left_out.to_string()));
                }
                if let Some(entry) = material.readings.get_mut(&exhibit.id) {
                    entry.rows = Some(read.rows);
                    let first = read.market.bars.first().map(|bar| bar.at);
                    entry.period = first.zip(read.latest);
                    entry.zone = Some((Zone::UTC, ZoneFrom::Column));
                }
                material.events.markets.push(read.market);
            }
            Err(error) => {
                let problem = Problem::of(exhibit.id, ProblemCode::FileUnreadable, "io")
                    .showing(&error.to_string());
                material.problems.push(problem);
            }
        }
    }
}

/// The times around the account's trades and the lives of its orders, in order and apart.
fn own_spans(events: &Events) -> Vec<(Time, Time)> {
    let trades = events.trades.iter().map(|trade| (trade.at, trade.at));
    let orders = events.orders.iter().map(|order| (order.at, order.followed_to()));
    let around = |(from, to): (Time, Time)| {
        (from.plus_seconds(-MARKET_REACH_S), to.plus_seconds(MARKET_REACH_S))
    };
    let mut spans: Vec<(Time, Time)> = trades.chain(orders).map(around).collect();
    spans.sort_unstable();
    spans.dedup_by(|next, span| {
        let joined = next.0 <= span.1;
        if joined {
            span.1 = span.1.max(next.1);
        }
        joined
    });
    spans
}
