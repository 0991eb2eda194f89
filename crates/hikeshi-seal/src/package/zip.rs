//! Which files does a zip hold, with no room for two opinions?
//!
//! Zip readers disagree wherever a zip says a thing twice. This one compares: both headers of a
//! member must agree, members must not share bytes, and bytes that belong to no member are listed.
//! Only what PKWARE's APPNOTE 6.3 calls stored and deflated is read, zip64 included; nothing under a
//! password, no links, no second names in extra fields.

use super::names::{self, Names};
use super::{Oddity, OddityKind, OpenError, Outside, ReadSeek};
use crate::limits::{MOST_FILES, MOST_NAME_BYTES};
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

pub(super) const LOCAL: u32 = 0x0403_4b50;
pub(super) const CENTRAL: u32 = 0x0201_4b50;
pub(super) const END: u32 = 0x0605_4b50;
pub(super) const END_64: u32 = 0x0606_4b50;
pub(super) const LOCATOR_64: u32 = 0x0706_4b50;
const DESCRIPTOR: u32 = 0x0807_4b50;
/// The end record and the longest comment behind it.
const TAIL: u64 = 22 + 65_535;
/// Flags a reader may meet without another meaning of the bytes: deflate's effort, a descriptor
/// behind the data, names in UTF-8.
const KNOWN_FLAGS: u16 = 0b0000_1000_0000_1110;
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const WITH_DESCRIPTOR: u16 = 1 << 3;

/// What a header says about a member's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    offset: u64,
    packed: u64,
    size: u64,
    crc: u32,
    flags: u16,
    deflated: bool,
}

/// A zip whose directory has been read.
pub(super) struct Archive {
    input: Window,
    entries: Vec<Entry>,
    /// Where each member ends, 0 until its header has been read.
    ends: Vec<u64>,
    /// Bytes in front of the zip, by which all its offsets are shifted.
    base: u64,
    /// Where the directory starts: no member reaches beyond it.
    directory: u64,
    /// The folder around all files, such as `bundle/`.
    top: String,
}

/// A zip and what was noticed while opening it.
pub(super) struct Opened {
    pub(super) archive: Archive,
    pub(super) names: Names,
    pub(super) oddities: Vec<Oddity>,
    pub(super) outside: Vec<Outside>,
}

impl Archive {
    /// The folder around all files, without its slash.
    pub(super) fn top(&self) -> Option<&str> {
        self.top.strip_suffix('/')
    }

    pub(super) fn open(mut source: Box<dyn ReadSeek>) -> Result<Opened, OpenError> {
        let bad = OpenError::NotAZip;
        let length = source.seek(SeekFrom::End(0)).map_err(|_| bad("cannot be measured"))?;
        let mut input = Window::new(source);
        let end = find_end(&mut input, length)?;
        let mut outside = Vec::new();
        let mut note = |from: u64, to: u64| {
            if from < to {
                outside.push(bytes_at(from, to));
            }
        };
        let start = end.at.checked_sub(end.size).ok_or(bad("its directory lies nowhere"))?;
        let base = start.checked_sub(end.offset).ok_or(bad("its directory lies elsewhere"))?;
        note(0, base);
        note(end.comment, length);
        let mut listing = Central::default();
        listing.read(&mut input, start, end.at, end.count)?;
        outside.push(Outside { what: "zip: times, attributes and versions of members".to_owned() });
        let (names, entries, top) = listing.sorted();
        let ends = vec![0; entries.len()];
        let archive = Self { input, entries, ends, base, directory: start, top };
        Ok(Opened { archive, names, oddities: listing.oddities, outside })
    }

    pub(super) fn read(&mut self, number: usize, names: &Names) -> io::Result<Box<dyn Read + '_>> {
        let entry = *self.entries.get(number).ok_or(io::ErrorKind::NotFound)?;
        let data = self.enter(number, names)?;
        self.input.seek_to(data)?;
        let packed = (&mut self.input).take(entry.packed);
        let body = if entry.deflated {
            Body::Deflated(DeflateDecoder::new(packed))
        } else {
            Body::Stored(packed)
        };
        Ok(Box::new(Member {
            body,
            hash: crc32fast::Hasher::new(),
            left: entry.size,
            crc: entry.crc,
        }))
    }

    /// Compares a member's own header with the directory; says where its data starts.
    fn enter(&mut self, number: usize, names: &Names) -> io::Result<u64> {
        let entry = *self.entries.get(number).ok_or(io::ErrorKind::NotFound)?;
        let name = names.get(number).unwrap_or_default();
        let start = self.base.checked_add(entry.offset).ok_or_else(contradiction)?;
        self.input.seek_to(start)?;
        let mut header = [0; 30];
        self.input.read_exact(&mut header)?;
        let local = Local::parse(&header).ok_or_else(contradiction)?;
        let own = self.input.take_vec(local.name_length)?;
        let extra = self.input.take_vec(local.extra_length)?;
        let sizes = local_sizes(&extra, &local).ok_or_else(contradiction)?;
        let stated = (local.crc, sizes) == (entry.crc, (entry.size, entry.packed));
        let deferred = entry.flags & WITH_DESCRIPTOR != 0;
        let left_out = deferred && local.crc == 0 && sizes == (0, 0);
        let expected = [self.top.as_bytes(), name.as_bytes()].concat();
        let agrees = own == expected
            && local.flags == entry.flags
            && local.method == if entry.deflated { 8 } else { 0 };
        let data = start + 30 + (own.len() + extra.len()) as u64;
        let mut end = data.checked_add(entry.packed).ok_or_else(contradiction)?;
        if !agrees || !(stated || left_out) || end > self.directory {
            return Err(contradiction());
        }
        if deferred {
            end += self.descriptor(end, &entry)?;
        }
        if let Some(slot) = self.ends.get_mut(number) {
            *slot = end;
        }
        Ok(data)
    }

    /// The length of the record behind the data, which must repeat what the directory says.
    fn descriptor(&mut self, at: u64, entry: &Entry) -> io::Result<u64> {
        self.input.seek_to(at)?;
        let most = usize::try_from((self.directory - at).min(24)).unwrap_or(0);
        let bytes = self.input.take_vec(most)?;
        let narrow = |value: u64| u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        for signature in [&DESCRIPTOR.to_le_bytes()[..], &[]] {
            for wide in [false, true] {
                let size = |value: u64| {
                    if wide { value.to_le_bytes().to_vec() } else { narrow(value) }
                };
                let crc = entry.crc.to_le_bytes();
                let expected = [signature, &crc, &size(entry.packed), &size(entry.size)].concat();
                if bytes.starts_with(&expected) {
                    return Ok(expected.len() as u64);
                }
            }
        }
        Err(contradiction())
    }

    pub(super) fn leftovers(
        &mut self,
        names: &Names,
        oddities: &mut Vec<Oddity>,
        outside: &mut Vec<Outside>,
    ) {
        let mut spans = Vec::with_capacity(self.entries.len());
        for number in 0..self.entries.len() {
            let seen = self.ends.get(number).is_some_and(|end| *end > 0);
            if !seen && self.enter(number, names).is_err() {
                let name = names.get(number).unwrap_or_default().to_owned();
                oddities.push(Oddity { name, kind: OddityKind::Member });
                continue;
            }
            let start = self.entries.get(number).map_or(0, |entry| self.base + entry.offset);
            spans.push((start, self.ends.get(number).copied().unwrap_or(start), number));
        }
        spans.sort_unstable();
        let mut reached = self.base;
        for (start, end, number) in spans {
            if start < reached {
                let name = names.get(number).unwrap_or_default().to_owned();
                oddities.push(Oddity { name, kind: OddityKind::Overlap });
            } else if start > reached {
                outside.push(bytes_at(reached, start));
            }
            reached = reached.max(end);
        }
        if reached < self.directory {
            outside.push(bytes_at(reached, self.directory));
        }
    }
}

fn contradiction() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the zip contradicts itself")
}

fn bytes_at(from: u64, to: u64) -> Outside {
    Outside { what: format!("zip: {} bytes at {from}", to - from) }
}

/// Where the directory ends and what the end record says of it.
struct End {
    /// Where the directory ends, in the file.
    at: u64,
    /// Where it starts, in its own counting.
    offset: u64,
    size: u64,
    count: u64,
    /// Where the comment starts.
    comment: u64,
}

fn find_end(input: &mut Window, length: u64) -> Result<End, OpenError> {
    let bad = OpenError::NotAZip;
    let from = length.saturating_sub(TAIL);
    let tail = input
        .at(from, usize::try_from(length - from).unwrap_or(0))
        .map_err(|_| bad("its end cannot be read"))?;
    let mark = END.to_le_bytes();
    let place = tail.windows(4).rposition(|four| four == mark);
    let place = place.ok_or(bad("no directory of members"))?;
    let record = tail.get(place..).unwrap_or_default();
    let mut field = Fields(record.get(4..22).ok_or(bad("its end is cut off"))?);
    let (disk, other) = (field.u16(), field.u16());
    let (here, count) = (field.u16(), field.u16());
    let (size, offset, comment) = (field.u32(), field.u32(), field.u16());
    let at = from + place as u64;
    let comment_end = at + 22 + u64::from(comment);
    if (disk, other) != (0, 0) || here != count || comment_end > length {
        return Err(bad("its end contradicts itself"));
    }
    let wide = count == u16::MAX || size == u32::MAX || offset == u32::MAX;
    if let Some(end) = find_wide_end(input, at)? {
        let narrow = |full: u64, short: u64, most: u64| short == most || full == short;
        let agrees = narrow(end.count, u64::from(count), u64::from(u16::MAX))
            && narrow(end.size, u64::from(size), u64::from(u32::MAX))
            && narrow(end.offset, u64::from(offset), u64::from(u32::MAX));
        return if agrees { Ok(end) } else { Err(bad("its two ends disagree")) };
    }
    if wide && count == u16::MAX && at < u64::from(u32::MAX) {
        // 65,535 members exactly fit without the wide record.
    } else if wide {
        return Err(bad("its wide end is missing"));
    }
    let (offset, size, count) = (u64::from(offset), u64::from(size), u64::from(count));
    Ok(End { at, offset, size, count, comment: at + 22 })
}

/// The zip64 record in front of the end, if there is one.
fn find_wide_end(input: &mut Window, end: u64) -> Result<Option<End>, OpenError> {
    let bad = OpenError::NotAZip;
    let Some(at) = end.checked_sub(76) else { return Ok(None) };
    let bytes = input.at(at, 76).map_err(|_| bad("its end cannot be read"))?;
    let (record, locator) = bytes.split_at_checked(56).unwrap_or_default();
    let mut field = Fields(locator);
    if field.u32() != LOCATOR_64 {
        return Ok(None);
    }
    let (disk, _offset, disks) = (field.u32(), field.u64(), field.u32());
    let mut field = Fields(record);
    let (mark, length) = (field.u32(), field.u64());
    let _versions = field.u32();
    let (own, other) = (field.u32(), field.u32());
    let (here, count, size, offset) = (field.u64(), field.u64(), field.u64(), field.u64());
    if mark != END_64
        || length != 44
        || (disk, own, other) != (0, 0, 0)
        || disks != 1
        || here != count
    {
        return Err(bad("its wide end contradicts itself"));
    }
    Ok(Some(End { at, offset, size, count, comment: end + 22 }))
}

/// The directory as it is read.
#[derive(Default)]
struct Central {
    text: String,
    members: Vec<(u32, u32, Entry)>,
    oddities: Vec<Oddity>,
    /// Bytes of all names, also of those that are only listed as odd.
    name_bytes: usize,
}

impl Central {
    fn read(
        &mut self,
        input: &mut Window,
        start: u64,
        end: u64,
        count: u64,
    ) -> Result<(), OpenError> {
        let bad = OpenError::NotAZip;
        if count > MOST_FILES as u64 {
            return Err(OpenError::TooMany);
        }
        let cut = |_| bad("its directory cannot be read");
        input.seek_to(start).map_err(cut)?;
        for _ in 0..count {
            let mut fixed = [0; 46];
            input.read_exact(&mut fixed).map_err(cut)?;
            self.member(&fixed, input)
                .map_err(cut)?
                .ok_or(bad("its directory contradicts itself"))?;
            if self.name_bytes > MOST_NAME_BYTES {
                return Err(OpenError::TooMany);
            }
        }
        if input.position != end {
            return Err(bad("its directory has another length"));
        }
        Ok(())
    }

    fn member(&mut self, fixed: &[u8; 46], input: &mut Window) -> io::Result<Option<()>> {
        let mut field = Fields(fixed);
        let mark = field.u32();
        let (_made_by, _needed, flags, method) =
            (field.u16(), field.u16(), field.u16(), field.u16());
        let (_time, crc, packed, size) = (field.u32(), field.u32(), field.u32(), field.u32());
        let (name_length, extra_length, comment) = (field.u16(), field.u16(), field.u16());
        let (disk, _internal, external, offset) =
            (field.u16(), field.u16(), field.u32(), field.u32());
        if mark != CENTRAL || disk != 0 {
            return Ok(None);
        }
        let name = input.take_vec(name_length)?;
        let extra = input.take_vec(extra_length)?;
        input.take_vec(comment)?;
        self.name_bytes += name.len();
        if name.starts_with(b"__MACOSX/") {
            // What macOS adds to a zip: attributes of its own. Its bytes are listed as belonging to no file.
            return Ok(Some(()));
        }
        // Unix file types stand in the upper half: files and folders, or nothing said.
        let linked = !matches!(external >> 28, 0 | 4 | 8);
        let known = flags & !(KNOWN_FLAGS | ENCRYPTED) == 0 && matches!(method, 0 | 8);
        let sizes = widened(&extra, [size, packed, offset]).filter(|_| known);
        let is_folder = name.last() == Some(&b'/');
        let plain = std::str::from_utf8(name.strip_suffix(b"/").unwrap_or(&name)).ok();
        let plain = plain.filter(|name| names::is_safe(name));
        let fits = |[size, packed, _]: &[u64; 3]| {
            if is_folder { *size == 0 } else { method == 8 || size == packed }
        };
        let kind = match (plain, sizes.filter(fits)) {
            (None, _) => OddityKind::UnsafeName,
            _ if linked => OddityKind::NotAFile,
            _ if flags & ENCRYPTED != 0 => OddityKind::Encrypted,
            (_, None) => OddityKind::Member,
            (Some(name), Some([size, packed, offset])) => {
                let entry = Entry { offset, packed, size, crc, flags, deflated: method == 8 };
                if !is_folder {
                    self.add(name, entry);
                }
                return Ok(Some(()));
            }
        };
        let name = names::printable(&String::from_utf8_lossy(&name));
        self.oddities.push(Oddity { name, kind });
        Ok(Some(()))
    }

    fn add(&mut self, name: &str, entry: Entry) {
        let start = u32::try_from(self.text.len());
        let length = u32::try_from(name.len());
        if let (Ok(start), Ok(length)) = (start, length) {
            self.text.push_str(name);
            self.members.push((start, length, entry));
        }
    }

    /// Names and entries in the order of names, without the one folder that may stand around all.
    fn sorted(&mut self) -> (Names, Vec<Entry>, String) {
        let text = std::mem::take(&mut self.text);
        let name = |start: u32, length: u32| {
            text.get(start as usize..start as usize + length as usize).unwrap_or_default()
        };
        self.members.sort_by_key(|(start, length, _)| name(*start, *length));
        let mut own = self.members.iter().map(|(start, length, _)| name(*start, *length));
        let top =
            own.next().and_then(|name| name.split_once('/')).map(|(top, _)| format!("{top}/"));
        let around = |top: &String| own.all(|name| name.starts_with(top.as_str()));
        let bag = |top: &String| {
            let sign = format!("{top}bagit.txt");
            self.members.iter().any(|(start, length, _)| name(*start, *length) == sign)
        };
        let top = top.filter(around).filter(bag).unwrap_or_default();
        let (mut kept, mut entries) = (Names::default(), Vec::with_capacity(self.members.len()));
        let mut last = None;
        for (start, length, entry) in &self.members {
            let own = name(*start, *length);
            if last == Some(own) {
                self.oddities.push(Oddity { name: own.to_owned(), kind: OddityKind::Doubled });
                continue;
            }
            last = Some(own);
            kept.push(own.strip_prefix(top.as_str()).unwrap_or(own));
            entries.push(*entry);
        }
        self.members = Vec::new();
        (kept, entries, top)
    }
}

/// Sizes and offset of a directory entry, taken from its zip64 field where the short ones say so.
fn widened(extra: &[u8], short: [u32; 3]) -> Option<[u64; 3]> {
    let mut wide = Fields(zip64(extra)?);
    let mut full = short.map(u64::from);
    for (value, short) in full.iter_mut().zip(short) {
        if short == u32::MAX {
            *value = wide.try_u64()?;
        }
    }
    wide.0.is_empty().then_some(full)
}

/// The sizes of a local header: both in its zip64 field if it has one, else the short ones.
fn local_sizes(extra: &[u8], local: &Local) -> Option<(u64, u64)> {
    let field = zip64(extra)?;
    let mut wide = Fields(field);
    if !field.is_empty() {
        let sizes = (wide.try_u64()?, wide.try_u64()?);
        return wide.0.is_empty().then_some(sizes);
    }
    let short = local.size != u32::MAX && local.packed != u32::MAX;
    short.then_some((u64::from(local.size), u64::from(local.packed)))
}

/// The zip64 field among extra fields (empty if there is none); nothing if a field stands there that
/// might give the member another name or meaning.
fn zip64(extra: &[u8]) -> Option<&[u8]> {
    let mut found: &[u8] = &[];
    let mut fields = Fields(extra);
    while !fields.0.is_empty() {
        let (kind, length) = (fields.try_u16()?, fields.try_u16()?);
        let body = fields.take(usize::from(length))?;
        match kind {
            0x0001 if found.is_empty() => found = body,
            // Times and owners: NTFS, Info-ZIP's three.
            0x000a | 0x5455 | 0x5855 | 0x7855 | 0x7875 => {}
            _ => return None,
        }
    }
    Some(found)
}

struct Local {
    flags: u16,
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
    name_length: u16,
    extra_length: u16,
}

impl Local {
    fn parse(header: &[u8; 30]) -> Option<Self> {
        let mut field = Fields(header);
        let mark = field.u32();
        let (_needed, flags, method, _time) = (field.u16(), field.u16(), field.u16(), field.u32());
        let (crc, packed, size) = (field.u32(), field.u32(), field.u32());
        let (name_length, extra_length) = (field.u16(), field.u16());
        let local = Self { flags, method, crc, packed, size, name_length, extra_length };
        (mark == LOCAL).then_some(local)
    }
}

/// Little-endian numbers in front of some bytes.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn try_array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn try_u16(&mut self) -> Option<u16> {
        self.try_array().map(u16::from_le_bytes)
    }

    fn try_u64(&mut self) -> Option<u64> {
        self.try_array().map(u64::from_le_bytes)
    }

    fn u16(&mut self) -> u16 {
        self.try_u16().unwrap_or(0)
    }

    fn u32(&mut self) -> u32 {
        self.try_array().map_or(0, u32::from_le_bytes)
    }

    fn u64(&mut self) -> u64 {
        self.try_u64().unwrap_or(0)
    }
}

/// A source that knows where it is, so that a short step forward costs no system call.
struct Window {
    source: BufReader<Box<dyn ReadSeek>>,
    position: u64,
}

impl Window {
    fn new(source: Box<dyn ReadSeek>) -> Self {
        // Where the source stands is not known yet: a place that no step leads from.
        Self { source: BufReader::with_capacity(64 << 10, source), position: u64::MAX }
    }

    fn seek_to(&mut self, place: u64) -> io::Result<()> {
        let step = i64::try_from(i128::from(place) - i128::from(self.position));
        match step {
            Ok(step) => self.source.seek_relative(step)?,
            Err(_) => {
                self.source.seek(SeekFrom::Start(place))?;
            }
        }
        self.position = place;
        Ok(())
    }

    fn at(&mut self, place: u64, length: usize) -> io::Result<Vec<u8>> {
        self.seek_to(place)?;
        self.take_vec(length)
    }

    fn take_vec(&mut self, length: impl Into<usize>) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length.into()];
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.source.read(buffer)?;
        self.position += filled as u64;
        Ok(filled)
    }
}

impl BufRead for Window {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.source.consume(amount);
        self.position += amount as u64;
    }
}

enum Body<'a> {
    Stored(io::Take<&'a mut Window>),
    Deflated(DeflateDecoder<io::Take<&'a mut Window>>),
}

/// The bytes of a member; an error at their end if they are not what the header says.
struct Member<'a> {
    body: Body<'a>,
    hash: crc32fast::Hasher,
    left: u64,
    crc: u32,
}

impl Read for Member<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let (filled, unread) = match &mut self.body {
            Body::Stored(body) => (body.read(buffer)?, 0),
            Body::Deflated(body) => (body.read(buffer)?, body.get_ref().limit()),
        };
        self.left = self.left.checked_sub(filled as u64).ok_or_else(contradiction)?;
        self.hash.update(buffer.get(..filled).unwrap_or_default());
        if filled == 0 {
            let crc = std::mem::take(&mut self.hash).finalize();
            if self.left != 0 || crc != self.crc || unread != 0 {
                return Err(contradiction());
            }
            // Asked again, it is at its end again.
            self.crc = 0;
        }
        Ok(filled)
    }
}
