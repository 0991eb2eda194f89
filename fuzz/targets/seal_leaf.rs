//! Custody events: a leaf that is read is to the byte the leaf that would be written, and canonical JSON.
#![no_main]

use hikeshi_seal::bundle::record::{Account, BundleRecord};
use hikeshi_seal::custody::Custody;
use hikeshi_seal::json::canonical;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(event) = Custody::parse(data) {
        assert_eq!(event.leaf().as_deref(), Ok(data));
        let value = serde_json::from_slice(data).expect("it is JSON");
        assert_eq!(canonical(&value).as_deref(), Ok(data));
    }
    if let Some(record) = BundleRecord::parse(data) {
        assert_eq!(record.text().as_deref(), Ok(data));
    }
    let mut account = Account::default();
    for leaf in data.split(|byte| *byte == b'\n') {
        drop(account.add(leaf));
    }
});
