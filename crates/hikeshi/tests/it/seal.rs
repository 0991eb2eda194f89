//! The seal as a person uses it: a bundle from a folder, verified, examined again and stamped; a case
//! that grows, is copied, held, damaged, put back to an older state and brought under a new key.

use crate::scratch::{Scratch, code, err, json, out, overwrite};
use hikeshi_seal::package::Package;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Output;

const STATEMENT: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n\
    77,2026-03-01 10:00:00,Spot,Deposit,BTC,0.5,\n77,2026-03-02 10:00:00,Spot,Withdraw,BTC,-0.5,\n";
const SECRET_NOTE: &str =
    "My phrase: legal winner thank year wave sausage worth useful legal winner thank yellow\n";

impl Scratch {
    /// The command with a data folder of this test's own.
    pub(crate) fn kept(&self, args: &[&str]) -> Output {
        let data = self.path("data");
        self.run(&[args, &["--data", data.to_str().unwrap()]].concat())
    }

    pub(crate) fn good(&self, args: &[&str]) -> String {
        let output = self.kept(args);
        assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
        out(&output)
    }

    pub(crate) fn refused(&self, args: &[&str], with: &str) {
        let output = self.kept(args);
        assert_ne!(code(&output), 0, "{args:?}");
        assert!(err(&output).contains(with), "{args:?}: {}", err(&output));
    }

    fn statement(&self) {
        self.put("in/statement.csv", STATEMENT.as_bytes());
    }
}

pub(crate) fn member(scratch: &Scratch, bundle: &str, name: &str) -> Option<Vec<u8>> {
    let mut package = Package::open(&scratch.path(bundle)).unwrap();
    package.read_small(name, 1 << 24).map(Result::unwrap)
}

#[test]
fn a_bundle_is_made_in_one_go_verifies_and_examines_the_same_again() {
    let scratch = Scratch::new();
    scratch.statement();
    scratch.put("in/note.txt", "お金がなくなりました。\n".as_bytes());
    let said = scratch.good(&["examine", "in", "--bundle", "b.zip", "--tz", "Asia/Tokyo"]);
    assert!(said.contains("made for this bundle alone"), "{said}");
    for name in ["report/dossier-ja.pdf", "report/dossier-en.pdf", "metadata/case.jsonld"] {
        assert!(member(&scratch, "b.zip", name).is_some(), "{name}");
    }
    let custody = String::from_utf8(member(&scratch, "b.zip", "metadata/custody.jsonl").unwrap());
    let custody = custody.unwrap();
    assert!(custody.contains(r#""grade":"D","grade_reasons":["typed"]"#), "{custody}");
    assert!(custody.contains(r#""at_local":"#) && custody.contains(r#""tz":"Asia/Tokyo""#));

    let told = json(&scratch.run(&["verify", "b.zip", "--examine", "--json"]));
    assert_eq!((&told["intact"], &told["stamped"]), (&true.into(), &false.into()));
    assert_eq!(told["examined"], "same");
    scratch.refused(&["examine", "in", "--bundle", "b.zip"], "b.zip");
    scratch.assert_swept();

    // A folder holds the same and verifies the same.
    scratch.good(&["examine", "in", "--bundle", "folder"]);
    assert_eq!(code(&scratch.run(&["verify", "folder"])), 0);
}

#[test]
fn what_was_changed_is_named_and_ends_with_one() {
    let scratch = Scratch::new();
    scratch.statement();
    scratch.good(&["examine", "in", "--bundle", "b"]);
    let original = scratch.path("b/data/E-0001/original.bin");
    let changed = fs::read_to_string(&original).unwrap().replace("0.5", "9.5");
    overwrite(&original, changed.as_bytes());
    let output = scratch.run(&["verify", "b", "--lang", "ja"]);
    assert_eq!(code(&output), 1);
    assert!(
        out(&output).contains("data/E-0001/original.bin: 変更されています"),
        "{}",
        out(&output)
    );
    assert_eq!(code(&scratch.kept(&["stamp", "b", "--authority", "digicert"])), 1);
    assert_eq!(code(&scratch.run(&["verify", "nowhere.zip"])), 3);
    assert_eq!(code(&scratch.run(&["verify"])), 2);
}

#[test]
fn a_secret_stays_at_home_unless_its_owner_decides_otherwise() {
    let scratch = Scratch::new();
    scratch.statement();
    scratch.put("in/note.txt", SECRET_NOTE.as_bytes());
    let said = scratch.good(&["examine", "in", "--bundle", "b.zip"]);
    assert!(said.contains("E-0001"), "{said}");
    assert_eq!(member(&scratch, "b.zip", "data/E-0001/original.bin"), None);
    let copy = member(&scratch, "b.zip", "data/E-0001/derived/redacted.txt").unwrap();
    assert!(!String::from_utf8(copy).unwrap().contains("sausage"));
    let told = json(&scratch.run(&["verify", "b.zip", "--examine", "--json"]));
    assert_eq!((&told["intact"], &told["examined"]), (&true.into(), &"originals_withheld".into()));

    scratch.good(&["case", "new", "case"]);
    scratch.good(&["case", "add", "case", "in"]);
    scratch.good(&["case", "export", "case", "whole.zip", "--whole", "E-0001"]);
    let whole = member(&scratch, "whole.zip", "data/E-0001/original.bin").unwrap();
    assert_eq!(whole, SECRET_NOTE.as_bytes());
}

#[test]
fn a_case_grows_and_its_bundles_are_signed_with_the_persons_key() {
    let scratch = Scratch::new();
    scratch.statement();
    let said = scratch.good(&["case", "new", "case", "--name", "K-1"]);
    assert!(said.contains("signing-key.json"), "{said}");
    scratch.good(&["case", "add", "case", "in", "--actor", "M. T."]);
    scratch.good(&["case", "export", "case", "first.zip"]);
    scratch.put("in/second.csv", STATEMENT.replace("77,", "78,").as_bytes());
    let said = scratch.good(&["case", "add", "case", "in"]);
    assert!(said.contains("1 exhibit sealed") && said.contains("1 was there already"), "{said}");
    scratch.good(&["case", "hold", "case", "E-0002", "--reason", "police", "--witness", "A"]);
    scratch.refused(&["case", "hold", "case", "E-0009"], "E-0009");

    let told = json(&scratch.kept(&["case", "show", "case", "--json"]));
    assert_eq!(told["exhibits"].as_array().unwrap().len(), 2);
    let log = told["log"].as_array().unwrap();
    let held = log.iter().find(|event| event["event"] == "placed_on_hold").unwrap();
    assert_eq!((&held["witness"], &held["legal_hold"]), (&"A".into(), &true.into()));
    assert_eq!(log[0]["actor"], "M. T.");

    let said = scratch.good(&["case", "export", "case", "second.zip"]);
    assert!(said.contains("your key"), "{said}");
    // The earlier bundle is the beginning of the later one.
    overwrite(&scratch.path("cp"), &member(&scratch, "first.zip", "log/checkpoint").unwrap());
    let told = json(&scratch.run(&["verify", "second.zip", "--checkpoint", "cp", "--json"]));
    assert_eq!(told["extends_known"], true);
    let examined = scratch.kept(&["examine", "--case", "case", "--json"]);
    assert_eq!(json(&examined)["exhibits"].as_array().unwrap().len(), 2);
}

#[test]
fn copies_are_compared_and_an_older_state_is_noticed() {
    let scratch = Scratch::new();
    scratch.statement();
    scratch.good(&["case", "new", "case"]);
    scratch.good(&["case", "backup", "case", "old"]);
    scratch.good(&["case", "add", "case", "in"]);
    scratch.refused(&["case", "show", "old"], "older state");
    scratch.refused(&["case", "restore", "old", "back"], "older state");
    scratch.good(&["case", "backup", "case", "backup"]);
    scratch.good(&["case", "restore", "backup", "again"]);
    assert!(scratch.good(&["case", "check", "again"]).contains("as it was sealed"));

    let object = fs::read_dir(scratch.path("again/objects")).unwrap().next().unwrap().unwrap();
    let object = fs::read_dir(object.path()).unwrap().next().unwrap().unwrap().path();
    overwrite(&object, STATEMENT.replace("0.5", "9.5").as_bytes());
    scratch.refused(&["case", "check", "again"], "missing or changed");
    scratch.refused(&["case", "backup", "again", "more"], "missing or changed");
    scratch.refused(&["case", "add", "in", "in"], "not the folder of a case");

    // The newer case is lost.
    fs::rename(scratch.path("case"), scratch.path("lost")).unwrap();
    scratch.good(&["case", "restore", "old", "back", "--older"]);
    assert!(scratch.good(&["case", "add", "back", "in"]).contains("1 exhibit sealed"));
    let before = fs::read(scratch.path("data/signing-key.json")).unwrap();
    scratch.good(&["case", "new-key", "back"]);
    assert_ne!(fs::read(scratch.path("data/signing-key.json")).unwrap(), before);
    scratch.good(&["case", "export", "back", "after.zip"]);
    assert_eq!(code(&scratch.run(&["verify", "after.zip"])), 0);
}

#[test]
fn a_passphrase_hides_a_case_and_a_lost_key_is_survived() {
    let scratch = Scratch::new();
    scratch.statement();
    let words = scratch.put("words", "しずかな 朝の 港\n".as_bytes());
    let words = words.to_str().unwrap();
    scratch.good(&["case", "new", "case", "--encrypt", "--passphrase-file", words]);
    scratch.good(&["case", "add", "case", "in", "--passphrase-file", words]);
    scratch.refused(&["case", "show", "case"], "passphrase");
    scratch.put("wrong", b"else");
    let wrong = scratch.path("wrong");
    let wrong = wrong.to_str().unwrap();
    scratch.refused(&["case", "show", "case", "--passphrase-file", wrong], "passphrase");
    for path in crate::scratch::tree(&scratch.path("case")).values() {
        assert!(!String::from_utf8_lossy(path).contains("statement.csv"), "a name in the clear");
    }
    scratch.good(&["case", "export", "case", "b.zip", "--passphrase-file", words]);
    assert_eq!(code(&scratch.run(&["verify", "b.zip"])), 0);

    fs::rename(scratch.path("data/signing-key.json"), scratch.path("lost")).unwrap();
    scratch.refused(&["case", "add", "case", "in", "--passphrase-file", words], "no signing key");
    scratch.good(&["case", "new-key", "case", "--passphrase-file", words]);
    scratch.good(&["case", "export", "case", "c.zip", "--passphrase-file", words]);
    overwrite(&scratch.path("cp"), &member(&scratch, "b.zip", "log/checkpoint").unwrap());
    let told = json(&scratch.run(&["verify", "c.zip", "--checkpoint", "cp", "--json"]));
    assert_eq!(told["extends_known"], true);
}

/// A calendar that promises everything and attests nothing yet.
pub(crate) fn calendar() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = Vec::new();
            let mut piece = [0; 512];
            while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = stream.read(&mut piece).unwrap();
                asked.extend_from_slice(&piece[..read]);
            }
            let uri = format!("http://127.0.0.1:{port}");
            let length = u8::try_from(uri.len()).unwrap();
            // A pending attestation: its tag, then the length of its body, which is one text.
            let tag = [0x00, 0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e];
            let body = [&tag[..], &[length + 1, length], uri.as_bytes()].concat();
            let promises = asked.starts_with(b"POST");
            let head = if promises { "200 OK" } else { "404 Not Found" };
            let body = if promises { body } else { Vec::new() };
            let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len());
            // The other side may have hung up.
            drop(stream.write_all(&[head.as_bytes(), &body].concat()));
        }
    });
    port
}

#[test]
fn only_who_is_named_is_asked_and_what_cannot_be_sent_waits() {
    let scratch = Scratch::new();
    scratch.statement();
    scratch.good(&["examine", "in", "--bundle", "b.zip"]);
    let listed = scratch.good(&["stamp", "b.zip"]);
    assert!(listed.contains("digicert") && listed.contains("nothing is sent"), "{listed}");
    scratch.refused(&["stamp", "b.zip", "--authority", "seiko"], "seiko");

    let port = calendar();
    let list = |port: u16| {
        format!(
            "hikeshi_authorities = 1\n[[authority]]\nname = \"cal\"\nkind = \"ots\"\n\
             url = \"http://127.0.0.1:{port}\"\noperator = \"test\"\nsource = \"test\"\nseen = \"2026-11\"\n"
        )
    };
    scratch.put("data/authorities.toml", list(1).as_bytes());
    let output = scratch.kept(&["stamp", "b.zip", "--authority", "cal"]);
    assert!(err(&output).contains("Asking cal") && err(&output).contains("is noted"));
    assert!(out(&output).contains("nothing came back"), "{}", out(&output));
    assert_eq!(member(&scratch, "b.zip", "seal/tagmanifest-sha256.txt.ots"), None);

    scratch.put("data/authorities.toml", list(port).as_bytes());
    assert!(scratch.good(&["stamp"]).contains("accepted"));
    assert!(scratch.good(&["stamp"]).contains("Nothing is waiting"));
    assert!(member(&scratch, "b.zip", "seal/tagmanifest-sha256.txt.ots").is_some());
    assert!(scratch.good(&["stamp", "b.zip", "--upgrade"]).contains("not in a block yet"));
    let told = json(&scratch.run(&["verify", "b.zip", "--json"]));
    assert_eq!((&told["intact"], &told["stamped"]), (&true.into(), &false.into()));

    scratch.put("data/authorities.toml", b"hikeshi_authorities = 3");
    scratch.refused(&["stamp", "--list"], "authorities.toml");
}

#[test]
fn a_mail_is_an_a_with_the_key_that_was_fetched_and_sealed_beside_it() {
    let scratch = Scratch::new();
    scratch.put("in/a.eml", include_bytes!("signed.eml"));
    assert!(scratch.run(&["keys", "in"]).stdout.starts_with(b"These names would be asked for"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/resolve", listener.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = vec![0; 2048];
        let read = stream.read(&mut asked).unwrap();
        let key = include_str!("signed.key").trim();
        let body =
            format!(r#"{{"Answer":[{{"type":16,"data":"\"v=DKIM1; k=rsa; \" \"p={key}\""}}]}}"#);
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap();
        String::from_utf8_lossy(&asked[..read]).into_owned()
    });
    let output = scratch.run(&["keys", "in", "--from", &url, "--out", "in"]);
    assert!(out(&output).contains("kept"), "{}{}", out(&output), err(&output));
    let asked = answering.join().unwrap();
    assert!(asked.starts_with("GET /resolve?name=sel._domainkey.mail.example&type=TXT"), "{asked}");
    let told = json(&scratch.run(&["examine", "in", "--json"]));
    let grades: Vec<&str> = told["exhibits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["origin_grade"].as_str().unwrap())
        .collect();
    assert_eq!(grades, ["A", "B"]);
}
