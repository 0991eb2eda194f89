//! Where the bytes of a case lie, and the log of what was done with them: `objects/ab/<sha256>` for
//! every distinct content, `log/leaves` for the custody events, `log/checkpoint` for the signature
//! over them. What is acknowledged is durable; nothing that is sealed can be changed or removed here.

mod about;
mod batch;
mod check;
mod cipher;
mod copy;
mod journal;
mod known;
mod migrate;
mod register;
mod temporary;

pub use batch::{Batch, Pending};
pub use check::{Damage, What};
pub use copy::copy_verified;
pub use journal::Leaves;
pub use migrate::migrate;

use crate::checkpoint::{Checkpoint, TlogProof};
use crate::custody::{Act, Custody, Event};
use crate::exhibit::{Derivative, Record};
use crate::key::{SigningKey, VerifierKey};
use crate::log::{Hash, Tree, leaf_hash};
use crate::{Error, disk};
use about::About;
use cipher::{Cipher, Unsealing};
use journal::Journal;
use register::Register;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

const OBJECTS: &str = "objects";
const INCOMING: &str = "incoming";
const LOG: &str = "log";
const LEAVES: &str = "log/leaves";
const CHECKPOINT: &str = "log/checkpoint";
/// Stamps over checkpoints and bundles; their files are written by others and copied with the vault.
const STAMPS: &str = "stamps";
const LOCK: &str = "lock";

/// A vault on disk, readable by its owner only, held by one process at a time.
#[derive(Debug)]
pub struct Vault {
    dir: PathBuf,
    about: About,
    register: Register,
    journal: Journal,
    cipher: Option<Cipher>,
    key: Option<SigningKey>,
    known: Option<PathBuf>,
    checkpoint: Option<String>,
    /// Lasting: flushed to the disk. Temporary: removed when dropped.
    durable: bool,
    /// A failure left it open whether the last batch is in the vault; opening again tells.
    in_doubt: bool,
    /// Names the next part.
    parts: u64,
    recovery: Recovery,
    /// Released by the system when the process ends, however it ends.
    _lock: File,
}

/// A passphrase, and 32 bytes that nobody can guess and that are used for nothing else.
#[derive(Clone)]
pub struct Unlock<'a> {
    /// What the person knows.
    pub passphrase: &'a str,
    /// Fresh at every use: the keys of what is written from now on are made of it.
    pub random: [u8; 32],
}

impl std::fmt::Debug for Unlock<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Unlock")
    }
}

/// A vault that is to be made.
#[derive(Debug)]
pub struct New<'a> {
    /// The case: ASCII letters, digits, `-`, `_` and `.`.
    pub case: &'a str,
    /// Who signs its log.
    pub key: SigningKey,
    /// Encrypts everything under this passphrase.
    pub encrypt: Option<Unlock<'a>>,
    /// The folder of known checkpoints, outside the vault.
    pub known: Option<&'a Path>,
}

/// How to open a vault.
#[derive(Debug, Default)]
pub struct Opening<'a> {
    /// For an encrypted vault.
    pub unlock: Option<Unlock<'a>>,
    /// The folder of known checkpoints, outside the vault. Without it an older copy of the vault that
    /// was put back is not noticed.
    pub known: Option<&'a Path>,
}

/// What a crash had left behind and opening has put right. Nothing of it was ever acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Bytes of half-written leaves and of half-written batches that were cut off the log.
    pub cut_bytes: u64,
    /// Leaves of a whole batch beyond the checkpoint: they are kept and signed with the next batch.
    pub unsigned_leaves: u64,
    /// Half-written or uncited files that were removed.
    pub removed_files: u64,
}

/// The bytes of an exhibit, to be read from anywhere.
#[derive(Debug)]
pub enum Object {
    /// As they lie on the disk.
    Plain(File),
    /// Decrypted while they are read.
    #[doc(hidden)]
    Sealed(Sealed),
}

/// The bytes of an exhibit in an encrypted vault.
#[derive(Debug)]
pub struct Sealed(Box<Unsealing>);

impl Object {
    /// How many bytes it has.
    pub fn size_bytes(&self) -> io::Result<u64> {
        match self {
            Self::Plain(file) => Ok(file.metadata()?.len()),
            Self::Sealed(object) => Ok(object.0.size_bytes()),
        }
    }
}

impl Read for Object {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(buffer),
            Self::Sealed(object) => object.0.read(buffer),
        }
    }
}

impl Seek for Object {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Plain(file) => file.seek(to),
            Self::Sealed(object) => object.0.seek(to),
        }
    }
}

impl Vault {
    /// A new vault in a folder that does not exist, is empty, or holds what a crash left of an earlier
    /// attempt to make one.
    pub fn create(dir: &Path, new: New<'_>) -> Result<Self, Error> {
        let (about, cipher) = About::new(&new)?;
        if dir.exists() && !is_unfinished(dir)? {
            return Err(Error::NotEmpty(dir.to_owned()));
        }
        disk::private_dir(dir)?;
        let lock = lock(dir)?;
        disk::discard(&dir.join(LEAVES))?;
        let mut vault = Self::lay_out(dir, about.with_key(&new.key, 0), lock)?;
        vault.durable = true;
        vault.cipher = cipher;
        vault.key = Some(new.key);
        vault.known = new.known.map(Path::to_owned);
        if let Some(known) = new.known {
            known::check(known, &vault.about.origin, &Tree::new())?;
        }
        vault.write_checkpoint()?;
        disk::sync_dir(&dir.join(LOG))?;
        vault.about.write(dir, true)?;
        if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk::sync_dir(parent)?;
        }
        Ok(vault)
    }

    /// Opens a vault for reading; [`Vault::use_key`] makes it ready for writing. The whole log is
    /// checked: every leaf, their order, the checkpoint's signature, and that the log extends the
    /// checkpoint known outside. What a crash left half written is put right, see
    /// [`Vault::recovery`].
    pub fn open(dir: &Path, opening: &Opening<'_>) -> Result<Self, Error> {
        About::load(dir)?;
        let lock = lock(dir)?;
        let about = About::load(dir)?;
        let cipher = about.cipher(opening.unlock.as_ref())?;
        let (signed, note) = about.checkpoint(dir)?;
        let mut journal = Journal::open(dir.join(LEAVES))?;
        let intent = fs::read_to_string(dir.join(INCOMING).join(batch::INTENT)).ok();
        let intent = intent.as_deref().and_then(batch::read_intent);
        let read = |limit| journal.read(&about.case, signed.size, limit, cipher.as_ref());
        let mut found = read(u64::MAX)?;
        if let Some((from, to, _)) = &intent
            && *from >= signed.size
            && (from + 1..*to).contains(&found.register.tree.size())
        {
            found = read(*from)?;
        }
        let tree = &found.register.tree;
        if tree.root_at(signed.size) != Some(signed.root) {
            let (path, line) = (dir.join(LEAVES), tree.size());
            return Err(Error::BadLog { path, line, why: "it is not what the checkpoint signs" });
        }
        if let Some(known) = opening.known {
            known::check(known, &about.origin, tree)?;
        }
        let unsigned_leaves = tree.size() - signed.size;
        if found.torn > 0 {
            journal.cut(found.whole)?;
        }
        let mut vault = Self {
            dir: dir.to_owned(),
            about,
            register: found.register,
            journal,
            cipher,
            key: None,
            known: opening.known.map(Path::to_owned),
            checkpoint: Some(note),
            durable: true,
            in_doubt: false,
            parts: 0,
            recovery: Recovery { cut_bytes: found.torn, unsigned_leaves, removed_files: 0 },
            _lock: lock,
        };
        vault.recovery.removed_files = vault.sweep(intent.map(|(.., objects)| objects))?;
        Ok(vault)
    }

    /// A vault in the system's folder for temporary files; it removes itself when dropped. Nothing is
    /// flushed, and its log is signed only once it has a key.
    pub fn temporary() -> Result<Self, Error> {
        Self::temporary_in(&std::env::temp_dir())
    }

    /// A temporary vault under `parent`. Temporary vaults there whose process has died are removed
    /// first: private material must not lie about because somebody pressed Ctrl-C.
    pub fn temporary_in(parent: &Path) -> Result<Self, Error> {
        let (dir, lock) = temporary::begin(parent)?;
        Self::lay_out(&dir, About::plain("temporary")?, lock)
    }

    fn lay_out(dir: &Path, about: About, lock: File) -> Result<Self, Error> {
        for folder in [OBJECTS, INCOMING, LOG] {
            disk::private_dir(&dir.join(folder))?;
        }
        Ok(Self {
            dir: dir.to_owned(),
            about,
            register: Register::default(),
            journal: Journal::open(dir.join(LEAVES))?,
            cipher: None,
            key: None,
            known: None,
            checkpoint: None,
            durable: false,
            in_doubt: false,
            parts: 0,
            recovery: Recovery::default(),
            _lock: lock,
        })
    }

    /// Signs from now on with this key, which must be the newest of the vault. A temporary vault takes
    /// its first key as it comes.
    pub fn use_key(&mut self, key: SigningKey) -> Result<(), Error> {
        if !self.durable && self.about.has_no_key() {
            self.about = self.about.with_key(&key, 0);
        }
        if !self.about.is_newest(&key) {
            return Err(Error::UnknownKey);
        }
        self.key = Some(key);
        Ok(())
    }

    /// Signs from now on with a new key, because the old one is lost or no longer trusted. The old
    /// checkpoints still verify; that the key changed stands in the log.
    pub fn adopt_key(&mut self, key: SigningKey, act: &Act) -> Result<(), Error> {
        let about = self.about.with_key(&key, self.register.tree.size());
        if self.durable {
            about.write(&self.dir, true)?;
        }
        self.about = about;
        let mut event = act.event(Event::Sealed);
        event.method = Some("key_adopted".to_owned());
        event.notes = Some(key.verifier().to_string());
        self.key = Some(key);
        let mut batch = self.begin()?;
        batch.append(event)?;
        batch.commit().map(drop)
    }

    /// Encrypts the vault's secret under another passphrase. What is encrypted with the secret stays
    /// as it is.
    pub fn change_passphrase(&mut self, old: &str, new: &Unlock<'_>) -> Result<(), Error> {
        let about = self.about.rewrap(old, new)?;
        about.write(&self.dir, true)?;
        self.about = about;
        Ok(())
    }

    /// Begins a batch. A lasting vault needs its key for that.
    pub fn begin(&mut self) -> Result<Batch<'_>, Error> {
        if self.in_doubt {
            return Err(Error::InDoubt);
        }
        if self.durable && self.key.is_none() {
            return Err(Error::NoKey);
        }
        Ok(Batch::new(self))
    }

    /// A batch of one exhibit, see [`Batch::take_in`].
    pub fn take_in(
        &mut self,
        event: Custody,
        of: Option<u32>,
        reader: &mut dyn Read,
    ) -> Result<Record, Error> {
        let mut batch = self.begin()?;
        let id = batch.take_in(event, of, reader)?.id;
        batch.commit()?.pop().ok_or(Error::NoSuchExhibit(id))
    }

    /// A batch of one event, see [`Batch::append`].
    pub fn append(&mut self, event: Custody) -> Result<(), Error> {
        let mut batch = self.begin()?;
        batch.append(event)?;
        batch.commit().map(drop)
    }

    /// Signs the log as it is now and returns the checkpoint: for a temporary vault, or for leaves that
    /// a crash left unsigned.
    pub fn sign(&mut self) -> Result<&str, Error> {
        if self.in_doubt {
            return Err(Error::InDoubt);
        }
        if self.key.is_none() {
            return Err(Error::NoKey);
        }
        let is_signed = self.signed().is_some_and(|signed| signed.size == self.tree().size());
        if !is_signed {
            self.write_checkpoint()?;
            self.publish()?;
        }
        self.checkpoint.as_deref().ok_or(Error::NoKey)
    }

    /// Every exhibit, in the order of its number.
    pub fn records(&self) -> &[Record] {
        &self.register.records
    }

    /// The exhibit with this number.
    pub fn record(&self, id: u32) -> Option<&Record> {
        self.register.records.get((id as usize).wrapping_sub(1))
    }

    /// Every copy that was made of an exhibit, in the order of their making.
    pub fn derivatives(&self) -> &[Derivative] {
        &self.register.derivatives
    }

    /// Whether an exhibit is on legal hold.
    pub fn is_held(&self, id: u32) -> bool {
        self.register.held.contains(&id)
    }

    /// Opens the bytes of an exhibit.
    pub fn open_exhibit(&self, id: u32) -> Result<Object, Error> {
        let record = self.record(id).ok_or(Error::NoSuchExhibit(id))?;
        self.open_content(&record.sha256)
    }

    /// Opens the bytes with this SHA-256, as a record or a derivative names them.
    pub fn open_content(&self, sha256: &str) -> Result<Object, Error> {
        let content = Hash::from_hex(sha256).ok_or(Error::NoSuchContent)?;
        self.open_file(&self.object(&self.object_name(&content)))
    }

    /// Where the bytes of an exhibit lie, for a program that reads files only. Never to be written to.
    /// An encrypted vault has no such file.
    pub fn path(&self, id: u32) -> Result<PathBuf, Error> {
        let record = self.record(id).ok_or(Error::NoSuchExhibit(id))?;
        let content = Hash::from_hex(&record.sha256).filter(|_| self.cipher.is_none());
        content.map(|content| self.object(&content)).ok_or(Error::Encrypted)
    }

    /// The case it belongs to.
    pub fn case(&self) -> &str {
        &self.about.case
    }

    /// The name of its log, the first line of its checkpoints.
    pub fn origin(&self) -> &str {
        &self.about.origin
    }

    /// Every key that signs or ever signed, with the size of the log from which it does; the newest
    /// last.
    pub fn keys(&self) -> Vec<(VerifierKey, u64)> {
        self.about.keys()
    }

    /// The Merkle tree of its log.
    pub fn tree(&self) -> &Tree {
        &self.register.tree
    }

    /// The custody events as they were hashed, in their order.
    pub fn leaves(&self) -> Result<Leaves<'_>, Error> {
        Leaves::new(&self.journal, self.tree().size(), self.cipher.as_ref())
    }

    /// The newest signed checkpoint.
    pub fn checkpoint(&self) -> Option<&str> {
        self.checkpoint.as_deref()
    }

    /// The proof that leaf `seq` is in the log, under the newest checkpoint; `None` if that does not
    /// cover it.
    pub fn proof(&self, seq: u64) -> Option<TlogProof> {
        let hashes = self.tree().inclusion(seq, self.signed()?.size)?;
        Some(TlogProof { index: seq, hashes, checkpoint: self.checkpoint.clone()? })
    }

    /// What opening had to put right.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Whether its objects and log are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.cipher.is_some()
    }

    /// The vault's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn signed(&self) -> Option<Checkpoint> {
        self.about.opens(self.checkpoint.as_deref()?)
    }

    /// The name of a content's object: its SHA-256, or what the cipher makes of it.
    fn object_name(&self, content: &Hash) -> Hash {
        self.cipher.as_ref().map_or(*content, |cipher| cipher.name(content))
    }

    fn object(&self, name: &Hash) -> PathBuf {
        let name = name.to_string();
        let shelf: String = name.chars().take(2).collect();
        self.dir.join(OBJECTS).join(shelf).join(name)
    }

    fn open_file(&self, path: &Path) -> Result<Object, Error> {
        let file = File::open(path).map_err(Error::at(path))?;
        match &self.cipher {
            None => Ok(Object::Plain(file)),
            Some(cipher) => {
                let object = cipher.open(file).map_err(Error::at(path))?;
                Ok(Object::Sealed(Sealed(Box::new(object))))
            }
        }
    }

    /// Lengthens the log by some leaves and signs it. After an error it is as before, or the vault is
    /// in doubt.
    fn inscribe<'l>(&mut self, leaves: impl Iterator<Item = &'l [u8]>) -> Result<(), Error> {
        let (size, length) = (self.register.tree.size(), self.journal.length());
        let mut lines = Vec::new();
        for leaf in leaves {
            match &mut self.cipher {
                None => lines.extend_from_slice(leaf),
                Some(cipher) => lines.extend(cipher.seal_line(leaf)?),
            }
            lines.push(b'\n');
            self.register.tree.push(leaf_hash(leaf));
        }
        let appended = self.journal.append(&lines, self.durable);
        appended.and_then(|()| self.write_checkpoint()).inspect_err(|_| {
            self.register.tree.truncate(size);
            // A checkpoint that may have got its name may not stand over a log that was cut.
            if !self.in_doubt && self.journal.cut(length).is_err() {
                self.in_doubt = true;
            }
        })
    }

    /// Signs the log as it is and puts the checkpoint in its place.
    fn write_checkpoint(&mut self) -> Result<(), Error> {
        let Some(key) = &self.key else { return Ok(()) };
        let origin = self.about.origin.clone();
        let tree = &self.register.tree;
        let note = Checkpoint { origin, size: tree.size(), root: tree.root() }.sign(key);
        disk::replace(&self.dir.join(CHECKPOINT), note.as_bytes(), self.durable)?;
        if self.durable && disk::sync_dir(&self.dir.join(LOG)).is_err() {
            self.in_doubt = true;
            return Err(Error::InDoubt);
        }
        self.checkpoint = Some(note);
        Ok(())
    }

    /// Keeps the newest checkpoint outside the vault.
    fn publish(&self) -> Result<(), Error> {
        let (Some(known), Some(note)) = (&self.known, &self.checkpoint) else { return Ok(()) };
        let published = known::publish(known, &self.about.origin, note);
        published.map_err(|fault| Error::Outside(Box::new(fault)))
    }

    /// Removes what a crash left half written, and those of its objects that no leaf cites.
    fn sweep(&self, objects: Option<Vec<Hash>>) -> Result<u64, Error> {
        let incoming = self.dir.join(INCOMING);
        disk::private_dir(&incoming)?;
        let mut removed = 0;
        if let Some(objects) = objects {
            let contents = self.register.contents.iter();
            let cited: BTreeSet<Hash> = contents.map(|content| self.object_name(content)).collect();
            for name in objects.iter().filter(|name| !cited.contains(name)) {
                let object = self.object(name);
                if object.exists() {
                    disk::discard(&object)?;
                    removed += 1;
                }
            }
        }
        for entry in fs::read_dir(&incoming).map_err(Error::at(&incoming))? {
            disk::discard(&entry.map_err(Error::at(&incoming))?.path())?;
            removed += 1;
        }
        for own in [CHECKPOINT, about::ABOUT] {
            let unfinished = self.dir.join(own).with_added_extension("new");
            if unfinished.exists() {
                disk::discard(&unfinished)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        if !self.durable {
            // The folder is ours alone; what cannot be removed now is swept the next time.
            temporary::remove(&self.dir);
        }
    }
}

/// Whether a folder holds nothing but what making a vault leaves behind before it is one.
fn is_unfinished(dir: &Path) -> Result<bool, Error> {
    let ours = [OBJECTS, INCOMING, LOG, LOCK, "vault.json.new"];
    for entry in fs::read_dir(dir).map_err(Error::at(dir))? {
        let name = entry.map_err(Error::at(dir))?.file_name();
        if !ours.iter().any(|own| name == *own) {
            return Ok(false);
        }
    }
    let is_empty = |folder: &str| {
        fs::read_dir(dir.join(folder)).map_or(true, |mut entries| entries.next().is_none())
    };
    let no_leaves = fs::metadata(dir.join(LEAVES)).map_or(true, |leaves| leaves.len() == 0);
    Ok(is_empty(OBJECTS) && is_empty(INCOMING) && no_leaves)
}

/// Holds the vault for this process, or says that another one does.
fn lock(dir: &Path) -> Result<File, Error> {
    let path = dir.join(LOCK);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let file = disk::private(&mut options).open(&path).map_err(Error::at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(Error::Locked(dir.to_owned())),
        Err(fs::TryLockError::Error(cause)) => Err(Error::at(path)(cause)),
    }
}

#[cfg(test)]
mod tests;
