//! `cargo xtask fuzz`: builds `fuzz/` with coverage and the address sanitizer on the stable
//! toolchain, and gives every target its seconds.

use crate::{Failure, root, say};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What makes a stable compiler build for libFuzzer.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Zsanitizer=address --cfg fuzzing";

/// Runs every target for so many seconds.
pub(crate) fn fuzz(seconds: u32) -> ExitCode {
    let (programs, work) = match build() {
        Ok(built) => built,
        Err(failure) => {
            say(&failure);
            return ExitCode::FAILURE;
        }
    };
    let mut failed = 0;
    for program in &programs {
        let name = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        say(&format!("== {name}: {seconds} s"));
        if let Err(failure) = run(program, &work.join(&name), seconds) {
            say(&failure);
            failed += 1;
        }
    }
    say(&format!("{} passed, {failed} failed", programs.len() - failed));
    if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn build() -> Result<(Vec<PathBuf>, PathBuf), Failure> {
    let own = std::env::current_exe().map_err(|fault| fault.to_string())?;
    let target = own.parent().and_then(Path::parent).ok_or("no target folder")?.join("fuzz");
    let host = host()?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--release", "--target", &host, "--target-dir"])
        .arg(&target)
        .current_dir(root().join("fuzz"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", FLAGS);
    if !cargo.status().is_ok_and(|status| status.success()) {
        return Err("failed: the build of fuzz/".to_owned());
    }
    let sources = fs::read_dir(root().join("fuzz/targets")).map_err(|fault| fault.to_string())?;
    let built = target.join(host).join("release");
    let mut programs: Vec<PathBuf> =
        sources.flatten().filter_map(|entry| Some(built.join(entry.path().file_stem()?))).collect();
    programs.sort();
    Ok((programs, target.join("work")))
}

fn run(program: &Path, work: &Path, seconds: u32) -> Result<(), Failure> {
    let corpus = work.join("corpus");
    fs::create_dir_all(&corpus).map_err(|fault| fault.to_string())?;
    let mut command = Command::new(program);
    command
        .arg(format!("-max_total_time={seconds}"))
        .args(["-rss_limit_mb=2048", "-timeout=20", "-max_len=65536", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/", work.display()))
        .arg(&corpus);
    let seeds = root().join("fuzz/seeds").join(program.file_stem().unwrap_or_default());
    if seeds.exists() {
        command.arg(seeds);
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("found something: see {}", work.display())),
        Err(fault) => Err(format!("{}: {fault}", program.display())),
    }
}

fn host() -> Result<String, Failure> {
    let output = Command::new("rustc").arg("-vV").output().map_err(|fault| fault.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc does not name its host".to_owned())
}
