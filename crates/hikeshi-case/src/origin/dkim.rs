//! Did the domain that signed a mail really sign these bytes? The signature is computed again from
//! the file and the domain's public key, so that nobody has to believe a header.
//!
//! Keys are replaced, and some operators publish old private keys on purpose, so a signature proves
//! its origin only beside a record of the key as it stood when the mail was taken in. Sources: RFC
//! 6376 (DKIM), RFC 8301 (no SHA-1, at least 1024 bits), RFC 8463 (Ed25519).

mod canonical;
mod signature;
#[cfg(test)]
pub(in crate::origin) mod tests;

use canonical::Split;
use ring::signature::{ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};
use signature::{Algorithm, Signature};
use std::collections::BTreeMap;

/// Most signatures looked at in one mail.
const MOST_SIGNATURES: usize = 16;

/// Published keys: the TXT records under `selector._domainkey.domain`, in lower case.
pub type Keys = BTreeMap<String, Vec<String>>;

/// What one signature is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The domain's key signed these headers, `From` among them, and the whole body.
    Verified,
    /// The bytes are not the signed ones, or the signature is not the key's.
    Broken,
    /// It proves too little: an old method, a part of the body left out, `From` not signed.
    Weak,
    /// The domain's key is not among the given ones, or was withdrawn.
    NoKey,
}

/// One `DKIM-Signature` of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The domain that signed.
    pub domain: String,
    /// Where its key is published: `selector._domainkey.domain`.
    pub key_name: String,
    /// What the signature is worth.
    pub verdict: Verdict,
}

/// Judges every signature of a mail, the topmost first.
pub fn verify(mail: &[u8], keys: &Keys) -> Vec<Signed> {
    let split = canonical::split(mail);
    let signatures = split.headers.iter().filter(|header| header.is("dkim-signature"));
    let judged = signatures.take(MOST_SIGNATURES).filter_map(|header| {
        let signature = Signature::parse(header.value())?;
        let verdict = judge(&split, header.bytes, &signature, keys);
        Some(Signed { key_name: signature.key_name(), domain: signature.domain, verdict })
    });
    judged.collect()
}

fn judge(split: &Split<'_>, own: &[u8], signature: &Signature, keys: &Keys) -> Verdict {
    let Some(algorithm) = signature.algorithm else { return Verdict::Weak };
    if signature.partial || !signature.headers.iter().any(|name| name == "from") {
        return Verdict::Weak;
    }
    let body = canonical::body(split.body, signature.relaxed_body);
    if Sha256::digest(&body).as_slice() != signature.body_hash {
        return Verdict::Broken;
    }
    let signed = canonical::signed_headers(split, own, signature);
    let records = keys.get(&signature.key_name()).map(Vec::as_slice).unwrap_or_default();
    let published = records.iter().filter_map(|record| signature::public_key(record, algorithm));
    let verdicts = published.filter(|key| !key.is_empty()).map(|key| {
        let done = match algorithm {
            Algorithm::Rsa => {
                let with = &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;
                UnparsedPublicKey::new(with, key).verify(&signed, &signature.value)
            }
            // RFC 8463 signs the hash of what RSA would sign.
            Algorithm::Ed25519 => UnparsedPublicKey::new(&ED25519, key)
                .verify(&Sha256::digest(&signed), &signature.value),
        };
        if done.is_ok() { Verdict::Verified } else { Verdict::Broken }
    });
    verdicts.min().unwrap_or(Verdict::NoKey)
}
