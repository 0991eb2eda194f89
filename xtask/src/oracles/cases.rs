//! What is done to a bundle, and who can see it?

use super::{put, run};
use crate::Failure;
use std::fs;
use std::path::Path;
use std::process::Command;

/// One way of tampering, and the answers that are expected.
pub(super) struct Case {
    pub(super) name: &'static str,
    /// Done to a copy of the good bundle; the second folder is for whatever is needed on the way.
    pub(super) tamper: fn(&Path, &Path) -> Result<(), Failure>,
    /// Who accepts: `bagit.py`, `openssl ts`, `ots`, Go, ours.
    pub(super) accepts: [bool; 5],
    pub(super) is_good: bool,
}

const fn bad(
    name: &'static str,
    tamper: fn(&Path, &Path) -> Result<(), Failure>,
    accepts: [bool; 5],
) -> Case {
    Case { name, tamper, accepts, is_good: false }
}

const YES: bool = true;
const NO: bool = false;

pub(super) const CASES: [Case; 14] = [
    Case { name: "good", tamper: |_, _| Ok(()), accepts: [YES; 5], is_good: true },
    bad("exhibit changed", |b, _| flip(b, ORIGINAL, 7), [NO, YES, YES, YES, NO]),
    bad("exhibit changed, manifests made anew", exhibit_and_manifests, [YES, NO, NO, YES, NO]),
    bad("exhibit deleted", |b, _| delete(b, ORIGINAL), [NO, YES, YES, YES, NO]),
    bad("file added to the payload", |b, _| add(b, "data/more.bin"), [NO, YES, YES, YES, NO]),
    bad("file added beside it", |b, _| add(b, "report.txt"), [YES, YES, YES, YES, NO]),
    bad("custody event changed", |b, _| flip(b, LEAVES, 40), [NO, YES, YES, NO, NO]),
    bad("… and manifests made anew", leaf_and_manifests, [YES, NO, NO, NO, NO]),
    bad("checkpoint changed, manifests made anew", checkpoint, [YES, NO, NO, YES, NO]),
    bad("proof changed, manifests made anew", proof, [YES, NO, NO, NO, NO]),
    bad("key exchanged, manifests made anew", key, [YES, NO, NO, NO, NO]),
    bad("time stamp changed", |b, _| flip(b, STAMP, -1), [YES, NO, YES, YES, NO]),
    bad("OpenTimestamps proof changed", |b, _| flip(b, OTS, 40), [YES, YES, NO, YES, NO]),
    bad("all made anew, old stamps", anew, [YES, NO, NO, YES, NO]),
];

const ORIGINAL: &str = "data/E-0001/original.bin";
const LEAVES: &str = "metadata/custody.jsonl";
const STAMP: &str = "seal/tagmanifest-sha256.txt.p256-6.tsr";
const OTS: &str = "seal/tagmanifest-sha256.txt.ots";

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|fault| format!("{}: {fault}", path.display()))
}

/// Flips a bit of the byte at a place, counted from the end if negative.
fn flip(bundle: &Path, name: &str, place: isize) -> Result<(), Failure> {
    let path = bundle.join(name);
    let mut bytes = read(&path)?;
    let from = if place < 0 { bytes.len() } else { 0 };
    let byte = from.checked_add_signed(place).and_then(|place| bytes.get_mut(place));
    *byte.ok_or_else(|| format!("{name} is too short"))? ^= 1;
    put(&path, &bytes)
}

fn delete(bundle: &Path, name: &str) -> Result<(), Failure> {
    run(Command::new("rm").arg(bundle.join(name)))
}

fn add(bundle: &Path, name: &str) -> Result<(), Failure> {
    put(&bundle.join(name), b"more")
}

/// As somebody would who knows BagIt and nothing else.
fn new_manifests(bundle: &Path) -> Result<(), Failure> {
    let script = "export LC_ALL=C
find data -type f | sort | xargs sha256sum > manifest-sha256.txt
find * -type f | grep -v -e ^data/ -e ^seal/ -e ^tagmanifest | sort | xargs sha256sum > tagmanifest-sha256.txt";
    run(Command::new("sh").args(["-ec", script]).current_dir(bundle))
}

fn exhibit_and_manifests(bundle: &Path, _: &Path) -> Result<(), Failure> {
    flip(bundle, ORIGINAL, 7)?;
    new_manifests(bundle)
}

fn leaf_and_manifests(bundle: &Path, _: &Path) -> Result<(), Failure> {
    flip(bundle, LEAVES, 40)?;
    new_manifests(bundle)
}

/// Go looks at the checkpoint in the proofs, which is the same one in a good bundle.
fn checkpoint(bundle: &Path, _: &Path) -> Result<(), Failure> {
    flip(bundle, "log/checkpoint", 45)?;
    new_manifests(bundle)
}

fn proof(bundle: &Path, _: &Path) -> Result<(), Failure> {
    flip(bundle, "log/E-0002.tlog-proof", 36)?;
    new_manifests(bundle)
}

/// Another's key: the example of Go's note package.
fn key(bundle: &Path, _: &Path) -> Result<(), Failure> {
    let other = b"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n";
    put(&bundle.join("log/vkey.txt"), other)?;
    new_manifests(bundle)
}

/// Another case under the same key, with the stamps of the first: in itself it is whole.
fn anew(bundle: &Path, dir: &Path) -> Result<(), Failure> {
    let own = std::env::current_exe().map_err(|fault| fault.to_string())?;
    let examples = own.with_file_name("examples");
    let (vault, exhibits, other) = (dir.join("other"), dir.join("other-files"), dir.join("anew"));
    fs::create_dir_all(&exhibits).map_err(|fault| fault.to_string())?;
    put(&exhibits.join("forged.csv"), b"forged\n")?;
    let script = examples.join("script");
    run(Command::new(script).arg(&vault).arg("--import").arg(&exhibits))?;
    run(Command::new(examples.join("handout")).arg("write").args([&vault, &other]))?;
    run(Command::new("cp").arg("-r").arg(bundle.join("seal")).arg(&other))?;
    fs::remove_dir_all(bundle).map_err(|fault| fault.to_string())?;
    fs::rename(other, bundle).map_err(|fault| fault.to_string())
}
