//! Which steps apply to this case, in which order, and which of them only perhaps.

use super::condition::{Facts, Holds};
use super::data::{Fork, Library, Phase, Playbook, Step, Timer, Use, Wording};

/// A step as it is shown.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// The step.
    pub step: &'a Step,
    /// Why, in this kind of trouble.
    pub why: &'a Wording,
    /// The clock it starts or watches.
    pub timer: Option<&'a Timer>,
    /// Whether it is sure that it applies; else the person is told to see for themselves.
    pub applies: bool,
}

/// What to do in one case.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The playbook it is made from.
    pub playbook: &'a Playbook,
    /// Questions nobody has answered yet, in their order.
    pub open_forks: Vec<&'a Fork>,
    /// The steps by phase, in the order of the incident; a phase without steps is left out.
    pub phases: Vec<(Phase, Vec<Shown<'a>>)>,
}

/// Makes the plan of a case; `None` for a kind that has no playbook.
pub fn plan<'a>(library: &'a Library, kind: &str, said: &Facts) -> Option<Plan<'a>> {
    let playbook = library.of(kind)?;
    let facts = &with_assumed(library, said);
    let shown: Vec<Shown<'a>> =
        playbook.uses.iter().filter_map(|its| show(library, its, facts)).collect();
    let of_phase = |phase: Phase| {
        let steps: Vec<Shown<'a>> =
            shown.iter().filter(|shown| shown.step.phase == phase).cloned().collect();
        (!steps.is_empty()).then_some((phase, steps))
    };
    let phases = Phase::ALL.into_iter().filter_map(of_phase).collect();
    let forks = playbook.forks.iter().filter_map(|id| library.forks.get(id));
    let is_open = |fork: &&Fork| !fork.is_answered(said) && fork.when.holds(facts) != Holds::No;
    Some(Plan { playbook, open_forks: forks.filter(is_open).collect(), phases })
}

fn with_assumed(library: &Library, said: &Facts) -> Facts {
    let assumed = library.facts.iter().filter_map(|fact| Some((fact.id.clone(), fact.assumed()?)));
    assumed.chain(said.clone()).collect()
}

fn show<'a>(library: &'a Library, its: &'a Use, facts: &Facts) -> Option<Shown<'a>> {
    let step = library.steps.get(&its.step)?;
    let applies = match its.when.holds(facts) {
        Holds::Yes => true,
        Holds::Unknown if !its.hide_unknown => false,
        Holds::Unknown | Holds::No => return None,
    };
    let why = if its.why.is_empty() { &step.why } else { &its.why };
    let timer = step.timer.as_ref().and_then(|id| library.timers.get(id));
    Some(Shown { step, why, timer, applies })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Value;

    fn library() -> Library {
        Library::load().unwrap()
    }

    /// The steps shown, each with whether it surely applies.
    fn shown(kind: &str, facts: &Facts) -> Vec<(String, bool)> {
        let library = library();
        let plan = plan(&library, kind, facts).unwrap();
        let steps = plan.phases.into_iter().flat_map(|(_, steps)| steps);
        steps.map(|shown| (shown.step.id.clone(), shown.applies)).collect()
    }

    fn open(kind: &str, facts: &Facts) -> Vec<String> {
        let library = library();
        plan(&library, kind, facts).unwrap().open_forks.iter().map(|fork| fork.id.clone()).collect()
    }

    fn told(given: &[(&str, &[&str])]) -> Facts {
        let library = library();
        given.iter().flat_map(|(fork, given)| library.forks[*fork].facts(given)).collect()
    }

    fn position(steps: &[(String, bool)], id: &str) -> Option<usize> {
        steps.iter().position(|(step, _)| step == id)
    }

    #[test]
    fn before_anything_is_known_the_account_is_stopped_before_records_are_kept() {
        let steps = shown("account_takeover", &Facts::new());
        assert_eq!(steps[0], ("use_clean_device".to_owned(), true));
        assert!(steps.contains(&("disable_account".to_owned(), true)));
        let places = ["check_open_positions", "disable_account", "save_mails", "consult_police"]
            .map(|id| position(&steps, id).unwrap());
        assert!(places.is_sorted(), "{places:?}");
        assert!(steps.contains(&("freeze_request".to_owned(), false)), "only perhaps");
        assert_eq!(position(&steps, "call_110"), None);
    }

    #[test]
    fn a_balance_found_elsewhere_disables_nothing_and_ends_the_questions() {
        let told = told(&[("withdrawal_listed", &["no"]), ("other_wallet", &["found"])]);
        let steps = shown("account_takeover", &told);
        assert_eq!(position(&steps, "disable_account"), None);
        let open = open("account_takeover", &told);
        for asked in ["withdrawal_listed", "other_wallet", "small_balances_hidden", "liquidated"] {
            assert!(!open.contains(&asked.to_owned()), "{asked}");
        }
        assert!(open.contains(&"device_safe".to_owned()), "assumed, but still asked");
    }

    #[test]
    fn a_listed_withdrawal_is_sure_to_be_reported() {
        let steps = shown("account_takeover", &told(&[("withdrawal_listed", &["yes"])]));
        for id in ["disable_account", "freeze_request", "police_report", "police_refused"] {
            assert!(steps.contains(&(id.to_owned(), true)), "{id}");
        }
    }

    #[test]
    fn what_was_not_named_was_not_given_unless_nobody_is_sure() {
        let only_card = shown("phishing_contact", &told(&[("given_away", &["card"])]));
        assert!(only_card.contains(&("call_card".to_owned(), true)));
        assert_eq!(position(&only_card, "given_means_takeover"), None);
        let unsure = shown("phishing_contact", &told(&[("given_away", &["card", "unknown"])]));
        assert!(unsure.contains(&("given_means_takeover".to_owned(), false)));
        let nothing = shown("phishing_contact", &told(&[("given_away", &["nothing"])]));
        assert_eq!(position(&nothing, "call_card"), None);
        assert!(nothing.contains(&("consult_police".to_owned(), false)), "open to all");
    }

    #[test]
    fn an_answer_of_not_sure_is_not_asked_again() {
        let told = told(&[("liquidated", &["not_found"])]);
        assert!(!open("account_takeover", &told).contains(&"liquidated".to_owned()));
        assert!(open("account_takeover", &Facts::new()).contains(&"liquidated".to_owned()));
    }

    #[test]
    fn what_is_said_comes_before_what_is_assumed() {
        let abroad = Facts::from([("country".to_owned(), Value::Choice("other".to_owned()))]);
        let steps = shown("account_takeover", &abroad);
        assert_eq!(position(&steps, "consult_police"), None);
        assert!(steps.contains(&("police_abroad".to_owned(), true)));
        assert!(plan(&library(), "no_such_kind", &abroad).is_none());
    }
}
