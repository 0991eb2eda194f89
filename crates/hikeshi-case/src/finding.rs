//! What a check says: typed facts with citations, and never a sentence.

use crate::amount::Amount;
use crate::exhibit::ExhibitId;
use crate::time::Time;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// One place in one exhibit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Cite {
    /// The exhibit.
    pub exhibit: ExhibitId,
    /// The physical line where the record starts: the header of a CSV is 1, a sheet's row is its number.
    pub line: u32,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Money may be lost or leaving: act on it first.
    Critical,
    /// Needs an answer.
    Warning,
    /// Supports other findings, or is good to know.
    Info,
}

/// How sure the check is that what it states is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It stands in the records or follows by arithmetic.
    Certain,
    /// The records fit it and little else.
    Likely,
    /// The records allow it.
    Possible,
}

/// The codes of findings. A code never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each code is documented by the check of the same name in check/")]
pub enum Code {
    WithdrawalToNewAddress,
    AccountDrained,
    ConversionBeforeWithdrawal,
    ForcedLosingTrades,
    TradeBurst,
    FirstTradeInSymbol,
    WithdrawalRejected,
    WithdrawalDelayed,
    DepositPending,
    DepositMissingMemo,
    AddressLookalike,
    AddressInvalid,
    WrongNetwork,
    OrderMistake,
    FillOffMarket,
    OrderNotFilled,
    Liquidation,
    HoldRunning,
    PlatformOutage,
    BalanceGap,
    SecurityChange,
    UnknownLogin,
    AccountRestricted,
    MailSpoofed,
    UrlImitatesExchange,
    SecretExposed,
    TimeZoneAssumed,
    RowsUnreadable,
    OperationUnknown,
}

impl Code {
    /// The code as written in JSON and in translation keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::WithdrawalToNewAddress => "withdrawal_to_new_address",
            Self::AccountDrained => "account_drained",
            Self::ConversionBeforeWithdrawal => "conversion_before_withdrawal",
            Self::ForcedLosingTrades => "forced_losing_trades",
            Self::TradeBurst => "trade_burst",
            Self::FirstTradeInSymbol => "first_trade_in_symbol",
            Self::WithdrawalRejected => "withdrawal_rejected",
            Self::WithdrawalDelayed => "withdrawal_delayed",
            Self::DepositPending => "deposit_pending",
            Self::DepositMissingMemo => "deposit_missing_memo",
            Self::AddressLookalike => "address_lookalike",
            Self::AddressInvalid => "address_invalid",
            Self::WrongNetwork => "wrong_network",
            Self::OrderMistake => "order_mistake",
            Self::FillOffMarket => "fill_off_market",
            Self::OrderNotFilled => "order_not_filled",
            Self::Liquidation => "liquidation",
            Self::HoldRunning => "hold_running",
            Self::PlatformOutage => "platform_outage",
            Self::BalanceGap => "balance_gap",
            Self::SecurityChange => "security_change",
            Self::UnknownLogin => "unknown_login",
            Self::AccountRestricted => "account_restricted",
            Self::MailSpoofed => "mail_spoofed",
            Self::UrlImitatesExchange => "url_imitates_exchange",
            Self::SecretExposed => "secret_exposed",
            Self::TimeZoneAssumed => "time_zone_assumed",
            Self::RowsUnreadable => "rows_unreadable",
            Self::OperationUnknown => "operation_unknown",
        }
    }
}

/// A typed value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A quantity, price or difference.
    Amount(Amount),
    /// An instant, UTC.
    Time(Time),
    /// A count, a number of seconds or of basis points.
    Count(i64),
    /// A name, address, id or key.
    Text(String),
    /// Several of one kind.
    List(Vec<Fact>),
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Amount(amount) => serializer.collect_str(amount),
            Self::Time(time) => serializer.collect_str(time),
            Self::Count(count) => serializer.serialize_i64(*count),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(facts) => serializer.collect_seq(facts),
        }
    }
}

impl From<Amount> for Fact {
    fn from(amount: Amount) -> Self {
        Self::Amount(amount)
    }
}

impl From<Time> for Fact {
    fn from(time: Time) -> Self {
        Self::Time(time)
    }
}

impl From<i64> for Fact {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Fact>> From<Vec<T>> for Fact {
    /// One value stands alone; several are a list.
    fn from(facts: Vec<T>) -> Self {
        let mut facts: Vec<Self> = facts.into_iter().map(Into::into).collect();
        if facts.len() == 1 { facts.remove(0) } else { Self::List(facts) }
    }
}

/// One finding. Text is made from it elsewhere, in the language asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Typed values; the same thing has the same key everywhere: `asset`, `amount`, `address`,
    /// `resembles`, `network`, `symbol`, `at`, `from`, `to`, `loss_quote`, `difference_bp`, `gap`,
    /// `status`, `reason`, `spoof`, `count`, …
    pub facts: BTreeMap<&'static str, Fact>,
    /// Where every fact stands, sorted.
    pub cites: Vec<Cite>,
    /// Key of what this does not prove.
    pub does_not_prove: &'static str,
    /// Keys of what it calls for, in order.
    pub steps: Vec<&'static str>,
}

impl Finding {
    /// A finding without facts yet.
    pub fn new(code: Code, severity: Severity, confidence: Confidence) -> Self {
        Self {
            code,
            severity,
            confidence,
            facts: BTreeMap::new(),
            cites: Vec::new(),
            does_not_prove: "",
            steps: Vec::new(),
        }
    }

    /// States a fact.
    #[must_use]
    pub fn fact(mut self, key: &'static str, value: impl Into<Fact>) -> Self {
        self.facts.insert(key, value.into());
        self
    }

    /// States a fact only when there is one and it is not an empty text.
    #[must_use]
    pub fn fact_if(self, key: &'static str, value: Option<impl Into<Fact>>) -> Self {
        match value.map(Into::into) {
            None => self,
            Some(Fact::Text(text)) if text.is_empty() => self,
            Some(fact) => self.fact(key, fact),
        }
    }

    /// Cites places; they are kept sorted and once each.
    #[must_use]
    pub fn citing(mut self, cites: impl IntoIterator<Item = Cite>) -> Self {
        self.cites.extend(cites);
        self.cites.sort_unstable();
        self.cites.dedup();
        self
    }

    /// Says what it does not prove and what it calls for.
    #[must_use]
    pub fn advising(mut self, does_not_prove: &'static str, steps: &[&'static str]) -> Self {
        self.does_not_prove = does_not_prove;
        self.steps = steps.to_vec();
        self
    }

    /// The instant the finding is about, for ordering and the timeline.
    pub fn at(&self) -> Option<Time> {
        ["at", "from"].iter().find_map(|key| match self.facts.get(key) {
            Some(Fact::Time(time)) => Some(*time),
            _ => None,
        })
    }
}
