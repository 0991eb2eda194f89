//! Seals what was received, and examines the case anew.

use super::blocking;
use crate::cli::examine;
use crate::error::{Error, Result};
use crate::evidence;
use crate::progress::Progress;
use crate::store::{Case, Job, Upload, What};
use crate::web::App;
use std::path::{Path, PathBuf};

/// Done again after a crash it finds what it sealed already, and takes nothing twice.
pub(super) async fn run(app: &App, case: &Case, progress: Progress) -> Result<()> {
    let uploads = app.store.uploads(&case.id).await?;
    progress.stage("intake");
    let (own, of, waiting, watch) = (app.clone(), case.clone(), uploads.clone(), progress.clone());
    let done = blocking(move || seal(&own, &of, &waiting, &watch)).await?;
    let (sealed, left): (Vec<_>, Vec<_>) = uploads.into_iter().zip(done).partition(|it| it.1);
    let sealed: Vec<Upload> = sealed.into_iter().map(|it| it.0).collect();
    app.store.sealed(&sealed).await?;
    for upload in &sealed {
        remove(&app.work.incoming(&case.id).join(&upload.id));
    }
    progress.stage("examine");
    app.work.forget_examined(&case.id)?;
    app.examined(case).await?;
    // What could not be read stays where it is, to be tried again.
    left.first().map_or(Ok(()), |(upload, _)| Err(Error::upload_unread(&upload.name)))
}

/// Whether each of them need not be kept any longer.
fn seal(app: &App, case: &Case, uploads: &[Upload], progress: &Progress) -> Result<Vec<bool>> {
    let incoming = app.work.incoming(&case.id);
    let named = |upload: &Upload| (upload.name.clone(), incoming.join(&upload.id));
    let received: Vec<(String, PathBuf)> = uploads.iter().map(named).collect();
    let (scratch, done) = evidence::take_in_received(&received, &examine::intake(progress, None))?;
    let act = app.act();
    app.work.with_case(&case.id, |case| case.admit(&scratch, &act))?;
    Ok(done)
}

/// Removes what an upload left behind that a crash cut off (nobody was told that it had been received), and
/// asks again for what waits to be sealed.
pub(super) async fn sweep(app: &App) -> Result<()> {
    for case in app.store.cases().await? {
        let is_left_alone = |job: &Job| {
            job.what == What::Intake && (job.is_open || job.error_code == "work-crashed")
        };
        let waiting = app.store.uploads(&case.id).await?;
        if !waiting.is_empty() && !app.store.jobs_of(&case.id).await?.iter().any(is_left_alone) {
            app.ask(&case.id, What::Intake).await?;
        }
        let Ok(entries) = std::fs::read_dir(app.work.incoming(&case.id)) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !app.store.awaits_upload(&name).await? {
                remove(&path);
            }
        }
    }
    Ok(())
}

/// What cannot be removed now is removed at the next start.
#[expect(clippy::disallowed_methods, reason = "sealed already, or never acknowledged")]
fn remove(path: &Path) {
    drop(std::fs::remove_file(path));
}
