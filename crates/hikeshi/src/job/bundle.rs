//! Makes a bundle of a case, and reads it again as a stranger would.

use super::blocking;
use crate::cli::bundle::{self, Packed, To};
use crate::cli::examine;
use crate::cli::verify::open;
use crate::error::Result;
use crate::evidence::copies;
use crate::progress::Progress;
use crate::store::{Bundle, Case};
use crate::web::App;
use hikeshi_seal::verify;

/// The bundle is entered in the store when it is whole and was checked.
pub(super) async fn run(app: &App, case: &Case, progress: Progress) -> Result<()> {
    progress.stage("bundle");
    let (own, of) = (app.clone(), case.clone());
    let bundle = blocking(move || make(&own, &of)).await?;
    app.store.add_bundle(&bundle).await
}

fn make(app: &App, case: &Case) -> Result<Bundle> {
    let order = app.order(case);
    let (id, now) = (app.fresh_id()?, app.clock.now());
    let day: String = now.to_string().chars().take(10).collect();
    let short: String = id.chars().take(6).collect();
    let file = format!("hikeshi-{day}-{short}.zip");
    let place = app.work.bundles(&case.id).join(&file);
    let made = app.work.with_case(&case.id, |open| {
        let examination = examine::examine(open.files(), &order);
        let copies = copies::prepare(open.files(), &examination, &[]);
        let act = app.act();
        let to = To::default();
        let packed = Packed { examination: &examination, copies: &copies, act: &act, to };
        bundle::make(&place, open, &packed, &order, app.around())
    })?;
    app.work.forget_examined(&case.id)?;
    let mut package = open(&place)?;
    let report = verify::verify(&mut package, &verify::Options::default());
    let size_bytes = std::fs::metadata(&place).map_or(0, |about| about.len());
    Ok(Bundle {
        id,
        case_id: case.id.clone(),
        file,
        size_bytes,
        made_at: now,
        intact: report.intact,
        withheld: made.withheld.join(", "),
    })
}
