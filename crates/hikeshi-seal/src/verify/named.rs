//! Do `findings.json` and `case.jsonld` speak of the same exhibits as the log?
//!
//! Both are read element by element, however long they are.

use super::{Code, Report};
use crate::bundle::record::Account;
use crate::bundle::{CASE_UCO, FINDINGS};
use crate::custody;
use crate::log::Hash;
use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::collections::BTreeSet;
use std::fmt;
use std::io::{BufReader, Read};
use std::marker::PhantomData;

#[derive(Deserialize)]
struct FoundExhibit {
    id: String,
    sha256: Option<String>,
}

/// An exhibit in `findings.json` must be known by its number and its hash.
pub(super) fn findings(file: &mut dyn Read, account: &Account, report: &mut Report) {
    let mut strange = Vec::new();
    let read = each(file, "exhibits", |exhibit: FoundExhibit| {
        let known = custody::exhibit_number(&exhibit.id).and_then(|number| account.exhibit(number));
        let same = |hash: String| known.is_some_and(|known| known.sha256.to_string() == hash);
        if known.is_none() || !exhibit.sha256.is_none_or(same) {
            strange.push(exhibit.id);
        }
    });
    told(FINDINGS, read, strange, report);
}

#[derive(Deserialize)]
struct Node {
    #[serde(rename = "case-investigation:exhibitNumber")]
    exhibit: Option<String>,
    #[serde(rename = "uco-core:hasFacet", default)]
    facets: Vec<Facet>,
}

#[derive(Deserialize)]
struct Facet {
    #[serde(rename = "uco-observable:hash")]
    hash: Option<FacetHash>,
}

#[derive(Deserialize)]
struct FacetHash {
    #[serde(rename = "uco-types:hashValue")]
    value: HashValue,
}

#[derive(Deserialize)]
struct HashValue {
    #[serde(rename = "@value")]
    hex: String,
}

/// Every exhibit must be in `case.jsonld`, and no exhibit number or hash that the log does not know.
pub(super) fn case_uco(file: &mut dyn Read, account: &Account, report: &mut Report) {
    let originals = account.exhibits.iter().map(|recorded| recorded.sha256);
    let hashes: BTreeSet<Hash> =
        originals.chain(account.copies.keys().map(|(_, hash)| *hash)).collect();
    let (mut strange, mut count) = (Vec::new(), 0);
    let read = each(file, "@graph", |node: Node| {
        if let Some(id) = node.exhibit {
            let known = custody::exhibit_number(&id).and_then(|number| account.exhibit(number));
            count += 1;
            if known.is_none() {
                strange.push(id);
            }
        }
        for hash in node.facets.into_iter().filter_map(|facet| facet.hash) {
            if Hash::from_hex(&hash.value.hex).is_none_or(|hash| !hashes.contains(&hash)) {
                strange.push(hash.value.hex);
            }
        }
    });
    if read.is_ok() && count != account.exhibits.len() {
        strange.push(format!("{count} / {}", account.exhibits.len()));
    }
    told(CASE_UCO, read, strange, report);
}

fn told(name: &str, read: serde_json::Result<()>, strange: Vec<String>, report: &mut Report) {
    if let Err(error) = read {
        let line = u64::try_from(error.line()).ok();
        report.fault(Code::MetadataForm, name, line, None);
    }
    for what in strange {
        report.fault(Code::MetadataOther, name, None, Some(what));
    }
}

/// Calls `take` with every element of the list that the document holds under `field`.
fn each<T: DeserializeOwned>(
    file: &mut dyn Read,
    field: &'static str,
    take: impl FnMut(T),
) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(file));
    let mut document = Document { field, list: List { take, kind: PhantomData } };
    reader.deserialize_map(&mut document)?;
    reader.end()
}

/// An object, of which one field is looked at.
struct Document<F, T> {
    field: &'static str,
    list: List<F, T>,
}

/// The list in that field.
struct List<F, T> {
    take: F,
    kind: PhantomData<T>,
}

impl<'de, T: DeserializeOwned, F: FnMut(T)> Visitor<'de> for &mut Document<F, T> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == self.field {
                map.next_value_seed(&mut self.list)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl<'de, T: DeserializeOwned, F: FnMut(T)> DeserializeSeed<'de> for &mut List<F, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, T: DeserializeOwned, F: FnMut(T)> Visitor<'de> for &mut List<F, T> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element()? {
            (self.take)(element);
        }
        Ok(())
    }
}
