//! Terms, slips and the order of hits.

use super::terms::{Term, of_article, of_question};
use super::*;

const ENTRIES: [Entry<'static>; 3] = [
    Entry {
        title: "サーバーが止まったとき\nThe server is down",
        words: "障害",
        body: "待ちます。 Wait.",
    },
    Entry {
        title: "出金の停止\nWithdrawals on hold", words: "", body: "サーバではありません。"
    },
    Entry { title: "税\nTax", words: "", body: "確定申告" },
];

fn best(question: &str) -> Option<usize> {
    Index::new(&ENTRIES).find(question, 5).first().map(|hit| hit.at)
}

#[test]
fn width_kana_and_long_marks_make_no_difference() {
    for spelling in ["サーバー", "ｻｰﾊﾞｰ", "サーバ", "さーばー", "ＳＥＲＶＥＲ", "servers"]
    {
        assert_eq!(best(spelling), Some(0), "{spelling}");
    }
}

#[test]
fn one_character_is_a_question_too() {
    assert_eq!(best("税"), Some(2));
    assert_eq!(best("withdrawl"), Some(1));
    assert_eq!(best("zzz?"), None);
    assert_eq!(best(""), None);
}

#[test]
fn a_word_can_be_found_before_it_is_finished() {
    let index = Index::new(&ENTRIES);
    assert_eq!(index.suggest("withdr", 5).first().map(|hit| hit.at), Some(1));
    assert!(index.find("withdr", 5).is_empty());
    assert_eq!(
        of_question("to wa", 9, true),
        [Term::Whole("to".to_owned()), Term::Unfinished("wa".to_owned())]
    );
}

#[test]
fn words_lose_their_endings_alike() {
    for (a, b) in [
        ("withdrawals", "withdrawal"),
        ("stopped", "stop"),
        ("freezing", "freeze"),
        ("losses", "loss"),
    ] {
        assert_eq!(of_article(a), of_article(b), "{a} {b}");
    }
}

#[test]
fn one_slip_is_forgiven_and_two_are_not() {
    assert!(
        is_slip("trigged", "trigger")
            && is_slip("recieve", "receive")
            && is_slip("withdrawl", "withdrawal")
    );
    assert!(!is_slip("deposit", "despots") && !is_slip("ab", "abcd"));
}

#[test]
fn long_questions_are_answered() {
    let long = "出金".repeat(500_000);
    assert_eq!(Index::new(&ENTRIES).find(&long, 5).first().map(|hit| hit.at), Some(1));
    assert!(Index::new(&[]).find("出金", 5).is_empty());
}
