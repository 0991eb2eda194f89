//! Files on their way in. They are streamed to the disk, never held in memory; what did not come whole
//! is removed, and the person is told that it was received only when it is durable.

use super::App;
use super::guard::own_form;
use super::page::go;
use super::visit::Visit;
use crate::error::{Error, Result};
use crate::job::blocking;
use crate::store::Upload;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::triage::Urgency;
use std::fs::OpenOptions;
use std::path::PathBuf;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

/// Most files at once.
const FILES: usize = 20_000;
/// Most bytes at once.
const BYTES: u64 = 8 << 30;
/// Longest word of a form, bytes.
const LONGEST_WORD: usize = 256;
/// Longest name kept, characters.
const LONGEST_NAME: usize = 400;

/// Files of one request that are not acknowledged yet: removed again unless all came whole.
struct Incoming {
    dir: PathBuf,
    uploads: Vec<Upload>,
    bytes: u64,
    kept: bool,
}

impl Drop for Incoming {
    #[expect(clippy::disallowed_methods, reason = "nobody was told that these were received")]
    fn drop(&mut self) {
        for upload in self.uploads.iter().filter(|_| !self.kept) {
            drop(std::fs::remove_file(self.dir.join(&upload.id)));
        }
    }
}

/// Receives a form of files.
pub(super) async fn receive(
    State(app): State<App>,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let incoming = take(&app, &case.id, form).await?;
    acknowledge(&app, incoming).await?;
    Ok(go(&format!("/case/{id}/exhibits")))
}

/// Begins a case with a form of files. One that did not come whole leaves no case behind.
pub(super) async fn begin(
    State(app): State<App>,
    visit: Visit,
    form: Multipart,
) -> Result<Response> {
    let case = app.begin_case(&visit, None, Urgency::Minutes).await?;
    let taken = take(&app, &case.id, form).await;
    let entered = match taken {
        Ok(incoming) => {
            app.store.add_case(&case).await?;
            acknowledge(&app, incoming).await
        }
        Err(error) => {
            app.delete(&case.id).await?;
            Err(error)
        }
    };
    entered.map(|()| go(&format!("/case/{}", case.id)))
}

/// The files of a form, written to the folder of a case and not yet acknowledged.
async fn take(app: &App, case_id: &str, mut form: Multipart) -> Result<Incoming> {
    let mut incoming =
        Incoming { dir: app.work.incoming(case_id), uploads: Vec::new(), bytes: 0, kept: false };
    let mut is_ours = false;
    while let Some(field) = form.next_field().await.map_err(|_| Error::upload_broken(""))? {
        match field.name() {
            Some("csrf") => {
                own_form(app, &word(field).await?)?;
                is_ours = true;
            }
            Some("file") if is_ours => keep(app, case_id, field, &mut incoming).await?,
            _ if !is_ours => return Err(Error::foreign_form()),
            _ => {}
        }
    }
    if incoming.uploads.is_empty() {
        return Err(Error::upload_empty());
    }
    Ok(incoming)
}

/// Enters what came whole; from here on the person is told that it was received.
async fn acknowledge(app: &App, mut incoming: Incoming) -> Result<()> {
    let (dir, uploads) = (incoming.dir.clone(), incoming.uploads.clone());
    blocking(move || bring_to_disk(&dir, &uploads)).await?;
    app.store.receive(&app.fresh_id()?, &incoming.uploads, app.clock.now()).await?;
    incoming.kept = true;
    app.work.wake();
    Ok(())
}

/// Writes one file to the disk. A browser sends an empty field without a name when nothing was chosen.
async fn keep(
    app: &App,
    case_id: &str,
    mut field: Field<'_>,
    incoming: &mut Incoming,
) -> Result<()> {
    let name = plain_name(field.file_name().unwrap_or_default());
    if name.is_empty() {
        return Ok(());
    }
    if incoming.uploads.len() == FILES {
        return Err(Error::upload_too_large(&name));
    }
    let upload = Upload {
        id: app.fresh_id()?,
        case_id: case_id.to_owned(),
        name: name.clone(),
        size_bytes: 0,
        received_at: app.clock.now(),
    };
    let path = incoming.dir.join(&upload.id);
    let fault = |cause| Error::write(&path, cause);
    let mut file = File::create_new(&path).await.map_err(fault)?;
    incoming.uploads.push(upload);
    let mut size_bytes = 0;
    while let Some(part) = field.chunk().await.map_err(|_| Error::upload_broken(&name))? {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        incoming.bytes += length;
        size_bytes += length;
        if incoming.bytes > BYTES {
            return Err(Error::upload_too_large(&name));
        }
        file.write_all(&part).await.map_err(fault)?;
    }
    file.flush().await.map_err(fault)?;
    if let Some(upload) = incoming.uploads.last_mut() {
        upload.size_bytes = size_bytes;
    }
    Ok(())
}

/// One file that is looked at and not kept: its bytes, at most one more than `most`.
pub(super) async fn small(app: &App, mut form: Multipart, most: u64) -> Result<Vec<u8>> {
    let broken = |_| Error::upload_broken("");
    let mut is_ours = false;
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("csrf") => {
                own_form(app, &word(field).await?)?;
                is_ours = true;
            }
            Some("file") if is_ours => {
                let mut bytes = Vec::new();
                while let Some(part) = field.chunk().await.map_err(broken)? {
                    bytes.extend_from_slice(&part);
                    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
                        break;
                    }
                }
                return if bytes.is_empty() { Err(Error::upload_empty()) } else { Ok(bytes) };
            }
            _ => {}
        }
    }
    Err(if is_ours { Error::upload_empty() } else { Error::foreign_form() })
}

/// Everything written, and the names it lies under, outlive a loss of power. One after the other and not
/// while they come: the first makes the system write most of the others along.
fn bring_to_disk(dir: &std::path::Path, uploads: &[Upload]) -> Result<()> {
    for path in uploads.iter().map(|upload| dir.join(&upload.id)) {
        let file = OpenOptions::new().write(true).open(&path).and_then(|file| file.sync_all());
        file.map_err(|cause| Error::write(&path, cause))?;
    }
    // Elsewhere a folder cannot be opened, and needs not be.
    #[cfg(unix)]
    std::fs::File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|cause| Error::write(dir, cause))?;
    Ok(())
}

/// The word of our forms. A longer one is none of ours, and is not read to its end.
async fn word(mut field: Field<'_>) -> Result<String> {
    let mut word = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|_| Error::upload_broken(""))? {
        word.extend_from_slice(&part);
        if word.len() > LONGEST_WORD {
            return Err(Error::foreign_form());
        }
    }
    Ok(String::from_utf8_lossy(&word).into_owned())
}

/// A name as a name: without what would be a path upwards or would move a cursor.
fn plain_name(name: &str) -> String {
    let plain = |c: char| !c.is_control();
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let joined = parts.collect::<Vec<_>>().join("/");
    joined.chars().filter(|c| plain(*c)).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        for (given, kept) in [
            ("../../etc/passwd", "etc/passwd"),
            (r"C:\Users\a\取引履歴.csv", "C:/Users/a/取引履歴.csv"),
            ("<script>.csv", "<script>.csv"),
            ("a\nb\u{0}.csv", "ab.csv"),
            ("..", ""),
        ] {
            assert_eq!(plain_name(given), kept);
        }
    }
}
