//! Vaults that live as long as a run: where they lie, and how those are removed whose process died.

use crate::{Error, disk};
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use super::LOCK;

pub(super) const TEMPORARY: &str = "hikeshi-vault-";

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
