//! How does one short hash stand for a whole list of records? The Merkle tree of RFC 6962: leaves
//! are hashed behind a 0x00, pairs behind a 0x01, and short proofs show that a leaf is in it or that
//! an older list is the beginning of a newer one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256. Displays as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Standard base64 with padding, as checkpoints and proofs write it.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads what [`Hash::to_base64`] writes, and nothing else.
    pub fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// Reads 64 lower-case hex digits, and nothing else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = value(*high)? << 4 | value(*low)?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            for half in [byte >> 4, byte & 15] {
                text.extend(DIGITS.get(usize::from(half)).copied().map(char::from));
            }
        }
        out.write_str(&text)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// The hash of one leaf: SHA-256 of 0x00 and its bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(leaf).finalize().into())
}

/// The hash of two neighbours: SHA-256 of 0x01, the left and the right.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

/// A Merkle tree that grows at its right end.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[k][i]` is the root of the whole subtree of 2^k leaves that begins at leaf i·2^k.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the hash of a leaf, see [`leaf_hash`].
    pub fn push(&mut self, leaf: Hash) {
        let mut fresh = leaf;
        for level in &mut self.levels {
            level.push(fresh);
            match level.as_slice() {
                [.., left, right] if level.len() % 2 == 0 => fresh = node_hash(left, right),
                _ => return,
            }
        }
        self.levels.push(vec![fresh]);
    }

    /// Takes leaves off the right end until `size` are left.
    pub(crate) fn truncate(&mut self, size: u64) {
        for (height, level) in self.levels.iter_mut().enumerate() {
            level.truncate(usize::try_from(size >> height).unwrap_or(usize::MAX));
        }
        self.levels.retain(|level| !level.is_empty());
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The hash of a leaf.
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.levels.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root of the whole tree.
    pub fn root(&self) -> Hash {
        self.subtree(0, self.size())
    }

    /// The root the tree had when it was `size` leaves long; `None` if it never was.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size()).then(|| self.subtree(0, size))
    }

    /// The proof that leaf `index` is in the tree of `size` leaves, lowest neighbour first.
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if size > self.size() || index >= size {
            return None;
        }
        let (mut begin, mut end) = (0, size);
        let mut proof = Vec::new();
        while end - begin > 1 {
            let middle = begin + split(end - begin);
            if index < middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(begin, middle));
                begin = middle;
            }
        }
        proof.reverse();
        Some(proof)
    }

    /// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves. Empty
    /// when the two are the same or the old one is.
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old > new || new > self.size() {
            return None;
        }
        if old == 0 {
            return Some(Vec::new());
        }
        let (mut begin, mut end) = (0, new);
        let mut proof = Vec::new();
        while end != old {
            let middle = begin + split(end - begin);
            if old <= middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(begin, middle));
                begin = middle;
            }
        }
        if begin > 0 {
            proof.push(self.subtree(begin, end));
        }
        proof.reverse();
        Some(proof)
    }

    /// The root over leaves `begin..end`. Every range that RFC 6962 asks for begins at a multiple of
    /// its largest power of two, so that whole subtrees are looked up, never hashed again.
    fn subtree(&self, begin: u64, end: u64) -> Hash {
        let width = end.saturating_sub(begin);
        if width == 0 {
            return Hash(Sha256::digest([]).into());
        }
        let whole = width.is_power_of_two() && begin.is_multiple_of(width);
        let level = self.levels.get(width.ilog2() as usize).filter(|_| whole);
        let at = usize::try_from(begin / width).unwrap_or(usize::MAX);
        if let Some(found) = level.and_then(|level| level.get(at)) {
            return *found;
        }
        let middle = begin + split(width);
        node_hash(&self.subtree(begin, middle), &self.subtree(middle, end))
    }
}

/// The largest power of two below `width`, which must be at least 2.
fn split(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// Whether `proof` shows that `leaf` stands at `index` in the tree of `size` leaves under `root`
/// (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last) = (index, size - 1);
    let mut result = *leaf;
    for neighbour in proof {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            result = node_hash(neighbour, &result);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            result = node_hash(&result, neighbour);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && result == *root
}

/// Whether `proof` shows that the tree of `old` leaves under `old_root` is the beginning of the tree
/// of `new` leaves under `new_root` (RFC 9162 §2.1.4.2). The empty tree begins every tree.
pub fn verify_consistency(
    (old, old_root): (u64, &Hash),
    (new, new_root): (u64, &Hash),
    proof: &[Hash],
) -> bool {
    if old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    if old == 0 {
        return proof.is_empty() && *old_root == Tree::new().root();
    }
    let seed = old.is_power_of_two().then_some(*old_root);
    let mut path = seed.into_iter().chain(proof.iter().copied());
    let Some(first) = path.next() else { return false };
    let (mut at, mut last) = (old - 1, new - 1);
    while at % 2 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    let (mut was, mut is) = (first, first);
    for neighbour in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            was = node_hash(&neighbour, &was);
            is = node_hash(&neighbour, &is);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            is = node_hash(&is, &neighbour);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && was == *old_root && is == *new_root
}

#[cfg(test)]
mod tests;
