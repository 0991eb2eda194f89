//! Is a bundle what its seals say it is? Every broken thing is named, and the check goes on behind it.
//!
//! Each file is read once. What is kept in memory is a few dozen bytes per file.

mod bag;
mod exhibits;
mod ledger;
mod named;
mod stamps;
pub mod text;

use crate::bundle::record::Account;
use crate::key::VerifierKey;
use crate::limits::{LONGEST_SHOWN, MOST_FAULTS};
use crate::package::Package;
use crate::stamp::chain::Roots;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io;

/// What the person who verifies brings along: things that did not come with the bundle.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Signed checkpoints of the same case, got at another time or in another way.
    pub checkpoints: Vec<String>,
    /// The key that must have signed.
    pub key: Option<VerifierKey>,
    /// Certificates of time-stamp authorities, got from the authorities.
    pub trust: Option<Roots>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A name that is no plain relative ASCII path.
    NameUnsafe,
    /// The same name twice in the zip.
    NameDoubled,
    /// A link, device or pipe.
    NotAFile,
    /// A zip member under a password.
    Encrypted,
    /// A zip member whose headers contradict each other or its bytes.
    ZipMember,
    /// Two zip members share bytes.
    ZipOverlap,
    /// A file that cannot be read to its end.
    Unreadable,
    /// A file that must be there and is not.
    Missing,
    /// A file that no manifest lists.
    Unlisted,
    /// A file whose bytes are not those its manifest names.
    Changed,
    /// A line that is not a line of a manifest, or lists what does not belong there.
    ManifestLine,
    /// A file that a manifest lists twice.
    ListedTwice,
    /// `bagit.txt` or `bag-info.txt` is not in form, or `bag-info.txt` names another case.
    BagInfo,
    /// `Payload-Oxum` is not the size and number of the payload.
    Oxum,
    /// The key in `log/vkey.txt` is not one.
    KeyUnreadable,
    /// The key is not the one that must have signed.
    KeyOther,
    /// The checkpoint is not a signed checkpoint, or its signature is wrong.
    CheckpointSignature,
    /// The leaves do not give the root that was signed.
    LogRoot,
    /// There are more or fewer leaves than were signed.
    LogSize,
    /// A leaf is not a custody event in canonical form.
    LeafForm,
    /// A leaf is not at the place it names.
    LeafSeq,
    /// A leaf does not name the one before it.
    LeafPrevious,
    /// A leaf names another case.
    LeafCase,
    /// A leaf names an exhibit out of order.
    LeafExhibit,
    /// A leaf says a copy was made from other bytes than the exhibit's.
    LeafCopy,
    /// A known checkpoint is of another log.
    KnownOtherLog,
    /// The log was rewritten since a known checkpoint.
    KnownRewritten,
    /// The log is shorter than at a known checkpoint.
    KnownLonger,
    /// `record.json` is not in form.
    RecordForm,
    /// `record.json` says other than the log.
    RecordOther,
    /// An original is withheld and there nevertheless.
    WithheldPresent,
    /// The bytes of an original are not those the log recorded.
    OriginalOther,
    /// A copy that the log does not know, or other than it recorded.
    CopyOther,
    /// A payload file that no record names.
    NotRecorded,
    /// A proof is not in form, for another leaf or another checkpoint, or does not hold.
    Proof,
    /// `findings.json` or `case.jsonld` cannot be read.
    MetadataForm,
    /// They name an exhibit or a hash that the log does not know.
    MetadataOther,
    /// A time stamp does not hold.
    Stamp,
    /// An OpenTimestamps proof does not hold.
    Ots,
    /// There is more of something than a bundle may have, see [`crate::limits`]; the rest of it was not
    /// looked at.
    OverLimit,
}

/// One broken thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    pub code: Code,
    /// In which file.
    pub file: String,
    /// On which line, the first being 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// More about it: a name, a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What is not broken and must be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// No stamp and no known checkpoint: somebody who made everything anew cannot be noticed.
    Unanchored,
    /// The key was made for this bundle: it does not say who signed.
    KeyEphemeral,
    /// The key came with the bundle.
    KeyFromBundle,
    /// A known checkpoint is signed with another key.
    KnownOtherKey,
    /// A stamp was checked with certificates that came with the bundle.
    TrustFromBundle,
    /// A stamp could not be judged: no certificates came along, and none were brought.
    TrustMissing,
    /// A Bitcoin block is named; whether it is one is for a block explorer to say.
    BlockFromBundle,
    /// A stamp is not confirmed yet.
    StampPending,
    /// An original is withheld.
    Withheld,
}

/// A caution and where it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// What.
    pub code: Caution,
    /// Which file; empty for the whole bundle.
    pub file: String,
}

/// A time by which the tagmanifest existed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StampSeen {
    /// The stamp.
    pub file: String,
    /// The time it states, RFC 3339 in UTC, as far as it has one.
    pub at_utc: Option<String>,
    /// Who states it.
    pub by: String,
    /// Whether it holds under certificates that did not come with the bundle.
    pub proven: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing is broken.
    pub intact: bool,
    /// Whether a stamp holds that was checked with certificates that did not come with the bundle.
    pub stamped: bool,
    /// Whether a known checkpoint is the beginning of this log.
    pub extends_known: bool,
    /// The case.
    pub case: String,
    /// Exhibits in the log.
    pub exhibits: u64,
    /// Events in the log.
    pub events: u64,
    /// Files and bytes of the payload.
    pub payload_files: u64,
    /// Their size together.
    pub payload_bytes: u64,
    /// SHA-256 of the tagmanifest, which stamps are made over.
    pub tagmanifest_sha256: Option<String>,
    /// The key of the signature that holds.
    pub key: Option<String>,
    /// What is broken.
    pub faults: Vec<Fault>,
    /// How many more faults there are than are listed.
    pub faults_not_listed: u64,
    /// Stamps.
    pub stamps: Vec<StampSeen>,
    /// What must be known beside.
    pub cautions: Vec<Noted>,
    /// Bytes and files that no seal covers.
    pub outside: Vec<String>,
    /// How many more stamps, cautions and things that no seal covers there are than are listed.
    pub remarks_not_listed: u64,
    /// Files that have been named as missing.
    #[serde(skip)]
    absent: BTreeSet<String>,
}

impl Report {
    fn fault(&mut self, code: Code, file: &str, line: Option<u64>, detail: Option<String>) {
        if self.faults.len() < MOST_FAULTS {
            let (file, detail) = (shown(file), detail.map(|text| shown(&text)));
            self.faults.push(Fault { code, file, line, detail });
        } else {
            self.faults_not_listed += 1;
        }
    }

    /// Names what was not looked at to its end, even where the list of faults is full.
    fn over_limit(&mut self, file: &str, line: Option<u64>) {
        if self.faults.len() >= MOST_FAULTS && self.faults.pop().is_some() {
            self.faults_not_listed += 1;
        }
        self.fault(Code::OverLimit, file, line, None);
    }

    fn broken(&mut self, code: Code, file: &str) {
        self.fault(code, file, None, None);
    }

    /// Names a missing file, once.
    fn missing(&mut self, file: &str) {
        // Of those that are only counted none is remembered.
        let is_full = self.absent.len() >= MOST_FAULTS;
        if is_full || self.absent.insert(file.to_owned()) {
            self.broken(Code::Missing, file);
        }
    }

    fn unreadable(&mut self, file: &str, error: &io::Error) {
        let code = match error.kind() {
            io::ErrorKind::InvalidData => Code::ZipMember,
            _ => Code::Unreadable,
        };
        self.fault(code, file, None, Some(error.to_string()));
    }

    fn caution(&mut self, code: Caution, file: &str) {
        if self.has_room(self.cautions.len()) {
            self.cautions.push(Noted { code, file: shown(file) });
        }
    }

    fn stamp(&mut self, stamp: StampSeen) {
        if self.has_room(self.stamps.len()) {
            self.stamps.push(stamp);
        }
    }

    fn outside(&mut self, what: &str) {
        if self.has_room(self.outside.len()) {
            self.outside.push(shown(what));
        }
    }

    /// Whether a list of remarks takes one more; if not, it is counted.
    fn has_room(&mut self, length: usize) -> bool {
        self.remarks_not_listed += u64::from(length >= MOST_FAULTS);
        length < MOST_FAULTS
    }
}

/// The beginning of a foreign name or value.
fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
    }
}

/// Checks a bundle as far as it can be read.
pub fn verify(package: &mut Package, options: &Options) -> Report {
    let mut report = Report::default();
    let mut bag = bag::open(package, &mut report);
    let ledger = ledger::read(package, &mut bag, options, &mut report);
    exhibits::check(package, &mut bag, &ledger, &mut report);
    stamps::check(package, options, &mut report);
    said_files(package, &bag, &ledger.account, &mut report);
    bag::close(package, &bag, &ledger.account.case, &mut report);
    conclude(&mut report);
    report
}

/// The findings and dossiers must be those whose hashes stand in the signed log.
fn said_files(package: &mut Package, bag: &bag::Bag, account: &Account, report: &mut Report) {
    for (name, hash) in &account.files {
        match package.names().find(name) {
            None => report.missing(name),
            Some(number) if bag.listed(number) == Some(*hash) => {}
            Some(_) => report.broken(Code::MetadataOther, name),
        }
    }
}

fn conclude(report: &mut Report) {
    report.stamped = report.stamps.iter().any(|stamp| stamp.proven);
    if !report.stamped && !report.extends_known {
        report.cautions.insert(0, Noted { code: Caution::Unanchored, file: String::new() });
    }
    report.intact = report.faults.is_empty();
}
