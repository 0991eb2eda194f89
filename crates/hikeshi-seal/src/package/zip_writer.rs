//! How is a zip written so that the same files always give the same bytes, in little memory?
//!
//! Every member carries the same time (1980-01-01) and no owner; the directory is sorted by name.
//! A member is deflated where that helps, else stored; a short one is always stored. Numbers are widened to zip64 only where they
//! must be.

use super::zip::{CENTRAL, END, END_64, LOCAL, LOCATOR_64};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Shorter members are stored: deflating saves a kilobyte or two and costs more time than hashing them.
const SHORT: usize = 8 << 10;
/// Bytes looked at to decide whether deflating helps.
const PROBE: usize = 64 << 10;
/// 1 January 1980, midnight: the zip epoch.
const DATE: u32 = 0x0021_0000;
const NARROW: u64 = u32::MAX as u64;

/// A zip being written.
#[derive(Debug)]
pub struct ZipWriter<W> {
    output: W,
    at: u64,
    /// The names of all members, one behind the other.
    names: String,
    members: Vec<Member>,
}

#[derive(Clone, Copy, Debug)]
struct Member {
    /// Where its name begins among the names, and how long it is.
    name_at: usize,
    name_length: u16,
    offset: u64,
    packed: u64,
    size: u64,
    crc: u32,
    deflated: bool,
    /// Whether its own header says its sizes in a zip64 field.
    wide: bool,
}

impl<W: Write + Seek> ZipWriter<W> {
    /// Starts at the beginning of `output`.
    pub fn new(output: W) -> Self {
        Self { output, at: 0, names: String::new(), members: Vec::new() }
    }

    /// Adds a file. `size_hint` is its size as far as known; a file that may reach 4 GiB and was not
    /// announced as such is refused once it does.
    pub fn add(&mut self, name: &str, size_hint: u64, bytes: &mut dyn Read) -> io::Result<()> {
        let mut probe = Vec::new();
        bytes.take(PROBE as u64).read_to_end(&mut probe)?;
        let packed = if probe.len() < SHORT { probe.clone() } else { deflate(&probe)? };
        let deflated = packed.len() + packed.len() / 20 < probe.len();
        let member = Member {
            name_at: self.names.len(),
            name_length: length(name),
            offset: self.at,
            packed: 0,
            size: 0,
            crc: 0,
            deflated,
            wide: size_hint > NARROW / 2,
        };
        self.names.push_str(name);
        if probe.len() < PROBE {
            // A whole small file: its header is known before it is written.
            let (crc, size) = (crc32fast::hash(&probe), probe.len() as u64);
            let body = if deflated { packed } else { probe };
            let member = Member { packed: body.len() as u64, size, crc, ..member };
            let header = member.local(name);
            self.output.write_all(&header)?;
            self.output.write_all(&body)?;
            self.at += (header.len() + body.len()) as u64;
            self.members.push(member);
            return Ok(());
        }
        self.stream(member, name, &mut probe.as_slice().chain(bytes))
    }

    fn stream(&mut self, member: Member, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        let room = member.local(name).len() as u64;
        self.output.seek(SeekFrom::Start(member.offset + room))?;
        let mut input = Tally { bytes, hash: crc32fast::Hasher::new(), size: 0 };
        let mut output = Counted { output: &mut self.output, written: 0 };
        if member.deflated {
            let mut encoder = DeflateEncoder::new(&mut output, Compression::default());
            io::copy(&mut input, &mut encoder)?;
            encoder.finish()?;
        } else {
            io::copy(&mut input, &mut output)?;
        }
        let packed = output.written;
        let member = Member { packed, size: input.size, crc: input.hash.finalize(), ..member };
        if !member.wide && member.packed.max(member.size) >= NARROW {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than announced"));
        }
        self.output.seek(SeekFrom::Start(member.offset))?;
        self.output.write_all(&member.local(name))?;
        self.at = member.offset + room + packed;
        self.output.seek(SeekFrom::Start(self.at))?;
        self.members.push(member);
        Ok(())
    }

    /// Writes the directory and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        let names = self.names;
        self.members.sort_by(|one, other| one.name(&names).cmp(other.name(&names)));
        let start = self.at;
        for member in &self.members {
            let header = member.central(member.name(&names));
            self.output.write_all(&header)?;
            self.at += header.len() as u64;
        }
        let end = end_of(self.members.len() as u64, self.at - start, start);
        self.output.write_all(&end)?;
        self.output.flush()?;
        Ok(self.output)
    }
}

fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

impl Member {
    fn name<'a>(&self, names: &'a str) -> &'a str {
        names.get(self.name_at..self.name_at + usize::from(self.name_length)).unwrap_or_default()
    }

    /// Flags to CRC, as both headers have them.
    fn shared(&self, wide: bool) -> Vec<u8> {
        let version: u16 = if wide { 45 } else { 20 };
        let method: u16 = if self.deflated { 8 } else { 0 };
        let mut bytes = Vec::with_capacity(64);
        bytes.extend(version.to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend(method.to_le_bytes());
        bytes.extend(DATE.to_le_bytes());
        bytes.extend(self.crc.to_le_bytes());
        bytes
    }

    fn local(&self, name: &str) -> Vec<u8> {
        let mut bytes = LOCAL.to_le_bytes().to_vec();
        bytes.extend(self.shared(self.wide));
        let narrow = |value: u64| if self.wide { u32::MAX } else { short(value) };
        bytes.extend(narrow(self.packed).to_le_bytes());
        bytes.extend(narrow(self.size).to_le_bytes());
        bytes.extend(self.name_length.to_le_bytes());
        let extra: u16 = if self.wide { 20 } else { 0 };
        bytes.extend(extra.to_le_bytes());
        bytes.extend(name.as_bytes());
        if self.wide {
            bytes.extend([1, 0, 16, 0]);
            bytes.extend(self.size.to_le_bytes());
            bytes.extend(self.packed.to_le_bytes());
        }
        bytes
    }

    fn central(&self, name: &str) -> Vec<u8> {
        let values = [self.size, self.packed, self.offset];
        let wide: Vec<u8> = values
            .iter()
            .filter(|value| **value >= NARROW)
            .flat_map(|value| value.to_le_bytes())
            .collect();
        let mut bytes = CENTRAL.to_le_bytes().to_vec();
        // Made on Unix, so that the file mode below is understood.
        bytes.extend([if wide.is_empty() { 20 } else { 45 }, 3]);
        bytes.extend(self.shared(self.wide || !wide.is_empty()));
        bytes.extend(short(self.packed).to_le_bytes());
        bytes.extend(short(self.size).to_le_bytes());
        bytes.extend(self.name_length.to_le_bytes());
        let extra = if wide.is_empty() { 0 } else { u16::try_from(wide.len() + 4).unwrap_or(0) };
        bytes.extend(extra.to_le_bytes());
        // No comment, disk 0, no internal attributes; a plain file that its owner may read, once unpacked.
        bytes.extend([0; 6]);
        bytes.extend((0o100_600_u32 << 16).to_le_bytes());
        bytes.extend(short(self.offset).to_le_bytes());
        bytes.extend(name.as_bytes());
        if !wide.is_empty() {
            bytes.extend(1_u16.to_le_bytes());
            bytes.extend((extra - 4).to_le_bytes());
            bytes.extend(wide);
        }
        bytes
    }
}

/// The end record, with zip64's in front of it where a number needs it.
pub(super) fn end_of(count: u64, size: u64, offset: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if count >= u64::from(u16::MAX) || size.max(offset) >= NARROW {
        bytes.extend(END_64.to_le_bytes());
        bytes.extend(44_u64.to_le_bytes());
        bytes.extend([45, 3, 45, 0]);
        bytes.extend([0; 8]);
        for value in [count, count, size, offset] {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(LOCATOR_64.to_le_bytes());
        bytes.extend(0_u32.to_le_bytes());
        bytes.extend((offset + size).to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
    }
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    bytes.extend(END.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(short(size).to_le_bytes());
    bytes.extend(short(offset).to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

fn short(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Names are short: see [`super::names::is_safe`].
fn length(name: &str) -> u16 {
    u16::try_from(name.len()).unwrap_or(u16::MAX)
}

/// Counts and sums what is read.
struct Tally<'a> {
    bytes: &'a mut dyn Read,
    hash: crc32fast::Hasher,
    size: u64,
}

impl Read for Tally<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.bytes.read(buffer)?;
        self.hash.update(buffer.get(..filled).unwrap_or_default());
        self.size += filled as u64;
        Ok(filled)
    }
}

/// Counts what is written.
struct Counted<'a, W> {
    output: &'a mut W,
    written: u64,
}

impl<W: Write> Write for Counted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.output.write(bytes)?;
        self.written += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
