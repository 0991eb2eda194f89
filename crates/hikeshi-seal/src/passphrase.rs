//! How does a passphrase protect 32 secret bytes? Argon2id makes a key of it (RFC 9106), and the
//! secret is encrypted under that key. The parameters lie beside the secret, so that they can grow.

use crate::Error;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use serde::{Deserialize, Serialize};

/// The second recommendation of RFC 9106 §4 with one lane: 64 MiB, three passes.
const MEMORY_KIB: u32 = 64 << 10;
const PASSES: u32 = 3;
/// A file may not make its reader use more than this.
const MOST_MEMORY_KIB: u32 = 1 << 20;
const MOST_PASSES: u32 = 100;

/// 32 secret bytes under a passphrase, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    kdf: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    /// Base64.
    salt: String,
    /// ChaCha20-Poly1305 under the derived key, nonce zero (the key is used once), base64.
    sealed: String,
}

impl Wrapped {
    /// Encrypts a secret. `random` must be fresh: the salt is made of it.
    pub(crate) fn new(
        secret: [u8; 32],
        passphrase: &str,
        random: &[u8; 32],
    ) -> Result<Self, Error> {
        let salt = derive(random, b"hikeshi passphrase salt");
        let mut wrapped = Self {
            kdf: "argon2id".to_owned(),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: 1,
            salt: STANDARD.encode(salt),
            sealed: String::new(),
        };
        let mut sealed = secret.to_vec();
        let key = wrapped.key(passphrase)?;
        key.seal_in_place_append_tag(zero(), Aad::empty(), &mut sealed)
            .map_err(|_| Error::WrongPassphrase)?;
        wrapped.sealed = STANDARD.encode(sealed);
        Ok(wrapped)
    }

    /// The secret, if the passphrase is the right one.
    pub(crate) fn open(&self, passphrase: &str) -> Result<[u8; 32], Error> {
        let key = self.key(passphrase)?;
        let mut sealed = STANDARD.decode(&self.sealed).map_err(|_| Error::WrongPassphrase)?;
        let secret = key.open_in_place(zero(), Aad::empty(), &mut sealed);
        let secret = secret.map_err(|_| Error::WrongPassphrase)?;
        (&*secret).try_into().map_err(|_| Error::WrongPassphrase)
    }

    fn key(&self, passphrase: &str) -> Result<LessSafeKey, Error> {
        let sane = self.kdf == "argon2id"
            && self.memory_kib <= MOST_MEMORY_KIB
            && self.passes <= MOST_PASSES
            && self.lanes == 1;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32));
        let (true, Ok(params)) = (sane, params) else { return Err(Error::WrongPassphrase) };
        let salt = STANDARD.decode(&self.salt).map_err(|_| Error::WrongPassphrase)?;
        let mut key = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &salt, &mut key)
            .map_err(|_| Error::WrongPassphrase)?;
        Ok(aead_key(&key))
    }
}

/// HMAC-SHA-256: a new 32-byte key for each label.
pub(crate) fn derive(key: &[u8; 32], label: &[u8]) -> [u8; 32] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), label);
    let mut derived = [0; 32];
    derived.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
    derived
}

/// A key of ChaCha20-Poly1305.
#[expect(clippy::expect_used, reason = "the size of the key is part of its type")]
pub(crate) fn aead_key(key: &[u8; 32]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).expect("32 bytes are a key"))
}

fn zero() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_opens_it() {
        let wrapped = Wrapped::new([9; 32], "火の用心", &[1; 32]).unwrap();
        let text = serde_json::to_string(&wrapped).unwrap();
        let wrapped: Wrapped = serde_json::from_str(&text).unwrap();
        assert_eq!(wrapped.open("火の用心").unwrap(), [9; 32]);
        assert!(matches!(wrapped.open("火の用"), Err(Error::WrongPassphrase)));
        let greedy = Wrapped { memory_kib: u32::MAX, ..wrapped };
        assert!(matches!(greedy.open("火の用心"), Err(Error::WrongPassphrase)));
    }
}
