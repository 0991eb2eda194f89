//! `hikeshi checkup`: a look at one's own security before anything happens: API keys, a password, the
//! picture of an identity document. Nothing that is looked at is kept or sent.

pub(crate) mod api_key;
pub(crate) mod document;
pub(crate) mod password;

use super::{Console, Surroundings};
use crate::error::Result;

/// The arguments of `checkup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    ApiKey(api_key::Args),
    Password(password::Args),
    Document(document::Args),
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    match &args.what {
        What::ApiKey(args) => api_key::run(args, console),
        What::Password(args) => password::run(args, console),
        What::Document(args) => document::run(args, around, console),
    }
}

/// Prints a JSON value.
fn print_json(value: &serde_json::Value, console: &mut Console<'_>) -> Result<()> {
    console.result(&serde_json::to_string_pretty(value).unwrap_or_default())
}
