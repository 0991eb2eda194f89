//! A withdrawal was refused, failed or was cancelled, by the export's own word. Where the records hold
//! the exchange's reason it is quoted; otherwise none is made up.

use super::{Case, Check};
use crate::event::Direction;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};

pub(super) struct WithdrawalRejected;

impl Check for WithdrawalRejected {
    fn code(&self) -> Code {
        Code::WithdrawalRejected
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_withdrawals()?;
        let refused = |t: &&Transfer| t.direction == Direction::Out && t.state == State::Rejected;
        Ok(case
            .ledger
            .transfers
            .iter()
            .filter(refused)
            .map(|transfer| finding(case, transfer))
            .collect())
    }
}

fn finding(case: &Case<'_>, transfer: &Transfer) -> Finding {
    let status = case.name(transfer.status);
    let reason =
        status.split_once([':', '(', '-']).map(|(_, reason)| reason.trim().trim_end_matches(')'));
    Finding::new(Code::WithdrawalRejected, Severity::Warning, Confidence::Certain)
        .transfer(case, transfer)
        .fact_if("reason", reason)
        .advising("exchange_reasons", &["check_address_by_hand", "contact_exchange"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, WITHDRAWALS, tron};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::WithdrawalRejected;

    #[test]
    fn a_refusal_is_told_with_the_exchanges_own_reason() {
        let mut scene = Scene::default();
        let status = "Rejected: address risk";
        let row = scene.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), status);
        let address = tron(7);
        let facts = [
            ("asset", "USDT"),
            ("amount", "900"),
            ("address", address.as_str()),
            ("network", "TRX"),
            ("status", status),
            ("reason", "address risk"),
            ("at", "2026-02-05 10:00:00"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn where_no_reason_is_given_none_is_made_up() {
        for status in ["Failed", "Cancelled", "キャンセル", "失敗"] {
            let mut life = Scene::quiet(1);
            let row = life.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), status);
            life.examine().assert_only(
                CODE,
                Severity::Warning,
                &[("status", status), ("reason", "")],
                &[row],
            );
        }
    }

    #[test]
    fn done_waiting_and_a_refused_deposit_are_no_refused_withdrawal() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), "Completed");
        scene.withdrawal("2026-02-05 11:00:00", "901 USDT", "TRX", &tron(7), "Awaiting Approval");
        scene.withdrawal("2026-02-05 12:00:00", "902 USDT", "TRX", &tron(7), "");
        scene.deposit("2026-02-05 13:00:00", "903 USDT", "TRX", &tron(8), "Rejected");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_withdrawals_it_cannot_run() {
        let mut scene = Scene::default();
        scene.fill("2026-02-05 10:00:00", "BUY BTC/USDT", "1", "50000");
        scene.examine().assert_not_run(CODE, "no_withdrawals");
    }

    #[test]
    fn a_torn_row_was_not_refused() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), "Completed");
        scene.row(&WITHDRAWALS, "2026-02-05 11:00:00,USDT,TRX,-,0,T,,Rejected");
        scene.examine().assert_silent(CODE);
    }
}
