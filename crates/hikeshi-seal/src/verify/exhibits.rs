//! Are the exhibits, their records, copies and proofs those that the log speaks of?

use super::bag::Bag;
use super::ledger::Ledger;
use super::{Caution, Code, Report, named};
use crate::bagit;
use crate::bundle::record::{BundleRecord, DerivedCopy};
use crate::bundle::{self, CASE_UCO, FINDINGS};
use crate::checkpoint::TlogProof;
use crate::custody;
use crate::log::{self, Hash};
use crate::package::Package;
use crate::package::names::Names;

const ORIGINAL: &str = "original.bin";
const RECORD: &str = "record.json";
const DERIVED: &str = "derived/";
/// Bytes read at once; records and proofs fit.
const CHUNK: usize = 128 << 10;

/// Reads every file that has not been read yet and compares it with the log.
pub(super) fn check(package: &mut Package, bag: &mut Bag, ledger: &Ledger, report: &mut Report) {
    let names = package.shared_names();
    let tree = &ledger.account.tree;
    let own = (tree.size(), tree.root());
    let signed = ledger.checkpoint.as_ref().map_or(own, |signed| (signed.size, signed.root));
    let exhibits = ledger.account.exhibits.len();
    let mut walk = Walk {
        names: &names,
        package,
        bag,
        ledger,
        report,
        signed,
        is_own: signed == own,
        accounted: vec![false; names.len()],
        recorded: vec![false; exhibits],
        proven: vec![false; exhibits],
    };
    let mut buffer = vec![0; CHUNK];
    for (number, name) in names.iter().enumerate() {
        if bagit::is_payload(name) {
            walk.payload(number, name, &mut buffer);
        } else if bagit::is_tag(name) {
            walk.tag(number, name, &mut buffer);
        }
    }
    walk.complete();
}

struct Walk<'a> {
    names: &'a Names,
    package: &'a mut Package,
    bag: &'a mut Bag,
    ledger: &'a Ledger,
    report: &'a mut Report,
    /// Size and root that proofs must lead to.
    signed: (u64, Hash),
    /// Whether they are those of the leaves that are here.
    is_own: bool,
    /// Files of the payload that a record accounts for.
    accounted: Vec<bool>,
    /// Exhibits that have their record, E-0001 first.
    recorded: Vec<bool>,
    /// Exhibits that have their proof.
    proven: Vec<bool>,
}

impl Walk<'_> {
    fn payload(&mut self, number: usize, name: &str, buffer: &mut [u8]) {
        let place = name.strip_prefix(bagit::PAYLOAD).and_then(|rest| rest.split_once('/'));
        let place = place.and_then(|(folder, file)| Some((custody::exhibit_number(folder)?, file)));
        if let Some((exhibit, RECORD)) = place {
            note(&mut self.recorded, exhibit);
        }
        let read = self.bag.whole(self.package, number, buffer, self.report);
        let Some((hash, size)) = read else { return };
        self.bag.add_payload(size);
        let account = &self.ledger.account;
        match place {
            Some((exhibit, RECORD)) => {
                let Some(recorded) = account.exhibit(exhibit) else {
                    // What a record of nothing names stays unaccounted for.
                    self.parsed(name, size, buffer);
                    return;
                };
                if recorded.facts == hash {
                    self.plain_record(number, name);
                } else if let Some(record) = self.parsed(name, size, buffer) {
                    self.record(number, name, exhibit, &record);
                }
            }
            Some((exhibit, ORIGINAL)) => {
                let recorded = account.exhibit(exhibit);
                if recorded.is_some_and(|own| (own.sha256, own.size_bytes) != (hash, size)) {
                    self.report.broken(Code::OriginalOther, name);
                }
            }
            Some((exhibit, file)) if file.starts_with(DERIVED) => {
                let copied = account.copied(exhibit, hash);
                if copied.is_none_or(|own| own.size_bytes != size) {
                    self.report.broken(Code::CopyOther, name);
                }
            }
            _ => {}
        }
    }

    /// What a record says that was just read, if it is one.
    fn parsed(&mut self, name: &str, size: u64, buffer: &[u8]) -> Option<BundleRecord> {
        let whole = usize::try_from(size).ok().and_then(|size| buffer.get(..size));
        let record = match whole {
            Some(bytes) => BundleRecord::parse(bytes),
            // One with more copies than fit into the buffer.
            None => BundleRecord::parse(&self.bag.small(self.package, name, self.report)?),
        };
        if record.is_none() {
            self.report.broken(Code::RecordForm, name);
        }
        record
    }

    /// A record that is to the byte what follows from the log: the original is here and no copy.
    fn plain_record(&mut self, number: usize, name: &str) {
        self.account_for(Some(number));
        let folder = name.strip_suffix(RECORD).unwrap_or_default();
        let original = self.beside(number, folder, ORIGINAL);
        if original.is_none() {
            self.report.missing(&format!("{folder}{ORIGINAL}"));
        }
        self.account_for(original);
    }

    fn record(&mut self, number: usize, name: &str, exhibit: u32, record: &BundleRecord) {
        let facts = self.ledger.account.exhibit(exhibit).map(|recorded| recorded.facts);
        self.account_for(Some(number));
        if record.facts() != facts {
            self.report.broken(Code::RecordOther, name);
        }
        let folder = name.strip_suffix(RECORD).unwrap_or_default();
        let place = self.beside(number, folder, ORIGINAL);
        let original = format!("{folder}{ORIGINAL}");
        match (&record.withheld, place) {
            (None, None) => self.report.missing(&original),
            (Some(_), Some(_)) => self.report.broken(Code::WithheldPresent, &original),
            (Some(_), None) => self.report.caution(Caution::Withheld, &original),
            (None, Some(_)) => {}
        }
        self.account_for(place);
        for copy in &record.derived {
            let place = self.beside(number, folder, &copy.path);
            match place {
                None => self.report.missing(&format!("{folder}{}", copy.path)),
                Some(place) if self.is_copy(exhibit, copy, place) => {}
                Some(_) => {
                    self.report.fault(Code::CopyOther, name, None, Some(copy.path.clone()));
                }
            }
            self.account_for(place);
        }
    }

    /// Whether a copy named in a record is in the log and listed under the same hash.
    fn is_copy(&self, exhibit: u32, copy: &DerivedCopy, place: usize) -> bool {
        let hash = Hash::from_hex(&copy.sha256);
        let known = hash.and_then(|hash| self.ledger.account.copied(exhibit, hash));
        let same =
            known.is_some_and(|own| (own.leaf, own.size_bytes) == (copy.leaf, copy.size_bytes));
        same && copy.path.starts_with(DERIVED) && self.bag.listed(place) == hash
    }

    /// The number of a file in a folder: mostly of the one before this one.
    fn beside(&self, number: usize, folder: &str, file: &str) -> Option<usize> {
        let is = |name: &str| name.strip_prefix(folder) == Some(file);
        let before = number.checked_sub(1).filter(|before| self.names.get(*before).is_some_and(is));
        before.or_else(|| self.names.find(&format!("{folder}{file}")))
    }

    fn account_for(&mut self, number: Option<usize>) {
        if let Some(slot) = number.and_then(|number| self.accounted.get_mut(number)) {
            *slot = true;
        }
    }

    fn tag(&mut self, number: usize, name: &str, buffer: &mut [u8]) {
        let proof = name.strip_prefix("log/").and_then(|name| name.strip_suffix(".tlog-proof"));
        if let Some(exhibit) = proof {
            let exhibit = custody::exhibit_number(exhibit);
            note(&mut self.proven, exhibit.unwrap_or(0));
            let read = self.bag.whole(self.package, number, buffer, self.report);
            let Some((_, size)) = read else { return };
            let bytes = usize::try_from(size).ok().and_then(|size| buffer.get(..size));
            if bytes.is_none_or(|bytes| !self.proves(exhibit, bytes)) {
                self.report.broken(Code::Proof, name);
            }
        } else if !self.bag.is_seen(number) {
            let account = &self.ledger.account;
            self.bag.stream(self.package, number, self.report, |file, report| match name {
                FINDINGS => named::findings(file, account, report),
                CASE_UCO => named::case_uco(file, account, report),
                _ => {}
            });
        }
    }

    fn proves(&self, exhibit: Option<u32>, bytes: &[u8]) -> bool {
        let Ledger { account, note, .. } = self.ledger;
        let Some(recorded) = exhibit.and_then(|number| account.exhibit(number)) else {
            return false;
        };
        // There is one proof only that leads from a leaf to the root of its tree.
        if self.is_own {
            let hashes = account.tree.inclusion(recorded.leaf, account.tree.size());
            let proof = hashes.map(|hashes| {
                TlogProof { index: recorded.leaf, hashes, checkpoint: note.clone() }.text()
            });
            return proof.is_some_and(|proof| proof.as_bytes() == bytes);
        }
        let proof = std::str::from_utf8(bytes).ok().and_then(TlogProof::parse);
        let (Some(proof), Some(leaf)) = (proof, account.tree.leaf(recorded.leaf)) else {
            return false;
        };
        // That checkpoint is the bundle's own, whose signature has been checked once for all proofs.
        proof.index == recorded.leaf
            && proof.checkpoint == *note
            && log::verify_inclusion(
                &leaf,
                proof.index,
                self.signed.0,
                &proof.hashes,
                &self.signed.1,
            )
    }

    /// What is not there, and what nobody accounts for.
    fn complete(&mut self) {
        for (number, (recorded, proven)) in (1..).zip(self.recorded.iter().zip(&self.proven)) {
            if !recorded {
                let folder = custody::exhibit_name(number);
                self.report.missing(&format!("{}{folder}/{RECORD}", bagit::PAYLOAD));
            }
            if !proven {
                self.report.missing(&bundle::proof_name(number));
            }
        }
        for (name, accounted) in self.names.iter().zip(&self.accounted) {
            if bagit::is_payload(name) && !accounted {
                self.report.broken(Code::NotRecorded, name);
            }
        }
    }
}

/// Marks an exhibit, E-0001 being the first.
fn note(list: &mut [bool], exhibit: u32) {
    let place = (exhibit as usize).checked_sub(1);
    if let Some(slot) = place.and_then(|place| list.get_mut(place)) {
        *slot = true;
    }
}
