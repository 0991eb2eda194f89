//! The exhibits as they lie beside a dossier: byte for byte, except where a secret stands in one.
//! Then its masked copy goes out, and the original, with everything around it, stays behind.

use super::CaseFiles;
use crate::error::{Error, Result};
use crate::folder::Folder;
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::redact::{self, Handed};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Copies the exhibits into `exhibits/` with their list of hashes. Returns how each was handed on.
pub fn copy(
    files: &CaseFiles,
    examination: &Examination,
    folder: &mut Folder,
) -> Result<BTreeMap<ExhibitId, Handed>> {
    let mut plan = redact::plan(files, examination);
    let mut sums = String::new();
    for (id, handed) in &mut plan {
        if let Handed::Masked(_) = *handed {
            match redact::masked(files, *id) {
                Some((form, masked)) => {
                    let name = format!("{id}/{}", form.file_name());
                    put(folder, &name, &mut masked.as_bytes(), &mut sums)?;
                    *handed = Handed::Masked(form);
                }
                None => *handed = Handed::Withheld,
            }
        } else if !handed.kept_back() {
            let fault = |cause| Error::vault(hikeshi_seal::Error::Source(cause));
            let mut original = files.file(*id).map_err(fault)?;
            put(folder, &format!("{id}/original.bin"), &mut original, &mut sums)?;
        }
    }
    folder.put("exhibits/SHA256SUMS", sums.as_bytes())?;
    Ok(plan)
}

fn put(
    folder: &mut Folder,
    name: &str,
    reader: &mut dyn std::io::Read,
    sums: &mut String,
) -> Result<()> {
    let digest = folder.put_from(&format!("exhibits/{name}"), reader)?;
    // The form that `sha256sum --check` reads. Writing into a string cannot fail.
    writeln!(sums, "{}  {name}", digest.sha256).unwrap_or_default();
    Ok(())
}
