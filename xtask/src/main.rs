//! The project's own chores, such as `cargo xtask test` and `demo`. Not part of what ships.

mod accuracy;
mod bench;
mod bench_app;
mod bench_pdf;
mod browser;
mod cacao;
mod crash;
mod fuzz;
mod measure;
mod oracles;
mod pace;
mod setup;
mod steps;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "cargo xtask test            everything that must hold, as .ci/run does
cargo xtask demo            the sample dossier, after installing what it needs
cargo xtask oracles         bundles, judged by tools that are not ours
cargo xtask crash [N]       a vault, with every (N-th) system call killed or failing once
cargo xtask crash examine   the whole program, killed while it writes a dossier or a bundle
cargo xtask bench [seal]    a million rows, and the seal: speed, CPU time and memory
cargo xtask bench app       the app: until it answers, at rest, what a first page weighs
cargo xtask browser         the whole walk in a real browser, with pictures, judged by axe-core
cargo xtask accuracy [--data DIR] [--misses]   how often each screen is right
cargo run --release -p xtask -- pace   addresses and hosts per second, beside a plain check
cargo xtask fuzz [SECONDS]  every reader against broken bytes (60 seconds each)
cargo xtask cacao FOLDER [PYTHON]  every playbook against the published CACAO schemas in FOLDER";

/// Why a chore ended badly, for the person at the keyboard.
pub(crate) type Failure = String;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["test"] => return steps::test(),
        ["demo", rest @ ..] => steps::demo(rest),
        ["crash"] => crash::crash(1),
        ["crash", "examine"] => crash::examine(),
        ["crash", step] => match step.parse() {
            Ok(step) if step > 0 => crash::crash(step),
            _ => Err(format!("{step} is no number of steps")),
        },
        ["oracles"] => oracles::oracles(),
        ["bench"] => bench::bench(),
        ["accuracy", rest @ ..] => accuracy::accuracy(rest),
        ["pace"] => pace::pace(),
        ["bench", "seal"] => bench::seal(),
        ["bench", "app"] => bench_app::app(),
        ["browser"] => browser::browser(),
        ["fuzz"] => return fuzz::fuzz(60),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => return fuzz::fuzz(seconds),
            Err(_) => Err(format!("{seconds} is no number of seconds")),
        },
        ["cacao", folder] => cacao::cacao(Path::new(folder), "python3"),
        ["cacao", folder, python] => cacao::cacao(Path::new(folder), python),
        // Run by `bench` in processes of their own, so that each has its own peak.
        ["measure", command @ ..] => measure::measure(command),
        ["typed-read", file] => measure::typed_read(Path::new(file)),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure);
            ExitCode::FAILURE
        }
    }
}

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// One line to the person at the keyboard.
#[expect(clippy::print_stdout, reason = "this is a tool that talks")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
