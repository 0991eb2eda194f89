//! What the exports say, row by row: one compact record per line, each with the line it stands on.

use crate::amount::Amount;
use crate::exhibit::ExhibitId;
use crate::finding::Cite;
use crate::symbol::{Symbol, Symbols};
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the transaction history. There may be millions: 48 bytes each.
#[derive(Clone, Copy, Debug)]
pub struct StatementRow {
    /// The signed change of the balance.
    pub change: Amount,
    /// When it was booked.
    pub at: Time,
    /// Physical line in its exhibit.
    pub line: u32,
    /// The coin.
    pub coin: Symbol,
    /// `Operation` as printed.
    pub operation: Symbol,
    /// Its exhibit.
    pub exhibit: ExhibitId,
    /// Position in [`Events::accounts`]: the wallet (`Spot`, `Funding`, …).
    pub account: u16,
}

impl StatementRow {
    /// Where it stands.
    pub fn cite(&self) -> Cite {
        Cite { exhibit: self.exhibit, line: self.line }
    }
}

/// Bought or sold, as the account's owner saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Base bought for quote.
    Buy,
    /// Base sold for quote.
    Sell,
}

impl Side {
    /// `BUY`/`SELL` in any case, and the Japanese and Chinese words.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "購入" | "買い" | "買" | "买入" | "买" => Some(Self::Buy),
            "売却" | "売り" | "売" | "卖出" | "卖" => Some(Self::Sell),
            word if word.eq_ignore_ascii_case("buy") => Some(Self::Buy),
            word if word.eq_ignore_ascii_case("sell") => Some(Self::Sell),
            _ => None,
        }
    }

    /// `buy` or `sell`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Sell => "sell",
        }
    }
}

/// One fill of the spot trade history.
#[derive(Clone, Copy, Debug)]
pub struct TradeRow {
    /// When.
    pub at: Time,
    /// The traded coin.
    pub base: Symbol,
    /// What it is priced in.
    pub quote: Symbol,
    /// Bought or sold.
    pub side: Side,
    /// Quote per base.
    pub price: Amount,
    /// Base quantity.
    pub quantity: Amount,
    /// Quote paid or received.
    pub total: Amount,
    /// Fee and its coin.
    pub fee: Amount,
    /// The fee's coin.
    pub fee_coin: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// One order of the order history.
#[derive(Clone, Copy, Debug)]
pub struct OrderRow {
    /// When it was placed.
    pub at: Time,
    /// When it last changed, where the export says.
    pub updated_at: Option<Time>,
    /// The exchange's number of it, hashed: a hundred thousand numbers are no names to keep.
    pub number: u64,
    /// The pair as printed, such as `BTCUSDT`.
    pub pair: Symbol,
    /// Limit, market, stop … as printed.
    pub kind: Symbol,
    /// Bought or sold.
    pub side: Side,
    /// The price asked; zero for a market order.
    pub price: Amount,
    /// The trigger price, where there was one.
    pub trigger: Option<Amount>,
    /// Base quantity asked for.
    pub quantity: Amount,
    /// Base quantity executed.
    pub executed: Amount,
    /// Average price of what was executed; zero when nothing was.
    pub average: Amount,
    /// Quote total of what was executed.
    pub total: Amount,
    /// Status as printed.
    pub status: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// An order that never changed is followed this long.
const OPEN_S: i64 = 24 * 3600;

impl OrderRow {
    /// When it ended or last changed, where the export says so.
    pub fn ended_at(&self) -> Option<Time> {
        self.updated_at.filter(|at| *at > self.at)
    }

    /// As far as it is followed: to its end, or for a day.
    pub fn followed_to(&self) -> Time {
        self.ended_at().unwrap_or_else(|| self.at.plus_seconds(OPEN_S))
    }
}

/// One conversion of the convert history.
#[derive(Clone, Copy, Debug)]
pub struct ConvertRow {
    /// When.
    pub at: Time,
    /// The coin given.
    pub sold: Symbol,
    /// How much of it.
    pub sold_amount: Amount,
    /// The coin received.
    pub bought: Symbol,
    /// How much of it.
    pub bought_amount: Amount,
    /// Status as printed.
    pub status: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// In or out, from the account's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Into the account.
    In,
    /// Out of the account.
    Out,
}

/// A row of the deposit or withdrawal history.
#[derive(Clone, Debug)]
pub struct TransferRow {
    /// Deposit or withdrawal.
    pub direction: Direction,
    /// When.
    pub at: Time,
    /// The coin.
    pub asset: Symbol,
    /// The exchange's tag of the network; empty in the oldest exports.
    pub network: Symbol,
    /// As printed: what leaves, without the fee, for a withdrawal.
    pub amount: Amount,
    /// The exchange's fee.
    pub fee: Amount,
    /// The other side's address for a withdrawal, the account's own for a deposit, without memo.
    pub address: String,
    /// Memo or tag, where the row holds one.
    pub memo: String,
    /// Transaction id; empty while nothing is on the chain.
    pub txid: String,
    /// Status as printed.
    pub status: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// A deposit or withdrawal of ordinary money, or a purchase by card or bank.
#[derive(Clone, Debug)]
pub struct FiatRow {
    /// Into or out of the account.
    pub direction: Direction,
    /// When.
    pub at: Time,
    /// The currency, where the row names one.
    pub asset: Symbol,
    /// How much was sent.
    pub amount: Amount,
    /// Bank transfer, card, …
    pub method: Symbol,
    /// Status as printed.
    pub status: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// One order of the person-to-person (C2C) history.
#[derive(Clone, Debug)]
pub struct P2pRow {
    /// When it was created.
    pub at: Time,
    /// Whether the account bought or sold the asset.
    pub side: Side,
    /// The asset traded.
    pub asset: Symbol,
    /// How much of it.
    pub quantity: Amount,
    /// The currency it was paid in.
    pub fiat: Symbol,
    /// What was paid.
    pub total: Amount,
    /// Status as printed.
    pub status: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// A row of the futures transaction, trade or order history.
#[derive(Clone, Copy, Debug)]
pub struct FuturesRow {
    /// When.
    pub at: Time,
    /// `REALIZED_PNL`, `FUNDING_FEE`, a side, … as printed.
    pub kind: Symbol,
    /// The contract; may be empty.
    pub pair: Symbol,
    /// The asset of `amount`.
    pub asset: Symbol,
    /// Signed change, or realised profit.
    pub amount: Amount,
    /// Status as printed; empty where there is none.
    pub status: Symbol,
    /// Where it stands.
    pub cite: Cite,
}

/// The market's range over one step of time.
#[derive(Clone, Copy, Debug)]
pub struct Bar {
    /// Beginning of the step.
    pub at: Time,
    /// First price.
    pub open: Amount,
    /// Highest price.
    pub high: Amount,
    /// Lowest price.
    pub low: Amount,
    /// Last price.
    pub close: Amount,
    /// Base volume.
    pub volume: Amount,
    /// Quote volume.
    pub quote_volume: Amount,
    /// Physical line of the (first) record behind it.
    pub line: u32,
}

/// The public market data of one pair from one exhibit.
#[derive(Clone, Debug)]
pub struct Market {
    /// The pair, such as `BTCUSDT`.
    pub pair: String,
    /// Length of a step in seconds; trades are gathered by the second.
    pub step_s: i64,
    /// Bars in order of time, none twice.
    pub bars: Vec<Bar>,
    /// Where they stand.
    pub exhibit: ExhibitId,
}

/// Everything read from the exports of a case.
#[derive(Debug, Default)]
pub struct Events {
    /// Names of coins, operations, statuses, pairs.
    pub symbols: Symbols,
    /// Names of wallets (`Spot`, …); a statement row holds the position.
    pub accounts: Vec<Symbol>,
    /// Position in `accounts` of each name.
    account_of: BTreeMap<Symbol, u16>,
    /// User ids seen, with the first place of each.
    pub users: Vec<(String, Cite)>,
    /// The same ids, to find one among many.
    known_users: BTreeSet<String>,
    /// Transaction history.
    pub statement: Vec<StatementRow>,
    /// Spot fills.
    pub trades: Vec<TradeRow>,
    /// Spot and margin orders.
    pub orders: Vec<OrderRow>,
    /// Conversions.
    pub converts: Vec<ConvertRow>,
    /// Deposits and withdrawals of coins.
    pub transfers: Vec<TransferRow>,
    /// Deposits, withdrawals and purchases with ordinary money.
    pub fiat: Vec<FiatRow>,
    /// Person-to-person orders.
    pub p2p: Vec<P2pRow>,
    /// Futures records.
    pub futures: Vec<FuturesRow>,
    /// Times of earn and auto-invest records: their movements stand in the statement as well.
    pub others: Vec<(Time, Cite)>,
    /// Public market data.
    pub markets: Vec<Market>,
}

impl Events {
    /// Position of a wallet's name in [`Events::accounts`].
    pub fn account(&mut self, name: &str) -> u16 {
        let symbol = self.symbols.enter(name);
        let next = self.accounts.len();
        let accounts = &mut self.accounts;
        *self.account_of.entry(symbol).or_insert_with(|| {
            // No exchange has so many wallets: a file that names more has them counted as one.
            let Ok(at) = u16::try_from(next) else { return u16::MAX };
            accounts.push(symbol);
            at
        })
    }

    /// Notes a user id and where it stands, unless it is known or empty.
    pub fn user(&mut self, user: &str, cite: Cite) {
        let again = self.users.last().is_some_and(|(last, _)| last == user);
        if !user.is_empty() && !again && self.known_users.insert(user.to_owned()) {
            self.users.push((user.to_owned(), cite));
        }
    }

    /// The name of a wallet.
    pub fn account_name(&self, account: u16) -> &str {
        self.accounts.get(usize::from(account)).map_or("", |symbol| self.symbols.name(*symbol))
    }

    /// How many rows of all exports were read.
    pub fn rows(&self) -> u64 {
        let counts = [
            self.statement.len(),
            self.trades.len(),
            self.orders.len(),
            self.converts.len(),
            self.transfers.len(),
            self.fiat.len(),
            self.p2p.len(),
            self.futures.len(),
        ];
        counts.iter().map(|n| *n as u64).sum::<u64>() + self.others.len() as u64
    }
}
