//! How far a long piece of work is, on a terminal only: a bar on the error stream that goes away.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal as _, Read};

/// A bar that counts bytes, or nothing at all where nobody watches.
#[derive(Clone, Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on the terminal; silent when the error stream is none, or `quiet`.
    pub fn new(quiet: bool) -> Self {
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr())
        };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Names what is being done now.
    pub fn stage(&self, label: &str) {
        self.bar.set_message(label.to_owned());
        self.bar.tick();
    }

    /// Bytes were added to what there is to do.
    pub fn expect(&self, size_bytes: u64) {
        self.bar.inc_length(size_bytes);
    }

    /// Counts the bytes that pass through a reader.
    pub fn watch<R: Read>(&self, reader: R) -> impl Read {
        self.bar.wrap_read(reader)
    }

    /// What was named last, and how many bytes of how many are done: for a page that asks.
    pub fn state(&self) -> (String, u64, u64) {
        (self.bar.message(), self.bar.position(), self.bar.length().unwrap_or(0))
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
