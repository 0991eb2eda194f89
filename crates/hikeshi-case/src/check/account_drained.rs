//! Within a day, most of what the account held went out.
//!
//! Measured just before the first withdrawal of the day, by value in the last traded prices or by the
//! number of holdings. What goes to an address the owner has used before does not count: a thief
//! cannot receive there, and people who empty their account to their own wallet every month are no
//! victims. Nor does it count where the account was emptied like this at least twice before. Money to
//! the owner's bank does not count: the exchange pays only to an account in the owner's name.
//!
//! Where the exports name several accounts it stays possible only (`check::COMPARING`).

use super::habit::{self, Habit, Prices};
use super::{Case, Check, spree};
use crate::amount::Amount;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{Holdings, Transfer};
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct AccountDrained;

const WINDOW_S: i64 = 86_400;
const MOST_PERCENT: i64 = 80;
/// The latest withdrawals are looked at; nobody withdraws more often by hand.
const ANCHORS: usize = 5_000;
/// Fewer where each means looking at very many coins: nobody holds ten thousand.
const LOOKED_AT: usize = 50_000_000;
/// Emptied this often before, it is the account's habit.
const HABIT: usize = 2;

struct Share {
    percent: i64,
    by: &'static str,
}

impl Check for AccountDrained {
    fn code(&self) -> Code {
        Code::AccountDrained
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_statement()?;
        let habit = Habit::of(case);
        let mut withdrawals: Vec<&Transfer> = case.withdrawals().collect();
        let coins = case.events.symbols.iter().count().max(1);
        let anchors = ANCHORS.min(LOOKED_AT / coins);
        let earlier = withdrawals.len().saturating_sub(anchors);
        withdrawals.drain(..earlier);
        case.left_out.add("withdrawals_weighed", earlier);
        let dust = habit::dust(case);
        let mut before = Before { holdings: case.ledger.holdings(), prices: Prices::default() };
        let mut findings = Vec::new();
        let mut earlier = 0;
        let mut open_until: Option<Time> = None;
        for (n, anchor) in withdrawals.iter().enumerate() {
            if open_until.is_some_and(|until| anchor.at <= until) || !habit.reaches_back(anchor.at)
            {
                continue;
            }
            let end = anchor.at.plus_seconds(WINDOW_S);
            let window: Vec<&Transfer> =
                withdrawals.iter().skip(n).take_while(|w| w.at <= end).copied().collect();
            let held = before.held(anchor.at, &dust);
            let prices = before.prices(case, anchor.at);
            if share(&window, &held, &prices).is_none() {
                continue;
            }
            open_until = Some(end);
            let strange: Vec<&Transfer> =
                window.iter().filter(|w| !habit.is_usual_destination(w)).copied().collect();
            let taken = share(&strange, &held, &prices);
            if let (Some(share), true) = (taken, earlier < HABIT) {
                findings.push(finding(case, &habit, &strange, &share));
            }
            earlier += 1;
        }
        Ok(findings)
    }
}

/// What was held, and the prices of it, while the withdrawals are gone through.
struct Before<'a> {
    holdings: Holdings<'a>,
    prices: Prices,
}

impl Before<'_> {
    /// Holdings just before an instant that are more than dust.
    fn held(&mut self, at: Time, dust: &[Option<Amount>]) -> Vec<(Symbol, Amount)> {
        self.holdings.advance(at);
        // Never traded and never withdrawn: rewards that were never touched.
        let counts = |(coin, holding): &(Symbol, Amount)| {
            dust.get(coin.position()).copied().flatten().is_some_and(|speck| *holding >= speck)
        };
        self.holdings.held().filter(counts).collect()
    }

    fn prices(&mut self, case: &Case<'_>, at: Time) -> BTreeMap<Symbol, Amount> {
        self.prices.advance(case, at);
        self.prices.known()
    }
}

/// The share that left, when it is most; by value if the prices are known, else by number of holdings.
fn share(
    window: &[&Transfer],
    holdings: &[(Symbol, Amount)],
    prices: &BTreeMap<Symbol, Amount>,
) -> Option<Share> {
    let mut taken: BTreeMap<Symbol, Amount> = BTreeMap::new();
    for withdrawal in window {
        *taken.entry(withdrawal.asset).or_default() += withdrawal.amount + withdrawal.fee;
    }
    if taken.is_empty() || holdings.is_empty() {
        return None;
    }
    let held = |coin: Symbol| {
        let at = holdings.binary_search_by_key(&coin, |(held, _)| *held).ok();
        at.and_then(|at| holdings.get(at)).map(|(_, amount)| *amount).unwrap_or_default()
    };
    if holdings.iter().all(|(coin, _)| prices.contains_key(coin)) {
        let price = |coin: &Symbol| prices.get(coin).copied().unwrap_or_default();
        let whole: Amount =
            holdings.iter().map(|(coin, amount)| amount.multiplied_by(price(coin))).sum();
        let gone: Amount = taken
            .iter()
            .map(|(coin, gone)| (*gone).min(held(*coin)).multiplied_by(price(coin)))
            .sum();
        let percent = gone.percent_of(whole)?;
        if percent >= MOST_PERCENT {
            return Some(Share { percent, by: "value" });
        }
        return None;
    }
    let emptied = taken.iter().filter(|(coin, gone)| {
        let holding = held(**coin);
        holding.is_positive() && gone.times(10) >= holding.times(9)
    });
    let percent = i64::try_from(emptied.count() * 100 / holdings.len()).unwrap_or(0);
    (percent >= MOST_PERCENT).then_some(Share { percent, by: "count" })
}

fn finding(case: &Case<'_>, habit: &Habit, window: &[&Transfer], share: &Share) -> Finding {
    let severity = if spree::is_alarming(case, habit, window) {
        Severity::Critical
    } else {
        Severity::Warning
    };
    let mut totals: BTreeMap<&str, Amount> = BTreeMap::new();
    let mut addresses: Vec<&str> = Vec::new();
    for withdrawal in window {
        *totals.entry(case.name(withdrawal.asset)).or_default() += withdrawal.amount;
        if !withdrawal.address.is_empty() && !addresses.contains(&withdrawal.address.as_str()) {
            addresses.push(&withdrawal.address);
        }
    }
    let mut finding = Finding::new(Code::AccountDrained, severity, Confidence::Certain)
        .fact("asset", totals.keys().copied().collect::<Vec<_>>())
        .fact("amount", totals.values().copied().collect::<Vec<_>>())
        .fact("share_percent", share.percent)
        .fact("by", share.by)
        .fact("count", window.len());
    if let (Some(first), Some(last)) = (window.first(), window.last()) {
        finding = finding.fact("from", first.at).fact("to", last.at);
    }
    if !addresses.is_empty() {
        finding = finding.fact("address", addresses);
    }
    finding
        .worth(case, totals)
        .citing(window.iter().flat_map(|w| w.cites.iter().copied()))
        .advising(
            "owner_may_have_done_it",
            &["disable_account", "freeze_request", "police_report", "preserve_records"],
        )
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, evm, tron};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::AccountDrained;

    /// A month of saving, then within a quarter of an hour everything is USDT.
    fn sold_off(at_hour: &str) -> Scene {
        let mut life = Scene::quiet(31);
        life.swap(&format!("{at_hour}:05:00"), "0.31 BTC", "15500 USDT");
        life.swap(&format!("{at_hour}:08:00"), "6.2 ETH", "15500 USDT");
        life.swap(&format!("{at_hour}:12:00"), "124 SOL", "12400 USDT");
        life
    }

    #[test]
    fn everything_leaves_at_night_for_an_address_never_seen() {
        let mut life = sold_off("2026-02-05 03");
        let out = life.send("2026-02-05 03:20:00", "99000 USDT", "TRX", &tron(7));
        let address = tron(7);
        let facts = [
            ("asset", "USDT"),
            ("amount", "99000"),
            ("share_percent", "99"),
            ("by", "value"),
            ("count", "1"),
            ("address", &address),
            ("from", "2026-02-05 03:20:00"),
        ];
        life.examine().assert_only(CODE, Severity::Critical, &facts, &out);
    }

    #[test]
    fn without_haste_it_is_only_a_warning() {
        let mut life = Scene::quiet(31);
        let mut out = life.send("2026-02-05 13:00:00", "56600 USDT", "TRX", &tron(7));
        out.extend(life.send("2026-02-05 13:30:00", "0.31 BTC", "ETH", &evm(7)));
        out.extend(life.send("2026-02-05 14:00:00", "6.2 ETH", "ETH", &evm(7)));
        let facts = [("asset", "BTC ETH USDT"), ("share_percent", "87"), ("count", "3")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &out);
    }

    #[test]
    fn coins_without_a_price_are_counted() {
        let mut life = Scene::default();
        for coin in ["BTC", "ETH", "SOL", "ADA", "DOT"] {
            life.statement("2026-01-01 09:00:00", "Deposit", &format!("10 {coin}"));
        }
        let mut out = Vec::new();
        for coin in ["BTC", "ETH", "SOL", "ADA"] {
            out.push(life.statement("2026-01-09 09:00:00", "Withdraw", &format!("-10 {coin}")));
        }
        let facts = [("by", "count"), ("share_percent", "80"), ("asset", "ADA BTC ETH SOL")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &out);
    }

    #[test]
    fn an_owner_moves_all_to_the_wallet_used_before() {
        let mut life = Scene::quiet(15);
        life.send("2026-01-17 20:00:00", "100 USDT", "TRX", &tron(5));
        life.swap("2026-02-05 03:05:00", "0.15 BTC", "7500 USDT");
        life.swap("2026-02-05 03:08:00", "3 ETH", "7500 USDT");
        life.swap("2026-02-05 03:12:00", "60 SOL", "6000 USDT");
        life.send("2026-02-05 03:20:00", "99900 USDT", "TRX", &tron(5));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn an_address_said_to_be_the_owners_is_a_usual_one() {
        let mut life = sold_off("2026-02-05 03");
        life.send("2026-02-05 03:20:00", "99000 USDT", "TRX", &tron(7));
        life.answers(&format!("[[own_address]]\naddress = \"{}\"", tron(7)));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn money_to_the_own_bank_is_no_drain() {
        let mut life = Scene::default();
        life.statement("2026-01-01 09:00:00", "Deposit", "2 BTC");
        life.trade("2026-02-05 13:00:00", "SELL BTC/JPY", "2", "9000000");
        life.statement("2026-02-05 13:10:00", "Fiat Withdraw", "-18000000 JPY");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn what_was_done_twice_before_is_a_habit() {
        let mut life = Scene::default();
        for (month, seed) in [("01", 1), ("02", 2), ("03", 3)] {
            life.statement(&format!("2026-{month}-02 09:00:00"), "Deposit", "5 ETH");
            life.send(&format!("2026-{month}-20 09:00:00"), "5 ETH", "ETH", &evm(seed));
        }
        let seen = life.examine();
        let told: Vec<_> =
            seen.0.findings.iter().filter(|f| f.code == CODE).map(super::Finding::at).collect();
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn without_a_statement_nothing_is_known_of_holdings() {
        let mut life = Scene::default();
        life.withdrawal("2026-02-05 03:20:00", "99000 USDT", "TRX", &tron(7), "Completed");
        life.examine().assert_not_run(CODE, "no_statement");
    }

    #[test]
    fn torn_rows_do_not_drain_an_account() {
        let mut life = Scene::quiet(5);
        life.row(
            &crate::check::scene::STATEMENT,
            "123,2026-02-05 03:20:00,Spot,Withdraw,USDT,-99e,",
        );
        life.row(&crate::check::scene::STATEMENT, "123,2026-02-05 03:2");
        life.examine().assert_silent(CODE);
    }
}
