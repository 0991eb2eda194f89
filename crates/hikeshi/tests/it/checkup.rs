//! The check-ups as a person uses them: questions, a password over a pipe, pictures good and hostile.

use hikeshi_seal::Vault;
use serde_json::Value;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

struct Scratch(Vault);

impl Scratch {
    fn new() -> Self {
        Self(Vault::temporary().unwrap())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.dir().join(name);
        File::create(&path).unwrap().write_all(bytes).unwrap();
        path
    }
}

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hikeshi"))
        .arg("checkup")
        .args(args)
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments reads nothing.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn questions_on_api_keys_can_be_answered_or_handed_in() {
    let answers =
        ["api-key", "--json", "--answers", "keys=some", "rights=withdraw", "address=open"];
    let said = json(&run(&answers, b""));
    assert_eq!(said["verdicts"][0]["key"], "withdraw_open");
    assert_eq!(said["again_in_days"], 7);
    let none = run(&["api-key"], b"1\n");
    assert!(text(&none.stdout).contains("no API keys"), "{}", text(&none.stdout));
    assert!(text(&none.stdout).contains("180 days"));
    assert!(!text(&none.stderr).contains("rights"));
    let wrong = run(&["api-key", "--answers", "secret=abc"], b"");
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_password_is_judged_and_stands_in_nothing_that_comes_out() {
    let scratch = Scratch::new();
    let secret = "Sakura-binance-77";
    for extra in [vec![], vec!["--json"]] {
        let args = [vec!["password", "--own", "hanako@example.com"], extra].concat();
        let output = run(&args, format!("{secret}\nnext line\n").as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let all = text(&output.stdout) + &text(&output.stderr);
        assert!(!all.to_lowercase().contains("sakura"), "{all}");
    }
    let said = json(&run(&["password", "--json"], secret.as_bytes()));
    assert_eq!(said["remarks"], serde_json::json!(["known_word"]));
    assert_ne!(said["strength"], "strong");
    let weak = json(&run(&["password", "--json"], "桜1234".as_bytes()));
    assert_eq!(weak["strength"], "weak");
    let long = json(&run(&["password", "--json"], b"vexed ombre quilt ladder 5 jaunty\n"));
    assert_eq!((&long["strength"], &long["leaked"]), (&"strong".into(), &Value::Null));

    scratch.put("5BAA6.txt", b"1E4C9B93F3F0682250B6CF8331B7EE68FD8:42\r\n");
    let folder = scratch.0.dir().display().to_string();
    let leaked = json(&run(&["password", "--json", "--range", &folder], b"password"));
    assert_eq!(leaked["leaked"], 42);
    let absent = json(&run(&["password", "--json", "--range", &folder], b"other"));
    assert_eq!(absent["leaked"], Value::Null);
    let missing = run(&["password", "--range", "/nowhere/at/all"], b"password");
    assert_eq!(missing.status.code(), Some(1));
}

/// A card with strokes on a darker table, as a PNG.
fn card() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(900, 600, |x, y| {
        let inside = (45..855).contains(&x) && (38..562).contains(&y);
        let stroke = (y / 12) % 3 == 0 && (x / 4) % 3 == 0 && x > 112 && y > 75;
        let level = if !inside {
            80
        } else if stroke {
            40
        } else {
            225
        };
        image::Rgb([level, level, level - 30])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[test]
fn a_picture_is_measured_and_nothing_hidden_in_it_is_passed_over() {
    let scratch = Scratch::new();
    let path = scratch.put("card.png", &card());
    let said = json(&run(&["document", "--json", &path.display().to_string()], b""));
    assert_eq!(said["edges_top_right_bottom_left"], serde_json::json!([true, true, true, true]));
    assert!(said["detail"].as_u64().unwrap() > 880, "{said}");
    let codes = |said: &Value| -> Vec<String> {
        let remarks = said["remarks"].as_array().unwrap().iter();
        remarks.map(|it| it["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!codes(&said).contains(&"tells_place".to_owned()));
    let strict =
        ["document", "--json", "--most-bytes", "10", "--least-side", "5000", "--format", "jpeg"];
    let path = path.display().to_string();
    let said = json(&run(&[strict.as_slice(), &[path.as_str()]].concat(), b""));
    for code in ["large", "small", "format"] {
        assert!(codes(&said).contains(&code.to_owned()), "{said}");
    }
    let plain = run(&["document", &path], b"");
    assert!(text(&plain.stdout).contains("decides by its own rules"));
}

#[test]
fn bombs_and_broken_pictures_are_refused() {
    let scratch = Scratch::new();
    let mut bomb = card();
    // Width and height of the header: 60,000 by 60,000, with the checksum of the chunk made right.
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let mut crc = flate2::Crc::new();
    crc.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    let half = card();
    let cases: [(&str, &[u8], &str); 4] = [
        ("bomb.png", &bomb, "too large"),
        ("half.png", &half[..half.len() / 2], "could not be opened"),
        ("words.png", b"no picture", "could not be opened"),
        ("empty.png", b"", "could not be opened"),
    ];
    for (name, bytes, said) in cases {
        let path = scratch.put(name, bytes).display().to_string();
        let output = run(&["document", &path], b"");
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert!(text(&output.stderr).contains(said), "{name}: {}", text(&output.stderr));
    }
}
