//! Does the app keep what it promises? The whole walk without script in both languages, who is let in, what
//! happens when it is killed, and what a frightened person sees when something is not as it should be.

mod crash;
mod guard;
mod site;
mod trouble;
mod walk;

use crate::scratch::Scratch;
use hikeshi::lang::Lang;
use site::Site;
use std::process::Command;

/// The app's command in a folder of its own.
fn command(scratch: &Scratch, lang: Lang) -> Command {
    let mut command = scratch.command();
    let locale = if lang == Lang::Ja { "ja_JP.UTF-8" } else { "en_US.UTF-8" };
    command.env("LC_ALL", locale).arg("--data").arg(scratch.path("data"));
    command
}

/// The app, running in a folder of its own, and a browser that came in.
fn start(scratch: &Scratch, lang: Lang) -> Site {
    Site::start(command(scratch, lang), lang)
}

/// Words that everybody who was robbed could write, in each language.
fn words(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "残高が0になっています。身に覚えのない出金があります",
        Lang::En => "My balance is zero and there is a withdrawal I did not make",
    }
}
