//! The frame around every page, the pages of errors, and the change of language.

use super::App;
use super::assets;
use super::visit::{Form, LANG_COOKIE, Visit};
use crate::error::{Error, Result};
use crate::lang::Arg;
use crate::store::Case;
use axum::extract::State;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use hikeshi_case::time::{Time, offset_label};
use maud::{DOCTYPE, Markup, html};

/// Where a page stands among the others.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// The first page and what it leads to.
    First,
    /// The list of cases.
    Cases,
    /// The help centre and what belongs to it.
    Help,
    /// The one box.
    Check,
    /// Prevention and check-ups.
    Prevent,
    /// A tab of a case.
    Case(&'a Case, Tab),
    /// Nowhere: an error.
    Nowhere,
}

/// The tabs of a case, in the order of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// What to do now.
    Steps,
    /// The exhibits.
    Exhibits,
    /// What happened, in order.
    Course,
    /// What was found.
    Findings,
    /// Letters, and what was sent to whom.
    Contact,
    /// The dossier and the bundle.
    Dossier,
    /// Settings of the case: closing, deleting.
    Manage,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::Steps,
        Self::Exhibits,
        Self::Course,
        Self::Findings,
        Self::Contact,
        Self::Dossier,
        Self::Manage,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Exhibits => "exhibits",
            Self::Course => "course",
            Self::Findings => "findings",
            Self::Contact => "contact",
            Self::Dossier => "dossier",
            Self::Manage => "manage",
        }
    }

    fn address(self, case: &Case) -> String {
        match self {
            Self::Steps => format!("/case/{}", case.id),
            other => format!("/case/{}/{}", case.id, other.key()),
        }
    }
}

/// A page in its frame.
pub(super) fn page(visit: &Visit, place: Place<'_>, title: &str, body: &Markup) -> Response {
    Html(framed(visit, place, title, body).into_string()).into_response()
}

fn framed(visit: &Visit, place: Place<'_>, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(visit.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " – " (visit.say("web-name")) }
                link rel="stylesheet" href=(assets::address("app.css"));
                link rel="icon" href=(assets::address("mark.svg")) type="image/svg+xml";
                script src=(assets::address("app.js")) defer {}
            }
            body {
                a.skip href="#main" { (visit.say("web-skip")) }
                (top(visit, place))
                @if let Place::Case(case, tab) = place { (case_head(visit, case, tab)) }
                main #main tabindex="-1" { (body) }
                (foot(visit))
            }
        }
    }
}

fn top(visit: &Visit, place: Place<'_>) -> Markup {
    let here = |is: bool| is.then_some("page");
    html! {
        header.top {
            a.brand href="/" {
                strong { (visit.say("web-name")) }
                span { (visit.say("web-line")) }
            }
            nav aria-label=(visit.say("web-nav")) {
                a href="/" aria-current=[here(matches!(place, Place::First))] { (visit.say("web-nav-first")) }
                a href="/cases" aria-current=[here(matches!(place, Place::Cases))] { (visit.say("web-nav-cases")) }
                a href="/check" aria-current=[here(matches!(place, Place::Check))] { (visit.say("web-nav-check")) }
                a href="/guide" aria-current=[here(matches!(place, Place::Help))] { (visit.say("web-nav-help")) }
                a href="/prevent" aria-current=[here(matches!(place, Place::Prevent))] { (visit.say("web-nav-prevent")) }
            }
            form.lang method="post" action="/lang" {
                (hidden(visit))
                input type="hidden" name="to" value=(visit.path);
                button name="lang" value=(visit.say("web-lang-other-tag")) lang=(visit.say("web-lang-other-tag")) {
                    (visit.say("web-lang-other"))
                }
            }
        }
    }
}

fn case_head(visit: &Visit, case: &Case, here: Tab) -> Markup {
    html! {
        section.case-head aria-label=(visit.say("web-tabs")) {
            @if case.made_up { p.label { (visit.say("web-made-up")) } }
            p.case-title { (case_title(visit, case)) }
            nav.tabs aria-label=(visit.say("web-tabs")) {
                @for tab in Tab::ALL {
                    a href=(tab.address(case)) aria-current=[(tab == here).then_some("page")] {
                        (visit.say(&format!("web-tab-{}", tab.key())))
                    }
                }
            }
        }
    }
}

/// What a case is called; the made-up one in the language of the page.
pub(super) fn case_title(visit: &Visit, case: &Case) -> String {
    if case.made_up { visit.say("demo-title") } else { case.title.clone() }
}

fn foot(visit: &Visit) -> Markup {
    html! {
        footer.foot {
            p { (visit.say("web-foot-secrets")) }
            p { (visit.say("web-foot-here")) }
            p { a href="/about" { (visit.say("web-about")) } }
        }
    }
}

/// What every form carries.
pub(super) fn hidden(visit: &Visit) -> Markup {
    html! { input type="hidden" name="csrf" value=(visit.csrf); }
}

/// After an act the browser gets the page anew, so that reloading does not act again.
pub(super) fn go(place: &str) -> Response {
    let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, place)]).into_response()
}

/// A moment: the person's zone, and UTC beside it.
pub(super) fn moment(visit: &Visit, at: Time) -> Markup {
    let offset_s = visit.zone.offset_s(at);
    let short =
        |time: Time| time.to_string().chars().take(16).collect::<String>().replace('T', " ");
    let own = short(at.plus_seconds(i64::from(offset_s)));
    let utc = short(at);
    html! {
        time datetime=(at.to_string()) {
            @if offset_s == 0 { (utc) " UTC" } @else {
                (own) " (" (format!("UTC{}", offset_label(offset_s))) ")"
                span.utc { (utc) " UTC" }
            }
        }
    }
}

/// What went wrong and what can be done about it, in two sentences.
pub(super) fn told(visit: &Visit, code: &str, subject: &str) -> Markup {
    let subject = [("subject", Arg::from(subject))];
    html! {
        p { (visit.tell(&format!("err-{code}"), &subject)) }
        p { (visit.tell(&format!("rec-{code}"), &subject)) }
    }
}

/// What went wrong, and what the person can do about it.
pub(super) fn failure(visit: &Visit, error: &Error) -> Response {
    let subject = [("subject", Arg::from(error.subject.as_str()))];
    let status = match error.code {
        "no-such-page" | "no-such-exhibit" => StatusCode::NOT_FOUND,
        "foreign-form" => StatusCode::FORBIDDEN,
        "bad-form" | "picture-unreadable" | "upload-empty" | "upload-broken" | "no-words" => {
            StatusCode::BAD_REQUEST
        }
        "upload-too-large" => StatusCode::PAYLOAD_TOO_LARGE,
        "disk-full" => StatusCode::INSUFFICIENT_STORAGE,
        "case-held" | "case-locked" | "letter-changed" => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let said = visit.tell(&format!("err-{}", error.code), &subject);
    let body = html! {
        section.failure {
            h1 { (said) }
            p { (visit.tell(&format!("rec-{}", error.code), &subject)) }
            p { a href="/" { (visit.say("web-back-first")) } }
        }
    };
    let mut response = page(visit, Place::Nowhere, &said, &body);
    *response.status_mut() = status;
    response
}

/// Nobody is let in without knowing why not.
pub(super) fn refusal(visit: &Visit, why: &str) -> Response {
    let title = visit.say("web-refused");
    let body = html! {
        section.failure {
            h1 { (title) }
            p { (visit.say(&format!("web-refused-{why}"))) }
        }
    };
    let mut response = page(visit, Place::Nowhere, &title, &body);
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

/// Remembers the language in this browser, and shows the same page again.
pub(super) async fn change_lang(State(_): State<App>, form: Form) -> Result<Response> {
    let tag = if form.get("lang") == "ja" { "ja" } else { "en" };
    let mut response = go(own_place(form.get("to")));
    let cookie = format!("{LANG_COOKIE}={tag}; SameSite=Strict; Path=/; Max-Age=31536000");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A place on this site, else the first page: `//elsewhere` is none.
fn own_place(place: &str) -> &str {
    // Browsers pass over tabs and take a backslash for a slash.
    let plain = |c: char| !c.is_control() && c != '\\';
    let own = place.starts_with('/') && !place.starts_with("//") && place.chars().all(plain);
    // What was shown after a form has no page of its own.
    if own && place != "/first" { place } else { "/" }
}
