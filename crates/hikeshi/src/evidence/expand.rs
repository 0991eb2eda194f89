//! Exhibits within exhibits: the members of archives and the attachments of mails are sealed as
//! exhibits of their own, right after what they were taken from; so are the sheets of a workbook and the
//! mails of a mailbox.

use super::picture::{Eyes, PICTURE_BYTES, is_picture};
use super::{CaseFiles, Intake};
use crate::error::{Error, Result};
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::problem::{Problem, ProblemCode};
use hikeshi_case::source::archive::{self, Kind, Refusal, Sink};
use hikeshi_case::source::mbox;
use hikeshi_case::source::workbook::{self, TextFault};
use hikeshi_seal::vault::Object;
use std::cell::OnceCell;
use std::io::{self, BufReader, Read, Seek, Write};

/// Mails longer than this are kept and not searched for attachments.
const MAIL_BYTES: u64 = 64 << 20;
/// Bytes that tell a container from a table.
const HEAD: usize = 300;
/// Lines a mail begins with, in lower case.
const MAIL_STARTS: [&str; 8] = [
    "received:",
    "return-path:",
    "delivered-to:",
    "mime-version:",
    "message-id:",
    "x-",
    "from:",
    "from ",
];
/// A zip with one of these inside is a document, not a parcel of files.
const DOCUMENT_PARTS: [&str; 4] =
    ["[Content_Types].xml", "META-INF/MANIFEST.MF", "mimetype", "AndroidManifest.xml"];

/// The state of unpacking over a whole case.
#[derive(Debug)]
pub(super) struct Expansion<'a> {
    intake: &'a Intake<'a>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// The reader of pictures; looked for when the first one comes.
    eyes: OnceCell<Option<Eyes>>,
}

impl<'a> Expansion<'a> {
    pub(super) fn new(intake: &'a Intake<'a>) -> Self {
        Self { intake, left: intake.limits.total_bytes, eyes: OnceCell::new() }
    }

    /// Opens up an exhibit if it is an archive or a mail; `depth` is how many it lies inside of.
    pub(super) fn open_up(
        &mut self,
        files: &mut CaseFiles,
        id: ExhibitId,
        depth: u8,
    ) -> Result<()> {
        let mut file = files.file(id).map_err(|cause| Error::write(files.vault.dir(), cause))?;
        let mut head = Vec::with_capacity(HEAD);
        let read = (&mut file).take(HEAD as u64).read_to_end(&mut head);
        if read.and_then(|_| file.rewind()).is_err() {
            return Ok(());
        }
        if is_picture(&head) {
            return self.read_picture(files, id);
        }
        let kind = archive::kind_of(&head);
        if kind.is_none() && !is_mailbox(&mut file, &head) {
            return self.open_mail(files, id, &head, depth);
        }
        if kind == Some(Kind::Zip) && is_document(&mut file) {
            return self.open_book(files, id, file);
        }
        if depth >= self.intake.limits.depth {
            let problem = Problem::of(id, ProblemCode::ArchiveRefused, "nested_too_deep");
            files.problems.push(problem);
            return Ok(());
        }
        let limits = self.intake.limits;
        let packed = file.size_bytes().unwrap_or(0);
        let mut unpacking = Unpacking { expansion: self, files, container: id, depth, fault: None };
        let done = match kind {
            Some(_) => archive::members(file, packed, &limits, &mut unpacking),
            None => mbox::members(BufReader::new(file), &limits, &mut unpacking),
        };
        match (unpacking.fault, done) {
            (Some(fault), _) => Err(fault),
            (None, Ok(())) => Ok(()),
            (None, Err(_)) => {
                files.problems.push(Problem::of(id, ProblemCode::FileTruncated, "broken"));
                Ok(())
            }
        }
    }

    /// Seals the words of a picture as an exhibit of its own.
    fn read_picture(&self, files: &mut CaseFiles, id: ExhibitId) -> Result<()> {
        let exhibit = files.exhibits.iter().find(|exhibit| exhibit.id == id);
        let Some((name, size_bytes)) = exhibit.map(|e| (e.name.clone(), e.size_bytes)) else {
            return Ok(());
        };
        let Some(eyes) = self.eyes.get_or_init(Eyes::find) else { return Ok(()) };
        if size_bytes > PICTURE_BYTES {
            return Ok(());
        }
        let mut picture = Vec::new();
        let read = files.file(id).and_then(|mut file| file.read_to_end(&mut picture));
        read.map_err(|cause| Error::write(files.vault.dir(), cause))?;
        let Some(words) = eyes.read(picture) else { return Ok(()) };
        files.seal(&format!("{name}!/ocr.txt"), Some(id), &mut words.as_bytes())?;
        Ok(())
    }

    /// Seals the sheets of a workbook that has several, each as text. A book with one filled sheet is
    /// read as it is.
    fn open_book(&mut self, files: &mut CaseFiles, id: ExhibitId, mut book: Object) -> Result<()> {
        let sheets = workbook::filled_sheets(BufReader::new(&mut book)).unwrap_or_default();
        if sheets.len() < 2 {
            return Ok(());
        }
        for sheet in &sheets {
            let problem = |code, detail| Problem::of(id, code, detail).showing(&sheet.name);
            if sheet.part.is_empty() {
                files.problems.push(problem(ProblemCode::FormatUnknown, "sheet_without_cells"));
                continue;
            }
            let mut left = self.left.min(self.intake.limits.member_bytes);
            let text = files.vault.spool(|out| {
                let mut text = Bounded { inner: out, left: &mut left };
                workbook::write_text(BufReader::new(&mut book), sheet, &mut text)
            });
            let (ended, mut text) = text.map_err(Error::vault)?;
            match ended {
                Ok(()) => {}
                Err(TextFault::Sheet(fault)) => {
                    let (code, detail, row) = fault.problem();
                    files.problems.push(Problem { line: row, ..problem(code, detail) });
                }
                Err(TextFault::Write(cause)) if cause.kind() == io::ErrorKind::FileTooLarge => {
                    files.problems.push(problem(ProblemCode::FileOverLimit, "case_total"));
                    continue;
                }
                Err(TextFault::Write(cause)) => {
                    return Err(Error::write(files.vault.dir(), cause));
                }
            }
            let size_bytes = text.size_bytes().map_err(Error::unreadable_seal)?;
            self.left = self.left.saturating_sub(size_bytes);
            let name = format!("{}!/{}", files.name_of(id), sheet.name);
            files.seal(&name, Some(id), &mut text)?;
        }
        Ok(())
    }

    fn open_mail(
        &mut self,
        files: &mut CaseFiles,
        id: ExhibitId,
        head: &[u8],
        depth: u8,
    ) -> Result<()> {
        let name = files.name_of(id);
        if !is_mail(&name, head) {
            return Ok(());
        }
        let file = files.file(id).map_err(|cause| Error::write(files.vault.dir(), cause))?;
        if file.size_bytes().is_ok_and(|size| size > MAIL_BYTES) {
            let problem = Problem::of(id, ProblemCode::FileOverLimit, "mail_too_large");
            files.problems.push(problem);
            return Ok(());
        }
        let mut bytes = Vec::new();
        let read = file.take(MAIL_BYTES).read_to_end(&mut bytes);
        read.map_err(|cause| Error::write(files.vault.dir(), cause))?;
        for (part, content) in (self.intake.attachments)(&bytes) {
            let problem = |code, detail| Problem::of(id, code, detail).showing(&part);
            if depth >= self.intake.limits.depth {
                files.problems.push(problem(ProblemCode::ArchiveRefused, "nested_too_deep"));
                continue;
            }
            let inner = format!("{name}!/{part}");
            match self.take(files, id, &inner, &mut content.as_slice(), depth)? {
                Taken::Whole => {}
                Taken::OverTotal => {
                    files.problems.push(problem(ProblemCode::FileOverLimit, "case_total"));
                }
                Taken::Failed(_) => {
                    files.problems.push(problem(ProblemCode::FileUnreadable, "io"));
                }
            }
        }
        Ok(())
    }

    /// Seals one member and opens it up in turn. What its reader gave before it failed is kept: the
    /// first half of an export is better than none.
    fn take(
        &mut self,
        files: &mut CaseFiles,
        container: ExhibitId,
        name: &str,
        bytes: &mut dyn Read,
        depth: u8,
    ) -> Result<Taken> {
        let mut metered = Metered { inner: bytes, left: self.left, passed: 0, end: None };
        let sealed = files.seal(name, Some(container), &mut metered)?;
        let (passed, end) = (metered.passed, metered.end.take());
        self.left = self.left.saturating_sub(passed);
        let Some(id) = sealed else {
            return Ok(end.map_or(Taken::Whole, Taken::from));
        };
        if matches!(end, Some(End::Broken(_))) {
            files.problems.push(Problem::of(id, ProblemCode::FileTruncated, "broken"));
        }
        self.open_up(files, id, depth + 1)?;
        Ok(Taken::Whole)
    }
}

/// How taking in a member ended.
enum Taken {
    /// With all of it, or with a problem that is already noted.
    Whole,
    /// The case has unpacked as much as it may.
    OverTotal,
    /// The reader failed before it gave anything worth keeping.
    Failed(io::Error),
}

impl From<End> for Taken {
    fn from(end: End) -> Self {
        match end {
            End::OverTotal => Self::OverTotal,
            End::Refused(error) | End::Broken(error) => Self::Failed(error),
        }
    }
}

/// Takes the members of one archive.
struct Unpacking<'e, 'a> {
    expansion: &'e mut Expansion<'a>,
    files: &'e mut CaseFiles,
    container: ExhibitId,
    depth: u8,
    /// A failure of the vault, which ends everything.
    fault: Option<Error>,
}

impl Unpacking<'_, '_> {
    fn problem(&mut self, name: &str, code: ProblemCode, detail: &'static str) {
        self.files.problems.push(Problem::of(self.container, code, detail).showing(name));
    }
}

impl Sink for Unpacking<'_, '_> {
    fn member(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        let outer = self.files.name_of(self.container);
        let inner = if name.is_empty() { without_gz(&outer) } else { name.to_owned() };
        let whole = format!("{outer}!/{inner}");
        let taken = self.expansion.take(self.files, self.container, &whole, bytes, self.depth);
        match taken {
            Ok(Taken::Whole) => Ok(()),
            Ok(Taken::OverTotal) => {
                self.problem(name, ProblemCode::FileOverLimit, "case_total");
                Ok(())
            }
            Ok(Taken::Failed(error)) => Err(error),
            Err(fault) => {
                self.fault = Some(fault);
                Err(io::Error::other("the vault failed"))
            }
        }
    }

    fn refused(&mut self, name: &str, why: Refusal) {
        let code = match why {
            Refusal::Broken => ProblemCode::FileTruncated,
            Refusal::TooMany => ProblemCode::FileOverLimit,
            Refusal::Encrypted | Refusal::Bomb | Refusal::Method => ProblemCode::ArchiveRefused,
        };
        self.problem(name, code, why.key());
    }
}

/// Why a member's bytes ended early.
enum End {
    /// The case's total is used up; what was read is dropped, so that no half file looks whole.
    OverTotal,
    /// The unpacker gave up: it holds more than it should. Dropped as well.
    Refused(io::Error),
    /// The archive is damaged from here on; what came before is kept.
    Broken(io::Error),
}

/// Counts what comes out, and turns damage into an end.
struct Metered<'r> {
    inner: &'r mut dyn Read,
    left: u64,
    passed: u64,
    end: Option<End>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.end.is_some() {
            return Ok(0);
        }
        match self.inner.read(buffer) {
            Ok(n) => {
                self.passed += n as u64;
                if self.passed > self.left {
                    self.end = Some(End::OverTotal);
                    return Err(io::Error::other("too much for one case"));
                }
                Ok(n)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            // The guard against bombs answers with `Other`; damage has kinds of its own.
            Err(error) if error.kind() == io::ErrorKind::Other || self.passed == 0 => {
                self.end = Some(End::Refused(error));
                Err(io::Error::other("refused"))
            }
            Err(error) => {
                self.end = Some(End::Broken(error));
                Ok(0)
            }
        }
    }
}

/// A writer that refuses what would go over a limit.
struct Bounded<'l, W> {
    inner: W,
    left: &'l mut u64,
}

impl<W: Write> Write for Bounded<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.left.checked_sub(bytes.len() as u64);
        *self.left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        self.inner.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether these are several mails in one file; leaves it at its beginning.
fn is_mailbox(file: &mut Object, head: &[u8]) -> bool {
    mbox::begins(head)
        && mbox::holds_several(BufReader::new(&mut *file)).is_ok_and(|several| several)
        && file.rewind().is_ok()
}

/// Looks at the list of members and leaves the file at its beginning.
fn is_document(file: &mut Object) -> bool {
    let archive = zip::ZipArchive::new(BufReader::new(&mut *file));
    let found = archive.is_ok_and(|archive| {
        DOCUMENT_PARTS.iter().any(|part| archive.index_for_name(part).is_some())
    });
    file.rewind().is_err() || found
}

fn is_mail(name: &str, head: &[u8]) -> bool {
    let head: String = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}');
    name.to_ascii_lowercase().ends_with(".eml")
        || MAIL_STARTS.iter().any(|start| head.starts_with(start))
}

/// `part.csv.gz` holds `part.csv`.
fn without_gz(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = last.strip_suffix(".gz").or_else(|| last.strip_suffix(".GZ")).unwrap_or(last);
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_inside_a_gzip() {
        assert_eq!(without_gz("a/b.csv.gz"), "b.csv");
        assert_eq!(without_gz("a.zip!/b.GZ"), "b");
        assert_eq!(without_gz("plain"), "plain");
    }

    #[test]
    fn a_mail_is_known_by_name_or_by_its_first_line() {
        assert!(is_mail("x.EML", b""));
        assert!(is_mail("x.txt", b"Received: from mail"));
        assert!(!is_mail("x.csv", b"User_ID,UTC_Time"));
    }
}
