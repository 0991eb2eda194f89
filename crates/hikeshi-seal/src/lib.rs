//! The seal: every exhibit's bytes kept once under their SHA-256, and a signed log of everything that
//! was done with them. This crate knows bytes and nothing of their meaning; time and random bytes
//! come in as parameters.

pub mod bagit;
pub mod bundle;
mod case_uco;
pub mod checkpoint;
pub mod custody;
pub mod exhibit;
mod hashing;
pub mod json;
pub mod key;
pub mod log;
pub mod package;
pub mod vault;
pub mod verify;

pub use exhibit::{Digest, Record};
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
    /// A line of the record list is not a record.
    #[error("line {line} of {} is not a record", path.display())]
    BadRecord {
        /// The record list.
        path: PathBuf,
        /// The line, the first being 1.
        line: usize,
    },
    /// No exhibit has this number.
    #[error("there is no exhibit {0}")]
    NoSuchExhibit(u32),
}

impl Error {
    /// A failure at a file or folder of the vault.
    pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Store { path, cause }
    }
}
