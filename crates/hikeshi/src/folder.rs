//! The folder a dossier goes into. It is built beside its place and appears under its name only
//! when it is whole; an earlier dossier of ours makes way, anything else is left alone.

use crate::error::{Error, Result};
use hikeshi_seal::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// The file that says a folder is a dossier of ours, and which files belong to it.
pub const MARKER: &str = "hikeshi-dossier.json";
/// Files that systems put into folders when somebody looks at them.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What the marker says of a folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Marker {
    /// Name and SHA-256 of every file of the dossier.
    files: BTreeMap<String, String>,
    tool: String,
    /// False while the dossier is being written: whatever lies there then is ours and half done.
    whole: bool,
}

impl Marker {
    /// The marker of a folder; `None` where there is none, or one that is not ours.
    pub fn of(dir: &Path) -> Option<Self> {
        let file = File::open(dir.join(MARKER)).ok()?;
        let marker: Self = serde_json::from_reader(BufReader::new(file)).ok()?;
        (marker.tool == "hikeshi").then_some(marker)
    }

    /// Whether a file of the folder is one of ours, and as we wrote it; `name` with `/` between its
    /// parts. The marker itself belongs to the dossier.
    pub fn holds(&self, dir: &Path, name: &str) -> bool {
        let half_done = !self.whole && dir.extension().is_some_and(|ending| ending == "partial");
        name == MARKER || half_done || self.is_listed(name) && self.is_unchanged(dir, name)
    }

    fn is_listed(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    fn is_unchanged(&self, dir: &Path, name: &str) -> bool {
        let digest = File::open(dir.join(name)).and_then(|mut file| Digest::of(&mut file));
        digest.is_ok_and(|digest| self.files.get(name) == Some(&digest.sha256))
    }
}

/// Puts a small file of ours in its place, whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let fault = |cause| Error::write(path, cause);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(fault)?;
    }
    let fresh = beside(path, "new");
    let mut file = File::create(&fresh).map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fault)?;
    fs::rename(&fresh, path).map_err(fault)
}

/// A dossier being written.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    partial: PathBuf,
    files: BTreeMap<String, String>,
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

/// Whether everything in a folder is ours to replace, and as we left it.
fn may_go(dir: &Path) -> Result<()> {
    let mut names = BTreeSet::new();
    list(dir, "", &mut names)?;
    let Some(marker) = Marker::of(dir) else {
        return if names.is_empty() { Ok(()) } else { Err(Error::out_not_empty(dir)) };
    };
    if let Some(foreign) = names.iter().find(|name| marker.whole && !marker.is_listed(name)) {
        return Err(Error::out_foreign_files(&dir.join(foreign)));
    }
    match names.iter().find(|name| !marker.holds(dir, name)) {
        Some(changed) => Err(Error::out_changed_files(&dir.join(changed))),
        None => Ok(()),
    }
}

/// Puts right what a killed run left behind: a dossier that was moved aside comes back if nothing stands
/// in its place, a whole new one that was about to take that place does so; half a one, and an old one
/// that was replaced, go. What is not ours, or was changed, stays.
fn tidy(target: &Path) -> Result<()> {
    let partial = beside(target, "partial");
    let is_whole = |dir: &Path| Marker::of(dir).is_some_and(|marker| marker.whole);
    for old in old_names(target).take_while(|old| old.exists()) {
        if !target.exists() {
            let new = if is_whole(&partial) { &partial } else { &old };
            fs::rename(new, target).map_err(|cause| Error::write(new, cause))?;
        }
        if old.exists() && is_whole(&old) && may_go(&old).is_ok() {
            remove(&old)?;
        }
    }
    if partial.exists() {
        may_go(&partial)?;
        remove(&partial)?;
    }
    Ok(())
}

/// Removes a folder of ours, the marker's own level last: killed before that, what is left is still
/// known as ours.
fn remove(dir: &Path) -> Result<()> {
    let fault = |cause| Error::write(dir, cause);
    for entry in fs::read_dir(dir).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        if entry.file_type().map_err(fault)?.is_dir() {
            fs::remove_dir_all(entry.path()).map_err(fault)?;
        }
    }
    fs::remove_dir_all(dir).map_err(fault)
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
        tidy(&target)?;
        let partial = beside(&target, "partial");
        fs::create_dir_all(&partial).map_err(|cause| Error::write(&partial, cause))?;
        let folder = Self { target, partial, files: BTreeMap::new(), finished: false };
        folder.mark(false)?;
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
        let mut copy = Copying { reader, file };
        let digest = Digest::of(&mut copy).map_err(fault)?;
        // The earlier dossier goes when this one is whole: so this one must be on the disk by then.
        copy.file.sync_all().map_err(fault)?;
        self.files.insert(name.to_owned(), digest.sha256.clone());
        Ok(digest)
    }

    /// Lists what belongs to the dossier, so that a later one may replace it.
    fn mark(&self, whole: bool) -> Result<()> {
        let marker = Marker { files: self.files.clone(), tool: "hikeshi".to_owned(), whole };
        let path = self.partial.join(MARKER);
        let fault = |cause| Error::write(&path, cause);
        let mut text = serde_json::to_vec_pretty(&marker).unwrap_or_default();
        text.push(b'\n');
        let mut file = File::create(&path).map_err(fault)?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(fault)
    }

    /// Brings the dossier to its place and returns that.
    pub fn finish(mut self) -> Result<PathBuf> {
        self.mark(true)?;
        let target = self.target.clone();
        let fault = |cause| Error::write(&target, cause);
        if !target.exists() {
            fs::rename(&self.partial, &target).map_err(fault)?;
            self.finished = true;
            return Ok(target);
        }
        may_go(&target)?;
        let old =
            old_names(&target).find(|old| !old.exists()).unwrap_or_else(|| beside(&target, "old"));
        fs::rename(&target, &old).map_err(fault)?;
        if let Err(cause) = fs::rename(&self.partial, &target) {
            drop(fs::rename(&old, &target));
            return Err(fault(cause));
        }
        self.finished = true;
        remove(&old)?;
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

/// Where an earlier dossier stands while a new one takes its place.
fn old_names(target: &Path) -> impl Iterator<Item = PathBuf> {
    (1_u32..).map(|number| beside(target, &format!("old-{number}")))
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
    fn a_file_that_the_person_edited_is_not_lost() {
        let scratch = scratch();
        let target = scratch.dir().join("out");
        write(&target, "first");
        let edited = target.join("annex/rows.csv");
        edit(&edited, "first, and a note of mine");
        let refused = check(&target).unwrap_err();
        assert_eq!((refused.code, refused.exit_code()), ("out-changed-files", 2));
        assert_eq!(refused.subject, edited.display().to_string());
        // Edited while the new dossier was being written.
        edit(&edited, "first");
        let mut folder = Folder::begin(&target).unwrap();
        folder.put("annex/rows.csv", b"second").unwrap();
        edit(&edited, "late note");
        assert_eq!(folder.finish().unwrap_err().code, "out-changed-files");
        assert_eq!(fs::read_to_string(&edited).unwrap(), "late note");
        assert!(!beside(&target, "partial").exists());
    }

    fn edit(path: &Path, text: &str) {
        File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
    }

    /// What a run leaves behind that is killed now.
    fn kill(mut folder: Folder) {
        folder.finished = true;
    }

    fn text(target: &Path) -> String {
        fs::read_to_string(target.join("annex/rows.csv")).unwrap()
    }

    #[test]
    fn killed_anywhere_the_old_or_the_new_dossier_is_there_and_the_next_run_clears_up() {
        let scratch = scratch();
        let target = scratch.dir().join("out");
        let (old, partial) = (beside(&target, "old-1"), beside(&target, "partial"));
        write(&target, "old");
        // While files were written.
        let mut folder = Folder::begin(&target).unwrap();
        folder.put("annex/rows.csv", b"half").unwrap();
        kill(folder);
        assert_eq!(text(&target), "old");
        tidy(&target).unwrap();
        assert!(!partial.exists() && !old.exists() && text(&target) == "old");
        // After the old one was moved aside, the new one being whole.
        let mut folder = Folder::begin(&target).unwrap();
        folder.put("annex/rows.csv", b"new").unwrap();
        folder.mark(true).unwrap();
        kill(folder);
        fs::rename(&target, &old).unwrap();
        tidy(&target).unwrap();
        assert!(!partial.exists() && !old.exists() && text(&target) == "new");
        // Moved aside, and nothing whole beside it.
        fs::rename(&target, &old).unwrap();
        tidy(&target).unwrap();
        assert!(!old.exists() && text(&target) == "new");
        // While the replaced one was being removed.
        write(&old, "old");
        fs::remove_dir_all(old.join("annex")).unwrap();
        write(&target, "newer");
        assert!(!partial.exists() && !old.exists() && text(&target) == "newer");
        // A folder of that name that is not ours, or was changed since, stays.
        write(&old, "old");
        edit(&old.join("annex/rows.csv"), "mine");
        write(&target, "newest");
        assert!(text(&old) == "mine" && text(&target) == "newest");
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
