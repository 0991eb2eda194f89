//! What the app remembers between two requests and after a crash: one SQLite file in the data folder.
//! The SQL stands beside its row in `store/<table>.rs`, in the subset that PostgreSQL reads too.

mod answers;
mod bundles;
mod cases;
mod jobs;
mod ticks;
mod timers;
mod uploads;

pub use bundles::Bundle;
pub use cases::Case;
pub use jobs::{Job, What};
pub use uploads::Upload;

use crate::error::{Error, Result};
use crate::evidence::keyring::hex;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, Connection as _, Executor as _, SqlStr};
use std::path::Path;
use std::time::Duration;

/// The name of the file in the data folder.
const FILE: &str = "hikeshi.sqlite3";
/// How long a second process may hold the file.
const PATIENCE: Duration = Duration::from_secs(10);
/// In their order; never changed once they were published, only added to.
const MIGRATIONS: [(i64, &str, &str); 2] = [
    (1, "cases", include_str!("../migrations/0001-cases.sql")),
    (2, "begun", include_str!("../migrations/0002-begun.sql")),
];

/// The app's memory.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
}

impl Store {
    /// Opens the file in a data folder, made new if there is none, and brings it forward.
    pub async fn open(data_dir: &Path) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let path = data_dir.join(FILE);
        let fault = |cause: sqlx::Error| Error::store(&path, cause);
        let address = format!("sqlite:{}?mode=rwc", escaped(&path));
        // A pool would try again until it runs out of patience, and not say why.
        let mut first = AnyConnection::connect(&address).await.map_err(fault)?;
        prepare(&mut first).await.map_err(fault)?;
        first.close().await.map_err(fault)?;
        let pool = AnyPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(prepare(connection)))
            .connect(&address)
            .await
            .map_err(fault)?;
        let migrations = MIGRATIONS.map(|(version, name, sql)| {
            let sql = SqlStr::from_static(sql);
            Migration::new(version, name.into(), MigrationType::Simple, sql, false)
        });
        let migrated = Migrator::with_migrations(migrations.to_vec()).run(&pool).await;
        migrated.map_err(|cause| fault(cause.into()))?;
        Ok(Self { pool })
    }

    /// Lets the file go.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// What holds for every connection.
async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
    // An answer to the person must be on the disk before it is given.
    for line in
        ["PRAGMA busy_timeout = 10000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"]
    {
        connection.execute(line).await?;
    }
    Ok(())
}

/// A path inside a database address, which is read as a URL.
fn escaped(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/\\:._-".contains(&byte);
    let mut out = String::new();
    for byte in path.to_string_lossy().bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex(&[byte]));
        }
    }
    out
}

/// What went wrong with the database.
fn fault(cause: sqlx::Error) -> Error {
    Error::store(Path::new(FILE), cause)
}

#[cfg(test)]
mod tests;
