//! The dossier: what does an examination say, on paper, to somebody who has never seen this program?
//!
//! [`compose`] turns an examination into blocks in one language; [`html::html`] and [`pdf::pdf`] print
//! the same blocks; [`annex::files`] gives what is too long for paper. Pure: no clock, no file, no
//! network; the same examination gives the same bytes.

pub mod annex;
mod chart;
pub mod document;
pub(crate) mod drawing;
mod exhibits;
pub(crate) mod facts;
mod findings;
pub mod html;
mod links;
pub mod pdf;
mod rows;
mod summary;
pub(crate) mod timeline;
mod transfers;
pub(crate) mod words;
pub mod write;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use crate::lang::Lang;
use document::{Block, Document};
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::finding::{Cite, Code};
use hikeshi_case::problem::shortened;
use hikeshi_case::quote::Quote;
use hikeshi_case::redact::Handed;
use hikeshi_case::time::Zone;
use std::collections::BTreeMap;
use words::Words;

/// Characters of what a person calls the case; a longer title is an essay and would fill page one.
const LONGEST_TITLE: usize = 160;

/// Everything a dossier is made from.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What was found.
    pub examination: &'a Examination,
    /// The words of the rows that findings cite.
    pub quotes: &'a BTreeMap<Cite, Quote>,
    /// Where the person lives.
    pub zone: &'a Zone,
    /// How each exhibit is handed on beside the dossier.
    pub handed: &'a BTreeMap<ExhibitId, Handed>,
    /// What the person calls the case; a made-up one has its own title in every language.
    pub case_title: Option<&'a str>,
    /// Whether the case is made up; every page then says so.
    pub demo: bool,
    /// Name and version: `hikeshi 0.1.0`.
    pub software: &'a str,
    /// The fonts of the PDF; with the same ones the bytes are the same.
    pub fonts: &'a [FontNote],
}

/// A font of the PDF, named by its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontNote {
    /// Its family.
    pub name: String,
    /// SHA-256 of its file, lower-case hex.
    pub sha256: String,
}

/// The dossier in one language.
pub fn compose(context: &Context<'_>, lang: Lang) -> Document {
    let words = Words { lang, zone: context.zone };
    let mut page = Page { context, words, chapter: 0, blocks: Vec::new() };
    summary::write(&mut page);
    page.blocks.push(Block::PageBreak);
    timeline::write(&mut page);
    findings::write(&mut page);
    transfers::write(&mut page);
    transfers::write_charts(&mut page);
    exhibits::write(&mut page);
    let blocks = page.blocks;
    let say = |key: &str| words.say(key);
    let footer = words.text(
        "dossier-footer",
        &[("software", context.software.into()), ("rules", context.examination.rules.into())],
    );
    Document {
        lang: lang.tag(),
        title: say("dossier-title"),
        subtitle: match context.case_title {
            Some(title) => shortened(&document::visible(title), LONGEST_TITLE),
            None if context.demo => say("demo-title"),
            None => say("dossier-kind"),
        },
        label: context.demo.then(|| say("dossier-demo")),
        label_short: context.demo.then(|| say("dossier-demo-short")),
        reminder: money_left(context.examination).then(|| say("stop-title")),
        date: None,
        footer,
        page_of: words
            .text("dossier-page", &[("page", "{page}".into()), ("pages", "{pages}".into())]),
        blocks,
    }
    .dated(context.examination.as_of)
}

/// A chapter of the dossier that has a page of its own in the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What happened, in order.
    Course,
    /// What was found.
    Findings,
    /// Prices around what was found.
    Charts,
    /// The checks that ran and those that could not.
    Checks,
    /// What could not be read, and what was assumed.
    Problems,
    /// What nothing of this proves.
    Limits,
}

/// One chapter, without its heading, and those under it one level higher.
pub fn part(context: &Context<'_>, lang: Lang, part: Part) -> Vec<Block> {
    let words = Words { lang, zone: context.zone };
    let mut page = Page { context, words, chapter: 0, blocks: Vec::new() };
    match part {
        Part::Course => timeline::write(&mut page),
        Part::Findings => findings::write(&mut page),
        Part::Charts => transfers::write_charts(&mut page),
        Part::Checks => exhibits::checks(&mut page),
        Part::Problems => exhibits::problems(&mut page),
        Part::Limits => exhibits::limits(&mut page),
    }
    let is_heading = |block: &Block| matches!(block, Block::Heading { level: 1, .. });
    let raised = |block| match block {
        Block::Heading { level, text, aside, urgent } => {
            Block::Heading { level: level.saturating_sub(1), text, aside, urgent }
        }
        other => other,
    };
    page.blocks.into_iter().filter(|block| !is_heading(block)).map(raised).collect()
}

/// A dossier being written.
struct Page<'a> {
    context: &'a Context<'a>,
    words: Words<'a>,
    chapter: u32,
    blocks: Vec<Block>,
}

impl<'a> Page<'a> {
    fn examination(&self) -> &'a Examination {
        self.context.examination
    }

    fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    fn paragraph(&mut self, key: &str) {
        self.push(document::paragraph(self.words.say(key)));
    }

    fn note(&mut self, key: &str) {
        self.push(document::note(self.words.say(key)));
    }

    /// A numbered chapter.
    fn chapter(&mut self, key: &str) {
        self.chapter += 1;
        let text = format!("{}. {}", self.chapter, self.words.say(key));
        self.push(Block::Heading { level: 1, text, aside: String::new(), urgent: false });
    }

    fn heading(&mut self, level: u8, key: &str) {
        let text = self.words.say(key);
        self.push(Block::Heading { level, text, aside: String::new(), urgent: false });
    }
}

/// Codes that speak of money that left.
const MONEY_LEFT: [Code; 4] = [
    Code::WithdrawalToNewAddress,
    Code::AccountDrained,
    Code::ConversionBeforeWithdrawal,
    Code::AddressLookalike,
];
/// Kinds of trouble in which money may be gone even where no finding says so.
const KINDS_MONEY_LEFT: [&str; 8] = [
    "account_takeover",
    "address_poisoning",
    "api_key_abuse",
    "investment_scam",
    "phishing_contact",
    "recovery_scam",
    "sent_wrong_address",
    "sim_swap",
];

/// Whether the dossier speaks of lost money, and so must warn of those who promise to bring it back.
fn money_left(examination: &Examination) -> bool {
    let found = |code: Code| MONEY_LEFT.contains(&code) || code == Code::ForcedLosingTrades;
    examination.findings.iter().any(|finding| found(finding.code))
        || examination.triage.as_ref().is_some_and(|t| KINDS_MONEY_LEFT.contains(&t.kind))
}
