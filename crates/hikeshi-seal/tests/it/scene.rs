//! A small made-up case with fixed key and times, and bundles of it.

use hikeshi_seal::bundle::sink::{Folder, Sink, Zip};
use hikeshi_seal::bundle::{self, Choice, Leaves, Material, Packing, Written};
use hikeshi_seal::checkpoint::Checkpoint;
use hikeshi_seal::custody::{Act, Custody, Event, Grade, exhibit_name};
use hikeshi_seal::key::SigningKey;
use hikeshi_seal::log::{Tree, leaf_hash};
use hikeshi_seal::package::Package;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

pub(crate) const ORIGIN: &str = "hikeshi.invalid/case/C-1";
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A log and the bytes it speaks of.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) leaves: Vec<Vec<u8>>,
    pub(crate) tree: Tree,
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
    pub(crate) choices: BTreeMap<u32, Choice>,
    pub(crate) files: Vec<(String, Vec<u8>)>,
    exhibits: u32,
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    hikeshi_seal::log::Hash(Sha256::digest(bytes).into()).to_string()
}

pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed("hikeshi.invalid/key", [7; 32])
}

pub(crate) fn act() -> Act {
    Act {
        at_utc: "2026-01-31T03:04:05Z".to_owned(),
        at_local: "2026-01-31T12:04:05+09:00".to_owned(),
        tz: "Asia/Tokyo".to_owned(),
        actor: "\u{4f9d}\u{983c}\u{8005}".to_owned(),
        role: "owner".to_owned(),
        tool: "hikeshi".to_owned(),
        version: "0.1.0".to_owned(),
        build_hash: None,
    }
}

impl Case {
    pub(crate) fn empty() -> Self {
        Self {
            leaves: Vec::new(),
            tree: Tree::new(),
            objects: BTreeMap::new(),
            choices: BTreeMap::new(),
            files: Vec::new(),
            exhibits: 0,
        }
    }

    pub(crate) fn say(&mut self, event: Custody) {
        let last = self.tree.size().checked_sub(1).and_then(|last| self.tree.leaf(last));
        let event = Custody {
            seq: self.tree.size(),
            case: "C-1".to_owned(),
            prev_leaf: last.map(|hash| hash.to_string()),
            ..event
        };
        let leaf = event.leaf().unwrap();
        self.tree.push(leaf_hash(&leaf));
        self.leaves.push(leaf);
    }

    pub(crate) fn import(&mut self, name: &str, of: Option<u32>, bytes: &[u8]) -> u32 {
        self.exhibits += 1;
        let sha256 = hex(bytes);
        self.objects.insert(sha256.clone(), bytes.to_vec());
        self.say(Custody {
            exhibit: Some(exhibit_name(self.exhibits)),
            of: of.map(exhibit_name),
            output_sha256: Some(sha256),
            size: Some(bytes.len() as u64),
            grade: Some(Grade::C),
            grade_reasons: vec!["file_from_one_source".to_owned()],
            ..act().imported(name)
        });
        self.exhibits
    }

    pub(crate) fn derive(&mut self, exhibit: u32, original: &[u8], copy: &[u8]) {
        self.objects.insert(hex(copy), copy.to_vec());
        self.say(Custody {
            exhibit: Some(exhibit_name(exhibit)),
            input_sha256: Some(hex(original)),
            output_sha256: Some(hex(copy)),
            size: Some(copy.len() as u64),
            method: Some("redacted".to_owned()),
            ..act().event(Event::Derived)
        });
    }

    /// Three exhibits, one from another, one withheld with a redacted copy; findings, a report.
    pub(crate) fn small() -> Self {
        let mut case = Self::empty();
        let history = "time,asset,amount\n2026-01-30,BTC,-0.5\n".repeat(8).into_bytes();
        let outer = case.import("\u{53d6}\u{5f15}\u{5c65}\u{6b74}.zip", None, b"an archive");
        case.import("\u{53d6}\u{5f15}\u{5c65}\u{6b74}.zip!/a.csv", Some(outer), &history);
        let secret = b"my secret is 1234".as_slice();
        let note = case.import("memo.txt", None, secret);
        let copy = b"my secret is ****".as_slice();
        case.derive(note, secret, copy);
        case.say(Custody { recipient: Some("police".to_owned()), ..act().event(Event::Exported) });
        let copies = vec![("redacted.txt".to_owned(), hex(copy))];
        case.choices.insert(note, Choice { withheld: Some("secret_found".to_owned()), copies });
        let findings = serde_json::json!({"schema": 1, "exhibits": [
            {"id": "E-0001", "sha256": hex(b"an archive"), "bytes": 10},
            {"id": "E-0003", "sha256": hex(secret), "bytes": secret.len()}], "findings": []});
        case.files.push(("metadata/findings.json".to_owned(), findings.to_string().into_bytes()));
        case.files.push(("report/dossier-ja.pdf".to_owned(), b"%PDF-1.7 made up".to_vec()));
        case
    }

    pub(crate) fn checkpoint(&self) -> String {
        self.checkpoint_by(&key())
    }

    pub(crate) fn checkpoint_by(&self, key: &SigningKey) -> String {
        let (size, root) = (self.tree.size(), self.tree.root());
        Checkpoint { origin: ORIGIN.to_owned(), size, root }.sign(key)
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) -> Result<Written, bundle::Error> {
        self.write_by(&key(), sink, &[])
    }

    pub(crate) fn write_by(
        &self,
        key: &SigningKey,
        sink: &mut dyn Sink,
        stamps: &[(String, Vec<u8>)],
    ) -> Result<Written, bundle::Error> {
        let leaves = || Ok(Box::new(self.leaves.iter().cloned().map(Ok)) as Leaves<'_>);
        let open = |sha256: &str| match self.objects.get(sha256) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn Read>),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        };
        let material = Material {
            leaves: &leaves,
            open: &open,
            checkpoint: &self.checkpoint_by(key),
            key: &key.verifier(),
            choices: &self.choices,
            files: &self.files,
            packing: Packing {
                date: "2026-01-31",
                software: "hikeshi 0.1.0",
                organization: None,
                contact: Some("a pseudonym"),
            },
        };
        bundle::write(&material, sink, &mut |_| stamps.to_vec())
    }

    pub(crate) fn zip(&self) -> Vec<u8> {
        let mut sink = Zip::new(Cursor::new(Vec::new()), "bundle");
        self.write(&mut sink).unwrap();
        sink.into_inner().unwrap().into_inner()
    }

    pub(crate) fn files(&self) -> Files {
        unpack(&self.zip())
    }
}

/// The files of a zip, in memory.
pub(crate) fn unpack(zip: &[u8]) -> Files {
    let mut package = open_zip(zip);
    let names: Vec<String> = package.names().iter().map(str::to_owned).collect();
    let mut files = Files::new();
    for name in names {
        let bytes = package.read_small(&name, 1 << 30).unwrap().unwrap();
        files.insert(name, bytes);
    }
    files
}

pub(crate) fn open_zip(zip: &[u8]) -> Package {
    Package::zip(Box::new(Cursor::new(zip.to_vec()))).unwrap()
}

/// A folder that removes itself.
pub(crate) struct Temporary(pub(crate) PathBuf);

impl Temporary {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("hikeshi-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn bundle(&self, case: &Case) -> PathBuf {
        let path = self.0.join("bundle");
        case.write(&mut Folder::create(&path).unwrap()).unwrap();
        path
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
