//! What does the market's own record say of an instant, or of the life of an order? The files of one
//! pair, days and months, are one record here.
//!
//! A hundred thousand orders may each have lived for months of minutes: ranges come from blocks of bars,
//! volumes from one sweep over all orders in order of their price, and no order walks its own life.

use super::Case;
use crate::amount::Amount;
use crate::event::{Bar, Market, Side};
use crate::exhibit::ExhibitId;
use crate::finding::Cite;
use crate::time::Time;
use std::collections::BTreeMap;

/// Bars whose range is known together.
const BLOCK: usize = 512;
/// A file that begins this long after the one before it ended leaves no gap: nobody traded meanwhile.
const SEAM_S: i64 = 60;

/// The market data of a case by pair; what nobody asks for is never put in order.
pub(crate) struct Records<'a> {
    files: BTreeMap<&'a str, Vec<&'a Market>>,
    pairs: BTreeMap<&'a str, Record<'a>>,
}

impl<'a> Records<'a> {
    pub(crate) fn of(case: &Case<'a>) -> Self {
        let mut files: BTreeMap<&str, Vec<&Market>> = BTreeMap::new();
        for market in case.events.markets.iter().filter(|market| !market.bars.is_empty()) {
            files.entry(&market.pair).or_default().push(market);
        }
        Self { files, pairs: BTreeMap::new() }
    }

    pub(crate) fn pair(&mut self, pair: &str) -> Option<&Record<'a>> {
        let (name, files) = self.files.get_key_value(pair)?;
        Some(self.pairs.entry(name).or_insert_with(|| Record::of(files)))
    }
}

/// The market data of one pair, by step, the finest first.
pub(crate) struct Record<'a>(Vec<Series<'a>>);

impl<'a> Record<'a> {
    fn of(files: &[&'a Market]) -> Self {
        let mut by_step: BTreeMap<i64, Vec<&'a Market>> = BTreeMap::new();
        for file in files {
            by_step.entry(file.step_s.max(1)).or_default().push(file);
        }
        Self(by_step.into_iter().map(|(step_s, files)| Series::of(step_s, &files)).collect())
    }

    /// The finest record of the instant decides; a coarser one must not overrule it.
    pub(super) fn finest(&self, at: Time) -> Option<(&Series<'a>, ExhibitId, &'a Bar)> {
        self.0.iter().find_map(|series| {
            let (exhibit, bar) = series.at(at)?;
            Some((series, exhibit, bar))
        })
    }

    /// The bars that begin from `from` to `to`, and their step in seconds: of the series that knows most of
    /// that time, the finest of equals.
    pub(crate) fn within(&self, from: Time, to: Time) -> Option<(i64, &[(ExhibitId, &'a Bar)])> {
        let series = self.0.get(self.covering((from, to))?)?;
        let start = series.bars.partition_point(|(_, bar)| bar.at < from);
        let end = series.bars.partition_point(|(_, bar)| bar.at <= to);
        let bars = series.bars.get(start..end).filter(|bars| !bars.is_empty())?;
        Some((series.step_s, bars))
    }

    /// What the market did while each of these orders lived; `None` where its record has nothing of that
    /// time.
    pub(super) fn meanwhile(&self, orders: &[Asked]) -> Vec<Option<Meanwhile>> {
        let mut told: Vec<Option<Meanwhile>> = orders.iter().map(|_| None).collect();
        let best: Vec<Option<usize>> =
            orders.iter().map(|order| self.covering((order.from, order.to))).collect();
        for (n, series) in self.0.iter().enumerate() {
            let here = orders.iter().zip(&best).enumerate();
            let here: Vec<(usize, Asked)> = here
                .filter(|(_, (_, best))| **best == Some(n))
                .map(|(at, (order, _))| (at, series.as_far_as_known(*order)))
                .collect();
            let asked: Vec<Asked> = here.iter().map(|(_, order)| *order).collect();
            let volumes = series.volumes(&asked);
            for ((at, order), volume) in here.iter().zip(volumes) {
                if let Some(place) = told.get_mut(*at) {
                    *place = series.told(order, volume);
                }
            }
        }
        told
    }

    /// The series that covers most of a stretch of time, the finest of equals.
    fn covering(&self, time: (Time, Time)) -> Option<usize> {
        let covered = self.0.iter().map(|series| series.covered_s(time)).enumerate();
        let best = covered.max_by_key(|(n, covered_s)| (*covered_s, std::cmp::Reverse(*n)));
        best.map(|(n, _)| n)
    }
}

/// An order the record is asked about.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) from: Time,
    pub(super) to: Time,
    /// Whether `to` is when it ended, and not just as far as is looked.
    pub(super) ended: bool,
    pub(super) side: Side,
    pub(super) price: Amount,
}

impl Asked {
    /// A bar went through the price of an order where its [`edge`] is below this.
    fn limit(&self) -> Amount {
        if self.side == Side::Buy { self.price } else { -self.price }
    }
}

/// The end of a bar's range that reaches an order first, turned so that lower is nearer.
fn edge(side: Side, bar: &Bar) -> Amount {
    if side == Side::Buy { bar.low } else { -bar.high }
}

/// What the market did while an order lived.
pub(super) struct Meanwhile {
    /// As far as the order was followed.
    pub(super) to: Time,
    /// `reached`, `not_reached`, or `unknown` where only a step that began before or ended after the
    /// order touched its price, or where the record has gaps.
    pub(super) reached: &'static str,
    pub(super) low: Amount,
    pub(super) high: Amount,
    /// Base volume of the steps that went through the price.
    pub(super) volume: Amount,
    /// The first step, and the last where it stands in another exhibit.
    pub(super) cites: Vec<Cite>,
}

/// The bars of one step, each instant once, of whatever files.
pub(super) struct Series<'a> {
    /// Seconds of a bar; trades are gathered by the second.
    pub(super) step_s: i64,
    bars: Vec<(ExhibitId, &'a Bar)>,
    /// Stretches without a gap, in order and apart.
    spans: Vec<(Time, Time)>,
    /// Lowest and highest price of each [`BLOCK`] bars.
    blocks: Vec<(Amount, Amount)>,
}

impl<'a> Series<'a> {
    fn of(step_s: i64, files: &[&'a Market]) -> Self {
        let of_file = |file: &&'a Market| {
            let (file, exhibit) = (*file, file.exhibit);
            file.bars.iter().map(move |bar| (exhibit, bar))
        };
        let mut bars: Vec<(ExhibitId, &Bar)> = files.iter().flat_map(of_file).collect();
        bars.sort_by_key(|(exhibit, bar)| (bar.at, *exhibit));
        bars.dedup_by_key(|(_, bar)| bar.at);
        let mut ends: Vec<(Time, Time)> = files
            .iter()
            .filter_map(|file| {
                Some((file.bars.first()?.at, file.bars.last()?.at.plus_seconds(step_s)))
            })
            .collect();
        ends.sort_unstable();
        let mut spans: Vec<(Time, Time)> = Vec::new();
        for (from, to) in ends {
            match spans.last_mut() {
                Some(last) if from <= last.1.plus_seconds(SEAM_S) => last.1 = last.1.max(to),
                _ => spans.push((from, to)),
            }
        }
        let blocks = bars.chunks(BLOCK).filter_map(range).collect();
        Self { step_s, bars, spans, blocks }
    }

    /// The bar that holds an instant.
    fn at(&self, at: Time) -> Option<(ExhibitId, &'a Bar)> {
        let next = self.bars.partition_point(|(_, bar)| bar.at <= at);
        let (exhibit, bar) = *self.bars.get(next.checked_sub(1)?)?;
        (at.seconds_since(bar.at) < self.step_s).then_some((exhibit, bar))
    }

    /// The bars around an instant, so many on each side.
    pub(super) fn around(&self, at: Time, each: usize) -> impl Iterator<Item = &'a Bar> {
        let start = self.bars.partition_point(|(_, bar)| bar.at < at).saturating_sub(each);
        self.bars.iter().skip(start).take(2 * each).map(|(_, bar)| *bar)
    }

    fn covered_s(&self, (from, to): (Time, Time)) -> i64 {
        let within = |span: &(Time, Time)| span.1.min(to).seconds_since(span.0.max(from)).max(0);
        self.spans.iter().map(within).sum()
    }

    /// An order that never changed is followed as far as the record goes.
    fn as_far_as_known(&self, order: Asked) -> Asked {
        let begun = self.spans.partition_point(|(from, _)| *from <= order.from);
        let span = begun.checked_sub(1).and_then(|at| self.spans.get(at));
        match span {
            Some((_, end)) if !order.ended && *end > order.from => {
                Asked { to: order.to.min(*end), ..order }
            }
            _ => order,
        }
    }

    /// Positions of the bars that touch an order's life, and of those that lie within it.
    fn positions(&self, order: &Asked) -> [(usize, usize); 2] {
        let end_of = |bar: &Bar| bar.at.plus_seconds(self.step_s);
        let bars = &self.bars;
        let touching = bars.partition_point(|(_, bar)| end_of(bar) <= order.from);
        let begun = bars.partition_point(|(_, bar)| bar.at < order.from);
        let behind = bars.partition_point(|(_, bar)| bar.at < order.to);
        let over = bars.partition_point(|(_, bar)| end_of(bar) <= order.to);
        [(touching, behind.max(touching)), (begun, over.max(begun))]
    }

    fn told(&self, order: &Asked, volume: Amount) -> Option<Meanwhile> {
        let [touching, whole] = self.positions(order);
        let (low, high) = self.range(touching)?;
        let reaches = |(low, high): (Amount, Amount)| match order.side {
            Side::Buy => low <= order.price,
            Side::Sell => high >= order.price,
        };
        let length_s = order.to.seconds_since(order.from);
        let known = self.covered_s((order.from, order.to)) >= length_s - SEAM_S.min(length_s / 2);
        let reached = if self.range(whole).is_some_and(reaches) {
            "reached"
        } else if reaches((low, high)) || !known {
            "unknown"
        } else {
            "not_reached"
        };
        let (first, last) = (self.bars.get(touching.0)?, self.bars.get(touching.1 - 1)?);
        let mut places = vec![first];
        places.extend((first.0 != last.0).then_some(last));
        let cites = places.iter().map(|(exhibit, bar)| Cite { exhibit: *exhibit, line: bar.line });
        Some(Meanwhile { to: order.to, reached, low, high, volume, cites: cites.collect() })
    }

    /// Lowest and highest price of the bars from `start` to before `end`.
    fn range(&self, (start, end): (usize, usize)) -> Option<(Amount, Amount)> {
        let (first, behind) = (start.div_ceil(BLOCK), end / BLOCK);
        if first >= behind {
            return range(self.bars.get(start..end)?);
        }
        let head = range(self.bars.get(start..first * BLOCK)?);
        let tail = range(self.bars.get(behind * BLOCK..end)?);
        let blocks = self.blocks.get(first..behind)?.iter().copied();
        blocks.chain(head).chain(tail).reduce(wider)
    }

    /// For each order the volume of the bars within its life that went through its price.
    fn volumes(&self, orders: &[Asked]) -> Vec<Amount> {
        let mut volumes = vec![Amount::ZERO; orders.len()];
        for side in [Side::Buy, Side::Sell] {
            let mut asked: Vec<(Amount, usize)> = orders
                .iter()
                .enumerate()
                .filter(|(_, order)| order.side == side)
                .map(|(at, order)| (order.limit(), at))
                .collect();
            if asked.is_empty() {
                continue;
            }
            asked.sort_unstable();
            let mut edges: Vec<(Amount, usize)> =
                self.bars.iter().enumerate().map(|(at, (_, bar))| (edge(side, bar), at)).collect();
            edges.sort_unstable();
            let mut edges = edges.into_iter().peekable();
            let mut through = Sums::of(self.bars.len());
            for (limit, n) in asked {
                while let Some((_, at)) = edges.next_if(|(edge, _)| *edge < limit) {
                    through.add(at, self.bars.get(at).map(|(_, bar)| bar.volume));
                }
                if let (Some(order), Some(volume)) = (orders.get(n), volumes.get_mut(n)) {
                    let [_, (start, end)] = self.positions(order);
                    *volume = through.before(end) - through.before(start);
                }
            }
        }
        volumes
    }
}

fn wider(a: (Amount, Amount), b: (Amount, Amount)) -> (Amount, Amount) {
    (a.0.min(b.0), a.1.max(b.1))
}

fn range(bars: &[(ExhibitId, &Bar)]) -> Option<(Amount, Amount)> {
    bars.iter().map(|(_, bar)| (bar.low, bar.high)).reduce(wider)
}

/// Sums of the first so many of a list that is filled in any order (Fenwick, 1994).
struct Sums(Vec<Amount>);

impl Sums {
    fn of(length: usize) -> Self {
        Self(vec![Amount::ZERO; length + 1])
    }

    fn add(&mut self, at: usize, amount: Option<Amount>) {
        let mut at = at + 1;
        while let Some(sum) = self.0.get_mut(at) {
            *sum += amount.unwrap_or_default();
            at += at & at.wrapping_neg();
        }
    }

    fn before(&self, end: usize) -> Amount {
        let (mut at, mut sum) = (end, Amount::ZERO);
        while at > 0 {
            sum += self.0.get(at).copied().unwrap_or_default();
            at &= at - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market(exhibit: u32, from_s: i64, lows: &[i64]) -> Market {
        let bar = |(n, low): (i64, &i64)| {
            let (low, high) = (Amount::whole(*low), Amount::whole(low + 2));
            let at = Time::from_seconds(from_s + n * 60);
            let line = u32::try_from(n).unwrap() + 1;
            let volume = Amount::whole(1);
            Bar { at, open: low, high, low, close: low, volume, quote_volume: low, line }
        };
        let bars = (0..).zip(lows).map(bar).collect();
        Market { pair: "BTCUSDT".to_owned(), step_s: 60, bars, exhibit: ExhibitId(exhibit) }
    }

    fn asked(from_s: i64, to_s: i64, side: Side, price: i64) -> Asked {
        let (from, to) = (Time::from_seconds(from_s), Time::from_seconds(to_s));
        Asked { from, to, ended: true, side, price: Amount::whole(price) }
    }

    /// The same by walking, which is slow and plain.
    fn walked(market: &Market, order: &Asked) -> (Amount, Amount, Amount) {
        let end_of = |bar: &Bar| bar.at.plus_seconds(60);
        let touching = || market.bars.iter().filter(|b| end_of(b) > order.from && b.at < order.to);
        let whole = touching().filter(|b| b.at >= order.from && end_of(b) <= order.to);
        let through = whole.filter(|b| edge(order.side, b) < order.limit());
        let low = touching().map(|bar| bar.low).min().unwrap();
        (low, touching().map(|bar| bar.high).max().unwrap(), through.map(|bar| bar.volume).sum())
    }

    #[test]
    fn blocks_and_sums_say_what_a_walk_says() {
        let lows: Vec<i64> = (0..3_000).map(|n: i64| 1_000 + (n * 7_919 + n / 13) % 601).collect();
        let market = market(1, 0, &lows);
        let record = Record::of(&[&market]);
        let orders: Vec<Asked> = (0..400)
            .map(|n| {
                let side = if n % 2 == 0 { Side::Buy } else { Side::Sell };
                asked(n * 373 % 90_000, n * 373 % 90_000 + 90 + n * 211, side, 950 + n * 2)
            })
            .collect();
        for (order, told) in orders.iter().zip(record.meanwhile(&orders)) {
            let told = told.unwrap();
            assert_eq!((told.low, told.high, told.volume), walked(&market, order));
        }
    }

    #[test]
    fn two_days_of_files_are_one_record() {
        let (one, two) = (market(1, 0, &[100; 60]), market(2, 3_600, &[90; 60]));
        let record = Record::of(&[&two, &one]);
        let told = record.meanwhile(&[asked(3_000, 7_200, Side::Buy, 95)]);
        let told = told[0].as_ref().unwrap();
        assert_eq!((told.reached, told.volume), ("reached", Amount::whole(60)));
        let places: Vec<u32> = told.cites.iter().map(|cite| cite.exhibit.0).collect();
        assert_eq!(places, [1, 2]);
    }

    #[test]
    fn where_the_record_has_a_gap_nothing_is_ruled_out() {
        let (one, two) = (market(1, 0, &[100; 60]), market(2, 7_200, &[100; 60]));
        let record = Record::of(&[&one, &two]);
        let orders = [asked(600, 10_000, Side::Buy, 95), asked(600, 3_000, Side::Buy, 95)];
        let told: Vec<&str> =
            record.meanwhile(&orders).iter().flatten().map(|t| t.reached).collect();
        assert_eq!(told, ["unknown", "not_reached"]);
        let open = Asked { ended: false, ..asked(600, 90_000, Side::Buy, 95) };
        let told = record.meanwhile(&[open]);
        let told = told[0].as_ref().unwrap();
        assert_eq!((told.reached, told.to), ("not_reached", Time::from_seconds(3_600)));
    }
}
