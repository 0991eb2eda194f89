//! A made-up examination with every code at least once, for tests and for looking at the result.

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
const LIKE: &str = "0x8ba1f1c0ffee0000000000000000000000004DBA72";

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

fn amounts(texts: &[&str]) -> Fact {
    Fact::List(texts.iter().map(|text| Fact::Amount(amount(text))).collect())
}

/// One word or several, as the checks state them.
fn texts(texts: &[&str]) -> Fact {
    Fact::from(texts.to_vec())
}

struct Row(
    Code,
    Severity,
    Confidence,
    Vec<(&'static str, Fact)>,
    &'static str,
    &'static [&'static str],
);

pub(crate) fn findings() -> Vec<Finding> {
    let mut rows = security();
    rows.extend(trading());
    rows.extend(transfers_in_doubt());
    rows.extend(records());
    let mut findings: Vec<Finding> = rows
        .into_iter()
        .enumerate()
        .map(|(n, Row(code, severity, confidence, facts, limit, steps))| {
            let mut finding = Finding::new(code, severity, confidence).advising(limit, steps);
            finding.facts = facts.into_iter().collect();
            let line = u32::try_from(n).unwrap_or(0) + 20;
            let many = if code == Code::TradeBurst { 40 } else { 2 };
            let first = u32::from(MONEY.contains(&code)) + 1;
            finding.citing((line..line + many).map(|line| cite(first, line)))
        })
        .collect();
    for finding in &mut findings {
        if MONEY.contains(&finding.code) {
            finding.cites = vec![cite(2, 3), cite(2, 4)];
        }
    }
    findings.sort_by_key(|f| (f.severity, f.at()));
    findings
}

const MONEY: [Code; 4] = [
    Code::WithdrawalToNewAddress,
    Code::AccountDrained,
    Code::ConversionBeforeWithdrawal,
    Code::AddressLookalike,
];
const URGENT: &[&str] =
    &["disable_account", "freeze_request", "police_report", "contact_exchange", "preserve_records"];

fn security() -> Vec<Row> {
    use Confidence::{Certain, Likely, Possible};
    use Severity::{Critical, Info, Warning};
    let (from, to) = (at("2026-03-01T18:02:11Z"), at("2026-03-01T18:31:40Z"));
    vec![
        Row(
            Code::WithdrawalToNewAddress,
            Critical,
            Likely,
            vec![
                ("asset", "USDT".into()),
                ("amount", amounts(&["12000.5", "3100"])),
                ("address", NEW.into()),
                ("network", "TRX".into()),
                ("at", at("2026-03-01T18:22:05Z").into()),
                ("to", to.into()),
                ("count", 2_i64.into()),
                ("because", texts(&["conversion_spree", "large_share", "unusual_hour"])),
                ("share_percent", 97_i64.into()),
            ],
            "who_did_it",
            URGENT,
        ),
        Row(
            Code::AccountDrained,
            Critical,
            Certain,
            vec![
                ("asset", texts(&["USDT", "ETH"])),
                ("amount", amounts(&["15100.5", "1.204531"])),
                ("from", from.into()),
                ("to", to.into()),
                ("share_percent", 96_i64.into()),
                ("by", "value".into()),
                ("address", texts(&[NEW, EVM])),
                ("count", 3_i64.into()),
            ],
            "owner_may_have_done_it",
            URGENT,
        ),
        Row(
            Code::ConversionBeforeWithdrawal,
            Critical,
            Likely,
            vec![
                ("asset", "USDT".into()),
                ("from", from.into()),
                ("to", at("2026-03-01T18:15:00Z").into()),
                ("converted", texts(&["BTC", "ETH", "SOL", "ADA", "XRP", "DOGE"])),
                ("count", 6_i64.into()),
                ("amount", amount("12500.123456").into()),
                ("address", NEW.into()),
            ],
            "owner_may_have_done_it",
            &["preserve_records", "review_by_hand"],
        ),
        Row(
            Code::AddressLookalike,
            Critical,
            Likely,
            vec![
                ("asset", "ETH".into()),
                ("amount", amount("1.204531").into()),
                ("address", LIKE.into()),
                ("resembles", EVM.into()),
                ("network", "ETH".into()),
                ("at", to.into()),
                ("prefix", 6_i64.into()),
                ("suffix", 6_i64.into()),
                ("chance", "1/281474976710656".into()),
                ("dust_at", at("2026-02-27T03:00:00Z").into()),
            ],
            "intent_unknown",
            &["do_not_resend", "check_address_by_hand", "police_report"],
        ),
        Row(
            Code::SecurityChange,
            Warning,
            Certain,
            vec![
                ("reason", "api_key_created".into()),
                ("at", at("2026-03-01T17:58:00Z").into()),
                ("before_money", "yes".into()),
            ],
            "who_did_it",
            &["delete_api_keys", "change_secrets"],
        ),
        Row(
            Code::UnknownLogin,
            Warning,
            Possible,
            vec![
                ("at", at("2026-03-01T17:51:30Z").into()),
                ("place", "オランダ".into()),
                ("device", "Chrome 131 (Windows)".into()),
                ("address_ip", "203.0.113.45".into()),
            ],
            "who_did_it",
            &["check_device", "change_secrets"],
        ),
        Row(
            Code::MailSpoofed,
            Warning,
            Likely,
            vec![
                ("spoof", texts(&["dmarc_fail", "lookalike_domain", "link_imitates"])),
                ("at", at("2026-02-28T09:12:00Z").into()),
                ("sender", "Binance <no-reply@binance-jp.example>".into()),
                ("subject", "【重要】ご本人確認のお願い".into()),
                ("brand", "Binance".into()),
            ],
            "passing_is_not_genuine",
            &["verify_in_app", "report_phishing"],
        ),
        Row(
            Code::UrlImitatesExchange,
            Warning,
            Likely,
            vec![
                ("url", "hxxps://binance-jp[.]example/login".into()),
                ("brand", "Binance".into()),
                ("reason", texts(&["brand_in_name", "companion_word", "a_new_key"])),
                ("count", 2_i64.into()),
            ],
            "site_not_visited",
            &["do_not_open_link", "report_phishing"],
        ),
        Row(
            Code::SecretExposed,
            Warning,
            Likely,
            vec![("kind", texts(&["seed_phrase", "one_time_code"])), ("count", 1_i64.into())],
            "not_known_if_misused",
            &["move_secret_away"],
        ),
        Row(
            Code::HoldRunning,
            Info,
            Certain,
            vec![
                ("reason", "two_factor".into()),
                ("hours", 48_i64.into()),
                ("from", at("2026-03-01T21:00:00Z").into()),
                ("to", at("2026-03-03T21:00:00Z").into()),
            ],
            "cannot_be_shortened",
            &["wait_hold"],
        ),
        Row(
            Code::AccountRestricted,
            Warning,
            Certain,
            vec![
                ("reason", "review".into()),
                ("at", at("2026-03-02T00:10:00Z").into()),
                ("quoted", "Your account is under review.".into()),
            ],
            "exchange_reasons",
            &["appeal_form"],
        ),
    ]
}

fn trading() -> Vec<Row> {
    use Confidence::{Certain, Likely, Possible};
    use Severity::{Critical, Info, Warning};
    let (from, to) = (at("2026-03-01T18:02:11Z"), at("2026-03-01T18:12:40Z"));
    vec![
        Row(
            Code::ForcedLosingTrades,
            Critical,
            Likely,
            vec![
                ("symbol", "VIBUSDT".into()),
                ("count", 11_i64.into()),
                ("loss_quote", amount("2841.77").into()),
                ("asset", "USDT".into()),
                ("from", from.into()),
                ("to", to.into()),
                ("holding_s", 95_i64.into()),
            ],
            "counterparty_unknown",
            &["delete_api_keys", "freeze_request", "police_report"],
        ),
        Row(
            Code::TradeBurst,
            Warning,
            Certain,
            vec![
                ("symbol", texts(&["VIBUSDT", "BTCUSDT", "ETHUSDT"])),
                ("count", 84_i64.into()),
                ("usual", 2_i64.into()),
                ("per_minute", 31_i64.into()),
                ("from", from.into()),
                ("to", to.into()),
            ],
            "who_did_it",
            &["cancel_open_orders"],
        ),
        Row(
            Code::FirstTradeInSymbol,
            Info,
            Certain,
            vec![
                ("symbol", "VIBUSDT".into()),
                ("at", from.into()),
                ("side", "buy".into()),
                ("count", 1_i64.into()),
            ],
            "not_wrong_in_itself",
            &["review_by_hand"],
        ),
        Row(
            Code::OrderMistake,
            Warning,
            Possible,
            vec![
                ("symbol", "BTCUSDT".into()),
                ("side", "buy".into()),
                ("at", at("2026-02-20T10:00:00Z").into()),
                ("amount", amount("1.2").into()),
                ("usual", amount("0.012").into()),
                ("times", 100_i64.into()),
                ("price", amount("61234.5").into()),
                ("what", "quantity".into()),
                ("status", "FILLED".into()),
            ],
            "intent_unknown",
            &["contact_exchange"],
        ),
        Row(
            Code::FillOffMarket,
            Warning,
            Certain,
            vec![
                ("symbol", "BTCUSDT".into()),
                ("at", at("2026-02-20T10:00:12.345Z").into()),
                ("price", amount("63050").into()),
                ("low", amount("61200").into()),
                ("high", amount("61301.1").into()),
                ("difference_bp", 285_i64.into()),
                ("loss_quote", amount("2098.68").into()),
                ("asset", "USDT".into()),
                ("by", "minute".into()),
            ],
            "manipulation",
            &["ask_fill_details"],
        ),
        Row(
            Code::OrderNotFilled,
            Info,
            Certain,
            vec![
                ("symbol", "BTCUSDT".into()),
                ("side", "sell".into()),
                ("at", at("2026-02-21T10:00:00Z").into()),
                ("price", amount("65000").into()),
                ("status", "EXPIRED".into()),
                ("reached", "not_reached".into()),
                ("low", amount("60100").into()),
                ("high", amount("64999.9").into()),
                ("volume", Amount::ZERO.into()),
            ],
            "queue_position",
            &["ask_fill_details"],
        ),
        Row(
            Code::Liquidation,
            Warning,
            Certain,
            vec![
                ("asset", "USDT".into()),
                ("amount", amounts(&["-310.5", "-12.25"])),
                ("symbol", "ETHUSDT".into()),
                ("from", at("2026-02-22T01:00:00Z").into()),
                ("to", at("2026-02-22T01:04:00Z").into()),
                ("count", 2_i64.into()),
            ],
            "fairness",
            &["contact_exchange"],
        ),
    ]
}

fn transfers_in_doubt() -> Vec<Row> {
    use Confidence::{Certain, Likely};
    use Severity::{Critical, Warning};
    let when = at("2026-02-25T05:00:00Z");
    let usdt = |more: Vec<(&'static str, Fact)>| {
        let mut facts: Vec<(&'static str, Fact)> = vec![
            ("asset", "USDT".into()),
            ("amount", amount("500").into()),
            ("network", "TRX".into()),
            ("address", NEW.into()),
            ("at", when.into()),
        ];
        facts.extend(more);
        facts
    };
    vec![
        Row(
            Code::WithdrawalRejected,
            Warning,
            Certain,
            usdt(vec![("status", "Rejected".into()), ("reason", "Risk control".into())]),
            "exchange_reasons",
            &["contact_exchange"],
        ),
        Row(
            Code::WithdrawalDelayed,
            Warning,
            Certain,
            usdt(vec![
                ("status", "Processing".into()),
                ("waiting_minutes", 1510_i64.into()),
                ("usual_minutes", 30_i64.into()),
            ]),
            "cause_unknown",
            &["contact_exchange"],
        ),
        Row(
            Code::DepositPending,
            Warning,
            Certain,
            usdt(vec![
                ("status", "Pending".into()),
                ("stage", "on_chain".into()),
                ("confirmations", 3_i64.into()),
                ("txid", TXID.into()),
            ]),
            "cause_unknown",
            &["wait_for_credit", "do_not_resend"],
        ),
        Row(
            Code::DepositMissingMemo,
            Warning,
            Certain,
            usdt(vec![("txid", TXID.into())]),
            "recoverable",
            &["memo_form", "do_not_resend"],
        ),
        Row(
            Code::AddressInvalid,
            Critical,
            Certain,
            usdt(vec![("reason", "checksum".into()), ("near", 31_i64.into())]),
            "where_it_went",
            &["check_address_by_hand", "do_not_resend"],
        ),
        Row(
            Code::WrongNetwork,
            Warning,
            Likely,
            usdt(vec![
                ("valid_on", texts(&["ETH", "BSC", "MATIC"])),
                ("status", "Completed".into()),
            ]),
            "where_it_went",
            &["recovery_form_receiver"],
        ),
        Row(
            Code::PlatformOutage,
            Warning,
            Likely,
            vec![
                ("from", when.into()),
                ("to", at("2026-02-25T07:30:00Z").into()),
                ("count", 4_i64.into()),
                ("reason", "Binance 公式のお知らせ 2026-02-25".into()),
            ],
            "compensation",
            &["official_status"],
        ),
    ]
}

fn records() -> Vec<Row> {
    use Confidence::Certain;
    use Severity::{Info, Warning};
    vec![
        Row(
            Code::BalanceGap,
            Warning,
            Certain,
            vec![
                ("asset", "ETH".into()),
                ("gap", amount("0.5").into()),
                ("at", at("2026-02-10T00:00:00Z").into()),
                ("reason", "below_zero".into()),
                ("count", 1_i64.into()),
            ],
            "cause_unknown",
            &["export_again", "ask_exchange_balance"],
        ),
        Row(
            Code::TimeZoneAssumed,
            Info,
            Certain,
            vec![
                ("zone", "+09:00".into()),
                ("reason", "japanese_header".into()),
                ("count", 212_i64.into()),
            ],
            "times_may_be_off",
            &["name_time_zone"],
        ),
        Row(
            Code::RowsUnreadable,
            Warning,
            Certain,
            vec![("count", 3_i64.into()), ("reason", texts(&["bad_number", "missing_columns"]))],
            "rows_may_matter",
            &["export_again"],
        ),
        Row(
            Code::OperationUnknown,
            Info,
            Certain,
            vec![
                ("operation", "Launchpool Mystery Airdrop".into()),
                ("count", 1_i64.into()),
                ("asset", texts(&["BNB", "FDUSD"])),
            ],
            "meaning_unknown",
            &["contact_exchange"],
        ),
    ]
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
        marks: vec![
            Mark { at: at("2026-02-20T10:00:12.345Z"), price: amount("63050"), buy: true },
            Mark { at: at("2026-02-20T10:20:00Z"), price: amount("61250"), buy: false },
        ],
        exhibit: ExhibitId(6),
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
        triage: None,
        timeline: Vec::new(),
        transfers: Vec::new(),
        charts: Vec::new(),
        users: Vec::new(),
        balances: Vec::new(),
    }
}
