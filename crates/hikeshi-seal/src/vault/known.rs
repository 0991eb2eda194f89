//! Was an older copy of the vault put back? The newest checkpoint is also kept outside the vault, and
//! a vault that does not extend it is refused.

use crate::checkpoint::{Checkpoint, SignedNote};
use crate::log::Tree;
use crate::{Error, disk};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the checkpoint of a log lies in the folder of known checkpoints.
fn path(folder: &Path, origin: &str) -> PathBuf {
    let digest = crate::log::leaf_hash(origin.as_bytes()).to_string();
    let short: String = digest.chars().take(32).collect();
    folder.join(format!("{short}.checkpoint"))
}

/// Whether the tree extends the checkpoint known outside. The signature is not asked for: whoever can
/// write here can also remove the file.
pub(super) fn check(folder: &Path, origin: &str, tree: &Tree) -> Result<(), Error> {
    let path = path(folder, origin);
    let note = match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        note => note.map_err(Error::at(&path))?,
    };
    let known = SignedNote::parse(&note).and_then(|note| Checkpoint::parse(&note.text));
    let known = known.filter(|known| known.origin == origin);
    let known = known.ok_or(Error::BadCheckpoint(path))?;
    if tree.root_at(known.size) == Some(known.root) {
        return Ok(());
    }
    Err(Error::RolledBack { known: known.size, found: tree.size() })
}

/// Keeps the newest checkpoint outside.
pub(super) fn publish(folder: &Path, origin: &str, note: &str) -> Result<(), Error> {
    disk::private_dir(folder)?;
    disk::replace(&path(folder, origin), note.as_bytes(), true)?;
    disk::sync_dir(folder)
}
