//! What the person says: answers to questions and observations, as a TOML file that is an exhibit
//! like any other. The schema is published in `docs/ANSWERS.md`.

use crate::amount::Amount;
use crate::exhibit::{Exhibit, ExhibitId};
use crate::finding::Cite;
use crate::screen::secret::masked;
use crate::source::{ALL, Role};
use crate::time::{Time, Zone};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// How an answers file begins.
pub const MARK: &[u8] = b"hikeshi_answers";
/// The version of the schema that is read.
const VERSION: u32 = 1;
/// Most bytes of an answers file.
pub const LIMIT: u64 = 4 << 20;

/// The person's answers, with the line of each.
#[derive(Debug, Default)]
pub struct Answers {
    /// Zone for a file whose name contains `name`.
    pub files: Vec<FileAnswer>,
    /// Addresses the person says are their own.
    pub own_addresses: Vec<(String, Cite)>,
    /// What the person meant to do.
    pub intents: Vec<IntentAnswer>,
    /// Security changes that start a timed hold.
    pub holds: Vec<HoldAnswer>,
    /// Known outages, from a sealed observation.
    pub outages: Vec<OutageAnswer>,
    /// Things that did not work, with the text shown.
    pub failures: Vec<Said>,
    /// What the exchange said about a restriction.
    pub restrictions: Vec<Said>,
    /// Logins the person does not know.
    pub logins: Vec<Said>,
    /// Security changes the person saw.
    pub changes: Vec<Said>,
    /// Deposits the person sent with or without a memo.
    pub memos: Vec<MemoAnswer>,
    /// Name of the mail server whose verdict the person trusts.
    pub mail_server: Option<String>,
    /// A price the person states, with its source.
    pub rates: Vec<RateAnswer>,
}

/// What the person says of one file.
#[derive(Debug)]
pub struct FileAnswer {
    /// The file's name, or the last parts of it.
    pub name: String,
    /// The zone of its times.
    pub zone: Option<Zone>,
    /// The family it belongs to, such as `deposits`.
    pub format: Option<String>,
    /// For a file of no known shape: header word → role (`time`, `coin`, `amount`, …).
    pub columns: BTreeMap<String, String>,
}

/// What the person meant to do in a pair.
#[derive(Debug)]
pub struct IntentAnswer {
    /// The pair.
    pub symbol: String,
    /// `buy` or `sell`.
    pub side: String,
    /// About when.
    pub at: Time,
    /// Where it stands.
    pub cite: Cite,
}

/// A security change and the hold that follows.
#[derive(Debug)]
pub struct HoldAnswer {
    /// What was changed.
    pub reason: String,
    /// When.
    pub changed_at: Time,
    /// 24 or 48, where the person knows.
    pub hours: Option<u8>,
    /// Where it stands.
    pub cite: Cite,
}

/// A window in which the exchange did not work.
#[derive(Debug)]
pub struct OutageAnswer {
    /// Beginning.
    pub from: Time,
    /// End; open when it goes on.
    pub to: Option<Time>,
    /// Where this is from.
    pub source: String,
    /// Where it stands.
    pub cite: Cite,
}

/// Something with a time and words.
#[derive(Debug)]
pub struct Said {
    /// When, if known.
    pub at: Option<Time>,
    /// What was shown or is meant.
    pub text: String,
    /// Where it stands.
    pub cite: Cite,
}

/// A deposit and its memo.
#[derive(Debug)]
pub struct MemoAnswer {
    /// Transaction id.
    pub txid: String,
    /// Whether a memo was given.
    pub given: bool,
    /// Where it stands.
    pub cite: Cite,
}

/// A price with its source.
#[derive(Debug)]
pub struct RateAnswer {
    /// The coin.
    pub asset: String,
    /// `JPY`, `USD`.
    pub currency: String,
    /// Currency per coin.
    pub price: Amount,
    /// Where it is from.
    pub source: String,
    /// Where it stands.
    pub cite: Cite,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    hikeshi_answers: u32,
    mail_server: Option<String>,
    file: Vec<Spanned<RawFile>>,
    own_address: Vec<Spanned<RawAddress>>,
    intent: Vec<Spanned<RawIntent>>,
    hold: Vec<Spanned<RawHold>>,
    outage: Vec<Spanned<RawOutage>>,
    failure: Vec<Spanned<RawSaid>>,
    restriction: Vec<Spanned<RawSaid>>,
    login: Vec<Spanned<RawSaid>>,
    security_change: Vec<Spanned<RawSaid>>,
    memo: Vec<Spanned<RawMemo>>,
    rate: Vec<Spanned<RawRate>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    name: String,
    zone: Option<String>,
    format: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAddress {
    address: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIntent {
    symbol: String,
    side: String,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHold {
    reason: String,
    changed_at: String,
    hours: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOutage {
    from: String,
    to: Option<String>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSaid {
    at: Option<String>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMemo {
    txid: String,
    given: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRate {
    asset: String,
    currency: String,
    price: String,
    source: String,
}

/// Why an answers file could not be used: the line and what the parser says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswersFault {
    /// Physical line.
    pub line: u32,
    /// The parser's words.
    pub why: String,
}

/// Turns byte spans into citations.
struct Places<'a> {
    text: &'a str,
    exhibit: ExhibitId,
}

impl Places<'_> {
    fn line(&self, at: usize) -> u32 {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', before).count() + 1).unwrap_or(u32::MAX)
    }

    fn cite<T>(&self, spanned: &Spanned<T>) -> Cite {
        Cite { exhibit: self.exhibit, line: self.line(spanned.span().start) }
    }

    fn time<T>(&self, text: &str, spanned: &Spanned<T>) -> Result<Time, AnswersFault> {
        Time::parse_rfc3339(text).ok_or_else(|| AnswersFault {
            line: self.line(spanned.span().start),
            why: format!("{text}: RFC 3339"),
        })
    }

    fn file(&self, spanned: &Spanned<RawFile>) -> Result<FileAnswer, AnswersFault> {
        let raw = spanned.get_ref();
        let unknown =
            |what: &str| AnswersFault { line: self.cite(spanned).line, why: what.to_owned() };
        let zone = match raw.zone.as_deref() {
            Some(text) => Some(Zone::parse(text).ok_or_else(|| unknown(text))?),
            None => None,
        };
        if let Some(family) = raw.format.as_deref()
            && !ALL.iter().any(|format| format.family == family)
        {
            return Err(unknown(family));
        }
        if let Some(role) = raw.columns.values().find(|role| Role::parse(role).is_none()) {
            return Err(unknown(role));
        }
        let (name, format) = (raw.name.clone(), raw.format.clone());
        Ok(FileAnswer { name, zone, format, columns: raw.columns.clone() })
    }

    fn said(&self, list: &[Spanned<RawSaid>]) -> Result<Vec<Said>, AnswersFault> {
        let read = |said: &Spanned<RawSaid>| {
            let raw = said.get_ref();
            let at = raw.at.as_deref().map(|at| self.time(at, said)).transpose()?;
            Ok(Said { at, text: masked(&raw.text), cite: self.cite(said) })
        };
        list.iter().map(read).collect()
    }
}

impl Answers {
    /// What the person said of an exhibit: by its name, with or without its ending and folders. A part
    /// of a word is no name: `a.csv` does not mean `data.csv`.
    pub fn of(&self, exhibit: &Exhibit) -> Option<&FileAnswer> {
        let stem = exhibit.name.rsplit_once('.').map_or(exhibit.name.as_str(), |(stem, _)| stem);
        let named = |file: &&FileAnswer| {
            let mut rests = [exhibit.name.as_str(), stem].into_iter();
            let ends = |rest: &str| rest.is_empty() || rest.ends_with(['/', '!']);
            !file.name.is_empty()
                && rests.any(|name| name.strip_suffix(file.name.as_str()).is_some_and(ends))
        };
        self.files.iter().find(named)
    }

    /// Every instant the person names, for “now”.
    pub fn times(&self) -> Vec<Time> {
        let said = [&self.failures, &self.restrictions, &self.logins, &self.changes];
        let mut times: Vec<Time> = said.into_iter().flatten().filter_map(|said| said.at).collect();
        times.extend(self.holds.iter().map(|hold| hold.changed_at));
        times.extend(self.intents.iter().map(|intent| intent.at));
        times.extend(
            self.outages.iter().flat_map(|outage| [Some(outage.from), outage.to]).flatten(),
        );
        times
    }

    /// Reads one answers file and adds it to what is known: all of it, or nothing.
    pub fn read(&mut self, bytes: &[u8], exhibit: ExhibitId) -> Result<(), AnswersFault> {
        let mut read = Self::default();
        read.fill(bytes, exhibit)?;
        self.files.append(&mut read.files);
        self.own_addresses.append(&mut read.own_addresses);
        self.intents.append(&mut read.intents);
        self.holds.append(&mut read.holds);
        self.outages.append(&mut read.outages);
        self.failures.append(&mut read.failures);
        self.restrictions.append(&mut read.restrictions);
        self.logins.append(&mut read.logins);
        self.changes.append(&mut read.changes);
        self.memos.append(&mut read.memos);
        self.rates.append(&mut read.rates);
        self.mail_server = read.mail_server.or(self.mail_server.take());
        Ok(())
    }

    fn fill(&mut self, bytes: &[u8], exhibit: ExhibitId) -> Result<(), AnswersFault> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| AnswersFault { line: 1, why: "UTF-8".to_owned() })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let places = Places { text, exhibit };
        let raw: Raw = toml::from_str(text).map_err(|error| AnswersFault {
            line: places.line(error.span().map_or(0, |span| span.start)),
            why: error.message().to_owned(),
        })?;
        if raw.hikeshi_answers != VERSION {
            return Err(AnswersFault {
                line: 1,
                why: format!("hikeshi_answers = {}", raw.hikeshi_answers),
            });
        }
        self.mail_server = raw.mail_server.or(self.mail_server.take());
        for file in &raw.file {
            self.files.push(places.file(file)?);
        }
        let own =
            raw.own_address.iter().map(|own| (own.get_ref().address.clone(), places.cite(own)));
        self.own_addresses.extend(own);
        for intent in &raw.intent {
            let at = places.time(&intent.get_ref().at, intent)?;
            let (symbol, side) =
                (intent.get_ref().symbol.clone(), intent.get_ref().side.to_lowercase());
            self.intents.push(IntentAnswer { symbol, side, at, cite: places.cite(intent) });
        }
        for hold in &raw.hold {
            let changed_at = places.time(&hold.get_ref().changed_at, hold)?;
            let (reason, hours) = (hold.get_ref().reason.clone(), hold.get_ref().hours);
            self.holds.push(HoldAnswer { reason, changed_at, hours, cite: places.cite(hold) });
        }
        for outage in &raw.outage {
            let to =
                outage.get_ref().to.as_deref().map(|to| places.time(to, outage)).transpose()?;
            let from = places.time(&outage.get_ref().from, outage)?;
            self.outages.push(OutageAnswer {
                from,
                to,
                source: outage.get_ref().source.clone(),
                cite: places.cite(outage),
            });
        }
        self.failures.extend(places.said(&raw.failure)?);
        self.restrictions.extend(places.said(&raw.restriction)?);
        self.logins.extend(places.said(&raw.login)?);
        self.changes.extend(places.said(&raw.security_change)?);
        self.memos.extend(raw.memo.iter().map(|memo| MemoAnswer {
            txid: memo.get_ref().txid.clone(),
            given: memo.get_ref().given,
            cite: places.cite(memo),
        }));
        for rate in &raw.rate {
            let of = rate.get_ref();
            let price = Amount::parse(&of.price).map_err(|_| AnswersFault {
                line: places.cite(rate).line,
                why: of.price.clone(),
            })?;
            let (asset, currency, source) =
                (of.asset.clone(), of.currency.clone(), of.source.clone());
            self.rates.push(RateAnswer { asset, currency, price, source, cite: places.cite(rate) });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_with_their_lines() {
        let text = "hikeshi_answers = 1\n\n[[hold]]\nreason = \"password\"\nchanged_at = \"2026-03-01T10:00:00+09:00\"\nhours = 24\n";
        let mut answers = Answers::default();
        answers.read(text.as_bytes(), ExhibitId(3)).unwrap();
        assert_eq!(answers.holds[0].changed_at.to_string(), "2026-03-01T01:00:00Z");
        assert_eq!(answers.holds[0].cite, Cite { exhibit: ExhibitId(3), line: 3 });
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let mut answers = Answers::default();
        let fault =
            answers.read(b"hikeshi_answers = 1\n[[hold]]\nreason = 5\n", ExhibitId(1)).unwrap_err();
        assert!(fault.line >= 2, "{fault:?}");
        assert!(answers.read(b"hikeshi_answers = 1\nsecret = \"x\"\n", ExhibitId(1)).is_err());
    }
}
