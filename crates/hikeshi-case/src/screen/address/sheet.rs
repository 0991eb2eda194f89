//! What did the families see in a text?
//!
//! Each family notes the ways it can read the text ([`Reading`]) and the ways it almost could
//! ([`Miss`]); the judge weighs them against the network asked for.

use super::Fault;

/// Network tags, as in [`super::network`].
pub(super) type Tags = &'static [&'static str];

/// One way to read the text with nothing wrong.
pub(super) struct Reading {
    /// Where it is an address; empty when the chain is real but not in our table.
    pub(super) networks: Tags,
    /// `legacy`, `segwit`, `account`, …
    pub(super) kind: &'static str,
    /// False for keys, validator and reward addresses: well formed, but nobody pays to them.
    pub(super) receives: bool,
    /// Tag or payment id inside the address.
    pub(super) embedded: Option<String>,
    /// Whether the form itself settles the memo question (X-address, muxed, integrated).
    pub(super) memo_settled: bool,
    /// The normal form, when the text is not already in it.
    pub(super) normal: Option<String>,
}

/// A form recognised, a rule broken.
pub(super) struct Miss {
    /// Networks whose address this would have been.
    pub(super) networks: Tags,
    /// The rule.
    pub(super) fault: Fault,
}

/// All that was seen.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) readings: Vec<Reading>,
    pub(super) misses: Vec<Miss>,
}

impl Sheet {
    /// Notes a receiving address.
    pub(super) fn receives(&mut self, networks: Tags, kind: &'static str) {
        self.receives_as(networks, kind, None);
    }

    /// Notes a receiving address whose normal form is another text.
    pub(super) fn receives_as(
        &mut self,
        networks: Tags,
        kind: &'static str,
        normal: Option<String>,
    ) {
        self.readings.push(Reading {
            networks,
            kind,
            receives: true,
            embedded: None,
            memo_settled: false,
            normal,
        });
    }

    /// Notes an address that settles its memo: `embedded` is the memo it carries, if any.
    pub(super) fn receives_with_memo(
        &mut self,
        networks: Tags,
        kind: &'static str,
        embedded: Option<String>,
        normal: Option<String>,
    ) {
        self.readings.push(Reading {
            networks,
            kind,
            receives: true,
            embedded,
            memo_settled: true,
            normal,
        });
    }

    /// Notes a well-formed text that is no payment address.
    pub(super) fn other_purpose(&mut self, networks: Tags, kind: &'static str) {
        self.readings.push(Reading {
            networks,
            kind,
            receives: false,
            embedded: None,
            memo_settled: false,
            normal: None,
        });
    }

    /// Notes a broken rule.
    pub(super) fn miss(&mut self, networks: Tags, fault: Fault) {
        self.misses.push(Miss { networks, fault });
    }
}
