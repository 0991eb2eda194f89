//! Who is let in, and what every answer carries along?
//!
//! A page open in the same browser could send requests here too. So: the name in `Host` must be loopback
//! (a foreign name that resolves here is refused), nobody comes in without the cookie that only the
//! launch token gives, a form must carry a word that only our own pages know and come from ourselves, and
//! a strict content policy lets no page run or load anything that is not ours.

use super::App;
use super::page;
use super::unread::heard_out;
use super::visit::{Failed, Visit};
use crate::error::{Error, Result};
use crate::evidence::keyring::{hex, random};
use crate::settings::Settings;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Nothing from elsewhere, no script in the page, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What lets one browser in, as long as the program runs.
pub(super) struct Session {
    token: String,
    cookie: String,
    csrf: String,
}

impl Session {
    /// New words that nobody can guess.
    pub(super) fn new() -> Result<Self> {
        let secret = random()?;
        let derived =
            |label: &str| hex(&Sha256::new().chain_update(secret).chain_update(label).finalize());
        Ok(Self { token: derived("token"), cookie: derived("cookie"), csrf: derived("form") })
    }

    /// What stands in the address that the program opens.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// What every form carries.
    pub(super) fn csrf(&self) -> &str {
        &self.csrf
    }
}

/// The same time for every wrong word.
fn same(given: &str, known: &str) -> bool {
    given.len() == known.len()
        && given.bytes().zip(known.bytes()).fold(0, |apart, (a, b)| apart | (a ^ b)) == 0
}

/// Looks at every request before a page does, and at every answer after.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut request = request.map(heard_out);
    let admitted = admit(&app, &request);
    // The word of our forms is for those who are in, and for nobody else's page.
    let csrf = if known(&app, &request) { app.csrf() } else { "" };
    let visit = Visit::of(&app.settings, csrf, request.headers(), request.uri().path());
    let mut response = match admitted {
        Admitted::In => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
        Admitted::WithToken(place) => with_cookie(&app, &visit, &place),
        Admitted::Refused(code) => page::refusal(&visit, code),
    };
    if let Some(Failed(error)) = response.extensions().get::<Failed>().cloned() {
        if error.cause.is_some() {
            app.log.error(app.clock.now(), "page", &error);
        }
        response = page::failure(&visit, &error);
    }
    protect(response.headers_mut());
    response
}

/// What every answer carries along.
fn protect(headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, POLICY);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "same-origin");
    set(CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
}

/// Whatever is asked for, the one page that says why the app cannot work.
pub(super) async fn only_why(
    State((why, settings)): State<(Arc<Error>, Settings)>,
    request: Request,
    next: Next,
) -> Response {
    let visit = Visit::of(&settings, "", request.headers(), request.uri().path());
    let mut response = if !is_loopback(&visit.host) {
        page::refusal(&visit, "host")
    } else if visit.path.starts_with("/assets/") {
        next.run(request).await
    } else {
        page::failure(&visit, &why)
    };
    protect(response.headers_mut());
    response
}

enum Admitted {
    In,
    /// Came with the token: gets the cookie and goes to this place without it.
    WithToken(String),
    Refused(&'static str),
}

fn admit(app: &App, request: &Request) -> Admitted {
    let headers = request.headers();
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(&HOST).unwrap_or_default();
    if !is_loopback(host) {
        return Admitted::Refused("host");
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let origin = text(&ORIGIN);
        let own = origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
        if !own {
            return Admitted::Refused("origin");
        }
    }
    let query = request.uri().query().unwrap_or_default();
    let given = query.split('&').find_map(|pair| pair.strip_prefix("token="));
    if let Some(given) = given
        && same(given, &app.session.token)
    {
        return Admitted::WithToken(request.uri().path().to_owned());
    }
    if known(app, request) || request.uri().path().starts_with("/assets/") {
        Admitted::In
    } else {
        Admitted::Refused("token")
    }
}

/// Whether the browser has the cookie that only the launch token gives.
fn known(app: &App, request: &Request) -> bool {
    let host = request.headers().get(HOST).and_then(|value| value.to_str().ok());
    let host = host.unwrap_or_default();
    is_loopback(host)
        && cookies(request.headers())
            .any(|(name, value)| name == cookie_name(host) && same(value, &app.session.cookie))
}

/// Another program on another port of this computer shares our cookies, so the port is part of the name.
fn cookie_name(host: &str) -> String {
    let port = host.rsplit(':').next().unwrap_or_default();
    format!("hikeshi-{port}")
}

/// `127.0.0.1`, `localhost` or `[::1]`, with a port or without.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// The cookies of a request.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

fn with_cookie(app: &App, visit: &Visit, place: &str) -> Response {
    let host = visit.host.as_str();
    let cookie =
        format!("{}={}; HttpOnly; SameSite=Strict; Path=/", cookie_name(host), app.session.cookie);
    let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
    let cookie = HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""));
    (StatusCode::SEE_OTHER, [(LOCATION, place), (SET_COOKIE, cookie)]).into_response()
}

/// Refuses a form that did not come from a page of ours.
pub(super) fn own_form(app: &App, csrf: &str) -> Result<()> {
    if same(csrf, &app.session.csrf) { Ok(()) } else { Err(Error::foreign_form()) }
}

/// No page has this address.
pub(super) async fn nothing_here() -> Result<Response> {
    Err(Error::no_such_page())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_ours() {
        for host in ["127.0.0.1:8080", "localhost", "localhost:1", "[::1]:9", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["", "example.com", "127.0.0.1.example.com:80", "localhost:80:80", "::1", "10.0.0.1"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
