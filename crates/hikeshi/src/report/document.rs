//! What does a dossier consist of? Blocks that the HTML and the PDF print alike.

use super::drawing::Drawing;
use hikeshi_case::finding::Cite;
use hikeshi_case::time::{Civil, Time};
use std::collections::BTreeMap;

/// A composed dossier in one language.
#[derive(Clone, Debug)]
pub struct Document {
    /// BCP 47 tag of the language: `ja`, `en`.
    pub lang: &'static str,
    /// What it is.
    pub title: String,
    /// The case's own title, else what it is about.
    pub subtitle: String,
    /// Printed first in a made-up case.
    pub label: Option<String>,
    /// The same in few words, printed on every further page.
    pub label_short: Option<String>,
    /// Short warning at the foot of every page of a dossier that speaks of lost money.
    pub reminder: Option<String>,
    /// Calendar date in UTC of the instant it speaks for; goes into the PDF's metadata.
    pub date: Option<Civil>,
    /// Bottom line of every page.
    pub footer: String,
    /// Bottom line with the placeholders `{page}` and `{pages}`.
    pub page_of: String,
    /// The body, top to bottom.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The figures in the order they are printed; the PDF names them by this order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        })
    }

    pub(super) fn dated(mut self, as_of: Option<Time>) -> Self {
        self.date = as_of.map(|time| time.civil(0));
        self
    }
}

/// One part of the body.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading; level 1 is a chapter.
    Heading {
        /// 1–3.
        level: u8,
        /// Its words, the number included.
        text: String,
        /// Small words beside it: urgency and sureness of a finding.
        aside: String,
        /// Whether the small words are set apart in colour.
        urgent: bool,
    },
    /// Running text.
    Paragraph(Line),
    /// Running text of lesser weight.
    Note(Line),
    /// Bullet points.
    List(Vec<Line>),
    /// Name and value, line by line.
    Facts(Vec<(String, Cell)>),
    /// A table with a heading row.
    Table(Table),
    /// A drawing.
    Figure(Figure),
    /// Words set apart: the stop sign, the label of a made-up case.
    Callout {
        /// First line.
        title: String,
        /// The rest; may be empty.
        body: String,
    },
    /// Lines to fill in by hand.
    Blanks(Vec<String>),
    /// An empty box to write into.
    WriteBox {
        /// What belongs there.
        label: String,
        /// How tall on paper.
        height_mm: u8,
    },
    /// The next block begins a page.
    PageBreak,
    /// The next block begins a sheet of its own, however short the page before is.
    NewSheet,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// Share of the width.
    pub weight: u8,
    /// Whether its cells are numbers, set to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn new(head: impl Into<String>, weight: u8) -> Self {
        Self { head: visible(&head.into()), weight, numeric: false }
    }

    /// A column of numbers.
    pub fn numeric(head: impl Into<String>, weight: u8) -> Self {
        Self { numeric: true, ..Self::new(head, weight) }
    }
}

/// A drawing with its words.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The drawing.
    pub drawing: Drawing,
    /// The same for a telephone's screen, where the whole of the other would be too small to read.
    pub narrow: Option<Drawing>,
    /// For those who cannot see it.
    pub alt: String,
    /// Below it.
    pub caption: String,
}

/// The lines of a table cell or a value.
pub type Cell = Vec<Line>;
/// Pieces of text in a row.
pub type Line = Vec<Span>;

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As running text.
    Plain,
    /// Emphasised.
    Strong,
    /// Addresses, ids, hashes, cells: fixed width, may break anywhere.
    Code,
    /// Lesser weight.
    Muted,
}

/// A piece of text; what could hide or turn its neighbours is replaced on the way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    text: String,
    style: Style,
    cite: Option<Cite>,
}

impl Span {
    fn new(text: &str, style: Style) -> Self {
        Self { text: visible(text), style, cite: None }
    }

    /// Words that name a place in an exhibit; a page may lead there.
    pub fn cite(text: impl AsRef<str>, cite: Cite) -> Self {
        Self { cite: Some(cite), ..Self::plain(text) }
    }

    /// The place in an exhibit that the words name.
    pub fn place(&self) -> Option<Cite> {
        self.cite
    }

    /// Running text.
    pub fn plain(text: impl AsRef<str>) -> Self {
        Self::new(text.as_ref(), Style::Plain)
    }

    /// Words of our own data: their addresses were typed by hand from their sources and stay as they are.
    pub fn ours(text: impl AsRef<str>) -> Self {
        Self { text: shown(text.as_ref()), style: Style::Plain, cite: None }
    }

    /// Emphasised text.
    pub fn strong(text: impl AsRef<str>) -> Self {
        Self::new(text.as_ref(), Style::Strong)
    }

    /// An address, id, hash or cell.
    pub fn code(text: impl AsRef<str>) -> Self {
        Self::new(text.as_ref(), Style::Code)
    }

    /// Text of lesser weight.
    pub fn muted(text: impl AsRef<str>) -> Self {
        Self::new(text.as_ref(), Style::Muted)
    }

    /// The text, without hidden characters.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is set.
    pub fn style(&self) -> Style {
        self.style
    }
}

/// A cell of one plain line.
pub fn cell(text: impl AsRef<str>) -> Cell {
    vec![vec![Span::plain(text)]]
}

/// A cell of one code line.
pub fn code_cell(text: impl AsRef<str>) -> Cell {
    vec![vec![Span::code(text)]]
}

/// A paragraph of running text.
pub fn paragraph(text: impl AsRef<str>) -> Block {
    Block::Paragraph(vec![Span::plain(text)])
}

/// A paragraph of lesser weight.
pub fn note(text: impl AsRef<str>) -> Block {
    Block::Note(vec![Span::plain(text)])
}

/// Foreign text with control characters, direction marks and zero-width characters shown as `�`
/// (Unicode TR 36: they can make a name read differently from what it is), and with links that do not
/// open.
pub fn visible(text: &str) -> String {
    super::links::dead(&shown(text))
}

/// The same with links as they are.
fn shown(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c,
                '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}')
    };
    text.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// Every text of a document in reading order, for tests and for search.
pub fn plain_text(document: &Document) -> String {
    let mut out = vec![document.title.clone(), document.subtitle.clone()];
    out.extend(document.label.clone());
    for block in &document.blocks {
        block_text(block, &mut out);
    }
    out.join("\n")
}

fn block_text(block: &Block, out: &mut Vec<String>) {
    let line = |line: &Line| line.iter().map(Span::text).collect::<String>();
    match block {
        Block::Heading { text, aside, .. } => out.push(format!("{text} {aside}")),
        Block::Paragraph(text) | Block::Note(text) => out.push(line(text)),
        Block::List(items) => out.extend(items.iter().map(line)),
        Block::Facts(facts) => {
            for (name, value) in facts {
                out.push(format!(
                    "{name}: {}",
                    value.iter().map(line).collect::<Vec<_>>().join("/")
                ));
            }
        }
        Block::Table(table) => {
            out.push(table.columns.iter().map(|c| c.head.clone()).collect::<Vec<_>>().join(" | "));
            for row in &table.rows {
                let cells: Vec<String> =
                    row.iter().map(|c| c.iter().map(line).collect::<Vec<_>>().join("/")).collect();
                out.push(cells.join(" | "));
            }
        }
        Block::Figure(figure) => {
            out.push(figure.alt.clone());
            out.push(figure.caption.clone());
        }
        Block::Callout { title, body } => out.push(format!("{title} {body}")),
        Block::Blanks(labels) => out.extend(labels.iter().cloned()),
        Block::WriteBox { label, .. } => out.push(label.clone()),
        Block::PageBreak | Block::NewSheet => {}
    }
}

/// How many of each thing, in the order of the things.
pub(super) fn tally<K: Ord>(items: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}
