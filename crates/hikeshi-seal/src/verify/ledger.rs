//! Do the leaves give the root that was signed, and do they follow from one another?

use super::bag::Bag;
use super::{Caution, Code, Options, Report};
use crate::bundle::record::{Account, LeafFault};
use crate::bundle::{self, CHECKPOINT, CUSTODY, VKEY};
use crate::checkpoint::{self, Checkpoint, SignedNote};
use crate::key::VerifierKey;
use crate::package::Package;
use std::io::{self, BufReader};

/// The log of the bundle.
#[derive(Default)]
pub(super) struct Ledger {
    pub(super) account: Account,
    /// The signed note, as far as it is readable.
    pub(super) note: String,
    /// What it says, if its signature holds.
    pub(super) checkpoint: Option<Checkpoint>,
}

/// Reads key, checkpoint and leaves, and compares them with what is known from elsewhere.
pub(super) fn read(
    package: &mut Package,
    bag: &mut Bag,
    options: &Options,
    report: &mut Report,
) -> Ledger {
    let key = key(package, bag, options, report);
    let mut ledger = Ledger::default();
    if let Some(note) = small_text(package, bag, CHECKPOINT, report) {
        ledger.checkpoint = key.as_ref().and_then(|key| signed(&note, key, report));
        ledger.note = note;
    }
    let account = &mut ledger.account;
    match package.names().find(CUSTODY) {
        None => report.missing(CUSTODY),
        Some(number) => bag.stream(package, number, report, |file, report| {
            // What hinders the reading is reported when the file is read to its end.
            let _read: Result<(), io::Error> =
                bundle::each_leaf(BufReader::new(file), |leaf| leaf_of(account, leaf, report));
        }),
    }
    report.case.clone_from(&account.case);
    report.exhibits = account.exhibits.len() as u64;
    report.events = account.tree.size();
    root(&ledger, report);
    for known in &options.checkpoints {
        extends(&ledger, known, key.as_ref(), report);
    }
    ledger
}

fn small_text(
    package: &mut Package,
    bag: &mut Bag,
    name: &str,
    report: &mut Report,
) -> Option<String> {
    let bytes = bag.small(package, name, report)?;
    // Broken text is not the text that was signed; what remains of it is compared all the same.
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn key(
    package: &mut Package,
    bag: &mut Bag,
    options: &Options,
    report: &mut Report,
) -> Option<VerifierKey> {
    let text = small_text(package, bag, VKEY, report);
    let own = text.map(|text| text.strip_suffix('\n').and_then(|text| text.parse().ok()));
    if own == Some(None) {
        report.broken(Code::KeyUnreadable, VKEY);
    }
    let own: Option<VerifierKey> = own.flatten();
    if let Some(brought) = &options.key {
        if own.is_some_and(|own| own != *brought) {
            report.broken(Code::KeyOther, VKEY);
        }
        return Some(brought.clone());
    }
    let own = own?;
    let kind = if own.is_ephemeral() { Caution::KeyEphemeral } else { Caution::KeyFromBundle };
    report.caution(kind, VKEY);
    Some(own)
}

fn signed(note: &str, key: &VerifierKey, report: &mut Report) -> Option<Checkpoint> {
    match checkpoint::open_note(note, key) {
        Ok(checkpoint) => {
            report.key = Some(key.to_string());
            Some(checkpoint)
        }
        Err(fault) => {
            report.fault(Code::CheckpointSignature, CHECKPOINT, None, Some(fault.to_string()));
            None
        }
    }
}

/// Takes in one leaf and names what is wrong with it; an error where the log is longer than it may be.
fn leaf_of(account: &mut Account, leaf: &[u8], report: &mut Report) -> io::Result<()> {
    let Err(fault) = account.add(leaf) else { return Ok(()) };
    let code = match fault {
        LeafFault::NotAnEvent => Code::LeafForm,
        LeafFault::Seq => Code::LeafSeq,
        LeafFault::PrevLeaf => Code::LeafPrevious,
        LeafFault::Case => Code::LeafCase,
        LeafFault::Exhibit => Code::LeafExhibit,
        LeafFault::Copy => Code::LeafCopy,
        LeafFault::Named => {
            report.over_limit(CUSTODY, Some(account.tree.size()));
            return Ok(());
        }
        LeafFault::TooLong => {
            report.over_limit(CUSTODY, Some(account.tree.size() + 1));
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    };
    report.fault(code, CUSTODY, Some(account.tree.size()), None);
    Ok(())
}

fn root(ledger: &Ledger, report: &mut Report) {
    // Without a signature that holds, the text still says what was meant.
    let text = SignedNote::parse(&ledger.note).and_then(|note| Checkpoint::parse(&note.text));
    let Some(checkpoint) = ledger.checkpoint.clone().or(text) else { return };
    let tree = &ledger.account.tree;
    if checkpoint.size != tree.size() {
        let detail = format!("{} / {}", tree.size(), checkpoint.size);
        report.fault(Code::LogSize, CUSTODY, None, Some(detail));
    } else if checkpoint.root != tree.root() {
        report.broken(Code::LogRoot, CUSTODY);
    }
}

/// Whether the log begins with what a known checkpoint stands for.
fn extends(ledger: &Ledger, known: &str, key: Option<&VerifierKey>, report: &mut Report) {
    let note = SignedNote::parse(known);
    let old = note.as_ref().and_then(|note| Checkpoint::parse(&note.text));
    let (Some(note), Some(old), Some(new)) = (note, old, &ledger.checkpoint) else {
        report.broken(Code::KnownOtherLog, CHECKPOINT);
        return;
    };
    let tree = &ledger.account.tree;
    let signature = key.map(|key| note.verify(key));
    if old.origin != new.origin || signature == Some(Err(checkpoint::Fault::BadSignature)) {
        report.fault(Code::KnownOtherLog, CHECKPOINT, None, Some(old.origin));
    } else if old.size > tree.size() {
        let detail = format!("{} < {}", tree.size(), old.size);
        report.fault(Code::KnownLonger, CHECKPOINT, None, Some(detail));
    } else if tree.root_at(old.size) != Some(old.root) {
        report.fault(Code::KnownRewritten, CUSTODY, None, Some(old.size.to_string()));
    } else {
        report.extends_known = true;
        if signature == Some(Err(checkpoint::Fault::NotSigned)) {
            report.caution(Caution::KnownOtherKey, VKEY);
        }
    }
}
