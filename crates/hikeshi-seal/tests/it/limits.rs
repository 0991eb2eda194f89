//! What was made to exhaust a reader is named and not read to its end.

use crate::scene::{Case, Files, act, hex};
use hikeshi_seal::bundle::record::LeafFault;
use hikeshi_seal::bundle::sink::Zip;
use hikeshi_seal::bundle::{self, CUSTODY, FINDINGS};
use hikeshi_seal::custody::{Custody, Event};
use hikeshi_seal::limits::{
    LONGEST_SHOWN, LONGEST_TEXT_BYTES, MOST_FAULTS, MOST_LEAVES, MOST_NAMED_FILES, MOST_SEAL_FILES,
};
use hikeshi_seal::package::Package;
use hikeshi_seal::verify::{Code, Fault, Options, Report, verify};
use std::io::Cursor;

fn check(files: Files) -> Report {
    verify(&mut Package::memory(files), &Options::default())
}

fn over_limit(report: &Report) -> Vec<&Fault> {
    report.faults.iter().filter(|fault| fault.code == Code::OverLimit).collect()
}

#[test]
fn a_log_longer_than_any_is_read_to_its_limit() {
    let lines = usize::try_from(MOST_LEAVES).unwrap() + 1000;
    let report = check([(CUSTODY.to_owned(), vec![b'\n'; lines])].into());
    assert_eq!(report.events, MOST_LEAVES);
    let found = over_limit(&report);
    assert_eq!((found.len(), found[0].file.as_str()), (1, CUSTODY));
    assert_eq!(found[0].line, Some(MOST_LEAVES + 1));
    assert_eq!(report.faults.len(), MOST_FAULTS);
    assert!(report.faults_not_listed >= MOST_LEAVES - MOST_FAULTS as u64);
}

#[test]
fn more_files_in_the_log_than_a_bundle_has_are_refused() {
    let mut case = Case::empty();
    for number in 0..=MOST_NAMED_FILES {
        let mut event = act().imported(&format!("report/{number}"));
        event.event = Event::Verified;
        case.say(Custody { output_sha256: Some(hex(b"")), ..event });
    }
    let written = case.write(&mut Zip::new(Cursor::new(Vec::new()), "bundle"));
    let place = MOST_NAMED_FILES as u64;
    assert!(matches!(written, Err(bundle::Error::Leaf(at, LeafFault::Named)) if at == place));
    let log: Vec<u8> =
        case.leaves.into_iter().flat_map(|leaf| [leaf, vec![b'\n']]).flatten().collect();
    let report = check([(CUSTODY.to_owned(), log)].into());
    assert_eq!(over_limit(&report)[0].line, Some(place + 1));
}

#[test]
fn endless_texts_and_lists_of_stamps_are_cut_short() {
    let id = |length| format!("{{\"exhibits\":[{{\"id\":\"{}\"}}]}}", "\\\"".repeat(length / 2));
    let mut files = Case::small().files();
    let mut about = |length| {
        files.insert(FINDINGS.to_owned(), id(length).into_bytes());
        let report = check(files.clone());
        let found = report.faults.into_iter().find(|fault| {
            fault.file == FINDINGS && matches!(fault.code, Code::MetadataForm | Code::MetadataOther)
        });
        found.unwrap()
    };
    let long = about(100_000);
    assert_eq!(long.code, Code::MetadataOther);
    assert_eq!(long.detail.unwrap().chars().count(), LONGEST_SHOWN + 1);
    assert_eq!(about(2 * LONGEST_TEXT_BYTES).code, Code::MetadataForm);

    let mut files = Case::small().files();
    for number in 0..=MOST_SEAL_FILES {
        files.insert(format!("seal/trust/{number}.pem"), b"no certificate".to_vec());
    }
    let report = check(files);
    assert_eq!(over_limit(&report)[0].file, "seal/");
    let named = report.faults.iter().filter(|fault| fault.code == Code::Stamp).count();
    assert_eq!(named, MOST_SEAL_FILES);
}
