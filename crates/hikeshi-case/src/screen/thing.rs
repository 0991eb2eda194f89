//! What is this thing somebody pasted, and what can be said of it?
//!
//! The one box: an address, a link, a mail, a transaction id, a message, a handle, an error text or a
//! secret. It is recognised by its form and handed to the screen that knows it. Nothing is fetched, and
//! nothing pasted comes back out but hosts, senders and normal forms of addresses, secrets masked.

mod judge;
mod recognise;
#[cfg(test)]
mod tests;

use super::{address, handle, link, mail, message, secret, transaction, wording};

/// Longest text looked at that is no mail, bytes. Who is unsure of more is unsure of a part of it.
pub const LONGEST: usize = 256 * 1024;

/// Most links of one message or mail that are judged.
pub const MOST_LINKS: usize = 200;

/// What the person says beside the thing itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// The network an address is to be used on; then the thing is an address.
    pub chain: Option<&'a str>,
    /// The server whose `Authentication-Results` the person trusts.
    pub mail_server: Option<&'a str>,
    /// The person's anti-phishing code.
    pub anti_phishing_code: Option<&'a str>,
}

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Where coins are sent to.
    Address,
    /// A link, a host, or the domain of a mail address.
    Link,
    /// A mail with its headers.
    Mail,
    /// A transaction id.
    Transaction,
    /// Words: a chat message, an announcement, what a caller said.
    Message,
    /// The name of an account on a service.
    Handle,
    /// What the exchange shows when something fails.
    ErrorText,
    /// Something nobody else may see.
    Secret,
    /// Nothing that can be read.
    Unreadable,
}

impl Kind {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Link => "link",
            Self::Mail => "mail",
            Self::Transaction => "transaction",
            Self::Message => "message",
            Self::Handle => "handle",
            Self::ErrorText => "error_text",
            Self::Secret => "secret",
            Self::Unreadable => "unreadable",
        }
    }
}

/// One thing that speaks for the verdict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    /// Stable key.
    pub key: &'static str,
    /// What stands there, secrets masked: a host, networks, a place. Empty when the key says it all.
    pub seen: String,
}

/// What the screen that knows the thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// See [`address::Judgement`].
    Address(address::Judgement),
    /// See [`link::Judgement`].
    Link(link::Judgement),
    /// See [`mail::MailJudgement`], with the patterns of its words and its imitating links.
    Mail(mail::MailJudgement, Words),
    /// The form, and the networks on which the same text is an address.
    Transaction(transaction::Form, Vec<&'static str>),
    /// The patterns of the words and the links that imitate.
    Message(Words),
    /// See [`handle::Judgement`].
    Handle(handle::Judgement),
    /// What the exchange's words mean.
    Error(wording::Explained),
    /// The kinds of secret; nothing of the secret itself.
    Secret(Vec<secret::SecretKind>),
    /// Nothing.
    Nothing,
}

/// What the words of a message or mail hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Known patterns, the most urgent first.
    pub patterns: Vec<message::Pattern>,
    /// Hosts that imitate an exchange, with the exchange.
    pub imitations: Vec<(String, Option<&'static str>)>,
    /// Kinds of secret that stand in it.
    pub secrets: Vec<secret::SecretKind>,
}

/// The answer about one thing: keys only, the words are elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it is.
    pub kind: Kind,
    /// The verdict, a word of that kind: `valid`, `official`, `contradicted`, `suspicious`, `unknown` …
    pub verdict: &'static str,
    /// Why, weightiest first.
    pub because: Vec<Because>,
    /// What to do, first thing first.
    pub steps: Vec<&'static str>,
    /// What this cannot know.
    pub limits: Vec<&'static str>,
    /// The details.
    pub found: Found,
}

impl Answer {
    fn new(kind: Kind, verdict: &'static str, found: Found) -> Self {
        Self { kind, verdict, because: Vec::new(), steps: Vec::new(), limits: Vec::new(), found }
    }

    fn because(mut self, key: &'static str, seen: impl Into<String>) -> Self {
        let because = Because { key, seen: seen.into() };
        if !self.because.contains(&because) {
            self.because.push(because);
        }
        self
    }

    fn advising(mut self, steps: &[&'static str]) -> Self {
        for step in steps {
            if !self.steps.contains(step) {
                self.steps.push(step);
            }
        }
        self
    }

    fn limited(mut self, limits: &[&'static str]) -> Self {
        self.limits.extend_from_slice(limits);
        self
    }

    fn refused(key: &'static str) -> Self {
        Self::new(Kind::Unreadable, "unreadable", Found::Nothing)
            .because(key, "")
            .advising(&["paste_less"])
            .limited(&["unknown_is_not_safe"])
    }
}

/// Says what a thing is and what can be said of it. Bytes of any kind and length are answered in
/// bounded time.
pub fn check(thing: &[u8], options: &Options<'_>) -> Answer {
    recognise::check(thing, options)
}

/// [`check`] for one line of a list: `CHAIN<TAB>ADDRESS` asks whether the address is valid on that
/// network; any other line is a thing.
pub fn check_line(line: &[u8], options: &Options<'_>) -> Answer {
    if let Ok(text) = std::str::from_utf8(line)
        && let Some((chain, address)) = text.trim_end_matches(['\r', '\n']).split_once('\t')
        && is_tag(chain)
        && !address.trim().contains('\t')
    {
        return recognise::check_address(address, chain);
    }
    check(line, options)
}

fn is_tag(chain: &str) -> bool {
    let usual = |octet: u8| octet.is_ascii_alphanumeric() || b"-_()[] ".contains(&octet);
    !chain.trim().is_empty() && chain.len() <= 24 && chain.bytes().all(usual)
}
