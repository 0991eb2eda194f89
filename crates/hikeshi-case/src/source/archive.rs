//! Containers: zip, gzip and tar. Their members become exhibits of their own; bombs, locked members
//! and nests are refused by name, and the rest is still read.

use encoding_rs::SHIFT_JIS;
use flate2::read::MultiGzDecoder;
use std::io::{self, Read, Seek};

/// What is unpacked at most. Real exports stay far below each of these.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one member.
    pub member_bytes: u64,
    /// Bytes of all members of a case.
    pub total_bytes: u64,
    /// Unpacked bytes for one packed byte; text reaches about 20, a bomb a thousand.
    pub ratio: u64,
    /// Members of one archive.
    pub members: usize,
    /// Archives within archives.
    pub depth: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self { member_bytes: 2 << 30, total_bytes: 4 << 30, ratio: 200, members: 10_000, depth: 3 }
    }
}

/// The kinds of container that are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PKZIP.
    Zip,
    /// gzip, which may hold a tar.
    Gzip,
    /// tar.
    Tar,
    /// Recognised and not opened: 7z, rar, xz, bzip2, zstd.
    Other,
}

impl Kind {
    /// The key in the format label.
    pub fn key(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Gzip => "gzip",
            Self::Tar => "tar",
            Self::Other => "other",
        }
    }
}

/// The kind of container that begins with these bytes.
pub fn kind_of(head: &[u8]) -> Option<Kind> {
    let others: [&[u8]; 5] =
        [b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd"];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Kind::Zip)
    } else if head.starts_with(b"\x1f\x8b") {
        Some(Kind::Gzip)
    } else if head.get(257..262) == Some(b"ustar") {
        Some(Kind::Tar)
    } else if others.iter().any(|start| head.starts_with(start)) {
        Some(Kind::Other)
    } else {
        None
    }
}

/// Why a member, or the whole archive, was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Locked with a password.
    Encrypted,
    /// Unpacks to far more than it is.
    Bomb,
    /// More members than are read.
    TooMany,
    /// Packed in a way that is not known.
    Method,
    /// Ends or breaks in the middle.
    Broken,
}

impl Refusal {
    /// Key for the texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Bomb => "bomb",
            Self::TooMany => "too_many_members",
            Self::Method => "unknown_method",
            Self::Broken => "broken",
        }
    }
}

/// Takes what an archive holds, one member after another.
pub trait Sink {
    /// A member's bytes. Whatever the reader has left afterwards is skipped.
    fn member(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()>;
    /// A member (or, with an empty name, the archive) that was not unpacked.
    fn refused(&mut self, name: &str, why: Refusal);
}

/// Hands every member of an archive to the sink, in the order of their names. An `Err` is the sink's
/// own; damage of the archive is reported through [`Sink::refused`].
pub fn members<R: Read + Seek>(
    input: R,
    packed_bytes: u64,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut input = input;
    let mut head = [0; 300];
    let filled = fill(&mut input, &mut head)?;
    input.rewind()?;
    match kind_of(head.get(..filled).unwrap_or_default()) {
        Some(Kind::Zip) => zip_members(input, packed_bytes, limits, sink),
        Some(Kind::Gzip) => gzip_members(input, packed_bytes, limits, sink),
        Some(Kind::Tar) => tar_members(input, packed_bytes, limits, sink),
        Some(Kind::Other) => {
            sink.refused("", Refusal::Method);
            Ok(())
        }
        None => Ok(()),
    }
}

fn fill(input: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// A reader that gives up once more comes out than a real file would hold.
pub(super) struct Guarded<R> {
    inner: R,
    left: u64,
    burst: bool,
    broken: bool,
}

impl<R: Read> Guarded<R> {
    pub(super) fn new(inner: R, packed_bytes: u64, limits: &Limits) -> Self {
        let by_ratio = packed_bytes.saturating_mul(limits.ratio).max(1 << 20);
        Self { inner, left: by_ratio.min(limits.member_bytes), burst: false, broken: false }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = match self.inner.read(buffer) {
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                self.broken = true;
                return Err(error);
            }
        };
        let Some(left) = self.left.checked_sub(n as u64) else {
            self.burst = true;
            return Err(io::Error::other("unpacks to far more than it is"));
        };
        self.left = left;
        Ok(n)
    }
}

/// Gives one member to the sink; a failure that the member itself caused is reported, not returned.
pub(super) fn give<R: Read>(
    name: &str,
    mut bytes: Guarded<R>,
    sink: &mut dyn Sink,
) -> io::Result<bool> {
    match sink.member(name, &mut bytes) {
        Ok(()) => Ok(true),
        Err(_) if bytes.burst => {
            sink.refused(name, Refusal::Bomb);
            Ok(false)
        }
        Err(_) if bytes.broken => {
            sink.refused(name, Refusal::Broken);
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn zip_members<R: Read + Seek>(
    input: R,
    packed: u64,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let Ok(mut archive) = zip::ZipArchive::new(input) else {
        sink.refused("", Refusal::Broken);
        return Ok(());
    };
    let mut names: Vec<(String, usize)> = Vec::new();
    for at in 0..archive.len().min(limits.members) {
        match archive.by_index_raw(at) {
            Ok(entry) if entry.is_dir() => {}
            Ok(entry) => names.push((readable(entry.name_raw()), at)),
            Err(_) => sink.refused("", Refusal::Broken),
        }
    }
    if archive.len() > limits.members {
        sink.refused("", Refusal::TooMany);
    }
    names.sort();
    for (name, at) in names {
        match archive.by_index(at) {
            Ok(entry) => {
                let packed = entry.compressed_size().min(packed);
                give(&name, Guarded::new(entry, packed, limits), sink)?;
            }
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                sink.refused(&name, Refusal::Encrypted);
            }
            Err(zip::result::ZipError::UnsupportedArchive(_)) => {
                sink.refused(&name, Refusal::Method);
            }
            Err(_) => sink.refused(&name, Refusal::Broken),
        }
    }
    Ok(())
}

/// A member's name: UTF-8, else Shift_JIS, which Japanese Windows writes without saying so.
fn readable(name: &[u8]) -> String {
    std::str::from_utf8(name).map_or_else(|_| SHIFT_JIS.decode(name).0.into_owned(), str::to_owned)
}

fn gzip_members<R: Read + Seek>(
    mut input: R,
    packed: u64,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut head = [0; 300];
    let filled = fill(&mut MultiGzDecoder::new(&mut input), &mut head).unwrap_or(0);
    input.rewind()?;
    let unpacked = Guarded::new(MultiGzDecoder::new(input), packed, limits);
    if kind_of(head.get(..filled).unwrap_or_default()) == Some(Kind::Tar) {
        return tar_members(unpacked, packed.saturating_mul(limits.ratio), limits, sink);
    }
    give("", unpacked, sink).map(|_| ())
}

fn tar_members<R: Read>(
    input: R,
    packed: u64,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut archive = tar::Archive::new(input);
    let Ok(entries) = archive.entries() else {
        sink.refused("", Refusal::Broken);
        return Ok(());
    };
    for (count, entry) in entries.enumerate() {
        if count >= limits.members {
            sink.refused("", Refusal::TooMany);
            break;
        }
        let Ok(entry) = entry else {
            sink.refused("", Refusal::Broken);
            break;
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !give(&name, Guarded::new(entry, packed, limits), sink)? {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    #[derive(Default)]
    struct Taken(Vec<String>);

    impl Sink for Taken {
        fn member(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
            let n = io::copy(bytes, &mut io::sink())?;
            self.0.push(format!("{name}:{n}"));
            Ok(())
        }
        fn refused(&mut self, name: &str, why: Refusal) {
            self.0.push(format!("{name}!{}", why.key()));
        }
    }

    fn zip_of(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn taken(bytes: &[u8]) -> Vec<String> {
        let mut sink = Taken::default();
        members(Cursor::new(bytes), bytes.len() as u64, &Limits::default(), &mut sink).unwrap();
        sink.0
    }

    #[test]
    fn members_come_in_the_order_of_their_names() {
        let bytes = zip_of(&[("b.csv", b"22".to_vec()), ("a/../../x.csv", b"1".to_vec())]);
        assert_eq!(taken(&bytes), ["a/../../x.csv:1", "b.csv:2"]);
    }

    #[test]
    fn a_bomb_is_refused_and_the_rest_is_read() {
        let bytes = zip_of(&[
            ("a.csv", b"1".to_vec()),
            ("bomb.csv", vec![b'0'; 64 << 20]),
            ("c.csv", b"3".to_vec()),
        ]);
        assert_eq!(taken(&bytes), ["a.csv:1", "bomb.csv!bomb", "c.csv:1"]);
    }

    #[test]
    fn a_cut_archive_is_named_broken() {
        let bytes = zip_of(&[("a.csv", b"hello".to_vec())]);
        assert_eq!(taken(&bytes[..bytes.len() - 30]), ["!broken"]);
        assert_eq!(taken(b"7z\xbc\xaf\x27\x1c...."), ["!unknown_method"]);
    }

    #[test]
    fn tar_inside_gzip_is_opened_in_one_go() {
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_ustar();
        header.set_size(3);
        header.set_cksum();
        tar.append_data(&mut header, "part-00000.csv", &b"1,2"[..]).unwrap();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(&tar.into_inner().unwrap()).unwrap();
        let bytes = gzip.finish().unwrap();
        assert_eq!(taken(&bytes), ["part-00000.csv:3"]);
        assert_eq!(taken(&bytes[..bytes.len() / 2]).len(), 1);
    }
}
