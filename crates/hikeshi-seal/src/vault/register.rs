//! What do the leaves of a log say together? The exhibits, their copies and what is on hold, read
//! from custody events in their order. There is no second list that could disagree.

use crate::custody::{Custody, Event, exhibit_name, exhibit_number};
use crate::exhibit::{Derivative, Record};
use crate::log::{Hash, Tree, leaf_hash};
use std::collections::BTreeSet;

/// The state after some leaves.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) tree: Tree,
    pub(super) records: Vec<Record>,
    pub(super) derivatives: Vec<Derivative>,
    pub(super) held: BTreeSet<u32>,
    /// Every content that is cited.
    pub(super) contents: BTreeSet<Hash>,
}

impl Register {
    /// The leaf hash of the last event.
    pub(super) fn tip(&self) -> Option<Hash> {
        self.tree.leaf(self.tree.size().checked_sub(1)?)
    }

    /// The number the next exhibit gets.
    pub(super) fn next_id(&self) -> u32 {
        u32::try_from(self.records.len() + 1).unwrap_or(u32::MAX)
    }

    /// Takes over the next leaf of a log. `Err` says what is wrong with it; nothing is changed then.
    pub(super) fn admit(&mut self, leaf: &[u8], case: &str) -> Result<(), &'static str> {
        let event = Custody::parse(leaf).map_err(|_| "it is not a custody event")?;
        if event.seq != self.tree.size() {
            return Err("it has the wrong number");
        }
        if event.case != case {
            return Err("it is of another case");
        }
        if event.prev_leaf != self.tip().map(|tip| tip.to_string()) {
            return Err("it does not follow the line before");
        }
        self.apply(&event)?;
        self.tree.push(leaf_hash(leaf));
        Ok(())
    }

    /// Takes over what an event says, without its place in the tree.
    pub(super) fn apply(&mut self, event: &Custody) -> Result<(), &'static str> {
        let known = |name: &str| {
            exhibit_number(name).filter(|id| *id < self.next_id()).ok_or("there is no such exhibit")
        };
        if matches!(event.event, Event::Imported | Event::Collected) {
            let of = event.of.as_deref().map(known).transpose()?;
            return self.enter(event, of);
        }
        let Some(id) = event.exhibit.as_deref().map(known).transpose()? else {
            return Ok(());
        };
        match event.event {
            Event::Derived => self.derive(event, id),
            Event::PlacedOnHold => {
                self.held.insert(id);
                Ok(())
            }
            Event::ReleasedFromHold => {
                self.held.remove(&id);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn enter(&mut self, event: &Custody, of: Option<u32>) -> Result<(), &'static str> {
        let id = self.next_id();
        if event.exhibit != Some(exhibit_name(id)) {
            return Err("the exhibit has the wrong number");
        }
        let (sha256, size_bytes, content) = content(event)?;
        self.contents.insert(content);
        self.records.push(Record {
            id,
            name: name(event),
            of,
            sha256,
            size_bytes,
            grade: event.grade,
            grade_reasons: event.grade_reasons.clone(),
            seq: event.seq,
        });
        Ok(())
    }

    fn derive(&mut self, event: &Custody, of: u32) -> Result<(), &'static str> {
        let (sha256, size_bytes, content) = content(event)?;
        self.contents.insert(content);
        let method = event.method.clone();
        self.derivatives.push(Derivative { of, name: name(event), method, sha256, size_bytes });
        Ok(())
    }
}

fn name(event: &Custody) -> String {
    event.source.as_ref().and_then(|source| source.name.clone()).unwrap_or_default()
}

fn content(event: &Custody) -> Result<(String, u64, Hash), &'static str> {
    let sha256 = event.output_sha256.clone().ok_or("the hash is missing")?;
    let content = Hash::from_hex(&sha256).ok_or("the hash is none")?;
    Ok((sha256, event.size.ok_or("the size is missing")?, content))
}
