//! Which mails wait to be sent, through which server? Settings of the person's own mail server, the limit
//! of what goes through one, and a folder where a mail waits while the server is down.
//!
//! The password is in no setting and in no message: it comes from a file of its own or the terminal and is
//! wiped after use.

use crate::enquiry::mail::Address;
use crate::error::{Error, Result};
use crate::folder;
use crate::net::smtp::{self, Fault, Protection, Server};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Bytes of a mail with everything encoded: what the larger mail services take.
pub const LIMIT_BYTES: usize = 25 * 1024 * 1024;
/// Bytes of a settings or password file.
const SETTINGS_BYTES: u64 = 64 << 10;

/// The settings of a mail server: a TOML file without a password.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    server: String,
    #[serde(default)]
    port: Option<u16>,
    #[serde(default = "tls")]
    protection: Protection,
    #[serde(default)]
    user: String,
    from: String,
    #[serde(default)]
    root_certificate: Option<PathBuf>,
}

fn tls() -> Protection {
    Protection::Tls
}

impl Settings {
    /// Reads and checks a settings file.
    pub fn read(path: &Path) -> Result<Self> {
        let text = small_file(path)?;
        let settings: Self = toml::from_str(&text).map_err(|fault| {
            // The parser's message may show a line: a password written there by mistake stays unsaid.
            let at = fault.span().map_or(0, |span| span.start);
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            Error::settings(path, &format!("{line}"))
        })?;
        if Address::parse(&settings.from).is_none() {
            return Err(Error::settings(path, "from"));
        }
        let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if settings.server.is_empty() || !settings.server.chars().all(host) {
            return Err(Error::settings(path, "server"));
        }
        Ok(settings)
    }

    /// Whose mail it is.
    pub fn from(&self) -> Option<Address> {
        Address::parse(&self.from)
    }

    /// The server's name, to be shown before anything is sent.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Whether somebody signs in, and so a password is needed.
    pub fn needs_password(&self) -> bool {
        !self.user.is_empty()
    }

    fn send(
        &self,
        password: &str,
        to: &Address,
        mail: &[u8],
    ) -> Result<std::result::Result<(), Fault>> {
        let root = match &self.root_certificate {
            Some(path) => {
                Some(fs::read(path).map_err(|_| Error::settings(path, "root_certificate"))?)
            }
            None => None,
        };
        let usual = match self.protection {
            Protection::Tls => 465,
            Protection::StartTls => 587,
        };
        let server = Server {
            host: &self.server,
            port: self.port.unwrap_or(usual),
            protection: self.protection,
            user: &self.user,
            root,
        };
        Ok(smtp::send(&server, password, (&self.from, to.as_str()), mail))
    }
}

/// The password from a file that holds nothing else.
pub fn password_of(path: &Path) -> Result<Zeroizing<String>> {
    let text = Zeroizing::new(small_file(path)?);
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn small_file(path: &Path) -> Result<String> {
    let fault = |cause: std::io::Error| Error::settings(path, &cause.to_string());
    let mut text = String::new();
    let file = File::open(path).map_err(fault)?;
    file.take(SETTINGS_BYTES).read_to_string(&mut text).map_err(fault)?;
    Ok(text)
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent,
    /// The server could not be reached: it waits in the outbox. With the system's words.
    Kept(String),
}

/// A mail that waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waiting {
    to: String,
    mail: String,
}

/// The folder of mails that wait.
#[derive(Clone, Debug)]
pub struct Outbox {
    dir: PathBuf,
}

impl Outbox {
    /// In the person's data folder.
    pub fn new(data: &Path) -> Self {
        Self { dir: data.join("outbox") }
    }

    /// Sends a mail or keeps it. A refusal by the server is an error: keeping it would not help.
    pub fn send(
        &self,
        settings: &Settings,
        password: &str,
        to: &Address,
        mail: &[u8],
    ) -> Result<Outcome> {
        if mail.len() > LIMIT_BYTES {
            return Err(Error::mail_too_large(mail.len()));
        }
        match settings.send(password, to, mail)? {
            Ok(()) => Ok(Outcome::Sent),
            Err(Fault::Later(why)) => {
                self.keep(to, mail)?;
                Ok(Outcome::Kept(why))
            }
            Err(Fault::Refused(why) | Fault::Unusable(why)) => Err(Error::mail_refused(&why)),
        }
    }

    fn keep(&self, to: &Address, mail: &[u8]) -> Result<()> {
        let digest = hikeshi_seal::Digest::of(&mut &*mail).map(|it| it.sha256).unwrap_or_default();
        let mail = String::from_utf8_lossy(mail).into_owned();
        let waiting = Waiting { to: to.as_str().to_owned(), mail };
        let text = serde_json::to_vec(&waiting).unwrap_or_default();
        folder::replace(&self.dir.join(format!("{digest}.json")), &text)?;
        restrict(&self.dir)
    }

    /// The mails that wait, by the name of their file.
    fn waiting(&self) -> Result<Vec<PathBuf>> {
        if !self.dir.exists() {
            return Ok(Vec::new());
        }
        let fault = |cause| Error::write(&self.dir, cause);
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.dir).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }

    /// How many mails wait.
    pub fn count(&self) -> Result<usize> {
        self.waiting().map(|waiting| waiting.len())
    }

    /// Sends what waits, each at most once; returns the mails that left. What cannot be sent stays.
    pub fn resend(&self, settings: &Settings, password: &str) -> Result<Vec<Vec<u8>>> {
        let mut sent = Vec::new();
        for path in self.waiting()? {
            let fault = |cause| Error::write(&path, cause);
            let text = fs::read(&path).map_err(fault)?;
            let Ok(waiting) = serde_json::from_slice::<Waiting>(&text) else { continue };
            let Some(to) = Address::parse(&waiting.to) else { continue };
            let mail = waiting.mail.into_bytes();
            if settings.send(password, &to, &mail)?.is_ok() {
                forget(&path).map_err(fault)?;
                sent.push(mail);
            }
        }
        Ok(sent)
    }
}

/// A mail that left waits no longer; it is no exhibit.
#[expect(clippy::disallowed_methods, reason = "what was sent must not be sent twice")]
fn forget(path: &Path) -> std::io::Result<()> {
    fs::remove_file(path)
}

/// Mails hold what is nobody else's business on the same computer.
#[cfg(unix)]
fn restrict(dir: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let only_owner = fs::Permissions::from_mode(0o700);
    fs::set_permissions(dir, only_owner).map_err(|cause| Error::write(dir, cause))
}

#[cfg(not(unix))]
fn restrict(_: &Path) -> Result<()> {
    Ok(())
}
