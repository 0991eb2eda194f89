//! Where the person's own signing key lies, and what of their cases is known outside the cases: both
//! in Hikeshi's data folder, so that a case put back to an older state is noticed.

use crate::error::{Error, Result};
use hikeshi_seal::key::{KeyFile, SigningKey};
use hikeshi_seal::vault::Unlock;
use ring::rand::{SecureRandom as _, SystemRandom};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of a person's own key; the name says nothing of who they are.
const OWN: &str = "hikeshi.invalid/owner";
/// The name of a key that lives as long as one bundle is made.
const EPHEMERAL: &str = "hikeshi.invalid/ephemeral";

/// The keys and checkpoints in a data folder.
#[derive(Clone)]
pub struct Keyring {
    dir: PathBuf,
    passphrase: Option<String>,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Keyring({})", self.dir.display())
    }
}

impl Keyring {
    /// In this data folder; `passphrase` opens what is protected, and protects a case made new.
    pub fn new(data_dir: &Path, passphrase: Option<String>) -> Self {
        Self { dir: data_dir.to_owned(), passphrase }
    }

    /// The folder of checkpoints known outside their cases.
    pub fn known(&self) -> PathBuf {
        self.dir.join("checkpoints")
    }

    /// Whether a passphrase was given.
    pub fn has_passphrase(&self) -> bool {
        self.passphrase.is_some()
    }

    /// The file of the person's signing key.
    pub fn path(&self) -> PathBuf {
        self.dir.join("signing-key.json")
    }

    /// Sets aside what is known of a log outside its case: the newer case is lost, and an older copy of it
    /// shall be used. Nothing is deleted.
    pub(super) fn supersede(&self, origin: &str) -> Result<()> {
        let known = self.known();
        let Ok(entries) = fs::read_dir(&known) else { return Ok(()) };
        for path in entries.flatten().map(|entry| entry.path()) {
            let note = fs::read_to_string(&path).unwrap_or_default();
            if note.lines().next() == Some(origin)
                && path.extension() == Some("checkpoint".as_ref())
            {
                let aside = free_name(&path, "superseded");
                fs::rename(&path, &aside).map_err(|cause| Error::write(&aside, cause))?;
            }
        }
        Ok(())
    }

    /// Puts the person's key aside, because it is no longer trusted. It stays beside the new one: what it
    /// signed is verified with its public half.
    pub(super) fn retire(&self) -> Result<()> {
        let aside = free_name(&self.path(), "retired");
        fs::rename(self.path(), &aside).map_err(|cause| Error::write(&aside, cause))
    }

    /// The person's key, if they have one.
    pub fn own(&self) -> Result<Option<SigningKey>> {
        let file = KeyFile::find(&self.path()).map_err(Error::vault)?;
        let open = |file: KeyFile| file.open(self.passphrase.as_deref()).map_err(Error::vault);
        file.map(open).transpose()
    }

    /// The person's key; made on first use.
    pub fn own_or_new(&self) -> Result<SigningKey> {
        if let Some(key) = self.own()? {
            return Ok(key);
        }
        // Not under a case's passphrase: the same key signs other cases too.
        match KeyFile::create(&self.path(), OWN, random()?, None) {
            Ok(file) => file.open(None).map_err(Error::vault),
            // Another process was first.
            Err(hikeshi_seal::Error::KeyExists(_)) => {
                self.own()?.ok_or_else(|| Error::no_key(&self.path()))
            }
            Err(fault) => Err(Error::vault(fault)),
        }
    }

    /// The person's key where there is one that needs nothing to be opened with, else one for this
    /// bundle alone.
    pub fn own_or_ephemeral(&self) -> Result<SigningKey> {
        match self.own() {
            Ok(Some(key)) => Ok(key),
            Ok(None) => Ok(SigningKey::from_seed(EPHEMERAL, random()?)),
            Err(error) => Err(error),
        }
    }

    /// What opens an encrypted case.
    pub(super) fn unlock(&self) -> Result<Option<Unlock<'_>>> {
        let passphrase = self.passphrase.as_deref();
        passphrase.map(|passphrase| Ok(Unlock { passphrase, random: random()? })).transpose()
    }
}

/// A name beside a file that nothing has yet.
fn free_name(path: &Path, ending: &str) -> PathBuf {
    let numbered = (1_u32..).map(|number| path.with_added_extension(format!("{ending}-{number}")));
    let mut free = numbered.skip_while(|path| path.exists());
    free.next().unwrap_or_else(|| path.with_added_extension(ending))
}

/// Bytes in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
        text
    })
}

/// 32 bytes that nobody can guess.
pub fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Error::no_randomness())?;
    Ok(bytes)
}
