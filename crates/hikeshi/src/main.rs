//! The executable: hands the arguments and the surroundings to [`hikeshi::cli`].

use hikeshi::clock::System;
use hikeshi::settings::Settings;
use std::process::ExitCode;

fn main() -> ExitCode {
    let settings = Settings::from_environment();
    let (mut out, mut err) = (anstream::stdout(), anstream::stderr());
    let code = hikeshi::cli::run(std::env::args_os(), &settings, &System, (&mut out, &mut err));
    ExitCode::from(code)
}
