//! What is the SHA-256 of the bytes that just went by?

use crate::log::Hash;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

/// Bytes read at once where a reader is only drained.
const CHUNK: usize = 64 << 10;

/// Hash and size of everything a reader gives. If that is not more than fits into `buffer`, it stays there.
pub(crate) fn drained(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<(Hash, u64)> {
    let (mut hash, mut size_bytes) = (Sha256::new(), 0);
    loop {
        let filled = fill(reader, buffer)?;
        hash.update(buffer.get(..filled).unwrap_or_default());
        size_bytes += filled as u64;
        if filled < buffer.len() {
            return Ok((Hash(hash.finalize().into()), size_bytes));
        }
    }
}

/// Reads until the buffer is full or the reader at its end.
fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
        match reader.read(room) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// A reader that hashes and counts what is read through it.
pub(crate) struct Hashing<R> {
    inner: R,
    hash: Sha256,
    size_bytes: u64,
}

impl<R: Read> Hashing<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), size_bytes: 0 }
    }

    /// Reads what is left and says hash and size of the whole.
    pub(crate) fn drain(mut self) -> io::Result<(Hash, u64)> {
        let mut buffer = vec![0; CHUNK];
        while self.read(&mut buffer)? > 0 {}
        Ok(self.done())
    }

    /// Hash and size of what was read.
    pub(crate) fn done(self) -> (Hash, u64) {
        (Hash(self.hash.finalize().into()), self.size_bytes)
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..filled).unwrap_or_default());
        self.size_bytes += filled as u64;
        Ok(filled)
    }
}
