//! `hikeshi enquiry` and `hikeshi channels` as a person uses them: every letter in four situations against
//! the letters in `letters/`, mails read again by others, hostile names, and what must never be said.

use crate::scratch::{Scratch, code, err, json, out};
use hikeshi_case::source::mail;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const TO: [&str; 5] = ["exchange", "receiving-exchange", "police", "lawyer", "bank"];

/// Coins on their way that nobody credited, with hardly a word of the person's.
const DEPOSITS: &str = "Time,Coin,Network,Amount,Address,TXID,Status\n\
    2026-03-01 10:00:00,USDT,TRX,500,TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE,\
    9f2c7b1e5a3d4f60817293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8,Confirming\n";
const RESTRICTED: &str = "hikeshi_answers = 1\n[[restriction]]\nat = \"2026-03-01T19:00:00+09:00\"\n\
    text = \"Your account is under review.\"\n";
const THIN: &str = "hikeshi_particulars = 1\n[story]\nwhat = \"口座が使えなくなりました。\"\n";
/// Everything filled in, by somebody who was told to send it; names that turn their neighbours around.
const PERSUADED: &str = include_str!("letters/persuaded.toml");

/// The arguments of a situation: its material and what the person says.
fn situation(scratch: &Scratch, name: &str) -> Vec<String> {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let about = |words: &str| {
        let path = scratch.put(&format!("{name}.toml"), words.as_bytes());
        ["--about".to_owned(), text(&path)]
    };
    let file = |file: &str, words: &str| {
        vec![text(&scratch.put(&format!("{name}/{file}"), words.as_bytes()))]
    };
    match name {
        "demo" => vec!["--demo".to_owned()],
        "deposit" => file("Deposit-History.csv", DEPOSITS),
        "restricted" => [file("answers.toml", RESTRICTED), about(THIN).to_vec()].concat(),
        "persuaded" => [vec!["--demo".to_owned()], about(PERSUADED).to_vec()].concat(),
        _ => file("note.txt", "hello"),
    }
}

fn enquiry(scratch: &Scratch, name: &str, to: &str, lang: &str) -> Value {
    let material = situation(scratch, name);
    let mut command = scratch.command();
    command.arg("enquiry").args(&material).args(["--to", to, "--lang", lang, "--json"]);
    json(&command.args(["--tz", "Asia/Tokyo"]).output().unwrap())
}

#[test]
fn every_letter_reads_as_it_did() {
    let scratch = Scratch::new();
    let letters = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/letters");
    let mut apart = Vec::new();
    for situation in ["demo", "deposit", "restricted", "persuaded", "empty"] {
        for (to, lang) in TO.iter().flat_map(|to| ["ja", "en"].map(|lang| (to, lang))) {
            let name = format!("{situation}-{to}-{lang}.txt");
            let made = enquiry(&scratch, situation, to, lang)["text"].as_str().unwrap().to_owned();
            if fs::read_to_string(letters.join(&name)).ok().as_deref() != Some(&made) {
                apart.push(format!("── {name}\n{made}"));
            }
        }
    }
    assert!(apart.is_empty(), "{} letters differ:\n{}", apart.len(), apart.join("\n"));
}

#[test]
fn graver_words_stand_only_in_the_persons_own() {
    let letters = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/letters");
    let mut read = 0;
    for entry in fs::read_dir(letters).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        read += 1;
        for line in text.lines().filter(|line| !line.starts_with('>')) {
            for word in ["盗", "犯人", "stolen", "thief", "theft", "!", "hunter2"] {
                assert!(!line.to_lowercase().contains(word), "{}: {line}", path.display());
            }
        }
    }
    assert_eq!(read, 50);
    let own = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/letters/persuaded-police-ja.txt"),
    );
    assert!(own.unwrap().contains("> だまし取られた"));
}

#[test]
fn pieces_fit_the_box_and_tear_no_address() {
    let scratch = Scratch::new();
    for (situation, to) in
        [("demo", "exchange"), ("persuaded", "receiving-exchange"), ("empty", "bank")]
    {
        let made = enquiry(&scratch, situation, to, "ja");
        let pieces = made["pieces"].as_array().unwrap();
        assert!(!pieces.is_empty());
        for (at, piece) in pieces.iter().map(|piece| piece.as_str().unwrap()).enumerate() {
            assert!(piece.encode_utf16().count() <= 900, "{}", piece.len());
            assert!(piece.starts_with(&format!("({}/{})\n", at + 1, pieces.len())), "{piece}");
        }
        let all: String = pieces.iter().map(|piece| piece.as_str().unwrap()).collect();
        for line in made["text"].as_str().unwrap().lines().filter(|line| line.len() < 200) {
            assert!(all.contains(line.trim_start()), "{line}");
        }
        let first = pieces[0].as_str().unwrap();
        assert!(first.contains("お願いしたいこと"), "{first}");
        assert!(made["mailto"].as_str().unwrap().len() <= 1_900);
    }
}

/// Subject, senders, what hangs on it and its text, as Python's own parser reads it; nothing where there is
/// no Python.
fn by_python(eml: &[u8]) -> Option<Value> {
    let script = "import sys,json,email,hashlib\nfrom email import policy\n\
        m=email.message_from_binary_file(sys.stdin.buffer,policy=policy.default)\n\
        a=[[p.get_filename(),p.get_content_type(),len(p.get_content())] for p in m.iter_attachments()]\n\
        b=m.get_body(('plain',)).get_content()\n\
        d=[str(x) for x in m.defects]+[str(x) for h in m.values() for x in h.defects]\n\
        print(json.dumps({'subject':m['subject'],'from':[str(x) for x in m['from'].addresses] if m['from'] else [],\
        'keys':m.keys(),'attachments':a,'text':b,'defects':d}))";
    let mut child = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(eml).unwrap();
    let output = child.wait_with_output().unwrap();
    Some(serde_json::from_slice(&output.stdout).expect("Python reads the mail"))
}

#[test]
fn a_draft_mail_is_read_by_others_as_it_was_written() {
    let scratch = Scratch::new();
    let about = "hikeshi_particulars = 1\n[person]\n\
        name = \"見本\\r\\nBcc: evil@example.com \u{202e}花子\"\nmail = \"hanako@example.jp\"\n";
    let about = scratch.put("about.toml", about.as_bytes());
    let mut command = scratch.command();
    command.args(["enquiry", "--demo", "--to", "exchange", "--lang", "ja", "--out", "drafts"]);
    let output = command.arg("--about").arg(about).output().unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
    let eml = fs::read(scratch.path("drafts/exchange/enquiry-exchange-ja.eml")).unwrap();
    let text = fs::read_to_string(scratch.path("drafts/exchange/enquiry-exchange-ja.txt")).unwrap();

    let read = mail::read(&eml).unwrap();
    assert_eq!(read.header("subject").map(|it| it.value.as_str()), text.lines().next());
    assert!(read.header("bcc").is_none());
    assert!(read.header("to").is_none(), "no official address is known");
    let lines = read.texts.first().map(|part| &part.lines).unwrap();
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let body = lines.join("\n");
    assert_eq!(body.trim_end(), text.trim_end());

    if let Some(python) = by_python(&eml) {
        assert_eq!(python["subject"].as_str(), text.lines().next());
        assert_eq!(
            python["text"].as_str().unwrap().replace("\r\n", "\n").trim_end(),
            text.trim_end()
        );
        assert_eq!(python["defects"], Value::Array(Vec::new()));
        let from = python["from"].to_string();
        assert!(
            from.contains("hanako@example.jp") && !from.contains("evil@example.com>"),
            "{from}"
        );
        let keys = python["keys"].to_string();
        assert!(!keys.contains("Bcc"), "{keys}");
    }
    let head = String::from_utf8_lossy(&eml);
    let head = head.split("\r\n\r\n").next().unwrap();
    assert!(head.lines().all(|line| line.len() <= 78 && line.is_ascii()), "{head}");
}

#[test]
fn no_header_and_no_second_address_can_be_slipped_in() {
    let scratch = Scratch::new();
    for address in ["a@b.jp\r\nBcc: c@d.jp", "a@b.jp,c@d.jp", "a@b.jp\u{202e}", "<a@b.jp>", "a"] {
        let mut command = scratch.command();
        command.args(["enquiry", "--demo", "--to", "bank", "--mail-to", address]);
        let output = command.output().unwrap();
        assert_eq!(code(&output), 2, "{address:?}");
        assert!(!err(&output).contains('\r'), "{}", err(&output));
    }
}

#[test]
fn a_faulty_file_is_named_with_its_line_and_tells_no_secret() {
    let scratch = Scratch::new();
    let about = scratch
        .put("about.toml", b"hikeshi_particulars = 1\n[account]\npassword = \"hunter2-hunter2\"\n");
    let mut command = scratch.command();
    let output =
        command.args(["enquiry", "--demo", "--to", "police", "--about"]).arg(about).output();
    let output = output.unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("3: ") && !err(&output).contains("hunter2"), "{}", err(&output));
}

#[test]
fn a_draft_that_was_edited_is_never_written_over() {
    let scratch = Scratch::new();
    let draft = |expected: i32| {
        let args = ["enquiry", "--demo", "--to", "police", "--lang", "ja", "--out", "drafts"];
        let output = scratch.run(&args);
        assert_eq!(code(&output), expected, "{}", err(&output));
        out(&output)
    };
    let said = draft(0);
    assert!(said.contains("Nothing was sent") || said.contains("何も送っていません"), "{said}");
    draft(0);
    let file = scratch.path("drafts/police/enquiry-police-ja.txt");
    crate::scratch::overwrite(&file, b"my own words");
    draft(2);
    assert_eq!(fs::read(&file).unwrap(), b"my own words");
}

#[test]
fn the_map_keeps_the_two_sites_apart_and_says_what_is_not_known() {
    let scratch = Scratch::new();
    let of =
        |site: &str, lang: &str| out(&scratch.run(&["channels", "--site", site, "--lang", lang]));
    let (japan, global) = (of("japan", "ja"), of("global", "ja"));
    assert!(japan.contains("● JVCEA") && !global.contains("● JVCEA"));
    assert!(global.contains("P2Pの異議申し立て") && !japan.contains("P2Pの異議申し立て"));
    for said in [&japan, &global] {
        assert!(said.contains("公式の電話番号とメールの窓口は、確認できていません"), "{said}");
        assert!(said.contains("できないこと"));
    }
    assert!(of("japan", "en").contains("No official telephone number"));
    let all = json(&scratch.run(&["channels", "--json", "--lang", "en"]));
    assert!(all["channels"].as_array().unwrap().len() > 20);
}
