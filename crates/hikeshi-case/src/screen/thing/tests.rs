//! Things as people paste them, and as somebody would paste them to break it.

use super::{Answer, Found, Kind, LONGEST, Options, check, check_line};

fn answer(thing: &str) -> Answer {
    check(thing.as_bytes(), &Options::default())
}

fn seen(thing: &str) -> (&'static str, &'static str) {
    let answer = answer(thing);
    (answer.kind.key(), answer.verdict)
}

fn keys(answer: &Answer) -> Vec<&'static str> {
    answer.because.iter().map(|it| it.key).collect()
}

#[test]
fn a_thing_is_told_by_its_form() {
    let hex = "9f".repeat(32);
    for (thing, kind, verdict) in [
        (" bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\n", "address", "valid"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "address", "invalid"),
        ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh:12345", "address", "valid"),
        ("https://www.binance.com/ja", "link", "official"),
        ("hxxps://binance-login[.]example/x", "link", "imitation"),
        ("example.org", "link", "unknown"),
        ("javascript:alert(1)", "link", "unknown"),
        ("help@binance-support.example", "link", "imitation"),
        ("@binance_support_jp", "handle", "claims_support"),
        ("https://t.me/b1nance", "handle", "imitation"),
        (hex.as_str(), "transaction", "form"),
        ("Off-chain transfer 123", "transaction", "off_chain"),
        ("482913", "secret", "secret"),
        ("パスワード: sakura-2026-hana", "secret", "secret"),
        ("届いた認証コードを教えてください", "message", "suspicious"),
        ("see https://binance-login.example/x", "message", "suspicious"),
        ("明日は雨だそうです。", "message", "unknown"),
        ("binanceclear", "message", "unknown"),
        ("", "unreadable", "unreadable"),
    ] {
        assert_eq!(seen(thing), (kind, verdict), "{thing}");
    }
}

#[test]
fn a_mail_is_never_called_genuine() {
    let passing = "Authentication-Results: mx.example.jp; dmarc=pass header.from=binance.com\r\n\
        From: Binance <donotreply@binance.com>\r\nSubject: Login\r\n\r\nHello.\r\n";
    let mail = answer(passing);
    assert_eq!((mail.kind, mail.verdict), (Kind::Mail, "not_contradicted"));
    assert!(mail.limits.contains(&"passing_is_not_genuine"));
    let foreign = passing.replace("donotreply@binance.com", "a@shop.example");
    assert_eq!(seen(&foreign), ("mail", "contradicted"));
    let options = Options { anti_phishing_code: Some("sakura77"), ..Options::default() };
    assert!(keys(&check(passing.as_bytes(), &options)).contains(&"code_missing"));
    let coded = passing.replace("Hello.", "Hello. sakura77");
    assert!(keys(&check(coded.as_bytes(), &options)).contains(&"code_there"));
}

#[test]
fn a_line_may_name_the_network() {
    let line = |text: &str| check_line(text.as_bytes(), &Options::default());
    let eth = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    for (chain, verdict) in [
        ("ETH", "valid"),
        ("BEP20", "valid"),
        ("matic", "valid"),
        ("BTC", "other_network"),
        ("NOSUCH", "unknown"),
    ] {
        let seen = line(&format!("{chain}\t{eth}\r\n"));
        assert_eq!((seen.kind, seen.verdict), (Kind::Address, verdict), "{chain}");
    }
    assert_eq!(line(eth).kind, Kind::Address);
    assert_eq!(line("a\tb\tc").kind, Kind::Message);
}

#[test]
fn invisible_characters_are_said_and_never_pass_for_an_address() {
    let hidden = answer("bc1qw508d6qejxtdg4y5r3\u{200b}zarvary0c5xw7kv8f3t4");
    assert_eq!((hidden.kind, hidden.verdict), (Kind::Address, "invalid"));
    assert!(keys(&hidden).contains(&"hidden_characters"));
    let turned = answer("\u{202e}https://binance-login.example");
    assert_eq!((turned.kind, turned.verdict), (Kind::Link, "imitation"));
    assert!(keys(&turned).contains(&"hidden_characters"));
    assert_eq!(seen("\u{200b}\u{200b}"), ("unreadable", "unreadable"));
}

#[test]
fn nothing_of_a_secret_comes_back() {
    let words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
        abandon about";
    let said = format!("Send me your seed phrase please. It is: {words}");
    for thing in [
        words,
        said.as_str(),
        "秘密鍵: 4c0883a69102937d6231471b5dbb6204fe512961708279feb1be6ae5538da033",
    ] {
        let answer = answer(thing);
        let shown = format!("{answer:?}");
        for part in ["abandon", "4c0883a6"] {
            assert!(!shown.contains(part), "{shown}");
        }
        assert!(answer.steps.contains(&"not_here"), "{shown}");
    }
    assert!(matches!(answer(&said).found, Found::Message(_)));
}

#[test]
fn whatever_is_pasted_is_answered() {
    for piece in [
        "a",
        "0",
        "@",
        "bc1q",
        "https://",
        "あ",
        "\u{202e}",
        "a.b ",
        "From: x\nTo: y\n",
        "send code\n",
    ] {
        let short = piece.repeat(2_000 / piece.len());
        let long = piece.repeat(10_000_000 / piece.len());
        let options = Options { chain: Some("BTC"), ..Options::default() };
        drop(check(short.as_bytes(), &Options::default()));
        drop(check(short.as_bytes(), &options));
        let seen = check(long.as_bytes(), &Options::default());
        assert!(matches!(seen.kind, Kind::Unreadable | Kind::Mail), "{piece}: {:?}", seen.kind);
    }
    for bytes in [&b"\xff\xfe\xff"[..], b"\xc3\x28 hello", b"\0\0\0\0", &[0x80; 64]] {
        drop(check(bytes, &Options::default()));
    }
    assert_eq!(check(&vec![b'x'; LONGEST + 1], &Options::default()).kind, Kind::Unreadable);
}

#[test]
fn a_mail_of_many_headers_is_answered() {
    let mail = format!("From: a@b.example\nSubject: x\n{}\nBody\n", "X-A: b\n".repeat(100_000));
    assert_eq!(seen(&mail).0, "mail");
}

/// Never more is said than a reader can take in, however much was pasted.
fn is_bounded(answer: &Answer) {
    assert!(answer.because.len() <= 64, "{}", answer.because.len());
    assert!(answer.steps.len() <= 32 && answer.limits.len() <= 8);
    for because in &answer.because {
        assert!(because.seen.chars().count() <= 512, "{} says {}", because.key, because.seen.len());
    }
    assert!(!answer.limits.is_empty(), "{answer:?}");
}

#[test]
fn a_flood_of_invisible_and_turning_characters_is_said() {
    let flood = "\u{202e}\u{200b}\u{2066}".repeat(10_000);
    for (thing, kind) in [
        (format!("{flood}send me the code{flood}"), Kind::Message),
        (format!("{flood}https://binance-login.example{flood}"), Kind::Link),
        (flood.clone(), Kind::Unreadable),
    ] {
        let seen = answer(&thing);
        assert_eq!(seen.kind, kind);
        is_bounded(&seen);
        let said = keys(&seen).contains(&"hidden_characters");
        assert!(said || kind == Kind::Unreadable, "{seen:?}");
    }
    assert_eq!(seen(&flood.repeat(3)), ("unreadable", "unreadable"), "longer than is looked at");
}

#[test]
fn pictures_and_archives_are_refused_by_their_bytes() {
    // A picture of 2^31 by 2^31 points, an archive and a document: nothing of them is unpacked.
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0";
    let jpeg = [&b"\xff\xd8\xff\xe0\0\x10JFIF\0"[..], &[0; 64]].concat();
    let archive = [b"PK\x03\x04".to_vec(), vec![0; 100_000]].concat();
    for bytes in [&picture[..], &jpeg, &archive, b"%PDF-1.7\n\x00\x01\x02\x03\xff\xfe\0\0\0\0"] {
        let seen = check(bytes, &Options::default());
        assert_eq!((seen.kind, seen.verdict), (Kind::Unreadable, "unreadable"), "{bytes:?}");
        is_bounded(&seen);
    }
}

#[test]
fn a_mail_of_a_hundred_thousand_links_names_few() {
    use std::fmt::Write as _;
    let mut mail = "From: Binance <a@shop.example>\nSubject: x\n\n".to_owned();
    for at in 0..100_000 {
        writeln!(mail, "https://binance-login{at}.example/x").unwrap();
    }
    let seen = answer(&mail);
    assert_eq!((seen.kind, seen.verdict), (Kind::Mail, "contradicted"));
    is_bounded(&seen);
    assert!(keys(&seen).contains(&"and_more"));
    let Found::Mail(_, words) = &seen.found else { panic!("{seen:?}") };
    assert!(words.imitations.len() <= super::MOST_LINKS);
}

#[test]
fn words_without_end_are_judged_once() {
    for piece in ["認証コードを教えて。", "@binance_help "] {
        let longest = piece.repeat(LONGEST / piece.len());
        is_bounded(&answer(&longest));
    }
}
