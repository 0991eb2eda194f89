//! The seal: 2 GB in a thousand files, and a hundred thousand of 4 KiB, taken into a vault, written as a bundle
//! and verified, beside what the system's own tools need for copying and hashing the same files.

use super::{figures, program, seconds};
use crate::steps::cargo;
use crate::{Failure, say};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

/// Name, files, bytes of each.
const SETS: [(&str, usize, usize); 2] =
    [("2 GB", 1_000, 2_000_000), ("100,000 x 4 KiB", 100_000, 4_096)];

/// One round each: a round writes and reads gigabytes.
pub(super) fn bench(bin: &Path, dir: &Path) -> Result<(), Failure> {
    cargo(&["build", "--release", "--package", "hikeshi-seal", "--examples", "--bins"], &[])?;
    let xtask = program(bin, "xtask");
    let script = program(&bin.join("examples"), "script");
    let handout = program(&bin.join("examples"), "handout");
    let verify = program(bin, "hikeshi-verify");
    say("| seal | files | CPU s | wall s | peak MB |");
    say("|---|---|---|---|---|");
    for (name, count, size) in SETS {
        let work = dir.join("seal");
        if work.exists() {
            fs::remove_dir_all(&work).map_err(|fault| fault.to_string())?;
        }
        let text = |part: &str| work.join(part).display().to_string();
        let [files, copy, vault, bundle, zip] =
            ["files", "copy", "vault", "bundle", "bundle.zip"].map(text);
        fill(Path::new(&files), count, size).map_err(|fault| format!("{files}: {fault}"))?;
        let hash = format!("find {files} -type f | xargs openssl sha256");
        // And what is no longer needed afterwards: disks are finite.
        let rows: [(&str, &[&str], Option<&str>); 7] = [
            ("cp -r", &["cp", "-r", &files, &copy], Some(&copy)),
            ("openssl sha256", &["sh", "-c", &hash], None),
            ("sealed: into a vault", &[&script, &vault, "--import", &files], Some(&files)),
            ("bundle, folder", &[&handout, "write", &vault, &bundle], None),
            ("verified, folder", &[&verify, &bundle], Some(&bundle)),
            ("bundle, zip", &[&handout, "write", &vault, &zip], None),
            ("verified, zip", &[&verify, &zip], None),
        ];
        for (row, command, done) in rows {
            let [wall_ms, cpu_ms, peak_kib] = figures(row, &xtask, command)?;
            let (cpu, wall, peak) =
                (seconds(cpu_ms), seconds(wall_ms), peak_kib * 1024 / 1_000_000);
            say(&format!("| {row} | {name} | {cpu} | {wall} | {peak} |"));
            if let Some(done) = done {
                fs::remove_dir_all(done).map_err(|fault| fault.to_string())?;
            }
        }
        fs::remove_dir_all(&work).map_err(|fault| fault.to_string())?;
    }
    Ok(())
}

/// Bytes without pattern, the same in every run.
fn fill(dir: &Path, count: usize, size: usize) -> std::io::Result<()> {
    fs::create_dir_all(dir)?;
    let mut dice = 1_u64;
    let mut bytes = Vec::with_capacity(size + 8);
    for number in 0..count {
        bytes.clear();
        while bytes.len() < size {
            // xorshift64* (Vigna 2016): incompressible is all it has to be.
            dice ^= dice >> 12;
            dice ^= dice << 25;
            dice ^= dice >> 27;
            bytes.extend(dice.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes());
        }
        bytes.truncate(size);
        File::create(dir.join(format!("{number:06}.bin")))?.write_all(&bytes)?;
    }
    Ok(())
}
