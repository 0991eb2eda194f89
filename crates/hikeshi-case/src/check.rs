//! The checks: each looks at the whole case and says what it found, or why it could not look.

mod account_drained;
mod account_restricted;
mod address_invalid;
mod address_lookalike;
mod balance_gap;
pub(crate) mod ceiling;
mod conversion_before_withdrawal;
mod deposit_missing_memo;
mod deposit_pending;
mod fill_off_market;
mod first_trade_in_symbol;
mod forced_losing_trades;
mod habit;
mod hold_running;
#[cfg(test)]
mod innocent;
mod liquidation;
mod mail_spoofed;
mod operation_unknown;
mod order_mistake;
mod order_not_filled;
mod platform_outage;
pub(crate) mod record;
mod rows_unreadable;
#[cfg(test)]
pub(crate) mod scene;
mod secret_exposed;
mod security_change;
mod spree;
mod time_zone_assumed;
mod trade_burst;
mod unknown_login;
mod url_imitates_exchange;
mod withdrawal_delayed;
mod withdrawal_rejected;
mod withdrawal_to_new_address;
mod worth;
mod wrong_network;

use crate::answers::Answers;
use crate::document::Document;
use crate::event::{Direction, Events};
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Code, Finding};
use crate::ledger::{Fill, Ledger, State, Transfer};
use crate::problem::Problem;
use crate::screen::notice::NoticeKind;
use crate::symbol::Symbol;
use crate::time::{Time, Zone};
use ceiling::LeftOut;
use std::collections::BTreeMap;

/// A check.
///
/// It must be a pure function of the case: the same case gives the same findings, whatever the order
/// of its files. It cites every fact, accuses nobody, and stays silent where its reasoning does not
/// hold. Each file's head says what distinguishes a thief, or a mistake, from an owner's ordinary day.
pub trait Check: Sync {
    /// The code of its findings.
    fn code(&self) -> Code;
    /// Looks at the case. `Err` is the key of why it could not: what was missing.
    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str>;
}

/// Every check, in the order of `checks_run`.
pub static ALL: &[&dyn Check] = &[
    &withdrawal_to_new_address::WithdrawalToNewAddress,
    &account_drained::AccountDrained,
    &conversion_before_withdrawal::ConversionBeforeWithdrawal,
    &forced_losing_trades::ForcedLosingTrades,
    &trade_burst::TradeBurst,
    &first_trade_in_symbol::FirstTradeInSymbol,
    &withdrawal_rejected::WithdrawalRejected,
    &withdrawal_delayed::WithdrawalDelayed,
    &deposit_pending::DepositPending,
    &deposit_missing_memo::DepositMissingMemo,
    &address_lookalike::AddressLookalike,
    &address_invalid::AddressInvalid,
    &wrong_network::WrongNetwork,
    &order_mistake::OrderMistake,
    &fill_off_market::FillOffMarket,
    &order_not_filled::OrderNotFilled,
    &liquidation::Liquidation,
    &hold_running::HoldRunning,
    &platform_outage::PlatformOutage,
    &balance_gap::BalanceGap,
    &security_change::SecurityChange,
    &unknown_login::UnknownLogin,
    &account_restricted::AccountRestricted,
    &mail_spoofed::MailSpoofed,
    &url_imitates_exchange::UrlImitatesExchange,
    &secret_exposed::SecretExposed,
    &time_zone_assumed::TimeZoneAssumed,
    &rows_unreadable::RowsUnreadable,
    &operation_unknown::OperationUnknown,
];

/// Codes whose findings compare an act with what the same account did or held before. Where several
/// accounts are mixed in one case they may compare one person's act with another's.
pub const COMPARING: [Code; 6] = [
    Code::WithdrawalToNewAddress,
    Code::AccountDrained,
    Code::ConversionBeforeWithdrawal,
    Code::TradeBurst,
    Code::FirstTradeInSymbol,
    Code::OrderMistake,
];

/// The findings of one check within the ceilings of [`ceiling`].
pub(crate) fn gathered(findings: Vec<Finding>) -> Vec<Finding> {
    ceiling::gathered(findings)
}

/// The case as a check sees it.
pub struct Case<'a> {
    /// Rows as read, without the statement's, which are in the ledger.
    pub events: &'a Events,
    /// The joined account.
    pub ledger: &'a Ledger,
    /// Mails and notes.
    pub documents: &'a [Document],
    /// What the person said.
    pub answers: &'a Answers,
    /// What could not be read.
    pub problems: &'a [Problem],
    /// Zones that had to be assumed: exhibit, zone, why, rows.
    pub assumed: &'a [(ExhibitId, Zone, &'static str, u64)],
    /// “Now”.
    pub as_of: Option<Time>,
    /// When exports were made, by their names: what they show is how it stood then.
    pub exported_at: BTreeMap<ExhibitId, Time>,
    /// What ceilings kept from being looked at.
    pub left_out: LeftOut,
}

impl std::fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case").field("as_of", &self.as_of).finish_non_exhaustive()
    }
}

impl<'a> Case<'a> {
    /// The name of a coin, network, status or pair.
    pub fn name(&self, symbol: Symbol) -> &'a str {
        self.events.symbols.name(symbol)
    }

    /// Where a fill stands; of rows that nothing tells apart the first ones.
    pub fn cites_of(&self, fill: &Fill) -> Vec<Cite> {
        self.left_out.at_least("legs_named", self.ledger.unnamed_legs(fill));
        self.ledger.cites_of(fill, self.events)
    }

    /// Withdrawals of coins that were not refused, in order of time.
    pub fn withdrawals(&self) -> impl Iterator<Item = &'a Transfer> {
        let outgoing =
            |t: &&Transfer| t.direction == Direction::Out && !t.fiat && t.state != State::Rejected;
        self.ledger.transfers.iter().filter(outgoing)
    }

    /// Deposits and withdrawals that a history with addresses tells of.
    pub fn addressed(&self) -> impl Iterator<Item = &'a Transfer> {
        self.ledger.transfers.iter().filter(|t| !t.address.is_empty())
    }

    /// Whether the exports name more than one account: a couple's folder, a help desk's, the owner's
    /// sub-accounts. Only statements name one, so the other rows cannot be told apart. Then what
    /// compares an act with the account's habits or holdings is only possible (see [`COMPARING`]),
    /// and sums over all of them mean nothing.
    pub fn is_mixed(&self) -> bool {
        self.events.users.len() > 1
    }

    /// `no_statement` where there is none.
    pub fn need_statement(&self) -> Result<(), &'static str> {
        if self.ledger.rows.is_empty() { Err("no_statement") } else { Ok(()) }
    }

    /// `no_trades` where there are none.
    pub fn need_trades(&self) -> Result<(), &'static str> {
        if self.ledger.fills.is_empty() { Err("no_trades") } else { Ok(()) }
    }

    /// `no_transfers` where there are none.
    pub fn need_transfers(&self) -> Result<(), &'static str> {
        if self.ledger.transfers.is_empty() { Err("no_transfers") } else { Ok(()) }
    }

    /// `no_withdrawals` where there are none, not even in a statement.
    pub fn need_withdrawals(&self) -> Result<(), &'static str> {
        let any = self.ledger.transfers.iter().any(|t| t.direction == Direction::Out);
        if any || !self.ledger.rows.is_empty() { Ok(()) } else { Err("no_withdrawals") }
    }

    /// `no_mails_or_notes` where there are none and no answers either.
    pub fn need_words(&self) -> Result<(), &'static str> {
        if self.documents.is_empty() { Err("no_mails_or_notes") } else { Ok(()) }
    }

    /// Times at which the owner's records say that security was changed or somebody new logged in.
    /// A withdrawal address that was added is none: whoever sends to a new wallet adds it first, the
    /// owner too.
    pub fn alarms(&self) -> Vec<Time> {
        let mut times: Vec<Time> = Vec::new();
        for document in self.documents {
            for notice in &document.notices {
                let alarming = notice.kind.is_security_change()
                    && notice.kind != NoticeKind::WithdrawalAddressAdded
                    || notice.kind == NoticeKind::NewLogin;
                if alarming {
                    times.extend(notice.at.map(Time::from_seconds).or(document.at));
                }
            }
        }
        times.extend(
            self.answers.changes.iter().chain(&self.answers.logins).filter_map(|said| said.at),
        );
        times.sort_unstable();
        times
    }
}

/// An address without what does not distinguish it: hexadecimal and bech32 are compared without case
/// (BIP 173), `CashAddr` without its optional prefix.
pub(crate) fn same_address(address: &str) -> String {
    let address = address.strip_prefix("bitcoincash:").unwrap_or(address);
    let hexadecimal =
        address.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()));
    let bech32 = address.starts_with("BC1") || address.starts_with("LTC1");
    if hexadecimal || bech32 { address.to_ascii_lowercase() } else { address.to_owned() }
}
