//! The same rows in every wrapping that exports and spreadsheets give them.

use crate::case::{
    Case, balance, begins, csv, findings, first, one, problems, sheet, workbook, xlsx,
};
use encoding_rs::SHIFT_JIS;
use hikeshi_case::event::Direction;

const HEADER: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";
const ROWS: [&str; 3] = [
    "1,2023-05-06 07:08:09,Spot,Deposit,ETH,2.5,",
    "1,2023-05-07 07:08:09,Spot,Withdraw,ETH,-0.5,Withdraw fee is included",
    "1,2023-05-08 07:08:09,Spot,Deposit,USDT,1000,",
];
const JAPANESE: &str = "ユーザーID,時間,アカウント,操作,コイン,変更,備考\n1,23-05-06 07:08:09,Spot,Deposit,ETH,2,手数料込み\n";
const V1: &str = "Date(UTC),Coin,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status";
const V1_ROW: &str =
    "2020-05-06 07:08:09,XRP,20,0,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed";

/// The statement with one wrapping.
fn wrapped(delimiter: &str, quoted: bool, end: &str, marked: bool) -> Vec<u8> {
    let mut text = String::from(if marked { "\u{feff}" } else { "" });
    for line in std::iter::once(HEADER).chain(ROWS) {
        let cell = |cell: &str| if quoted { format!("\"{cell}\"") } else { cell.to_owned() };
        text += &line.split(',').map(cell).collect::<Vec<_>>().join(delimiter);
        text += end;
    }
    text.into_bytes()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn marks_quotes_line_ends_and_delimiters_change_nothing() {
    for delimiter in [",", ";", "\t"] {
        for end in ["\n", "\r\n"] {
            for (quoted, marked) in [(false, false), (false, true), (true, false), (true, true)] {
                let examination = one("statement.csv", wrapped(delimiter, quoted, end, marked));
                let what = format!("{delimiter:?} {end:?} quoted {quoted} marked {marked}");
                assert_eq!(first(&examination).format, "transaction_history/v2", "{what}");
                assert_eq!(first(&examination).rows, Some(3), "{what}");
                assert_eq!(begins(&examination, 0), "2023-05-06T07:08:09Z", "{what}");
                assert_eq!(balance(&examination, "ETH"), "2", "{what}");
                assert_eq!(problems(&examination), Vec::<String>::new(), "{what}");
            }
        }
    }
}

#[test]
fn the_last_line_needs_no_end_and_blank_lines_are_no_rows() {
    let text = format!("{HEADER}\n\n{}\r\n\r\n{}", ROWS[0], ROWS[1]);
    assert_eq!(first(&one("x.csv", text)).rows, Some(2));
}

#[test]
fn utf16_is_read_with_its_mark_and_plain_text_without() {
    for big in [false, true] {
        let marked = utf16(&format!("\u{feff}{JAPANESE}"), big);
        let examination = one("Binance-取引履歴(UTC+9).csv", marked);
        assert_eq!(first(&examination).format, "transaction_history/v3-ja");
        assert_eq!(begins(&examination, 0), "2023-05-05T22:08:09Z");
        let bare = utf16(&[HEADER, "\n", ROWS[0], "\n"].concat(), big);
        let examination = one("x.csv", bare);
        assert_eq!(first(&examination).format, "transaction_history/v2");
        assert_eq!(balance(&examination, "ETH"), "2.5");
    }
}

#[test]
fn shift_jis_is_read() {
    let (bytes, _, lossy) = SHIFT_JIS.encode(JAPANESE);
    assert!(!lossy);
    let examination = one("Binance-取引履歴(UTC+9).csv", bytes.into_owned());
    assert_eq!(first(&examination).format, "transaction_history/v3-ja");
    assert_eq!(first(&examination).rows, Some(1));
    assert_eq!(problems(&examination), Vec::<String>::new());
}

#[test]
fn newest_first_reads_like_oldest_first() {
    let up = one("x.csv", csv(&[HEADER, ROWS[0], ROWS[1], ROWS[2]]));
    let down = one("x.csv", csv(&[HEADER, ROWS[2], ROWS[1], ROWS[0]]));
    assert_eq!(up.balances, down.balances);
    assert_eq!(first(&up).period, first(&down).period);
    let places = |examination: &hikeshi_case::Examination| -> Vec<(String, u32)> {
        examination.transfers.iter().map(|t| (t.at.to_string(), t.cites[0].line)).collect()
    };
    let times =
        |places: &[(String, u32)]| places.iter().map(|(at, _)| at.clone()).collect::<Vec<_>>();
    assert_eq!(times(&places(&up)), times(&places(&down)));
    assert_eq!(places(&down).iter().map(|(_, line)| *line).collect::<Vec<_>>(), [4, 3, 2]);
}

#[test]
fn an_export_of_an_old_mac_keeps_its_line_numbers() {
    let bad = "1,2026-01-06 10:00:00,Spot,Deposit,BTC,half,";
    let bytes = [HEADER, ROWS[0], "", bad, ROWS[1]].join("\r").into_bytes();
    let examination = one("x.csv", bytes);
    assert_eq!(first(&examination).rows, Some(2));
    assert_eq!(problems(&examination), ["4 bad_number"]);
    let lines: Vec<u32> = examination.transfers.iter().map(|t| t.cites[0].line).collect();
    assert!(lines.contains(&2), "{lines:?}");
}

#[test]
fn a_torn_number_in_the_first_row_is_refused_and_commas_at_every_end_are_not() {
    let torn = "1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,205,";
    let whole = "1,2026-01-06 10:00:00,Spot,Deposit,BTC,1,";
    for rows in [vec![torn], vec![torn, whole], vec![whole, torn], vec![torn, whole, whole]] {
        let line = 2 + rows.iter().position(|row| *row == torn).unwrap();
        let examination = one("x.csv", csv(&[&[HEADER], rows.as_slice()].concat()));
        assert_eq!(problems(&examination), [format!("{line} extra_columns")], "{rows:?}");
        assert_eq!(first(&examination).rows, Some(rows.len() as u64 - 1), "{rows:?}");
    }
    let ended = format!("{whole},");
    let examination = one("x.csv", csv(&[HEADER, &ended, &format!("{torn},"), &ended, &ended]));
    assert_eq!(problems(&examination), ["3 extra_columns"]);
    assert_eq!(first(&examination).rows, Some(3));
}

#[test]
fn rows_of_a_sheet_are_cited_by_their_own_number() {
    let header = [
        ("C", "ユーザーID"),
        ("D", "時間"),
        ("F", "アカウント"),
        ("G", "操作"),
        ("I", "コイン"),
        ("J", "変更"),
        ("L", "備考"),
    ];
    let good = [
        ("C", "1"),
        ("D", "26-03-01 00:30:00"),
        ("F", "Spot"),
        ("G", "Deposit"),
        ("I", "BTC"),
        ("J", "0.5"),
    ];
    let bad = [
        ("C", "1"),
        ("D", "26-03-01 00:30:00"),
        ("F", "Spot"),
        ("G", "Deposit"),
        ("I", "BTC"),
        ("J", "half"),
    ];
    let rows: [(u32, &[(&str, &str)]); 4] =
        [(6, &[("F", "期間(UTC+9)")]), (10, &header), (15, &bad), (17, &good)];
    let examination = one("report.xlsx", xlsx(&rows));
    assert_eq!(problems(&examination), ["15 bad_number"]);
    assert_eq!(examination.transfers[0].cites[0].line, 17);
    assert_eq!(examination.users, ["1"]);
}

#[test]
fn shared_strings_numbers_and_day_numbers_of_a_workbook_are_read() {
    let strings = "<sst><si><t>Date(UTC)</t></si><si><t>Market</t></si><si><t>Type</t></si><si><t>Price</t></si>\
        <si><r><t>Am</t></r><r><t>ount</t></r></si><si><t>Total</t></si><si><t>Fee</t></si><si><t>Fee Coin</t></si>\
        <si><t>ETHBTC</t><rPh><t>イーサ</t></rPh></si><si><t>BUY</t></si><si><t>ETH</t></si></sst>";
    let header = (0..8).map(|n| format!("<c t=\"s\"><v>{n}</v></c>")).collect::<Vec<_>>().concat();
    let row = "<c><v>43101.5</v></c><c t=\"s\"><v>8</v></c><c t=\"s\"><v>9</v></c><c><v>3.1E-2</v></c>\
        <c><v>2</v></c><c><v>0.062</v></c><c><v>0.002</v></c><c t=\"s\"><v>10</v></c>";
    let sheet = format!(
        "<worksheet><sheetData><row>{header}</row><row>{row}</row></sheetData></worksheet>"
    );
    let bytes =
        workbook(&[("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", &sheet)]);
    let case = Case::default().with("TradeHistory.xlsx", bytes);
    let trade = case.events().trades[0];
    assert_eq!(trade.at.to_string(), "2018-01-01T12:00:00Z");
    assert_eq!(
        (trade.price.to_string(), trade.quantity.to_string()),
        ("0.031".to_owned(), "2".to_owned())
    );
    assert_eq!(trade.cite.line, 2);
}

#[test]
fn an_export_without_rows_is_an_export() {
    let examination = one("x.csv", csv(&[HEADER]));
    assert_eq!(
        (first(&examination).format.as_str(), first(&examination).rows),
        ("transaction_history/v2", Some(0))
    );
    assert!(examination.findings.is_empty() && problems(&examination).is_empty());
    let nothing = "条件に一致するデータがありません。\n";
    for (name, format) in [
        ("Binance-Deposit-History-202603230400(UTC+9).csv", "deposits/empty"),
        ("Binance-Withdraw-History-202603230400(UTC+9).csv", "withdrawals/empty"),
        ("Binance-取引履歴-202603230400(UTC+9).csv", "transaction_history/empty"),
        ("Binance-Spot-Trade-History-202603230400(UTC+9).csv", "spot_trades/empty"),
        ("Binance-Spot-Order-History-202603230400(UTC+9).csv", "spot_orders/empty"),
        ("Binance-Fiat-Buy-History-202603230400(UTC+9).csv", "fiat_buy/empty"),
    ] {
        let examination = one(name, nothing);
        assert_eq!(
            (first(&examination).format.as_str(), first(&examination).rows),
            (format, Some(0)),
            "{name}"
        );
        assert_eq!(first(&examination).time_zone.as_deref(), Some("+09:00"), "{name}");
        assert_eq!(problems(&examination), Vec::<String>::new(), "{name}");
        assert!(findings(&examination, "time_zone_assumed").is_empty(), "{name}");
    }
}

#[test]
fn the_sentence_below_a_header_is_no_row() {
    let header = "時間,コイン,ネットワーク,金額,住所,トランザクションID,ステータス";
    let examination =
        one("入金履歴(UTC+9).csv", csv(&[header, "条件に一致するデータがありません。"]));
    assert_eq!(
        (first(&examination).format.as_str(), first(&examination).rows),
        ("deposits/v3-ja", Some(0))
    );
    assert_eq!(problems(&examination), Vec::<String>::new());
}

#[test]
fn a_header_in_no_list_is_read_by_its_shape_and_said_so() {
    for (name, header, row, format) in [
        (
            "x(UTC+8).csv",
            "时间,币种,网络,数量,手续费,地址,TXID,状态",
            "26-03-01 18:22:05,USDT,TRX,10,1,TXYZ,1f,Completed",
            "withdrawals/unlisted",
        ),
        (
            "x(UTC+8).csv",
            "User ID,Time,Account,Operation,Coin,Change,Remark,Balance",
            "1,26-03-01 18:22:05,Spot,Deposit,BTC,1,,1",
            "transaction_history/unlisted",
        ),
        (
            "x(UTC+8).csv",
            "Side,Pair,Time,Price,Executed,Amount,Fee,Role",
            "BUY,ETHUSDT,26-03-01 18:22:05,2000,1ETH,2000USDT,0.001ETH,Taker",
            "spot_trades/unlisted",
        ),
    ] {
        let examination = one(name, csv(&[header, row]));
        assert_eq!(
            (first(&examination).format.as_str(), first(&examination).rows),
            (format, Some(1)),
            "{header}"
        );
        assert_eq!(begins(&examination, 0), "2026-03-01T10:22:05Z", "{header}");
        assert_eq!(problems(&examination), Vec::<String>::new(), "{header}");
    }
}

#[test]
fn a_bank_statement_is_no_export_of_an_exchange() {
    let examination =
        one("bank.csv", csv(&["Date,Description,Amount,Balance", "2026-03-01,Rent,-1000,500"]));
    assert_eq!(first(&examination).rows, None);
}

#[test]
fn the_oldest_transfers_are_told_apart_by_the_files_name() {
    for (name, format, direction) in [
        ("Binance-DepositHistory.csv", "deposits/v1", Direction::In),
        ("入金.csv", "deposits/v1", Direction::In),
        ("WithdrawHistory.csv", "withdrawals/v1", Direction::Out),
        ("出金.csv", "withdrawals/v1", Direction::Out),
    ] {
        let examination = one(name, csv(&[V1, V1_ROW]));
        assert_eq!(first(&examination).format, format, "{name}");
        assert_eq!(examination.transfers[0].direction, direction, "{name}");
        assert_eq!(examination.transfers[0].memo, "104729", "{name}");
    }
}

#[test]
fn transfers_that_say_no_direction_wait_for_an_answer() {
    let examination = one("history.csv", csv(&[V1, V1_ROW]));
    assert_eq!(first(&examination).format, "transfers/undecided");
    assert_eq!(problems(&examination), ["0 direction_unknown"]);
    assert!(examination.transfers.is_empty());
    let answers = "hikeshi_answers = 1\n\n[[file]]\nname = \"history\"\nformat = \"withdrawals\"\n";
    let case =
        Case::default().with("history.csv", csv(&[V1, V1_ROW])).with("answers.toml", answers);
    let examination = case.examine();
    assert_eq!(first(&examination).format, "withdrawals/v1");
    assert_eq!(examination.exhibits[1].format, "answers/v1");
    assert_eq!(examination.transfers[0].direction, Direction::Out);
    assert_eq!(problems(&examination), Vec::<String>::new());
}

#[test]
fn the_direction_of_ordinary_money_stands_in_its_column_or_the_files_name() {
    let header = "Date(UTC),Coin,Amount,Status,Payment Method,Indicated Amount,Fee,Order ID";
    let row = "2021-05-06 07:08:09,EUR,99,Successful,Bank Transfer,100,1,A4711";
    for (name, direction) in
        [("fiat-deposit.csv", Direction::In), ("fiat-withdraw.csv", Direction::Out)]
    {
        let events = Case::default().with(name, csv(&[header, row])).events();
        assert_eq!(events.fiat[0].direction, direction);
        assert_eq!(events.symbols.name(events.fiat[0].asset), "EUR");
    }
    for (column, direction) in [("入金額", Direction::In), ("出金額", Direction::Out)] {
        let header = format!("時間,方法,{column},受取金額,手数料,ステータス,取引ID");
        let row =
            "26-03-01 18:22:05,銀行振込,\"17,198.00 JPY\",17198.00 JPY,0.00 JPY,Successful,A1";
        let events = Case::default().with("x(UTC+9).csv", csv(&[&header, row])).events();
        assert_eq!(events.fiat[0].direction, direction);
        assert_eq!(events.fiat[0].amount.to_string(), "17198");
        assert_eq!(events.symbols.name(events.fiat[0].asset), "JPY");
    }
}

#[test]
fn how_a_sheet_ends_is_named_rightly() {
    let rows = sheet(&[
        (
            1,
            &[
                ("A", "Date(UTC)"),
                ("B", "Market"),
                ("C", "Type"),
                ("D", "Price"),
                ("E", "Amount"),
                ("F", "Total"),
                ("G", "Fee"),
                ("H", "Fee Coin"),
            ],
        ),
        (
            2,
            &[
                ("A", "2018-01-01 12:00:00"),
                ("B", "ETHBTC"),
                ("C", "BUY"),
                ("D", "0.031"),
                ("E", "2"),
                ("F", "0.062"),
                ("G", "0.002"),
                ("H", "ETH"),
            ],
        ),
    ]);
    let more = |inside: &str| rows.replace("</sheetData>", &format!("{inside}</sheetData>"));
    for (sheet, expected) in [
        (rows.clone(), ""),
        (rows.replace("</sheetData></worksheet>", ""), "0 cut_short"),
        (more("<row r=\"3\"></c>"), "0 broken"),
        (more("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), "1 sheet_rows_disordered"),
        (more("<row r=\"1048577\"><c><v>1</v></c></row>"), "0 sheet_too_large"),
        (more("<row r=\"3\"><c r=\"ZZ3\"><v>1</v></c></row>"), "3 sheet_too_wide"),
        (more("<row r=\"3\"><c r=\"K3\"><v>1</v></c></row>"), "3 extra_columns"),
    ] {
        let bytes = workbook(&[("xl/worksheets/sheet1.xml", &sheet)]);
        let examination = one("TradeHistory.xlsx", bytes);
        assert_eq!(first(&examination).rows, Some(1), "{expected}");
        assert_eq!(problems(&examination).concat(), expected);
    }
}

#[test]
fn what_the_name_around_a_member_says_is_heard() {
    let rows = csv(&[
        "Date(UTC),Coin,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status",
        "2020-05-06 07:08:09,XRP,20,0.25,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed",
    ]);
    assert_eq!(first(&one("part-0.csv", rows.clone())).format, "transfers/undecided");
    let examination = one("in/WithdrawalHistory.zip!/part-0.csv", rows);
    assert_eq!(first(&examination).format, "withdrawals/v1");
    let rows = csv(&[
        "ユーザーID,時間,アカウント,操作,コイン,変更,備考",
        "1,26-03-01 00:30:00,Spot,Deposit,BTC,1,",
    ]);
    let examination = one("Binance-取引履歴(UTC+9).zip!/part-0.csv", rows);
    assert_eq!(first(&examination).time_zone.as_deref(), Some("+09:00"));
    assert_eq!(first(&examination).time_zone_from, Some("file_name"));
}
