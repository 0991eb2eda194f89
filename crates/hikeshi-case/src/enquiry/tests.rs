//! Every recipient: a thin case, a rich one, and what must never be said.

use super::*;
use crate::examination::TransferLine;
use crate::exhibit::InMemory;
use crate::finding::{Code, Confidence, Fact, Severity};
use crate::{Options, examine};

const TXID: &str = "9f2c7b1e5a3d4f60817293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8";

fn nothing() -> Examination {
    examine(&InMemory::default(), &Options::default())
}

fn cite(line: u32) -> Cite {
    Cite { exhibit: ExhibitId(1), line }
}

fn at(second: i64) -> Time {
    Time::from_seconds(1_772_377_200 + second)
}

fn withdrawal(line: u32, address: &str, status: &str) -> TransferLine {
    TransferLine {
        direction: Direction::Out,
        at: at(i64::from(line)),
        asset: "BTC".to_owned(),
        amount: Amount::parse("0.1").unwrap(),
        fee: Amount::ZERO,
        network: "BTC".to_owned(),
        address: address.to_owned(),
        memo: String::new(),
        txid: TXID.to_owned(),
        status: status.to_owned(),
        cites: vec![cite(line)],
    }
}

fn new_address(lines: impl IntoIterator<Item = u32>) -> Finding {
    Finding::new(Code::WithdrawalToNewAddress, Severity::Critical, Confidence::Likely)
        .citing(lines.into_iter().map(cite))
}

/// Two withdrawals to a new address, one refused, one of the owner's own.
fn night() -> Examination {
    let mut examination = nothing();
    examination.transfers = vec![
        withdrawal(2, "bc1qown", "Completed"),
        withdrawal(3, "bc1qnew", "Completed"),
        withdrawal(4, "bc1qnew", "Rejected"),
        withdrawal(5, "bc1qnew", "Completed"),
    ];
    examination.findings = vec![new_address([3, 4, 5])];
    examination.users = vec!["123456789".to_owned()];
    examination
}

fn read(text: &str) -> Particulars {
    let text = format!("hikeshi_particulars = 1\n{text}");
    Particulars::read(text.as_bytes()).unwrap()
}

fn items(enquiry: &Enquiry) -> Vec<&Item> {
    enquiry.sections.iter().flat_map(|section| &section.items).collect()
}

fn fields(enquiry: &Enquiry, wanted: &str) -> Vec<Value> {
    let value = |item: &&Item| match item {
        Item::Field { key, value, .. } if *key == wanted => Some(value.clone()),
        _ => None,
    };
    items(enquiry).iter().filter_map(value).collect()
}

fn says(enquiry: &Enquiry, wanted: &str) -> bool {
    items(enquiry).iter().any(|item| matches!(item, Item::Say(say) if say.key == wanted))
}

#[test]
fn an_empty_case_says_only_what_the_person_says() {
    let about = read("[story]\nwhat = \"残高がありません。\"");
    for to in Recipient::ALL {
        let enquiry = enquiry(&nothing(), &about, to);
        assert_eq!(enquiry.topic, Topic::Open, "{to:?}");
        for item in items(&enquiry) {
            let rests = matches!(
                item,
                Item::Findings { .. }
                    | Item::Movements { .. }
                    | Item::Moments { .. }
                    | Item::Exhibits { .. }
                    | Item::Flow { .. }
            );
            assert!(!rests, "{to:?} {item:?}");
        }
        let quoted =
            items(&enquiry).iter().any(|item| matches!(item, Item::Quote { key: "what", .. }));
        let told =
            quoted || fields(&enquiry, "damage_how").iter().any(|it| matches!(it, Value::Words(_)));
        assert!(told, "{to:?}");
        assert!(!enquiry.meter.is_ready(), "{to:?}");
    }
}

#[test]
fn only_what_left_by_the_findings_is_told_and_the_sum_is_exact() {
    let enquiry = enquiry(&night(), &Particulars::default(), Recipient::Police);
    let sum = vec![("BTC".to_owned(), Amount::parse("0.2").unwrap())];
    assert_eq!(fields(&enquiry, "property_what"), [Value::Money(sum)]);
    assert_eq!(fields(&enquiry, "addresses"), [Value::Codes(vec!["bc1qnew".to_owned()])]);
}

#[test]
fn the_address_that_a_lookalike_resembles_is_the_owners_own() {
    let mut examination = night();
    let finding = Finding::new(Code::AddressLookalike, Severity::Critical, Confidence::Likely)
        .fact("address", "bc1qnew")
        .fact("resembles", "bc1qown")
        .citing([cite(2), cite(3)]);
    examination.findings = vec![finding];
    let enquiry = enquiry(&examination, &Particulars::default(), Recipient::ReceivingExchange);
    let movements = items(&enquiry).into_iter().find_map(|item| match item {
        Item::Movements { told, .. } => Some(told.clone()),
        _ => None,
    });
    let movements = movements.unwrap();
    assert_eq!(movements.len(), 1);
    assert_eq!(movements[0].address, "bc1qnew");
    assert_eq!(movements[0].link.as_deref(), Some(&*format!("mempool.space/tx/{TXID}")));
}

#[test]
fn who_sent_it_is_the_persons_word_alone() {
    for (word, key, topic) in [
        ("not_me", "declared-not_me", Topic::Withdrawals),
        ("me", "declared-me", Topic::Sent),
        ("me_persuaded", "declared-me_persuaded", Topic::Sent),
    ] {
        let about = read(&format!("[story]\nwho_sent = \"{word}\""));
        let enquiry = enquiry(&night(), &about, Recipient::Exchange);
        assert!(says(&enquiry, key), "{word}");
        assert_eq!(enquiry.topic, topic);
    }
    let enquiry = enquiry(&night(), &Particulars::default(), Recipient::Exchange);
    assert!(says(&enquiry, "declared-open"));
    assert_eq!(enquiry.subject.key, "subject-withdrawals");
}

#[test]
fn nobody_is_named_and_no_value_is_made_up() {
    let bare = enquiry(&night(), &Particulars::default(), Recipient::Police);
    assert_eq!(fields(&bare, "other_side"), [Value::Empty("nobody_named")]);
    assert_eq!(fields(&bare, "property_worth"), [Value::Empty("no_rate")]);
    // A rate without a source, or of another currency, is none.
    for rate in ["currency = \"JPY\"\nsource = \"\"", "currency = \"USD\"\nsource = \"x\""] {
        let about = read(&format!("[[rate]]\nasset = \"BTC\"\nprice = \"10\"\n{rate}"));
        let enquiry = enquiry(&night(), &about, Recipient::Police);
        assert_eq!(fields(&enquiry, "property_worth"), [Value::Empty("no_rate")]);
    }
    let about =
        read("[[rate]]\nasset = \"btc\"\nprice = \"15000000\"\ncurrency = \"jpy\"\nsource = \"X\"");
    let enquiry = enquiry(&night(), &about, Recipient::Police);
    let worth = vec![("BTC".to_owned(), Amount::whole(3_000_000), "X".to_owned())];
    assert_eq!(fields(&enquiry, "property_worth"), [Value::Yen(worth)]);
}

#[test]
fn the_way_is_counted_only_where_it_is_known() {
    let told = |text: &str| {
        let enquiry = enquiry(&night(), &read(text), Recipient::ReceivingExchange);
        fields(&enquiry, "hops")
    };
    assert_eq!(told("[[receiving]]\naddress = \"bc1qnew\""), [Value::Count(1)]);
    assert_eq!(told("[[receiving]]\naddress = \"bc1qelse\""), [Value::Empty("hops_unknown")]);
    let hop = format!("[[hop]]\ntxid = \"{TXID}\"\naddress = \"bc1qelse\"");
    assert_eq!(told(&format!("[[receiving]]\naddress = \"bc1qelse\"\n{hop}")), [Value::Count(2)]);
}

#[test]
fn the_meter_tells_a_thin_case_from_a_rich_one() {
    let rich = read(
        "[person]\nname = \"A\"\nmail = \"a@b.jp\"\n[account]\nsite = \"japan\"\nmail = \"a@b.jp\"\n\
         [story]\nwhat = \"x\"\nwho_sent = \"not_me\"",
    );
    let meter = |examination: &Examination, about: &Particulars| {
        enquiry(examination, about, Recipient::Exchange).meter
    };
    let (full, thin) = (meter(&night(), &rich), meter(&nothing(), &Particulars::default()));
    assert!(full.is_ready(), "{:?}", full.missing());
    let (held, all) = thin.of(Weight::Needed);
    assert_eq!(held, 0);
    assert!(all >= 4);
    assert_eq!(thin.missing().first().map(|need| need.weight), Some(Weight::Needed));
    let uid = full.needs.iter().find(|need| need.key == "uid").unwrap();
    assert!(matches!(uid.state, State::Held(Whence::Exhibits(_))));
}

#[test]
fn ten_thousand_findings_make_a_letter_of_bounded_length() {
    let mut examination = nothing();
    for line in 2..10_002 {
        let address = format!("bc1q{line}");
        examination.transfers.push(withdrawal(line, &address, "Completed"));
        examination.findings.push(new_address([line]).fact("address", Fact::Text(address)));
    }
    for to in Recipient::ALL {
        let enquiry = enquiry(&examination, &Particulars::default(), to);
        for item in items(&enquiry) {
            match item {
                Item::Movements { told, more } => assert_eq!(told.len() + more, 10_000),
                Item::Findings { told, more } => {
                    assert!(told.len() <= 6);
                    assert_eq!(told.len() + more, 10_000);
                }
                Item::Field { value: Value::Codes(codes), .. } => assert!(codes.len() <= 20),
                _ => {}
            }
        }
        let Item::Movements { told, .. } = items(&enquiry)
            .into_iter()
            .find(|item| matches!(item, Item::Movements { .. }))
            .cloned()
            .unwrap_or(Item::Movements { told: Vec::new(), more: 0 })
        else {
            panic!("movements")
        };
        assert!(told.len() <= 20);
    }
}

#[test]
fn the_same_input_gives_the_same_enquiry() {
    for to in Recipient::ALL {
        let about = read("[person]\nname = \"A\"");
        assert_eq!(enquiry(&night(), &about, to), enquiry(&night(), &about, to));
        assert_eq!(Recipient::parse(to.key()), Some(to));
    }
}

#[test]
fn an_id_is_masked_where_others_may_see_it() {
    for (id, masked) in [
        ("123456789", "12*****89"),
        ("1234", "****"),
        ("", ""),
        ("花子花子花子花子", "花子****花子"),
    ] {
        assert_eq!(masked_id(id), masked);
    }
}
