//! A login from a device or place that the exchange calls new, or that the person does not know. People
//! travel and change telephones: the finding asks.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::screen::notice::NoticeKind;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct UnknownLogin;

impl Check for UnknownLogin {
    fn code(&self) -> Code {
        Code::UnknownLogin
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.documents.is_empty() && case.answers.logins.is_empty() {
            return Err("no_mails_or_notes");
        }
        let mut logins: BTreeMap<Option<Time>, (String, Vec<Cite>)> = BTreeMap::new();
        for document in case.documents {
            let written =
                document.notices.iter().find_map(|notice| notice.at).map(Time::from_seconds);
            for notice in
                document.notices.iter().filter(|notice| notice.kind == NoticeKind::NewLogin)
            {
                let at = notice.at.map(Time::from_seconds).or(written).or(document.at);
                let login = logins.entry(at).or_insert_with(|| (notice.quoted.clone(), Vec::new()));
                login.1.push(Cite { exhibit: document.exhibit, line: notice.line });
            }
        }
        for said in &case.answers.logins {
            logins
                .entry(said.at)
                .or_insert_with(|| (said.text.clone(), Vec::new()))
                .1
                .push(said.cite);
        }
        let findings = logins.into_iter().map(|(at, (quoted, cites))| {
            Finding::new(Code::UnknownLogin, Severity::Warning, Confidence::Possible)
                .fact_if("at", at)
                .fact("quoted", quoted)
                .citing(cites)
                .advising("who_did_it", &["verify_in_app", "change_secrets", "preserve_records"])
        });
        Ok(findings.collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::UnknownLogin;
    const BINANCE: &str = "Binance <donotreply@ses.binance.com>";

    #[test]
    fn the_exchange_saw_a_new_device() {
        let mut scene = Scene::default();
        let mail = scene.mail(
            BINANCE,
            "[Binance] Notice",
            "We detected a login to your account from a new device.",
        );
        let facts = [
            ("at", "2026-02-02 03:05:00"),
            ("quoted", "We detected a login to your account from a new device."),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[line(mail, 7)]);
    }

    #[test]
    fn mail_and_memory_of_one_moment_are_one_login() {
        let mut scene = Scene::default();
        let mail =
            scene.mail(BINANCE, "[Binance] Notice", "新しいデバイスからログインがありました。");
        let said = scene.answers("[[login]]\nat = \"2026-02-02T03:05:00Z\"\ntext = \"not me\"");
        let facts = [("quoted", "新しいデバイスからログインがありました。")];
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &facts,
            &[line(mail, 7), line(said, 2)],
        );
    }

    #[test]
    fn rules_questions_and_an_ordinary_login_are_no_alarm() {
        let mut scene = Scene::default();
        scene.mail(
            BINANCE,
            "Your devices",
            "When you log in from a new device, we send you a mail.",
        );
        scene.note("Did you log in from a new device?\nYou logged in at 09:00.\n");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn what_an_impostor_reports_did_not_happen() {
        let mut scene = Scene::default();
        scene.mail(
            "Binance <help@shop.example>",
            "Notice",
            "We detected a login to your account from a new device.",
        );
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_words_it_cannot_run() {
        Scene::quiet(1).examine().assert_not_run(CODE, "no_mails_or_notes");
    }
}
