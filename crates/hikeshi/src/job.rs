//! The work behind the pages: one queue, done one after the other, and the one place where an async
//! page crosses into blocking work ([`blocking`]).
//!
//! What was asked for stands in the store before the person is told so; a job that a crash interrupted
//! is done again from the start, and each is written so that this does no harm. Cases stay open while the
//! program runs, each behind its own lock; what an examination said is kept beside it, since the same
//! exhibits always say the same.

mod bundle;
mod deletion;
mod dossier;
mod intake;

use crate::cli::Surroundings;
use crate::cli::examine::{self, Order};
use crate::error::{Error, Result};
use crate::evidence::case::Case;
use crate::evidence::keyring::Keyring;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::store::{self, Job, What};
use crate::web::App;
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::finding::Cite;
use hikeshi_case::quote::{Quote, quotes};
use hikeshi_case::redact::{self, Handed};
use hikeshi_case::time::Zone;
use hikeshi_seal::Record;
use hikeshi_seal::custody::Act;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// The open cases, and what is being done with them.
pub struct Work {
    data_dir: PathBuf,
    keyring: Keyring,
    wake: Notify,
    stopping: AtomicBool,
    open: Mutex<BTreeMap<String, Arc<Opened>>>,
    running: Mutex<BTreeMap<String, Progress>>,
    build_hash: OnceLock<Option<String>>,
}

/// Longest wait before a store that could not be written is tried again.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often a piece of work may end the whole program before it is left alone.
const MOST_BEGUN: i64 = 5;

/// A case that is open.
struct Opened {
    /// `None` once it was deleted: who still holds on to it must not write into its folder.
    case: Mutex<Option<Case>>,
    examined: Mutex<Option<Arc<Examined>>>,
}

/// What is known of a case after its exhibits were examined.
#[derive(Debug)]
pub struct Examined {
    /// What was found.
    pub examination: Examination,
    /// The words of the rows that findings and the timeline cite.
    pub quotes: BTreeMap<Cite, Quote>,
    /// Every exhibit as the seal knows it.
    pub records: Vec<Record>,
    /// Exhibits on legal hold.
    pub held: BTreeSet<u32>,
    /// How each exhibit would be handed on.
    pub handed: BTreeMap<ExhibitId, Handed>,
    /// Events in the case's log.
    pub events: u64,
}

impl fmt::Debug for Work {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Work({})", self.data_dir.display())
    }
}

/// Runs blocking work on a thread of its own.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::crossing)?
}

/// A panic in one case's work must not lock the others out.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Work {
    /// In a data folder.
    pub fn new(data_dir: PathBuf, keyring: Keyring) -> Self {
        Self {
            data_dir,
            keyring,
            wake: Notify::new(),
            stopping: AtomicBool::new(false),
            open: Mutex::default(),
            running: Mutex::default(),
            build_hash: OnceLock::new(),
        }
    }

    /// The folder of a case.
    pub fn dir(&self, case_id: &str) -> PathBuf {
        self.data_dir.join("cases").join(case_id)
    }

    /// Where files wait that were received and not sealed yet.
    pub fn incoming(&self, case_id: &str) -> PathBuf {
        self.dir(case_id).join("incoming")
    }

    /// Where the dossier of a case lies.
    pub fn dossier(&self, case_id: &str) -> PathBuf {
        self.dir(case_id).join("dossier")
    }

    /// Where the bundles of a case lie.
    pub fn bundles(&self, case_id: &str) -> PathBuf {
        self.dir(case_id).join("bundles")
    }

    fn vault(&self, case_id: &str) -> PathBuf {
        self.dir(case_id).join("vault")
    }

    /// Begins a case: its folder, its vault, its first event.
    pub fn create(&self, case_id: &str) -> Result<()> {
        let dir = self.dir(case_id);
        for dir in [&self.incoming(case_id), &self.bundles(case_id), &self.vault(case_id)] {
            std::fs::create_dir_all(dir).map_err(|cause| Error::write(dir, cause))?;
        }
        owner_only(&dir)?;
        let case = Case::create(&self.vault(case_id), case_id, &self.keyring, false)?;
        let opened = Opened { case: Mutex::new(Some(case)), examined: Mutex::default() };
        held(&self.open).insert(case_id.to_owned(), Arc::new(opened));
        Ok(())
    }

    fn opened(&self, case_id: &str) -> Result<Arc<Opened>> {
        let mut open = held(&self.open);
        if let Some(opened) = open.get(case_id) {
            return Ok(Arc::clone(opened));
        }
        let case = Case::open(&self.vault(case_id), &self.keyring)?;
        let case = Mutex::new(Some(case));
        let opened = Arc::new(Opened { case, examined: Mutex::default() });
        open.insert(case_id.to_owned(), Arc::clone(&opened));
        Ok(opened)
    }

    /// Does something with a case; nobody else does at that moment.
    pub fn with_case<T>(
        &self,
        case_id: &str,
        act: impl FnOnce(&mut Case) -> Result<T>,
    ) -> Result<T> {
        let opened = self.opened(case_id)?;
        let mut case = held(&opened.case);
        act(case.as_mut().ok_or_else(Error::no_such_page)?)
    }

    /// What is known of a case; examines it where that has not been done since it changed.
    pub fn examined(&self, case_id: &str, order: &Order) -> Result<Arc<Examined>> {
        let opened = self.opened(case_id)?;
        // A page does not wait for a dossier that is being written.
        let known = held(&opened.examined).clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let mut case = held(&opened.case);
        if let Some(known) = held(&opened.examined).clone() {
            return Ok(known);
        }
        let case = case.as_mut().ok_or_else(Error::no_such_page)?;
        let fresh = Arc::new(examined(case, order));
        *held(&opened.examined) = Some(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// What is known of a case at this moment, without waiting for work that is under way.
    pub fn known(&self, case_id: &str) -> Option<Arc<Examined>> {
        let opened = held(&self.open).get(case_id).cloned()?;
        held(&opened.examined).clone()
    }

    /// The exhibits of a case changed: what was known of it is known no more.
    pub fn forget_examined(&self, case_id: &str) -> Result<()> {
        *held(&self.opened(case_id)?.examined) = None;
        Ok(())
    }

    /// How far the work on a case is, while any runs.
    pub fn progress(&self, case_id: &str) -> Option<Progress> {
        held(&self.running).get(case_id).cloned()
    }

    /// There is something new to do.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// A while, or until there is something new to do.
    async fn pause(&self) {
        drop(tokio::time::timeout(PATIENCE, self.wake.notified()).await);
    }

    /// After what is under way, no more.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
        self.wake.notify_one();
    }
}

/// On systems that know owners, nobody else reads a case.
pub(crate) fn owner_only(dir: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let only = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(dir, only).map_err(|cause| Error::write(dir, cause))?;
    }
    #[cfg(not(unix))]
    let _unknown = dir;
    Ok(())
}

fn examined(case: &mut Case, order: &Order) -> Examined {
    let records = case.records();
    let held = records.iter().map(|record| record.id).filter(|id| case.is_held(*id)).collect();
    let events = case.events();
    let files = case.files();
    let examination = examine::examine(files, order);
    let mut cites: BTreeSet<Cite> = BTreeSet::new();
    for finding in &examination.findings {
        cites.extend(finding.cites.iter().copied());
    }
    let quotes = quotes(&*files, &cites);
    let handed = redact::plan(&*files, &examination);
    Examined { examination, quotes, records, held, handed, events }
}

impl App {
    /// Who acts, now.
    pub fn act(&self) -> Act {
        let executable = self.settings.executable.as_deref();
        let hash =
            self.work.build_hash.get_or_init(|| executable.and_then(crate::evidence::build_hash));
        let now = self.clock.now();
        crate::evidence::act(now, &self.settings.person_zone, "owner", hash.clone())
    }

    /// How a case is examined.
    pub fn order(&self, case: &store::Case) -> Order {
        let tokyo = || Zone::parse("Asia/Tokyo").unwrap_or(Zone::UTC);
        let own = || self.settings.person_zone.clone();
        Order {
            dossiers: &Lang::ALL,
            out: None,
            font_dir: None,
            title: Some(case.title.clone()).filter(|title| !title.is_empty()),
            person_zone: if case.made_up { tokyo() } else { own() },
            zone: None,
            as_of: None,
            made_up: case.made_up,
        }
    }

    /// The surroundings, as the commands know them.
    pub fn around(&self) -> Surroundings<'_> {
        Surroundings { settings: &self.settings, clock: &*self.clock }
    }

    /// What is known of a case, for a page.
    pub async fn examined(&self, case: &store::Case) -> Result<Arc<Examined>> {
        let (app, case) = (self.clone(), case.clone());
        blocking(move || app.work.examined(&case.id, &app.order(&case))).await
    }

    /// Does something with a case, for a page.
    pub async fn with_case<T: Send + 'static>(
        &self,
        case_id: &str,
        act: impl FnOnce(&App, &mut Case) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (app, case_id) = (self.clone(), case_id.to_owned());
        blocking(move || app.work.with_case(&case_id, |case| act(&app, case))).await
    }

    /// Asks for a piece of work.
    pub async fn ask(&self, case_id: &str, what: What) -> Result<()> {
        self.store.ask(&self.fresh_id()?, case_id, what, self.clock.now()).await?;
        self.work.wake();
        Ok(())
    }
}

/// Puts right what a crash left behind, before the first request is answered.
pub async fn sweep(app: &App) -> Result<()> {
    deletion::sweep(app).await?;
    intake::sweep(app).await
}

/// Does what is asked for, until told to stop.
pub async fn run(app: App) {
    while !app.work.is_stopping() {
        match app.store.next_job().await {
            Ok(Some(job)) => finish(&app, &job).await,
            Ok(None) => app.work.wake.notified().await,
            // The pages say so; what waits is not forgotten.
            Err(_) => app.work.pause().await,
        }
    }
}

async fn finish(app: &App, job: &Job) {
    let progress = Progress::new(true);
    held(&app.work.running).insert(job.case_id.clone(), progress.clone());
    let (code, subject) = match perform(app, job, progress).await {
        Ok(()) => ("", String::new()),
        Err(error) => {
            app.log.error(app.clock.now(), job.what.key(), &error);
            (error.code, error.subject)
        }
    };
    // On a full disk not even that can be written; once there is room again the work goes on.
    while app.store.end_job(&job.id, code, &subject, app.clock.now()).await.is_err()
        && !app.work.is_stopping()
    {
        app.work.pause().await;
    }
    held(&app.work.running).remove(&job.case_id);
}

async fn perform(app: &App, job: &Job, progress: Progress) -> Result<()> {
    let case = app.store.case(&job.case_id).await?;
    // What takes the whole program down would do so again at every start.
    if app.store.begin_job(&job.id).await? > MOST_BEGUN {
        return Err(Error::work_crashed());
    }
    match job.what {
        What::Intake => intake::run(app, &case, progress).await,
        What::Dossier => dossier::run(app, &case, progress).await,
        What::Bundle => bundle::run(app, &case, progress).await,
    }
}
