//! A made-up examination with every code at least once, for tests and for looking at the result.

mod stress;

pub(crate) use stress::stress;

use hikeshi_case::amount::Amount;
use hikeshi_case::event::{Bar, Direction};
use hikeshi_case::examination::{
    Chart, Examination, ExhibitReport, Mark, Moment, NotRun, RULES, SCHEMA, TransferLine, Triage,
};
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::finding::{Cite, Code, Confidence, Fact, Finding, Severity};
use hikeshi_case::problem::{Problem, ProblemCode};
use hikeshi_case::quote::Quote;
use hikeshi_case::time::Time;
use std::collections::BTreeMap;

pub(crate) const NEW: &str = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE";
pub(crate) const TXID: &str = "9f2c7b1e5a3d4f60817293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8";
const EVM: &str = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";

pub(crate) const CODES: [Code; 29] = [
    Code::WithdrawalToNewAddress,
    Code::AccountDrained,
    Code::ConversionBeforeWithdrawal,
    Code::ForcedLosingTrades,
    Code::TradeBurst,
    Code::FirstTradeInSymbol,
    Code::WithdrawalRejected,
    Code::WithdrawalDelayed,
    Code::DepositPending,
    Code::DepositMissingMemo,
    Code::AddressLookalike,
    Code::AddressInvalid,
    Code::WrongNetwork,
    Code::OrderMistake,
    Code::FillOffMarket,
    Code::OrderNotFilled,
    Code::Liquidation,
    Code::HoldRunning,
    Code::PlatformOutage,
    Code::BalanceGap,
    Code::SecurityChange,
    Code::UnknownLogin,
    Code::AccountRestricted,
    Code::MailSpoofed,
    Code::UrlImitatesExchange,
    Code::SecretExposed,
    Code::TimeZoneAssumed,
    Code::RowsUnreadable,
    Code::OperationUnknown,
];

pub(crate) fn at(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("a time of the sample")
}

pub(crate) fn amount(text: &str) -> Amount {
    Amount::parse(text).expect("an amount of the sample")
}

pub(crate) fn cite(exhibit: u32, line: u32) -> Cite {
    Cite { exhibit: ExhibitId(exhibit), line }
}

/// One finding a line: `code | severity confidence | does_not_prove | steps | key=value; …`, a value
/// being `#` amount, `@` time, `%` count or text, several joined by `&`.
const FINDINGS: &str = include_str!("sample/findings.txt");

/// Findings whose money is that of the last two transfers.
const MONEY: [Code; 4] = [
    Code::WithdrawalToNewAddress,
    Code::AccountDrained,
    Code::ConversionBeforeWithdrawal,
    Code::AddressLookalike,
];

pub(crate) fn findings() -> Vec<Finding> {
    let lines = (20..).zip(FINDINGS.lines());
    let mut findings: Vec<Finding> = lines.map(|(line, text)| finding(line, text)).collect();
    findings.sort_by_key(|f| (f.severity, f.at()));
    findings
}

fn finding(line: u32, text: &'static str) -> Finding {
    let columns: Vec<&'static str> = text.split(" | ").collect();
    let [code, sure, limit, steps, facts] = columns[..] else { panic!("{text}") };
    let code = CODES.into_iter().find(|c| c.key() == code).expect("a code");
    let (severity, confidence) = sure.split_once(' ').expect("two words");
    let severity = match severity {
        "critical" => Severity::Critical,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    };
    let confidence = match confidence {
        "certain" => Confidence::Certain,
        "likely" => Confidence::Likely,
        _ => Confidence::Possible,
    };
    let steps: Vec<&'static str> = steps.split(' ').collect();
    let mut finding = Finding::new(code, severity, confidence).advising(limit, &steps);
    for pair in facts.split("; ") {
        let (key, values) = pair.split_once('=').expect("key=value");
        finding.facts.insert(key, Fact::from(values.split(" & ").map(fact).collect::<Vec<_>>()));
    }
    if MONEY.contains(&code) {
        return finding.citing([cite(2, 3), cite(2, 4)]);
    }
    let many = if code == Code::TradeBurst { 40 } else { 2 };
    finding.citing((line..line + many).map(|line| cite(1, line)))
}

fn fact(text: &str) -> Fact {
    let rest: String = text.chars().skip(1).collect();
    match text.chars().next() {
        Some('#') => amount(&rest).into(),
        Some('@') => at(&rest).into(),
        Some('%') => rest.parse::<i64>().expect("a count").into(),
        _ => text.into(),
    }
}

fn exhibit(
    id: u32,
    name: &str,
    format: &str,
    rows: Option<u64>,
    grade: &'static str,
) -> ExhibitReport {
    ExhibitReport {
        id: ExhibitId(id),
        name: name.to_owned(),
        of: (id == 4).then_some(ExhibitId(3)),
        sha256: format!(
            "{id:02x}b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2ef{id:02x}"
        ),
        size_bytes: 48_213 * u64::from(id),
        format: format.to_owned(),
        rows,
        time_zone: rows.map(|_| "+09:00".to_owned()),
        time_zone_from: rows.map(|_| "file_name"),
        origin_grade: grade,
        origin_reasons: vec![if grade == "D" { "picture" } else { "one_source" }],
        period: rows.map(|_| (at("2025-01-03T00:00:00Z"), at("2026-03-02T00:10:00Z"))),
        corroborated_by: if id == 2 { vec![ExhibitId(1)] } else { Vec::new() },
    }
}

fn moments() -> Vec<Moment> {
    let moment = |when: &str, kind, asset: &str, quantity: &str, in_finding| {
        let mut facts: BTreeMap<&'static str, Fact> = BTreeMap::new();
        if !asset.is_empty() {
            facts.insert("asset", asset.into());
            facts.insert("amount", amount(quantity).into());
        }
        match kind {
            "withdrawal" => {
                facts.insert("address", NEW.into());
                facts.insert("network", "TRX".into());
            }
            "trades" => {
                facts.insert("symbol", "VIBUSDT".into());
                facts.insert("count", 84_i64.into());
            }
            "security_change" => {
                facts.insert("reason", "api_key_created".into());
            }
            _ => {}
        }
        Moment { at: at(when), kind, facts, cites: vec![cite(1, 20)], in_finding }
    };
    vec![
        moment("2026-02-10T02:00:00Z", "fiat_in", "JPY", "500000", false),
        moment("2026-02-20T10:00:00Z", "order", "", "0", true),
        moment("2026-02-27T03:00:00Z", "deposit", "ETH", "0.000001", true),
        moment("2026-02-28T09:12:00Z", "mail", "", "0", true),
        moment("2026-03-01T17:51:30Z", "login", "", "0", true),
        moment("2026-03-01T17:58:00Z", "security_change", "", "0", true),
        moment("2026-03-01T18:02:11Z", "trades", "", "0", true),
        moment("2026-03-01T18:12:40Z", "conversion", "USDT", "12500.123456", true),
        moment("2026-03-01T18:22:05Z", "withdrawal", "USDT", "12000.5", true),
        moment("2026-03-01T18:31:40Z", "withdrawal", "USDT", "3100", true),
        moment("2026-03-01T21:00:00Z", "hold", "", "0", true),
        moment("2026-03-02T00:10:00Z", "restriction", "", "0", true),
    ]
}

fn transfers(count: u32) -> Vec<TransferLine> {
    let mut out: Vec<TransferLine> = (0..count)
        .map(|n| TransferLine {
            direction: if n % 3 == 0 { Direction::In } else { Direction::Out },
            at: at("2025-06-01T00:00:00Z").plus_seconds(i64::from(n) * 86_400),
            asset: "ETH".to_owned(),
            amount: amount("0.25"),
            fee: amount("0.0012"),
            network: "ETH".to_owned(),
            address: EVM.to_owned(),
            memo: if n == 1 { "104857".to_owned() } else { String::new() },
            txid: format!("0x{TXID}"),
            status: "Completed".to_owned(),
            cites: vec![cite(2, 100 + n)],
        })
        .collect();
    for (line, when, quantity) in
        [(3, "2026-03-01T18:22:05Z", "12000.5"), (4, "2026-03-01T18:31:40Z", "3100")]
    {
        out.push(TransferLine {
            direction: Direction::Out,
            at: at(when),
            asset: "USDT".to_owned(),
            amount: amount(quantity),
            fee: amount("1"),
            network: "TRX".to_owned(),
            address: NEW.to_owned(),
            memo: String::new(),
            txid: TXID.to_owned(),
            status: "Completed".to_owned(),
            cites: vec![cite(2, line), cite(1, line + 400)],
        });
    }
    out
}

fn chart() -> Chart {
    let start = at("2026-02-20T09:30:00Z");
    let bars = (0..60_i64).map(|n| {
        let open = amount("61200").abs() + Amount::whole((n * 37) % 91);
        let close = amount("61210").abs() + Amount::whole((n * 53) % 83);
        let spike = if n == 30 { Amount::whole(1_850) } else { Amount::whole(25) };
        Bar {
            at: start.plus_seconds(n * 60),
            open,
            high: open.max(close) + spike,
            low: open.min(close) - Amount::whole(18),
            close,
            volume: Amount::ONE,
            quote_volume: Amount::ONE,
            line: u32::try_from(n).unwrap_or(0) + 2,
        }
    });
    Chart {
        symbol: "BTCUSDT".to_owned(),
        step_s: 60,
        bars: bars.collect(),
        known_step_s: 60,
        known_bars: 60,
        marks: vec![
            Mark { at: at("2026-02-20T10:00:12.345Z"), price: amount("63050"), buy: true },
            Mark { at: at("2026-02-20T10:20:00Z"), price: amount("61250"), buy: false },
        ],
        more_marks: 0,
        exhibits: vec![ExhibitId(6)],
    }
}

pub(crate) fn quotes() -> BTreeMap<Cite, Quote> {
    let cells = |row: &[(&str, &str)]| Quote {
        cells: row.iter().map(|(head, cell)| ((*head).to_owned(), (*cell).to_owned())).collect(),
    };
    let mut quotes = BTreeMap::new();
    for line in 20..90_u32 {
        let second = format!("2026-03-02 03:0{}:1{}", line % 9, line % 7);
        let row = [
            ("ユーザーID", "38204417"),
            ("日時", second.as_str()),
            ("アカウント", "Spot"),
            ("操作", "Transaction Buy"),
            ("コイン", "VIB"),
            ("変更", "1520.25"),
            ("備考", ""),
        ];
        quotes.insert(cite(1, line), cells(&row));
    }
    for (line, quantity) in [(3_u32, "12000.5"), (4, "3100")] {
        let row = [
            ("Date(UTC+9)", "2026-03-02 03:22:05"),
            ("Coin", "USDT"),
            ("Network", "TRX"),
            ("Amount", quantity),
            ("Fee", "1"),
            ("Address", NEW),
            ("TXID", TXID),
            ("SourceAddress", ""),
            ("PaymentID", ""),
            ("Status", "Completed"),
        ];
        quotes.insert(cite(2, line), cells(&row));
    }
    quotes
}

fn problems() -> Vec<Problem> {
    let exhibit = ExhibitId(1);
    let mut out = vec![
        Problem::of(exhibit, ProblemCode::RowsUnreadable, "bad_number")
            .at_line(42)
            .showing("1,2,3.x"),
        Problem::of(exhibit, ProblemCode::RowsUnreadable, "missing_columns")
            .at_line(57)
            .showing("=HYPERLINK(\"http://x\")"),
        Problem::of(exhibit, ProblemCode::RowsUnreadable, "more_rows").showing("118"),
        Problem::of(ExhibitId(5), ProblemCode::FormatUnknown, "picture_not_read"),
        Problem::of(ExhibitId(3), ProblemCode::TimeZoneAssumed, "japanese_header")
            .showing("+09:00"),
        Problem::of(exhibit, ProblemCode::OperationUnknown, "unknown_operation")
            .at_line(77)
            .showing("Launchpool Mystery Airdrop"),
    ];
    let mut link = Problem::of(exhibit, ProblemCode::LinkNotFollowed, "symlink");
    link.exhibit = None;
    link.name = "写真/../../etc\n/\u{202e}gpj.exe".to_owned();
    out.push(link);
    out
}

/// The made-up case; `transfers` more movements make it longer.
pub(crate) fn examination(more: u32) -> Examination {
    let klines = "BTCUSDT-1m-2026-02-20.zip!/BTCUSDT-1m-2026-02-20.csv";
    let run: Vec<&'static str> = CODES.iter().map(|code| code.key()).take(26).collect();
    Examination {
        schema: SCHEMA,
        rules: RULES,
        as_of: Some(at("2026-03-02T00:10:00Z")),
        exhibits: vec![
            exhibit(
                1,
                "Binance-取引履歴-202603020930(UTC+9).csv",
                "transaction_history/v3-ja",
                Some(1_204),
                "C",
            ),
            exhibit(
                2,
                "Binance-Withdraw-History-202603020931(UTC+9)-part1-of1.csv",
                "withdrawals/v3",
                Some(41),
                "C",
            ),
            exhibit(3, "メール/【重要】ご本人確認のお願い.eml", "mail", None, "C"),
            exhibit(4, "メール/【重要】ご本人確認のお願い.eml!/本文.txt", "text", None, "C"),
            exhibit(5, "スクリーンショット 2026-03-02 9.12.44.png", "picture/png", None, "D"),
            exhibit(6, klines, "klines/1m", Some(1_440), "B"),
        ],
        events: 2_685,
        findings: findings(),
        problems: problems(),
        checks_run: run,
        checks_not_run: vec![
            NotRun { code: "order_not_filled", why: "no_orders" },
            NotRun { code: "platform_outage", why: "no_answers" },
            NotRun { code: "hold_running", why: "internal_fault" },
        ],
        left_out: [
            "addresses_closely",
            "charts_drawn",
            "exports_compared",
            "legs_named",
            "moments_told",
            "steps_before_withdrawal",
            "trades_marked",
            "withdrawals_weighed",
        ]
        .map(|what| (what, 12))
        .into(),
        triage: Some(Triage {
            kind: "account_takeover",
            urgency: "minutes",
            alternatives: vec!["api_key_abuse", "phishing_contact"],
        }),
        timeline: moments(),
        transfers: transfers(more),
        charts: vec![chart()],
        users: vec!["38204417".to_owned()],
        balances: vec![
            ("USDT".to_owned(), amount("0.37")),
            ("ETH".to_owned(), amount("0.000000000000000001")),
            ("JPY".to_owned(), amount("1204331")),
        ],
    }
}

/// An examination of nothing.
pub(crate) fn empty() -> Examination {
    Examination {
        schema: SCHEMA,
        rules: RULES,
        as_of: None,
        exhibits: Vec::new(),
        events: 0,
        findings: Vec::new(),
        problems: Vec::new(),
        checks_run: Vec::new(),
        checks_not_run: Vec::new(),
        left_out: BTreeMap::new(),
        triage: None,
        timeline: Vec::new(),
        transfers: Vec::new(),
        charts: Vec::new(),
        users: Vec::new(),
        balances: Vec::new(),
    }
}
