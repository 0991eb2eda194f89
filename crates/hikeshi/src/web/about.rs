//! この火消しについて: what runs here, and what to send along with the report of a fault.

use super::App;
use super::page::{Place, page};
use super::visit::Visit;
use crate::error::Result;
use crate::{evidence, font};
use axum::extract::State;
use axum::response::Response;
use hikeshi_case::examination::RULES;
use maud::html;

/// Of the log, this much is shown.
const LOG_BYTES: u64 = 8 << 10;

/// The page. It names no case, no file and no person, so that it can be passed on as it is.
pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let cases = app.store.cases().await?.len();
    let own = app.clone();
    let (fonts, reader, log) = crate::job::blocking(move || {
        let font = font::find(None, &own.settings.font_dirs);
        let family = font.map_or("-", |font| font.family);
        Ok((family, evidence::reads_pictures(), own.log.tail(LOG_BYTES)))
    })
    .await?;
    let told = format!(
        "hikeshi {} rules {RULES}\nsystem {} {}\nlanguage {} zone {}\nfont {fonts}\nreads pictures {reader}\ncases {cases}\n\n{log}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        visit.lang.tag(),
        visit.zone.label(),
    );
    let body = html! {
        h1 { (visit.say("web-about")) }
        p { (visit.tell("about-version", &[("version", env!("CARGO_PKG_VERSION").into())])) }
        p { (visit.say("about-offline")) }
        p { (visit.say("about-odds")) }
        section {
            h2 { (visit.say("about-diagnostics")) }
            p #told-note { (visit.say("about-diagnostics-note")) }
            label for="told" { (visit.say("about-diagnostics-label")) }
            textarea #told rows="12" readonly aria-describedby="told-note" { (told) }
            button type="button" data-copy="told" hidden { (visit.say("about-copy")) }
        }
        p.note { (visit.tell("about-place", &[("place", app.data_dir.display().to_string().into())])) }
    };
    Ok(page(&visit, Place::Nowhere, &visit.say("web-about"), &body))
}
