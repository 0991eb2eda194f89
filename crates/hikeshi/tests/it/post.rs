//! `hikeshi post` and `hikeshi guide` as a person uses them, in both languages.

use super::check::{json, out, run};
use super::scratch::Scratch;
use std::fs;

const TEXT: &str = "山田太郎です。UID 12345678、3BTCを送りました。助けて DMください";

#[test]
fn the_advice_comes_first_and_what_was_found_is_nowhere() {
    for (lang, advice, title) in [
        ("ja", "おすすめは「投稿しない」", "まだ残る危険"),
        ("en", "The advice is not to post", "Still risky"),
    ] {
        let said = out(&run(&["post", TEXT, "--lang", lang], b""));
        assert!(said.starts_with(advice), "{said}");
        assert!(said.contains(title), "{said}");
        for gone in ["山田", "12345678", "3BTC"] {
            assert!(!said.contains(gone), "{gone}: {said}");
        }
        for key in ["post-", "{ $"] {
            assert!(!said.contains(key), "{key}: {said}");
        }
    }
}

#[test]
fn standard_input_and_json_say_the_same() {
    let answer = json(&["post", "-", "--json", "--lang", "ja"], format!("{TEXT}\n").as_bytes());
    assert_eq!(answer, json(&["post", TEXT, "--json", "--lang", "ja"], b""));
    assert_eq!(answer["advice"], "do_not_post");
    let classes: Vec<&str> = answer["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["class"].as_str().unwrap())
        .collect();
    assert_eq!(classes, ["name", "user_id", "loss_amount"]);
    assert_eq!(
        answer["cleaned"],
        "［名前］です。UID ［UID］、［金額］を送りました。助けて DMください"
    );
}

#[test]
fn clean_texts_hostile_bytes_and_nothing_are_answered() {
    let clean = out(&run(&["post", "今日は雨です。", "--lang", "ja"], b""));
    assert!(clean.contains("安全という意味ではありません"), "{clean}");
    assert!(run(&["post", "-"], &[0xff, 0xfe, 0x00, 0x41, b'\n']).status.success());
    assert!(run(&["post", "-"], "0".repeat(1 << 20).as_bytes()).status.success());
    assert_eq!(run(&["post", " "], b"").status.code(), Some(2));
    let turned = out(&run(&["post", "a\u{202e}b\u{1b}[2Jc"], b""));
    assert!(!turned.contains(['\u{202e}', '\u{1b}']), "{turned:?}");
}

#[test]
fn a_picture_loses_everything_but_its_pixels() {
    let scratch = Scratch::new();
    let (to, other) = (scratch.path("out.png"), scratch.path("other.png"));
    let mut jpeg = Vec::new();
    let pixels = image::RgbImage::from_pixel(8, 8, image::Rgb([9, 9, 9]));
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&pixels).unwrap();
    let noted = [&jpeg[..2], b"\xff\xfe\x00\x14GPS 35.68,139.76 x", &jpeg[2..]].concat();
    let from = scratch.put("in.jpg", &noted);
    let args = ["post", "--picture", from.to_str().unwrap(), "--out", to.to_str().unwrap()];
    assert!(out(&run(&args, b"")).contains("out.png"));
    let written = fs::read(&to).unwrap();
    assert!(written.starts_with(b"\x89PNG") && !written.windows(3).any(|it| it == b"GPS"));
    // What stands there is not written over, and what is no picture is refused.
    assert_eq!(run(&args, b"").status.code(), Some(2));
    let text = scratch.put("in.txt", b"no picture");
    let text = ["post", "--picture", text.to_str().unwrap(), "--out", other.to_str().unwrap()];
    assert_eq!(run(&text, b"").status.code(), Some(3));
    assert!(!other.exists());
}

#[test]
fn the_help_centre_lists_answers_and_admits() {
    for (lang, question, title) in [
        ("ja", "タグ入れ忘れた", "タグ・メモを付け忘れたとき"),
        ("en", "forgot memo", "Memo or tag is missing"),
    ] {
        let list = out(&run(&["guide", "--lang", lang], b""));
        assert!(list.contains("missing_memo") && list.contains("jvcea"), "{list}");
        let said = out(&run(&["guide", question, "--lang", lang], b""));
        assert!(said.starts_with(&format!("■ {title}")), "{said}");
        assert!(said.contains("binance.com") && !said.contains("guide-"), "{said}");
        assert!(!out(&run(&["guide", "zzzzqqq", "--lang", lang], b"")).contains('■'));
    }
    let found = json(&["guide", "is binance down", "--json", "--lang", "en"], b"");
    assert_eq!(found[0]["key"], "platform_outage");
    let own = json(&["guide", "jvcea", "--json", "--lang", "ja"], b"");
    assert_eq!((own.as_array().unwrap().len(), &own[0]["key"]), (1, &"jvcea".into()));
}

#[test]
fn official_sites_are_listed_to_be_typed() {
    for lang in ["ja", "en"] {
        let said = out(&run(&["guide", "--sites", "--lang", lang], b""));
        assert!(said.contains("binance.com") && said.contains("fsa.go.jp"), "{said}");
    }
    let sites = json(&["guide", "--sites", "--json"], b"");
    assert!(
        sites
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["since"].as_str().is_some_and(|day| day.len() >= 7))
    );
}
