//! How hard is a password to guess, has it leaked, and what should change? Advice after NIST SP
//! 800-63B-4 (as quoted in OWASP ASVS issue 3242; the document itself was not read): at least 15
//! characters without a second factor and 8 with one, no rules of composition, no regular change,
//! known values refused, pasting and long phrases allowed.
//!
//! The estimate of guesses is handed in, because what makes it reads a clock. Nothing here keeps or
//! returns the password, nor any part of it but the hash prefix that is asked for.

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use std::io::BufRead;
use unicode_normalization::UnicodeNormalization as _;

/// Characters a password needs without a second factor.
pub const ALONE: usize = 15;
/// Characters it needs beside a second factor.
pub const WITH_SECOND: usize = 8;
/// Characters that are looked at; longer ones are not refused.
pub const MOST: usize = 256;
/// Powers of ten of guesses that a slow attack online does not reach, and one on leaked hashes.
const GUESSES_ONLINE: u32 = 8;
const GUESSES_OFFLINE: u32 = 12;

/// Words that people in Japan, and of this trade, build passwords of; a general list knows few of
/// them.
pub const WORDS: [&str; 96] = [
    "aishiteru",
    "akira",
    "arigatou",
    "arigato",
    "asahi",
    "ashita",
    "baka",
    "binance",
    "bitbank",
    "bitcoin",
    "bitflyer",
    "bybit",
    "chikara",
    "coincheck",
    "daisuki",
    "daijoubu",
    "densha",
    "doraemon",
    "ethereum",
    "fujisan",
    "gambaru",
    "ganbare",
    "genki",
    "hanabi",
    "hanako",
    "haruka",
    "haruto",
    "hikari",
    "hikeshi",
    "himitsu",
    "hinata",
    "hiroshi",
    "hoshi",
    "ichigo",
    "inochi",
    "kaito",
    "kakushi",
    "kawaii",
    "kazoku",
    "kenji",
    "kirakira",
    "kitty",
    "kokoro",
    "konnichiwa",
    "kotori",
    "kumamon",
    "machigai",
    "mamoru",
    "manami",
    "megumi",
    "midori",
    "minato",
    "mirai",
    "misaki",
    "momiji",
    "naruto",
    "neko",
    "nihon",
    "nippon",
    "ohayou",
    "okane",
    "onegai",
    "osaka",
    "pikachu",
    "pokemon",
    "ryuichi",
    "sakura",
    "sasuke",
    "satoshi",
    "sayonara",
    "sekai",
    "shiawase",
    "shinji",
    "shinkansen",
    "sora",
    "suzuki",
    "takahashi",
    "takeshi",
    "tanaka",
    "tanoshii",
    "taro",
    "tenshi",
    "tokyo",
    "tomodachi",
    "totoro",
    "tsubasa",
    "tsuki",
    "watanabe",
    "yamada",
    "yamamoto",
    "yokohama",
    "yoroshiku",
    "yuki",
    "yume",
    "yuuki",
    "zettai",
];

/// The same as kana and kanji: a keyboard with Japanese input writes them with few strokes.
const KANA: [(&str, &str); 22] = [
    ("さくら", "sakura"),
    ("サクラ", "sakura"),
    ("桜", "sakura"),
    ("ひみつ", "himitsu"),
    ("秘密", "himitsu"),
    ("ねこ", "neko"),
    ("猫", "neko"),
    ("ゆめ", "yume"),
    ("夢", "yume"),
    ("東京", "tokyo"),
    ("とうきょう", "tokyo"),
    ("大阪", "osaka"),
    ("日本", "nihon"),
    ("火消し", "hikeshi"),
    ("ありがとう", "arigatou"),
    ("あいしてる", "aishiteru"),
    ("だいすき", "daisuki"),
    ("大好き", "daisuki"),
    ("こころ", "kokoro"),
    ("心", "kokoro"),
    ("パスワード", "password"),
    ("ビットコイン", "bitcoin"),
];

/// How hard it is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Found by trying at the login page.
    Weak,
    /// Holds at a login page, not once its hash has leaked.
    Fair,
    /// Holds against both.
    Strong,
}

/// What should be said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// It is in the list of leaked passwords: so many times.
    Leaked(u64),
    /// It is empty.
    Empty,
    /// Fewer than [`WITH_SECOND`] characters.
    TooShort,
    /// Fewer than [`ALONE`] characters: only with a second factor.
    ShortAlone,
    /// It holds the person's own name, mail address or birthday.
    Own,
    /// It holds the name of an exchange or of this trade, or a common Japanese word.
    KnownWord,
    /// It begins or ends with a blank, which is lost when it is copied.
    Blank,
    /// It looks like a recovery phrase, which must be entered nowhere.
    RecoveryPhrase,
}

/// The judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// How hard it is to guess.
    pub strength: Strength,
    /// Guesses needed, as a power of ten.
    pub guesses_log10: u32,
    /// What should be said, the weightiest first.
    pub remarks: Vec<Remark>,
}

/// Judges a password. `own` are the person's own words; `guesses` estimates how many guesses a text
/// needs when the attacker knows these words. `leaked` is how often a list of leaked passwords has it.
pub fn judge(
    password: &str,
    own: &[String],
    leaked: Option<u64>,
    guesses: impl Fn(&str, &[&str]) -> u64,
) -> Judgement {
    let length = password.chars().count();
    let own = pieces(own);
    let mut known: Vec<&str> = own.iter().map(String::as_str).collect();
    known.extend(WORDS);
    let folded = zeroize::Zeroizing::new(folded(password));
    // The weaker of what was typed and of what it sounds like.
    let estimate = guesses(&cut(password), &known).min(guesses(&cut(&folded), &known));
    let mut remarks = Vec::new();
    remarks.extend(leaked.filter(|times| *times > 0).map(Remark::Leaked));
    if is_phrase(password) {
        remarks.push(Remark::RecoveryPhrase);
    }
    remarks.extend(match length {
        0 => Some(Remark::Empty),
        1..WITH_SECOND => Some(Remark::TooShort),
        WITH_SECOND..ALONE => Some(Remark::ShortAlone),
        _ => None,
    });
    let holds = |word: &str| word.chars().count() >= 3 && folded.contains(word);
    if own.iter().any(|word| holds(word)) {
        remarks.push(Remark::Own);
    }
    if WORDS.iter().any(|word| holds(word)) {
        remarks.push(Remark::KnownWord);
    }
    if password.trim() != password {
        remarks.push(Remark::Blank);
    }
    let guesses_log10 = estimate.max(1).ilog10().min(beside_words(&folded, &known));
    let is_weak =
        leaked.is_some_and(|times| times > 0) || length < WITH_SECOND || is_phrase(password);
    let strength = match guesses_log10 {
        _ if is_weak => Strength::Weak,
        0..GUESSES_ONLINE => Strength::Weak,
        GUESSES_ONLINE..GUESSES_OFFLINE => Strength::Fair,
        _ if length < ALONE => Strength::Fair,
        _ => Strength::Strong,
    };
    Judgement { strength, guesses_log10, remarks }
}

/// The most that a password is worth as known words joined by other letters: two powers of ten for a
/// word, one for a letter. A general estimate counts the joints for far more.
fn beside_words(folded: &str, known: &[&str]) -> u32 {
    let mut words: Vec<&str> = known.iter().copied().filter(|it| it.chars().count() >= 3).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = zeroize::Zeroizing::new(folded.to_owned());
    let mut found = 0;
    for word in words {
        let times = rest.matches(word).count();
        if times > 0 {
            found += times;
            rest = zeroize::Zeroizing::new(rest.replace(word, ""));
        }
    }
    let worth = rest.chars().count() + 2 * found;
    if found == 0 { u32::MAX } else { u32::try_from(worth).unwrap_or(u32::MAX) }
}

fn is_phrase(password: &str) -> bool {
    let line = crate::source::text::TextLine { text: password.to_owned(), line: 1 };
    let found = super::secret::find(std::slice::from_ref(&line));
    drop(zeroize::Zeroizing::new(line.text));
    found.iter().any(|it| it.kind == super::secret::SecretKind::SeedPhrase)
}

fn cut(text: &str) -> zeroize::Zeroizing<String> {
    zeroize::Zeroizing::new(text.chars().take(MOST).collect())
}

/// Lower case, full-width letters made plain, Japanese words as they are romanised.
fn folded(password: &str) -> String {
    let mut plain = password.nfkc().collect::<String>().to_lowercase();
    for (kana, romaji) in KANA {
        if plain.contains(kana) {
            plain = plain.replace(kana, romaji);
        }
    }
    plain
}

/// The parts of the person's own words: of a mail address its names, of a birthday its ways of being
/// written.
fn pieces(own: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for word in own {
        let word = folded(word);
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        if let (8, Some(year), Some(day)) = (digits.len(), digits.get(..4), digits.get(4..)) {
            out.extend([digits.clone(), year.to_owned(), day.to_owned()]);
            out.extend(digits.get(2..).map(ToOwned::to_owned));
        }
        let parts = word.split(|letter: char| !letter.is_alphanumeric());
        out.extend(parts.filter(|it| it.chars().count() >= 2).map(ToOwned::to_owned));
        out.push(word);
    }
    out.sort();
    out.dedup();
    out
}

/// The SHA-1 of a password, upper-case hexadecimal: the first five letters name the range it would
/// stand in, the other 35 its line there (the k-anonymity of Have I Been Pwned's range lists).
pub fn range_key(password: &str) -> (String, zeroize::Zeroizing<String>) {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    let halves = hash.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits = halves.filter_map(|half| char::from_digit(u32::from(half), 16));
    let hex = zeroize::Zeroizing::new(digits.collect::<String>().to_uppercase());
    let (prefix, suffix) = hex.split_at(5);
    (prefix.to_owned(), zeroize::Zeroizing::new(suffix.to_owned()))
}

/// How often a range list has a suffix. Lines are `SUFFIX:COUNT`, or `PREFIX+SUFFIX:COUNT` in a file
/// of all ranges; a count of nought is padding. `None` when no line has either form.
///
/// # Errors
///
/// When the list cannot be read.
pub fn in_range(list: impl BufRead, prefix: &str, suffix: &str) -> std::io::Result<Option<u64>> {
    let mut is_list = false;
    for line in list.split(b'\n') {
        let line = line?;
        let Some((hash, count)) =
            std::str::from_utf8(&line).ok().and_then(|it| it.trim().split_once(':'))
        else {
            continue;
        };
        let own = match hash.len() {
            35 => Some(hash),
            40 => hash.get(..5).filter(|it| it.eq_ignore_ascii_case(prefix)).and(hash.get(5..)),
            _ => None,
        };
        is_list |= matches!(hash.len(), 35 | 40);
        if own.is_some_and(|own| own.eq_ignore_ascii_case(suffix)) {
            return Ok(Some(count.trim().parse().unwrap_or(1)));
        }
    }
    Ok(is_list.then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten for each letter that is in none of the known words.
    fn guesses(text: &str, known: &[&str]) -> u64 {
        let mut rest = text.to_owned();
        for word in known {
            rest = rest.replace(word, "");
        }
        10_u64.saturating_pow(u32::try_from(rest.chars().count()).unwrap())
    }

    fn of(password: &str, own: &[&str]) -> Judgement {
        let own: Vec<String> = own.iter().map(|it| (*it).to_owned()).collect();
        judge(password, &own, None, guesses)
    }

    #[test]
    fn length_and_guesses_decide_and_composition_does_not() {
        assert_eq!(of("", &[]).remarks, [Remark::Empty]);
        assert_eq!(of("aB3$xyz", &[]).remarks, [Remark::TooShort]);
        assert_eq!(of("qwmzrtpl", &[]).strength, Strength::Fair);
        assert_eq!(of("qwmzrtplvbnd", &[]).remarks, [Remark::ShortAlone]);
        let long = of("mzr tpl vbn dgh wqx", &[]);
        assert_eq!((long.strength, long.remarks), (Strength::Strong, vec![]));
    }

    #[test]
    fn japanese_words_and_the_persons_own_are_known() {
        for word in ["sakura1234567890", "さくら1234567890ab", "ｓａｋｕｒａ1234567890"] {
            assert!(of(word, &[]).remarks.contains(&Remark::KnownWord), "{word}");
        }
        let own = ["Mihon Hanako", "mihon.h@example.com", "1990-03-04"];
        for password in ["Mihon!zzzzzzzzzzz", "xx0304xxxxxxxxxxxx", "HANAKO-is-here-now"] {
            assert!(of(password, &own).remarks.contains(&Remark::Own), "{password}");
        }
        assert_eq!(of("sakurabinance1990", &own).strength, Strength::Weak);
    }

    #[test]
    fn the_hash_names_its_range_and_only_its_own_line_counts() {
        // SHA-1 of "password", FIPS 180-4.
        let (prefix, suffix) = range_key("password");
        assert_eq!(prefix, "5BAA6");
        assert_eq!(suffix.as_str(), "1E4C9B93F3F0682250B6CF8331B7EE68FD8");
        let list = "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD8:3861493\r\n";
        assert_eq!(in_range(list.as_bytes(), &prefix, &suffix).unwrap(), Some(3_861_493));
        let whole = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:7\n";
        assert_eq!(in_range(whole.as_bytes(), &prefix, &suffix).unwrap(), Some(7));
        assert_eq!(in_range(whole.as_bytes(), "5BAA7", &suffix).unwrap(), Some(0));
        assert_eq!(in_range(b"\xff\xfe\nnonsense".as_slice(), &prefix, &suffix).unwrap(), None);
        let leaked = judge("mzr tpl vbn dgh wqx", &[], Some(2), guesses);
        assert_eq!((leaked.strength, leaked.remarks[0]), (Strength::Weak, Remark::Leaked(2)));
    }
}
