//! Whom to turn to, what to read, what to leave out in public: the map of support, the help centre and
//! the composer of public posts. None of them needs a case.

use super::App;
use super::page::{Place, hidden, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::firstaid::said;
use crate::help::{self, Site, centre};
use crate::job::blocking;
use crate::post;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use hikeshi_case::article::{Article, Block};
use hikeshi_case::channel::{Channel, Group, Map};
use hikeshi_case::playbook::{Source, Standing};
use maud::{Markup, html};

/// Articles named in answer to a question.
const MOST: usize = 8;
/// Longest question, characters.
const LONGEST_QUESTION: usize = 300;

/// The map of support.
pub(super) async fn channels(State(app): State<App>, visit: Visit) -> Result<Response> {
    let map = Map::load().map_err(|fault| Error::playbooks(&fault))?;
    let day = app.today();
    let body = html! {
        h1 { (visit.say("channels-title")) }
        p.lead { (said(&map.before, visit.lang)) }
        @for group in Group::ALL {
            section {
                h2 { (visit.say(&format!("channels-group-{}", group.key()))) }
                @for channel in map.of(group, None) { (channel_of(&visit, &app, &day, channel)) }
            }
        }
    };
    Ok(page(&visit, Place::Help, &visit.say("channels-title"), &body))
}

fn channel_of(visit: &Visit, app: &App, day: &str, channel: &Channel) -> Markup {
    let lines = [
        ("where", &channel.place),
        ("can", &channel.can),
        ("cannot", &channel.cannot),
        ("wait", &channel.wait),
        ("next", &channel.next),
    ];
    let sources = channel.source.iter().filter_map(|key| app.library.sources.get(key));
    html! {
        div.clock #(channel.id) {
            h3 { (said(&channel.name, visit.lang)) }
            @match channel.standing {
                Standing::Official => {}
                Standing::Practice => p.note { (visit.say("channels-practice")) }
                Standing::Unconfirmed => p.note { (visit.say("channels-unconfirmed")) }
            }
            @for (key, words) in lines {
                p { (visit.tell(&format!("channels-{key}"), &[("text", said(words, visit.lang).into())])) }
            }
            @for source in sources { (source_of(visit, day, source)) }
        }
    }
}

fn source_of(visit: &Visit, day: &str, source: &Source) -> Markup {
    let values = [
        ("name", said(&source.name, visit.lang).into()),
        ("seen", source.seen.as_str().into()),
        ("dated", source.dated.as_str().into()),
    ];
    let key = if source.dated.is_empty() { "sheet-source" } else { "sheet-source-dated" };
    html! {
        p.note {
            (visit.tell(key, &values))
            @if source.review_by.as_str() <= day { " " em { (visit.say("sheet-overdue")) } }
            @if source.uncertain { " " em { (visit.say("sheet-uncertain")) } }
        }
    }
}

/// The help centre: all articles, or the answers to a question. The question stands in the address, so
/// that the page can be gone back to; it is kept nowhere.
pub(super) async fn guide(visit: Visit, RawQuery(query): RawQuery) -> Result<Response> {
    let question = asked(query.as_deref().unwrap_or_default());
    let found = centre().find(&question, visit.lang, MOST);
    let all = centre().articles(visit.lang);
    let (kinds, others): (Vec<&Article<'_>>, Vec<&Article<'_>>) =
        all.iter().partition(|article| article.kinds.contains(&article.key));
    let body = html! {
        h1 { (visit.say("guide-title")) }
        form method="get" action="/guide" role="search" {
            label for="q" { (visit.say("guide-label")) }
            input #q name="q" type="search" value=(question) maxlength=(LONGEST_QUESTION) list="suggested" autocomplete="off" data-suggest="/guide/suggest";
            datalist #suggested {}
            button.main { (visit.say("guide-search")) }
        }
        @if question.is_empty() {
            (titles(&visit, "guide-procedures", &others))
            (titles(&visit, "guide-kinds", &kinds))
            p { a href="/guide/sites" { (visit.say("guide-sites")) } }
        } @else if found.is_empty() {
            p { (visit.say("guide-none")) }
        } @else {
            (titles(&visit, "guide-found", &found))
        }
    };
    Ok(page(&visit, Place::Help, &visit.say("guide-title"), &body))
}

/// The value of `q` in a query.
fn asked(query: &str) -> String {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap_or_default();
    let words = super::checkup::decoded(value.as_bytes());
    words.trim().chars().take(LONGEST_QUESTION).collect()
}

fn titles(visit: &Visit, heading: &str, articles: &[&Article<'_>]) -> Markup {
    html! {
        section {
            h2 { (visit.say(heading)) }
            ul.plain { @for it in articles { li { a href=(format!("/guide/{}", it.key)) { (it.title) } } } }
        }
    }
}

/// Titles that fit what is being typed, one a line.
pub(super) async fn suggest(visit: Visit, RawQuery(query): RawQuery) -> Result<String> {
    let typed = asked(query.as_deref().unwrap_or_default());
    let found = centre().suggest(&typed, visit.lang);
    Ok(found.iter().map(|it| it.title).collect::<Vec<_>>().join("\n"))
}

/// One article.
pub(super) async fn article(
    State(app): State<App>,
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response> {
    let article = centre().article(&key, visit.lang).ok_or_else(Error::no_such_page)?;
    let day = app.today();
    let sources = help::sources(article, &app.library, visit.lang, &day);
    let body = html! {
        article {
            h1 { (article.title) }
            @if article.is_overdue(&day) { p { em { (visit.tell("guide-overdue", &[("day", article.review_by.into())])) } } }
            @for block in &article.blocks {
                @match block {
                    Block::Paragraph(text) => p { (text) }
                    Block::Steps(steps) => ol { @for step in steps { li { (step) } } }
                    Block::Doubt(text) => p.cost { (visit.tell("guide-doubt", &[("text", (*text).into())])) }
                }
            }
            @for kind in &article.kinds {
                p { a href=(format!("/first/{kind}")) { (visit.tell("first-things-of", &[("kind", visit.say(&format!("triage-{kind}")).into())])) } }
            }
            p.note { (visit.tell("guide-written", &[("written", article.written.into())])) }
            @if !sources.is_empty() {
                h2 { (visit.say("sheet-sources")) }
                ul { @for source in sources {
                    li { (source.text) @for doubt in source.doubts { " " em { (doubt) } } " " span.url { (source.url) } }
                } }
            }
        }
        p { a href="/guide" { (visit.say("guide-title")) } }
    };
    Ok(page(&visit, Place::Help, article.title, &body))
}

/// The sites that belong to whom they name.
pub(super) async fn sites(State(app): State<App>, visit: Visit) -> Result<Response> {
    let parts = [
        ("guide-sites-exchange", help::sites_of("binance")),
        ("guide-sites-offices", help::offices(&app.library, visit.lang)),
    ];
    let line = |site: &Site| {
        let key = if site.is_sourced { "guide-site" } else { "guide-site-unsourced" };
        let values = [
            ("whose", site.whose.as_str().into()),
            ("address", site.address.as_str().into()),
            ("since", site.since.as_str().into()),
        ];
        visit.tell(key, &values)
    };
    let body = html! {
        h1 { (visit.say("guide-sites")) }
        p { (visit.say("guide-sites-note")) }
        @for (title, sites) in &parts {
            section { h2 { (visit.say(title)) } ul.plain { @for site in sites.iter().filter(|site| site.is_sourced) { li { (line(site)) } } } }
        }
    };
    Ok(page(&visit, Place::Help, &visit.say("guide-sites"), &body))
}

/// The composer of public posts. Its advice stands first: not to post.
pub(super) async fn compose(visit: Visit) -> Result<Response> {
    let answer = post::answer("", visit.lang);
    let body = html! {
        h1 { (visit.say("post-title")) }
        p.lead { (answer.advice) }
        ul { @for warning in &answer.warnings { li { (warning) } } }
        (post_form(&visit, ""))
    };
    Ok(page(&visit, Place::Help, &visit.say("post-title"), &body))
}

fn post_form(visit: &Visit, text: &str) -> Markup {
    html! {
        form method="post" action="/post" {
            (hidden(visit))
            label for="text" { (visit.say("post-label")) }
            textarea #text name="text" rows="8" required { (text) }
            p.note { (visit.say("post-note")) }
            button { (visit.say("post-send")) }
        }
    }
}

/// What must go before anybody reads it, and the text without it.
pub(super) async fn composed(visit: Visit, form: Form) -> Result<Response> {
    let text = form.get("text").to_owned();
    if text.trim().is_empty() {
        return Err(Error::no_words());
    }
    let lang = visit.lang;
    let (answer, text) = blocking(move || Ok((post::answer(&text, lang), text))).await?;
    let body = html! {
        h1 { (visit.say("post-title")) }
        p.lead { (answer.advice) }
        ul { @for warning in &answer.warnings { li { (warning) } } }
        section.answer aria-live="polite" {
            @if answer.removed.is_empty() { p { (visit.say("post-nothing-found")) } }
            @else {
                h2 { (visit.say("post-removed")) }
                ul {
                    @for it in &answer.removed {
                        li {
                            (visit.tell("post-removed-line", &[("name", it.name.clone().into()), ("count", it.count.into()), ("danger", it.danger.clone().into())]))
                        }
                    }
                }
            }
            @if !answer.risks.is_empty() {
                h2 { (visit.say("post-risks")) }
                ul { @for risk in &answer.risks { li { (risk) } } }
            }
            h2 { (visit.say("post-cleaned")) }
            label for="cleaned" { (visit.say("post-cleaned-label")) }
            textarea #cleaned rows="8" readonly { (answer.cleaned) }
            button.quiet type="button" data-copy="cleaned" hidden { (visit.say("about-copy")) }
        }
        (post_form(&visit, &text))
    };
    Ok(page(&visit, Place::Help, &visit.say("post-title"), &body))
}
