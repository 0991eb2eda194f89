//! What did the examples teach, and what does it say of a text?

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::feature::Seen;
use super::kind::{Kind, Urgency, place};
use super::rules::RULES;
use super::table::Mark;
use super::weights::{ONE, Weights};

/// What the shipped examples taught when this was built.
pub(super) static LEARNED: LazyLock<Learned<'static>> =
    LazyLock::new(|| Learned::read(include_bytes!(concat!(env!("OUT_DIR"), "/learned"))));

const KINDS: usize = Kind::ALL.len();
const URGENCIES: usize = Urgency::ALL.len();

/// What it costs to say the first urgency when the second is true, in the order of [`Urgency::ALL`]: who
/// has days and is hurried loses sleep, who has minutes and is told of days loses the money.
const COSTS: [[i32; URGENCIES]; URGENCIES] = [[0, 2, 4], [3, 0, 2], [18, 3, 0]];
/// How many of the likeliest kinds have a say in the urgency.
const HEARD: usize = 4;
/// How many observations are shown.
const SHOWN: usize = 5;

/// Both models.
#[derive(Default)]
pub(super) struct Learned<'a> {
    kinds: Weights<'a, KINDS>,
    urgencies: Weights<'a, URGENCIES>,
}

impl<'a> Learned<'a> {
    /// Reads what `learn` wrote; of anything else nothing is learned.
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let both = Weights::read(bytes).and_then(|(kinds, rest)| {
            let (urgencies, _) = Weights::read(rest)?;
            Some(Self { kinds, urgencies })
        });
        both.unwrap_or_default()
    }

    /// All kinds with their shares of [`ONE`], likeliest first.
    pub(super) fn kinds(&self, seen: &Seen) -> Vec<(i32, Kind)> {
        let shares = self.kinds.shares(&seen.ids());
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
        let said = Urgency::ALL.iter().zip(&COSTS).min_by_key(|(_, costs)| cost(costs));
        let said = said.map_or(Urgency::Minutes, |(said, _)| *said);
        let kind = kinds.first().map_or(Kind::AccountTakeover, |(_, kind)| *kind);
        said.min(floor(seen, kind))
    }

    /// The places that speak most for a kind.
    pub(super) fn because(&self, seen: &Seen, kind: Kind) -> Vec<Mark> {
        let class = place(Kind::ALL, &kind);
        let marked = seen.features().filter(|feature| feature.mark.to > 0);
        let mut speaking: Vec<(i32, Mark)> = marked
            .map(|feature| (self.kinds.speaks(feature.id, class), feature.mark))
            .filter(|(weight, _)| *weight > 0)
            .collect();
        speaking.sort_unstable_by_key(|(weight, mark)| (Reverse(*weight), *mark));
        speaking.into_iter().take(SHOWN).map(|(_, mark)| mark).collect()
    }
}

/// The least urgent that may be said. What was learned may be wrong: where words are found that mean
/// minutes, nobody is told of days, and where nothing is wrong, no sign of danger is left unexplained.
fn floor(seen: &Seen, kind: Kind) -> Urgency {
    let (ruled, marks) = RULES.urgency(kind, &seen.found, &seen.folded);
    match ruled {
        ruled if kind == Kind::NotTrouble => ruled,
        Urgency::Minutes if marks.iter().any(|mark| mark.to > mark.from) => Urgency::Hours,
        _ => Urgency::Days,
    }
}
