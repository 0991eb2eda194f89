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
            let notices: Vec<(&Notice, &'static str)> =
                document.notices.iter().filter_map(|n| reason(n.kind).map(|key| (n, key))).collect();
            // The gravest word of one mail; the others are cited beside it.
            let Some((notice, key)) = notices.iter().max_by_key(|(n, _)| n.kind) else { continue };
            let at = notice.at.map(Time::from_seconds).or(document.at);
            let cites = notices.iter().map(|(n, _)| Cite { exhibit: document.exhibit, line: n.line });
            findings.push(finding(key, at, &notice.quoted, cites.collect()));
        }
        for said in &case.answers.restrictions {
            findings.push(finding("restricted", said.at, &said.text, vec![said.cite]));
        }
        Ok(findings)
    }
}

fn finding(reason: &'static str, at: Option<Time>, quoted: &str, cites: Vec<Cite>) -> Finding {
    Finding::new(Code::AccountRestricted, Severity::Warning, Confidence::Certain)
        .fact("reason", reason)
        .fact_if("at", at)
        .fact("quoted", quoted)
        .citing(cites)
        .advising("exchange_reasons", &["appeal_form", "contact_exchange", "preserve_records"])
}
