//! Where did the market trade, and where did this account? A price chart with the account's own trades.

use super::drawing::{Anchor, Drawing, Role};
use super::words::{Words, grouped_amount, utc_time};
use hikeshi_case::amount::Amount;
use hikeshi_case::examination::Chart;
use hikeshi_case::time::Time;

const WIDTH: i64 = 72_000;
const HEIGHT: i64 = 30_000;
const LEFT: i64 = 10_500;
const RIGHT: i64 = 1_800;
const TOP: i64 = 1_500;
const BOTTOM: i64 = 25_200;
/// Grid lines between the lowest and the highest price, at most.
const MOST_LINES: i128 = 6;

/// The price range and the time range of a chart.
struct Frame {
    low: Amount,
    high: Amount,
    from: Time,
    to: Time,
}

impl Frame {
    fn of(chart: &Chart) -> Option<Self> {
        let prices = chart.bars.iter().flat_map(|b| [b.low, b.high]);
        let prices: Vec<Amount> = prices.chain(chart.marks.iter().map(|m| m.price)).collect();
        let ends = chart.bars.iter().map(|b| b.at.plus_seconds(chart.step_s));
        let times =
            chart.bars.iter().map(|b| b.at).chain(chart.marks.iter().map(|m| m.at)).chain(ends);
        let times: Vec<Time> = times.collect();
        Some(Self {
            low: prices.iter().copied().min()?,
            high: prices.iter().copied().max()?,
            from: times.iter().copied().min()?,
            to: times.iter().copied().max()?,
        })
    }

    fn x(&self, at: Time) -> i64 {
        let whole = i128::from(self.to.micros() - self.from.micros()).max(1);
        let part = i128::from(at.micros() - self.from.micros());
        let room = i128::from(WIDTH - RIGHT - LEFT - 1_000);
        LEFT + 500 + i64::try_from(room * part / whole).unwrap_or(0)
    }

    fn y(&self, price: Amount) -> i64 {
        let whole = self.high.atoms() - self.low.atoms();
        if whole <= 0 {
            return i64::midpoint(TOP, BOTTOM);
        }
        // Divided first: the room times 10^35 would not fit.
        let step = (whole / 10_000).max(1);
        let part = (price.atoms() - self.low.atoms()) / step;
        let room = i128::from(BOTTOM - TOP - 2_000);
        let rise = (room * part / (whole / step).max(1)).clamp(0, room);
        BOTTOM - 1_000 - i64::try_from(rise).unwrap_or(0)
    }
}

/// The chart; nothing without bars.
pub(super) fn draw(words: Words<'_>, chart: &Chart) -> Option<Drawing> {
    let frame = Frame::of(chart)?;
    let mut drawing = Drawing::new(WIDTH, HEIGHT);
    grid(&mut drawing, &frame);
    times(&mut drawing, words, &frame);
    bars(&mut drawing, &frame, chart);
    for mark in &chart.marks {
        triangle(&mut drawing, (frame.x(mark.at), frame.y(mark.price)), mark.buy);
    }
    Some(drawing)
}

/// The lowest and the highest price of a chart, and its first and last time.
pub(super) fn range(chart: &Chart) -> Option<(Amount, Amount, Time, Time)> {
    Frame::of(chart).map(|f| (f.low, f.high, f.from, f.to))
}

fn grid(drawing: &mut Drawing, frame: &Frame) {
    let step = step((frame.high - frame.low).atoms());
    let first = frame.low.atoms() - frame.low.atoms().rem_euclid(step);
    for line in 0..=MOST_LINES + 1 {
        let atoms = first + step * line;
        if atoms < frame.low.atoms() || atoms > frame.high.atoms() {
            continue;
        }
        let Ok(price) = Amount::parse(&decimal(atoms)) else { continue };
        let y = frame.y(price);
        drawing.line((LEFT, y), (WIDTH - RIGHT, y), 50, Role::Faint);
        drawing.text(
            (LEFT - 600, y + 350),
            1_000,
            Anchor::End,
            Role::Muted,
            &grouped_amount(price),
        );
    }
}

/// The smallest round step, 1, 2 or 5 with zeros, that needs no more than [`MOST_LINES`] lines.
fn step(rise: i128) -> i128 {
    let mut step = 1;
    // 1 → 2 → 5 → 10: twice, two and a half times, twice.
    for (times, over) in [(2, 1), (5, 2), (2, 1)].into_iter().cycle() {
        if step * MOST_LINES >= rise {
            break;
        }
        step = step / over * times;
    }
    step
}

/// Atoms as decimal text.
fn decimal(atoms: i128) -> String {
    let one = Amount::ONE.atoms();
    let sign = if atoms < 0 { "-" } else { "" };
    let size = atoms.unsigned_abs();
    let one = one.unsigned_abs();
    format!("{sign}{}.{:018}", size / one, size % one)
}

fn times(drawing: &mut Drawing, words: Words<'_>, frame: &Frame) {
    drawing.line((LEFT, BOTTOM), (WIDTH - RIGHT, BOTTOM), 100, Role::Muted);
    let whole = frame.to.micros() - frame.from.micros();
    for (part, anchor) in [(0, Anchor::Start), (1, Anchor::Middle), (2, Anchor::End)] {
        let at = Time::from_micros(frame.from.micros() + whole / 2 * part);
        let x = frame.x(at);
        let second = |text: String| text.chars().take(19).collect::<String>();
        drawing.line((x, BOTTOM), (x, BOTTOM + 500), 100, Role::Muted);
        drawing.text((x, BOTTOM + 1_900), 1_000, anchor, Role::Ink, &second(words.local(at)));
        if !words.is_utc() {
            let utc = format!("{} UTC", second(utc_time(at)));
            drawing.text((x, BOTTOM + 3_300), 900, anchor, Role::Muted, &utc);
        }
    }
}

/// Low to high as a thin line, open to close as a thick one.
fn bars(drawing: &mut Drawing, frame: &Frame, chart: &Chart) {
    let room = WIDTH - RIGHT - LEFT;
    let count = i64::try_from(chart.bars.len()).unwrap_or(1).max(1);
    let body = (room / count / 2).clamp(60, 700);
    for bar in &chart.bars {
        let middle = i64::midpoint(bar.at.micros(), bar.at.plus_seconds(chart.step_s).micros());
        let x = frame.x(Time::from_micros(middle));
        drawing.line((x, frame.y(bar.low)), (x, frame.y(bar.high)), 80, Role::Muted);
        let (open, close) = (frame.y(bar.open), frame.y(bar.close));
        let (top, bottom) = (open.min(close), open.max(close).max(open.min(close) + 80));
        drawing.line((x, top), (x, bottom), body, Role::Muted);
    }
}

fn triangle(drawing: &mut Drawing, (x, y): (i64, i64), buy: bool) {
    let size = if buy { 900 } else { -900 };
    let points = vec![(x, y), (x - 620, y + size), (x + 620, y + size)];
    drawing.polygon(points, Role::Accent);
}
