//! Which hashes stand behind the checksums?
//!
//! Thin names over the hash crates, so that each family reads like its specification.

use blake2::digest::consts::{U4, U5, U32};
use blake2::{Blake2b, Blake2b512, Digest};
use sha2::{Sha256, Sha512_256};
use sha3::{Keccak256, Sha3_256};

/// Bitcoin's double SHA-256.
pub(super) fn sha256d(octets: &[u8]) -> [u8; 32] {
    Sha256::digest(Sha256::digest(octets)).into()
}

/// SHA-512/256 (Algorand).
pub(super) fn sha512_256(octets: &[u8]) -> [u8; 32] {
    Sha512_256::digest(octets).into()
}

/// Keccak-256 with the original padding (Ethereum, Monero).
pub(super) fn keccak256(octets: &[u8]) -> [u8; 32] {
    Keccak256::digest(octets).into()
}

/// SHA3-256 (Symbol, Nebulas).
pub(super) fn sha3_256(octets: &[u8]) -> [u8; 32] {
    Sha3_256::digest(octets).into()
}

/// RIPEMD-160 over several pieces (EOS keys).
pub(super) fn ripemd160(pieces: &[&[u8]]) -> [u8; 20] {
    let mut hash = ripemd::Ripemd160::new();
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

/// Groestl-512 twice (Groestlcoin).
pub(super) fn groestl512d(octets: &[u8]) -> [u8; 64] {
    groestl::Groestl512::digest(groestl::Groestl512::digest(octets)).into()
}

/// `BLAKE2b`-512 over several pieces (SS58).
pub(super) fn blake2b512(pieces: &[&[u8]]) -> [u8; 64] {
    let mut hash = Blake2b512::new();
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

/// `BLAKE2b` with 32 bytes out (Waves).
pub(super) fn blake2b256(octets: &[u8]) -> [u8; 32] {
    Blake2b::<U32>::digest(octets).into()
}

/// The first six bytes of `BLAKE2b`-256 (Sia).
pub(super) fn blake2b48(octets: &[u8]) -> Option<[u8; 6]> {
    Blake2b::<U32>::digest(octets).first_chunk::<6>().copied()
}

/// `BLAKE2b` with 4 bytes out (Filecoin).
pub(super) fn blake2b32(octets: &[u8]) -> [u8; 4] {
    Blake2b::<U4>::digest(octets).into()
}

/// `BLAKE2b` with 5 bytes out (Nano).
pub(super) fn blake2b40(octets: &[u8]) -> [u8; 5] {
    Blake2b::<U5>::digest(octets).into()
}
