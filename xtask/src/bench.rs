//! `cargo xtask bench`: a million rows through the release build, beside a plain typed `csv` read
//! of the same file in the same run.

mod seal;

use crate::setup::{TEST_TOOLS, install};
use crate::steps::cargo;
use crate::{Failure, root, say};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

const ROWS: usize = 1_000_000;
/// Each measured this often; the best counts, because the others met other people's work.
const ROUNDS: usize = 3;

/// Builds, generates, measures, prints a table.
pub(crate) fn bench() -> Result<(), Failure> {
    // Among them the font of the paper, and what counts its pages.
    install(TEST_TOOLS)?;
    cargo(&["build", "--release", "--package", "hikeshi", "--package", "xtask"], &[])?;
    let bin = release_dir()?;
    let dir = bin.join("../bench");
    fs::create_dir_all(&dir).map_err(|fault| fault.to_string())?;
    let file = dir.join("part-00000-6f1c1d0e-0000-4000-8000-000000000000-c000.csv");
    if !file.exists() {
        generate(&file).map_err(|fault| format!("{}: {fault}", file.display()))?;
    }
    let size_bytes = fs::metadata(&file).map_or(0, |data| data.len());
    say(&format!("{ROWS} rows, {} MB", size_bytes / 1_000_000));
    say("| what | rows/s | wall s | CPU s | peak MB |");
    say("|---|---|---|---|---|");
    let file = file.display().to_string();
    let xtask = program(&bin, "xtask");
    let hikeshi = program(&bin, "hikeshi");
    row("typed csv read", &xtask, &[&xtask, "typed-read", &file])?;
    let example = ["build", "--release", "--package", "hikeshi-case", "--example", "read_rows"];
    if root().join("crates/hikeshi-case/examples/read_rows.rs").exists() {
        cargo(&example, &[])?;
        let reader = program(&bin.join("examples"), "read_rows");
        row("reading alone", &xtask, &[&reader, &file])?;
    }
    let whole = [hikeshi.as_str(), "examine", &file, "--json", "--tz", "UTC"];
    row("whole examination", &xtask, &whole)?;
    let out = unused(&dir, "dossier")?.display().to_string();
    row("… and the dossier", &xtask, &[&whole[..], &["--out", &out]].concat())?;
    crate::bench_pdf::pdf(&dir, &xtask, &hikeshi)?;
    seal::bench(&bin, &dir)
}

/// The seal's part alone.
pub(crate) fn seal() -> Result<(), Failure> {
    cargo(&["build", "--release", "--package", "xtask"], &[])?;
    let bin = release_dir()?;
    seal::bench(&bin, &bin.join("../bench"))
}

/// Measures a command once: wall and CPU milliseconds, peak KiB.
fn figures(name: &str, xtask: &str, command: &[&str]) -> Result<[u64; 3], Failure> {
    let output = Command::new(xtask).arg("measure").args(command).output();
    let output = output.map_err(|fault| fault.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<u64> = text.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    <[u64; 3]>::try_from(figures).map_err(|_| format!("{name}: {text}"))
}

fn seconds(ms: u64) -> String {
    format!("{}.{:02}", ms / 1000, ms % 1000 / 10)
}

/// Measures a command and prints its best round.
fn row(name: &str, xtask: &str, command: &[&str]) -> Result<(), Failure> {
    let [wall_ms, cpu_ms, peak_kib] = measured(name, xtask, command)?;
    let rate = ROWS as u64 * 1000 / wall_ms.max(1);
    let peak = peak_kib * 1024 / 1_000_000;
    say(&format!("| {name} | {rate} | {} | {} | {peak} |", seconds(wall_ms), seconds(cpu_ms)));
    Ok(())
}

/// The best round of a command: milliseconds of the wall and of the processor, KiB at the peak.
pub(crate) fn measured(name: &str, xtask: &str, command: &[&str]) -> Result<[u64; 3], Failure> {
    let mut best: Option<[u64; 3]> = None;
    for _ in 0..ROUNDS {
        let figures = figures(name, xtask, command)?;
        let is_better = |best: [u64; 3]| figures.get(1) < best.get(1);
        if best.is_none_or(is_better) {
            best = Some(figures);
        }
    }
    Ok(best.unwrap_or_default())
}

/// Where a dossier of this name goes, which is not there: one of an older form would not be replaced.
pub(crate) fn unused(dir: &Path, name: &str) -> Result<PathBuf, Failure> {
    let place = dir.join(name);
    if place.exists() {
        fs::remove_dir_all(&place).map_err(|fault| format!("{}: {fault}", place.display()))?;
    }
    Ok(place)
}

/// Where cargo puts release builds: beside the running debug build of this tool.
pub(crate) fn release_dir() -> Result<PathBuf, Failure> {
    let own = std::env::current_exe().map_err(|fault| fault.to_string())?;
    let target = own.parent().and_then(Path::parent).ok_or("no target folder")?;
    Ok(target.join("release"))
}

pub(crate) fn program(dir: &Path, name: &str) -> String {
    dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)).display().to_string()
}

/// A busy account over five years: deposits now and then, else purchases and sales with their fees,
/// and interest. No balance is ever below zero.
fn generate(file: &Path) -> std::io::Result<()> {
    let part = file.with_extension("part");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&part)?);
    writeln!(out, "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark")?;
    let mut book = Book { time: Calendar::default(), dice: 1, rows: 0 };
    for coin in ["USDT", "BNB", "BTC", "ETH", "SOL", "XRP"] {
        book.row(&mut out, "Deposit", coin, "900000.00000000")?;
    }
    while book.rows < ROWS {
        let coin = ["BTC", "ETH", "SOL", "XRP"].get(book.below(4)).copied().unwrap_or("BTC");
        let quantity = format!("0.{:08}", 20_000_000 + book.below(40_000_000));
        let spent = format!("{}.{:08}", 30 + book.below(60), book.below(100_000_000));
        let fee = format!("-0.{:08}", 1 + book.below(90_000));
        match book.below(40) {
            0 => book.row(&mut out, "Deposit", "USDT", &spent)?,
            1 => book.row(&mut out, "Simple Earn Flexible Interest", coin, &quantity)?,
            n if n % 2 == 0 => {
                book.row(&mut out, "Transaction Buy", coin, &quantity)?;
                book.row(&mut out, "Transaction Spend", "USDT", &format!("-{spent}"))?;
                book.row(&mut out, "Transaction Fee", "BNB", &fee)?;
            }
            _ => {
                book.row(&mut out, "Transaction Sold", coin, &format!("-{quantity}"))?;
                book.row(&mut out, "Transaction Revenue", "USDT", &spent)?;
                book.row(&mut out, "Transaction Fee", "BNB", &fee)?;
            }
        }
        let wait = 60 + book.below(540);
        book.time.forward(wait);
    }
    out.flush()?;
    drop(out);
    fs::rename(part, file)
}

struct Book {
    time: Calendar,
    dice: u64,
    rows: usize,
}

impl Book {
    fn below(&mut self, limit: usize) -> usize {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.dice >> 33).unwrap_or_default() % limit
    }

    fn row(
        &mut self,
        out: &mut impl Write,
        operation: &str,
        coin: &str,
        change: &str,
    ) -> std::io::Result<()> {
        // Where a purchase ends with the last row wanted, its other rows are left out.
        if self.rows < ROWS {
            self.rows += 1;
            let time = self.time.text();
            writeln!(out, "100000001,{time},Spot,{operation},{coin},{change},\"\"")?;
        }
        Ok(())
    }
}

/// A clock without leap days: months of 28 days are all a benchmark needs.
#[derive(Default)]
struct Calendar {
    seconds: usize,
}

impl Calendar {
    fn forward(&mut self, seconds: usize) {
        self.seconds += seconds;
    }

    fn text(&self) -> String {
        let (minutes, second) = (self.seconds / 60, self.seconds % 60);
        let (hours, minute) = (minutes / 60, minutes % 60);
        let (days, hour) = (hours / 24, hours % 24);
        let (months, day) = (days / 28, days % 28 + 1);
        let (year, month) = (2019 + months / 12, months % 12 + 1);
        format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}
