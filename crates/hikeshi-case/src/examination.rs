//! The result of an examination: what goes into `findings.json`, and what a dossier prints beside it.

use crate::amount::Amount;
use crate::event::{Bar, Direction};
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Fact, Finding};
use crate::problem::Problem;
use crate::time::Time;
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the result's shape.
pub const SCHEMA: u32 = 1;
/// Version of the rules. A newer one may find more; a difference between two is not tampering.
pub const RULES: &str = "2026-11-1";

/// What was read from one exhibit.
#[derive(Clone, Debug, Serialize)]
pub struct ExhibitReport {
    /// Its number.
    pub id: ExhibitId,
    /// The name it came with.
    pub name: String,
    /// What it was taken from.
    pub of: Option<ExhibitId>,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Size.
    #[serde(rename = "bytes")]
    pub size_bytes: u64,
    /// `family/variant`.
    pub format: String,
    /// Data rows that were read; `None` for what has no rows.
    pub rows: Option<u64>,
    /// Zone of its times: `+09:00` or a name; `None` where it has none.
    pub time_zone: Option<String>,
    /// Where the zone was taken from.
    pub time_zone_from: Option<&'static str>,
    /// A–D: how it came here. A picture proves less than a file, a file less than a chain.
    pub origin_grade: &'static str,
    /// Why this grade: keys, see [`crate::origin::Origin`].
    #[serde(skip)]
    pub origin_reasons: Vec<&'static str>,
    /// First and last time in it.
    #[serde(skip)]
    pub period: Option<(Time, Time)>,
    /// Other exhibits that say the same, by number.
    #[serde(skip)]
    pub corroborated_by: Vec<ExhibitId>,
}

/// A check that could not run, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotRun {
    /// The check.
    pub code: &'static str,
    /// Key of the reason: `no_withdrawals`, `no_market_data`, …
    pub why: &'static str,
}

/// What the findings look like as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Triage {
    /// The kind of trouble.
    pub kind: &'static str,
    /// `minutes`, `hours` or `days`.
    pub urgency: &'static str,
    /// Other kinds that fit.
    pub alternatives: Vec<&'static str>,
}

/// Something that happened, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// When.
    pub at: Time,
    /// Key: `deposit`, `withdrawal`, `fiat_in`, `fiat_out`, `p2p_buy`, `p2p_sell`, `conversion`, `trades`,
    /// `security_change`, `login`, `hold`, `restriction`, `mail`, `liquidation`, `order`.
    pub kind: &'static str,
    /// Typed values under the same keys as a finding's.
    pub facts: BTreeMap<&'static str, Fact>,
    /// Where it stands.
    pub cites: Vec<Cite>,
    /// Whether a finding is about it.
    pub in_finding: bool,
}

/// One movement of coins into or out of the account, joined from the statement and the histories.
#[derive(Clone, Debug)]
pub struct TransferLine {
    /// Which way.
    pub direction: Direction,
    /// When.
    pub at: Time,
    /// The coin.
    pub asset: String,
    /// What arrives or leaves, without the fee.
    pub amount: Amount,
    /// The exchange's fee, where known.
    pub fee: Amount,
    /// The exchange's tag of the network; may be empty.
    pub network: String,
    /// Address; may be empty.
    pub address: String,
    /// Memo or tag; may be empty.
    pub memo: String,
    /// Transaction id; may be empty.
    pub txid: String,
    /// Status as printed; may be empty.
    pub status: String,
    /// Where it stands.
    pub cites: Vec<Cite>,
}

/// A trade drawn into a price chart.
#[derive(Clone, Debug)]
pub struct Mark {
    /// When.
    pub at: Time,
    /// Price paid or got.
    pub price: Amount,
    /// Whether it was a purchase.
    pub buy: bool,
}

/// Prices around what a finding is about.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The pair.
    pub symbol: String,
    /// Seconds per bar.
    pub step_s: i64,
    /// The market, in few enough bars to be told apart.
    pub bars: Vec<Bar>,
    /// Seconds per bar of the market data.
    pub known_step_s: i64,
    /// Bars of the market data that these stand for: more than these where they are joined.
    pub known_bars: usize,
    /// The account's own trades.
    pub marks: Vec<Mark>,
    /// How many more of its trades there are within the chart, farther from what it is about.
    pub more_marks: usize,
    /// Where the market data stands.
    pub exhibits: Vec<ExhibitId>,
}

/// Everything an examination says.
#[derive(Clone, Debug, Serialize)]
pub struct Examination {
    /// [`SCHEMA`].
    pub schema: u32,
    /// [`RULES`].
    pub rules: &'static str,
    /// “Now”: what was asked for, else the latest time in any exhibit.
    pub as_of: Option<Time>,
    /// Every exhibit.
    pub exhibits: Vec<ExhibitReport>,
    /// How many records were read.
    pub events: u64,
    /// What the checks found, the most severe first, then by time.
    pub findings: Vec<Finding>,
    /// What could not be read or had to be assumed.
    pub problems: Vec<Problem>,
    /// Codes of the checks that ran.
    pub checks_run: Vec<&'static str>,
    /// Codes of the checks that could not, and why.
    pub checks_not_run: Vec<NotRun>,
    /// What a ceiling kept from being looked at or named: key and how much. Empty in all but the largest
    /// cases.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<&'static str, usize>,
    /// What it looks like as a whole; `None` when nothing speaks for any kind.
    pub triage: Option<Triage>,
    /// What happened around the findings, in order.
    #[serde(skip)]
    pub timeline: Vec<Moment>,
    /// Every movement into and out of the account, in order.
    #[serde(skip)]
    pub transfers: Vec<TransferLine>,
    /// Prices around the findings about fills.
    #[serde(skip)]
    pub charts: Vec<Chart>,
    /// User ids the exports name.
    #[serde(skip)]
    pub users: Vec<String>,
    /// Coins and what is left of each by the statement, where there is one: asset, amount.
    #[serde(skip)]
    pub balances: Vec<(String, Amount)>,
}
