//! What went wrong, written down on this computer: for the person who reports a fault, and for nobody
//! else. Codes, times and what the system said; no names of files, no words of the person, no secrets.

use crate::error::Error;
use hikeshi_case::problem::shortened;
use hikeshi_case::screen::secret;
use hikeshi_case::time::Time;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name of the file in the data folder; an older one lies beside it.
const FILE: &str = "hikeshi.log";
/// A log that is longer begins anew.
const LONGEST_BYTES: u64 = 1 << 20;
/// Characters of one cause.
const LONGEST_CAUSE: usize = 300;

/// The log of the app.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    lock: Mutex<()>,
}

impl Log {
    /// In a data folder.
    pub fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FILE), lock: Mutex::default() }
    }

    /// Notes an error. A log that cannot be written stops nobody.
    pub fn error(&self, at: Time, place: &str, error: &Error) {
        let mut line = format!("{at} {place} {}", error.code);
        let mut cause = error.cause.as_deref().map(|cause| cause as &dyn std::error::Error);
        while let Some(why) = cause {
            line.push_str(": ");
            line.push_str(&pathless(&why.to_string()));
            cause = why.source();
        }
        self.line(&line);
    }

    fn line(&self, line: &str) {
        let _only = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if self.path.metadata().is_ok_and(|about| about.len() > LONGEST_BYTES) {
            drop(std::fs::rename(&self.path, self.path.with_added_extension("1")));
        }
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        drop(file.and_then(|mut file| writeln!(file, "{line}")));
    }

    /// The last lines, at most `bytes` long.
    pub fn tail(&self, bytes: u64) -> String {
        let read = || -> std::io::Result<String> {
            let mut file = File::open(&self.path)?;
            let length = file.metadata()?.len();
            file.seek(SeekFrom::Start(length.saturating_sub(bytes)))?;
            let mut tail = Vec::new();
            file.take(bytes).read_to_end(&mut tail)?;
            Ok(String::from_utf8_lossy(&tail).into_owned())
        };
        read().unwrap_or_default()
    }
}

/// A cause in one line, without anything that looks like a path or a secret.
fn pathless(cause: &str) -> String {
    let is_path = |word: &str| word.contains('/') || word.contains('\\');
    let words = cause.split_whitespace().map(|word| if is_path(word) { "…" } else { word });
    shortened(&secret::masked(&words.collect::<Vec<_>>().join(" ")), LONGEST_CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hikeshi_seal::Vault;

    #[test]
    fn the_log_says_what_the_system_said_and_names_no_file() {
        let dir = Vault::temporary().unwrap();
        let log = Log::new(dir.dir());
        let cause = std::io::Error::other("cannot open /home/hanako/取引履歴.csv");
        log.error(Time::from_seconds(0), "GET", &Error::write(Path::new("/home/hanako/x"), cause));
        let told = log.tail(4096);
        assert!(told.starts_with("1970-01-01T00:00:00Z GET write: cannot open …"), "{told}");
        assert!(!told.contains("hanako"));
    }

    #[test]
    fn a_long_log_begins_anew() {
        let dir = Vault::temporary().unwrap();
        let log = Log::new(dir.dir());
        let long = "x".repeat(4 << 10);
        for _ in 0..300 {
            log.line(&long);
        }
        let whole = dir.dir().join(FILE).metadata().unwrap().len();
        assert!(whole < LONGEST_BYTES && dir.dir().join("hikeshi.log.1").exists());
        assert_eq!(log.tail(100).len(), 100);
    }
}
