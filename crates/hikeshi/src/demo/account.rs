//! A made-up account that keeps its own books: whatever is done with it appears in every export
//! that would show it, and no coin is ever spent that is not there.

use hikeshi_case::time::Time;
use std::collections::BTreeMap;

/// Quantities in units of 10⁻⁸.
pub(super) const UNIT: i128 = 100_000_000;
/// The zone all exports are in.
const OFFSET_S: i32 = 9 * 3600;
const USER: &str = "900000001";

/// The account and its exports so far.
#[derive(Debug, Default)]
pub(super) struct Account {
    balances: BTreeMap<&'static str, i128>,
    statement: Vec<(Time, String)>,
    trades: Vec<(Time, String)>,
    converts: Vec<(Time, String)>,
    deposits: Vec<(Time, String)>,
    withdrawals: Vec<(Time, String)>,
}

/// A transfer's other side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route<'a> {
    /// The exchange's tag of the network.
    pub(super) network: &'a str,
    /// The address.
    pub(super) address: &'a str,
    /// The transaction id.
    pub(super) txid: &'a str,
}

impl Account {
    /// What is held of a coin.
    pub(super) fn holds(&self, coin: &'static str) -> i128 {
        self.balances.get(coin).copied().unwrap_or_default()
    }

    fn book(&mut self, at: Time, operation: &str, coin: &'static str, change: i128) {
        let balance = self.balances.entry(coin).or_default();
        *balance += change;
        debug_assert!(*balance >= 0, "{coin} at {at}");
        let line = format!("{USER},{},Spot,{operation},{coin},{},", clock(at), decimal(change));
        self.statement.push((at, line));
    }

    /// Money or interest that comes in without a history of its own.
    pub(super) fn receive(&mut self, at: Time, operation: &str, coin: &'static str, amount: i128) {
        self.book(at, operation, coin, amount);
    }

    /// Coins from outside.
    pub(super) fn deposit(&mut self, at: Time, coin: &'static str, amount: i128, by: Route<'_>) {
        self.book(at, "Deposit", coin, amount);
        let Route { network, address, txid } = by;
        let amount = decimal(amount);
        let line = format!("{},{coin},{network},{amount},{address},{txid},Completed", clock(at));
        self.deposits.push((at, line));
    }

    /// Coins to outside; the statement shows amount and fee as one.
    pub(super) fn withdraw(
        &mut self,
        at: Time,
        coin: &'static str,
        (amount, fee): (i128, i128),
        to: Route<'_>,
    ) {
        self.book(at, "Withdraw", coin, -(amount + fee));
        let Route { network, address, txid } = to;
        let (amount, fee) = (decimal(amount), decimal(fee));
        let time = clock(at);
        let line = format!("{time},{coin},{network},{amount},{fee},{address},{txid},Completed");
        self.withdrawals.push((at, line));
    }

    /// A purchase at market for yen; the fee is taken from the coin.
    pub(super) fn buy(&mut self, at: Time, coin: &'static str, quantity: i128, price: i128) {
        let (total, fee) = (product(quantity, price), quantity / 1000);
        self.book(at, "Transaction Spend", "JPY", -total);
        self.book(at, "Transaction Buy", coin, quantity);
        self.book(at, "Transaction Fee", coin, -fee);
        self.trade(at, (coin, "BUY", coin), [price, quantity, total, fee]);
    }

    /// A sale at market for yen; the fee is taken from the yen.
    pub(super) fn sell(&mut self, at: Time, coin: &'static str, quantity: i128, price: i128) {
        let total = product(quantity, price);
        let fee = total / 1000;
        self.book(at, "Transaction Sold", coin, -quantity);
        self.book(at, "Transaction Revenue", "JPY", total);
        self.book(at, "Transaction Fee", "JPY", -fee);
        self.trade(at, (coin, "SELL", "JPY"), [price, quantity, total, fee]);
    }

    fn trade(&mut self, at: Time, (coin, side, fee_coin): (&str, &str, &str), values: [i128; 4]) {
        let [price, quantity, total, fee] = values.map(decimal);
        let time = clock(at);
        let line =
            format!("{time},{coin}JPY,{side},{price},{quantity}{coin},{total}JPY,{fee}{fee_coin}");
        self.trades.push((at, line));
    }

    /// A conversion of everything held of a coin into Bitcoin.
    pub(super) fn convert_all(&mut self, at: Time, coin: &'static str, bitcoin: i128) {
        let sold = self.holds(coin);
        self.book(at, "Binance Convert", coin, -sold);
        self.book(at, "Binance Convert", "BTC", bitcoin);
        let (per, inverse) = (bitcoin * UNIT / sold.max(1), sold * UNIT / bitcoin.max(1));
        let time = clock(at);
        let line = format!(
            "{time},Spot Wallet,{coin}BTC,Market,{}{coin},{}BTC,1{coin} = {}BTC,1BTC = {}{coin},{time},Successful",
            decimal(sold),
            decimal(bitcoin),
            decimal(per),
            decimal(inverse),
        );
        self.converts.push((at, line));
    }

    /// The five exports, as the exchange would name and write them.
    pub(super) fn exports(self) -> Vec<(String, Vec<u8>)> {
        let Self { statement, trades, converts, deposits, withdrawals, .. } = self;
        [
            ("取引履歴", "ユーザーID,時間,アカウント,操作,コイン,変更,備考", statement),
            ("Spot-Trade-History", "時間,ペア,サイド,価格,実行済み,金額,手数料", trades),
            (
                "Convert-Order-History",
                "Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status",
                converts,
            ),
            (
                "Deposit-History",
                "時間,コイン,ネットワーク,金額,住所,トランザクションID,ステータス",
                deposits,
            ),
            (
                "Withdraw-History",
                "時間,コイン,ネットワーク,金額,手数料,住所,トランザクションID,ステータス",
                withdrawals,
            ),
        ]
        .into_iter()
        .map(|(kind, header, mut rows)| {
            rows.sort_by_key(|(at, _)| *at);
            let mut text = format!("\u{feff}{header}\n");
            for (_, row) in rows {
                text.push_str(&row);
                text.push('\n');
            }
            (format!("Binance-{kind}-202609121015(UTC+9).csv"), text.into_bytes())
        })
        .collect()
    }
}

/// `26-09-12 03:22:05`, as the exports print it.
fn clock(at: Time) -> String {
    let c = at.civil(OFFSET_S);
    let year = c.year.rem_euclid(100);
    format!("{year:02}-{:02}-{:02} {:02}:{:02}:{:02}", c.month, c.day, c.hour, c.minute, c.second)
}

/// Quantity times price, both in units of 10⁻⁸.
pub(super) fn product(quantity: i128, price: i128) -> i128 {
    quantity * price / UNIT
}

/// Without trailing zeros.
pub(super) fn decimal(units: i128) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let size = units.abs();
    let text = format!("{sign}{}.{:08}", size / UNIT, size % UNIT);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_the_exchange_prints_them() {
        assert_eq!(decimal(UNIT / 2), "0.5");
        assert_eq!(decimal(-3 * UNIT), "-3");
        assert_eq!(decimal(1), "0.00000001");
        assert_eq!(decimal(0), "0");
    }
}
