//! Where can one turn, what does each way do and not do, how long does it take, and what comes next?
//!
//! The map is data (`contact/channels.toml`) in both languages; every entry names its sources by the
//! keys of the playbooks. There is no way in it that nobody could confirm: no official mail address or
//! telephone number of the exchange is known, and the map says so.

use crate::playbook::{LoadFault, Standing, Wording};
use serde::Deserialize;

const CHANNELS: &str = include_str!("../contact/channels.toml");

/// The exchange's two houses, which do not answer for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Site {
    /// Binance Japan.
    Japan,
    /// The global site.
    Global,
}

impl Site {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Japan, Self::Global];

    /// A fixed word for arguments and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Japan => "japan",
            Self::Global => "global",
        }
    }

    /// Reads [`Self::key`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|site| site.key() == text)
    }
}

/// Who stands behind a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The exchange itself.
    Exchange,
    /// Police.
    Police,
    /// Offices and associations that advise or mediate.
    Advice,
    /// Banks.
    Bank,
    /// What looks like a channel and is none to rely on.
    Beware,
}

impl Group {
    /// In the order they are shown.
    pub const ALL: [Self; 5] =
        [Self::Exchange, Self::Police, Self::Advice, Self::Bank, Self::Beware];

    /// A fixed word for texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Police => "police",
            Self::Advice => "advice",
            Self::Bank => "bank",
            Self::Beware => "beware",
        }
    }
}

/// One way to turn to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its key.
    pub id: String,
    /// Who stands behind it.
    pub group: Group,
    /// Whose customers it is for; empty for everybody's.
    #[serde(default)]
    pub sites: Vec<Site>,
    /// What it is called.
    pub name: Wording,
    /// Menu path, number, or the address to type by hand.
    #[serde(rename = "where")]
    pub place: Wording,
    /// What it can do.
    pub can: Wording,
    /// What it cannot.
    pub cannot: Wording,
    /// How long it usually takes; says so where nobody knows.
    pub wait: Wording,
    /// What comes after it.
    pub next: Wording,
    /// Keys of the sources ([`crate::playbook::Library::sources`]); empty where none is known.
    #[serde(default)]
    pub source: Vec<String>,
    /// How sure it is.
    pub standing: Standing,
}

impl Channel {
    /// Whether it is open to customers of a site.
    pub fn is_for(&self, site: Site) -> bool {
        self.sites.is_empty() || self.sites.contains(&site)
    }
}

/// The whole map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// What must be known before any of them is used.
    pub before: Wording,
    /// The channels in the order they are shown.
    #[serde(rename = "channel")]
    pub channels: Vec<Channel>,
}

impl Map {
    /// Reads the data.
    pub fn load() -> Result<Self, LoadFault> {
        let fault = |why: toml::de::Error| LoadFault { file: "channels", why: why.to_string() };
        toml::from_str(CHANNELS).map_err(fault)
    }

    /// The channels of a group open to customers of a site; `None` for both sites'.
    pub fn of(&self, group: Group, site: Option<Site>) -> Vec<&Channel> {
        let wanted = |channel: &&Channel| {
            channel.group == group && site.is_none_or(|site| channel.is_for(site))
        };
        self.channels.iter().filter(wanted).collect()
    }

    /// The channel of a key.
    pub fn get(&self, id: &str) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Library;
    use std::collections::BTreeSet;

    #[test]
    fn every_channel_says_everything_in_both_languages_and_names_known_sources() {
        let (map, library) = (Map::load().unwrap(), Library::load().unwrap());
        let mut keys = BTreeSet::new();
        for channel in &map.channels {
            assert!(keys.insert(&channel.id), "{} stands twice", channel.id);
            let said = [
                &channel.name,
                &channel.place,
                &channel.can,
                &channel.cannot,
                &channel.wait,
                &channel.next,
            ];
            for words in said {
                assert!(!words.ja.is_empty() && !words.en.is_empty(), "{}", channel.id);
                for word in ["盗", "犯人", "騙", "!", "！", "必ず戻"] {
                    assert!(!words.ja.contains(word), "{} {word}", channel.id);
                }
                for word in ["stolen", "thief", "!", "guarantee"] {
                    assert!(!words.en.to_lowercase().contains(word), "{} {word}", channel.id);
                }
            }
            for source in &channel.source {
                assert!(library.sources.contains_key(source), "{} {source}", channel.id);
            }
            let sure = channel.standing == Standing::Official;
            assert!(!sure || !channel.source.is_empty(), "{} has no source", channel.id);
        }
    }

    #[test]
    fn nothing_official_rests_on_doubtful_sources_alone() {
        let (map, library) = (Map::load().unwrap(), Library::load().unwrap());
        for channel in map.channels.iter().filter(|it| it.standing == Standing::Official) {
            let firm = channel.source.iter().any(|key| !library.sources[key].uncertain);
            assert!(firm, "{}", channel.id);
        }
    }

    #[test]
    fn the_two_sites_have_their_own_ways_and_no_address_is_made_up() {
        let map = Map::load().unwrap();
        for group in [Group::Exchange, Group::Police, Group::Advice, Group::Bank, Group::Beware] {
            for site in Site::ALL {
                assert!(!map.of(group, Some(site)).is_empty(), "{group:?} {site:?}");
            }
        }
        let ways = |site| map.of(Group::Exchange, Some(site));
        assert_ne!(ways(Site::Japan), ways(Site::Global));
        for channel in map.of(Group::Exchange, None) {
            assert!(!channel.place.ja.contains('@') && !channel.place.en.contains('@'));
        }
        let none = map.get("no_phone_no_mail").unwrap();
        assert_eq!(none.group, Group::Beware);
        assert!(none.name.ja.contains("電話"), "{none:?}");
    }
}
