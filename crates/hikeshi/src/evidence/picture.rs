//! Words in pictures: where Tesseract with Japanese is installed, what a screenshot says becomes an
//! exhibit of its own, marked as read by machine. Without it the dossier says the picture was not read.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Pictures larger than this are no screenshots.
const PICTURE_BYTES: u64 = 40 << 20;
/// A screenshot takes three to four seconds; a picture made to stall is given up on.
const PATIENCE: Duration = Duration::from_secs(40);
/// Most text of one picture.
const TEXT_BYTES: u64 = 1 << 20;

/// The reader of pictures, if this computer has one.
#[derive(Debug)]
pub(super) struct Eyes {
    languages: &'static str,
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

    /// The words of a picture; `None` when it holds none, is too large, or took too long.
    pub(super) fn read(&self, picture: &Path, size_bytes: u64) -> Option<String> {
        if size_bytes > PICTURE_BYTES {
            return None;
        }
        let mut child = Command::new("tesseract")
            .arg(picture)
            .args(["stdout", "-l", self.languages, "--psm", "6"])
            // One thread reads the same everywhere, and leaves the other core to the person.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let output = child.stdout.take()?;
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
        let ended = child.lock().unwrap_or_else(PoisonError::into_inner).wait().ok()?;
        let words = String::from_utf8(text).ok()?;
        let useful = read.is_ok() && ended.success() && words.chars().any(char::is_alphanumeric);
        useful.then_some(words)
    }
}
