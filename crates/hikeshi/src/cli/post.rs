//! `hikeshi post`: what in a text or picture must go before it is shown in public? Advises against it,
//! removes what it finds, and says what stays risky. Nothing is kept or sent.

use super::{Console, LangChoice};
use crate::error::{Error, Result};
use crate::evidence;
use crate::lang::Lang;
use crate::post;
use hikeshi_case::post::{ADVICE, LONGEST, WARNINGS, examine};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

/// Largest picture that is read, bytes.
const PICTURE_BYTES: u64 = 40 << 20;

/// The arguments of `post`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "TEXT", conflicts_with = "picture")]
    text: Option<String>,
    #[arg(long, value_name = "FILE", requires = "out")]
    picture: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "picture")]
    out: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(long)]
    lang: Option<LangChoice>,
}

/// Runs the command.
pub fn run(args: &Args, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    if let (Some(picture), Some(out)) = (&args.picture, &args.out) {
        return without_notes(picture, out, args.json, console);
    }
    let text = match &args.text {
        Some(text) if text != "-" => text.clone(),
        _ => typed()?,
    };
    if text.trim().is_empty() {
        return Err(Error::no_words());
    }
    if args.json {
        return console.result(&machine(&text, console.lang).to_string());
    }
    speak(&text, console)
}

/// Standard input, a little further than is looked at. Bytes that are no text become U+FFFD.
fn typed() -> Result<String> {
    let mut bytes = Vec::new();
    let most = LONGEST as u64 + 4;
    std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(Error::input)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
}

/// Places and keys only: what was found is not said again.
fn machine(text: &str, lang: Lang) -> Value {
    let found = examine(text);
    let span = |it: &hikeshi_case::post::Span| json!({ "start": it.start, "end": it.end, "class": it.class.key(), "seen": it.seen.key() });
    json!({
        "advice": ADVICE,
        "warnings": WARNINGS,
        "spans": found.spans.iter().map(span).collect::<Vec<_>>(),
        "risks": found.risks,
        "read_bytes": found.read_bytes,
        "cleaned": post::cleaned(text, &found, lang),
    })
}

fn speak(text: &str, console: &mut Console<'_>) -> Result<()> {
    let answer = post::answer(text, console.lang);
    console.result(&answer.advice)?;
    list(None, answer.warnings.iter(), console)?;
    let line = |it: &post::Removed| {
        let values = [
            ("name", it.name.as_str().into()),
            ("count", it.count.into()),
            ("danger", it.danger.as_str().into()),
        ];
        crate::lang::text(console.lang, "post-removed-line", &values)
    };
    let removed: Vec<String> = answer.removed.iter().map(line).collect();
    if removed.is_empty() {
        console.result(&format!("\n{}", console.say("post-nothing-found", &[])))?;
    }
    list(Some("post-removed"), removed.iter(), console)?;
    list(Some("post-risks"), answer.risks.iter(), console)?;
    console.result(&format!("\n■ {}", console.say("post-cleaned", &[])))?;
    console.result(&shown(&answer.cleaned))
}

fn list<'a>(
    title: Option<&str>,
    lines: impl ExactSizeIterator<Item = &'a String>,
    console: &mut Console<'_>,
) -> Result<()> {
    if let Some(title) = title.filter(|_| lines.len() > 0) {
        console.result(&format!("\n■ {}", console.say(title, &[])))?;
    }
    for text in lines {
        console.result(&console.say("checkup-item", &[("text", text.as_str().into())]))?;
    }
    Ok(())
}

/// A person's words without what would move the console's cursor or turn letters around.
fn shown(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c != '\n' && c.is_control() || turns(c) { ' ' } else { c }).collect()
}

/// Writes a picture anew from its pixels.
fn without_notes(
    picture: &Path,
    out: &Path,
    is_json: bool,
    console: &mut Console<'_>,
) -> Result<()> {
    let mut bytes = Vec::new();
    let unreadable = |_| Error::picture_unreadable(picture);
    let file = File::open(picture).map_err(unreadable)?;
    file.take(PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > PICTURE_BYTES {
        return Err(Error::picture_too_large(picture));
    }
    let bare = evidence::bare_picture(&bytes).ok_or_else(|| Error::picture_unreadable(picture))?;
    let mut file = File::options().write(true).create_new(true).open(out).map_err(|cause| {
        if cause.kind() == std::io::ErrorKind::AlreadyExists {
            Error::file_exists(out)
        } else {
            Error::write(out, cause)
        }
    })?;
    file.write_all(&bare)
        .and_then(|()| file.sync_all())
        .map_err(|cause| Error::write(out, cause))?;
    if is_json {
        let written = json!({ "written": out.display().to_string(), "size_bytes": bare.len() });
        return console.result(&written.to_string());
    }
    console.result(&console.say("post-picture", &[("path", out.display().to_string().into())]))?;
    console.result(&console.say(&format!("post-advice-{ADVICE}"), &[]))
}
