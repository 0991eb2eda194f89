//! `hikeshi checkup password`: reads a password without showing it, and says how hard it is to guess and
//! what to change. It is not kept, not written and not sent; its memory is overwritten.

use super::print_json;
use crate::cli::Console;
use crate::error::{Error, Result};
use hikeshi_case::screen::password::{self, Remark, Strength};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Longest password that is read, bytes.
const LONGEST: u64 = 4096;

/// The arguments of `checkup password`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "TEXT")]
    own: Vec<String>,
    #[arg(long, value_name = "PATH")]
    range: Option<PathBuf>,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, console: &mut Console<'_>) -> Result<()> {
    let password = read(console)?;
    let leaked = match &args.range {
        Some(path) => leaks(path, &password)?,
        None => None,
    };
    let guesses = |text: &str, known: &[&str]| zxcvbn::zxcvbn(text, known).guesses();
    let judgement = password::judge(&password, &args.own, leaked, guesses);
    drop(password);
    let strength = match judgement.strength {
        Strength::Weak => "weak",
        Strength::Fair => "fair",
        Strength::Strong => "strong",
    };
    if args.json {
        let remarks: Vec<&str> = judgement.remarks.iter().map(key).collect();
        let guesses = judgement.guesses_log10;
        let whole = json!({ "type": "password", "strength": strength, "guesses_log10": guesses,
            "leaked": leaked, "remarks": remarks });
        return print_json(&whole, console);
    }
    console.result(&console.say(&format!("password-{strength}"), &[]))?;
    for remark in &judgement.remarks {
        let times = if let Remark::Leaked(times) = remark { *times } else { 0 };
        let said = console.say(&format!("password-{}", key(remark)), &[("times", times.into())]);
        console.result(&console.say("checkup-item", &[("text", said.into())]))?;
    }
    let list = match (&args.range, leaked) {
        (None, _) => "password-list-none",
        (Some(_), None) => "password-list-unusable",
        (Some(_), Some(0)) => "password-list-clear",
        (Some(_), Some(_)) => "password-list-found",
    };
    for key in
        [list, "password-advice", "password-second", "password-second-steps", "password-source"]
    {
        console.result(&console.say(key, &[]))?;
    }
    Ok(())
}

fn read(console: &Console<'_>) -> Result<Zeroizing<String>> {
    if std::io::stdin().is_terminal() {
        let typed = rpassword::prompt_password(console.say("password-ask", &[]));
        return typed.map(Zeroizing::new).map_err(Error::console);
    }
    // Of the full length from the start: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(LONGEST).unwrap_or(4096)));
    let read = std::io::stdin().lock().take(LONGEST).read_until(b'\n', &mut bytes);
    read.map_err(Error::console)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn key(remark: &Remark) -> &'static str {
    match remark {
        Remark::Leaked(_) => "leaked",
        Remark::Empty => "empty",
        Remark::TooShort => "too_short",
        Remark::ShortAlone => "short_alone",
        Remark::Own => "own",
        Remark::KnownWord => "known_word",
        Remark::Blank => "blank",
        Remark::RecoveryPhrase => "recovery_phrase",
    }
}

/// Looks into a folder of range files (`5BAA6` or `5BAA6.txt`) or one file. `None` when the range of
/// this password is not there.
fn leaks(path: &Path, password: &str) -> Result<Option<u64>> {
    let fault = |path: &Path, cause: std::io::Error| Error::settings(path, &cause.to_string());
    let (prefix, suffix) = password::range_key(password);
    let files = if path.is_dir() {
        vec![path.join(&prefix), path.join(format!("{prefix}.txt"))]
    } else {
        vec![path.to_owned()]
    };
    for file in files {
        let is_other = file.file_stem().and_then(|it| it.to_str()).is_some_and(|stem| {
            let is_range = stem.len() == 5 && stem.bytes().all(|it| it.is_ascii_hexdigit());
            is_range && !stem.eq_ignore_ascii_case(&prefix)
        });
        if is_other || path.is_dir() && !file.is_file() {
            continue;
        }
        let list = BufReader::new(File::open(&file).map_err(|cause| fault(&file, cause))?);
        return password::in_range(list, &prefix, &suffix).map_err(|cause| fault(&file, cause));
    }
    Ok(None)
}
