//! What do the shipped examples teach?
//!
//! `examples/ja.tsv` and `examples/en.tsv` hold made-up texts with the kind and the urgency of each. Two
//! models learn from them: one for the kind, one for the urgency given a kind. They are learned when the
//! first text is read.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::feature::Observed;
use super::fold::Folded;
use super::kind::{Kind, Urgency};
use super::learn::{Example, Linear, ONE};
use super::rules::{Fit, RULES};
use super::table::{Found, Mark, lines};

/// What the shipped examples taught.
pub(super) static LEARNED: LazyLock<Learned> = LazyLock::new(|| {
    Learned::new(&[include_str!("examples/ja.tsv"), include_str!("examples/en.tsv")])
});

const KINDS: usize = Kind::ALL.len();
const URGENCIES: usize = Urgency::ALL.len();

/// What it costs to say the first urgency when the second is true, in the order of [`Urgency::ALL`]: who
/// has days and is hurried loses sleep, who has minutes and is told of days loses the money.
const COSTS: [[i32; URGENCIES]; URGENCIES] = [[0, 2, 4], [3, 0, 2], [25, 3, 0]];
/// How many of the likeliest kinds have a say in the urgency.
const HEARD: usize = 4;
/// How many observations are shown.
const SHOWN: usize = 5;

/// Both models.
pub(super) struct Learned {
    kinds: Linear<KINDS>,
    urgencies: Linear<URGENCIES>,
}

/// A text with all that the tables say of it.
pub(super) struct Seen {
    pub(super) folded: Folded,
    pub(super) found: Found,
    pub(super) fits: Vec<Fit>,
    observed: Observed,
}

impl Seen {
    /// Looks at a text.
    pub(super) fn new(text: &str) -> Self {
        let (folded, found) = RULES.table.look(text);
        let fits = RULES.kinds(&found, &folded);
        let observed = Observed::new(&folded, &found, &fits);
        Self { folded, found, fits, observed }
    }

    /// What speaks for an urgency if the kind is this.
    fn of_kind(&self, kind: Kind) -> Vec<u32> {
        let (by_rules, _) = RULES.urgency(kind, &self.found, &self.folded);
        self.observed.of_kind(kind, by_rules)
    }
}

impl Learned {
    /// Learns from tables of text, kind and urgency.
    pub(super) fn new(tables: &[&str]) -> Self {
        let (mut kinds, mut urgencies): (Vec<Example>, Vec<Example>) = (Vec::new(), Vec::new());
        let examples = tables.iter().flat_map(|table| lines(table)).filter_map(parse);
        for (text, kind, urgency) in examples {
            let seen = Seen::new(text);
            kinds.push((seen.observed.ids(), place(Kind::ALL, &kind)));
            urgencies.push((seen.of_kind(kind), place(Urgency::ALL, &urgency)));
        }
        Self { kinds: Linear::learn(&kinds), urgencies: Linear::learn(&urgencies) }
    }

    /// All kinds with their shares of [`ONE`], likeliest first.
    pub(super) fn kinds(&self, seen: &Seen) -> Vec<(i32, Kind)> {
        let shares = self.kinds.shares(&seen.observed.ids());
        let mut kinds: Vec<(i32, Kind)> =
            shares.into_iter().zip(Kind::ALL.iter().copied()).collect();
        kinds.sort_by_key(|(share, _)| Reverse(*share));
        kinds
    }

    /// The urgency that costs least if the kinds are as likely as given.
    pub(super) fn urgency(&self, seen: &Seen, kinds: &[(i32, Kind)]) -> Urgency {
        let mut likely = [0_i32; URGENCIES];
        for (share, kind) in kinds.iter().take(HEARD) {
            let shares = self.urgencies.shares(&seen.of_kind(*kind));
            for (sum, part) in likely.iter_mut().zip(shares) {
                *sum += part * share / ONE;
            }
        }
        let cost = |costs: &[i32; URGENCIES]| -> i32 {
            costs.iter().zip(&likely).map(|(cost, likely)| cost * likely).sum()
        };
        let said = Urgency::ALL.iter().zip(&COSTS);
        said.min_by_key(|(_, costs)| cost(costs)).map_or(Urgency::Minutes, |(urgency, _)| *urgency)
    }

    /// The places that speak most for a kind.
    pub(super) fn because(&self, seen: &Seen, kind: Kind) -> Vec<Mark> {
        let class = place(Kind::ALL, &kind);
        let speaking = seen.observed.features.iter().filter(|feature| feature.mark.to > 0);
        let mut speaking: Vec<(i32, Mark)> = speaking
            .map(|feature| (self.kinds.speaks(feature.id, class), feature.mark))
            .filter(|(weight, _)| *weight > 0)
            .collect();
        speaking.sort_unstable_by_key(|(weight, mark)| (Reverse(*weight), *mark));
        speaking.into_iter().take(SHOWN).map(|(_, mark)| mark).collect()
    }
}

/// A line of text, kind and urgency; a test holds that every shipped line is one.
pub(super) fn parse(line: &str) -> Option<(&str, Kind, Urgency)> {
    let (rest, urgency) = line.rsplit_once('\t')?;
    let (text, kind) = rest.rsplit_once('\t')?;
    Some((text, Kind::of_key(kind)?, Urgency::of_key(urgency)?))
}

/// Where a value stands in its list.
fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}
