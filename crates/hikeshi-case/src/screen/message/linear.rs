//! Which class do the observations speak for, after what was learned from examples?
//!
//! Multinomial logistic regression: a weight for every observation and class, learned by stochastic
//! gradient descent when the first message is read (triage has so many examples that its model is learned
//! when the crate is built, in a form of its own). All in whole numbers and in a fixed order, so that the same examples give the same
//! weights on every machine.

/// One, in the fixed-point numbers of scores and shares.
pub(super) const ONE: i32 = 1 << 12;
/// Weights are finer than scores by this many bits.
const FINER: u32 = 1;
/// No weight goes beyond; with [`MOST`] of them no sum can overflow.
const HEAVIEST: i32 = 1 << 18;
/// How many observations of one text are heard at most.
const MOST: usize = 1 << 12;
/// How often every example is learned from, and how far each time: less and less far.
const RATES: [i32; 4] = [8, 6, 5, 4];
/// From an example that is this sure nothing more is learned.
const SURE: i32 = ONE - ONE / 64;
/// What was observed in one example only says nothing about the next.
const LEAST: usize = 2;

/// What was observed, and the class it belongs to.
pub(super) type Example = (Vec<u32>, usize);

/// A model of `N` classes.
pub(super) struct Linear<const N: usize> {
    /// The known observations, in order.
    known: Vec<u32>,
    /// For each of them how much it counts: the rarer, the more.
    counts: Vec<i32>,
    /// And how much it speaks for each class, its count included.
    weights: Vec<[i32; N]>,
}

impl<const N: usize> Linear<N> {
    /// Learns from the examples.
    pub(super) fn learn(examples: &[Example]) -> Self {
        let mut all: Vec<u32> = examples.iter().flat_map(|(ids, _)| ids).copied().collect();
        all.sort_unstable();
        let (mut known, mut counts) = (Vec::new(), Vec::new());
        for same in all.chunk_by(|a, b| a == b).filter(|same| same.len() >= LEAST) {
            let rare = examples.len().div_euclid(same.len()).checked_ilog2().unwrap_or(0);
            let rare = i32::try_from(rare).unwrap_or(1).saturating_sub(1).max(1);
            known.extend(same.first());
            counts.extend(same.first().map(|id| rare * emphasis(*id)));
        }
        let mut model = Self { weights: vec![[0; N]; known.len()], known, counts };
        let rows: Vec<(Vec<Row>, usize)> =
            examples.iter().map(|(ids, class)| (model.rows(ids), *class)).collect();
        for rate in RATES {
            for at in all_over(rows.len()) {
                if let Some((rows, class)) = rows.get(at) {
                    model.step(rows, *class, rate);
                }
            }
        }
        model
    }

    /// How likely each class is, in shares of [`ONE`].
    pub(super) fn shares(&self, ids: &[u32]) -> [i32; N] {
        shares(&self.scores(&self.rows(ids)))
    }

    fn rows(&self, ids: &[u32]) -> Vec<Row> {
        let known = ids.iter().filter_map(|id| {
            let at = self.known.binary_search(id).ok()?;
            Some(Row { at: u32::try_from(at).ok()?, count: *self.counts.get(at)? })
        });
        known.take(MOST).collect()
    }

    fn scores(&self, rows: &[Row]) -> [i32; N] {
        let mut sums = [0_i32; N];
        for weights in rows.iter().filter_map(|row| self.weights.get(row.at as usize)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        let length = length(rows);
        sums.map(|sum| (sum / length) >> FINER)
    }

    /// Goes down the gradient of one example's surprise.
    fn step(&mut self, rows: &[Row], class: usize, rate: i32) {
        let shares = shares(&self.scores(rows));
        if shares.get(class).is_some_and(|own| *own >= SURE) {
            return;
        }
        let length = length(rows);
        let mut change = shares.map(|share| -share * rate / length);
        if let Some(own) = change.get_mut(class) {
            *own += ONE * rate / length;
        }
        for row in rows {
            let Some(weights) = self.weights.get_mut(row.at as usize) else { continue };
            for (weight, change) in weights.iter_mut().zip(&change) {
                let next = *weight + change * row.count * row.count;
                *weight = next.clamp(-HEAVIEST, HEAVIEST);
            }
        }
    }
}

/// How much an observation counts for its own sake: one of meaning, told by the lowest bit of its number,
/// twice.
fn emphasis(id: u32) -> i32 {
    if id & 1 == 1 { 2 } else { 1 }
}

/// A known observation in a text.
struct Row {
    at: u32,
    count: i32,
}

/// The length of the vector of counts, at least one: long texts are not surer than short ones.
fn length(rows: &[Row]) -> i32 {
    let square: i64 = rows.iter().map(|row| i64::from(row.count) * i64::from(row.count)).sum();
    i32::try_from(square.isqrt()).unwrap_or(i32::MAX).max(1)
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

/// Scores as shares of [`ONE`]: a score lower by one has half the share.
fn shares<const N: usize>(scores: &[i32; N]) -> [i32; N] {
    let most = scores.iter().copied().max().unwrap_or(0);
    let powers = scores.map(|score| i64::from(power(most.saturating_sub(score))));
    let all = powers.iter().sum::<i64>().max(1);
    powers.map(|power| i32::try_from(power * i64::from(ONE) / all).unwrap_or(0))
}

/// Two to the power of minus `distance`, straight between whole powers; a million is one.
fn power(distance: i32) -> i32 {
    let (whole, rest) = (distance / ONE, distance % ONE);
    let whole = u32::try_from(whole).unwrap_or(0).min(30);
    ((2 * ONE - rest) << 8) >> (whole + 1)
}
