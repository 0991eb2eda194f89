//! Coins went to an address the account never used before, in circumstances that fit a thief.
//!
//! A new address alone is ordinary: everybody has a first withdrawal. What a thief adds is haste: the
//! holdings are turned into one coin first, most of it goes at once, at an hour the owner sleeps, or to
//! several new addresses within the hour. An owner moving to a wallet of their own can look the same;
//! the finding asks and does not accuse. It is critical only with the signs of haste together
//! (`spree::is_alarming`).
//!
//! Where the exports name several accounts it stays possible only (`check::COMPARING`).

use super::habit::{Habit, SETTLED_S};
use super::{Case, Check, spree};
use crate::amount::Amount;
use crate::finding::{Code, Confidence, Fact, Finding, Severity};
use crate::ledger::Transfer;
use crate::time::Time;
use std::collections::BTreeMap;

pub(super) struct WithdrawalToNewAddress;

/// The first withdrawals to one new address, within a day.
struct Episode<'a> {
    withdrawals: Vec<&'a Transfer>,
    because: Vec<&'static str>,
    share_percent: Option<i64>,
}

impl Check for WithdrawalToNewAddress {
    fn code(&self) -> Code {
        Code::WithdrawalToNewAddress
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        if !case.ledger.transfers.iter().any(|t| !t.address.is_empty()) {
            return Err("no_withdrawals");
        }
        let habit = Habit::of(case);
        let mut episodes: BTreeMap<String, Vec<&Transfer>> = BTreeMap::new();
        for withdrawal in case.withdrawals().filter(|w| !w.address.is_empty()) {
            let new = habit.first_use(&withdrawal.address).is_some_and(|first| {
                withdrawal.at.seconds_since(first) <= SETTLED_S && habit.reaches_back(first)
            });
            if new {
                episodes
                    .entry(super::same_address(&withdrawal.address))
                    .or_default()
                    .push(withdrawal);
            }
        }
        let mut firsts: Vec<Time> =
            episodes.values().filter_map(|list| list.first().map(|w| w.at)).collect();
        firsts.sort_unstable();
        let mut findings = Vec::new();
        for withdrawals in episodes.into_values() {
            let Some(first) = withdrawals.first().copied() else { continue };
            let begin = firsts.partition_point(|at| first.at.seconds_since(*at) > 3600);
            let end = firsts.partition_point(|at| at.seconds_since(first.at) <= 3600);
            let near = end.saturating_sub(begin);
            let episode = reasons(case, &habit, withdrawals, near >= 2);
            if !episode.because.is_empty() {
                findings.push(finding(case, &habit, &episode));
            }
        }
        findings.sort_by(|a, b| (a.at(), &a.cites).cmp(&(b.at(), &b.cites)));
        Ok(findings)
    }
}

fn reasons<'a>(
    case: &Case<'_>,
    habit: &Habit,
    withdrawals: Vec<&'a Transfer>,
    several: bool,
) -> Episode<'a> {
    let mut because = Vec::new();
    if spree::any_before(case, &withdrawals) {
        because.push("conversion_spree");
    }
    let share_percent = share(case, &withdrawals);
    if share_percent.is_some_and(|share| share >= 50) {
        because.push("large_share");
    }
    if withdrawals.first().is_some_and(|w| habit.is_unusual_hour(w.at)) {
        because.push("unusual_hour");
    }
    if several {
        because.push("several_new");
    }
    Episode { withdrawals, because, share_percent }
}

/// The largest share of one coin's holding that these withdrawals took, in percent; unknown without a
/// statement.
fn share(case: &Case<'_>, withdrawals: &[&Transfer]) -> Option<i64> {
    let first = withdrawals.first()?;
    if case.ledger.rows.is_empty() {
        return None;
    }
    let mut taken: BTreeMap<_, Amount> = BTreeMap::new();
    for withdrawal in withdrawals {
        *taken.entry(withdrawal.asset).or_default() += withdrawal.amount + withdrawal.fee;
    }
    let shares = taken.into_iter().filter_map(|(asset, amount)| {
        let holding = Some(case.ledger.held_before(asset, first.at)).filter(|h| h.is_positive())?;
        amount.percent_of(holding).map(|share| share.min(100))
    });
    shares.max()
}

fn finding(case: &Case<'_>, habit: &Habit, episode: &Episode<'_>) -> Finding {
    let list = &episode.withdrawals;
    let alarming = spree::is_alarming(case, habit, list);
    let (severity, confidence) = if alarming {
        (Severity::Critical, Confidence::Likely)
    } else {
        (Severity::Warning, Confidence::Possible)
    };
    let mut finding = Finding::new(Code::WithdrawalToNewAddress, severity, confidence);
    if let (Some(first), Some(last)) = (list.first(), list.last()) {
        let mut assets: Vec<&str> = list.iter().map(|w| case.name(w.asset)).collect();
        let amounts: Vec<Amount> = list.iter().map(|w| w.amount).collect();
        if assets.iter().all(|asset| Some(asset) == assets.first()) {
            assets.truncate(1);
        }
        finding = finding
            .fact("asset", assets)
            .fact("amount", amounts)
            .fact("address", first.address.as_str())
            .fact_if("network", Some(case.name(first.network)))
            .fact("at", first.at)
            .fact("to", last.at)
            .fact("count", list.len())
            .fact(
                "because",
                Fact::List(episode.because.iter().map(|key| Fact::from(*key)).collect()),
            )
            .fact_if("share_percent", episode.share_percent);
        finding = finding.worth(case, list.iter().map(|w| (case.name(w.asset), w.amount)));
    }
    finding.citing(list.iter().flat_map(|w| w.cites.iter().copied())).advising(
        "who_did_it",
        &[
            "disable_account",
            "contact_exchange",
            "freeze_request",
            "police_report",
            "preserve_records",
        ],
    )
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{CONVERTS, Scene, Wanted, evm, line, tron};
    use crate::exhibit::ExhibitId;
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::WithdrawalToNewAddress;

    /// Three holdings become USDT within ten minutes.
    fn spree(life: &mut Scene, hour: &str) {
        life.swap(&format!("{hour}:05:00"), "0.31 BTC", "15500 USDT");
        life.swap(&format!("{hour}:08:00"), "6.2 ETH", "15500 USDT");
        life.swap(&format!("{hour}:12:00"), "124 SOL", "12400 USDT");
    }

    #[test]
    fn all_signs_of_haste_together() {
        let mut life = Scene::quiet(31);
        spree(&mut life, "2026-02-05 03");
        let mut cites = life.send("2026-02-05 03:20:00", "50000 USDT", "TRX", &tron(7));
        cites.extend(life.send("2026-02-05 03:25:00", "40000 USDT", "TRX", &tron(7)));
        let address = tron(7);
        let facts = [
            ("asset", "USDT"),
            ("amount", "50000 40000"),
            ("address", address.as_str()),
            ("network", "TRX"),
            ("at", "2026-02-05 03:20:00"),
            ("to", "2026-02-05 03:25:00"),
            ("count", "2"),
            ("because", "conversion_spree large_share unusual_hour"),
            ("share_percent", "90"),
        ];
        life.examine().assert_only(CODE, Severity::Critical, &facts, &cites);
    }

    #[test]
    fn a_spree_by_day_is_critical_when_the_password_had_changed() {
        let mut life = Scene::quiet(31);
        spree(&mut life, "2026-02-03 13");
        let out = life.send("2026-02-03 13:20:00", "1000 USDT", "TRX", &tron(7));
        let mut alarmed = Scene::quiet(31);
        spree(&mut alarmed, "2026-02-03 13");
        alarmed.send("2026-02-03 13:20:00", "1000 USDT", "TRX", &tron(7));
        alarmed.mail(
            "Binance <donotreply@ses.binance.com>",
            "Notice",
            "Your password has been changed.",
        );
        let facts = [("because", "conversion_spree")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &out);
        alarmed.examine().assert_only(CODE, Severity::Critical, &facts, &out);
    }

    #[test]
    fn most_of_a_coin_at_once() {
        let mut life = Scene::quiet(31);
        let out = life.send("2026-02-05 13:00:00", "0.2 BTC", "ETH", &evm(7));
        let facts = [("because", "large_share"), ("share_percent", "64"), ("asset", "BTC")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &out);
    }

    #[test]
    fn a_little_at_an_hour_the_owner_sleeps() {
        let mut life = Scene::quiet(31);
        let out = life.send("2026-02-05 03:00:00", "50 USDT", "TRX", &tron(7));
        let facts = [("because", "unusual_hour"), ("share_percent", "0")];
        life.examine().assert_only(CODE, Severity::Warning, &facts, &out);
    }

    #[test]
    fn two_new_addresses_within_the_hour() {
        let mut life = Scene::quiet(31);
        let first = life.send("2026-02-05 13:00:00", "50 USDT", "TRX", &tron(7));
        let second = life.send("2026-02-05 13:40:00", "60 USDT", "TRX", &tron(8));
        let (one, other) = (
            [("because", "several_new"), ("amount", "50")],
            [("because", "several_new"), ("amount", "60")],
        );
        let wanted: [Wanted<'_>; 2] =
            [(Severity::Warning, &one, &first), (Severity::Warning, &other, &second)];
        life.examine().assert_each(CODE, &wanted);
    }

    #[test]
    fn the_convert_history_shows_a_spree_where_there_is_no_statement() {
        let mut scene = Scene::default();
        scene.withdrawal("2026-01-01 13:00:00", "50 USDT", "TRX", &tron(5), "Completed");
        for (minute, coin) in (0..).zip(["BTC", "ETH", "SOL"]) {
            let at = format!("2026-02-05 13:0{minute}:00");
            scene.row(&CONVERTS, &format!("{at},Spot,{coin}USDT,Market,2{coin},100USDT,1{coin}=50USDT,1USDT=0.02{coin},{at},Successful"));
        }
        scene.withdrawal("2026-02-05 13:20:00", "300 USDT", "TRX", &tron(7), "Completed");
        let facts = [("because", "conversion_spree"), ("share_percent", "")];
        scene.examine().assert_only(CODE, Severity::Warning, &facts, &[line(ExhibitId(1), 3)]);
    }

    #[test]
    fn everybody_has_a_first_withdrawal() {
        let mut life = Scene::quiet(31);
        life.send("2026-02-05 13:00:00", "2000 USDT", "TRX", &tron(7));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn the_wallet_of_every_month_may_take_all_by_night() {
        let mut life = Scene::quiet(31);
        life.send("2026-02-03 13:00:00", "2000 USDT", "TRX", &tron(7));
        spree(&mut life, "2026-02-05 03");
        life.send("2026-02-05 03:20:00", "97000 USDT", "TRX", &tron(7));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn records_that_begin_with_the_withdrawal_call_nothing_new() {
        let mut life = Scene::default();
        life.statement("2026-02-05 09:00:00", "Deposit", "900 USDT");
        life.send("2026-02-05 13:00:00", "900 USDT", "TRX", &tron(7));
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_refused_withdrawal_took_nothing() {
        let mut life = Scene::quiet(31);
        life.withdrawal("2026-02-05 03:20:00", "50000 USDT", "TRX", &tron(7), "Rejected");
        life.examine().assert_silent(CODE);
    }

    #[test]
    fn a_statement_alone_names_no_address() {
        let mut life = Scene::quiet(31);
        life.statement("2026-02-05 03:20:00", "Withdraw", "-50000 USDT");
        life.examine().assert_not_run(CODE, "no_withdrawals");
    }

    #[test]
    fn a_torn_row_goes_nowhere() {
        let mut life = Scene::quiet(31);
        life.send("2026-02-05 13:00:00", "2000 USDT", "TRX", &tron(7));
        life.row(&crate::check::scene::WITHDRAWALS, "2026-02-05 03:20:00,USDT,TRX,50000");
        life.examine().assert_silent(CODE);
    }
}
