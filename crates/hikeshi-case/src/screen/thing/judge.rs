//! What does each screen's finding come to: verdict, why, what to do, what nobody can tell from it?

use super::{Answer, Found, Kind, MOST_LINKS, Options, Words};
use crate::problem::shortened;
use crate::screen::address::{self, Memo, Verdict};
use crate::screen::secret::{self, Secret, SecretKind};
use crate::screen::{
    handle as handles, link as links, mail as mails, message, notice, transaction as ids, wording,
};
use crate::source::mail::Mail;
use crate::source::text::TextLine;

/// Longest text that is taken for a message of the exchange and not for somebody's letter.
const LONGEST_MESSAGE: usize = 400;
/// Reasons of one sort that are told one by one.
const MOST_SHOWN: usize = 20;
/// Networks whose addresses carry no check of their own.
const UNCHECKED: [&str; 9] = ["SOL", "NEAR", "APT", "SUI", "EOS", "WAX", "HBAR", "IOTA", "STRK"];

pub(super) fn address(
    mut judgement: address::Judgement,
    asked: Option<&str>,
    hidden: bool,
) -> Answer {
    let opens_account = judgement.kind == "secret_seed";
    if opens_account && asked.is_none() {
        return secret(&[SecretKind::PrivateKey]);
    }
    if hidden && judgement.verdict == Verdict::Valid {
        judgement.verdict = Verdict::Invalid;
        judgement.fault = Some(address::Fault::Alphabet);
    }
    let networks = judgement.networks.join(", ");
    let mut out = Answer::new(Kind::Address, judgement.verdict.key(), Found::Nothing);
    match judgement.verdict {
        Verdict::Valid => {
            let several = asked.is_none() && judgement.networks.len() > 1;
            out = out.because(if several { "several_networks" } else { "form_fits" }, networks);
            out = out.advising(if several {
                &["choose_network", "compare_whole"]
            } else {
                &["compare_whole"]
            });
        }
        Verdict::Invalid => {
            out = out.because(judgement.fault.map_or("form", fault_key), "");
            if let Some(at) = judgement.near {
                out = out.because("likely_place", (at + 1).to_string());
            }
            out = out.advising(&["do_not_send", "copy_again"]);
        }
        Verdict::OtherNetwork => {
            out = out
                .because("of_other_network", networks)
                .advising(&["do_not_send", "ask_receiver"]);
        }
        Verdict::WrongPurpose => {
            out = out
                .because("not_for_deposits", judgement.kind)
                .advising(&["do_not_send", "ask_receiver"]);
        }
        Verdict::NotKnown => {
            out = out.because("network_not_known", "").advising(&["ask_receiver"]);
        }
    }
    if matches!(judgement.verdict, Verdict::Valid | Verdict::OtherNetwork) {
        out = match judgement.memo {
            Memo::Required => out.because("memo_required", "").advising(&["check_memo"]),
            Memo::Optional => out.because("memo_optional", "").advising(&["check_memo"]),
            Memo::None => out,
        };
        let mixed = judgement.normal.is_some() && judgement.networks.contains(&"ETH");
        if mixed || judgement.networks.iter().any(|it| UNCHECKED.contains(it)) {
            out = out.limited(&["no_checksum"]);
        }
    }
    if opens_account {
        out = out
            .because(secret_key(SecretKind::PrivateKey), "")
            .advising(&["not_here", "move_if_told"]);
    }
    out.found = Found::Address(judgement);
    out.limited(&["who_holds_address"])
}

fn fault_key(fault: address::Fault) -> &'static str {
    use address::Fault as F;
    match fault {
        F::Checksum => "fault_checksum",
        F::Length => "fault_length",
        F::Alphabet => "fault_alphabet",
        F::Prefix => "fault_prefix",
        F::Version => "fault_version",
        F::MixedCase => "fault_mixed_case",
        F::Padding => "fault_padding",
        F::Encoding => "fault_encoding",
        F::Name => "fault_name",
        F::Form => "fault_form",
    }
}

pub(super) fn link(judgement: links::Judgement) -> Answer {
    let mut out = Answer::new(Kind::Link, judgement.verdict.key(), Found::Nothing);
    for reason in &judgement.because {
        let seen = match reason {
            links::Reason::OfficialList { source, since } => format!("{} {since}", source.key()),
            _ => String::new(),
        };
        out = out.because(reason.key(), seen);
    }
    out = match judgement.verdict {
        links::Verdict::Official => {
            out.advising(&["type_by_hand"]).limited(&["official_page_of_stranger"])
        }
        links::Verdict::Imitation => out
            .advising(&["do_not_open_link", "look_in_app", "report_it", "change_if_told"])
            .limited(&["not_visited"]),
        links::Verdict::Unknown => out
            .advising(&["do_not_type_secrets", "look_in_app"])
            .limited(&["unknown_is_not_safe", "not_visited"]),
    };
    out.found = Found::Link(judgement);
    out
}

pub(super) fn handle(judgement: handles::Judgement) -> Answer {
    let verdict = judgement.verdict;
    let key = match verdict {
        handles::Verdict::Imitation => "handle_letters",
        handles::Verdict::ClaimsSupport => "handle_support",
        handles::Verdict::BearsName => "handle_name",
        handles::Verdict::Unknown => "handle_nothing",
    };
    let mut out =
        Answer::new(Kind::Handle, verdict.key(), Found::Handle(judgement)).because(key, "");
    if verdict != handles::Verdict::Unknown {
        out = out.advising(&["contact_in_app", "verify_channel"]);
    }
    out.advising(&["tell_nobody"]).limited(&["no_list_of_handles", "unknown_is_not_safe"])
}

pub(super) fn transaction(form: ids::Form, also: Vec<&'static str>) -> Answer {
    let verdict = if form == ids::Form::OffChain { "off_chain" } else { "form" };
    let addresses = also.join(", ");
    let mut out = Answer::new(Kind::Transaction, verdict, Found::Transaction(form, also));
    if form == ids::Form::OffChain {
        return out
            .because("off_chain", "")
            .advising(&["ask_exchange"])
            .limited(&["not_looked_up"]);
    }
    out = out.because("id_form", form.networks().join(", "));
    if !addresses.is_empty() {
        out = out.because("also_address", addresses);
    }
    if matches!(form, ids::Form::Hex | ids::Form::Hex0x) {
        // A private key is written the same way.
        out = out.limited(&["could_be_key"]);
    }
    out.advising(&["look_up_by_hand", "compare_transaction"]).limited(&["not_looked_up"])
}

pub(super) fn secret(kinds: &[SecretKind]) -> Answer {
    let mut out = Answer::new(Kind::Secret, "secret", Found::Secret(kinds.to_vec()));
    for kind in kinds {
        out = out.because(secret_key(*kind), "");
    }
    out.advising(&["not_here", "move_if_told"]).limited(&["secret_maybe_not"])
}

/// The sentence that names a kind of secret.
pub(super) fn secret_key(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::SeedPhrase => "secret_seed_phrase",
        SecretKind::PrivateKey => "secret_private_key",
        SecretKind::ApiSecret => "secret_api_secret",
        SecretKind::TwoFactorKey => "secret_two_factor_key",
        SecretKind::Password => "secret_password",
        SecretKind::OneTimeCode => "secret_one_time_code",
        SecretKind::CardNumber => "secret_card_number",
        SecretKind::MyNumber => "secret_my_number",
    }
}

/// Each kind once.
pub(super) fn kinds(secrets: &[Secret]) -> Vec<SecretKind> {
    let mut out: Vec<SecretKind> = secrets.iter().map(|it| it.kind).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A message, or nothing but secrets.
pub(super) fn words(lines: &[TextLine], secrets: &[SecretKind], options: &Options<'_>) -> Answer {
    let urls = lines.iter().flat_map(|line| links::links_in(&line.text)).map(|it| it.text);
    let words = read_words(lines, urls, secrets);
    if !secrets.is_empty() && words.patterns.is_empty() && words.imitations.is_empty() {
        return secret(secrets);
    }
    let suspicious = !words.patterns.is_empty() || !words.imitations.is_empty();
    let verdict = if suspicious { "suspicious" } else { "unknown" };
    let mut out = tell(Answer::new(Kind::Message, verdict, Found::Nothing), &words);
    if !suspicious {
        let reports = !notice::find(lines).is_empty();
        out = out.because(if reports { "reads_as_notice" } else { "no_pattern" }, "");
        out = out.advising(&["look_in_app", "contact_in_app"]);
    }
    out = with_code(out, lines, options);
    out.found = Found::Message(words);
    out.limited(if suspicious { &["who_wrote_it"] } else { &["unknown_is_not_safe"] })
}

/// A message of the exchange that is short enough to be one, and what it means.
pub(super) fn error_text(text: &str) -> Option<Answer> {
    if text.chars().nth(LONGEST_MESSAGE).is_some() {
        return None;
    }
    let explained = wording::explain(text)?;
    let verdict = if explained.found.is_empty() { "unknown" } else { "known" };
    let mut out = Answer::new(Kind::ErrorText, verdict, Found::Nothing);
    for code in &explained.unknown_codes {
        out = out.because("code_unknown", shortened(code, 20));
    }
    if explained.found.is_empty() {
        out = out.advising(&["look_in_app", "contact_in_app"]);
    }
    out.found = Found::Error(explained);
    Some(out.limited(&["who_wrote_it"]))
}

fn read_words<'a>(
    lines: &[TextLine],
    urls: impl Iterator<Item = &'a str>,
    secrets: &[SecretKind],
) -> Words {
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut imitations = Vec::new();
    for judged in urls.take(MOST_LINKS).map(links::judge) {
        let entry = (judged.host, judged.brand);
        if judged.verdict == links::Verdict::Imitation && !imitations.contains(&entry) {
            imitations.push(entry);
        }
    }
    let text = text.join("\n");
    let mut end = text.len().min(super::LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let patterns = message::patterns(text.get(..end).unwrap_or_default());
    Words { patterns, imitations, secrets: secrets.to_vec() }
}

fn tell(mut out: Answer, words: &Words) -> Answer {
    for pattern in &words.patterns {
        out = out.because(pattern.key(), "").advising(pattern.steps());
    }
    if !words.imitations.is_empty() {
        let hosts = words.imitations.iter().map(|it| ("link_imitates", shortened(&it.0, 120)));
        out = few(out, hosts).advising(&["do_not_open_link"]);
    }
    for kind in &words.secrets {
        out = out.because(secret_key(*kind), "").advising(&["not_here"]);
    }
    if out.verdict == "suspicious" || out.verdict == "contradicted" {
        out = out.advising(&["keep_it", "report_it"]);
    }
    out
}

/// As many reasons as somebody reads; how many more there are is said.
fn few(mut out: Answer, mut reasons: impl Iterator<Item = (&'static str, String)>) -> Answer {
    for (key, seen) in reasons.by_ref().take(MOST_SHOWN) {
        out = out.because(key, seen);
    }
    match reasons.count() {
        0 => out,
        more => out.because("and_more", more.to_string()),
    }
}

/// Whether the person's anti-phishing code stands there. Its presence is no proof.
fn with_code(out: Answer, lines: &[TextLine], options: &Options<'_>) -> Answer {
    let Some(code) = options.anti_phishing_code.map(str::trim).filter(|it| !it.is_empty()) else {
        return out;
    };
    let there = lines.iter().any(|line| line.text.contains(code));
    out.because(if there { "code_there" } else { "code_missing" }, "")
}

pub(super) fn mail(mail: &Mail, options: &Options<'_>) -> Answer {
    let imitates = |url: &str| {
        let judged = links::judge(url);
        judged.brand.filter(|_| judged.verdict == links::Verdict::Imitation)
    };
    let judged = mails::judge(mail, &links::official_brand_of, &imitates, options.mail_server);
    let lines = mail.reading();
    let secrets = kinds(&secret::find(&lines));
    let urls = mail.links.iter().map(|it| it.href.as_str());
    let words = read_words(&lines, urls, &secrets);
    let verdict = if judged.spoofed() {
        "contradicted"
    } else if !words.patterns.is_empty() || !words.imitations.is_empty() {
        "suspicious"
    } else if judged.claimed.is_some() {
        "not_contradicted"
    } else {
        "unknown"
    };
    let mut out = Answer::new(Kind::Mail, verdict, Found::Nothing);
    let reasons =
        judged.reasons.iter().map(|it| (it.spoof.key(), shortened(&secret::masked(&it.seen), 120)));
    out = few(out, reasons);
    for (support, _) in &judged.support {
        out = out.because(support_key(*support), "");
    }
    if judged.claimed.is_some() && judged.auth_line.is_none() {
        out = out.because("no_authentication", "");
    }
    out = tell(out, &words);
    out = with_code(out, &lines, options);
    out = match verdict {
        "contradicted" | "suspicious" => {
            out.advising(&["do_not_open_link", "look_in_app", "send_eml"])
        }
        _ => out.advising(&["look_in_app", "verify_channel"]),
    };
    out.found = Found::Mail(judged, words);
    out.limited(&["passing_is_not_genuine", "unknown_is_not_safe"])
}

fn support_key(support: mails::Support) -> &'static str {
    match support {
        mails::Support::DmarcAligned => "dmarc_aligned",
        mails::Support::DkimAligned => "dkim_aligned",
        mails::Support::SpfAligned => "spf_aligned",
        mails::Support::OfficialDomain => "official_domain",
    }
}
