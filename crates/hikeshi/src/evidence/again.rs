//! How is a bundle examined again? Its originals go into a scratch vault, and its log says what was
//! asked and what could not be taken in then.

use super::CaseFiles;
use super::case::{EXAMINATION, INTAKE};
use crate::error::{Error, Result};
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::problem::Problem;
use hikeshi_seal::custody::{Custody, Event, LONGEST_LEAF_BYTES};
use hikeshi_seal::package::Package;
use hikeshi_seal::{Vault, bundle};
use std::io::{self, BufRead as _, BufReader, Read as _};

/// The longest `findings.json` that is kept in memory to be compared.
const LONGEST_FINDINGS_BYTES: usize = 256 << 20;

/// A bundle, opened to be examined again.
#[derive(Debug)]
pub enum Reopened {
    /// Every original is there.
    Whole(Box<Again>),
    /// These originals are not.
    Withheld(Vec<String>),
    /// It holds no findings, or no record of how they were come by.
    Missing,
}

/// What an examination of a bundle needs.
#[derive(Debug)]
pub struct Again {
    /// Its exhibits, and what their intake could not take in.
    pub files: CaseFiles,
    /// What was asked, as the log has it.
    pub asked: String,
    /// The findings as they lie in it.
    pub findings: Vec<u8>,
}

/// Takes the originals out of a bundle that was verified.
pub fn reopen(package: &mut Package) -> Result<Reopened> {
    let Log { records, asked, problems } = read_log(package).map_err(Error::unreadable_seal)?;
    let findings = package.read_small(bundle::FINDINGS, LONGEST_FINDINGS_BYTES);
    let findings = findings.transpose().map_err(Error::unreadable_seal)?;
    let (Some(findings), Some(asked)) = (findings, asked) else {
        return Ok(Reopened::Missing);
    };
    let mut files = CaseFiles::over(Vault::temporary().map_err(Error::vault)?);
    let mut withheld = Vec::new();
    for Record { id, of, name } in records {
        let original = package.names().find(&format!("data/{id}/original.bin"));
        if let Some(original) = original {
            let mut bytes = package.read(original).map_err(Error::unreadable_seal)?;
            if files.seal(&name, of, &mut bytes)?.is_none() {
                return Err(Error::unreadable_seal(io::ErrorKind::InvalidData.into()));
            }
        } else {
            withheld.push(id);
        }
    }
    if !withheld.is_empty() {
        return Ok(Reopened::Withheld(withheld));
    }
    let parsed = problems.iter().map(|notes| serde_json::from_str::<Vec<Problem>>(notes));
    files.problems = parsed.flatten().flatten().collect();
    files.problems.sort();
    Ok(Reopened::Whole(Box::new(Again { files, asked, findings })))
}

/// What of the log an examination needs.
#[derive(Default)]
struct Log {
    records: Vec<Record>,
    asked: Option<String>,
    /// What could not be taken in, as JSON.
    problems: Vec<String>,
}

/// An exhibit as its intake has it.
struct Record {
    id: String,
    of: Option<ExhibitId>,
    name: String,
}

/// Reads the log line by line; the verifier has said before that it is no longer than it may be.
fn read_log(package: &mut Package) -> io::Result<Log> {
    let mut log = Log::default();
    let Some(number) = package.names().find(bundle::CUSTODY) else { return Ok(log) };
    let mut lines = BufReader::new(package.read(number)?);
    let mut line = Vec::new();
    loop {
        line.clear();
        let most = LONGEST_LEAF_BYTES as u64 + 1;
        if lines.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(log);
        }
        let leaf = line.strip_suffix(b"\n").unwrap_or(&line);
        let Ok(event) = Custody::parse(leaf) else { continue };
        match (event.event, event.method.as_deref()) {
            (Event::Imported | Event::Collected, _) => log.records.push(Record {
                id: event.exhibit.unwrap_or_default(),
                of: event.of.as_deref().and_then(ExhibitId::parse),
                name: event.source.and_then(|source| source.name).unwrap_or_default(),
            }),
            (_, Some(INTAKE)) => log.problems.push(event.notes.unwrap_or_default()),
            (_, Some(EXAMINATION)) => log.asked = event.notes,
            _ => {}
        }
    }
}
