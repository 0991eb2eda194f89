//! The only door to the vault: what a person hands in is sealed here, first, and read afterwards
//! only from the seal. What could not be taken in becomes a problem of the case.

pub mod again;
pub mod case;
pub mod copies;
mod expand;
pub mod keyring;
mod picture;
mod pixels;
mod walk;

use crate::error::{Error, Result};
use crate::progress::Progress;
use hikeshi_case::exhibit::{Exhibit, ExhibitId, Exhibits, ReadSeek};
use hikeshi_case::problem::{Problem, ProblemCode, shortened};
use hikeshi_case::source::archive::Limits;
use hikeshi_case::time::{Time, Zone, offset_label};
use hikeshi_seal::custody::Act;
use hikeshi_seal::vault::Object;
use hikeshi_seal::{Record, Vault};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The words of a picture, empty when none were read; `None` where this computer has no text reader.
pub fn words_of(picture: Vec<u8>) -> Option<String> {
    picture::Eyes::find().map(|eyes| eyes.read(picture).unwrap_or_default())
}

/// Whether this computer has a text reader for pictures.
pub fn reads_pictures() -> bool {
    picture::Eyes::find().is_some()
}

/// A picture written anew from its pixels, as PNG: no note of place, time or camera is left. `None` when
/// it cannot be opened within bounds.
pub fn bare_picture(picture: &[u8]) -> Option<Vec<u8>> {
    pixels::without(picture, &[])
}

/// Takes the attachments out of a mail: name and bytes of each, in their order. Handed something
/// that is no mail it returns none.
pub type Attachments = fn(&[u8]) -> Vec<(String, Vec<u8>)>;

/// How to take in.
#[derive(Debug)]
pub struct Intake<'a> {
    /// What is unpacked at most.
    pub limits: Limits,
    /// How mails are opened.
    pub attachments: Attachments,
    /// A folder that is passed over: where the dossier goes.
    pub except: Option<&'a Path>,
    /// Who watches.
    pub progress: &'a Progress,
    /// Whether nothing of it may lie on the disk in the clear, because the case it is for is encrypted.
    pub sealed: bool,
}

/// The sealed exhibits of a case, and what could not become one.
#[derive(Debug)]
pub struct CaseFiles {
    vault: Vault,
    exhibits: Vec<Exhibit>,
    /// What could not be taken in or unpacked, sorted.
    pub problems: Vec<Problem>,
    /// How many of the given paths could be opened.
    pub opened: usize,
}

impl Exhibits for CaseFiles {
    fn all(&self) -> &[Exhibit] {
        &self.exhibits
    }

    fn open(&self, id: ExhibitId) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(self.file(id)?))
    }
}

impl CaseFiles {
    /// The sealed bytes of an exhibit, for copying.
    pub fn file(&self, id: ExhibitId) -> io::Result<Object> {
        self.vault.open_exhibit(id.0).map_err(io::Error::other)
    }

    /// Seals one stream of bytes. `Ok(None)` when its reader failed: nothing was kept then.
    fn seal(
        &mut self,
        name: &str,
        of: Option<ExhibitId>,
        reader: &mut dyn Read,
    ) -> Result<Option<ExhibitId>> {
        let event = Act::default().imported(name);
        match self.vault.take_in(event, of.map(|of| of.0), reader) {
            Ok(record) => Ok(Some(self.enter(record))),
            Err(hikeshi_seal::Error::Source(_)) => Ok(None),
            Err(fault) => Err(Error::vault(fault)),
        }
    }

    /// Seals something that was handed in, and opens it up; whether its bytes could be read.
    fn admit(
        &mut self,
        expansion: &mut expand::Expansion<'_>,
        name: &str,
        reader: &mut dyn Read,
    ) -> Result<bool> {
        if let Some(id) = self.seal(name, None, reader)? {
            expansion.open_up(self, id, 0)?;
            return Ok(true);
        }
        self.problems.push(unopened(name, ProblemCode::FileUnreadable, "io"));
        Ok(false)
    }

    /// The name of an exhibit; empty for a number there is not.
    fn name_of(&self, id: ExhibitId) -> String {
        let exhibit = self.exhibits.iter().find(|exhibit| exhibit.id == id);
        exhibit.map(|exhibit| exhibit.name.clone()).unwrap_or_default()
    }

    fn enter(&mut self, record: Record) -> ExhibitId {
        let exhibit = enter(record);
        let id = exhibit.id;
        self.exhibits.push(exhibit);
        id
    }

    /// What lies in a vault already.
    fn over(vault: Vault) -> Self {
        let exhibits = vault.records().iter().cloned().map(enter).collect();
        Self { vault, exhibits, problems: Vec::new(), opened: 0 }
    }
}

/// An exhibit as the examination sees it.
fn enter(record: Record) -> Exhibit {
    Exhibit {
        id: ExhibitId(record.id),
        name: record.name,
        of: record.of.map(ExhibitId),
        sha256: record.sha256,
        size_bytes: record.size_bytes,
    }
}

/// Seals everything that lies under the given paths, archives and mails opened, in an order that
/// depends on names and contents only.
pub fn take_in(paths: &[PathBuf], intake: &Intake<'_>) -> Result<CaseFiles> {
    let vault = scratch(intake)?;
    let walked = walk::walk(paths, intake.except);
    let mut files = CaseFiles {
        vault,
        exhibits: Vec::new(),
        problems: walked.problems,
        opened: walked.folders_opened,
    };
    for found in &walked.files {
        intake.progress.expect(found.size_bytes);
    }
    let mut expansion = expand::Expansion::new(intake);
    for found in walked.files {
        let read = if let Ok(file) = File::open(&found.path) {
            let mut reader = intake.progress.watch(file);
            files.admit(&mut expansion, &found.name, &mut reader)?
        } else {
            files.problems.push(unopened(&found.name, ProblemCode::FileUnreadable, "io"));
            false
        };
        files.opened += usize::from(read && found.was_named);
    }
    files.problems.sort();
    files.problems.dedup();
    Ok(files)
}

/// Seals files that were received under another name than the one they lie under: name, and where the
/// bytes are. In the order they came. The second part says of each whether it need not be kept any longer:
/// it is sealed, or it is gone, which is a problem of the case.
pub fn take_in_received(
    received: &[(String, PathBuf)],
    intake: &Intake<'_>,
) -> Result<(CaseFiles, Vec<bool>)> {
    let vault = Vault::temporary().map_err(Error::vault)?;
    let mut files = CaseFiles { vault, exhibits: Vec::new(), problems: Vec::new(), opened: 0 };
    for (_, path) in received {
        intake.progress.expect(path.metadata().map_or(0, |about| about.len()));
    }
    let mut expansion = expand::Expansion::new(intake);
    let mut done = Vec::new();
    for (name, path) in received {
        let read = match File::open(path) {
            Ok(file) => files.admit(&mut expansion, name, &mut intake.progress.watch(file))?,
            Err(cause) => {
                files.problems.push(unopened(name, ProblemCode::FileUnreadable, "io"));
                done.push(cause.kind() == io::ErrorKind::NotFound);
                continue;
            }
        };
        done.push(read);
        files.opened += usize::from(read);
    }
    files.problems.sort();
    files.problems.dedup();
    Ok((files, done))
}

/// Who acts, when and with what, for the custody log.
pub fn act(now: Time, zone: &Zone, actor: &str, build_hash: Option<String>) -> Act {
    Act {
        at_utc: now.to_string(),
        at_local: local(now, zone),
        tz: zone.label(),
        actor: actor.to_owned(),
        role: "owner".to_owned(),
        tool: env!("CARGO_PKG_NAME").to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        build_hash,
    }
}

/// RFC 3339 with the zone's offset.
fn local(at: Time, zone: &Zone) -> String {
    let offset_s = zone.offset_s(at);
    let shifted = at.plus_seconds(i64::from(offset_s)).to_string();
    format!("{}{}", shifted.trim_end_matches('Z'), offset_label(offset_s))
}

/// SHA-256 of the program itself.
pub fn build_hash(executable: &Path) -> Option<String> {
    let mut file = File::open(executable).ok()?;
    Some(hikeshi_seal::Digest::of(&mut file).ok()?.sha256)
}

/// Seals material that is made, not found: the made-up case of `hikeshi demo`. Everything else about
/// it is as in [`take_in`].
pub fn take_in_made(made: &[(String, Vec<u8>)], intake: &Intake<'_>) -> Result<CaseFiles> {
    let vault = scratch(intake)?;
    let mut files = CaseFiles { vault, exhibits: Vec::new(), problems: Vec::new(), opened: 0 };
    let mut expansion = expand::Expansion::new(intake);
    let mut made: Vec<&(String, Vec<u8>)> = made.iter().collect();
    made.sort();
    for (name, bytes) in made {
        let read = files.admit(&mut expansion, name, &mut bytes.as_slice())?;
        files.opened += usize::from(read);
    }
    files.problems.sort();
    files.problems.dedup();
    Ok(files)
}

/// Where exhibits lie until the examination is over, or until they are in their case.
fn scratch(intake: &Intake<'_>) -> Result<Vault> {
    let vault = Vault::temporary().map_err(Error::vault)?;
    Ok(if intake.sealed { vault.sealed(keyring::random()?) } else { vault })
}

/// A problem of something that never became an exhibit.
fn unopened(name: &str, code: ProblemCode, detail: &'static str) -> Problem {
    Problem {
        exhibit: None,
        name: shortened(name, 200),
        line: None,
        code,
        detail: detail.into(),
        value: String::new(),
    }
}

#[cfg(test)]
mod tests;
