//! What stands in an exhibit's `record.json`, and how does it follow from the log?

use crate::bundle::FINDINGS;
use crate::custody::{self, Custody, Event, Grade};
use crate::log::{Hash, Tree, leaf_hash};
use crate::package::names;
use crate::{json, limits};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The version of the bundle format.
pub const FORMAT: u32 = 2;

/// `data/E-nnnn/record.json`: what the log says of an exhibit, and which of its bytes are in the
/// bundle. The fields stand in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleRecord {
    /// When, in UTC.
    pub at_utc: String,
    /// Copies of it that are in the bundle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<DerivedCopy>,
    /// How it came in: `collected` or `imported`.
    pub event: Event,
    /// [`FORMAT`].
    pub format: u32,
    /// The origin grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Keys of the sentences that say why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grade_reasons: Vec<String>,
    /// The exhibit, as `E-0001`.
    pub id: String,
    /// The place in the log of the leaf that recorded it, the first being 0.
    pub leaf: u64,
    /// The name it came with; never used as a path.
    pub name: String,
    /// The exhibit it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// SHA-256 of the original, lower-case hex, also where the original is withheld.
    pub sha256: String,
    /// The original's size.
    pub size_bytes: u64,
    /// Why `original.bin` is not in the bundle: a key. Absent where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
}

/// A redacted copy or a preview in `derived/`. The fields stand in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedCopy {
    /// The place in the log of the leaf that made it.
    pub leaf: u64,
    /// Where it lies, from the exhibit's folder, such as `derived/redacted.csv`.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
}

impl BundleRecord {
    /// What the leaf that recorded an exhibit says; `None` for a leaf that records none.
    pub fn of_leaf(event: &Custody) -> Option<Self> {
        let id = event.exhibit.clone()?;
        if !matches!(event.event, Event::Collected | Event::Imported) {
            return None;
        }
        let name = event.source.as_ref().and_then(|source| source.name.clone());
        Some(Self {
            format: FORMAT,
            name: name.unwrap_or_default(),
            id,
            of: event.of.clone(),
            sha256: event.output_sha256.clone()?,
            size_bytes: event.size?,
            grade: event.grade,
            grade_reasons: event.grade_reasons.clone(),
            event: event.event,
            at_utc: event.at_utc.clone(),
            leaf: event.seq,
            withheld: None,
            derived: Vec::new(),
        })
    }

    /// The file: canonical JSON and a line feed.
    pub fn text(&self) -> Result<Vec<u8>, json::Fault> {
        let copies = self.derived.iter().flat_map(|copy| [copy.leaf, copy.size_bytes]);
        let numbers: Vec<u64> = [self.leaf, self.size_bytes].into_iter().chain(copies).collect();
        let mut text = json::sorted(self, &numbers)?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads what [`BundleRecord::text`] writes, and no other spelling of it.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let record: Self = serde_json::from_slice(bytes).ok()?;
        (record.text().ok()? == bytes).then_some(record)
    }

    /// One hash for all that must agree with the log: of the file itself, if the original and no copy is
    /// in the bundle.
    pub fn facts(&self) -> Option<Hash> {
        let facts = Self { withheld: None, derived: Vec::new(), ..self.clone() };
        Some(sha256(&facts.text().ok()?))
    }
}

/// SHA-256 of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

/// What the log says of an exhibit, in few bytes.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    /// The leaf that recorded it.
    pub leaf: u64,
    /// The original's hash.
    pub sha256: Hash,
    /// The original's size.
    pub size_bytes: u64,
    /// See [`BundleRecord::facts`].
    pub facts: Hash,
}

/// What the log says of a copy, in few bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The leaf that made it first.
    pub leaf: u64,
    /// Its size.
    pub size_bytes: u64,
}

/// A whole log as far as a bundle needs it.
#[derive(Debug, Default)]
pub struct Account {
    /// The Merkle tree of all leaves.
    pub tree: Tree,
    /// The exhibits, E-0001 first.
    pub exhibits: Vec<Recorded>,
    /// Copies of exhibits, by exhibit and hash.
    pub copies: BTreeMap<(u32, Hash), Copied>,
    /// Files of the bundle that the log names with their hash, since the newest examination.
    pub files: BTreeMap<String, Hash>,
    /// The case all events name.
    pub case: String,
    /// Bytes of all leaves.
    pub bytes: u64,
}

/// Why a leaf does not follow from those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafFault {
    /// It is not a custody event in canonical form.
    NotAnEvent,
    /// Its place is not the next one.
    Seq,
    /// It does not name the leaf before.
    PrevLeaf,
    /// It names another case.
    Case,
    /// It names an exhibit that is not recorded yet, or skips a number.
    Exhibit,
    /// It says a copy was made from other bytes than the exhibit's.
    Copy,
    /// It names more files of the bundle than [`limits::MOST_NAMED_FILES`], or one that no bundle can hold.
    Named,
    /// The log is longer than [`limits`] allows. The tree does not grow by this leaf or any after it.
    TooLong,
}

impl Account {
    /// Takes in the next leaf (without its line feed) and says what is wrong with it. The tree grows by
    /// it in any case but one: [`LeafFault::TooLong`].
    pub fn add(&mut self, leaf: &[u8]) -> Result<Custody, LeafFault> {
        let place = self.tree.size();
        self.bytes += leaf.len() as u64;
        if place >= limits::MOST_LEAVES || self.bytes > limits::MOST_LOG_BYTES {
            return Err(LeafFault::TooLong);
        }
        let before = place.checked_sub(1).and_then(|last| self.tree.leaf(last));
        self.tree.push(leaf_hash(leaf));
        let event = Custody::parse(leaf).map_err(|_| LeafFault::NotAnEvent)?;
        let told = self.tell(&event).and(self.name_file(&event));
        if event.seq != place {
            return Err(LeafFault::Seq);
        }
        let named = event.prev_leaf.as_deref().map(Hash::from_hex);
        if named != before.map(Some) {
            return Err(LeafFault::PrevLeaf);
        }
        if place == 0 {
            self.case.clone_from(&event.case);
        }
        if event.case != self.case {
            return Err(LeafFault::Case);
        }
        told.map(|()| event)
    }

    /// An event `verified` that is about no exhibit and whose source names a file of the bundle says what
    /// that file must be; one about the findings begins a new list.
    fn name_file(&mut self, event: &Custody) -> Result<(), LeafFault> {
        let name = event.source.as_ref().and_then(|source| source.name.as_deref());
        let hash = event.output_sha256.as_deref().and_then(Hash::from_hex);
        let (Some(name), Some(hash)) = (name, hash) else { return Ok(()) };
        let ours = name == FINDINGS || name.starts_with("report/");
        if event.event != Event::Verified || event.exhibit.is_some() || !ours {
            return Ok(());
        }
        if name == FINDINGS {
            self.files.clear();
        }
        if self.files.len() >= limits::MOST_NAMED_FILES || !names::is_safe(name) {
            return Err(LeafFault::Named);
        }
        self.files.insert(name.to_owned(), hash);
        Ok(())
    }

    fn tell(&mut self, event: &Custody) -> Result<(), LeafFault> {
        let known = |name: &str| {
            let number = custody::exhibit_number(name)?;
            self.exhibit(number).map(|recorded| (number, recorded))
        };
        if event.of.as_deref().is_some_and(|of| known(of).is_none()) {
            return Err(LeafFault::Exhibit);
        }
        let Some(name) = event.exhibit.as_deref() else { return Ok(()) };
        if let Some((exhibit, recorded)) = known(name) {
            return self.copy(event, exhibit, recorded.sha256);
        }
        let next = u32::try_from(self.exhibits.len() + 1).unwrap_or(u32::MAX);
        let record = BundleRecord::of_leaf(event).filter(|_| name == custody::exhibit_name(next));
        let recorded = record.and_then(|record| {
            let (sha256, facts) = (Hash::from_hex(&record.sha256)?, record.facts()?);
            Some(Recorded { leaf: event.seq, sha256, size_bytes: record.size_bytes, facts })
        });
        self.exhibits.push(recorded.ok_or(LeafFault::Exhibit)?);
        Ok(())
    }

    /// A second event of an exhibit that makes bytes makes a copy.
    fn copy(&mut self, event: &Custody, exhibit: u32, original: Hash) -> Result<(), LeafFault> {
        match event.event {
            Event::Collected | Event::Imported => return Err(LeafFault::Exhibit),
            Event::Derived => {}
            _ => return Ok(()),
        }
        let hex = |text: &Option<String>| text.as_deref().and_then(Hash::from_hex);
        let made = hex(&event.output_sha256).zip(event.size);
        let (sha256, size_bytes) = made.ok_or(LeafFault::Copy)?;
        if hex(&event.input_sha256) != Some(original) {
            return Err(LeafFault::Copy);
        }
        let copied = Copied { leaf: event.seq, size_bytes };
        self.copies.entry((exhibit, sha256)).or_insert(copied);
        Ok(())
    }

    /// What is recorded of an exhibit.
    pub fn exhibit(&self, number: u32) -> Option<Recorded> {
        self.exhibits.get((number as usize).checked_sub(1)?).copied()
    }

    /// What is recorded of a copy of an exhibit.
    pub fn copied(&self, exhibit: u32, sha256: Hash) -> Option<Copied> {
        self.copies.get(&(exhibit, sha256)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_stands_where_rfc_8785_wants_it() {
        let text = || Some("\u{1}\u{2028}\"".to_owned());
        let copy = DerivedCopy {
            path: "derived/a".to_owned(),
            sha256: "00".to_owned(),
            size_bytes: 1,
            leaf: 2,
        };
        let record = BundleRecord {
            format: FORMAT,
            id: "E-0001".to_owned(),
            name: "\u{53d6}".to_owned(),
            of: text(),
            sha256: "00".to_owned(),
            size_bytes: 3,
            grade: Some(Grade::D),
            grade_reasons: vec!["b".to_owned()],
            event: Event::Imported,
            at_utc: "2026".to_owned(),
            leaf: 4,
            withheld: text(),
            derived: vec![copy],
        };
        for record in [BundleRecord { withheld: None, derived: vec![], ..record.clone() }, record] {
            let canonical = json::canonical(&serde_json::to_value(&record).unwrap()).unwrap();
            let written = record.text().unwrap();
            assert_eq!(written.strip_suffix(b"\n").unwrap(), canonical);
            assert_eq!(BundleRecord::parse(&written).as_ref(), Some(&record));
            let is_plain = record.withheld.is_none();
            assert_eq!(record.facts() == Some(sha256(&written)), is_plain);
        }
    }
}
