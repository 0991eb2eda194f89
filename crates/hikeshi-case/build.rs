//! What do the examples of triage teach?
//!
//! It is learned here, once, by the modules that read a text later, so that the first text is read at
//! once and no table has to be kept in step with the examples by hand.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "src/triage"]
#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "learning needs only a part of what reading a text needs"
)]
mod triage {
    mod feature;
    mod fold;
    mod kind;
    mod learn;
    mod rules;
    mod table;
    mod weights;

    /// Both models, learned from the shipped examples.
    pub(super) fn learned() -> Vec<u8> {
        learn::taught(&learn::SHIPPED)
    }
}

#[expect(clippy::disallowed_methods, reason = "a build script reads and writes where cargo says")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/triage");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::write(out.join("learned"), triage::learned())
}
