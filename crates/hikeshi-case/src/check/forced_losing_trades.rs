//! The same coin was bought high and sold low again and again, within minutes.
//!
//! A thief who can trade but not withdraw moves money by trading against orders of their own: every
//! round loses, by a percent or more, and is over in minutes. A grid or a scalper loses small amounts,
//! wins some, or holds longer; so of the rounds in a session nearly all must lose, and by a percent.

use super::{Case, Check};
use crate::amount::Amount;
use crate::event::Side;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Fill;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::{BTreeMap, VecDeque};

pub(super) struct ForcedLosingTrades;

const ROUNDS: usize = 5;
const LOSS_BP: i64 = 100;
const HOLDING_S: i64 = 300;
/// A pause longer than this begins a new session.
const PAUSE_S: i64 = 3 * 3600;
/// Of the rounds in a session, this share must lose.
const LOSING_PERCENT: usize = 75;

struct Round {
    holding_s: i64,
    loss: Amount,
    loss_bp: i64,
}

struct Lot {
    at: Time,
    quantity: Amount,
    price: Amount,
}

impl Check for ForcedLosingTrades {
    fn code(&self) -> Code {
        Code::ForcedLosingTrades
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_trades()?;
        let mut pairs: BTreeMap<(Symbol, Symbol), Vec<&Fill>> = BTreeMap::new();
        for fill in &case.ledger.fills {
            pairs.entry((fill.base, fill.quote)).or_default().push(fill);
        }
        let mut findings = Vec::new();
        for fills in pairs.values().filter(|fills| fills.len() >= 2 * ROUNDS) {
            for session in fills.chunk_by(|a, b| b.at.seconds_since(a.at) <= PAUSE_S) {
                findings.extend(judge(case, session));
            }
        }
        findings.sort_by(|a, b| (a.at(), &a.cites).cmp(&(b.at(), &b.cites)));
        Ok(findings)
    }
}

fn judge(case: &Case<'_>, session: &[&Fill]) -> Option<Finding> {
    let rounds = rounds(session);
    let losing: Vec<&Round> = rounds.iter().filter(|round| round.loss_bp >= LOSS_BP).collect();
    if losing.len() < ROUNDS || losing.len() * 100 < rounds.len() * LOSING_PERCENT {
        return None;
    }
    let mut holdings: Vec<i64> = losing.iter().map(|round| round.holding_s).collect();
    holdings.sort_unstable();
    let median_s = holdings.get(holdings.len() / 2).copied()?;
    if median_s >= HOLDING_S {
        return None;
    }
    let (first, last) = (session.first()?, session.last()?);
    let loss: Amount = losing.iter().map(|round| round.loss).sum();
    let symbol = format!("{}{}", case.name(first.base), case.name(first.quote));
    let finding = Finding::new(Code::ForcedLosingTrades, Severity::Critical, Confidence::Likely)
        .fact("symbol", symbol)
        .fact("count", losing.len())
        .fact("loss_quote", loss)
        .fact("asset", case.name(first.quote))
        .fact("holding_s", median_s)
        .fact("from", first.at)
        .fact("to", last.at)
        .worth(case, [(case.name(first.quote), loss)])
        .citing(case.ledger.cites_of_all(session.iter().copied(), case.events))
        .advising(
            "counterparty_unknown",
            &[
                "delete_api_keys",
                "disable_account",
                "cancel_open_orders",
                "preserve_records",
                "police_report",
            ],
        );
    Some(finding)
}

/// Purchases matched with the sales that follow, first in first out.
fn rounds(session: &[&Fill]) -> Vec<Round> {
    let mut lots: VecDeque<Lot> = VecDeque::new();
    let mut rounds = Vec::new();
    for order in session.chunk_by(|a, b| a.side == b.side && b.at.seconds_since(a.at) <= 2) {
        let Some(first) = order.first() else { continue };
        let quantity: Amount = order.iter().map(|fill| fill.quantity).sum();
        let total: Amount = order.iter().map(|fill| fill.total).sum();
        let Some(price) = total.divided_by(quantity) else { continue };
        if first.side == Side::Buy {
            lots.push_back(Lot { at: first.at, quantity, price });
        } else {
            rounds.extend(close(&mut lots, first.at, quantity, price));
        }
    }
    rounds
}

/// Closes lots with one sale; what was held before the session began makes no round.
fn close(lots: &mut VecDeque<Lot>, at: Time, quantity: Amount, price: Amount) -> Option<Round> {
    let mut left = quantity;
    let mut closed = Amount::ZERO;
    let mut cost = Amount::ZERO;
    let mut bought_at = None;
    while let Some(lot) = lots.front_mut()
        && left.is_positive()
    {
        let part = lot.quantity.min(left);
        bought_at = bought_at.or(Some(lot.at));
        closed += part;
        cost += part.multiplied_by(lot.price);
        left = left - part;
        lot.quantity = lot.quantity - part;
        // Fees are taken from what was bought: the last thousandth never comes back.
        if lot.quantity.times(200) <= closed {
            lots.pop_front();
        }
    }
    let loss = cost - closed.multiplied_by(price);
    let loss_bp = -closed.multiplied_by(price).basis_points_from(cost)?;
    Some(Round { holding_s: at.seconds_since(bought_at?), loss, loss_bp })
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, TRADES};
    use crate::finding::{Cite, Code, Severity};

    const CODE: Code = Code::ForcedLosingTrades;

    /// Rounds of 1,000 XYZ, ten minutes apart: bought at the first price, sold at the second after
    /// `minutes`.
    fn rounds(life: &mut Scene, prices: &[(&str, &str)], minutes: usize) -> Vec<Cite> {
        let mut fills = Vec::new();
        for (n, (bought, sold)) in prices.iter().enumerate() {
            let (hour, minute) = (3 + n / 6, n % 6 * 10);
            let from = format!("2026-02-05 {hour:02}:{minute:02}:00");
            let to = format!("2026-02-05 {hour:02}:{:02}:00", minute + minutes);
            fills.push(life.fill(&from, "BUY XYZ/USDT", "1000", bought));
            fills.push(life.fill(&to, "SELL XYZ/USDT", "1000", sold));
        }
        fills
    }

    #[test]
    fn five_rounds_bought_high_and_sold_low() {
        let mut life = Scene::quiet(31);
        let fills = rounds(&mut life, &[("1.1", "1"); 5], 1);
        let facts = [
            ("symbol", "XYZUSDT"),
            ("count", "5"),
            ("loss_quote", "500"),
            ("asset", "USDT"),
            ("holding_s", "60"),
            ("from", "2026-02-05 03:00:00"),
            ("to", "2026-02-05 03:41:00"),
        ];
        life.examine().assert_only(CODE, Severity::Critical, &facts, &fills);
    }

    #[test]
    fn an_order_in_many_fills_is_one_round() {
        let mut life = Scene::default();
        let mut fills = Vec::new();
        for minute in 0..5 {
            for part in 0..3 {
                let second = part / 2;
                fills.push(life.fill(
                    &format!("2026-02-05 03:{minute}0:0{second}"),
                    "BUY XYZ/USDT",
                    "100",
                    "1.1",
                ));
            }
            fills.push(life.fill(
                &format!("2026-02-05 03:{minute}2:00"),
                "SELL XYZ/USDT",
                "299.7",
                "1",
            ));
        }
        let facts = [("count", "5"), ("loss_quote", "149.85"), ("holding_s", "120")];
        life.examine().assert_only(CODE, Severity::Critical, &facts, &fills);
    }

    #[test]
    fn a_grid_that_loses_its_fees_all_day() {
        let mut life = Scene::default();
        rounds(&mut life, &[("1.005", "1"); 20], 1);
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_scalper_on_a_bad_day_wins_some() {
        let mut life = Scene::default();
        rounds(&mut life, &[("1.02", "1"), ("1.02", "1"), ("1", "1.02")].repeat(4), 2);
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn who_holds_for_nine_minutes_is_not_forced() {
        let mut life = Scene::default();
        rounds(&mut life, &[("1.1", "1"); 6], 9);
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn four_rounds_are_bad_luck_and_a_fifth_next_day_is_another_session() {
        let mut life = Scene::default();
        rounds(&mut life, &[("1.1", "1"); 4], 1);
        life.fill("2026-02-06 03:00:00", "BUY XYZ/USDT", "1000", "1.1");
        life.fill("2026-02-06 03:01:00", "SELL XYZ/USDT", "1000", "1");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_holding_from_before_sold_in_a_falling_market_makes_no_round() {
        let mut life = Scene::default();
        life.fill("2026-01-05 03:00:00", "BUY XYZ/USDT", "12000", "1.1");
        for minute in 0..12 {
            life.fill(&format!("2026-02-05 03:{minute:02}:00"), "SELL XYZ/USDT", "1000", "0.9");
        }
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn without_trades_it_cannot_run_and_torn_sales_make_no_round() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 03:00:00", "1 ETH", "ETH", "0x", "Completed");
        scene.examine().assert_not_run(CODE, "no_trades");
        let mut torn = Scene::default();
        rounds(&mut torn, &[("1.1", "1"); 4], 1);
        torn.fill("2026-02-05 04:00:00", "BUY XYZ/USDT", "1000", "1.1");
        torn.row(&TRADES, "2026-02-05 04:01:00,XYZUSDT,SELL,1,1O00XYZ,1000USDT,0BNB");
        torn.examine().assert_silent(CODE);
    }
}
