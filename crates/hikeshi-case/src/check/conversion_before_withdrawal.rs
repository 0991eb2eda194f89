//! Several holdings were turned into one coin, and that coin left within the hour.
//!
//! See `spree` for what counts as a holding. Where the coin goes to an address the owner has long
//! used, the owner is tidying up; money to the owner's bank is the same.

use super::habit::Habit;
use super::{Case, Check, spree};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::symbol::Symbol;
use crate::time::Time;

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
        let mut told: Option<(Symbol, Time)> = None;
        for withdrawal in case.withdrawals().filter(|w| !habit.is_usual_destination(w)) {
            let again = told.is_some_and(|(asset, at)| {
                asset == withdrawal.asset && withdrawal.at.seconds_since(at) <= 86_400
            });
            if again {
                continue;
            }
            if let Some(spree) = spree::before(case, withdrawal.at, withdrawal.asset, WINDOW_S) {
                told = Some((withdrawal.asset, withdrawal.at));
                let end = withdrawal.at.plus_seconds(WINDOW_S);
                let together: Vec<&Transfer> = case
                    .withdrawals()
                    .filter(|w| w.asset == withdrawal.asset && w.at >= withdrawal.at && w.at <= end)
                    .collect();
                findings.push(finding(case, &habit, &spree, &together));
            }
        }
        Ok(findings)
    }
}

fn finding(case: &Case<'_>, habit: &Habit, spree: &spree::Spree, together: &[&Transfer]) -> Finding {
    let severity = if spree::is_alarming(case, habit, together) { Severity::Critical } else { Severity::Warning };
    let converted: Vec<&str> = spree.coins.iter().map(|coin| case.name(*coin)).collect();
    let mut finding = Finding::new(Code::ConversionBeforeWithdrawal, severity, Confidence::Certain)
        .fact("converted", converted)
        .fact("count", spree.coins.len())
        .fact("from", spree.from)
        .fact("to", spree.to);
    if spree.received.is_positive() {
        finding = finding.fact("amount", spree.received);
    }
    if let Some(first) = together.first() {
        finding = finding
            .fact("asset", case.name(first.asset))
            .fact("withdrawn_at", first.at)
            .fact_if("address", Some(first.address.as_str()))
            .fact_if("network", Some(case.name(first.network)));
    }
    finding
        .citing(spree.cites.iter().copied())
        .citing(together.iter().flat_map(|w| w.cites.iter().copied()))
        .advising("owner_may_have_done_it", &["disable_account", "preserve_records"])
}
