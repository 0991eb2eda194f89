//! Does the mail present itself *as* an exchange? One strong sign is enough (the display name is
//! the exchange's and nothing else, or the sender's domain is or imitates the exchange's); of the
//! weak ones (tag before the subject, signature, greeting, name inside the address) two are needed.

use super::skeleton::{plain, same, skeleton};
use super::{Claim, ClaimPlace, Imitates, Official};
use crate::source::mail::Mail;
use crate::source::text::TextLine;

/// Exchanges whose name may be borrowed: the name as findings carry it, and how it is written.
/// Gemini is missing on purpose: Google sends mails under that name.
const BRANDS: [(&str, &[&str]); 23] = [
    ("binance", &["binance", "バイナンス", "バイナンスジャパン", "币安"]),
    ("coinbase", &["coinbase", "コインベース"]),
    ("kraken", &["kraken", "クラーケン"]),
    ("bitflyer", &["bitflyer", "ビットフライヤー"]),
    ("coincheck", &["coincheck", "コインチェック"]),
    ("bitget", &["bitget"]),
    ("bybit", &["bybit", "バイビット"]),
    ("okx", &["okx", "okcoin"]),
    ("kucoin", &["kucoin"]),
    ("mexc", &["mexc"]),
    ("gate", &["gate.io"]),
    ("htx", &["htx", "huobi"]),
    ("bitfinex", &["bitfinex"]),
    ("bitstamp", &["bitstamp"]),
    ("crypto.com", &["crypto.com"]),
    ("bitbank", &["bitbank", "ビットバンク"]),
    ("gmo", &["gmoコイン", "gmo coin"]),
    ("sbivc", &["sbi vcトレード", "sbi vc trade"]),
    ("bittrade", &["bittrade", "ビットトレード"]),
    ("zaif", &["zaif"]),
    ("bitpoint", &["bitpoint", "ビットポイント"]),
    ("bittrex", &["bittrex"]),
    ("bingx", &["bingx"]),
];
/// What may stand beside the name in the name of a department.
const GENERIC: [&str; 52] = [
    "support",
    "security",
    "team",
    "center",
    "centre",
    "service",
    "services",
    "customer",
    "client",
    "help",
    "helpdesk",
    "desk",
    "account",
    "accounts",
    "notification",
    "notifications",
    "notice",
    "alert",
    "alerts",
    "no",
    "reply",
    "noreply",
    "donotreply",
    "do",
    "not",
    "official",
    "verification",
    "verify",
    "care",
    "info",
    "jp",
    "japan",
    "us",
    "com",
    "co",
    "global",
    "exchange",
    "admin",
    "withdrawal",
    "withdrawals",
    "wallet",
    "inc",
    "ltd",
    "limited",
    "holdings",
    "app",
    "the",
    "compliance",
    "risk",
    "department",
    "dept",
    "system",
];
const GENERIC_JA: [&str; 22] = [
    "サポート",
    "カスタマー",
    "センター",
    "セキュリティ",
    "事務局",
    "運営",
    "公式",
    "株式会社",
    "お知らせ",
    "通知",
    "チーム",
    "ジャパン",
    "デスク",
    "サービス",
    "窓口",
    "ご案内",
    "お客様",
    "アカウント",
    "本人確認",
    "管理",
    "部",
    "重要",
];
const SIGNATURE: [&str; 12] = [
    "team",
    "support",
    "support team",
    "security team",
    "the team",
    "customer support",
    "customer service",
    "チーム",
    "サポート",
    "サポートチーム",
    "カスタマーサポート",
    "セキュリティチーム",
];
const FORWARDED: [&str; 6] = [
    "forwarded message",
    "begin forwarded",
    "original message",
    "転送メッセージ",
    "転送されたメッセージ",
    "元のメッセージ",
];

/// The claim with what the judgement needs of it.
pub(super) struct Found<'a> {
    pub(super) brand: &'static str,
    pub(super) places: Vec<Claim>,
    /// The display name, where it is the exchange's.
    pub(super) display: Option<&'a str>,
    pub(super) domain_imitates: bool,
    /// The name in letters of another script, with its line.
    pub(super) lookalike_text: Option<(u32, &'a str)>,
}

/// The exchange the mail presents itself as.
pub(super) fn find<'a>(
    mail: &'a Mail,
    official: Official<'_>,
    imitates: Imitates<'_>,
) -> Option<Found<'a>> {
    let from = mail.from.as_ref();
    let domain = from.map(|it| it.domain.as_str()).unwrap_or_default();
    let display = from.map(|it| it.display.as_str()).unwrap_or_default();
    let line = from.map_or(1, |it| it.line);
    let mut strong: Option<&'static str> = None;
    let mut places = Vec::new();
    let named = BRANDS.iter().find(|(_, names)| names.iter().any(|it| is_department(display, it)));
    if let Some((brand, _)) = named {
        strong = Some(brand);
        places.push(Claim { place: ClaimPlace::DisplayName, line });
    }
    let own = official(domain);
    let imitated =
        if own.is_some() || domain.is_empty() { None } else { imitated(domain, imitates) };
    if let Some(brand) = own.or(imitated) {
        strong = strong.or(Some(brand));
        places.push(Claim { place: ClaimPlace::Address, line });
    }
    let mut found = Found {
        brand: strong.unwrap_or_default(),
        places,
        display: named.map(|_| display),
        domain_imitates: imitated.is_some(),
        lookalike_text: None,
    };
    let brands = BRANDS.iter().filter(|(brand, _)| strong.is_none_or(|it| same(it, brand)));
    for (brand, names) in brands {
        let weak = weak(mail, names);
        if strong.is_none() && weak.len() < 2 {
            continue;
        }
        // A stranger whose domain bears the name and who speaks as the exchange imitates it.
        let inside =
            own.is_none() && names.iter().any(|it| skeleton(domain).contains(&skeleton(it)));
        found.domain_imitates |= inside && (found.display.is_some() || weak.len() >= 2);
        found.brand = strong.unwrap_or(brand);
        found.places.extend(weak);
        found.lookalike_text = lookalike(mail, names);
        break;
    }
    found.places.sort();
    found.places.dedup();
    (!found.brand.is_empty()).then_some(found)
}

/// By the product's own engine, or because a label only looks like the name.
fn imitated(domain: &str, imitates: Imitates<'_>) -> Option<&'static str> {
    imitates(&format!("https://{domain}/")).or_else(|| {
        let (look, letters) = (skeleton(domain), plain(domain));
        let wears = |name: &&&str| {
            name.len() >= 6 && look.contains(&skeleton(name)) && !letters.contains(**name)
        };
        BRANDS.iter().find(|(_, names)| names.iter().any(|it| wears(&it))).map(|(brand, _)| *brand)
    })
}

/// True when a display name is the exchange's name and, at most, that of a department.
fn is_department(display: &str, name: &str) -> bool {
    // "Binance via Somebody": the service in between adds the rest by itself.
    let display = skeleton(display);
    let display = display.split(" via ").next().unwrap_or_default();
    let name = skeleton(name);
    if !holds(display, &name) {
        return false;
    }
    let rest = display.replace(&name, " ");
    rest.split(|c: char| !c.is_alphanumeric() && c != 'ー').filter(|it| !it.is_empty()).all(generic)
}

/// The name as a word of its own, or anywhere for names that are not Latin.
fn holds(text: &str, name: &str) -> bool {
    if !name.is_ascii() {
        return text.contains(name);
    }
    text.match_indices(name).any(|(at, it)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + it.len()..).and_then(|it| it.chars().next());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !joins(before) && !joins(after)
    })
}

fn generic(word: &str) -> bool {
    if word.is_ascii() {
        return GENERIC.iter().any(|it| skeleton(it) == word)
            || word.chars().all(|c| c.is_ascii_digit());
    }
    let mut rest = word;
    'word: while !rest.is_empty() {
        for part in GENERIC_JA {
            if let Some(tail) = rest.strip_prefix(skeleton(part).as_str()) {
                rest = tail;
                continue 'word;
            }
        }
        return false;
    }
    true
}

/// The weak signs for one exchange.
fn weak(mail: &Mail, names: &[&str]) -> Vec<Claim> {
    let mut out = Vec::new();
    let subject = mail.header("subject");
    let handed_on = subject.is_some_and(|it| passed_on(&it.value)) || names.is_empty();
    let looks: Vec<String> = names.iter().map(|it| skeleton(it)).collect();
    if let Some(subject) =
        subject.filter(|it| !handed_on && looks.iter().any(|name| tagged(&it.value, name)))
    {
        out.push(Claim { place: ClaimPlace::Subject, line: subject.line });
    }
    if let Some(from) = mail.from.as_ref() {
        let address = skeleton(&from.address);
        if looks.iter().any(|it| it.is_ascii() && it.len() >= 5 && address.contains(it.as_str())) {
            out.push(Claim { place: ClaimPlace::Address, line: from.line });
        }
    }
    if handed_on {
        return out;
    }
    let body: Vec<&TextLine> =
        mail.texts.iter().filter(|it| !it.repeats).flat_map(|it| &it.lines).collect();
    let mut signed = false;
    let mut greeted = false;
    for line in body.iter().take(2_000) {
        let text: String = line.text.chars().take(120).collect();
        let text = skeleton(text.trim());
        if FORWARDED.iter().any(|it| text.contains(&skeleton(it))) {
            break;
        }
        if text.starts_with('>') || !looks.iter().any(|it| text.contains(it.as_str())) {
            continue;
        }
        if !signed && looks.iter().any(|it| signature(&text, it)) {
            signed = true;
            out.push(Claim { place: ClaimPlace::Body, line: line.line });
        }
        if !greeted && looks.iter().any(|it| greeting(&text, it)) {
            greeted = true;
            out.push(Claim { place: ClaimPlace::Body, line: line.line });
        }
    }
    out
}

/// Answered or forwarded: what follows is somebody else's mail.
fn passed_on(subject: &str) -> bool {
    let subject = plain(subject.trim());
    ["fw:", "fwd:", "re:", "転送:", "転送 ", "tr:", "aw:", "wg:"]
        .iter()
        .any(|it| subject.starts_with(it))
}

/// "[Binance] …", "【バイナンス】…", "Binance: …" or "Binance - …".
fn tagged(subject: &str, name: &str) -> bool {
    let subject = skeleton(subject.trim());
    let (open, body) = match subject.strip_prefix(['[', '【', '<', '(', '「', '〔']) {
        Some(body) => (true, body),
        None => (false, subject.as_str()),
    };
    let Some(rest) = body.trim_start().strip_prefix(name) else {
        return false;
    };
    let rest =
        rest.trim_start_matches("ジャパン").trim_start_matches(" japan").trim_start_matches(".com");
    if open {
        rest.trim_start().starts_with([']', '】', '>', ')', '」', '〕'])
    } else {
        rest.trim_start().starts_with([':', '：'])
    }
}

/// "Binance Team", "The Binance Team", "— バイナンスサポート" on a line of its own.
fn signature(text: &str, name: &str) -> bool {
    if text.chars().count() > 60 {
        return false;
    }
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != 'ー');
    let text = text.strip_prefix("the ").unwrap_or(text);
    let text = ["regards", "sincereiy", "thanks"]
        .iter()
        .find_map(|it| text.strip_prefix(it))
        .unwrap_or(text);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(rest) = text.strip_prefix(name) else {
        return false;
    };
    let rest = rest.trim_start_matches("ジャパン").trim_start_matches(" japan").trim();
    SIGNATURE.iter().any(|it| rest == skeleton(it))
        || rest.is_empty() && !name.is_ascii()
        || rest == "事務局"
        || rest == "株式会社"
}

/// "Dear Binance user", "バイナンスをご利用のお客様".
fn greeting(text: &str, name: &str) -> bool {
    let user = ["user", "customer", "ciient", "member", "trader", "vaiued"];
    let english = text
        .strip_prefix("dear ")
        .or_else(|| text.strip_prefix("heiio "))
        .or_else(|| text.strip_prefix("hi "));
    if let Some(rest) = english {
        let rest = rest.trim_start_matches("vaiued ");
        return rest
            .strip_prefix(name)
            .is_some_and(|it| user.iter().any(|word| it.trim_start().starts_with(word)));
    }
    let thanks = [
        "をご利用",
        "をいつもご利用",
        "ご利用のお客様",
        "のお客様",
        "ユーザー",
        "会員",
        "のご利用ありがとう",
        "カスタマーサポートです",
        "サポートです",
        "です。",
    ];
    let text = text.strip_prefix("いつも").unwrap_or(text);
    let text = text
        .strip_prefix("平素は")
        .or_else(|| text.strip_prefix("平素より"))
        .unwrap_or(text)
        .trim_start_matches('、');
    text.strip_prefix(name).is_some_and(|it| {
        let it = it.trim_start();
        thanks.iter().any(|word| it.starts_with(word))
    })
}

/// The name in the display name or the subject, recognisable only by its look.
fn lookalike<'a>(mail: &'a Mail, names: &[&str]) -> Option<(u32, &'a str)> {
    let from = mail.from.as_ref().map(|it| (it.line, it.display.as_str()));
    let subject = mail.header("subject").map(|it| (it.line, it.value.as_str()));
    from.into_iter().chain(subject).find(|(_, text)| {
        let (look, letters) = (skeleton(text), plain(text));
        names.iter().any(|name| {
            name.is_ascii()
                && holds(&look, &skeleton(name))
                && !letters.contains(*name)
                && name.len() >= 5
        })
    })
}
