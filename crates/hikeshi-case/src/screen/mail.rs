//! Does this mail present itself as an exchange, and is it from it? Reads what the headers say:
//! the sender's organisational domain, the verdict of the reader's own mail server, and where the
//! links lead. It never calls a mail genuine: a passing mail may still come from a broken-into
//! sender, and headers can be typed by hand.
//!
//! That a mail merely speaks of an exchange is no claim: newsletters, tax services, banks and
//! friends do that. Measured basis: a survey of 2026-11 (26 collected mails that name an exchange: "DMARC passes" alone
//! trusts 9 to 19 of them).

mod auth;
mod claim;
mod domain;
mod link;
pub mod skeleton;
#[cfg(test)]
mod tests;

use crate::source::mail::Mail;

/// Domain in, the exchange it officially belongs to out.
pub type Official<'a> = &'a dyn Fn(&str) -> Option<&'static str>;
/// Address of a page in, the exchange it imitates out.
pub type Imitates<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

/// Why a mail is not what it presents itself as. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spoof {
    /// The sender's domain imitates the exchange's.
    LookalikeDomain,
    /// The sender's domain is the exchange's, but the reader's server says DMARC failed.
    DmarcFail,
    /// The sender's domain is the exchange's, without DMARC verdict, and SPF or DKIM failed while
    /// none of them passed for that domain.
    AuthFail,
    /// DMARC passed, but for another domain than the one shown.
    NotAligned,
    /// The display name is the exchange's, the domain is not.
    DisplayName,
    /// Presents itself as the exchange in subject or signature from another domain, or from none.
    FromDomain,
    /// Several senders in `From`.
    FromAmbiguous,
    /// Answers go to another organisation.
    ReplyTo,
    /// A link shows an address of the exchange and leads elsewhere.
    LinkTarget,
    /// A link imitates an exchange.
    LinkImitates,
    /// A link that asks for an action leads away from the exchange.
    LinkElsewhere,
    /// The exchange's name is written with letters of another script.
    LookalikeText,
}

impl Spoof {
    /// Stable key, as findings carry it.
    pub fn key(self) -> &'static str {
        match self {
            Spoof::LookalikeDomain => "lookalike_domain",
            Spoof::DmarcFail => "dmarc_fail",
            Spoof::AuthFail => "auth_fail",
            Spoof::NotAligned => "not_aligned",
            Spoof::DisplayName => "display_name",
            Spoof::FromDomain => "from_domain",
            Spoof::FromAmbiguous => "from_ambiguous",
            Spoof::ReplyTo => "reply_to",
            Spoof::LinkTarget => "link_target",
            Spoof::LinkImitates => "link_imitates",
            Spoof::LinkElsewhere => "link_elsewhere",
            Spoof::LookalikeText => "lookalike_text",
        }
    }
}

/// One reason with the place it stands at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// What is wrong.
    pub spoof: Spoof,
    /// Physical line of the `.eml`.
    pub line: u32,
    /// What stands there: a domain, an address, a verdict.
    pub seen: String,
}

/// Where a mail presents itself as the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimPlace {
    /// Display name of the sender.
    DisplayName,
    /// Address of the sender.
    Address,
    /// Tag at the beginning of the subject.
    Subject,
    /// Greeting or signature of the body.
    Body,
}

/// One such place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// Where.
    pub place: ClaimPlace,
    /// Physical line of the `.eml`.
    pub line: u32,
}

/// What speaks for the mail. None of these makes it genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// The reader's server says DMARC passed for the domain shown.
    DmarcAligned,
    /// It says a DKIM signature of the same organisation passed.
    DkimAligned,
    /// It says SPF passed for the same organisation.
    SpfAligned,
    /// The sender's domain is the exchange's.
    OfficialDomain,
}

/// The judgement over one mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailJudgement {
    /// The exchange the mail presents itself as, `None` if it does not.
    pub claimed: Option<&'static str>,
    /// Where it does.
    pub claims: Vec<Claim>,
    /// What contradicts it, weightiest first; empty also where nothing was claimed.
    pub reasons: Vec<Reason>,
    /// What speaks for it, with the physical line.
    pub support: Vec<(Support, u32)>,
    /// Physical line of the `Authentication-Results` that was believed; `None` if there was none,
    /// which is no failure: forwarded and exported mails often lack it.
    pub auth_line: Option<u32>,
}

impl MailJudgement {
    /// The weightiest reason.
    pub fn primary(&self) -> Option<Spoof> {
        self.reasons.first().map(|reason| reason.spoof)
    }

    /// True when something contradicts the claim. False is not "genuine".
    pub fn spoofed(&self) -> bool {
        !self.reasons.is_empty()
    }
}

/// Judges one mail. `trusted` is the name of the server whose `Authentication-Results` the person
/// trusts; without it the topmost counts, which the delivering server put there.
pub fn judge(
    mail: &Mail,
    official: Official<'_>,
    imitates: Imitates<'_>,
    trusted: Option<&str>,
) -> MailJudgement {
    let mut out = MailJudgement::default();
    let Some(claim) = claim::find(mail, official, imitates) else {
        return out;
    };
    out.claimed = Some(claim.brand);
    let from = mail.from.as_ref();
    let domain = from.map(|it| it.domain.as_str()).unwrap_or_default();
    let line = from.map_or(1, |it| it.line);
    let ours = |name: &str| official(name).is_some_and(|it| skeleton::same(it, claim.brand));
    let verdict = auth::verdict(mail, domain, trusted);
    out.auth_line = verdict.line;
    out.support.clone_from(&verdict.support);
    let mut add = |spoof, line, seen: &str| {
        out.reasons.push(Reason { spoof, line, seen: seen.to_owned() });
    };
    if ours(domain) {
        if let Some((spoof, line, seen)) = &verdict.against {
            add(*spoof, *line, seen);
        }
    } else {
        if claim.domain_imitates {
            add(Spoof::LookalikeDomain, line, domain);
        }
        if let Some(display) = claim.display {
            add(Spoof::DisplayName, line, display);
        }
        add(Spoof::FromDomain, line, domain);
        if let Some((Spoof::DmarcFail, line, seen)) = &verdict.against {
            add(Spoof::DmarcFail, *line, seen);
        }
    }
    if mail.from_count > 1 {
        add(Spoof::FromAmbiguous, line, domain);
    }
    if let Some(text) = claim.lookalike_text {
        add(Spoof::LookalikeText, text.0, text.1);
    }
    if let Some(reply) = mail.reply_to.as_ref().filter(|it| !it.domain.is_empty()) {
        let kin =
            !ours(domain) && domain::organisation(&reply.domain) == domain::organisation(domain);
        if !ours(&reply.domain) && !kin {
            add(Spoof::ReplyTo, reply.line, &reply.address);
        }
    }
    let passed = ours(domain) && verdict.passed;
    out.reasons.extend(link::reasons(mail, &ours, imitates, passed));
    if ours(domain) {
        out.support.push((Support::OfficialDomain, line));
    }
    order(&mut out.reasons, ours(domain));
    out.claims = claim.places;
    out
}

/// By weight. From the exchange's own domain only authentication, then answers and links can
/// contradict; otherwise a failed DMARC of a stranger's domain only adds to the stranger.
fn order(reasons: &mut Vec<Reason>, own: bool) {
    let late = |spoof| !own && spoof == Spoof::DmarcFail;
    reasons.sort_by_key(|it| (late(it.spoof), it.spoof, it.line));
    reasons.dedup();
}
