//! The dossier as PDF: Typst sets the same blocks on A4, tagged for reading aloud, with the font handed in.
//! No clock, no system font, no network: identical blocks and fonts give identical bytes.

use super::document::{Block, Cell, Document, Line, Style};
use super::drawing::Palette;
use hikeshi_case::problem::shortened;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = include_str!("../../assets/dossier.typ");
/// Characters of an unbreakable run that stay together, and how long a run may be before it is cut.
const PIECE: usize = 4;
const LONGEST_RUN: usize = 14;
/// Bytes of text in a table row above which it may be split between two pages.
const LONGEST_ROW: usize = 1_200;
/// Bytes of text in a list of facts up to which it stays on one page with its heading.
const LONGEST_FACTS: usize = 2_400;
/// Characters of the case's title at the head of every further page.
const RUNNING: usize = 40;

/// The font files a PDF is set with; TrueType or OpenType, the first face of a collection.
#[derive(Clone, Debug)]
pub struct Fonts {
    /// For running text; must hold the document's script.
    pub regular: Vec<u8>,
    /// For headings; without it they are set in `regular`.
    pub bold: Option<Vec<u8>>,
    /// Fixed width, for addresses and cells; without it they are set in `regular`.
    pub mono: Option<Vec<u8>>,
}

/// Why no PDF was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The bytes handed in are no font: `regular`, `bold` or `mono`.
    NotAFont(&'static str),
    /// Typst refused the document; its own words.
    Refused(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFont(which) => write!(f, "the {which} font cannot be read"),
            Self::Refused(why) => write!(f, "the PDF could not be set: {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// The family name inside a font file, for [`super::FontNote`].
pub fn family(font: &[u8]) -> Option<String> {
    Font::new(Bytes::new(font.to_vec()), 0).map(|font| font.info().family.clone())
}

/// The document on A4 as PDF/UA-1 and, where it has a date, PDF/A-2a.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let world = Paper::new(document, fonts)?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let paged = compiled.output.map_err(|faults| refused(&faults))?;
    // PDF/A wants a date, and ours comes from the exhibits: without exhibits there is none.
    let wanted: &[PdfStandard] = match document.date {
        Some(_) => &[PdfStandard::Ua_1, PdfStandard::A_2a],
        None => &[PdfStandard::Ua_1],
    };
    let standards =
        PdfStandards::new(wanted).map_err(|fault| Error::Refused(fault.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(document.footer.clone())),
        timestamp: None,
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&paged, &options).map_err(|faults| refused(&faults))?;
    // Typst remembers every layout; one dossier rarely repeats another.
    comemo::evict(0);
    Ok(bytes)
}

fn refused(faults: &[SourceDiagnostic]) -> Error {
    let said: Vec<String> = faults.iter().map(|fault| fault.message.to_string()).collect();
    Error::Refused(said.join("; "))
}

/// The little world Typst sees: the template, the data, the figures, the fonts, and nothing else.
struct Paper {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl Paper {
    fn new(document: &Document, fonts: &Fonts) -> Result<Self, Error> {
        let read = |bytes: &Vec<u8>, which| {
            Font::new(Bytes::new(bytes.clone()), 0).ok_or(Error::NotAFont(which))
        };
        let regular = read(&fonts.regular, "regular")?;
        let family = regular.info().family.clone();
        let mut loaded = vec![regular];
        let mut mono_family = family.clone();
        if let Some(bold) = &fonts.bold {
            loaded.push(read(bold, "bold")?);
        }
        if let Some(mono) = &fonts.mono {
            let mono = read(mono, "mono")?;
            mono_family.clone_from(&mono.info().family);
            loaded.push(mono);
        }
        let glyphs = Glyphs(&loaded);
        let mut files = BTreeMap::new();
        for (at, figure) in document.figures().enumerate() {
            let svg = glyphs.shown(&figure.drawing.svg(&family, Palette::Paper));
            files.insert(figure_name(at), Bytes::from_string(svg));
        }
        let data = data(document, &glyphs, &family, &mono_family).to_string();
        files.insert("data.json".to_owned(), Bytes::from_string(data));
        let path =
            VirtualPath::new("dossier.typ").map_err(|_| Error::Refused("path".to_owned()))?;
        let main = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&loaded)),
            fonts: loaded,
            main: Source::new(main, TEMPLATE.to_owned()),
            files,
        })
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        self.files.get(name).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn figure_name(at: usize) -> String {
    format!("figure-{at}.svg")
}

/// What the fonts can show. A character none of them has is named by its number instead, `[U+1F600]`:
/// an empty box would say nothing, and PDF/UA refuses it.
struct Glyphs<'a>(&'a [Font]);

impl Glyphs<'_> {
    fn has(&self, c: char) -> bool {
        self.0.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }

    fn shown(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii_graphic() || c == ' ' || self.has(c) {
                out.push(c);
            } else if c == '\u{fffd}' && self.has('\u{25a1}') {
                out.push('\u{25a1}');
            } else {
                let named = write!(out, "[U+{:04X}]", u32::from(c));
                debug_assert!(named.is_ok(), "writing into a String cannot fail");
            }
        }
        out
    }
}

fn data(document: &Document, glyphs: &Glyphs<'_>, font: &str, mono: &str) -> Value {
    let shown = |text: &String| glyphs.shown(text);
    let mut figure = 0;
    let blocks: Vec<Value> = document
        .blocks
        .iter()
        .map(|part| {
            let value = block(part, figure, glyphs);
            figure += usize::from(matches!(part, Block::Figure(_)));
            value
        })
        .collect();
    json!({
        "lang": document.lang,
        "title": shown(&document.title),
        "subtitle": shown(&document.subtitle),
        "running": shown(&shortened(&document.subtitle, RUNNING)),
        "label": document.label.as_ref().map(shown),
        "label_short": document.label_short.as_ref().map(shown),
        "reminder": document.reminder.as_ref().map(shown),
        "date": document.date.map(|date| (date.year, date.month, date.day)),
        "footer": shown(&document.footer),
        "page_of": document.page_of,
        "font": font,
        "mono": [mono, font],
        "blocks": blocks,
    })
}

fn block(block: &Block, figure: usize, glyphs: &Glyphs<'_>) -> Value {
    let shown = |text: &String| glyphs.shown(text);
    let line = |spans: &Line| line(spans, glyphs);
    let cell = |lines: &Cell| lines.iter().map(line).collect::<Vec<_>>();
    match block {
        Block::Heading { level, text, aside, urgent } => {
            let (text, aside) = (shown(text), shown(aside));
            json!({"kind": "heading", "level": level, "text": text, "aside": aside, "urgent": urgent})
        }
        Block::Paragraph(text) => json!({"kind": "paragraph", "spans": line(text)}),
        Block::Note(text) => json!({"kind": "note", "spans": line(text)}),
        Block::List(items) => {
            json!({"kind": "list", "items": items.iter().map(line).collect::<Vec<_>>()})
        }
        Block::Facts(facts) => {
            let items = facts
                .iter()
                .map(|(name, value)| json!({"name": shown(name), "value": cell(value)}));
            let size: usize =
                facts.iter().flat_map(|(_, value)| value).flatten().map(|s| s.text().len()).sum();
            let short = facts.len() <= 12 && size <= LONGEST_FACTS;
            json!({"kind": "facts", "items": items.collect::<Vec<_>>(), "short": short})
        }
        Block::Table(table) => {
            let columns = table.columns.iter();
            let columns = columns
                .map(|c| json!({"head": shown(&c.head), "weight": c.weight, "numeric": c.numeric}))
                .collect::<Vec<_>>();
            let row = |row: &Vec<Cell>| {
                let size: usize =
                    row.iter().flatten().flatten().map(|span| span.text().len()).sum();
                let splits = size > LONGEST_ROW;
                let cell = |value| json!({"lines": cell(value), "splits": splits});
                row.iter().map(cell).collect::<Vec<_>>()
            };
            let rows = table.rows.iter().map(row).collect::<Vec<_>>();
            json!({"kind": "table", "columns": columns, "rows": rows})
        }
        Block::Figure(drawn) => {
            json!({"kind": "figure", "file": figure_name(figure), "alt": shown(&drawn.alt), "caption": shown(&drawn.caption)})
        }
        Block::Callout { title, body } => {
            json!({"kind": "callout", "title": shown(title), "body": shown(body)})
        }
        Block::Blanks(labels) => {
            json!({"kind": "blanks", "labels": labels.iter().map(shown).collect::<Vec<_>>()})
        }
        Block::WriteBox { label, height_mm } => {
            json!({"kind": "box", "label": shown(label), "height": height_mm})
        }
        Block::PageBreak => json!({"kind": "break"}),
        Block::NewSheet => json!({"kind": "sheet"}),
    }
}

fn line(spans: &Line, glyphs: &Glyphs<'_>) -> Value {
    let spans = spans.iter().map(|span| {
        let kind = match span.style() {
            Style::Plain => "p",
            Style::Strong => "s",
            Style::Code => "c",
            Style::Muted => "m",
        };
        json!({"k": kind, "t": run(&glyphs.shown(span.text()))})
    });
    Value::Array(spans.collect())
}

/// A text, or its pieces where a line may break although no rule of the script allows it: inside runs
/// of letters, digits and signs that are too long for a column.
fn run(text: &str) -> Value {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut word = String::new();
    for c in text.chars().map(Some).chain([None]) {
        if let Some(c) = c.filter(char::is_ascii_graphic) {
            word.push(c);
            continue;
        }
        let long = word.len() > LONGEST_RUN;
        for (at, letter) in word.drain(..).enumerate() {
            if long && at > 0 && at % PIECE == 0 {
                pieces.push(String::new());
            }
            append(&mut pieces, letter);
        }
        if let Some(c) = c {
            append(&mut pieces, c);
        }
    }
    if pieces.len() > 1 { json!(pieces) } else { json!(text) }
}

fn append(pieces: &mut [String], c: char) {
    if let Some(piece) = pieces.last_mut() {
        piece.push(c);
    }
}
