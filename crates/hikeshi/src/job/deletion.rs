//! How does a case go for good, even if the program is killed in the middle? Its folder is set aside under
//! another name in one step, then it is forgotten, then what was set aside is removed; a later start
//! finishes what was begun. Folders that the store merely does not know are never touched.

use super::{Work, blocking, held};
use crate::error::{Error, Result};
use crate::evidence::case::Case;
use crate::web::App;
use std::path::{Path, PathBuf};

/// What is added to the name of a folder that is to be removed.
const ENDING: &str = "deleted";

impl Work {
    /// Waits until nobody works with a case, and takes it away from everybody.
    fn set_aside(&self, case_id: &str) -> Result<()> {
        let opened = self.opened(case_id)?;
        let mut case = held(&opened.case);
        let is_held = |case: &Case| case.records().iter().any(|it| case.is_held(it.id));
        if case.as_ref().is_some_and(is_held) {
            return Err(Error::case_held());
        }
        *case = None;
        let dir = self.dir(case_id);
        let done = std::fs::rename(&dir, self.aside(case_id));
        held(&self.open).remove(case_id);
        done.map_err(|cause| Error::write(&dir, cause))
    }

    fn aside(&self, case_id: &str) -> PathBuf {
        self.dir(case_id).with_extension(ENDING)
    }
}

impl App {
    /// Deletes a case. A bundle or dossier copied elsewhere stays where it is.
    pub async fn delete(&self, case_id: &str) -> Result<()> {
        let (own, id) = (self.clone(), case_id.to_owned());
        blocking(move || own.work.set_aside(&id)).await?;
        finish(self, case_id).await
    }
}

async fn finish(app: &App, case_id: &str) -> Result<()> {
    app.store.forget_case(case_id).await?;
    let dir = app.work.aside(case_id);
    blocking(move || remove(&dir).map_err(|cause| Error::write(&dir, cause))).await
}

/// Finishes what was begun.
pub(super) async fn sweep(app: &App) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(app.data_dir.join("cases")) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_aside = path.extension().is_some_and(|ending| ending == ENDING);
        if let Some(case_id) = path.file_stem().and_then(|name| name.to_str()).filter(|_| is_aside)
        {
            finish(app, case_id).await?;
        }
    }
    Ok(())
}

fn remove(dir: &Path) -> std::io::Result<()> {
    std::fs::remove_dir_all(dir)
}
