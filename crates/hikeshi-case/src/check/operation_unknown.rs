//! An operation's name is in no list. The exchange renames them without notice; the rows are kept,
//! counted in the balance and shown.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::shortened;
use crate::symbol::Symbol;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct OperationUnknown;

/// Rows cited of one operation; the rest is counted.
const CITED: usize = 2_000;

impl Check for OperationUnknown {
    fn code(&self) -> Code {
        Code::OperationUnknown
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_statement()?;
        let mut unknown: BTreeMap<Symbol, (usize, BTreeSet<&str>, Vec<Cite>)> = BTreeMap::new();
        for row in case.ledger.rows.iter().filter(|row| case.ledger.class(row.operation).is_none()) {
            let entry = unknown.entry(row.operation).or_default();
            entry.0 += 1;
            entry.1.insert(case.name(row.coin));
            if entry.2.len() < CITED {
                entry.2.push(row.cite());
            }
        }
        let findings = unknown.into_iter().map(|(operation, (count, assets, cites))| {
            Finding::new(Code::OperationUnknown, Severity::Info, Confidence::Certain)
                .fact("operation", shortened(case.name(operation), 80))
                .fact("count", count)
                .fact("asset", assets.into_iter().collect::<Vec<_>>())
                .citing(cites)
                .advising("meaning_unknown", &["contact_exchange"])
        });
        Ok(findings.collect())
    }
}
