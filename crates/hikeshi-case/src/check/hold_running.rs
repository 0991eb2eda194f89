//! Withdrawals stand still for 24 or 48 hours after a security change, and the time is not over. The
//! hold ends by itself and nobody can shorten it; another change may start it again (stated by other
//! exchanges; not confirmed for Binance).
//!
//! Where nobody says how long it is, both usual lengths are stated as possible and neither as the end:
//! an end that is only guessed makes somebody try too early, and each try may start the hold again.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::screen::notice::NoticeKind;
use crate::time::Time;

pub(super) struct HoldRunning;

/// The lengths exchanges usually name, the longest last.
const USUAL_HOURS: [i64; 2] = [24, 48];

struct Hold {
    reason: String,
    from: Time,
    /// `None` where nobody says.
    hours: Option<i64>,
    cites: Vec<Cite>,
    sure: Confidence,
}

impl Check for HoldRunning {
    fn code(&self) -> Code {
        Code::HoldRunning
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.documents.is_empty() && case.answers.holds.is_empty() {
            return Err("no_mails_or_notes");
        }
        let Some(now) = case.as_of else { return Ok(Vec::new()) };
        let running =
            |hold: &Hold| now >= hold.from && hold.ends().last().is_some_and(|end| now < *end);
        Ok(holds(case).iter().filter(|hold| running(hold)).map(finding).collect())
    }
}

fn holds(case: &Case<'_>) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for document in case.documents {
        let Some(notice) = document.notices.iter().find(|n| n.kind == NoticeKind::Hold) else {
            continue;
        };
        let change = document.notices.iter().find(|n| n.kind.is_security_change());
        let at = change.and_then(|n| n.at).or(notice.at).map(Time::from_seconds).or(document.at);
        let Some(from) = at else { continue };
        let lines = [Some(notice.line), change.map(|n| n.line)];
        holds.push(Hold {
            reason: change.map_or("unknown", |n| super::security_change::reason(n.kind)).to_owned(),
            from,
            hours: notice.hours.map(i64::from),
            cites: lines
                .into_iter()
                .flatten()
                .map(|line| Cite { exhibit: document.exhibit, line })
                .collect(),
            sure: document.confidence(),
        });
    }
    holds.extend(case.answers.holds.iter().map(|hold| Hold {
        reason: hold.reason.clone(),
        from: hold.changed_at,
        hours: hold.hours.map(i64::from),
        cites: vec![hold.cite],
        sure: Confidence::Likely,
    }));
    holds
}

impl Hold {
    /// When it ends, or may end: the earliest first.
    fn ends(&self) -> Vec<Time> {
        let after = |hours: i64| self.from.plus_seconds(hours * 3600);
        self.hours.map_or_else(|| USUAL_HOURS.map(after).to_vec(), |hours| vec![after(hours)])
    }
}

fn finding(hold: &Hold) -> Finding {
    let sure = if hold.hours.is_some() { hold.sure } else { Confidence::Possible };
    Finding::new(Code::HoldRunning, Severity::Info, sure)
        .fact("reason", hold.reason.as_str())
        .fact_if("hours", hold.hours)
        .fact("from", hold.from)
        .fact("to", hold.ends())
        .citing(hold.cites.iter().copied())
        .advising("cannot_be_shortened", &["wait_hold"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, Seen, line};
    use crate::finding::{Code, Confidence, Severity};

    const CODE: Code = Code::HoldRunning;
    const SAID: &str =
        "[[hold]]\nreason = \"password\"\nchanged_at = \"2026-02-02T12:00:00+09:00\"\nhours = 24";

    #[test]
    fn the_persons_hold_has_an_hour_left() {
        let mut scene = Scene::default();
        let said = scene.answers(SAID);
        let facts = [
            ("reason", "password"),
            ("hours", "24"),
            ("from", "2026-02-02 03:00:00"),
            ("to", "2026-02-03 03:00:00"),
        ];
        scene.examine_at("2026-02-03 02:00:00").assert_only(
            CODE,
            Severity::Info,
            &facts,
            &[line(said, 2)],
        );
    }

    #[test]
    fn a_length_nobody_says_is_not_made_up() {
        let unsaid = SAID.replace("\nhours = 24", "");
        for (now, runs) in [("2026-02-03 04:00:00", true), ("2026-02-04 03:00:00", false)] {
            let mut scene = Scene::default();
            let said = scene.answers(&unsaid);
            let seen = scene.examine_at(now);
            if !runs {
                seen.assert_silent(CODE);
                continue;
            }
            let facts = [("hours", ""), ("to", "2026-02-03 03:00:00 2026-02-04 03:00:00")];
            seen.assert_only(CODE, Severity::Info, &facts, &[line(said, 2)]);
            let found = seen.0.findings.iter().find(|f| f.code == CODE).unwrap();
            assert_eq!(found.confidence, Confidence::Possible);
        }
    }

    #[test]
    fn the_exchanges_mail_starts_it() {
        let mut scene = Scene::default();
        let body =
            "Your Google Authenticator has been reset.\nWithdrawals are suspended for 48 hours.";
        let mail = scene.mail("Binance <donotreply@ses.binance.com>", "[Binance] Notice", body);
        let facts = [("reason", "two_factor"), ("hours", "48"), ("to", "2026-02-04 03:05:00")];
        let cites = [line(mail, 7), line(mail, 8)];
        scene.examine_at("2026-02-03 12:00:00").assert_only(CODE, Severity::Info, &facts, &cites);
    }

    #[test]
    fn a_hold_that_is_over_runs_no_more() {
        let mut scene = Scene::default();
        scene.answers(SAID);
        scene.examine_at("2026-02-03 03:00:00").assert_silent(CODE);
    }

    #[test]
    fn the_rule_of_the_house_alone_holds_nothing() {
        let mut scene = Scene::default();
        scene.note("Withdrawals are suspended for 24 hours after a password change.\nパスワード変更後は24時間出金できません。\n");
        scene.mail(
            "Binance <donotreply@ses.binance.com>",
            "News",
            "You cannot withdraw more than 2 BTC within 24 hours.",
        );
        scene.examine_at("2026-02-02 04:00:00").assert_silent(CODE);
    }

    #[test]
    fn without_words_it_cannot_run() {
        Scene::quiet(1).examine().assert_not_run(CODE, "no_mails_or_notes");
    }

    #[test]
    fn the_latest_thing_a_person_says_is_now() {
        let mut scene = Scene::default();
        scene.answers(SAID);
        let Seen(examined) = scene.examine();
        assert!(examined.findings.iter().any(|f| f.code == CODE));
    }

    #[test]
    fn damaged_answers_hold_nothing() {
        let mut scene = Scene::default();
        scene.answers(&SAID.replace("2026-02-02T", "yesterday "));
        scene.examine_at("2026-02-03 02:00:00").assert_not_run(CODE, "no_mails_or_notes");
    }
}
