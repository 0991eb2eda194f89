//! How do bytes and events get into a vault? In batches: everything is written, flushed and read back
//! together, then the log grows by all its leaves at once, then a checkpoint is signed. Only then is
//! any of it acknowledged. A batch that is dropped leaves nothing.

use super::{INCOMING, OBJECTS, Object, Vault};
use crate::custody::{Custody, Event, exhibit_name, exhibit_number};
use crate::exhibit::{CHUNK, CopyFault, Digest, Record};
use crate::log::{Hash, leaf_hash};
use crate::{Error, disk};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::PathBuf;

/// What a commit is about to do: the size of the log before and after, then the objects it names, each
/// on a line. With it the next opening undoes a commit that a crash cut short.
pub(super) const INTENT: &str = "batch";

/// Bytes and events on their way into a vault. It keeps about two kilobytes of memory an event: commit
/// every thousand or so.
#[derive(Debug)]
#[must_use = "a batch that is not committed leaves nothing"]
pub struct Batch<'a> {
    vault: &'a mut Vault,
    buffer: Vec<u8>,
    parts: Vec<Part>,
    contents: BTreeSet<Hash>,
    /// Events and their leaves.
    events: Vec<(Custody, Vec<u8>)>,
    tip: Option<Hash>,
    next_id: u32,
    held: BTreeMap<u32, bool>,
}

/// An exhibit that is written and not yet acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The number it will have.
    pub id: u32,
    /// What its bytes are.
    pub digest: Digest,
}

#[derive(Debug)]
struct Part {
    path: PathBuf,
    content: Hash,
    digest: Digest,
}

impl<'a> Batch<'a> {
    pub(super) fn new(vault: &'a mut Vault) -> Self {
        let (tip, next_id) = (vault.register.tip(), vault.register.next_id());
        Self {
            vault,
            buffer: vec![0; CHUNK],
            parts: Vec::new(),
            contents: BTreeSet::new(),
            events: Vec::new(),
            tip,
            next_id,
            held: BTreeMap::new(),
        }
    }

    /// Takes in an exhibit: streams its bytes while hashing them. `event` is its intake
    /// ([`Event::Imported`] or [`Event::Collected`]); number, hash, size and `of` are filled in. When
    /// the reader fails, nothing is kept of it and the batch goes on.
    pub fn take_in(
        &mut self,
        event: Custody,
        of: Option<u32>,
        reader: &mut dyn Read,
    ) -> Result<Pending, Error> {
        if !matches!(event.event, Event::Imported | Event::Collected) {
            return Err(Error::WrongEvent(event.event));
        }
        of.map(|of| self.exists(of)).transpose()?;
        let id = self.next_id;
        let event = Custody { exhibit: Some(exhibit_name(id)), of: of.map(exhibit_name), ..event };
        let digest = self.keep_and_enter(event, reader)?;
        self.next_id += 1;
        Ok(Pending { id, digest })
    }

    /// Enters an exhibit whose object is in its place already.
    pub(super) fn take_over(
        &mut self,
        event: Custody,
        of: Option<u32>,
        digest: Digest,
    ) -> Result<(), Error> {
        of.map(|of| self.exists(of)).transpose()?;
        self.enter(Custody {
            exhibit: Some(exhibit_name(self.next_id)),
            of: of.map(exhibit_name),
            output_sha256: Some(digest.sha256),
            size: Some(digest.size_bytes),
            ..event
        })?;
        self.next_id += 1;
        Ok(())
    }

    /// Takes in a copy made of exhibit `of`, such as a redacted one. `event` is an [`Event::Derived`]
    /// that says the method and, in its source, the name of the copy.
    pub fn derive(
        &mut self,
        event: Custody,
        of: u32,
        reader: &mut dyn Read,
    ) -> Result<Digest, Error> {
        if event.event != Event::Derived {
            return Err(Error::WrongEvent(event.event));
        }
        let original = self.exists(of)?;
        let event =
            Custody { exhibit: Some(exhibit_name(of)), input_sha256: Some(original), ..event };
        self.keep_and_enter(event, reader)
    }

    /// Records an event that brings no bytes: a look, an export, a hold, a request to delete. The
    /// exhibit it names must exist. Nothing that is sealed is changed by it, whatever it says.
    pub fn append(&mut self, event: Custody) -> Result<(), Error> {
        if matches!(event.event, Event::Imported | Event::Collected | Event::Derived) {
            return Err(Error::WrongEvent(event.event));
        }
        if let Some(name) = &event.exhibit {
            self.exists(exhibit_number(name).unwrap_or(0))?;
        }
        self.enter(event)
    }

    /// Opens what this batch has written, to look into an archive before it is acknowledged.
    pub fn open(&self, pending: &Pending) -> Result<Object, Error> {
        let part = self.parts.iter().find(|part| part.digest == pending.digest);
        match part {
            Some(part) => self.vault.open_file(&part.path),
            None => self.vault.open_content(&pending.digest.sha256),
        }
    }

    /// Makes everything durable, then acknowledges: the new exhibits in the order of their numbers.
    /// After an error nothing of the batch is in the vault, with two exceptions that say so:
    /// [`Error::InDoubt`] and [`Error::Outside`].
    pub fn commit(mut self) -> Result<Vec<Record>, Error> {
        if self.events.is_empty() {
            return Ok(Vec::new());
        }
        self.shelve()?;
        self.vault.inscribe(self.events.iter().map(|(_, leaf)| leaf.as_slice()))?;
        self.parts.clear();
        let events = std::mem::take(&mut self.events);
        let before = self.vault.register.records.len();
        for (event, _) in &events {
            // The batch has refused what the register would; if not, the disk is right.
            if self.vault.register.apply(event).is_err() {
                self.vault.in_doubt = true;
                return Err(Error::InDoubt);
            }
        }
        drop(disk::discard(&self.vault.dir.join(INCOMING).join(INTENT)));
        self.vault.publish()?;
        Ok(self.vault.register.records.get(before..).unwrap_or_default().to_vec())
    }

    /// The hash of an exhibit, of the vault or of this batch.
    fn exists(&self, id: u32) -> Result<String, Error> {
        if let Some(record) = self.vault.record(id) {
            return Ok(record.sha256.clone());
        }
        let name = exhibit_name(id);
        let mut intakes = self.events.iter().map(|(event, _)| event).filter(|event| {
            matches!(event.event, Event::Imported | Event::Collected)
                && event.exhibit.as_ref() == Some(&name)
        });
        let found = intakes.next().and_then(|event| event.output_sha256.clone());
        found.ok_or(Error::NoSuchExhibit(id))
    }

    fn keep_and_enter(&mut self, event: Custody, reader: &mut dyn Read) -> Result<Digest, Error> {
        let (digest, part) = self.keep(reader)?;
        let event = Custody {
            output_sha256: Some(digest.sha256.clone()),
            size: Some(digest.size_bytes),
            ..event
        };
        if let Err(fault) = self.enter(event) {
            if let Some(part) = part {
                drop(disk::discard(&part.path));
            }
            return Err(fault);
        }
        if let Some(part) = part {
            self.contents.insert(part.content);
            self.parts.push(part);
        }
        Ok(digest)
    }

    /// Writes bytes beside the vault's objects. Returns no part if the vault has them already.
    fn keep(&mut self, reader: &mut dyn Read) -> Result<(Digest, Option<Part>), Error> {
        let path = self.vault.dir.join(INCOMING).join(format!("{}.part", self.vault.parts));
        self.vault.parts += 1;
        let written = self.write(&path, reader);
        let content = written.as_ref().ok().and_then(|digest| Hash::from_hex(&digest.sha256));
        let is_new = |content: &Hash| {
            !self.contents.contains(content) && !self.vault.register.contents.contains(content)
        };
        match (written, content.filter(is_new)) {
            (Ok(digest), Some(content)) => {
                let part = Part { path, content, digest: digest.clone() };
                Ok((digest, Some(part)))
            }
            (written, _) => {
                drop(disk::discard(&path));
                Ok((written?, None))
            }
        }
    }

    fn write(&mut self, path: &std::path::Path, reader: &mut dyn Read) -> Result<Digest, Error> {
        let mut output = disk::Output(disk::new_file(path)?);
        let copied = match &mut self.vault.cipher {
            None => Digest::copying(reader, &mut output, &mut self.buffer),
            Some(cipher) => {
                cipher.seal(output).map_err(CopyFault::Write).and_then(|mut sealing| {
                    let digest = Digest::copying(reader, &mut sealing, &mut self.buffer)?;
                    sealing.finish().map_err(CopyFault::Write)?;
                    Ok(digest)
                })
            }
        };
        copied.map_err(|fault| match fault {
            CopyFault::Read(cause) => Error::Source(cause),
            CopyFault::Write(cause) => Error::at(path)(cause),
        })
    }

    fn enter(&mut self, mut event: Custody) -> Result<(), Error> {
        let id = event.exhibit.as_deref().and_then(exhibit_number);
        let is_held = match event.event {
            Event::PlacedOnHold => true,
            Event::ReleasedFromHold => false,
            _ => id.is_some_and(|id| {
                let before = || self.vault.register.held.contains(&id);
                self.held.get(&id).copied().unwrap_or_else(before)
            }),
        };
        event.legal_hold = is_held;
        event.seq = self.vault.register.tree.size() + self.events.len() as u64;
        event.case.clone_from(&self.vault.about.case);
        event.prev_leaf = self.tip.map(|tip| tip.to_string());
        let leaf = event.leaf()?;
        self.tip = Some(leaf_hash(&leaf));
        self.held.extend(id.map(|id| (id, is_held)));
        self.events.push((event, leaf));
        Ok(())
    }

    /// Brings the objects to their final names, whole and on the disk.
    fn shelve(&mut self) -> Result<(), Error> {
        let durable = self.vault.durable;
        let incoming = self.vault.dir.join(INCOMING);
        if durable && !self.parts.is_empty() {
            let paths: Vec<&PathBuf> = self.parts.iter().map(|part| &part.path).collect();
            disk::sync_all(&incoming, &paths)?;
            self.read_back()?;
        }
        let names: Vec<Hash> =
            self.parts.iter().map(|part| self.vault.object_name(&part.content)).collect();
        self.announce(&names)?;
        let mut shelves = BTreeSet::new();
        for (part, name) in self.parts.iter().zip(&names) {
            let object = self.vault.object(name);
            if let Some(shelf) = object.parent()
                && !shelves.contains(shelf)
            {
                disk::private_dir(shelf)?;
                shelves.insert(shelf.to_owned());
            }
            disk::rename(&part.path, &object)?;
        }
        if durable {
            let objects = self.vault.dir.join(OBJECTS);
            shelves.extend([objects.clone(), incoming]);
            let shelves: Vec<PathBuf> = shelves.into_iter().collect();
            disk::sync_all(&objects, &shelves)?;
        }
        Ok(())
    }

    /// Writes down what the commit is about to do.
    fn announce(&self, names: &[Hash]) -> Result<(), Error> {
        if !self.vault.durable {
            return Ok(());
        }
        let from = self.vault.register.tree.size();
        let mut text = format!("{from} {}\n", from + self.events.len() as u64);
        for name in names {
            text.push_str(&name.to_string());
            text.push('\n');
        }
        let path = self.vault.dir.join(INCOMING).join(INTENT);
        disk::replace(&path, text.as_bytes(), true)
    }

    /// Reads every new object as a reader would and compares, before anybody is told that it is kept.
    fn read_back(&mut self) -> Result<(), Error> {
        for part in &self.parts {
            let mut object = self.vault.open_file(&part.path)?;
            let kept = Digest::copying(&mut object, &mut io::sink(), &mut self.buffer);
            if kept.ok().as_ref() != Some(&part.digest) {
                return Err(Error::at(&part.path)(io::ErrorKind::InvalidData.into()));
            }
        }
        Ok(())
    }
}

/// What an intent says: the size of the log before and after, and the objects.
pub(super) fn read_intent(text: &str) -> Option<(u64, u64, Vec<Hash>)> {
    let mut lines = text.lines();
    let (from, to) = lines.next()?.split_once(' ')?;
    Some((from.parse().ok()?, to.parse().ok()?, lines.filter_map(Hash::from_hex).collect()))
}

impl Drop for Batch<'_> {
    /// Removes what was not acknowledged. Where it is in doubt whether it was, the next opening knows.
    fn drop(&mut self) {
        if self.vault.in_doubt || self.events.is_empty() {
            return;
        }
        for part in &self.parts {
            drop(disk::discard(&part.path));
            drop(disk::discard(&self.vault.object(&self.vault.object_name(&part.content))));
        }
        drop(disk::discard(&self.vault.dir.join(INCOMING).join(INTENT)));
    }
}
