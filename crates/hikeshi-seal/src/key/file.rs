//! Where does a person's signing key lie? In a small file that its owner alone may read, as it is or
//! under a passphrase.

use super::SigningKey;
use crate::passphrase::Wrapped;
use crate::{Error, disk};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The file of a signing key.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    kept: Kept,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    format: u32,
    name: String,
    /// The public half, to be seen without the passphrase.
    vkey: String,
    #[serde(flatten)]
    secret: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Secret {
    /// The seed, base64.
    Seed(String),
    /// The seed under a passphrase.
    Protected(Wrapped),
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.vkey)
    }
}

impl KeyFile {
    /// Writes a new key of 32 bytes that nobody can guess. With a passphrase goes a second such 32
    /// bytes. A key that is there already is never overwritten: [`Error::KeyExists`].
    pub fn create(
        path: &Path,
        name: &str,
        seed: [u8; 32],
        passphrase: Option<(&str, [u8; 32])>,
    ) -> Result<Self, Error> {
        let secret = match passphrase {
            None => Secret::Seed(STANDARD.encode(seed)),
            Some((words, random)) => Secret::Protected(Wrapped::new(seed, words, &random)?),
        };
        let verifier = SigningKey::from_seed(name, seed).verifier();
        let name = verifier.name().to_owned();
        let kept = Kept { format: 1, name, vkey: verifier.to_string(), secret };
        let mut text = serde_json::to_vec_pretty(&kept)
            .map_err(|fault| Error::at(path)(std::io::Error::other(fault)))?;
        text.push(b'\n');
        let folder = path.parent().unwrap_or(Path::new("."));
        disk::private_dir(folder)?;
        let fresh = path.with_added_extension(format!("{}.new", std::process::id()));
        disk::discard(&fresh)?;
        disk::write_new(&fresh, &text, true)?;
        // Unlike a rename, a second name never replaces what another process put there meanwhile.
        let linked = fs::hard_link(&fresh, path);
        disk::discard(&fresh)?;
        match linked {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(Error::KeyExists(path.to_owned()));
            }
            // A file system without second names.
            Err(_) => disk::write_new(path, &text, true)?,
        }
        disk::sync_dir(folder)?;
        Ok(Self { path: path.to_owned(), kept })
    }

    /// Finds the file of a key. `Ok(None)` when there is none yet.
    pub fn find(path: &Path) -> Result<Option<Self>, Error> {
        let text = match fs::read(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(Error::at(path))?,
        };
        let kept = serde_json::from_slice::<Kept>(&text).ok().filter(|kept| kept.format == 1);
        let kept = kept.ok_or_else(|| Error::NotAKeyFile(path.to_owned()))?;
        Ok(Some(Self { path: path.to_owned(), kept }))
    }

    /// Whether [`KeyFile::open`] needs a passphrase.
    pub fn is_protected(&self) -> bool {
        matches!(self.kept.secret, Secret::Protected(_))
    }

    /// The key. A passphrase that is not needed is not looked at.
    pub fn open(&self, passphrase: Option<&str>) -> Result<SigningKey, Error> {
        let broken = || Error::NotAKeyFile(self.path.clone());
        let seed = match (&self.kept.secret, passphrase) {
            (Secret::Seed(text), _) => {
                let bytes = STANDARD.decode(text).map_err(|_| broken())?;
                bytes.try_into().map_err(|_| broken())?
            }
            (Secret::Protected(_), None) => return Err(Error::NeedsPassphrase),
            (Secret::Protected(wrapped), Some(words)) => wrapped.open(words)?,
        };
        let key = SigningKey::from_seed(&self.kept.name, seed);
        if key.verifier().to_string() == self.kept.vkey { Ok(key) } else { Err(broken()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vault;

    #[test]
    fn a_key_is_kept_and_never_overwritten() {
        let scratch = Vault::temporary().unwrap();
        let path = scratch.dir().join("keys/signing.json");
        assert!(KeyFile::find(&path).unwrap().is_none());
        let made = KeyFile::create(&path, "me", [3; 32], None).unwrap().open(None).unwrap();
        let again = KeyFile::create(&path, "me", [4; 32], None);
        assert!(matches!(again, Err(Error::KeyExists(_))));
        let found = KeyFile::find(&path).unwrap().unwrap();
        assert!(!found.is_protected());
        assert_eq!(found.open(None).unwrap().verifier(), made.verifier());
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_protected_key_needs_its_passphrase() {
        let scratch = Vault::temporary().unwrap();
        let path = scratch.dir().join("signing.json");
        let file = KeyFile::create(&path, "me", [3; 32], Some(("words", [5; 32]))).unwrap();
        assert!(file.is_protected());
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&STANDARD.encode([3; 32])));
        assert!(matches!(file.open(None), Err(Error::NeedsPassphrase)));
        assert!(matches!(file.open(Some("word")), Err(Error::WrongPassphrase)));
        let expected = SigningKey::from_seed("me", [3; 32]).verifier();
        assert_eq!(file.open(Some("words")).unwrap().verifier(), expected);
    }

    #[test]
    fn a_damaged_key_file_is_said_to_be_one() {
        let scratch = Vault::temporary().unwrap();
        let path = scratch.dir().join("signing.json");
        disk::write_new(&path, b"{}", false).unwrap();
        assert!(matches!(KeyFile::find(&path), Err(Error::NotAKeyFile(_))));
        disk::discard(&path).unwrap();
        KeyFile::create(&path, "me", [3; 32], None).unwrap();
        let text =
            fs::read_to_string(&path).unwrap().replace("\"name\": \"me\"", "\"name\": \"you\"");
        disk::discard(&path).unwrap();
        disk::write_new(&path, text.as_bytes(), false).unwrap();
        let open = KeyFile::find(&path).unwrap().unwrap().open(None);
        assert!(matches!(open, Err(Error::NotAKeyFile(_))));
    }
}
