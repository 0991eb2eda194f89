//! What is done under fault, and what must hold afterwards.

use super::Lab;
use crate::oracles::{Server, run, said, tools};
use crate::{Failure, root, say};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Lines of the script after which a batch is complete: the vault, three exhibits, two more, a copy, a
/// hold, the seal.
const STATES: [usize; 5] = [1, 4, 6, 7, 8];

pub(super) fn all(lab: &Lab) -> Result<(), Failure> {
    let mut points = vault(lab, false)?;
    points += vault(lab, true)?;
    points += export(lab)?;
    points += upgrade(lab)?;
    say(&format!(
        "{points} points in all: nothing acknowledged was lost, nothing half done was kept"
    ));
    two_processes(lab)?;
    full_disk(lab)
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(str::to_owned).filter(|line| !line.starts_with("checkpoint")).collect()
}

/// Making, import, derivation, hold, seal.
fn vault(lab: &Lab, encrypted: bool) -> Result<usize, Failure> {
    let script = text(&lab.example("script"));
    let dir = lab.dir.join("vault");
    let (at, known) = (text(&dir.join("case")), text(&dir.join("known")));
    let mut command = vec![script.as_str()];
    if encrypted {
        command.push("--encrypted");
    }
    command.extend([at.as_str(), known.as_str()]);
    let prepare = || {
        let dir = lab.fresh("vault")?;
        fs::create_dir_all(dir.join("known")).map_err(said)?;
        Ok(dir)
    };
    prepare()?;
    let whole = lines(&again(&command)?);
    let check = |output: &Output| check_vault(&command, &dir.join("case"), &whole, &lines(output));
    let name = if encrypted { "an encrypted vault" } else { "a vault" };
    // Deriving a key from a passphrase takes its time, on purpose.
    let step = if encrypted { 5 } else { 1 };
    lab.at_every(step, name, &command, &prepare, &check)
}

/// The same command without faults: it opens and lists what is there, or makes the vault anew.
fn again(command: &[&str]) -> Result<Output, Failure> {
    let (program, args) = command.split_first().ok_or("no command")?;
    let output = Command::new(program).args(args).output().map_err(said)?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("the vault does not open: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Opens the vault again: acknowledged things are there, a state is whole, nothing lies about.
fn check_vault(
    command: &[&str],
    case: &Path,
    whole: &[String],
    acknowledged: &[String],
) -> Result<(), Failure> {
    let was_vault = case.join("vault.json").exists();
    if !was_vault && !acknowledged.is_empty() {
        return Err(format!("it is gone after {acknowledged:?}"));
    }
    let found = lines(&again(command)?);
    if !whole.starts_with(&found) || !STATES.contains(&found.len()) {
        return Err(format!("neither before nor after: {found:?}"));
    }
    if !found.starts_with(acknowledged) {
        return Err(format!("{acknowledged:?} was acknowledged, {found:?} is there"));
    }
    let (half, objects) = files(case)?;
    let cited = found.iter().filter(|line| line.starts_with("exhibit") || line.starts_with("copy"));
    let cited = cited.count();
    if !half.is_empty() || objects != cited {
        return Err(format!("left behind: {half:?}, {objects} objects for {cited}"));
    }
    Ok(())
}

/// Half-written files of a vault, and how many objects it has.
fn files(case: &Path) -> Result<(Vec<PathBuf>, usize), Failure> {
    let (mut half, mut objects, mut folders) = (Vec::new(), 0, vec![case.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(said)? {
            let path = entry.map_err(said)?.path();
            let is = |name: &str| folder.ends_with(name);
            if path.is_dir() {
                folders.push(path);
            } else if is("incoming") || path.extension().is_some_and(|ending| ending == "new") {
                half.push(path);
            } else if folder.parent().is_some_and(|parent| parent.ends_with("objects")) {
                objects += 1;
            }
        }
    }
    Ok((half, objects))
}

/// Writing a bundle: the vault stays as it was, and no bundle has its name before it is whole.
fn export(lab: &Lab) -> Result<usize, Failure> {
    let mut points = 0;
    for name in ["out", "out.zip"] {
        let handout = text(&lab.example("handout"));
        let dir = lab.dir.join("export");
        let (case, out) = (dir.join("case"), dir.join(name));
        let (case_text, out_text) = (text(&case), text(&out));
        let command = [handout.as_str(), "write", &case_text, &out_text];
        let script = text(&lab.example("script"));
        let list = [script.as_str(), &case_text];
        let prepare = || {
            let dir = lab.fresh("export")?;
            again(&list)?;
            Ok(dir)
        };
        prepare()?;
        let before = again(&list)?.stdout;
        let check = |output: &Output| {
            if again(&list)?.stdout != before {
                return Err("the vault is not as it was".to_owned());
            }
            if out.exists() {
                return run(Command::new(lab.built.join("hikeshi-verify")).arg(&out));
            }
            let said = output.status.success();
            if said { Err("success without a bundle".to_owned()) } else { Ok(()) }
        };
        points += lab.at_every(1, &format!("writing {name}"), &command, &prepare, &check)?;
    }
    Ok(points)
}

/// Completing an OpenTimestamps proof: it is the old one or the new one.
fn upgrade(lab: &Lab) -> Result<usize, Failure> {
    let tools = tools::ready()?;
    let script = root().join("xtask/oracle/ots_calendar.py");
    let calendar = Server::start(Command::new(tools.venv("python")).arg(script))?;
    let url = calendar.url(0);
    let dir = lab.fresh("stamped")?;
    let (case, bundle) = (dir.join("case"), dir.join("bundle"));
    run(Command::new(lab.example("script")).arg(&case))?;
    let handout = text(&lab.example("handout"));
    run(Command::new(&handout).arg("write").args([&case, &bundle]))?;
    run(Command::new(&handout).arg("stamp").arg(&bundle).arg(format!("ots={url}")))?;
    calendar.mine()?;
    let proof = bundle.join("seal/tagmanifest-sha256.txt.ots");
    let pending = fs::read(&proof).map_err(said)?;
    let bundle_text = text(&bundle);
    let command = [handout.as_str(), "upgrade", &bundle_text, &url];
    run(Command::new(&handout).args(["upgrade", &bundle_text, &url]))?;
    let complete = fs::read(&proof).map_err(said)?;
    let prepare = || {
        fs::copy(lab.dir.join("pending"), &proof).map_err(said)?;
        Ok(bundle.clone())
    };
    fs::write(lab.dir.join("pending"), &pending).map_err(said)?;
    let check = |output: &Output| {
        let found = fs::read(&proof).map_err(said)?;
        let is_complete = found == complete;
        if !is_complete && found != pending {
            return Err("the proof is neither the old nor the new one".to_owned());
        }
        if output.status.success() && !is_complete {
            return Err("success without the new proof".to_owned());
        }
        run(Command::new(lab.built.join("hikeshi-verify")).arg(&bundle))
    };
    lab.at_every(1, "completing a proof", &command, &prepare, &check)
}

/// Who comes second is told so; whatever a crowd does at once, the vault is whole.
fn two_processes(lab: &Lab) -> Result<(), Failure> {
    let dir = lab.fresh("two")?;
    let case = dir.join("case");
    let script = lab.example("script");
    let mut crowd = Vec::new();
    for _ in 0..8 {
        let mut one = Command::new(&script);
        crowd.push(
            one.arg(&case).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(said)?,
        );
    }
    let mut locked = 0;
    for one in crowd {
        let output = one.wait_with_output().map_err(said)?;
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() && !words.contains("in use by another process") {
            return Err(format!("one of a crowd: {words}"));
        }
        locked += u32::from(!output.status.success());
    }
    run(Command::new(&script).arg(&case))?;
    let mut first = Command::new(&script);
    first.arg(&case).arg("--hold").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut first = first.spawn().map_err(said)?;
    let mut line = String::new();
    if let Some(out) = first.stdout.take() {
        BufReader::new(out).read_line(&mut line).map_err(said)?;
    }
    let second = Command::new(&script).arg(&case).output().map_err(said)?;
    drop(first.stdin.take());
    let first = first.wait().map_err(said)?;
    let words = String::from_utf8_lossy(&second.stderr).into_owned();
    if second.status.success() || !words.contains("in use by another process") || !first.success() {
        return Err(format!("the second of two: {words}"));
    }
    run(Command::new(&script).arg(&case))?;
    say(&format!(
        "two processes: the second is told; of eight at once {locked} were told, the vault is whole"
    ));
    Ok(())
}

/// A disk of every size on which the script does not fit, then room again.
fn full_disk(lab: &Lab) -> Result<(), Failure> {
    let disk = lab.fresh("disk")?;
    let script = text(&lab.example("script"));
    let case = text(&disk.join("case"));
    let command = [script.as_str(), &case];
    let whole = lines(&again(&[script.as_str(), &text(&lab.fresh("roomy")?.join("case"))])?);
    let mut full = 0;
    for kib in (16..=160).step_by(4) {
        let size = format!("size={kib}k");
        let mut mount = Command::new("mount");
        if run(mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&disk)).is_err() {
            say("a full disk: not tried, only root can mount one");
            return Ok(());
        }
        let judged = on_disk(&command, &disk, &whole);
        run(Command::new("umount").arg(&disk))?;
        full += usize::from(judged.map_err(|fault| format!("a disk of {kib} KiB: {fault}"))?);
    }
    say(&format!(
        "a full disk: {full} sizes that were too small, each said so and kept what was whole"
    ));
    if full == 0 { Err("no disk was too small".to_owned()) } else { Ok(()) }
}

/// Whether the disk was full.
fn on_disk(command: &[&str], disk: &Path, whole: &[String]) -> Result<bool, Failure> {
    let (program, args) = command.split_first().ok_or("no command")?;
    let output = Command::new(program).args(args).output().map_err(said)?;
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() && !words.contains("No space left") {
        return Err(words);
    }
    run(Command::new("mount").args(["-o", "remount,size=10m"]).arg(disk))?;
    check_vault(command, &disk.join("case"), whole, &lines(&output))?;
    Ok(!output.status.success())
}
