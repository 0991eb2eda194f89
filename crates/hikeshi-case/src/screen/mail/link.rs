//! Where the links of a mail lead that presents itself as an exchange.

use super::domain::{host, organisation, shown_host};
use super::{Imitates, Reason, Spoof};
use crate::source::mail::{Mail, MailLink};

/// Senders of bulk mail put their own counters before every link; with a passing mail that is no
/// deceit.
const COUNTERS: [&str; 12] = [
    "sendgrid.net",
    "awstrack.me",
    "list-manage.com",
    "mailgun.org",
    "exacttarget.com",
    "mandrillapp.com",
    "sparkpostmail.com",
    "hubspotlinks.com",
    "customeriomail.com",
    "braze.com",
    "iterable.com",
    "mailchimp.com",
];
/// Where every exchange's footer leads as well.
const ELSEWHERE_FINE: [&str; 26] = [
    "apple.com",
    "google.com",
    "twitter.com",
    "x.com",
    "facebook.com",
    "instagram.com",
    "linkedin.com",
    "youtube.com",
    "t.me",
    "telegram.org",
    "reddit.com",
    "medium.com",
    "discord.gg",
    "discord.com",
    "tiktok.com",
    "vk.com",
    "line.me",
    "w3.org",
    "github.com",
    "coinmarketcap.com",
    "trustwallet.com",
    "appsflyer.com",
    "onelink.me",
    "huawei.com",
    "microsoft.com",
    "fsa.go.jp",
];
const ACTION: [&str; 30] = [
    "verify",
    "verification",
    "login",
    "log in",
    "log-in",
    "signin",
    "sign in",
    "sign-in",
    "confirm",
    "secure",
    "security",
    "unlock",
    "restore",
    "reactivate",
    "activate",
    "wallet",
    "kyc",
    "claim",
    "cancel",
    "review",
    "update",
    "account",
    "確認",
    "ログイン",
    "認証",
    "解除",
    "こちら",
    "手続",
    "更新",
    "キャンセル",
];

/// Reasons found in the links. `ours` says whether a domain is the claimed exchange's, `passed`
/// whether the mail passed DMARC for such a domain.
pub(super) fn reasons(
    mail: &Mail,
    ours: &dyn Fn(&str) -> bool,
    imitates: Imitates<'_>,
    passed: bool,
) -> Vec<Reason> {
    let mut out = Vec::new();
    for link in &mail.links {
        let Some(target) = host(&link.href).filter(|it| !ours(it)) else {
            continue;
        };
        let mut add = |spoof| {
            out.push(Reason { spoof, line: link.line, seen: link.href.clone() });
        };
        let organisation = organisation(&target);
        let counted = passed && COUNTERS.contains(&organisation.as_str());
        let shows_ours = link.shown.as_deref().and_then(shown_host).is_some_and(|it| ours(&it));
        if shows_ours && !counted {
            add(Spoof::LinkTarget);
        }
        if imitates(&link.href).is_some() {
            add(Spoof::LinkImitates);
        } else if !passed && !ELSEWHERE_FINE.contains(&organisation.as_str()) && asks(link, &target)
        {
            add(Spoof::LinkElsewhere);
        }
    }
    out
}

/// The link wants something done, or hides where it leads.
fn asks(link: &MailLink, target: &str) -> bool {
    let text =
        format!("{} {}", link.href, link.shown.as_deref().unwrap_or_default()).to_lowercase();
    let number = target.chars().all(|c| c.is_ascii_digit() || c == '.') || target.starts_with('[');
    number || target.contains("xn--") || ACTION.iter().any(|it| text.contains(it))
}
