//! Rows of an export could not be read. Each is listed with its line; what stood there may matter.

use super::{Case, Check};
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::{Problem, ProblemCode};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct RowsUnreadable;

impl Check for RowsUnreadable {
    fn code(&self) -> Code {
        Code::RowsUnreadable
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let mut files: BTreeMap<ExhibitId, Vec<&Problem>> = BTreeMap::new();
        for problem in case.problems.iter().filter(|p| p.code == ProblemCode::RowsUnreadable) {
            if let Some(exhibit) = problem.exhibit {
                files.entry(exhibit).or_default().push(problem);
            }
        }
        Ok(files.into_iter().map(|(exhibit, problems)| finding(exhibit, &problems)).collect())
    }
}

fn finding(exhibit: ExhibitId, problems: &[&Problem]) -> Finding {
    let reasons: BTreeSet<&str> =
        problems.iter().map(|p| p.detail.as_ref()).filter(|d| *d != "more_rows").collect();
    let more: i64 = problems
        .iter()
        .filter(|p| p.detail == "more_rows")
        .filter_map(|p| p.value.parse::<i64>().ok())
        .sum();
    let listed = problems.iter().filter(|p| p.line.is_some()).count();
    Finding::new(Code::RowsUnreadable, Severity::Warning, Confidence::Certain)
        .fact("count", i64::try_from(listed).unwrap_or(i64::MAX).saturating_add(more))
        .fact("reason", reasons.into_iter().collect::<Vec<_>>())
        .citing(problems.iter().filter_map(|p| p.line).map(|line| Cite { exhibit, line }))
        .advising("rows_may_matter", &["export_again"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{STATEMENT, Scene, TRADES, WITHDRAWALS, Wanted};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::RowsUnreadable;

    #[test]
    fn each_damaged_row_is_cited_file_by_file() {
        let mut life = Scene::quiet(1);
        let number = life.row(&STATEMENT, "123,2026-02-05 03:00:00,Spot,Deposit,BTC,1.2.3,");
        let time = life.row(&STATEMENT, "123,2026-02-30 03:00:00,Spot,Deposit,BTC,1,");
        let torn = life.row(&STATEMENT, "123,2026-02-05 03:0");
        let side = life.row(&TRADES, "2026-02-05 03:00:00,BTCUSDT,HODL,50000,1BTC,50000USDT,0BNB");
        let facts = [("count", "3"), ("reason", "bad_number bad_time missing_columns")];
        let other = [("count", "1"), ("reason", "bad_side")];
        let wanted: [Wanted<'_>; 2] = [
            (Severity::Warning, &facts, &[number, time, torn]),
            (Severity::Warning, &other, &[side]),
        ];
        life.examine().assert_each(CODE, &wanted);
    }

    #[test]
    fn a_number_torn_by_its_own_comma_shifts_the_row() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 03:00:00", "1 BTC", "BTC", "x", "Completed");
        let torn = scene.row(&WITHDRAWALS, "2026-02-06 03:00:00,BTC,BTC,1,234,0,x,y,Completed");
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &[("reason", "extra_columns")],
            &[torn],
        );
    }

    #[test]
    fn blank_lines_notes_and_an_export_without_records_are_whole() {
        let mut life = Scene::quiet(1);
        life.row(&STATEMENT, "");
        life.row(&STATEMENT, "*This report is for your information only");
        life.row(&WITHDRAWALS, "");
        life.file(
            "Binance-Deposit-History-202604010900(UTC+0).csv",
            "条件に一致するデータがありません\n",
        );
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_file_of_noise_has_no_rows_to_lose() {
        let mut scene = Scene::default();
        scene.file(
            "Binance-Withdraw-History.csv",
            "\u{1}\u{2}\u{0}\u{3}\u{4}\u{0}\u{5}\n\u{6},,,\u{0}",
        );
        scene.examine().assert_silent(CODE);
    }
}
