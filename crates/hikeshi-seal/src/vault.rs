//! Where the bytes lie: `objects/ab/<sha256>` for every distinct content, `records.jsonl` for what
//! each exhibit is. Bytes are complete under their final name before the record that cites them is
//! written, so a crash leaves at worst an object that nothing cites.

use crate::Error;
use crate::exhibit::{CopyFault, Digest, Record};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const RECORDS: &str = "records.jsonl";
const OBJECTS: &str = "objects";
const INCOMING: &str = "incoming";
const LOCK: &str = "lock";
const TEMPORARY: &str = "hikeshi-vault-";

/// A vault on disk, readable by its owner only.
#[derive(Debug)]
pub struct Vault {
    dir: PathBuf,
    list: File,
    records: Vec<Record>,
    durable: bool,
    /// Held while a temporary vault is in use; the system releases it if the process dies.
    lock: Option<File>,
}

impl Vault {
    /// A new vault in a folder that does not exist or is empty. Everything taken in is on the disk
    /// before [`Vault::take_in`] returns.
    pub fn create(dir: &Path) -> Result<Self, Error> {
        if !dir.exists() {
            private_dir(dir)?;
        } else if fs::read_dir(dir).map_err(Error::at(dir))?.next().is_some() {
            return Err(Error::NotEmpty(dir.to_owned()));
        }
        Self::lay_out(dir, true)
    }

    /// A vault that exists already. A record line that a crash cut short is taken off the list; its
    /// bytes were not yet acknowledged to anybody.
    pub fn load(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(RECORDS);
        let mut list =
            OpenOptions::new().read(true).write(true).open(&path).map_err(Error::at(&path))?;
        let text = fs::read(&path).map_err(Error::at(&path))?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut records: Vec<Record> = Vec::new();
        let lines = text.get(..whole).unwrap_or_default().split(|byte| *byte == b'\n');
        for (at, line) in lines.filter(|line| !line.is_empty()).enumerate() {
            let record: Option<Record> = serde_json::from_slice(line).ok();
            let expected = records.len() + 1;
            match record.filter(|record| record.id as usize == expected) {
                Some(record) => records.push(record),
                None => return Err(Error::BadRecord { path, line: at + 1 }),
            }
        }
        list.set_len(whole as u64).map_err(Error::at(&path))?;
        list.seek(SeekFrom::End(0)).map_err(Error::at(&path))?;
        clear(&dir.join(INCOMING))?;
        Ok(Self { dir: dir.to_owned(), list, records, durable: true, lock: None })
    }

    /// A vault in the system's folder for temporary files; it removes itself when dropped.
    pub fn temporary() -> Result<Self, Error> {
        Self::temporary_in(&std::env::temp_dir())
    }

    /// A temporary vault under `parent`. Temporary vaults there whose process has died are removed
    /// first: private material must not lie about because somebody pressed Ctrl-C.
    pub fn temporary_in(parent: &Path) -> Result<Self, Error> {
        sweep(parent);
        let process = std::process::id();
        let mut number = 0_u32;
        let dir = loop {
            let dir = parent.join(format!("{TEMPORARY}{process}-{number}"));
            match builder().create(&dir) {
                Ok(()) => break dir,
                Err(error)
                    if error.kind() == std::io::ErrorKind::AlreadyExists && number < 10_000 =>
                {
                    number += 1;
                }
                Err(error) => return Err(Error::at(dir)(error)),
            }
        };
        let lock = hold(&dir)?;
        let mut vault = Self::lay_out(&dir, false)?;
        vault.lock = Some(lock);
        Ok(vault)
    }

    fn lay_out(dir: &Path, durable: bool) -> Result<Self, Error> {
        private_dir(&dir.join(OBJECTS))?;
        private_dir(&dir.join(INCOMING))?;
        let list = new_file(&dir.join(RECORDS))?;
        Ok(Self { dir: dir.to_owned(), list, records: Vec::new(), durable, lock: None })
    }

    /// Takes in an exhibit: streams its bytes into the vault while hashing them, then records it
    /// under the next number. When the reader fails, nothing is kept and nothing is recorded.
    pub fn take_in(
        &mut self,
        name: &str,
        of: Option<u32>,
        reader: &mut dyn Read,
    ) -> Result<Record, Error> {
        let id = u32::try_from(self.records.len() + 1).unwrap_or(u32::MAX);
        let digest = self.keep(id, reader)?;
        let record = Record {
            id,
            name: name.to_owned(),
            of,
            sha256: digest.sha256,
            size_bytes: digest.size_bytes,
        };
        self.append(&record)?;
        self.records.push(record.clone());
        Ok(record)
    }

    /// Opens the bytes of an exhibit.
    pub fn open(&self, id: u32) -> Result<File, Error> {
        let path = self.path(id)?;
        File::open(&path).map_err(Error::at(path))
    }

    /// Where the bytes of an exhibit lie, for a program that reads files only. Never to be written to.
    pub fn path(&self, id: u32) -> Result<PathBuf, Error> {
        let at = (id as usize).wrapping_sub(1);
        let record = self.records.get(at).ok_or(Error::NoSuchExhibit(id))?;
        Ok(self.object(&record.sha256))
    }

    /// Every exhibit, in the order of its number.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The vault's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Brings the bytes to their final place: objects never appear half written.
    fn keep(&self, id: u32, reader: &mut dyn Read) -> Result<Digest, Error> {
        let part = self.dir.join(INCOMING).join(format!("{id}.part"));
        discard(&part)?;
        let mut file = new_file(&part)?;
        let digest = Digest::copying(reader, &mut file);
        let digest = match digest {
            Ok(digest) => digest,
            Err(fault) => {
                drop(file);
                discard(&part)?;
                return Err(match fault {
                    CopyFault::Read(cause) => Error::Source(cause),
                    CopyFault::Write(cause) => Error::at(part)(cause),
                });
            }
        };
        if self.durable {
            file.sync_all().map_err(Error::at(&part))?;
        }
        drop(file);
        let object = self.object(&digest.sha256);
        if object.exists() {
            discard(&part)?;
            return Ok(digest);
        }
        let shelf = object.parent().unwrap_or(&self.dir);
        private_dir(shelf)?;
        fs::rename(&part, &object).map_err(Error::at(&object))?;
        if self.durable {
            sync_dir(shelf)?;
        }
        Ok(digest)
    }

    fn append(&mut self, record: &Record) -> Result<(), Error> {
        let path = self.dir.join(RECORDS);
        let mut line = serde_json::to_vec(record)
            .map_err(|fault| Error::at(&path)(std::io::Error::other(fault)))?;
        line.push(b'\n');
        let mut writer = BufWriter::with_capacity(line.len(), &mut self.list);
        writer.write_all(&line).and_then(|()| writer.flush()).map_err(Error::at(&path))?;
        drop(writer);
        if self.durable {
            self.list.sync_data().map_err(Error::at(&path))?;
        }
        Ok(())
    }

    fn object(&self, sha256: &str) -> PathBuf {
        let shelf: String = sha256.chars().take(2).collect();
        self.dir.join(OBJECTS).join(shelf).join(sha256)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        if self.lock.take().is_some() {
            // The folder is ours alone; what cannot be removed now is swept the next time.
            drop(fs::remove_dir_all(&self.dir));
        }
    }
}

/// A lock file that is already locked when it appears under its name, so that no sweep can take the
/// vault for an abandoned one.
fn hold(dir: &Path) -> Result<File, Error> {
    let fresh = dir.join("lock.new");
    let file = new_file(&fresh)?;
    file.lock().map_err(Error::at(&fresh))?;
    fs::rename(&fresh, dir.join(LOCK)).map_err(Error::at(&fresh))?;
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
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// Removes a half-written file of ours, if it is there.
#[expect(clippy::disallowed_methods, reason = "this is the vault")]
fn discard(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::at(path)(error)),
        _ => Ok(()),
    }
}

fn clear(incoming: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(incoming).map_err(Error::at(incoming))? {
        discard(&entry.map_err(Error::at(incoming))?.path())?;
    }
    Ok(())
}

fn private_dir(path: &Path) -> Result<(), Error> {
    builder().recursive(true).create(path).map_err(Error::at(path))
}

#[cfg(unix)]
fn builder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn builder() -> DirBuilder {
    DirBuilder::new()
}

fn new_file(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map_err(Error::at(path))
}

#[cfg(unix)]
fn sync_dir(path: &Path) -> Result<(), Error> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(Error::at(path))
}

/// Windows has no way to flush a folder; its journal keeps the rename.
#[cfg(not(unix))]
fn sync_dir(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch() -> Vault {
        Vault::temporary().unwrap()
    }

    fn bytes(vault: &Vault, id: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        vault.open(id).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn objects(vault: &Vault) -> usize {
        let shelves = fs::read_dir(vault.dir().join(OBJECTS)).unwrap();
        shelves.map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap().count()).sum()
    }

    #[test]
    fn what_goes_in_comes_out() {
        let mut vault = scratch();
        let record = vault.take_in("../../etc/passwd", None, &mut &b"one"[..]).unwrap();
        let inner = vault.take_in("a!/b", Some(record.id), &mut &b"two"[..]).unwrap();
        assert_eq!((record.id, inner.id, inner.of), (1, 2, Some(1)));
        assert_eq!((bytes(&vault, 1), bytes(&vault, 2)), (b"one".to_vec(), b"two".to_vec()));
        assert_eq!(vault.records(), [record, inner]);
        assert!(matches!(vault.open(3), Err(Error::NoSuchExhibit(3))));
    }

    #[test]
    fn the_same_bytes_are_stored_once() {
        let mut vault = scratch();
        for name in ["a", "b", "c"] {
            vault.take_in(name, None, &mut &b"same"[..]).unwrap();
        }
        assert_eq!((vault.records().len(), objects(&vault)), (3, 1));
    }

    #[test]
    fn a_reader_that_fails_leaves_nothing() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("gone"))
            }
        }
        let mut vault = scratch();
        let mut half = (&b"first half"[..]).chain(Fails);
        assert!(matches!(vault.take_in("x", None, &mut half), Err(Error::Source(_))));
        assert_eq!((vault.records().len(), objects(&vault)), (0, 0));
        assert_eq!(vault.take_in("y", None, &mut &b"y"[..]).unwrap().id, 1);
    }

    #[test]
    fn a_crash_between_object_and_record_leaves_a_vault_that_opens() {
        let parent = scratch();
        let dir = parent.dir().join("case");
        let mut vault = Vault::create(&dir).unwrap();
        let kept = vault.take_in("kept", None, &mut &b"kept"[..]).unwrap();
        vault.take_in("torn", None, &mut &b"torn"[..]).unwrap();
        drop(vault);
        // As if the power had failed while the second line was being written, with a third file
        // still on its way in.
        let list = OpenOptions::new().write(true).open(dir.join(RECORDS)).unwrap();
        list.set_len(list.metadata().unwrap().len() - 10).unwrap();
        new_file(&dir.join(INCOMING).join("3.part")).unwrap();

        let mut vault = Vault::load(&dir).unwrap();
        assert_eq!(vault.records(), [kept]);
        assert_eq!(vault.take_in("again", None, &mut &b"torn"[..]).unwrap().id, 2);
        let names: Vec<String> =
            Vault::load(&dir).unwrap().records().iter().map(|r| r.name.clone()).collect();
        assert_eq!(names, ["kept", "again"]);
        assert_eq!(fs::read_dir(dir.join(INCOMING)).unwrap().count(), 0);
    }

    #[test]
    fn a_damaged_list_is_named_by_line() {
        let parent = scratch();
        let dir = parent.dir().join("case");
        let mut vault = Vault::create(&dir).unwrap();
        vault.take_in("a", None, &mut &b"a"[..]).unwrap();
        vault.list.write_all(b"{}\n").unwrap();
        drop(vault);
        assert!(matches!(Vault::load(&dir), Err(Error::BadRecord { line: 2, .. })));
        assert!(matches!(Vault::create(&dir), Err(Error::NotEmpty(_))));
    }

    #[test]
    fn temporary_vaults_vanish_and_abandoned_ones_are_swept() {
        let parent = scratch();
        let vault = Vault::temporary_in(parent.dir()).unwrap();
        let gone = vault.dir().to_owned();
        drop(vault);
        assert!(!gone.exists());

        let abandoned = parent.dir().join(format!("{TEMPORARY}0-0"));
        private_dir(&abandoned).unwrap();
        new_file(&abandoned.join(LOCK)).unwrap();
        let held = Vault::temporary_in(parent.dir()).unwrap();
        assert!(!abandoned.exists());
        let second = Vault::temporary_in(parent.dir()).unwrap();
        assert!(held.dir().exists() && second.dir().exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look() {
        use std::os::unix::fs::PermissionsExt as _;
        let mut vault = scratch();
        let record = vault.take_in("a", None, &mut &b"a"[..]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(vault.dir()), 0o700);
        assert_eq!(mode(&vault.object(&record.sha256)), 0o600);
        assert_eq!(mode(&vault.dir().join(RECORDS)), 0o600);
    }
}
