//! How does a vault become a bundle? Signed as it stands, then written from its own log and objects.

use super::{Choice, Error, Leaves, Material, Packing, Stamping, Written, write};
use crate::Vault;
use crate::bundle::sink::Sink;
use std::collections::BTreeMap;
use std::io;

/// What goes along beside what the vault holds.
#[derive(Clone, Debug, Default)]
pub struct Handout<'a> {
    /// What of which exhibit goes along; an exhibit without a choice goes along as it is.
    pub choices: BTreeMap<u32, Choice>,
    /// Further files under `report/` or `metadata/`.
    pub files: Vec<(String, Vec<u8>)>,
    /// What `bag-info.txt` says of the packing.
    pub packing: Packing<'a>,
}

/// Writes the bundle of a vault, plain or encrypted, lasting or temporary. The vault needs its key: leaves
/// that no checkpoint covers yet are signed first. Whoever wants the handing over in the log records
/// it before.
pub fn write_vault(
    vault: &mut Vault,
    handout: &Handout<'_>,
    sink: &mut dyn Sink,
    stamping: Stamping<'_>,
) -> Result<Written, Error> {
    let checkpoint = vault.sign()?.to_owned();
    let (key, _) = vault.keys().pop().ok_or(crate::Error::NoKey)?;
    let vault = &*vault;
    let leaves = || {
        let leaves = vault.leaves().map_err(io::Error::other)?;
        Ok(Box::new(leaves.map(|leaf| leaf.map_err(io::Error::other))) as Leaves<'_>)
    };
    let open = |sha256: &str| {
        let object = vault.open_content(sha256).map_err(io::Error::other)?;
        Ok(Box::new(object) as Box<dyn io::Read>)
    };
    let material = Material {
        leaves: &leaves,
        open: &open,
        checkpoint: &checkpoint,
        key: &key,
        choices: &handout.choices,
        files: &handout.files,
        packing: handout.packing.clone(),
    };
    write(&material, sink, stamping)
}
