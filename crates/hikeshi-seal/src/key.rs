//! Who signs a log? An Ed25519 key with a name, and the text form in which its public half travels
//! (the `vkey` of C2SP signed-note).

pub mod file;

pub use file::KeyFile;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// The byte that says Ed25519 in a signed note.
const ALGORITHM: u8 = 1;

/// A key that signs. Its `Debug` shows the public half only.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    verifier: VerifierKey,
}

/// The public half of a key: name and 32 bytes. Displays as `name+id+base64`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    public: [u8; 32],
}

/// A text is not a verifier key, or its id is not the one its name and bytes give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a verifier key")]
pub struct NotAKey;

impl SigningKey {
    /// The key of a seed: 32 bytes that nobody can guess. A name may not hold white space or `+`;
    /// where this one does, `_` stands instead.
    #[expect(clippy::expect_used, reason = "the size of the seed is part of its type")]
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).expect("32 bytes are a seed");
        let mut public = [0; 32];
        public.iter_mut().zip(pair.public_key().as_ref()).for_each(|(to, from)| *to = *from);
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        let name = if name.is_empty() { "_".to_owned() } else { name.replace(forbidden, "_") };
        Self { pair, verifier: VerifierKey { name, public } }
    }

    /// The half that may be given away.
    pub fn verifier(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// The 64 bytes that sign `message`.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey({})", self.verifier)
    }
}

impl VerifierKey {
    /// The name it signs under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id in its signature lines: the first four bytes of SHA-256 over name, line feed, 0x01 and
    /// the public key.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ALGORITHM])
            .chain_update(self.public)
            .finalize();
        hash.first_chunk().copied().unwrap_or_default()
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// Whether the key was made for one bundle and thrown away: it says that nobody changed the bundle
    /// since, not who made it.
    pub fn is_ephemeral(&self) -> bool {
        self.name.ends_with("/ephemeral")
    }

    /// Whether `signature` is this key's over `message`.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.public).verify(message, signature).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id());
        let mut bytes = vec![ALGORITHM];
        bytes.extend(self.public);
        write!(out, "{}+{id:08x}+{}", self.name, STANDARD.encode(bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl FromStr for VerifierKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(NotAKey);
        };
        let bytes = STANDARD.decode(encoded).map_err(|_| NotAKey)?;
        let Some((&ALGORITHM, public)) = bytes.split_first() else { return Err(NotAKey) };
        let public = public.try_into().map_err(|_| NotAKey)?;
        let key = Self { name: name.to_owned(), public };
        let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace());
        if is_name && key.to_string() == text { Ok(key) } else { Err(NotAKey) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_vector_of_rfc_8032_comes_out() {
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let key = SigningKey::from_seed("a", crate::log::Hash::from_hex(seed).unwrap().0);
        assert_eq!(crate::log::Hash(*key.verifier().public()).to_string(), public);
        let signature = key.sign(b"");
        assert!(signature.starts_with(&[0xe5, 0x56, 0x43, 0x00, 0xc3, 0x60]));
        assert!(key.verifier().verify(b"", &signature));
        assert!(!key.verifier().verify(b"x", &signature));
    }

    #[test]
    fn a_verifier_key_reads_back_and_only_as_itself() {
        let key = SigningKey::from_seed("hikeshi.invalid/key", [1; 32]).verifier();
        let text = key.to_string();
        assert_eq!(text.parse(), Ok(key.clone()));
        for broken in [
            text.replace("/key+", "/kex+"),
            text.replace("+AY", "+AU"),
            text.replace("hikeshi.invalid/key", ""),
            text.to_uppercase(),
            text.trim_end_matches(|c| c != '+').to_owned(),
            "a+b".to_owned(),
        ] {
            assert_eq!(broken.parse::<VerifierKey>(), Err(NotAKey), "{broken}");
        }
    }

    #[test]
    fn names_are_made_fit_and_secrets_are_not_shown() {
        let key = SigningKey::from_seed("山田 太郎+\n/ephemeral", [2; 32]);
        assert_eq!(key.verifier().name(), "山田_太郎__/ephemeral");
        assert!(key.verifier().is_ephemeral());
        assert_eq!(key.verifier().to_string().parse(), Ok(key.verifier()));
        assert!(!format!("{key:?}").contains("0202"));
        assert_eq!(SigningKey::from_seed("", [2; 32]).verifier().name(), "_");
    }
}
