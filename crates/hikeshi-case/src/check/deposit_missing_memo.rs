//! A deposit that is not credited, on a network where the exchange tells customers apart by a memo or
//! tag, and none was given.
//!
//! A credited deposit needed nothing more, whatever its row shows: many exports have no place for a
//! memo. So only deposits that wait or were refused are looked at. It is certain where the person says so,
//! likely where other rows of the account show that its exports print memos, and else only possible.

use super::{Case, Check};
use crate::event::Direction;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};
use crate::screen::address::{Memo, judge, memo_rule};

pub(super) struct DepositMissingMemo;

impl Check for DepositMissingMemo {
    fn code(&self) -> Code {
        Code::DepositMissingMemo
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let deposits = || {
            case.ledger
                .transfers
                .iter()
                .filter(|t| t.direction == Direction::In && !t.address.is_empty())
        };
        if deposits().next().is_none() {
            return Err("no_deposits");
        }
        let waiting = deposits().filter(|t| matches!(t.state, State::Pending | State::Rejected));
        let prints_memos = case.ledger.transfers.iter().any(|other| !other.memo.is_empty());
        let mut findings = Vec::new();
        for transfer in waiting.filter(|t| needs_memo(case, t) && t.memo.is_empty()) {
            let said = case.answers.memos.iter().find(|memo| memo.txid == transfer.txid);
            if said.is_some_and(|memo| memo.given) {
                continue;
            }
            findings.push(finding(case, transfer, said.map(|memo| memo.cite), prints_memos));
        }
        Ok(findings)
    }
}

fn needs_memo(case: &Case<'_>, transfer: &Transfer) -> bool {
    let network = case.name(transfer.network);
    let asset = case.name(transfer.asset);
    let network = if network.is_empty() { asset } else { network };
    let embedded = judge(&transfer.address, Some(network)).embedded_memo.is_some();
    memo_rule(network, asset) == Memo::Required && !embedded
}

fn finding(
    case: &Case<'_>,
    transfer: &Transfer,
    said: Option<Cite>,
    prints_memos: bool,
) -> Finding {
    let confidence = match (said, prints_memos) {
        (Some(_), _) => Confidence::Certain,
        (None, true) => Confidence::Likely,
        (None, false) => Confidence::Possible,
    };
    Finding::new(Code::DepositMissingMemo, Severity::Warning, confidence)
        .transfer(case, transfer)
        .citing(said)
        .advising("recoverable", &["memo_form", "do_not_resend", "contact_exchange"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{DEPOSITS, Scene, evm, line, ripple};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::DepositMissingMemo;

    #[test]
    fn a_waiting_deposit_without_its_tag() {
        let mut scene = Scene::default();
        scene.deposit(
            "2026-01-05 13:00:00",
            "100 XRP",
            "XRP",
            &format!("{}:4711", ripple(3)),
            "Completed",
        );
        let row = scene.row(
            &DEPOSITS,
            &format!("2026-02-05 13:00:00,XRP,XRP,500,{},AB12,Processing", ripple(3)),
        );
        let address = ripple(3);
        let facts = [
            ("asset", "XRP"),
            ("amount", "500"),
            ("network", "XRP"),
            ("address", address.as_str()),
            ("txid", "AB12"),
            ("status", "Processing"),
            ("at", "2026-02-05 13:00:00"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn a_rejected_one_counts_and_so_does_the_persons_word() {
        let mut scene = Scene::default();
        scene.deposit(
            "2026-01-05 13:00:00",
            "100 XRP",
            "XRP",
            &format!("{}:4711", ripple(3)),
            "Completed",
        );
        let row = scene.row(
            &DEPOSITS,
            &format!("2026-02-05 13:00:00,XRP,XRP,500,{},AB12,Rejected", ripple(3)),
        );
        let said = scene.answers("[[memo]]\ntxid = \"AB12\"\ngiven = false");
        let facts = [("status", "Rejected"), ("amount", "500")];
        let seen = scene.examine();
        seen.assert_only(CODE, Severity::Warning, &facts, &[row, line(said, 2)]);
        let confident =
            |f: &super::Finding| f.code != CODE || f.confidence == super::Confidence::Certain;
        assert!(seen.0.findings.iter().all(confident));
    }

    #[test]
    fn a_credited_deposit_needed_nothing_more() {
        let mut scene = Scene::default();
        scene.deposit("2026-02-05 13:00:00", "500 XRP", "XRP", &ripple(3), "Completed");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn a_waiting_deposit_with_its_tag_or_without_need_of_one() {
        let mut scene = Scene::default();
        scene.deposit(
            "2026-02-05 13:00:00",
            "500 XRP",
            "XRP",
            &format!("{}:4711", ripple(3)),
            "Processing",
        );
        scene.deposit("2026-02-05 13:01:00", "500 XRP", "BSC", &evm(3), "Processing");
        scene.deposit("2026-02-05 13:02:00", "5 ETH", "ETH", &evm(3), "Processing");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn the_person_says_the_tag_was_given() {
        let mut scene = Scene::default();
        scene.row(
            &DEPOSITS,
            &format!("2026-02-05 13:00:00,XRP,XRP,500,{},AB12,Processing", ripple(3)),
        );
        scene.answers("[[memo]]\ntxid = \"AB12\"\ngiven = true");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_a_deposit_history_it_cannot_run() {
        Scene::quiet(1).examine().assert_not_run(CODE, "no_deposits");
    }

    #[test]
    fn a_torn_row_is_set_aside() {
        let mut scene = Scene::default();
        scene.deposit("2026-02-05 13:00:00", "500 XRP", "XRP", &ripple(3), "Completed");
        scene.row(
            &DEPOSITS,
            &format!("2026-02-05 14:00:00,XRP,XRP,five,{},AB12,Processing", ripple(3)),
        );
        scene.examine().assert_silent(CODE);
    }
}
