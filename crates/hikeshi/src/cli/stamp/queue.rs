//! Stamps that could not be asked for yet: which bundle, and whom the person had named. Kept in the
//! data folder, so that going online later is enough.

use crate::error::{Error, Result};
use crate::folder::replace;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "stamp-queue.json";

/// One request that waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// The bundle, from the root of the file system.
    pub(super) bundle: PathBuf,
    /// The name of the authority.
    pub(super) authority: String,
}

impl Waiting {
    pub(super) fn new(bundle: &Path, authority: &str) -> Self {
        Self { bundle: bundle.to_owned(), authority: authority.to_owned() }
    }
}

/// What waits, each once.
#[derive(Debug)]
pub(super) struct Queue {
    path: PathBuf,
    waiting: Vec<Waiting>,
}

impl Queue {
    /// Reads the list; a file that is not there is an empty one.
    pub(super) fn load(data_dir: &Path) -> Result<Self> {
        let path = data_dir.join(FILE);
        let waiting = match fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text)
                .map_err(|cause| Error::settings(&path, &cause.to_string()))?,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(cause) => return Err(Error::settings(&path, &cause.to_string())),
        };
        Ok(Self { path, waiting })
    }

    /// Everything that waits. The file still lists it until [`Queue::add`] writes what is left.
    pub(super) fn take(&mut self) -> Vec<Waiting> {
        std::mem::take(&mut self.waiting)
    }

    /// Adds to the list and writes it.
    pub(super) fn add(&mut self, more: Vec<Waiting>) -> Result<()> {
        self.waiting.extend(more);
        self.waiting.sort();
        self.waiting.dedup();
        let text = serde_json::to_vec_pretty(&self.waiting).unwrap_or_default();
        replace(&self.path, &text)
    }
}
