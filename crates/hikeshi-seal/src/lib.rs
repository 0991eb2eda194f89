//! The seal: every exhibit's bytes kept once under their SHA-256, and a signed log of everything that
//! was done with them. This crate knows bytes and nothing of their meaning; time and random bytes
//! come in as parameters.

pub mod bagit;
pub mod bundle;
mod case_uco;
pub mod checkpoint;
pub mod custody;
mod disk;
pub mod exhibit;
mod hashing;
pub mod json;
pub mod key;
pub mod limits;
pub mod log;
pub mod package;
mod passphrase;
pub mod stamp;
pub mod vault;
pub mod verify;

pub use exhibit::{Derivative, Digest, Record};
pub use vault::Vault;

use std::io;
use std::path::PathBuf;

/// Why the vault could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes to be taken in could not be read to their end; nothing was kept of them.
    #[error("the source could not be read")]
    Source(#[source] io::Error),
    /// A file or folder of the vault itself could not be read or written.
    #[error("the vault cannot use {}", path.display())]
    Store {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A new vault was asked for where something already is.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// There is no vault in this folder.
    #[error("{} is not a vault", .0.display())]
    NotAVault(PathBuf),
    /// The vault is of format 1: [`vault::migrate`] brings it forward.
    #[error("{} is a vault of an older format", .0.display())]
    OlderFormat(PathBuf),
    /// A newer program made the vault.
    #[error("{} has format {format}, which this program is too old for", path.display())]
    NewerFormat {
        /// Its `vault.json`.
        path: PathBuf,
        /// The format.
        format: u64,
    },
    /// `vault.json` cannot be understood.
    #[error("{} cannot be understood", .0.display())]
    BadAbout(PathBuf),
    /// Another process has the vault open.
    #[error("{} is in use by another process", .0.display())]
    Locked(PathBuf),
    /// A line of the log is not what it must be.
    #[error("line {line} of {}: {why}", path.display())]
    BadLog {
        /// The log, or the list of format 1.
        path: PathBuf,
        /// The line, the first being 1.
        line: u64,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A checkpoint is missing its form or a signature of the vault's keys.
    #[error("{} is not a checkpoint of this vault", .0.display())]
    BadCheckpoint(PathBuf),
    /// The log is shorter than, or another than, the one whose checkpoint is known outside the vault.
    #[error("the log has {found} entries and does not continue the one of {known} known before")]
    RolledBack {
        /// The size of the log known outside.
        known: u64,
        /// The size of the log found.
        found: u64,
    },
    /// Objects are missing or changed.
    #[error("{} exhibits are missing or changed", .0.len())]
    Damaged(Vec<vault::Damage>),
    /// A failure left it open whether the last batch is in the vault. Opening the vault again tells.
    #[error("it is not certain whether the last batch was kept; open the vault again")]
    InDoubt,
    /// The batch is kept and acknowledged by [`Vault::records`]; only the copy of its checkpoint
    /// outside the vault could not be written.
    #[error("the checkpoint outside the vault could not be written")]
    Outside(#[source] Box<Error>),
    /// The vault was opened for a look, see [`Vault::look`].
    #[error("the vault was opened to be read only")]
    ReadOnly,
    /// A lasting vault is written to with a key only.
    #[error("the vault needs its signing key for this")]
    NoKey,
    /// The key is not the newest of the vault: [`Vault::adopt_key`] makes it so.
    #[error("this is not the signing key of the vault")]
    UnknownKey,
    /// A key is there already.
    #[error("{} is there already", .0.display())]
    KeyExists(PathBuf),
    /// A key file cannot be understood.
    #[error("{} is not a key file", .0.display())]
    NotAKeyFile(PathBuf),
    /// What was to be opened needs a passphrase.
    #[error("a passphrase is needed")]
    NeedsPassphrase,
    /// The passphrase is not the right one, or what it protects was changed.
    #[error("the passphrase is not the right one")]
    WrongPassphrase,
    /// It is not possible with an encrypted vault.
    #[error("this is not possible with an encrypted vault")]
    Encrypted,
    /// The vault has no passphrase to change.
    #[error("the vault is not encrypted")]
    NotEncrypted,
    /// A case is named with letters, digits, `-`, `_` and `.`.
    #[error("{0:?} cannot name a case")]
    BadCase(String),
    /// No exhibit has this number.
    #[error("there is no exhibit {0}")]
    NoSuchExhibit(u32),
    /// This is no SHA-256.
    #[error("there is no such content")]
    NoSuchContent,
    /// An event came by a way that is meant for others.
    #[error("an event {0:?} is not recorded this way")]
    WrongEvent(custody::Event),
    /// An event cannot be a leaf.
    #[error(transparent)]
    Custody(#[from] custody::Fault),
}

impl Error {
    /// A failure at a file or folder of the vault.
    pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Store { path, cause }
    }
}
