//! In which zone are the times of an export that does not say it?
//!
//! Such an export is read as it stands, as if it were in UTC, and settled here. Where it shares rows
//! with an export whose zone is known (the same quantity of the same coin, the same order number),
//! the two times of each tell the zone, and every row is read again through that zone's own rules: a
//! constant would be an hour off on the other side of a clock change. Without shared rows the zone
//! that was assumed for other reasons is applied. Either way the export counts as assumed.

use crate::amount::Amount;
use crate::event::{Direction, Events};
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::read::{Material, exported_at};
use crate::source::recognise::ZoneFrom;
use crate::source::spot_trades::split_pair;
use crate::symbol::Symbol;
use crate::time::{Time, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// What identifies a row across exports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// So much of a coin was moved.
    Moved(Symbol, Amount),
    /// The exchange's number of an order.
    Order(u64),
}

/// When each mark happened; `None` where it stands at several times and identifies nothing.
type Marked = BTreeMap<Mark, Option<Time>>;

/// Two exports may book one event some seconds apart.
const SLACK_S: i64 = 5;
/// With fewer shared rows a zone may be a coincidence.
const SHARED: usize = 3;
/// A zone nobody named must explain so many rows more than a single offset does.
const MORE: usize = 2;
/// Every zone in use is a multiple of this from UTC, between these bounds, in seconds.
const STEP_S: i64 = 900;
const OFFSETS_S: std::ops::RangeInclusive<i64> = -12 * 3600..=14 * 3600;

/// Zones with daylight saving, one for each set of rules, the most populous first. They are tried
/// where two offsets stand in one file and the person's zone explains them not.
const SAVING: &[&str] = &[
    "America/New_York",
    "Europe/Berlin",
    "Europe/London",
    "America/Chicago",
    "America/Los_Angeles",
    "Europe/Athens",
    "America/Denver",
    "Australia/Sydney",
    "America/Halifax",
    "Pacific/Auckland",
    "Australia/Adelaide",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "America/St_Johns",
];

/// Gives every export of an assumed zone its final times.
pub(crate) fn settle(exhibits: &dyn Exhibits, material: &mut Material, person: &Zone) {
    let assumed: BTreeMap<ExhibitId, Zone> = material
        .readings
        .iter()
        .filter_map(|(exhibit, reading)| match &reading.zone {
            Some((zone, ZoneFrom::Assumed)) => Some((*exhibit, zone.clone())),
            _ => None,
        })
        .collect();
    if assumed.is_empty() {
        return;
    }
    let (own, known) = marked(&material.events, &assumed);
    let mut zones: BTreeMap<ExhibitId, Zone> = BTreeMap::new();
    for (exhibit, before) in assumed {
        let shared: Vec<(Time, Time)> = own
            .get(&exhibit)
            .into_iter()
            .flatten()
            .filter_map(|(mark, reading)| (*reading).zip(known.get(mark).copied().flatten()))
            .collect();
        let matched = zone_of(&shared, &[&before, person]);
        let name = exhibits.all().iter().find(|e| e.id == exhibit).map(Exhibit::file_name);
        let Some(reading) = material.readings.get_mut(&exhibit) else { continue };
        if matched.is_some() {
            reading.assumed_from = Some("matched_rows");
        }
        let zone = matched.unwrap_or(before);
        reading.period = reading.period.map(|(from, to)| {
            let (from, to) = (zone.at(from.civil(0)), zone.at(to.civil(0)));
            (from.min(to), from.max(to))
        });
        reading.exported_at = name.and_then(|name| exported_at(name, &zone));
        zones.insert(exhibit, zone.clone());
        reading.zone = Some((zone, ZoneFrom::Assumed));
    }
    read_in(&mut material.events, &zones);
}

/// The marks of each assumed export, and those of them that an export of a known zone has too.
fn marked(
    events: &Events,
    assumed: &BTreeMap<ExhibitId, Zone>,
) -> (BTreeMap<ExhibitId, Marked>, Marked) {
    let mut own: BTreeMap<ExhibitId, Marked> = BTreeMap::new();
    let mut known = Marked::new();
    let mut any_known = false;
    each_mark(events, &mut |exhibit, _, _| any_known |= !assumed.contains_key(&exhibit));
    if !any_known {
        return (own, known);
    }
    each_mark(events, &mut |exhibit, mark, at| {
        if assumed.contains_key(&exhibit) {
            note(own.entry(exhibit).or_default(), mark, at);
        }
    });
    let wanted: BTreeSet<Mark> = own.values().flat_map(|marked| marked.keys().copied()).collect();
    each_mark(events, &mut |exhibit, mark, at| {
        if !assumed.contains_key(&exhibit) && wanted.contains(&mark) {
            note(&mut known, mark, at);
        }
    });
    (own, known)
}

fn note(marked: &mut Marked, mark: Mark, at: Time) {
    marked
        .entry(mark)
        .and_modify(|time| *time = time.filter(|t| t.seconds_since(at).abs() <= SLACK_S))
        .or_insert(Some(at));
}

fn each_mark(events: &Events, see: &mut dyn FnMut(ExhibitId, Mark, Time)) {
    for row in &events.statement {
        see(row.exhibit, Mark::Moved(row.coin, row.change.abs()), row.at);
    }
    // A market order is one row among the orders and, in the same second, several fills.
    for fills in events.trades.chunk_by(|a, b| {
        (a.cite.exhibit, a.at, a.base, a.quote, a.side)
            == (b.cite.exhibit, b.at, b.base, b.quote, b.side)
    }) {
        let Some(first) = fills.first() else { continue };
        let whole = (fills.iter().map(|t| t.quantity).sum(), fills.iter().map(|t| t.total).sum());
        let each = fills.iter().map(|t| (t.quantity, t.total));
        for (quantity, total) in each.chain((fills.len() > 1).then_some(whole)) {
            see(first.cite.exhibit, Mark::Moved(first.base, quantity), first.at);
            see(first.cite.exhibit, Mark::Moved(first.quote, total), first.at);
        }
    }
    for order in &events.orders {
        see(order.cite.exhibit, Mark::Order(order.number), order.at);
        let pair = split_pair(events.symbols.name(order.pair), "");
        let Some((base, quote)) = pair.filter(|_| order.executed.is_positive()) else { continue };
        let done = order.updated_at.unwrap_or(order.at);
        for (coin, amount) in [(base, order.executed), (quote, order.total)] {
            if let (Some(coin), true) = (events.symbols.find(coin), amount.is_positive()) {
                see(order.cite.exhibit, Mark::Moved(coin, amount), done);
            }
        }
    }
    for row in &events.converts {
        see(row.cite.exhibit, Mark::Moved(row.sold, row.sold_amount), row.at);
    }
    for row in &events.transfers {
        let size = if row.direction == Direction::Out { row.amount + row.fee } else { row.amount };
        see(row.cite.exhibit, Mark::Moved(row.asset, size), row.at);
    }
}

/// The zone that explains the shared rows, each the reading of one export and the instant by another.
/// Where a likely zone explains as many as any other it is taken.
fn zone_of(shared: &[(Time, Time)], likely: &[&Zone]) -> Option<Zone> {
    let offsets: Vec<i64> =
        shared.iter().filter_map(|(reading, at)| offset(*reading, *at)).collect();
    let explained = |zone: &Zone| {
        let fits = |(reading, at): &&(Time, Time)| {
            zone.at(reading.civil(0)).seconds_since(*at).abs() <= SLACK_S
        };
        shared.iter().filter(fits).count()
    };
    let distinct: BTreeSet<i64> = offsets.iter().copied().collect();
    let fixed = distinct.iter().filter_map(|s| i32::try_from(*s).ok()).map(Zone::Fixed);
    let mut best: Option<(usize, Zone)> = None;
    for zone in likely.iter().map(|zone| (*zone).clone()).chain(fixed) {
        let count = explained(&zone);
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, zone));
        }
    }
    if distinct.len() > 1 {
        let least = best.as_ref().map_or(0, |(count, _)| count + MORE);
        let mut named: Option<(usize, Zone)> = None;
        for zone in SAVING.iter().filter_map(|name| Zone::parse(name)) {
            let count = explained(&zone);
            if count >= least && named.as_ref().is_none_or(|(most, _)| count > *most) {
                named = Some((count, zone));
            }
        }
        best = named.or(best);
    }
    best.filter(|(count, _)| *count >= SHARED && count * 3 >= offsets.len() * 2)
        .map(|(_, zone)| zone)
}

/// How far a reading is from the instant, where that can be a zone.
fn offset(reading: Time, at: Time) -> Option<i64> {
    let difference = reading.seconds_since(at);
    let step = (difference + STEP_S / 2).div_euclid(STEP_S) * STEP_S;
    ((difference - step).abs() <= SLACK_S && OFFSETS_S.contains(&step)).then_some(step)
}

/// Reads every time of these exports in its zone.
fn read_in(events: &mut Events, zones: &BTreeMap<ExhibitId, Zone>) {
    let read = |at: &mut Time, exhibit: ExhibitId| {
        if let Some(zone) = zones.get(&exhibit) {
            *at = zone.at(at.civil(0));
        }
    };
    events.statement.iter_mut().for_each(|r| read(&mut r.at, r.exhibit));
    events.trades.iter_mut().for_each(|r| read(&mut r.at, r.cite.exhibit));
    for order in &mut events.orders {
        read(&mut order.at, order.cite.exhibit);
        order.updated_at.iter_mut().for_each(|at| read(at, order.cite.exhibit));
    }
    events.converts.iter_mut().for_each(|r| read(&mut r.at, r.cite.exhibit));
    events.transfers.iter_mut().for_each(|r| read(&mut r.at, r.cite.exhibit));
    events.fiat.iter_mut().for_each(|r| read(&mut r.at, r.cite.exhibit));
    events.p2p.iter_mut().for_each(|r| read(&mut r.at, r.cite.exhibit));
    events.futures.iter_mut().for_each(|r| read(&mut r.at, r.cite.exhibit));
    events.others.iter_mut().for_each(|(at, cite)| read(at, cite.exhibit));
}
