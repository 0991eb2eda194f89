//! Replies of time-stamp authorities: none that a fuzzer makes up is believed for other bytes.
#![no_main]

use hikeshi_seal::stamp::chain::Roots;
use hikeshi_seal::stamp::rfc3161::{Request, read_reply, verify};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

macro_rules! vector {
    ($name:literal) => {
        include_bytes!(concat!("../../crates/hikeshi-seal/tests/vectors/", $name)).as_slice()
    };
}

static ROOTS: LazyLock<Roots> = LazyLock::new(|| {
    Roots::read(&[vector!("rsa.pem"), vector!("ec256.pem"), vector!("ec384.pem")]).expect("roots")
});
static DIGEST: LazyLock<[u8; 32]> =
    LazyLock::new(|| Request::from_der(vector!("p256-0.tsq")).expect("a request").digest);

fuzz_target!(|data: &[u8]| {
    drop(read_reply(data));
    drop(Roots::read(&[data]));
    if let Some(request) = Request::from_der(data) {
        assert_eq!(request.to_der(), data);
    }
    if verify(data, &*DIGEST, None, &ROOTS, None).is_ok() {
        assert!(verify(data, &[7; 32], None, &ROOTS, None).is_err());
        assert!(verify(data, &*DIGEST, None, &Roots::read(&[]).expect("none"), None).is_err());
    }
});
