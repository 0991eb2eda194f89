//! Which named files does a bundle consist of, be it a folder or a zip?
//!
//! A package is a bounded set of files with plain relative ASCII names, each of which can be read
//! from its beginning. What does not fit that picture (links, unsafe or doubled names, bytes between
//! the members of a zip) is neither followed nor dropped: it is listed.

pub mod names;
pub mod zip;
pub mod zip_writer;

use crate::limits::{MOST_FILES, MOST_NAME_BYTES};
use names::Names;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The deepest folder that is looked into; a bundle needs four levels.
const DEEPEST: usize = 12;

/// Why a package cannot be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error("{} cannot be read", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// It is a file, but not a zip, or one whose directory of members contradicts itself.
    #[error("not a readable zip: {0}")]
    NotAZip(&'static str),
    /// More files than a bundle can have, or longer names.
    #[error("more than {MOST_FILES} files, or more than {MOST_NAME_BYTES} bytes of names")]
    TooMany,
}

/// Something found while listing the files that has no place in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// The name, made printable.
    pub name: String,
    /// What is wrong with it.
    pub kind: OddityKind,
}

/// What is wrong with a name or a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddityKind {
    /// Not a plain relative ASCII path: `..`, an absolute path, a backslash, a device name.
    UnsafeName,
    /// The same name twice; only the first is looked at.
    Doubled,
    /// A symbolic link, device or pipe; it was not followed.
    NotAFile,
    /// A zip member under a password.
    Encrypted,
    /// A zip member in a way that differs between its two headers, or that is not understood.
    Member,
    /// Two zip members share bytes.
    Overlap,
    /// Folders nested deeper than any bundle has.
    TooDeep,
}

/// Bytes of the package that belong to no file, or a file that no seal covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The file's name, or a description such as `zip: 12 bytes at 0`.
    pub what: String,
}

/// Anything a zip can be read from.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

enum Form {
    Folder(PathBuf),
    Zip(Box<zip::Archive>),
    Memory(Vec<Vec<u8>>),
}

/// The files of a folder or a zip, in the order of their names.
pub struct Package {
    form: Form,
    names: Arc<Names>,
    oddities: Vec<Oddity>,
    outside: Vec<Outside>,
}

impl Package {
    /// Opens a folder or a zip, whichever lies there.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let refused = |cause| OpenError::Io { path: path.to_owned(), cause };
        if fs::metadata(path).map_err(refused)?.is_dir() {
            return Self::folder(path);
        }
        Self::zip(Box::new(File::open(path).map_err(refused)?))
    }

    /// The files of a zip.
    pub fn zip(source: Box<dyn ReadSeek>) -> Result<Self, OpenError> {
        let opened = zip::Archive::open(source)?;
        Ok(Self {
            form: Form::Zip(Box::new(opened.archive)),
            names: opened.names.into(),
            oddities: opened.oddities,
            outside: opened.outside,
        })
    }

    /// Files that are in memory already, under names that are not examined further.
    pub fn memory(files: BTreeMap<String, Vec<u8>>) -> Self {
        let mut names = Names::default();
        for name in files.keys() {
            names.push(name);
        }
        let form = Form::Memory(files.into_values().collect());
        Self { form, names: names.into(), oddities: Vec::new(), outside: Vec::new() }
    }

    fn folder(root: &Path) -> Result<Self, OpenError> {
        let mut found = Listing::default();
        found.walk(root, "", 0)?;
        let Listing { names, oddities, .. } = found;
        let form = Form::Folder(root.to_owned());
        Ok(Self { form, names: names.into(), oddities, outside: Vec::new() })
    }

    /// The names, sorted by their bytes; a file's place in it is its number.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The same, to be kept while files are read.
    pub(crate) fn shared_names(&self) -> Arc<Names> {
        Arc::clone(&self.names)
    }

    /// What has no place in a bundle.
    pub fn oddities(&self) -> &[Oddity] {
        &self.oddities
    }

    /// Opens a file by its number. Reading fails where the package contradicts itself (a zip member
    /// that is longer, shorter or other than its header says).
    pub fn read(&mut self, number: usize) -> io::Result<Box<dyn Read + '_>> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        match &mut self.form {
            Form::Folder(root) => {
                let name = self.names.get(number).ok_or_else(missing)?;
                Ok(Box::new(File::open(root.join(name))?))
            }
            Form::Zip(archive) => archive.read(number, &self.names),
            Form::Memory(files) => {
                Ok(Box::new(Cursor::new(files.get(number).ok_or_else(missing)?.as_slice())))
            }
        }
    }

    /// The whole of a small file: nothing if it is not there, an error if it is longer than `limit`.
    pub fn read_small(&mut self, name: &str, limit: usize) -> Option<io::Result<Vec<u8>>> {
        let number = self.names.find(name)?;
        let mut bytes = Vec::new();
        let most = (limit as u64).saturating_add(1);
        let whole = self.read(number).and_then(|file| file.take(most).read_to_end(&mut bytes));
        Some(match whole {
            Ok(size) if size > limit => Err(io::Error::from(io::ErrorKind::FileTooLarge)),
            Ok(_) => Ok(bytes),
            Err(error) => Err(error),
        })
    }

    /// Visits what has not been read and says which bytes of a zip belong to no file. To be asked
    /// last.
    pub fn leftovers(&mut self) -> (Vec<Oddity>, Vec<Outside>) {
        let mut outside = std::mem::take(&mut self.outside);
        let mut oddities = Vec::new();
        if let Form::Zip(archive) = &mut self.form {
            archive.leftovers(&self.names, &mut oddities, &mut outside);
        }
        (oddities, outside)
    }

    /// The one folder a zip has at its top; `None` where there is none.
    pub fn top(&self) -> Option<&str> {
        match &self.form {
            Form::Zip(archive) => archive.top(),
            Form::Folder(_) | Form::Memory(_) => None,
        }
    }

    /// Whether the files come out of a zip.
    pub fn is_zip(&self) -> bool {
        matches!(self.form, Form::Zip(_))
    }
}

#[derive(Default)]
struct Listing {
    names: Names,
    oddities: Vec<Oddity>,
    /// Files, folders and anything else that was met, and the bytes of their names.
    met: (usize, usize),
}

impl Listing {
    /// Lists a folder in the order of the names' bytes: a folder sorts as its name with a slash behind it,
    /// because that is how the names in it begin.
    fn walk(&mut self, dir: &Path, prefix: &str, depth: usize) -> Result<(), OpenError> {
        let refused = |cause| OpenError::Io { path: dir.to_owned(), cause };
        let mut found = Vec::new();
        for entry in fs::read_dir(dir).map_err(refused)? {
            let entry = entry.map_err(refused)?;
            let own = entry.file_name();
            let kind = entry.file_type().map_err(refused)?;
            let slash = if kind.is_dir() { "/" } else { "" };
            let name = format!("{prefix}{}{slash}", own.to_string_lossy());
            let length = name.len();
            let plain = name.strip_suffix('/').unwrap_or(&name);
            if own.to_str().is_none() || !names::is_safe(plain) {
                self.odd(plain, OddityKind::UnsafeName);
            } else if kind.is_dir() && depth == DEEPEST {
                self.odd(plain, OddityKind::TooDeep);
            } else if kind.is_dir() || kind.is_file() {
                found.push(name);
            } else {
                self.odd(plain, OddityKind::NotAFile);
            }
            self.met = (self.met.0 + 1, self.met.1 + length);
            if self.met.0 > MOST_FILES || self.met.1 > MOST_NAME_BYTES {
                return Err(OpenError::TooMany);
            }
        }
        found.sort_unstable();
        for name in found {
            if let Some(folder) = name.strip_suffix('/') {
                let own = folder.get(prefix.len()..).unwrap_or_default();
                self.walk(&dir.join(own), &name, depth + 1)?;
            } else {
                self.names.push(&name);
            }
        }
        Ok(())
    }

    fn odd(&mut self, name: &str, kind: OddityKind) {
        self.oddities.push(Oddity { name: names::printable(name), kind });
    }
}

#[cfg(test)]
mod tests;
