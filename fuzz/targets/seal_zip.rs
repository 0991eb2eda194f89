//! Zips of bundles: whatever the bytes, every file that is read to its end has its stated bytes.
#![no_main]

use hikeshi_seal::package::Package;
use hikeshi_seal::package::names::is_safe;
use hikeshi_seal::verify::{Options, verify};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Read};

fuzz_target!(|data: &[u8]| {
    let Ok(mut package) = Package::zip(Box::new(Cursor::new(data.to_vec()))) else { return };
    for number in 0..package.names().len() {
        assert!(is_safe(package.names().get(number).unwrap()));
        if let Ok(file) = package.read(number) {
            let mut bytes = Vec::new();
            drop(file.take(1 << 20).read_to_end(&mut bytes));
        }
    }
    // Nothing a fuzzer makes up is signed.
    assert!(!verify(&mut package, &Options::default()).stamped);
});
