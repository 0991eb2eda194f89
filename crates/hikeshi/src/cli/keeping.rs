//! What commands that seal something have in common: where keys lie, who acts, how a bundle appears.

use super::{Console, Surroundings};
use crate::error::{Error, Result};
use crate::evidence::{self, keyring::Keyring};
use hikeshi_case::time::Zone;
use hikeshi_seal::custody::Act;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

/// Longest passphrase file, bytes.
const LONGEST_PASSPHRASE: u64 = 4096;

/// Arguments of everything that uses keys or enters custody events.
#[derive(Debug, clap::Args)]
pub struct Keeping {
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
}

impl Keeping {
    /// Hikeshi's data folder.
    pub fn data_dir(&self, around: Surroundings<'_>) -> Result<PathBuf> {
        let data = self.data.as_ref().or(around.settings.data_dir.as_ref());
        data.cloned().ok_or_else(Error::no_data_folder)
    }

    /// The keyring, with a passphrase if a file names one.
    pub fn keyring(&self, around: Surroundings<'_>) -> Result<Keyring> {
        let passphrase = self.passphrase_file.as_deref().map(passphrase_of).transpose()?;
        Ok(Keyring::new(&self.data_dir(around)?, passphrase))
    }

    /// The same for a case under a passphrase: asked for at the terminal where no file names one.
    pub fn keyring_asking(
        &self,
        around: Surroundings<'_>,
        console: &Console<'_>,
    ) -> Result<Keyring> {
        let asked = match self.passphrase_file.as_deref() {
            Some(path) => Some(passphrase_of(path)?),
            None if std::io::stdin().is_terminal() => {
                let typed = rpassword::prompt_password(console.say("passphrase-ask", &[]));
                typed.ok().filter(|words| !words.is_empty())
            }
            None => None,
        };
        Ok(Keyring::new(&self.data_dir(around)?, asked))
    }

    /// Who acts, when and with what.
    pub fn act(&self, around: Surroundings<'_>, zone: &Zone) -> Act {
        let actor = self.actor.as_deref().unwrap_or("owner");
        let hash = around.settings.executable.as_deref().and_then(evidence::build_hash);
        evidence::act(around.clock.now(), zone, actor, hash)
    }
}

fn passphrase_of(path: &Path) -> Result<String> {
    let fault = |cause: std::io::Error| Error::settings(path, &cause.to_string());
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(fault)?;
    file.take(LONGEST_PASSPHRASE).read_to_string(&mut text).map_err(fault)?;
    let words = text.trim_end_matches(['\r', '\n']);
    if words.is_empty() { Err(Error::passphrase()) } else { Ok(words.to_owned()) }
}
