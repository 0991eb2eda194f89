//! Judgements on single things: an address, a link, a mail, a message, a secret. Each is a pure
//! function of what it is given; nothing is ever fetched.

pub mod address;
pub mod handle;
pub mod link;
pub mod lookalike;
pub mod mail;
pub mod message;
pub mod notice;
pub mod secret;
pub mod thing;
pub mod transaction;
