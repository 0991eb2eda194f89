//! The one pure call: exhibits in, an [`Examination`] out.

use crate::check::ceiling::LeftOut;
use crate::check::{self, COMPARING, Case, Check};
use crate::event::Events;
use crate::examination::{Examination, ExhibitReport, NotRun, RULES, SCHEMA, TransferLine};
use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::finding::{Confidence, Finding};
use crate::ledger::{self, Ledger};
use crate::origin::{Origin, origins};
use crate::problem::{Problem, ProblemCode};
use crate::read::{self, Material};
use crate::source::recognise::ZoneFrom;
use crate::symbol::Symbol;
use crate::time::{Time, Zone};
use crate::{redact, story, triage};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Unknown operations listed one by one: the exchange has some two hundred in all.
const OPERATIONS: usize = 1_000;

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
        exported_at: exported_at(&material),
        left_out: LeftOut::default(),
    };
    case.left_out.add("exports_compared", ledger.not_compared);
    let (findings, checks_run, checks_not_run) = run_checks(&case, check::ALL);
    let timeline = story::timeline(&case, &findings);
    let charts = story::chart::charts(&case, &findings);
    let transfers = transfers(&case);
    let (origins, together) = (origins(exhibits), corroborated(&transfers));
    let reports = exhibits.all().iter().map(|exhibit| ExhibitReport {
        corroborated_by: together.get(&exhibit.id).into_iter().flatten().copied().collect(),
        ..report(exhibit, &material, origins.get(&exhibit.id))
    });
    let reports = reports.collect();
    let left_out = case.left_out.told();
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
        left_out,
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
fn run_checks(case: &Case<'_>, checks: &[&dyn Check]) -> Checked {
    let mut findings = Vec::new();
    let mut run = Vec::new();
    let mut not_run = Vec::new();
    for check in checks {
        let code = check.code().key();
        match catch_unwind(AssertUnwindSafe(|| check.run(case))) {
            Ok(Ok(found)) => {
                findings.extend(check::gathered(found));
                run.push(code);
            }
            Ok(Err(why)) => not_run.push(NotRun { code, why }),
            Err(_) => not_run.push(NotRun { code, why: "internal_fault" }),
        }
    }
    if case.is_mixed() {
        findings = findings.into_iter().map(|finding| mixed(case, finding)).collect();
    }
    // Many told as one come after those that stand alone: “376 more” says nothing before the first.
    let many = |finding: &Finding| finding.facts.contains_key("gathered");
    findings.sort_by(|a, b| {
        let (left, right) = ((a.severity, many(a), a.at()), (b.severity, many(b), b.at()));
        (left, a.code, &a.cites).cmp(&(right, b.code, &b.cites))
    });
    (findings, run, not_run)
}

/// A finding of a case that mixes several accounts: what compares says so and is no more than possible.
fn mixed(case: &Case<'_>, mut finding: Finding) -> Finding {
    if !COMPARING.contains(&finding.code) {
        return finding;
    }
    finding.confidence = Confidence::Possible;
    finding.steps.push("examine_apart");
    finding.fact("accounts", case.events.users.len()).citing(case.events.users.iter().map(|u| u.1))
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

/// When exports were made, by their names.
fn exported_at(material: &Material) -> BTreeMap<ExhibitId, Time> {
    let exported = material.readings.iter().filter_map(|(id, it)| Some((*id, it.exported_at?)));
    exported.collect()
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
    let mut listed: Vec<Problem> = first.into_values().collect();
    let more = listed.split_off(listed.len().min(OPERATIONS));
    listed.extend(more.first().map(|next| Problem {
        detail: "more_rows".into(),
        value: more.len().to_string(),
        line: None,
        ..next.clone()
    }));
    listed
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

fn report(exhibit: &Exhibit, material: &Material, origin: Option<&Origin>) -> ExhibitReport {
    let reading = material.readings.get(&exhibit.id);
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
        origin_grade: origin.map_or("C", |origin| origin.grade.key()),
        origin_reasons: origin.map(|origin| origin.reasons.clone()).unwrap_or_default(),
        period: reading.and_then(|r| r.period),
        corroborated_by: Vec::new(),
    }
}

/// Exhibits that tell of the same transfers, each with the others.
fn corroborated(transfers: &[TransferLine]) -> BTreeMap<ExhibitId, BTreeSet<ExhibitId>> {
    let mut together: BTreeMap<ExhibitId, BTreeSet<ExhibitId>> = BTreeMap::new();
    for transfer in transfers {
        for (n, cite) in transfer.cites.iter().enumerate() {
            for other in transfer.cites.iter().skip(n + 1).filter(|o| o.exhibit != cite.exhibit) {
                together.entry(cite.exhibit).or_default().insert(other.exhibit);
                together.entry(other.exhibit).or_default().insert(cite.exhibit);
            }
        }
    }
    together
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answers;
    use crate::finding::{Code, Severity};

    struct Falls;
    struct Speaks;

    impl Check for Falls {
        fn code(&self) -> Code {
            Code::Liquidation
        }
        fn run(&self, _: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
            panic!("a bug")
        }
    }

    impl Check for Speaks {
        fn code(&self) -> Code {
            Code::TradeBurst
        }
        fn run(&self, _: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
            Ok(vec![Finding::new(self.code(), Severity::Warning, Confidence::Likely)])
        }
    }

    /// A case of the accounts that are named.
    fn checked(users: &[&str], checks: &[&dyn Check]) -> Checked {
        let mut events = Events::default();
        let cite = crate::finding::Cite { exhibit: ExhibitId(1), line: 2 };
        events.users = users.iter().map(|user| ((*user).to_owned(), cite)).collect();
        let case = Case {
            events: &events,
            ledger: &Ledger::default(),
            documents: &[],
            answers: &Answers::default(),
            problems: &[],
            assumed: &[],
            as_of: None,
            exported_at: BTreeMap::new(),
            left_out: LeftOut::default(),
        };
        run_checks(&case, checks)
    }

    #[test]
    fn a_check_that_falls_is_named_and_the_others_still_report() {
        for checks in [[&Falls as &dyn Check, &Speaks], [&Speaks, &Falls]] {
            let (findings, run, not_run) = checked(&["1"], &checks);
            assert_eq!(findings.len(), 1);
            assert_eq!(run, ["trade_burst"]);
            assert_eq!(not_run, [NotRun { code: "liquidation", why: "internal_fault" }]);
        }
    }

    #[test]
    fn what_compares_is_only_possible_where_accounts_are_mixed() {
        let (findings, ..) = checked(&["1", "2"], &[&Speaks]);
        assert_eq!(findings[0].confidence, Confidence::Possible);
        assert_eq!(findings[0].facts["accounts"], 2_i64.into());
        assert_eq!(
            (findings[0].steps.as_slice(), findings[0].cites.len()),
            (&["examine_apart"][..], 1)
        );
        let (findings, ..) = checked(&["1"], &[&Speaks]);
        assert_eq!(findings[0].confidence, Confidence::Likely);
        assert!(!findings[0].facts.contains_key("accounts"));
    }
}
