//! What walks have in common: a folder of their own, the real command in it, and what it said.

use hikeshi_seal::Vault;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for one test, removed afterwards.
pub(crate) struct Scratch(Vault);

impl Scratch {
    pub(crate) fn new() -> Self {
        let scratch = Self(Vault::temporary().unwrap());
        fs::create_dir_all(scratch.path("tmp")).unwrap();
        scratch
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.dir().join("scratch").join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(&path).unwrap().write_all(bytes).unwrap();
        path
    }

    /// The made-up case as files.
    pub(crate) fn demo_case(&self) -> Vec<PathBuf> {
        let files = hikeshi::demo::files().into_iter();
        files.map(|(name, bytes)| self.put(&format!("in/{name}"), &bytes)).collect()
    }

    /// The command in surroundings that are the same on every machine.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hikeshi"));
        command
            .current_dir(self.path(""))
            .env("TMPDIR", self.path("tmp"))
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .env("RUST_BACKTRACE", "0");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command().args(args).output().unwrap()
    }

    /// Nothing private lies about after a run.
    pub(crate) fn assert_swept(&self) {
        let left: Vec<PathBuf> =
            fs::read_dir(self.path("tmp")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// Puts other bytes into a file.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("the command ends by itself")
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn json(output: &Output) -> Value {
    assert_eq!(code(output), 0, "{}", err(output));
    serde_json::from_str(&out(output)).unwrap()
}

/// Every file of a folder with its bytes.
pub(crate) fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(
                tree(&path)
                    .into_iter()
                    .map(|(name, bytes)| (Path::new(path.file_name().unwrap()).join(name), bytes)),
            );
        } else {
            files.insert(PathBuf::from(path.file_name().unwrap()), fs::read(&path).unwrap());
        }
    }
    files
}
