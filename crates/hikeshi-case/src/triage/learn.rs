//! What do the examples teach?
//!
//! `examples/ja.tsv` and `examples/en.tsv` hold made-up texts with the kind and the urgency of each. Two
//! models learn from them: one for the kind, one for the urgency given a kind. This is done once, when
//! the crate is built (`build.rs`); only tests learn again.
//!
//! Multinomial logistic regression: a weight for every observation and class, learned by stochastic
//! gradient descent. All in whole numbers and in a fixed order, so that the same examples give the same
//! weights on every machine.

use super::feature::{Seen, TWICE};
use super::kind::{Kind, Urgency, place};
use super::table::lines;
use super::weights::{FINER, MOST, ONE, length, shares};

/// No weight goes beyond; with [`MOST`] of them no sum can overflow.
const HEAVIEST: i32 = 1 << 18;
/// How often every example is learned from, and how far each time: less and less far.
const RATES: [i32; 4] = [16, 12, 8, 4];
/// From an example that is this sure nothing more is learned.
const SURE: i32 = ONE - ONE / 64;
/// What was observed in one example only says nothing about the next.
const LEAST: usize = 2;

/// The examples that are shipped.
pub(super) const SHIPPED: [&str; 2] =
    [include_str!("examples/ja.tsv"), include_str!("examples/en.tsv")];

/// What was observed, and the class it belongs to.
type Example = (Vec<u32>, usize);

/// Learns from tables of text, kind and urgency. Gives both models as [`super::learned`] reads them.
pub(super) fn taught(tables: &[&str]) -> Vec<u8> {
    let (mut kinds, mut urgencies): (Vec<Example>, Vec<Example>) = (Vec::new(), Vec::new());
    let examples = tables.iter().flat_map(|table| lines(table)).filter_map(parse);
    for (text, kind, urgency) in examples {
        let seen = Seen::new(text);
        kinds.push((seen.ids(), place(Kind::ALL, &kind)));
        urgencies.push((seen.of_kind(kind), place(Urgency::ALL, &urgency)));
    }
    let mut bytes = Model::<{ Kind::ALL.len() }>::learn(&kinds).bytes();
    bytes.extend(Model::<{ Urgency::ALL.len() }>::learn(&urgencies).bytes());
    bytes
}

/// A line of text, kind and urgency; a test holds that every shipped line is one.
pub(super) fn parse(line: &str) -> Option<(&str, Kind, Urgency)> {
    let (rest, urgency) = line.rsplit_once('\t')?;
    let (text, kind) = rest.rsplit_once('\t')?;
    Some((text, Kind::of_key(kind)?, Urgency::of_key(urgency)?))
}

/// A model of `N` classes while it learns.
struct Model<const N: usize> {
    /// The known observations, in order.
    known: Vec<u32>,
    /// For each of them how much it counts: the rarer, the more.
    counts: Vec<u8>,
    /// And how much it speaks for each class, its count included.
    weights: Vec<[i32; N]>,
}

impl<const N: usize> Model<N> {
    fn learn(examples: &[Example]) -> Self {
        let mut all: Vec<u32> = examples.iter().flat_map(|(ids, _)| ids).copied().collect();
        all.sort_unstable();
        let (mut known, mut counts) = (Vec::new(), Vec::new());
        for same in all.chunk_by(|a, b| a == b).filter(|same| same.len() >= LEAST) {
            let rare = examples.len().div_euclid(same.len()).checked_ilog2().unwrap_or(0);
            let rare = u8::try_from(rare).unwrap_or(1).saturating_sub(1).max(1);
            known.extend(same.first());
            let counted = |id: &u32| if id & TWICE == TWICE { 2 * rare } else { rare };
            counts.extend(same.first().map(counted));
        }
        let mut model = Self { weights: vec![[0; N]; known.len()], known, counts };
        let texts: Vec<(Text, usize)> =
            examples.iter().map(|(ids, class)| (model.text(ids), *class)).collect();
        for rate in RATES {
            for at in all_over(texts.len()) {
                if let Some((text, class)) = texts.get(at) {
                    model.step(text, *class, rate);
                }
            }
        }
        model
    }

    fn text(&self, ids: &[u32]) -> Text {
        let known = ids.iter().filter_map(|id| self.known.binary_search(id).ok());
        let rows: Vec<usize> = known.take(MOST).collect();
        let counts = rows.iter().filter_map(|at| self.counts.get(*at));
        let square = counts.map(|count| i64::from(*count) * i64::from(*count)).sum();
        Text { rows, length: length(square) }
    }

    /// Goes down the gradient of one example's surprise.
    fn step(&mut self, text: &Text, class: usize, rate: i32) {
        let mut sums = [0_i32; N];
        for weights in text.rows.iter().filter_map(|at| self.weights.get(*at)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        let mut change = shares(&sums.map(|sum| (sum / text.length) >> FINER));
        if change.get(class).is_some_and(|own| *own >= SURE) {
            return;
        }
        for (at, share) in change.iter_mut().enumerate() {
            let right = if at == class { ONE } else { 0 };
            *share = (right - *share) * rate / text.length;
        }
        // Most classes are out of the question, and nothing changes for them.
        let changed: Vec<(usize, i32)> =
            change.into_iter().enumerate().filter(|(_, change)| *change != 0).collect();
        for at in &text.rows {
            let (Some(weights), Some(count)) = (self.weights.get_mut(*at), self.counts.get(*at))
            else {
                continue;
            };
            let square = i32::from(*count) * i32::from(*count);
            for (class, change) in &changed {
                if let Some(weight) = weights.get_mut(*class) {
                    *weight = (*weight + change * square).clamp(-HEAVIEST, HEAVIEST);
                }
            }
        }
    }

    /// The table that [`super::weights::Weights::read`] reads.
    fn bytes(&self) -> Vec<u8> {
        let heaviest = self.weights.iter().flatten().map(|weight| weight.abs()).max().unwrap_or(0);
        let coarser = (0..31_u8).find(|bits| heaviest >> bits <= i32::from(i8::MAX)).unwrap_or(0);
        let half = (1 << coarser) / 2;
        let round = |weight: i32| i8::try_from((weight + half) >> coarser).unwrap_or(i8::MAX);
        let size = u32::try_from(self.known.len()).unwrap_or(0);
        let mut bytes = size.to_le_bytes().to_vec();
        bytes.extend(self.known.iter().flat_map(|id| id.to_le_bytes()));
        bytes.extend(&self.counts);
        bytes.push(coarser);
        bytes.extend(self.weights.iter().flatten().map(|weight| round(*weight).cast_unsigned()));
        bytes
    }
}

/// A text as the model knows it.
struct Text {
    rows: Vec<usize>,
    length: i32,
}

/// Every number below `count` once, neighbours far apart: examples of one kind stand together.
fn all_over(count: usize) -> impl Iterator<Item = usize> {
    let stride = (count * 5 / 8..count).find(|stride| common(*stride, count) <= 1).unwrap_or(1);
    (0..count).map(move |step| (step * stride) % count)
}

/// The greatest common divisor.
fn common(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common(b, a % b) }
}
