//! Mails and notes: what a person reads in them, and what the screens say of it.

use crate::answers::Answers;
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::finding::Confidence;
use crate::screen::secret::cells::CellSearch;
use crate::screen::{link, mail as mail_screen, notice, secret};
use crate::source::mail::Mail;
use crate::source::recognise::Recognised;
use crate::source::table::{self, Record, Table};
use crate::source::text::TextLine;
use crate::source::{mail, text, workbook};
use crate::time::Time;
use std::io::{self, Read};

/// A link that stands in a document.
#[derive(Clone, Debug)]
pub struct Link {
    /// As it stands there.
    pub url: String,
    /// Physical line.
    pub line: u32,
    /// What the link screen says.
    pub judgement: link::Judgement,
}

/// One mail or note.
#[derive(Debug)]
pub struct Document {
    /// The exhibit.
    pub exhibit: ExhibitId,
    /// Headers and more, when it is a mail.
    pub mail: Option<Mail>,
    /// Whether the words were read from a picture by machine.
    pub from_picture: bool,
    /// When it was written, by its own account.
    pub at: Option<Time>,
    /// What a person reads, line by line.
    pub lines: Vec<TextLine>,
    /// What the mail screen says.
    pub judgement: mail_screen::MailJudgement,
    /// What the exchange reports in it. Empty for a mail that is not from where it claims: what an
    /// impostor reports did not happen.
    pub notices: Vec<notice::Notice>,
    /// Secrets that stand in it.
    pub secrets: Vec<secret::Secret>,
    /// Secrets that only the heading of their column gives away: line and kind.
    pub cell_secrets: Vec<(u32, secret::SecretKind)>,
    /// Its links.
    pub links: Vec<Link>,
}

impl Document {
    /// How sure its words are: a machine misreads pictures.
    pub fn confidence(&self) -> Confidence {
        if self.from_picture { Confidence::Possible } else { Confidence::Certain }
    }
}

/// Most bytes of a mail that are read: attachments make mails long.
pub const LIMIT: u64 = 64 << 20;
/// Most bytes of a note that are read: every line of it is searched for secrets.
const NOTE_LIMIT: u64 = 16 << 20;

/// Most bytes that are read of a mail, or of a note.
pub fn limit(is_mail: bool) -> u64 {
    if is_mail { LIMIT } else { NOTE_LIMIT }
}

/// The exchange a link imitates.
fn imitated(url: &str) -> Option<&'static str> {
    let judgement = link::judge(url);
    if judgement.verdict == link::Verdict::Imitation { judgement.brand } else { None }
}

/// Reads a mail or note, or the words of a table; `None` when there are none. A file beyond [`limit`] is
/// cut there; the caller says so.
pub fn read(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    kind: &Recognised,
    from_picture: bool,
    answers: &Answers,
) -> io::Result<Option<Document>> {
    let is_mail = matches!(kind, Recognised::Mail);
    let mut bytes = Vec::new();
    exhibits.open(exhibit.id)?.take(limit(is_mail)).read_to_end(&mut bytes)?;
    let mail = if is_mail { mail::read(&bytes).ok() } else { None };
    let lines = match (&mail, kind) {
        (Some(mail), _) => mail.reading(),
        (None, Recognised::Sheet) => workbook::words(exhibits.open(exhibit.id)?).lines,
        (None, _) => match text::read(&bytes) {
            Some(note) => note.lines,
            None => return Ok(None),
        },
    };
    let judgement = mail.as_ref().map_or_else(mail_screen::MailJudgement::default, |mail| {
        mail_screen::judge(
            mail,
            &link::official_brand_of,
            &imitated,
            answers.mail_server.as_deref(),
        )
    });
    let notices = if judgement.spoofed() { Vec::new() } else { notice::find(&lines) };
    let links = links(&lines, mail.as_ref());
    let at = mail.as_ref().and_then(|mail| mail.date).map(Time::from_seconds);
    let secrets = secret::find(&lines);
    let cell_secrets = cell_secrets(exhibits, exhibit, kind, &bytes)?;
    Ok(Some(Document {
        exhibit: exhibit.id,
        mail,
        from_picture,
        at,
        lines,
        judgement,
        notices,
        secrets,
        cell_secrets,
        links,
    }))
}

/// Secrets of a table that no reader knows, cell by cell under their headings.
fn cell_secrets(
    exhibits: &dyn Exhibits,
    exhibit: &Exhibit,
    kind: &Recognised,
    bytes: &[u8],
) -> io::Result<Vec<(u32, secret::SecretKind)>> {
    let mut search = CellSearch::new(1);
    match (kind, table::guessed(bytes.get(..1 << 12).unwrap_or(bytes))) {
        (Recognised::Sheet, _) => {
            let input = exhibits.open(exhibit.id)?;
            // A broken sheet is searched as far as it can be read; `words` says that it is broken.
            let mut left = NOTE_LIMIT;
            let read = workbook::each_row(input, &mut |line, cells| {
                search.row(line, &cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>());
                // A few kilobytes can swell to gigabytes of cells; `words` says what was left.
                let size = cells.iter().map(|cell| cell.len() as u64).sum();
                left = left.saturating_sub(size);
                left > 0
            });
            read.unwrap_or_default();
        }
        (kind, Some((encoding, delimiter))) if kind.is_unread_table(exhibit) => {
            let mut rows = Table::new(bytes, encoding, delimiter);
            while let Some(record) = rows.next(None)? {
                if record == Record::Cells {
                    search.row(rows.line(), &rows.cells());
                }
            }
        }
        _ => {}
    }
    Ok(search.places)
}

/// Links of the visible text and of the mail's anchors, each once per line.
fn links(lines: &[TextLine], mail: Option<&Mail>) -> Vec<Link> {
    let mut found: Vec<(u32, String)> = Vec::new();
    for line in lines {
        found.extend(
            link::links_in(&line.text).into_iter().map(|it| (line.line, it.text.to_owned())),
        );
    }
    found.extend(mail.iter().flat_map(|mail| &mail.links).map(|it| (it.line, it.href.clone())));
    found.sort();
    found.dedup();
    let judged = found.into_iter().map(|(line, url)| {
        let judgement = link::judge(&url);
        Link { url, line, judgement }
    });
    judged.collect()
}
