//! What stands open, what is asked, and which clocks run.

use super::*;
use crate::lang::Lang;
use crate::web::tests::{examined, visit};

/// Thursday, 2026-11-19, noon in Japan.
const NOON: &str = "2026-11-19T03:00:00Z";

fn at(text: &str) -> Time {
    Time::parse_rfc3339(text).unwrap()
}

impl Steps {
    /// A case of a kind with steps done, questions answered, clocks running and findings that call.
    pub(in crate::web) fn sample(kind: Kind, family: bool) -> Self {
        let library = Library::load().unwrap();
        let mut steps = Self::fresh(kind);
        steps.family = family;
        steps.ticks.insert("disable_account".to_owned(), at("2026-11-19T02:00:00Z"));
        steps.ticks.insert("call_110".to_owned(), at("2026-11-19T02:30:00Z"));
        steps.answers.insert("can_login".to_owned(), vec!["no".to_owned()]);
        let said = library.forks["can_login"].facts(&["no"]);
        steps.learn(&library, Some(&examined()), said);
        steps.starts.insert("freeze_clock".to_owned(), Start::said(at("2026-11-18T20:00:00Z")));
        steps
    }

    /// A case of which nothing is known yet.
    fn fresh(kind: Kind) -> Self {
        Self {
            case: Case {
                kind: kind.key().to_owned(),
                urgency: kind.usual_urgency().key().to_owned(),
                ..Case::sample()
            },
            facts: Facts::new(),
            answers: BTreeMap::new(),
            ticks: BTreeMap::new(),
            starts: BTreeMap::new(),
            called: BTreeMap::new(),
            looks_like: None,
            unread: false,
            now: at(NOON),
            day: "2026-11-19".to_owned(),
            family: false,
        }
    }

    fn read(&self, lang: Lang) -> String {
        self.body(&visit(lang), &Library::load().unwrap()).unwrap().into_string()
    }

    fn tick(&mut self, steps: &[&str]) {
        self.ticks.extend(steps.iter().map(|step| ((*step).to_owned(), at(NOON))));
    }

    fn say(&mut self, fork: &str, given: &str) {
        let facts = Library::load().unwrap().forks[fork].facts(&[given]);
        self.facts.extend(facts);
    }
}

fn place(page: &str, what: &str) -> usize {
    page.find(what).unwrap_or_else(|| panic!("{what} in {page}"))
}

#[test]
fn one_step_lies_open_and_one_question_is_asked() {
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::NotTrouble) {
        let page = Steps::fresh(*kind).read(Lang::Ja);
        assert_eq!(page.matches("<details open").count(), 1, "{kind:?}");
        let (seen, _) = page.split_once("<section class=\"more\">").unwrap();
        assert!(seen.matches("class=\"question\"").count() <= 1, "{kind:?}");
    }
}

#[test]
fn where_minutes_count_a_step_comes_before_a_question_but_for_the_twenty_seconds() {
    let mut steps = Steps::fresh(Kind::AccountTakeover);
    let page = steps.read(Lang::Ja);
    assert!(place(&page, "class=\"phases\"") < place(&page, "class=\"question\""));
    steps.tick(&["use_clean_device", "check_open_positions"]);
    let page = steps.read(Lang::Ja);
    assert!(place(&page, "ask-withdrawal_listed") < place(&page, "class=\"phases\""));
    assert!(page.contains("20秒"));
    steps.say("withdrawal_listed", "yes");
    let page = steps.read(Lang::Ja);
    assert!(!page.contains("20秒"), "it is sure: stop it");
    assert!(place(&page, "class=\"phases\"") < place(&page, "class=\"question\""));
}

#[test]
fn where_there_is_time_the_question_comes_first() {
    let page = Steps::fresh(Kind::DepositPending).read(Lang::En);
    assert!(place(&page, "class=\"question\"") < place(&page, "class=\"phases\""));
}

#[test]
fn when_all_is_stopped_and_kept_it_says_so() {
    let mut steps = Steps::fresh(Kind::AccountTakeover);
    let library = Library::load().unwrap();
    assert!(!steps.read(Lang::Ja).contains("class=\"rest\""));
    let all: Vec<String> = library
        .steps
        .values()
        .filter(|it| it.phase <= Phase::Preserve)
        .map(|it| it.id.clone())
        .collect();
    steps.tick(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(steps.read(Lang::Ja).contains("急いで止めること、残すことは終わりました"));
    steps.facts.insert("after_hours".to_owned(), Value::Flag(true));
    assert!(
        steps.read(Lang::Ja).contains("<h2>今夜できることは終わりました。次は9時、警察へ</h2>")
    );
}

#[test]
fn a_step_that_is_done_starts_its_clock_and_the_person_comes_first() {
    let library = Library::load().unwrap();
    let mut steps = Steps::fresh(Kind::AccountTakeover);
    steps.ticks.insert("disable_account".to_owned(), at("2026-11-19T02:00:00Z"));
    steps.learn(&library, None, Facts::new());
    let page = steps.read(Lang::En);
    assert!(
        page.contains("2026-11-19 13:00 (UTC+09:00)<span class=\"utc\">2026-11-19 04:00 UTC"),
        "{page}"
    );
    assert!(page.contains("1 h 0 min left"), "{page}");
    assert!(page.contains("data-left=\"{h} h {m} min left\""));
    steps.starts.insert("reenable_lock".to_owned(), Start::said(at("2026-11-19T02:30:00Z")));
    assert!(steps.read(Lang::En).contains("1 h 30 min left"));
}

#[test]
fn offices_are_closed_at_night_and_at_the_weekend() {
    let mut steps = Steps::fresh(Kind::AccountTakeover);
    for (now, closed) in [
        (NOON, false),
        ("2026-11-18T23:59:00Z", true),
        ("2026-11-19T00:00:00Z", false),
        ("2026-11-19T08:00:00Z", true),
        ("2026-11-21T03:00:00Z", true),
        ("2026-11-22T03:00:00Z", true),
        ("2026-11-23T03:00:00Z", false),
    ] {
        steps.now = at(now);
        assert_eq!(steps.after_hours(&visit(Lang::Ja)), closed, "{now}");
    }
}

#[test]
fn a_finding_calls_for_a_step_and_is_one_step_away() {
    let page = Steps::sample(Kind::AccountTakeover, false).read(Lang::Ja);
    let called = place(&page, "class=\"calling\"");
    assert!(page.split_at(called).1.contains("/case/a2b3/findings#f"), "{page}");
}
