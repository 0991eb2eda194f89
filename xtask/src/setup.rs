//! What the system must have beside Rust: installed where that is possible (Debian as root), else
//! said exactly.

use crate::{Failure, say};
use std::path::Path;
use std::process::{Command, Stdio};

/// The pinned Japanese font.
pub(crate) const FONT: &[&str] = &["fonts-morisawa-bizud-gothic"];
/// What the tests read PDFs and pictures with, beside the font.
pub(crate) const TEST_TOOLS: &[&str] =
    &["fonts-morisawa-bizud-gothic", "poppler-utils", "tesseract-ocr", "tesseract-ocr-jpn"];

/// What judges bundles beside us, and what traces system calls.
pub(crate) const ORACLE_TOOLS: &[&str] =
    &["golang-go", "golang-golang-x-mod-dev", "openssl", "python3-venv", "strace"];

/// What looks at the app as people do.
pub(crate) const BROWSER_TOOLS: &[&str] = &["chromium", "chromium-driver", "python3-venv"];

/// Installs the packages that are missing. Where that cannot be done it says what is missing and
/// goes on: what needs it will say so again.
pub(crate) fn install(packages: &[&str]) -> Result<(), Failure> {
    if !Path::new("/etc/debian_version").exists() {
        say("not a Debian system; please see to it that these are installed:");
        say(&format!("  {} (names as in Debian)", packages.join(" ")));
        return Ok(());
    }
    let missing: Vec<&str> =
        packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        say("missing, and only root can install them:");
        say(&format!("  sudo apt-get install -y --no-install-recommends {}", missing.join(" ")));
        return Ok(());
    }
    say(&format!("installing {}", missing.join(" ")));
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat())
}

fn apt(args: &[&str]) -> Result<(), Failure> {
    let mut command = Command::new("apt-get");
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("failed: apt-get {}", args.join(" "))),
    }
}

fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    let answer = query.args(["-W", "-f=${db:Status-Status}", package]).stderr(Stdio::null());
    answer.output().is_ok_and(|answer| answer.stdout == b"installed")
}

#[cfg(unix)]
fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
