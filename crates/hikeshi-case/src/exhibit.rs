//! What was handed in: sealed bytes with an id, and the way to open them again.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::io::{self, Read, Seek};

/// The number of an exhibit within a case; prints as `E-0001`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExhibitId(pub u32);

impl fmt::Display for ExhibitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E-{:04}", self.0)
    }
}

impl fmt::Debug for ExhibitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl ExhibitId {
    /// Reads `E-0001`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(text.strip_prefix("E-")?.parse().ok()?);
        (id.0 > 0 && id.to_string() == text).then_some(id)
    }
}

impl<'de> Deserialize<'de> for ExhibitId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("this is no exhibit"))
    }
}

impl Serialize for ExhibitId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One sealed exhibit, as the vault recorded it.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// Its number.
    pub id: ExhibitId,
    /// The name it came with; a member of an archive is `outer.zip!/inner.csv`.
    pub name: String,
    /// The archive, mail or picture it was taken from.
    pub of: Option<ExhibitId>,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
}

impl Exhibit {
    /// The last part of the name, without folders and without the archive around it.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }
}

/// Bytes that can be read more than once.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// The exhibits of a case and the way to open them. The examination knows no files: it reads what
/// it is handed, as often as it needs.
pub trait Exhibits {
    /// Every exhibit, in the order of its number.
    fn all(&self) -> &[Exhibit];
    /// Opens the sealed bytes of one exhibit at their beginning.
    fn open(&self, id: ExhibitId) -> io::Result<Box<dyn ReadSeek + '_>>;
}

/// Exhibits held in memory: for tests, fuzzing and small things a person pastes.
#[derive(Debug, Default)]
pub struct InMemory {
    exhibits: Vec<Exhibit>,
    bytes: Vec<Vec<u8>>,
}

impl InMemory {
    /// Adds an exhibit under the next number. The hash is left empty: nothing here is sealed.
    pub fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) -> ExhibitId {
        let bytes = bytes.into();
        let id = ExhibitId(u32::try_from(self.exhibits.len() + 1).unwrap_or(u32::MAX));
        self.exhibits.push(Exhibit {
            id,
            name: name.to_owned(),
            of: None,
            sha256: String::new(),
            size_bytes: bytes.len() as u64,
        });
        self.bytes.push(bytes);
        id
    }
}

impl Exhibits for InMemory {
    fn all(&self) -> &[Exhibit] {
        &self.exhibits
    }

    fn open(&self, id: ExhibitId) -> io::Result<Box<dyn ReadSeek + '_>> {
        let bytes = self.bytes.get((id.0 as usize).wrapping_sub(1));
        let bytes = bytes.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Box::new(io::Cursor::new(bytes.as_slice())))
    }
}
