//! A limit or stop order stayed open or ended without a fill. The market's record says whether its
//! price was reached, and how much was traded beyond it; the place in the queue it cannot say.

use super::ceiling::gathered;
use super::order_mistake::is_open_or_ended;
use super::record::{Asked, Meanwhile, Records};
use super::{Case, Check};
use crate::event::OrderRow;
use crate::finding::{Code, Confidence, Finding, Severity};
use std::collections::BTreeMap;

pub(super) struct OrderNotFilled;

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
        let unfilled = case
            .events
            .orders
            .iter()
            .filter(|order| order.price.is_positive() && is_open_or_ended(case, order));
        let mut of_pair: BTreeMap<String, Vec<&OrderRow>> = BTreeMap::new();
        for order in unfilled {
            let pair = case.name(order.pair).replace(['/', '_'], "");
            of_pair.entry(pair).or_default().push(order);
        }
        let mut records = Records::of(case);
        let judged = of_pair.iter().flat_map(|(pair, orders)| {
            let asked: Vec<Asked> = orders.iter().map(|order| asked(order)).collect();
            let told = records.pair(pair).map(|record| record.meanwhile(&asked));
            let told = told.unwrap_or_default();
            let each = orders
                .iter()
                .zip(told)
                .filter_map(|(order, meanwhile)| Some(finding(case, order, pair, meanwhile?)));
            each.collect::<Vec<_>>()
        });
        Ok(gathered(judged))
    }
}

/// What the market's record is asked of one order.
fn asked(order: &OrderRow) -> Asked {
    Asked {
        from: order.at,
        to: order.followed_to(),
        ended: order.ended_at().is_some(),
        side: order.side,
        price: order.price,
    }
}

fn finding(case: &Case<'_>, order: &OrderRow, pair: &str, meanwhile: Meanwhile) -> Finding {
    let reached = meanwhile.reached == "reached" && meanwhile.volume.is_positive();
    // A price that the market never came near is an order waiting as it should.
    let severity = if reached { Severity::Warning } else { Severity::Info };
    Finding::new(Code::OrderNotFilled, severity, Confidence::Certain)
        .fact("symbol", pair)
        .fact("side", order.side.key())
        .fact("at", order.at)
        .fact("to", meanwhile.to)
        .fact("price", order.price)
        .fact_if("trigger", order.trigger)
        .fact("status", case.name(order.status))
        .fact("reached", meanwhile.reached)
        .fact("low", meanwhile.low)
        .fact("high", meanwhile.high)
        .fact("volume", meanwhile.volume)
        .citing([order.cite])
        .citing(meanwhile.cites)
        .advising("queue_position", &["ask_fill_details", "preserve_records"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{ORDERS, Scene, line};
    use crate::exhibit::ExhibitId;
    use crate::finding::{Cite, Code, Severity};

    const CODE: Code = Code::OrderNotFilled;

    /// Two hours of a market between 49,990 and 50,010; the minute of noon is line 61.
    fn calm() -> Scene {
        let mut scene = Scene::default();
        scene.market("BTCUSDT", "2026-02-05 11:00:00", 120, "49990", "50010");
        scene
    }

    fn noon() -> Cite {
        line(ExhibitId(1), 61)
    }

    /// Asked at noon, ended in the thirtieth minute.
    fn order(scene: &mut Scene, what: &str, price: &str, executed: &str, status: &str) -> Cite {
        let row = format!(
            "2026-02-05 12:00:00,1,BTCUSDT,LIMIT,{what},{price},1BTC,2026-02-05 12:29:30,{executed},0,0,{status}"
        );
        scene.row(&ORDERS, &row)
    }

    #[test]
    fn the_market_traded_below_the_limit_and_the_order_expired() {
        let mut scene = calm();
        let row = order(&mut scene, "BUY", "50000", "0BTC", "EXPIRED");
        let facts = [
            ("symbol", "BTCUSDT"),
            ("side", "buy"),
            ("price", "50000"),
            ("status", "EXPIRED"),
            ("reached", "reached"),
            ("low", "49990"),
            ("high", "50010"),
            ("volume", "290"),
            ("at", "2026-02-05 12:00:00"),
            ("to", "2026-02-05 12:29:30"),
        ];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[row, noon()]);
    }

    #[test]
    fn an_order_far_from_the_market_waits_as_it_should() {
        let mut scene = calm();
        let row = order(&mut scene, "SELL", "60000", "0BTC", "キャンセル済み");
        let facts = [("reached", "not_reached"), ("volume", "0"), ("side", "sell")];
        scene.examine().assert_only(CODE, Severity::Info, &facts, &[row, noon()]);
    }

    #[test]
    fn a_touch_without_a_trade_beyond_is_the_queue() {
        let mut scene = calm();
        let row = order(&mut scene, "SELL", "50010", "0BTC", "CANCELED");
        let facts = [("reached", "reached"), ("volume", "0")];
        scene.examine().assert_only(CODE, Severity::Info, &facts, &[row, noon()]);
    }

    #[test]
    fn filled_part_filled_and_market_orders_are_not_open() {
        let mut scene = calm();
        order(&mut scene, "BUY", "50000", "1BTC", "FILLED");
        order(&mut scene, "BUY", "50000", "0.4BTC", "CANCELED");
        order(&mut scene, "BUY", "Market", "0BTC", "CANCELED");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn it_needs_orders_and_market_data() {
        calm().examine().assert_not_run(CODE, "no_orders");
        let mut scene = Scene::default();
        order(&mut scene, "BUY", "50000", "0BTC", "EXPIRED");
        scene.examine().assert_not_run(CODE, "no_market_data");
    }

    #[test]
    fn an_order_without_its_price_is_set_aside() {
        let mut scene = calm();
        order(&mut scene, "BUY", "5000O0", "0BTC", "EXPIRED");
        let sound = order(&mut scene, "BUY", "40000", "0BTC", "EXPIRED");
        let seen = scene.examine();
        seen.assert_only(CODE, Severity::Info, &[("price", "40000")], &[sound, noon()]);
    }
}
