//! How is a vault opened? To go on with it, after what a crash left has been put right; or for a look,
//! which writes nothing at all, so that a backup can be read from a disk that cannot be written to.

use super::about::About;
use super::journal::{Found, Journal};
use super::{INCOMING, LEAVES, LOCK, Opening, Recovery, Vault, batch, known};
use crate::log::Hash;
use crate::{Error, disk};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

impl Vault {
    /// Opens a vault; [`Vault::use_key`] makes it ready for writing. The whole log is checked: every
    /// leaf, their order, the checkpoint's signature, and that the log extends the checkpoint known
    /// outside. What a crash left half written is put right, see [`Vault::recovery`].
    pub fn open(dir: &Path, opening: &Opening<'_>) -> Result<Self, Error> {
        About::load(dir)?;
        let lock = lock(dir)?;
        let journal = Journal::open(dir.join(LEAVES))?;
        let Read { mut vault, whole, objects } = read(dir, opening, journal, Some(lock))?;
        if vault.recovery.cut_bytes > 0 {
            vault.journal.cut(whole)?;
        }
        vault.recovery.removed_files = vault.sweep(objects)?;
        Ok(vault)
    }

    /// Opens a vault to be read only, with the same checks. Nothing is written: what a crash left half
    /// written is passed over. Several may look at once, but not while somebody writes.
    pub fn look(dir: &Path, opening: &Opening<'_>) -> Result<Self, Error> {
        About::load(dir)?;
        let lock = shared_lock(dir)?;
        let journal = Journal::look(dir.join(LEAVES))?;
        let Read { mut vault, .. } = read(dir, opening, journal, lock)?;
        vault.looks_only = true;
        vault.recovery = Recovery::default();
        Ok(vault)
    }

    /// Whether the vault in a folder needs a passphrase.
    pub fn needs_passphrase(dir: &Path) -> Result<bool, Error> {
        Ok(About::load(dir)?.encrypted)
    }
}

/// A vault as it was read, not held yet.
struct Read {
    vault: Vault,
    /// How long the log is without what a crash left half written.
    whole: u64,
    /// The objects of a batch that was cut short.
    objects: Option<Vec<Hash>>,
}

fn read(
    dir: &Path,
    opening: &Opening<'_>,
    journal: Journal,
    lock: Option<File>,
) -> Result<Read, Error> {
    let about = About::load(dir)?;
    let cipher = about.cipher(opening.unlock.as_ref())?;
    let (signed, note) = about.checkpoint(dir)?;
    let intent = fs::read_to_string(dir.join(INCOMING).join(batch::INTENT)).ok();
    let intent = intent.as_deref().and_then(batch::read_intent);
    let leaves = |limit| journal.read(&about.case, signed.size, limit, cipher.as_ref());
    let mut found = leaves(u64::MAX)?;
    if let Some((from, to, _)) = &intent
        && *from >= signed.size
        && (from + 1..*to).contains(&found.register.tree.size())
    {
        found = leaves(*from)?;
    }
    let Found { register, whole, torn } = found;
    if register.tree.root_at(signed.size) != Some(signed.root) {
        let (path, line) = (dir.join(LEAVES), register.tree.size());
        return Err(Error::BadLog { path, line, why: "it is not what the checkpoint signs" });
    }
    if let Some(known) = opening.known {
        known::check(known, &about.origin, &register.tree)?;
    }
    let unsigned_leaves = register.tree.size() - signed.size;
    let vault = Vault {
        dir: dir.to_owned(),
        about,
        register,
        journal,
        cipher,
        key: None,
        known: opening.known.map(Path::to_owned),
        checkpoint: Some(note),
        durable: true,
        in_doubt: false,
        parts: 0,
        recovery: Recovery { cut_bytes: torn, unsigned_leaves, removed_files: 0 },
        looks_only: false,
        _lock: lock,
    };
    Ok(Read { vault, whole, objects: intent.map(|(.., objects)| objects) })
}

/// Holds the vault for this process, or says that another one does.
pub(super) fn lock(dir: &Path) -> Result<File, Error> {
    let path = dir.join(LOCK);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let file = disk::private(&mut options).open(&path).map_err(Error::at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(dir.to_owned())),
        Err(TryLockError::Error(cause)) => Err(Error::at(path)(cause)),
    }
}

/// Keeps writers out while somebody looks. Whoever writes makes the lock file first, so that without
/// one nobody does; and a file system that knows no locks, as of some discs, is read all the same.
fn shared_lock(dir: &Path) -> Result<Option<File>, Error> {
    let path = dir.join(LOCK);
    let file = match File::open(&path) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(Error::at(&path))?,
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(dir.to_owned())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
