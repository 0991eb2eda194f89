//! Does the seal hold against what the world does to it?

#[cfg(test)]
mod bundle;
#[cfg(test)]
mod bundle_stamps;
mod limits;
#[cfg(test)]
mod of_vault;
#[cfg(test)]
mod ots;
#[cfg(test)]
mod rfc3161;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod vectors;
