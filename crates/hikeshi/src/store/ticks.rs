//! Which steps are done, and since when?

use super::{Store, fault};
use crate::error::Result;
use hikeshi_case::time::Time;
use sqlx::Row as _;
use std::collections::BTreeMap;

impl Store {
    /// The steps that are done.
    pub async fn ticks(&self, case_id: &str) -> Result<BTreeMap<String, Time>> {
        let sql = "SELECT step, done_at FROM ticks WHERE case_id = $1";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        let tick = |row: &sqlx::any::AnyRow| -> sqlx::Result<(String, Time)> {
            Ok((row.try_get("step")?, Time::from_micros(row.try_get("done_at")?)))
        };
        rows.iter().map(tick).collect::<sqlx::Result<_>>().map_err(fault)
    }

    /// A step was done (`at`), or not after all. The first time counts when it is said twice.
    pub async fn tick(&self, case_id: &str, step: &str, at: Option<Time>) -> Result<()> {
        let query = match at {
            Some(at) => sqlx::query(
                "INSERT INTO ticks (case_id, step, done_at) VALUES ($1, $2, $3)
                 ON CONFLICT (case_id, step) DO NOTHING",
            )
            .bind(case_id)
            .bind(step)
            .bind(at.micros()),
            None => sqlx::query("DELETE FROM ticks WHERE case_id = $1 AND step = $2")
                .bind(case_id)
                .bind(step),
        };
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }
}
