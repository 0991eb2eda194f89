//! The exchange's own words say that the account is restricted, under review, or that an identity
//! document was refused.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::screen::notice::{Notice, NoticeKind};
use crate::time::Time;

pub(super) struct AccountRestricted;

fn reason(kind: NoticeKind) -> Option<&'static str> {
    match kind {
        NoticeKind::Restricted => Some("restricted"),
        NoticeKind::UnderReview => Some("review"),
        NoticeKind::IdentityRefused => Some("identity_refused"),
        NoticeKind::LawEnforcement => Some("law_enforcement"),
        _ => None,
    }
}

impl Check for AccountRestricted {
    fn code(&self) -> Code {
        Code::AccountRestricted
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.documents.is_empty() && case.answers.restrictions.is_empty() {
            return Err("no_mails_or_notes");
        }
        let mut findings = Vec::new();
        for document in case.documents {
            let notices: Vec<(&Notice, &'static str)> = document
                .notices
                .iter()
                .filter_map(|n| reason(n.kind).map(|key| (n, key)))
                .collect();
            // The gravest word of one mail; the others are cited beside it.
            let Some((notice, key)) = notices.iter().max_by_key(|(n, _)| n.kind) else { continue };
            let at = notice.at.map(Time::from_seconds).or(document.at);
            let cites =
                notices.iter().map(|(n, _)| Cite { exhibit: document.exhibit, line: n.line });
            findings.push(finding(
                key,
                (at, document.confidence()),
                &notice.quoted,
                cites.collect(),
            ));
        }
        for said in &case.answers.restrictions {
            findings.push(finding(
                "restricted",
                (said.at, Confidence::Likely),
                &said.text,
                vec![said.cite],
            ));
        }
        Ok(findings)
    }
}

fn finding(
    reason: &'static str,
    (at, sure): (Option<Time>, Confidence),
    quoted: &str,
    cites: Vec<Cite>,
) -> Finding {
    Finding::new(Code::AccountRestricted, Severity::Warning, sure)
        .fact("reason", reason)
        .fact_if("at", at)
        .fact("quoted", quoted)
        .citing(cites)
        .advising("exchange_reasons", &["appeal_form", "contact_exchange", "preserve_records"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::AccountRestricted;
    const BINANCE: &str = "Binance <donotreply@ses.binance.com>";

    #[test]
    fn the_gravest_word_of_a_mail_is_told_and_all_are_cited() {
        let mut scene = Scene::default();
        let body = "Your withdrawal is under review.\nYour account has been frozen at the request of law enforcement.";
        let mail = scene.mail(BINANCE, "[Binance] Account notice", body);
        let facts = [("reason", "law_enforcement"), ("at", "2026-02-02 03:05:00")];
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &facts,
            &[line(mail, 7), line(mail, 8)],
        );
    }

    #[test]
    fn a_refused_passport_is_told_in_japanese_too() {
        let mut scene = Scene::default();
        let note = scene.note("今朝届いたもの\n本人確認書類が承認されませんでした。\n");
        let facts =
            [("reason", "identity_refused"), ("quoted", "本人確認書類が承認されませんでした。")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[line(note, 2)]);
    }

    #[test]
    fn what_the_person_saw_counts() {
        let mut scene = Scene::default();
        let said = scene
            .answers("[[restriction]]\nat = \"2026-02-02T03:00:00Z\"\ntext = \"Account limited\"");
        let facts = [
            ("reason", "restricted"),
            ("quoted", "Account limited"),
            ("at", "2026-02-02 03:00:00"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[line(said, 2)]);
    }

    #[test]
    fn threats_advice_and_questions_restrict_nobody() {
        let mut scene = Scene::default();
        scene.note("Your account will be restricted if you do not answer in time.\nHas your account been frozen?\n");
        scene.mail(BINANCE, "Help centre", "If your account is locked, contact us.");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn what_an_impostor_reports_did_not_happen() {
        let mut scene = Scene::default();
        scene.mail("Binance <help@shop.example>", "Notice", "Your account has been suspended.");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_words_it_cannot_run() {
        Scene::quiet(1).examine().assert_not_run(CODE, "no_mails_or_notes");
    }
}
