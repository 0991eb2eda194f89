//! What happened when? The picture of the timeline: four lanes, long empty stretches shortened, so that
//! a night in which everything happened is not a dot in a year.

use super::document::{Block, Column, Figure, Span, Table, cell, code_cell, note};
use super::drawing::{Anchor, Drawing, Role};
use super::words::{Words, utc_time};
use super::{Page, facts};
use hikeshi_case::examination::Moment;
use hikeshi_case::time::Time;
use std::collections::BTreeSet;

/// How wide the picture is, where its lanes begin, and how many stretches have room for their labels.
#[derive(Clone, Copy)]
struct Sheet {
    width: i64,
    left: i64,
    most_stretches: usize,
}

const PAPER: Sheet = Sheet { width: 72_000, left: 10_500, most_stretches: 5 };
/// A telephone's screen: the whole picture must be seen at once, because what would be scrolled out of
/// sight is the night in question.
const PHONE: Sheet = Sheet { width: 36_000, left: 7_600, most_stretches: 3 };
const RIGHT: i64 = 1_800;
const TOP: i64 = 1_200;
const LANE: i64 = 3_400;
const BREAK: i64 = 2_600;
const LANES: [&str; 4] = ["lane-in", "lane-out", "lane-trade", "lane-notice"];
/// Room that a stretch's two labels need.
const LABEL_ROOM: i64 = 6_600;

/// Moments printed; the rest is counted. Those of findings come first.
const PRINTED: usize = 80;

/// The chapter: picture and table.
pub(super) fn write(page: &mut Page<'_>) {
    let (words, moments) = (page.words, &page.examination().timeline);
    page.chapter("timeline-heading");
    let (Some(first), Some(last)) = (moments.first(), moments.last()) else {
        page.paragraph("timeline-empty");
        return;
    };
    page.note("timeline-intro");
    if let Some(drawing) = draw(words, moments, PAPER) {
        let args =
            [("span", words.span(first.at, last.at).into()), ("count", moments.len().into())];
        page.push(Block::Figure(Figure {
            drawing,
            narrow: draw(words, moments, PHONE),
            alt: words.text("timeline-alt", &args),
            caption: words.text("timeline-caption", &[("zone", words.zone_heading().into())]),
        }));
    }
    let chosen = chosen(moments);
    page.push(Block::Table(table(words, moments, &chosen)));
    if chosen.len() < moments.len() {
        let args =
            [("count", (moments.len() - chosen.len()).into()), ("file", "timeline.csv".into())];
        page.push(note(words.text("dossier-more-rows", &args)));
    }
}

/// Every moment of a finding first, then the others in order, up to what is printed.
fn chosen(moments: &[Moment]) -> BTreeSet<usize> {
    let of = |found: bool| {
        moments.iter().enumerate().filter(move |(_, m)| m.in_finding == found).map(|(at, _)| at)
    };
    of(true).chain(of(false)).take(PRINTED).collect()
}

pub(crate) fn table(words: Words<'_>, moments: &[Moment], chosen: &BTreeSet<usize>) -> Table {
    let mut columns = vec![Column::new("", 3), Column::new(words.zone_heading(), 17)];
    if !words.is_utc() {
        columns.push(Column::new(words.say("zone-utc"), 17));
    }
    columns.push(Column::new(words.say("col-what"), 30));
    columns.push(Column::numeric(words.say("col-amount"), 20));
    columns.push(Column::new(words.say("col-cite"), 15));
    let row = |moment: &Moment| {
        let mut row = vec![
            cell(if moment.in_finding { "●" } else { "○" }),
            code_cell(words.local(moment.at)),
        ];
        if !words.is_utc() {
            row.push(code_cell(utc_time(moment.at)));
        }
        row.push(facts::moment_detail(words, moment.kind, &moment.facts));
        let money = facts::moment_amount(&moment.facts);
        row.push(money.iter().map(|text| vec![Span::plain(text)]).collect());
        row.push(words.places(&moment.cites, 2));
        row
    };
    let rows = chosen.iter().filter_map(|at| moments.get(*at)).map(row).collect();
    Table { columns, rows }
}

/// The picture of the moments, which are in order; nothing for none.
fn draw(words: Words<'_>, moments: &[Moment], sheet: Sheet) -> Option<Drawing> {
    let stretches = stretches(moments, sheet.most_stretches);
    if stretches.is_empty() {
        return None;
    }
    let bottom = TOP + LANE * 4;
    let mut drawing = Drawing::new(sheet.width, bottom + 6_600);
    let mut y = TOP + LANE / 2;
    for lane in LANES {
        drawing.text((0, y + 400), 1_150, Anchor::Start, Role::Muted, &words.say(lane));
        drawing.line((sheet.left, y), (sheet.width - RIGHT, y), 80, Role::Faint);
        y += LANE;
    }
    let spans = layout(&stretches, sheet);
    for (stretch, (start, end)) in stretches.iter().zip(&spans) {
        axis(&mut drawing, words, stretch, (*start, *end), bottom);
    }
    for pair in spans.windows(2) {
        if let [(_, end), (start, _)] = pair {
            gap(&mut drawing, (end + start) / 2, bottom);
        }
    }
    marks(&mut drawing, &stretches, &spans, moments);
    Some(drawing)
}

/// A stretch of time without a long pause.
struct Stretch {
    from: Time,
    to: Time,
    moments: usize,
}

/// Cuts at the longest pauses over three hours, at most as many as have room for their labels.
fn stretches(moments: &[Moment], most: usize) -> Vec<Stretch> {
    let mut pauses: Vec<(i64, usize)> = moments
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| match pair {
            [a, b] => Some((b.at.seconds_since(a.at), at + 1)),
            _ => None,
        })
        .filter(|(pause_s, _)| *pause_s > 3 * 3600)
        .collect();
    pauses.sort_unstable_by(|a, b| b.cmp(a));
    pauses.truncate(most - 1);
    let mut cuts: Vec<usize> = pauses.into_iter().map(|(_, at)| at).collect();
    cuts.sort_unstable();
    cuts.push(moments.len());
    let mut out = Vec::new();
    let mut start = 0;
    for cut in cuts {
        let part = moments.get(start..cut).unwrap_or_default();
        if let (Some(a), Some(b)) = (part.first(), part.last()) {
            out.push(Stretch { from: a.at, to: b.at, moments: part.len() });
        }
        start = cut;
    }
    out
}

/// Start and end of each stretch on the page: room for its labels first, the rest by how much happened.
fn layout(stretches: &[Stretch], sheet: Sheet) -> Vec<(i64, i64)> {
    let parts = i64::try_from(stretches.len()).unwrap_or(1).max(1);
    let room = sheet.width - RIGHT - sheet.left - BREAK * (parts - 1);
    let least = LABEL_ROOM.min(room / parts);
    let spare = room - least * parts;
    let weight = |s: &Stretch| i64::try_from(s.moments).unwrap_or(i64::MAX).min(40);
    let whole: i64 = stretches.iter().map(weight).sum::<i64>().max(1);
    let mut x = sheet.left;
    stretches
        .iter()
        .map(|stretch| {
            let width = least + spare * weight(stretch) / whole;
            let span = (x, x + width);
            x += width + BREAK;
            span
        })
        .collect()
}

fn position(stretch: &Stretch, (start, end): (i64, i64), at: Time) -> i64 {
    let (start, end) = (start + 900, end - 900);
    let whole = i128::from(stretch.to.micros() - stretch.from.micros());
    if whole == 0 {
        return start;
    }
    let part = i128::from(at.micros() - stretch.from.micros());
    let offset = i128::from(end - start) * part / whole;
    start + i64::try_from(offset).unwrap_or(0)
}

fn axis(drawing: &mut Drawing, words: Words<'_>, stretch: &Stretch, span: (i64, i64), bottom: i64) {
    drawing.line((span.0, bottom), (span.1, bottom), 100, Role::Muted);
    let lasts = stretch.to.seconds_since(stretch.from) > 0 && span.1 - span.0 >= 2 * LABEL_ROOM;
    tick(
        drawing,
        words,
        (position(stretch, span, stretch.from), bottom),
        stretch.from,
        Anchor::Start,
    );
    if lasts {
        tick(
            drawing,
            words,
            (position(stretch, span, stretch.to), bottom),
            stretch.to,
            Anchor::End,
        );
    }
}

fn tick(drawing: &mut Drawing, words: Words<'_>, (x, y): (i64, i64), at: Time, anchor: Anchor) {
    drawing.line((x, y), (x, y + 500), 100, Role::Muted);
    let label_x = match anchor {
        Anchor::Start => x - 300,
        Anchor::Middle => x,
        Anchor::End => x + 300,
    };
    let local = words.local(at);
    let (date, clock) = local.split_once(' ').unwrap_or((&local, ""));
    drawing.text((label_x, y + 1_900), 1_000, anchor, Role::Ink, date);
    drawing.text((label_x, y + 3_200), 1_000, anchor, Role::Ink, &minute(clock));
    if !words.is_utc() {
        let utc = utc_time(at);
        let (date, clock) = utc.split_once(' ').unwrap_or((&utc, ""));
        drawing.text((label_x, y + 4_800), 900, anchor, Role::Muted, date);
        let clock = format!("{} UTC", minute(clock));
        drawing.text((label_x, y + 6_000), 900, anchor, Role::Muted, &clock);
    }
}

/// `03:22` of `03:22:05`.
fn minute(clock: &str) -> String {
    clock.chars().take(5).collect()
}

/// Two slanted strokes where time was left out.
fn gap(drawing: &mut Drawing, x: i64, bottom: i64) {
    for shift in [-350, 350] {
        drawing.line(
            (x + shift - 250, bottom + 500),
            (x + shift + 250, bottom - 500),
            100,
            Role::Muted,
        );
    }
}

fn lane(kind: &str) -> i64 {
    match kind {
        "deposit" | "fiat_in" => 0,
        "withdrawal" | "fiat_out" => 1,
        "conversion" | "trades" | "liquidation" | "order" | "p2p_buy" | "p2p_sell" => 2,
        _ => 3,
    }
}

/// Rings for what happened around the findings, then dots for what they are about, so that no ring
/// hides a dot.
fn marks(drawing: &mut Drawing, stretches: &[Stretch], spans: &[(i64, i64)], moments: &[Moment]) {
    for found in [false, true] {
        for moment in moments.iter().filter(|m| m.in_finding == found) {
            let within =
                |s: &&(&Stretch, &(i64, i64))| s.0.from <= moment.at && moment.at <= s.0.to;
            let places: Vec<_> = stretches.iter().zip(spans).collect();
            let Some((stretch, span)) = places.iter().find(within) else { continue };
            let x = position(stretch, **span, moment.at);
            let y = TOP + LANE / 2 + LANE * lane(moment.kind);
            if found {
                drawing.circle((x, y), 560, Role::Accent, Role::Paper);
            } else {
                drawing.circle((x, y), 420, Role::Paper, Role::Muted);
            }
        }
    }
}
