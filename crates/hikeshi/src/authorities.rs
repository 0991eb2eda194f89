//! Who can be asked for a time stamp: the list that ships, and the person's own beside it.

use crate::error::{Error, Result};
use crate::lang::Lang;
use hikeshi_seal::stamp::Kind;
use hikeshi_seal::stamp::chain::Roots;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// The list that ships, commented for whoever edits a copy of it.
const SHIPPED: &str = include_str!("../assets/authorities.toml");
/// The person's own list in the data folder.
const OWN: &str = "authorities.toml";
/// Longest name: it becomes part of file names.
const LONGEST_NAME: usize = 40;

/// Words in both languages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    ja: String,
    en: String,
}

/// One who can be asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The name it is asked by: `a`–`z`, `0`–`9`, `-`.
    pub name: String,
    /// How it is asked.
    pub kind: Kind,
    /// Where; empty where a contract gives the address.
    pub url: String,
    /// Who runs it.
    pub operator: String,
    /// Who accredited it, if anybody did.
    #[serde(default)]
    pub accredited: Option<String>,
    /// Where this is published.
    pub source: String,
    /// When that was looked at.
    pub seen: String,
    /// What the person should know.
    #[serde(default)]
    note: Note,
    /// Files of certificates its stamps must lead to, beside the list (PEM or DER).
    #[serde(default)]
    trust: Vec<PathBuf>,
    /// The folder of the list.
    #[serde(skip)]
    folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    hikeshi_authorities: u32,
    #[serde(default)]
    authority: Vec<Authority>,
}

impl Authority {
    /// What the person should know, in their language.
    pub fn note(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.note.ja,
            Lang::En => &self.note.en,
        }
    }

    /// The certificates as they lie in their files.
    pub fn certificates(&self) -> Result<Vec<Vec<u8>>> {
        let read = |file: &PathBuf| {
            let path = self.folder.join(file);
            fs::read(&path).map_err(|cause| Error::settings(&path, &cause.to_string()))
        };
        self.trust.iter().map(read).collect()
    }

    /// What its stamps must lead to; `None` where no certificate is named.
    pub fn roots(&self) -> Result<Option<Roots>> {
        let files = self.certificates()?;
        let bytes: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        if bytes.is_empty() {
            return Ok(None);
        }
        let unusable = |_| Error::settings(&self.folder.join(OWN), &self.name);
        Roots::read(&bytes).map(Some).map_err(unusable)
    }
}

/// Everybody who can be asked: the person's own list where there is one, else the one that ships.
pub fn load(data_dir: &Path) -> Result<Vec<Authority>> {
    let path = data_dir.join(OWN);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text, data_dir).map_err(|why| Error::settings(&path, &why)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            parse(SHIPPED, data_dir).map_err(|why| Error::settings(Path::new(OWN), &why))
        }
        Err(cause) => Err(Error::settings(&path, &cause.to_string())),
    }
}

/// The one of this name that has an address.
pub fn named<'a>(all: &'a [Authority], name: &str) -> Result<&'a Authority> {
    let found = all.iter().find(|authority| authority.name == name && !authority.url.is_empty());
    found.ok_or_else(|| Error::unknown_authority(name))
}

fn parse(text: &str, folder: &Path) -> std::result::Result<Vec<Authority>, String> {
    let list: List = toml::from_str(text).map_err(|why| why.to_string())?;
    if list.hikeshi_authorities != 1 {
        return Err("hikeshi_authorities".to_owned());
    }
    let mut names: Vec<&str> = Vec::new();
    for one in &list.authority {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let usable = !one.name.is_empty()
            && one.name.len() <= LONGEST_NAME
            && one.name.chars().all(plain)
            && !names.contains(&one.name.as_str());
        let host = one.url.strip_prefix("https://").or_else(|| one.url.strip_prefix("http://"));
        if !usable || !(one.url.is_empty() || host.is_some_and(|host| !host.is_empty())) {
            return Err(one.name.clone());
        }
        names.push(&one.name);
    }
    let own = |authority: Authority| Authority { folder: folder.to_owned(), ..authority };
    Ok(list.authority.into_iter().map(own).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_is_usable_and_says_where_it_is_from() {
        let all = parse(SHIPPED, Path::new("")).unwrap();
        assert!(all.iter().any(|one| one.accredited.is_some()), "accredited ones are listed");
        for one in &all {
            assert!(!one.source.is_empty() && !one.seen.is_empty(), "{}", one.name);
            assert!(Lang::ALL.iter().all(|lang| !one.note(*lang).is_empty()), "{}", one.name);
        }
        assert!(named(&all, "digicert").is_ok());
        assert_eq!(named(&all, "seiko").unwrap_err().code, "unknown-authority");
        assert_eq!(named(&all, "nobody").unwrap_err().code, "unknown-authority");
    }

    #[test]
    fn a_list_that_cannot_be_used_names_the_entry() {
        let entry = |name: &str, url: &str| {
            format!(
                "hikeshi_authorities = 1\n[[authority]]\nname = \"{name}\"\nkind = \"ots\"\n\
                 url = \"{url}\"\noperator = \"x\"\nsource = \"x\"\nseen = \"2026-11\"\n"
            )
        };
        assert!(parse(&entry("a", "https://a.example"), Path::new("")).is_ok());
        for (name, url) in
            [("A", "https://a"), ("../x", "https://a"), ("a", "ftp://a"), ("a", "https://")]
        {
            assert_eq!(parse(&entry(name, url), Path::new("")).unwrap_err(), name);
        }
        assert!(parse("hikeshi_authorities = 2", Path::new("")).is_err());
        assert!(parse("", Path::new("")).is_err());
    }
}
