//! Who is asked for stamps, and is what the settings say about them usable? The caller reads the
//! settings file; this says what must stand in it.

use super::chain::Roots;
use serde::{Deserialize, Serialize};

/// How an authority is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A time stamping authority (RFC 3161).
    Rfc3161,
    /// A calendar of OpenTimestamps.
    Ots,
}

/// One authority of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Part of file names, so `a`–`z`, `0`–`9` and `-` only.
    pub name: String,
    /// How it is asked.
    pub kind: Kind,
    /// Where it is asked.
    pub url: String,
    /// Certificates that its stamps must lead to, each PEM. Calendars have none.
    #[serde(default)]
    pub trust: Vec<String>,
    /// Who accredited it, such as a ministry; nothing if nobody did.
    #[serde(default)]
    pub accredited: Option<String>,
    /// Where all of this is published.
    pub source: String,
    /// When that was looked at, `YYYY-MM-DD`.
    pub source_date: String,
    /// Whether it is asked at all.
    pub enabled: bool,
}

/// What is wrong with an authority of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityFault {
    /// The name is empty, longer than 40 characters, or has characters that file names avoid.
    #[error("the name must be of a-z, 0-9 and -")]
    Name,
    /// Two have the same name.
    #[error("the name stands twice")]
    NameTwice,
    /// The address is neither `https://` nor `http://` with a host.
    #[error("the address must begin with https:// or http://")]
    Url,
    /// An RFC 3161 authority without certificates, a calendar with some, or unreadable ones.
    #[error("the certificates do not fit the kind")]
    Trust,
    /// The place of publication or its date is missing.
    #[error("the source and its date (YYYY-MM-DD) must be given")]
    Source,
}

impl Authority {
    /// The certificates of [`Authority::trust`].
    pub fn roots(&self) -> Option<Roots> {
        let files: Vec<&[u8]> = self.trust.iter().map(String::as_bytes).collect();
        Roots::read(&files).ok()
    }

    fn fault(&self) -> Option<AuthorityFault> {
        let host = ["https://", "http://"].iter().find_map(|start| self.url.strip_prefix(start));
        let trusted = self.roots().map(|roots| roots.is_empty());
        if !is_name(&self.name) {
            Some(AuthorityFault::Name)
        } else if host
            .is_none_or(|host| host.is_empty() || !host.bytes().all(|b| b.is_ascii_graphic()))
        {
            Some(AuthorityFault::Url)
        } else if trusted != Some(self.kind == Kind::Ots) {
            Some(AuthorityFault::Trust)
        } else if self.source.trim().is_empty() || !is_date(&self.source_date) {
            Some(AuthorityFault::Source)
        } else {
            None
        }
    }
}

/// Everything wrong with the settings: the place in the list, from 0, and what is wrong there.
pub fn faults(authorities: &[Authority]) -> Vec<(usize, AuthorityFault)> {
    let mut found = Vec::new();
    for (place, authority) in authorities.iter().enumerate() {
        if authorities.iter().take(place).any(|other| other.name == authority.name) {
            found.push((place, AuthorityFault::NameTwice));
        }
        found.extend(authority.fault().map(|fault| (place, fault)));
    }
    found
}

fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=40).contains(&name.len()) && name.bytes().all(fits) && !name.starts_with('-')
}

fn is_date(date: &str) -> bool {
    let lengths: Vec<usize> = date.split('-').map(str::len).collect();
    lengths == [4, 2, 2] && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority(kind: Kind) -> Authority {
        let root = include_str!("../../tests/vectors/ec256.pem");
        Authority {
            name: "one-1".to_owned(),
            kind,
            url: "https://one.example/tsa".to_owned(),
            trust: if kind == Kind::Ots { vec![] } else { vec![root.to_owned()] },
            accredited: None,
            source: "https://one.example/about".to_owned(),
            source_date: "2026-11-22".to_owned(),
            enabled: true,
        }
    }

    #[test]
    fn usable_settings_have_no_fault_and_keep_their_form() {
        let mut both = vec![authority(Kind::Rfc3161), authority(Kind::Ots)];
        both[1].name = "two".to_owned();
        assert_eq!(faults(&both), []);
        assert_eq!(both[0].roots().unwrap().len(), 1);
        let text = serde_json::to_string(&both).unwrap();
        assert!(text.contains(r#""kind":"rfc3161""#), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Authority>>(&text).unwrap(), both);
        assert!(serde_json::from_str::<Vec<Authority>>(&text.replace("url", "uri")).is_err());
    }

    #[test]
    fn each_fault_is_named() {
        let broken = |change: &dyn Fn(&mut Authority)| {
            let mut one = authority(Kind::Rfc3161);
            change(&mut one);
            faults(&[one])
        };
        for name in ["", "A", "a/b", "..", "-a", "\u{3042}"] {
            assert_eq!(broken(&|one| one.name = name.into()), [(0, AuthorityFault::Name)]);
        }
        for url in ["", "https://", "ftp://one.example", "https://one example"] {
            assert_eq!(broken(&|one| one.url = url.into()), [(0, AuthorityFault::Url)]);
        }
        assert_eq!(broken(&|one| one.trust.clear()), [(0, AuthorityFault::Trust)]);
        assert_eq!(broken(&|one| one.trust[0].truncate(99)), [(0, AuthorityFault::Trust)]);
        assert_eq!(broken(&|one| one.kind = Kind::Ots), [(0, AuthorityFault::Trust)]);
        assert_eq!(broken(&|one| one.source.clear()), [(0, AuthorityFault::Source)]);
        assert_eq!(broken(&|one| one.source_date.clear()), [(0, AuthorityFault::Source)]);
        let twice = [authority(Kind::Rfc3161), authority(Kind::Rfc3161)];
        assert_eq!(faults(&twice), [(1, AuthorityFault::NameTwice)]);
    }
}
