//! Which reader an exhibit gets: formats are recognised by what stands in them, and each has one
//! file under `source/`.

pub mod archive;
pub mod charset;
pub mod convert;
pub mod deposits;
pub mod earn;
pub mod fiat;
pub mod futures;
pub mod mail;
pub mod market;
pub mod mbox;
pub mod p2p;
pub mod recognise;
pub mod shape;
pub mod spot_orders;
pub mod spot_trades;
pub mod statement;
pub mod table;
pub mod text;
pub mod workbook;

use crate::amount::Amount;
use crate::event::Events;
use crate::exhibit::ExhibitId;
use crate::finding::Cite;
use crate::symbol::Symbol;
use crate::time::{Time, Zone, parse_civil};

/// What a column of an export holds, whatever it is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the columns' own")]
#[repr(u8)]
pub enum Role {
    Time,
    UserId,
    Account,
    Operation,
    Coin,
    Change,
    Remark,
    Pair,
    Base,
    Quote,
    Side,
    Kind,
    Price,
    Trigger,
    Quantity,
    Executed,
    Average,
    Total,
    Fee,
    FeeCoin,
    Number,
    Updated,
    Status,
    Network,
    Amount,
    Address,
    TxId,
    SourceAddress,
    PaymentId,
    Method,
    Received,
    Wallet,
    Sold,
    Bought,
    Inverse,
    Fiat,
    Counterparty,
    Profit,
    Other,
}

impl Role {
    /// The role of a name in an answers file: `time`, `coin`, `amount`, ….
    pub fn parse(name: &str) -> Option<Self> {
        let known = [
            ("time", Self::Time),
            ("account", Self::Account),
            ("operation", Self::Operation),
            ("coin", Self::Coin),
            ("change", Self::Change),
            ("remark", Self::Remark),
            ("pair", Self::Pair),
            ("side", Self::Side),
            ("price", Self::Price),
            ("executed", Self::Executed),
            ("total", Self::Total),
            ("fee", Self::Fee),
            ("fee_coin", Self::FeeCoin),
            ("network", Self::Network),
            ("amount", Self::Amount),
            ("received", Self::Received),
            ("address", Self::Address),
            ("txid", Self::TxId),
            ("memo", Self::PaymentId),
            ("status", Self::Status),
            ("method", Self::Method),
            ("number", Self::Number),
            ("sold", Self::Sold),
            ("bought", Self::Bought),
        ];
        known.iter().find(|(key, _)| *key == name).map(|(_, role)| *role)
    }
}

/// How many roles there are.
pub const ROLES: usize = Role::Other as usize + 1;

/// One generation or language of an export.
#[derive(Debug)]
pub struct Variant {
    /// Its name, such as `v3-ja`.
    pub name: &'static str,
    /// The header as exported, in order. A time column named `Date(UTC…)` is written `Date(UTC)`
    /// and matches any offset.
    pub columns: &'static [(&'static str, Role)],
    /// Words one of which the file's name must contain, where the header alone does not decide.
    pub file_names: &'static [&'static str],
}

/// One kind of export.
#[derive(Debug)]
pub struct Format {
    /// Its name, such as `transaction_history`.
    pub family: &'static str,
    /// Its generations and languages, newest first.
    pub variants: &'static [Variant],
    /// Roles without which a header is not of this kind, for recognition by shape.
    pub needs: &'static [Role],
    /// Reads one row.
    pub read: fn(&Row<'_>, &mut Events) -> Result<(), RowFault>,
}

/// Every export format with rows, in the order they are tried.
pub static ALL: &[&Format] = &[
    &statement::FORMAT,
    &spot_trades::FORMAT,
    &spot_orders::FORMAT,
    &spot_orders::MARGIN,
    &deposits::WITHDRAWALS,
    &deposits::DEPOSITS,
    &convert::FORMAT,
    &fiat::TRANSFERS,
    &fiat::PURCHASES,
    &fiat::CONVERSION,
    &p2p::FORMAT,
    &futures::TRANSACTIONS,
    &futures::TRADES,
    &futures::ORDERS,
    &earn::LOCKED,
    &earn::AUTO_INVEST,
];

/// Why a row could not be read; the row is set aside and listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Key of the reason: `bad_time`, `bad_number`, `missing_columns`, …
    pub detail: &'static str,
    /// What stood there.
    pub value: String,
}

impl RowFault {
    /// A fault that shows what stood there.
    pub fn new(detail: &'static str, value: &str) -> Self {
        Self { detail, value: value.to_owned() }
    }
}

/// One row, read by role.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The exhibit it stands in.
    pub exhibit: ExhibitId,
    /// Physical line where it begins.
    pub line: u32,
    /// The cells, by position.
    pub cells: &'a [&'a str],
    /// Position of each role's column.
    pub columns: &'a [Option<u16>; ROLES],
    /// The zone of the file's times.
    pub zone: &'a Zone,
    /// Whether `3/1/2026` means 1 March in this format.
    pub month_first: bool,
    /// The format's variant.
    pub variant: &'static Variant,
}

impl<'a> Row<'a> {
    /// Where it stands.
    pub fn cite(&self) -> Cite {
        Cite { exhibit: self.exhibit, line: self.line }
    }

    /// The cell of a role; empty where the export has no such column.
    pub fn get(&self, role: Role) -> &'a str {
        let column = self.columns.get(role as usize).copied().flatten();
        column.and_then(|at| self.cells.get(usize::from(at))).map_or("", |cell| cell.trim())
    }

    /// Whether the export has a column for a role.
    pub fn has(&self, role: Role) -> bool {
        self.columns.get(role as usize).copied().flatten().is_some()
    }

    /// The instant in the time column.
    pub fn time(&self) -> Result<Time, RowFault> {
        self.instant(Role::Time)
    }

    /// The instant in a column.
    pub fn instant(&self, role: Role) -> Result<Time, RowFault> {
        let text = self.get(role);
        // Before 2009 there was no coin to move: such a year is a date read in the wrong order.
        let civil = parse_civil(text, self.month_first).filter(|civil| civil.year >= 2009);
        let civil = civil.ok_or_else(|| RowFault::new("bad_time", text))?;
        Ok(self.zone.at(civil))
    }

    /// The number in a column.
    pub fn amount(&self, role: Role) -> Result<Amount, RowFault> {
        number(self.get(role))
    }

    /// The number in a column; zero where it is empty or a dash.
    pub fn amount_or_zero(&self, role: Role) -> Result<Amount, RowFault> {
        match self.get(role) {
            "" | "-" | "--" | "Market" => Ok(Amount::ZERO),
            text => number(text),
        }
    }

    /// The name in a column; refused when empty.
    pub fn name(&self, role: Role, events: &mut Events) -> Result<Symbol, RowFault> {
        match self.get(role) {
            "" => Err(RowFault::new("empty_cell", "")),
            text => Ok(events.symbols.enter(text)),
        }
    }

    /// The coin in a column; refused when it does not look like a coin's ticker.
    pub fn coin(&self, role: Role, events: &mut Events) -> Result<Symbol, RowFault> {
        let text = self.get(role);
        if is_ticker(text) {
            Ok(events.symbols.enter(text))
        } else {
            Err(RowFault::new("bad_coin", text))
        }
    }
}

/// A ticker is short and without spaces; Chinese ones (`币安人生`) exist.
fn is_ticker(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A number, or why it is none.
pub fn number(text: &str) -> Result<Amount, RowFault> {
    Amount::parse(text).map_err(|_| RowFault::new("bad_number", text))
}

/// A number with its unit glued on: `0.0010000000ETH`, `1,205TRX`, `17198.00 JPY`. `units` are the
/// coins it may be in, the likeliest first: only they can tell `5.11INCH` (5.1 of 1INCH) apart.
pub fn with_unit<'a>(text: &'a str, units: &[&'a str]) -> Result<(Amount, &'a str), RowFault> {
    let text = text.trim();
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        if let Some(digits) = text.strip_suffix(unit)
            && let Ok(amount) = Amount::parse(digits)
        {
            return Ok((amount, unit));
        }
    }
    let digits = text.trim_end_matches(|c: char| c.is_alphanumeric() && !c.is_ascii_digit());
    let digits = digits.trim_end();
    let unit = text.strip_prefix(digits).unwrap_or_default().trim();
    // `1INCH`, `1000SATS`: a unit may begin with digits, but then it is among the units asked for.
    Ok((number(digits)?, unit))
}
