//! Which bundles were made of a case?

use super::{Store, fault};
use crate::error::Result;
use hikeshi_case::time::Time;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A bundle that was made and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Its name in addresses of pages.
    pub id: String,
    /// The case.
    pub case_id: String,
    /// The name of its file in the case's folder of bundles.
    pub file: String,
    /// Its size.
    pub size_bytes: u64,
    /// When it was made.
    pub made_at: Time,
    /// Whether it was intact when it was read again.
    pub intact: bool,
    /// Exhibits whose original was left out, as `E-0001, E-0004`.
    pub withheld: String,
}

fn row(row: &AnyRow) -> sqlx::Result<Bundle> {
    Ok(Bundle {
        id: row.try_get("id")?,
        case_id: row.try_get("case_id")?,
        file: row.try_get("file")?,
        size_bytes: u64::try_from(row.try_get::<i64, _>("size_bytes")?).unwrap_or(0),
        made_at: Time::from_micros(row.try_get("made_at")?),
        intact: row.try_get::<i64, _>("intact")? == 1,
        withheld: row.try_get("withheld")?,
    })
}

impl Store {
    /// Enters a bundle.
    pub async fn add_bundle(&self, bundle: &Bundle) -> Result<()> {
        let sql = "
            INSERT INTO bundles (id, case_id, file, size_bytes, made_at, intact, withheld)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let query = sqlx::query(sql)
            .bind(&bundle.id)
            .bind(&bundle.case_id)
            .bind(&bundle.file)
            .bind(i64::try_from(bundle.size_bytes).unwrap_or(i64::MAX))
            .bind(bundle.made_at.micros())
            .bind(i64::from(bundle.intact))
            .bind(&bundle.withheld);
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }

    /// The bundles of a case, the newest first.
    pub async fn bundles(&self, case_id: &str) -> Result<Vec<Bundle>> {
        let sql = "SELECT * FROM bundles WHERE case_id = $1 ORDER BY made_at DESC, id";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        rows.iter().map(row).collect::<sqlx::Result<_>>().map_err(fault)
    }
}
