//! What does the help centre say, and which article answers a question? Works without a network: the
//! articles lie in the program, in both languages.

use crate::lang::{Arg, Lang, text};
use hikeshi_case::article::Article;
use hikeshi_case::playbook::{Library, Source, SourceKind, Wording};
use hikeshi_case::screen::link::{OFFICIAL, Own};
use hikeshi_case::search::{Entry, Index};
use std::sync::OnceLock;

#[cfg(test)]
mod tests;

macro_rules! texts {
    ($($key:literal),* $(,)?) => {
        &[$((
            include_str!(concat!("../help/ja/", $key, ".md")),
            include_str!(concat!("../help/en/", $key, ".md")),
        )),*]
    };
}

/// Every article in Japanese and English: the kinds of trouble in their order, then what people do.
const TEXTS: &[(&str, &str)] = texts![
    "account_takeover",
    "login_locked",
    "sim_swap",
    "device_malware",
    "phishing_contact",
    "order_mistake",
    "bad_fill",
    "order_not_filled",
    "liquidation_adl",
    "delisting",
    "deposit_pending",
    "wrong_network",
    "missing_memo",
    "withdrawal_delayed",
    "withdrawal_hold",
    "account_restricted",
    "sent_wrong_address",
    "address_poisoning",
    "travel_rule_block",
    "fiat_p2p",
    "platform_outage",
    "network_suspended",
    "kyc_rejected",
    "api_key_abuse",
    "bot_api_error",
    "investment_scam",
    "recovery_scam",
    "false_info_trade",
    "disable_account",
    "reenable_account",
    "two_factor_reset",
    "delete_api_keys",
    "statement_export",
    "deposit_application",
    "memo_application",
    "contract_address_deposit",
    "recovery_fee_time",
    "freeze_request",
    "freeze_other_exchange",
    "scam_report",
    "law_enforcement_request",
    "channel_check",
    "p2p_bank_frozen",
    "system_status",
    "compensation",
    "support_chat",
    "travel_rule_table",
    "police_consult",
    "police_report",
    "police_refused",
    "police_packet",
    "consumer_188",
    "fsa",
    "jvcea",
    "adr",
    "bank_freeze",
    "lawyer",
    "txid",
    "public_post",
    "lookalike_pages",
];

/// How many articles are offered to somebody who is typing.
pub const SUGGESTIONS: usize = 5;

/// The articles and the index over them.
#[derive(Debug)]
pub struct Centre {
    ja: Vec<Article<'static>>,
    en: Vec<Article<'static>>,
    index: Index,
}

/// The one help centre of this program; read and indexed when it is asked for first.
pub fn centre() -> &'static Centre {
    static CENTRE: OnceLock<Centre> = OnceLock::new();
    CENTRE.get_or_init(Centre::load)
}

impl Centre {
    fn load() -> Self {
        // The articles are compiled in, and a test reads each: what cannot be read is left out here.
        let both = TEXTS
            .iter()
            .filter_map(|(ja, en)| Some((Article::read(ja).ok()?, Article::read(en).ok()?)));
        let (ja, en): (Vec<_>, Vec<_>) = both.unzip();
        let joined = |of: fn(&Article<'static>) -> &'static str| -> Vec<String> {
            ja.iter().zip(&en).map(|(ja, en)| format!("{}\n{}", of(ja), of(en))).collect()
        };
        let (titles, words, bodies) =
            (joined(|it| it.title), joined(|it| it.words), joined(|it| it.body));
        let entries: Vec<Entry<'_>> = titles
            .iter()
            .zip(&words)
            .zip(&bodies)
            .map(|((title, words), body)| Entry { title, words, body })
            .collect();
        let index = Index::new(&entries);
        Self { ja, en, index }
    }

    /// Every article of a language, kinds of trouble first.
    pub fn articles(&self, lang: Lang) -> &[Article<'static>] {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    /// The article of a key.
    pub fn article(&self, key: &str, lang: Lang) -> Option<&Article<'static>> {
        self.articles(lang).iter().find(|article| article.key == key)
    }

    /// The article of a kind of trouble itself, and then those that belong to it.
    pub fn of_kind(&self, kind: &str, lang: Lang) -> Vec<&Article<'static>> {
        let own = self.articles(lang).iter().filter(|article| article.kinds.contains(&kind));
        let mut own: Vec<&Article<'static>> = own.collect();
        own.sort_by_key(|article| article.key != kind);
        own
    }

    /// Those that answer a question in either language, best first, shown in one; at most so many.
    pub fn find(&self, question: &str, lang: Lang, most: usize) -> Vec<&Article<'static>> {
        let hits = self.index.find(question, most);
        hits.iter().filter_map(|hit| self.articles(lang).get(hit.at)).collect()
    }

    /// [`Centre::find`] while somebody is typing: at most [`SUGGESTIONS`].
    pub fn suggest(&self, typed: &str, lang: Lang) -> Vec<&Article<'static>> {
        let hits = self.index.suggest(typed, SUGGESTIONS);
        hits.iter().filter_map(|hit| self.articles(lang).get(hit.at)).collect()
    }
}

/// A source as it is printed below an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// Its name with its dates.
    pub text: String,
    /// Its address, to be typed by hand; never a link.
    pub url: String,
    /// What a reader must know before relying on it: old, second-hand, past its day of review.
    pub doubts: Vec<String>,
}

/// What an article rests on; `today` as `YYYY-MM-DD`.
pub fn sources(
    article: &Article<'_>,
    library: &Library,
    lang: Lang,
    today: &str,
) -> Vec<SourceLine> {
    let known = article.sources.iter().filter_map(|key| library.sources.get(*key));
    known.map(|source| line(source, lang, today)).collect()
}

fn line(source: &Source, lang: Lang, today: &str) -> SourceLine {
    let mut values: Vec<(&str, Arg)> =
        vec![("name", said(&source.name, lang).into()), ("seen", source.seen.as_str().into())];
    let mut key = "sheet-source";
    if !source.dated.is_empty() {
        values.push(("dated", source.dated.as_str().into()));
        key = "sheet-source-dated";
    }
    let doubts = [
        ("sheet-overdue", source.review_by.as_str() <= today),
        ("sheet-uncertain", source.uncertain),
    ];
    let doubts =
        doubts.into_iter().filter(|(_, holds)| *holds).map(|(key, _)| text(lang, key, &[]));
    SourceLine { text: text(lang, key, &values), url: source.url.clone(), doubts: doubts.collect() }
}

fn said(wording: &Wording, lang: Lang) -> &str {
    match lang {
        Lang::Ja => &wording.ja,
        Lang::En => &wording.en,
    }
}

/// A site that belongs to whom it names. To be typed by hand: it is never shown as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Whose it is: the key of an exchange, or the name of the page of an office.
    pub whose: String,
    /// Host, or the full address for an office.
    pub address: String,
    /// The day or month of what the row was taken from.
    pub since: String,
    /// Whether the row was read from a source and not only known to the authors.
    pub is_sourced: bool,
}

/// The sites of an exchange that the link check vouches for.
pub fn sites_of(brand: &str) -> Vec<Site> {
    let own = |row: &&Own| row.brand == brand && row.current;
    let site = |row: &Own| Site {
        whose: row.brand.to_owned(),
        address: row.host.to_owned(),
        since: row.source.since().to_owned(),
        is_sourced: row.source != hikeshi_case::screen::link::Source::Known,
    };
    OFFICIAL.iter().filter(own).map(site).collect()
}

/// The pages of offices and associations that the playbooks rest on.
pub fn offices(library: &Library, lang: Lang) -> Vec<Site> {
    let public =
        |source: &&Source| matches!(source.kind, SourceKind::Authority | SourceKind::Association);
    let site = |source: &Source| Site {
        whose: said(&source.name, lang).to_owned(),
        address: source.url.clone(),
        since: source.seen.clone(),
        is_sourced: !source.uncertain,
    };
    library.sources.values().filter(public).map(site).collect()
}
