//! `hikeshi completions`: the commands and arguments, for the shell that completes them.

use super::Console;
use crate::error::Result;
use clap_complete::Shell;

/// The arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(
    args: &Args,
    mut command: clap::Command,
    console: &mut Console<'_>,
) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "hikeshi", &mut script);
    console.result(String::from_utf8_lossy(&script).trim_end())
}
