//! A whole bundle, of which one file is changed: that is never called intact.
#![no_main]

use hikeshi_seal::package::Package;
use hikeshi_seal::verify::{Options, verify};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

type Files = BTreeMap<String, Vec<u8>>;

static BUNDLE: LazyLock<Files> = LazyLock::new(|| {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/hikeshi-seal/tests/vectors/bundle");
    let mut package = Package::open(Path::new(dir)).expect("the published bundle");
    let names: Vec<String> = package.names().iter().map(str::to_owned).collect();
    names
        .into_iter()
        .map(|name| {
            let bytes = package.read_small(&name, 1 << 20).expect("listed").expect("readable");
            (name, bytes)
        })
        .collect()
});

fuzz_target!(|data: &[u8]| {
    let [file, from, to, rest @ ..] = data else { return };
    let mut files = BUNDLE.clone();
    let name = files.keys().nth(usize::from(*file) % files.len()).expect("a file").clone();
    let bytes = files.get_mut(&name).expect("that file");
    // A part of the file, in 255ths of its length, is replaced.
    let place = |part: &u8| bytes.len() * usize::from(*part) / 255;
    let (from, to) = (place(from), place(to));
    bytes.splice(from.min(to)..from.max(to), rest.iter().copied());
    let is_changed = *bytes != BUNDLE[&name];
    let report = verify(&mut Package::memory(files), &Options::default());
    assert_eq!(report.intact, !is_changed, "{name}");
});
