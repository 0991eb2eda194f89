//! `hikeshi verify`: is a bundle still what was sealed? The same check as the small `hikeshi-verify`,
//! and with `--examine` also whether its exhibits still give its findings.

use super::{Console, LangChoice, Surroundings, examine};
use crate::error::{Error, Result};
use crate::evidence::again::{Reopened, reopen};
use crate::lang::Lang;
use hikeshi_case::Options;
use hikeshi_case::examination::RULES;
use hikeshi_case::time::{Time, Zone};
use hikeshi_seal::package::Package;
use hikeshi_seal::stamp::chain::Roots;
use hikeshi_seal::verify::text::Sentences;
use hikeshi_seal::verify::{self, Report};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Everything fits.
const INTACT: u8 = 0;
/// Something does not.
const BROKEN: u8 = 1;

/// The arguments of `verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "PATH")]
    trust: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    #[arg(long, value_name = "VKEY")]
    vkey: Option<String>,
    #[arg(long)]
    examine: bool,
}

/// What examining again came to.
enum Again {
    /// The same findings, byte for byte.
    Same,
    /// Other findings; by the same rules that is a difference, by others it may not be.
    Other { theirs: String },
    /// It cannot be done: originals are not in the bundle.
    Withheld(Vec<String>),
    /// It cannot be done: nothing says how it was examined.
    Missing,
}

/// Runs the command and returns the exit code: 0 intact, 1 broken.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<u8> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let options = options(args)?;
    let mut package = open(&args.bundle)?;
    let report = verify::verify(&mut package, &options);
    let again = if args.examine && report.intact {
        Some(examine_again(&mut open(&args.bundle)?, around)?)
    } else {
        None
    };
    let differs = matches!(&again, Some(Again::Other { theirs }) if theirs == RULES);
    if args.json {
        console.result(&json(&report, again.as_ref()))?;
    } else {
        let sentences = match console.lang {
            Lang::Ja => Sentences::ja(),
            Lang::En => Sentences::en(),
        };
        let mut text = sentences.report(&report).trim_end().to_owned();
        for line in again.iter().flat_map(|again| said(again, console)) {
            text.push('\n');
            text.push_str(&line);
        }
        console.result(&text)?;
    }
    Ok(if report.intact && !differs { INTACT } else { BROKEN })
}

/// Opens a folder or zip.
pub(crate) fn open(path: &Path) -> Result<Package> {
    Package::open(path).map_err(|cause| Error::bundle_unreadable(path, &cause.to_string()))
}

fn options(args: &Args) -> Result<verify::Options> {
    let unreadable = |path: &Path, why: &str| Error::settings(path, why);
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|cause| unreadable(path, &cause.to_string()))
    };
    let key = match &args.vkey {
        Some(text) => {
            let key = text.trim().parse().map_err(|_| unreadable(Path::new("--vkey"), text))?;
            Some(key)
        }
        None => None,
    };
    let trust = args.trust.as_deref().map(roots).transpose()?;
    let checkpoints = args.checkpoint.iter().map(read).collect::<Result<_>>()?;
    Ok(verify::Options { checkpoints, key, trust })
}

/// Certificates in the files of a folder, or in the one file.
fn roots(path: &Path) -> Result<Roots> {
    let fault = |cause: std::io::Error| Error::settings(path, &cause.to_string());
    let mut paths = vec![path.to_owned()];
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(fault)?.map(|entry| Ok(entry?.path()));
        paths = entries.collect::<std::io::Result<_>>().map_err(fault)?;
        paths.sort();
    }
    let files = paths.iter().filter(|path| path.is_file()).map(fs::read);
    let files: Vec<Vec<u8>> = files.collect::<std::io::Result<_>>().map_err(fault)?;
    let bytes: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    Roots::read(&bytes).map_err(|cause| Error::settings(path, &cause.to_string()))
}

fn examine_again(package: &mut Package, around: Surroundings<'_>) -> Result<Again> {
    let mut case = match reopen(package)? {
        Reopened::Whole(case) => case,
        Reopened::Withheld(ids) => return Ok(Again::Withheld(ids)),
        Reopened::Missing => return Ok(Again::Missing),
    };
    let asked: Value = serde_json::from_str(&case.asked).unwrap_or_default();
    let word = |key: &str| asked.get(key).and_then(Value::as_str);
    let zone = |key: &str| word(key).and_then(Zone::parse);
    let options = Options {
        as_of: word("as_of").and_then(Time::parse_rfc3339),
        zone: zone("zone"),
        person_zone: zone("person_zone").unwrap_or_else(|| around.settings.person_zone.clone()),
        problems: std::mem::take(&mut case.files.problems),
    };
    let examination = hikeshi_case::examine(&case.files, &options);
    let findings = format!("{}\n", examine::json(&examination, None));
    if findings.as_bytes() == case.findings {
        return Ok(Again::Same);
    }
    let theirs: Value = serde_json::from_slice(&case.findings).unwrap_or_default();
    let theirs = theirs.get("rules").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Again::Other { theirs })
}

fn said(again: &Again, console: &Console<'_>) -> Vec<String> {
    match again {
        Again::Same => vec![console.say("verify-examined-same", &[])],
        Again::Withheld(ids) => {
            let ids = ids.join(", ");
            vec![console.say("verify-examined-withheld", &[("ids", ids.as_str().into())])]
        }
        Again::Missing => vec![console.say("verify-examined-missing", &[])],
        Again::Other { theirs } => {
            let mut lines = vec![console.say("verify-examined-other", &[])];
            if theirs != RULES {
                let args = [("theirs", theirs.as_str().into()), ("ours", RULES.into())];
                lines.push(console.say("verify-examined-rules", &args));
            }
            lines
        }
    }
}

fn json(report: &Report, again: Option<&Again>) -> String {
    let mut value = serde_json::to_value(report).unwrap_or_default();
    let examined = again.map(|again| match again {
        Again::Same => "same",
        Again::Other { theirs } if theirs == RULES => "other",
        Again::Other { .. } => "other_rules",
        Again::Withheld(_) => "originals_withheld",
        Again::Missing => "not_recorded",
    });
    if let (Some(object), Some(examined)) = (value.as_object_mut(), examined) {
        object.insert("examined".to_owned(), Value::String(examined.to_owned()));
    }
    serde_json::to_string_pretty(&value).unwrap_or_default()
}
