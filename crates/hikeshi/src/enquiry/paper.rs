//! How does a letter stand on paper? As blocks of the dossier, so that its HTML and PDF print it.

use super::{Letter, Line, Part, Piece};
use crate::report::document::{Block, Cell, Document, Span, note, paragraph, visible};
use crate::report::words::Words;
use hikeshi_case::enquiry::On;
use hikeshi_case::time::Zone;

/// Name and version at the foot of a page.
const SOFTWARE: &str = concat!("hikeshi ", env!("CARGO_PKG_VERSION"));

/// The letter as a document.
pub fn document(letter: &Letter) -> Document {
    let words = Words { lang: letter.lang, zone: &Zone::UTC };
    let mut blocks = Vec::new();
    for part in &letter.parts {
        write(part, &mut blocks);
    }
    blocks.push(note(words.say("enquiry-author-note")));
    let args = [("page", "{page}".into()), ("pages", "{pages}".into())];
    Document {
        lang: letter.lang.tag(),
        title: letter.title.clone(),
        subtitle: visible(&letter.subject),
        label: letter.label.clone(),
        label_short: letter.label.as_ref().map(|_| words.say("dossier-demo-short")),
        reminder: None,
        date: letter.as_of.map(|at| at.civil(0)),
        footer: SOFTWARE.to_owned(),
        page_of: words.text("dossier-page", &args),
        blocks,
    }
}

fn write(part: &Part, blocks: &mut Vec<Block>) {
    if part.on == On::Sheet && !blocks.is_empty() {
        blocks.push(Block::NewSheet);
    }
    let heading = part.heading.clone();
    blocks.push(Block::Heading { level: 1, text: heading, aside: String::new(), urgent: false });
    let mut rest = part.lines.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match first {
            Line::Text(said) => blocks.push(paragraph(said)),
            Line::Quote { lead, words } => {
                blocks
                    .push(Block::Callout { title: lead.clone(), body: visible(&words.join(" ")) });
            }
            Line::Table(table) => blocks.push(Block::Table(table.clone())),
            Line::Picture(figure) => blocks.push(Block::Figure((**figure).clone())),
            Line::Pair { .. } => {
                let taken = rest.iter().take_while(|line| matches!(line, Line::Pair { .. }));
                let (more, behind) = rest.split_at(taken.count());
                let facts = std::iter::once(first).chain(more).filter_map(fact).collect();
                blocks.push(Block::Facts(facts));
                rest = behind;
            }
            Line::Point(_) => {
                let taken = rest.iter().take_while(|line| matches!(line, Line::Point(_)));
                let (more, behind) = rest.split_at(taken.count());
                let points = std::iter::once(first).chain(more).filter_map(point).collect();
                blocks.push(Block::List(points));
                rest = behind;
            }
            Line::Blank(_) => {
                let taken = rest.iter().take_while(|line| matches!(line, Line::Blank(_)));
                let (more, behind) = rest.split_at(taken.count());
                let labels = std::iter::once(first).chain(more).filter_map(label).collect();
                blocks.push(Block::Blanks(labels));
                rest = behind;
            }
        }
    }
}

fn fact(line: &Line) -> Option<(String, Cell)> {
    let Line::Pair { name, values } = line else { return None };
    let cell = values.iter().map(|value| {
        vec![match value {
            Piece::Plain(text) => Span::plain(text),
            Piece::Ours(text) => Span::ours(text),
            // Without a scheme no viewer makes it a link: it is typed by hand.
            Piece::Code(text) | Piece::Link(text) => Span::code(text),
            Piece::Empty(why) => Span::muted(why),
        }]
    });
    Some((visible(name), cell.collect()))
}

fn point(line: &Line) -> Option<Vec<Span>> {
    let Line::Point(said) = line else { return None };
    Some(vec![Span::plain(said)])
}

fn label(line: &Line) -> Option<String> {
    let Line::Blank(label) = line else { return None };
    Some(label.clone())
}
