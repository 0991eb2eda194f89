//! What happened around the findings, as moments of a timeline; [`chart`] draws the prices.

pub(crate) mod chart;

use crate::check::Case;
use crate::event::Direction;
use crate::examination::Moment;
use crate::finding::{Cite, Fact, Finding, Severity};
use crate::screen::notice::NoticeKind;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// How far around the findings the timeline reaches, in seconds.
const AROUND_S: i64 = 36 * 3600;
/// Most moments of a timeline; what stands in findings goes first.
const MOMENTS: usize = 400;
/// Fills of one pair and side this near are one moment.
const TOGETHER_S: i64 = 600;
/// A bank's payment and its booking may lie so far apart.
const FIAT_SLACK_S: i64 = 3 * 86_400;

/// The moments around the findings, or the last transfers where nothing was found.
pub(crate) fn timeline(case: &Case<'_>, findings: &[Finding]) -> Vec<Moment> {
    let told: BTreeSet<Cite> =
        findings.iter().flat_map(|finding| finding.cites.iter().copied()).collect();
    let spans = spans(findings);
    let all = transfer_moments(case)
        .chain(swap_moments(case))
        .chain(fill_moments(case, &spans))
        .chain(p2p_moments(case))
        .chain(word_moments(case));
    let mut moments: Vec<Moment> = Vec::new();
    for mut moment in all {
        moment.in_finding = moment.cites.iter().any(|cite| told.contains(cite));
        if moment.in_finding || is_near(&spans, moment.at) || is_word(moment.kind) {
            moments.push(moment);
        }
    }
    if moments.is_empty() {
        let first = case.ledger.transfers.len().saturating_sub(20);
        moments = transfer_moments(case).skip(first).collect();
    }
    moments.sort();
    moments.dedup();
    case.left_out.add("moments_told", moments.len().saturating_sub(MOMENTS));
    // What stands in findings goes first, then what came first.
    let found = moments.iter().filter(|moment| moment.in_finding).count().min(MOMENTS);
    let mut room = (found, MOMENTS - found);
    moments.retain(|moment| {
        let left = if moment.in_finding { &mut room.0 } else { &mut room.1 };
        let fits = *left > 0;
        *left -= usize::from(fits);
        fits
    });
    moments
}

/// Whether an instant lies in one of the spans, which are in order and apart.
fn is_near(spans: &[(Time, Time)], at: Time) -> bool {
    let last = spans.partition_point(|(from, _)| *from <= at).checked_sub(1);
    last.and_then(|last| spans.get(last)).is_some_and(|(_, to)| at <= *to)
}

fn is_word(kind: &str) -> bool {
    matches!(kind, "security_change" | "login" | "hold" | "restriction")
}

/// The times that findings of weight speak of, widened and joined, in order.
fn spans(findings: &[Finding]) -> Vec<(Time, Time)> {
    let weighty = findings.iter().filter(|finding| finding.severity <= Severity::Warning);
    let mut spans = Vec::new();
    for finding in weighty {
        let times: Vec<Time> = ["at", "from", "to"]
            .iter()
            .filter_map(|key| {
                if let Some(Fact::Time(time)) = finding.facts.get(key) { Some(*time) } else { None }
            })
            .collect();
        if let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) {
            spans.push((first.plus_seconds(-AROUND_S), last.plus_seconds(AROUND_S)));
        }
    }
    spans.sort_unstable();
    let mut apart: Vec<(Time, Time)> = Vec::new();
    for (from, to) in spans {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart
}

fn moment(
    at: Time,
    kind: &'static str,
    facts: Vec<(&'static str, Fact)>,
    cites: Vec<Cite>,
) -> Moment {
    Moment {
        at,
        kind,
        facts: facts.into_iter().collect::<BTreeMap<_, _>>(),
        cites,
        in_finding: false,
    }
}

fn transfer_moments<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Moment> + use<'a> {
    let one = move |t: &crate::ledger::Transfer| {
        let kind = match (t.direction, t.fiat) {
            (Direction::In, false) => "deposit",
            (Direction::Out, false) => "withdrawal",
            (Direction::In, true) => "fiat_in",
            (Direction::Out, true) => "fiat_out",
        };
        let mut facts: Vec<(&'static str, Fact)> =
            vec![("asset", case.name(t.asset).into()), ("amount", t.amount.into())];
        for (key, text) in [
            ("address", t.address.as_str()),
            ("network", case.name(t.network)),
            ("status", case.name(t.status)),
            ("txid", &t.txid),
        ] {
            if !text.is_empty() {
                facts.push((key, text.into()));
            }
        }
        moment(t.at, kind, facts, t.cites.clone())
    };
    case.ledger.transfers.iter().map(one).chain(fiat_moments(case))
}

/// Rows of the fiat history, or of a bank, that the statement does not tell as well.
fn fiat_moments<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Moment> + 'a {
    let mut told: BTreeMap<_, Vec<Time>> = BTreeMap::new();
    for t in case.ledger.transfers.iter().filter(|t| t.fiat) {
        told.entry((t.direction, t.asset, t.amount)).or_default().push(t.at);
    }
    let booked = move |row: &crate::event::FiatRow| {
        let times = told.get(&(row.direction, row.asset, row.amount)).map(Vec::as_slice);
        let near = |at: &Time| at.seconds_since(row.at).abs() <= FIAT_SLACK_S;
        times.unwrap_or_default().iter().any(near)
    };
    case.events.fiat.iter().filter(move |row| !booked(row)).map(|row| {
        let kind = if row.direction == Direction::In { "fiat_in" } else { "fiat_out" };
        let mut facts = vec![("amount", row.amount.into())];
        for (key, name) in [("asset", row.asset), ("status", row.status)] {
            if name != Symbol::EMPTY {
                facts.push((key, case.name(name).into()));
            }
        }
        moment(row.at, kind, facts, vec![row.cite])
    })
}

fn swap_moments<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Moment> + use<'a> {
    let one = move |s: &crate::ledger::Swap| {
        let facts = vec![
            ("asset", case.name(s.sold).into()),
            ("amount", s.sold_amount.into()),
            ("to_asset", case.name(s.bought).into()),
            ("to_amount", s.bought_amount.into()),
        ];
        moment(s.at, "conversion", facts, s.cites.clone())
    };
    case.ledger.swaps.iter().map(one)
}

/// First and last time, number and places of the fills of one pair.
type Gathered = (Time, Time, usize, Vec<Cite>);

/// Fills near the findings, gathered by pair and side: a burst is one line, not a thousand.
fn fill_moments(case: &Case<'_>, spans: &[(Time, Time)]) -> Vec<Moment> {
    let mut moments = Vec::new();
    let mut open: BTreeMap<(&str, &str), Gathered> = BTreeMap::new();
    let mut done: Vec<((&str, &str), Gathered)> = Vec::new();
    for fill in &case.ledger.fills {
        if !is_near(spans, fill.at) {
            continue;
        }
        let key = (case.name(fill.base), case.name(fill.quote));
        if let Some(entry) = open.get_mut(&key)
            && fill.at.seconds_since(entry.1) <= TOGETHER_S
        {
            entry.1 = fill.at;
            entry.2 += fill.count as usize;
            if entry.3.len() < 8 {
                entry.3.extend(case.cites_of(fill));
            }
            continue;
        }
        let cites = case.cites_of(fill);
        if let Some(closed) = open.insert(key, (fill.at, fill.at, fill.count as usize, cites)) {
            done.push((key, closed));
        }
    }
    done.extend(open);
    for ((base, quote), (from, to, count, cites)) in done {
        let facts = vec![
            ("symbol", format!("{base}{quote}").into()),
            ("count", count.into()),
            ("to", to.into()),
        ];
        moments.push(moment(from, "trades", facts, cites));
    }
    moments
}

fn p2p_moments<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Moment> + use<'a> {
    let one = move |order: &crate::event::P2pRow| {
        let kind = if order.side == crate::event::Side::Buy { "p2p_buy" } else { "p2p_sell" };
        let facts = vec![
            ("asset", case.name(order.asset).into()),
            ("amount", order.quantity.into()),
            ("to_asset", case.name(order.fiat).into()),
            ("to_amount", order.total.into()),
        ];
        moment(order.at, kind, facts, vec![order.cite])
    };
    case.events.p2p.iter().map(one)
}

fn word_moments(case: &Case<'_>) -> Vec<Moment> {
    let mut moments = Vec::new();
    for document in case.documents {
        for notice in &document.notices {
            let kind = match notice.kind {
                kind if kind.is_security_change() => "security_change",
                NoticeKind::NewLogin => "login",
                NoticeKind::Hold => "hold",
                NoticeKind::Restricted
                | NoticeKind::UnderReview
                | NoticeKind::IdentityRefused
                | NoticeKind::LawEnforcement => "restriction",
                _ => continue,
            };
            if let Some(at) = notice.at.map(Time::from_seconds).or(document.at) {
                let cite = Cite { exhibit: document.exhibit, line: notice.line };
                moments.push(moment(
                    at,
                    kind,
                    vec![("quoted", notice.quoted.as_str().into())],
                    vec![cite],
                ));
            }
        }
        if let (true, Some(at)) = (document.judgement.spoofed(), document.at) {
            let cite = Cite { exhibit: document.exhibit, line: 1 };
            moments.push(moment(at, "mail", Vec::new(), vec![cite]));
        }
    }
    moments
}
