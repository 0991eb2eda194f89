//! Vaults that live as long as a run: where they lie, and how those are removed whose process died.

use super::about::About;
use super::cipher::Cipher;
use super::{INCOMING, LOCK, Object, Vault};
use crate::passphrase::derive;
use crate::{Error, disk};
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

pub(super) const TEMPORARY: &str = "hikeshi-vault-";
/// What was written last by [`Vault::spool`].
const SPOOL: &str = "spool";

impl Vault {
    /// A vault in the system's folder for temporary files; it removes itself when dropped. Nothing is
    /// flushed, and its log is signed only once it has a key.
    pub fn temporary() -> Result<Self, Error> {
        Self::temporary_in(&std::env::temp_dir())
    }

    /// A temporary vault under `parent`. Temporary vaults there whose process has died are removed
    /// first: private material must not lie about because somebody pressed Ctrl-C.
    pub fn temporary_in(parent: &Path) -> Result<Self, Error> {
        let (dir, lock) = begin(parent)?;
        Self::lay_out(&dir, About::plain("temporary")?, lock)
    }

    /// Encrypts everything this temporary vault writes from now on under a key made of `random`: 32
    /// bytes that nobody can guess. The key is nowhere but in memory, so that what a power failure
    /// leaves on the disk cannot be read by anybody.
    #[must_use]
    pub fn sealed(mut self, random: [u8; 32]) -> Self {
        let secret = derive(&random, b"hikeshi vault secret");
        self.cipher = Some(Cipher::new(&secret, derive(&random, b"hikeshi vault session")));
        self
    }

    /// Writes what is too much for memory into a file, encrypted if the vault is, and opens it to be
    /// read. It is no exhibit: the next one takes its place, and it goes with the vault.
    pub fn spool<T>(
        &mut self,
        fill: impl FnOnce(&mut dyn Write) -> T,
    ) -> Result<(T, Object), Error> {
        let path = self.dir.join(INCOMING).join(SPOOL);
        disk::discard(&path)?;
        let mut output = BufWriter::new(disk::Output(disk::new_file(&path)?));
        let filled = match &mut self.cipher {
            None => fill(&mut output),
            Some(cipher) => {
                let mut sealing = cipher.seal(&mut output).map_err(Error::at(&path))?;
                let filled = fill(&mut sealing);
                sealing.finish().map_err(Error::at(&path))?;
                filled
            }
        };
        output.flush().map_err(Error::at(&path))?;
        Ok((filled, self.open_file(&path)?))
    }
}

/// A new folder under `parent`, and the lock that says it is in use.
pub(super) fn begin(parent: &Path) -> Result<(PathBuf, File), Error> {
    sweep(parent);
    let process = std::process::id();
    let mut number = 0_u32;
    let dir = loop {
        let dir = parent.join(format!("{TEMPORARY}{process}-{number}"));
        match disk::builder().create(&dir) {
            Ok(()) => break dir,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 10_000 => {
                number += 1;
            }
            Err(error) => return Err(Error::at(dir)(error)),
        }
    };
    let lock = hold(&dir)?;
    Ok((dir, lock))
}

/// A lock file that is already locked when it appears under its name, so that no sweep can take the
/// vault for an abandoned one.
fn hold(dir: &Path) -> Result<File, Error> {
    let fresh = dir.join("lock.new");
    let file = disk::new_file(&fresh)?;
    file.lock().map_err(Error::at(&fresh))?;
    disk::rename(&fresh, &dir.join(LOCK))?;
    Ok(file)
}

/// Removes temporary vaults that nobody holds any more. What belongs to somebody else stays.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_vault = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_vault || !is_dir {
            continue;
        }
        let Ok(lock) = OpenOptions::new().write(true).open(entry.path().join(LOCK)) else {
            continue;
        };
        if lock.try_lock().is_ok() {
            remove(&entry.path());
        }
    }
}

/// Removes a temporary vault, its lock last: killed before that, what is left is still known as one that
/// nobody holds, and the next sweep takes it.
#[expect(clippy::disallowed_methods, reason = "these are the files of a vault that nobody keeps")]
pub(super) fn remove(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| !path.ends_with(LOCK)) {
        let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        if gone.is_err() {
            return;
        }
    }
    drop(fs::remove_dir_all(dir));
}
