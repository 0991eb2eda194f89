//! The dossier as its readers see it.

use super::sample::{CODES, NEW, TXID, at, cite, empty, examination, findings, quotes, stress};
use super::words::Words;
use super::*;
use crate::lang::Lang;
use document::{Block, plain_text};
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::redact::Form;
use std::collections::BTreeMap;

/// Debian's `fonts-morisawa-bizud-gothic`; `cargo xtask test` installs it.
const FONTS: &str = "/usr/share/fonts/truetype/bizud-gothic";

fn font(name: &str) -> Vec<u8> {
    let path = format!("{FONTS}/{name}");
    std::fs::read(&path).unwrap_or_else(|fault| panic!("{path}: {fault}; run `cargo xtask test`"))
}

fn fonts() -> pdf::Fonts {
    pdf::Fonts {
        regular: font("BIZUDPGothic-Regular.ttf"),
        bold: Some(font("BIZUDPGothic-Bold.ttf")),
        mono: Some(font("BIZUDGothic-Regular.ttf")),
    }
}

fn tokyo() -> Zone {
    Zone::parse("Asia/Tokyo").expect("a bundled zone")
}

/// Runs `look` over the dossier of an examination of a made-up case.
fn with<T>(examination: &Examination, look: impl FnOnce(&Context<'_>) -> T) -> T {
    let (quotes, zone, handed) =
        (quotes(), tokyo(), BTreeMap::from([(ExhibitId(3), Handed::Masked(Form::Text))]));
    let fonts = [FontNote { name: "BIZ UDPGothic".to_owned(), sha256: "ab".repeat(32) }];
    look(&Context {
        examination,
        quotes: &quotes,
        zone: &zone,
        handed: &handed,
        case_title: Some("3月2日に気づいた出金について"),
        demo: true,
        software: "hikeshi 0.1.0",
        fonts: &fonts,
    })
}

fn dossier(examination: &Examination, lang: Lang) -> Document {
    with(examination, |context| compose(context, lang))
}

#[test]
fn every_code_is_said_in_both_languages_with_its_facts_and_without() {
    let zone = tokyo();
    let sample: BTreeMap<Code, _> = findings().into_iter().map(|f| (f.code, f.facts)).collect();
    assert_eq!(sample.len(), CODES.len());
    for lang in Lang::ALL {
        let words = Words { lang, zone: &zone };
        for code in CODES {
            let bare = facts::sentences(words, code, &BTreeMap::new());
            assert!(!bare.is_empty(), "{code:?} without facts says nothing in {}", lang.tag());
            let full = facts::sentences(words, code, &sample[&code]).join(" ");
            assert!(full.len() >= bare.join(" ").len() / 2, "{code:?}: {full}");
            for said in [full, bare.join(" ")] {
                assert!(!said.contains(['{', '}', '$']), "{code:?}: {said}");
            }
        }
    }
}

#[test]
fn page_one_says_what_happened_when_how_much_where_to_and_what_is_asked() {
    let document = dossier(&examination(3), Lang::Ja);
    let end = document.blocks.iter().position(|b| matches!(b, Block::PageBreak)).expect("a page");
    let first = Document { blocks: document.blocks[..end].to_vec(), ..document };
    let said = plain_text(&first);
    for expected in [
        "状況報告書",
        "見本 ― 架空の事案です",
        "資料6点、記録2,685件",
        "いつ: 2026年3月2日 3:22:05〜3:31:40（日本時間、UTCでは3月1日 18:22:05〜18:31:40）",
        "いくら: 15,100.5 USDT（2件）",
        &format!("送金先: {NEW}"),
        TXID,
        "「取り戻せます」という誘いに応じないでください",
        "取引所の方へ",
        "警察の方へ",
        "弁護士の方へ",
    ] {
        assert!(said.contains(expected), "{expected:?} is not in\n{said}");
    }
    assert_eq!(said.matches(TXID).count(), 1, "one id is printed once");
}

#[test]
fn what_the_owner_does_first_stands_first_and_only_where_it_is_called_for() {
    let said = plain_text(&dossier(&examination(3), Lang::Ja));
    let places =
        ["まずやること", "1. 口座を止める", "2. 取引所に凍結", "3. 警察", "4. パスワード", "要点"]
            .map(|text| said.find(text).unwrap_or_else(|| panic!("{text} is not in\n{said}")));
    assert!(places.is_sorted(), "{places:?}");
    assert!(!plain_text(&dossier(&empty(), Lang::Ja)).contains("まずやること"));
}

#[test]
fn a_fill_counts_the_base_coin_and_its_loss_the_quote() {
    let said = plain_text(&{
        let mut examination = examination(0);
        examination.findings.retain(|f| f.code == Code::FillOffMarket);
        let fill = examination.findings.first_mut().expect("a fill");
        fill.facts.insert("amount", sample::amount("280").into());
        dossier(&examination, Lang::En)
    });
    assert!(said.contains("Amount: 280 BTC"), "{said}");
    assert!(said.contains("Difference in money: 2,098.68 USDT"), "{said}");
    assert!(!said.contains("280 USDT"), "{said}");
}

#[test]
fn a_doubtful_mail_names_every_reason_and_the_exchange() {
    let mut examination = examination(0);
    examination.findings.retain(|f| f.code == Code::MailSpoofed);
    let mail = examination.findings.first_mut().expect("a mail");
    let reasons = "dmarc_fail from_domain display_name lookalike_domain auth_fail not_aligned \
        from_ambiguous reply_to link_target link_imitates link_elsewhere lookalike_text";
    mail.facts.insert("spoof", "dmarc_fail".into());
    mail.facts.insert("reason", reasons.split_whitespace().collect::<Vec<_>>().into());
    mail.facts.insert("brand", "binance".into());
    mail.facts.insert("subject", "See https://binance-login.example/x".into());
    for lang in Lang::ALL {
        let said = plain_text(&dossier(&examination, lang));
        let shown = reasons.split_whitespace().find(|key| said.contains(key));
        assert_eq!(shown, None, "{said}");
        assert!(said.contains("Binance"), "{said}");
        assert!(said.contains("hxxps://binance-login[.]example/x"), "{said}");
        assert!(!said.contains("https://"), "{said}");
    }
}

#[test]
fn odds_are_said_in_two_figures() {
    let zone = tokyo();
    for (odds, ja, en) in [
        ("1/4294967296", "約43億分の1", "about 1 in 4.3 billion"),
        ("1/16777216", "約1,700万分の1", "about 1 in 17 million"),
        ("1/65536", "約6.6万分の1", "about 1 in 65,536"),
        ("1/256", "約256分の1", "about 1 in 256"),
        ("1/1000000000000000000000000000000", "10の30乗分の1以下", "1 in 10 to the power of 30"),
        ("odd", "odd", "odd"),
    ] {
        assert_eq!(Words { lang: Lang::Ja, zone: &zone }.odds(odds), ja);
        let said = Words { lang: Lang::En, zone: &zone }.odds(odds);
        assert!(said.ends_with(en), "{said}");
    }
}

#[test]
fn no_key_leaks_into_the_text() {
    for lang in Lang::ALL {
        let said = plain_text(&dossier(&examination(3), lang));
        for prefix in
            ["finding-", "value-", "step-", "limit-", "fact-", "detail-", "ask-", "summary-"]
        {
            let leak =
                said.split(prefix).nth(1).map(|rest| rest.chars().take(60).collect::<String>());
            assert_eq!(leak, None);
        }
    }
}

#[test]
fn a_finding_is_printed_whole() {
    let said = plain_text(&dossier(&examination(0), Lang::En));
    for expected in [
        "2 withdrawals with a total of 15,100.5 USDT went to addresses",
        "2 Mar 2026 03:22:05–03:31:40 (Japan time; 1 Mar 18:22:05–18:31:40 UTC)",
        "Odds by chance: about 1 in 280 trillion",
        "The difference is 285 basis points (2.85%), in money 2,098.68 USDT.",
        "Ex. 2, line 3",
        "28 more rows are in the annex cited_rows.csv.",
        "a_new_key",
        "118 more",
        "this check failed on the way",
        "1b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2ef01",
    ] {
        assert!(said.contains(expected), "{expected:?} is not in\n{said}");
    }
}

#[test]
fn an_empty_examination_is_no_all_clear() {
    for (lang, expected) in [
        (Lang::Ja, "問題がないという意味ではありません"),
        (Lang::En, "This does not mean that nothing is wrong"),
    ] {
        let document = dossier(&empty(), lang);
        let said = plain_text(&document);
        assert!(said.contains(expected), "{said}");
        assert_eq!(document.reminder, None, "nothing speaks of lost money");
        assert!(pdf::pdf(&document, &fonts()).expect("a PDF").starts_with(b"%PDF"));
    }
}

#[test]
fn a_chart_says_what_was_joined_and_what_is_not_marked() {
    let mut examination = examination(1);
    for lang in Lang::ALL {
        let page = html::html(&dossier(&examination, lang));
        let unsaid =
            ["まとめて描いています", "だけに付けています", "are joined into", "mark only the"];
        assert!(unsaid.iter().all(|words| !page.contains(words)), "nothing was joined or left out");
    }
    let chart = &mut examination.charts[0];
    (chart.known_bars, chart.known_step_s, chart.more_marks) = (3_600, 1, 1_234);
    chart.exhibits.push(hikeshi_case::exhibit::ExhibitId(7));
    for (lang, expected) in [
        (
            Lang::Ja,
            [
                "資料6、資料7の市場データによります。",
                "市場データの1秒ごとの値3,600件を、1分ごとの60本にまとめて描いています。",
                "近い取引2件だけに付けています。この図の時間帯には、この口座の取引がほかに1,234件",
            ],
        ),
        (
            Lang::En,
            [
                "Market data: Exhibit 6, Exhibit 7.",
                "3,600 values of the market data, of 1 second each, are joined into 60 lines of 1 minute each.",
                "▼ mark only the 2 trades nearest to the time of the finding. Within the time shown the account has 1,234 more trades.",
            ],
        ),
    ] {
        let page = html::html(&dossier(&examination, lang));
        for words in expected {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}

/// A case with names somebody made to be misread or to run.
fn hostile() -> Examination {
    let mut examination = examination(1);
    let name = "<script>alert(1)</script>\u{202e}gpj.\n\u{1F600}&\"'../#evil{x}$y\\ \u{0}.csv";
    examination.exhibits[0].name = name.to_owned();
    examination.exhibits[1].format = "<b>odd</b>/#read(\"x\")".to_owned();
    examination.transfers[0].address = format!("=cmd|'x'!A0{}", "A".repeat(900));
    examination.transfers[0].status = "\u{2066}</td><img src=x onerror=1>".to_owned();
    examination.charts[0].symbol = "</svg><script>".to_owned();
    examination.findings[0].facts.insert("status", "</style><script>#import \"x\"".into());
    examination.checks_run.push("<i>unheard_of</i>");
    examination
}

#[test]
fn hostile_names_stay_text() {
    let examination = hostile();
    for lang in Lang::ALL {
        let page = html::html(&dossier(&examination, lang));
        for never in ["<script", "<img", "<b>odd", "<i>unheard", "\u{202e}", "\u{2066}", "\u{0}"] {
            assert!(!page.contains(never), "{never:?}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\u{fffd}gpj.\u{fffd}"));
        let bytes = pdf::pdf(&dossier(&examination, lang), &fonts()).expect("a PDF");
        let said = text_of(&bytes);
        assert!(said.contains("[U+1F600]"), "{said}");
        assert!(said.replace(['\n', ' '], "").contains("#evil{x}$y"), "data is never evaluated");
    }
    let annex = with(&examination, |context| annex::files(context, &[Lang::Ja]));
    let transfers = annex.iter().find(|(name, _)| *name == "transfers.csv").expect("a list");
    let said = String::from_utf8(transfers.1.clone()).expect("UTF-8");
    assert!(said.contains(",'=cmd|'x'!A0"), "{said}");
}

/// What `pdftotext` (poppler-utils; `cargo xtask test` installs it) reads out of a PDF.
fn text_of(bytes: &[u8]) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pdftotext is installed");
    let mut input = child.stdin.take().expect("a pipe");
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().expect("pdftotext ran");
    writer.join().expect("a thread").expect("pdftotext read it all");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_pdf_holds_the_labels_of_its_pictures_and_whole_addresses() {
    let bytes = pdf::pdf(&dossier(&examination(2), Lang::Ja), &fonts()).expect("a PDF");
    let said = text_of(&bytes);
    assert!(said.contains("口座の通知"), "a lane of the timeline");
    assert!(said.contains("63,000"), "a grid line of the chart");
    assert!(said.contains(NEW), "an address is one word in the text layer");
    assert!(said.contains("1 / "), "pages are counted");
    assert!(said.matches("見本（架空の事案）").count() > 5, "every page is labelled");
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let examination = examination(20);
    for lang in Lang::ALL {
        let make = || {
            let document = dossier(&examination, lang);
            let annex = with(&examination, |context| annex::files(context, &[lang]));
            (html::html(&document), pdf::pdf(&document, &fonts()).expect("a PDF"), annex)
        };
        assert!(make() == make());
    }
}

#[test]
fn the_annex_opens_in_a_spreadsheet_and_names_every_list() {
    for lang in Lang::ALL {
        let files = with(&examination(2), |context| annex::files(context, &[lang]));
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "addresses.csv",
                "cited_rows.csv",
                "exhibits.csv",
                "findings.csv",
                "problems.csv",
                "timeline.csv",
                "transaction_ids.csv",
                "transfers.csv",
            ]
        );
        for (name, bytes) in files {
            assert!(bytes.starts_with(b"\xEF\xBB\xBF"), "{name}");
            let said = String::from_utf8(bytes).expect("UTF-8");
            assert!(!said.contains("annex-"), "{name}: a heading has no words\n{said}");
            assert!(said.lines().count() > 1, "{name}");
        }
    }
}

#[test]
fn times_are_said_in_the_persons_zone_and_in_utc() {
    let (from, to) = (at("2025-12-31T23:30:00Z"), at("2026-01-01T18:22:05.25Z"));
    for (zone, ja, en) in [
        (
            "Asia/Tokyo",
            "2026年1月1日 8:30:00（日本時間、UTCでは2025年12月31日 23:30:00）",
            "1 Jan 2026 08:30:00 (Japan time; 31 Dec 2025 23:30:00 UTC)",
        ),
        ("+00:00", "2025年12月31日 23:30:00（UTC）", "31 Dec 2025 23:30:00 (UTC)"),
        (
            "Europe/Berlin",
            "2026年1月1日 0:30:00（UTC+1、UTCでは2025年12月31日 23:30:00）",
            "1 Jan 2026 00:30:00 (UTC+1; 31 Dec 2025 23:30:00 UTC)",
        ),
    ] {
        let zone = Zone::parse(zone).expect("a zone");
        assert_eq!(Words { lang: Lang::Ja, zone: &zone }.moment(from), ja);
        assert_eq!(Words { lang: Lang::En, zone: &zone }.moment(from), en);
    }
    let zone = Zone::parse("-03:30").expect("a zone");
    let words = Words { lang: Lang::Ja, zone: &zone };
    assert_eq!(
        words.span(from, to),
        "2025年12月31日 20:00:00〜2026年1月1日 14:52:05.25\
         （UTC−3:30、UTCでは2025年12月31日 23:30:00〜2026年1月1日 18:22:05.25）"
    );
    for (seconds, expected) in
        [(0, "0秒"), (95, "1分35秒"), (1800, "30分"), (5400, "1時間30分"), (90_000, "1日1時間")]
    {
        assert_eq!(words.duration(seconds), expected);
    }
}

#[test]
fn long_cases_print_what_is_cited_and_count_the_rest() {
    let document = dossier(&examination(400), Lang::En);
    let said = plain_text(&document);
    assert!(said.contains("302 more rows are in the annex transfers.csv."), "{said}");
    let marked =
        said.lines().filter(|line| line.starts_with("● |") && line.contains("Out/")).count();
    assert_eq!(marked, 2, "cited transfers are printed although they are the last");
    assert_eq!(quotes().get(&cite(2, 3)).map(|q| q.cells.len()), Some(10));
}

/// The text of one page of a PDF, and how many pages there are.
fn pages(bytes: &[u8]) -> Vec<String> {
    text_of(bytes).trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

#[test]
fn page_one_of_the_largest_case_is_one_page_and_nothing_spills() {
    let (examination, quotes) = stress();
    let (zone, handed) = (tokyo(), BTreeMap::new());
    let title = "とても長い題名".repeat(60);
    let context = Context {
        examination: &examination,
        quotes: &quotes,
        zone: &zone,
        handed: &handed,
        case_title: Some(&title),
        demo: true,
        software: "hikeshi 0.1.0",
        fonts: &[],
    };
    for (lang, form, last_ask) in [
        (Lang::Ja, "本人が記入する欄", "弁護士の方へ"),
        (Lang::En, "To be filled in by the owner", "A lawyer"),
    ] {
        let bytes = pdf::pdf(&compose(&context, lang), &fonts()).expect("a PDF");
        let pages = pages(&bytes);
        assert!(pages[1].contains(form), "the form is on page two: {}", pages[1]);
        assert!(pages[..2].iter().any(|page| page.contains(last_ask)));
        let letters = pages.concat().matches('A').count();
        assert!(letters > 900, "the endless address stands whole in its list: {letters}");
        assert!(pages.len() > 40, "{}", pages.len());
    }
}
