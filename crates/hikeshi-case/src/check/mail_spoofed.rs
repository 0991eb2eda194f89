//! A mail presents itself as the exchange and is not from it, by its own headers (`screen::mail`). A
//! mail without such signs is not thereby genuine.

use super::{Case, Check};
use crate::document::Document;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::shortened;
use crate::screen::mail::Spoof;

pub(super) struct MailSpoofed;

impl Check for MailSpoofed {
    fn code(&self) -> Code {
        Code::MailSpoofed
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if !case.documents.iter().any(|document| document.mail.is_some()) {
            return Err("no_mails_or_notes");
        }
        Ok(case.documents.iter().filter(|d| d.judgement.spoofed()).filter_map(finding).collect())
    }
}

fn finding(document: &Document) -> Option<Finding> {
    let judgement = &document.judgement;
    let primary = judgement.primary()?;
    let mail = document.mail.as_ref()?;
    let strong = matches!(primary, Spoof::LookalikeDomain | Spoof::DmarcFail | Spoof::DisplayName);
    let confidence = if strong { Confidence::Certain } else { Confidence::Likely };
    let mut others: Vec<&'static str> = judgement.reasons.iter().map(|reason| reason.spoof.key()).collect();
    others.dedup();
    let lines = judgement.reasons.iter().map(|reason| reason.line).chain(judgement.claims.iter().map(|claim| claim.line));
    let finding = Finding::new(Code::MailSpoofed, Severity::Warning, confidence)
        .fact("spoof", primary.key())
        .fact("reason", others)
        .fact_if("brand", judgement.claimed)
        .fact_if("at", document.at)
        .fact_if("sender", mail.from.as_ref().map(|from| shortened(&from.address, 120)))
        .fact_if("subject", mail.subject.as_deref().map(|subject| shortened(subject, 120)))
        .citing(lines.map(|line| Cite { exhibit: document.exhibit, line }))
        .advising("passing_is_not_genuine", &["do_not_open_link", "verify_in_app", "report_phishing"]);
    Some(finding)
}
