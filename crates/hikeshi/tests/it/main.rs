//! The whole of Hikeshi, seen from outside: the real command over a temporary directory, and the
//! rules of the house.

#[cfg(test)]
mod check;
#[cfg(test)]
mod checkup;
#[cfg(test)]
mod enquiry;
#[cfg(test)]
mod first;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod post;
#[cfg(test)]
mod scratch;
#[cfg(test)]
mod seal;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod web;
