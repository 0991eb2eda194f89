//! Which kind of trouble do the findings look like, how urgent is it, and what else fits?
//!
//! Urgency is decided by what can still be lost, never by tone. Findings without a kind (unreadable
//! rows, an assumed zone) say nothing here: then there is no triage, and that is no all-clear.

use crate::examination::Triage;
use crate::finding::{Code, Fact, Finding, Severity};

/// The kinds that fit, best first.
pub(crate) fn of(findings: &[Finding]) -> Option<Triage> {
    let has = |code: Code| findings.iter().any(|finding| finding.code == code);
    let critical =
        |code: Code| findings.iter().any(|f| f.code == code && f.severity == Severity::Critical);
    let fact = |code: Code, key: &str, value: &str| {
        findings
            .iter()
            .any(|f| f.code == code && f.facts.get(key) == Some(&Fact::Text(value.to_owned())))
    };
    let taken = critical(Code::WithdrawalToNewAddress)
        || critical(Code::AccountDrained)
        || has(Code::ConversionBeforeWithdrawal);
    let refused = fact(Code::AccountRestricted, "reason", "identity_refused");
    let new_address = has(Code::WithdrawalToNewAddress);
    let exposed = has(Code::SecretExposed) && !fact(Code::SecretExposed, "kind", "one_time_code");
    // In the order of weight. The last four stand alone: nothing else was found, and where danger
    // cannot be excluded, it is danger.
    let rules: [(bool, &[&'static str]); 22] = [
        (has(Code::AddressLookalike), &["address_poisoning", "sent_wrong_address"]),
        (taken, &["account_takeover", "device_malware", "sim_swap"]),
        (has(Code::ForcedLosingTrades), &["api_key_abuse", "account_takeover"]),
        (has(Code::AddressInvalid), &["sent_wrong_address", "wrong_network"]),
        (has(Code::WrongNetwork), &["wrong_network", "sent_wrong_address"]),
        (has(Code::DepositMissingMemo), &["missing_memo", "deposit_pending"]),
        (has(Code::OrderMistake), &["order_mistake", "bad_fill"]),
        (has(Code::FillOffMarket), &["bad_fill"]),
        (has(Code::Liquidation), &["liquidation_adl"]),
        (has(Code::MailSpoofed) || has(Code::UrlImitatesExchange), &["phishing_contact"]),
        (refused, &["kyc_rejected"]),
        (has(Code::AccountRestricted) && !refused, &["account_restricted"]),
        (
            has(Code::UnknownLogin) || has(Code::SecurityChange) && new_address,
            &["account_takeover"],
        ),
        (has(Code::PlatformOutage), &["platform_outage"]),
        (has(Code::WithdrawalRejected) || has(Code::WithdrawalDelayed), &["withdrawal_delayed"]),
        (has(Code::DepositPending), &["deposit_pending"]),
        (has(Code::OrderNotFilled), &["order_not_filled"]),
        (has(Code::HoldRunning), &["withdrawal_hold"]),
        (has(Code::TradeBurst), &["api_key_abuse"]),
        (new_address || has(Code::AccountDrained), &["account_takeover"]),
        (has(Code::SecurityChange), &["account_takeover"]),
        (exposed, &["account_takeover"]),
    ];
    let fitting = rules.iter().filter(|(fits, _)| *fits);
    let kinds: Vec<&'static str> = fitting.flat_map(|(_, kinds)| kinds.iter().copied()).collect();
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
        "address_poisoning" | "order_mistake" | "liquidation_adl" | "order_not_filled"
        | "platform_outage" => 1,
        _ => 2,
    };
    let most =
        alternatives.iter().take(1).map(|kind| of(kind)).chain([of(kind)]).min().unwrap_or(2);
    match most {
        0 => "minutes",
        1 => "hours",
        _ => "days",
    }
}
