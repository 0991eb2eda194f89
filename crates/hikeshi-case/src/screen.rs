//! Judgements on single things: an address, a link, a mail, a message, a secret. Each is a pure
//! function of what it is given; nothing is ever fetched.

pub mod address;
pub mod api_key;
pub mod document;
pub mod handle;
pub mod link;
pub mod lookalike;
pub mod mail;
pub mod message;
pub mod notice;
pub mod password;
pub mod secret;
pub(crate) mod suffix;
pub mod thing;
pub mod transaction;
pub mod wording;
