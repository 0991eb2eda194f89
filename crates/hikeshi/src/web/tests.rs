//! Every page says the same twice, in both languages, and shows words, never the key of a text.

use super::findings::Findings;
use super::first::{First, Told, of_kind};
use super::steps::Steps;
use super::visit::Visit;
use crate::job::Examined;
use crate::lang::{Lang, has};
use crate::report::{Part, sample};
use crate::store::Case;
use hikeshi_case::playbook::Library;
use hikeshi_case::time::Zone;
use hikeshi_case::triage::Kind;
use hikeshi_seal::Record;
use std::collections::{BTreeMap, BTreeSet};

const DAY: &str = "2026-11-22";

/// A visit of somebody in Japan.
pub(super) fn visit(lang: Lang) -> Visit {
    Visit {
        lang,
        zone: Zone::parse("Asia/Tokyo").unwrap(),
        path: "/".to_owned(),
        host: "127.0.0.1:1".to_owned(),
        csrf: "c0ffee".to_owned(),
    }
}

/// The made-up examination, as a case would have it.
pub(super) fn examined() -> Examined {
    let record = Record {
        id: 1,
        name: "<b>取引履歴.csv".to_owned(),
        of: None,
        sha256: "0".repeat(64),
        size_bytes: 1,
        grade: None,
        grade_reasons: Vec::new(),
        seq: 1,
    };
    Examined {
        examination: sample::examination(0),
        quotes: sample::quotes(),
        records: vec![record],
        held: BTreeSet::new(),
        handed: BTreeMap::new(),
        events: 1,
    }
}

/// Every page from its samples, each with a name.
fn pages(visit: &Visit, library: &Library) -> Vec<(String, String)> {
    let mut pages = vec![("first".to_owned(), First::sample().body(visit).into_string())];
    for told in Told::samples() {
        pages.push((format!("{told:?}"), told.body(visit, library, DAY).into_string()));
    }
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::NotTrouble);
    for (at, kind) in kinds.enumerate() {
        let steps = Steps::sample(*kind, at % 2 == 1).body(visit, library).unwrap().into_string();
        pages.push((format!("steps {kind:?}"), steps));
    }
    for kind in [Kind::AccountTakeover, Kind::KycRejected] {
        let sheet = of_kind(visit, library, kind, DAY).into_string();
        pages.push((format!("sheet {kind:?}"), sheet));
    }
    let (case, examined, zone) = (Case::sample(), examined(), &visit.zone);
    let findings = Findings { case: &case, examined: &examined, zone };
    pages.push(("findings".to_owned(), findings.body(visit).into_string()));
    pages.push(("course".to_owned(), findings.part(visit, Part::Course).into_string()));
    pages
}

/// What a person sees or hears of a page.
fn words(page: &str) -> String {
    let mut words = String::new();
    for part in page.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let label = tag.split_once("aria-label=\"").and_then(|(_, rest)| rest.split_once('"'));
        words.push_str(label.map_or("", |(label, _)| label));
        words.push(' ');
        words.push_str(text);
        words.push(' ');
    }
    words
}

/// Words that look like the key of a text, and are none that a person would write.
fn raw_keys(page: &str) -> Vec<String> {
    const PREFIXES: &str = "web first steps findings finding exhibit exhibits triage sheet family \
        phase ask answer button dossier custody severity confidence limit limits step check checks why \
        problem problems detail moment value consent interview timeline";
    let shown = words(page);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let tokens = shown.split(|c: char| !plain(c)).filter(|token| {
        let prefix = token.split_once('-').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| PREFIXES.split_whitespace().any(|known| known == prefix))
    });
    tokens.filter(|token| !has(Lang::En, token)).map(str::to_owned).collect()
}

#[test]
fn every_page_says_the_same_twice_and_shows_no_raw_key() {
    let library = Library::load().unwrap();
    for lang in Lang::ALL {
        let visit = visit(lang);
        let once = pages(&visit, &library);
        assert!(once.len() > 40, "{}", once.len());
        for ((name, first), (_, second)) in once.iter().zip(pages(&visit, &library)) {
            assert_eq!(*first, second, "{name}");
            assert_eq!(raw_keys(first), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn a_missing_text_would_be_seen() {
    let found = raw_keys("<p class=\"steps-x\">one <b>steps-no_such</b></p>");
    assert_eq!(found, ["steps-no_such"]);
}

#[test]
fn what_came_from_outside_is_never_markup() {
    let library = Library::load().unwrap();
    for (name, page) in pages(&visit(Lang::Ja), &library) {
        for inside in ["<夜中", "<b>", " style=", "<script"] {
            assert!(!page.contains(inside), "{name}: {inside}");
        }
    }
}

#[test]
fn the_persons_own_words_stand_whole_with_those_marked_that_led_there() {
    let page = Told::samples().remove(0).body(&visit(Lang::Ja), &Library::load().unwrap(), DAY);
    let page = page.into_string();
    let (_, quoted) = page.split_once("<blockquote class=\"words\">").unwrap();
    let (quoted, _) = quoted.split_once("</blockquote>").unwrap();
    assert!(quoted.contains("<mark>"), "{quoted}");
    let plain = quoted.replace("<mark>", "").replace("</mark>", "");
    assert_eq!(plain, "寝ている間にUSDTが知らないアドレスに出金されていた");
}

#[test]
fn words_without_haste_are_no_all_clear() {
    for lang in Lang::ALL {
        let told = Told::samples();
        let page = told[3].body(&visit(lang), &Library::load().unwrap(), DAY).into_string();
        let said = match lang {
            Lang::Ja => "問題がないという意味ではありません",
            Lang::En => "does not mean that all is well",
        };
        assert!(page.contains(said), "{page}");
        assert!(page.contains("/first/account_takeover"), "danger is one step away");
        assert_eq!(page.matches("name=\"button\"").count(), 7);
    }
}

#[test]
fn every_kind_is_reached_from_the_first_page() {
    let page = First::sample().body(&visit(Lang::Ja)).into_string();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::NotTrouble) {
        assert!(page.contains(&format!("href=\"/first/{}\"", kind.key())), "{kind:?}");
    }
}

#[test]
fn citations_lead_to_their_lines_and_findings_have_places() {
    let (case, examined, visit) = (Case::sample(), examined(), visit(Lang::Ja));
    let findings = Findings { case: &case, examined: &examined, zone: &visit.zone };
    let page = findings.body(&visit).into_string();
    assert!(page.contains("href=\"/case/a2b3/exhibits/E-0001?line="), "{page}");
    let count = examined.examination.findings.len();
    assert!(page.contains(&format!("id=\"f{count}\"")), "each finding has its place");
    let course = findings.part(&visit, Part::Course).into_string();
    assert!(course.contains("/exhibits/E-0"), "the table of events cites too");
}
