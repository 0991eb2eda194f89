//! In which zone an export's times are written, and how that is known.

use crate::case::{Case, begins, csv, fact, findings, first, one};
use hikeshi_case::time::Zone;
use hikeshi_case::{Examination, Options, examine};

const HEADER: &str = "User ID,Time,Account,Operation,Coin,Change,Remark";
const ROW: &str = "1,26-07-01 12:00:00,Spot,Deposit,BTC,1,";
const DEPOSITS: &str = "Time,Coin,Network,Amount,Address,TXID,Status";

fn statement() -> Vec<u8> {
    csv(&[HEADER, ROW])
}

/// Zone and where it is from.
fn zone(examination: &Examination, n: usize) -> (&str, &str) {
    let report = &examination.exhibits[n];
    (report.time_zone.as_deref().unwrap_or_default(), report.time_zone_from.unwrap_or_default())
}

/// Why a zone was assumed, by the finding and by the problem; they must agree.
fn reason(examination: &Examination) -> String {
    let found = findings(examination, "time_zone_assumed");
    assert_eq!(found.len(), 1, "{:?}", examination.findings);
    let problem =
        examination.problems.iter().find(|problem| problem.value == fact(found[0], "zone"));
    assert_eq!(problem.map(|problem| problem.detail), Some(fact(found[0], "reason").as_str()));
    fact(found[0], "reason")
}

#[test]
fn the_files_name_says_it() {
    for (name, label, at) in [
        ("Binance-Transaction-History-202607252338(UTC+9).csv", "+09:00", "2026-07-01T03:00:00Z"),
        (
            "Binance-Transaction-History-202607252338(UTC--6)_1a2b3c4d.csv",
            "-06:00",
            "2026-07-01T18:00:00Z",
        ),
        (
            "Binance-Transaction-History-202607252338(UTC+5:30).csv",
            "+05:30",
            "2026-07-01T06:30:00Z",
        ),
        (
            "Binance-Transaction-History-202607252338(UTC+5_45).csv",
            "+05:45",
            "2026-07-01T06:15:00Z",
        ),
        ("Binance-Transaction-History-202607252338(UTC-3).csv", "-03:00", "2026-07-01T15:00:00Z"),
        ("Binance-Transaction-History-202607252338（UTC+9）.csv", "+09:00", "2026-07-01T03:00:00Z"),
        ("old (2)(UTC).csv", "+00:00", "2026-07-01T12:00:00Z"),
        ("exports.zip!/folder/x(UTC+9)-part1-of1.csv", "+09:00", "2026-07-01T03:00:00Z"),
    ] {
        let examination = one(name, statement());
        assert_eq!(zone(&examination, 0), (label, "file_name"), "{name}");
        assert_eq!(begins(&examination, 0), at, "{name}");
        assert!(findings(&examination, "time_zone_assumed").is_empty(), "{name}");
    }
}

#[test]
fn a_folders_name_says_nothing() {
    let examination = one("mine(UTC+9)/statement.csv", statement());
    assert_eq!(zone(&examination, 0), ("+00:00", "assumed"));
}

#[test]
fn the_column_says_it_and_is_believed_before_the_name() {
    for (column, label) in [
        ("Date(UTC)", "+00:00"),
        ("Date(UTC+8)", "+08:00"),
        ("Date(UTC-3:30)", "-03:30"),
        ("Date(UTCnull)", "+00:00"),
    ] {
        let header = format!("{column},Coin,Network,Amount,Address,TXID,Status");
        let examination = one(
            "Binance-Deposit-History(UTC+9).csv",
            csv(&[&header, "26-07-01 12:00:00,BTC,BTC,1,x,y,Completed"]),
        );
        assert_eq!(zone(&examination, 0), (label, "column"), "{column}");
    }
}

#[test]
fn a_cell_above_the_header_says_it() {
    let title = "取引履歴,,,期間(UTC+9),2026-07-01,,";
    let examination = one("renamed.csv", csv(&[title, HEADER, ROW]));
    assert_eq!(zone(&examination, 0), ("+09:00", "cell"));
    assert_eq!(begins(&examination, 0), "2026-07-01T03:00:00Z");
}

#[test]
fn the_person_says_it_of_one_file_in_the_answers() {
    let answers = "hikeshi_answers = 1\n[[file]]\nname = \"phone\"\nzone = \"America/New_York\"\n\n[[file]]\nname = \"desk\"\nzone = \"+05:30\"\n";
    let case = Case::default()
        .with(
            "phone.csv",
            csv(&[
                HEADER,
                "1,26-07-01 12:00:00,Spot,Deposit,BTC,1,",
                "1,26-12-01 12:00:00,Spot,Deposit,BTC,2,",
            ]),
        )
        .with("desk.csv", csv(&[DEPOSITS, "26-07-01 12:00:00,BTC,BTC,7,x,y,Completed"]))
        .with("answers.toml", answers);
    let examination = case.examine();
    assert_eq!(zone(&examination, 0), ("America/New_York", "answer"));
    assert_eq!(zone(&examination, 1), ("+05:30", "answer"));
    let (from, to) = first(&examination).period.unwrap();
    assert_eq!(
        (from.to_string().as_str(), to.to_string().as_str()),
        ("2026-07-01T16:00:00Z", "2026-12-01T17:00:00Z")
    );
    assert_eq!(begins(&examination, 1), "2026-07-01T06:30:00Z");
    assert!(findings(&examination, "time_zone_assumed").is_empty());
}

#[test]
fn a_zone_for_all_files_honours_daylight_saving() {
    let rows: Vec<String> =
        ["01-15 12:00:00", "03-29 02:30:00", "07-01 12:00:00", "10-25 02:30:00"]
            .iter()
            .map(|at| format!("1,26-{at},Spot,Deposit,BTC,1,"))
            .collect();
    let mut lines = vec![HEADER];
    lines.extend(rows.iter().map(String::as_str));
    let options = Options { zone: Zone::parse("Europe/Berlin"), ..Options::default() };
    let case = Case::default()
        .with("x.csv", csv(&lines))
        .with("y(UTC+9).csv", csv(&[DEPOSITS, "26-07-01 12:00:00,BTC,BTC,7,x,y,Completed"]));
    let examination = examine(&case, &options);
    assert_eq!(zone(&examination, 0), ("Europe/Berlin", "answer"));
    assert_eq!(
        zone(&examination, 1),
        ("+09:00", "file_name"),
        "what a file says of itself comes first"
    );
    let times: Vec<String> = examination
        .transfers
        .iter()
        .filter(|t| t.cites[0].exhibit.0 == 1)
        .map(|t| t.at.to_string())
        .collect();
    // The hour that is skipped is read as the later one, the hour that comes twice as the earlier one.
    assert_eq!(
        times,
        [
            "2026-01-15T11:00:00Z",
            "2026-03-29T01:30:00Z",
            "2026-07-01T10:00:00Z",
            "2026-10-25T00:30:00Z"
        ]
    );
}

#[test]
fn assumed_from_the_other_exports_where_they_agree() {
    let case = Case::default()
        .with("a(UTC+9).csv", statement())
        .with("b.csv", csv(&[DEPOSITS, "26-07-01 12:00:00,ETH,ETH,7,x,y,Completed"]));
    let examination = case.examine();
    assert_eq!(zone(&examination, 1), ("+09:00", "assumed"));
    assert_eq!(reason(&examination), "siblings");
    let third = csv(&[DEPOSITS, "26-07-02 12:00:00,ETH,ETH,8,x,z,Completed"]);
    let examination = case.with("c(UTC+2).csv", third).examine();
    assert_eq!(zone(&examination, 1), ("+00:00", "assumed"), "two zones decide nothing");
    assert_eq!(reason(&examination), "utc");
}

#[test]
fn found_by_rows_that_another_export_shares() {
    let known = csv(&[
        "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark",
        "1,2026-07-01 12:00:00,Spot,Deposit,BTC,0.51,",
        "1,2026-07-02 13:10:00,Spot,Deposit,BTC,0.52,",
        "1,2026-07-03 14:20:00,Spot,Deposit,BTC,0.53,",
    ]);
    let renamed = csv(&[
        DEPOSITS,
        "26-07-01 21:00:00,BTC,BTC,0.51,x,a,Completed",
        "26-07-02 22:10:00,BTC,BTC,0.52,x,b,Completed",
        "26-07-03 23:20:00,BTC,BTC,0.53,x,c,Completed",
    ]);
    let examination = Case::default().with("s.csv", known).with("d.csv", renamed).examine();
    assert_eq!(zone(&examination, 1), ("+09:00", "assumed"));
    assert_eq!(begins(&examination, 1), "2026-07-01T12:00:00Z");
    assert_eq!(reason(&examination), "matched_rows");
    assert_eq!(examination.transfers.len(), 3, "moved rows join those of the statement");
}

#[test]
fn assumed_to_be_japan_for_a_japanese_header() {
    let header = "ユーザーID,時間,アカウント,操作,コイン,変更,備考";
    let examination = one("x.csv", csv(&[header, ROW]));
    assert_eq!(zone(&examination, 0), ("+09:00", "assumed"));
    assert_eq!(reason(&examination), "japanese_header");
}

#[test]
fn assumed_to_be_the_persons_own_zone_else_utc() {
    let options =
        Options { person_zone: Zone::parse("America/Sao_Paulo").unwrap(), ..Options::default() };
    let examination = examine(&Case::default().with("x.csv", statement()), &options);
    assert_eq!(zone(&examination, 0), ("America/Sao_Paulo", "assumed"));
    assert_eq!(begins(&examination, 0), "2026-07-01T15:00:00Z");
    assert_eq!(reason(&examination), "person");
    let examination = one("x.csv", statement());
    assert_eq!(zone(&examination, 0), ("+00:00", "assumed"));
    assert_eq!(reason(&examination), "utc");
}

#[test]
fn clocks_of_twelve_hours_and_spreadsheet_dates_are_read() {
    for (text, at) in [
        ("2026/7/1 9:05", "2026-07-01T09:05:00Z"),
        ("2026-07-01 09:05:06 PM", "2026-07-01T21:05:06Z"),
        ("2026-07-01 12:05:06 AM", "2026-07-01T00:05:06Z"),
        ("2026/07/01 午後9:05:06", "2026-07-01T21:05:06Z"),
        ("2026-07-01T09:05:06.250Z", "2026-07-01T09:05:06.25Z"),
        ("01.07.26 09:05", "2026-07-01T09:05:00Z"),
    ] {
        let row = format!("1,{text},Spot,Deposit,BTC,1,");
        let examination = one("x(UTC).csv", csv(&[HEADER, &row]));
        assert_eq!(begins(&examination, 0), at, "{text}");
    }
}
