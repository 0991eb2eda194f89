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
            let written = document.notices.iter().find_map(|notice| notice.at).map(Time::from_seconds);
            for notice in document.notices.iter().filter(|notice| notice.kind == NoticeKind::NewLogin) {
                let at = notice.at.map(Time::from_seconds).or(written).or(document.at);
                let login = logins.entry(at).or_insert_with(|| (notice.quoted.clone(), Vec::new()));
                login.1.push(Cite { exhibit: document.exhibit, line: notice.line });
            }
        }
        for said in &case.answers.logins {
            logins.entry(said.at).or_insert_with(|| (said.text.clone(), Vec::new())).1.push(said.cite);
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
