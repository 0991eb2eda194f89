//! What becomes of a case over the months: read from a disc, put under another passphrase, handed over,
//! exported in vain; and stamps that others fail to give.

use crate::scratch::{Scratch, code, err, json, out, tree};
use crate::seal::{calendar, member};
use std::fs;

const NOTE: &str = "お金がなくなりました。\n";

impl Scratch {
    fn case(&self) {
        self.put("in/note.txt", NOTE.as_bytes());
        self.good(&["case", "new", "case"]);
        self.good(&["case", "add", "case", "in"]);
    }

    /// The log of the case, event by event.
    fn log(&self) -> Vec<serde_json::Value> {
        let told = json(&self.kept(&["case", "show", "case", "--json"]));
        told["log"].as_array().unwrap().clone()
    }
}

#[test]
fn a_backup_is_read_without_being_touched() {
    let scratch = Scratch::new();
    scratch.case();
    scratch.good(&["case", "backup", "case", "backup"]);
    // As on a disc: nothing but what the backup consists of.
    fs::rename(scratch.path("backup/lock"), scratch.path("lock")).unwrap();
    let before = tree(&scratch.path("backup"));
    scratch.good(&["case", "show", "backup"]);
    scratch.good(&["case", "check", "backup"]);
    scratch.good(&["case", "restore", "backup", "again"]);
    assert_eq!(tree(&scratch.path("backup")), before);
    scratch.good(&["case", "add", "again", "in"]);
}

#[test]
fn a_passphrase_is_changed_and_the_old_one_opens_nothing() {
    let scratch = Scratch::new();
    scratch.put("in/note.txt", NOTE.as_bytes());
    for (name, words) in [("old", "しずかな 朝の 港"), ("new", "あかるい 夜の 駅")] {
        scratch.put(name, words.as_bytes());
    }
    scratch.good(&["case", "new", "case", "--encrypt", "--passphrase-file", "old"]);
    scratch.good(&["case", "add", "case", "in", "--passphrase-file", "old"]);
    let change = ["case", "passphrase", "case", "--new-passphrase-file", "new"];
    scratch.refused(&change, "passphrase");
    scratch.refused(&[&change[..], &["--passphrase-file", "new"]].concat(), "passphrase");
    let said = scratch.good(&[&change[..], &["--passphrase-file", "old"]].concat());
    assert!(said.contains("Backups made before"), "{said}");
    scratch.refused(&["case", "show", "case", "--passphrase-file", "old"], "passphrase");
    scratch.good(&["case", "check", "case", "--passphrase-file", "new"]);
    scratch.good(&["case", "export", "case", "b.zip", "--passphrase-file", "new"]);

    scratch.good(&["case", "new", "plain"]);
    let change = ["case", "passphrase", "plain", "--new-passphrase-file", "new"];
    scratch.refused(&change, "not under a passphrase");
    // Nobody is asked for one, and none in a file stands in the way.
    scratch.good(&["case", "show", "plain", "--passphrase-file", "old"]);
    scratch.assert_swept();
}

#[test]
fn to_whom_it_went_stands_in_the_log() {
    let scratch = Scratch::new();
    scratch.case();
    let to = ["--recipient", "Example police", "--receipt", "R-7"];
    scratch.good(&[&["case", "export", "case", "b.zip"], &to[..]].concat());
    let custody = member(&scratch, "b.zip", "metadata/custody.jsonl").unwrap();
    let custody = String::from_utf8(custody).unwrap();
    let last = custody.lines().last().unwrap();
    assert!(last.contains(r#""event":"exported""#), "{last}");
    assert!(last.contains(r#""receipt":"R-7","recipient":"Example police""#), "{last}");

    let note = ["--note", "at the counter", "--witness", "B"];
    scratch.good(&[&["case", "receipt", "case", "b.zip"], &to[..], &note[..]].concat());
    let log = scratch.log();
    let event = log.last().unwrap();
    let said = |key: &str| event[key].as_str().unwrap_or_default();
    assert_eq!((said("event"), said("recipient")), ("transferred", "Example police"));
    assert_eq!((said("receipt"), said("notes"), said("witness")), ("R-7", "at the counter", "B"));
    let told = json(&scratch.run(&["verify", "b.zip", "--json"]));
    assert_eq!(event["input_sha256"], told["tagmanifest_sha256"]);
    assert_ne!(code(&scratch.kept(&["case", "receipt", "case"])), 0);
}

#[test]
fn an_export_that_failed_is_said_to_have_failed() {
    let scratch = Scratch::new();
    scratch.case();
    scratch.refused(&["case", "export", "case", "nowhere/b.zip"], "nowhere");
    let log = scratch.log();
    let [.., exported, failed] = log.as_slice() else { panic!("{log:?}") };
    assert_eq!((&exported["event"], &failed["event"]), (&"exported".into(), &"verified".into()));
    assert_eq!(failed["method"], "export_failed");
    assert_eq!(failed["notes"].as_str().unwrap(), exported["seq"].to_string());
    scratch.good(&["case", "export", "case", "b.zip"]);
    assert_eq!(scratch.log().last().unwrap()["event"], "exported");
    assert_eq!(code(&scratch.run(&["verify", "b.zip", "--examine"])), 0);
}

#[cfg(unix)]
#[test]
fn a_bundle_is_its_owners() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = Scratch::new();
    scratch.case();
    let mode = |name: &str| fs::metadata(scratch.path(name)).unwrap().permissions().mode() & 0o777;
    scratch.good(&["case", "export", "case", "b.zip"]);
    scratch.good(&["case", "export", "case", "folder"]);
    let port = calendar();
    scratch.put("data/authorities.toml", list(&[("cal", "ots", port, "")]).as_bytes());
    scratch.good(&["stamp", "b.zip", "--authority", "cal"]);
    scratch.good(&["stamp", "folder", "--authority", "cal"]);
    assert_eq!((mode("b.zip"), mode("folder"), mode("folder/seal")), (0o600, 0o700, 0o700));
    for file in ["data/E-0001/original.bin", "seal/tagmanifest-sha256.txt.ots"] {
        assert_eq!(mode(&format!("folder/{file}")), 0o600, "{file}");
    }
}

/// A list of authorities: name, kind, port on loopback, further lines.
fn list(all: &[(&str, &str, u16, &str)]) -> String {
    let entry = |(name, kind, port, more): &(&str, &str, u16, &str)| {
        format!(
            "[[authority]]\nname = \"{name}\"\nkind = \"{kind}\"\nurl = \"http://127.0.0.1:{port}\"\n\
             operator = \"test\"\nsource = \"test\"\nseen = \"2026-11\"\n{more}\n"
        )
    };
    "hikeshi_authorities = 1\n".to_owned() + &all.iter().map(entry).collect::<String>()
}

#[test]
fn what_one_sent_is_kept_whatever_is_wrong_with_the_next() {
    let scratch = Scratch::new();
    scratch.case();
    scratch.good(&["case", "export", "case", "b.zip"]);
    let port = calendar();
    let all = [("cal", "ots", port, ""), ("tsa", "rfc3161", port, "trust = [\"gone.pem\"]")];
    scratch.put("data/authorities.toml", list(&all).as_bytes());
    let output = scratch.kept(&["stamp", "b.zip", "--authority", "tsa"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("gone.pem"), "{}", out(&output));
    assert!(err(&output).contains("There is no new time stamp") && err(&output).contains("tsa"));
    let said = scratch.good(&["stamp", "b.zip", "--authority", "cal", "--authority", "tsa"]);
    assert!(said.contains("accepted") && said.contains("gone.pem"), "{said}");
    assert!(member(&scratch, "b.zip", "seal/tagmanifest-sha256.txt.ots").is_some());
    assert!(scratch.good(&["stamp"]).contains("Nothing is waiting"), "no use in asking again");
}

#[test]
fn what_waits_for_a_bundle_that_is_gone_is_named_and_can_be_dropped() {
    let scratch = Scratch::new();
    scratch.case();
    for bundle in ["a.zip", "b.zip"] {
        scratch.good(&["case", "export", "case", bundle]);
    }
    scratch.put("data/authorities.toml", list(&[("cal", "ots", 1, "")]).as_bytes());
    for bundle in ["a.zip", "b.zip"] {
        // It waits for a connection: that is no failure.
        scratch.good(&["stamp", bundle, "--authority", "cal"]);
    }
    fs::rename(scratch.path("a.zip"), scratch.path("moved.zip")).unwrap();
    assert!(scratch.good(&["stamp"]).contains("a.zip (hikeshi stamp --forget"));
    let said = scratch.good(&["stamp", "--forget"]);
    assert!(said.contains("a.zip") && !said.contains("b.zip"), "{said}");
    assert!(scratch.good(&["stamp", "--forget"]).contains("Nothing on the list"));
    let said = scratch.good(&["stamp", "--forget", "b.zip"]);
    assert!(said.contains("b.zip"), "{said}");
    assert!(scratch.good(&["stamp"]).contains("Nothing is waiting"));

    scratch.good(&["stamp", "b.zip", "--authority", "cal"]);
    fs::rename(scratch.path("b.zip"), scratch.path("moved too.zip")).unwrap();
    scratch.refused(&["stamp"], "There is no new time stamp");
}
