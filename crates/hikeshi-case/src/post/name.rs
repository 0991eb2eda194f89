//! Which words are the name of a person? Told by what stands around them, and by common surnames;
//! there is no list of all names, so a name that stands alone can be missed.

use super::text::{TAKEN, Text, is_hiragana, is_kanji, is_katakana};
use super::{Class, Seen};

const SURNAMES: &str = include_str!("surnames.txt");
const GIVEN: &str = include_str!("given.txt");

/// Takes names.
pub(super) fn find(text: &mut Text) {
    labelled(text);
    introduced(text);
    titled(text);
    by_surname(text);
    apart(text);
    english(text);
    by_given(text);
}

const LABELS: [&str; 27] = [
    "氏名",
    "お名前",
    "名前",
    "本名",
    "名義人",
    "名義",
    "口座名義",
    "担当者",
    "担当",
    "受取人",
    "振込人",
    "代表者",
    "申請者",
    "届出人",
    "契約者",
    "相手の名前",
    "相手",
    "本人",
    "name",
    "full name",
    "recipient",
    "beneficiary",
    "account holder",
    "seller",
    "buyer",
    "agent",
    "payee",
];
const MARKS: &str = " :=「『\"(は<のが";

fn labelled(text: &mut Text) {
    for at in 0..text.len() {
        let Some(label) = text.starts_any(at, &LABELS) else { continue };
        let start = text.run(label, |c| MARKS.contains(c));
        let parted = start > label || is_kanji(text.before(label));
        let marked = (label..start).any(|at| ":=「『\"(".contains(text.at(at)));
        if !parted {
            continue;
        }
        if let Some(end) = latin_end(text, start, 1) {
            text.take(start, end, Class::Name, Seen::Label);
        } else if let Some(end) = japanese_end(text, start, marked) {
            text.take(start, end, Class::Name, Seen::Label);
        }
    }
}

/// What begins like a word that is no name.
const NO_NAMES: [&str; 44] = [
    "変更", "確認", "不明", "一致", "登録", "記載", "入力", "取引", "銀行", "口座", "送金", "側",
    "方", "業者", "会社", "住所", "電話", "番号", "支払", "払", "画面", "情報", "同", "違", "別",
    "他", "自分", "私", "誰", "全", "何", "欄", "表示", "連絡", "返信", "対応", "者", "様", "先",
    "部署", "入院", "確定", "宛", "出金",
];

/// A Japanese name: a surname and perhaps a given name behind a space, or kana behind a clear mark.
fn japanese_end(text: &Text, start: usize, marked: bool) -> Option<usize> {
    if text.starts_any(start, &NO_NAMES).is_some() {
        return None;
    }
    let kanji = text.run(start, is_kanji);
    let katakana = text.run(start, |c| is_katakana(c) || c == '・');
    let first = match (kanji - start, katakana - start) {
        (1, _) if !marked && !is_surname(&text.word(start, kanji)) => return None,
        (1..=5, _) => trimmed(text, start, kanji),
        (_, 2..=12) if marked || breaks(text, katakana) => katakana,
        // 「マイケル・ジョンソン」
        (_, 5..=24) if text.word(start, katakana).contains('・') => katakana,
        _ => return None,
    };
    Some(with_given(text, first))
}

/// Whether nothing of a word goes on here.
fn breaks(text: &Text, at: usize) -> bool {
    parts(text.at(at))
}

fn parts(c: char) -> bool {
    matches!(c, ' ' | '\n' | '、' | '。' | '(' | ')' | '」' | '/' | ',' | TAKEN)
}

/// Words that follow a name without being part of it.
const TAILS: [&str; 14] =
    ["名義", "在住", "本人", "宛", "様", "氏", "殿", "君", "代表", "行", "名", "側", "宅", "担当"];

fn trimmed(text: &Text, start: usize, end: usize) -> usize {
    text.ends_any(end, &TAILS).filter(|tail| *tail > start).unwrap_or(end)
}

/// A given name behind a space, or in kana directly behind the surname.
fn with_given(text: &Text, end: usize) -> usize {
    if text.at(end) == ' ' {
        let kanji = text.run(end + 1, is_kanji);
        let kana = text.run(end + 1, is_katakana);
        if (1..=3).contains(&(kanji - end - 1)) {
            return trimmed(text, end + 1, kanji);
        }
        if (2..=8).contains(&(kana - end - 1)) && is_katakana(text.before(end)) {
            return kana;
        }
        let soft = text.run(end + 1, is_hiragana);
        let named = (2..=4).contains(&(soft - end - 1));
        if named && breaks(text, soft) && text.starts_any(end + 1, &NO_GIVEN).is_none() {
            return soft;
        }
    }
    let surname = text.run_back(end, is_kanji);
    let given = is_surname(&text.word(surname, end)).then(|| hiragana_given(text, end)).flatten();
    given.unwrap_or(end)
}

const PARTICLES: &str = "のがはにをともでや";
const NO_GIVEN: [&str; 26] = [
    "です",
    "でし",
    "ます",
    "と申",
    "とい",
    "から",
    "まで",
    "さん",
    "さま",
    "という",
    "より",
    "って",
    "だと",
    "では",
    "には",
    "とは",
    "など",
    "だけ",
    "ですが",
    "にて",
    "による",
    "として",
    "くん",
    "ちゃん",
    "らし",
    "した",
];

/// 「さゆり」 behind a surname: two to four kana, a particle at the end apart, then a break.
fn hiragana_given(text: &Text, start: usize) -> Option<usize> {
    if text.starts_any(start, &NO_GIVEN).is_some() {
        return None;
    }
    let end = text.run(start, is_hiragana);
    let next = text.at(end);
    let breaks = !is_katakana(next) && next != TAKEN;
    let mut last = end;
    if is_kanji(next) {
        last = last.checked_sub(1).filter(|at| PARTICLES.contains(text.at(*at)))?;
    }
    for honorific in ["さん", "さま", "ちゃん"] {
        last = text.ends_any(last, &[honorific]).unwrap_or(last);
    }
    (breaks && (2..=4).contains(&(last.saturating_sub(start)))).then_some(last)
}

/// 「…と申します」.
fn introduced(text: &mut Text) {
    let words = ["と申し", "といいます", "と言います", "ともうし", "という者", "と名乗", "を名乗"];
    let people =
        ["という人", "という担当", "という方", "という女", "という男", "っていう人", "という名前"];
    for at in 0..text.len() {
        let latin = text.before(at).is_ascii_alphabetic() && text.starts(at, "です").is_some();
        if text.starts_any(at, &words).or(text.starts_any(at, &people)).is_none() && !latin {
            continue;
        }
        let end = if "」』\"".contains(text.before(at)) { at - 1 } else { at };
        if let Some(start) = name_before(text, end) {
            text.take(start, end, Class::Name, Seen::Introduction);
        }
    }
}

const TITLES: [&str; 7] = ["さん", "様", "さま", "氏", "殿", "くん", "ちゃん"];
/// Who is called so without being named, and what only looks like a title.
const NOBODY: [&str; 78] = [
    "皆",
    "客",
    "業者",
    "担当者",
    "担当",
    "社長",
    "先生",
    "店長",
    "警察",
    "弁護士",
    "銀行",
    "取引所",
    "相手",
    "相手方",
    "神",
    "奥",
    "旦那",
    "母",
    "父",
    "兄",
    "姉",
    "弟",
    "妹",
    "孫",
    "嫁",
    "娘",
    "息子",
    "爺",
    "婆",
    "祖母",
    "祖父",
    "本人",
    "会員",
    "利用者",
    "被害者",
    "同",
    "仕",
    "模",
    "多",
    "一",
    "異",
    "各位",
    "貴",
    "方",
    "刑事",
    "運営",
    "公式",
    "屋",
    "医者",
    "警官",
    "会社",
    "部長",
    "課長",
    "窓口",
    "管理人",
    "大家",
    "貴社",
    "御社",
    "関係者",
    "詐欺師",
    "犯人",
    "王",
    "有志",
    "何",
    "誰",
    "逆",
    "無",
    "外",
    "内",
    "上",
    "下",
    "隣",
    "若",
    "新",
    "友達",
    "家族",
    "株主",
    "名義人",
];
const ORGANISATIONS: [&str; 28] = [
    "サポート",
    "バイナンス",
    "コイン",
    "スタッフ",
    "オペレータ",
    "センター",
    "カスタマー",
    "バンク",
    "ビット",
    "メルカリ",
    "アマゾン",
    "グーグル",
    "ユーザー",
    "メンバー",
    "チーム",
    "ライン",
    "ヤマト",
    "ドコモ",
    "ソフト",
    "エージェント",
    "ハッカー",
    "オーナー",
    "マネージャー",
    "アカウント",
    "ヘルプ",
    "デスク",
    "モニター",
    "ファン",
];

fn titled(text: &mut Text) {
    for at in 0..text.len() {
        let Some(behind) = text.starts_any(at, &TITLES) else { continue };
        let next = text.at(behind);
        let other = match text.at(at) {
            '様' => "子々式相態".contains(next),
            '氏' => next == '名',
            '殿' => next == '堂',
            'く' => is_hiragana(text.before(at)),
            _ => false,
        };
        let closed = "」』\"".contains(text.before(at)) || text.before(at) == ' ';
        let end = if closed { at - 1 } else { at };
        if other {
            continue;
        }
        if let Some(start) = name_before(text, end) {
            text.take(start, end, Class::Name, Seen::Title);
        }
    }
}

/// The beginning of a name that ends here.
fn name_before(text: &Text, end: usize) -> Option<usize> {
    let last = text.before(end);
    if is_kanji(last) {
        let start = text.run_back(end, is_kanji);
        let word = text.word(start, end);
        let nobody =
            NOBODY.iter().any(|it| word == *it || it.chars().count() > 1 && word.ends_with(it));
        if nobody || end - start > 5 {
            return None;
        }
        // 「井上 健太様」
        let surname = start.checked_sub(1).filter(|at| text.at(*at) == ' ');
        let front = surname.map_or(start, |at| text.run_back(at, is_kanji));
        let named = surname.is_some_and(|at| (1..=4).contains(&(at - front)));
        return Some(if named { front } else { start });
    }
    if is_katakana(last) {
        let start = text.run_back(end, |c| is_katakana(c) || c == '・');
        let word = text.word(start, end);
        let named = (2..=14).contains(&(end - start));
        return (named && !ORGANISATIONS.iter().any(|it| word.contains(it))).then_some(start);
    }
    if last.is_ascii_alphabetic() {
        let start = text.run_back(end, |c| c.is_ascii_alphabetic() || " .".contains(c));
        let start = text.run(start, |c| " .".contains(c));
        let word = text.word(start, end);
        let capital = text.at(start).is_ascii_uppercase();
        let first = word.split([' ', '.']).next().unwrap_or_default().to_ascii_lowercase();
        let known = NO_PEOPLE.contains(&first.as_str());
        return (capital && end - start >= 2 && word.len() <= 30 && !known).then_some(start);
    }
    if is_hiragana(last) {
        // 「岡田さくらさん」, where a listed surname stands before the kana.
        let kana = text.run_back(end, is_hiragana);
        let start = text.run_back(kana, is_kanji);
        return ((2..=4).contains(&(end - kana)) && is_surname(&text.word(start, kana)))
            .then_some(start);
    }
    None
}

fn is_surname(word: &str) -> bool {
    !word.is_empty() && SURNAMES.split_whitespace().any(|it| it == word)
}

/// Surnames that are names of places too: alone they say nothing.
const PLACES: [&str; 26] = [
    "石川", "山口", "宮崎", "福島", "長野", "千葉", "福井", "川崎", "中野", "上野", "大塚", "目黒",
    "渋谷", "大島", "川口", "高山", "平野", "松本", "市川", "太田", "町田", "中央", "成田", "小山",
    "松山", "広島",
];
/// What no given name holds.
const NO_GIVEN_KANJI: &str = "県市区町村駅銀行店社部課署州港校警業員的年月日円号番様氏線";

/// A common surname with a given name, or alone where a sentence speaks of a person.
fn by_surname(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        if !is_kanji(text.at(at)) {
            at += 1;
            continue;
        }
        let end = text.run(at, is_kanji);
        if let Some(last) = surname_end(text, at, end) {
            text.take(at, last, Class::Name, Seen::Surname);
        }
        at = end;
    }
}

fn surname_end(text: &Text, start: usize, run: usize) -> Option<usize> {
    let end = trimmed(text, start, run);
    let word = text.word(start, end);
    let own = SURNAMES.split_whitespace().filter(|it| word.starts_with(it));
    let surname = own.max_by_key(|it| it.len())?;
    let length = surname.chars().count();
    let given = end - start - length;
    if given > 0 {
        let plain = !(start + length..end).any(|at| NO_GIVEN_KANJI.contains(text.at(at)));
        return (plain && given <= 3 && length >= 2 && !is_place(text, run)).then_some(end);
    }
    if is_place(text, run) {
        return None;
    }
    let whole = with_given(text, end);
    if whole > end {
        let parted = text.at(end) == ' ';
        return (length >= 2 && (!parted || !PLACES.contains(&surname))).then_some(whole);
    }
    let introduces = text.starts_any(end, &["です", "と申", "でございます", "だと"]).is_some();
    let breaks =
        matches!(text.before(start), '\n' | ' ' | '。' | '、' | '!' | 'の' | 'は' | '「' | TAKEN);
    if introduces && breaks && !(PLACES.contains(&surname) && text.before(start) == 'の') {
        return Some(end);
    }
    let acts = text.starts_any(end, &["に", "が", "から", "は", "へ", "と", "を", "の"]).is_some();
    (length >= 2 && acts && !PLACES.contains(&surname)).then_some(end)
}

/// Names told by a space or a dot within: 「佐久間 正、71歳」, 「マイケル・ジョンソン」.
fn apart(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        let end = text.run(at, is_kanji);
        let opens = parts(text.before(at)) || ":「".contains(text.before(at));
        let given = text.run(end + 1, is_kanji);
        let sizes =
            (1..=3).contains(&(end - at)) && (1..=3).contains(&given.saturating_sub(end + 1));
        let told = breaks(text, given) || text.starts_any(given, &["です", "と申"]).is_some();
        let plain = !(at..given).any(|at| NO_GIVEN_KANJI.contains(text.at(at)));
        if opens && sizes && text.at(end) == ' ' && text.at(given) != ' ' && told && plain {
            text.take(at, given, Class::Name, Seen::Form);
            at = given;
        }
        let katakana = text.run(at, |c| is_katakana(c) || c == '・');
        let word = text.word(at, katakana);
        let parts: Vec<&str> = word.split('・').collect();
        let named =
            (2..=3).contains(&parts.len()) && parts.iter().all(|it| it.chars().count() >= 2);
        if named && !ORGANISATIONS.iter().chain(&THINGS).any(|it| word.contains(it)) {
            text.take(at, katakana, Class::Name, Seen::Form);
        }
        at = end.max(katakana).max(at + 1);
    }
}

/// What is written with a dot within and is nobody.
const THINGS: [&str; 14] = [
    "スマート",
    "コントラクト",
    "ステーブル",
    "ブロック",
    "チェーン",
    "トークン",
    "テスト",
    "デジタル",
    "アセット",
    "マーケット",
    "ウォレット",
    "アドレス",
    "セキュリティ",
    "ゼロ",
];

/// Whether the name of a place goes on behind.
fn is_place(text: &Text, end: usize) -> bool {
    text.starts_any(end, &["駅", "市", "区", "県", "町", "村", "支店"]).is_some()
}

/// Words with capitals that are nobody's name.
const NO_PEOPLE: [&str; 62] = [
    "binance", "bitcoin", "ethereum", "btc", "eth", "usdt", "uid", "support", "customer", "japan",
    "japanese", "american", "german", "british", "indian", "chinese", "korean", "french",
    "spanish", "italian", "canadian", "the", "a", "i", "my", "not", "so", "now", "still", "just",
    "very", "also", "p2p", "kyc", "api", "sms", "otp", "telegram", "whatsapp", "google", "apple",
    "coinbase", "bybit", "kraken", "okx", "trust", "metamask", "dear", "hello", "hi", "hey",
    "please", "help", "thanks", "regards", "team", "service", "agent", "exchange", "user",
    "anyone", "phone",
];

fn english(text: &mut Text) {
    let titles = ["mr", "mrs", "ms", "miss", "dr", "prof", "mr.", "mrs.", "ms.", "dr."];
    let tells = ["my name is", "name is", "name was", "name's", "i'm called", "named", "called"];
    let is = ["i am", "i'm", "im", "this is"];
    let closes = ["regards", "sincerely", "thanks", "cheers", "thank you", "from:", "best"];
    for at in 0..text.len() {
        let mut found = None;
        if let Some(end) = text.starts_any(at, &titles).filter(|_| text.at(at).is_ascii_uppercase())
        {
            let name = text.run(end, |c| " .".contains(c));
            found = latin_end(text, name, 1).map(|last| (at, last, Seen::Title));
        } else if let Some(end) = text.starts_any(at, &tells) {
            let name = text.run(end, |c| " :\"".contains(c));
            found = latin_end(text, name, 1).map(|last| (name, last, Seen::Introduction));
        } else if let Some(end) = text.starts_any(at, &is) {
            let name = text.run(end, |c| c == ' ');
            let last = latin_end(text, name, 2).or_else(|| alone(text, name));
            found = last.map(|last| (name, last, Seen::Introduction));
        } else if let Some(end) = text.starts_any(at, &closes) {
            let name = text.run(end, |c| " ,\n".contains(c));
            let broken = (end..name).any(|at| text.at(at) == '\n') || text.before(end) == ':';
            found =
                latin_end(text, name, 1).filter(|_| broken).map(|last| (name, last, Seen::Label));
        } else if text.at(at).is_ascii_uppercase() && !text.before(at).is_ascii_alphanumeric() {
            let here = |end: &usize| text.starts(text.run(*end, |c| c == ' '), "here").is_some();
            found = latin_end(text, at, 2).filter(here).map(|last| (at, last, Seen::Introduction));
        }
        if let Some((start, end, seen)) = found {
            text.take(start, end, Class::Name, seen);
        }
    }
}

/// "Daniel Harris", "J. Smith", "\"Markus Schneider\"": a common given name, an initial or quotes before
/// a word with a capital.
fn by_given(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        let begins = text.at(at).is_ascii_uppercase() && !text.before(at).is_ascii_alphanumeric();
        let word = text.run(at, |c| c.is_ascii_alphabetic());
        let name = text.word(at, word).to_ascii_lowercase();
        let initial = word == at + 1 && text.at(word) == '.';
        let quoted = text.before(at) == '"';
        let known = initial || quoted || GIVEN.split_whitespace().any(|it| it == name);
        let rest = text.run(word + usize::from(initial), |c| c == ' ');
        let family = (begins && known && rest > word).then(|| latin_end(text, rest, 1)).flatten();
        if let Some(end) = family.filter(|end| !quoted || text.at(*end) == '"') {
            text.take(at, end, Class::Name, Seen::Form);
            at = end;
        }
        at = word.max(at + 1);
    }
}

/// One word with a capital behind which the sentence breaks.
fn alone(text: &Text, start: usize) -> Option<usize> {
    let end = latin_end(text, start, 1)?;
    let next = text.run(end, |c| c == ' ');
    let breaks = ",.!\n(".contains(text.at(end))
        || text.starts_any(next, &["from", "and", "here"]).is_some();
    breaks.then_some(end)
}

/// One to four words with capitals, at least so many.
fn latin_end(text: &Text, start: usize, least: usize) -> Option<usize> {
    let mut end = start;
    let mut count = 0;
    let mut at = start;
    while count < 4 && text.at(at).is_uppercase() && !is_katakana(text.at(at)) {
        let mut word = text
            .run(at, |c| c.is_alphabetic() && !is_kanji(c) && !is_hiragana(c) || "'-.".contains(c));
        while word > at && "'-.".contains(text.before(word)) {
            word -= 1;
        }
        let name = text.word(at, word).to_lowercase();
        if word < at + 2 && count == 0 || NO_PEOPLE.contains(&name.as_str()) {
            break;
        }
        (end, count) = (word, count + 1);
        let initial = usize::from(word == at + 1 && text.at(word) == '.');
        at = text.run(word + initial, |c| c == ' ');
        if at > word + initial + 1 {
            break;
        }
    }
    (count >= least).then_some(end)
}
