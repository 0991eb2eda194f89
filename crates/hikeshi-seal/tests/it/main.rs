//! Does the seal hold against what the world does to it?

mod bundle;
mod ots;
mod rfc3161;
mod scene;
mod tamper;
mod vectors;
