//! Good bundles hold, say what they cannot prove, and are always the same bytes.

use crate::scene::{Case, Files, Temporary, hex, key, open_zip, unpack};
use hikeshi_seal::bundle::sink::Zip;
use hikeshi_seal::bundle::{self, Choice};
use hikeshi_seal::key::SigningKey;
use hikeshi_seal::package::Package;
use hikeshi_seal::verify::{Caution, Code, Options, Report, verify};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::process::Command;

fn check(files: Files) -> Report {
    verify(&mut Package::memory(files), &Options::default())
}

fn cautions(report: &Report) -> Vec<Caution> {
    report.cautions.iter().map(|noted| noted.code).collect()
}

fn codes(report: &Report) -> BTreeSet<Code> {
    report.faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_good_bundle_holds_as_folder_and_as_zip() {
    let case = Case::small();
    let zip = case.zip();
    let report = verify(&mut open_zip(&zip), &Options::default());
    assert!(report.intact, "{:#?}", report.faults);
    let sizes = (report.exhibits, report.events, report.payload_files);
    assert_eq!((sizes, report.case.as_str()), ((3, 5, 6), "C-1"));
    assert_eq!(cautions(&report), [Caution::Unanchored, Caution::KeyFromBundle, Caution::Withheld]);
    assert!(!report.stamped && report.stamps.is_empty());
    let temporary = Temporary::new("good");
    let folder = temporary.bundle(&case);
    let again = verify(&mut Package::open(&folder).unwrap(), &Options::default());
    assert!(again.intact && again.outside.is_empty());
    assert_eq!(again.tagmanifest_sha256, report.tagmanifest_sha256);
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let zip = Case::small().zip();
    assert!(zip == Case::small().zip());
    assert!(zip.len() < 60_000, "{}", zip.len());
}

#[test]
fn an_empty_case_and_an_empty_exhibit_hold() {
    let mut case = Case::empty();
    let mut one = case.clone();
    one.import("empty", None, b"");
    let report = check(one.files());
    assert!(report.intact, "{:?}", report.faults);
    case.say(crate::scene::act().event(hikeshi_seal::custody::Event::Verified));
    let report = check(case.files());
    assert!(report.intact, "{:?}", report.faults);
}

#[test]
fn an_ephemeral_key_is_called_so() {
    let key = SigningKey::from_seed("hikeshi.invalid/ephemeral", [9; 32]);
    let mut sink = Zip::new(Cursor::new(Vec::new()), "bundle");
    Case::small().write_by(&key, &mut sink, &[]).unwrap();
    let files = unpack(&sink.into_inner().unwrap().into_inner());
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    assert!(info.contains("Hikeshi-Signing-Key-Kind: ephemeral\n"), "{info}");
    assert!(cautions(&check(files)).contains(&Caution::KeyEphemeral));
}

#[test]
fn a_key_and_a_checkpoint_from_elsewhere_are_compared() {
    let mut case = Case::small();
    let early = case.checkpoint();
    case.import("later.txt", None, b"later");
    let files = case.files();
    let with = |checkpoint: &str, key: Option<&SigningKey>| {
        let checkpoints = vec![checkpoint.to_owned()];
        let key = key.map(SigningKey::verifier);
        let options = Options { checkpoints, key, trust: None };
        verify(&mut Package::memory(files.clone()), &options)
    };
    let report = with(&early, Some(&key()));
    assert!(report.intact && report.extends_known, "{:?}", report.faults);
    assert_eq!(cautions(&report), [Caution::Withheld]);
    let other = SigningKey::from_seed("hikeshi.invalid/other", [8; 32]);
    let codes_of = codes(&with(&early, Some(&other)));
    assert!(codes_of.contains(&Code::KeyOther) && codes_of.contains(&Code::CheckpointSignature));
    let resigned = with(&Case::small().checkpoint_by(&other), None);
    assert!(resigned.intact && cautions(&resigned).contains(&Caution::KnownOtherKey));
    case.import("much later.txt", None, b"much later");
    assert!(codes(&with(&case.checkpoint(), None)).contains(&Code::KnownLonger));
}

/// What nobody can see in the bundle alone: everything made anew, with the same key or another.
#[test]
fn a_bundle_made_anew_is_caught_by_a_known_checkpoint_only() {
    let known = Case::small().checkpoint();
    let mut forged = Case::empty();
    forged.import("memo.txt", None, b"something else altogether");
    for _ in 0..5 {
        forged.import("memo.txt", None, b"and more");
    }
    let files = forged.files();
    let alone = check(files.clone());
    assert!(alone.intact && cautions(&alone).contains(&Caution::Unanchored));
    let options = Options { checkpoints: vec![known], ..Options::default() };
    let report = verify(&mut Package::memory(files), &options);
    assert!(codes(&report).contains(&Code::KnownRewritten), "{:?}", report.faults);
}

#[test]
fn the_writer_refuses_what_the_log_does_not_know() {
    let write = |case: &Case| {
        case.write(&mut Zip::new(Cursor::new(Vec::new()), "bundle")).map(drop).unwrap_err()
    };
    let good = Case::small();
    let mut changed = good.clone();
    changed.objects.insert(hex(b"an archive"), b"another!!!".to_vec());
    assert!(matches!(write(&changed), bundle::Error::Changed(_)));
    let mut unknown = good.clone();
    let copies = vec![("redacted.txt".to_owned(), hex(b"never made"))];
    unknown.choices.insert(1, Choice { withheld: None, copies });
    assert!(matches!(write(&unknown), bundle::Error::Unknown(_)));
    let mut absent = good.clone();
    absent.choices.insert(9, Choice::default());
    assert!(matches!(write(&absent), bundle::Error::Unknown(_)));
    for name in
        ["data/x", "report/../x", "metadata/case.jsonld", "log/x", "seal/x", "report/\u{3042}"]
    {
        let mut case = good.clone();
        case.files.push((name.to_owned(), Vec::new()));
        assert!(matches!(write(&case), bundle::Error::Name(_)), "{name}");
    }
    let mut torn = good;
    torn.leaves.swap(1, 2);
    assert!(matches!(write(&torn), bundle::Error::Leaf(1, _)));
}

#[test]
fn stamps_are_put_in_later_without_touching_anything_else() {
    let zip = Case::small().zip();
    let mut sink = Zip::new(Cursor::new(Vec::new()), "bundle");
    let stamps = vec![("trust/root.pem".to_owned(), b"made up".to_vec())];
    bundle::restamp(&mut open_zip(&zip), &mut sink, stamps).unwrap();
    let mut files = unpack(&sink.into_inner().unwrap().into_inner());
    assert_eq!(files.remove("seal/trust/root.pem").unwrap(), b"made up");
    assert!(files == unpack(&zip));
}

fn run(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_hikeshi-verify")).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_program_says_it_in_both_languages_and_in_its_exit() {
    let temporary = Temporary::new("program");
    let folder = temporary.bundle(&Case::small());
    let folder = folder.to_str().unwrap();
    let (code, text) = run(&["--lang", "en", folder]);
    assert_eq!(code, 0, "{text}");
    assert!(text.starts_with("INTACT") && text.contains("no proven time stamp"), "{text}");
    let (code, text) = run(&["--lang", "ja", folder]);
    assert!(code == 0 && text.starts_with("\u{4e00}\u{81f4}"), "{text}");
    let (code, text) = run(&["--json", folder]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &value["intact"], &value["stamped"]), (0, &true.into(), &false.into()));
    let original = format!("{folder}/data/E-0001/original.bin");
    let known = format!("{folder}/log/checkpoint");
    let (code, text) = run(&["--lang", "en", "--checkpoint", &known, folder]);
    assert!(code == 0 && !text.contains("made the whole bundle anew"), "{text}");
    std::fs::OpenOptions::new().append(true).open(original).unwrap().set_len(3).unwrap();
    let (code, text) = run(&["--lang", "en", folder]);
    assert!(code == 1 && text.contains("data/E-0001/original.bin: was changed"), "{text}");
    for bad in [&[][..], &["--what", folder], &["--lang", "fr", folder], &[folder, folder]] {
        assert_eq!(run(bad).0, 2, "{bad:?}");
    }
    assert_eq!(run(&["/nonexistent"]).0, 3);
    assert_eq!(run(&[env!("CARGO_MANIFEST_PATH")]).0, 3);
}

/// `verify.sh` with a plain shell: it finds what hashes can find and claims no more.
#[test]
fn the_script_finds_what_hashes_can_find() {
    let temporary = Temporary::new("script");
    let folder = temporary.bundle(&Case::small());
    let run = || {
        let output = Command::new("sh").arg(folder.join("verify.sh")).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = run();
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("not done  there is no time stamp"), "{text}");
    std::fs::copy(folder.join("bagit.txt"), folder.join("data/added")).unwrap();
    let (code, text) = run();
    assert!(code == 1 && text.contains("data/added"), "{text}");
    std::fs::rename(folder.join("data/added"), folder.join("data/E-0001/original.bin")).unwrap();
    let (code, text) = run();
    assert!(code == 1 && text.contains("data/E-0001/original.bin: FAILED"), "{text}");
    assert!(temporary.path().exists());
}
