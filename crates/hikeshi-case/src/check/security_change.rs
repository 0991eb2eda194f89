//! The exchange's own words, or the person's, say that something of the account's security was changed.
//! Ordered with the money movements; who did it stands nowhere.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::screen::notice::NoticeKind;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct SecurityChange;

/// What was changed, and when.
type Change = (&'static str, Option<Time>);

/// The key of what was changed.
pub(super) fn reason(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::PasswordChanged => "password",
        NoticeKind::TwoFactorReset
        | NoticeKind::TwoFactorDisabled
        | NoticeKind::TwoFactorChanged => "two_factor",
        NoticeKind::EmailChanged => "email",
        NoticeKind::PhoneChanged => "phone",
        NoticeKind::DeviceAuthorised => "device",
        NoticeKind::ApiKeyCreated => "api_key_created",
        NoticeKind::ApiKeyEdited => "api_key_changed",
        NoticeKind::ApiKeyDeleted => "api_key_deleted",
        NoticeKind::WithdrawalAddressAdded => "address_added",
        NoticeKind::WhitelistOff => "whitelist_off",
        NoticeKind::AntiPhishingCodeChanged => "anti_phishing_code",
        _ => "unknown",
    }
}

impl Check for SecurityChange {
    fn code(&self) -> Code {
        Code::SecurityChange
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.documents.is_empty() && case.answers.changes.is_empty() {
            return Err("no_mails_or_notes");
        }
        // The same event stands in subject and body, and often in two mails.
        let mut events: BTreeMap<Change, (Confidence, Vec<Cite>)> = BTreeMap::new();
        for document in case.documents {
            let written =
                document.notices.iter().find_map(|notice| notice.at).map(Time::from_seconds);
            for notice in document.notices.iter().filter(|notice| notice.kind.is_security_change())
            {
                let at = notice.at.map(Time::from_seconds).or(written).or(document.at);
                let cite = Cite { exhibit: document.exhibit, line: notice.line };
                let sure = document.confidence();
                let event = events.entry((reason(notice.kind), at)).or_insert((sure, Vec::new()));
                event.0 = event.0.min(sure);
                event.1.push(cite);
            }
        }
        for said in &case.answers.changes {
            let event = events.entry(("unknown", said.at));
            event.or_insert((Confidence::Likely, Vec::new())).1.push(said.cite);
        }
        let sent: Vec<Time> = case.withdrawals().map(|withdrawal| withdrawal.at).collect();
        let mut findings: Vec<Finding> =
            events.into_iter().map(|((what, at), told)| finding(&sent, what, at, told)).collect();
        findings.sort_by(|a, b| (a.at(), &a.cites).cmp(&(b.at(), &b.cites)));
        Ok(findings)
    }
}

/// `sent`: when coins were withdrawn, in order of time.
fn finding(
    sent: &[Time],
    what: &'static str,
    at: Option<Time>,
    (sure, cites): (Confidence, Vec<Cite>),
) -> Finding {
    let money_after = at.is_some_and(|at| {
        let next = sent.get(sent.partition_point(|time| *time < at));
        next.is_some_and(|time| time.seconds_since(at) < 72 * 3600)
    });
    let severity = if money_after { Severity::Warning } else { Severity::Info };
    Finding::new(Code::SecurityChange, severity, sure)
        .fact("reason", what)
        .fact_if("at", at)
        .fact("before_money", if money_after { "yes" } else { "no" })
        .citing(cites)
        .advising("who_did_it", &["verify_in_app", "preserve_records"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, Wanted, line, tron};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::SecurityChange;
    const BINANCE: &str = "Binance <donotreply@ses.binance.com>";
    const CHANGED: &str = "Hello,\nYour password has been changed.";

    #[test]
    fn the_password_changed_a_day_before_the_money_left() {
        let mut scene = Scene::default();
        let mail = scene.mail(BINANCE, "[Binance] Notice", CHANGED);
        scene.withdrawal("2026-02-03 03:00:00", "900 USDT", "TRX", &tron(7), "Completed");
        let facts =
            [("reason", "password"), ("at", "2026-02-02 03:05:00"), ("before_money", "yes")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[line(mail, 8)]);
    }

    #[test]
    fn with_no_money_moved_after_it_is_good_to_know() {
        let mut scene = Scene::default();
        let mail = scene.mail(BINANCE, "[Binance] Notice", CHANGED);
        scene.withdrawal("2026-02-01 03:00:00", "900 USDT", "TRX", &tron(7), "Completed");
        scene.withdrawal("2026-02-02 09:00:00", "900 USDT", "TRX", &tron(7), "Rejected");
        scene.examine().assert_only(
            CODE,
            Severity::Info,
            &[("before_money", "no")],
            &[line(mail, 8)],
        );
    }

    #[test]
    fn subject_and_body_tell_of_one_event() {
        let mut scene = Scene::default();
        let mail = scene.mail(BINANCE, "[Binance] Password Reset Successful", CHANGED);
        let facts = [("reason", "password")];
        scene.examine().assert_only(CODE, Severity::Info, &facts, &[line(mail, 3), line(mail, 8)]);
    }

    #[test]
    fn a_pasted_list_has_a_time_of_its_own_and_the_person_is_believed() {
        let mut scene = Scene::default();
        let note = scene.note("2026-06-26 10:59:06(UTC) APIキーが作成されました\n");
        let said = scene.answers(
            "[[security_change]]\nat = \"2026-06-27T00:00:00Z\"\ntext = \"somebody was there\"",
        );
        let listed = [("reason", "api_key_created"), ("at", "2026-06-26 10:59:06")];
        let told = [("reason", "unknown"), ("at", "2026-06-27 00:00:00")];
        let wanted: [Wanted<'_>; 2] = [
            (Severity::Info, &listed, &[line(note, 1)]),
            (Severity::Info, &told, &[line(said, 2)]),
        ];
        scene.examine().assert_each(CODE, &wanted);
    }

    #[test]
    fn advice_questions_and_codes_change_nothing() {
        let mut scene = Scene::default();
        scene.mail(
            BINANCE,
            "Stay safe",
            "Please change your password regularly.\nYou can reset your 2FA in the app.",
        );
        scene.mail(
            BINANCE,
            "[Binance] Password Reset Verification Code",
            "Has your password been changed?",
        );
        scene.note("パスワードを変更してください。\n");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn what_an_impostor_reports_did_not_happen() {
        let mut scene = Scene::default();
        scene.mail("Binance <help@shop.example>", "Notice", CHANGED);
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_words_it_cannot_run() {
        Scene::quiet(1).examine().assert_not_run(CODE, "no_mails_or_notes");
    }
}
