//! What is to be done in the background, and what became of it?

use super::{Store, Upload, fault};
use crate::error::Result;
use hikeshi_case::time::Time;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Seals what was received, and examines the case.
    Intake,
    /// Writes the dossier.
    Dossier,
    /// Makes a bundle and checks it.
    Bundle,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Intake, Self::Dossier, Self::Bundle];

    /// The key in the table and in texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Dossier => "dossier",
            Self::Bundle => "bundle",
        }
    }

    /// What a key stands for.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.key() == key)
    }
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub id: String,
    /// The case.
    pub case_id: String,
    /// What is done.
    pub what: What,
    /// Whether it is still to be done.
    pub is_open: bool,
    /// Code of the error it ended with; empty when it went well.
    pub error_code: String,
    /// What that error is about.
    pub error_subject: String,
    /// When it was asked for.
    pub queued_at: Time,
}

/// `None` for a kind of work this program does not know: a newer one wrote it.
fn row(row: &AnyRow) -> sqlx::Result<Option<Job>> {
    let Some(what) = What::of_key(row.try_get("what")?) else { return Ok(None) };
    Ok(Some(Job {
        id: row.try_get("id")?,
        case_id: row.try_get("case_id")?,
        what,
        is_open: row.try_get::<&str, _>("state")? == "open",
        error_code: row.try_get("error_code")?,
        error_subject: row.try_get("error_subject")?,
        queued_at: Time::from_micros(row.try_get("queued_at")?),
    }))
}

/// Several may be asked for in one second, so each has its number.
const ENTER: &str = "
    INSERT INTO jobs (id, case_id, what, state, error_code, error_subject, queued_at, number)
    SELECT $1, $2, $3, 'open', '', '', $4, COALESCE(MAX(number), 0) + 1 FROM jobs";

impl Store {
    /// Asks for a piece of work, once: while the same waits to be begun it is not entered again. What is
    /// under way may miss what came since.
    pub async fn ask(&self, id: &str, case_id: &str, what: What, at: Time) -> Result<()> {
        let sql =
            "SELECT id FROM jobs WHERE case_id = $1 AND what = $2 AND state = 'open' AND begun = 0";
        let open = sqlx::query(sql).bind(case_id).bind(what.key());
        if open.fetch_optional(&self.pool).await.map_err(fault)?.is_some() {
            return Ok(());
        }
        let query = sqlx::query(ENTER).bind(id).bind(case_id).bind(what.key()).bind(at.micros());
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }

    /// Enters what was received and the work of sealing it, both or neither. After this the person is
    /// told that it was received.
    pub async fn receive(&self, job_id: &str, uploads: &[Upload], at: Time) -> Result<()> {
        let Some(case_id) = uploads.first().map(|upload| upload.case_id.as_str()) else {
            return Ok(());
        };
        let mut all = self.pool.begin().await.map_err(fault)?;
        for upload in uploads {
            super::uploads::enter(&mut all, upload).await?;
        }
        let query = sqlx::query(ENTER).bind(job_id).bind(case_id);
        let query = query.bind(What::Intake.key()).bind(at.micros());
        query.execute(&mut *all).await.map_err(fault)?;
        all.commit().await.map_err(fault)
    }

    /// The work that has waited longest.
    pub async fn next_job(&self) -> Result<Option<Job>> {
        let sql = "SELECT * FROM jobs WHERE state = 'open' ORDER BY number";
        let rows = sqlx::query(sql).fetch_all(&self.pool).await.map_err(fault)?;
        let jobs = rows.iter().map(row).collect::<sqlx::Result<Vec<_>>>().map_err(fault)?;
        Ok(jobs.into_iter().flatten().next())
    }

    /// The work of a case that is open, and the last of each kind.
    pub async fn jobs_of(&self, case_id: &str) -> Result<Vec<Job>> {
        let sql = "SELECT * FROM jobs WHERE case_id = $1 ORDER BY number DESC";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        let jobs = rows.iter().map(row).collect::<sqlx::Result<Vec<_>>>().map_err(fault)?;
        let mut last: Vec<Job> = Vec::new();
        for job in jobs.into_iter().flatten() {
            if job.is_open || !last.iter().any(|newer| newer.what == job.what) {
                last.push(job);
            }
        }
        Ok(last)
    }

    /// Records that a piece of work is being begun, and says how often it has been.
    pub async fn begin_job(&self, id: &str) -> Result<i64> {
        let sql = "UPDATE jobs SET begun = begun + 1 WHERE id = $1 RETURNING begun";
        let row = sqlx::query(sql).bind(id).fetch_one(&self.pool).await.map_err(fault)?;
        row.try_get("begun").map_err(fault)
    }

    /// Records that a piece of work ended, well (`code` empty) or not.
    pub async fn end_job(&self, id: &str, code: &str, subject: &str, at: Time) -> Result<()> {
        let sql = "
            UPDATE jobs SET state = 'ended', error_code = $2, error_subject = $3, ended_at = $4
            WHERE id = $1";
        let query = sqlx::query(sql).bind(id).bind(code).bind(subject).bind(at.micros());
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }
}
