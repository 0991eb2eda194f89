//! `hikeshi demo`: the main job on a made-up case, so that anybody can see what comes out before
//! they need it.

use super::{Console, LangChoice, Surroundings, app, examine, summary};
use crate::demo;
use crate::error::Result;
use crate::evidence::{self, copies};
use crate::folder;
use crate::progress::Progress;
use hikeshi_case::time::Zone;
use std::path::{Path, PathBuf};

/// The arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    app: app::Args,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    if args.open {
        return app::demo(&args.app, around, console);
    }
    let out = args.out.as_deref().unwrap_or(Path::new("hikeshi-demo"));
    let out = folder::check(out)?;
    let order = examine::Order {
        dossiers: args.lang.unwrap_or(LangChoice::Both).dossiers(),
        out: Some(out.clone()),
        font_dir: args.font_dir.clone(),
        title: None,
        person_zone: Zone::parse("Asia/Tokyo").unwrap_or(Zone::Fixed(9 * 3600)),
        zone: None,
        as_of: None,
        made_up: true,
    };
    let progress = Progress::new(false);
    let intake = examine::intake(&progress, None);
    let files = evidence::take_in_made(&demo::files(), &intake)?;
    let examination = examine::examine(&files, &order);
    let copies = copies::prepare(&files, &examination, &[]);
    let made = examine::dossier(&out, &order, (&files, &examination), &copies, around)?;
    progress.finish();
    let spoken = summary::Spoken { examination: &examination, made: Some(&made) };
    summary::speak(&spoken, &order, around.clock, console)
}
