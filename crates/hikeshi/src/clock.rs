//! What time it is. Nothing in an examination may ask: a dossier must come out the same tomorrow.
//! Only the console says how old the newest record is.

use hikeshi_case::time::Time;

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Time;
}

/// The computer's own clock.
#[derive(Debug)]
pub struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now(&self) -> Time {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seconds = since.map_or(0, |since| since.as_secs());
        Time::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
    }
}
