//! What does a file of the help centre say? Its head, its title, its paragraphs, steps and doubts.
//!
//! The texts themselves lie with the app; here is only their form.

/// One article in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article<'a> {
    /// The same in every language.
    pub key: &'a str,
    /// The kinds of trouble it belongs to, as keys; none for an article about something else.
    pub kinds: Vec<&'a str>,
    /// Keys of the sources, as in the playbooks.
    pub sources: Vec<&'a str>,
    /// When its sources were read for it: `YYYY-MM`.
    pub written: &'a str,
    /// From this day on it is shown as to be confirmed: `YYYY-MM-DD`.
    pub review_by: &'a str,
    /// What people call the matter.
    pub words: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Everything below the title, in order.
    pub blocks: Vec<Block<'a>>,
    /// The text below the head, for searching.
    pub body: &'a str,
}

/// A part of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// A paragraph.
    Paragraph(&'a str),
    /// Steps, in their order.
    Steps(Vec<&'a str>),
    /// What is not certain, or not known.
    Doubt(&'a str),
}

/// Why a file is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin and end its head with `---`.
    Head,
    /// A line of the head is missing, or there is one nobody knows.
    Field,
    /// It has no title.
    Title,
    /// It says nothing below its title.
    Empty,
}

impl<'a> Article<'a> {
    /// Reads a file: a head of `name: value` between two lines `---`, a title behind `# `, then
    /// paragraphs of one line each, steps behind `1. `, doubts behind `> `.
    pub fn read(text: &'a str) -> Result<Self, Fault> {
        let rest = text.strip_prefix("---\n").ok_or(Fault::Head)?;
        let (head, body) = rest.split_once("\n---\n").ok_or(Fault::Head)?;
        let field = |name: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(':'));
            let mut own = lines.filter(|(own, _)| *own == name);
            own.next().map(|(_, value)| value.trim())
        };
        let known = ["key", "kind", "sources", "written", "review_by", "words"];
        let all_known = head
            .lines()
            .all(|line| line.split_once(':').is_some_and(|(name, _)| known.contains(&name)));
        let (Some(key), Some(written), Some(review_by), true) =
            (field("key"), field("written"), field("review_by"), all_known)
        else {
            return Err(Fault::Field);
        };
        let mut lines = body.lines().filter(|line| !line.trim().is_empty());
        let title = lines.next().and_then(|line| line.strip_prefix("# ")).ok_or(Fault::Title)?;
        let blocks = blocks(lines);
        if blocks.is_empty() {
            return Err(Fault::Empty);
        }
        Ok(Self {
            key,
            kinds: list(field("kind")),
            sources: list(field("sources")),
            written,
            review_by,
            words: field("words").unwrap_or_default(),
            title,
            blocks,
            body,
        })
    }

    /// Whether it is past its day of review; `today` as `YYYY-MM-DD`.
    pub fn is_overdue(&self, today: &str) -> bool {
        today >= self.review_by
    }

    /// Its paragraphs, without steps and doubts.
    pub fn paragraphs(&self) -> impl Iterator<Item = &'a str> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(text) => Some(*text),
            _ => None,
        })
    }
}

fn list(field: Option<&str>) -> Vec<&str> {
    field
        .into_iter()
        .flat_map(|it| it.split(','))
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect()
}

fn blocks<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Block<'a>> {
    let mut out = Vec::new();
    for line in lines {
        if let Some(doubt) = line.strip_prefix("> ") {
            out.push(Block::Doubt(doubt));
        } else if let Some(step) = step(line) {
            match out.last_mut() {
                Some(Block::Steps(steps)) => steps.push(step),
                _ => out.push(Block::Steps(vec![step])),
            }
        } else {
            out.push(Block::Paragraph(line));
        }
    }
    out
}

/// What stands behind "1. ".
fn step(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\nkey: a\nkind: sim_swap, fiat_p2p\nsources: s1\nwritten: 2026-11\nreview_by: 2027-05-01\n---\n\
        # Title\n\nOne.\n\n1. First\n2. Second\n\n> Not sure.\n";

    #[test]
    fn an_article_is_read() {
        let article = Article::read(FILE).unwrap();
        assert_eq!((article.key, article.title, article.words), ("a", "Title", ""));
        assert_eq!(article.kinds, ["sim_swap", "fiat_p2p"]);
        let steps = Block::Steps(vec!["First", "Second"]);
        assert_eq!(article.blocks, [Block::Paragraph("One."), steps, Block::Doubt("Not sure.")]);
        assert!(!article.is_overdue("2027-04-30") && article.is_overdue("2027-05-01"));
    }

    #[test]
    fn what_is_no_article_is_told_by_its_fault() {
        let broken =
            |from: &str, to: &str| Article::read(&FILE.replace(from, to)).map(|_| ()).unwrap_err();
        assert_eq!(broken("---\nkey", "key"), Fault::Head);
        assert_eq!(broken("kind:", "kinds:"), Fault::Field);
        assert_eq!(broken("written: 2026-11\n", ""), Fault::Field);
        assert_eq!(broken("# Title", "Title"), Fault::Title);
        assert_eq!(broken("One.\n\n1. First\n2. Second\n\n> Not sure.\n", ""), Fault::Empty);
    }
}
