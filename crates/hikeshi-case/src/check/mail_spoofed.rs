//! A mail presents itself as the exchange and is not from it, by its own headers (`screen::mail`). A
//! mail without such signs is not thereby genuine. Of some exchanges no domain on our list has a source:
//! then a foreign domain is only possible, and the finding says why.

use super::{Case, Check};
use crate::document::Document;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::shortened;
use crate::screen::link::is_confirmed;
use crate::screen::mail::Spoof;
use crate::screen::secret::masked;

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
    // A failed signature speaks for itself; a foreign domain only as far as the own ones are known.
    let listed = judgement.claimed.is_none_or(is_confirmed);
    let confidence = match primary {
        Spoof::DmarcFail => Confidence::Certain,
        _ if !listed => Confidence::Possible,
        _ if strong => Confidence::Certain,
        _ => Confidence::Likely,
    };
    let mut others: Vec<&'static str> =
        judgement.reasons.iter().map(|reason| reason.spoof.key()).collect();
    others.dedup();
    let lines = judgement
        .reasons
        .iter()
        .map(|reason| reason.line)
        .chain(judgement.claims.iter().map(|claim| claim.line));
    let finding = Finding::new(Code::MailSpoofed, Severity::Warning, confidence)
        .fact("spoof", primary.key())
        .fact("reason", others)
        .fact_if("brand", judgement.claimed)
        .fact_if("own_sites", (!listed).then_some("unconfirmed"))
        .fact_if("at", document.at)
        .fact_if("sender", mail.from.as_ref().map(|from| shortened(&from.address, 120)))
        .fact_if("subject", mail.subject.as_deref().map(|subject| shortened(&masked(subject), 120)))
        .citing(lines.map(|line| Cite { exhibit: document.exhibit, line }))
        .advising(
            "passing_is_not_genuine",
            &["do_not_open_link", "verify_in_app", "report_phishing"],
        );
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, line};
    use crate::finding::{Code, Confidence, Severity};

    const CODE: Code = Code::MailSpoofed;

    #[test]
    fn a_stranger_under_the_exchanges_name() {
        let mut scene = Scene::default();
        let mail = scene.mail(
            "Binance Support <help@shop.example>",
            "Your account",
            "Please log in at once.",
        );
        let facts = [
            ("spoof", "display_name"),
            ("brand", "binance"),
            ("sender", "help@shop.example"),
            ("subject", "Your account"),
            ("at", "2026-02-02 03:05:00"),
        ];
        let seen = scene.examine();
        seen.assert_only(CODE, Severity::Warning, &facts, &[line(mail, 2)]);
        assert_eq!(seen.0.findings[0].confidence, Confidence::Certain);
    }

    #[test]
    fn a_domain_that_looks_like_it() {
        let mut scene = Scene::default();
        let mail = scene.mail(
            "Binance <donotreply@binance-verify.net>",
            "Your account",
            "Please log in at once.",
        );
        let facts = [
            ("spoof", "lookalike_domain"),
            ("reason", "lookalike_domain display_name from_domain"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[line(mail, 2)]);
    }

    #[test]
    fn mails_that_speak_of_the_exchange_do_not_claim_to_be_it() {
        let mut scene = Scene::default();
        scene.mail(
            "Taro <taro@friend.example>",
            "Binance?",
            "Did you read that Binance was hacked? See binance.com",
        );
        scene.mail(
            "Coin News <news@paper.example>",
            "Binance lists XYZ",
            "Binance announced a listing today.",
        );
        scene.mail(
            "Tax Service <info@tax.example>",
            "Your Binance import is done",
            "We read 120 rows.",
        );
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn the_exchanges_own_mail_without_the_servers_word() {
        let mut scene = Scene::default();
        scene.mail(
            "Binance <donotreply@ses.binance.com>",
            "[Binance] Withdrawal Successful",
            "You have withdrawn 1 BTC.",
        );
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn a_pasted_text_has_no_headers_to_judge() {
        let mut scene = Scene::default();
        scene.note("Binance Support: please log in at once at https://binance-verify.net\n");
        scene.examine().assert_not_run(CODE, "no_mails_or_notes");
    }

    #[test]
    fn a_mail_cut_in_its_headers_does_not_fall_over() {
        let mut scene = Scene::default();
        scene.file("cut.eml", "Received: by mx.example\nSubject: Binance\nFrom: Bin");
        scene.examine().assert_silent(CODE);
    }
}
