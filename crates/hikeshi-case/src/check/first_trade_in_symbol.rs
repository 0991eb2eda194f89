//! The pair of a burst or of losing rounds had never been traded before. Alone this says nothing, so
//! it is stated only beside one of those.

use super::{ALL, Case, Check};
use crate::finding::{Code, Confidence, Fact, Finding, Severity};
use std::collections::BTreeSet;

pub(super) struct FirstTradeInSymbol;

impl Check for FirstTradeInSymbol {
    fn code(&self) -> Code {
        Code::FirstTradeInSymbol
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_trades()?;
        let beside = |code: Code| matches!(code, Code::ForcedLosingTrades | Code::TradeBurst);
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
                findings.extend(first_trade(case, &symbol, &finding));
            }
        }
        Ok(findings)
    }
}

fn text(fact: &Fact) -> String {
    if let Fact::Text(text) = fact { text.clone() } else { String::new() }
}

fn first_trade(case: &Case<'_>, symbol: &str, beside: &Finding) -> Option<Finding> {
    let fills = &case.ledger.fills;
    let first = fills.iter().find(|fill| {
        symbol.strip_prefix(case.name(fill.base)).is_some_and(|quote| quote == case.name(fill.quote))
    })?;
    let from = beside.at()?;
    let earlier_life = fills.first().is_some_and(|fill| from.seconds_since(fill.at) > 7 * 86_400);
    if first.at < from.plus_seconds(-3600) || !earlier_life {
        return None;
    }
    let finding = Finding::new(Code::FirstTradeInSymbol, Severity::Info, Confidence::Certain)
        .fact("symbol", symbol)
        .fact("at", first.at)
        .fact("side", first.side.key())
        .citing(case.ledger.cites_of(first, case.events))
        .advising("not_wrong_in_itself", &[]);
    Some(finding)
}
