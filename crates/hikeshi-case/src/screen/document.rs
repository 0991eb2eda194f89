//! Identity images.

pub mod sight;
