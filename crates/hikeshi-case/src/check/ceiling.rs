//! How many findings, values and citations does one check give at most? A history of a hundred thousand
//! deposits that wait is told in a few findings with their number, not in a hundred thousand.
//!
//! The weightiest and latest findings stand alone. What lies beyond is gathered by what its facts say in
//! one of a few words: values that all share stand as they are, others become a list. A list or a set of
//! citations has a ceiling too, and a fact says how many are left out.

use crate::exhibit::ExhibitId;
use crate::finding::{Cite, Confidence, Fact, Finding, Severity};
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

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
    times: Option<(Time, Time)>,
    cites: Vec<Cite>,
}

/// The values of one fact: the first ones in order, each once.
#[derive(Default)]
struct Values {
    told: usize,
    seen: BTreeSet<Fact>,
    list: Vec<Fact>,
}

impl Gathered {
    fn add(&mut self, mut finding: Finding) {
        self.count += 1;
        for key in ["at", "from", "to"] {
            if let Some(Fact::Time(time)) = finding.facts.remove(key) {
                let (from, to) = self.times.unwrap_or((time, time));
                self.times = Some((from.min(time), to.max(time)));
            }
        }
        for (key, fact) in &finding.facts {
            let values = self.facts.entry(key).or_default();
            values.told += 1;
            let room = values.list.len() < VALUES;
            if room && values.seen.insert(fact.clone()) {
                values.list.push(fact.clone());
            }
        }
        self.cites.append(&mut finding.cites);
        self.first.get_or_insert(finding);
    }

    fn told(self) -> Option<Finding> {
        let mut finding = self.first?;
        finding.facts.clear();
        for (key, mut values) in self.facts {
            // Sums and measures of single findings say nothing side by side; names do.
            let shared = values.list.len() == 1 && values.told == self.count;
            let names = values.list.iter().all(|fact| matches!(fact, Fact::Text(_)));
            if shared {
                finding.facts.extend(values.list.pop().map(|fact| (key, fact)));
            } else if names {
                finding.facts.insert(key, Fact::List(values.list));
            }
        }
        if let Some((from, to)) = self.times {
            finding = finding.fact("from", from).fact("to", to);
        }
        Some(finding.fact("gathered", self.count).citing(self.cites))
    }
}

/// The finding within the ceilings; what is left out is counted in `more_values` and `more_rows`.
pub(super) fn bounded(mut finding: Finding) -> Finding {
    let mut more = 0;
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
            .fact("amount", crate::amount::Amount::whole(i64::from(n)))
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
        assert!(!group.facts.contains_key("amount"), "amounts of three coins make no list");
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
    fn every_exhibit_keeps_a_part_of_the_citations() {
        let many = (1..=5_000).map(|line| Cite { exhibit: ExhibitId(1), line });
        let found =
            bounded(waiting(1, "x").citing(many).citing([Cite { exhibit: ExhibitId(9), line: 3 }]));
        assert!(found.cites.iter().any(|cite| cite.exhibit == ExhibitId(9)));
        let left = 5_001 + 1 - found.cites.len();
        assert_eq!(found.facts.get("more_rows"), Some(&Fact::from(left)));
    }
}
