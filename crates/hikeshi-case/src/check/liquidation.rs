//! Positions were closed by force: liquidations, margin calls and auto-deleveraging, as the records name
//! them.

use super::{Case, Check};
use crate::amount::Amount;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::operation::{Class, is_liquidation};
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Liquidation;

struct Row<'a> {
    at: Time,
    asset: &'a str,
    amount: Amount,
    pair: &'a str,
    cite: Cite,
}

impl Check for Liquidation {
    fn code(&self) -> Code {
        Code::Liquidation
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.ledger.rows.is_empty() && case.events.futures.is_empty() {
            return Err("no_statement");
        }
        let mut rows: Vec<Row<'_>> = Vec::new();
        for row in &case.ledger.rows {
            if case.ledger.class(row.operation) == Some(Class::Liquidation) {
                let asset = case.name(row.coin);
                rows.push(Row {
                    at: row.at,
                    asset,
                    amount: row.change,
                    pair: "",
                    cite: row.cite(),
                });
            }
        }
        for row in &case.events.futures {
            if is_liquidation(case.name(row.kind)) || is_liquidation(case.name(row.status)) {
                let (asset, pair) = (case.name(row.asset), case.name(row.pair));
                rows.push(Row { at: row.at, asset, amount: row.amount, pair, cite: row.cite });
            }
        }
        rows.sort_by_key(|row| (row.at, row.cite));
        let days = rows.chunk_by(|a, b| b.at.seconds_since(a.at) <= 86_400);
        Ok(days.map(|rows| finding(case, rows)).collect())
    }
}

fn finding(case: &Case<'_>, rows: &[Row<'_>]) -> Finding {
    let mut totals: BTreeMap<&str, Amount> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.asset.is_empty()) {
        *totals.entry(row.asset).or_default() += row.amount;
    }
    let pairs: BTreeSet<&str> =
        rows.iter().map(|row| row.pair).filter(|pair| !pair.is_empty()).collect();
    let mut finding = Finding::new(Code::Liquidation, Severity::Warning, Confidence::Certain)
        .fact("count", rows.len());
    if !totals.is_empty() {
        finding = finding
            .fact("asset", totals.keys().copied().collect::<Vec<_>>())
            .fact("amount", totals.values().copied().collect::<Vec<_>>());
    }
    if !pairs.is_empty() {
        finding = finding.fact("symbol", pairs.into_iter().collect::<Vec<_>>());
    }
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        finding = finding.fact("from", first.at).fact("to", last.at);
    }
    finding
        .worth(case, totals)
        .citing(rows.iter().map(|row| row.cite))
        .advising("fairness", &["ask_fill_details", "preserve_records"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{FUTURES, STATEMENT, Scene, Wanted};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::Liquidation;

    #[test]
    fn a_margin_position_closed_by_force_in_two_rows() {
        let mut life = Scene::quiet(2);
        let first =
            life.statement("2026-02-05 03:00:00", "Isolated Margin Liquidation", "-0.5 BTC");
        let then = life.statement(
            "2026-02-05 03:00:02",
            "Cross Margin Liquidation - Repayment",
            "-2000 USDT",
        );
        let facts = [
            ("count", "2"),
            ("asset", "BTC USDT"),
            ("amount", "-0.5 -2000"),
            ("from", "2026-02-05 03:00:00"),
            ("to", "2026-02-05 03:00:02"),
        ];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &[first, then]);
    }

    #[test]
    fn two_days_are_two_findings_and_futures_name_the_contract() {
        let mut scene = Scene::default();
        let first = scene.row(&FUTURES, "2026-02-05 03:00:00,INSURANCE_CLEAR,-25.5,USDT,BTCUSDT,1");
        scene.row(&FUTURES, "2026-02-05 03:00:00,REALIZED_PNL,-900,USDT,BTCUSDT,2");
        let later = scene.row(&FUTURES, "2026-02-08 03:00:00,INSURANCE_CLEAR,-4,USDT,ETHUSDT,3");
        let facts = [("symbol", "BTCUSDT"), ("amount", "-25.5"), ("asset", "USDT")];
        let more = [("symbol", "ETHUSDT"), ("amount", "-4"), ("from", "2026-02-08 03:00:00")];
        let wanted: [Wanted<'_>; 2] =
            [(Severity::Warning, &facts, &[first]), (Severity::Warning, &more, &[later])];
        scene.examine().assert_each(CODE, &wanted);
    }

    #[test]
    fn a_large_loss_a_funding_fee_and_a_repaid_loan_are_no_force() {
        let mut life = Scene::quiet(2);
        life.statement("2026-02-05 03:00:00", "Realize profit and loss", "-9000 USDT");
        life.statement("2026-02-05 04:00:00", "Funding Fee", "-12 USDT");
        life.statement("2026-02-05 05:00:00", "Margin Repayment", "-500 USDT");
        life.row(&FUTURES, "2026-02-05 03:00:00,REALIZED_PNL,-9000,USDT,BTCUSDT,2");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn without_a_statement_it_cannot_run() {
        let mut scene = Scene::default();
        scene.fill("2026-02-05 03:00:00", "SELL BTC/USDT", "1", "50000");
        scene.examine().assert_not_run(CODE, "no_statement");
    }

    #[test]
    fn a_torn_row_liquidates_nothing() {
        let mut life = Scene::quiet(1);
        life.row(
            &STATEMENT,
            "123,2026-02-05 03:00:00,Isolated Margin,Isolated Margin Liquidation,BTC,,",
        );
        life.examine().assert_silent(CODE);
    }
}
