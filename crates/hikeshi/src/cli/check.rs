//! `hikeshi check`: what is this thing, and what can be said of it? Reads, judges, prints; fetches
//! nothing and keeps nothing.

pub(crate) mod answer;

use super::{Console, LangChoice};
use crate::error::{Error, Result};
use hikeshi_case::screen::thing::{self, LONGEST, Options};
use std::fs::File;
use std::io::{BufRead, Read};
use std::path::PathBuf;

/// Most bytes that are read of a mail, as the mail reader has it.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Lines are printed together until this many bytes wait, or nothing more waits to be read.
const BATCH: usize = 64 * 1024;

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "THING", conflicts_with_all = ["file", "lines"])]
    thing: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "lines")]
    file: Option<PathBuf>,
    #[arg(long)]
    lines: bool,
    #[arg(long)]
    json: bool,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long, value_name = "NETWORK")]
    chain: Option<String>,
    #[arg(long, value_name = "SERVER")]
    mail_server: Option<String>,
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let options = Options {
        chain: args.chain.as_deref(),
        mail_server: args.mail_server.as_deref(),
        anti_phishing_code: args.code.as_deref(),
    };
    if args.lines {
        return each_line(&options, console);
    }
    let bytes = match (&args.thing, &args.file) {
        (Some(thing), _) if thing != "-" => thing.clone().into_bytes(),
        (_, Some(path)) => bounded(File::open(path).map_err(|_| Error::nothing_opened())?)?,
        _ => bounded(std::io::stdin().lock())?,
    };
    let answer = thing::check(&bytes, &options);
    let text =
        if args.json { answer::json(&answer).to_string() } else { answer::text(&answer, console) };
    console.result(&text)
}

/// Everything, up to a byte more than can be read, so that the judge sees that it is too much.
fn bounded(source: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| Error::nothing_opened())?;
    Ok(bytes)
}

fn each_line(options: &Options<'_>, console: &mut Console<'_>) -> Result<()> {
    let mut input = std::io::BufReader::with_capacity(BATCH, std::io::stdin().lock());
    let mut waiting = String::new();
    let mut line = Vec::new();
    while next_line(&mut input, &mut line)? {
        if !waiting.is_empty() {
            waiting.push('\n');
        }
        waiting.push_str(&answer::json(&thing::check_line(&line, options)).to_string());
        if waiting.len() > BATCH || input.buffer().is_empty() {
            console.result(&waiting)?;
            waiting.clear();
        }
    }
    if waiting.is_empty() { Ok(()) } else { console.result(&waiting) }
}

/// The next line without its end, cut a little beyond what is judged; false at the end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool> {
    line.clear();
    let mut seen = false;
    loop {
        let chunk = input.fill_buf().map_err(|_| Error::nothing_opened())?;
        if chunk.is_empty() {
            return Ok(seen);
        }
        seen = true;
        let end = chunk.iter().position(|octet| *octet == b'\n');
        let taken = end.unwrap_or(chunk.len());
        let room = (LONGEST + 1).saturating_sub(line.len());
        line.extend(chunk.iter().take(taken.min(room)));
        input.consume(taken + usize::from(end.is_some()));
        if end.is_some() {
            return Ok(true);
        }
    }
}
