//! Is this bundle intact? The verifier alone, for whoever received one.

use hikeshi_seal::package::Package;
use hikeshi_seal::stamp::chain::Roots;
use hikeshi_seal::verify::text::Sentences;
use hikeshi_seal::verify::{self, Options};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const INTACT: u8 = 0;
const BROKEN: u8 = 1;
const USAGE: u8 = 2;
const NOT_OPENED: u8 = 3;

fn main() -> ExitCode {
    let (code, text) = run(std::env::args_os().skip(1).collect());
    let written = io::stdout().lock().write_all(text.as_bytes());
    // A reader who hung up has seen enough; any other failure must not look like success.
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(NOT_OPENED),
        _ => ExitCode::from(code),
    }
}

struct Asked {
    bundle: PathBuf,
    options: Options,
    json: bool,
}

fn run(arguments: Vec<OsString>) -> (u8, String) {
    let sentences = match language(&arguments).as_deref() {
        Some("ja") => Sentences::ja(),
        _ => Sentences::en(),
    };
    let usage = || format!("{}\n{}\n", sentences.say("usage", &[]), sentences.say("help", &[]));
    let help = |argument: &OsString| argument == "--help" || argument == "-h";
    if arguments.iter().any(help) {
        return (INTACT, usage());
    }
    let refused = |path: &Path, why: String| {
        let file = path.to_string_lossy();
        let text = sentences.say("cannot-open", &[("file", &file), ("why", why.as_str())]);
        (NOT_OPENED, format!("{text}\n"))
    };
    let asked = match parse(arguments) {
        Ok(Some(asked)) => asked,
        Ok(None) => return (USAGE, usage()),
        Err((path, error)) => return refused(&path, error.to_string()),
    };
    let mut package = match Package::open(&asked.bundle) {
        Ok(package) => package,
        Err(error) => return refused(&asked.bundle, error.to_string()),
    };
    let report = verify::verify(&mut package, &asked.options);
    let text = if asked.json {
        serde_json::to_string_pretty(&report)
            .map_or_else(|error| error.to_string(), |text| text + "\n")
    } else {
        sentences.report(&report)
    };
    (if report.intact { INTACT } else { BROKEN }, text)
}

/// The language asked for, else the system's.
#[expect(clippy::disallowed_methods, reason = "this program has no settings but the language")]
fn language(arguments: &[OsString]) -> Option<String> {
    let said = arguments.windows(2).find_map(|two| match two {
        [flag, value] if flag == "--lang" => value.to_str().map(str::to_owned),
        _ => None,
    });
    let system = || {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))
    };
    let text = said.or_else(system)?;
    Some(text.chars().take(2).collect())
}

type Unreadable = (PathBuf, io::Error);

fn parse(arguments: Vec<OsString>) -> Result<Option<Asked>, Unreadable> {
    let (mut bundle, mut options, mut json) = (None, Options::default(), false);
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--lang") => match rest.next().as_deref().and_then(|value| value.to_str()) {
                Some("ja" | "en") => {}
                _ => return Ok(None),
            },
            Some("--checkpoint") => {
                let Some(path) = rest.next().map(PathBuf::from) else { return Ok(None) };
                options.checkpoints.push(fs::read_to_string(&path).map_err(|error| (path, error))?);
            }
            Some("--vkey") => {
                let text = rest.next();
                let key = text.as_deref().and_then(|text| text.to_str()?.trim().parse().ok());
                let Some(key) = key else { return Ok(None) };
                options.key = Some(key);
            }
            Some("--trust") => {
                let Some(path) = rest.next().map(PathBuf::from) else { return Ok(None) };
                options.trust = Some(certificates(&path).map_err(|error| (path, error))?);
            }
            Some(flag) if flag.starts_with("--") => return Ok(None),
            _ if bundle.is_some() => return Ok(None),
            _ => bundle = Some(PathBuf::from(argument)),
        }
    }
    Ok(bundle.map(|bundle| Asked { bundle, options, json }))
}

/// The certificates in a folder, or in one file.
fn certificates(path: &Path) -> io::Result<Roots> {
    let files = files(path)?;
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    Roots::read(&files).map_err(io::Error::other)
}

fn files(path: &Path) -> io::Result<Vec<Vec<u8>>> {
    if !path.is_dir() {
        return Ok(vec![fs::read(path)?]);
    }
    let mut paths =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    paths.into_iter().filter(|path| path.is_file()).map(fs::read).collect()
}
