//! The last row of `cargo xtask bench`: how long does a Japanese dossier of more than fifty pages take,
//! from the files to the paper?

use crate::bench::{measured, unused};
use crate::{Failure, say};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// Rows of each kind; of each kind the latest 24 stand on their own in the dossier.
const ROWS: usize = 60;

/// Writes the case, measures the whole command, prints seconds and pages.
pub(crate) fn pdf(dir: &Path, xtask: &str, hikeshi: &str) -> Result<(), Failure> {
    let (case, out) = (dir.join("pages"), unused(dir, "pages-dossier")?);
    generate(&case).map_err(|fault| format!("{}: {fault}", case.display()))?;
    let (case, shown) = (case.display().to_string(), out.display().to_string());
    let command =
        [hikeshi, "examine", &case, "--lang", "ja", "--tz", "Asia/Tokyo", "--out", &shown];
    let [wall_ms, cpu_ms, peak_kib] = measured("dossier of many pages", xtask, &command)?;
    let pages = pages(&out.join("dossier-ja.pdf"))?;
    say(&format!(
        "| files to a Japanese dossier of {pages} pages | | {}.{:02} | {}.{:02} | {} |",
        wall_ms / 1000,
        wall_ms % 1000 / 10,
        cpu_ms / 1000,
        cpu_ms % 1000 / 10,
        peak_kib * 1024 / 1_000_000
    ));
    if pages < 50 { Err(format!("{pages} pages are too few to say anything")) } else { Ok(()) }
}

fn pages(pdf: &Path) -> Result<u32, Failure> {
    let output = Command::new("pdfinfo").arg(pdf).output();
    let output = output.map_err(|fault| format!("pdfinfo: {fault}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("Pages:"));
    let pages = line.and_then(|line| line.trim().parse().ok());
    pages.ok_or_else(|| format!("pdfinfo says no pages of {}", pdf.display()))
}

/// Withdrawals that were refused, deposits that wait or lack their memo: each a finding of its own.
fn generate(case: &Path) -> std::io::Result<()> {
    fs::create_dir_all(case)?;
    let mut out = String::from("Time,Coin,Network,Amount,Fee,Address,TXID,Status\n");
    let mut into = String::from("Time,Coin,Network,Amount,Address,TXID,Status\n");
    for n in 0..ROWS {
        let time = format!("2026-02-{:02} {:02}:10:00", n % 28 + 1, n % 24);
        let address = format!("0x{:040x}", 0x1234_5678_9abc_u64 * (n as u64 + 1));
        let wrong = format!("T{n:033}");
        let txid = format!("{:064x}", 0xfeed_u64 * (n as u64 + 1));
        for (network, address, status) in [
            ("ETH", &address, "Rejected"),
            ("ETH", &address, "Processing"),
            ("TRX", &wrong, "Completed"),
        ] {
            writeln!(out, "{time},USDT,{network},{n}.5,1,{address},{txid},{status}")
                .map_err(std::io::Error::other)?;
        }
        for (coin, network, status) in [("ETH", "ETH", "Pending"), ("XRP", "XRP", "Completed")] {
            writeln!(
                into,
                "{time},{coin},{network},{n}.25,rw2ciyaNshpHe7bCHo4bRWq6pqqynnWKQg,{txid},{status}"
            )
            .map_err(std::io::Error::other)?;
        }
    }
    for (name, text) in [("Withdraw", out), ("Deposit", into)] {
        let name = format!("Binance-{name}-History-202604010900(UTC+0).csv");
        File::create(case.join(name))?.write_all(text.as_bytes())?;
    }
    Ok(())
}
