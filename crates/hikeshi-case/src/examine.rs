//! The one pure call: exhibits in, an [`Examination`] out.

use crate::amount::Amount;
use crate::check::{self, Case};
use crate::event::{Direction, Events};
use crate::examination::{Examination, ExhibitReport, NotRun, RULES, SCHEMA, TransferLine};
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::finding::Finding;
use crate::ledger::{self, Ledger};
use crate::problem::{Problem, ProblemCode};
use crate::read::{self, Material};
use crate::source::recognise::ZoneFrom;
use crate::symbol::Symbol;
use crate::time::{Time, Zone};
use crate::{redact, story, triage};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What the person says about the whole case.
#[derive(Clone, Debug)]
pub struct Options {
    /// “Now”; else the latest time in any exhibit.
    pub as_of: Option<Time>,
    /// The zone of files that do not say.
    pub zone: Option<Zone>,
    /// Where the person lives.
    pub person_zone: Zone,
    /// What went wrong before anything became an exhibit.
    pub problems: Vec<Problem>,
}

impl Default for Options {
    fn default() -> Self {
        Self { as_of: None, zone: None, person_zone: Zone::UTC, problems: Vec::new() }
    }
}

/// Examines a case. The same exhibits and options give the same result, byte for byte.
pub fn examine(exhibits: &dyn Exhibits, options: &Options) -> Examination {
    let mut material = read::material(exhibits, options.zone.as_ref(), &options.person_zone);
    let read = material.events.rows();
    let as_of = options.as_of.or_else(|| latest(&material));
    let ledger = ledger::join(&mut material.events);
    let mut problems = std::mem::take(&mut material.problems);
    problems.extend(options.problems.iter().cloned());
    let assumed = assumptions(&material);
    problems.extend(assumed.iter().map(|(exhibit, zone, why, _)| {
        Problem::of(*exhibit, ProblemCode::TimeZoneAssumed, why).showing(&zone.label())
    }));
    problems.extend(unknown_operations(&ledger, &material.events));
    let case = Case {
        events: &material.events,
        ledger: &ledger,
        documents: &material.documents,
        answers: &material.answers,
        problems: &problems,
        assumed: &assumed,
        as_of,
    };
    let (findings, checks_run, checks_not_run) = run_checks(&case);
    let timeline = story::timeline(&case, &findings);
    let charts = story::charts(&case, &findings);
    let transfers = transfers(&case);
    let reports =
        exhibits.all().iter().map(|exhibit| report(exhibit, &material, &transfers)).collect();
    problems.sort();
    problems.dedup();
    let mut examination = Examination {
        schema: SCHEMA,
        rules: RULES,
        as_of,
        exhibits: reports,
        events: read,
        triage: triage::of(&findings),
        findings,
        problems,
        checks_run,
        checks_not_run,
        timeline,
        transfers,
        charts,
        users: material.events.users.iter().map(|(user, _)| user.clone()).collect(),
        balances: ledger.balances(&material.events.symbols),
    };
    redact::silence(&mut examination);
    examination
}

type Checked = (Vec<Finding>, Vec<&'static str>, Vec<NotRun>);

/// Runs every check by itself: a bug in one must not lose the report.
fn run_checks(case: &Case<'_>) -> Checked {
    let mut findings = Vec::new();
    let mut run = Vec::new();
    let mut not_run = Vec::new();
    for check in check::ALL {
        let code = check.code().key();
        match catch_unwind(AssertUnwindSafe(|| check.run(case))) {
            Ok(Ok(found)) => {
                findings.extend(found);
                run.push(code);
            }
            Ok(Err(why)) => not_run.push(NotRun { code, why }),
            Err(_) => not_run.push(NotRun { code, why: "internal_fault" }),
        }
    }
    findings.sort_by(|a, b| {
        (a.severity, a.at(), a.code, &a.cites).cmp(&(b.severity, b.at(), b.code, &b.cites))
    });
    (findings, run, not_run)
}

/// The latest time in any exhibit: rows, mails, and the moment in an export's name.
fn latest(material: &Material) -> Option<Time> {
    let readings = material.readings.values();
    let times =
        readings.flat_map(|reading| [reading.period.map(|(_, last)| last), reading.exported_at]);
    let notices = material
        .documents
        .iter()
        .flat_map(|d| &d.notices)
        .filter_map(|n| n.at.map(Time::from_seconds));
    times.flatten().chain(notices).chain(material.answers.times()).max()
}

fn assumptions(material: &Material) -> Vec<(ExhibitId, Zone, &'static str, u64)> {
    let assumed = material.readings.iter().filter_map(|(exhibit, reading)| match &reading.zone {
        Some((zone, ZoneFrom::Assumed)) if !reading.copy => Some((
            *exhibit,
            zone.clone(),
            reading.assumed_from.unwrap_or("utc"),
            reading.rows.unwrap_or(0),
        )),
        _ => None,
    });
    assumed.filter(|(.., rows)| *rows > 0).collect()
}

fn unknown_operations(ledger: &Ledger, events: &Events) -> Vec<Problem> {
    let mut first: BTreeMap<Symbol, Problem> = BTreeMap::new();
    for row in ledger.rows.iter().filter(|row| ledger.class(row.operation).is_none()) {
        first.entry(row.operation).or_insert_with(|| {
            Problem::of(row.exhibit, ProblemCode::OperationUnknown, "unknown_operation")
                .at_line(row.line)
                .showing(events.symbols.name(row.operation))
        });
    }
    first.into_values().collect()
}

fn transfers(case: &Case<'_>) -> Vec<TransferLine> {
    let line = |t: &ledger::Transfer| TransferLine {
        direction: t.direction,
        at: t.at,
        asset: case.name(t.asset).to_owned(),
        amount: t.amount,
        fee: t.fee,
        network: case.name(t.network).to_owned(),
        address: t.address.clone(),
        memo: t.memo.clone(),
        txid: t.txid.clone(),
        status: case.name(t.status).to_owned(),
        cites: t.cites.clone(),
    };
    case.ledger.transfers.iter().map(line).collect()
}

fn report(exhibit: &Exhibit, material: &Material, transfers: &[TransferLine]) -> ExhibitReport {
    let reading = material.readings.get(&exhibit.id);
    let picture = reading.is_some_and(|r| r.picture) || exhibit.name.ends_with(read::PICTURE_TEXT);
    let public = reading.is_some_and(|r| r.public);
    let typed =
        reading.is_some_and(|r| r.label.starts_with("text/") || r.label.starts_with("answers/"));
    ExhibitReport {
        id: exhibit.id,
        name: exhibit.name.clone(),
        of: exhibit.of,
        sha256: exhibit.sha256.clone(),
        size_bytes: exhibit.size_bytes,
        format: reading.map_or_else(|| "unknown/bytes".to_owned(), |r| r.label.clone()),
        rows: reading.and_then(|r| r.rows),
        time_zone: reading.and_then(|r| r.zone.as_ref()).map(|(zone, _)| zone.label()),
        time_zone_from: reading.and_then(|r| r.zone.as_ref()).map(|(_, from)| from.key()),
        // B: anybody can fetch it again. D: a picture, or words somebody typed. C: one source gave it.
        origin_grade: if picture || typed {
            "D"
        } else if public {
            "B"
        } else {
            "C"
        },
        period: reading.and_then(|r| r.period),
        corroborated_by: corroborated_by(exhibit.id, transfers),
    }
}

/// Exhibits that tell of the same transfers.
fn corroborated_by(id: ExhibitId, transfers: &[TransferLine]) -> Vec<ExhibitId> {
    let mine = transfers.iter().filter(|t| t.cites.iter().any(|cite| cite.exhibit == id));
    let others: BTreeSet<ExhibitId> =
        mine.flat_map(|t| &t.cites).map(|cite| cite.exhibit).filter(|other| *other != id).collect();
    others.into_iter().collect()
}

/// What identifies a row across exports, for finding the zone of one by the rows of another.
type Mark = (Symbol, Amount);

/// A file whose zone nobody said may share rows with one whose zone is known: then the difference is
/// the zone, and the rows are moved.
pub(crate) fn settle_zones(material: &mut Material) {
    let assumed: Vec<ExhibitId> = material
        .readings
        .iter()
        .filter(|(_, reading)| matches!(reading.zone, Some((_, ZoneFrom::Assumed))))
        .map(|(exhibit, _)| *exhibit)
        .collect();
    if assumed.is_empty() {
        return;
    }
    let marks = marks(&material.events);
    let mut known: BTreeMap<Mark, Option<Time>> = BTreeMap::new();
    for (exhibit, mark, at) in marks.iter().filter(|(exhibit, ..)| !assumed.contains(exhibit)) {
        // A mark that stands twice identifies nothing; the same event in two exports is fine.
        let _ = exhibit;
        known.entry(*mark).and_modify(|time| *time = time.filter(|t| t == at)).or_insert(Some(*at));
    }
    for exhibit in assumed {
        let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
        for (_, mark, at) in marks.iter().filter(|(of, ..)| *of == exhibit) {
            if let Some(Some(time)) = known.get(mark) {
                let difference = time.seconds_since(*at);
                let quarter = (difference + 450).div_euclid(900) * 900;
                if (difference - quarter).abs() <= 5 && quarter.abs() <= 26 * 3600 {
                    *votes.entry(quarter).or_default() += 1;
                }
            }
        }
        let all: usize = votes.values().sum();
        let best = votes.into_iter().max_by_key(|(difference, n)| (*n, -difference.abs()));
        if let Some((difference, n)) = best
            && n >= 3
            && n * 3 >= all * 2
        {
            shift(material, exhibit, difference);
        }
    }
}

fn marks(events: &Events) -> Vec<(ExhibitId, Mark, Time)> {
    let mut marks: Vec<(ExhibitId, Mark, Time)> = Vec::new();
    marks.extend(events.statement.iter().map(|r| (r.exhibit, (r.coin, r.change.abs()), r.at)));
    marks.extend(events.trades.iter().map(|t| (t.cite.exhibit, (t.base, t.quantity), t.at)));
    marks.extend(events.converts.iter().map(|c| (c.cite.exhibit, (c.sold, c.sold_amount), c.at)));
    for t in &events.transfers {
        let size = if t.direction == Direction::Out { t.amount + t.fee } else { t.amount };
        marks.push((t.cite.exhibit, (t.asset, size), t.at));
    }
    marks
}

fn shift(material: &mut Material, exhibit: ExhibitId, difference_s: i64) {
    let events = &mut material.events;
    let moved = |at: &mut Time| *at = at.plus_seconds(difference_s);
    events.statement.iter_mut().filter(|r| r.exhibit == exhibit).for_each(|r| moved(&mut r.at));
    events.trades.iter_mut().filter(|r| r.cite.exhibit == exhibit).for_each(|r| moved(&mut r.at));
    events.converts.iter_mut().filter(|r| r.cite.exhibit == exhibit).for_each(|r| moved(&mut r.at));
    events
        .transfers
        .iter_mut()
        .filter(|r| r.cite.exhibit == exhibit)
        .for_each(|r| moved(&mut r.at));
    for order in events.orders.iter_mut().filter(|r| r.cite.exhibit == exhibit) {
        moved(&mut order.at);
        order.updated_at = order.updated_at.map(|at| at.plus_seconds(difference_s));
    }
    if let Some(reading) = material.readings.get_mut(&exhibit) {
        if let (Some((zone, ZoneFrom::Assumed)), true) = (&mut reading.zone, difference_s != 0) {
            // A named zone was wrong; what is known now is an offset.
            let offset = zone.offset_s(reading.period.map_or_else(Time::default, |(from, _)| from));
            *zone = Zone::Fixed(offset - i32::try_from(difference_s).unwrap_or(0));
        }
        let move_time = |at: Time| at.plus_seconds(difference_s);
        reading.period = reading.period.map(|(from, to)| (move_time(from), move_time(to)));
        reading.assumed_from = Some("matched_rows");
    }
}
