//! What the findings look like as a whole: the kind of trouble, how urgent, and what else fits.
//!
//! Urgency is decided by what can still be lost, never by tone. Findings without a kind (unreadable
//! rows, an assumed zone) say nothing here: then there is no triage, and that is no all-clear.

use crate::examination::Triage;
use crate::finding::{Code, Fact, Finding, Severity};

/// The kinds that fit, best first.
pub(crate) fn of(findings: &[Finding]) -> Option<Triage> {
    let has = |code: Code| findings.iter().any(|finding| finding.code == code);
    let critical = |code: Code| findings.iter().any(|f| f.code == code && f.severity == Severity::Critical);
    let fact = |code: Code, key: &str, value: &str| {
        findings.iter().any(|f| f.code == code && f.facts.get(key) == Some(&Fact::Text(value.to_owned())))
    };
    let mut kinds: Vec<&'static str> = Vec::new();
    let taken = critical(Code::WithdrawalToNewAddress)
        || critical(Code::AccountDrained)
        || has(Code::ConversionBeforeWithdrawal);
    if has(Code::AddressLookalike) {
        kinds.extend(["address_poisoning", "sent_wrong_address"]);
    }
    if taken {
        kinds.extend(["account_takeover", "device_malware", "sim_swap"]);
    }
    if has(Code::ForcedLosingTrades) || critical(Code::TradeBurst) {
        kinds.extend(["api_key_abuse", "account_takeover"]);
    }
    if has(Code::AddressInvalid) {
        kinds.extend(["sent_wrong_address", "wrong_network"]);
    }
    if has(Code::WrongNetwork) {
        kinds.extend(["wrong_network", "sent_wrong_address"]);
    }
    if has(Code::DepositMissingMemo) {
        kinds.extend(["missing_memo", "deposit_pending"]);
    }
    if has(Code::OrderMistake) {
        kinds.extend(["order_mistake", "bad_fill"]);
    }
    if has(Code::FillOffMarket) {
        kinds.push("bad_fill");
    }
    if has(Code::Liquidation) {
        kinds.push("liquidation_adl");
    }
    if has(Code::MailSpoofed) || has(Code::UrlImitatesExchange) {
        kinds.push("phishing_contact");
    }
    if has(Code::AccountRestricted) {
        kinds.push(if fact(Code::AccountRestricted, "reason", "identity_refused") { "kyc_rejected" } else { "account_restricted" });
    }
    if has(Code::UnknownLogin) || has(Code::SecurityChange) && has(Code::WithdrawalToNewAddress) {
        kinds.push("account_takeover");
    }
    if has(Code::PlatformOutage) {
        kinds.push("platform_outage");
    }
    if has(Code::WithdrawalRejected) || has(Code::WithdrawalDelayed) {
        kinds.push("withdrawal_delayed");
    }
    if has(Code::DepositPending) {
        kinds.push("deposit_pending");
    }
    if has(Code::OrderNotFilled) {
        kinds.push("order_not_filled");
    }
    if has(Code::HoldRunning) {
        kinds.push("withdrawal_hold");
    }
    if has(Code::TradeBurst) {
        kinds.push("api_key_abuse");
    }
    if has(Code::WithdrawalToNewAddress) || has(Code::AccountDrained) {
        kinds.push("account_takeover");
    }
    // Nothing else was found: where danger cannot be excluded, it is danger.
    if has(Code::SecurityChange) {
        kinds.push("account_takeover");
    }
    if has(Code::SecretExposed) && !fact(Code::SecretExposed, "kind", "one_time_code") {
        kinds.push("account_takeover");
    }
    let kind = kinds.first().copied()?;
    let mut alternatives: Vec<&'static str> = Vec::new();
    for other in kinds {
        if other != kind && !alternatives.contains(&other) && alternatives.len() < 3 {
            alternatives.push(other);
        }
    }
    Some(Triage { kind, urgency: urgency(kind, &alternatives), alternatives })
}

/// `minutes` while somebody may still take money, `hours` while the chance of stopping it decays. An
/// alternative that would be more urgent decides: where danger cannot be excluded, it is danger.
fn urgency(kind: &str, alternatives: &[&str]) -> &'static str {
    let of = |kind: &str| match kind {
        "account_takeover" | "sim_swap" | "device_malware" | "api_key_abuse" => 0,
        "address_poisoning" | "order_mistake" | "liquidation_adl" | "order_not_filled" | "platform_outage" => 1,
        _ => 2,
    };
    let most = alternatives.iter().take(1).map(|kind| of(kind)).chain([of(kind)]).min().unwrap_or(2);
    match most {
        0 => "minutes",
        1 => "hours",
        _ => "days",
    }
}
