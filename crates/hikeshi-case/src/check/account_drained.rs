//! Within a day, most of what the account held went out.
//!
//! Measured just before the first withdrawal of the day, by value in the last traded prices or by the
//! number of holdings. What goes to an address the owner has used before does not count: a thief
//! cannot receive there, and people who empty their account to their own wallet every month are no
//! victims. Nor does it count where the account was emptied like this at least twice before. Money to
//! the owner's bank does not count: the exchange pays only to an account in the owner's name.

use super::habit::{self, Habit};
use super::{Case, Check, spree};
use crate::amount::Amount;
use crate::finding::{Code, Confidence, Finding, Severity};
use crate::ledger::Transfer;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct AccountDrained;

const WINDOW_S: i64 = 86_400;
const MOST_PERCENT: i64 = 80;
/// Looked at most; nobody withdraws more often by hand.
const ANCHORS: usize = 5_000;
/// Emptied this often before, it is the account's habit.
const HABIT: usize = 2;

struct Share {
    percent: i64,
    by: &'static str,
}

impl Check for AccountDrained {
    fn code(&self) -> Code {
        Code::AccountDrained
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_statement()?;
        let habit = Habit::of(case);
        let withdrawals: Vec<&Transfer> = case.withdrawals().take(ANCHORS).collect();
        let anchors: Vec<Time> = withdrawals.iter().map(|w| w.at).collect();
        let held = case.ledger.holdings_before(&anchors);
        let dust = habit::dust(case);
        let mut findings = Vec::new();
        let mut earlier = 0;
        let mut open_until: Option<Time> = None;
        for (n, (anchor, held)) in withdrawals.iter().zip(&held).enumerate() {
            if open_until.is_some_and(|until| anchor.at <= until) || !habit.reaches_back(anchor.at) {
                continue;
            }
            let end = anchor.at.plus_seconds(WINDOW_S);
            let window: Vec<&Transfer> =
                withdrawals.iter().skip(n).take_while(|w| w.at <= end).copied().collect();
            if share(case, &window, held, &dust, anchor.at).is_none() {
                continue;
            }
            open_until = Some(end);
            let strange: Vec<&Transfer> = window.iter().filter(|w| !habit.is_usual_destination(w)).copied().collect();
            let taken = share(case, &strange, held, &dust, anchor.at);
            if let (Some(share), true) = (taken, earlier < HABIT) {
                findings.push(finding(case, &habit, &strange, &share));
            }
            earlier += 1;
        }
        Ok(findings)
    }
}

/// The share that left, when it is most; by value if the prices are known, else by number of holdings.
fn share(case: &Case<'_>, window: &[&Transfer], held: &[Amount], dust: &[Option<Amount>], at: Time) -> Option<Share> {
    let mut taken: BTreeMap<Symbol, Amount> = BTreeMap::new();
    for withdrawal in window {
        *taken.entry(withdrawal.asset).or_default() += withdrawal.amount + withdrawal.fee;
    }
    if taken.is_empty() {
        return None;
    }
    let kept = |coin: Symbol| {
        let holding = held.get(coin.position()).copied().unwrap_or_default();
        let speck = dust.get(coin.position()).copied().flatten();
        // Never traded and never withdrawn: rewards that were never touched.
        speck.is_some_and(|speck| holding >= speck).then_some(holding)
    };
    let holdings: Vec<(Symbol, Amount)> =
        case.events.symbols.iter().filter_map(|(coin, _)| kept(coin).map(|amount| (coin, amount))).collect();
    if holdings.is_empty() {
        return None;
    }
    let prices = habit::prices(case, at);
    if holdings.iter().all(|(coin, _)| prices.contains_key(coin)) {
        let price = |coin: &Symbol| prices.get(coin).copied().unwrap_or_default();
        let whole: Amount = holdings.iter().map(|(coin, amount)| amount.mul(price(coin))).sum();
        let gone: Amount = holdings
            .iter()
            .map(|(coin, amount)| taken.get(coin).copied().unwrap_or_default().min(*amount).mul(price(coin)))
            .sum();
        let percent = gone.percent_of(whole)?;
        if percent >= MOST_PERCENT {
            return Some(Share { percent, by: "value" });
        }
        return None;
    }
    let emptied = holdings.iter().filter(|(coin, amount)| {
        taken.get(coin).is_some_and(|gone| gone.times(10) >= amount.times(9))
    });
    let percent = i64::try_from(emptied.count() * 100 / holdings.len()).unwrap_or(0);
    (percent >= MOST_PERCENT).then_some(Share { percent, by: "count" })
}

fn finding(case: &Case<'_>, habit: &Habit, window: &[&Transfer], share: &Share) -> Finding {
    let severity = if spree::is_alarming(case, habit, window) { Severity::Critical } else { Severity::Warning };
    let mut totals: BTreeMap<&str, Amount> = BTreeMap::new();
    let mut addresses: Vec<&str> = Vec::new();
    for withdrawal in window {
        *totals.entry(case.name(withdrawal.asset)).or_default() += withdrawal.amount;
        if !withdrawal.address.is_empty() && !addresses.contains(&withdrawal.address.as_str()) {
            addresses.push(&withdrawal.address);
        }
    }
    let mut finding = Finding::new(Code::AccountDrained, severity, Confidence::Certain)
        .fact("asset", totals.keys().copied().collect::<Vec<_>>())
        .fact("amount", totals.values().copied().collect::<Vec<_>>())
        .fact("share_percent", share.percent)
        .fact("by", share.by)
        .fact("count", window.len());
    if let (Some(first), Some(last)) = (window.first(), window.last()) {
        finding = finding.fact("from", first.at).fact("to", last.at);
    }
    if !addresses.is_empty() {
        finding = finding.fact("address", addresses);
    }
    finding
        .citing(window.iter().flat_map(|w| w.cites.iter().copied()))
        .advising("owner_may_have_done_it", &["disable_account", "freeze_request", "police_report", "preserve_records"])
}
