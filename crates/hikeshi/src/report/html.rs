//! The dossier as one HTML file: no script, nothing loaded from elsewhere; phone first, printable.

use super::document::{Block, Cell, Column, Document, Figure, Line, Span, Style, Table};
use super::drawing::Palette;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../assets/dossier.css");
/// Fonts a page's figures are labelled in: what the reader's system has.
const FONT: &str = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans JP', sans-serif";

/// The document as a self-contained page.
pub fn html(document: &Document) -> String {
    let body = html! {
        (DOCTYPE)
        html lang=(document.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                title { (document.title) " – " (document.subtitle) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @if let Some(label) = &document.label {
                    p.label { (label) }
                }
                header {
                    h1 { (document.title) }
                    p.subtitle { (document.subtitle) }
                }
                main { (blocks(&document.blocks, None)) }
                footer {
                    @if let Some(reminder) = &document.reminder { p.reminder { (reminder) } }
                    p { (document.footer) }
                }
            }
        }
    };
    body.into_string()
}

/// Blocks as markup. With `links`, the address under which exhibits have their pages, citations lead
/// there.
pub fn blocks(blocks: &[Block], links: Option<&str>) -> Markup {
    html! { @for part in blocks { (block(part, links)) } }
}

/// One block of them.
pub fn block(block: &Block, links: Option<&str>) -> Markup {
    match block {
        Block::Heading { level, text, aside, urgent } => heading(*level, text, aside, *urgent),
        Block::Paragraph(text) => html! { p { (line(text, links)) } },
        Block::Note(text) => html! { p.note { (line(text, links)) } },
        Block::List(items) => html! { ul { @for item in items { li { (line(item, links)) } } } },
        Block::Facts(facts) => html! {
            dl { @for (name, value) in facts { div { dt { (name) } dd { (cell(value, links)) } } } }
        },
        Block::Table(rows) => table(rows, links),
        Block::Figure(picture) => figure(picture),
        Block::Callout { title, body } => html! {
            div.callout role="note" {
                p.callout-title { (title) }
                @if !body.is_empty() { p { (body) } }
            }
        },
        Block::Blanks(labels) => html! {
            dl.blanks { @for label in labels { div { dt { (label) } dd { } } } }
        },
        Block::WriteBox { label, height_mm } => html! {
            p.box-label { (label) }
            div.box style=(format!("height:{height_mm}mm")) { }
        },
        Block::PageBreak | Block::NewSheet => html! { hr.break; },
    }
}

fn heading(level: u8, text: &str, aside: &str, urgent: bool) -> Markup {
    let class = if urgent { "urgent" } else { "muted" };
    let inside = html! { (text) @if !aside.is_empty() { " " small class=(class) { (aside) } } };
    match level {
        1 => html! { h2 { (inside) } },
        2 => html! { h3 { (inside) } },
        _ => html! { h4 { (inside) } },
    }
}

fn line(spans: &Line, links: Option<&str>) -> Markup {
    html! { @for span in spans { (piece(span, links)) } }
}

fn piece(span: &Span, links: Option<&str>) -> Markup {
    if let (Some(links), Some(cite)) = (links, span.place()) {
        let place = format!("{links}/{}?line={line}#L{line}", cite.exhibit, line = cite.line);
        return html! { a href=(place) { (span.text()) } };
    }
    match span.style() {
        Style::Plain => html! { (span.text()) },
        Style::Strong => html! { strong { (span.text()) } },
        Style::Code => html! { code { (span.text()) } },
        Style::Muted => html! { span.muted { (span.text()) } },
    }
}

fn cell(lines: &Cell, links: Option<&str>) -> Markup {
    match lines.as_slice() {
        [] => html! {},
        [one] => line(one, links),
        many => html! { @for one in many { div { (line(one, links)) } } },
    }
}

/// On a phone every row becomes a small list, each cell under its heading (`data-head`).
fn table(table: &Table, links: Option<&str>) -> Markup {
    let class = |column: &Column| if column.numeric { "numeric" } else { "" };
    html! {
        div.table {
            table {
                thead { tr { @for column in &table.columns {
                    @if column.head.is_empty() { td {} }
                    @else { th scope="col" class=(class(column)) { (column.head) } }
                } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (column, value) in table.columns.iter().zip(row) {
                                td class=(class(column)) data-head=(column.head) { @if !value.is_empty() { div { (cell(value, links)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure(figure: &Figure) -> Markup {
    let svg = figure.drawing.svg(FONT, Palette::Page);
    let narrow = figure.narrow.as_ref().map(|drawing| drawing.svg(FONT, Palette::Page));
    html! {
        figure {
            @if let Some(narrow) = narrow {
                div."picture"."on-phone" role="img" aria-label=(figure.alt) { (PreEscaped(narrow)) }
                div."picture"."on-paper" role="img" aria-label=(figure.alt) { (PreEscaped(svg)) }
            } @else {
                div.picture role="img" aria-label=(figure.alt) tabindex="0" { (PreEscaped(svg)) }
            }
            figcaption { (figure.caption) }
        }
    }
}
