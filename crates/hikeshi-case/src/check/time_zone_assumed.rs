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
        let findings =
            case.assumed.iter().filter(|(.., rows)| *rows > 0).map(|(exhibit, zone, why, rows)| {
                let confidence =
                    if *why == "matched_rows" { Confidence::Likely } else { Confidence::Possible };
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

#[cfg(test)]
mod tests {
    use crate::check::scene::{STATEMENT_V2, Scene, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::TimeZoneAssumed;
    const HEADER: &str = "User ID,Time,Account,Operation,Coin,Change,Remark";

    fn export(rows: &[&str]) -> String {
        let rows = rows.iter().map(|row| format!("123,2026-{row},\n"));
        format!("{HEADER}\n{}", rows.collect::<String>())
    }

    #[test]
    fn nothing_says_the_zone_so_utc_is_taken() {
        let mut scene = Scene::default();
        let file = scene.file("history.csv", &export(&["01-01 09:00:00,Spot,Deposit,BTC,1"]));
        let facts = [("zone", "+00:00"), ("reason", "utc"), ("count", "1")];
        scene.examine().assert_only(CODE, Severity::Info, &facts, &[line(file, 1)]);
    }

    #[test]
    fn a_japanese_header_speaks_for_japan() {
        let mut scene = Scene::default();
        let header = "ユーザーID,時間,アカウント,操作,コイン,変更,備考";
        let file = scene.file(
            "取引履歴.csv",
            &export(&["01-01 09:00:00,Spot,Deposit,BTC,1"]).replace(HEADER, header),
        );
        let facts = [("zone", "+09:00"), ("reason", "japanese_header")];
        scene.examine().assert_only(CODE, Severity::Info, &facts, &[line(file, 1)]);
    }

    #[test]
    fn rows_that_another_file_knows_give_the_zone_away() {
        let mut scene = Scene::default();
        for (hour, change) in [("09", "1.5"), ("10", "2.5"), ("11", "3.5")] {
            scene.row(
                &STATEMENT_V2,
                &format!("123,2026-01-01 {hour}:00:00,Spot,Deposit,BTC,{change},"),
            );
        }
        let rows = [
            "18:00:00,Spot,Deposit,BTC,1.5",
            "19:00:00,Spot,Deposit,BTC,2.5",
            "20:00:00,Spot,Deposit,BTC,3.5",
        ];
        let rows = rows.map(|row| format!("01-01 {row}"));
        let file = scene.file("history.csv", &export(&[&rows[0], &rows[1], &rows[2]]));
        let facts = [("zone", "+09:00"), ("reason", "matched_rows"), ("count", "3")];
        scene.examine().assert_only(CODE, Severity::Info, &facts, &[line(file, 1)]);
    }

    #[test]
    fn the_name_the_column_and_the_person_say_the_zone() {
        let mut life = Scene::quiet(1);
        life.row(&STATEMENT_V2, "123,2026-03-01 09:00:00,Spot,Deposit,BTC,1,");
        life.file("history.csv", &export(&["03-02 09:00:00,Spot,Deposit,BTC,1"]));
        life.answers("[[file]]\nname = \"history.csv\"\nzone = \"Asia/Tokyo\"");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn where_no_row_can_be_read_no_time_is_off() {
        let mut scene = Scene::default();
        scene.file("history.csv", &export(&[]));
        scene.file("other.csv", &export(&["13-01 09:00:00,Spot,Deposit,BTC,1"]));
        scene.examine().assert_silent(CODE);
    }
}
