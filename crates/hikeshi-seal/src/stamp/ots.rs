//! What does an OpenTimestamps proof show, how is one asked for, and how is it completed? A proof is
//! a tree of steps from a digest to attestations; calendars give it within a second as “pending”
//! and, hours later, the rest of the way into a Bitcoin block.

mod tree;

pub use tree::{Attestation, Branch, NotProof, Proof, Step, Tree};

use super::{Transport, TransportFault, hex};

/// No calendar answers at greater length.
const REPLY_MAX_BYTES: usize = 10_000;
/// How calendars are asked.
const ASK_TYPE: &str = "application/x-www-form-urlencoded";

/// Why a calendar was of no use this time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// Nothing came back.
    #[error(transparent)]
    Transport(#[from] TransportFault),
    /// What came back is not a proof that continues ours.
    #[error("the reply is not a proof")]
    NotProof,
    /// A proof names a calendar that is not among those the settings allow; it was not asked.
    #[error("this calendar is not one of ours")]
    NotOurs,
}

/// A new proof, and the calendars that did not take part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The proof; pending, if any calendar answered.
    pub proof: Proof,
    /// Calendars, as given, that did not answer well, and why.
    pub failed: Vec<(String, CalendarFault)>,
}

/// Asks every calendar to attest a SHA-256 digest; nothing if none of them did.
///
/// `nonce` hides the digest from the calendars: 16 bytes that nobody can foresee.
pub fn stamp(
    digest: [u8; 32],
    nonce: [u8; 16],
    calendars: &[&str],
    transport: &dyn Transport,
) -> Result<Begun, Vec<(String, CalendarFault)>> {
    let blinded = Step::Sha256.apply(&[&digest[..], &nonce].concat()).unwrap_or_default();
    let mut found = Tree::default();
    let mut failed = Vec::new();
    for calendar in calendars {
        let url = format!("{}/digest", calendar.trim_end_matches('/'));
        let reply = transport.post(&url, ASK_TYPE, &blinded).map_err(CalendarFault::from);
        match reply.and_then(|reply| continued(&reply)) {
            Ok(further) => found.merge(further),
            Err(fault) => failed.push(((*calendar).to_owned(), fault)),
        }
    }
    if found.branches.is_empty() {
        return Err(failed);
    }
    let hashed = Tree { branches: vec![Branch::Step(Step::Sha256, found)] };
    let tree = Tree { branches: vec![Branch::Step(Step::Append(nonce.to_vec()), hashed)] };
    Ok(Begun { proof: Proof { digest, tree }, failed })
}

fn continued(reply: &[u8]) -> Result<Tree, CalendarFault> {
    if reply.len() > REPLY_MAX_BYTES {
        return Err(CalendarFault::NotProof);
    }
    Tree::from_bytes(reply).map_err(|_| CalendarFault::NotProof)
}

/// What came of asking the calendars again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upgraded {
    /// Whether the proof now holds more than before.
    pub changed: bool,
    /// Calendars that have nothing further yet.
    pub waiting: Vec<String>,
    /// Calendars that were not asked, or did not answer well, and why.
    pub failed: Vec<(String, CalendarFault)>,
}

/// Asks for the rest of a pending proof. What it holds already stays; a complete one asks nobody.
///
/// Only calendars of `allowed` are asked: a proof may come from anybody and name any host.
pub fn upgrade(proof: &mut Proof, allowed: &[&str], transport: &dyn Transport) -> Upgraded {
    let mut result = Upgraded::default();
    if proof.is_complete() {
        return result;
    }
    let ours = |uri: &str| {
        allowed.iter().any(|one| one.trim_end_matches('/') == uri.trim_end_matches('/'))
    };
    let digest = proof.digest;
    proof.tree.visit_mut(Some(&digest), &mut |tree, message| {
        let Some(message) = message else { return };
        for uri in tree.pending() {
            if !ours(&uri) {
                result.failed.push((uri, CalendarFault::NotOurs));
                continue;
            }
            let url = format!("{}/timestamp/{}", uri.trim_end_matches('/'), hex(message));
            let reply = transport.get(&url).map_err(CalendarFault::from);
            match reply.and_then(|reply| continued(&reply)) {
                Ok(further) => {
                    let before = tree.clone();
                    tree.merge(further);
                    result.changed |= *tree != before;
                }
                // Calendars say so until a block has been found.
                Err(CalendarFault::Transport(TransportFault::Status(404))) => {
                    result.waiting.push(uri);
                }
                Err(fault) => result.failed.push((uri, fault)),
            }
        }
    });
    result
}

/// What one attestation of a proof comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attested {
    /// A calendar has taken it in and promises the rest; this proves nothing yet.
    Pending {
        /// The calendar.
        uri: String,
    },
    /// It is said to be in a Bitcoin block.
    Bitcoin {
        /// Which block.
        height: u64,
        /// The Merkle root that block must have, in the order of its bytes in the header.
        merkle_root: Vec<u8>,
        /// What a header that was at hand says; nothing if there was none.
        header: Option<Block>,
    },
    /// A kind, or steps on the way to it, that is not known here. It is kept as it is.
    Unknown {
        /// The kind.
        tag: [u8; 8],
    },
}

/// A Bitcoin block header beside the proof. Anybody can write one: the hash is for comparing with
/// what independent explorers say of that height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Whether the proof really leads to this header.
    pub merkle_root_ok: bool,
    /// The time its miner wrote, in seconds since 1970 UTC; off by up to two hours.
    pub time_s: u32,
    /// Its hash as explorers show it.
    pub hash: String,
    /// How many bits of the hash are zero from the front: each doubles the work that making such a
    /// header took. Real blocks have had at least 64 since 2014.
    pub zero_bits: u32,
}

/// The digest is not the one the proof begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the proof is about something else")]
pub struct OtherBytes;

/// What every attestation of a proof comes to, in the order of the proof.
///
/// `headers` gives the 80 bytes of a block header for a height, if it has them.
pub fn verify(
    proof: &Proof,
    digest: &[u8; 32],
    headers: &dyn Fn(u64) -> Option<[u8; 80]>,
) -> Result<Vec<Attested>, OtherBytes> {
    if proof.digest != *digest {
        return Err(OtherBytes);
    }
    let mut found = Vec::new();
    proof.tree.visit(Some(digest), &mut |attestation, message| {
        found.push(match (attestation, message) {
            (Attestation::Pending(uri), _) => Attested::Pending { uri: uri.clone() },
            (Attestation::Bitcoin(height), Some(message)) => Attested::Bitcoin {
                height: *height,
                merkle_root: message.to_vec(),
                header: headers(*height).and_then(|header| block(&header, message)),
            },
            (other, _) => Attested::Unknown { tag: other.tag() },
        });
    });
    Ok(found)
}

/// Reads a header: version, hash before, Merkle root, time, bits, nonce.
fn block(header: &[u8; 80], merkle_root: &[u8]) -> Option<Block> {
    let mut hash = Step::Sha256.apply(&Step::Sha256.apply(header)?)?;
    hash.reverse();
    let zeros = hash.iter().take_while(|byte| **byte == 0).count();
    let next = hash.get(zeros).map_or(0, |byte| byte.leading_zeros());
    Some(Block {
        merkle_root_ok: header.get(36..68)? == merkle_root,
        time_s: u32::from_le_bytes(header.get(68..72)?.try_into().ok()?),
        zero_bits: u32::try_from(zeros).ok()? * 8 + next,
        hash: hex(&hash),
    })
}
