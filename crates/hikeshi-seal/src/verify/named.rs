//! Do `findings.json` and `case.jsonld` speak of the same exhibits as the log?
//!
//! Both are read element by element, however long they are. `case.jsonld` is the longest file of a case of many
//! exhibits; its nodes stand one a line, which reads several times faster than JSON of any form.

use super::{Code, Report};
use crate::bundle::record::Account;
use crate::bundle::{CASE_UCO, FINDINGS};
use crate::case_uco::{HEAD, LIST, LIST_END, TAIL};
use crate::custody;
use crate::limits::LONGEST_TEXT_BYTES;
use crate::log::Hash;
use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read};
use std::marker::PhantomData;

/// The longest line of `case.jsonld`: a leaf, every byte of which is escaped, fits.
const LONGEST_LINE: u64 = 1 << 20;

#[derive(Deserialize)]
struct FoundExhibit {
    id: String,
    sha256: Option<String>,
}

/// An exhibit in `findings.json` must be known by its number and its hash.
pub(super) fn findings(file: &mut dyn Read, account: &Account, report: &mut Report) {
    let mut file = ShortTexts { file, length: None, escaped: false };
    let read = each(&mut file, "exhibits", |exhibit: FoundExhibit| {
        let known = custody::exhibit_number(&exhibit.id).and_then(|number| account.exhibit(number));
        let same = |hash: String| known.is_some_and(|known| known.sha256.to_string() == hash);
        if known.is_none() || !exhibit.sha256.is_none_or(same) {
            report.fault(Code::MetadataOther, FINDINGS, None, Some(exhibit.id));
        }
    });
    if let Err(error) = read {
        report.fault(Code::MetadataForm, FINDINGS, Some(error.line() as u64), None);
    }
}

/// JSON whose texts are all short enough to be kept in memory; another one cannot be read on.
struct ShortTexts<'a> {
    file: &'a mut dyn Read,
    /// Bytes of the text that is being read, if it is one.
    length: Option<usize>,
    /// Whether the next byte is spoken for by a backslash.
    escaped: bool,
}

impl Read for ShortTexts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.file.read(buffer)?;
        for byte in buffer.iter().take(filled) {
            self.length = match (self.length, byte) {
                (None, b'"') => Some(0),
                (None, _) => None,
                (Some(_), b'"') if !self.escaped => None,
                (Some(length), _) => Some(length + 1),
            };
            self.escaped = self.length.is_some() && *byte == b'\\' && !self.escaped;
            if self.length > Some(LONGEST_TEXT_BYTES) {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        Ok(filled)
    }
}

#[derive(Deserialize)]
struct Node<'a> {
    #[serde(rename = "case-investigation:exhibitNumber", borrow)]
    exhibit: Option<Cow<'a, str>>,
    #[serde(rename = "uco-core:hasFacet", default, borrow)]
    facets: Vec<Facet<'a>>,
}

#[derive(Deserialize)]
struct Facet<'a> {
    #[serde(rename = "uco-observable:hash", borrow)]
    hash: Option<FacetHash<'a>>,
}

#[derive(Deserialize)]
struct FacetHash<'a> {
    #[serde(rename = "uco-types:hashValue", borrow)]
    value: HashValue<'a>,
}

#[derive(Deserialize)]
struct HashValue<'a> {
    #[serde(rename = "@value", borrow)]
    hex: Cow<'a, str>,
}

/// Every exhibit must be in `case.jsonld`, and no exhibit number or hash that the log does not know.
pub(super) fn case_uco(file: &mut dyn Read, account: &Account, report: &mut Report) {
    let originals = account.exhibits.iter().map(|recorded| recorded.sha256);
    let mut hashes: Vec<Hash> = originals.chain(account.copies.keys().map(|own| own.1)).collect();
    hashes.sort_unstable();
    let is_known =
        |hex: &str| Hash::from_hex(hex).is_some_and(|hash| hashes.binary_search(&hash).is_ok());
    let strange = |what: String, report: &mut Report| {
        report.fault(Code::MetadataOther, CASE_UCO, None, Some(what));
    };
    let mut count = 0;
    let read = each_node(file, |node| {
        if let Some(id) = node.exhibit {
            let known = custody::exhibit_number(&id).and_then(|number| account.exhibit(number));
            count += 1;
            if known.is_none() {
                strange(id.into_owned(), report);
            }
        }
        for hash in node.facets.into_iter().filter_map(|facet| facet.hash) {
            if !is_known(&hash.value.hex) {
                strange(hash.value.hex.into_owned(), report);
            }
        }
    });
    match read {
        Err(line) => report.fault(Code::MetadataForm, CASE_UCO, Some(line), None),
        Ok(()) if count == account.exhibits.len() => {}
        Ok(()) => strange(format!("{count} / {}", account.exhibits.len()), report),
    }
}

/// Calls `take` with every node of `case.jsonld`; says the line on which it is not in form.
fn each_node(file: &mut dyn Read, mut take: impl FnMut(Node<'_>)) -> Result<(), u64> {
    let mut file = BufReader::with_capacity(64 << 10, file);
    let mut line = Vec::new();
    let mut heads = HEAD.lines();
    let mut state = State::Nodes;
    for number in 1.. {
        line.clear();
        file.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|_| number)?;
        if let Some(head) = heads.next() {
            if line.strip_suffix(b"\n") != Some(head.as_bytes()) {
                return Err(number);
            }
            continue;
        }
        if state == State::Ended {
            let ended = line == TAIL.as_bytes() && file.read(&mut [0]).is_ok_and(|more| more == 0);
            return if ended { Ok(()) } else { Err(number) };
        }
        let (next, node) = state.next(&mut line).ok_or(number)?;
        state = next;
        take(serde_json::from_slice(node).map_err(|_| number)?);
    }
    Ok(())
}

/// Where in `case.jsonld` a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A node of the graph.
    Nodes,
    /// An exhibit in the list of the investigation, which is the last node.
    List,
    /// Behind the last node.
    Ended,
}

impl State {
    /// What follows a line, and the node on it: a comma says that there are more.
    fn next(self, line: &mut Vec<u8>) -> Option<(Self, &[u8])> {
        let end = if self == Self::List { LIST_END } else { "" };
        line.pop().filter(|last| *last == b'\n')?;
        if self == Self::Nodes && line.ends_with(LIST.as_bytes()) {
            line.extend(LIST_END.bytes());
            return Some((Self::List, line));
        }
        let node = line.strip_suffix(b",").map(|node| (self, node));
        node.or_else(|| Some((Self::Ended, line.strip_suffix(end.as_bytes())?)))
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
