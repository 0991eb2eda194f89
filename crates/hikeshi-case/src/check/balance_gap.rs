//! The records do not add up. `ledger::gaps` says when that is so and when an export is only filtered
//! or begins in mid-life.

use super::{Case, Check};
use crate::amount::Amount;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{Gap, GapKind};
use std::collections::BTreeSet;

pub(super) struct BalanceGap;

impl Check for BalanceGap {
    fn code(&self) -> Code {
        Code::BalanceGap
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_statement()?;
        // Rows that could not be read leave holes of their own; they are listed as what they are.
        let unread = case.problems.iter().any(|p| p.code == crate::problem::ProblemCode::RowsUnreadable);
        let counts = |gap: &&Gap| !(unread && gap.kind != GapKind::ExportsDisagree);
        let gaps: Vec<&Gap> = case.ledger.gaps.iter().filter(counts).collect();
        Ok(gaps.chunk_by(|a, b| a.kind == b.kind).filter_map(|group| finding(case, group)).collect())
    }
}

fn finding(case: &Case<'_>, gaps: &[&Gap]) -> Option<Finding> {
    let first = gaps.first()?;
    let (reason, confidence) = match first.kind {
        GapKind::BelowZero => ("below_zero", Confidence::Likely),
        GapKind::MissingInStatement => ("missing_in_statement", Confidence::Likely),
        GapKind::ExportsDisagree => ("exports_disagree", Confidence::Certain),
    };
    let assets: BTreeSet<&str> = gaps.iter().map(|gap| case.name(gap.coin)).collect();
    let of_first: Amount = gaps.iter().filter(|gap| gap.coin == first.coin).map(|gap| gap.amount).sum();
    let finding = Finding::new(Code::BalanceGap, Severity::Warning, confidence)
        .fact("asset", assets.into_iter().collect::<Vec<_>>())
        .fact("gap", of_first)
        .fact("at", first.at)
        .fact("reason", reason)
        .fact("count", gaps.len())
        .citing(gaps.iter().flat_map(|gap| gap.cites.iter().copied()))
        .advising("cause_unknown", &["export_again", "ask_exchange_balance"]);
    Some(finding)
}
