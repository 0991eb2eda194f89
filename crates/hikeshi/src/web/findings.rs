//! わかったこと: what was found, the most severe first, each with what it does not show; then the checks
//! that ran or could not, what was not read, and what nothing of this proves. Never an all-clear.

use super::App;
use super::exhibits::running;
use super::page::{Place, Tab, page};
use super::visit::Visit;
use crate::error::Result;
use crate::job::Examined;
use crate::report::document::Block;
use crate::report::html::{block, blocks};
use crate::report::{self, Context, Part};
use crate::store::Case;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::finding::Severity;
use hikeshi_case::quote::Quote;
use hikeshi_case::time::Zone;
use maud::{Markup, html};

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let jobs = app.store.jobs_of(&id).await?;
    let title = visit.say("web-tab-findings");
    let busy = jobs.iter().any(|job| job.is_open);
    let examined = if busy { app.work.known(&id) } else { Some(app.examined(&case).await?) };
    let zone = app.order(&case).person_zone;
    let body = html! {
        h1 { (title) }
        (running(&visit, &app, &case, &jobs))
        @if let Some(examined) = &examined {
            (Findings { case: &case, examined, zone: &zone }.body(&visit))
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Findings), &title, &body))
}

/// What the pages of an examined case say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Findings<'a> {
    pub(super) case: &'a Case,
    pub(super) examined: &'a Examined,
    pub(super) zone: &'a Zone,
}

impl Findings<'_> {
    pub(super) fn body(&self, visit: &Visit) -> Markup {
        if self.examined.records.is_empty() {
            return html! {
                p.empty { (visit.say("findings-nothing-yet")) }
                p { a href=(format!("/case/{}/exhibits", self.case.id)) { (visit.say("findings-add")) } }
            };
        }
        html! {
            (self.overview(visit))
            div.dossier { (self.each(visit)) }
            div.dossier { (self.part(visit, Part::Charts)) }
            p { a.onward href=(format!("/case/{}", self.case.id)) { (visit.say("findings-to-steps")) } }
            (self.folded(visit, Part::Checks, &self.checks_said(visit)))
            (self.folded(visit, Part::Problems, &self.problems_said(visit)))
            (self.folded(visit, Part::Limits, &visit.say("limits-heading")))
        }
    }

    /// Every finding in one line, leading to what is said of it.
    fn overview(&self, visit: &Visit) -> Markup {
        let findings = &self.examined.examination.findings;
        html! {
            @if findings.len() > 1 {
                ol.overview {
                    @for (at, finding) in findings.iter().enumerate() {
                        li {
                            a href=(format!("#f{}", at + 1)) { (visit.say(&format!("finding-{}-title", finding.code.key()))) }
                            " " span.severity.urgent[finding.severity == Severity::Critical] {
                                (visit.say(severity(finding.severity)))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Each finding under an anchor of its number: what is said of it, what it does not show and what it
    /// calls for; the facts and rows it rests on folded away.
    fn each(&self, visit: &Visit) -> Markup {
        let all = self.blocks(visit, Part::Findings);
        let is_title = |block: &Block| matches!(block, Block::Heading { level: 2, .. });
        let start = all.iter().position(is_title).unwrap_or(all.len());
        let (before, found) = all.split_at(start);
        let links = self.links();
        html! {
            (blocks(before, Some(&links)))
            @for (at, one) in found.chunk_by(|_, next| !is_title(next)).enumerate() {
                article.finding #(format!("f{}", at + 1)) { (self.one(visit, at, one)) }
            }
        }
    }

    fn one(&self, visit: &Visit, at: usize, said: &[Block]) -> Markup {
        let findings = &self.examined.examination.findings;
        let (links, rest) = (self.links(), said.get(1..).unwrap_or_default());
        let is_rows = |block: &Block| matches!(block, Block::Heading { level: 3, .. });
        let (said, rows) = rest.split_at(rest.iter().position(is_rows).unwrap_or(rest.len()));
        let judged =
            ["finding-confidence", "finding-limit", "finding-steps"].map(|key| visit.say(key));
        let is_judged = |(name, _): &&(String, _)| judged.contains(name);
        html! {
            @if let Some(finding) = findings.get(at) {
                h2 {
                    (at + 1) ". " (visit.say(&format!("finding-{}-title", finding.code.key()))) " "
                    small.severity.urgent[finding.severity == Severity::Critical] { (visit.say(severity(finding.severity))) }
                }
            }
            @for told in said {
                @if let Block::Facts(facts) = told {
                    (block(&Block::Facts(facts.iter().filter(is_judged).cloned().collect()), Some(&links)))
                    @let bare: Vec<_> = facts.iter().filter(|fact| !is_judged(fact)).cloned().collect();
                    @if !bare.is_empty() {
                        details { summary { (visit.say("finding-facts")) } (block(&Block::Facts(bare), Some(&links))) }
                    }
                } @else { (block(told, Some(&links))) }
            }
            @if !rows.is_empty() {
                details {
                    summary { (visit.say("finding-rows")) }
                    @for row in rows.iter().filter(|block| !is_rows(block)) { (block(row, Some(&links))) }
                }
            }
        }
    }

    fn checks_said(&self, visit: &Visit) -> String {
        let examination = &self.examined.examination;
        let args = [
            ("run", examination.checks_run.len().into()),
            ("not_run", examination.checks_not_run.len().into()),
        ];
        visit.tell("findings-checks", &args)
    }

    fn problems_said(&self, visit: &Visit) -> String {
        let count = self.examined.examination.problems.len();
        visit.tell("findings-problems", &[("count", count.into())])
    }

    fn folded(&self, visit: &Visit, part: Part, said: &str) -> Markup {
        html! { details.folded { summary { h2 { (said) } } div.dossier { (self.part(visit, part)) } } }
    }

    /// A part of the dossier on a page of the app: the same sentences, citations leading to their rows.
    pub(super) fn part(&self, visit: &Visit, part: Part) -> Markup {
        blocks(&self.blocks(visit, part), Some(&self.links()))
    }

    fn links(&self) -> String {
        format!("/case/{}/exhibits", self.case.id)
    }

    fn blocks(&self, visit: &Visit, part: Part) -> Vec<Block> {
        let context = Context {
            examination: &self.examined.examination,
            quotes: &self.examined.quotes,
            zone: self.zone,
            handed: &self.examined.handed,
            case_title: Some(&self.case.title),
            demo: self.case.made_up,
            software: concat!("hikeshi ", env!("CARGO_PKG_VERSION")),
            fonts: &[],
        };
        report::part(&context, visit.lang, part)
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "severity-critical",
        Severity::Warning => "severity-warning",
        Severity::Info => "severity-info",
    }
}

/// The cells of a cited row.
pub(super) fn quoted(quote: &Quote) -> Markup {
    html! {
        dl.cells {
            @for (head, cell) in &quote.cells {
                div { @if !head.is_empty() { dt { (head) } } dd { code { (cell) } } }
            }
        }
    }
}
