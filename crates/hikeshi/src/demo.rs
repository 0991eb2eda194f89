//! A made-up case: an invented account in Japan, half a year of ordinary use, and one night in
//! which everything is turned into Bitcoin and sent to an address never used before. Nobody's
//! data, no real address, the same bytes every time.

mod account;
mod address;
mod papers;

use account::{Account, Route, UNIT};
use hikeshi_case::time::Time;

/// What the invented owner says of themselves, in the form of `docs/PARTICULARS.md`.
pub const PARTICULARS: &str = include_str!("demo/particulars.toml");

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;
/// 2026-03-02 00:00 in Japan.
const START: Time = Time::from_seconds(1_772_377_200);
/// 2026-09-12 03:00 in Japan: the night in question.
const NIGHT: Time = START.plus_seconds(194 * DAY + 3 * HOUR);

/// Coins the account trades: ticker, price in yen, quantity of one ordinary purchase.
const COINS: [(&str, i128, i128); 4] = [
    ("BTC", 15_200_000 * UNIT, UNIT / 500),
    ("ETH", 560_000 * UNIT, UNIT / 20),
    ("XRP", 410 * UNIT, 70 * UNIT),
    ("SOL", 31_500 * UNIT, UNIT),
];

/// A small generator of the same numbers every time (Knuth's constants).
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn below(&mut self, limit: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = i64::try_from(self.0 >> 33).unwrap_or_default();
        high.rem_euclid(limit.max(1))
    }

    /// `base`, up to `percent` more or less.
    fn about(&mut self, base: i128, percent: i64) -> i128 {
        let tenths = i128::from(self.below(20 * percent + 1) - 10 * percent);
        base + base * tenths / 1000
    }
}

/// Every file of the case: name and content.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut dice = Dice(20_260_912);
    let mut account = Account::default();
    ordinary_months(&mut account, &mut dice);
    let dip = the_night(&mut account, &mut dice);
    let mut files = account.exports();
    files.push(papers::market(NIGHT, dip, &mut dice));
    files.extend(papers::mails(NIGHT));
    files.push(papers::note());
    files
}

/// Evenings only, small sums, two withdrawals to the person's own wallet.
fn ordinary_months(account: &mut Account, dice: &mut Dice) {
    let own_wallet = address::bitcoin_witness("hikeshi demo: own wallet");
    let receiving = address::ethereum("hikeshi demo: deposit address");
    for week in 0..27 {
        let evening = |dice: &mut Dice, day: i64| {
            let at = START.plus_seconds((7 * week + day) * DAY + 20 * HOUR);
            at.plus_seconds(dice.below(2 * HOUR))
        };
        if week % 4 == 0 {
            let at = evening(dice, 0);
            account.receive(at, "Deposit", "JPY", 180_000 * UNIT);
        }
        let first = evening(dice, 1);
        trade(account, dice, first, usize::try_from(week).unwrap_or_default() % COINS.len());
        if week % 3 != 2 {
            let second = evening(dice, 4);
            let coin = usize::try_from(dice.below(4)).unwrap_or_default();
            trade(account, dice, second, coin);
        }
        if week % 5 == 3 {
            let interest = dice.about(1_200, 40);
            let at = START.plus_seconds((7 * week + 5) * DAY + 9 * HOUR);
            account.receive(at, "Simple Earn Flexible Interest", "BTC", interest);
        }
        if week == 6 || week == 17 {
            let txid = address::transaction_id(&format!("hikeshi demo: deposit {week}"));
            let by = Route { network: "ETH", address: &receiving, txid: &format!("0x{txid}") };
            account.deposit(evening(dice, 5), "ETH", dice.about(UNIT / 5, 20), by);
        }
        if week == 9 || week == 15 || week == 21 {
            let txid = address::transaction_id(&format!("hikeshi demo: withdrawal {week}"));
            let to = Route { network: "BTC", address: &own_wallet, txid: &txid };
            account.withdraw(evening(dice, 6), "BTC", (dice.about(110_000, 20), 10_000), to);
        }
    }
}

fn trade(account: &mut Account, dice: &mut Dice, at: Time, coin: usize) {
    let Some((coin, price, quantity)) = COINS.get(coin).copied() else { return };
    // Quantities and prices have few digits, as in an order that a person types.
    let step = if quantity >= UNIT { UNIT / 10 } else { UNIT / 100_000 };
    let quantity = dice.about(quantity, 30) / step * step;
    let price = dice.about(price, 6) / (UNIT / 100) * (UNIT / 100);
    if dice.below(5) == 0 && account.holds(coin) > 2 * quantity {
        account.sell(at, coin, quantity, price);
    } else if account.holds("JPY") > account::product(quantity, price) {
        account.buy(at, coin, quantity, price);
    }
}

/// What happened between 03:05 and 03:40. Returns the price at which the XRP went.
fn the_night(account: &mut Account, dice: &mut Dice) -> i128 {
    let at = |minute: i64, second: i64| NIGHT.plus_seconds(minute * MINUTE + second);
    let (_, usual, _) = COINS[2];
    let dip = usual * 93 / 100;
    account.sell(at(12, 31), "XRP", 280 * UNIT, dip);

    let (_, bitcoin_price, _) = COINS[0];
    let value_of = |account: &Account, coin: &'static str, price: i128| {
        // The exchange's own spread: half a percent.
        account::product(account.holds(coin), price) * UNIT / bitcoin_price * 995 / 1000
    };
    let coins = [
        ("ETH", COINS[1].1, 15, 4),
        ("XRP", usual, 16, 11),
        ("SOL", COINS[3].1, 17, 40),
        ("JPY", UNIT, 19, 22),
    ];
    for (coin, price, minute, second) in coins {
        let bitcoin = value_of(account, coin, dice.about(price, 1));
        account.convert_all(at(minute, second), coin, bitcoin);
    }

    let stranger = address::bitcoin_script("hikeshi demo: destination at night");
    let fee = 10_000;
    let first = account.holds("BTC") * 55 / 100;
    for (number, amount, minute) in [(1, first, 27), (2, 0, 36)] {
        let amount = if number == 1 { amount } else { account.holds("BTC") };
        let txid = address::transaction_id(&format!("hikeshi demo: night {number}"));
        let to = Route { network: "BTC", address: &stranger, txid: &txid };
        account.withdraw(at(minute, 9 + number), "BTC", (amount - fee, fee), to);
    }
    dip
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(part: &str) -> String {
        let file = files().into_iter().find(|(name, _)| name.contains(part)).unwrap();
        String::from_utf8(file.1).unwrap()
    }

    #[test]
    fn the_case_is_the_same_every_time_and_of_a_readable_size() {
        assert_eq!(files(), files());
        let rows = text("取引履歴").lines().count() - 1;
        assert!((130..=190).contains(&rows), "{rows}");
    }

    #[test]
    fn no_balance_is_ever_below_zero() {
        let statement = text("取引履歴");
        let mut balances = std::collections::BTreeMap::new();
        for row in statement.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let change = hikeshi_case::amount::Amount::parse(cells[5]).unwrap();
            let balance: &mut hikeshi_case::amount::Amount =
                balances.entry(cells[4].to_owned()).or_default();
            *balance += change;
            assert!(!balance.is_negative(), "{row}");
        }
        assert!(balances["BTC"].is_zero() && balances["ETH"].is_zero());
    }

    #[test]
    fn the_night_is_in_every_export() {
        assert_eq!(text("Withdraw-History").matches("26-09-12 03:").count(), 2);
        assert_eq!(text("Convert-Order").matches("\n26-09-12 03:").count(), 4);
        assert_eq!(text("Spot-Trade").matches("26-09-12 03:").count(), 1);
    }
}
