//! An address is well formed, but for another network than the one the transfer names. Networks that
//! share one form (Ethereum and its relatives) cannot be told apart by it, and are not.

use super::address_invalid::{judged, network_of};
use super::{Case, Check};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::screen::address::{Judgement, Verdict};

pub(super) struct WrongNetwork;

impl Check for WrongNetwork {
    fn code(&self) -> Code {
        Code::WrongNetwork
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.addressed().next().is_none() {
            return Err("no_transfers");
        }
        let other = judged(case, Verdict::OtherNetwork);
        let purpose = judged(case, Verdict::WrongPurpose);
        let all = other.iter().chain(&purpose);
        Ok(all.map(|(list, judgement)| finding(case, list, judgement)).collect())
    }
}

fn finding(case: &Case<'_>, list: &[&Transfer], judgement: &Judgement) -> Finding {
    let mut finding = Finding::new(Code::WrongNetwork, Severity::Warning, Confidence::Certain);
    if let Some(first) = list.first() {
        finding = finding.transfer(case, first).fact("network", network_of(case, first));
    }
    if !judgement.networks.is_empty() {
        finding = finding.fact("valid_on", judgement.networks.clone());
    }
    finding
        .citing(list.iter().flat_map(|t| t.cites.iter().copied()))
        .advising("where_it_went", &["recovery_form_receiver", "do_not_resend", "contact_exchange"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, WITHDRAWALS, bitcoin, evm, tron};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::WrongNetwork;

    #[test]
    fn a_tron_address_on_ethereum() {
        let mut scene = Scene::default();
        let row = scene.withdrawal("2026-02-05 13:00:00", "900 USDT", "ETH", &tron(7), "Failed");
        let address = tron(7);
        let facts = [
            ("address", address.as_str()),
            ("network", "ETH"),
            ("valid_on", "TRX"),
            ("asset", "USDT"),
            ("amount", "900"),
            ("status", "Failed"),
            ("at", "2026-02-05 13:00:00"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn every_use_of_it_is_cited_once_and_a_deposit_counts() {
        let mut scene = Scene::default();
        let first = scene.deposit("2026-02-05 13:00:00", "1 BTC", "BTC", &evm(7), "Processing");
        let again = scene.withdrawal("2026-02-06 13:00:00", "1 BTC", "BTC", &evm(7), "Failed");
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &[("network", "BTC")],
            &[first, again],
        );
    }

    #[test]
    fn ethereum_and_its_relatives_share_one_form() {
        let mut scene = Scene::default();
        for (minute, network) in (0..).zip(["ETH", "BSC", "MATIC", "ARBITRUM", "AVAXC"]) {
            scene.withdrawal(
                &format!("2026-02-05 13:0{minute}:00"),
                "9 USDT",
                network,
                &evm(7),
                "Completed",
            );
        }
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn a_network_that_is_not_named_or_not_known_is_not_judged() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 13:00:00", "9 USDT", "", &bitcoin(7), "Completed");
        scene.withdrawal(
            "2026-02-05 13:01:00",
            "9 USDT",
            "CHAINOFTOMORROW",
            &bitcoin(7),
            "Completed",
        );
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_addresses_it_cannot_run() {
        let mut life = Scene::quiet(1);
        life.statement("2026-02-05 13:00:00", "Withdraw", "-1 USDT");
        life.examine().assert_not_run(CODE, "no_transfers");
    }

    #[test]
    fn a_torn_row_and_a_torn_address_are_on_no_network() {
        let mut scene = Scene::default();
        scene.withdrawal(
            "2026-02-05 13:00:00",
            "900 USDT",
            "ETH",
            tron(7).split_at(20).0,
            "Failed",
        );
        scene.row(&WITHDRAWALS, &format!("2026-02-06 13:00:00,USDT,ETH,900,0,{}", tron(7)));
        scene.examine().assert_silent(CODE);
    }
}
