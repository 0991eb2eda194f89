//! Are the foreign tools there? Installed where that is possible, under the build folder and pinned;
//! else said exactly what is missing.

use super::{run, said};
use crate::setup::{ORACLE_TOOLS, install};
use crate::{Failure, root, say};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is installed from the Python package index, and the program that shows it is there.
const PYTHON: [(&str, &str); 3] = [
    ("bagit==1.9.0", "bagit.py"),
    ("case-utils==0.18.0", "case_validate"),
    ("opentimestamps-client==0.7.2", "ots"),
];
/// Go finds Debian's libraries here.
const GO: [(&str, &str); 2] = [("GO111MODULE", "off"), ("GOPATH", "/usr/share/gocode")];

/// Where the tools are.
pub(crate) struct Tools {
    /// The folder of everything here.
    pub(crate) dir: PathBuf,
}

impl Tools {
    /// A program of the virtual environment.
    pub(crate) fn venv(&self, program: &str) -> PathBuf {
        self.dir.join("venv/bin").join(program)
    }
}

/// The virtual environment, with nothing in it.
pub(crate) fn python() -> Result<Tools, Failure> {
    let own = std::env::current_exe().map_err(said)?;
    let target = own.parent().and_then(Path::parent).ok_or("no target folder")?;
    let tools = Tools { dir: target.join("oracles") };
    fs::create_dir_all(&tools.dir).map_err(said)?;
    if !tools.venv("python").exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(tools.dir.join("venv")))?;
    }
    Ok(tools)
}

/// Installs what is missing.
pub(crate) fn ready() -> Result<Tools, Failure> {
    install(ORACLE_TOOLS)?;
    let tools = python()?;
    let missing: Vec<&str> = PYTHON
        .iter()
        .filter(|(_, program)| !tools.venv(program).exists())
        .map(|(package, _)| *package)
        .collect();
    if !missing.is_empty() {
        say(&format!("installing {}", missing.join(" ")));
        run(Command::new(tools.venv("pip")).args(["install", "--quiet"]).args(missing))?;
    }
    let source = root().join("xtask/oracle/proof.go");
    let program = tools.dir.join("proof");
    run(Command::new("go").envs(GO).args(["build", "-o"]).args([program, source]))?;
    Ok(tools)
}
