//! The exhibits as they lie beside a dossier: byte for byte, except where a secret stands in one.
//! Then its masked copy goes out, and the original, with every archive around it, stays behind.

use super::CaseFiles;
use crate::error::{Error, Result};
use crate::folder::Folder;
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::{ExhibitId, Exhibits};
use hikeshi_case::finding::Code;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The masked text of an exhibit; `None` when there is none, and then nothing of it goes out.
pub type Redact = fn(&dyn Exhibits, ExhibitId) -> Option<String>;

/// Copies the exhibits into `exhibits/` with their list of hashes. Returns those whose original
/// stayed behind.
pub fn copy(
    files: &CaseFiles,
    examination: &Examination,
    redact: Redact,
    folder: &mut Folder,
) -> Result<BTreeSet<ExhibitId>> {
    let secret = with_secrets(examination);
    let kept_back = with_containers(files, &secret);
    let mut sums = String::new();
    for exhibit in files.all() {
        let id = exhibit.id;
        let fault = |cause| Error::vault(hikeshi_seal::Error::Source(cause));
        let mut original = files.file(id).map_err(fault)?;
        let written = if !kept_back.contains(&id) {
            let name = format!("{id}/original.bin");
            let digest = folder.put_from(&format!("exhibits/{name}"), &mut original)?;
            Some((name, digest.sha256))
        } else if secret.contains(&id) {
            match redact(files, id) {
                Some(masked) => {
                    let name = format!("{id}/redacted.txt");
                    let mut reader = masked.as_bytes();
                    let digest = folder.put_from(&format!("exhibits/{name}"), &mut reader)?;
                    Some((name, digest.sha256))
                }
                None => None,
            }
        } else {
            None
        };
        if let Some((name, sha256)) = written {
            // The form that `sha256sum --check` reads. Writing into a string cannot fail.
            writeln!(sums, "{sha256}  {name}").unwrap_or_default();
        }
    }
    folder.put("exhibits/SHA256SUMS", sums.as_bytes())?;
    Ok(kept_back)
}

fn with_secrets(examination: &Examination) -> BTreeSet<ExhibitId> {
    let findings = examination.findings.iter().filter(|found| found.code == Code::SecretExposed);
    findings.flat_map(|found| found.cites.iter().map(|cite| cite.exhibit)).collect()
}

/// The archive or mail around an exhibit holds the same bytes.
fn with_containers(files: &CaseFiles, secret: &BTreeSet<ExhibitId>) -> BTreeSet<ExhibitId> {
    let mut all = secret.clone();
    // A container has a lower number than what was taken from it.
    for exhibit in files.all().iter().rev() {
        if all.contains(&exhibit.id) {
            all.extend(exhibit.of);
        }
    }
    all
}
