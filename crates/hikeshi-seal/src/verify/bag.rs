//! Are the files of the bundle those that its manifests list, each with the bytes they name?

use super::{Code, Report};
use crate::bagit::{self, Line};
use crate::bundle::VERIFY;
use crate::bundle::record::sha256;
use crate::hashing::{Hashing, drained};
use crate::log::Hash;
use crate::package::{Oddity, OddityKind, Package};
use std::collections::BTreeSet;
use std::io::{self, BufReader, Read};

/// The longest file that is read whole.
pub(super) const SMALL: usize = 4 << 20;
/// Files that systems leave in folders people look into.
const DROPPINGS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What the manifests say, by the number of the file.
pub(super) struct Bag {
    listed: Vec<Option<Hash>>,
    done: Vec<bool>,
    /// `Payload-Oxum` as it should be: bytes and files.
    sum: (u64, u64),
}

/// Lists oddities, reads both manifests.
pub(super) fn open(package: &mut Package, report: &mut Report) -> Bag {
    odd(package.oddities(), report);
    let files = package.names().len();
    let mut bag = Bag { listed: vec![None; files], done: vec![false; files], sum: (0, 0) };
    if let Some(hash) = manifest(package, &mut bag, bagit::TAG_MANIFEST, report) {
        report.tagmanifest_sha256 = Some(hash.to_string());
    }
    if let Some(hash) = manifest(package, &mut bag, bagit::MANIFEST, report)
        && let Some(number) = package.names().find(bagit::MANIFEST)
    {
        bag.compare(package, number, hash, report);
    }
    for name in [bagit::DECLARATION, bagit::INFO, VERIFY] {
        if package.names().find(name).is_none() {
            report.missing(name);
        }
    }
    bag
}

fn odd(oddities: &[Oddity], report: &mut Report) {
    for oddity in oddities {
        let code = match oddity.kind {
            OddityKind::UnsafeName | OddityKind::TooDeep => Code::NameUnsafe,
            OddityKind::Doubled => Code::NameDoubled,
            OddityKind::NotAFile => Code::NotAFile,
            OddityKind::Encrypted => Code::Encrypted,
            OddityKind::Member => Code::ZipMember,
            OddityKind::Overlap => Code::ZipOverlap,
        };
        report.broken(code, &oddity.name);
    }
}

/// Reads a manifest into the bag and says its own hash.
fn manifest(package: &mut Package, bag: &mut Bag, own: &str, report: &mut Report) -> Option<Hash> {
    let names = package.shared_names();
    let Some(number) = names.find(own) else {
        report.missing(own);
        return None;
    };
    let belongs = if own == bagit::MANIFEST { bagit::is_payload } else { bagit::is_tag };
    let read = package.read(number).and_then(|file| {
        let mut file = Hashing::new(file);
        // Manifests are sorted, so the next file is mostly the one that is listed next.
        let mut next = 0;
        bagit::read_manifest(BufReader::new(&mut file), |line, content| match content {
            Line::File { name, sha256 } if belongs(name) => {
                let number = Some(next).filter(|next| names.get(*next) == Some(name));
                let number = number.or_else(|| names.find(name));
                next = number.map_or(next, |number| number + 1);
                match number {
                    None => report.missing(name),
                    Some(number) if bag.list(number, sha256) => {}
                    Some(_) => {
                        report.fault(Code::ListedTwice, own, Some(line), Some(name.to_owned()));
                    }
                }
            }
            _ => report.fault(Code::ManifestLine, own, Some(line), None),
        })?;
        file.drain()
    });
    bag.seen(number);
    match read {
        Ok((hash, _)) => Some(hash),
        Err(error) => {
            report.unreadable(own, &error);
            None
        }
    }
}

impl Bag {
    fn list(&mut self, number: usize, sha256: Hash) -> bool {
        let free = self.listed.get_mut(number).filter(|slot| slot.is_none());
        free.map(|slot| *slot = Some(sha256)).is_some()
    }

    fn seen(&mut self, number: usize) {
        if let Some(slot) = self.done.get_mut(number) {
            *slot = true;
        }
    }

    /// Whether a file has been read already.
    pub(super) fn is_seen(&self, number: usize) -> bool {
        self.done.get(number).copied().unwrap_or(true)
    }

    /// The hash under which a file is listed.
    pub(super) fn listed(&self, number: usize) -> Option<Hash> {
        self.listed.get(number).copied().flatten()
    }

    /// Counts a payload file.
    pub(super) fn add_payload(&mut self, bytes: u64) {
        self.sum = (self.sum.0 + bytes, self.sum.1 + 1);
    }

    fn compare(&mut self, package: &Package, number: usize, hash: Hash, report: &mut Report) {
        if self.listed(number).is_some_and(|listed| listed != hash) {
            report.broken(Code::Changed, package.names().get(number).unwrap_or_default());
        }
    }

    /// Reads a whole small file, comparing its hash; reports what hinders.
    pub(super) fn small(
        &mut self,
        package: &mut Package,
        name: &str,
        report: &mut Report,
    ) -> Option<Vec<u8>> {
        let Some(number) = package.names().find(name) else {
            report.missing(name);
            return None;
        };
        self.seen(number);
        match package.read_small(name, SMALL)? {
            Ok(bytes) => {
                self.compare(package, number, sha256(&bytes), report);
                Some(bytes)
            }
            Err(error) => {
                report.unreadable(name, &error);
                None
            }
        }
    }

    /// Reads a file to its end, comparing its hash; says hash and size. If it fits into the buffer, its
    /// bytes stay there.
    pub(super) fn whole(
        &mut self,
        package: &mut Package,
        number: usize,
        buffer: &mut [u8],
        report: &mut Report,
    ) -> Option<(Hash, u64)> {
        let read = package.read(number).and_then(|mut file| drained(&mut file, buffer));
        self.end(package, number, read, report)
    }

    /// Reads a file through `look` and to its end, comparing its hash.
    pub(super) fn stream(
        &mut self,
        package: &mut Package,
        number: usize,
        report: &mut Report,
        look: impl FnOnce(&mut dyn Read, &mut Report),
    ) {
        let read = package.read(number).and_then(|file| {
            let mut file = Hashing::new(file);
            look(&mut file, report);
            file.drain()
        });
        self.end(package, number, read, report);
    }

    fn end(
        &mut self,
        package: &Package,
        number: usize,
        read: io::Result<(Hash, u64)>,
        report: &mut Report,
    ) -> Option<(Hash, u64)> {
        self.seen(number);
        match read {
            Ok((hash, size)) => {
                self.compare(package, number, hash, report);
                Some((hash, size))
            }
            Err(error) => {
                report.unreadable(package.names().get(number).unwrap_or_default(), &error);
                None
            }
        }
    }
}

/// What can be said when everything has been read.
pub(super) fn close(package: &mut Package, bag: &Bag, case: &str, report: &mut Report) {
    (report.payload_bytes, report.payload_files) = bag.sum;
    info(package, bag, case, report);
    for (number, name) in package.names().iter().enumerate() {
        let listed = bag.listed(number).is_some();
        if listed || !(bagit::is_tag(name) || bagit::is_payload(name)) {
            continue;
        }
        let last = name.rsplit('/').next().unwrap_or(name);
        let dropped = DROPPINGS.contains(&last) || last.starts_with("._");
        if dropped && !bagit::is_payload(name) {
            report.outside(name);
        } else {
            report.broken(Code::Unlisted, name);
        }
    }
    let (oddities, outside) = package.leftovers();
    // A member that could not be read has been named already.
    let named: BTreeSet<&str> = report.faults.iter().map(|fault| fault.file.as_str()).collect();
    let fresh = |odd: &Oddity| !named.contains(odd.name.as_str());
    let oddities: Vec<Oddity> = oddities.into_iter().filter(fresh).collect();
    odd(&oddities, report);
    for one in &outside {
        report.outside(&one.what);
    }
}

fn info(package: &mut Package, bag: &Bag, case: &str, report: &mut Report) {
    let mut text = |name| {
        let bytes = package.read_small(name, SMALL)?.ok()?;
        String::from_utf8(bytes).ok()
    };
    if text(bagit::DECLARATION).is_some_and(|text| text != bagit::BAGIT) {
        report.broken(Code::BagInfo, bagit::DECLARATION);
    }
    let Some(info) = text(bagit::INFO) else { return };
    let Some(fields) = bagit::read_info(&info) else {
        report.broken(Code::BagInfo, bagit::INFO);
        return;
    };
    let field = |label| fields.iter().find(|(own, _)| *own == label).map(|(_, value)| *value);
    if field("Payload-Oxum").and_then(bagit::parse_oxum) != Some(bag.sum) {
        let said = field("Payload-Oxum").map(str::to_owned);
        report.fault(Code::Oxum, bagit::INFO, None, said);
    }
    if field("External-Identifier") != Some(case) {
        report.broken(Code::BagInfo, bagit::INFO);
    }
}
