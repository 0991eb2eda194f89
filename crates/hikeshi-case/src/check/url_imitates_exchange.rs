//! A link in a mail or note imitates an exchange (`screen::link`). Nobody opened it, and nobody should.

use super::{Case, Check};
use crate::document::Link;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::shortened;
use crate::screen::link::Verdict;
use std::collections::BTreeMap;

pub(super) struct UrlImitatesExchange;

impl Check for UrlImitatesExchange {
    fn code(&self) -> Code {
        Code::UrlImitatesExchange
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_words()?;
        let mut hosts: BTreeMap<&str, (&Link, Vec<Cite>)> = BTreeMap::new();
        for document in case.documents {
            for link in document.links.iter().filter(|link| link.judgement.verdict == Verdict::Imitation) {
                let entry = hosts.entry(&link.judgement.host).or_insert_with(|| (link, Vec::new()));
                entry.1.push(Cite { exhibit: document.exhibit, line: link.line });
            }
        }
        Ok(hosts.into_values().map(|(link, cites)| finding(link, cites)).collect())
    }
}

/// An address that cannot be clicked by accident.
fn defanged(url: &str) -> String {
    let url = shortened(url, 200);
    let (scheme, rest) = url.split_once("://").unwrap_or(("", &url));
    let scheme = scheme.to_lowercase().replacen("http", "hxxp", 1);
    let (host, path) = rest.split_once('/').map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let host = host.replace("[.]", ".").replace('.', "[.]");
    if scheme.is_empty() { format!("{host}{path}") } else { format!("{scheme}://{host}{path}") }
}

fn finding(link: &Link, cites: Vec<Cite>) -> Finding {
    let reasons: Vec<&'static str> = link.judgement.because.iter().map(crate::screen::link::Reason::key).collect();
    Finding::new(Code::UrlImitatesExchange, Severity::Warning, Confidence::Likely)
        .fact("url", defanged(&link.url))
        .fact_if("brand", link.judgement.brand)
        .fact("reason", reasons)
        .fact("count", cites.len())
        .citing(cites)
        .advising("site_not_visited", &["do_not_open_link", "change_secrets", "report_phishing"])
}
