//! How large may a bundle be? Bounds on everything that a reader must keep in memory, so that a file made
//! to exhaust a computer is refused instead of read. A writer keeps to the same. Real cases stay far below.

/// Files of a package, with those that are named and not read.
pub const MOST_FILES: usize = 1_000_000;
/// Bytes of all their names together.
pub const MOST_NAME_BYTES: usize = 64 << 20;
/// Events of a log.
pub const MOST_LEAVES: u64 = 1_000_000;
/// Bytes of all of them together.
pub const MOST_LOG_BYTES: u64 = 1 << 30;
/// Findings and dossiers that the log names since the newest examination.
pub const MOST_NAMED_FILES: usize = 1_000;
/// Files under `seal/`: stamps, proofs, block headers, certificates.
pub const MOST_SEAL_FILES: usize = 256;
/// One text in `findings.json`, in bytes.
pub const LONGEST_TEXT_BYTES: usize = 1 << 20;
/// Faults, and likewise other remarks, that a report lists one by one; the rest is counted.
pub const MOST_FAULTS: usize = 50_000;
/// Characters of a foreign name or value that a report shows.
pub const LONGEST_SHOWN: usize = 240;
