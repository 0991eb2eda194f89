//! Which parts of a text say where somebody lives?

use super::text::{Text, is_hiragana, is_kanji, is_katakana};
use super::{Class, Seen};

/// 都道府県 in full.
pub(super) const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];
const TOWNS: &str = "市区町村郡";

/// Takes addresses; the name of a town alone is none.
pub(super) fn find(text: &mut Text) {
    labelled(text);
    japanese(text);
    streets(text);
}

/// What stands in the line behind 「住所：」.
fn labelled(text: &mut Text) {
    for at in 0..text.len() {
        let words = [
            "住所",
            "居住地",
            "現住所",
            "本籍",
            "home address",
            "postal address",
            "mailing address",
        ];
        let Some(label) = text.starts_any(at, &words) else { continue };
        let colon = text.run(label, |c| c == ' ');
        if text.at(colon) != ':' {
            continue;
        }
        let start = text.run(colon, |c| ": 「".contains(c));
        let end = text.run(start, |c| !"\n。、」".contains(c)).min(start + 80);
        let written = |c: char| is_kanji(c) || c.is_ascii_digit();
        if (start..end).any(|at| written(text.at(at))) {
            text.take(start, end, Class::PostalAddress, Seen::Label);
        }
    }
}

fn japanese(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        let code = postal_code(text, at);
        let begins = code.map_or(at, |end| text.run(end, |c| " 、\n".contains(c)));
        let found = match (text.starts_any(begins, &PREFECTURES), code) {
            (Some(behind), code) => below_prefecture(text, behind).or(code),
            (None, Some(code)) => Some(town(text, begins).unwrap_or(code)),
            (None, None) if starts_word(text, at) => town(text, at),
            _ => None,
        };
        if let Some(end) = found {
            text.take(at, end, Class::PostalAddress, Seen::Form);
            at = end;
        }
        at += 1;
    }
}

/// 〒123-4567, or the seven digits with their hyphen before a town.
fn postal_code(text: &Text, at: usize) -> Option<usize> {
    let marked = text.at(at) == '〒';
    let start = if marked { text.run(at + 1, |c| c == ' ') } else { at };
    let digits = |from: usize, count: usize| {
        (from..from + count).all(|at| text.at(at).is_ascii_digit()).then_some(from + count)
    };
    let head = digits(start, 3)?;
    let end = digits(if text.at(head) == '-' { head + 1 } else { head }, 4)?;
    let next = text.run(end, |c| c == ' ');
    let alone = !text.before(at).is_ascii_digit() && !text.at(end).is_ascii_alphanumeric();
    let told = marked || text.at(head) == '-' && text.starts_any(next, &PREFECTURES).is_some();
    (alone && told && text.at(end) != '-').then_some(end)
}

fn starts_word(text: &Text, at: usize) -> bool {
    is_kanji(text.at(at)) && !is_kanji(text.before(at))
}

/// The rest of an address behind its prefecture, if it is closer than a town.
fn below_prefecture(text: &Text, start: usize) -> Option<usize> {
    let end = address_end(text, start);
    let numbered = (start..end).any(|at| text.at(at).is_ascii_digit());
    let last_town = (start..end).rev().find(|at| TOWNS.contains(text.at(*at)))?;
    (numbered || end >= last_town + 3).then_some(end)
}

/// A town and below without a prefecture: only with the number of a house.
fn town(text: &Text, start: usize) -> Option<usize> {
    let end = address_end(text, start);
    let town = (start + 1..end).find(|at| TOWNS.contains(text.at(*at)))?;
    let first = (town..end).find(|at| text.at(*at).is_ascii_digit())?;
    let behind = text.run(first, |c| c.is_ascii_digit());
    let house = text.at(behind) == '-' && text.at(behind + 1).is_ascii_digit()
        || text.starts_any(behind, &["丁目", "番地", "番"]).is_some();
    (house && first <= town + 16).then_some(end)
}

/// Where the run of an address ends: kana only where the name of a town or house goes on behind them.
fn address_end(text: &Text, start: usize) -> usize {
    let mut at = start;
    let mut numbered = false;
    let most = start + 60;
    while at < most.min(text.len()) {
        let c = text.at(at);
        if is_kanji(c) || is_katakana(c) {
            at += 1;
        } else if c.is_ascii_digit() {
            numbered = true;
            at += 1;
        } else if matches!(c, '-' | 'ノ') && text.at(at + 1).is_ascii_alphanumeric() {
            at += 1;
        } else if is_hiragana(c) {
            let kana = text.run(at, is_hiragana);
            let named = (kana..kana + 2).any(|at| TOWNS.contains(text.at(at)));
            if !(named && kana - at <= 5 && !numbered) {
                break;
            }
            at = kana;
        } else if c == ' ' && goes_on(text, at + 1, numbered) {
            at += 1;
        } else {
            break;
        }
    }
    for tail in ["在住", "出身", "付近", "周辺"] {
        at = text.ends_any(at, &[tail]).unwrap_or(at);
    }
    while at > start && text.before(at) == ' ' {
        at -= 1;
    }
    at
}

/// Whether an address goes on behind a space: to its number, or to a house with one.
fn goes_on(text: &Text, at: usize, numbered: bool) -> bool {
    let word = text.run(at, |c| is_kanji(c) || is_katakana(c) || c.is_ascii_digit() || c == '-');
    let digits = (at..word).any(|at| text.at(at).is_ascii_digit());
    let house = (at..word).any(|at| text.starts_any(at, &["号室", "階", "号"]).is_some());
    let place = (at..word).any(|at| TOWNS.contains(text.at(at)));
    if numbered { digits && house } else { digits || place }
}

const STREETS: [&str; 34] = [
    "street",
    "st",
    "st.",
    "avenue",
    "ave",
    "ave.",
    "road",
    "rd",
    "rd.",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "terrace",
    "parkway",
    "pkwy",
    "court",
    "ct",
    "way",
    "place",
    "pl",
    "square",
    "sq",
    "close",
    "crescent",
    "highway",
    "hwy",
    "row",
    "gardens",
    "grove",
    "walk",
    "quay",
];

fn streets(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        if let Some(boxed) = text.starts_any(at, &["po box ", "p.o. box "]) {
            let end = rest_of_street(text, text.run(boxed, |c| c.is_ascii_digit()));
            text.take(at, end, Class::PostalAddress, Seen::Form);
        }
        let begins = text.at(at).is_ascii_digit() && !text.before(at).is_alphanumeric();
        if begins && let Some(end) = street_end(text, at) {
            text.take(at, end, Class::PostalAddress, Seen::Form);
            at = end;
        }
        at += 1;
    }
}

/// "221 Baker Street, London NW1 6XE": a number, one to four words with capitals of which the last is a
/// kind of street, and what follows with capitals or digits.
fn street_end(text: &Text, start: usize) -> Option<usize> {
    let number = text.run(start, |c| c.is_ascii_alphanumeric() || c == '-' || c == '/');
    if number > start + 6 || text.at(number) != ' ' {
        return None;
    }
    let mut at = number + 1;
    for _ in 0..5 {
        let word = word_end(text, at)?;
        if at > number + 1 && text.starts_any(at, &STREETS).is_some_and(|end| end >= word) {
            return Some(rest_of_street(text, word));
        }
        if text.at(word) != ' ' {
            return None;
        }
        at = word + 1;
    }
    None
}

fn word_end(text: &Text, at: usize) -> Option<usize> {
    let first = text.at(at);
    let end = text.run(at, |c| c.is_ascii_alphanumeric() || "'.-".contains(c));
    let named = first.is_ascii_uppercase() || first.is_ascii_digit();
    (named && end > at).then_some(end)
}

fn rest_of_street(text: &Text, behind: usize) -> usize {
    let mut end = behind;
    for _ in 0..10 {
        let gap = text.run(end, |c| c == ',' || c == ' ');
        let fresh = gap > end && gap <= end + 2;
        match word_end(text, gap) {
            Some(word) if fresh && text.starts(gap, "i").is_none() => end = word,
            _ => break,
        }
    }
    while end > behind && ".-'".contains(text.before(end)) {
        end -= 1;
    }
    end
}
