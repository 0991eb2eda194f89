//! `hikeshi check` as a person uses it: from the command line, from standard input, line by line.

use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

pub(super) fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hikeshi"))
        .args(args)
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

pub(super) fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(super) fn json(args: &[&str], input: &[u8]) -> Value {
    serde_json::from_str(&out(&run(args, input))).unwrap()
}

const LINK: &str = "https://binance-login.example/verify";

#[test]
fn a_link_in_both_languages() {
    let ja = out(&run(&["check", LINK, "--lang", "ja"], b""));
    assert!(ja.starts_with("【リンク・サイト】取引所のサイトに似せて"), "{ja}");
    assert!(ja.contains("リンクを開かないでください。"), "{ja}");
    let en = out(&run(&["check", LINK, "--lang", "en"], b""));
    assert!(en.starts_with("[Link or site] This looks made to resemble"), "{en}");
    assert!(en.contains("Do not open the link."), "{en}");
    for text in [&ja, &en] {
        assert!(!text.contains("thing-"), "a key without words: {text}");
    }
}

#[test]
fn what_is_unknown_never_reads_as_harmless() {
    for (thing, ja, en) in [
        ("example.org", "安全という意味ではありません", "not known"),
        ("@taro_yamada", "安全という意味ではありません", "not known"),
        ("明日は雨です。", "安全という意味ではありません", "not known"),
    ] {
        assert!(out(&run(&["check", thing, "--lang", "ja"], b"")).contains(ja), "{thing}");
        assert!(out(&run(&["check", thing, "--lang", "en"], b"")).contains(en), "{thing}");
    }
}

#[test]
fn lines_are_answered_in_their_order() {
    let input = format!(
        "BTC\tbc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\r\nBTC\tbc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5\n\n{LINK}\n{}\nbinance.com",
        "x".repeat(1_000_000)
    );
    let text = out(&run(&["check", "--lines"], input.as_bytes()));
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let seen: Vec<String> = lines
        .iter()
        .map(|it| format!("{} {}", it["type"].as_str().unwrap(), it["verdict"].as_str().unwrap()))
        .collect();
    let expected = [
        "address valid",
        "address invalid",
        "unreadable unreadable",
        "link imitation",
        "unreadable unreadable",
        "link official",
    ];
    assert_eq!(seen, expected);
    assert_eq!(lines[0]["chains"], serde_json::json!(["BTC"]));
    assert_eq!(lines[0]["memo"], "none");
    assert_eq!(lines[1]["rule"], "checksum");
    assert_eq!(lines[1]["near"], 41);
    assert_eq!(lines[3]["brand"], "binance");
    assert!(lines[3]["because"].as_array().is_some_and(|it| !it.is_empty()));
}

#[test]
fn a_secret_is_never_echoed() {
    let words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    for args in [["check", "--json"], ["check", "--lang=ja"], ["check", "--lang=en"]] {
        let output = run(&args, words.as_bytes());
        let all = out(&output) + &String::from_utf8_lossy(&output.stderr);
        assert!(!all.contains("abandon"), "{all}");
    }
    assert_eq!(json(&["check", "--json"], words.as_bytes())["type"], "secret");
}

#[test]
fn a_mail_comes_as_a_file_or_as_text() {
    let mail =
        "From: Binance Support <help@shop.example>\nSubject: Your account\n\nPlease log in.\n";
    let seen = json(&["check", "--json", "-"], mail.as_bytes());
    assert_eq!((&seen["type"], &seen["verdict"]), (&"mail".into(), &"contradicted".into()));
    assert_eq!(seen["brand"], "binance");
    let missing = run(&["check", "--file", "/nonexistent/x.eml"], b"");
    assert_eq!(missing.status.code(), Some(3));
}

#[test]
fn ten_megabytes_and_broken_letters_are_answered() {
    let seen = json(&["check", "--json"], &b"send the code ".repeat(800_000));
    assert_eq!(seen["type"], "unreadable");
    assert!(json(&["check", "--json"], b"\xff\xc3\x28 hello")["type"].is_string());
}

#[test]
fn the_words_of_the_exchange_are_explained_and_an_impostor_who_quotes_them_is_not() {
    let told = |thing: &str| {
        let scratch = crate::scratch::Scratch::new();
        let output = scratch.run(&["check", "--json", thing]);
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let known = told("APIError(code=-2015): Invalid API-key, IP, or permissions for action.");
    assert_eq!((&known["type"], &known["verdict"]), (&"error_text".into(), &"known".into()));
    assert!(!known["meanings"].as_array().unwrap().is_empty());
    let quoting =
        "APIError(code=-2015). Binance support here: install AnyDesk and we will fix it for you";
    assert_eq!(told(quoting)["type"], "message");
    let linked = "Invalid API-key, IP, or permissions for action. https://example.com/fix";
    assert_ne!(told(linked)["type"], "error_text");
}
