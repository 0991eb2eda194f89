//! Is a link or a host an exchange's own, an imitation of an exchange, or unknown?
//!
//! Everything is judged from the letters of the address and from lists compiled in; nothing is
//! looked up. [`Verdict::Unknown`] never means safe.

mod brands;
mod fold;
mod near;
mod official;
mod parse;
mod rules;
mod text;
mod words;

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

pub use official::{OFFICIAL, Own, Source, is_confirmed};
pub use text::{Found, links_in};

use super::suffix;
use parse::Parts;
use rules::{Around, Hit, keep};
use words::Beside;

/// From this strength on a host is called an imitation.
pub const IMITATION_AT: u8 = 50;

/// Hosts longer than this are not read; DNS allows 253 octets (RFC 1035 section 2.3.4).
const MAX_HOST: usize = 1024;

/// Labels read of one host, counted from the registrable one leftwards.
const MAX_LABELS: usize = 24;

/// What a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// On our list of an exchange's own domains. A page on it can still hold a stranger's text.
    Official,
    /// Made to look like an exchange's.
    Imitation,
    /// Neither. This never means safe.
    Unknown,
}

impl Verdict {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Imitation => "imitation",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing that speaks for a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The host, or a domain above it, is on the list.
    OfficialList {
        /// Where the row of the list comes from.
        source: Source,
        /// The day, `YYYY-MM-DD`, of that source.
        since: &'static str,
    },
    /// The exchange used this domain once, or it is not certain that it still does.
    FormerOfficial,
    /// The name stands in the part that somebody registered.
    BrandInName,
    /// The name stands left of the part that somebody registered.
    BrandInSubdomain,
    /// The name stands in the path, where it can be a mere topic.
    BrandInPath,
    /// The name stands before an `@`, where a browser ignores it.
    BrandInUserInfo,
    /// The name in Japanese letters.
    JapaneseName,
    /// A full official address such as `….com` continues into a foreign one.
    OfficialNameInside,
    /// Letters were replaced by others that look the same (`l` for `i`, `0` for `o`, `rn` for `m`).
    Confusable,
    /// Letters outside ASCII stand where the name has Latin ones.
    ForeignLetters,
    /// A near spelling.
    Typo {
        /// Weighted distance: 1 for a look-alike, thin or doubled letter, 2 for other edits.
        distance: u8,
    },
    /// The name is cut by a hyphen.
    HyphenSplit,
    /// The host is written in punycode (`xn--`, RFC 3492).
    Punycode,
    /// Beside the name stand words that ask for trust, keys or money.
    CompanionWord,
    /// A well-known site with many writers, where a name is a topic.
    PublicHouse,
    /// Another business of the same name.
    Namesake,
    /// The suffix is not on the public suffix list.
    UnknownSuffix,
    /// A number in place of a name.
    IpAddress,
    /// The scheme leads to no host (`javascript:`, `data:`, `mailto:` …).
    NotWeb,
    /// There is no host.
    NoHost,
    /// The host is longer than any real one and was not read.
    TooLong,
}

impl Reason {
    /// A fixed word for files and lookups.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::OfficialList { .. } => "official_list",
            Self::FormerOfficial => "former_official",
            Self::BrandInName => "brand_in_name",
            Self::BrandInSubdomain => "brand_in_subdomain",
            Self::BrandInPath => "brand_in_path",
            Self::BrandInUserInfo => "brand_in_user_info",
            Self::JapaneseName => "japanese_name",
            Self::OfficialNameInside => "official_name_inside",
            Self::Confusable => "confusable",
            Self::ForeignLetters => "foreign_letters",
            Self::Typo { .. } => "typo",
            Self::HyphenSplit => "hyphen_split",
            Self::Punycode => "punycode",
            Self::CompanionWord => "companion_word",
            Self::PublicHouse => "public_house",
            Self::Namesake => "namesake",
            Self::UnknownSuffix => "unknown_suffix",
            Self::IpAddress => "ip_address",
            Self::NotWeb => "not_web",
            Self::NoHost => "no_host",
            Self::TooLong => "too_long",
        }
    }
}

/// What was found about one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The exchange it is or imitates, or that is named in an unknown one.
    pub brand: Option<&'static str>,
    /// The host in lower-case ASCII (punycode) where that exists; empty when there is none.
    pub host: String,
    /// The part that somebody registered, after the public suffix list.
    pub registrable: Option<String>,
    /// 0 to 100: how strongly the host claims an exchange it does not belong to.
    pub strength: u8,
    /// What speaks for the verdict.
    pub because: Vec<Reason>,
}

/// Judges a link: a full URL, a bare host, host and path, also defanged ones.
pub fn judge(link: &str) -> Judgement {
    let parts = parse::parse(link);
    if parts.elsewhere {
        return unread(String::new(), Reason::NotWeb);
    }
    if parts.host.is_empty() {
        return unread(String::new(), Reason::NoHost);
    }
    if parts.host.len() > MAX_HOST {
        return unread(String::new(), Reason::TooLong);
    }
    let host = if parts.host.is_ascii() { parts.host.clone() } else { ascii(&parts.host) };
    if let Some(own) = official::covering(&host) {
        return owned(own, host);
    }
    if numeric(&host) {
        let mut out = unread(host, Reason::IpAddress);
        out.add_hit(around_host(&parts));
        return out;
    }
    let mut out = read_host(host);
    out.add_hit(around_host(&parts));
    out.add_path(&parts.path);
    out
}

/// Is the host, or a domain above it, on the list of an exchange's current own domains?
pub fn is_official_host(host: &str) -> bool {
    official_brand_of(host).is_some()
}

/// The exchange to which the host, or a domain above it, belongs; for mail domains too.
pub fn official_brand_of(host: &str) -> Option<&'static str> {
    if host.len() > MAX_HOST {
        return None;
    }
    let host = ascii(host.trim().trim_end_matches('.'));
    official::covering(&host).filter(|own| own.current).map(|own| own.brand)
}

impl Judgement {
    /// Whether the host is on the list by a row that has a source: one from memory is not enough to
    /// let a link stand as the exchange's own.
    pub fn is_sourced_own(&self) -> bool {
        let sourced = |reason: &Reason| matches!(reason, Reason::OfficialList { source, .. } if *source != Source::Known);
        self.verdict == Verdict::Official && self.because.iter().any(sourced)
    }

    fn add_hit(&mut self, hit: Option<Hit>) {
        let Some(hit) = hit else { return };
        if hit.strength > self.strength {
            self.strength = hit.strength;
            self.brand = Some(hit.brand);
        }
        self.because.extend(hit.because);
        if self.strength >= IMITATION_AT {
            self.verdict = Verdict::Imitation;
        }
    }

    /// A path that names an exchange is only worth a note.
    fn add_path(&mut self, path: &str) {
        if path.len() > 1
            && let Some(brand) = named_in(path)
        {
            self.because.push(Reason::BrandInPath);
            self.brand = self.brand.or(Some(brand));
        }
    }
}

fn unread(host: String, reason: Reason) -> Judgement {
    Judgement {
        verdict: Verdict::Unknown,
        brand: None,
        host,
        registrable: None,
        strength: 0,
        because: vec![reason],
    }
}

fn owned(own: &'static Own, host: String) -> Judgement {
    let registrable = suffix::registrable(&host).map(str::to_owned);
    let list = Reason::OfficialList { source: own.source, since: own.source.since() };
    let (verdict, reason) = if own.current {
        (Verdict::Official, list)
    } else {
        (Verdict::Unknown, Reason::FormerOfficial)
    };
    let because = vec![reason];
    Judgement { verdict, brand: Some(own.brand), host, registrable, strength: 0, because }
}

/// The host in ASCII; letters that no registry would take are left as they are.
fn ascii(host: &str) -> String {
    if host.is_ascii() {
        return host.to_ascii_lowercase();
    }
    idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_lowercase())
}

fn numeric(host: &str) -> bool {
    let inner = host.trim_start_matches('[').trim_end_matches(']');
    let hex = inner.strip_prefix("0x").is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
    hex || inner.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        || inner.parse::<Ipv4Addr>().is_ok()
        || inner.parse::<Ipv6Addr>().is_ok()
}

/// Reads every label that is not public suffix.
fn read_host(host: String) -> Judgement {
    let listed = suffix::of(&host);
    let known = listed.is_some_and(|s| s.is_known());
    let private = listed.is_some_and(|s| s.typ() == Some(psl::Type::Private));
    let split = listed.filter(|_| known).and_then(|s| host.len().checked_sub(s.as_bytes().len()));
    let split = split.or_else(|| host.rfind('.').and_then(|dot| dot.checked_add(1)));
    let (front, suffix) = host.split_at_checked(split.unwrap_or(0)).unwrap_or_default();
    let front = front.trim_end_matches('.');
    let name = front.rfind('.').and_then(|dot| dot.checked_add(1)).unwrap_or(0);
    let registrable = if front.is_empty() { None } else { host.get(name..) };
    let house = registrable.is_some_and(words::public_house);
    let mut out = unread(String::new(), Reason::NoHost);
    out.because.clear();
    if registrable.is_some_and(words::namesake) {
        out.because.push(Reason::Namesake);
    } else {
        let cheap = words::cheap(suffix) || (private && !code_host(suffix));
        out.add_hit(read_labels(front, suffix, cheap, house));
    }
    if front.contains("xn--") {
        out.because.push(Reason::Punycode);
    }
    if house {
        out.because.push(Reason::PublicHouse);
    }
    if !known {
        out.because.push(Reason::UnknownSuffix);
    }
    out.registrable = registrable.map(str::to_owned);
    out.host = host;
    out
}

/// Hosts of program code, where a project may be named after what it talks to.
fn code_host(suffix: &str) -> bool {
    matches!(suffix, "github.io" | "gitlab.io" | "readthedocs.io")
}

fn read_labels(front: &str, suffix: &str, cheap: bool, house: bool) -> Option<Hit> {
    let mut best = None;
    let mut right = suffix;
    for (depth, label) in front.rsplit('.').take(MAX_LABELS).enumerate() {
        let own_name = depth == 0;
        let shown = decode(label);
        let around = Around { right, own_name, cheap, company: false };
        let mut hit = rules::read_label(&shown, around);
        if let Some(found) = &hit
            && found.strength < IMITATION_AT
            && company(front, label)
        {
            hit = rules::read_label(&shown, Around { company: true, ..around });
        }
        if let Some(found) = &mut hit {
            if house && bare(found) {
                found.strength = found.strength.min(40);
            } else if found.because.contains(&Reason::OfficialNameInside) {
                found.strength = 95;
            }
        }
        keep(&mut best, hit);
        right = label;
    }
    best
}

/// A name by itself, as a topic has it.
fn bare(hit: &Hit) -> bool {
    hit.because == [Reason::BrandInSubdomain]
}

/// Does a label other than this one hold a companion word?
fn company(front: &str, label: &str) -> bool {
    front
        .split('.')
        .filter(|other| *other != label && !matches!(*other, "www" | "m" | "com" | "en" | "ja"))
        .any(|other| words::beside(other) == Beside::Companion)
}

fn decode(label: &str) -> Cow<'_, str> {
    let decoded = label.strip_prefix("xn--").and_then(idna::punycode::decode_to_string);
    decoded.map_or(Cow::Borrowed(label), |text| Cow::Owned(text.to_lowercase()))
}

/// A name in the user part pretends to be the host.
fn around_host(parts: &Parts) -> Option<Hit> {
    let user = parts.user.as_deref()?;
    let brand = named_in(user)?;
    Some(Hit { brand, strength: 90, because: vec![Reason::BrandInUserInfo] })
}

/// The exchange whose name, spelled exactly or folded, is a word of the text: of a path, a user name, an
/// account's handle.
pub fn named_in(text: &str) -> Option<&'static str> {
    let around = Around { right: "", own_name: false, cheap: false, company: true };
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.len() > 2 && word.len() <= 63)
        .filter_map(|word| rules::read_label(&word.to_lowercase(), around))
        .find(|hit| hit.strength >= 70)
        .map(|hit| hit.brand)
}

#[cfg(test)]
mod tests;
