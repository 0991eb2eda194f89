//! Hikeshi: from what a person has, to a dossier they can hand over. This crate is everything that
//! touches the world: files, consoles, fonts, the clock. What the records mean is `hikeshi-case`;
//! how their bytes are kept is `hikeshi-seal`.

pub mod authorities;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod error;
pub mod evidence;
pub mod firstaid;
pub mod folder;
pub mod font;
pub mod job;
pub mod lang;
pub mod log;
pub mod net;
pub mod progress;
pub mod report;
pub mod settings;
pub mod store;
pub mod web;
