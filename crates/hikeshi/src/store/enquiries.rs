//! Which enquiry went where, and what became of it?

use super::{Store, fault};
use crate::error::{Error, Result};
use hikeshi_case::time::Time;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// An enquiry that the person sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enquiry {
    /// Its name in addresses of pages.
    pub id: String,
    /// The case.
    pub case_id: String,
    /// The key of the recipient.
    pub recipient: String,
    /// The key of the channel it went through; empty where none of the map.
    pub channel: String,
    /// The number the other side gave it; empty until there is one.
    pub ticket: String,
    /// The person's note.
    pub note: String,
    /// When it was sent.
    pub sent_at: Time,
    /// By when a reply is due, as the person or the other side said.
    pub due_at: Option<Time>,
    /// When the last reply came.
    pub replied_at: Option<Time>,
    /// When it was done with.
    pub closed_at: Option<Time>,
}

fn row(row: &AnyRow) -> sqlx::Result<Enquiry> {
    let maybe = |name: &str| -> sqlx::Result<Option<Time>> {
        Ok(row.try_get::<Option<i64>, _>(name)?.map(Time::from_micros))
    };
    Ok(Enquiry {
        id: row.try_get("id")?,
        case_id: row.try_get("case_id")?,
        recipient: row.try_get("recipient")?,
        channel: row.try_get("channel")?,
        ticket: row.try_get("ticket")?,
        note: row.try_get("note")?,
        sent_at: Time::from_micros(row.try_get("sent_at")?),
        due_at: maybe("due_at")?,
        replied_at: maybe("replied_at")?,
        closed_at: maybe("closed_at")?,
    })
}

impl Store {
    /// Enters an enquiry, or what is new about it.
    pub async fn keep_enquiry(&self, it: &Enquiry) -> Result<()> {
        let sql = "
            INSERT INTO enquiries
            (id, case_id, recipient, channel, ticket, note, sent_at, due_at, replied_at, closed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE SET
              channel = excluded.channel
            , ticket = excluded.ticket
            , note = excluded.note
            , due_at = excluded.due_at
            , replied_at = excluded.replied_at
            , closed_at = excluded.closed_at";
        let query = sqlx::query(sql)
            .bind(&it.id)
            .bind(&it.case_id)
            .bind(&it.recipient)
            .bind(&it.channel)
            .bind(&it.ticket)
            .bind(&it.note)
            .bind(it.sent_at.micros())
            .bind(it.due_at.map(Time::micros))
            .bind(it.replied_at.map(Time::micros))
            .bind(it.closed_at.map(Time::micros));
        query.execute(&self.pool).await.map(drop).map_err(fault)
    }

    /// The enquiries of a case, those that wait first, by when they are due.
    pub async fn enquiries(&self, case_id: &str) -> Result<Vec<Enquiry>> {
        let sql = "
            SELECT * FROM enquiries WHERE case_id = $1
            ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END
            , CASE WHEN due_at IS NULL THEN 1 ELSE 0 END, due_at, sent_at, id";
        let rows = sqlx::query(sql).bind(case_id).fetch_all(&self.pool).await.map_err(fault)?;
        rows.iter().map(row).collect::<sqlx::Result<_>>().map_err(fault)
    }

    /// One of them.
    pub async fn enquiry(&self, case_id: &str, id: &str) -> Result<Enquiry> {
        let all = self.enquiries(case_id).await?;
        all.into_iter().find(|it| it.id == id).ok_or_else(Error::no_such_page)
    }
}
