//! Nothing can be changed in a bundle without the verifier naming it.

use crate::scene::{Case, Files, open_zip, unpack};
use hikeshi_seal::package::Package;
use hikeshi_seal::verify::{Options, Report, verify};
use std::io::Cursor;

fn check(files: Files) -> Report {
    verify(&mut Package::memory(files), &Options::default())
}

/// Whether the report names the file: as the place of a fault, or as missing, listed and so on.
fn names(report: &Report, file: &str) -> bool {
    report.faults.iter().any(|fault| {
        fault.file == file || fault.detail.as_deref().is_some_and(|detail| detail.contains(file))
    })
}

#[test]
fn every_flipped_bit_is_named() {
    let good = Case::small().files();
    assert!(check(good.clone()).intact);
    let mut flips = 0;
    for (name, bytes) in &good {
        // Files that the verifier only hashes need no more than a sample.
        let step = if matches!(name.as_str(), "VERIFY.txt" | "verify.sh") { 16 } else { 1 };
        for at in (0..bytes.len()).step_by(step) {
            let mut bad = good.clone();
            bad.get_mut(name).unwrap()[at] ^= 1 << (at % 8);
            let report = check(bad);
            assert!(!report.intact, "{name} byte {at}");
            // A flip in the tagmanifest is seen at the file it lists, or at its own line.
            let tagmanifest = name == "tagmanifest-sha256.txt" && !report.faults.is_empty();
            assert!(names(&report, name) || tagmanifest, "{name} byte {at}: {:?}", report.faults);
            flips += 1;
        }
    }
    assert!(flips > 12_000, "{flips}");
}

#[test]
fn every_file_deleted_emptied_or_cut_is_named() {
    let good = Case::small().files();
    for name in good.keys() {
        let mut gone = good.clone();
        gone.remove(name);
        assert!(names(&check(gone), name), "{name} deleted");
        for length in [0, good[name].len() - 1] {
            let mut cut = good.clone();
            cut.get_mut(name).unwrap().truncate(length);
            let report = check(cut);
            let seen = names(&report, name) || name == "tagmanifest-sha256.txt";
            assert!(!report.intact && seen, "{name} cut to {length}");
        }
        let mut longer = good.clone();
        longer.get_mut(name).unwrap().push(b'\n');
        assert!(!check(longer).intact, "{name} longer");
    }
}

#[test]
fn every_file_added_renamed_or_swapped_is_named() {
    let good = Case::small().files();
    for place in ["data/x", "data/E-0001/derived/x", "data/E-0009/record.json", "log/x", "x"] {
        let mut more = good.clone();
        more.insert(place.to_owned(), b"added".to_vec());
        assert!(names(&check(more), place), "{place}");
    }
    let all: Vec<&String> = good.keys().collect();
    for name in &all {
        let mut renamed = good.clone();
        let bytes = renamed.remove(*name).unwrap();
        renamed.insert(format!("{name}x"), bytes);
        let report = check(renamed);
        assert!(names(&report, name) && names(&report, &format!("{name}x")), "{name}");
        for other in all.iter().filter(|other| *other > name && good[**other] != good[*name]) {
            let mut swapped = good.clone();
            swapped.insert((*name).clone(), good[*other].clone());
            swapped.insert((*other).clone(), good[*name].clone());
            let report = check(swapped);
            let tags = "tagmanifest-sha256.txt";
            let seen = |file: &str| file == tags || names(&report, file);
            assert!(!report.intact && seen(name) && seen(other), "{name} and {other}");
        }
    }
}

/// Makes both manifests and the size anew, as somebody would who knows BagIt and nothing else.
fn with_new_manifests(mut files: Files) -> Files {
    let payload = files.iter().filter(|(name, _)| name.starts_with("data/"));
    let (bytes, count) = payload.fold((0, 0), |sum, (_, own)| (sum.0 + own.len(), sum.1 + 1));
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    let line = |line: &str| {
        let is_sum = line.starts_with("Payload-Oxum");
        if is_sum { format!("Payload-Oxum: {bytes}.{count}\n") } else { format!("{line}\n") }
    };
    files
        .insert("bag-info.txt".to_owned(), info.lines().map(line).collect::<String>().into_bytes());
    let list = |files: &Files, belongs: &dyn Fn(&str) -> bool| {
        let own = files.iter().filter(|(name, _)| belongs(name));
        let lines = own.map(|(name, bytes)| format!("{}  {name}\n", crate::scene::hex(bytes)));
        lines.collect::<String>().into_bytes()
    };
    let manifest = list(&files, &|name| name.starts_with("data/"));
    files.insert("manifest-sha256.txt".to_owned(), manifest);
    let tags = list(&files, &|name| {
        !name.starts_with("data/") && !name.starts_with("seal/") && name != "tagmanifest-sha256.txt"
    });
    files.insert("tagmanifest-sha256.txt".to_owned(), tags);
    files
}

#[test]
fn new_manifests_hide_nothing_that_the_log_knows() {
    let good = Case::small().files();
    assert!(check(with_new_manifests(good.clone())).intact);
    // What the caller brings is sealed by stamps and not by the log.
    let free = ["VERIFY.txt", "verify.sh", "bag-info.txt", "report/dossier-ja.pdf"];
    let made = ["manifest-sha256.txt", "tagmanifest-sha256.txt"];
    let metadata = ["metadata/findings.json", "metadata/case.jsonld"];
    for (name, bytes) in &good {
        if [&free[..], &made, &metadata].concat().contains(&name.as_str()) {
            continue;
        }
        for at in (0..bytes.len()).step_by(3) {
            // Why an original is withheld is said by whoever packs, not by the log.
            let reason = bytes.windows(12).position(|own| own == b"secret_found");
            if name.ends_with("record.json")
                && reason.is_some_and(|from| (from..from + 12).contains(&at))
            {
                continue;
            }
            let mut bad = good.clone();
            bad.get_mut(name).unwrap()[at] ^= 1;
            let report = check(with_new_manifests(bad));
            assert!(!report.intact, "{name} byte {at}");
        }
        let mut gone = good.clone();
        gone.remove(name);
        assert!(names(&check(with_new_manifests(gone)), name), "{name}");
    }
    let mut more = good.clone();
    more.insert("data/E-0001/derived/x".to_owned(), b"added".to_vec());
    assert!(names(&check(with_new_manifests(more)), "data/E-0001/derived/x"));
    let mut shown = good;
    shown.insert("data/E-0003/original.bin".to_owned(), b"my secret is 1234".to_vec());
    assert!(names(&check(with_new_manifests(shown)), "data/E-0003/original.bin"));
}

#[test]
fn metadata_may_not_name_other_exhibits() {
    for (file, from, to) in [
        ("metadata/findings.json", "E-0003", "E-0002"),
        ("metadata/findings.json", "E-0003", "E-0007"),
        ("metadata/case.jsonld", "\"E-0003\"", "\"E-0007\""),
        ("metadata/case.jsonld", "exhibitNumber", "exhibitNumbre"),
    ] {
        let mut bad = Case::small().files();
        let text = String::from_utf8(bad[file].clone()).unwrap().replacen(from, to, 1);
        bad.insert(file.to_owned(), text.into_bytes());
        let report = check(with_new_manifests(bad));
        assert!(names(&report, file), "{file} {from}: {:?}", report.faults);
    }
}

/// Every byte of a zip outside its members' data, and every sixteenth inside.
fn headers_and_sample(zip: &[u8]) -> Vec<usize> {
    let short = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let (mut places, mut at) = (Vec::new(), 0);
    while zip[at..].starts_with(b"PK\x03\x04") {
        let data = at + 30 + short(at + 26) + short(at + 28);
        let end = data + short(at + 18);
        places.extend(at..data);
        places.extend((data..end).step_by(16));
        at = end;
    }
    places.extend(at..zip.len());
    places
}

/// After a flip anywhere in a zip: not opened, or something named, or every file is what it was.
#[test]
fn a_flipped_bit_in_a_zip_is_named_or_changes_no_file() {
    let good = Case::small().zip();
    let files = unpack(&good);
    let (mut silent, mut refused) = (0, 0);
    for at in headers_and_sample(&good) {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        let Ok(mut package) = Package::zip(Box::new(Cursor::new(bad.clone()))) else {
            refused += 1;
            continue;
        };
        let report = verify(&mut package, &Options::default());
        if report.intact {
            silent += 1;
            assert!(unpack(&bad) == files, "byte {at}");
            assert!(report.outside.iter().any(|what| what.contains("attributes")), "byte {at}");
        }
    }
    // Versions, times and attributes: at most 32 bytes a member; and the end record.
    assert!(silent > 0 && silent < 32 * files.len(), "{silent}");
    assert!(refused > 0, "{refused}");
    let report = verify(&mut open_zip(&good), &Options::default());
    assert_eq!(report.outside.len(), 1, "{:?}", report.outside);
}

#[test]
fn what_systems_leave_behind_is_listed_and_breaks_nothing() {
    let mut files = Case::small().files();
    files.insert(".DS_Store".to_owned(), b"x".to_vec());
    let report = check(files);
    assert!(report.intact && report.outside == [".DS_Store"], "{:?}", report.faults);
}
