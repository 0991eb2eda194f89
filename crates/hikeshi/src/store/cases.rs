//! Which cases are there?

use super::{Store, fault};
use crate::error::{Error, Result};
use hikeshi_case::time::Time;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A case as the lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Letters and digits that nobody can guess; also the name of its folder.
    pub id: String,
    /// What the person calls it.
    pub title: String,
    /// The kind of trouble, as triage names it.
    pub kind: String,
    /// `minutes`, `hours` or `days`.
    pub urgency: String,
    /// Whether it is the made-up one.
    pub made_up: bool,
    /// When it was begun.
    pub opened_at: Time,
    /// When the person put it away; `None` while it goes on.
    pub closed_at: Option<Time>,
}

#[cfg(test)]
impl Case {
    /// A case as the pages show one in tests.
    pub fn sample() -> Self {
        Self {
            id: "a2b3".to_owned(),
            title: "<夜中の出金>".to_owned(),
            kind: "account_takeover".to_owned(),
            urgency: "minutes".to_owned(),
            made_up: false,
            opened_at: Time::from_micros(1_795_000_000_000_000),
            closed_at: None,
        }
    }
}

fn row(row: &AnyRow) -> sqlx::Result<Case> {
    Ok(Case {
        id: row.try_get("id")?,
        title: row.try_get("title")?,
        kind: row.try_get("kind")?,
        urgency: row.try_get("urgency")?,
        made_up: row.try_get::<i64, _>("made_up")? == 1,
        opened_at: Time::from_micros(row.try_get("opened_at")?),
        closed_at: row.try_get::<Option<i64>, _>("closed_at")?.map(Time::from_micros),
    })
}

impl Store {
    /// Enters a new case.
    pub async fn add_case(&self, case: &Case) -> Result<()> {
        let sql = "
            INSERT INTO cases (id, title, kind, urgency, made_up, opened_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        let query = sqlx::query(sql)
            .bind(&case.id)
            .bind(&case.title)
            .bind(&case.kind)
            .bind(&case.urgency)
            .bind(i64::from(case.made_up))
            .bind(case.opened_at.micros());
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }

    /// All cases, those that go on first, the newest first.
    pub async fn cases(&self) -> Result<Vec<Case>> {
        let sql = "
            SELECT * FROM cases
            ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, opened_at DESC, id";
        let rows = sqlx::query(sql).fetch_all(&self.pool).await.map_err(fault)?;
        rows.iter().map(row).collect::<sqlx::Result<_>>().map_err(fault)
    }

    /// One case.
    pub async fn case(&self, id: &str) -> Result<Case> {
        let found = sqlx::query("SELECT * FROM cases WHERE id = $1").bind(id);
        let found = found.fetch_optional(&self.pool).await.map_err(fault)?;
        row(&found.ok_or_else(Error::no_such_page)?).map_err(fault)
    }

    /// Calls a case something else, or takes it for another kind of trouble.
    pub async fn change_case(
        &self,
        id: &str,
        title: &str,
        kind: &str,
        urgency: &str,
    ) -> Result<()> {
        let sql = "UPDATE cases SET title = $2, kind = $3, urgency = $4 WHERE id = $1";
        let query = sqlx::query(sql).bind(id).bind(title).bind(kind).bind(urgency);
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }

    /// Puts a case away, or takes it up again.
    pub async fn close_case(&self, id: &str, at: Option<Time>) -> Result<()> {
        let query = sqlx::query("UPDATE cases SET closed_at = $2 WHERE id = $1").bind(id);
        let query = query.bind(at.map(Time::micros));
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }

    /// Forgets a case and everything that belongs to it. Its folder is the caller's.
    pub async fn forget_case(&self, id: &str) -> Result<()> {
        let mut all = self.pool.begin().await.map_err(fault)?;
        for sql in [
            "DELETE FROM uploads WHERE case_id = $1",
            "DELETE FROM jobs WHERE case_id = $1",
            "DELETE FROM ticks WHERE case_id = $1",
            "DELETE FROM answers WHERE case_id = $1",
            "DELETE FROM timers WHERE case_id = $1",
            "DELETE FROM bundles WHERE case_id = $1",
            "DELETE FROM enquiries WHERE case_id = $1",
            "DELETE FROM cases WHERE id = $1",
        ] {
            sqlx::query(sql).bind(id).execute(&mut *all).await.map_err(fault)?;
        }
        all.commit().await.map_err(fault)
    }
}
