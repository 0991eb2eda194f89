//! What did the person answer to the questions of the playbook?

use super::{Store, fault};
use crate::error::Result;
use hikeshi_case::time::Time;
use sqlx::Row as _;
use std::collections::BTreeMap;

impl Store {
    /// The answers given, by question; of a question with several, all of them.
    pub async fn answers(&self, case_id: &str) -> Result<BTreeMap<String, Vec<String>>> {
        let sql = "SELECT fork, given FROM answers WHERE case_id = $1";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        let answer = |row: &sqlx::any::AnyRow| -> sqlx::Result<(String, Vec<String>)> {
            let given: &str = row.try_get("given")?;
            Ok((row.try_get("fork")?, given.split_whitespace().map(str::to_owned).collect()))
        };
        rows.iter().map(answer).collect::<sqlx::Result<_>>().map_err(fault)
    }

    /// Answers a question anew; no answer at all asks it again.
    pub async fn answer(&self, case_id: &str, fork: &str, given: &[&str], at: Time) -> Result<()> {
        let query = if given.is_empty() {
            sqlx::query("DELETE FROM answers WHERE case_id = $1 AND fork = $2")
                .bind(case_id)
                .bind(fork)
        } else {
            sqlx::query(
                "INSERT INTO answers (case_id, fork, given, answered_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (case_id, fork)
                 DO UPDATE SET given = excluded.given, answered_at = excluded.answered_at",
            )
            .bind(case_id)
            .bind(fork)
            .bind(given.join(" "))
            .bind(at.micros())
        };
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }
}
