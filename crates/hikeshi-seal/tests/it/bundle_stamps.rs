//! Stamps in a bundle: proven only under certificates that did not come with it.

use crate::scene::Files;
use hikeshi_seal::package::Package;
use hikeshi_seal::stamp::chain::Roots;
use hikeshi_seal::verify::{Caution, Code, Fault, Options, Report, verify};
use std::path::Path;

fn vector(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    std::fs::read(folder.join(name)).unwrap()
}

/// Nothing but a tagmanifest (which is not one) and stamps over it.
fn stamped() -> Files {
    let seal = |name: &str| format!("seal/tagmanifest-sha256.txt.{name}");
    [
        ("tagmanifest-sha256.txt".to_owned(), vector("data")),
        (seal("p256.tsq"), vector("p256-0.tsq")),
        (seal("p256.tsr"), vector("p256-0.tsr")),
        (seal("ots"), vector("complete.ots")),
        (seal("ots.1.header"), vector("header")),
        ("seal/trust/root.pem".to_owned(), vector("ec256.pem")),
    ]
    .into()
}

fn check(files: &Files, trust: Option<&str>) -> Report {
    let trust = trust.map(|name| Roots::read(&[&vector(name)]).unwrap());
    let options = Options { trust, ..Options::default() };
    verify(&mut Package::memory(files.clone()), &options)
}

fn about_seal(report: &Report) -> Vec<&Fault> {
    report.faults.iter().filter(|fault| fault.file.starts_with("seal/")).collect()
}

fn cautions(report: &Report) -> Vec<Caution> {
    let own = report.cautions.iter().filter(|noted| noted.file.starts_with("seal/"));
    own.map(|noted| noted.code).collect()
}

#[test]
fn a_stamp_is_proven_by_trust_from_outside_only() {
    let files = stamped();
    let inside = check(&files, None);
    assert!(about_seal(&inside).is_empty(), "{:?}", inside.faults);
    let times: Vec<&str> =
        inside.stamps.iter().filter_map(|stamp| stamp.at_utc.as_deref()).collect();
    assert!(!inside.stamped && times.len() == 2, "{:?}", inside.stamps);
    assert!(times.iter().all(|time| time.starts_with("20")), "{times:?}");
    let said = cautions(&inside);
    for code in [Caution::BlockFromBundle, Caution::TrustFromBundle] {
        assert!(said.contains(&code), "{said:?}");
    }
    let outside = check(&files, Some("ec256.pem"));
    assert!(outside.stamped && about_seal(&outside).is_empty());
    assert!(!cautions(&outside).contains(&Caution::TrustFromBundle));
    let stranger = check(&files, Some("rsa.pem"));
    assert!(!stranger.stamped && cautions(&stranger).contains(&Caution::TrustFromBundle));
    assert!(inside.outside.contains(&"seal/trust/root.pem".to_owned()));
}

#[test]
fn broken_stamps_are_named() {
    let good = stamped();
    for name in good.keys().filter(|name| name.starts_with("seal/tag")) {
        let mut gone = good.clone();
        gone.remove(name);
        let named = |report: &Report| about_seal(report).iter().any(|fault| fault.file == *name);
        // A proof that is taken away leaves no trace; a header only helps.
        let pair = name.ends_with("tsq") || name.ends_with("tsr");
        assert_eq!(named(&check(&gone, Some("ec256.pem"))), pair, "{name}");
        let mut cut = good.clone();
        cut.get_mut(name).unwrap().pop();
        assert!(named(&check(&cut, Some("ec256.pem"))), "{name} cut");
    }
    let mut other = good.clone();
    other.insert("tagmanifest-sha256.txt".to_owned(), b"other".to_vec());
    let report = check(&other, Some("ec256.pem"));
    let codes: Vec<Code> = about_seal(&report).iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::Ots, Code::Stamp, Code::Stamp]);
    let mut strange = good;
    strange.insert("seal/trust/root.pem".to_owned(), b"no certificate".to_vec());
    strange.insert("seal/note.txt".to_owned(), b"hello".to_vec());
    let report = check(&strange, None);
    assert_eq!(about_seal(&report)[0].file, "seal/trust/root.pem");
    assert!(report.outside.contains(&"seal/note.txt".to_owned()));
    assert!(cautions(&report).contains(&Caution::TrustMissing));
}
