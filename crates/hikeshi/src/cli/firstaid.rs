//! `hikeshi firstaid`: the first things of a kind of trouble as one page.

use super::{Console, LangChoice, Surroundings};
use crate::error::{Error, Result};
use crate::firstaid::{self, Sheet, page};
use crate::lang::Lang;
use hikeshi_case::playbook::{Facts, Library, plan};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The arguments of `firstaid`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required_unless_present = "list")]
    kind: Option<String>,
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    out: Option<PathBuf>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long)]
    list: bool,
    #[arg(long)]
    family: bool,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
    let (Some(kind), Some(out), false) = (&args.kind, &args.out, args.list) else {
        return list(&library, console);
    };
    let plan = plan(&library, kind, &Facts::new()).ok_or_else(|| Error::unknown_kind(kind))?;
    let day = today(around);
    let mut langs = args.lang.unwrap_or(LangChoice::Both).dossiers().to_vec();
    // The person's own language stands first.
    langs.sort_by_key(|lang| *lang != console.lang);
    let sheet =
        |lang: Lang| Sheet { library: &library, plan: &plan, lang, day: &day, family: args.family };
    let sheets: Vec<Sheet<'_>> = langs.into_iter().map(sheet).collect();
    write(out, &page::page(&sheets), page::MARK)?;
    let path = out.display().to_string();
    console.result(&console.say("sheet-written", &[("path", path.into())]))
}

/// The kinds with their names.
pub(super) fn list(library: &Library, console: &mut Console<'_>) -> Result<()> {
    for playbook in &library.playbooks {
        let name = firstaid::name(&playbook.kind);
        let line = format!("{:20}{}", playbook.kind, firstaid::said(&name, console.lang));
        console.result(&line)?;
    }
    Ok(())
}

/// The day, as `2027-05-01`, in UTC.
pub(super) fn today(around: Surroundings<'_>) -> String {
    around.clock.now().to_string().chars().take(10).collect()
}

/// Writes a file whole or not at all. One that stands there is replaced only if it bears our mark.
pub(super) fn write(path: &Path, text: &str, mark: &str) -> Result<()> {
    let fault = |cause| Error::write(path, cause);
    if path.symlink_metadata().is_ok() {
        let is_ours = fs::read_to_string(path).is_ok_and(|before| before.contains(mark));
        if !is_ours {
            return Err(Error::file_exists(path));
        }
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut file = File::create(&part).map_err(fault)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
    fs::rename(&part, path).map_err(fault)
}
