//! How do the leaves lie on the disk? `log/leaves`: one leaf a line, only ever added to. What a crash
//! left half written at its end was never acknowledged and is cut off.

use super::cipher::Cipher;
use super::register::Register;
use crate::{Error, disk};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Longer than any line: a leaf of 65,535 bytes encrypted, in base64.
const LONGEST_LINE: u64 = 96 << 10;

/// The open log file.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    length: u64,
}

/// What was found at opening.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) register: Register,
    /// Bytes of whole leaves.
    pub(super) whole: u64,
    /// Bytes after them.
    pub(super) torn: u64,
}

impl Journal {
    /// The log file of a vault, made if it is not there.
    pub(super) fn open(path: PathBuf) -> Result<Self, Error> {
        let file = disk::appendable(&path)?;
        let length = file.metadata().map_err(Error::at(&path))?.len();
        Ok(Self { path, file, length })
    }

    /// The same, only to be read.
    pub(super) fn look(path: PathBuf) -> Result<Self, Error> {
        let file = File::open(&path).map_err(Error::at(&path))?;
        let length = file.metadata().map_err(Error::at(&path))?.len();
        Ok(Self { path, file, length })
    }

    /// Reads every leaf. Below `signed` leaves each must be whole and right; what comes after a
    /// broken one beyond that counts as torn, and so does what comes after `limit` leaves.
    pub(super) fn read(
        &self,
        case: &str,
        signed: u64,
        limit: u64,
        cipher: Option<&Cipher>,
    ) -> Result<Found, Error> {
        let mut register = Register::default();
        let mut whole = 0;
        let mut lines = Lines::open(&self.path)?;
        while let Some(line) = lines.next_line().map_err(Error::at(&self.path))? {
            if register.tree.size() >= limit {
                break;
            }
            let length = line.len() as u64;
            let admitted = match line.strip_suffix(b"\n").and_then(|line| plain(line, cipher)) {
                Some(leaf) => register.admit(&leaf, case),
                None => Err("it cannot be read"),
            };
            match admitted {
                Ok(()) => whole += length,
                Err(_) if register.tree.size() >= signed => break,
                Err(why) => {
                    let line = register.tree.size() + 1;
                    return Err(Error::BadLog { path: self.path.clone(), line, why });
                }
            }
        }
        Ok(Found { register, whole, torn: self.length.saturating_sub(whole) })
    }

    /// Adds leaves in one go. After a failure some of them may be there: [`Journal::cut`] them.
    pub(super) fn append(&mut self, lines: &[u8], durable: bool) -> Result<(), Error> {
        let mut output = disk::Output(self.file.try_clone().map_err(Error::at(&self.path))?);
        output.write_all(lines).map_err(Error::at(&self.path))?;
        if durable {
            disk::sync(&self.file).map_err(Error::at(&self.path))?;
        }
        self.length += lines.len() as u64;
        Ok(())
    }

    /// Takes off everything after `length`.
    pub(super) fn cut(&mut self, length: u64) -> Result<(), Error> {
        disk::cut(&self.file, length).map_err(Error::at(&self.path))?;
        self.length = length;
        Ok(())
    }

    /// How long the file is.
    pub(super) fn length(&self) -> u64 {
        self.length
    }
}

fn plain(line: &[u8], cipher: Option<&Cipher>) -> Option<Vec<u8>> {
    match cipher {
        None => Some(line.to_vec()),
        Some(cipher) => cipher.open_line(line),
    }
}

/// The lines of a file, one at a time.
#[derive(Debug)]
struct Lines {
    reader: BufReader<File>,
    line: Vec<u8>,
}

impl Lines {
    fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(Error::at(path))?;
        Ok(Self { reader: BufReader::with_capacity(64 << 10, file), line: Vec::new() })
    }

    /// With its line feed, if it has one.
    fn next_line(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        (&mut self.reader).take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
        Ok((!self.line.is_empty()).then_some(self.line.as_slice()))
    }
}

/// The leaves of a log, in the clear, in their order.
#[derive(Debug)]
pub struct Leaves<'a> {
    lines: Lines,
    left: u64,
    path: &'a Path,
    cipher: Option<&'a Cipher>,
}

impl<'a> Leaves<'a> {
    pub(super) fn new(
        journal: &'a Journal,
        count: u64,
        cipher: Option<&'a Cipher>,
    ) -> Result<Self, Error> {
        Ok(Self { lines: Lines::open(&journal.path)?, left: count, path: &journal.path, cipher })
    }
}

impl Iterator for Leaves<'_> {
    type Item = Result<Vec<u8>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let leaf = match self.lines.next_line() {
            Ok(line) => {
                let line = line.and_then(|line| line.strip_suffix(b"\n"));
                let leaf = line.and_then(|line| plain(line, self.cipher));
                leaf.ok_or_else(|| Error::at(self.path)(io::ErrorKind::InvalidData.into()))
            }
            Err(cause) => Err(Error::at(self.path)(cause)),
        };
        if leaf.is_err() {
            self.left = 0;
        }
        Some(leaf)
    }
}
