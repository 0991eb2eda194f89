//! One command, measured: wall time, CPU seconds of user and system, peak memory. Each measurement
//! is a process of its own, because the system keeps one peak for all children of a process.

use crate::{Failure, say};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs a command with its output thrown away and prints one line of figures:
/// `wall_ms cpu_ms peak_kib`.
pub(crate) fn measure(command: &[&str]) -> Result<(), Failure> {
    let (program, args) = command.split_first().ok_or("measure what?")?;
    let begun = Instant::now();
    let status = Command::new(program).args(args).stdout(Stdio::null()).status();
    let wall_ms = begun.elapsed().as_millis();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(format!("{program}: {status}")),
        Err(fault) => return Err(format!("{program}: {fault}")),
    }
    let (cpu_ms, peak_kib) = used_by_children()?;
    say(&format!("{wall_ms} {cpu_ms} {peak_kib}"));
    Ok(())
}

#[cfg(unix)]
fn used_by_children() -> Result<(i64, i64), Failure> {
    use nix::sys::resource::{UsageWho, getrusage};
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|fault| fault.to_string())?;
    let millis = |time: nix::sys::time::TimeVal| time.tv_sec() * 1000 + time.tv_usec() / 1000;
    // Linux counts in kibibytes; macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    Ok((millis(used.user_time()) + millis(used.system_time()), used.max_rss() / unit))
}

#[cfg(not(unix))]
fn used_by_children() -> Result<(i64, i64), Failure> {
    Err("only measured on Unix".to_owned())
}

/// A row of the statement as the `csv` crate reads it without knowing more.
#[derive(serde::Deserialize)]
struct Row<'a> {
    #[serde(rename = "User_ID")]
    user: u64,
    #[serde(rename = "UTC_Time", borrow)]
    time: &'a str,
    #[serde(rename = "Operation", borrow)]
    operation: &'a str,
    #[serde(rename = "Coin", borrow)]
    coin: &'a str,
    #[serde(rename = "Change")]
    change: f64,
}

/// The yardstick: every row of the file as a typed record, and nothing done with it.
pub(crate) fn typed_read(file: &Path) -> Result<(), Failure> {
    let mut reader = csv::Reader::from_path(file).map_err(|fault| fault.to_string())?;
    let headers = reader.headers().map_err(|fault| fault.to_string())?.clone();
    let mut record = csv::StringRecord::new();
    let mut seen = 0_u64;
    while reader.read_record(&mut record).map_err(|fault| fault.to_string())? {
        let row: Row<'_> = record.deserialize(Some(&headers)).map_err(|fault| fault.to_string())?;
        let texts = row.time.len() + row.operation.len() + row.coin.len();
        seen += row.user % 2 + texts as u64 + u64::from(row.change.is_sign_negative());
    }
    say(&seen.to_string());
    Ok(())
}
