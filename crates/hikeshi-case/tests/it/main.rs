//! Integration tests: made-up exports of every listed kind, properties that hold for any case, and
//! bytes that nobody should have to read.

#[cfg(test)]
mod case;
#[cfg(test)]
mod charts;
#[cfg(test)]
mod crowd;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod triage;
