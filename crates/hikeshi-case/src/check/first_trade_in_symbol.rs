//! The pair of a burst or of losing rounds had never been traded before. Alone this says nothing, so
//! it is stated only beside one of those.
//!
//! Where the exports name several accounts it stays possible only (`check::COMPARING`).

use super::{ALL, Case, Check};
use crate::finding::{Code, Confidence, Fact, Finding, Severity};
use crate::ledger::Fill;
use crate::symbol::Symbol;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct FirstTradeInSymbol;

impl Check for FirstTradeInSymbol {
    fn code(&self) -> Code {
        Code::FirstTradeInSymbol
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_trades()?;
        let beside = |code: Code| matches!(code, Code::ForcedLosingTrades | Code::TradeBurst);
        let mut firsts: BTreeMap<(Symbol, Symbol), &Fill> = BTreeMap::new();
        for fill in &case.ledger.fills {
            firsts.entry((fill.base, fill.quote)).or_insert(fill);
        }
        let mut named: BTreeMap<String, &Fill> = BTreeMap::new();
        for fill in firsts.into_values() {
            let name = format!("{}{}", case.name(fill.base), case.name(fill.quote));
            let first = named.entry(name).or_insert(fill);
            if fill.at < first.at {
                *first = fill;
            }
        }
        let mut findings = Vec::new();
        let mut told = BTreeSet::new();
        let others = ALL.iter().filter(|check| beside(check.code()));
        for finding in others.filter_map(|check| check.run(case).ok()).flatten() {
            let symbols = match finding.facts.get("symbol") {
                Some(Fact::Text(symbol)) => vec![symbol.clone()],
                Some(Fact::List(list)) => list.iter().map(text).collect(),
                _ => Vec::new(),
            };
            for symbol in symbols.into_iter().filter(|symbol| told.insert(symbol.clone())) {
                let first = named.get(&symbol).copied();
                findings.extend(first.and_then(|fill| first_trade(case, &symbol, fill, &finding)));
            }
        }
        Ok(findings)
    }
}

fn text(fact: &Fact) -> String {
    if let Fact::Text(text) = fact { text.clone() } else { String::new() }
}

fn first_trade(case: &Case<'_>, symbol: &str, first: &Fill, beside: &Finding) -> Option<Finding> {
    let fills = &case.ledger.fills;
    let from = beside.at()?;
    let earlier_life = fills.first().is_some_and(|fill| from.seconds_since(fill.at) > 7 * 86_400);
    if first.at < from.plus_seconds(-3600) || !earlier_life {
        return None;
    }
    let finding = Finding::new(Code::FirstTradeInSymbol, Severity::Info, Confidence::Certain)
        .fact("symbol", symbol)
        .fact("at", first.at)
        .fact("side", first.side.key())
        .citing(case.cites_of(first))
        .advising("not_wrong_in_itself", &[]);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, TRADES};
    use crate::finding::{Cite, Code, Severity};

    const CODE: Code = Code::FirstTradeInSymbol;

    /// Five rounds bought at 1.10 and sold at 1.00, a minute each.
    fn forced(life: &mut Scene, pair: &str) -> Vec<Cite> {
        let mut fills = Vec::new();
        for round in 0..5 {
            fills.push(life.fill(
                &format!("2026-02-05 03:{round}0:00"),
                &format!("BUY {pair}"),
                "1000",
                "1.1",
            ));
            fills.push(life.fill(
                &format!("2026-02-05 03:{round}1:00"),
                &format!("SELL {pair}"),
                "1000",
                "1",
            ));
        }
        fills
    }

    #[test]
    fn the_pair_of_the_losing_rounds_is_new_to_the_account() {
        let mut life = Scene::quiet(31);
        let fills = forced(&mut life, "XYZ/USDT");
        let facts = [("symbol", "XYZUSDT"), ("at", "2026-02-05 03:00:00"), ("side", "buy")];
        life.examine().assert_only(CODE, Severity::Info, &facts, &fills[..1]);
    }

    #[test]
    fn a_burst_in_a_new_pair_is_told_of_too() {
        let mut life = Scene::quiet(31);
        let fills: Vec<Cite> = (0..40)
            .map(|n| {
                life.fill(&format!("2026-02-05 03:00:{:02}", n * 3 / 2), "BUY XYZ/USDT", "10", "1")
            })
            .collect();
        life.examine().assert_only(CODE, Severity::Info, &[("symbol", "XYZUSDT")], &fills[..1]);
    }

    #[test]
    fn a_pair_tried_for_the_first_time_is_nothing_by_itself() {
        let mut life = Scene::quiet(31);
        life.fill("2026-02-05 03:00:00", "BUY XYZ/USDT", "1000", "1.1");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn an_old_acquaintance_is_not_new() {
        let mut life = Scene::quiet(31);
        life.fill("2026-01-20 20:00:00", "BUY XYZ/USDT", "10", "1");
        forced(&mut life, "XYZ/USDT");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn where_everything_is_new_nothing_is() {
        let mut life = Scene::default();
        forced(&mut life, "XYZ/USDT");
        let seen = life.examine();
        seen.assert_silent(CODE);
        assert!(seen.0.findings.iter().any(|finding| finding.code == Code::ForcedLosingTrades));
    }

    #[test]
    fn without_trades_it_cannot_run() {
        let mut scene = Scene::default();
        scene.row(&TRADES, "2026-02-05 03:00:00,XYZUSDT,BUY,1.1,1000XYZ");
        scene.examine().assert_not_run(CODE, "no_trades");
    }
}
