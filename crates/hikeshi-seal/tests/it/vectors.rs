//! The bundle in `tests/vectors/bundle` is what `FORMAT.md` describes, to the byte.

use crate::scene::{Case, Files, Temporary};
use hikeshi_seal::package::Package;
use hikeshi_seal::verify::{Options, verify};
use std::path::Path;

fn files_of(path: &Path) -> Files {
    let mut package = Package::open(path).unwrap();
    let names: Vec<String> = package.names().iter().map(str::to_owned).collect();
    let read = |name: String| {
        let bytes = package.read_small(&name, 1 << 20).unwrap().unwrap();
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn the_published_bundle_is_the_one_that_is_written() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bundle");
    let temporary = Temporary::new("vectors");
    let written = temporary.bundle(&Case::small());
    let (published_files, written_files) = (files_of(&published), files_of(&written));
    for (name, bytes) in &written_files {
        let same = published_files.get(name) == Some(bytes);
        assert!(same, "{name} differs from the published one");
    }
    assert_eq!(published_files.len(), written_files.len());
    let report = verify(&mut Package::open(&published).unwrap(), &Options::default());
    assert!(report.intact, "{:?}", report.faults);
}
