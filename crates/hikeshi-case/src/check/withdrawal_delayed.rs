//! A withdrawal has been on its way for longer than its network usually takes.
//!
//! The usual times are ours: block interval times the confirmations exchanges commonly ask for, with
//! an hour for the exchange's own handling, rounded up (estimate of 2026-11; the exchange's page shows
//! the current ones). They only decide when waiting is worth a question.

use super::{Case, Check};
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::{State, Transfer};
use crate::time::Time;

pub(super) struct WithdrawalDelayed;

/// Minutes a withdrawal usually takes, by the exchange's tag of the network.
fn usual_minutes(network: &str) -> i64 {
    match network {
        "BTC" | "SEGWITBTC" | "BCH" => 120,
        "LTC" | "DOGE" | "ZEC" | "DASH" | "XMR" | "ETC" => 90,
        _ => 75,
    }
}

impl Check for WithdrawalDelayed {
    fn code(&self) -> Code {
        Code::WithdrawalDelayed
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_withdrawals()?;
        let waiting = case.withdrawals().filter(|transfer| transfer.state == State::Pending);
        let late = waiting.filter_map(|transfer| {
            let (shown_at, confidence) = shown_at(case, transfer)?;
            let minutes = shown_at.seconds_since(transfer.at) / 60;
            let usual = usual_minutes(case.name(transfer.network));
            let found = finding(case, transfer, confidence);
            (minutes > usual)
                .then(|| found.fact("waiting_minutes", minutes).fact("usual_minutes", usual))
        });
        Ok(late.collect())
    }
}

/// When the export showed it waiting. An export made minutes after the withdrawal does not say that it
/// waits still; where its name gives no moment, “now” is the best there is, and the row may be older.
fn shown_at(case: &Case<'_>, transfer: &Transfer) -> Option<(Time, Confidence)> {
    let exported = transfer.cites.iter().find_map(|cite| case.exported_at.get(&cite.exhibit));
    match (exported, case.as_of) {
        (Some(exported), now) => {
            Some((now.map_or(*exported, |now| now.min(*exported)), Confidence::Certain))
        }
        (None, now) => Some((now?, Confidence::Likely)),
    }
}

fn finding(case: &Case<'_>, transfer: &Transfer, confidence: Confidence) -> Finding {
    Finding::new(Code::WithdrawalDelayed, Severity::Warning, confidence)
        .transfer(case, transfer)
        .advising("cause_unknown", &["do_not_resend", "contact_exchange"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, WITHDRAWALS, bitcoin, tron};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::WithdrawalDelayed;

    #[test]
    fn three_hours_for_what_takes_one() {
        let mut scene = Scene::default();
        let row =
            scene.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), "Processing");
        let address = tron(7);
        let facts = [
            ("asset", "USDT"),
            ("amount", "900"),
            ("address", address.as_str()),
            ("network", "TRX"),
            ("status", "Processing"),
            ("at", "2026-02-05 10:00:00"),
            ("waiting_minutes", "180"),
            ("usual_minutes", "75"),
        ];
        scene.examine_at("2026-02-05 13:00:00").assert_only(
            CODE,
            Severity::Warning,
            &facts,
            &[row],
        );
    }

    #[test]
    fn the_name_of_the_export_says_when_now_is() {
        let mut scene = Scene::default();
        let row = scene.withdrawal(
            "2026-04-01 06:00:00",
            "1 BTC",
            "BTC",
            &bitcoin(7),
            "Awaiting Approval",
        );
        let facts = [("waiting_minutes", "180"), ("usual_minutes", "120")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row]);
    }

    #[test]
    fn an_export_of_minutes_later_does_not_say_that_it_waits_still() {
        let row = |scene: &mut Scene| {
            scene.withdrawal("2026-04-01 08:50:00", "1 BTC", "BTC", &bitcoin(7), "Processing")
        };
        let mut scene = Scene::default();
        row(&mut scene);
        scene.examine_at("2026-04-09 09:00:00").assert_silent(CODE);
    }

    #[test]
    fn a_slow_network_a_done_and_a_refused_one_are_not_late() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 11:10:00", "1 BTC", "BTC", &bitcoin(7), "Processing");
        scene.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), "Completed");
        scene.withdrawal("2026-02-05 10:00:00", "901 USDT", "TRX", &tron(7), "Cancelled");
        scene.withdrawal("2026-02-05 12:00:00", "902 USDT", "TRX", &tron(7), "Processing");
        scene.examine_at("2026-02-05 13:00:00").assert_silent(CODE);
    }

    #[test]
    fn without_withdrawals_it_cannot_run() {
        let mut scene = Scene::default();
        scene.deposit("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), "Processing");
        scene.examine().assert_not_run(CODE, "no_withdrawals");
    }

    #[test]
    fn a_torn_row_waits_for_nothing() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-02-05 10:00:00", "900 USDT", "TRX", &tron(7), "Completed");
        scene.row(&WITHDRAWALS, "2026-02-05 1O:00:00,USDT,TRX,900,0,T,,Processing");
        scene.examine_at("2026-02-05 13:00:00").assert_silent(CODE);
    }
}
