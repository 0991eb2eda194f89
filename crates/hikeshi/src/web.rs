//! The app: pages on this computer alone, served on loopback to the person's own browser.
//!
//! One file a page under `web/`. Every act is a form that works without script; what changes a case's
//! bytes goes through [`crate::job`], the one place where blocking work is done. [`guard`] lets nobody in
//! but the browser that came with the launch token, [`page`] is the frame around every page.

mod about;
mod advice;
mod assets;
mod cases;
mod check;
mod checkup;
mod contact;
mod course;
mod dossier;
mod exhibit;
mod exhibits;
mod findings;
mod first;
mod guard;
mod page;
mod particulars;
mod prevent;
mod steps;
#[cfg(test)]
mod tests;
mod unread;
mod upload;
pub mod visit;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::evidence::keyring::{Keyring, random};
use crate::job::Work;
use crate::log::Log;
use crate::settings::Settings;
use crate::store::Store;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use guard::Session;
use hikeshi_case::playbook::Library;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What names consist of: without letters that are read for others.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Longest form without files, bytes.
const FORM_BYTES: usize = 1 << 20;

/// What every page can reach.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

/// What an [`App`] holds.
pub struct Inner {
    /// What the app remembers.
    pub store: Store,
    /// The open cases and the work on them.
    pub work: Work,
    /// Who may come in.
    session: Session,
    /// The surroundings.
    pub settings: Settings,
    /// What time it is.
    pub clock: Box<dyn Clock + Send + Sync>,
    /// The playbooks.
    pub library: Library,
    /// The data folder.
    pub data_dir: PathBuf,
    /// What went wrong so far.
    pub log: Log,
}

impl fmt::Debug for App {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "App({})", self.data_dir.display())
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl App {
    /// Opens what lies in a data folder.
    pub async fn open(
        data_dir: PathBuf,
        settings: Settings,
        clock: Box<dyn Clock + Send + Sync>,
    ) -> Result<Self> {
        std::fs::create_dir_all(&data_dir).map_err(|cause| Error::write(&data_dir, cause))?;
        crate::job::owner_only(&data_dir)?;
        let store = Store::open(&data_dir).await?;
        let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
        let keyring = Keyring::new(&data_dir, None);
        let work = Work::new(data_dir.clone(), keyring);
        let session = Session::new()?;
        let log = Log::new(&data_dir);
        let inner = Inner { store, work, session, settings, clock, library, data_dir, log };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// A name that nobody can guess, for a case, an upload, a job.
    pub fn fresh_id(&self) -> Result<String> {
        let bytes = random()?;
        let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).copied().map(char::from);
        Ok(bytes.iter().take(16).filter_map(letter).collect())
    }

    /// The pages.
    pub fn router(&self) -> Router {
        let case = Router::new()
            .route("/", get(steps::show))
            .route("/step", post(steps::acts::tick))
            .route("/fork", post(steps::acts::answer))
            .route("/timer", post(steps::acts::start_timer))
            .route("/kind", post(steps::acts::change_kind))
            .route("/sheet", get(steps::sheet))
            .route("/exhibits", get(exhibits::show))
            .route("/paste", post(exhibits::paste))
            .route("/exhibits/{exhibit}", get(exhibit::show))
            .route("/exhibits/{exhibit}/original", get(exhibit::original))
            .route("/exhibits/{exhibit}/hold", post(exhibit::hold))
            .route("/course", get(course::show))
            .route("/findings", get(findings::show))
            .route("/contact", get(contact::show))
            .route("/contact/log.txt", get(contact::log))
            .route("/contact/{to}", get(contact::letter).post(contact::sent))
            .route("/contact/{to}/{file}", get(contact::file))
            .route("/contact/sent/{enquiry}", get(contact::sent_text).post(contact::change))
            .route("/particulars", get(particulars::show).post(particulars::keep))
            .route("/dossier", get(dossier::show).post(dossier::make))
            .route("/dossier/{*file}", get(dossier::file))
            .route("/bundle", post(dossier::bundle))
            .route("/bundle/{bundle}", get(dossier::download))
            .route("/progress", get(exhibits::progress))
            .route("/again", post(exhibits::again))
            .route("/manage", get(cases::manage).post(cases::change));
        let case = case.route("/upload", post(upload::receive).layer(DefaultBodyLimit::disable()));
        Router::new()
            .route("/", get(first::show))
            .route("/first", post(first::read))
            .route("/first/{kind}", get(first::sheet))
            .route("/first/{kind}/sheet", get(first::sheet_alone))
            .route("/cases", get(cases::list).post(cases::begin))
            .route("/cases/files", post(upload::begin).layer(DefaultBodyLimit::disable()))
            .route("/check", get(check::show).post(check::judge))
            .route("/check/file", post(check::file).layer(DefaultBodyLimit::max(check::FILE_BYTES)))
            .route("/channels", get(advice::channels))
            .route("/guide", get(advice::guide))
            .route("/guide/suggest", get(advice::suggest))
            .route("/guide/sites", get(advice::sites))
            .route("/guide/{key}", get(advice::article))
            .route("/post", get(advice::compose).post(advice::composed))
            .route("/prevent", get(prevent::show))
            .route("/prevent/password", get(checkup::password).post(checkup::judge_password))
            .route("/prevent/api-key", get(checkup::api_key).post(checkup::judge_api_key))
            .route(
                "/prevent/document",
                get(checkup::document)
                    .post(checkup::judge_document)
                    .layer(DefaultBodyLimit::max(checkup::FILE_BYTES)),
            )
            .route("/about", get(about::show))
            .route("/lang", post(page::change_lang))
            .route("/assets/{name}", get(assets::get))
            .nest("/case/{case}", case)
            .fallback(guard::nothing_here)
            .method_not_allowed_fallback(guard::nothing_here)
            .layer(DefaultBodyLimit::max(FORM_BYTES))
            .layer(axum::middleware::from_fn_with_state(self.clone(), guard::guard))
            .with_state(self.clone())
    }

    /// The address to open, with what lets its browser in.
    pub fn address(&self, at: SocketAddr) -> String {
        format!("http://{at}/?token={}", self.session.token())
    }
}

/// Takes a port on loopback: the one asked for, or any that is free.
pub async fn listen(port: u16) -> Result<TcpListener> {
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(at).await.map_err(|cause| Error::port(port, cause))
}

/// Serves the pages and does the work until `stop` is ready. Work that is under way ends first.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    if let Err(error) = crate::job::sweep(&app).await {
        // What is left over waits for the next start; the pages work without it.
        app.log.error(app.clock.now(), "sweep", &error);
    }
    let router = app.router();
    // So that the first person who asks does not wait for it.
    drop(tokio::spawn(crate::job::blocking(|| {
        hikeshi_case::triage::prepare();
        Ok(())
    })));
    let worker = tokio::spawn(crate::job::run(app.clone()));
    let served = axum::serve(listener, router).with_graceful_shutdown(stop).await;
    app.work.stop();
    drop(worker.await);
    app.store.close().await;
    served.map_err(Error::serving)
}

/// Serves, until `stop` is ready, the one page that says why there are no others.
pub async fn serve_why(
    why: Arc<Error>,
    settings: Settings,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let only_why = axum::middleware::from_fn_with_state((why, settings), guard::only_why);
    let router = Router::new().route("/assets/{name}", get(assets::get));
    let router = router.fallback(guard::nothing_here).layer(only_why);
    axum::serve(listener, router).with_graceful_shutdown(stop).await.map_err(Error::serving)
}
