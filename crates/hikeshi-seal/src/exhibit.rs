//! One exhibit as the vault records it, and the digest that names its bytes.

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt::Write as _;
use std::io::{self, Read, Write};

/// Bytes handed from reader to writer at once.
const CHUNK: usize = 256 << 10;

/// What the vault knows of an exhibit: one line of `records.jsonl`.
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
        Self::copying(reader, &mut io::sink()).map_err(|fault| match fault {
            CopyFault::Read(cause) | CopyFault::Write(cause) => cause,
        })
    }

    /// Reads to the end and writes the same bytes out.
    pub(crate) fn copying(
        reader: &mut dyn Read,
        writer: &mut dyn Write,
    ) -> Result<Self, CopyFault> {
        let mut hash = sha2::Sha256::new();
        let mut buffer = vec![0; CHUNK];
        let mut size_bytes = 0;
        loop {
            let filled = match reader.read(&mut buffer) {
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
        Ok(Self { sha256: hex(&hash.finalize()), size_bytes })
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
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

    #[test]
    fn a_record_line_is_stable() {
        let record = Record {
            id: 2,
            name: "a.zip!/取引\n履歴.csv".to_owned(),
            of: Some(1),
            sha256: "00".to_owned(),
            size_bytes: 5,
        };
        let line = serde_json::to_string(&record).unwrap();
        let expected =
            r#"{"id":2,"name":"a.zip!/取引\n履歴.csv","of":1,"sha256":"00","size_bytes":5}"#;
        assert_eq!(line, expected);
        assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
    }
}
