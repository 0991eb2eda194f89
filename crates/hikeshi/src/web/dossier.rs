//! 状況報告書: the dossier and the bundle, made when they are asked for, and taken away as files.

use super::App;
use super::exhibit::inert;
use super::exhibits::running;
use super::page::{Place, Tab, go, hidden, moment, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::job::blocking;
use crate::store::{Bundle, What};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::Response;
use maud::{Markup, html};
use std::path::PathBuf;

/// What a dossier may consist of, as far as it is offered here, and how a browser is told to take it.
const FILES: [(&str, &str); 5] = [
    ("dossier-ja.pdf", "application/pdf"),
    ("dossier-en.pdf", "application/pdf"),
    ("dossier-ja.html", "text/html; charset=utf-8"),
    ("dossier-en.html", "text/html; charset=utf-8"),
    ("findings.json", "application/json"),
];

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let jobs = app.store.jobs_of(&id).await?;
    let bundles = app.store.bundles(&id).await?;
    let dir = app.work.dossier(&id);
    let made: Vec<&str> =
        FILES.iter().map(|file| file.0).filter(|name| dir.join(name).is_file()).collect();
    let body = html! {
        h1 { (visit.say("web-tab-dossier")) }
        (running(&visit, &app, &case, &jobs))
        section {
            p { (visit.say("dossier-page-note")) }
            @if !made.is_empty() {
                ul.plain.files {
                    @for name in made {
                        li { a href=(format!("/case/{id}/dossier/{name}")) { (visit.say(&format!("readme-{}", name.replace('.', "-")))) } }
                    }
                }
                p.note { (visit.tell("dossier-page-place", &[("place", dir.display().to_string().into())])) }
            }
            form method="post" action=(format!("/case/{id}/dossier")) {
                (hidden(&visit))
                button.main { (visit.say("dossier-page-make")) }
            }
        }
        section {
            h2 { (visit.say("bundle-page-title")) }
            p { (visit.say("bundle-page-note")) }
            @for bundle in &bundles { (one(&visit, &id, bundle)) }
            form method="post" action=(format!("/case/{id}/bundle")) {
                (hidden(&visit))
                button { (visit.say("bundle-page-make")) }
            }
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Dossier), &visit.say("web-tab-dossier"), &body))
}

fn one(visit: &Visit, case_id: &str, bundle: &Bundle) -> Markup {
    let said = if bundle.intact { "bundle-page-intact" } else { "bundle-page-broken" };
    html! {
        div.bundle {
            p { a href=(format!("/case/{case_id}/bundle/{}", bundle.id)) download { (bundle.file) } }
            p.note { (moment(visit, bundle.made_at)) " · " (visit.say(said)) " · " (visit.say("bundle-page-unstamped")) }
            @if !bundle.withheld.is_empty() {
                p.note { (visit.tell("bundle-withheld", &[("ids", bundle.withheld.clone().into())])) }
            }
        }
    }
}

/// Asks for the dossier.
pub(super) async fn make(
    State(app): State<App>,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    app.ask(&id, What::Dossier).await?;
    Ok(go(&format!("/case/{id}/dossier")))
}

/// Asks for a bundle.
pub(super) async fn bundle(
    State(app): State<App>,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response> {
    app.store.case(&id).await?;
    app.ask(&id, What::Bundle).await?;
    Ok(go(&format!("/case/{id}/dossier")))
}

/// One file of the dossier. Its page is shown in a sandbox: it brings its own style and no script.
pub(super) async fn file(
    State(app): State<App>,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response> {
    app.store.case(&id).await?;
    let (name, kind) =
        FILES.into_iter().find(|file| file.0 == name).ok_or_else(Error::no_such_page)?;
    let bytes = read(app.work.dossier(&id).join(name)).await?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    if kind != "application/pdf" {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    if let Ok(saved) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, saved);
    }
    Ok(response)
}

async fn read(path: PathBuf) -> Result<Vec<u8>> {
    blocking(move || std::fs::read(&path).map_err(|_| Error::no_such_page())).await
}

/// A bundle, to be saved.
pub(super) async fn download(
    State(app): State<App>,
    Path((id, bundle)): Path<(String, String)>,
) -> Result<Response> {
    let bundles = app.store.bundles(&id).await?;
    let found =
        bundles.into_iter().find(|known| known.id == bundle).ok_or_else(Error::no_such_page)?;
    let path = app.work.bundles(&id).join(&found.file);
    let file =
        blocking(move || std::fs::File::open(&path).map_err(|_| Error::no_such_page())).await?;
    Ok(inert(super::exhibit::streamed(file), &found.file))
}
