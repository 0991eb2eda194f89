//! Where does a bundle go: into a new folder, or into a zip? Either way its owner alone may read it, and
//! it gets its name when all of it is on the disk.

use crate::package::zip_writer::ZipWriter;
use crate::{Error, disk};
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Takes the files of a bundle, each once.
pub trait Sink {
    /// Takes one file. The path is plain and relative; `size_hint` is its size as far as it is known.
    fn put(&mut self, path: &str, size_hint: u64, bytes: &mut dyn Read) -> io::Result<()>;

    /// Brings everything to its end.
    fn finish(&mut self) -> io::Result<()>;
}

/// A new file for a zip, which its owner alone may read.
pub fn new_file(path: &Path) -> io::Result<File> {
    disk::create(path)
}

/// Gives a finished bundle its name, so that a power failure finds it under the one or the other. What is
/// in it has been flushed before: by [`Sink::finish`] of a folder, or by whoever wrote the zip.
pub fn place(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    disk::sync_dir(parent.unwrap_or(Path::new("."))).map_err(said)
}

/// Puts a small file, such as a stamp, into a bundle that is a folder: whole or not at all.
pub fn add(root: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(name);
    let folder = path.parent().unwrap_or(root);
    disk::private_dir(folder)
        .and_then(|()| disk::replace(&path, bytes, true))
        .and_then(|()| disk::sync_dir(folder))
        .map_err(said)
}

/// What the system said.
fn said(error: Error) -> io::Error {
    match error {
        Error::Store { cause, .. } => cause,
        other => io::Error::other(other),
    }
}

/// A bundle as a folder, which must not exist yet.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// How many files it has.
    files: usize,
}

impl Folder {
    /// Makes the folder.
    pub fn create(root: &Path) -> io::Result<Self> {
        disk::builder().create(root)?;
        Ok(Self { root: root.to_owned(), files: 0 })
    }
}

impl Sink for Folder {
    fn put(&mut self, path: &str, _size_hint: u64, bytes: &mut dyn Read) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(parent) = path.parent() {
            disk::builder().recursive(true).create(parent)?;
        }
        self.files += 1;
        io::copy(bytes, &mut disk::Output(disk::create(&path)?))?;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        disk::sync_tree(&self.root, self.files).map_err(said)
    }
}

/// A bundle as a zip with one folder at its top, as RFC 8493 §5 wants a bag in one file.
#[derive(Debug)]
pub struct Zip<W> {
    /// Nothing after the end.
    writer: Option<ZipWriter<W>>,
    top: String,
    output: Option<W>,
}

impl<W: Write + Seek> Zip<W> {
    /// Starts a zip whose files lie in the folder `top`: a plain name.
    pub fn new(output: W, top: &str) -> Self {
        Self { writer: Some(ZipWriter::new(output)), top: top.to_owned(), output: None }
    }

    /// What was written to, after [`Sink::finish`].
    pub fn into_inner(self) -> Option<W> {
        self.output
    }
}

impl<W: Write + Seek> Sink for Zip<W> {
    fn put(&mut self, path: &str, size_hint: u64, bytes: &mut dyn Read) -> io::Result<()> {
        let writer = self.writer.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writer.add(&format!("{}/{path}", self.top), size_hint, bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        let writer = self.writer.take().ok_or(io::ErrorKind::BrokenPipe)?;
        self.output = Some(writer.finish()?);
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::Vault;
    use crate::disk::faults::{Plan, plan};
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_bundle_is_its_owners_and_on_the_disk_before_it_has_its_name() {
        let scratch = Vault::temporary().unwrap();
        let (fresh, named) = (scratch.dir().join("fresh"), scratch.dir().join("named"));
        let mut folder = Folder::create(&fresh).unwrap();
        folder.put("data/E-0001/original.bin", 1, &mut &b"x"[..]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (data, file) = (fresh.join("data"), fresh.join("data/E-0001/original.bin"));
        assert_eq!((mode(&fresh), mode(&data), mode(&file)), (0o700, 0o700, 0o600));
        // Root, two folders and the file: each is flushed, and a failure is told.
        for act in 0..4 {
            plan(Some(Plan::Once(act)));
            assert_eq!(folder.finish().unwrap_err().kind(), io::ErrorKind::StorageFull, "{act}");
        }
        plan(Some(Plan::Once(4)));
        folder.finish().unwrap();
        plan(Some(Plan::Once(0)));
        assert!(place(&fresh, &named).is_err(), "the folder around it is flushed too");
        plan(None);
        assert!(named.exists());
        add(&named, "seal/trust/a.pem", b"a").unwrap();
        assert_eq!(
            (mode(&named.join("seal")), mode(&named.join("seal/trust/a.pem"))),
            (0o700, 0o600)
        );
        let zip = scratch.dir().join("b.zip");
        new_file(&zip).unwrap();
        assert_eq!(mode(&zip), 0o600);
    }
}
