//! The records do not add up. `ledger::gaps` says when that is so and when an export is only filtered
//! or begins in mid-life. Where the exports name several accounts the check does not run: their rows do
//! not add up to anything, and two people's exports of one period differ because they should.

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
        if case.is_mixed() {
            return Err("several_accounts");
        }
        // Rows that could not be read leave holes of their own; they are listed as what they are.
        let unread =
            case.problems.iter().any(|p| p.code == crate::problem::ProblemCode::RowsUnreadable);
        let counts = |gap: &&Gap| !(unread && gap.kind != GapKind::ExportsDisagree);
        let gaps: Vec<&Gap> = case.ledger.gaps.iter().filter(counts).collect();
        Ok(gaps
            .chunk_by(|a, b| a.kind == b.kind)
            .filter_map(|group| finding(case, group))
            .collect())
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
    let of_first: Amount =
        gaps.iter().filter(|gap| gap.coin == first.coin).map(|gap| gap.amount).sum();
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

#[cfg(test)]
mod tests {
    use crate::check::scene::{STATEMENT, STATEMENT_V2, Scene};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::BalanceGap;

    #[test]
    fn more_leaves_than_ever_came() {
        let mut life = Scene::quiet(3);
        let out = life.statement("2026-02-05 13:00:00", "Withdraw", "-0.05 BTC");
        let facts = [
            ("asset", "BTC"),
            ("gap", "0.02"),
            ("reason", "below_zero"),
            ("at", "2026-02-05 13:00:00"),
        ];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &[out]);
    }

    #[test]
    fn a_trade_that_the_statement_does_not_know() {
        let mut life = Scene::quiet(3);
        let alone = life.fill("2026-01-03 20:00:00", "SELL ETH/USDT", "0.1", "2500");
        let facts =
            [("asset", "ETH"), ("gap", "0.1"), ("reason", "missing_in_statement"), ("count", "1")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &[alone]);
    }

    #[test]
    fn two_exports_of_one_period_disagree() {
        let mut life = Scene::quiet(2);
        let rows = [
            "01-01 09:00:00,Spot,Deposit,USDT,100000",
            "01-03 14:00:00,Spot,Transaction Buy,SOL,4",
        ];
        life.row(&STATEMENT_V2, &format!("123,2026-{},", rows[0]));
        life.row(&STATEMENT_V2, "123,2026-01-02 10:00:00,Spot,Transaction Buy,BTC,0.01,");
        let more =
            life.row(&STATEMENT_V2, "123,2026-01-02 11:00:00,Spot,Transaction Buy,BTC,0.07,");
        life.row(&STATEMENT_V2, "123,2026-01-03 10:00:00,Spot,Transaction Buy,BTC,0.01,");
        life.row(&STATEMENT_V2, &format!("123,2026-{},", rows[1]));
        let facts = [("asset", "BTC"), ("gap", "0.07"), ("reason", "exports_disagree")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &[more]);
    }

    #[test]
    fn an_export_that_begins_in_mid_life_lacks_nothing() {
        let mut life = Scene::default();
        life.statement("2026-01-01 09:00:00", "Transaction Sold", "-2 BTC");
        life.statement("2026-01-01 09:00:00", "Transaction Revenue", "100000 USDT");
        life.statement("2026-01-02 09:00:00", "Withdraw", "-1 BTC");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn an_export_of_one_coin_lacks_nothing_of_the_others() {
        let mut life = Scene::default();
        life.statement("2026-01-01 09:00:00", "Deposit", "5 BTC");
        life.statement("2026-01-09 09:00:00", "Withdraw", "-1 BTC");
        for day in 2..8 {
            life.fill(&format!("2026-01-0{day} 12:00:00"), "BUY ETH/USDT", "0.2", "2500");
        }
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_margin_loan_may_go_below_zero() {
        let mut life = Scene::quiet(3);
        life.statement("2026-02-04 13:00:00", "Margin Loan", "0.01 BTC");
        life.statement("2026-02-05 13:00:00", "Withdraw", "-0.05 BTC");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn rows_that_could_not_be_read_are_a_hole_of_their_own() {
        let mut life = Scene::quiet(3);
        life.row(&STATEMENT, "123,2026-02-01 10:00:00,Spot,Deposit,BTC,0.0.5,");
        life.statement("2026-02-05 13:00:00", "Withdraw", "-0.05 BTC");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn two_peoples_exports_of_one_period_need_not_agree() {
        let mut life = Scene::quiet(2);
        for row in ["01-01 09:00:00,Spot,Deposit,USDT,7", "01-03 14:00:00,Spot,Withdraw,USDT,-9"] {
            life.row(&STATEMENT_V2, &format!("456,2026-{row},"));
        }
        life.examine().assert_not_run(CODE, "several_accounts");
    }

    #[test]
    fn a_deposit_row_taken_out_shows_when_its_coins_are_spent() {
        let mut life = Scene::quiet(3);
        // Between these two stood a deposit of 0.5 BTC.
        let out = life.statement("2026-02-05 13:00:00", "Withdraw", "-0.5 BTC");
        life.statement("2026-02-06 13:00:00", "Transaction Related", "0.01 BNB");
        let facts = [("asset", "BTC"), ("gap", "0.47"), ("reason", "below_zero")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &[out]);
    }

    #[test]
    fn without_a_statement_it_cannot_run() {
        let mut scene = Scene::default();
        scene.fill("2026-01-03 20:00:00", "SELL ETH/USDT", "0.1", "2500");
        scene.examine().assert_not_run(CODE, "no_statement");
    }
}
