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
                rows.push(Row { at: row.at, asset, amount: row.change, pair: "", cite: row.cite() });
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
        Ok(days.map(finding).collect())
    }
}

fn finding(rows: &[Row<'_>]) -> Finding {
    let mut totals: BTreeMap<&str, Amount> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.asset.is_empty()) {
        *totals.entry(row.asset).or_default() += row.amount;
    }
    let pairs: BTreeSet<&str> = rows.iter().map(|row| row.pair).filter(|pair| !pair.is_empty()).collect();
    let mut finding = Finding::new(Code::Liquidation, Severity::Warning, Confidence::Certain).fact("count", rows.len());
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
    finding.citing(rows.iter().map(|row| row.cite)).advising("fairness", &["ask_fill_details", "preserve_records"])
}
