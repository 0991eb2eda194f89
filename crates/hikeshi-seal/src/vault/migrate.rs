//! How does a vault of format 1 become one of format 2? Format 1 had the objects and a list,
//! `records.jsonl`, and no log. Everything is checked, the log is written beside the list, `vault.json`
//! makes it a vault of format 2, and everything is checked again.

use super::about::{ABOUT, RECORDS_1};
use super::open::lock;
use super::{LEAVES, New, Opening, Vault};
use crate::custody::{Act, Custody};
use crate::exhibit::{CHUNK, Digest};
use crate::log::Hash;
use crate::vault::about::About;
use crate::{Error, disk};
use serde::Deserialize;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// The list of format 1, kept for reference.
const KEPT: &str = "format-1-records.jsonl";

#[derive(Debug, Deserialize)]
struct Record1 {
    id: u32,
    name: String,
    of: Option<u32>,
    sha256: String,
    size_bytes: u64,
}

/// Brings a vault of format 1 forward. Until it has succeeded the vault stays one of format 1. An
/// exhibit that is missing or changed stops it before anything is written. The vault stays in the
/// clear; encrypt by copying the exhibits into a new one.
pub fn migrate(dir: &Path, new: New<'_>, act: &Act) -> Result<Vault, Error> {
    if new.encrypt.is_some() {
        return Err(Error::Encrypted);
    }
    match About::load(dir) {
        Err(Error::OlderFormat(_)) => {}
        Err(fault) => return Err(fault),
        Ok(_) => return Err(Error::NotEmpty(dir.to_owned())),
    }
    let lock = lock(dir)?;
    let records = read(&dir.join(RECORDS_1))?;
    let about = About::plain(new.case)?.with_key(&new.key, 0);
    // What an attempt that was broken off has left.
    disk::discard(&dir.join(LEAVES))?;
    let mut vault = Vault::lay_out(dir, about, lock)?;
    vault.durable = true;
    vault.key = Some(new.key);
    check(&vault, &records)?;
    let mut batch = vault.begin()?;
    for record in &records {
        let event = Custody {
            method: Some("migrated_from_format_1".to_owned()),
            ..act.imported(&record.name)
        };
        let digest = Digest { sha256: record.sha256.clone(), size_bytes: record.size_bytes };
        batch.take_over(event, record.of, digest)?;
    }
    batch.commit()?;
    vault.write_checkpoint()?;
    vault.about.write(dir, true)?;
    drop(vault);
    let vault = Vault::open(dir, &Opening { unlock: None, known: new.known })?;
    let same =
        vault.records().len() == records.len()
            && vault.records().iter().zip(&records).all(|(now, was)| {
                (&now.name, &now.sha256, now.of) == (&was.name, &was.sha256, was.of)
            });
    let damages = vault.verify();
    if !same || !damages.is_empty() {
        disk::discard(&dir.join(ABOUT))?;
        return Err(Error::Damaged(damages));
    }
    disk::rename(&dir.join(RECORDS_1), &dir.join(KEPT))?;
    disk::sync_dir(dir)?;
    Ok(vault)
}

/// The list. A last line that a crash cut short was not acknowledged.
fn read(path: &Path) -> Result<Vec<Record1>, Error> {
    let text = fs::read(path).map_err(Error::at(path))?;
    let mut records: Vec<Record1> = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(line) = line.strip_suffix(b"\n") else { break };
        let number = records.len() as u64 + 1;
        let record: Option<Record1> = serde_json::from_slice(line).ok();
        let Some(record) = record.filter(|record| u64::from(record.id) == number) else {
            let (path, why) = (path.to_owned(), "it is not a record");
            return Err(Error::BadLog { path, line: number, why });
        };
        records.push(record);
    }
    Ok(records)
}

/// Whether every object is there and is what the list says.
fn check(vault: &Vault, records: &[Record1]) -> Result<(), Error> {
    let mut buffer = vec![0; CHUNK];
    for record in records {
        let content = Hash::from_hex(&record.sha256).ok_or(Error::NoSuchContent)?;
        let path = vault.object(&content);
        let mut file = File::open(&path).map_err(Error::at(&path))?;
        let found = Digest::copying(&mut file, &mut io::sink(), &mut buffer).ok();
        let expected = Digest { sha256: record.sha256.clone(), size_bytes: record.size_bytes };
        if found != Some(expected) {
            return Err(Error::at(path)(io::ErrorKind::InvalidData.into()));
        }
    }
    Ok(())
}
