//! What stays risky in a text after names and numbers are gone?

use super::Class;
use super::place::PREFECTURES;
use super::text::Text;

/// Every key, in the order they are said.
pub const RISKS: [&str; 10] = [
    "not_all_read",
    "secret_was_there",
    "asks_for_contact",
    "asks_for_help",
    "exact_time",
    "place_named",
    "age_told",
    "picture_mentioned",
    "link_left",
    "accuses",
];

const CONTACT: [&str; 13] = [
    "dm",
    "dmください",
    "dm me",
    "リプ",
    "連絡ください",
    "連絡下さい",
    "連絡待って",
    "メッセージください",
    "contact me",
    "message me",
    "pm me",
    "reach me",
    "inbox me",
];
const HELP: [&str; 15] = [
    "助けて",
    "たすけて",
    "誰か",
    "だれか",
    "教えて",
    "どうしたらいい",
    "どうすればいい",
    "拡散",
    "help",
    "anyone",
    "please",
    "what do i do",
    "what should i do",
    "同じ人",
    "わかる方",
];
const PICTURE: [&str; 10] = [
    "画像",
    "写真",
    "スクショ",
    "スクリーンショット",
    "キャプチャ",
    "screenshot",
    "picture",
    "photo",
    "image",
    "attached",
];
const ACCUSE: [&str; 8] = [
    "犯人",
    "詐欺師",
    "この人です",
    "晒",
    "scammer is",
    "the thief is",
    "this is the scammer",
    "hacker is",
];

/// The risks of what is left.
pub(super) fn of(text: &Text, is_cut: bool) -> Vec<&'static str> {
    let says = |words: &[&str]| text.holds_any(0, text.len(), words);
    let holds = [
        is_cut,
        text.has(Class::Secret),
        says(&CONTACT),
        says(&HELP),
        has_time(text),
        says(&PREFECTURES),
        has_age(text),
        says(&PICTURE),
        says(&["http://", "https://", "www."]),
        says(&ACCUSE),
    ];
    RISKS.into_iter().zip(holds).filter_map(|(key, holds)| holds.then_some(key)).collect()
}

/// A day or a clock time: who reads the public chain finds the transfer by it.
fn has_time(text: &Text) -> bool {
    let digit = |at: usize| text.at(at).is_ascii_digit();
    (0..text.len()).any(|at| {
        let c = text.at(at);
        let between = at > 0 && digit(at - 1) && digit(at + 1);
        c == ':' && between && digit(at + 2)
            || between && matches!(c, '-' | '/') && at > 3 && (1..=4).all(|step| digit(at - step))
            || matches!(c, '時' | '日' | '月') && at > 0 && digit(at - 1)
    })
}

fn has_age(text: &Text) -> bool {
    let years = ["歳", "才", "years old", "yo", "y/o"];
    (1..text.len()).any(|at| {
        let start = if text.at(at) == ' ' { at + 1 } else { at };
        text.before(at).is_ascii_digit() && text.starts_any(start, &years).is_some()
    })
}
