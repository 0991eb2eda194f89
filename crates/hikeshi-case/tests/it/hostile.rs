//! Bytes that nobody should have to read: no panic, no hang, no unbounded memory, and what can be
//! read beside them is read.

use crate::case::{Case, SheetRow, csv, first, one, problems, sheet, workbook, xlsx, xlsx_of};
use crate::dice::Dice;
use hikeshi_case::Examination;
use hikeshi_case::exhibit::{Exhibit, ExhibitId, Exhibits, ReadSeek};
use hikeshi_case::finding::Cite;
use hikeshi_case::quote::quotes;
use hikeshi_case::redact;
use std::fmt::Write as _;
use std::io::{self, Read, Seek, SeekFrom};

const HEADER: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";
const ROW: &str = "1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,";

/// Names that make readers try.
const NAMES: [&str; 14] = [
    "x.csv",
    "x.xlsx",
    "x.eml",
    "x.txt",
    "x.zip",
    "x.pdf",
    "x.png",
    "shot.png!/ocr.txt",
    "answers.toml",
    "BTCUSDT-1m-2026-01-01.csv",
    "Binance-Deposit-History-202699999999(UTC+99).csv",
    "Binance-取引履歴-202603230400(UTC+9.csv",
    "../../etc/pass\nwd",
    "",
];

/// Beginnings that make readers believe.
const HEADS: [&[u8]; 15] = [
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"%PDF-1.7\n",
    b"\x89PNG\r\n",
    b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n\r\n",
    b"hikeshi_answers = 1\n[[hold]]\n",
    b"User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n1,2026-01-05 10:00:00,Spot,",
    b"Date(UTC),Pair,Side,Price,Executed,Amount,Fee\n2026-01-05 10:00:00,",
    b"Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status\n",
    b"1704067200000,1.0,1.2,0.9,1.1,500,1704067259999,550,42,1,1,0\n",
];

/// Characters that mean something to one reader or another.
const WORDS: [&str; 22] = [
    ",",
    "\"",
    "\n",
    "\r\n",
    ";",
    "\t",
    "\0",
    "26-03-01 18:22:05",
    "2026-03-01 18:22:05",
    "-",
    "1E40",
    "99999999999999999",
    "BTC",
    "1INCH",
    "<",
    "&#x110000;",
    "=?utf-8?B?",
    "--x",
    "ー",
    "（UTC",
    "http://",
    "abandon ",
];

fn noise(dice: &mut Dice) -> Vec<u8> {
    if dice.below(2) == 0 {
        let count = dice.index(600);
        return dice.bytes(count);
    }
    (0..dice.below(120)).flat_map(|_| dice.pick(&WORDS).bytes()).collect()
}

/// Examines, quotes and redacts: everything that reads foreign bytes.
fn survives(name: &str, bytes: Vec<u8>) {
    let case = Case::default().with(name, bytes);
    let examination = case.examine();
    assert_eq!(examination.exhibits.len(), 1);
    serde_json::to_string(&examination).unwrap();
    let cites = [1, 2, 3, 10, u32::MAX].map(|line| Cite { exhibit: ExhibitId(1), line });
    quotes(&case, &cites.into_iter().collect());
    redact::plan(&case, &examination);
    redact::masked(&case, ExhibitId(1));
}

#[test]
fn any_bytes_under_any_name_are_survived() {
    let mut dice = Dice::new(1);
    for name in NAMES {
        for head in HEADS {
            for _ in 0..3 {
                survives(name, [head, noise(&mut dice).as_slice()].concat());
            }
        }
    }
}

#[test]
fn damaged_exports_are_survived() {
    let mut dice = Dice::new(2);
    let whole = csv(&[HEADER, ROW, ROW, "1,2026-01-06 10:00:00,Spot,Withdraw,BTC,-0.5,\"a, b\""]);
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.index(8) {
            let at = dice.index(bytes.len());
            bytes[at] = dice.bytes(1)[0];
        }
        survives("x.csv", bytes);
    }
}

#[test]
fn an_export_cut_anywhere_keeps_the_rows_before_the_cut() {
    let rows = [
        "1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,",
        "1,2026-01-06 10:00:00,Spot,Deposit,ETH,2,",
        "1,2026-01-07 10:00:00,Spot,Deposit,BNB,3,",
    ];
    let whole = csv(&[HEADER, rows[0], rows[1], rows[2]]);
    for cut in 0..whole.len() {
        let examination = one("x.csv", &whole[..cut]);
        let complete = whole[..cut].split(|byte| *byte == b'\n').count() - 1;
        let read = first(&examination).rows.unwrap_or(0);
        if complete > 0 {
            assert!(read + 1 >= complete as u64, "{cut}: {read} of {complete}");
        }
    }
}

#[test]
fn a_workbook_cut_anywhere_is_survived() {
    let whole = xlsx_of(&[
        "Date(UTC),Market,Type,Price,Amount,Total,Fee,Fee Coin",
        "01.03.18 18:22,ETHBTC,SELL,0.031,2,0.062,0.0001,BNB",
    ]);
    for cut in (0..whole.len()).step_by(7) {
        survives("TradeHistory.xlsx", whole[..cut].to_vec());
    }
    let mut dice = Dice::new(3);
    for _ in 0..150 {
        let mut bytes = whole.clone();
        let at = dice.index(bytes.len());
        bytes[at] = dice.bytes(1)[0];
        survives("TradeHistory.xlsx", bytes);
    }
}

#[test]
fn a_mail_cut_anywhere_is_survived() {
    let mail = "From: =?iso-2022-jp?B?GyRCPVA2YhsoQg==?= <a@b.example>\r\nDate: Mon, 20 Jul 2026 11:00:00 +0900\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E5=87=BA=E9=87=91 <a href=3D\"http://binance.example\">x</a>\r\n--b--\r\n";
    for cut in (0..mail.len()).step_by(3) {
        survives("x.eml", mail.as_bytes()[..cut].to_vec());
    }
}

#[test]
fn what_a_mail_does_not_give_is_said_with_its_line() {
    let mail = "From: a@b.example\r\nSubject: x\r\nDate: soon\r\nno header at all\r\n\
        Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhello\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n//8=*\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>seen <!-- never closed\r\n";
    let examination = one("x.eml", mail);
    assert_eq!(first(&examination).format, "mail/eml");
    assert_eq!(
        problems(&examination),
        [
            "3 mail_date_broken",
            "4 mail_header_broken",
            "7 mail_part_not_closed",
            "10 charset_unknown",
            "15 mail_content_damaged",
            "15 charset_broken",
            "19 html_broken",
        ]
    );
    let large = format!(
        "From: a@b.example\nSubject: x\nContent-Type: application/zip; name=export.zip\n\n{}",
        ("AAAA".repeat(19) + "\n").repeat(hikeshi_case::source::mail::MAX_ATTACHMENT / 77 + 1)
    );
    let examination = one("x.eml", large);
    assert_eq!(problems(&examination), ["5 attachment_too_large"]);
    assert_eq!(examination.problems[0].value, "export.zip");
}

#[test]
fn a_line_of_three_megabytes_is_set_aside_and_the_rest_read() {
    let long = format!("1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,{}", "x".repeat(3 << 20));
    let examination = one("x.csv", csv(&[HEADER, ROW, &long, ROW]));
    assert_eq!(first(&examination).rows, Some(2));
    assert_eq!(problems(&examination), ["3 line_too_long"]);
    assert!(serde_json::to_string(&examination).unwrap().len() < 100_000);
}

#[test]
fn a_single_line_of_three_megabytes_is_survived() {
    let examination = one("x.csv", vec![b'x'; 3 << 20]);
    assert_eq!(first(&examination).size_bytes, 3 << 20);
    assert!(serde_json::to_string(&examination).unwrap().len() < 100_000);
}

#[test]
fn columns_beyond_thirty_two_are_survived() {
    let commas = ",".repeat(100);
    let (ended, spilt) = (format!("{ROW}{commas}"), format!("{ROW},,7{commas}"));
    let examination = one("x.csv", csv(&[HEADER, &ended, &spilt, &ended]));
    assert_eq!(problems(&examination), ["3 extra_columns"]);
    let wide = format!("{HEADER}{commas}");
    let row = format!("{ROW}{commas}");
    let examination = one("x.csv", csv(&[&wide, &row, &row]));
    assert_eq!(
        (first(&examination).format.as_str(), first(&examination).rows),
        ("transaction_history/v2", Some(2))
    );
    let many: String = (0..500).fold(String::new(), |mut all, n| {
        write!(all, "c{n},").unwrap();
        all
    });
    survives("x.csv", csv(&[&many, &many, &many]));
}

#[test]
fn nul_bytes_spoil_one_row() {
    let examination =
        one("x.csv", csv(&[HEADER, ROW, "1,2026-01-05 10:00:00,Spot,Deposit,BTC,\0,", ROW]));
    assert_eq!(first(&examination).rows, Some(2));
    assert_eq!(problems(&examination), ["3 nul_bytes"]);
    survives("x.csv", vec![0; 4096]);
}

#[test]
fn bytes_that_are_not_utf8_and_open_quotes_spoil_one_row() {
    // Japanese in a remark of an otherwise Latin file, far below the beginning.
    let mut lines = vec![HEADER];
    lines.extend([ROW; 200]);
    let mut bytes = csv(&lines);
    bytes.extend_from_slice(b"1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,\xff\n");
    bytes.extend_from_slice(b"1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,\"open\n");
    bytes.extend(csv(&[ROW]));
    let examination = one("x.csv", bytes);
    assert_eq!(first(&examination).rows, Some(201));
    assert_eq!(problems(&examination), ["202 not_utf8", "203 open_quote"]);
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_read_as_words() {
    let examination =
        one("x.csv", csv(&[HEADER, "1,2026-01-05 10:00:00,Spot,=HYPERLINK(0),BTC,1,=1+1"]));
    assert_eq!(first(&examination).rows, Some(1));
    assert_eq!(problems(&examination), ["2 unknown_operation"]);
}

/// A header and a row, in a sheet that is odd in one way.
fn odd_sheet(inside: &str) -> Vec<u8> {
    let columns = ["A", "B", "C", "D", "E", "F", "G"];
    let header: Vec<(&str, &str)> = columns.into_iter().zip(HEADER.split(',')).collect();
    let row: Vec<(&str, &str)> = columns.into_iter().zip(ROW.split(',')).collect();
    let rows: [SheetRow<'_>; 2] = [(1, &header), (2, &row)];
    workbook(&[(
        "xl/worksheets/sheet1.xml",
        &sheet(&rows).replace("</sheetData>", &format!("{inside}</sheetData>")),
    )])
}

#[test]
fn odd_sheets_are_read_as_far_as_they_go() {
    let deep = format!("{}{}", "<a>".repeat(20_000), "</a>".repeat(20_000));
    for inside in [
        deep.as_str(),
        "<row r=\"x\"><c r=\"?1\"><v>1</v></c></row>",
        "<row r=\"3\"><c r=\"ZZZZZZ3\" t=\"s\"><v>99999999999999999999</v></c></row>",
        "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>-1</v></c></row>",
        "<row/><row></row><c/><v/></c>",
        "<row r=\"3\"><c><is><t>&unknown;&#xD800;&#0;&amp;</t></is></c></row>",
        "<row r=\"3\"><![CDATA[]]]]><!-- -- --><?x?></row>",
        "<row r=\"3\" r=\"4\" r=5><c r='A3'><v>1</v></c></row>",
        "<row r=\"3\"><c><v>1</row>",
        "<row r=\"3\"><c><v>1</v></c",
    ] {
        let examination = one("x.xlsx", odd_sheet(inside));
        assert_eq!(first(&examination).format, "transaction_history/v2", "{inside:.60}");
        assert!(first(&examination).rows.is_some_and(|rows| rows >= 1), "{inside:.60}");
        survives("x.xlsx", odd_sheet(inside));
    }
    survives(
        "x.xlsx",
        workbook(&[(
            "xl/worksheets/sheet1.xml",
            "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><a>&b;</a>",
        )]),
    );
    survives(
        "x.xlsx",
        workbook(&[("xl/worksheets/sheet1.xml", ""), ("xl/sharedStrings.xml", "<sst><si>")]),
    );
    survives("x.xlsx", workbook(&[]));
    survives("x.xlsx", xlsx(&[]));
}

#[test]
fn a_billion_laughs_are_not_told() {
    let mut entities = String::from("<!DOCTYPE sst [<!ENTITY a0 \"ha\">");
    for n in 1..40 {
        write!(entities, "<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1).unwrap();
    }
    let strings = format!("{entities}]><sst><si><t>&a39;</t></si></sst>");
    let rows =
        "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    survives(
        "x.xlsx",
        workbook(&[("xl/sharedStrings.xml", &strings), ("xl/worksheets/sheet1.xml", rows)]),
    );
}

/// The source's own tests hand in the limits; here the whole examination meets one.
#[test]
fn shared_strings_that_swell_a_thousandfold_leave_the_rows_readable() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", " ".repeat(1 << 15));
    let sheet = sheet(&[(1, &[("A", "no header")])]).replace(
        "</sheetData>",
        // Six hundred rows that each repeat the long string: what is kept of them has a limit.
        &format!(
            "{}</sheetData>",
            (2..602).fold(String::new(), |mut all, n| {
                write!(all, "<row r=\"{n}\"><c t=\"s\"><v>0</v></c></row>").unwrap();
                all
            })
        ),
    );
    let bytes =
        workbook(&[("xl/sharedStrings.xml", &strings), ("xl/worksheets/sheet1.xml", &sheet)]);
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    survives("x.xlsx", bytes);
}

#[test]
fn one_bad_file_leaves_the_others_readable() {
    let mut dice = Dice::new(4);
    let mut case = Case::default();
    for head in HEADS {
        let junk = noise(&mut dice);
        case = case.with("junk", [head, junk.as_slice()].concat());
    }
    let examination = case.with("x.csv", csv(&[HEADER, ROW, ROW])).examine();
    let last = examination.exhibits.last().unwrap();
    assert_eq!((last.format.as_str(), last.rows), ("transaction_history/v2", Some(2)));
}

/// A file that is one line and stands nowhere: `head`, then blanks up to its size, which are read as any
/// other byte and searched quickly.
struct OneLine {
    head: &'static [u8],
    size: u64,
    exhibits: Vec<Exhibit>,
}

struct OneLineReader<'a>(&'a OneLine, u64);

impl Read for OneLineReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self(file, at) = self;
        let left = usize::try_from(file.size - *at).unwrap();
        let n = left.min(buffer.len());
        buffer[..n].fill(b' ');
        let from = usize::try_from(*at).unwrap().min(file.head.len());
        let head = &file.head[from..];
        let known = head.len().min(n);
        buffer[..known].copy_from_slice(&head[..known]);
        *at += n as u64;
        Ok(n)
    }
}

impl Seek for OneLineReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.1 = match to {
            SeekFrom::Start(at) => at.min(self.0.size),
            SeekFrom::End(by) => self.0.size.saturating_add_signed(by).min(self.0.size),
            SeekFrom::Current(by) => self.1.saturating_add_signed(by).min(self.0.size),
        };
        Ok(self.1)
    }
}

impl Exhibits for OneLine {
    fn all(&self) -> &[Exhibit] {
        &self.exhibits
    }

    fn open(&self, _: ExhibitId) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(OneLineReader(self, 0)))
    }
}

fn one_line(head: &'static [u8]) -> Examination {
    let exhibit = Exhibit {
        id: ExhibitId(1),
        name: "x.csv".to_owned(),
        of: None,
        sha256: String::new(),
        size_bytes: 2 << 30,
    };
    let file = OneLine { head, size: 2 << 30, exhibits: vec![exhibit] };
    hikeshi_case::examine(&file, &hikeshi_case::Options::default())
}

#[test]
fn a_line_of_two_gigabytes_is_named_and_passed_over() {
    let examination = one_line(b"User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n1,2026-01-05 10:00:00,Spot,Deposit,BTC,1,\n1,");
    assert_eq!(problems(&examination), ["3 line_too_long"]);
    assert_eq!(first(&examination).rows, Some(1));
}

#[test]
fn a_text_that_is_one_line_of_two_gigabytes_is_cut() {
    let examination = one_line(b"note");
    assert_eq!(problems(&examination), ["0 cut_short"]);
    assert_eq!(first(&examination).rows, None);
}
