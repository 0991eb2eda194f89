//! What only the person knows of themselves and of what happened: name, account, own words, as a TOML
//! file whose schema is published in `docs/PARTICULARS.md`.
//!
//! It has no field for a password, a code, a key or a recovery phrase; what looks like one in any other
//! field is masked while it is read. Nobody but the person is described in it.

use crate::amount::Amount;
use crate::channel::Site;
use crate::screen::secret;
use crate::source::text::TextLine;
use crate::time::Time;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// The version of the schema that is read.
const VERSION: u32 = 1;
/// Most bytes of the file.
pub const LIMIT: u64 = 1 << 20;
/// Characters of one text; a longer one is refused rather than cut.
const LONGEST: usize = 8_000;
/// Entries of one list.
const ENTRIES: usize = 200;

/// Words of the person, secrets masked; empty where nothing was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// The words, where there are any.
    pub fn given(&self) -> Option<&str> {
        (!self.0.is_empty()).then_some(self.0.as_str())
    }

    /// The words; empty where nothing was said.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > LONGEST {
            return Err(D::Error::custom(format!("{LONGEST}")));
        }
        let lines: Vec<TextLine> = (1..)
            .zip(text.trim().lines())
            .map(|(line, text)| TextLine { text: text.to_owned(), line })
            .collect();
        let masked = secret::mask_all(&lines, &secret::find(&lines));
        let lines: Vec<String> = masked.into_iter().map(|line| line.text).collect();
        Ok(Self(lines.join("\n")))
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self(secret::masked(text.trim()))
    }
}

/// Who made the withdrawals that the records show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoSent {
    /// Not the person: they do not recognise them.
    NotMe,
    /// The person, for instance to a wrong address.
    Me,
    /// The person, because they believed what somebody told them.
    MePersuaded,
}

impl WhoSent {
    /// A fixed word for texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotMe => "not_me",
            Self::Me => "me",
            Self::MePersuaded => "me_persuaded",
        }
    }
}

/// Everything the person says; all of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Particulars {
    #[serde(rename = "hikeshi_particulars")]
    version: u32,
    /// Who writes.
    pub person: Person,
    /// Their account.
    pub account: Account,
    /// What happened.
    pub story: Story,
    /// Their own signed statement.
    pub statement: Statement,
    /// What the police said.
    pub police: Police,
    /// How they can show that the account is theirs.
    pub ownership: Ownership,
    /// What they want of a lawyer.
    pub lawyer: Lawyer,
    /// Enquiries made so far.
    pub ticket: Vec<Ticket>,
    /// Prices with their sources.
    pub rate: Vec<Rate>,
    /// Exchanges they believe received the coins.
    pub receiving: Vec<Receiving>,
    /// Transfers after the one that left the account.
    pub hop: Vec<Hop>,
    /// Yen sent through a bank.
    pub yen: Vec<Yen>,
}

/// Who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: Words,
    /// Its reading.
    pub kana: Words,
    /// Postal address.
    pub address: Words,
    /// Telephone.
    pub phone: Words,
    /// Mail address for replies.
    pub mail: Words,
    /// Occupation.
    pub occupation: Words,
    /// Date of birth or age, as they write it.
    pub born: Words,
    /// The country they live in.
    pub residence: Words,
}

/// The account the records are of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Account {
    /// Binance Japan or the global site.
    pub site: Option<Site>,
    /// The exchange, where it is another one.
    pub exchange: Words,
    /// User id.
    pub uid: Words,
    /// The registered mail address.
    pub mail: Words,
    /// Whether their identity was verified there.
    pub identity_verified: Option<bool>,
    /// Their own last login.
    #[serde(deserialize_with = "instant")]
    pub last_login_at: Option<Time>,
    /// The device they use.
    pub device: Words,
    /// Whether they used a VPN.
    pub vpn: Option<bool>,
}

/// What happened, in their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Story {
    /// When they noticed.
    #[serde(deserialize_with = "instant")]
    pub noticed_at: Option<Time>,
    /// How they noticed.
    pub noticed_how: Words,
    /// What happened.
    pub what: Words,
    /// Whether they made the withdrawals themselves.
    pub who_sent: Option<WhoSent>,
    /// What they have done about it.
    pub done: Vec<Words>,
}

/// Their own statement, which they sign themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statement {
    /// Its words.
    pub text: Words,
    /// Whether they have signed it.
    pub signed: bool,
    /// The day of the signature, as they write it.
    pub signed_on: Words,
}

/// What the police said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Police {
    /// The station.
    pub station: Words,
    /// Number of the report or the consultation.
    pub number: Words,
    /// The officer.
    pub officer: Words,
    /// The day, as they write it.
    pub day: Words,
    /// By when it will follow, where it is not there yet.
    pub expected_by: Words,
}

/// How they can show that the account is theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ownership {
    /// What shows it: a recording of the login, a signed message.
    pub proof: Words,
}

/// What they want of a lawyer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lawyer {
    /// What they want to reach.
    pub goal: Words,
    /// What it may cost.
    pub budget: Words,
    /// Whether they know who the other side is.
    pub opponent_known: Option<bool>,
    /// The version of the exchange's terms they agreed to.
    pub terms: Words,
}

/// An enquiry made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ticket {
    /// To whom.
    pub to: Words,
    /// Its number.
    pub number: Words,
    /// The day, as they write it.
    pub day: Words,
    /// What came of it.
    pub reply: Words,
}

/// A price with its source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The coin.
    pub asset: Words,
    /// What it is counted in: `JPY`, `USD`.
    pub currency: Words,
    /// Currency per coin.
    #[serde(deserialize_with = "amount")]
    pub price: Amount,
    /// Where it is from and of when.
    pub source: Words,
}

/// An exchange they believe received the coins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Receiving {
    /// The exchange.
    pub exchange: Words,
    /// The address believed to be its.
    pub address: Words,
    /// Why they believe it.
    pub why: Words,
    /// Whether they have a verified account there.
    pub own_account: Option<bool>,
}

/// A transfer after the one that left the account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hop {
    /// Transaction id.
    pub txid: Words,
    /// Network tag as the exchange writes it: `BTC`, `ETH`.
    #[serde(default)]
    pub network: Words,
    /// Where it went.
    pub address: Words,
    /// When.
    #[serde(default, deserialize_with = "instant")]
    pub at: Option<Time>,
    /// How much and of what, as the explorer shows it.
    #[serde(default)]
    pub amount: Words,
}

/// Yen sent through a bank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Yen {
    /// The bank it was sent from.
    pub from_bank: Words,
    /// The bank that received it.
    pub bank: Words,
    /// Its branch.
    pub branch: Words,
    /// Kind of the account: ordinary, current.
    pub kind: Words,
    /// Number of the receiving account.
    pub number: Words,
    /// Its holder as printed on the slip.
    pub holder: Words,
    /// How much, as on the slip.
    pub amount: Words,
    /// When, as on the slip.
    pub day: Words,
}

/// Why the file could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticularsFault {
    /// Physical line.
    pub line: u32,
    /// The parser's words, secrets masked.
    pub why: String,
}

impl Particulars {
    /// Reads the file: all of it, or nothing.
    pub fn read(bytes: &[u8]) -> Result<Self, ParticularsFault> {
        let fault = |line: u32, why: &str| ParticularsFault { line, why: secret::masked(why) };
        if bytes.len() as u64 > LIMIT {
            return Err(fault(1, "1 MiB"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| fault(1, "UTF-8"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let before = text.as_bytes().get(..at).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            fault(u32::try_from(line).unwrap_or(u32::MAX), told(error.message()))
        })?;
        if read.version != VERSION {
            return Err(fault(1, &format!("hikeshi_particulars = {VERSION}")));
        }
        let lists = [read.ticket.len(), read.rate.len(), read.receiving.len(), read.hop.len()];
        let longest = lists.into_iter().chain([read.yen.len(), read.story.done.len()]).max();
        if longest.is_some_and(|longest| longest > ENTRIES) {
            return Err(fault(1, &format!("{ENTRIES}")));
        }
        Ok(read)
    }

    /// The price of a coin in yen, where the person states one with its source.
    pub fn yen_rate(&self, asset: &str) -> Option<&Rate> {
        self.rate.iter().find(|rate| {
            rate.asset.as_str().eq_ignore_ascii_case(asset)
                && rate.currency.as_str().eq_ignore_ascii_case("JPY")
                && rate.source.given().is_some()
        })
    }
}

/// What the parser says without the value it stumbled over: that may be a secret in a wrong place.
fn told(message: &str) -> &str {
    let parts = message.split_once("invalid type:").and_then(|(_, rest)| rest.split_once(", "));
    parts.map_or(message, |(_, expected)| expected)
}

fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Time>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let time = Time::parse_rfc3339(text.trim());
    time.map(Some).ok_or_else(|| D::Error::custom("RFC 3339: 2026-03-01T10:00:00+09:00"))
}

fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    let text = String::deserialize(deserializer)?;
    Amount::parse(&text).map_err(|_| D::Error::custom("1234.5"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Particulars, ParticularsFault> {
        Particulars::read(text.as_bytes())
    }

    #[test]
    fn everything_may_be_missing_but_the_version() {
        assert_eq!(read("hikeshi_particulars = 1").unwrap().person, Person::default());
        assert_eq!(read("").unwrap_err().line, 1);
        let late =
            read("hikeshi_particulars = 1\n[story]\nnoticed_at = \"yesterday\"").unwrap_err();
        assert_eq!(late.line, 3, "{late:?}");
    }

    #[test]
    fn there_is_no_field_for_a_secret_and_none_is_told_again() {
        for (table, key) in
            [("account", "password"), ("person", "my_number"), ("account", "api_secret")]
        {
            let text = format!("hikeshi_particulars = 1\n[{table}]\n{key} = \"hunter2-hunter2\"");
            let fault = read(&text).unwrap_err();
            assert!(!fault.why.contains("hunter2"), "{fault:?}");
        }
        let fault = read("hikeshi_particulars = 1\n[person]\nphone = 123456").unwrap_err();
        assert!(!fault.why.contains("123456"), "{fault:?}");
        let text = "hikeshi_particulars = 1\n[story]\nwhat = \"\"\"\n朝おきたら\n\
            パスワード: Tr0ub4dor&3xyz\nが変わっていた\"\"\"";
        let read = read(text).unwrap();
        assert!(!read.story.what.as_str().contains("Tr0ub4dor"), "{read:?}");
        assert_eq!(read.story.what.as_str().lines().count(), 3);
    }

    #[test]
    fn a_telephone_an_account_and_a_name_stay_as_they_are() {
        let text = "hikeshi_particulars = 1\n[person]\nname = \"見本 花子\"\nphone = \"090-0000-0000\"\n\
            [account]\nuid = \"123456789\"\n[[yen]]\nnumber = \"1234567\"\n[police]\nnumber = \"令和8年 第123号\"";
        let read = read(text).unwrap();
        assert_eq!(read.person.phone.as_str(), "090-0000-0000");
        assert_eq!(read.account.uid.as_str(), "123456789");
        assert_eq!(read.yen[0].number.as_str(), "1234567");
        assert_eq!(read.police.number.as_str(), "令和8年 第123号");
    }
}
