//! The folder a dossier goes into. It is built beside its place and appears under its name only
//! when it is whole; an earlier dossier of ours makes way, anything else is left alone.

use crate::error::{Error, Result};
use hikeshi_seal::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// The file that says a folder is a dossier of ours, and which files belong to it.
pub const MARKER: &str = "hikeshi-dossier.json";
/// Files that systems put into folders when somebody looks at them.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

#[derive(Debug, Default, Serialize, Deserialize)]
struct Marker {
    files: BTreeSet<String>,
    tool: String,
}

/// A dossier being written.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    partial: PathBuf,
    files: BTreeSet<String>,
    finished: bool,
}

/// Whether a dossier may be written there: nothing yet, an empty folder, or an earlier dossier of
/// ours to which nobody added anything. Returns the absolute path.
pub fn check(target: &Path) -> Result<PathBuf> {
    let target = std::path::absolute(target).map_err(|cause| Error::write(target, cause))?;
    if target.file_name().is_none() {
        return Err(Error::out_not_a_folder(&target));
    }
    match fs::symlink_metadata(&target) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(target),
        Err(error) => Err(Error::write(&target, error)),
        Ok(kind) if !kind.is_dir() => Err(Error::out_not_a_folder(&target)),
        Ok(_) => may_go(&target).map(|()| target),
    }
}

/// Whether everything in a folder is ours to replace.
fn may_go(dir: &Path) -> Result<()> {
    let mut names = BTreeSet::new();
    list(dir, "", &mut names)?;
    let marker: Option<Marker> = File::open(dir.join(MARKER)).ok().and_then(read_marker);
    match marker {
        None if names.is_empty() => Ok(()),
        None => Err(Error::out_not_empty(dir)),
        Some(marker) => match names.iter().find(|name| !marker.files.contains(*name)) {
            None => Ok(()),
            Some(foreign) => Err(Error::out_foreign_files(&dir.join(foreign))),
        },
    }
}

fn read_marker(file: File) -> Option<Marker> {
    let marker: Marker = serde_json::from_reader(BufReader::new(file)).ok()?;
    (marker.tool == "hikeshi").then_some(marker)
}

fn list(dir: &Path, prefix: &str, names: &mut BTreeSet<String>) -> Result<()> {
    let fault = |cause| Error::write(dir, cause);
    for entry in fs::read_dir(dir).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let last = entry.file_name().to_string_lossy().into_owned();
        let name = format!("{prefix}{last}");
        if entry.file_type().map_err(fault)?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if name != MARKER
            && !SYSTEM_FILES.contains(&last.as_str())
            && !last.starts_with("._")
        {
            names.insert(name);
        }
    }
    Ok(())
}

impl Folder {
    /// Begins a dossier that will appear at `target`, which [`check`] has let pass.
    pub fn begin(target: &Path) -> Result<Self> {
        let target = check(target)?;
        let partial = beside(&target, "partial");
        if partial.exists() {
            // Left behind by a crash: it goes if it is ours, else it is not touched.
            may_go(&partial)?;
            fs::remove_dir_all(&partial).map_err(|cause| Error::write(&partial, cause))?;
        }
        fs::create_dir_all(&partial).map_err(|cause| Error::write(&partial, cause))?;
        let mut folder = Self { target, partial, files: BTreeSet::new(), finished: false };
        folder.mark()?;
        Ok(folder)
    }

    /// Writes one file; `name` is relative, `/` between its parts.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut reader = bytes;
        self.put_from(name, &mut reader).map(|_| ())
    }

    /// Writes one file from a reader, and says what was written.
    pub fn put_from(&mut self, name: &str, reader: &mut dyn Read) -> Result<Digest> {
        let path = self.partial.join(name);
        let fault = |cause| Error::write(&path, cause);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(fault)?;
        }
        let file = File::create_new(&path).map_err(fault)?;
        self.files.insert(name.to_owned());
        let mut copy = Copying { reader, file };
        Digest::of(&mut copy).map_err(fault)
    }

    /// Lists what belongs to the dossier, so that a later one may replace it.
    fn mark(&mut self) -> Result<()> {
        let marker = Marker { files: self.files.clone(), tool: "hikeshi".to_owned() };
        let path = self.partial.join(MARKER);
        let fault = |cause| Error::write(&path, cause);
        let mut text = serde_json::to_vec_pretty(&marker).unwrap_or_default();
        text.push(b'\n');
        let mut file = File::create(&path).map_err(fault)?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(fault)
    }

    /// Brings the dossier to its place and returns that.
    pub fn finish(mut self) -> Result<PathBuf> {
        self.mark()?;
        let target = self.target.clone();
        let fault = |cause| Error::write(&target, cause);
        if !target.exists() {
            fs::rename(&self.partial, &target).map_err(fault)?;
            self.finished = true;
            return Ok(target);
        }
        may_go(&target)?;
        let old = free_name(&target);
        fs::rename(&target, &old).map_err(fault)?;
        if let Err(cause) = fs::rename(&self.partial, &target) {
            drop(fs::rename(&old, &target));
            return Err(fault(cause));
        }
        self.finished = true;
        fs::remove_dir_all(&old).map_err(|cause| Error::write(&old, cause))?;
        Ok(target)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.finished {
            drop(fs::remove_dir_all(&self.partial));
        }
    }
}

/// Writes what passes through.
struct Copying<'a> {
    reader: &'a mut dyn Read,
    file: File,
}

impl Read for Copying<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let filled = self.reader.read(buffer)?;
        self.file.write_all(buffer.get(..filled).unwrap_or_default())?;
        Ok(filled)
    }
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    target.with_file_name(name)
}

fn free_name(target: &Path) -> PathBuf {
    let numbered = (1_u32..).map(|number| beside(target, &format!("old-{number}")));
    let mut free = numbered.skip_while(|path| path.exists());
    free.next().unwrap_or_else(|| beside(target, "old"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch() -> hikeshi_seal::Vault {
        hikeshi_seal::Vault::temporary().unwrap()
    }

    fn write(target: &Path, text: &str) -> PathBuf {
        let mut folder = Folder::begin(target).unwrap();
        folder.put("annex/rows.csv", text.as_bytes()).unwrap();
        folder.finish().unwrap()
    }

    #[test]
    fn a_dossier_replaces_an_earlier_one_and_nothing_else() {
        let scratch = scratch();
        let target = scratch.dir().join("out");
        write(&target, "first");
        write(&target, "second");
        let text = fs::read_to_string(target.join("annex/rows.csv")).unwrap();
        assert_eq!(text, "second");
        assert!(!beside(&target, "old-1").exists() && !beside(&target, "partial").exists());

        File::create(target.join(".DS_Store")).unwrap();
        assert!(check(&target).is_ok());
        File::create(target.join("annex/my notes.txt")).unwrap();
        assert_eq!(check(&target).unwrap_err().code, "out-foreign-files");
    }

    #[test]
    fn strangers_are_refused() {
        let scratch = scratch();
        let full = scratch.dir().join("full");
        fs::create_dir(&full).unwrap();
        assert!(check(&full).is_ok());
        File::create(full.join("holiday.jpg")).unwrap();
        assert_eq!(check(&full).unwrap_err().code, "out-not-empty");
        assert_eq!(check(&full.join("holiday.jpg")).unwrap_err().code, "out-not-a-folder");
        assert_eq!(check(Path::new("/")).unwrap_err().code, "out-not-a-folder");
    }

    #[test]
    fn what_is_given_up_half_way_leaves_nothing() {
        let scratch = scratch();
        let target = scratch.dir().join("out");
        let mut folder = Folder::begin(&target).unwrap();
        folder.put("a", b"a").unwrap();
        assert_eq!(folder.put("a", b"again").unwrap_err().code, "write");
        drop(folder);
        assert!(!target.exists() && !beside(&target, "partial").exists());
    }
}
