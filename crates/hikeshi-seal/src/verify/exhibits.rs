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

const ORIGINAL: &str = "original.bin";
const RECORD: &str = "record.json";
const DERIVED: &str = "derived/";

/// Reads every file that has not been read yet and compares it with the log.
pub(super) fn check(package: &mut Package, bag: &mut Bag, ledger: &Ledger, report: &mut Report) {
    let accounted = vec![false; package.names().len()];
    let mut walk = Walk { package, bag, ledger, report, accounted };
    for number in 0..walk.accounted.len() {
        let name = walk.package.names().get(number).unwrap_or_default().to_owned();
        if bagit::is_payload(&name) {
            walk.payload(&name);
        } else if bagit::is_tag(&name) && !walk.bag.is_seen(number) {
            walk.tag(&name);
        }
    }
    walk.complete();
}

struct Walk<'a> {
    package: &'a mut Package,
    bag: &'a mut Bag,
    ledger: &'a Ledger,
    report: &'a mut Report,
    /// Files of the payload that a record accounts for.
    accounted: Vec<bool>,
}

impl Walk<'_> {
    fn payload(&mut self, name: &str) {
        let place = name.strip_prefix(bagit::PAYLOAD).and_then(|rest| rest.split_once('/'));
        let place = place.and_then(|(folder, file)| Some((custody::exhibit_number(folder)?, file)));
        if let Some((exhibit, RECORD)) = place {
            if let Some(bytes) = self.bag.small(self.package, name, self.report) {
                self.bag.add_payload(bytes.len() as u64);
                self.record(name, exhibit, &bytes);
            }
            return;
        }
        let read = self.bag.stream(self.package, name, self.report, |_, _| {});
        let Some((hash, size)) = read else { return };
        self.bag.add_payload(size);
        let account = &self.ledger.account;
        match place {
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

    fn record(&mut self, name: &str, exhibit: u32, bytes: &[u8]) {
        let Some(record) = BundleRecord::parse(bytes) else {
            self.report.broken(Code::RecordForm, name);
            return;
        };
        let Some(recorded) = self.ledger.account.exhibit(exhibit) else { return };
        self.account_for(name);
        if record.facts() != Some(recorded.facts) {
            self.report.broken(Code::RecordOther, name);
        }
        let folder = name.strip_suffix(RECORD).unwrap_or_default();
        let original = format!("{folder}{ORIGINAL}");
        let present = self.package.names().find(&original).is_some();
        match (&record.withheld, present) {
            (None, false) => self.report.missing(&original),
            (Some(_), true) => self.report.broken(Code::WithheldPresent, &original),
            (Some(_), false) => self.report.caution(Caution::Withheld, &original),
            (None, true) => {}
        }
        self.account_for(&original);
        for copy in &record.derived {
            let path = format!("{folder}{}", copy.path);
            if self.package.names().find(&path).is_none() {
                self.report.missing(&path);
            } else if !self.is_copy(exhibit, copy, &path) {
                self.report.fault(Code::CopyOther, name, None, Some(copy.path.clone()));
            }
            self.account_for(&path);
        }
    }

    /// Whether a copy named in a record is in the log and listed under the same hash.
    fn is_copy(&self, exhibit: u32, copy: &DerivedCopy, path: &str) -> bool {
        let hash = Hash::from_hex(&copy.sha256);
        let known = hash.and_then(|hash| self.ledger.account.copied(exhibit, hash));
        let same =
            known.is_some_and(|own| (own.leaf, own.size_bytes) == (copy.leaf, copy.size_bytes));
        same && copy.path.starts_with(DERIVED) && self.bag.listed_as(self.package, path) == hash
    }

    fn account_for(&mut self, name: &str) {
        let number = self.package.names().find(name);
        if let Some(slot) = number.and_then(|number| self.accounted.get_mut(number)) {
            *slot = true;
        }
    }

    fn tag(&mut self, name: &str) {
        let proof = name.strip_prefix("log/").and_then(|name| name.strip_suffix(".tlog-proof"));
        if let Some(exhibit) = proof {
            let bytes = self.bag.small(self.package, name, self.report);
            let number = custody::exhibit_number(exhibit);
            if bytes.is_some_and(|bytes| !self.proves(number, &bytes)) {
                self.report.broken(Code::Proof, name);
            }
            return;
        }
        let account = &self.ledger.account;
        self.bag.stream(self.package, name, self.report, |file, report| match name {
            FINDINGS => named::findings(file, account, report),
            CASE_UCO => named::case_uco(file, account, report),
            _ => {}
        });
    }

    fn proves(&self, exhibit: Option<u32>, bytes: &[u8]) -> bool {
        let Ledger { account, note, checkpoint } = self.ledger;
        let recorded = exhibit.and_then(|number| account.exhibit(number));
        let proof = std::str::from_utf8(bytes).ok().and_then(TlogProof::parse);
        let (Some(recorded), Some(proof)) = (recorded, proof) else { return false };
        let Some(leaf) = account.tree.leaf(recorded.leaf) else { return false };
        // That checkpoint is the bundle's own, whose signature has been checked once for all proofs.
        let own = (account.tree.size(), account.tree.root());
        let (size, root) = checkpoint.as_ref().map_or(own, |signed| (signed.size, signed.root));
        proof.index == recorded.leaf
            && proof.checkpoint == *note
            && log::verify_inclusion(&leaf, proof.index, size, &proof.hashes, &root)
    }

    /// What is not there, and what nobody accounts for.
    fn complete(&mut self) {
        for number in 1..=u32::try_from(self.ledger.account.exhibits.len()).unwrap_or(u32::MAX) {
            let record = format!("{}{}/{RECORD}", bagit::PAYLOAD, custody::exhibit_name(number));
            for name in [record, bundle::proof_name(number)] {
                if self.package.names().find(&name).is_none() {
                    self.report.missing(&name);
                }
            }
        }
        for (name, accounted) in self.package.names().iter().zip(&self.accounted) {
            if bagit::is_payload(name) && !accounted {
                self.report.broken(Code::NotRecorded, name);
            }
        }
    }
}
