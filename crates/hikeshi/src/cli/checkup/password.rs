//! `hikeshi checkup password`: reads a password without showing it, and says how hard it is to guess and
//! what to change. It is not kept, not written and not sent; its memory is overwritten.

use super::print_json;
use crate::cli::Console;
use crate::error::{Error, Result};
use crate::lang::{Lang, text};
use hikeshi_case::screen::password::{self, Judgement, Remark, Strength};
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
    let judgement = judge(&password, &args.own, leaked);
    drop(password);
    let strength = strength(&judgement);
    if args.json {
        let remarks: Vec<&str> = judgement.remarks.iter().map(key).collect();
        let guesses = judgement.guesses_log10;
        let whole = json!({ "type": "password", "strength": strength, "guesses_log10": guesses,
            "leaked": leaked, "remarks": remarks });
        return print_json(&whole, console);
    }
    let list = match (&args.range, leaked) {
        (None, _) => "none",
        (Some(_), None) => "unusable",
        (Some(_), Some(0)) => "clear",
        (Some(_), Some(_)) => "found",
    };
    let (first, remarks, last) = said(&judgement, list, console.lang);
    console.result(&first)?;
    for remark in remarks {
        console.result(&console.say("checkup-item", &[("text", remark.into())]))?;
    }
    for line in last {
        console.result(&line)?;
    }
    Ok(())
}

/// How strong a password is, and what speaks against it.
pub(crate) fn judge(password: &str, own: &[String], leaked: Option<u64>) -> Judgement {
    let guesses = |text: &str, known: &[&str]| zxcvbn::zxcvbn(text, known).guesses();
    password::judge(password, own, leaked, guesses)
}

fn strength(judgement: &Judgement) -> &'static str {
    match judgement.strength {
        Strength::Weak => "weak",
        Strength::Fair => "fair",
        Strength::Strong => "strong",
    }
}

/// The verdict, the remarks, and what holds for every password. `list` says what became of the look
/// into a list of leaked ones: `none`, `unusable`, `clear` or `found`.
pub(crate) fn said(
    judgement: &Judgement,
    list: &str,
    lang: Lang,
) -> (String, Vec<String>, Vec<String>) {
    let say = |name: &str| text(lang, &format!("password-{name}"), &[]);
    let remarks = judgement.remarks.iter().map(|remark| {
        let times = if let Remark::Leaked(times) = remark { *times } else { 0 };
        text(lang, &format!("password-{}", key(remark)), &[("times", times.into())])
    });
    let last = [&format!("list-{list}"), "advice", "second", "second-steps", "source"];
    (say(strength(judgement)), remarks.collect(), last.iter().map(|name| say(name)).collect())
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
