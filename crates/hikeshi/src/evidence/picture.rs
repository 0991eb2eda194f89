//! Words in pictures: where Tesseract with Japanese is installed, what a screenshot says becomes an
//! exhibit of its own, marked as read by machine. Without it the dossier says the picture was not read.

use super::pixels::{self, Place};
use hikeshi_case::screen::secret;
use hikeshi_case::source::text::TextLine;
use std::io::{Read, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Pictures larger than this are no screenshots.
pub(super) const PICTURE_BYTES: u64 = 40 << 20;
/// A screenshot takes three to four seconds; a picture made to stall is given up on.
const PATIENCE: Duration = Duration::from_secs(40);
/// Most that is read of one picture.
const TEXT_BYTES: u64 = 4 << 20;

/// The reader of pictures, if this computer has one.
#[derive(Debug)]
pub(super) struct Eyes {
    languages: &'static str,
}

/// One line as it was read, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SeenLine {
    words: String,
    place: Place,
}

/// Whether these first bytes are a picture that Tesseract opens.
pub(super) fn is_picture(head: &[u8]) -> bool {
    let webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    let starts: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    webp || starts.iter().any(|start| head.starts_with(start))
}

impl Eyes {
    /// Looks for Tesseract with Japanese; English is read along where it is there too.
    pub(super) fn find() -> Option<Self> {
        let listed =
            Command::new("tesseract").arg("--list-langs").stdin(Stdio::null()).output().ok()?;
        let said = String::from_utf8_lossy(&listed.stdout).into_owned();
        let has = |language: &str| said.lines().any(|line| line.trim() == language);
        match (has("jpn"), has("eng")) {
            (true, true) => Some(Self { languages: "jpn+eng" }),
            (true, false) => Some(Self { languages: "jpn" }),
            (false, _) => None,
        }
    }

    /// The words of a picture; `None` when it holds none or took too long.
    pub(super) fn read(&self, picture: Vec<u8>) -> Option<String> {
        let words = self.look(picture, "txt")?;
        words.chars().any(char::is_alphanumeric).then_some(words)
    }

    /// The picture without the lines in which a secret or a My Number stands, and without what a camera
    /// notes beside the pixels. `None` where none is seen, or one is still seen afterwards.
    pub(super) fn mask(&self, picture: &[u8]) -> Option<Vec<u8>> {
        let places = secret_places(&self.look(picture.to_vec(), "tsv")?);
        if places.is_empty() {
            return None;
        }
        let masked = pixels::without(picture, &places)?;
        let again = self.look(masked.clone(), "tsv")?;
        secret_places(&again).is_empty().then_some(masked)
    }

    /// Runs the reader over a picture. It is handed the bytes, not a path: an encrypted vault has none.
    fn look(&self, picture: Vec<u8>, form: &str) -> Option<String> {
        let mut child = Command::new("tesseract")
            .args(["stdin", "stdout", "-l", self.languages, "--psm", "6", form])
            // One thread reads the same everywhere, and leaves the other core to the person.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
        // It may hang up on a picture it does not know: its exit code says so.
        let feeder = std::thread::spawn(move || drop(input.write_all(&picture)));
        let child = Arc::new(Mutex::new(child));
        let (done, waiting) = channel::<()>();
        let watched = Arc::clone(&child);
        let watchdog = std::thread::spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let mut child = watched.lock().unwrap_or_else(PoisonError::into_inner);
                // A process that is already gone cannot be ended, and need not be.
                drop(child.kill());
            }
        });
        let mut text = Vec::new();
        let read = output.take(TEXT_BYTES).read_to_end(&mut text);
        drop(done);
        drop(watchdog.join());
        drop(feeder.join());
        let ended = child.lock().unwrap_or_else(PoisonError::into_inner).wait().ok()?;
        if read.is_err() || !ended.success() { None } else { String::from_utf8(text).ok() }
    }
}

/// Where lines with a secret stand.
fn secret_places(tsv: &str) -> Vec<Place> {
    let seen = lines(tsv);
    let numbered = seen.iter().zip(1..);
    let words: Vec<TextLine> = numbered
        .map(|(line, number)| TextLine { text: line.words.clone(), line: number })
        .collect();
    let mut rows: Vec<usize> = secret::find(&words).iter().map(|secret| secret.row).collect();
    rows.dedup();
    rows.iter().filter_map(|row| seen.get(*row)).map(|line| line.place).collect()
}

/// Tesseract's table, word by word: level, page, block, paragraph, line, word, left, top, width, height,
/// confidence, text.
fn lines(tsv: &str) -> Vec<SeenLine> {
    let mut lines: Vec<SeenLine> = Vec::new();
    let mut last = None;
    for row in tsv.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [level, page, block, paragraph, line, _, left, top, width, height, _, word] =
            cells.as_slice()
        else {
            continue;
        };
        let number = |text: &str| text.parse::<u32>().ok();
        let place = || {
            let (left, top) = (number(left)?, number(top)?);
            Some(Place { left, top, width: number(width)?, height: number(height)? })
        };
        let (Some(place), true) = (place(), *level == "5" && !word.trim().is_empty()) else {
            continue;
        };
        let here = Some((*page, *block, *paragraph, *line));
        match lines.last_mut().filter(|_| here == last) {
            Some(open) => {
                open.words.push(' ');
                open.words.push_str(word);
                open.place = open.place.and(place);
            }
            None => lines.push(SeenLine { words: (*word).to_owned(), place }),
        }
        last = here;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
4\t1\t1\t1\t1\t0\t10\t10\t200\t20\t-1\t
5\t1\t1\t1\t1\t1\t10\t10\t60\t20\t91\tpassword:
5\t1\t1\t1\t1\t2\t80\t12\t90\t18\t88\thunter2hunter2
5\t1\t1\t1\t2\t1\t10\t50\t60\t20\t95\thello
";

    #[test]
    fn words_of_one_line_share_its_place_and_only_secret_lines_are_hidden() {
        let seen = lines(TABLE);
        assert_eq!(seen.len(), 2);
        assert_eq!(seen[0].words, "password: hunter2hunter2");
        assert_eq!(seen[0].place, Place { left: 10, top: 10, width: 160, height: 20 });
        assert_eq!(secret_places(TABLE), [seen[0].place]);
        assert_eq!(lines("5\t1\t1\n\u{0}"), []);
    }
}
