//! How far is the nearest part of a label from a brand name, as the eye measures?
//!
//! Sellers' algorithm (P. H. Sellers, "The theory and computation of evolutionary distances",
//! J. Algorithms 1, 1980) with transpositions and weights of our own: two letters that look alike
//! cost 1, a thin or doubled letter too much or too few costs 1, every other edit costs 2.

use super::fold::{ANY, Letter, fold_byte};

/// Longest name the rows can hold.
pub(super) const MAX_NAME: usize = 15;

const WIDTH: usize = MAX_NAME + 1;
const FAR: u8 = 60;

/// The part of a label that is nearest to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// Weighted distance: 0 is the same folded spelling.
    pub(super) cost: u8,
    /// First letter of the part.
    pub(super) start: usize,
    /// One past its last letter.
    pub(super) end: usize,
}

#[derive(Clone, Copy)]
struct Cell {
    cost: u8,
    start: u8,
}

type Row = [Cell; WIDTH];

const BLANK: Row = [Cell { cost: FAR, start: 0 }; WIDTH];

fn cell(row: &Row, at: usize) -> Cell {
    row.get(at).copied().unwrap_or(Cell { cost: FAR, start: 0 })
}

fn plus(cell: Cell, cost: u8) -> Cell {
    Cell { cost: cell.cost.saturating_add(cost), start: cell.start }
}

fn lesser(a: Cell, b: Cell) -> Cell {
    if b.cost < a.cost || (b.cost == a.cost && b.start < a.start) { b } else { a }
}

/// Finds the nearest part; among equals the one that stands between word breaks.
///
/// Distances above `limit` are not worked out (E. Ukkonen's cut-off, "Finding approximate patterns
/// in strings", J. Algorithms 6, 1985): they come back as some cost above it.
pub(super) fn nearest(
    letters: &[Letter],
    name: &[u8],
    limit: u8,
    breaks: impl Fn(usize) -> bool,
) -> Near {
    let mut folded = [0; MAX_NAME];
    folded.iter_mut().zip(name).for_each(|(slot, byte)| *slot = fold_byte(*byte));
    let name = folded.get(..name.len()).unwrap_or_default();
    let mut before = BLANK;
    let mut above = first_row(name);
    let mut reach = name.len();
    let mut best = Near { cost: FAR, start: 0, end: 0 };
    let mut best_rank = u16::MAX;
    let mut last = 0;
    for (index, letter) in letters.iter().enumerate() {
        let seen = letter.folded;
        let row;
        (row, reach) = next_row((&above, &before), (index, seen, last), name, (limit, reach));
        let end = cell(&row, name.len());
        let (start, stop) = (usize::from(end.start), index.saturating_add(1));
        if u16::from(end.cost) * 4 < best_rank {
            let loose = u16::from(!breaks(start)) + u16::from(!breaks(stop));
            let rank = u16::from(end.cost) * 4 + loose;
            if rank < best_rank {
                best_rank = rank;
                best = Near { cost: end.cost, start, end: stop };
            }
        }
        before = above;
        above = row;
        last = seen;
    }
    best
}

fn first_row(name: &[u8]) -> Row {
    let mut row = BLANK;
    let mut cost = 0;
    let mut last = 0;
    for (slot, byte) in row.iter_mut().zip(std::iter::once(0).chain(name.iter().copied())) {
        if byte != 0 {
            cost += missing(byte, last);
            last = byte;
        }
        *slot = Cell { cost, start: 0 };
    }
    row
}

/// The row of one letter, and the last column of it that is within the limit.
fn next_row(
    (above, before): (&Row, &Row),
    at: (usize, u8, u8),
    name: &[u8],
    (limit, reach): (u8, usize),
) -> (Row, usize) {
    let (index, seen, last) = at;
    let mut row = BLANK;
    let start = u8::try_from(index.saturating_add(1)).unwrap_or(u8::MAX);
    let mut left = Cell { cost: 0, start };
    if let Some(slot) = row.first_mut() {
        *slot = left;
    }
    let extra = surplus(seen, last);
    let mut previous = 0;
    let mut within = 0;
    for (j, (slot, byte)) in row.iter_mut().skip(1).zip(name).enumerate() {
        if j > reach && left.cost > limit {
            break;
        }
        let want = *byte;
        let mut now = plus(cell(above, j), swap(want, seen));
        now = lesser(now, plus(cell(above, j + 1), extra));
        now = lesser(now, plus(left, missing(want, previous)));
        if j > 0 && want == last && previous == seen && want != seen {
            now = lesser(now, plus(cell(before, j - 1), 2));
        }
        *slot = now;
        left = now;
        previous = want;
        if now.cost <= limit {
            within = j + 1;
        }
    }
    (row, within)
}

/// A letter of the label that the name has not.
const fn surplus(seen: u8, last: u8) -> u8 {
    if seen == last || matches!(seen, b'l' | b'r' | b't' | b'j') { 1 } else { 2 }
}

/// A letter of the name that the label has not.
const fn missing(want: u8, previous: u8) -> u8 {
    if want == previous || want == b'l' { 1 } else { 2 }
}

/// One letter for another; 1 when they look or sound alike.
const fn swap(want: u8, seen: u8) -> u8 {
    if want == seen {
        return 0;
    }
    let (a, b) = if want < seen { (want, seen) } else { (seen, want) };
    match (a, b) {
        (ANY, _)
        | (b'm' | b'h', b'n')
        | (b'n', b'r' | b'u')
        | (b'b', b'd' | b'h')
        | (b'u', b'v')
        | (b'v', b'w' | b'y')
        | (b'c', b'e' | b'k' | b'o')
        | (b'a', b'e' | b'o')
        | (b'g', b'q')
        | (b'l', b't' | b'y')
        | (b'f' | b'j', b'l' | b't')
        | (b's', b'z')
        | (b'k', b'x') => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::squeeze;
    use super::*;

    fn cost(label: &str, name: &str) -> u8 {
        let label = squeeze(label);
        nearest(&label.letters, name.as_bytes(), 9, |at| label.breaks_at(at)).cost
    }

    #[test]
    fn the_eye_is_the_measure() {
        assert_eq!(cost("my-blnance-page", "binance"), 0);
        assert_eq!(cost("bimance", "binance"), 1);
        assert_eq!(cost("binnance", "binance"), 1);
        assert_eq!(cost("finance", "binance"), 2);
        assert_eq!(cost("bniance", "binance"), 2);
        assert!(cost("behance", "binance") >= 3);
        assert!(cost("example", "binance") > 6);
    }

    #[test]
    fn the_nearest_part_is_located() {
        let label = squeeze("my-coimbase-login");
        let near = nearest(&label.letters, b"coinbase", 4, |at| label.breaks_at(at));
        assert_eq!((near.cost, near.start, near.end), (1, 2, 10));
    }
}
