//! An order far larger than this account ever places in the pair, or at a price far from where it just
//! traded, executed at once; or on the side the person says they did not mean.
//!
//! Sizes vary: so the order must be eight times the usual both in quantity and nearly so in money
//! (a falling price alone makes quantities grow), and well beyond the largest before. A small order costs
//! nothing and remainders are sold every day, so a small one counts only among orders that were all alike.
//! Where nothing was ever sold, a sale has no size to be measured by: who sells in one go what a hundred
//! small purchases gathered made no slip.
//!
//! Where the exports name several accounts it stays possible only (`check::COMPARING`).

use super::{Case, Check};
use crate::amount::Amount;
use crate::event::{OrderRow, Side};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::ledger::{Fill, State};
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct OrderMistake;

const EARLIER: usize = 5;
/// The usual is the median of so many orders before.
const RECENT: usize = 400;
const TIMES: i64 = 8;
/// Fills of one order come within this.
const ORDER_S: i64 = 2;
/// “At once”.
const AT_ONCE_S: i64 = 60;

/// An executed order, from the order history or put together from fills. There may be hundreds of
/// thousands: its places are looked up when a finding needs them.
struct Executed {
    at: Time,
    base: Symbol,
    quote: Symbol,
    side: Side,
    quantity: Amount,
    total: Amount,
    price: Amount,
    /// The price asked for, where the order history tells it.
    asked: Option<Amount>,
    at_once: bool,
    /// Its row in the order history.
    row: Option<Cite>,
    /// When its last fill came.
    done: Time,
}

impl Executed {
    fn pair(&self, case: &Case<'_>) -> String {
        format!("{}{}", case.name(self.base), case.name(self.quote))
    }

    fn cites(&self, case: &Case<'_>) -> Vec<Cite> {
        let fills = case
            .ledger
            .fills_between(self.at.plus_seconds(-ORDER_S), self.done.plus_seconds(ORDER_S));
        let pair = self.pair(case);
        let own = fills.iter().filter(|fill| {
            let near = self.row.is_some() || fill.at >= self.at && fill.at <= self.done;
            near && fill.side == self.side
                && (fill.base == self.base && fill.quote == self.quote
                    || self.row.is_some() && pair_name(case, fill.base, fill.quote) == pair)
        });
        let places = case.ledger.cites_of_all(own, case.events);
        self.row.into_iter().chain(places).collect()
    }
}

fn pair_name(case: &Case<'_>, base: Symbol, quote: Symbol) -> String {
    format!("{}{}", case.name(base), case.name(quote))
}

impl Check for OrderMistake {
    fn code(&self) -> Code {
        Code::OrderMistake
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let executed = executed(case);
        if executed.is_empty() {
            return Err(if case.events.orders.is_empty() { "no_orders" } else { "no_trades" });
        }
        let mut pairs: BTreeMap<(Symbol, Symbol), Vec<&Executed>> = BTreeMap::new();
        for order in &executed {
            pairs.entry((order.base, order.quote)).or_default().push(order);
        }
        let enough = pairs.values().any(|orders| orders.len() > EARLIER);
        let mut findings = Vec::new();
        for orders in pairs.values() {
            let mut largest = Amount::ZERO;
            for (n, order) in orders.iter().enumerate() {
                let earlier = orders.get(n.saturating_sub(RECENT)..n).unwrap_or_default();
                if n >= EARLIER && may_stand_out(earlier, order, largest) {
                    let found = by_size(case, earlier, order, largest);
                    findings.extend(found.or_else(|| by_price(case, earlier, order)));
                }
                largest = largest.max(order.total);
            }
        }
        findings.extend(by_side(case, &executed));
        findings.sort_by(|a, b| (a.at(), &a.cites).cmp(&(b.at(), &b.cites)));
        if enough || !findings.is_empty() { Ok(findings) } else { Err("too_few_earlier") }
    }
}

/// Orders with their fills, in order of time. Where an order history exists its rows carry the price
/// asked for; its orders and those put together from fills are the same orders, so its rows replace them.
fn executed(case: &Case<'_>) -> Vec<Executed> {
    let mut all: Vec<Executed> = Vec::new();
    let mut open: BTreeMap<(Symbol, Symbol, Side), Executed> = BTreeMap::new();
    for fill in &case.ledger.fills {
        let key = (fill.base, fill.quote, fill.side);
        if let Some(order) = open.get_mut(&key)
            && fill.at.seconds_since(order.at) <= ORDER_S
        {
            order.quantity += fill.quantity;
            order.total += fill.total;
            order.done = fill.at;
            continue;
        }
        if let Some(done) = open.insert(key, begun(fill)) {
            all.push(done);
        }
    }
    all.extend(open.into_values());
    for order in &mut all {
        order.price = order.total.divided_by(order.quantity).unwrap_or_default();
    }
    // No two share all four; and a sort in place needs no second half of a million orders.
    all.sort_unstable_by_key(|order| (order.at, order.base, order.quote, order.side));
    if !case.events.orders.is_empty() {
        merge_orders(case, &mut all);
    }
    all
}

fn begun(fill: &Fill) -> Executed {
    Executed {
        at: fill.at,
        base: fill.base,
        quote: fill.quote,
        side: fill.side,
        quantity: fill.quantity,
        total: fill.total,
        price: Amount::ZERO,
        asked: None,
        at_once: true,
        row: None,
        done: fill.at,
    }
}

/// Replaces what was put together from fills by the order history's own rows where it tells of them.
fn merge_orders(case: &Case<'_>, all: &mut Vec<Executed>) {
    // What no row has told of yet, by pair and side: an order may stay open for a year of trades, so each
    // is taken out once and not met again.
    let mut untold: BTreeMap<(String, Side), BTreeSet<(Time, usize)>> = BTreeMap::new();
    for (n, other) in all.iter().enumerate() {
        untold.entry((other.pair(case), other.side)).or_default().insert((other.at, n));
    }
    let mut told = vec![false; all.len()];
    let mut rows: Vec<Executed> = Vec::new();
    for row in case.events.orders.iter().filter(|row| row.executed.is_positive()) {
        let pair = case.name(row.pair).replace(['/', '_'], "");
        let mut order = from_order(row);
        let from = (order.at.plus_seconds(-ORDER_S), 0);
        let to = (order.done.plus_seconds(ORDER_S), usize::MAX);
        if let Some(open) = untold.get_mut(&(pair, order.side)) {
            while from <= to
                && let Some(place) = open.range(from..=to).next().copied()
            {
                open.remove(&place);
                if let (Some(told), Some(other)) = (told.get_mut(place.1), all.get(place.1)) {
                    *told = true;
                    // The fills know how the pair is cut in two; the order history prints it in one.
                    (order.base, order.quote) = (other.base, other.quote);
                }
            }
        }
        rows.push(order);
    }
    let mut kept = told.iter().map(|told| !told);
    all.retain(|_| kept.next().unwrap_or(true));
    all.extend(rows);
    all.sort_by_key(|order| (order.at, order.base, order.quote, order.side));
}

fn from_order(row: &OrderRow) -> Executed {
    let price = if row.average.is_positive() { row.average } else { row.price };
    let done = row.updated_at.unwrap_or(row.at);
    Executed {
        at: row.at,
        base: row.pair,
        quote: Symbol::EMPTY,
        side: row.side,
        quantity: row.executed,
        total: if row.total.is_positive() { row.total } else { price.multiplied_by(row.executed) },
        price,
        asked: Some(row.price).filter(|price| price.is_positive()),
        at_once: done.seconds_since(row.at) <= AT_ONCE_S,
        row: Some(row.cite),
        done,
    }
}

fn median(amounts: impl Iterator<Item = Amount>) -> Amount {
    let mut amounts: Vec<Amount> = amounts.collect();
    amounts.sort_unstable();
    amounts.get(amounts.len() / 2).copied().unwrap_or_default()
}

/// A cheap look first: an account may have a hundred thousand orders, and nearly all are ordinary.
fn may_stand_out(earlier: &[&Executed], order: &Executed, largest: Amount) -> bool {
    let Some(last) = earlier.last() else { return false };
    let far = |price: Amount| {
        price.is_positive() && (price >= last.price.times(4) || price.times(4) <= last.price)
    };
    let small = order.asked.is_some() && order.total.times(4) <= last.total;
    order.total >= largest.times(2) || small || far(order.price) || order.asked.is_some_and(far)
}

fn by_size(
    case: &Case<'_>,
    earlier: &[&Executed],
    order: &Executed,
    largest: Amount,
) -> Option<Finding> {
    if order.side == Side::Sell && earlier.iter().all(|o| o.side == Side::Buy) {
        return None;
    }
    let usual = median(earlier.iter().map(|o| o.quantity));
    let usual_total = median(earlier.iter().map(|o| o.total));
    let smallest = earlier.iter().map(|o| o.total).min()?;
    let alike = smallest.times(3) >= earlier.iter().map(|o| o.total).max()?;
    let by_quantity = order.quantity >= usual.times(TIMES);
    let by_money = order.total >= usual_total.times(TIMES);
    let clearly = order.quantity >= usual.times(6) && order.total >= usual_total.times(6);
    let beyond = order.total >= largest.times(2);
    let large = (by_quantity || by_money) && clearly && beyond && order.at_once;
    let small =
        order.quantity.times(TIMES) <= usual && order.total.times(TIMES) <= usual_total && alike;
    let small = small && order.asked.is_some() && order.at_once && order.side == Side::Buy;
    if !large && !small {
        return None;
    }
    let severity = if large { Severity::Warning } else { Severity::Info };
    let times = order.quantity.percent_of(usual).unwrap_or(0) / 100;
    Some(finding(case, order, severity, "quantity").fact("usual", usual).fact("times", times))
}

/// A price eight times off the last few of the pair, or a limit that far on the costly side.
fn by_price(case: &Case<'_>, earlier: &[&Executed], order: &Executed) -> Option<Finding> {
    let recent = earlier.get(earlier.len().saturating_sub(EARLIER)..).unwrap_or_default();
    let fresh = recent.iter().filter(|o| order.at.seconds_since(o.at) <= 45 * 86_400);
    let usual = median(fresh.map(|o| o.price));
    if usual.is_zero() || !order.at_once {
        return None;
    }
    let off = |price: Amount| match order.side {
        Side::Buy => price >= usual.times(TIMES),
        Side::Sell => price.is_positive() && price.times(TIMES) <= usual,
    };
    let price = [Some(order.price), order.asked].into_iter().flatten().find(|price| off(*price))?;
    Some(
        finding(case, order, Severity::Warning, "price")
            .fact("price", price)
            .fact("usual_price", usual),
    )
}

/// An order on the other side than the person says they meant, near the time they name.
fn by_side(case: &Case<'_>, executed: &[Executed]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for intent in &case.answers.intents {
        let begin = executed.partition_point(|order| intent.at.seconds_since(order.at) > 900);
        let window = executed.get(begin..).unwrap_or_default().iter();
        let window = window.take_while(|order| order.at.seconds_since(intent.at) <= 900);
        let near = window
            .filter(|order| order.side.key() != intent.side && order.pair(case) == intent.symbol);
        let nearest = near.min_by_key(|order| order.at.seconds_since(intent.at).abs());
        findings
            .extend(nearest.map(|order| {
                finding(case, order, Severity::Warning, "side").citing([intent.cite])
            }));
    }
    findings
}

fn finding(case: &Case<'_>, order: &Executed, severity: Severity, what: &'static str) -> Finding {
    Finding::new(Code::OrderMistake, severity, Confidence::Likely)
        .fact("symbol", order.pair(case))
        .fact("side", order.side.key())
        .fact("at", order.at)
        .fact("amount", order.quantity)
        .fact("price", order.price)
        .fact("what", what)
        .citing(order.cites(case))
        .advising("intent_unknown", &["cancel_open_orders", "preserve_records"])
}

/// Whether a status means that the order still waits or ended without a fill.
pub(super) fn is_open_or_ended(case: &Case<'_>, order: &OrderRow) -> bool {
    let status = case.name(order.status).to_lowercase();
    let words = [
        "new",
        "open",
        "cancel",
        "expire",
        "reject",
        "キャンセル",
        "期限",
        "未約定",
        "已取消",
        "pending",
    ];
    order.executed.is_zero() && words.iter().any(|word| status.contains(word))
        || crate::ledger::state_of(&status) == State::Rejected && order.executed.is_zero()
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{ORDERS, Scene, line};
    use crate::finding::{Cite, Code, Severity};

    const CODE: Code = Code::OrderMistake;

    /// A row of the order history: asked at noon of a February day, done `minutes` later.
    fn order(
        scene: &mut Scene,
        day: u8,
        minutes: u8,
        side: &str,
        asked: &str,
        filled: (&str, &str),
    ) -> Cite {
        let at = format!("2026-02-{day:02} 12:00:00");
        let done = format!("2026-02-{day:02} 12:{minutes:02}:00");
        let (quantity, total) = filled;
        let row = format!(
            "{at},{day},BTCUSDT,LIMIT,{side},{asked},{quantity}BTC,{done},{quantity}BTC,50000,{total}USDT,FILLED"
        );
        scene.row(&ORDERS, &row)
    }

    /// Six orders of 0.01 BTC for 500 USDT.
    fn saver() -> Scene {
        let mut scene = Scene::default();
        for day in 1..=6 {
            order(&mut scene, day, 0, "BUY", "50000", ("0.01", "500"));
        }
        scene
    }

    #[test]
    fn ten_times_the_usual_by_a_point_in_the_wrong_place() {
        let mut life = Scene::quiet(10);
        let cites = life.trade("2026-01-12 10:00:00", "BUY BTC/USDT", "0.1", "50000");
        let facts = [
            ("symbol", "BTCUSDT"),
            ("side", "buy"),
            ("at", "2026-01-12 10:00:00"),
            ("amount", "0.1"),
            ("price", "50000"),
            ("what", "quantity"),
            ("usual", "0.01"),
            ("times", "10"),
        ];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &cites);
    }

    #[test]
    fn one_large_order_in_ten_fills_is_one_order() {
        let mut life = Scene::quiet(10);
        let fills: Vec<Cite> = (0..10)
            .map(|n| {
                life.fill(&format!("2026-01-12 10:00:0{}", n / 5), "BUY BTC/USDT", "0.01", "50000")
            })
            .collect();
        let facts = [("amount", "0.1"), ("what", "quantity"), ("times", "10")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &fills);
    }

    #[test]
    fn a_price_with_a_nought_too_many() {
        let mut scene = saver();
        let row = order(&mut scene, 8, 0, "BUY", "500000", ("0.01", "500"));
        let facts =
            [("what", "price"), ("price", "500000"), ("usual_price", "50000"), ("amount", "0.01")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn a_tenth_of_what_was_always_bought() {
        let mut scene = saver();
        let row = order(&mut scene, 8, 0, "BUY", "50000", ("0.001", "50"));
        scene.examine().assert_only(
            CODE,
            Severity::Info,
            &[("what", "quantity"), ("amount", "0.001")],
            &[row],
        );
    }

    #[test]
    fn sold_where_the_person_meant_to_buy() {
        let mut life = Scene::quiet(10);
        let mut cites = life.trade("2026-01-12 10:00:00", "SELL BTC/USDT", "0.01", "50000");
        let said = life.answers(
            "[[intent]]\nsymbol = \"BTCUSDT\"\nside = \"buy\"\nat = \"2026-01-12T10:05:00Z\"",
        );
        cites.push(line(said, 2));
        let facts = [("what", "side"), ("side", "sell"), ("at", "2026-01-12 10:00:00")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &cites);
    }

    #[test]
    fn the_same_sum_buys_ten_times_as_much_of_a_fallen_coin() {
        let mut life = Scene::default();
        for (day, (quantity, price)) in
            (1..).zip([("100", "1"); 8].into_iter().chain([("1000", "0.1"); 2]))
        {
            life.fill(&format!("2026-02-{day:02} 12:00:00"), "BUY XYZ/USDT", quantity, price);
        }
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn ten_purchases_in_ten_minutes_and_a_remainder_sold() {
        let mut life = Scene::quiet(10);
        for minute in 0..10 {
            life.fill(&format!("2026-01-12 10:0{minute}:00"), "BUY BTC/USDT", "0.01", "50000");
        }
        life.fill("2026-01-12 11:00:00", "SELL BTC/USDT", "0.0001", "50000");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn who_once_bought_large_may_again() {
        let mut life = Scene::quiet(3);
        life.trade("2026-01-05 10:00:00", "BUY BTC/USDT", "0.1", "50000");
        for day in 6..12 {
            life.trade(&format!("2026-01-{day:02} 10:00:00"), "BUY BTC/USDT", "0.01", "50000");
        }
        life.trade("2026-01-12 10:00:00", "BUY BTC/USDT", "0.1", "50000");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_large_order_that_waited_for_its_price_was_no_slip() {
        let mut scene = saver();
        order(&mut scene, 8, 45, "BUY", "50000", ("0.1", "5000"));
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn with_few_orders_before_nothing_is_usual() {
        let mut life = Scene::quiet(3);
        life.trade("2026-01-12 10:00:00", "BUY BTC/USDT", "0.1", "50000");
        life.examine().assert_not_run(CODE, "too_few_earlier");
        let mut scene = Scene::default();
        scene.statement("2026-01-01 09:00:00", "Deposit", "1 BTC");
        scene.examine().assert_not_run(CODE, "no_orders");
    }

    #[test]
    fn a_torn_order_is_set_aside() {
        let mut scene = saver();
        scene.row(&ORDERS, "2026-02-08 12:00:00,8,BTCUSDT,LIMIT,BUY,50000,0.1B");
        scene.row(
            &ORDERS,
            "2026-02-09 12:00:00,9,BTCUSDT,LIMIT,?,50000,1BTC,,1BTC,50000,50000USDT,FILLED",
        );
        scene.examine().assert_silent(CODE);
    }
}
