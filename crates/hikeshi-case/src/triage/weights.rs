//! Which class do the observations of a text speak for, by the weights that were learned?
//!
//! The weights stand in a table of bytes as [`super::learn`] wrote it, and are read where they stand:
//! nothing is prepared. All in whole numbers, so that every machine says the same.

/// One, in the fixed-point numbers of scores and shares.
pub(super) const ONE: i32 = 1 << 12;
/// Weights are finer than scores by this many bits.
pub(super) const FINER: u32 = 1;
/// How many observations of one text are heard at most: so no sum can overflow.
pub(super) const MOST: usize = 1 << 12;

/// What was learned for `N` classes.
#[derive(Default)]
pub(super) struct Weights<'a, const N: usize> {
    /// The known observations, in order, the lowest byte first.
    known: &'a [[u8; 4]],
    /// For each of them how much it counts: the rarer, the more.
    counts: &'a [u8],
    /// And how much it speaks for each class, its count included, in signed bytes.
    votes: &'a [[u8; N]],
    /// How many bits were left out of each of these to fit into a byte.
    coarser: u8,
}

impl<'a, const N: usize> Weights<'a, N> {
    /// Reads a table and what stands behind it: the number of observations (four bytes), their numbers,
    /// their counts, how coarse the weights are, the weights.
    pub(super) fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (size, rest) = bytes.split_first_chunk::<4>()?;
        let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
        let (known, rest) = rest.split_at_checked(size * 4)?;
        let (counts, rest) = rest.split_at_checked(size)?;
        let (coarser, rest) = rest.split_first()?;
        let (votes, rest) = rest.split_at_checked(size * N)?;
        let (known, votes) = (known.as_chunks().0, votes.as_chunks().0);
        Some((Self { known, counts, votes, coarser: *coarser }, rest))
    }

    /// How likely each class is, in shares of [`ONE`].
    pub(super) fn shares(&self, ids: &[u32]) -> [i32; N] {
        let mut sums = [0_i32; N];
        let mut square = 0;
        for (count, votes) in ids.iter().filter_map(|id| self.row(*id)).take(MOST) {
            square += i64::from(count) * i64::from(count);
            for (sum, vote) in sums.iter_mut().zip(votes) {
                *sum += i32::from(vote.cast_signed());
            }
        }
        let length = length(square);
        shares(&sums.map(|sum| ((sum << self.coarser) / length) >> FINER))
    }

    /// How much one observation speaks for a class: less than zero if against it.
    pub(super) fn speaks(&self, id: u32, class: usize) -> i32 {
        let vote = self.row(id).and_then(|(_, votes)| votes.get(class));
        vote.map_or(0, |vote| i32::from(vote.cast_signed()))
    }

    fn row(&self, id: u32) -> Option<(u8, &'a [u8; N])> {
        let at = self.known.binary_search_by_key(&id, |known| u32::from_le_bytes(*known)).ok()?;
        Some((*self.counts.get(at)?, self.votes.get(at)?))
    }
}

/// The length of a vector, from its square, at least one: long texts are not surer than short ones.
pub(super) fn length(square: i64) -> i32 {
    i32::try_from(square.isqrt()).unwrap_or(i32::MAX).max(1)
}

/// Scores as shares of [`ONE`]: a score lower by one has half the share.
pub(super) fn shares<const N: usize>(scores: &[i32; N]) -> [i32; N] {
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
