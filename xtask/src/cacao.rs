//! `cargo xtask cacao FOLDER [PYTHON]`: do the published schemas of CACAO accept every playbook?
//!
//! The schemas are not ours and not in this repository. FOLDER holds `cacao_validate.py`, which needs
//! Python's `jsonschema` and `referencing`, and beside it `schemas/` as OASIS publishes them.

use crate::{Failure, root, say};
use std::path::Path;
use std::process::Command;

/// Exports all playbooks and hands them to the validator; fails unless each is called valid.
pub(crate) fn cacao(folder: &Path, python: &str) -> Result<(), Failure> {
    let kinds = hikeshi(&["playbook", "--list"])?;
    let kinds: Vec<&str> =
        kinds.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let exports = root().join("target/cacao");
    std::fs::create_dir_all(&exports).map_err(|fault| format!("cannot make a folder: {fault}"))?;
    let mut files = Vec::new();
    for kind in &kinds {
        let file = exports.join(format!("{kind}.json"));
        let path = file.to_str().ok_or("the checkout lies at a path that is no text")?;
        hikeshi(&["playbook", kind, "--format", "cacao", "--out", path])?;
        files.push(file);
    }
    let mut validator = Command::new(python);
    validator.arg("cacao_validate.py").args(&files).current_dir(folder);
    let judged = output(&mut validator)?;
    let valid = judged.lines().filter(|line| line.ends_with(" VALID")).count();
    say(judged.trim_end());
    say(&format!("{valid} of {} valid", files.len()));
    if valid == files.len() && !files.is_empty() { Ok(()) } else { Err("not all are valid".into()) }
}

fn hikeshi(args: &[&str]) -> Result<String, Failure> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--package", "hikeshi", "--"]).args(args);
    output(command.current_dir(root()))
}

fn output(command: &mut Command) -> Result<String, Failure> {
    let run = command.output().map_err(|fault| format!("cannot start {command:?}: {fault}"))?;
    if !run.status.success() {
        return Err(format!("failed: {command:?}\n{}", String::from_utf8_lossy(&run.stderr)));
    }
    Ok(String::from_utf8_lossy(&run.stdout).into_owned())
}
