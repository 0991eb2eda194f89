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
    assert_eq!(
        problem.map(|problem| problem.detail.as_ref()),
        Some(fact(found[0], "reason").as_str())
    );
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

const UTC_STATEMENT: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";
const ORDERS: &str = "Time,OrderNo,Pair,Type,Side,Order Price,Order Amount,Time,Executed,Average Price,Trading total,Status";

/// Deposits of a growing amount in UTC, and the same as an export without a zone prints them.
fn deposits(times: &[(&str, &str)]) -> Case {
    let mut known = vec![UTC_STATEMENT.to_owned()];
    let mut bare = vec![DEPOSITS.to_owned()];
    for (n, (utc, local)) in times.iter().enumerate() {
        known.push(format!("1,{utc},Spot,Deposit,BTC,0.5{n},"));
        bare.push(format!("{local},BTC,BTC,0.5{n},x,tx{n},Completed"));
    }
    let lines = |text: &[String]| csv(&text.iter().map(String::as_str).collect::<Vec<_>>());
    Case::default().with("s.csv", lines(&known)).with("d.csv", lines(&bare))
}

fn living_in(zone: &str) -> Options {
    Options { person_zone: Zone::parse(zone).unwrap(), ..Options::default() }
}

fn order(at: &str, number: u32, total: &str) -> String {
    format!(
        "{at},{number},BTCUSDT,MARKET,BUY,0,0.00{number}BTC,{at},0.00{number}BTC,50000,{total}USDT,Filled"
    )
}

#[test]
fn orders_are_settled_by_the_trades_they_became() {
    let trades = csv(&[
        "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
        "2026-07-01 12:00:00,BTCUSDT,BUY,50000,0.0010BTC,50USDT,0BNB",
        "2026-07-01 12:00:00,BTCUSDT,BUY,50000,0.0001BTC,5USDT,0BNB",
        "2026-07-02 12:10:00,BTCUSDT,BUY,50000,0.0012BTC,60USDT,0BNB",
        "2026-07-03 12:20:00,BTCUSDT,BUY,50000,0.0013BTC,65USDT,0BNB",
    ]);
    let orders = [
        ORDERS.to_owned(),
        // Two fills in one second.
        order("2026-07-01 21:00:00", 11, "55"),
        order("2026-07-02 21:10:00", 12, "60"),
        order("2026-07-03 21:20:00", 13, "65"),
    ];
    let orders = csv(&orders.iter().map(String::as_str).collect::<Vec<_>>());
    let examination = Case::default().with("t.csv", trades).with("o.csv", orders).examine();
    assert_eq!(zone(&examination, 1), ("+09:00", "assumed"));
    assert_eq!(begins(&examination, 1), "2026-07-01T12:00:00Z");
    assert_eq!(reason(&examination), "matched_rows");
}

#[test]
fn orders_are_settled_by_their_numbers_in_another_export() {
    let lines = |header: &str, hours: [u32; 3]| {
        let mut lines = vec![header.to_owned()];
        for (number, hour) in (11..).zip(hours) {
            // Nothing was executed: only the number tells.
            let at = format!("2026-07-0{} {hour:02}:00:00", number - 10);
            lines.push(format!(
                "{at},{number},BTCUSDT,LIMIT,BUY,100,1BTC,{at},0BTC,0,0USDT,Canceled"
            ));
        }
        csv(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let examination = Case::default()
        .with("Binance-Spot-Order-History-202607252338(UTC+9).csv", lines(ORDERS, [10, 11, 12]))
        .with("o.csv", lines(ORDERS, [6, 7, 8]))
        .with("other(UTC+1).csv", csv(&[DEPOSITS, "26-07-01 12:00:00,ETH,ETH,7,x,y,Completed"]))
        .examine();
    assert_eq!(zone(&examination, 1), ("+05:00", "assumed"));
    assert_eq!(begins(&examination, 1), "2026-07-01T01:00:00Z");
}

/// Four instants around the clock change of 8 March 2026 in New York, read there and in UTC.
const CHANGE: [(&str, &str); 4] = [
    ("2026-03-01 12:00:00", "26-03-01 07:00:00"),
    ("2026-03-05 13:10:00", "26-03-05 08:10:00"),
    ("2026-03-10 14:20:00", "26-03-10 10:20:00"),
    ("2026-03-20 15:30:00", "26-03-20 11:30:00"),
];

fn transfer_times(examination: &Examination) -> Vec<String> {
    examination.transfers.iter().map(|transfer| transfer.at.to_string()).collect()
}

#[test]
fn a_clock_change_inside_the_file_is_honoured_when_matched() {
    let expected = [
        "2026-03-01T12:00:00Z",
        "2026-03-05T13:10:00Z",
        "2026-03-10T14:20:00Z",
        "2026-03-20T15:30:00Z",
    ];
    // The person lives there; or nobody knows, and the two offsets tell.
    for options in [living_in("America/Toronto"), Options::default()] {
        let examination = examine(&deposits(&CHANGE), &options);
        let wanted =
            if options.person_zone == Zone::UTC { "America/New_York" } else { "America/Toronto" };
        assert_eq!(zone(&examination, 1), (wanted, "assumed"));
        assert_eq!(transfer_times(&examination), expected, "each joins its row of the statement");
        assert_eq!(begins(&examination, 1), "2026-03-01T12:00:00Z");
        assert_eq!(reason(&examination), "matched_rows");
    }
}

#[test]
fn a_file_in_utc_is_not_moved_by_the_clocks_of_the_person() {
    // 02:30 on 8 March does not exist in New York: reading it there first would lose it.
    let times = [
        ("2026-03-01 12:00:00", "26-03-01 12:00:00"),
        ("2026-03-08 02:30:00", "26-03-08 02:30:00"),
        ("2026-03-10 14:20:00", "26-03-10 14:20:00"),
        ("2026-03-20 15:30:00", "26-03-20 15:30:00"),
    ];
    let examination = examine(&deposits(&times), &living_in("America/New_York"));
    assert_eq!(zone(&examination, 1), ("+00:00", "assumed"));
    assert_eq!(examination.transfers.len(), 4, "{:?}", transfer_times(&examination));
    assert_eq!(transfer_times(&examination)[1], "2026-03-08T02:30:00Z");
    assert_eq!(reason(&examination), "matched_rows");
}

#[test]
fn two_shared_rows_or_rows_that_stand_twice_settle_nothing() {
    let examination = deposits(&CHANGE[..2]).examine();
    assert_eq!(
        (zone(&examination, 1), reason(&examination)),
        (("+00:00", "assumed"), "utc".into())
    );
    // The same purchase every day: each could be any other.
    let daily = |hour: u32| {
        let rows: Vec<String> = (1..8)
            .map(|day| format!("26-07-0{day} {hour:02}:00:00,BTC,BTC,0.5,x,t{day},Completed"))
            .collect();
        let mut lines = vec![DEPOSITS];
        lines.extend(rows.iter().map(String::as_str));
        csv(&lines)
    };
    let case = Case::default()
        .with("a(UTC+2).csv", daily(12))
        .with("b(UTC+3).csv", csv(&[DEPOSITS, "26-07-01 12:00:00,ETH,ETH,7,x,y,Completed"]))
        .with("c.csv", daily(9));
    assert_eq!(reason(&case.examine()), "utc");
}

#[test]
fn an_export_without_a_readable_row_settles_nothing() {
    let torn = csv(&[DEPOSITS, "26-07-01 25:00:00,BTC,BTC,0.5,x,t,Completed"]);
    let examination =
        Case::default().with("a(UTC+2).csv", statement()).with("d.csv", torn).examine();
    assert_eq!(zone(&examination, 1), ("+02:00", "assumed"));
    assert!(findings(&examination, "time_zone_assumed").is_empty(), "there is no time to be off");
}
