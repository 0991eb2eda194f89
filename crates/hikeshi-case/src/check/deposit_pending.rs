//! A deposit is not credited. The stage is read from what the row holds: without a transaction id
//! nothing has been sent or seen; with one the chain decides; some status words wait for the owner.

use super::ceiling::gathered;
use super::{Case, Check};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};

pub(super) struct DepositPending;

/// Which stage a deposit is at, by its status word and transaction id.
fn stage(state: State, status: &str, txid: &str) -> &'static str {
    let status = status.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| status.contains(word));
    if state == State::Rejected {
        "refused"
    } else if has(&["credited", "locked", "unlock"]) {
        "credited_locked"
    } else if has(&[
        "confirm from user",
        "user confirm",
        "questionnaire",
        "travel",
        "action",
        "要回答",
    ]) {
        "awaiting_answer"
    } else if has(&["wrong"]) {
        "wrong_deposit"
    } else if txid.is_empty() {
        "no_txid"
    } else {
        "on_chain"
    }
}

impl Check for DepositPending {
    fn code(&self) -> Code {
        Code::DepositPending
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        let deposits = || case.ledger.transfers.iter().filter(|t| t.direction == Direction::In);
        if deposits().next().is_none() {
            return Err("no_deposits");
        }
        let open = deposits().filter(|t| matches!(t.state, State::Pending | State::Rejected));
        Ok(gathered(open.map(|transfer| finding(case, transfer))))
    }
}

fn finding(case: &Case<'_>, transfer: &Transfer) -> Finding {
    let status = case.name(transfer.status);
    Finding::new(Code::DepositPending, Severity::Warning, Confidence::Certain)
        .transfer(case, transfer)
        .fact("stage", stage(transfer.state, status, &transfer.txid))
        .advising("cause_unknown", &["wait_for_credit", "do_not_resend", "contact_exchange"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{DEPOSITS, Scene, bitcoin, evm};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::DepositPending;

    #[test]
    fn a_deposit_that_the_chain_has_and_the_account_has_not() {
        let mut scene = Scene::default();
        let row = scene.row(
            &DEPOSITS,
            &format!("2026-02-05 13:00:00,BTC,BTC,0.5,{},ab12,Processing", bitcoin(3)),
        );
        let address = bitcoin(3);
        let facts = [
            ("asset", "BTC"),
            ("amount", "0.5"),
            ("network", "BTC"),
            ("address", address.as_str()),
            ("txid", "ab12"),
            ("status", "Processing"),
            ("stage", "on_chain"),
            ("at", "2026-02-05 13:00:00"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn each_stage_has_its_name() {
        for (txid, status, stage) in [
            ("", "Pending", "no_txid"),
            ("ab12", "Rejected", "refused"),
            ("ab12", "Credited (cannot withdraw)", "credited_locked"),
            ("ab12", "Waiting user confirm", "awaiting_answer"),
            ("ab12", "Wrong deposit", "wrong_deposit"),
        ] {
            let mut scene = Scene::default();
            let row = scene.row(
                &DEPOSITS,
                &format!("2026-02-05 13:00:00,ETH,ETH,5,{},{txid},{status}", evm(3)),
            );
            let facts = [("stage", stage), ("status", status), ("txid", txid)];
            scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
        }
    }

    #[test]
    fn credited_deposits_in_any_words_are_done() {
        let mut scene = Scene::default();
        for (day, status) in (1..).zip(["Completed", "Successful", "完了", "已完成", "Concluído"])
        {
            scene.deposit(&format!("2026-02-0{day} 13:00:00"), "5 ETH", "ETH", &evm(3), status);
        }
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn a_word_in_no_list_and_a_withdrawal_do_not_wait() {
        let mut scene = Scene::default();
        scene.deposit("2026-02-05 13:00:00", "5 ETH", "ETH", &evm(3), "Teleported");
        scene.withdrawal("2026-02-05 14:00:00", "5 ETH", "ETH", &evm(4), "Processing");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_deposits_it_cannot_run() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 14:00:00", "5 ETH", "ETH", &evm(4), "Processing");
        scene.examine().assert_not_run(CODE, "no_deposits");
    }

    #[test]
    fn a_torn_row_is_set_aside() {
        let mut scene = Scene::default();
        scene.deposit("2026-02-05 13:00:00", "5 ETH", "ETH", &evm(3), "Completed");
        scene.row(&DEPOSITS, "2026-02-30 13:00:00,ETH,ETH,5,0x1,ab,Processing");
        scene.examine().assert_silent(CODE);
    }
}
