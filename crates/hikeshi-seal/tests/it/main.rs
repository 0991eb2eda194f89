//! What the world sees of a sealed case: bundles that hold, and bundles that were tampered with.

mod bundle;
mod scene;
mod tamper;
mod vectors;
