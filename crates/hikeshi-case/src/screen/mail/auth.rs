//! The verdict of the reader's own mail server, and whether it speaks of the domain shown.

use super::domain::organisation;
use super::{Spoof, Support};
use crate::source::mail::{AuthResult, AuthResults, Mail};

/// What that server said.
pub(super) struct Verdict {
    pub(super) line: Option<u32>,
    pub(super) against: Option<(Spoof, u32, String)>,
    pub(super) support: Vec<(Support, u32)>,
    /// DMARC passed for the domain shown.
    pub(super) passed: bool,
}

/// Reads the believed `Authentication-Results` against the domain in `From`.
pub(super) fn verdict(mail: &Mail, from: &str, trusted: Option<&str>) -> Verdict {
    let mut out = Verdict { line: None, against: None, support: Vec::new(), passed: false };
    let named =
        |it: &&AuthResults| trusted.is_none_or(|id| it.authserv_id.eq_ignore_ascii_case(id));
    let Some(results) = mail.auth.iter().find(named) else {
        return out;
    };
    out.line = Some(results.line);
    let mut failed: Option<(u32, String)> = None;
    for (method, support, property) in [
        ("dkim", Support::DkimAligned, ["header.d", "header.i"].as_slice()),
        ("spf", Support::SpfAligned, &["smtp.mailfrom", "smtp.helo"]),
    ] {
        for result in results.results.iter().filter(|it| it.method == method) {
            if result.result == "pass" && aligned(result, property, from) == Some(true) {
                out.support.push((support, result.line));
            }
            if matches!(result.result.as_str(), "fail" | "softfail" | "hardfail")
                && failed.is_none()
            {
                failed = Some((result.line, format!("{method}={}", result.result)));
            }
        }
    }
    let mut judged = false;
    for result in results.results.iter().filter(|it| it.method == "dmarc") {
        match (result.result.as_str(), aligned(result, &["header.from"], from)) {
            ("fail" | "reject" | "quarantine", _) => {
                judged = true;
                out.against =
                    Some((Spoof::DmarcFail, result.line, format!("dmarc={}", result.result)));
            }
            ("pass", Some(false)) => {
                judged = true;
                let seen = result.property("header.from").unwrap_or_default().to_owned();
                out.against.get_or_insert((Spoof::NotAligned, result.line, seen));
            }
            ("pass", _) => {
                judged = true;
                out.passed = true;
                out.support.push((Support::DmarcAligned, result.line));
            }
            _ => {}
        }
    }
    out.passed &= out.against.is_none();
    if !judged && out.support.is_empty() {
        out.against = failed.map(|(line, seen)| (Spoof::AuthFail, line, seen));
    }
    out
}

/// Whether a property names the same organisation as `from`; `None` if no property is there.
fn aligned(result: &AuthResult, properties: &[&str], from: &str) -> Option<bool> {
    let value = properties.iter().find_map(|name| result.property(name))?;
    let domain = value.rsplit('@').next().unwrap_or_default().trim_matches(['<', '>', '.']);
    Some(organisation(domain) == organisation(from))
}
