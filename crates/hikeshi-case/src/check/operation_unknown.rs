//! An operation's name is in no list. The exchange renames them without notice; the rows are kept,
//! counted in the balance and shown.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::shortened;
use crate::screen::secret::masked;
use crate::symbol::Symbol;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct OperationUnknown;

impl Check for OperationUnknown {
    fn code(&self) -> Code {
        Code::OperationUnknown
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_statement()?;
        let mut unknown: BTreeMap<Symbol, (usize, BTreeSet<&str>, Vec<Cite>)> = BTreeMap::new();
        for row in case.ledger.rows.iter().filter(|row| case.ledger.class(row.operation).is_none())
        {
            let entry = unknown.entry(row.operation).or_default();
            entry.0 += 1;
            entry.1.insert(case.name(row.coin));
            entry.2.push(row.cite());
        }
        let findings = unknown.into_iter().map(|(operation, (count, assets, cites))| {
            Finding::new(Code::OperationUnknown, Severity::Info, Confidence::Certain)
                .fact("operation", shortened(&masked(case.name(operation)), 80))
                .fact("count", count)
                .fact("asset", assets.into_iter().collect::<Vec<_>>())
                .citing(cites)
                .advising("meaning_unknown", &["contact_exchange"])
        });
        Ok(findings.collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{STATEMENT, Scene};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::OperationUnknown;

    #[test]
    fn a_name_in_no_list_is_counted_and_shown() {
        let mut life = Scene::quiet(2);
        let first = life.statement("2026-02-05 03:00:00", "Moon Mission Bonus", "5 BNB");
        let again = life.statement("2026-02-06 03:00:00", "Moon Mission Bonus", "1 ADA");
        let facts = [("operation", "Moon Mission Bonus"), ("count", "2"), ("asset", "ADA BNB")];
        life.examine().assert_only(CODE, Severity::Info, &facts, &[first, again]);
    }

    #[test]
    fn case_blanks_and_the_owners_own_wallets_do_not_matter() {
        let mut life = Scene::quiet(2);
        life.statement("2026-02-05 03:00:00", "  DEPOSIT ", "5 BNB");
        life.statement("2026-02-05 03:01:00", "Small  assets  exchange BNB", "1 BNB");
        life.statement(
            "2026-02-05 03:02:00",
            "Transfer Between Main and Whatever Comes Next",
            "-1 BNB",
        );
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn without_a_statement_it_cannot_run() {
        let mut scene = Scene::default();
        scene.fill("2026-02-05 03:00:00", "SELL BTC/USDT", "1", "50000");
        scene.examine().assert_not_run(CODE, "no_statement");
    }

    #[test]
    fn a_row_without_an_operation_is_unreadable_not_unknown() {
        let mut life = Scene::quiet(1);
        life.row(&STATEMENT, "123,2026-02-05 03:00:00,Spot,,BTC,1,");
        let seen = life.examine();
        seen.assert_silent(CODE);
        assert!(seen.0.findings.iter().any(|finding| finding.code == Code::RowsUnreadable));
    }
}
