//! Who reads, in which language, and what a page needs to know of the request.

use super::App;
use super::guard::{cookies, own_form};
use crate::error::{Error, Result};
use crate::lang::{Arg, Lang, text};
use crate::settings::Settings;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, HOST};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use hikeshi_case::time::Zone;
use std::convert::Infallible;
use std::sync::Arc;

/// The cookie that remembers the language of a browser.
pub const LANG_COOKIE: &str = "hikeshi-lang";

/// One request, as pages see it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The language of the pages.
    pub lang: Lang,
    /// The zone the person lives in.
    pub zone: Zone,
    /// The address asked for, without its query.
    pub path: String,
    /// The name and port it was asked at.
    pub host: String,
    /// What every form carries.
    pub csrf: String,
}

impl Visit {
    /// The language is what this browser chose last, else what it asks for, else the system's.
    pub fn of(settings: &Settings, csrf: &str, headers: &HeaderMap, path: &str) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let chosen = cookies(headers).find(|(name, _)| *name == LANG_COOKIE);
        let chosen = chosen.and_then(|(_, tag)| lang_of(tag));
        let asked = header(ACCEPT_LANGUAGE).unwrap_or_default().split(',').find_map(lang_of);
        Self {
            lang: chosen.or(asked).unwrap_or(settings.lang),
            zone: settings.person_zone.clone(),
            path: path.to_owned(),
            host: header(HOST).unwrap_or_default().to_owned(),
            csrf: csrf.to_owned(),
        }
    }

    /// A sentence without values.
    pub fn say(&self, key: &str) -> String {
        text(self.lang, key, &[])
    }

    /// A sentence with values.
    pub fn tell(&self, key: &str, args: &[(&str, Arg)]) -> String {
        text(self.lang, key, args)
    }
}

fn lang_of(tag: &str) -> Option<Lang> {
    let first = tag.trim().split(['-', ';']).next().unwrap_or_default();
    Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(first))
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &App,
    ) -> std::result::Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().cloned();
        let fresh = || Self::of(&app.settings, app.csrf(), &parts.headers, parts.uri.path());
        Ok(known.unwrap_or_else(fresh))
    }
}

/// The fields of a form that came from one of our own pages.
#[derive(Debug)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field that may be sent several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }
}

impl FromRequest<App> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let fields = axum::Form::<Vec<(String, String)>>::from_request(request, app).await;
        let form = Self(fields.map_err(Error::bad_form)?.0);
        own_form(app, form.get("csrf"))?;
        Ok(form)
    }
}

/// An error on its way to the page that tells it.
#[derive(Clone, Debug)]
pub struct Failed(pub Arc<Error>);

/// The guard makes a page of it: it knows the language.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
    }
}

impl App {
    /// What every form carries.
    pub fn csrf(&self) -> &str {
        self.session.csrf()
    }
}
