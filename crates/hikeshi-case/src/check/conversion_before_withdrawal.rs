//! Several holdings were turned into one coin, and that coin left within the hour.
//!
//! See `spree` for what counts as a holding. Where the coin goes to an address the owner has long
//! used, the owner is tidying up; money to the owner's bank is the same.
//!
//! Where the exports name several accounts it stays possible only (`check::COMPARING`).

use super::habit::Habit;
use super::{Case, Check, spree};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct ConversionBeforeWithdrawal;

const WINDOW_S: i64 = 3600;

impl Check for ConversionBeforeWithdrawal {
    fn code(&self) -> Code {
        Code::ConversionBeforeWithdrawal
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_withdrawals()?;
        if case.ledger.fills.is_empty() && case.ledger.swaps.is_empty() {
            return Err("no_trades");
        }
        let habit = Habit::of(case);
        let mut findings = Vec::new();
        let mut told: BTreeMap<Symbol, Time> = BTreeMap::new();
        let mut of_asset: BTreeMap<Symbol, Vec<&Transfer>> = BTreeMap::new();
        for withdrawal in case.withdrawals() {
            of_asset.entry(withdrawal.asset).or_default().push(withdrawal);
        }
        for withdrawal in case.withdrawals().filter(|w| !habit.is_usual_destination(w)) {
            let last = told.get(&withdrawal.asset);
            if last.is_some_and(|at| withdrawal.at.seconds_since(*at) <= 86_400) {
                continue;
            }
            if let Some(spree) = spree::before(case, withdrawal.at, withdrawal.asset, WINDOW_S) {
                told.insert(withdrawal.asset, withdrawal.at);
                let list = of_asset.get(&withdrawal.asset).map(Vec::as_slice).unwrap_or_default();
                let begin = list.partition_point(|w| w.at < withdrawal.at);
                let end = withdrawal.at.plus_seconds(WINDOW_S);
                let end = list.partition_point(|w| w.at <= end);
                let together = list.get(begin..end).unwrap_or_default();
                findings.push(finding(case, &habit, &spree, together));
            }
        }
        Ok(findings)
    }
}

fn finding(
    case: &Case<'_>,
    habit: &Habit,
    spree: &spree::Spree,
    together: &[&Transfer],
) -> Finding {
    let severity = if spree::is_alarming(case, habit, together) {
        Severity::Critical
    } else {
        Severity::Warning
    };
    let converted: Vec<&str> = spree.coins.iter().map(|coin| case.name(*coin)).collect();
    let mut finding = Finding::new(Code::ConversionBeforeWithdrawal, severity, Confidence::Certain)
        .fact("converted", converted)
        .fact("count", spree.coins.len())
        .fact("from", spree.from)
        .fact("to", spree.to);
    let received = Some(spree.received).filter(|amount| amount.is_positive());
    finding = finding.fact_if("amount", received);
    if let Some(first) = together.first() {
        finding = finding
            .fact("asset", case.name(first.asset))
            .fact("withdrawn_at", first.at)
            .fact_if("address", Some(first.address.as_str()))
            .fact_if("network", Some(case.name(first.network)))
            .worth(case, received.map(|amount| (case.name(first.asset), amount)));
    }
    finding
        .citing(spree.cites.iter().copied())
        .citing(together.iter().flat_map(|w| w.cites.iter().copied()))
        .advising("owner_may_have_done_it", &["disable_account", "preserve_records"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, tron};
    use crate::finding::{Cite, Code, Severity};

    const CODE: Code = Code::ConversionBeforeWithdrawal;

    /// Three holdings become USDT within ten minutes.
    fn spree(life: &mut Scene, hour: &str) -> Vec<Cite> {
        let mut legs = life.swap(&format!("{hour}:05:00"), "0.31 BTC", "15500 USDT");
        legs.extend(life.swap(&format!("{hour}:08:00"), "6.2 ETH", "15500 USDT"));
        legs.extend(life.swap(&format!("{hour}:12:00"), "124 SOL", "12400 USDT"));
        legs
    }

    #[test]
    fn three_holdings_become_one_coin_that_leaves_by_night() {
        let mut life = Scene::quiet(31);
        let mut cites = spree(&mut life, "2026-02-05 03");
        cites.extend(life.send("2026-02-05 03:20:00", "43000 USDT", "TRX", &tron(7)));
        let address = tron(7);
        let facts = [
            ("converted", "BTC ETH SOL"),
            ("count", "3"),
            ("amount", "43400"),
            ("asset", "USDT"),
            ("from", "2026-02-05 03:05:00"),
            ("to", "2026-02-05 03:12:00"),
            ("withdrawn_at", "2026-02-05 03:20:00"),
            ("address", &address),
            ("network", "TRX"),
        ];
        life.examine().assert_only(CODE, Severity::Critical, &facts, &cites);
    }

    #[test]
    fn by_day_it_asks_and_by_trades_it_is_the_same() {
        let mut life = Scene::quiet(31);
        let mut cites = life.trade("2026-02-05 13:05:00", "SELL BTC/USDT", "0.31", "50000");
        cites.extend(life.trade("2026-02-05 13:08:00", "SELL ETH/USDT", "6.2", "2500"));
        cites.extend(life.trade("2026-02-05 13:12:00", "SELL SOL/USDT", "124", "100"));
        cites.extend(life.send("2026-02-05 13:50:00", "43000 USDT", "TRX", &tron(7)));
        let facts = [("converted", "BTC ETH SOL"), ("amount", "43400")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &cites);
    }

    #[test]
    fn two_parcels_of_one_spree_are_told_once() {
        let mut life = Scene::quiet(31);
        let mut cites = spree(&mut life, "2026-02-05 13");
        cites.extend(life.send("2026-02-05 13:20:00", "20000 USDT", "TRX", &tron(7)));
        cites.extend(life.send("2026-02-05 13:25:00", "21000 USDT", "TRX", &tron(8)));
        life.examine().assert_only(CODE, Severity::Critical, &[("count", "3")], &cites);
    }

    #[test]
    fn tidying_up_into_the_wallet_used_before_is_ordinary() {
        let mut life = Scene::quiet(15);
        life.send("2026-01-17 20:00:00", "100 USDT", "TRX", &tron(5));
        life.swap("2026-02-05 03:05:00", "0.15 BTC", "7500 USDT");
        life.swap("2026-02-05 03:08:00", "3 ETH", "7500 USDT");
        life.swap("2026-02-05 03:12:00", "60 SOL", "6000 USDT");
        life.send("2026-02-05 03:20:00", "21000 USDT", "TRX", &tron(5));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn taking_profits_on_a_part_of_each_is_ordinary() {
        let mut life = Scene::quiet(31);
        life.swap("2026-02-05 13:05:00", "0.1 BTC", "5000 USDT");
        life.swap("2026-02-05 13:08:00", "2 ETH", "5000 USDT");
        life.swap("2026-02-05 13:12:00", "40 SOL", "4000 USDT");
        life.send("2026-02-05 13:20:00", "14000 USDT", "TRX", &tron(7));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn remainders_swept_into_bnb_are_no_spree() {
        let mut life = Scene::quiet(31);
        for what in ["-0.31 BTC", "-6.2 ETH", "-124 SOL", "60 BNB"] {
            life.statement("2026-02-05 13:05:00", "Small assets exchange BNB", what);
        }
        life.send("2026-02-05 13:20:00", "60 BNB", "TRX", &tron(7));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn sold_for_yen_and_paid_to_the_bank() {
        let mut life = Scene::quiet(31);
        life.swap("2026-02-05 13:05:00", "0.31 BTC", "2300000 JPY");
        life.swap("2026-02-05 13:08:00", "6.2 ETH", "2300000 JPY");
        life.swap("2026-02-05 13:12:00", "124 SOL", "1800000 JPY");
        life.statement("2026-02-05 13:20:00", "Fiat Withdraw", "-6400000 JPY");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn an_hour_and_a_half_is_no_hurry() {
        let mut life = Scene::quiet(31);
        spree(&mut life, "2026-02-05 11");
        life.send("2026-02-05 13:20:00", "43000 USDT", "TRX", &tron(7));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn it_needs_both_withdrawals_and_trades() {
        let mut trades = Scene::default();
        trades.fill("2026-01-03 20:00:00", "SELL ETH/USDT", "0.1", "2500");
        trades.examine().assert_not_run(CODE, "no_withdrawals");
        let mut out = Scene::default();
        out.withdrawal("2026-02-05 13:20:00", "43000 USDT", "TRX", &tron(7), "Completed");
        out.examine().assert_not_run(CODE, "no_trades");
    }
}
