//! Are the API keys of an account kept well? A check-up by questions that never asks for a key.
//!
//! What the answers are judged by: keys that leaked were used for trades at a loss without any right to
//! withdraw (VIA 2018, AXS 2022); the exchange ties the right to withdraw to an address list, and says
//! that trading rights of keys without one lapse after 30 days (2021, to be confirmed).

use std::collections::BTreeMap;

/// A question and the answers it takes. The sentences are texts of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its key.
    pub id: &'static str,
    /// The answers, the safest first; `unknown` is always the last.
    pub answers: &'static [&'static str],
}

const fn ask(id: &'static str, answers: &'static [&'static str]) -> Question {
    Question { id, answers }
}

/// The questions in their order.
pub const QUESTIONS: [Question; 9] = [
    ask("keys", &["none", "some", "unknown"]),
    ask("familiar", &["yes", "no", "unknown"]),
    ask("rights", &["read", "trade", "withdraw", "unknown"]),
    ask("address", &["restricted", "open", "unknown"]),
    ask("age", &["months_3", "year", "older", "unknown"]),
    ask("used", &["yes", "no", "unknown"]),
    ask("place", &["manager", "server", "file", "public", "unknown"]),
    ask("others", &["nobody", "service", "person", "unknown"]),
    ask("bot", &["none", "own", "third", "unknown"]),
];

/// How much a verdict matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Now.
    Critical,
    /// Soon.
    Warning,
    /// Good to know.
    Info,
}

/// One verdict: `apikey-<key>` says why, `apikey-<key>-step` what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// How much it matters.
    pub severity: Severity,
    /// Its key.
    pub key: &'static str,
}

/// What the answers come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckUp {
    /// The verdicts, the weightiest first.
    pub verdicts: Vec<Verdict>,
    /// Days until it should be repeated.
    pub again_in_days: u32,
}

/// The answers given, by the key of the question.
pub type Answers = BTreeMap<String, String>;

/// Whether a question is still worth asking.
pub fn is_asked(question: &Question, answers: &Answers) -> bool {
    question.id == "keys" || answers.get("keys").is_none_or(|it| it != "none")
}

/// The first answer that does not fit its question, or whose question does not exist.
pub fn misfit(answers: &Answers) -> Option<(&str, &str)> {
    let fits = |id: &str, answer: &str| {
        QUESTIONS.iter().any(|it| it.id == id && it.answers.contains(&answer))
    };
    let mut pairs = answers.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    pairs.find(|(id, answer)| !fits(id, answer))
}

/// Judges the answers; a question not answered counts as `unknown`.
pub fn judge(answers: &Answers) -> CheckUp {
    use Severity::{Critical, Info, Warning};
    let given = |id: &str| answers.get(id).map_or("unknown", String::as_str);
    if given("keys") == "none" {
        let verdicts = vec![Verdict { severity: Info, key: "no_keys" }];
        return CheckUp { verdicts, again_in_days: 180 };
    }
    let is = |id: &str, wanted: &[&str]| wanted.contains(&given(id));
    let open = !is("address", &["restricted"]);
    let acts = !is("rights", &["read"]);
    let rules: [(bool, Severity, &'static str); 15] = [
        (is("familiar", &["no"]), Critical, "unknown_key"),
        (is("place", &["public"]), Critical, "published"),
        (is("others", &["person"]), Critical, "person_has_it"),
        (is("rights", &["withdraw"]) && open, Critical, "withdraw_open"),
        (is("rights", &["withdraw"]) && !open, Warning, "withdraw"),
        (is("rights", &["trade"]) && open, Warning, "trade_open"),
        (is("used", &["no"]), Warning, "unused"),
        (is("age", &["older"]), Warning, "old"),
        (is("place", &["file"]), Warning, "in_file"),
        (is("others", &["service"]) && acts, Warning, "service_has_it"),
        (is("bot", &["third"]) && acts, Warning, "third_bot"),
        (is("rights", &["read"]) && open, Info, "read_open"),
        (is("familiar", &["unknown"]) || is("rights", &["unknown"]), Warning, "look_at_list"),
        (is("place", &["unknown"]) || is("others", &["unknown"]), Warning, "replace_if_unsure"),
        (is("place", &["server"]), Info, "server"),
    ];
    let hit = rules.into_iter().filter(|rule| rule.0);
    let mut verdicts: Vec<Verdict> =
        hit.map(|(_, severity, key)| Verdict { severity, key }).collect();
    verdicts.sort_by_key(|it| it.severity);
    if verdicts.iter().all(|it| it.severity == Info) {
        verdicts.push(Verdict { severity: Info, key: "well_kept" });
    }
    let again_in_days = match verdicts.first().map(|it| it.severity) {
        Some(Critical) => 7,
        Some(Warning) => 30,
        _ => 90,
    };
    CheckUp { verdicts, again_in_days }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &str) -> Answers {
        let pairs = pairs.split_whitespace().filter_map(|it| it.split_once('='));
        pairs.map(|(id, answer)| (id.to_owned(), answer.to_owned())).collect()
    }

    fn keys(pairs: &str) -> Vec<&'static str> {
        judge(&given(pairs)).verdicts.iter().map(|it| it.key).collect()
    }

    const GOOD: &str = "keys=some familiar=yes rights=read address=restricted age=months_3 used=yes \
        place=manager others=nobody bot=own";

    #[test]
    fn the_weightiest_comes_first_and_the_reminder_follows_it() {
        assert_eq!(keys(GOOD), ["well_kept"]);
        assert_eq!(judge(&given(GOOD)).again_in_days, 90);
        let bad = GOOD.replace("rights=read", "rights=withdraw").replace("restricted", "open");
        assert_eq!(keys(&bad), ["withdraw_open"]);
        assert_eq!(judge(&given(&bad)).again_in_days, 7);
        let mixed = bad.replace("used=yes", "used=no").replace("place=manager", "place=public");
        assert_eq!(keys(&mixed), ["published", "withdraw_open", "unused"]);
        assert_eq!(judge(&given(&GOOD.replace("age=months_3", "age=older"))).again_in_days, 30);
    }

    #[test]
    fn what_is_not_known_is_never_well_kept() {
        assert_eq!(keys("keys=none"), ["no_keys"]);
        assert_eq!(keys(""), ["look_at_list", "replace_if_unsure"]);
    }

    #[test]
    fn answers_must_fit_and_no_keys_ends_the_questions() {
        assert_eq!(misfit(&given(GOOD)), None);
        assert_eq!(misfit(&given("rights=all")), Some(("rights", "all")));
        assert_eq!(misfit(&given("secret=abc")), Some(("secret", "abc")));
        let none = given("keys=none");
        assert_eq!(QUESTIONS.iter().filter(|it| is_asked(it, &none)).count(), 1);
        for question in QUESTIONS {
            assert_eq!(question.answers.last(), Some(&"unknown"));
        }
    }
}
