//! What failed for the person fell into a window in which the exchange did not work, by a sealed
//! observation or announcement. Without one this check says nothing: a display fault and a theft look
//! alike at first.

use super::{Case, Check};
use crate::answers::OutageAnswer;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::time::Time;

pub(super) struct PlatformOutage;

impl Check for PlatformOutage {
    fn code(&self) -> Code {
        Code::PlatformOutage
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.answers.outages.is_empty() {
            return Err("no_answers");
        }
        Ok(case.answers.outages.iter().filter_map(|outage| judge(case, outage)).collect())
    }
}

fn judge(case: &Case<'_>, outage: &OutageAnswer) -> Option<Finding> {
    let within = |at: Time| at >= outage.from && outage.to.is_none_or(|to| at <= to);
    let mut failed: Vec<Cite> = Vec::new();
    failed
        .extend(case.answers.failures.iter().filter(|f| f.at.is_some_and(within)).map(|f| f.cite));
    let orders =
        case.events.orders.iter().filter(|order| {
            within(order.at) && super::order_mistake::is_open_or_ended(case, order)
        });
    failed.extend(orders.map(|order| order.cite));
    if failed.is_empty() {
        return None;
    }
    let finding = Finding::new(Code::PlatformOutage, Severity::Warning, Confidence::Likely)
        .fact("from", outage.from)
        .fact_if("to", outage.to)
        .fact("count", failed.len())
        .fact("reason", outage.source.as_str())
        .citing(failed)
        .citing([outage.cite])
        .advising("compensation", &["official_status", "preserve_records", "contact_exchange"]);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{ORDERS, Scene, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::PlatformOutage;
    const OUTAGE: &str = "[[outage]]\nfrom = \"2026-02-05T12:00:00Z\"\nto = \"2026-02-05T13:00:00Z\"\nsource = \"status page\"";

    #[test]
    fn an_error_and_a_dead_order_within_the_window() {
        let mut scene = Scene::default();
        let row = scene
            .row(&ORDERS, "2026-02-05 12:10:00,1,BTCUSDT,LIMIT,SELL,50000,1BTC,,0BTC,0,0,REJECTED");
        let said = scene.answers(&format!(
            "{OUTAGE}\n[[failure]]\nat = \"2026-02-05T12:05:00Z\"\ntext = \"busy\""
        ));
        let facts = [
            ("from", "2026-02-05 12:00:00"),
            ("to", "2026-02-05 13:00:00"),
            ("count", "2"),
            ("reason", "status page"),
        ];
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &facts,
            &[row, line(said, 2), line(said, 6)],
        );
    }

    #[test]
    fn an_outage_that_goes_on_has_no_end() {
        let mut scene = Scene::default();
        let open = OUTAGE.replace("to = \"2026-02-05T13:00:00Z\"\n", "");
        let said = scene.answers(&format!(
            "{open}\n[[failure]]\nat = \"2026-02-06T12:05:00Z\"\ntext = \"busy\""
        ));
        let facts = [("count", "1"), ("to", "")];
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &facts,
            &[line(said, 2), line(said, 5)],
        );
    }

    #[test]
    fn a_failure_after_the_window_and_an_order_that_went_through() {
        let mut scene = Scene::default();
        scene.row(
            &ORDERS,
            "2026-02-05 12:10:00,1,BTCUSDT,LIMIT,SELL,50000,1BTC,,1BTC,50000,50000,FILLED",
        );
        scene.answers(&format!("{OUTAGE}\n[[failure]]\nat = \"2026-02-05T13:00:01Z\"\ntext = \"busy\"\n[[failure]]\ntext = \"once\""));
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_a_sealed_observation_it_cannot_run() {
        let mut scene = Scene::default();
        scene.answers("[[failure]]\nat = \"2026-02-05T12:05:00Z\"\ntext = \"busy\"");
        scene.examine().assert_not_run(CODE, "no_answers");
    }
}
