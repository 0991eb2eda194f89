//! The times of a file are in a zone that nothing in the file says. Nine hours put a night's work on
//! another day, so the assumption stands in the dossier.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};

pub(super) struct TimeZoneAssumed;

impl Check for TimeZoneAssumed {
    fn code(&self) -> Code {
        Code::TimeZoneAssumed
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let findings = case.assumed.iter().filter(|(.., rows)| *rows > 0).map(|(exhibit, zone, why, rows)| {
            let confidence = if *why == "matched_rows" { Confidence::Likely } else { Confidence::Possible };
            Finding::new(Code::TimeZoneAssumed, Severity::Info, confidence)
                .fact("zone", zone.label())
                .fact("reason", *why)
                .fact("count", i64::try_from(*rows).unwrap_or(i64::MAX))
                .citing([Cite { exhibit: *exhibit, line: 1 }])
                .advising("times_may_be_off", &["name_time_zone", "export_again"])
        });
        Ok(findings.collect())
    }
}
