//! Mails signed by another implementation (dkimpy), in every form of RFC 6376, and what becomes of
//! them when a byte is touched.

use super::*;

const MAIL: &str = "From: Binance <do-not-reply@mail.example>\r\n\
To: owner@home.example\r\n\
Subject: =?utf-8?B?44Ot44Kw44Kk44Oz?=\r\n folded   twice\r\n\
Date: Sun, 01 Mar 2026 03:22:05 +0900\r\n\
X-Twice: one\r\nX-Twice: two\r\n\r\n\
First  line with \t blanks  \r\n\r\nsecond line\r\n\r\n\r\n";

const RSA_KEY: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDayXY+pjAqjTyOc7cdeqGOrrWqVGtlfxrtxT+EcZgJ2nat6W+/8WG2kME2PKTd+lqccs9eCNRDbn6Iqc8Wi3MjiPuIkbQLeEgRz73UMMzzEZi9WfEzl5MtX+EIY8BqL404RFlcb0ap3jNsmRaA7373+SEwaxhJ8PkWE2jmobvYdwIDAQAB";
const ED25519_KEY: &str = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

/// Signature headers in each combination of forms, then one by an Ed25519 key.
const SIGNATURES: [&str; 5] = [
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail.example;\r\n\
\x20i=@mail.example; q=dns/txt; s=sel; t=1795379075; h=from : to : subject\r\n\
\x20: date : x-twice; bh=0X+CaVDkRTcQi6LL8rTYkXrcrjAIHfKeesO0tD/4WTE=;\r\n\
\x20b=ttze8aPBpZMOfTQgYgW5871xUidyZ0w1A7RFcQWQ8AtlfzXR65ZTDe3Vv/N8Us+xSKnyg\r\n\
\x20ZtlF4ei/7FrgRpS+vEt1ph+RMs3mLM6BxgwouHygi++ipcjhx1BulWebqVZ5Yu5hrrgW+bP\r\n\
\x20Q7YzjdWnb2M6tN1OUvXTvmifll3zJuY=\r\n",
    "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=mail.example;\r\n\
\x20i=@mail.example; q=dns/txt; s=sel; t=1795379075; h=from : to : subject\r\n\
\x20: date : x-twice; bh=fP91h9lc+nsE+Uv42bfOlehkREkx89VppZf+PDKm3LI=;\r\n\
\x20b=0VL884UzgZcwztX3uTu8SAWvQxQaA81KmrMesWGlwc/O5L5iBVCxc5JDszLTS8YyMPZki\r\n\
\x20PZ8HkBX2Id0JOElPYT/VUdhMgTPvTqbm7x2wBO9OcDifhQxp0E4J6swilXaCd7ilY5Nilf4\r\n\
\x20aUFSOuuMvuTpD0JBTtLcT8snaAwpXF8=\r\n",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=mail.example;\r\n\
\x20i=@mail.example; q=dns/txt; s=sel; t=1795379075; h=from : to : subject\r\n\
\x20: date : x-twice; bh=fP91h9lc+nsE+Uv42bfOlehkREkx89VppZf+PDKm3LI=;\r\n\
\x20b=T0V8lAYp8B/dcWyIE4hq4Gm8i8n4BOxYOXzWztRWTXEhzWp0etHbv5WLIxnhdnkF6lvqZ\r\n\
\x2076LUG5bG36+eCaM9ikzJcxfpwBHFl2TIYDIMJJPTKziF39tHvMTGNSjSgGGjXRftLv6nEp9\r\n\
\x2053MFeUt1g6HHF4Jx+vPQHfwxA4YpOJA=\r\n",
    "DKIM-Signature: v=1; a=rsa-sha256; c=simple/relaxed; d=mail.example;\r\n\
\x20i=@mail.example; q=dns/txt; s=sel; t=1795379075; h=from : to : subject\r\n\
\x20: date : x-twice; bh=0X+CaVDkRTcQi6LL8rTYkXrcrjAIHfKeesO0tD/4WTE=;\r\n\
\x20b=024fOUE8HAx4WpwA2xBeumRRrJKh85kF1O8q1bFUETTpZ0yB1EpzC0OycpN43FmxOF+n/\r\n\
\x20pYNhV85u/fG6eIrYv7MjXPFJIDcKCdyHKV2UPlL9xrHSFRIo5R7KcAKj08ul7VutUUhxMNu\r\n\
\x20BoAO+aoPWtwFhD2WcR7s/B80nHTcOWw=\r\n",
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=mail.example;\r\n\
\x20i=@mail.example; q=dns/txt; s=ed; t=1795379075; h=from : to : subject\r\n\
\x20: date; bh=0X+CaVDkRTcQi6LL8rTYkXrcrjAIHfKeesO0tD/4WTE=;\r\n\
\x20b=3W/vdK6K6xLxuwsbpCx0x0X4kJA+XJRZp5gkUE89MefCR9c/tRqv0S/CEX5ygKPDlVKfr\r\n\
\x20VGf60GAVzdGOLqSCw==\r\n",
];

fn keys() -> Keys {
    let rsa = format!("v=DKIM1; k=rsa; p={RSA_KEY}");
    let ed25519 = format!("v=DKIM1; k=ed25519; p={ED25519_KEY}");
    Keys::from([
        ("sel._domainkey.mail.example".to_owned(), vec!["v=spf1 -all".to_owned(), rsa]),
        ("ed._domainkey.mail.example".to_owned(), vec![ed25519]),
    ])
}

/// A mail whose own domain signed it.
pub(in crate::origin) fn signed_mail() -> String {
    format!("{}{MAIL}", SIGNATURES[0])
}

/// The same signature under another sender's name.
pub(in crate::origin) fn signed_mail_from(sender: &str) -> String {
    signed_mail().replace("do-not-reply@mail.example", sender)
}

/// The signing key as it is sealed beside a mail.
pub(in crate::origin) fn published() -> String {
    format!(
        "hikeshi_dns = 1\nname = \"sel._domainkey.mail.example\"\n\
         records = [\"v=DKIM1; k=rsa; p={RSA_KEY}\"]\nasked = \"198.51.100.1\"\n\
         at = \"2026-03-02T00:00:00Z\"\n"
    )
}

fn verdict(mail: &str) -> Verdict {
    let signed = verify(mail.as_bytes(), &keys());
    assert_eq!(signed.len(), 1);
    assert_eq!(signed[0].domain, "mail.example");
    signed[0].verdict
}

#[test]
fn every_form_is_verified_with_either_end_of_line() {
    for signature in SIGNATURES {
        let mail = format!("{signature}{MAIL}");
        assert_eq!(verdict(&mail), Verdict::Verified, "{signature}");
        assert_eq!(verdict(&mail.replace("\r\n", "\n")), Verdict::Verified, "{signature}");
        assert_eq!(verdict(&format!("From x@y Sun Mar 1\r\n{mail}")), Verdict::Verified);
    }
}

#[test]
fn a_changed_word_is_broken_and_so_is_a_header_added_under_a_signed_name() {
    for signature in SIGNATURES {
        for (from, to) in [
            ("second", "Second"),
            ("do-not-reply@", "do-not-rely@"),
            ("03:22:05", "03:22:06"),
            ("\r\n\r\nFirst", "\r\nFrom: Somebody <else@mail.example>\r\n\r\nFirst"),
        ] {
            let changed = MAIL.replacen(from, to, 1);
            assert_ne!(changed, MAIL);
            assert_eq!(verdict(&format!("{signature}{changed}")), Verdict::Broken, "{from}");
        }
    }
}

#[test]
fn relaxed_forgives_blanks_and_simple_does_not() {
    let spaced = MAIL.replace("second line", "second   line \t");
    assert_eq!(verdict(&format!("{}{spaced}", SIGNATURES[0])), Verdict::Verified);
    assert_eq!(verdict(&format!("{}{spaced}", SIGNATURES[1])), Verdict::Broken);
}

#[test]
fn what_proves_too_little_is_weak() {
    let mail = format!("{}{MAIL}", SIGNATURES[0]);
    for (from, to) in
        [("a=rsa-sha256", "a=rsa-sha1"), ("h=from : to", "h=to"), ("v=1;", "v=1; l=10;")]
    {
        assert_eq!(verdict(&mail.replacen(from, to, 1)), Verdict::Weak, "{to}");
    }
}

#[test]
fn without_the_key_nothing_is_said() {
    let mail = format!("{}{MAIL}", SIGNATURES[0]);
    let verdict = |keys: &Keys| verify(mail.as_bytes(), keys)[0].verdict;
    assert_eq!(verdict(&Keys::new()), Verdict::NoKey);
    let name = "sel._domainkey.mail.example".to_owned();
    for record in ["v=DKIM1; p=", "v=DKIM1; k=ed25519; p=AAAA", "v=DKIM2; p=AAAA", "p"] {
        assert_eq!(verdict(&Keys::from([(name.clone(), vec![record.to_owned()])])), Verdict::NoKey);
    }
    // A key that is no key refutes the signature; it does not stop the reading.
    let broken = Keys::from([(name, vec!["p=MIGf".to_owned()])]);
    assert_eq!(verdict(&broken), Verdict::Broken);
}

#[test]
fn hostile_headers_are_bounded() {
    let many = "DKIM-Signature: v=1; a=rsa-sha256; d=a; s=b; h=from; bh=; b=\r\n".repeat(1_000);
    assert_eq!(verify(many.as_bytes(), &keys()).len(), MOST_SIGNATURES);
    for broken in ["DKIM-Signature:", "DKIM-Signature: b=;;;=;", "\r\n", " \tfold"] {
        assert_eq!(verify(broken.as_bytes(), &keys()), []);
    }
}
