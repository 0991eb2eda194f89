//! `hikeshi examine` killed while it writes: the earlier dossier or the new one is there whole, no bundle
//! has its name before it is whole, and the next run works and leaves nothing of the killed one behind.

use super::Lab;
use crate::oracles::{put, run, said};
use crate::{Failure, say};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Notes of the case beside its exports: most of what is written are copies of exhibits.
const NOTES: usize = 24;
/// A run of the whole program takes seconds: every so many calls will do.
const EVERY: usize = 4;

/// All of it.
pub(super) fn all(lab: &Lab) -> Result<(), Failure> {
    let lab = lab.only_killing();
    let points = dossier(&lab)? + bundle(&lab, "out")? + bundle(&lab, "out.zip")?;
    say(&format!("examine, killed at {points} points: what stood there or the new, whole"));
    Ok(())
}

/// Where a scene plays: what is examined, where it goes, and folders that belong to nobody else.
struct Stage {
    dir: PathBuf,
    place: PathBuf,
    command: Vec<String>,
}

impl Stage {
    fn new(lab: &Lab, option: &str, name: &str) -> Self {
        let dir = lab.dir.join("examine");
        let place = dir.join(name);
        let set = |name: &str, to: &str| format!("{name}={}", dir.join(to).display());
        let command = vec![
            "env".to_owned(),
            set("TMPDIR", "tmp"),
            set("XDG_DATA_HOME", "data"),
            lab.built.join("hikeshi").display().to_string(),
            "examine".to_owned(),
            dir.join("case").display().to_string(),
            "--lang".to_owned(),
            "ja".to_owned(),
            "--tz".to_owned(),
            "Asia/Tokyo".to_owned(),
            option.to_owned(),
            place.display().to_string(),
        ];
        Self { dir, place, command }
    }

    /// An empty stage with a case of so many notes.
    fn set(&self, lab: &Lab, notes: usize) -> Result<(), Failure> {
        lab.fresh("examine")?;
        for folder in ["case", "tmp", "data"] {
            fs::create_dir_all(self.dir.join(folder)).map_err(said)?;
        }
        let mut rows = String::from("User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n");
        for minute in 0..600 {
            let (hour, minute) = (minute / 60, minute % 60);
            writeln!(rows, "1,2026-01-05 {hour:02}:{minute:02}:00,Spot,Deposit,BTC,1,")
                .map_err(said)?;
        }
        put(&self.dir.join("case/part-00000-6f1c.csv"), rows.as_bytes())?;
        for note in 0..notes {
            put(&self.dir.join(format!("case/note-{note}.txt")), format!("{note}\n").as_bytes())?;
        }
        Ok(())
    }

    fn run(&self) -> Result<(), Failure> {
        let (program, args) = self.command.split_first().ok_or("no command")?;
        run(Command::new(program).args(args))
    }

    /// The command in pieces, as a tracer takes it.
    fn words(&self) -> Vec<&str> {
        self.command.iter().map(String::as_str).collect()
    }

    /// What lies beside the case and what came of it, and in the folder for temporary files.
    fn left_behind(&self) -> Result<Vec<PathBuf>, Failure> {
        let known = ["case", "tmp", "data"].map(|name| self.dir.join(name));
        let mut left = Vec::new();
        for folder in [&self.dir, &self.dir.join("tmp")] {
            for entry in fs::read_dir(folder).map_err(said)? {
                let path = entry.map_err(said)?.path();
                // Killed before its lock had its name, a vault is an empty folder that nobody may take for
                // abandoned: another process might be about to use it.
                let empty = path.is_dir() && tree(&path)?.values().all(Vec::is_empty);
                if path != self.place && !known.contains(&path) && !empty {
                    left.push(path);
                }
            }
        }
        Ok(left)
    }
}

/// An earlier dossier stands there, and a new one is written.
fn dossier(lab: &Lab) -> Result<usize, Failure> {
    let stage = Stage::new(lab, "--out", "out");
    stage.set(lab, 1)?;
    stage.run()?;
    let earlier = lab.dir.join("earlier");
    run(Command::new("cp").arg("-a").args([&stage.place, &earlier]))?;
    let prepare = || {
        stage.set(lab, NOTES)?;
        run(Command::new("cp").arg("-a").args([&earlier, &stage.place]))?;
        Ok(stage.dir.clone())
    };
    prepare()?;
    stage.run()?;
    let (before, after) = (tree(&earlier)?, tree(&stage.place)?);
    let check = |output: &Output| {
        let beside = |ending: &str| stage.dir.join(format!("out.{ending}"));
        let found = tree(&stage.place)?;
        // Between two renames it has another name, and the next run gives it back.
        let aside = !stage.place.exists() && tree(&beside("old-1"))? == before;
        if !aside && found != before && found != after {
            return Err("neither the earlier dossier nor the new one".to_owned());
        }
        if output.status.success() && found != after {
            return Err("success without the new dossier".to_owned());
        }
        stage.run()?;
        let left = stage.left_behind()?;
        if tree(&stage.place)? != after || !left.is_empty() {
            return Err(format!("the next run: {left:?}"));
        }
        Ok(())
    };
    lab.at_every(EVERY, "a dossier over an earlier one", &stage.words(), &prepare, &check)
}

/// Nothing stands there, and a bundle is written.
fn bundle(lab: &Lab, name: &str) -> Result<usize, Failure> {
    let stage = Stage::new(lab, "--bundle", name);
    let prepare = || {
        stage.set(lab, NOTES)?;
        Ok(stage.dir.clone())
    };
    let verify = || run(Command::new(lab.built.join("hikeshi-verify")).arg(&stage.place));
    let check = |output: &Output| {
        if stage.place.exists() {
            return verify();
        }
        if output.status.success() {
            return Err("success without a bundle".to_owned());
        }
        stage.run()?;
        verify()?;
        // A half-written one keeps a name that says so; everything else is cleared up.
        let mut left = stage.left_behind()?;
        left.retain(|path| path.extension().is_none_or(|ending| ending != "partial"));
        if left.is_empty() { Ok(()) } else { Err(format!("left behind: {left:?}")) }
    };
    lab.at_every(EVERY, &format!("examine writing {name}"), &stage.words(), &prepare, &check)
}

/// Every file under a folder with its bytes, by its name there; empty where there is none.
fn tree(top: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failure> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![top.to_owned()]);
    while let Some(folder) = folders.pop().filter(|folder| folder.exists()) {
        for entry in fs::read_dir(&folder).map_err(said)? {
            let path = entry.map_err(said)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(top).map_err(said)?.to_owned();
                files.insert(name, fs::read(&path).map_err(said)?);
            }
        }
    }
    Ok(files)
}
