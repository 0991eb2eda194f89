//! What does a BagIt 1.0 folder (RFC 8493) say of its files: manifests and `bag-info.txt`, written
//! and read.

use crate::log::Hash;
use crate::package::names;
use std::io::{self, BufRead, Read};

/// `bagit.txt`, whole.
pub const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The declaration.
pub const DECLARATION: &str = "bagit.txt";
/// Who packed what when, and how much of it.
pub const INFO: &str = "bag-info.txt";
/// Hashes of the payload, which is everything under `data/`.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// Hashes of everything else but itself and `seal/`.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// Where stamps lie. They are made over the tagmanifest, so it cannot list them.
pub const SEAL: &str = "seal/";
/// Where the payload lies.
pub const PAYLOAD: &str = "data/";
/// The longest line of a manifest.
const LONGEST_LINE: u64 = 4096;

/// Whether a file is payload.
pub fn is_payload(name: &str) -> bool {
    name.starts_with(PAYLOAD)
}

/// Whether a file must stand in the tagmanifest.
pub fn is_tag(name: &str) -> bool {
    !is_payload(name) && name != TAG_MANIFEST && !name.starts_with(SEAL)
}

/// Files and their hashes, in one piece of memory, as a manifest will list them.
#[derive(Debug, Default)]
pub struct Manifest {
    text: String,
    lines: Vec<(u32, u32, Hash)>,
}

impl Manifest {
    /// Adds a file. Beyond 4 GiB of names nothing is added.
    pub fn push(&mut self, name: &str, sha256: Hash) {
        let (start, length) = (u32::try_from(self.text.len()), u32::try_from(name.len()));
        if let (Ok(start), Ok(length)) = (start, length) {
            self.text.push_str(name);
            self.lines.push((start, length, sha256));
        }
    }

    /// The manifest, sorted by name, to be read in pieces.
    pub fn into_reader(mut self) -> impl Read {
        let text = self.text;
        self.lines.sort_unstable_by(|one, other| name(&text, one).cmp(name(&text, other)));
        let mut lines = self.lines.into_iter();
        Pieces::new(std::iter::from_fn(move || {
            let line = lines.next()?;
            Some(Ok(format!("{}  {}\n", line.2, name(&text, &line)).into_bytes()))
        }))
    }
}

/// The name on a line of a manifest.
fn name<'a>(text: &'a str, (start, length, _): &(u32, u32, Hash)) -> &'a str {
    let (start, length) = (*start as usize, *length as usize);
    text.get(start..start + length).unwrap_or_default()
}

/// Reads from pieces that are made one after the other.
pub(crate) struct Pieces<I> {
    pieces: I,
    now: io::Cursor<Vec<u8>>,
}

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Pieces<I> {
    pub(crate) fn new(pieces: I) -> Self {
        Self { pieces, now: io::Cursor::default() }
    }
}

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Read for Pieces<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let filled = self.now.read(buffer)?;
            if filled > 0 || buffer.is_empty() {
                return Ok(filled);
            }
            match self.pieces.next() {
                Some(piece) => self.now = io::Cursor::new(piece?),
                None => return Ok(0),
            }
        }
    }
}

/// One line of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A file and the SHA-256 it must have.
    File {
        /// Its path from the bag's root.
        name: &'a str,
        /// Its hash.
        sha256: Hash,
    },
    /// Not such a line.
    Bad,
}

/// Reads a manifest line by line, however long it is.
pub fn read_manifest(
    mut text: impl BufRead,
    mut each: impl FnMut(u64, Line<'_>),
) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if text.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        each(number, manifest_line(&line));
    }
    Ok(())
}

/// RFC 8493 §2.1.3 with the freedoms closed that this format does not use: lower-case hex, two spaces,
/// safe names, a line feed at the end of every line.
fn manifest_line(line: &[u8]) -> Line<'_> {
    let parts = || {
        let line = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
        let (hex, name) = line.split_once("  ")?;
        let sha256 = Hash::from_hex(hex)?;
        names::is_safe(name).then_some(Line::File { name, sha256 })
    };
    parts().unwrap_or(Line::Bad)
}

/// The fields of a `bag-info.txt`, in order; `None` if it does not consist of `Label: value` lines.
pub fn read_info(text: &str) -> Option<Vec<(&str, &str)>> {
    text.strip_suffix('\n')?.split('\n').map(|line| line.split_once(": ")).collect()
}

/// One line of `bag-info.txt`. Line breaks in the value become spaces.
pub fn info_line(label: &str, value: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    format!("{label}: {}\n", value.chars().map(shown).collect::<String>())
}

/// `Payload-Oxum`: bytes and number of the payload files.
pub fn parse_oxum(text: &str) -> Option<(u64, u64)> {
    let (bytes, files) = text.split_once('.')?;
    let read = (bytes.parse().ok()?, files.parse().ok()?);
    (format!("{}.{}", read.0, read.1) == text).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let mut manifest = Manifest::default();
        manifest.push("data/b", Hash([1; 32]));
        manifest.push("data/a", Hash([0xab; 32]));
        let mut text = String::new();
        manifest.into_reader().read_to_string(&mut text).unwrap();
        let mut names = Vec::new();
        let each = |number, line: Line<'_>| match line {
            Line::File { name, sha256 } => names.push((number, name.to_owned(), sha256.0[0])),
            Line::Bad => panic!("{number}"),
        };
        read_manifest(text.as_bytes(), each).unwrap();
        assert_eq!(names, [(1, "data/a".to_owned(), 0xab), (2, "data/b".to_owned(), 1)]);
    }

    #[test]
    fn other_spellings_are_bad_lines() {
        let hex = "ab".repeat(32);
        let upper = hex.to_uppercase();
        for line in [
            format!("{hex} data/a\n"),
            format!("{upper}  data/a\n"),
            format!("{hex}  data/a"),
            format!("{hex}  ../a\n"),
            format!("{hex}  data/a\r\n"),
            format!("{hex}0  data/a\n"),
            "\n".to_owned(),
        ] {
            assert_eq!(manifest_line(line.as_bytes()), Line::Bad, "{line:?}");
        }
    }

    #[test]
    fn fields_and_oxum() {
        assert_eq!(read_info("A: b\nC: d: e\n"), Some(vec![("A", "b"), ("C", "d: e")]));
        assert_eq!((read_info("A: b"), read_info("A\n")), (None, None));
        assert_eq!(parse_oxum("12.3"), Some((12, 3)));
        for bad in ["12", "012.3", "+1.1", "1.", "1.2.3"] {
            assert_eq!(parse_oxum(bad), None, "{bad}");
        }
        assert_eq!(info_line("A", "b\nC: d"), "A: b C: d\n");
    }
}
