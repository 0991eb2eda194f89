//! Both languages say the same things, and everything that can be said has its words.

use super::*;
use crate::report::sample::CODES;
use hikeshi_case::playbook::Phase;
use hikeshi_case::post::{ADVICE, Class, RISKS, Seen, WARNINGS};
use hikeshi_case::triage::{Answer, Button, Question};
use std::collections::{BTreeMap, BTreeSet};

const STEPS: &str = "disable_account change_secrets delete_api_keys freeze_request police_report \
    contact_exchange preserve_records check_device do_not_resend wait_for_credit \
    recovery_form_receiver memo_form check_address_by_hand cancel_open_orders ask_fill_details \
    verify_in_app do_not_open_link report_phishing move_secret_away export_again name_time_zone \
    ask_exchange_balance wait_hold appeal_form official_status review_by_hand \
    examine_apart";
const LIMITS: &str = "who_did_it owner_may_have_done_it counterparty_unknown not_wrong_in_itself \
    exchange_reasons cause_unknown recoverable intent_unknown where_it_went manipulation \
    queue_position fairness cannot_be_shortened compensation passing_is_not_genuine \
    site_not_visited not_known_if_misused times_may_be_off rows_may_matter meaning_unknown";
const WHY: &str = "no_statement no_withdrawals no_deposits no_transfers no_trades no_orders \
    no_market_data too_few_earlier no_mails_or_notes no_answers several_accounts internal_fault";
const PROBLEMS: &str = "rows_unreadable file_unreadable file_truncated file_over_limit \
    archive_refused encoding_unknown format_unknown link_not_followed time_zone_assumed \
    operation_unknown part_not_read passed_over sentence";
const DETAILS: &str = "bad_time bad_number bad_coin bad_side bad_pair empty_cell missing_columns \
    extra_columns line_too_long nul_bytes not_utf8 open_quote more_rows io cut_short \
    unpacks_too_large encrypted bomb too_many_members unknown_method broken nested_too_deep \
    direction_unknown no_reader picture_not_read pdf_not_read empty_file symlink special_file \
    siblings matched_rows person japanese_header utc unknown_operation not_read_twice \
    checksum_differs bad_answers \
    not_found outside dangling special folders_too_deep case_total mail_header_broken \
    mail_too_large mail_too_many_lines mail_too_many_headers mail_header_too_long \
    mail_too_many_parts mail_parts_too_deep mail_too_many_links attachment_too_large \
    mail_part_not_closed mail_content_damaged charset_broken charset_unknown html_broken \
    mail_date_broken sheet_too_large sheet_too_wide sheet_rows_disordered sheet_without_cells \
    own_dossier";
const MOMENTS: &str = "deposit withdrawal fiat_in fiat_out p2p_buy p2p_sell conversion trades \
    security_change login hold restriction mail liquidation order";
const KINDS: &str = "account_takeover login_locked sim_swap device_malware phishing_contact \
    order_mistake bad_fill order_not_filled liquidation_adl delisting deposit_pending wrong_network \
    missing_memo withdrawal_delayed withdrawal_hold account_restricted sent_wrong_address \
    address_poisoning travel_rule_block fiat_p2p platform_outage network_suspended kyc_rejected \
    api_key_abuse bot_api_error investment_scam recovery_scam false_info_trade not_trouble";
const VALUES: &str = "because-conversion_spree because-large_share because-unusual_hour \
    because-several_new by-value by-count by-minute by-second side-buy side-sell stage-no_txid \
    stage-on_chain stage-credited_locked stage-awaiting_answer stage-unknown what-quantity \
    what-price what-side reached-reached reached-not_reached reached-unknown before_money-yes \
    before_money-no own_sites-unconfirmed kind-seed_phrase kind-private_key kind-api_secret kind-password \
    kind-one_time_code kind-card_number kind-my_number reason-password reason-two_factor \
    reason-email reason-phone reason-device reason-new_device reason-api_key_created \
    reason-api_key_changed reason-api_key_deleted reason-address_added reason-withdrawal_address \
    reason-whitelist_off reason-anti_phishing_code reason-unknown reason-restricted reason-review \
    reason-identity_refused reason-law_enforcement reason-below_zero reason-missing_in_statement \
    reason-exports_disagree spoof-dmarc_fail spoof-from_domain spoof-lookalike_domain \
    spoof-display_name spoof-reply_to spoof-link_target";

/// The messages of a language and the variables of each, read from the source text.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in lang.sources().iter().flat_map(|source| source.lines()) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (key, _) = line.split_once(" =").expect("a message has ` =`");
            current = key.to_owned();
            let before = all.insert(current.clone(), BTreeSet::new());
            assert!(before.is_none(), "{current} stands twice in {}", lang.tag());
        }
        for variable in line.split('$').skip(1) {
            let end = variable.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let name: String = variable.chars().take(end.unwrap_or(variable.len())).collect();
            all.entry(current.clone()).or_default().insert(name);
        }
    }
    all
}

#[test]
fn every_source_parses_and_both_languages_have_the_same_keys_and_values() {
    for lang in Lang::ALL {
        for source in lang.sources() {
            if let Err((_, faults)) = FluentResource::try_new((*source).to_owned()) {
                panic!("{}: {faults:?}", lang.tag());
            }
        }
    }
    assert_eq!(messages(Lang::Ja), messages(Lang::En));
}

#[test]
fn everything_that_can_be_said_has_its_words() {
    let mut wanted: Vec<String> = Vec::new();
    for (prefix, keys) in [
        ("step", STEPS),
        ("limit", LIMITS),
        ("why", WHY),
        ("problem", PROBLEMS),
        ("detail", DETAILS),
        ("moment", MOMENTS),
        ("triage", KINDS),
        ("value", VALUES),
    ] {
        wanted.extend(keys.split_whitespace().map(|key| format!("{prefix}-{key}")));
    }
    wanted.extend(Question::ALL.iter().map(|it| format!("ask-{}", it.key())));
    wanted.extend(Answer::ALL.iter().map(|it| format!("answer-{}", it.key())));
    wanted.extend(Button::ALL.iter().map(|it| format!("button-{}", it.key())));
    wanted.extend(Phase::ALL.iter().map(|it| format!("phase-{}", it.key())));
    for class in Class::ALL {
        let parts = ["class", "danger", "instead"];
        wanted.extend(parts.map(|part| format!("post-{part}-{}", class.key())));
    }
    wanted.extend(Seen::ALL.iter().map(|it| format!("post-seen-{}", it.key())));
    wanted.extend(RISKS.iter().map(|key| format!("post-risk-{key}")));
    wanted.extend(WARNINGS.iter().map(|key| format!("post-warning-{key}")));
    wanted.push(format!("post-advice-{ADVICE}"));
    for code in CODES {
        wanted.push(format!("finding-{}-title", code.key()));
        wanted.push(format!("check-{}", code.key()));
    }
    for lang in Lang::ALL {
        let missing: Vec<&String> = wanted.iter().filter(|key| !has(lang, key)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", lang.tag());
    }
}

#[test]
fn no_text_accuses_promises_or_shouts() {
    let never_ja =
        ["盗", "犯人", "加害", "自己責任", "騙され", "だまされ", "！", "!", "必ず戻", "安全です"];
    let never_en = ["stolen", "thief", "theft", "culprit", "criminal", "!", "guarantee", "safe."];
    for (lang, never) in [(Lang::Ja, never_ja.as_slice()), (Lang::En, never_en.as_slice())] {
        for line in lang.sources().iter().flat_map(|source| source.lines()) {
            let said = line.to_lowercase();
            for word in never {
                assert!(!said.contains(word), "{word:?} in {line:?}");
            }
        }
    }
}

#[test]
fn counts_are_grouped_and_english_knows_one_from_many() {
    let rows = |lang, n: i64| {
        text(lang, "dossier-more-rows", &[("count", n.into()), ("file", "x".into())])
    };
    assert_eq!(rows(Lang::En, 1), "1 more row is in the annex x.");
    assert_eq!(rows(Lang::En, 12_345), "12,345 more rows are in the annex x.");
    assert_eq!(rows(Lang::Ja, 12_345), "ここに載せきれない12,345行は、別添の x にあります。");
    assert_eq!(text(Lang::Ja, "no-such-key", &[]), "no-such-key");
    assert_eq!(text_if(Lang::Ja, "dossier-more-rows", &[]), None);
    for (number, expected) in [
        ("0", "0"),
        ("-1234.5", "-1,234.5"),
        ("999", "999"),
        ("1000000.000000000000000001", "1,000,000.000000000000000001"),
    ] {
        assert_eq!(grouped(number), expected);
    }
}
