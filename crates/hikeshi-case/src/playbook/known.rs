//! What does an examination tell of a case, in the facts on which steps and questions depend?
//!
//! A finding makes its own `finding.<code>` known, and sometimes a fact of `facts.toml`. A check that
//! found nothing makes nothing known: its silence hides no step and answers no question. What only the
//! owner can say (whether it was them) is never taken from a record.

use super::condition::{Facts, Value};
use crate::examination::Examination;
use crate::finding::{Code, Fact, Finding, Severity};
use crate::time::Time;
use std::collections::BTreeMap;

/// Steps that start a clock at the moment they are done, and the event of the clock.
pub const STARTED_BY: [(&str, &str); 5] = [
    ("disable_account", "account_disabled"),
    ("disable_by_mail", "account_disabled"),
    ("change_secrets", "security_change"),
    ("reset_two_factor", "two_factor_requested"),
    ("jvcea_complaint", "complaint_made"),
];

/// When an event happened by the records, from which a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// When.
    pub at: Time,
    /// Place of the finding that says so among the findings, from 0.
    pub finding: usize,
    /// How long it runs, where the record says it; else as the clock's sources say.
    pub hours: Option<u32>,
}

/// The facts that the findings make known. What the person says comes before them.
pub fn known(examination: &Examination) -> Facts {
    let mut facts = Facts::new();
    let mut know = |key: &str, value: Value| {
        facts.entry(key.to_owned()).or_insert(value);
    };
    let choice = |word: &str| Value::Choice(word.to_owned());
    for finding in &examination.findings {
        know(&format!("finding.{}", finding.code.key()), Value::Flag(true));
        let outgoing = matches!(finding.code, Code::AccountDrained | Code::WithdrawalToNewAddress);
        if outgoing && finding.severity == Severity::Critical {
            know("money_left", Value::Flag(true));
        }
        match (finding.code, word(finding, "reason")) {
            (Code::HoldRunning, reason) => {
                know("hold_running", Value::Flag(true));
                if let Some(reason) = hold_reason(reason) {
                    know("hold_reason", choice(reason));
                }
            }
            (Code::AccountRestricted, "law_enforcement") => {
                know("restriction", choice("law_enforcement"));
            }
            (Code::AccountRestricted, "identity_refused") => {
                know("restriction", choice("documents"));
            }
            _ => {}
        }
        let transfer = matches!(
            finding.code,
            Code::DepositPending
                | Code::WithdrawalDelayed
                | Code::DepositMissingMemo
                | Code::WrongNetwork
        );
        if transfer && !word(finding, "txid").is_empty() {
            know("txid_known", Value::Flag(true));
        }
    }
    facts
}

/// Nothing where the record does not say: it could be any of them.
fn hold_reason(reason: &str) -> Option<&'static str> {
    match reason {
        "two_factor" => Some("two_factor_reset"),
        "" | "unknown" => None,
        _ => Some("security_change"),
    }
}

/// Events from which a clock runs, as far as the findings tell, by the clock's `from`. Of several, a
/// running hold comes first, then the latest.
pub fn starts(examination: &Examination) -> BTreeMap<&'static str, Started> {
    let mut starts: BTreeMap<&'static str, (bool, Started)> = BTreeMap::new();
    for (place, finding) in examination.findings.iter().enumerate() {
        let Some(at) = finding.at() else { continue };
        let reason = word(finding, "reason");
        let is_hold = finding.code == Code::HoldRunning;
        let event = match (finding.code, reason) {
            (Code::HoldRunning, "two_factor") => "two_factor_reset",
            (Code::HoldRunning, _)
            | (Code::SecurityChange, "password" | "two_factor" | "email" | "phone") => {
                "security_change"
            }
            (Code::SecurityChange, "api_key_created") => "api_key_created",
            _ => continue,
        };
        let hours = match finding.facts.get("hours") {
            Some(Fact::Count(hours)) if is_hold => u32::try_from(*hours).ok(),
            _ => None,
        };
        let fresh = (is_hold, Started { at, finding: place, hours });
        let rank = |(hold, started): &(bool, Started)| (*hold, started.at);
        if starts.get(event).is_none_or(|before| rank(&fresh) > rank(before)) {
            starts.insert(event, fresh);
        }
    }
    starts.into_iter().map(|(event, (_, started))| (event, started)).collect()
}

/// Which findings call for a step, by the keys in [`super::Step::calls`]: their places among the
/// findings, from 0.
pub fn called_for(examination: &Examination, calls: &[String]) -> Vec<usize> {
    let findings = examination.findings.iter().enumerate();
    let calling = findings.filter(|(_, finding)| {
        finding.steps.iter().any(|step| calls.iter().any(|call| call == step))
    });
    calling.map(|(place, _)| place).collect()
}

fn word<'a>(finding: &'a Finding, key: &str) -> &'a str {
    match finding.facts.get(key) {
        Some(Fact::Text(text)) => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::scene::{Scene, tron};
    use crate::playbook::{Library, plan};

    fn emptied() -> Scene {
        let mut life = Scene::quiet(31);
        life.swap("2026-02-05 03:05:00", "0.31 BTC", "15500 USDT");
        life.swap("2026-02-05 03:08:00", "6.2 ETH", "15500 USDT");
        life.swap("2026-02-05 03:12:00", "124 SOL", "12400 USDT");
        life.send("2026-02-05 03:20:00", "99000 USDT", "TRX", &tron(7));
        life
    }

    const HELD: &str =
        "[[hold]]\nreason = \"password\"\nchanged_at = \"2026-02-02T12:00:00+09:00\"\nhours = 24";

    #[test]
    fn an_emptied_account_is_known_to_have_been_left_but_not_by_whom() {
        let facts = known(&emptied().examine().0);
        assert_eq!(facts.get("finding.account_drained"), Some(&Value::Flag(true)));
        assert_eq!(facts.get("money_left"), Some(&Value::Flag(true)));
        assert_eq!(facts.get("money_lost"), None, "only the owner knows");
        let library = Library::load().unwrap();
        let plan = plan(&library, "account_takeover", &facts).unwrap();
        let steps: Vec<_> = plan.phases.iter().flat_map(|(_, steps)| steps).collect();
        assert!(steps.iter().any(|shown| shown.step.id == "freeze_request" && shown.applies));
        assert!(plan.open_forks.iter().any(|fork| fork.id == "withdrawal_listed"), "still asked");
    }

    #[test]
    fn a_quiet_account_makes_nothing_known() {
        assert_eq!(known(&Scene::quiet(31).examine().0), Facts::new());
    }

    #[test]
    fn the_persons_word_comes_before_the_records() {
        let library = Library::load().unwrap();
        let mut facts = known(&emptied().examine().0);
        facts.extend(library.forks["withdrawal_listed"].facts(&["no"]));
        assert_eq!(facts.get("money_left"), Some(&Value::Flag(false)));
    }

    #[test]
    fn a_hold_runs_from_what_the_record_says() {
        let mut scene = Scene::default();
        scene.answers(HELD);
        let examined = scene.examine_at("2026-02-03 02:00:00").0;
        let facts = known(&examined);
        assert_eq!(facts.get("hold_running"), Some(&Value::Flag(true)));
        let reason = Value::Choice("security_change".to_owned());
        assert_eq!(facts.get("hold_reason"), Some(&reason));
        let started = starts(&examined).remove("security_change").unwrap();
        assert_eq!(started.hours, Some(24));
        assert_eq!(started.at, Time::parse_rfc3339("2026-02-02T03:00:00Z").unwrap());
        assert_eq!(examined.findings[started.finding].code, Code::HoldRunning);
    }

    #[test]
    fn findings_call_for_steps() {
        let examined = emptied().examine().0;
        let library = Library::load().unwrap();
        let called = called_for(&examined, &library.steps["disable_account"].calls);
        assert!(!called.is_empty());
        assert_eq!(called_for(&examined, &[]), Vec::<usize>::new());
    }

    #[test]
    fn steps_that_start_a_clock_are_there_and_so_are_their_clocks() {
        let library = Library::load().unwrap();
        for (step, event) in STARTED_BY {
            assert!(library.steps.contains_key(step), "{step}");
            assert!(library.timers.values().any(|timer| timer.from == event), "{event}");
        }
        let facts = ["money_left", "hold_running", "hold_reason", "restriction", "txid_known"];
        for fact in facts {
            assert!(library.facts.iter().any(|known| known.id == fact), "{fact}");
        }
    }
}
