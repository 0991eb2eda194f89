//! What of a case may an enquiry rest on? The topic, the movements it is about, and the findings,
//! moments and exhibits that belong to them.

use super::{Listed, Movement, Onward, Particulars, Topic, WhoSent};
use crate::amount::Amount;
use crate::event::Direction;
use crate::examination::{Examination, ExhibitReport, Moment, TransferLine};
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Code, Fact, Finding, Severity};
use crate::ledger::{State, state_of};
use crate::screen::transaction;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Movements, findings, moments and exhibits told in one letter; the rest is counted. The dossier has all.
pub(super) const MOVEMENTS: usize = 20;
pub(super) const FINDINGS: usize = 6;
pub(super) const MOMENTS: usize = 24;
pub(super) const EXHIBITS: usize = 30;
/// Ids, addresses and links of one field.
pub(super) const CODES: usize = 20;

/// Codes that speak of coins that left.
const LEFT: [Code; 4] = [
    Code::WithdrawalToNewAddress,
    Code::AccountDrained,
    Code::ConversionBeforeWithdrawal,
    Code::AddressLookalike,
];
/// Facts that somebody else can follow up.
const TRACES: [&str; 3] = ["address_ip", "url", "sender"];

/// The case as an enquiry sees it.
pub(super) struct Matter<'a> {
    pub(super) examination: &'a Examination,
    pub(super) about: &'a Particulars,
    pub(super) topic: Topic,
    /// The movements it is about, in order of time.
    pub(super) movements: Vec<Movement>,
    /// Findings that ask for an answer, the most pressing first.
    pub(super) findings: Vec<&'a Finding>,
}

impl<'a> Matter<'a> {
    pub(super) fn of(examination: &'a Examination, about: &'a Particulars) -> Self {
        let findings: Vec<&Finding> = examination
            .findings
            .iter()
            .filter(|finding| {
                finding.severity != Severity::Info && topic_of(finding.code).is_some()
            })
            .collect();
        let left = concerned(examination, Topic::Withdrawals);
        let topic = match findings.iter().find_map(|finding| topic_of(finding.code)) {
            _ if !left.is_empty() => match about.story.who_sent {
                Some(WhoSent::Me | WhoSent::MePersuaded) => Topic::Sent,
                Some(WhoSent::NotMe) | None => Topic::Withdrawals,
            },
            Some(Topic::Withdrawals) | None => Topic::Open,
            Some(topic) => topic,
        };
        let movements = if left.is_empty() { concerned(examination, topic) } else { left };
        Self { examination, about, topic, movements, findings }
    }

    /// Whether coins left the account in what it is about.
    pub(super) fn coins_left(&self) -> bool {
        matches!(self.topic, Topic::Withdrawals | Topic::Sent)
    }

    /// Whether the person says that the withdrawals are not theirs.
    pub(super) fn is_unrecognised(&self) -> bool {
        self.topic == Topic::Withdrawals && self.about.story.who_sent == Some(WhoSent::NotMe)
    }

    /// Findings of some codes, as many as are told, and how many more there are.
    pub(super) fn findings_of(&self, wanted: impl Fn(Code) -> bool) -> (Vec<Finding>, usize) {
        let fitting = self.findings.iter().filter(|finding| wanted(finding.code));
        let mut told: Vec<Finding> = fitting.map(|finding| (*finding).clone()).collect();
        let more = told.len().saturating_sub(FINDINGS);
        told.truncate(FINDINGS);
        (told, more)
    }

    /// What the movements add up to, coin by coin.
    pub(super) fn sums(&self) -> Vec<(String, Amount)> {
        let mut sums: BTreeMap<&str, Amount> = BTreeMap::new();
        for movement in &self.movements {
            *sums.entry(&movement.asset).or_default() += movement.amount;
        }
        sums.into_iter().map(|(asset, sum)| (asset.to_owned(), sum)).collect()
    }

    /// From the first to the last movement.
    pub(super) fn span(&self) -> Option<(Time, Time)> {
        let times = || self.movements.iter().map(|movement| movement.at);
        Some((times().min()?, times().max()?))
    }

    /// Where the movements stand.
    pub(super) fn cites(&self) -> Vec<Cite> {
        let cites = self.movements.iter().flat_map(|movement| movement.cites.iter().copied());
        cites.collect::<BTreeSet<Cite>>().into_iter().collect()
    }

    /// Values of the movements without repetition, in order of time.
    pub(super) fn codes(&self, of: fn(&Movement) -> &str) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for code in self.movements.iter().map(of).filter(|code| !code.is_empty()) {
            if known.insert(code) {
                codes.push(code.to_owned());
            }
        }
        codes.truncate(CODES);
        codes
    }

    /// What of the movements the account's own records name, and how many more there are.
    pub(super) fn told(&self) -> (Vec<Movement>, usize) {
        let more = self.movements.len().saturating_sub(MOVEMENTS);
        (self.movements.iter().take(MOVEMENTS).cloned().collect(), more)
    }

    /// The way behind them, as the person states it.
    pub(super) fn onward(&self) -> Vec<Onward> {
        let one = |hop: &super::Hop| Onward {
            txid: hop.txid.as_str().to_owned(),
            address: hop.address.as_str().to_owned(),
            at: hop.at,
            amount: hop.amount.as_str().to_owned(),
            link: transaction::link(hop.txid.as_str(), hop.network.as_str()),
        };
        self.about.hop.iter().take(MOVEMENTS).map(one).collect()
    }

    /// Addresses, links and senders that findings name, with where they stand.
    pub(super) fn traces(&self) -> (Vec<String>, Vec<Cite>) {
        let (mut traces, mut cites) = (BTreeSet::new(), BTreeSet::new());
        for finding in &self.findings {
            for fact in TRACES.iter().filter_map(|key| finding.facts.get(key)) {
                let before = traces.len();
                texts(fact, &mut traces);
                if traces.len() > before {
                    cites.extend(finding.cites.iter().copied());
                }
            }
        }
        (traces.into_iter().take(CODES).collect(), cites.into_iter().take(CODES).collect())
    }

    /// What happened around it: what findings are about.
    pub(super) fn moments(&self) -> (Vec<Moment>, usize) {
        let wanted = |moment: &&Moment| moment.in_finding;
        let count = self.examination.timeline.iter().filter(wanted).count();
        let told = self.examination.timeline.iter().filter(wanted).take(MOMENTS).cloned();
        (told.collect(), count.saturating_sub(MOMENTS))
    }

    /// The exhibits, those that findings or movements cite first.
    pub(super) fn exhibits(&self) -> (Vec<Listed>, usize) {
        let cites = self.findings.iter().flat_map(|finding| &finding.cites);
        let mut cited: BTreeSet<ExhibitId> = cites.map(|cite| cite.exhibit).collect();
        cited.extend(self.cites().iter().map(|cite| cite.exhibit));
        let mut all: Vec<&ExhibitReport> = self.examination.exhibits.iter().collect();
        all.sort_by_key(|exhibit| (!cited.contains(&exhibit.id), exhibit.id));
        let mut told: Vec<&ExhibitReport> = all.iter().take(EXHIBITS).copied().collect();
        told.sort_by_key(|exhibit| exhibit.id);
        (told.into_iter().map(listed).collect(), all.len().saturating_sub(EXHIBITS))
    }

    /// The account's user id, where the person says it, or the exports name exactly one.
    pub(super) fn uid(&self) -> Option<(&'a str, bool)> {
        let said = self.about.account.uid.given().map(|uid| (uid, false));
        let read = || match self.examination.users.as_slice() {
            [one] => Some((one.as_str(), true)),
            _ => None,
        };
        said.or_else(read)
    }

    /// How many transfers lie between the account and what the person calls a receiving exchange, the
    /// account's own withdrawal counted; `None` where nobody said.
    pub(super) fn transfers_to(&self, address: &str) -> Option<usize> {
        if self.movements.iter().any(|movement| movement.address == address) {
            return Some(1);
        }
        let at = self.about.hop.iter().position(|hop| hop.address.as_str() == address)?;
        Some(at + 2)
    }
}

fn listed(exhibit: &ExhibitReport) -> Listed {
    Listed {
        id: exhibit.id,
        name: exhibit.name.clone(),
        format: exhibit.format.clone(),
        sha256: exhibit.sha256.clone(),
        grade: exhibit.origin_grade,
    }
}

/// What a finding is about; `None` for what is said of the material itself.
pub(super) fn topic_of(code: Code) -> Option<Topic> {
    Some(match code {
        Code::WithdrawalToNewAddress
        | Code::AccountDrained
        | Code::ConversionBeforeWithdrawal
        | Code::AddressLookalike => Topic::Withdrawals,
        Code::DepositPending | Code::DepositMissingMemo | Code::WrongNetwork => Topic::Deposit,
        Code::WithdrawalRejected
        | Code::WithdrawalDelayed
        | Code::HoldRunning
        | Code::AddressInvalid => Topic::Stuck,
        Code::AccountRestricted => Topic::Restriction,
        Code::ForcedLosingTrades
        | Code::TradeBurst
        | Code::FirstTradeInSymbol
        | Code::OrderMistake
        | Code::FillOffMarket
        | Code::OrderNotFilled
        | Code::Liquidation
        | Code::PlatformOutage => Topic::Trade,
        Code::SecurityChange
        | Code::UnknownLogin
        | Code::MailSpoofed
        | Code::UrlImitatesExchange => Topic::Access,
        Code::BalanceGap => Topic::Records,
        Code::SecretExposed
        | Code::TimeZoneAssumed
        | Code::RowsUnreadable
        | Code::OperationUnknown => return None,
    })
}

/// Whether a finding belongs to what an enquiry is about. Money that left goes with what happened at the
/// account before; everything else with its own kind.
pub(super) fn belongs(code: Code, topic: Topic) -> bool {
    match topic {
        Topic::Withdrawals | Topic::Sent => {
            LEFT.contains(&code)
                || matches!(
                    code,
                    Code::ForcedLosingTrades
                        | Code::TradeBurst
                        | Code::SecurityChange
                        | Code::UnknownLogin
                )
        }
        topic => topic_of(code) == Some(topic),
    }
}

/// Movements that findings of a topic cite. One that was refused never left, and what a look-alike
/// address resembles is the owner's own.
fn concerned(examination: &Examination, topic: Topic) -> Vec<Movement> {
    let mut cited: BTreeMap<Cite, Vec<&Finding>> = BTreeMap::new();
    let about = |code: Code| match topic {
        Topic::Withdrawals => LEFT.contains(&code),
        Topic::Deposit | Topic::Stuck => topic_of(code) == Some(topic),
        _ => false,
    };
    for finding in examination.findings.iter().filter(|finding| about(finding.code)) {
        for cite in &finding.cites {
            cited.entry(*cite).or_default().push(finding);
        }
    }
    let wanted = |transfer: &&TransferLine| {
        let direction = if topic == Topic::Deposit { Direction::In } else { Direction::Out };
        let done = topic == Topic::Stuck || state_of(&transfer.status) != State::Rejected;
        let named = |finding: &&Finding| {
            finding.code != Code::AddressLookalike || !resembled(finding, &transfer.address)
        };
        let mut findings = transfer.cites.iter().filter_map(|cite| cited.get(cite)).flatten();
        transfer.direction == direction && done && findings.any(named)
    };
    examination.transfers.iter().filter(wanted).map(movement).collect()
}

fn resembled(finding: &Finding, address: &str) -> bool {
    let mut own = BTreeSet::new();
    if let Some(fact) = finding.facts.get("resembles") {
        texts(fact, &mut own);
    }
    own.contains(address)
}

fn texts(fact: &Fact, into: &mut BTreeSet<String>) {
    match fact {
        Fact::Text(text) => {
            into.insert(text.clone());
        }
        Fact::List(facts) => facts.iter().for_each(|fact| texts(fact, into)),
        Fact::Amount(_) | Fact::Time(_) | Fact::Count(_) => {}
    }
}

fn movement(transfer: &TransferLine) -> Movement {
    Movement {
        direction: transfer.direction,
        at: transfer.at,
        asset: transfer.asset.clone(),
        amount: transfer.amount,
        network: transfer.network.clone(),
        address: transfer.address.clone(),
        memo: transfer.memo.clone(),
        txid: transfer.txid.clone(),
        status: transfer.status.clone(),
        link: transaction::link(&transfer.txid, &transfer.network),
        cites: transfer.cites.clone(),
    }
}
