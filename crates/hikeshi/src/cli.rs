//! The command line: arguments in, exit code out. The sentences come from `locales/*/cli.ftl`.

pub mod app;
pub(crate) mod bundle;
pub mod case;
pub mod check;
pub mod checkup;
mod completions;
pub mod demo;
pub mod examine;
pub mod firstaid;
pub mod keeping;
pub mod keys;
pub mod playbook;
pub mod stamp;
mod summary;
pub mod triage;
pub mod verify;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::lang::{Arg, Lang, text, text_if};
use crate::settings::Settings;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::fmt;
use std::io::Write;
use std::path::PathBuf;

/// Everything the executable can be asked for.
#[derive(Debug, Parser)]
#[command(name = "hikeshi", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    app: app::Args,
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Triage(triage::Args),
    Firstaid(firstaid::Args),
    Playbook(playbook::Args),
    Examine(examine::Args),
    Demo(demo::Args),
    Verify(verify::Args),
    Stamp(stamp::Args),
    Case(case::Args),
    Keys(keys::Args),
    Check(check::Args),
    Checkup(checkup::Args),
    Completions(completions::Args),
}

/// `--lang`: which dossiers are written. One language is also the console's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangChoice {
    /// Japanese only.
    Ja,
    /// English only.
    En,
    /// Both; the console speaks the system's.
    Both,
}

impl LangChoice {
    /// The languages of the dossier.
    pub fn dossiers(self) -> &'static [Lang] {
        match self {
            Self::Ja => &[Lang::Ja],
            Self::En => &[Lang::En],
            Self::Both => &Lang::ALL,
        }
    }

    /// The language of the console, where the choice says one.
    pub fn console(self) -> Option<Lang> {
        match self {
            Self::Ja => Some(Lang::Ja),
            Self::En => Some(Lang::En),
            Self::Both => None,
        }
    }
}

/// Where a command speaks: results on one stream, everything else on the other.
pub struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// The language it speaks.
    pub lang: Lang,
}

impl fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Console({})", self.lang.tag())
    }
}

impl Console<'_> {
    /// Writes to the stream of results.
    pub fn result(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{text}").and_then(|()| self.out.flush()).map_err(Error::console)
    }

    /// Writes to the other stream. A person who closed it does not want to know.
    pub fn aside(&mut self, text: &str) {
        drop(writeln!(self.err, "{text}"));
    }

    /// A sentence in the console's language.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        text(self.lang, key, args)
    }
}

/// What a command finds around it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Language, zone, fonts.
    pub settings: &'a Settings,
    /// What time it is.
    pub clock: &'a dyn Clock,
}

/// Runs the command and returns the exit code: 0 done, 1 the world failed, 2 used wrongly, 3 no
/// input could be opened.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    settings: &Settings,
    clock: &dyn Clock,
    (out, err): (&mut dyn Write, &mut dyn Write),
) -> u8 {
    let mut console = Console { out, err, lang: settings.lang };
    let parsed = localized(Cli::command(), settings.lang)
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(refusal) => return refused(&refusal, &mut console),
    };
    let settings = match settings.clone().with_file(cli.config.as_deref()) {
        Ok(settings) => settings,
        Err(error) => return code(Err(error), &mut console),
    };
    console.lang = settings.lang;
    let around = Surroundings { settings: &settings, clock };
    let Some(command) = cli.command else {
        return code(app::run(&cli.app, around, &mut console), &mut console);
    };
    let done = match command {
        Command::Triage(args) => triage::run(&args, &mut console),
        Command::Firstaid(args) => firstaid::run(&args, around, &mut console),
        Command::Playbook(args) => playbook::run(&args, around, &mut console),
        Command::Examine(args) => examine::run(&args, around, &mut console),
        Command::Demo(args) => demo::run(&args, around, &mut console),
        Command::Verify(args) => match verify::run(&args, around, &mut console) {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        Command::Stamp(args) => stamp::run(&args, around, &mut console),
        Command::Case(args) => case::run(&args, around, &mut console),
        Command::Keys(args) => keys::run(&args, around, &mut console),
        Command::Check(args) => check::run(&args, &mut console),
        Command::Checkup(args) => checkup::run(&args, around, &mut console),
        Command::Completions(args) => completions::run(&args, Cli::command(), &mut console),
    };
    code(done, &mut console)
}

/// The exit code, and for an error its words.
fn code(done: Result<()>, console: &mut Console<'_>) -> u8 {
    match done {
        Ok(()) => 0,
        Err(error) if error.is_broken_pipe() => 0,
        Err(error) => {
            report(&error, console);
            error.exit_code()
        }
    }
}

/// Help and version are results; everything else clap says is about wrong use.
fn refused(refusal: &clap::Error, console: &mut Console<'_>) -> u8 {
    let shown = refusal.render().to_string();
    let shown = shown.trim_end();
    if refusal.use_stderr() {
        console.aside(shown);
        return 2;
    }
    // Nobody reads a help text that cannot be printed.
    console.result(shown).map_or_else(|error| u8::from(!error.is_broken_pipe()), |()| 0)
}

fn report(error: &Error, console: &mut Console<'_>) {
    let subject = [("subject", Arg::from(error.subject.as_str()))];
    let said = console.say(&format!("err-{}", error.code), &subject);
    let advice = console.say(&format!("rec-{}", error.code), &subject);
    console.aside(&said);
    if let Some(cause) = &error.cause {
        console.aside(&format!("  ({cause})"));
    }
    console.aside(&advice);
}

/// The help texts in the asked language: `help-<command>`, and for an argument
/// `help-<command>-<argument>` or `help-<argument>`; the commands of a command are told alike.
fn localized(command: clap::Command, lang: Lang) -> clap::Command {
    let command = command.about(text(lang, "help", &[]));
    let command = command.mut_args(|arg| {
        let key = format!("help-app-{}", arg.get_id().to_string().replace('_', "-"));
        match text_if(lang, &key, &[]) {
            Some(help) => arg.help(help),
            None => arg,
        }
    });
    command.mut_subcommands(|sub| explained(sub, "help", lang))
}

fn explained(command: clap::Command, above: &str, lang: Lang) -> clap::Command {
    let own = format!("{above}-{}", command.get_name());
    let about = text(lang, &own, &[]);
    let command = command.about(about).mut_args(|arg| {
        let id = arg.get_id().to_string().replace('_', "-");
        let keys = [format!("{own}-{id}"), format!("{above}-{id}"), format!("help-{id}")];
        match keys.iter().find_map(|key| text_if(lang, key, &[])) {
            Some(help) => arg.help(help),
            None => arg,
        }
    });
    command.mut_subcommands(|sub| explained(sub, &own, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed_and_all_explained() {
        for lang in Lang::ALL {
            let command = localized(Cli::command(), lang);
            let below = command.get_subcommands().flat_map(clap::Command::get_subcommands);
            for sub in command.get_subcommands().chain(below) {
                for arg in sub.get_arguments().filter(|arg| arg.get_id() != "help") {
                    assert!(arg.get_help().is_some(), "{} {}", sub.get_name(), arg.get_id());
                }
            }
            command.debug_assert();
        }
    }
}
