//! How does a vault get to another disk or computer and back? As a copy in which every object and the
//! log have been checked before it is called one.

use super::about::ABOUT;
use super::{CHECKPOINT, INCOMING, LEAVES, LOG, OBJECTS, Opening, STAMPS, Vault};
use crate::exhibit::CHUNK;
use crate::{Error, disk};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Copies a vault to a folder that does not exist or is empty, opens the copy and reads it whole. The
/// copy gets its `vault.json` last and keeps it only if nothing is wrong with it
/// ([`Error::Damaged`] otherwise). Backup, restore and move are all this; an encrypted vault stays
/// encrypted, and `opening` has its passphrase. The lock, incoming files and objects that no leaf
/// cites are left behind.
pub fn copy_verified(from: &Vault, to: &Path, opening: &Opening<'_>) -> Result<Vault, Error> {
    if to.exists() && fs::read_dir(to).map_err(Error::at(to))?.next().is_some() {
        return Err(Error::NotEmpty(to.to_owned()));
    }
    let mut copying = Copying { to, files: Vec::new(), buffer: vec![0; CHUNK] };
    let mut folders = BTreeSet::new();
    for content in &from.register.contents {
        let object = from.object(&from.object_name(content));
        copying.file(&object, &from.dir, &mut folders)?;
    }
    for own in [OBJECTS, INCOMING, LOG] {
        disk::private_dir(&to.join(own))?;
        folders.insert(to.join(own));
    }
    for own in [LEAVES, CHECKPOINT] {
        copying.file(&from.dir.join(own), &from.dir, &mut folders)?;
    }
    if let Ok(stamps) = fs::read_dir(from.dir.join(STAMPS)) {
        for stamp in stamps {
            let stamp = stamp.map_err(Error::at(STAMPS))?.path();
            if stamp.is_file() {
                copying.file(&stamp, &from.dir, &mut folders)?;
            }
        }
    }
    let Copying { files, .. } = copying;
    disk::sync_all(to, &files)?;
    let folders: Vec<PathBuf> = folders.into_iter().collect();
    disk::sync_all(to, &folders)?;
    from.about.write(to, true)?;
    let checked = Vault::open(to, opening).and_then(|copy| {
        let damages = copy.verify();
        if damages.is_empty() { Ok(copy) } else { Err(Error::Damaged(damages)) }
    });
    if checked.is_err() {
        disk::discard(&to.join(ABOUT))?;
    }
    checked
}

struct Copying<'a> {
    to: &'a Path,
    files: Vec<PathBuf>,
    buffer: Vec<u8>,
}

impl Copying<'_> {
    /// Copies a file to the same place in the new vault. One that is missing is left for the check to
    /// name.
    fn file(
        &mut self,
        path: &Path,
        from: &Path,
        folders: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Error> {
        let mut source = match File::open(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            source => source.map_err(Error::at(path))?,
        };
        let target = self.to.join(path.strip_prefix(from).unwrap_or(path));
        if let Some(folder) = target.parent()
            && folders.insert(folder.to_owned())
        {
            disk::private_dir(folder)?;
        }
        let mut output = disk::Output(disk::new_file(&target)?);
        loop {
            let filled = source.read(&mut self.buffer).map_err(Error::at(path))?;
            let bytes = self.buffer.get(..filled).unwrap_or_default();
            if bytes.is_empty() {
                break;
            }
            output.write_all(bytes).map_err(Error::at(&target))?;
        }
        self.files.push(target);
        Ok(())
    }
}
