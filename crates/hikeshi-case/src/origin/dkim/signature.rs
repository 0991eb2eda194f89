//! The tags of a `DKIM-Signature` header and of a published key (RFC 6376 §3.5 and §3.6.1).

use crate::source::mail::base64;
use std::collections::BTreeMap;

/// Most header names one signature may list.
const MOST_HEADERS: usize = 200;

/// How it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// `rsa-sha256`.
    Rsa,
    /// `ed25519-sha256`.
    Ed25519,
}

/// One signature header, read.
pub(super) struct Signature {
    /// `None` for a method that proves nothing any more (`rsa-sha1`) or is unknown.
    pub(super) algorithm: Option<Algorithm>,
    /// The domain that signed, in lower case.
    pub(super) domain: String,
    selector: String,
    /// Names of the signed headers, in lower case, in the order they were hashed.
    pub(super) headers: Vec<String>,
    /// Whether blanks in headers do not count.
    pub(super) relaxed_headers: bool,
    /// Whether blanks in the body do not count.
    pub(super) relaxed_body: bool,
    /// Whether only a part of the body was signed.
    pub(super) partial: bool,
    /// SHA-256 of the body.
    pub(super) body_hash: Vec<u8>,
    /// The signature itself.
    pub(super) value: Vec<u8>,
}

impl Signature {
    /// `None` where a tag is missing without which there is nothing to judge.
    pub(super) fn parse(value: &[u8]) -> Option<Self> {
        let tags = tags(&String::from_utf8_lossy(value));
        let tag = |name: &str| tags.get(name).map(String::as_str);
        let algorithm = match (tag("v")?, tag("a")?.to_ascii_lowercase().as_str()) {
            ("1", "rsa-sha256") => Some(Algorithm::Rsa),
            ("1", "ed25519-sha256") => Some(Algorithm::Ed25519),
            _ => None,
        };
        let forms = tag("c").unwrap_or("simple").to_ascii_lowercase();
        let (headers_form, body_form) = forms.split_once('/').unwrap_or((&forms, "simple"));
        let names = tag("h")?.split(':').map(|name| name.trim().to_ascii_lowercase());
        Some(Self {
            algorithm,
            domain: tag("d")?.trim_end_matches('.').to_ascii_lowercase(),
            selector: tag("s")?.to_ascii_lowercase(),
            headers: names.take(MOST_HEADERS).collect(),
            relaxed_headers: headers_form == "relaxed",
            relaxed_body: body_form == "relaxed",
            partial: tag("l").is_some(),
            body_hash: base64(tag("bh")?.as_bytes()).0,
            value: base64(tag("b")?.as_bytes()).0,
        })
    }

    /// Where the key is published.
    pub(super) fn key_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }
}

/// `name=value` pairs between semicolons; blanks inside values are only folding.
fn tags(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    let clean = |(name, value): (&str, &str)| {
        let value: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        (name.trim().to_owned(), value)
    };
    pairs.map(clean).collect()
}

/// The header with the value of its `b` tag taken out, everything else as it stands.
pub(super) fn without_value(header: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(header.len());
    for (at, tag) in header.split(|byte| *byte == b';').enumerate() {
        if at > 0 {
            out.push(b';');
        }
        let equals = tag.iter().position(|byte| *byte == b'=').unwrap_or(tag.len());
        // The first tag stands behind the header's own name.
        let name = tag.get(..equals).unwrap_or_default().rsplit(|byte| *byte == b':').next();
        if name.unwrap_or_default().trim_ascii() == b"b" {
            out.extend_from_slice(tag.get(..=equals).unwrap_or(tag));
        } else {
            out.extend_from_slice(tag);
        }
    }
    out
}

/// The key in a TXT record, in the form its method wants it: empty where it was withdrawn, `None` for a
/// record that is no key of this kind.
pub(super) fn public_key(record: &str, algorithm: Algorithm) -> Option<Vec<u8>> {
    let tags = tags(record);
    let kind = tags.get("k").map_or("rsa", String::as_str);
    let wanted = match algorithm {
        Algorithm::Rsa => "rsa",
        Algorithm::Ed25519 => "ed25519",
    };
    if kind != wanted || tags.get("v").is_some_and(|version| version != "DKIM1") {
        return None;
    }
    let bytes = base64(tags.get("p")?.as_bytes()).0;
    Some(match algorithm {
        Algorithm::Ed25519 => bytes,
        Algorithm::Rsa => rsa_key(&bytes).unwrap_or(bytes),
    })
}

/// The `RSAPublicKey` inside a `SubjectPublicKeyInfo` (RFC 5280 §4.1).
fn rsa_key(info: &[u8]) -> Option<Vec<u8>> {
    let (outer, inner, _) = element(info)?;
    let (first, _, behind) = element(inner)?;
    let (second, bits, _) = element(behind)?;
    let (unused, key) = bits.split_first()?;
    ((outer, first, second, *unused) == (0x30, 0x30, 0x03, 0)).then(|| key.to_vec())
}

/// One DER element: tag, content, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
        if digits.len() > 3 {
            return None;
        }
        (digits.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}
