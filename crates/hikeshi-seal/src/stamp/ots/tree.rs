//! How does a proof look as bytes? Detached OpenTimestamps proofs, version 1, read with bounds and
//! written back as they were; what is not known stays in them byte for byte.

use crate::stamp::digest::{Digest, sha1};
use crate::stamp::hex;

/// The first bytes of every proof.
const MAGIC: &[u8] = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94";
const VERSION: u64 = 1;
/// Longer proofs are refused.
const PROOF_MAX_BYTES: usize = 64 << 10;
/// Most steps from the digest to an attestation.
const DEPTH_MAX: usize = 256;
/// Most bytes that a step takes or makes.
const MESSAGE_MAX_BYTES: usize = 4096;
const PAYLOAD_MAX_BYTES: usize = 8192;
const URI_MAX_BYTES: usize = 1000;

/// Another branch follows the one after this byte.
const FORK: u8 = 0xff;
/// An attestation follows.
const ATTESTATION: u8 = 0x00;
const SHA1: u8 = 0x02;
const RIPEMD160: u8 = 0x03;
const SHA256: u8 = 0x08;
const KECCAK256: u8 = 0x67;
const APPEND: u8 = 0xf0;
const PREPEND: u8 = 0xf1;
const REVERSE: u8 = 0xf2;
const HEXLIFY: u8 = 0xf3;

const PENDING: [u8; 8] = [0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e];
const BITCOIN: [u8; 8] = [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01];

/// The bytes are not a proof over a SHA-256 digest, or beyond the bounds of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an OpenTimestamps proof over SHA-256")]
pub struct NotProof;

/// A detached proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// SHA-256 of what the proof is about.
    pub digest: [u8; 32],
    /// What leads from there to attestations.
    pub tree: Tree,
}

/// What follows from one message: at least one branch, in the order they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The branches.
    pub branches: Vec<Branch>,
}

/// One way on from a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branch {
    /// Somebody attests this very message.
    Attested(Attestation),
    /// A step makes another message of it.
    Step(Step, Tree),
}

/// Who attests a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// A calendar promises to.
    Pending(String),
    /// The Bitcoin block of this height has the message as its Merkle root.
    Bitcoin(u64),
    /// Another kind: its tag and all that it says.
    Unknown([u8; 8], Vec<u8>),
}

/// What makes one message of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Put bytes after it.
    Append(Vec<u8>),
    /// Put bytes before it.
    Prepend(Vec<u8>),
    /// Turn it round.
    Reverse,
    /// Write it in lower-case hex.
    Hexlify,
    /// SHA-1, as in proofs about old repositories.
    Sha1,
    /// SHA-256.
    Sha256,
    /// RIPEMD-160; kept, not computed here.
    Ripemd160,
    /// Keccak-256; kept, not computed here.
    Keccak256,
}

impl Proof {
    /// Reads a proof and nothing after it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotProof> {
        if bytes.len() > PROOF_MAX_BYTES {
            return Err(NotProof);
        }
        let mut reader = Reader(bytes.strip_prefix(MAGIC).ok_or(NotProof)?);
        if reader.number()? != VERSION || reader.byte()? != SHA256 {
            return Err(NotProof);
        }
        let digest = reader.array()?;
        let tree = reader.tree(DEPTH_MAX)?;
        reader.end()?;
        Ok(Self { digest, tree })
    }

    /// Writes it as it is read.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_number(&mut out, VERSION);
        out.push(SHA256);
        out.extend(self.digest);
        self.tree.put(&mut out);
        out
    }

    /// Whether it leads into a Bitcoin block, whichever way that block is checked.
    pub fn is_complete(&self) -> bool {
        let mut complete = false;
        self.tree.visit(None, &mut |attestation, _| {
            complete |= matches!(attestation, Attestation::Bitcoin(_));
        });
        complete
    }
}

impl Tree {
    /// Reads what a calendar answers: a tree, and nothing after it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotProof> {
        let mut reader = Reader(bytes);
        let tree = reader.tree(DEPTH_MAX)?;
        reader.end()?;
        Ok(tree)
    }

    fn put(&self, out: &mut Vec<u8>) {
        for (place, branch) in self.branches.iter().enumerate() {
            if place + 1 < self.branches.len() {
                out.push(FORK);
            }
            match branch {
                Branch::Attested(attestation) => attestation.put(out),
                Branch::Step(step, next) => {
                    step.put(out);
                    next.put(out);
                }
            }
        }
    }

    /// Takes in what another tree from the same message holds and this one does not.
    pub fn merge(&mut self, other: Self) {
        for branch in other.branches {
            let Branch::Step(step, next) = branch else {
                if !self.branches.contains(&branch) {
                    self.branches.push(branch);
                }
                continue;
            };
            let same = self.branches.iter_mut().find_map(|own| match own {
                Branch::Step(own, tree) if *own == step => Some(tree),
                _ => None,
            });
            match same {
                Some(tree) => tree.merge(next),
                None => self.branches.push(Branch::Step(step, next)),
            }
        }
    }

    /// The calendars that promise to attest this very message.
    pub(super) fn pending(&self) -> Vec<String> {
        let uri = |branch: &Branch| match branch {
            Branch::Attested(Attestation::Pending(uri)) => Some(uri.clone()),
            _ => None,
        };
        self.branches.iter().filter_map(uri).collect()
    }

    /// Shows each attestation with the message it is about, as far as that can be computed.
    pub(super) fn visit(
        &self,
        message: Option<&[u8]>,
        see: &mut dyn FnMut(&Attestation, Option<&[u8]>),
    ) {
        for branch in &self.branches {
            match branch {
                Branch::Attested(attestation) => see(attestation, message),
                Branch::Step(step, next) => {
                    let made = message.and_then(|message| step.apply(message));
                    next.visit(made.as_deref(), see);
                }
            }
        }
    }

    /// Shows each tree with its message, the innermost first, to be added to.
    pub(super) fn visit_mut(
        &mut self,
        message: Option<&[u8]>,
        see: &mut dyn FnMut(&mut Self, Option<&[u8]>),
    ) {
        for branch in &mut self.branches {
            if let Branch::Step(step, next) = branch {
                let made = message.and_then(|message| step.apply(message));
                next.visit_mut(made.as_deref(), see);
            }
        }
        see(self, message);
    }
}

impl Step {
    /// The message it makes; nothing if that is too long or cannot be computed here.
    pub fn apply(&self, message: &[u8]) -> Option<Vec<u8>> {
        let made = match self {
            Self::Append(bytes) => [message, bytes].concat(),
            Self::Prepend(bytes) => [bytes, message].concat(),
            Self::Reverse => message.iter().rev().copied().collect(),
            Self::Hexlify => hex(message).into_bytes(),
            Self::Sha1 => sha1(message),
            Self::Sha256 => Digest::Sha256.of(message),
            Self::Ripemd160 | Self::Keccak256 => return None,
        };
        (made.len() <= MESSAGE_MAX_BYTES).then_some(made)
    }

    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Append(bytes) => {
                out.push(APPEND);
                put_bytes(out, bytes);
            }
            Self::Prepend(bytes) => {
                out.push(PREPEND);
                put_bytes(out, bytes);
            }
            Self::Reverse => out.push(REVERSE),
            Self::Hexlify => out.push(HEXLIFY),
            Self::Sha1 => out.push(SHA1),
            Self::Sha256 => out.push(SHA256),
            Self::Ripemd160 => out.push(RIPEMD160),
            Self::Keccak256 => out.push(KECCAK256),
        }
    }
}

impl Attestation {
    /// The kind.
    pub fn tag(&self) -> [u8; 8] {
        match self {
            Self::Pending(_) => PENDING,
            Self::Bitcoin(_) => BITCOIN,
            Self::Unknown(tag, _) => *tag,
        }
    }

    fn put(&self, out: &mut Vec<u8>) {
        let mut payload = Vec::new();
        match self {
            Self::Pending(uri) => put_bytes(&mut payload, uri.as_bytes()),
            Self::Bitcoin(height) => put_number(&mut payload, *height),
            Self::Unknown(_, content) => payload.clone_from(content),
        }
        out.push(ATTESTATION);
        out.extend(self.tag());
        put_bytes(out, &payload);
    }

    fn read(tag: [u8; 8], payload: &[u8]) -> Result<Self, NotProof> {
        let mut reader = Reader(payload);
        let attestation = match tag {
            PENDING => {
                let uri = reader.bytes(0..=URI_MAX_BYTES)?;
                // What calendars may be called; it will be shown and asked.
                let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._/:".contains(byte);
                if !uri.iter().all(fits) {
                    return Err(NotProof);
                }
                Self::Pending(String::from_utf8_lossy(uri).into_owned())
            }
            BITCOIN => Self::Bitcoin(reader.number()?),
            _ => return Ok(Self::Unknown(tag, payload.to_vec())),
        };
        reader.end()?;
        Ok(attestation)
    }
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend(bytes);
}

/// Seven bits a byte, the lowest first; the top bit says that more follow.
fn put_number(out: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = number.to_le_bytes().first().map_or(0, |byte| byte & 0x7f);
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, NotProof> {
        let (&byte, rest) = self.0.split_first().ok_or(NotProof)?;
        self.0 = rest;
        Ok(byte)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], NotProof> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(NotProof)?;
        self.0 = rest;
        Ok(*bytes)
    }

    /// A number in its shortest form.
    fn number(&mut self) -> Result<u64, NotProof> {
        let mut number = 0_u64;
        for place in 0..9 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return if byte == 0 && place > 0 { Err(NotProof) } else { Ok(number) };
            }
        }
        Err(NotProof)
    }

    fn bytes(&mut self, lengths: std::ops::RangeInclusive<usize>) -> Result<&'a [u8], NotProof> {
        let length = usize::try_from(self.number()?).map_err(|_| NotProof)?;
        let split = lengths.contains(&length).then(|| self.0.split_at_checked(length));
        let (bytes, rest) = split.flatten().ok_or(NotProof)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn end(&self) -> Result<(), NotProof> {
        if self.0.is_empty() { Ok(()) } else { Err(NotProof) }
    }

    fn tree(&mut self, depth: usize) -> Result<Tree, NotProof> {
        let depth = depth.checked_sub(1).ok_or(NotProof)?;
        let mut branches = Vec::new();
        loop {
            let first = self.byte()?;
            let more = first == FORK;
            let kind = if more { self.byte()? } else { first };
            branches.push(self.branch(kind, depth)?);
            if !more {
                return Ok(Tree { branches });
            }
        }
    }

    fn branch(&mut self, kind: u8, depth: usize) -> Result<Branch, NotProof> {
        if kind == ATTESTATION {
            let tag = self.array()?;
            let payload = self.bytes(0..=PAYLOAD_MAX_BYTES)?;
            return Attestation::read(tag, payload).map(Branch::Attested);
        }
        let step = match kind {
            APPEND => Step::Append(self.bytes(1..=MESSAGE_MAX_BYTES)?.to_vec()),
            PREPEND => Step::Prepend(self.bytes(1..=MESSAGE_MAX_BYTES)?.to_vec()),
            REVERSE => Step::Reverse,
            HEXLIFY => Step::Hexlify,
            SHA1 => Step::Sha1,
            SHA256 => Step::Sha256,
            RIPEMD160 => Step::Ripemd160,
            KECCAK256 => Step::Keccak256,
            _ => return Err(NotProof),
        };
        Ok(Branch::Step(step, self.tree(depth)?))
    }
}
