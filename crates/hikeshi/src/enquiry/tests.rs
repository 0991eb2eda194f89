//! Letters in words.
