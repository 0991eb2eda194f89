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
    failed.extend(case.answers.failures.iter().filter(|f| f.at.is_some_and(within)).map(|f| f.cite));
    let orders = case.events.orders.iter().filter(|order| {
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
