//! How many findings, values and citations does one check give at most? A history of a hundred thousand
//! deposits that wait is told in a few findings with their number, not in a hundred thousand.
//!
//! The weightiest and latest findings stand alone. What lies beyond is gathered by what its facts say in
//! one of a few words: values that all share stand as they are, others become a list. A list or a set of
//! citations has a ceiling too, and a fact says how many are left out.

use crate::amount::Amount;
use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Confidence, Fact, Finding, Severity};
use crate::time::Time;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What ceilings kept from being looked at or named, by key, and how much of it. A check notes it while
/// it looks, so that no ceiling is silent.
#[derive(Debug, Default)]
pub struct LeftOut(RefCell<BTreeMap<&'static str, usize>>);

impl LeftOut {
    /// So many more were left out.
    pub(crate) fn add(&self, what: &'static str, count: usize) {
        self.note(what, |before| before + count);
    }

    /// So many were left out of one look; of several looks the largest counts.
    pub(crate) fn at_least(&self, what: &'static str, count: usize) {
        self.note(what, |before| before.max(count));
    }

    fn note(&self, what: &'static str, counted: impl Fn(usize) -> usize) {
        let mut noted = self.0.borrow_mut();
        let count = counted(noted.get(what).copied().unwrap_or_default());
        if count > 0 {
            noted.insert(what, count);
        }
    }

    /// Everything noted.
    pub(crate) fn told(&self) -> BTreeMap<&'static str, usize> {
        self.0.borrow().clone()
    }
}

/// Findings of one check that stand alone.
pub(crate) const ALONE: usize = 24;
/// Values of one list.
pub(crate) const VALUES: usize = 100;
/// Citations of one finding.
pub(crate) const CITES: usize = 2_000;

/// Facts told in one of a few words; what differs in them is gathered apart.
const FEW_WORDS: [&str; 7] = ["stage", "what", "by", "reached", "kind", "side", "before_money"];

/// What gathered findings have in common.
type Group = (Severity, Confidence, Vec<Fact>);

/// The findings of one check, in the order given as far as they stand alone, then the gathered ones.
pub(super) fn gathered(findings: impl IntoIterator<Item = Finding>) -> Vec<Finding> {
    let mut alone: BTreeMap<(Severity, std::cmp::Reverse<Option<Time>>, usize), Finding> =
        BTreeMap::new();
    let mut groups: BTreeMap<Group, Gathered> = BTreeMap::new();
    let mut before: Vec<Finding> = Vec::new();
    for (n, finding) in findings.into_iter().enumerate() {
        // A check with very many gathers while it looks, so that they are never all there at once.
        if finding.facts.contains_key("gathered") {
            before.push(finding);
            continue;
        }
        alone.insert((finding.severity, std::cmp::Reverse(finding.at()), n), finding);
        if alone.len() > ALONE
            && let Some((_, last)) = alone.pop_last()
        {
            let words = FEW_WORDS.iter().filter_map(|key| last.facts.get(key).cloned()).collect();
            groups.entry((last.severity, last.confidence, words)).or_default().add(last);
        }
    }
    let mut alone: Vec<(usize, Finding)> =
        alone.into_iter().map(|((_, _, n), finding)| (n, finding)).collect();
    alone.sort_by_key(|(n, _)| *n);
    let gathered = before.into_iter().chain(groups.into_values().filter_map(Gathered::told));
    alone.into_iter().map(|(_, finding)| finding).chain(gathered).map(bounded).collect()
}

/// Findings being gathered into one.
#[derive(Default)]
struct Gathered {
    first: Option<Finding>,
    count: usize,
    facts: BTreeMap<&'static str, Values>,
    /// By coin: the sum of what moved, and the largest of them. `None` where a finding has no one amount
    /// of one coin.
    totals: Option<BTreeMap<Fact, (Amount, Amount)>>,
    times: Option<(Time, Time)>,
    cites: Vec<Cite>,
}

/// The values of one fact: the first ones in order, each once.
#[derive(Default)]
struct Values {
    told: usize,
    /// Fingerprints: a hundred thousand addresses need not be kept to be counted.
    seen: BTreeSet<u64>,
    list: Vec<Fact>,
}

impl Values {
    fn add(&mut self, fact: &Fact) {
        self.told += 1;
        let mut hasher = DefaultHasher::new();
        fact.hash(&mut hasher);
        if self.seen.insert(hasher.finish()) && self.list.len() < VALUES {
            self.list.push(fact.clone());
        }
    }
}

impl Gathered {
    fn add(&mut self, mut finding: Finding) {
        self.total(&finding);
        self.count += 1;
        for key in ["at", "from", "to"] {
            if let Some(Fact::Time(time)) = finding.facts.remove(key) {
                let (from, to) = self.times.unwrap_or((time, time));
                self.times = Some((from.min(time), to.max(time)));
            }
        }
        for (key, fact) in &finding.facts {
            let values = self.facts.entry(key).or_default();
            match fact {
                Fact::List(list) => list.iter().for_each(|fact| values.add(fact)),
                one => values.add(one),
            }
        }
        self.cites.append(&mut finding.cites);
        self.first.get_or_insert(finding);
    }

    /// Adds what moved to the sum of its coin. In orders and fills `amount` counts the pair's base.
    fn total(&mut self, finding: &Finding) {
        let mut totals = if self.count == 0 { Some(BTreeMap::new()) } else { self.totals.take() };
        match (finding.facts.get("asset"), finding.facts.get("amount")) {
            (Some(Fact::Text(coin)), Some(Fact::Amount(amount)))
                if !finding.facts.contains_key("symbol") =>
            {
                if let Some(totals) = &mut totals {
                    let sum = totals.entry(Fact::from(coin.as_str())).or_default();
                    *sum = (sum.0 + *amount, sum.1.max(*amount));
                }
            }
            _ => totals = None,
        }
        self.totals = totals;
    }

    fn told(self) -> Option<Finding> {
        let mut finding = self.first?;
        finding.facts.clear();
        let mut more = 0;
        for (key, mut values) in self.facts {
            // Sums and measures of single findings say nothing side by side; names do.
            let shared = values.seen.len() == 1 && values.told == self.count;
            let names = values.list.iter().all(|fact| matches!(fact, Fact::Text(_)));
            if shared {
                finding.facts.extend(values.list.pop().map(|fact| (key, fact)));
            } else if names {
                more = more.max(values.seen.len() - values.list.len());
                finding.facts.insert(key, Fact::List(values.list));
            }
        }
        if let Some(totals) = self.totals.filter(|totals| totals.len() <= VALUES) {
            if let [(_, (_, largest))] = totals.iter().collect::<Vec<_>>().as_slice() {
                finding = finding.fact("largest", *largest);
            }
            let (coins, sums): (Vec<Fact>, Vec<Fact>) =
                totals.into_iter().map(|(coin, (sum, _))| (coin, Fact::Amount(sum))).unzip();
            finding.facts.insert("asset", Fact::List(coins));
            finding.facts.insert("amount", Fact::List(sums));
        }
        if let Some((from, to)) = self.times {
            finding = finding.fact("from", from).fact("to", to);
        }
        if more > 0 {
            finding = finding.fact("more_values", more);
        }
        Some(finding.fact("gathered", self.count).citing(self.cites))
    }
}

/// The finding within the ceilings; what is left out is counted in `more_values` and `more_rows`.
pub(super) fn bounded(mut finding: Finding) -> Finding {
    let mut more = match finding.facts.get("more_values") {
        Some(Fact::Count(before)) => usize::try_from(*before).unwrap_or_default(),
        _ => 0,
    };
    for fact in finding.facts.values_mut() {
        if let Fact::List(list) = fact {
            more = more.max(list.len().saturating_sub(VALUES));
            list.truncate(VALUES);
        }
    }
    if more > 0 {
        finding = finding.fact("more_values", more);
    }
    let all = finding.cites.len();
    if all > CITES {
        // Every exhibit keeps its part: the one mail must not vanish behind the statement's rows.
        let exhibits: BTreeSet<ExhibitId> = finding.cites.iter().map(|c| c.exhibit).collect();
        let part = (CITES / exhibits.len().max(1)).max(1);
        let mut kept: BTreeMap<ExhibitId, usize> = BTreeMap::new();
        finding.cites.retain(|cite| {
            let kept = kept.entry(cite.exhibit).or_default();
            *kept += 1;
            *kept <= part
        });
        finding.cites.truncate(CITES);
        let left = all - finding.cites.len();
        finding = finding.fact("more_rows", left);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;

    fn waiting(n: u32, stage: &str) -> Finding {
        Finding::new(Code::DepositPending, Severity::Warning, Confidence::Certain)
            .fact("stage", stage)
            .fact("asset", format!("C{}", n % 3))
            .fact("amount", Amount::whole(i64::from(n)))
            .fact("at", Time::from_seconds(i64::from(n)))
            .citing([Cite { exhibit: ExhibitId(1 + n % 2), line: n }])
    }

    #[test]
    fn a_few_stand_as_they_are() {
        let few: Vec<Finding> = (0..24).map(|n| waiting(n, "no_txid")).collect();
        assert_eq!(gathered(few.clone()), few);
        let many = gathered((0..100).map(|n| waiting(n, "no_txid")));
        assert_eq!(gathered(many.clone()), many, "gathering twice changes nothing");
    }

    #[test]
    fn what_lies_beyond_is_gathered_and_counted() {
        let stage = |n: u32| if n.is_multiple_of(2) { "no_txid" } else { "on_chain" };
        let found = gathered((0..10_024).map(|n| waiting(n, stage(n))));
        assert_eq!(found.len(), ALONE + 2);
        assert_eq!(found[0].at(), Some(Time::from_seconds(10_000)), "the latest stand alone");
        let group = &found[ALONE];
        assert_eq!(group.facts.get("gathered"), Some(&Fact::Count(5_000)));
        assert_eq!(group.facts.get("stage"), Some(&Fact::from("no_txid")));
        assert_eq!(group.at(), Some(Time::from_seconds(0)));
        let coins = Fact::List(vec!["C0".into(), "C1".into(), "C2".into()]);
        assert_eq!(group.facts.get("asset"), Some(&coins));
        let sums = (0..3).map(|coin| (0..10_000).step_by(2).filter(|n| n % 3 == coin).sum());
        let sums: Vec<Fact> = sums.map(|sum: i64| Amount::whole(sum).into()).collect();
        assert_eq!(group.facts.get("amount"), Some(&Fact::List(sums)), "a sum for each coin");
        assert_eq!(group.cites.len(), CITES);
        assert_eq!(group.facts.get("more_rows"), Some(&Fact::Count(3_000)));
    }

    #[test]
    fn a_long_list_says_how_many_are_left_out() {
        let names: Vec<String> = (0..150).map(|n| format!("C{n}")).collect();
        let found = bounded(waiting(1, "no_txid").fact("asset", names));
        assert_eq!(found.facts.get("more_values"), Some(&Fact::Count(50)));
        assert!(matches!(found.facts.get("asset"), Some(Fact::List(list)) if list.len() == VALUES));
    }

    #[test]
    fn gathered_values_beyond_the_list_are_counted_and_one_coin_has_its_largest() {
        let waits = (0..1_024)
            .map(|n| waiting(n, "no_txid").fact("asset", "XRP").fact("address", format!("r{n}")));
        let found = gathered(waits);
        let group = &found[ALONE];
        assert_eq!(group.facts.get("more_values"), Some(&Fact::Count(900)));
        assert_eq!(group.facts.get("largest"), Some(&Fact::Amount(Amount::whole(999))));
        assert_eq!(gathered(found.clone()), found);
    }

    #[test]
    fn what_is_left_out_is_noted_and_nothing_is_not() {
        let left_out = LeftOut::default();
        left_out.add("exports", 0);
        left_out.add("legs", 2);
        left_out.add("legs", 3);
        left_out.at_least("steps", 7);
        left_out.at_least("steps", 4);
        assert_eq!(left_out.told(), BTreeMap::from([("legs", 5), ("steps", 7)]));
    }

    #[test]
    fn every_exhibit_keeps_a_part_of_the_citations() {
        let many = (1..=5_000).map(|line| Cite { exhibit: ExhibitId(1), line });
        let found =
            bounded(waiting(1, "x").citing(many).citing([Cite { exhibit: ExhibitId(9), line: 3 }]));
        assert!(found.cites.iter().any(|cite| cite.exhibit == ExhibitId(9)));
        let left = 5_001 + 1 - found.cites.len();
        assert_eq!(found.facts.get("more_rows"), Some(&Fact::from(left)));
    }
}
