//! How is an enquiry put into words? Once, in one language; then the same letter goes onto paper
//! ([`paper`]), into a box to paste ([`Letter::plain`]), into a chat ([`chat`]) or into a mail ([`mail`]).

pub mod chat;
mod flow;
pub mod mail;
pub mod meter;
pub mod paper;
mod say;
#[cfg(test)]
mod tests;

use crate::lang::{Arg, Lang, text};
use crate::report::document::{Figure, Table};
use crate::report::words::Words;
use hikeshi_case::channel::Map;
use hikeshi_case::enquiry::{Enquiry, On, Recipient};
use hikeshi_case::playbook::Library;
use hikeshi_case::time::{Time, Zone};

/// In which words a letter is written.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The language.
    pub lang: Lang,
    /// Where the person lives.
    pub zone: &'a Zone,
    /// Whether the case is made up; paper and mail then say so.
    pub made_up: bool,
    /// The map of support.
    pub map: &'a Map,
    /// Where its sources are looked up.
    pub library: &'a Library,
}

/// A letter in one language.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who is written to.
    pub to: Recipient,
    /// The language.
    pub lang: Lang,
    /// The subject line, without an account's id.
    pub subject: String,
    /// What it is, for the head of the paper.
    pub title: String,
    /// Name of the author, empty where not said.
    pub author: String,
    /// Reply address of the author, empty where not said.
    pub reply_to: String,
    /// The instant the records speak for.
    pub as_of: Option<Time>,
    /// Said first where the case is made up.
    pub label: Option<String>,
    /// Its sections.
    pub parts: Vec<Part>,
}

/// A section of a letter.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Where it is printed.
    pub on: On,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a letter.
#[derive(Clone, Debug)]
pub enum Line {
    /// A sentence or two.
    Text(String),
    /// The person's own words under a lead that says so.
    Quote {
        /// The lead.
        lead: String,
        /// Their words, line by line.
        words: Vec<String>,
    },
    /// A name and its values.
    Pair {
        /// The name.
        name: String,
        /// One value a line.
        values: Vec<Piece>,
    },
    /// A point of a list.
    Point(String),
    /// To be filled in by hand; on paper only.
    Blank(String),
    /// A table; on paper only.
    Table(Table),
    /// A picture; on paper only.
    Picture(Box<Figure>),
}

/// A value as it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Plain(String),
    /// Words of our own data, whose addresses are vetted and stay readable.
    Ours(String),
    /// Read character by character.
    Code(String),
    /// A public page, without its scheme.
    Link(String),
    /// Left empty, and why.
    Empty(String),
}

impl Piece {
    /// As text to paste.
    fn plain(&self) -> String {
        match self {
            Self::Plain(text) | Self::Ours(text) | Self::Code(text) => text.clone(),
            Self::Link(text) => format!("https://{text}"),
            Self::Empty(why) => why.clone(),
        }
    }
}

/// The letter in words.
pub fn compose(enquiry: &Enquiry, setting: &Setting<'_>) -> Letter {
    let words = Words { lang: setting.lang, zone: setting.zone };
    let saying = say::Saying { words, setting };
    let parts = enquiry.sections.iter().map(|section| Part {
        heading: words.say(&format!("enquiry-head-{}", section.key)),
        on: section.on,
        lines: section.items.iter().flat_map(|item| saying.lines(item)).collect(),
    });
    let (author, reply_to) = &enquiry.author;
    Letter {
        to: enquiry.to,
        lang: setting.lang,
        subject: saying.sentence(&enquiry.subject),
        title: words.say(&format!("enquiry-title-{}", enquiry.to.key())),
        author: say::visible(author),
        reply_to: reply_to.clone(),
        as_of: enquiry.as_of,
        label: setting.made_up.then(|| words.say("dossier-demo")),
        parts: parts.collect(),
    }
}

impl Letter {
    /// The letter as text to paste: what stands on paper only is left out.
    pub fn plain(&self) -> String {
        let mut out = vec![self.subject.clone()];
        out.extend(self.label.clone());
        for part in self.pasted() {
            out.push(format!("\n■ {}", part.heading));
            out.extend(part.lines.iter().flat_map(|line| self.pasted_line(line)));
        }
        out.join("\n") + "\n"
    }

    /// The sections that are pasted.
    fn pasted(&self) -> impl Iterator<Item = &Part> {
        let has_lines =
            |part: &&Part| part.lines.iter().any(|line| !self.pasted_line(line).is_empty());
        self.parts.iter().filter(|part| part.on == On::All).filter(has_lines)
    }

    /// A line as lines of text; none for what stands on paper only.
    fn pasted_line(&self, line: &Line) -> Vec<String> {
        let colon = if self.lang == Lang::Ja { "：" } else { ": " };
        match line {
            Line::Text(said) => vec![said.clone()],
            Line::Point(said) => vec![format!("- {said}")],
            Line::Quote { lead, words } => {
                let quoted = words.iter().map(|word| format!("> {word}"));
                std::iter::once(lead.clone()).chain(quoted).collect()
            }
            Line::Pair { name, values } => match values.as_slice() {
                [one] => vec![format!("{name}{colon}{}", one.plain())],
                many => {
                    let values = many.iter().map(|value| format!("  {}", value.plain()));
                    std::iter::once(format!("{name}{}", colon.trim_end())).chain(values).collect()
                }
            },
            Line::Blank(_) | Line::Table(_) | Line::Picture(_) => Vec::new(),
        }
    }
}

/// What a recipient is called.
pub fn name(to: Recipient, lang: Lang) -> String {
    text(lang, &format!("enquiry-to-{}", to.key()), &[])
}

/// A sentence of the map or the meter with no values.
fn said(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    text(lang, key, args)
}
