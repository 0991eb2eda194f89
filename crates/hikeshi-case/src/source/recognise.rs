//! What an exhibit is, by its first bytes: the header of an export, else a mail, an archive, a
//! workbook, market data, a picture, a text. The file's name decides only where content cannot.

use super::market::{self, MarketKind};
use super::table::{Record, Table, encoding_of};
use super::{ALL, Format, ROLES, Role, Variant, archive, mbox, shape, text, workbook};
use crate::answers::FileAnswer;
use crate::exhibit::{Exhibit, Exhibits};
use crate::time::{Zone, zone_in_brackets};
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

/// How many bytes of an exhibit are looked at.
const HEAD: usize = 64 * 1024;
/// A header may stand below a title block: the Japanese report has it in row 10.
const HEADER_ROWS: usize = 30;

/// Where a file's zone was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneFrom {
    /// `(UTC+9)` in the file's name.
    FileName,
    /// The header of the time column.
    Column,
    /// A cell above the header.
    Cell,
    /// The person said so.
    Answer,
    /// Nobody said; see the problem of the same file.
    Assumed,
}

impl ZoneFrom {
    /// The key in JSON and texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::FileName => "file_name",
            Self::Column => "column",
            Self::Cell => "cell",
            Self::Answer => "answer",
            Self::Assumed => "assumed",
        }
    }
}

/// How an export's rows are to be read.
#[derive(Clone, Debug)]
pub struct Export {
    /// The kind of export.
    pub format: &'static Format,
    /// Its generation; the one named `unlisted` when only its shape is known.
    pub variant: &'static Variant,
    /// Position of each role's column.
    pub columns: [Option<u16>; ROLES],
    /// Cells of the header, with empty ones in between.
    pub width: usize,
    /// Cells that a row may have: the header's, and empty ones behind them where the rows end alike.
    pub row_width: usize,
    /// Physical line (sheet row) of the header.
    pub header_line: u32,
    /// The zone of its times, where it says so.
    pub zone: Option<(Zone, ZoneFrom)>,
    /// Rows of a workbook, or delimited text in an encoding.
    pub layout: Layout,
    /// Whether the header is in Japanese.
    pub japanese: bool,
}

/// How rows are laid out in bytes.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    /// Delimited text.
    Text(&'static Encoding, u8),
    /// An XLSX workbook.
    Workbook,
}

/// What an exhibit is.
#[derive(Clone, Debug)]
pub enum Recognised {
    /// An export with rows.
    Export(Box<Export>),
    /// Public market data.
    Market(MarketKind),
    /// A mail.
    Mail,
    /// The person's answers.
    Answers,
    /// A signing key as a domain published it.
    PublishedKey,
    /// A text note.
    Text,
    /// A table whose header no reader knows; its words are read like a note's.
    Table,
    /// A workbook with one filled sheet that no reader knows; its words are read like a note's.
    Sheet,
    /// A container whose members are exhibits of their own.
    Archive(archive::Kind),
    /// A workbook whose filled sheets, being several, are exhibits of their own.
    Book,
    /// A file of many mails, which are exhibits of their own.
    Mailbox,
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// A header that both directions of transfer share, in a file whose name does not say which.
    Undecided,
    /// No bytes.
    Empty,
    /// Kept and listed, not read.
    Unknown,
}

impl Recognised {
    /// Whether an exhibit is a table that no reader knows, by its rows or by its name.
    pub fn is_unread_table(&self, exhibit: &Exhibit) -> bool {
        let name = exhibit.file_name().to_ascii_lowercase();
        let named = [".csv", ".tsv"].iter().any(|end| name.ends_with(end));
        matches!(self, Self::Table | Self::Undecided) || named && matches!(self, Self::Text)
    }

    /// `family/variant` for the result.
    pub fn label(&self) -> String {
        match self {
            Self::Export(export) => format!("{}/{}", export.format.family, export.variant.name),
            Self::Market(kind) => format!("{}/public", kind.family()),
            Self::Mail => "mail/eml".to_owned(),
            Self::Answers => "answers/v1".to_owned(),
            Self::PublishedKey => "dns/txt".to_owned(),
            Self::Text => "text/note".to_owned(),
            Self::Table => "generic/table".to_owned(),
            Self::Sheet => "generic/workbook".to_owned(),
            Self::Archive(kind) => format!("archive/{}", kind.key()),
            Self::Book => "archive/workbook".to_owned(),
            Self::Mailbox => "mail/mbox".to_owned(),
            Self::Picture => "picture/image".to_owned(),
            Self::Pdf => "document/pdf".to_owned(),
            Self::Undecided => "transfers/undecided".to_owned(),
            Self::Empty => "empty/file".to_owned(),
            Self::Unknown => "unknown/bytes".to_owned(),
        }
    }
}

/// Recognises one exhibit; `told` is what the person said of it.
pub fn recognise(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    told: Option<&FileAnswer>,
) -> io::Result<Recognised> {
    let mut reader = exhibits.open(exhibit.id)?;
    let mut head =
        Vec::with_capacity(HEAD.min(usize::try_from(exhibit.size_bytes).unwrap_or(HEAD)));
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Recognised::Empty);
    }
    if let Some(kind) = picture_or_pdf(&head) {
        return Ok(kind);
    }
    if let Some(kind) = archive::kind_of(&head) {
        if kind == archive::Kind::Zip {
            reader.seek(SeekFrom::Start(0))?;
            if let Some(sheets) = workbook::filled_sheets(reader) {
                let reader = exhibits.open(exhibit.id)?;
                let rows = workbook::first_rows(reader, HEADER_ROWS).filter(|_| sheets.len() < 2);
                let Some(rows) = rows else { return Ok(Recognised::Book) };
                let by = |name: &str| find_header(&rows, Layout::Workbook, name, told);
                return Ok(match by_names(exhibit, &by) {
                    Recognised::Unknown if !rows.is_empty() => Recognised::Sheet,
                    kind => kind,
                });
            }
        }
        return Ok(Recognised::Archive(kind));
    }
    if mbox::begins(&head) && mbox::holds_several(BufReader::new(exhibits.open(exhibit.id)?))? {
        return Ok(Recognised::Mailbox);
    }
    Ok(by_names(exhibit, &|name| recognise_text(&head, name, told)))
}

/// What an exhibit is by its own name; where that leaves something open, by the name of the archive or
/// workbook around it.
fn by_names(exhibit: &Exhibit, by: &dyn Fn(&str) -> Recognised) -> Recognised {
    let names =
        || exhibit.name.rsplit("!/").map(|part| part.rsplit(['/', '\\']).next().unwrap_or(part));
    let mut kind = by(exhibit.file_name());
    for name in names().skip(1) {
        if matches!(kind, Recognised::Undecided) {
            kind = by(name);
        }
    }
    if let Recognised::Export(export) = &mut kind
        && export.zone.is_none()
    {
        export.zone = names().find_map(zone_in_brackets).map(|zone| (zone, ZoneFrom::FileName));
    }
    kind
}

fn picture_or_pdf(head: &[u8]) -> Option<Recognised> {
    let heic = head.get(4..8) == Some(b"ftyp")
        && matches!(head.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"avif" | b"hevc"));
    let webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    let starts: [&[u8]; 7] =
        [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x36", b"II*\0", b"MM\0*", b"\0\0\x01\0"];
    if heic || webp || starts.iter().any(|start| head.starts_with(start)) {
        return Some(Recognised::Picture);
    }
    head.starts_with(b"%PDF").then_some(Recognised::Pdf)
}

fn recognise_text(head: &[u8], name: &str, told: Option<&FileAnswer>) -> Recognised {
    let encoding = encoding_of(head).unwrap_or(UTF_8);
    for delimiter in [b',', b';', b'\t'] {
        let rows = first_records(head, encoding, delimiter);
        let found = find_header(&rows, Layout::Text(encoding, delimiter), name, told);
        if !matches!(found, Recognised::Unknown) {
            return found;
        }
        if delimiter == b','
            && let Some(kind) = market::kind_of(&rows, name)
        {
            return Recognised::Market(kind);
        }
    }
    if let Some(export) = no_records(head, encoding, name) {
        return Recognised::Export(Box::new(export));
    }
    if super::mail::looks_like_mail(head) {
        return Recognised::Mail;
    }
    if head.starts_with(crate::answers::MARK) || head.starts_with(b"\xef\xbb\xbfhikeshi_answers") {
        return Recognised::Answers;
    }
    if crate::origin::Published::parse(head).is_some() {
        return Recognised::PublishedKey;
    }
    match text::read(head) {
        Some(_) if is_table(head, encoding) => Recognised::Table,
        Some(_) => Recognised::Text,
        None => Recognised::Unknown,
    }
}

/// Whether most of the first lines are cut into the same number of cells: a table nobody reads must not
/// pass for a note in silence.
fn is_table(head: &[u8], encoding: &'static Encoding) -> bool {
    [b',', b';', b'\t'].into_iter().any(|delimiter| {
        let rows = first_records(head, encoding, delimiter);
        let width = rows.first().map_or(0, |(_, cells)| cells.len());
        let alike = rows.iter().filter(|(_, cells)| cells.len() == width).count();
        width >= 4 && alike >= 2 && alike * 4 >= rows.len() * 3
    })
}

/// An export that holds nothing but the sentence that there is nothing; its name says what it is of.
fn no_records(head: &[u8], encoding: &'static Encoding, name: &str) -> Option<Export> {
    let (text, ..) = encoding.decode(head.get(..400).unwrap_or(head));
    let text = text.trim().to_lowercase();
    let says = [
        "条件に一致するデータがありません",
        "no records",
        "no data",
        "没有数据",
        "sem registros",
        "sin registros",
    ];
    let short = head.len() <= 400 && text.chars().count() <= 80;
    if !short || text.lines().count() > 2 || !says.iter().any(|words| text.contains(words)) {
        return None;
    }
    let name_folded = name.to_lowercase().replace([' ', '_'], "-");
    let kinds: [(&[&str], &str); 14] = [
        (&["fiat-buy"], "fiat_buy"),
        (&["fiat"], "fiat_dw"),
        (&["deposit", "入金"], "deposits"),
        (&["withdraw", "出金"], "withdrawals"),
        (&["margin-order"], "margin_orders"),
        (&["futures-order"], "futures_orders"),
        (&["futures-trade"], "futures_trades"),
        (&["trade-history"], "spot_trades"),
        (&["convert"], "convert"),
        (&["c2c", "p2p"], "p2p_c2c"),
        (&["earn"], "simple_earn_locked"),
        (&["auto-invest"], "auto_invest"),
        (&["order-history"], "spot_orders"),
        (&["transaction-history", "取引履歴", "histórico", "historial"], "transaction_history"),
    ];
    let family =
        kinds.iter().find(|(words, _)| words.iter().any(|word| name_folded.contains(word)))?.1;
    let format = ALL.iter().copied().find(|format| format.family == family)?;
    Some(Export {
        format,
        variant: &shape::EMPTY,
        columns: [None; ROLES],
        width: 1,
        row_width: 1,
        header_line: u32::MAX,
        zone: zone_in_brackets(name).map(|zone| (zone, ZoneFrom::FileName)),
        layout: Layout::Text(encoding, b','),
        japanese: text.contains('条'),
    })
}

fn first_records(
    head: &[u8],
    encoding: &'static Encoding,
    delimiter: u8,
) -> Vec<(u32, Vec<String>)> {
    let mut table = Table::new(Cursor::new(head), encoding, delimiter);
    let mut rows = Vec::new();
    while rows.len() < HEADER_ROWS {
        match table.next(None) {
            Ok(Some(Record::Cells)) => {
                rows.push((
                    table.line(),
                    table.cells().iter().map(|cell| (*cell).to_owned()).collect(),
                ));
            }
            Ok(Some(Record::Broken(_))) => {}
            Ok(None) | Err(_) => break,
        }
    }
    rows
}

/// A row that may be a header, and what is around it.
struct Candidate<'a> {
    line: u32,
    cells: &'a [String],
    above: &'a [(u32, Vec<String>)],
    below: &'a [(u32, Vec<String>)],
    layout: Layout,
    name: &'a str,
}

/// Looks for the columns the person named, then for a known header, row by row; then for a known shape.
fn find_header(
    rows: &[(u32, Vec<String>)],
    layout: Layout,
    name: &str,
    told: Option<&FileAnswer>,
) -> Recognised {
    for (at, (line, cells)) in rows.iter().enumerate() {
        let above = rows.get(..at).unwrap_or_default();
        let below = rows.get(at + 1..).unwrap_or_default();
        let candidate = Candidate { line: *line, cells, above, below, layout, name };
        let words: Vec<String> = cells.iter().map(|cell| shape::fold(cell)).collect();
        if let Some((format, roles)) = told.and_then(|told| mapped(&words, told)) {
            return candidate.export(format, &shape::MAPPED, &roles);
        }
        if words.iter().filter(|word| !word.is_empty()).count() < 4 {
            continue;
        }
        match listed(&words, name, told.and_then(|told| told.format.as_deref())) {
            Listed::One(format, variant) => {
                let roles: Vec<Role> = variant.columns.iter().map(|(_, role)| *role).collect();
                return candidate.export(format, variant, &roles);
            }
            Listed::Undecided => return Recognised::Undecided,
            Listed::None => {}
        }
        if let Some((format, roles)) = shape::by_shape(&words, name) {
            return candidate.export(format, &shape::UNLISTED, &roles);
        }
    }
    Recognised::Unknown
}

/// The columns of a file as the person named them: another exchange, a bank. Every word they named must
/// stand in the header.
fn mapped(words: &[String], told: &FileAnswer) -> Option<(&'static Format, Vec<Role>)> {
    if told.columns.is_empty() {
        return None;
    }
    let family = told.format.as_deref()?;
    let format = ALL.iter().copied().find(|format| format.family == family)?;
    let named: Vec<(String, Role)> = told
        .columns
        .iter()
        .filter_map(|(word, role)| Role::parse(role).map(|role| (shape::fold(word), role)))
        .collect();
    let complete = named.iter().all(|(word, _)| words.contains(word));
    let role = |word: &&String| {
        named.iter().find(|(named, _)| named == *word).map_or(Role::Other, |(_, role)| *role)
    };
    let roles = words.iter().filter(|word| !word.is_empty()).map(|word| role(&word)).collect();
    (complete && !named.is_empty()).then_some((format, roles))
}

enum Listed {
    One(&'static Format, &'static Variant),
    Undecided,
    None,
}

/// The listed variant whose header stands in these cells, the empty ones left out.
fn listed(words: &[String], name: &str, forced: Option<&str>) -> Listed {
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let name = name.to_lowercase();
    let mut shared = false;
    let mut best: Option<(bool, &'static Format, &'static Variant)> = None;
    for format in ALL.iter().copied() {
        for variant in format.variants {
            let fits = variant.columns.len() == words.len()
                && variant
                    .columns
                    .iter()
                    .zip(&words)
                    .all(|((column, _), word)| shape::fold(column) == *word);
            if !fits {
                continue;
            }
            let named = variant.file_names.iter().any(|part| name.contains(part));
            if forced == Some(format.family) || named && forced.is_none() {
                return Listed::One(format, variant);
            }
            if variant.file_names.is_empty() && best.is_none() {
                best = Some((true, format, variant));
            }
            shared = true;
        }
    }
    match best {
        Some((_, format, variant)) => Listed::One(format, variant),
        None if shared => Listed::Undecided,
        None => Listed::None,
    }
}

impl Candidate<'_> {
    /// A spreadsheet may end every row with a comma more than the header. That counts only where most
    /// rows do: one alone that is wider is a number torn at its comma, its pieces in the wrong columns.
    fn row_width(&self) -> usize {
        let header = self.cells.len();
        let width = |at: usize| self.below.get(at).map_or(header, |(_, cells)| cells.len());
        let alike = |wanted: usize| (0..self.below.len()).filter(|at| width(*at) == wanted).count();
        let most = |wanted: &usize| *wanted > header && alike(*wanted) * 2 > self.below.len();
        let enough = self.below.len() >= 2;
        (0..self.below.len()).map(width).find(most).filter(|_| enough).unwrap_or(header)
    }

    fn export(
        &self,
        format: &'static Format,
        variant: &'static Variant,
        roles: &[Role],
    ) -> Recognised {
        let mut columns = [None; ROLES];
        let mut time_cell = "";
        let filled = self.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        for ((position, cell), role) in filled.zip(roles) {
            if let Some(entry) = columns.get_mut(*role as usize)
                && entry.is_none()
            {
                *entry = u16::try_from(position).ok();
                if *role == Role::Time {
                    time_cell = cell;
                }
            }
        }
        let utc = shape::fold(time_cell).starts_with("utctime").then_some(Zone::UTC);
        let in_column = zone_in_brackets(time_cell).or(utc).map(|zone| (zone, ZoneFrom::Column));
        let in_name = || zone_in_brackets(self.name).map(|zone| (zone, ZoneFrom::FileName));
        let in_cell = || {
            let mut cells = self.above.iter().flat_map(|(_, cells)| cells);
            cells.find_map(|cell| zone_in_brackets(cell)).map(|zone| (zone, ZoneFrom::Cell))
        };
        let kana = |cell: &String| cell.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
        Recognised::Export(Box::new(Export {
            format,
            variant,
            columns,
            width: self.cells.len(),
            row_width: self.row_width(),
            header_line: self.line,
            zone: in_column.or_else(in_cell).or_else(in_name),
            layout: self.layout,
            japanese: self.cells.iter().any(kana),
        }))
    }
}
