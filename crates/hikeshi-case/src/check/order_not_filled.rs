//! A limit or stop order stayed open or ended without a fill. The market's record says whether its
//! price was reached, and how much was traded beyond it; the place in the queue it cannot say.

use super::fill_off_market::reached;
use super::order_mistake::is_open_or_ended;
use super::{Case, Check};
use crate::event::{Market, OrderRow};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};

pub(super) struct OrderNotFilled;

/// Looked at most after an order that never changed.
const OPEN_S: i64 = 24 * 3600;

impl Check for OrderNotFilled {
    fn code(&self) -> Code {
        Code::OrderNotFilled
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if case.events.orders.is_empty() {
            return Err("no_orders");
        }
        if case.events.markets.is_empty() {
            return Err("no_market_data");
        }
        let unfilled = case.events.orders.iter().filter(|order| order.price.is_positive() && is_open_or_ended(case, order));
        let mut findings = Vec::new();
        for order in unfilled {
            let pair = case.name(order.pair).replace(['/', '_'], "");
            let market = case.events.markets.iter().find(|market| market.pair == pair);
            findings.extend(market.and_then(|market| judge(case, order, &pair, market)));
        }
        Ok(findings)
    }
}

fn judge(case: &Case<'_>, order: &OrderRow, pair: &str, market: &Market) -> Option<Finding> {
    let end = order.updated_at.filter(|at| *at > order.at).unwrap_or_else(|| order.at.plus_seconds(OPEN_S));
    let (reached, low, high, volume) = reached(market, order.at, end, order.side, order.price)?;
    let line = market.bars.iter().find(|bar| bar.at >= order.at).map(|bar| bar.line)?;
    // A price that the market never came near is an order waiting as it should.
    let severity = if reached && volume.is_positive() { Severity::Warning } else { Severity::Info };
    let finding = Finding::new(Code::OrderNotFilled, severity, Confidence::Certain)
        .fact("symbol", pair)
        .fact("side", order.side.key())
        .fact("at", order.at)
        .fact("to", end)
        .fact("price", order.price)
        .fact_if("trigger", order.trigger)
        .fact("status", case.name(order.status))
        .fact("reached", if reached { "reached" } else { "not_reached" })
        .fact("low", low)
        .fact("high", high)
        .fact("volume", volume)
        .citing([order.cite, Cite { exhibit: market.exhibit, line }])
        .advising("queue_position", &["ask_fill_details", "preserve_records"]);
    Some(finding)
}
