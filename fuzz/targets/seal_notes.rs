//! Checkpoints, signed notes and proofs: what is read is written the same.
#![no_main]

use hikeshi_seal::checkpoint::{Checkpoint, SignedNote, TlogProof, open_note};
use hikeshi_seal::key::{SigningKey, VerifierKey};
use hikeshi_seal::log::leaf_hash;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<VerifierKey> =
    LazyLock::new(|| SigningKey::from_seed("hikeshi.invalid/key", [7; 32]).verifier());

fuzz_target!(|text: &str| {
    if let Some(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.text(), text);
    }
    drop(SignedNote::parse(text));
    drop(open_note(text, &KEY));
    if let Some(proof) = TlogProof::parse(text) {
        assert_eq!(proof.text(), text);
        assert!(!matches!(proof.verify(&leaf_hash(b"made up"), &KEY), Ok(Some(_))));
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
});
