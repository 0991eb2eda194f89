//! Where does a bundle go: into a new folder, or into a zip?

use crate::package::zip_writer::ZipWriter;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Takes the files of a bundle, each once.
pub trait Sink {
    /// Takes one file. The path is plain and relative; `size_hint` is its size as far as it is known.
    fn put(&mut self, path: &str, size_hint: u64, bytes: &mut dyn Read) -> io::Result<()>;

    /// Brings everything to its end.
    fn finish(&mut self) -> io::Result<()>;
}

/// A bundle as a folder, which must not exist yet.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Makes the folder.
    pub fn create(root: &Path) -> io::Result<Self> {
        fs::create_dir(root)?;
        Ok(Self { root: root.to_owned() })
    }
}

impl Sink for Folder {
    fn put(&mut self, path: &str, _size_hint: u64, bytes: &mut dyn Read) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        io::copy(bytes, &mut file)?;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
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
