//! Does the handle of an account use an exchange's name?
//!
//! No list of the exchanges' own accounts with a source is known to us, so no handle is ever called
//! official. Judged are only the letters: whether a name stands there, whether letters were replaced,
//! and whether words of support stand beside it.

use super::link;
use super::mail::skeleton::skeleton;

/// Where the account is, as far as the text says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// `t.me/…`
    Telegram,
    /// `x.com/…`, `twitter.com/…`
    X,
    /// `instagram.com/…`
    Instagram,
    /// `line.me/…`
    Line,
    /// `wa.me/…`
    WhatsApp,
    /// `discord.gg/…`
    Discord,
    /// Only a name was given.
    Unsaid,
}

impl Service {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::X => "x",
            Self::Instagram => "instagram",
            Self::Line => "line",
            Self::WhatsApp => "whatsapp",
            Self::Discord => "discord",
            Self::Unsaid => "unsaid",
        }
    }
}

/// What the letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// An exchange's name with replaced letters.
    Imitation,
    /// An exchange's name beside words of support.
    ClaimsSupport,
    /// An exchange's name: whose account it is cannot be told.
    BearsName,
    /// No exchange's name. This never means safe.
    Unknown,
}

impl Verdict {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Imitation => "imitation",
            Self::ClaimsSupport => "claims_support",
            Self::BearsName => "bears_name",
            Self::Unknown => "unknown",
        }
    }
}

/// What was found about one handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Where the account is.
    pub service: Service,
    /// The exchange whose name it uses.
    pub brand: Option<&'static str>,
}

/// Longest handle, bytes; longer texts are none.
const LONGEST: usize = 96;

const HOSTS: [(&str, Service); 13] = [
    ("t.me/", Service::Telegram),
    ("telegram.me/", Service::Telegram),
    ("telegram.dog/", Service::Telegram),
    ("x.com/", Service::X),
    ("twitter.com/", Service::X),
    ("mobile.twitter.com/", Service::X),
    ("instagram.com/", Service::Instagram),
    ("line.me/", Service::Line),
    ("lin.ee/", Service::Line),
    ("wa.me/", Service::WhatsApp),
    ("api.whatsapp.com/", Service::WhatsApp),
    ("discord.gg/", Service::Discord),
    ("discord.com/invite/", Service::Discord),
];

const SUPPORT: [&str; 24] = [
    "support",
    "help",
    "service",
    "customer",
    "care",
    "agent",
    "admin",
    "team",
    "desk",
    "official",
    "recovery",
    "refund",
    "verify",
    "security",
    "assist",
    "live",
    "chat",
    "manager",
    "サポート",
    "公式",
    "窓口",
    "運営",
    "担当",
    "カスタマー",
];

/// Takes a text apart as a handle: `@name`, or a page of a person or group on a known service.
pub fn read(text: &str) -> Option<(Service, &str)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(name) = text.strip_prefix(['@', '\u{ff20}']) {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '#');
        return (!name.is_empty() && name.chars().all(plain)).then_some((Service::Unsaid, name));
    }
    let bare =
        text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let (host, service) = HOSTS.iter().find(|(host, _)| {
        bare.get(..host.len()).is_some_and(|head| head.eq_ignore_ascii_case(host))
    })?;
    let path = bare.get(host.len()..)?;
    let name = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    // Deeper pages are posts, and a post is a page.
    let post = *service == Service::X && name.contains('/');
    (!name.is_empty() && !post).then_some((*service, name))
}

/// Judges a handle; `None` when the text is none.
pub fn judge(text: &str) -> Option<Judgement> {
    let (service, name) = read(text)?;
    let lower = name.to_lowercase();
    let words = spaced(name);
    let Some(brand) = named(&words).or_else(|| named_folded(&lower)) else {
        return Some(Judgement { verdict: Verdict::Unknown, service, brand: None });
    };
    let named = lower.replace(['_', '.', '-'], "");
    let spelled = named.contains(&brand.replace(['.', '-'], "")) || !named.is_ascii();
    let foreign = !lower.is_ascii() && skeleton(&lower).is_ascii();
    let verdict = if foreign || !spelled {
        Verdict::Imitation
    } else if SUPPORT.iter().any(|word| lower.contains(word)) {
        Verdict::ClaimsSupport
    } else {
        Verdict::BearsName
    };
    Some(Judgement { verdict, service, brand: Some(brand) })
}

/// Word by word, and all of them together: an ordinary word such as "kraken" counts in company only.
fn named(words: &str) -> Option<&'static str> {
    link::named_in(words).or_else(|| link::named_in(&words.replace(' ', "-")))
}

/// Words by case and marks: `BinanceHelpDesk` and `binance_help_desk` alike.
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 2);
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    out
}

/// A name inside a longer word, after folding look-alike letters.
fn named_folded(lower: &str) -> Option<&'static str> {
    const NAMES: [&str; 9] = [
        "binance",
        "coinbase",
        "bitflyer",
        "coincheck",
        "bitget",
        "kucoin",
        "bybit",
        "bitbank",
        "trustwallet",
    ];
    let folded = skeleton(&lower.replace(['_', '.', '-'], ""));
    let found = NAMES.into_iter().find(|name| folded.contains(&skeleton(name)));
    found.map(|name| if name == "trustwallet" { "binance" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Option<Verdict> {
        judge(text).map(|it| it.verdict)
    }

    #[test]
    fn letters_decide() {
        for (text, expected) in [
            ("@binance_support_jp", Verdict::ClaimsSupport),
            ("t.me/BinanceHelpDesk", Verdict::ClaimsSupport),
            ("https://t.me/binance_agent01", Verdict::ClaimsSupport),
            ("@b1nance_jp", Verdict::Imitation),
            ("@binаnce", Verdict::Imitation),
            ("@blnance", Verdict::Imitation),
            ("https://x.com/binance", Verdict::BearsName),
            ("@binance", Verdict::BearsName),
            ("@coinbase_refund", Verdict::ClaimsSupport),
            ("https://instagram.com/hanako.cooks", Verdict::Unknown),
            ("@taro_yamada", Verdict::Unknown),
        ] {
            assert_eq!(verdict(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_handle() {
        for text in
            ["", "@", "binance.com", "@two words", "https://x.com/binance/status/1", "a@b.example"]
        {
            assert_eq!(judge(text), None, "{text}");
        }
        assert_eq!(judge(&format!("@{}", "a".repeat(10_000_000))), None);
    }
}
