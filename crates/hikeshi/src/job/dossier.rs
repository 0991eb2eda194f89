//! Writes the dossier of a case into its folder.

use super::blocking;
use crate::cli::examine;
use crate::error::Result;
use crate::evidence::copies;
use crate::progress::Progress;
use crate::store::Case;
use crate::web::App;

/// An earlier dossier is replaced when the new one is whole.
pub(super) async fn run(app: &App, case: &Case, progress: Progress) -> Result<()> {
    progress.stage("dossier");
    let examined = app.examined(case).await?;
    let (app, case) = (app.clone(), case.clone());
    blocking(move || {
        let out = app.work.dossier(&case.id);
        let order = app.order(&case);
        app.work.with_case(&case.id, |open| {
            let files = &*open.files();
            let copies = copies::prepare(files, &examined.examination, &[]);
            let known = (files, &examined.examination);
            examine::dossier(&out, &order, known, &copies, app.around()).map(drop)
        })
    })
    .await
}
