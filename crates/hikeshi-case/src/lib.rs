//! What the records of an exchange account say.
//!
//! Pure: the same exhibits give the same [`Examination`], byte for byte. Nothing here knows files, the
//! network, a clock or the environment; exhibits are read through the openers it is handed.
//!
//! The walk: [`source`] recognises an exhibit and turns its rows into [`event`]s → [`ledger`] joins
//! them into one account → every [`check`] looks at it → [`finding`]s.

pub mod amount;
pub mod answers;
pub mod article;
pub mod channel;
pub mod check;
pub mod document;
pub mod enquiry;
pub mod event;
pub mod examination;
mod examine;
pub mod exhibit;
pub mod finding;
pub mod ledger;
pub mod operation;
pub mod origin;
pub mod playbook;
pub mod post;
pub mod problem;
pub mod quote;
mod read;
pub mod redact;
pub mod screen;
pub mod search;
mod settle;
pub mod source;
mod story;
pub mod symbol;
pub mod time;
pub mod triage;

pub use examination::Examination;
pub use examine::{Options, examine};
pub use read::read_rows;
