//! Does the seal hold against what the world does to it?

#[cfg(test)]
mod ots;
#[cfg(test)]
mod rfc3161;
