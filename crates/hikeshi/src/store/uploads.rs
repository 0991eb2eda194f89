//! What was received and not yet sealed?

use super::{Store, fault};
use crate::error::Result;
use hikeshi_case::time::Time;
use sqlx::any::Any;
use sqlx::{Row as _, Transaction};

/// A file that was received whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name in the folder of the case.
    pub id: String,
    /// The case.
    pub case_id: String,
    /// The name it came with; never used as a path.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// When its last byte had come.
    pub received_at: Time,
}

pub(super) async fn enter(all: &mut Transaction<'_, Any>, upload: &Upload) -> Result<()> {
    let sql = "
        INSERT INTO uploads (id, case_id, name, size_bytes, received_at)
        VALUES ($1, $2, $3, $4, $5)";
    let query = sqlx::query(sql)
        .bind(&upload.id)
        .bind(&upload.case_id)
        .bind(&upload.name)
        .bind(i64::try_from(upload.size_bytes).unwrap_or(i64::MAX))
        .bind(upload.received_at.micros());
    query.execute(&mut **all).await.map(drop).map_err(fault)
}

impl Store {
    /// What waits to be sealed, in the order it came.
    pub async fn uploads(&self, case_id: &str) -> Result<Vec<Upload>> {
        let sql = "SELECT * FROM uploads WHERE case_id = $1 ORDER BY received_at, name, id";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        let upload = |row: &sqlx::any::AnyRow| -> sqlx::Result<Upload> {
            Ok(Upload {
                id: row.try_get("id")?,
                case_id: row.try_get("case_id")?,
                name: row.try_get("name")?,
                size_bytes: u64::try_from(row.try_get::<i64, _>("size_bytes")?).unwrap_or(0),
                received_at: Time::from_micros(row.try_get("received_at")?),
            })
        };
        rows.iter().map(upload).collect::<sqlx::Result<_>>().map_err(fault)
    }

    /// Whether any case waits for a file of this name in its folder.
    pub async fn awaits_upload(&self, id: &str) -> Result<bool> {
        let found = sqlx::query("SELECT id FROM uploads WHERE id = $1").bind(id);
        found.fetch_optional(&self.pool).await.map(|row| row.is_some()).map_err(fault)
    }

    /// These are sealed now.
    pub async fn sealed(&self, uploads: &[Upload]) -> Result<()> {
        let mut all = self.pool.begin().await.map_err(fault)?;
        for upload in uploads {
            let query = sqlx::query("DELETE FROM uploads WHERE id = $1").bind(&upload.id);
            query.execute(&mut *all).await.map_err(fault)?;
        }
        all.commit().await.map_err(fault)
    }
}
