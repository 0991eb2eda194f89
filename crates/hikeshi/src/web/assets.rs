//! Style, script and mark of the pages, inside the executable. Their names carry their hash, so that a
//! browser may keep them.

use crate::error::{Error, Result};
use crate::evidence::keyring::hex;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

/// Name, kind and bytes of each.
const FILES: [(&str, &str, &str); 3] = [
    ("app.css", "text/css; charset=utf-8", include_str!("../../assets/app.css")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("../../assets/app.js")),
    ("mark.svg", "image/svg+xml", include_str!("../../assets/mark.svg")),
];

/// The address of one of them.
pub(super) fn address(name: &str) -> String {
    let text = FILES.iter().find(|file| file.0 == name).map_or("", |file| file.2);
    format!("/assets/{name}?{}", tag(text))
}

fn tag(text: &str) -> String {
    hex(&Sha256::digest(text)).chars().take(12).collect()
}

/// Hands one out.
pub(super) async fn get(Path(name): Path<String>) -> Result<Response> {
    let file = FILES.iter().find(|file| file.0 == name).ok_or_else(Error::no_such_page)?;
    let mut response = file.2.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.1));
    let keep = HeaderValue::from_static("private, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, keep);
    Ok(response)
}
