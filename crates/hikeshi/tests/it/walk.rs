//! The real command over a temporary directory, as a person would use it and as somebody would
//! abuse it.

use crate::scratch::{Scratch, code, err, json, out, tree};
use hikeshi_seal::Digest;
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// `code/detail/value-or-name` of every problem.
fn problems(result: &Value) -> Vec<String> {
    let problems = result["problems"].as_array().unwrap();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    let said = |problem: &Value| {
        let place = text(problem, "name") + &text(problem, "value");
        format!("{}/{}/{place}", text(problem, "code"), text(problem, "detail"))
    };
    problems.iter().map(said).collect()
}

fn names(result: &Value) -> Vec<String> {
    let exhibits = result["exhibits"].as_array().unwrap();
    exhibits.iter().map(|exhibit| exhibit["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_same_case_gives_the_same_bytes_in_any_order() {
    let scratch = Scratch::new();
    let files = scratch.demo_case();
    let run = |files: Vec<&PathBuf>, dir: &str| {
        let mut command = scratch.command();
        command.arg("examine").args(files).args(["--tz", "Asia/Tokyo", "--json", "--out", dir]);
        command.output().unwrap()
    };
    let forwards = run(files.iter().collect(), "a");
    let backwards = run(files.iter().rev().collect(), "b");
    assert_eq!(json(&forwards)["exhibits"].as_array().unwrap().len(), files.len());
    assert_eq!(out(&forwards), out(&backwards));
    assert_eq!(err(&forwards), "");
    let (a, b) = (tree(&scratch.path("a")), tree(&scratch.path("b")));
    assert!(a.keys().eq(b.keys()));
    for (name, bytes) in &a {
        assert!(b[name] == *bytes, "{} differs", name.display());
    }
    scratch.assert_swept();
}

#[test]
fn a_dossier_stands_alone_and_replaces_its_predecessor() {
    let scratch = Scratch::new();
    for _ in 0..2 {
        let output = scratch.run(&["demo", "--out", "made up", "--lang", "both"]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(out(&output).contains("made up"), "{}", out(&output));
    }
    let files = tree(&scratch.path("made up"));
    for name in ["README.txt", "findings.json", "exhibits/SHA256SUMS", "hikeshi-dossier.json"] {
        assert!(files.contains_key(Path::new(name)), "{name}");
    }
    let sums = String::from_utf8(files[Path::new("exhibits/SHA256SUMS")].clone()).unwrap();
    assert_eq!(sums.lines().count(), hikeshi::demo::files().len());
    for line in sums.lines() {
        let (sha256, name) = line.split_once("  ").unwrap();
        let bytes = &files[&Path::new("exhibits").join(name)];
        assert_eq!(Digest::of(&mut bytes.as_slice()).unwrap().sha256, sha256, "{name}");
    }
    let readme = String::from_utf8(files[Path::new("README.txt")].clone()).unwrap();
    assert!(readme.contains("見本") && readme.contains("SAMPLE"));
    let left = fs::read_dir(scratch.path("")).unwrap().count();
    assert_eq!(left, 2, "only the dossier and the folder for temporary files");
    scratch.assert_swept();
}

#[test]
fn exit_codes_say_what_went_wrong() {
    let scratch = Scratch::new();
    scratch.put("in/a.csv", b"x");
    scratch.put("full/holiday.jpg", b"mine");
    for (args, expected) in [
        (vec!["examine"], 2),
        (vec!["examine", "in", "--frobnicate"], 2),
        (vec!["examine", "in", "--tz", "Mars/Olympus"], 2),
        (vec!["examine", "in", "--zone", "+99:00"], 2),
        (vec!["examine", "in", "--as-of", "tomorrow"], 2),
        (vec!["examine", "in", "--answers", "none.toml"], 2),
        (vec!["examine", "in", "--out", "full"], 2),
        (vec!["examine", "in", "--out", "full/holiday.jpg"], 2),
        (vec!["examine", "missing", "gone.csv"], 3),
        (vec!["examine", "missing", "in"], 0),
        (vec!["examine", "in", "--tz", "-03:00", "--as-of", "2026-03-01"], 0),
        (vec!["--help"], 0),
        (vec!["--version"], 0),
    ] {
        let output = scratch.run(&args);
        assert_eq!(code(&output), expected, "{args:?}: {}", err(&output));
        assert_eq!(expected != 0, out(&output).is_empty(), "{args:?}: {}", out(&output));
    }
    assert_eq!(fs::read(scratch.path("full/holiday.jpg")).unwrap(), b"mine");
    assert_eq!(fs::read_dir(scratch.path("full")).unwrap().count(), 1);
    scratch.assert_swept();
}

#[test]
fn an_empty_folder_is_examined_and_is_no_all_clear() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("empty")).unwrap();
    let output = scratch.run(&["examine", "empty"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("not thereby cleared"), "{}", out(&output));
}

#[test]
fn the_console_speaks_both_languages() {
    let scratch = Scratch::new();
    scratch.put("in/a.csv", b"x");
    let japanese = scratch.command().env("LC_ALL", "ja_JP.UTF-8").args(["examine", "in"]).output();
    assert!(out(&japanese.unwrap()).contains("取引所トラブルの初動支援"));
    assert!(out(&scratch.run(&["examine", "in", "--lang", "en"])).contains("first response"));
    let output = scratch.run(&["examine", "in", "--lang", "ja", "--out", "in/a.csv"]);
    assert!(err(&output).contains("フォルダーではありません"), "{}", err(&output));
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_secret_leaves_the_house_in_no_file() {
    // BIP 39, test vectors.
    let phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let scratch = Scratch::new();
    let note = format!("メモ\nリカバリーフレーズ {phrase}\n");
    scratch.put("in/note.txt", note.as_bytes());
    scratch.put("in/parcel.zip", &zip_of(&[("note.txt", note.as_bytes()), ("b.txt", b"plain")]));
    let output = scratch.run(&["examine", "in", "--json", "--lang", "en", "--out", "dossier"]);
    let result = json(&output);
    let codes: Vec<&Value> =
        result["findings"].as_array().unwrap().iter().map(|found| &found["code"]).collect();
    assert!(codes.contains(&&Value::from("secret_exposed")), "{codes:?}");
    assert!(!out(&output).contains("sausage"));
    let files = tree(&scratch.path("dossier"));
    for (name, bytes) in &files {
        let shown = String::from_utf8_lossy(bytes);
        assert!(!shown.contains("sausage"), "{}", name.display());
    }
    let has = |name: &str| files.contains_key(&Path::new("exhibits").join(name));
    assert!(has("E-0001/redacted.txt") && !has("E-0001/original.bin"));
    assert!(!has("E-0002/original.bin"), "the parcel holds the same bytes");
    assert!(has("E-0003/original.bin") && has("E-0004/redacted.txt"));
    let spoken = out(&scratch.run(&["examine", "in", "--out", "dossier"]));
    assert!(spoken.contains("Exhibit 1, Exhibit 2, Exhibit 4"), "{spoken}");
}

/// Files that somebody might hand in by mistake or on purpose.
fn hostile(scratch: &Scratch) {
    let bomb = zip_of(&[("bomb.csv", &vec![b'0'; 32 << 20]), ("fine.csv", b"a,b\n1,2\n")]);
    scratch.put("in/bomb.zip", &bomb);
    scratch.put("in/cut.zip", &bomb[..bomb.len() - 40]);
    let mut nest = zip_of(&[("../../../etc/passwd", b"x"), ("/abs.csv", b"y")]);
    for _ in 0..3 {
        nest = zip_of(&[("n.zip", &nest)]);
    }
    scratch.put("in/nest.zip", &nest);
    let noise: Vec<u8> =
        (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    scratch.put("in/binary.csv", &noise);
    scratch.put("in/nul.csv", b"User_ID,UTC_Time\0\0,Account\n1,2\0,3\n");
    let header = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\r\n";
    let wide: Vec<u8> = header.encode_utf16().flat_map(u16::to_le_bytes).collect();
    scratch.put("in/utf16.csv", &[b"\xff\xfe".to_vec(), wide].concat());
    scratch.put("in/sjis.csv", b"\x83\x86\x81[\x83U\x81[ID,\x8e\x9e\x8a\xd4\r\n1,2\r\n");
    scratch.put("in/formula.csv", b"=cmd|' /C calc'!A0,@SUM(1)\n+1,-1\n");
    scratch.put("in/line.csv", &vec![b'x'; 2 << 20]);
    scratch.put("in/empty.csv", b"");
    scratch.put("in/no-bytes.zip", b"PK\x03\x04");
    scratch.put("in/sub/.hidden", b"dot");
}

#[test]
fn a_hostile_folder_is_examined_to_the_end() {
    let scratch = Scratch::new();
    hostile(&scratch);
    let result = json(&scratch.run(&["examine", "in", "--json", "--out", "dossier"]));
    let said = problems(&result);
    for expected in [
        "archive_refused/bomb/bomb.csv",
        "archive_refused/nested_too_deep/",
        "file_truncated/broken/",
    ] {
        assert!(said.iter().any(|problem| problem == expected), "{expected} in {said:?}");
    }
    let names = names(&result);
    for expected in ["bomb.zip!/fine.csv", "binary.csv", "sub/.hidden", "line.csv", "empty.csv"] {
        assert!(names.iter().any(|name| name == expected), "{expected} in {names:?}");
    }
    let mut outside: Vec<PathBuf> =
        fs::read_dir(scratch.path("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    outside.sort();
    assert_eq!(outside, ["dossier", "in", "tmp"].map(|name| scratch.path(name)));
    scratch.assert_swept();
}

#[test]
fn what_could_not_be_read_names_the_file_and_the_line() {
    let scratch = Scratch::new();
    let header = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\r";
    let row = "1,2026-01-05 10:00:00,Spot,Deposit,BTC,half,\r";
    scratch.put("in/old mac.csv", [header, row].concat().as_bytes());
    let mail =
        "From a@b.example Mon Jan  5 10:00:00 2026\nFrom: a@b.example\nSubject: x\nDate: soon\n\n";
    scratch.put("in/all.mbox", mail.repeat(2).as_bytes());
    for (lang, row, mail) in [
        ("ja", "資料4・2行 old mac.csv：", "資料2・3行 all.mbox!/0001.eml："),
        ("en", "Ex. 4, line 2 old mac.csv: ", "Ex. 2, line 3 all.mbox!/0001.eml: "),
    ] {
        let spoken = out(&scratch.run(&["examine", "in", "--lang", lang]));
        assert!(spoken.contains(row) && spoken.contains(mail), "{spoken}");
    }
}

#[test]
fn a_second_run_beside_its_own_dossier_gives_the_same_bytes() {
    let scratch = Scratch::new();
    scratch.put("in/a.csv", b"x");
    let args = ["examine", "in", "--json", "--out", "in/dossier"];
    let first = out(&scratch.run(&args));
    let before = tree(&scratch.path("in/dossier"));
    assert_eq!(out(&scratch.run(&args)), first);
    assert!(tree(&scratch.path("in/dossier")) == before);
    let result = json(&scratch.run(&["examine", "in", "--json"]));
    assert_eq!(names(&result), ["a.csv"]);
    assert!(problems(&result).contains(&"format_unknown/own_dossier/dossier".to_owned()));

    scratch.put("in/dossier/README.txt", b"my own words");
    let refused = scratch.run(&args);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("README.txt"), "{}", err(&refused));
    assert_eq!(fs::read(scratch.path("in/dossier/README.txt")).unwrap(), b"my own words");
    scratch.assert_swept();
}

#[test]
fn no_cell_of_the_annex_runs_as_a_formula() {
    let scratch = Scratch::new();
    let text = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n\
        1,2026-01-05 10:00:00,Spot,=HYPERLINK(0),BTC,@SUM(1),=1+1\n\
        1,2026-01-05 10:00:00,Spot,=HYPERLINK(0),BTC,1,=1+1\n";
    scratch.put("in/=cmd|' calc'!A0.csv", text.as_bytes());
    scratch.run(&["examine", "in", "--out", "dossier"]);
    let mut cells = 0;
    for (name, bytes) in tree(&scratch.path("dossier/annex")) {
        for line in String::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}').lines() {
            for cell in line.split(',').map(|cell| cell.trim_start_matches('"')) {
                let risky = cell.starts_with(['=', '@', '\t']);
                assert!(!risky, "{cell} in {}", name.display());
                cells += usize::from(cell.contains("SUM(1)") || cell.contains("HYPERLINK(0)"));
            }
        }
    }
    assert!(cells > 0, "nothing of the cells was shown");
}

#[cfg(unix)]
#[test]
fn names_links_and_devices_do_no_harm() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let scratch = Scratch::new();
    scratch.put("in/line\nbreak \u{202e}vsc.csv", b"1");
    let latin = PathBuf::from(std::ffi::OsStr::from_bytes(b"in/caf\xe9.csv"));
    File::create(scratch.path("").join(latin)).unwrap();
    scratch.put("private.txt", b"not handed in");
    symlink("../private.txt", scratch.path("in/out.txt")).unwrap();
    symlink(".", scratch.path("in/loop")).unwrap();
    symlink("/dev/zero", scratch.path("in/zero")).unwrap();
    let fifo = Command::new("mkfifo").arg(scratch.path("in/fifo")).status().unwrap();
    assert!(fifo.success());
    let locked = scratch.put("in/locked.csv", b"1");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let is_locked = File::open(&locked).is_err();

    let result = json(&scratch.run(&["examine", "in", "--json"]));
    let said = problems(&result);
    for expected in [
        "link_not_followed/outside/out.txt",
        "link_not_followed/outside/zero",
        "file_unreadable/special/fifo",
    ] {
        assert!(said.iter().any(|problem| problem == expected), "{expected} in {said:?}");
    }
    let unreadable = said.iter().any(|problem| problem == "file_unreadable/io/locked.csv");
    assert_eq!(unreadable, is_locked, "{said:?}");
    let names = names(&result);
    assert!(names.contains(&"caf\u{fffd}.csv".to_owned()), "{names:?}");
    assert!(names.contains(&"line\nbreak \u{202e}vsc.csv".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("private") || name.contains("loop")));
    let spoken = out(&scratch.run(&["examine", "in"]));
    assert!(!spoken.contains('\u{202e}') && !spoken.contains("line\nbreak"), "{spoken}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_a_closed_pipe_is_not() {
    let scratch = Scratch::new();
    scratch.put("in/a.csv", b"x");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = scratch.command().args(["examine", "in"]).stdout(full).output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("console"), "{}", err(&output));

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = scratch.command();
    let output = command.args(["examine", "in", "--json"]).stdout(writer).output().unwrap();
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
}

#[test]
fn a_screenshot_is_read_where_there_are_eyes_and_said_unread_where_there_are_none() {
    let scratch = Scratch::new();
    scratch.put("in/screenshot.png", include_bytes!("fixtures/screenshot.png"));
    let blind = scratch.command().args(["examine", "in", "--json"]).env("PATH", "").output();
    assert_eq!(problems(&json(&blind.unwrap())), ["format_unknown/picture_not_read/"]);
    let result = json(&scratch.run(&["examine", "in", "--json"]));
    let languages = Command::new("tesseract").arg("--list-langs").output();
    if !languages.is_ok_and(|said| out(&said).lines().any(|line| line == "jpn")) {
        assert_eq!(problems(&result), ["format_unknown/picture_not_read/"]);
        return;
    }
    // The picture says that the password was changed; what a machine reads is never certain.
    assert_eq!(names(&result), ["screenshot.png", "screenshot.png!/ocr.txt"]);
    assert_eq!(result["findings"][0]["code"], "security_change");
    assert_eq!(result["findings"][0]["confidence"], "possible");
    assert_eq!(result["findings"][0]["cites"][0]["exhibit"], "E-0002");
    scratch.assert_swept();
}
