//! From when do the timers run?

use super::{Store, fault};
use crate::error::Result;
use hikeshi_case::time::Time;
use sqlx::Row as _;
use std::collections::BTreeMap;

impl Store {
    /// When the event of each timer happened, as the person said.
    pub async fn timers(&self, case_id: &str) -> Result<BTreeMap<String, Time>> {
        let sql = "SELECT timer, started_at FROM timers WHERE case_id = $1";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        let timer = |row: &sqlx::any::AnyRow| -> sqlx::Result<(String, Time)> {
            Ok((row.try_get("timer")?, Time::from_micros(row.try_get("started_at")?)))
        };
        rows.iter().map(timer).collect::<sqlx::Result<_>>().map_err(fault)
    }

    /// Sets or takes back the start of a timer.
    pub async fn start_timer(&self, case_id: &str, timer: &str, at: Option<Time>) -> Result<()> {
        let query = match at {
            Some(at) => sqlx::query(
                "INSERT INTO timers (case_id, timer, started_at) VALUES ($1, $2, $3)
                 ON CONFLICT (case_id, timer) DO UPDATE SET started_at = excluded.started_at",
            )
            .bind(case_id)
            .bind(timer)
            .bind(at.micros()),
            None => sqlx::query("DELETE FROM timers WHERE case_id = $1 AND timer = $2")
                .bind(case_id)
                .bind(timer),
        };
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }
}
