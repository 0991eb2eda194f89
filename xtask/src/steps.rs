//! `cargo xtask test` and `demo`: commands one after another, each shown with its time.

use crate::setup::{FONT, TEST_TOOLS, install};
use crate::{Failure, browser, crash, oracles, root, say};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// A step: its name, cargo's arguments, and what is set in its environment.
type Step<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);

/// A step that is not cargo's.
type Chore = fn() -> Result<(), Failure>;

const DENY: [(&str, &str); 1] = [("RUSTDOCFLAGS", "-D warnings")];
const CLIPPY: [&str; 6] = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];

/// Everything that must hold. Stops at the first failure; the last line counts the steps.
pub(crate) fn test() -> ExitCode {
    let mut passed = 0;
    let tests: &[&str] = if has_nextest() {
        &["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--all-targets", "--no-fail-fast"]
    };
    let steps: [Step<'_>; 5] = [
        ("format", &["fmt", "--all", "--check"], &[]),
        ("lints", &CLIPPY, &[]),
        ("tests", tests, &[]),
        ("examples in the documentation", &["test", "--workspace", "--doc", "--quiet"], &[]),
        ("documentation", &["doc", "--workspace", "--no-deps", "--quiet"], &DENY),
    ];
    let begun = Instant::now();
    if let Err(failure) = install(TEST_TOOLS) {
        return end(passed, Some(&failure));
    }
    passed += 1;
    say(&format!("== system packages: ok ({} s)", begun.elapsed().as_secs()));
    for (name, args, environment) in steps {
        say(&format!("== {name}: cargo {}", args.join(" ")));
        let begun = Instant::now();
        if let Err(failure) = cargo(args, environment) {
            return end(passed, Some(&failure));
        }
        passed += 1;
        say(&format!("== {name}: ok ({} s)", begun.elapsed().as_secs()));
    }
    let chores: [(&str, Chore); 3] = [
        ("the walk in a browser", browser::browser),
        ("foreign tools judge bundles", oracles::oracles),
        ("crashes, every fortieth point", || crash::crash(40)),
    ];
    for (name, chore) in chores {
        say(&format!("== {name}"));
        let begun = Instant::now();
        if let Err(failure) = chore() {
            return end(passed, Some(&failure));
        }
        passed += 1;
        say(&format!("== {name}: ok ({} s)", begun.elapsed().as_secs()));
    }
    end(passed, None)
}

fn end(passed: u32, failure: Option<&str>) -> ExitCode {
    if let Some(failure) = failure {
        say(failure);
    }
    say(&format!("{passed} passed, {} failed", u32::from(failure.is_some())));
    if failure.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The sample dossier from the release build.
pub(crate) fn demo(rest: &[&str]) -> Result<(), Failure> {
    install(FONT)?;
    let args = [&["run", "--release", "--package", "hikeshi", "--", "demo"], rest].concat();
    let begun = Instant::now();
    cargo(&args, &[])?;
    say(&format!("(build and run: {} s)", begun.elapsed().as_secs()));
    Ok(())
}

fn has_nextest() -> bool {
    let mut command = Command::new(env!("CARGO"));
    command.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs cargo at the top of the checkout, except the demo, which writes where the person stands.
pub(crate) fn cargo(args: &[&str], environment: &[(&str, &str)]) -> Result<(), Failure> {
    let mut command = Command::new(env!("CARGO"));
    command.args(args).envs(environment.iter().copied());
    if args.first() != Some(&"run") {
        command.current_dir(root());
    }
    let set: String = environment
        .iter()
        .fold(String::new(), |text, (name, value)| text + &format!("{name}='{value}' "));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("failed: {set}cargo {}", args.join(" "))),
        Err(fault) => Err(format!("cannot start cargo: {fault}")),
    }
}
