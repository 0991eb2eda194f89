//! What does a thief who has the disk learn? Of an encrypted vault: how many exhibits there are and how
//! large. Bytes, names and log lines are encrypted in chunks, so that reading can begin anywhere.

use crate::Error;
use crate::log::Hash;
use crate::passphrase::{aead_key, derive};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, LessSafeKey, Nonce};
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

const MAGIC: [u8; 8] = *b"HKSEAL\0\x01";
/// Fresh bytes of this opening of the vault, and a number that counts what was encrypted in it.
const SALT: usize = 40;
const HEAD: u64 = (MAGIC.len() + SALT) as u64;
/// Plain bytes in a chunk; the last one may be shorter.
const CHUNK: usize = 64 << 10;
const TAG: usize = 16;
const SEALED_CHUNK: u64 = (CHUNK + TAG) as u64;

/// The keys of an encrypted vault.
pub(crate) struct Cipher {
    objects: [u8; 32],
    lines: [u8; 32],
    names: [u8; 32],
    session: [u8; 32],
    counter: u64,
}

impl fmt::Debug for Cipher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Cipher")
    }
}

impl Cipher {
    /// The keys that follow from the vault's secret. `session` must be fresh at every opening: no
    /// key is ever used for two contents.
    pub(crate) fn new(secret: &[u8; 32], session: [u8; 32]) -> Self {
        Self {
            objects: derive(secret, b"hikeshi vault objects"),
            lines: derive(secret, b"hikeshi vault lines"),
            names: derive(secret, b"hikeshi vault names"),
            session,
            counter: 0,
        }
    }

    /// The file name of a content: says nothing to somebody who knows only the content.
    pub(crate) fn name(&self, content: &Hash) -> Hash {
        Hash(derive(&self.names, &content.0))
    }

    fn salt(&mut self) -> [u8; SALT] {
        let mut salt = [0; SALT];
        let bytes = self.session.into_iter().chain(self.counter.to_be_bytes());
        salt.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        self.counter += 1;
        salt
    }

    /// Begins to encrypt an object.
    pub(crate) fn seal<W: Write>(&mut self, mut writer: W) -> io::Result<Sealing<W>> {
        let salt = self.salt();
        writer.write_all(&MAGIC)?;
        writer.write_all(&salt)?;
        let key = aead_key(&derive(&self.objects, &salt));
        Ok(Sealing { writer, key, chunk: Vec::with_capacity(CHUNK + TAG), number: 0 })
    }

    /// Opens an encrypted object.
    pub(crate) fn open(&self, mut file: File) -> io::Result<Unsealing> {
        let mut head = [0; MAGIC.len() + SALT];
        file.read_exact(&mut head)?;
        let (magic, salt) = head.split_at(MAGIC.len());
        let body = file.metadata()?.len().saturating_sub(HEAD);
        if magic != MAGIC || body < TAG as u64 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let chunks = body.div_ceil(SEALED_CHUNK);
        let size = body.saturating_sub(chunks * TAG as u64);
        let key = aead_key(&derive(&self.objects, salt));
        Ok(Unsealing { file, key, chunks, size, position: 0, chunk: Vec::new(), number: None })
    }

    /// A log line: base64 of salt and encrypted leaf.
    pub(crate) fn seal_line(&mut self, leaf: &[u8]) -> Result<Vec<u8>, Error> {
        let salt = self.salt();
        let key = aead_key(&derive(&self.lines, &salt));
        let mut sealed = leaf.to_vec();
        key.seal_in_place_append_tag(nonce(0, true), Aad::empty(), &mut sealed)
            .map_err(|_| Error::WrongPassphrase)?;
        let line = [salt.as_slice(), &sealed].concat();
        Ok(STANDARD.encode(line).into_bytes())
    }

    /// The leaf in a log line.
    pub(crate) fn open_line(&self, line: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = STANDARD.decode(line).ok()?;
        let (salt, sealed) = bytes.split_at_mut_checked(SALT)?;
        let key = aead_key(&derive(&self.lines, salt));
        let leaf = key.open_in_place(nonce(0, true), Aad::empty(), sealed).ok()?;
        Some(leaf.to_vec())
    }
}

/// The number of a chunk, and whether it is the last: chunks cannot change places, and an object cut
/// short does not open.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0; 12];
    let counted = number.to_be_bytes().into_iter().chain([u8::from(last)]);
    bytes.iter_mut().skip(3).zip(counted).for_each(|(to, from)| *to = from);
    Nonce::assume_unique_for_key(bytes)
}

/// Encrypts what is written to it.
pub(crate) struct Sealing<W> {
    writer: W,
    key: LessSafeKey,
    chunk: Vec<u8>,
    number: u64,
}

impl<W: Write> Sealing<W> {
    /// Writes the last chunk. Without it the object does not open.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.close(true)?;
        Ok(self.writer)
    }

    fn close(&mut self, last: bool) -> io::Result<()> {
        self.key
            .seal_in_place_append_tag(nonce(self.number, last), Aad::empty(), &mut self.chunk)
            .map_err(|_| io::Error::other("encryption failed"))?;
        self.writer.write_all(&self.chunk)?;
        self.chunk.clear();
        self.number += 1;
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // A full chunk waits until it is known not to be the last.
        if self.chunk.len() == CHUNK {
            self.close(false)?;
        }
        let taken = bytes.get(..CHUNK - self.chunk.len()).unwrap_or(bytes);
        self.chunk.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads an encrypted object from anywhere in it.
pub(crate) struct Unsealing {
    file: File,
    key: LessSafeKey,
    chunks: u64,
    size: u64,
    position: u64,
    chunk: Vec<u8>,
    /// Which chunk that is.
    number: Option<u64>,
}

impl fmt::Debug for Unsealing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Unsealing({} bytes)", self.size)
    }
}

impl Unsealing {
    /// How many plain bytes it has.
    pub(crate) fn size_bytes(&self) -> u64 {
        self.size
    }

    fn load(&mut self, number: u64) -> io::Result<()> {
        self.number = None;
        self.file.seek(SeekFrom::Start(HEAD + number * SEALED_CHUNK))?;
        self.chunk.clear();
        (&mut self.file).take(SEALED_CHUNK).read_to_end(&mut self.chunk)?;
        let nonce = nonce(number, number + 1 == self.chunks);
        let plain = self.key.open_in_place(nonce, Aad::empty(), &mut self.chunk);
        let length = plain.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?.len();
        self.chunk.truncate(length);
        self.number = Some(number);
        Ok(())
    }
}

impl Read for Unsealing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || (self.position >= self.size && self.size > 0) {
            return Ok(0);
        }
        let number = self.position / CHUNK as u64;
        if self.number != Some(number) && number < self.chunks {
            self.load(number)?;
        }
        let at = usize::try_from(self.position % CHUNK as u64).unwrap_or(usize::MAX);
        let mut rest = self.chunk.get(at..).unwrap_or_default();
        let filled = rest.read(buffer)?;
        self.position += filled as u64;
        Ok(filled)
    }
}

impl Seek for Unsealing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Vault, disk};

    fn cipher() -> Cipher {
        Cipher::new(&[1; 32], [2; 32])
    }

    /// The object file of some bytes, in a vault folder of its own.
    fn sealed(plain: &[u8]) -> (Vault, std::path::PathBuf, Vec<u8>) {
        let scratch = Vault::temporary().unwrap();
        let path = scratch.dir().join("object");
        let mut writer = cipher().seal(Vec::new()).unwrap();
        writer.write_all(plain).unwrap();
        let bytes = writer.finish().unwrap();
        disk::write_new(&path, &bytes, false).unwrap();
        (scratch, path, bytes)
    }

    fn read(path: &std::path::Path) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        cipher().open(File::open(path)?)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn every_length_comes_back_and_can_be_entered_anywhere() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
            let plain: Vec<u8> = (0..=250).cycle().take(length).collect();
            let (_scratch, path, bytes) = sealed(&plain);
            assert_eq!(read(&path).unwrap(), plain);
            assert!(length < 16 || !bytes.windows(16).any(|seen| seen == &plain[..16]));
            let mut reader = cipher().open(File::open(&path).unwrap()).unwrap();
            assert_eq!(reader.seek(SeekFrom::End(0)).unwrap(), length as u64);
            for from in [0, length / 2, length.saturating_sub(3), length] {
                reader.seek(SeekFrom::Start(from as u64)).unwrap();
                let mut rest = Vec::new();
                reader.read_to_end(&mut rest).unwrap();
                assert_eq!(rest, &plain[from..]);
            }
        }
    }

    #[test]
    fn a_changed_or_shortened_object_does_not_open() {
        let (_scratch, path, bytes) = sealed(&vec![7; 2 * CHUNK]);
        let chunk = CHUNK + TAG;
        let mut swapped = bytes.clone();
        swapped[48..48 + chunk].copy_from_slice(&bytes[48 + chunk..]);
        let mut changed = bytes.clone();
        changed[10] ^= 1;
        let cut = bytes[..48 + chunk].to_vec();
        for broken in [swapped, changed, cut, bytes[..40].to_vec(), bytes[1..].to_vec()] {
            disk::discard(&path).unwrap();
            disk::write_new(&path, &broken, false).unwrap();
            assert!(read(&path).is_err());
        }
    }

    #[test]
    fn lines_and_names_need_the_key() {
        let mut own = cipher();
        let line = own.seal_line(b"{}").unwrap();
        assert_ne!(own.seal_line(b"{}").unwrap(), line);
        assert_eq!(own.open_line(&line).as_deref(), Some(&b"{}"[..]));
        let other = Cipher::new(&[3; 32], [2; 32]);
        assert_eq!(other.open_line(&line), None);
        let content = crate::log::leaf_hash(b"x");
        assert_ne!(own.name(&content), other.name(&content));
        assert_ne!(own.name(&content), content);
    }
}
