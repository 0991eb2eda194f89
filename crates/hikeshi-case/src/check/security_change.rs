//! The exchange's own words, or the person's, say that something of the account's security was changed.
//! Ordered with the money movements; who did it stands nowhere.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::screen::notice::NoticeKind;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct SecurityChange;

/// The key of what was changed.
pub(super) fn reason(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::PasswordChanged => "password",
        NoticeKind::TwoFactorReset | NoticeKind::TwoFactorDisabled | NoticeKind::TwoFactorChanged => "two_factor",
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
        let mut events: BTreeMap<(&'static str, Option<Time>), Vec<Cite>> = BTreeMap::new();
        for document in case.documents {
            let written = document.notices.iter().find_map(|notice| notice.at).map(Time::from_seconds);
            for notice in document.notices.iter().filter(|notice| notice.kind.is_security_change()) {
                let at = notice.at.map(Time::from_seconds).or(written).or(document.at);
                let cite = Cite { exhibit: document.exhibit, line: notice.line };
                events.entry((reason(notice.kind), at)).or_default().push(cite);
            }
        }
        for said in &case.answers.changes {
            events.entry(("unknown", said.at)).or_default().push(said.cite);
        }
        let mut findings: Vec<Finding> =
            events.into_iter().map(|((what, at), cites)| finding(case, what, at, cites)).collect();
        findings.sort_by(|a, b| (a.at(), &a.cites).cmp(&(b.at(), &b.cites)));
        Ok(findings)
    }
}

fn finding(case: &Case<'_>, what: &'static str, at: Option<Time>, cites: Vec<Cite>) -> Finding {
    let money_after = at.is_some_and(|at| {
        case.withdrawals().any(|w| (0..72 * 3600).contains(&w.at.seconds_since(at)))
    });
    let severity = if money_after { Severity::Warning } else { Severity::Info };
    Finding::new(Code::SecurityChange, severity, Confidence::Certain)
        .fact("reason", what)
        .fact_if("at", at)
        .fact("before_money", if money_after { "yes" } else { "no" })
        .citing(cites)
        .advising("who_did_it", &["verify_in_app", "preserve_records"])
}
