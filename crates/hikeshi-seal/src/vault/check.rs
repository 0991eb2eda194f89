//! Are the bytes still the ones that were sealed? Reads every object, names each that is missing or
//! changed, and goes on.

use super::{Object, Vault};
use crate::exhibit::{CHUNK, Digest};
use std::collections::BTreeMap;
use std::io;

/// One exhibit or copy whose bytes are not the sealed ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// The exhibit, or the exhibit the copy was made of.
    pub id: u32,
    /// The name it came with.
    pub name: String,
    /// The SHA-256 it should have, lower-case hex.
    pub sha256: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// They are not there.
    Missing,
    /// They are others.
    Changed,
    /// The disk does not give them, or they do not decrypt.
    Unreadable,
}

impl Vault {
    /// Reads and hashes every content once. The log was checked when the vault was opened. Empty when
    /// nothing is wrong; otherwise in the order of the exhibits, their copies after them.
    pub fn verify(&self) -> Vec<Damage> {
        let exhibits = self.records().iter();
        let exhibits = exhibits.map(|own| (own.id, &own.name, &own.sha256, own.size_bytes));
        let copies = self.derivatives().iter();
        let copies = copies.map(|own| (own.of, &own.name, &own.sha256, own.size_bytes));
        let mut seen: BTreeMap<&String, Option<What>> = BTreeMap::new();
        let mut buffer = vec![0; CHUNK];
        let mut damages = Vec::new();
        for (id, name, sha256, size_bytes) in exhibits.chain(copies) {
            let what = *seen.entry(sha256).or_insert_with(|| {
                let expected = Digest { sha256: sha256.clone(), size_bytes };
                match self.open_content(sha256) {
                    Ok(object) => compare(object, &expected, &mut buffer),
                    Err(crate::Error::Store { cause, .. })
                        if cause.kind() == io::ErrorKind::NotFound =>
                    {
                        Some(What::Missing)
                    }
                    Err(_) => Some(What::Unreadable),
                }
            });
            damages.extend(what.map(|what| Damage {
                id,
                name: name.clone(),
                sha256: sha256.clone(),
                what,
            }));
        }
        damages
    }
}

fn compare(mut object: Object, expected: &Digest, buffer: &mut [u8]) -> Option<What> {
    match Digest::copying(&mut object, &mut io::sink(), buffer) {
        Ok(found) if found == *expected => None,
        Ok(_) => Some(What::Changed),
        Err(_) => Some(What::Unreadable),
    }
}
