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
    let reasons: BTreeSet<&str> = problems.iter().map(|p| p.detail).filter(|d| *d != "more_rows").collect();
    let more: i64 = problems.iter().filter(|p| p.detail == "more_rows").filter_map(|p| p.value.parse::<i64>().ok()).sum();
    let listed = problems.iter().filter(|p| p.line.is_some()).count();
    Finding::new(Code::RowsUnreadable, Severity::Warning, Confidence::Certain)
        .fact("count", i64::try_from(listed).unwrap_or(i64::MAX).saturating_add(more))
        .fact("reason", reasons.into_iter().collect::<Vec<_>>())
        .citing(problems.iter().filter_map(|p| p.line).map(|line| Cite { exhibit, line }))
        .advising("rows_may_matter", &["export_again"])
}
