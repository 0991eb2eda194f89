//! Mails that claim an exchange, and ordinary ones that only speak of one.

use super::*;
use crate::source::mail::read;

fn official(domain: &str) -> Option<&'static str> {
    let ours = |name: &str| domain == name || domain.ends_with(&format!(".{name}"));
    if ours("binance.com") { Some("binance") } else { ours("coinbase.com").then_some("coinbase") }
}

fn imitates(url: &str) -> Option<&'static str> {
    let host = domain::host(url)?;
    (host.contains("binance") && official(&host).is_none()).then_some("binance")
}

fn judged(text: &str) -> MailJudgement {
    judge(&read(text.as_bytes()).expect("a mail"), &official, &imitates, None)
}

fn keys(text: &str) -> Vec<(&'static str, u32)> {
    judged(text).reasons.iter().map(|it| (it.spoof.key(), it.line)).collect()
}

fn mail(auth: &str, from: &str, subject: &str, body: &str) -> String {
    format!(
        "Received: by mx.example\n{auth}From: {from}\nSubject: {subject}\nContent-Type: text/html; charset=utf-8\n\n{body}\n"
    )
}

const PASS: &str = "Authentication-Results: mx.example; dkim=pass header.d=ses.binance.com; dmarc=pass header.from=ses.binance.com\n";
const FAIL: &str = "Authentication-Results: mx.example; dkim=fail header.i=@a.example;\n dmarc=fail header.from=post.binance.com\n";
const OWN: &str = "Binance <donotreply@ses.binance.com>";
const BODY: &str = "<p>You have withdrawn 1 BTC.</p><a href='https://www.binance.com/en'>https://www.binance.com/en</a><p>Binance Team</p>";

#[test]
fn a_mail_in_order_is_silent_but_never_called_genuine() {
    let got = judged(&mail(PASS, OWN, "[Binance] Withdrawal Successful", BODY));
    assert_eq!((got.claimed, got.reasons.as_slice()), (Some("binance"), [].as_slice()));
    assert!(got.support.contains(&(Support::DmarcAligned, 2)));
    assert!(!got.spoofed() && got.primary().is_none());
}

#[test]
fn a_mail_without_results_is_silent_too() {
    let got = judged(&mail("", OWN, "[Binance] Withdrawal Successful", BODY));
    assert_eq!((got.reasons.as_slice(), got.auth_line), ([].as_slice(), None));
    assert_eq!(got.support, [(Support::OfficialDomain, 2)]);
}

#[test]
fn footers_and_counters_of_a_passing_mail_are_no_reason() {
    let body = "<a href='https://twitter.com/binance'>Twitter</a><a href='https://u1.ct.sendgrid.net/x'>https://www.binance.com</a><a href='mailto:a@b.example'>mail</a>";
    assert_eq!(keys(&mail(PASS, OWN, "hi", body)), []);
}

#[test]
fn failed_authentication_of_the_own_domain() {
    assert_eq!(keys(&mail(FAIL, "Binance <s@post.binance.com>", "x", "y")), [("dmarc_fail", 3)]);
    let spf =
        "Authentication-Results: mx.example; spf=softfail smtp.mailfrom=a.example; dmarc=none\n";
    assert_eq!(keys(&mail(spf, OWN, "x", "y")), [("auth_fail", 2)]);
    let other = "Authentication-Results: mx.example; dmarc=pass header.from=a.example\n";
    assert_eq!(keys(&mail(other, OWN, "x", "y")), [("not_aligned", 2)]);
    let kept = "Authentication-Results: mx.example; spf=fail smtp.mailfrom=list.example; dkim=pass header.d=binance.com\n";
    assert_eq!(keys(&mail(kept, OWN, "x", "y")), []);
}

#[test]
fn only_the_topmost_or_the_named_server_is_believed() {
    let two = format!("{PASS}{}", FAIL.replace("mx.example", "other.example"));
    let text = mail(&two, OWN, "x", "y");
    assert_eq!(keys(&text), []);
    let parsed = read(text.as_bytes()).expect("a mail");
    let got = judge(&parsed, &official, &imitates, Some("other.example"));
    assert_eq!(got.primary(), Some(Spoof::DmarcFail));
    assert_eq!(judge(&parsed, &official, &imitates, Some("none.example")).auth_line, None);
}

#[test]
fn strangers_under_the_name() {
    let pass = "Authentication-Results: mx.example; dmarc=pass header.from=shop.example\n";
    for display in [
        "Binance",
        "BINANCE Support",
        "[Binance] Security Team",
        "Bіnаncе",
        "Bínance",
        "B1nance",
        "\"support@binance.com\"",
        "バイナンス サポートセンター",
        "バイナンスカスタマーサポート事務局",
        "Binance via Sign",
        "Binance.com",
        "Binance Japan 株式会社",
    ] {
        let got = judged(&mail(pass, &format!("{display} <info@shop.example>"), "x", "y"));
        assert_eq!(got.primary(), Some(Spoof::DisplayName), "{display}");
        assert_eq!(got.claimed, Some("binance"), "{display}");
    }
    let got = judged(&mail(pass, "Bіnаncе <info@shop.example>", "x", "y"));
    assert!(got.reasons.iter().any(|it| it.spoof == Spoof::LookalikeText));
}

#[test]
fn lookalike_domains() {
    for domain in [
        "binance-verify.net",
        "post.binancecnt.com",
        "blnance.com",
        "bin\u{430}nce.com",
        "www-binance.com",
    ] {
        let got = judged(&mail("", &format!("Binance <a@{domain}>"), "x", "y"));
        assert_eq!(got.primary(), Some(Spoof::LookalikeDomain), "{domain}");
    }
}

#[test]
fn claims_by_subject_and_signature() {
    let body = "<p>Your KYC has expired.</p><p>The Binance Team</p>";
    assert_eq!(
        keys(&mail("", "Info <a@shop.example>", "[Binance] lmmediate verification", body)),
        [("from_domain", 2)]
    );
    let body =
        "いつもバイナンスをご利用いただきありがとうございます。<p>バイナンスサポートチーム</p>";
    assert_eq!(keys(&mail("", "a@shop.example", "【重要】本人確認", body)), [("from_domain", 2)]);
}

#[test]
fn third_parties_that_speak_of_the_exchange() {
    for (from, subject, body) in [
        (
            "CryptoTax <hello@tax.example>",
            "Import your Binance history",
            "Connect Binance in two clicks. <p>The CryptoTax Team</p>",
        ),
        (
            "Coin Letter <n@letter.example>",
            "Binance lists a new coin",
            "Binance announced ... <a href='https://letter.example/login'>read</a>",
        ),
        (
            "Taro <taro@mail.example>",
            "Fwd: [Binance] Withdrawal Successful",
            "see below<p>---------- Forwarded message ---------</p><p>Dear Binance user</p><p>Binance Team</p>",
        ),
        (
            "Taro <taro@mail.example>",
            "help",
            "got this<p>---------- Forwarded message ---------</p><p>Dear Binance user,</p><p>Binance Team</p>",
        ),
        (
            "みどり銀行 <info@bank.example>",
            "暗号資産交換業者への振込について",
            "バイナンスを含む交換業者への振込を制限します。",
        ),
        ("バイナンス利用者の会 <a@club.example>", "オフ会", "バイナンスの話をしましょう"),
        ("Satoshi (not Binance) <s@mail.example>", "hi", "I use Binance"),
        ("Binance Weekly Digest <d@digest.example>", "Binance: this week", "News"),
        ("Gemini <noreply@google.com>", "What is new", "x"),
    ] {
        let got = judged(&mail("", from, subject, body));
        assert_eq!((got.claimed, got.reasons.len()), (None, 0), "{from}");
    }
}

#[test]
fn answers_that_go_elsewhere() {
    let text =
        mail(PASS, OWN, "x", "y").replace("Subject:", "Reply-To: help@desk.example\nSubject:");
    assert_eq!(keys(&text), [("reply_to", 4)]);
    let text =
        mail(PASS, OWN, "x", "y").replace("Subject:", "Reply-To: a@mail.binance.com\nSubject:");
    assert_eq!(keys(&text), []);
}

#[test]
fn links_that_lead_elsewhere() {
    let link =
        |href: &str, shown: &str| mail(PASS, OWN, "x", &format!("<a href='{href}'>{shown}</a>"));
    assert_eq!(
        keys(&link("https://evil.example/x", "https://www.binance.com/login")),
        [("link_target", 7)]
    );
    assert_eq!(
        keys(&link("https://www.binance.com@evil.example/x", "www.binance.com")),
        [("link_target", 7)]
    );
    assert_eq!(keys(&link("https://binance.unlock.example/x", "Verify")), [("link_imitates", 7)]);
    let text = mail("", OWN, "x", "<a href='https://evil.example/a'>Verify now</a>");
    assert_eq!(keys(&text), [("link_elsewhere", 6)]);
    assert_eq!(keys(&link("https://partner.example/a", "Read about our partner")), []);
}

#[test]
fn two_senders_in_one_mail() {
    assert_eq!(keys(&mail("", &format!("{OWN}, a@b.example"), "x", "y")), [("from_ambiguous", 2)]);
}

#[test]
fn judging_never_panics() {
    let text = mail(FAIL, "\"Binance\" <a@b.example>", "[Binance]", BODY);
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = b"\xE3\x81\x00<@ "[at % 6];
        if let Ok(parsed) = read(&bytes) {
            let got = judge(&parsed, &official, &imitates, None);
            assert_eq!(got.spoofed(), got.primary().is_some());
        }
    }
}

/// What the notices and secrets of whole mails come to.
#[test]
fn whole_mails_read_and_screened() {
    use crate::screen::{notice, secret};
    let own = mail(
        PASS,
        OWN,
        "[Binance] Confirm Your Withdraw Request - 2026-06-26 10:59:06(UTC)",
        "<p>You have requested a withdrawal of 0.5 BTC.</p><p>Your verification code:</p><h2>481516</h2><p>Never share this code with anyone. If you did not request this, please disable your account.</p>",
    );
    let read_mail = read(own.as_bytes()).expect("a mail");
    let lines = read_mail.reading();
    let kinds: Vec<_> = notice::find(&lines).into_iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [notice::NoticeKind::WithdrawalRequested; 2]);
    let secrets: Vec<_> = secret::find(&lines).into_iter().map(|it| it.kind).collect();
    assert_eq!(secrets, [secret::SecretKind::OneTimeCode]);
    let bait = mail(
        "",
        "Binance <a@shop.example>",
        "Account",
        "<p>Enter your seed phrase and password to keep your wallet. Your account will be suspended in 24 hours.</p><p>Password: <input></p>",
    );
    let lines = read(bait.as_bytes()).expect("a mail").reading();
    assert_eq!((notice::find(&lines).len(), secret::find(&lines).len()), (0, 0));
}
