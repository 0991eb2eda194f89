//! Things as people paste them.
