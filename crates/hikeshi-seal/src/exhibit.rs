//! One exhibit as the vault records it, and the digest that names its bytes.

use crate::custody::Grade;
use crate::log::Hash;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::io::{self, Read, Write};

/// Bytes handed from reader to writer at once.
pub(crate) const CHUNK: usize = 256 << 10;

/// What the vault knows of an exhibit, read from the custody event of its intake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its number, from 1, in the order of intake.
    pub id: u32,
    /// The name it came with, exactly as given; never used as a path.
    pub name: String,
    /// The exhibit it was taken from, such as the archive around it.
    pub of: Option<u32>,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
    /// How a third party could check its origin; `None` if nobody judged.
    pub grade: Option<Grade>,
    /// Why this grade: keys of sentences.
    pub grade_reasons: Vec<String>,
    /// The place of its intake in the log.
    pub seq: u64,
}

/// A copy that was made of an exhibit, such as a redacted one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivative {
    /// The exhibit it was made of.
    pub of: u32,
    /// What the copy is called.
    pub name: String,
    /// How it was made.
    pub method: Option<String>,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
}

/// SHA-256 and size of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Lower-case hex.
    pub sha256: String,
    /// How many bytes.
    pub size_bytes: u64,
}

impl Digest {
    /// Reads to the end.
    pub fn of(reader: &mut dyn Read) -> io::Result<Self> {
        Self::copying(reader, &mut io::sink(), &mut vec![0; CHUNK]).map_err(|fault| match fault {
            CopyFault::Read(cause) | CopyFault::Write(cause) => cause,
        })
    }

    /// Reads to the end and writes the same bytes out, through a buffer that must not be empty.
    pub(crate) fn copying(
        reader: &mut dyn Read,
        writer: &mut dyn Write,
        buffer: &mut [u8],
    ) -> Result<Self, CopyFault> {
        let mut hash = sha2::Sha256::new();
        let mut size_bytes = 0;
        loop {
            let filled = match reader.read(buffer) {
                Ok(filled) => filled,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(CopyFault::Read(error)),
            };
            let bytes = buffer.get(..filled).unwrap_or_default();
            if bytes.is_empty() {
                break;
            }
            hash.update(bytes);
            writer.write_all(bytes).map_err(CopyFault::Write)?;
            size_bytes += bytes.len() as u64;
        }
        Ok(Self { sha256: Hash(hash.finalize().into()).to_string(), size_bytes })
    }
}

/// Which side of a copy failed.
#[derive(Debug)]
pub(crate) enum CopyFault {
    /// The bytes could not be had.
    Read(io::Error),
    /// They could not be kept.
    Write(io::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // FIPS 180-4, example “abc”.
        let digest = Digest::of(&mut &b"abc"[..]).unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((digest.sha256.as_str(), digest.size_bytes), (expected, 3));
    }
}
