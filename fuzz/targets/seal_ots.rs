//! OpenTimestamps proofs: what is read is written the same, and no steps overflow anything.
#![no_main]

use hikeshi_seal::stamp::ots::{Proof, Tree, verify};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(proof) = Proof::from_bytes(data) {
        let bytes = proof.to_bytes();
        assert_eq!(Proof::from_bytes(&bytes).as_ref(), Ok(&proof));
        verify(&proof, &proof.digest, &|_| Some([0; 80])).expect("its own digest");
        let mut other = proof.digest;
        other[0] ^= 1;
        assert!(verify(&proof, &other, &|_| None).is_err());
        let mut twice = proof.tree.clone();
        twice.merge(proof.tree.clone());
    }
    drop(Tree::from_bytes(data));
});
