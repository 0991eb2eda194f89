//! `cargo xtask bench app`: how soon the app answers, what it takes at rest, what a first page weighs;
//! beside the start of a program that does nothing, in the same run.

use crate::bench::{program, release_dir};
use crate::browser::Running;
use crate::oracles::said;
use crate::steps::cargo;
use crate::{Failure, say};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The best of so many counts, because the others met other people's work.
const ROUNDS: usize = 10;
/// What must hold: from the start to the first byte of a page, at rest, and with all a page loads.
const MOST: (Duration, u64, usize) = (Duration::from_millis(100), 30_000, 60_000);

/// Builds, measures, compares with what must hold.
pub(crate) fn app() -> Result<(), Failure> {
    cargo(&["build", "--release", "--package", "hikeshi"], &[])?;
    let hikeshi = program(&release_dir()?, "hikeshi");
    let data = release_dir()?.join("../bench/app");
    if data.exists() {
        fs::remove_dir_all(&data).map_err(said)?;
    }
    let reference = best(|| {
        let begun = Instant::now();
        Command::new("true").status().map_err(said)?;
        Ok(begun.elapsed())
    })?;
    // Folders are made and keys found at the first start; what people wait for every day is a later one.
    let first = until_answer(&hikeshi, &data)?;
    let later = best(|| until_answer(&hikeshi, &data))?;
    let app = start(&hikeshi, &data)?;
    let window = Window::of(&app)?;
    let weight = window.weight()?;
    let resting_kb = resting_kb(app.number())?;
    say("| what | measured | must be below |");
    say("|---|---|---|");
    say(&format!("| a program that does nothing | {reference:.1?} | |"));
    say(&format!("| to the first page, first start | {first:.1?} | |"));
    say(&format!("| to the first page, later starts | {later:.1?} | {:?} |", MOST.0));
    say(&format!("| at rest, kB | {resting_kb} | {} |", MOST.1));
    say(&format!("| first page with all it loads, bytes | {weight} | {} |", MOST.2));
    if later < MOST.0 && resting_kb < MOST.1 && weight < MOST.2 {
        Ok(())
    } else {
        Err("the app is slower or heavier than it may be".to_owned())
    }
}

fn best(measure: impl Fn() -> Result<Duration, Failure>) -> Result<Duration, Failure> {
    let rounds: Result<Vec<Duration>, Failure> = (0..ROUNDS).map(|_| measure()).collect();
    rounds?.into_iter().min().ok_or_else(|| "nothing measured".to_owned())
}

fn start(hikeshi: &str, data: &Path) -> Result<Running, Failure> {
    let mut command = Command::new(hikeshi);
    command.arg("--no-browser").arg("--data").arg(data);
    Running::of(command)
}

fn until_answer(hikeshi: &str, data: &Path) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let app = start(hikeshi, data)?;
    Window::of(&app)?;
    Ok(begun.elapsed())
}

/// What a browser has after the first page.
struct Window {
    site: String,
    cookie: String,
    page: String,
}

impl Window {
    fn of(app: &Running) -> Result<Self, Failure> {
        let agent = ureq::Agent::config_builder().max_redirects(0).build().new_agent();
        let answer = agent.get(&app.address).call().map_err(said)?;
        let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default();
        let site = app.address.split("/?").next().unwrap_or_default();
        let mut window =
            Self { site: site.to_owned(), cookie: cookie.to_owned(), page: String::new() };
        window.page = window.get("/")?;
        Ok(window)
    }

    fn get(&self, place: &str) -> Result<String, Failure> {
        let asked = ureq::get(format!("{}{place}", self.site)).header("Cookie", &self.cookie);
        asked.call().map_err(said)?.body_mut().read_to_string().map_err(said)
    }

    /// Bytes of the page and of everything it loads.
    fn weight(&self) -> Result<usize, Failure> {
        let mut bytes = self.page.len();
        for part in self.page.split("\"/assets/").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            bytes += self.get(&format!("/assets/{name}"))?.len();
        }
        Ok(bytes)
    }
}

/// Memory that is the program's at this moment.
fn resting_kb(process: u32) -> Result<u64, Failure> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).map_err(said)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| "the system does not say how much memory it takes".to_owned())
}
