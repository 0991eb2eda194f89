//! A signing key as a domain published it: asked from the DNS when the mail was taken in, and kept as
//! an exhibit, because the domain may publish another one tomorrow.

use super::dkim::{self, Keys};
use crate::exhibit::{Exhibit, Exhibits};
use serde::{Deserialize, Serialize};
use std::io::Read as _;

/// What the file begins with.
const MARK: &[u8] = b"hikeshi_dns";
/// Longest answer; a key of 8192 bits has under two thousand characters.
const MAX_BYTES: u64 = 64 * 1024;

/// An answer of the DNS, as it lies in the exhibit (TOML).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The version of this form: 1.
    pub hikeshi_dns: u32,
    /// The name that was asked for, such as `s1._domainkey.example.com`.
    pub name: String,
    /// Its TXT records, the pieces of each joined.
    pub records: Vec<String>,
    /// Who was asked: an address or the name of a resolver.
    pub asked: String,
    /// When, in UTC (RFC 3339).
    pub at: String,
}

impl Published {
    /// Reads the file; `None` for anything else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        toml::from_str(text).ok().filter(|published: &Self| published.hikeshi_dns == 1)
    }
}

/// Where the keys of a mail's signatures are published.
pub fn key_names(mail: &[u8]) -> Vec<String> {
    let signed = dkim::verify(mail, &Keys::new());
    let mut names: Vec<String> = signed.into_iter().map(|signed| signed.key_name).collect();
    names.sort();
    names.dedup();
    names
}

/// The keys that lie among the exhibits.
pub(super) fn sealed(exhibits: &dyn Exhibits) -> Keys {
    let small = exhibits.all().iter().filter(|exhibit| exhibit.size_bytes <= MAX_BYTES);
    let mut keys = Keys::new();
    for published in small.filter_map(|exhibit| read(exhibits, exhibit)) {
        keys.entry(published.name.to_ascii_lowercase()).or_default().extend(published.records);
    }
    keys
}

fn read(exhibits: &dyn Exhibits, exhibit: &Exhibit) -> Option<Published> {
    let mut file = exhibits.open(exhibit.id).ok()?.take(MAX_BYTES);
    let mut bytes = vec![0; MARK.len()];
    file.read_exact(&mut bytes).ok()?;
    if bytes != MARK {
        return None;
    }
    file.read_to_end(&mut bytes).ok()?;
    Published::parse(&bytes)
}
