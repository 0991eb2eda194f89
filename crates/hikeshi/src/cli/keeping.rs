//! What commands that seal something have in common: where keys lie, who acts, how a bundle appears.

use super::{Console, Surroundings};
use crate::error::{Error, Result};
use crate::evidence::case::Case;
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

    /// The keyring, with a passphrase: from a file, or typed where the case or the person's key is under
    /// one and a terminal is there to ask at.
    pub fn keyring(
        &self,
        case: Option<&Path>,
        around: Surroundings<'_>,
        console: &Console<'_>,
    ) -> Result<Keyring> {
        let keyring = self.keyring_silent(around)?;
        let needed = keyring.is_protected() || case.is_some_and(Case::needs_passphrase);
        if !needed || keyring.has_passphrase() || !std::io::stdin().is_terminal() {
            return Ok(keyring);
        }
        let typed = rpassword::prompt_password(console.say("passphrase-ask", &[]));
        let typed = typed.ok().filter(|words| !words.is_empty());
        Ok(Keyring::new(&self.data_dir(around)?, typed))
    }

    /// The keyring of a case that shall be under a passphrase that is new.
    pub fn keyring_with_new(
        &self,
        around: Surroundings<'_>,
        console: &Console<'_>,
    ) -> Result<Keyring> {
        let words = new_passphrase(self.passphrase_file.as_deref(), console)?;
        Ok(Keyring::new(&self.data_dir(around)?, Some(words)))
    }

    /// The keyring, with a passphrase if a file names one.
    fn keyring_silent(&self, around: Surroundings<'_>) -> Result<Keyring> {
        let passphrase = self.passphrase_file.as_deref().map(passphrase_of).transpose()?;
        Ok(Keyring::new(&self.data_dir(around)?, passphrase))
    }

    /// Who acts, when and with what.
    pub fn act(&self, around: Surroundings<'_>, zone: &Zone) -> Act {
        let actor = self.actor.as_deref().unwrap_or("owner");
        let hash = around.settings.executable.as_deref().and_then(evidence::build_hash);
        evidence::act(around.clock.now(), zone, actor, hash)
    }
}

/// A passphrase nobody has typed before: from a file, or typed twice.
pub fn new_passphrase(file: Option<&Path>, console: &Console<'_>) -> Result<String> {
    match file {
        Some(path) => passphrase_of(path),
        None if std::io::stdin().is_terminal() => {
            twice(|key| rpassword::prompt_password(console.say(key, &[])).ok())
        }
        None => Err(Error::passphrase()),
    }
}

/// What was typed, if it was typed the same again: nobody can look up a passphrase with a slip in it.
fn twice(mut ask: impl FnMut(&str) -> Option<String>) -> Result<String> {
    let words = ask("passphrase-new").filter(|words| !words.is_empty());
    let words = words.ok_or_else(Error::passphrase)?;
    if ask("passphrase-again").as_ref() == Some(&words) {
        Ok(words)
    } else {
        Err(Error::passphrase_differs())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_passphrase_is_typed_twice_the_same() {
        let typed = |words: [&str; 2]| {
            let mut words = words.into_iter();
            let mut asked = Vec::new();
            let said = twice(|key| {
                asked.push(key.to_owned());
                words.next().map(str::to_owned)
            });
            (said.map_err(|error| error.code), asked.len())
        };
        assert_eq!(typed(["一 二", "一 二"]), (Ok("一 二".to_owned()), 2));
        assert_eq!(typed(["一 二", "一 二 "]), (Err("passphrase-differs"), 2));
        assert_eq!(typed(["", ""]), (Err("passphrase"), 1));
    }
}
