//! The exhibits as they are handed on: byte for byte, except where a secret stands in one. Then its
//! masked copy goes out, and the original, with everything around it, stays behind.

use super::CaseFiles;
use super::picture::{Eyes, PICTURE_BYTES, is_picture};
use crate::error::{Error, Result};
use crate::folder::Folder;
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::redact::{self, Form, Handed};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;

/// How every exhibit of a case is handed on, and the masked copies.
#[derive(Debug, Default)]
pub struct Copies {
    /// How each is handed on.
    pub plan: BTreeMap<ExhibitId, Handed>,
    /// The copy of each that is masked.
    pub masked: BTreeMap<ExhibitId, Vec<u8>>,
}

/// Decides for every exhibit and makes the copies. `whole` names exhibits whose owner wants them handed
/// on as they are, whatever stands in them.
pub fn prepare(files: &CaseFiles, examination: &Examination, whole: &[ExhibitId]) -> Copies {
    let mut copies = Copies { plan: redact::plan(files, examination), masked: BTreeMap::new() };
    let eyes = OnceCell::new();
    for (id, handed) in &mut copies.plan {
        if whole.contains(id) {
            *handed = Handed::Whole;
            continue;
        }
        let copy = match *handed {
            Handed::Masked(_) => {
                redact::masked(files, *id).map(|(form, text)| (form, text.into_bytes()))
            }
            Handed::Withheld => masked_picture(files, *id, &eyes),
            Handed::Whole | Handed::Unsearched => continue,
        };
        *handed = match copy {
            Some((form, bytes)) => {
                copies.masked.insert(*id, bytes);
                Handed::Masked(form)
            }
            None => Handed::Withheld,
        };
    }
    copies
}

/// A picture in whose words a secret was found, without those words.
fn masked_picture(
    files: &CaseFiles,
    id: ExhibitId,
    eyes: &OnceCell<Option<Eyes>>,
) -> Option<(Form, Vec<u8>)> {
    let mut picture = Vec::new();
    let mut file = files.file(id).ok()?.take(PICTURE_BYTES);
    (&mut file).take(16).read_to_end(&mut picture).ok()?;
    if !is_picture(&picture) {
        return None;
    }
    file.read_to_end(&mut picture).ok()?;
    let eyes = eyes.get_or_init(Eyes::find).as_ref()?;
    Some((Form::Picture, eyes.mask(&picture)?))
}

/// Copies the exhibits into `exhibits/` with their list of hashes.
pub fn copy(files: &CaseFiles, copies: &Copies, folder: &mut Folder) -> Result<()> {
    let mut sums = String::new();
    for (id, handed) in &copies.plan {
        if let (Handed::Masked(form), Some(masked)) = (handed, copies.masked.get(id)) {
            let name = format!("{id}/{}", form.file_name());
            put(folder, &name, &mut masked.as_slice(), &mut sums)?;
        } else if !handed.kept_back() {
            let fault = |cause| Error::vault(hikeshi_seal::Error::Source(cause));
            let mut original = files.file(*id).map_err(fault)?;
            put(folder, &format!("{id}/original.bin"), &mut original, &mut sums)?;
        }
    }
    folder.put("exhibits/SHA256SUMS", sums.as_bytes())
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
