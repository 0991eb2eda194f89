//! Does a vault survive whatever happens to the process that writes it? Every system call that writes is
//! once killed, once failed with EIO and once with ENOSPC, by `strace`; afterwards the vault opens, is in a
//! state it had between two acts, and holds everything that was acknowledged. Also: two processes at once,
//! a disk that really is full, and the whole program killed while it writes a dossier or a bundle.

mod dossier;
mod scenes;

use crate::oracles::{run, said};
use crate::setup::{ORACLE_TOOLS, install};
use crate::steps::cargo;
use crate::{Failure, say};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What writes, as the kernel calls it; whichever of them a program does not use is not injected.
const CHANGES: [&str; 16] = [
    "write",
    "pwrite64",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "fsync",
    "fdatasync",
    "syncfs",
    "mkdir",
    "mkdirat",
    "ftruncate",
    "copy_file_range",
];
/// What opens a file to write it or to read it.
const OPENS: &str = "openat";
/// How a call is hit.
const FAULTS: [&str; 3] = ["signal=KILL", "error=EIO", "error=ENOSPC"];

/// Everything at every `step`-th call: 1 for all.
pub(crate) fn crash(step: usize) -> Result<(), Failure> {
    within(step, |lab| scenes::all(lab).and_then(|()| dossier::all(lab)))
}

/// The whole program alone.
pub(crate) fn examine() -> Result<(), Failure> {
    within(1, dossier::all)
}

fn within(step: usize, scenes: impl Fn(&Lab) -> Result<(), Failure>) -> Result<(), Failure> {
    install(ORACLE_TOOLS)?;
    let seal = ["build", "--package", "hikeshi-seal", "--examples", "--bins", "--quiet"];
    cargo(&seal, &[])?;
    cargo(&["build", "--package", "hikeshi", "--quiet"], &[])?;
    let lab = Lab::new(step)?;
    let outcome = scenes(&lab);
    fs::remove_dir_all(&lab.dir).map_err(said)?;
    outcome
}

/// Where it happens.
struct Lab {
    dir: PathBuf,
    built: PathBuf,
    step: usize,
    calls: Vec<&'static str>,
    faults: &'static [&'static str],
}

impl Lab {
    /// In memory where the system has that: a killed process does not take the cache along, so that the disk
    /// would only slow it down.
    fn new(step: usize) -> Result<Self, Failure> {
        let own = std::env::current_exe().map_err(said)?;
        let built = own.parent().ok_or("no target folder")?.to_owned();
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let dir = parent.join(format!("hikeshi-crash-{}", std::process::id()));
        fs::create_dir_all(&dir).map_err(said)?;
        let calls = [OPENS].into_iter().chain(CHANGES).collect();
        Ok(Self { dir, built, step, calls, faults: &FAULTS })
    }

    /// The same, where a call that fails may rightly change the result: only a kill is a fault there, and
    /// one that comes before the next change.
    fn only_killing(&self) -> Self {
        let (dir, built, step) = (self.dir.clone(), self.built.clone(), self.step);
        Self { dir, built, step, calls: CHANGES.to_vec(), faults: &["signal=KILL"] }
    }

    fn example(&self, name: &str) -> PathBuf {
        self.built.join("examples").join(name)
    }

    /// An empty folder.
    fn fresh(&self, name: &str) -> Result<PathBuf, Failure> {
        let dir = self.dir.join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir).map_err(said)?;
        }
        fs::create_dir_all(&dir).map_err(said)?;
        Ok(dir)
    }

    /// How often a command uses each call once it touches `dir`: what the system does to start it is left out.
    fn calls(&self, command: &[&str], dir: &Path) -> Result<Vec<(String, usize, usize)>, Failure> {
        let log = self.dir.join("trace");
        let mut strace = Command::new("strace");
        strace
            .args(["-f", "-qq", "-o"])
            .arg(&log)
            .arg("-e")
            .arg(format!("trace={}", self.calls.join(",")));
        run(strace.args(command))?;
        let text = fs::read(&log).map_err(said)?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let dir = dir.display().to_string();
        let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut begun = false;
        for line in text.lines() {
            begun |= line.contains(&dir);
            let call = line.split_whitespace().nth(1).and_then(|rest| rest.split_once('('));
            let Some((call, _)) = call else { continue };
            let (before, all) = found.entry(call.to_owned()).or_default();
            *all += 1;
            if !begun {
                *before += 1;
            }
        }
        Ok(found.into_iter().map(|(call, (before, all))| (call, before, all)).collect())
    }

    /// Runs a command again and again, each time with another call hit, or with every `step`-th. `prepare` lays out what it works on,
    /// `check` gets what it said. Gives the number of points.
    fn at_every(
        &self,
        step: usize,
        name: &str,
        command: &[&str],
        prepare: &dyn Fn() -> Result<PathBuf, Failure>,
        check: &dyn Fn(&Output) -> Result<(), Failure>,
    ) -> Result<usize, Failure> {
        let dir = prepare()?;
        let calls = self.calls(command, &dir)?;
        let (mut points, mut failed) = (0, 0);
        for (call, before, all) in &calls {
            for place in (before + 1..=*all).step_by(step * self.step) {
                for fault in self.faults {
                    prepare()?;
                    let inject = format!("inject={call}:{fault}:when={place}");
                    let output = hit(command, &inject)?;
                    check(&output).map_err(|fault| format!("{name}, {inject}: {fault}"))?;
                    points += 1;
                    failed += usize::from(!output.status.success());
                }
            }
        }
        let calls: Vec<String> =
            calls.iter().map(|(call, before, all)| format!("{call} {}", all - before)).collect();
        say(&format!("{name}: {points} points, {failed} ended the program ({})", calls.join(", ")));
        if failed == 0 { Err(format!("{name}: nothing was ever hit")) } else { Ok(points) }
    }
}

fn hit(command: &[&str], inject: &str) -> Result<Output, Failure> {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", inject]).args(command);
    strace.stdin(Stdio::null()).output().map_err(said)
}
