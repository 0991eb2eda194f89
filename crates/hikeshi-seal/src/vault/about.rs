//! What does a vault say about itself? `vault.json`: its format, its case, which keys sign its log
//! and, if it is encrypted, its secret under a passphrase.

use super::{CHECKPOINT, New, Unlock};
use crate::checkpoint::{self, Checkpoint};
use crate::key::{SigningKey, VerifierKey};
use crate::passphrase::{Wrapped, derive};
use crate::vault::cipher::Cipher;
use crate::{Error, disk};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

pub(super) const ABOUT: &str = "vault.json";
/// The record list of format 1, which had no `vault.json`.
pub(super) const RECORDS_1: &str = "records.jsonl";
pub(super) const FORMAT: u64 = 2;

/// The content of `vault.json`. Members of later revisions of the same format are passed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct About {
    format: u64,
    pub(super) case: String,
    pub(super) origin: String,
    /// Every key that signs or ever signed, the newest last.
    keys: Vec<Key>,
    pub(super) encrypted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<Wrapped>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Key {
    vkey: String,
    /// Checkpoints of this many leaves and more may be signed with it.
    from_size: u64,
}

impl About {
    /// A vault without a signing key, in the clear.
    pub(super) fn plain(case: &str) -> Result<Self, Error> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if case.is_empty() || !case.chars().all(fits) {
            return Err(Error::BadCase(case.to_owned()));
        }
        Ok(Self {
            format: FORMAT,
            case: case.to_owned(),
            origin: format!("hikeshi.invalid/case/{case}"),
            keys: Vec::new(),
            encrypted: false,
            secret: None,
        })
    }

    /// A new vault, and the cipher if it is to be encrypted.
    pub(super) fn new(new: &New<'_>) -> Result<(Self, Option<Cipher>), Error> {
        let mut about = Self::plain(new.case)?;
        let Some(Unlock { passphrase, random }) = &new.encrypt else { return Ok((about, None)) };
        let secret = derive(random, b"hikeshi vault secret");
        let session = derive(random, b"hikeshi vault session");
        about.secret = Some(Wrapped::new(secret, passphrase, random)?);
        about.encrypted = true;
        Ok((about, Some(Cipher::new(&secret, session))))
    }

    /// Reads `vault.json`. A newer format is refused, an older one named.
    pub(super) fn load(dir: &Path) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Version {
            format: u64,
        }
        let path = dir.join(ABOUT);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let is_old = dir.join(RECORDS_1).exists();
                let dir = dir.to_owned();
                return Err(if is_old { Error::OlderFormat(dir) } else { Error::NotAVault(dir) });
            }
            text => text.map_err(Error::at(&path))?,
        };
        match serde_json::from_slice(&text) {
            Ok(Version { format }) if format > FORMAT => Err(Error::NewerFormat { path, format }),
            Ok(Version { format: FORMAT }) => {
                serde_json::from_slice(&text).map_err(|_| Error::BadAbout(path))
            }
            _ => Err(Error::BadAbout(path)),
        }
    }

    /// Replaces `vault.json` at once.
    pub(super) fn write(&self, dir: &Path, durable: bool) -> Result<(), Error> {
        let path = dir.join(ABOUT);
        let mut text = serde_json::to_vec_pretty(self)
            .map_err(|fault| Error::at(&path)(std::io::Error::other(fault)))?;
        text.push(b'\n');
        disk::replace(&path, &text, durable)?;
        if durable { disk::sync_dir(dir) } else { Ok(()) }
    }

    /// The cipher, or `None` if nothing is encrypted.
    pub(super) fn cipher(&self, unlock: Option<&Unlock<'_>>) -> Result<Option<Cipher>, Error> {
        match (&self.secret, unlock) {
            (None, _) if !self.encrypted => Ok(None),
            (Some(_), None) => Err(Error::NeedsPassphrase),
            (Some(secret), Some(Unlock { passphrase, random })) => {
                let session = derive(random, b"hikeshi vault session");
                Ok(Some(Cipher::new(&secret.open(passphrase)?, session)))
            }
            (None, _) => Err(Error::WrongPassphrase),
        }
    }

    /// Encrypts the same secret under another passphrase.
    pub(super) fn rewrap(&self, old: &str, new: &Unlock<'_>) -> Result<Self, Error> {
        let Some(secret) = &self.secret else { return Err(Error::NotEncrypted) };
        let secret = Wrapped::new(secret.open(old)?, new.passphrase, &new.random)?;
        Ok(Self { secret: Some(secret), ..self.clone() })
    }

    /// The same with one more key, if it is not the newest already.
    pub(super) fn with_key(&self, key: &SigningKey, from_size: u64) -> Self {
        let mut about = self.clone();
        if !self.is_newest(key) {
            about.keys.push(Key { vkey: key.verifier().to_string(), from_size });
        }
        about
    }

    /// Whether this is the key that signs now.
    pub(super) fn is_newest(&self, key: &SigningKey) -> bool {
        self.keys.last().is_some_and(|newest| newest.vkey == key.verifier().to_string())
    }

    /// Whether no key ever signed.
    pub(super) fn has_no_key(&self) -> bool {
        self.keys.is_empty()
    }

    /// Every key with the size from which it signs, the newest last.
    pub(super) fn keys(&self) -> Vec<(VerifierKey, u64)> {
        let read = |key: &Key| Some((key.vkey.parse().ok()?, key.from_size));
        self.keys.iter().filter_map(read).collect()
    }

    /// The checkpoint in a note that one of the vault's keys signed.
    pub(super) fn opens(&self, note: &str) -> Option<Checkpoint> {
        self.keys().iter().rev().find_map(|(key, from_size)| {
            let checkpoint = checkpoint::open_note(note, key).ok()?;
            let fits = checkpoint.size >= *from_size && checkpoint.origin == self.origin;
            fits.then_some(checkpoint)
        })
    }

    /// The newest checkpoint of the vault with its note; it must be there and signed.
    pub(super) fn checkpoint(&self, dir: &Path) -> Result<(Checkpoint, String), Error> {
        let path = dir.join(CHECKPOINT);
        let note = fs::read(&path).map_err(Error::at(&path))?;
        let note = String::from_utf8(note).ok();
        let opened = note.and_then(|note| Some((self.opens(&note)?, note)));
        opened.ok_or(Error::BadCheckpoint(path))
    }
}
