//! How does a case leave the house: a BagIt folder or zip that a stranger can check.
//!
//! Order of making: payload, log, tagmanifest over everything, stamps over the tagmanifest. Every
//! byte is streamed and hashed on its way; an exhibit whose bytes are no longer what the log says
//! stops the bundle.

mod of_vault;
pub mod record;
pub mod sink;

pub use of_vault::{Handout, write_vault};

use crate::bagit::{self, Manifest, Pieces};
use crate::case_uco::Document;
use crate::checkpoint::{self, TlogProof};
use crate::custody;
use crate::hashing::Hashing;
use crate::key::VerifierKey;
use crate::limits::{MOST_FILES, MOST_NAME_BYTES, MOST_SEAL_FILES};
use crate::log::Hash;
use crate::package::{Package, names};
use record::{Account, BundleRecord, DerivedCopy, LeafFault};
use sink::Sink;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read};

/// The latest signed checkpoint.
pub const CHECKPOINT: &str = "log/checkpoint";
/// The key it is signed with.
pub const VKEY: &str = "log/vkey.txt";
/// The leaves of the log, one a line.
pub const CUSTODY: &str = "metadata/custody.jsonl";
/// The same for other tools.
pub const CASE_UCO: &str = "metadata/case.jsonld";
/// What the examination found, if it is there.
pub const FINDINGS: &str = "metadata/findings.json";
/// How to check, in words.
pub const VERIFY: &str = "VERIFY.txt";
/// How to check, for a shell.
pub const VERIFY_SH: &str = "verify.sh";

const VERIFY_TEXT: &str = include_str!("bundle/VERIFY.txt");
const VERIFY_SCRIPT: &str = include_str!("bundle/verify.sh");

/// Everything that goes into a bundle. Bytes are opened when their turn comes.
pub struct Material<'a> {
    /// Gives the log's leaves from the first.
    pub leaves: &'a dyn Fn() -> io::Result<Leaves<'a>>,
    /// Opens the bytes with this SHA-256 (lower-case hex).
    pub open: &'a dyn Fn(&str) -> io::Result<Box<dyn Read + 'a>>,
    /// The signed checkpoint over exactly these leaves.
    pub checkpoint: &'a str,
    /// The key it is signed with.
    pub key: &'a VerifierKey,
    /// What of which exhibit goes along; an exhibit without a choice goes along as it is.
    pub choices: &'a BTreeMap<u32, Choice>,
    /// Further files under `report/` or `metadata/`, such as the dossiers.
    pub files: &'a [(String, Vec<u8>)],
    /// What `bag-info.txt` says beside what follows from the case.
    pub packing: Packing<'a>,
}

/// The leaves of a log in their order, each without a line feed.
pub type Leaves<'a> = Box<dyn Iterator<Item = io::Result<Vec<u8>>> + 'a>;

/// What `bag-info.txt` says of the packing.
#[derive(Clone, Debug, Default)]
pub struct Packing<'a> {
    /// The day, as `2026-01-31`.
    pub date: &'a str,
    /// The program and its version.
    pub software: &'a str,
    /// Who hands it over: a desk's name, if any.
    pub organization: Option<&'a str>,
    /// Whom to ask: a name or a pseudonym, if any.
    pub contact: Option<&'a str>,
}

/// What of an exhibit goes along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Why the original stays at home: a key. It goes along if this is absent.
    pub withheld: Option<String>,
    /// Copies that go along: a plain file name, such as `redacted.csv`, and the SHA-256 of the copy, which
    /// the log must know as derived from the exhibit.
    pub copies: Vec<(String, String)>,
}

/// A finished bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The checkpoint that went out. Keep it: a bundle or a vault that does not extend it was rewritten.
    pub checkpoint: String,
    /// SHA-256 of the tagmanifest: what stamps are made over.
    pub tagmanifest_sha256: String,
    /// Files of the payload.
    pub payload_files: u64,
    /// Their size together.
    pub payload_bytes: u64,
}

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Reading the case or writing the bundle failed.
    #[error("{0} could not be read or written")]
    Io(String, #[source] io::Error),
    /// A leaf does not follow from those before it.
    #[error("leaf {0} of the log is broken: {1:?}")]
    Leaf(u64, LeafFault),
    /// The checkpoint is not signed with the key.
    #[error("the checkpoint cannot be used: {0}")]
    Checkpoint(#[from] checkpoint::Fault),
    /// The checkpoint is over other leaves.
    #[error("the checkpoint is not over these leaves")]
    OtherCheckpoint,
    /// The bytes of an exhibit or a copy are not what the log says.
    #[error("{0} is not what the log says")]
    Changed(String),
    /// A choice names an exhibit or a copy that the log does not know.
    #[error("the log does not know {0}")]
    Unknown(String),
    /// A file has a name that has no place in a bundle, or a taken one.
    #[error("{0} cannot be the name of a file in a bundle")]
    Name(String),
    /// The bundle would have more files than a reader takes.
    #[error("the bundle would have more than {MOST_FILES} files, or {MOST_SEAL_FILES} stamps")]
    TooMany,
    /// The vault could not sign or be read.
    #[error(transparent)]
    Vault(#[from] crate::Error),
}

/// What makes stamps: given the tagmanifest's SHA-256, files to lie under `seal/`.
pub type Stamping<'a> = &'a mut dyn FnMut(&Hash) -> Vec<(String, Vec<u8>)>;

/// Writes the bundle of a case. `stamping` gets the hash of the finished tagmanifest and gives the
/// files of `seal/` (names from there), possibly none.
pub fn write(
    material: &Material<'_>,
    sink: &mut dyn Sink,
    stamping: Stamping<'_>,
) -> Result<Written, Error> {
    let account = read_log(material)?;
    check_names(material, &account)?;
    let mut packer = Packer {
        sink,
        payload: Manifest::default(),
        tags: Manifest::default(),
        sum: (0, 0),
        named: (0, 0),
    };
    payload(material, &account, &mut packer)?;
    // Now, so that not both manifests of a large case are in memory.
    let manifest = std::mem::take(&mut packer.payload);
    packer.put(bagit::MANIFEST, &mut manifest.into_reader())?;
    log(material, &account, &mut packer)?;
    metadata(material, &account, &mut packer)?;
    let (bytes, files) = packer.sum;
    packer.put(bagit::DECLARATION, &mut bagit::BAGIT.as_bytes())?;
    let info = bag_info(material, &account.case, packer.sum);
    packer.put(bagit::INFO, &mut info.as_bytes())?;
    let tags = std::mem::take(&mut packer.tags);
    let (tagmanifest, _) = packer.put(bagit::TAG_MANIFEST, &mut tags.into_reader())?;
    seal(sink, stamping(&tagmanifest))?;
    Ok(Written {
        checkpoint: material.checkpoint.to_owned(),
        tagmanifest_sha256: tagmanifest.to_string(),
        payload_files: files,
        payload_bytes: bytes,
    })
}

/// Writes a bundle again with these files of `seal/` instead of its own of the same names. Nothing else
/// changes; names are from `seal/`.
pub fn restamp(
    bundle: &mut Package,
    sink: &mut dyn Sink,
    stamps: Vec<(String, Vec<u8>)>,
) -> Result<(), Error> {
    let fresh: BTreeSet<String> =
        stamps.iter().map(|(name, _)| format!("{}{name}", bagit::SEAL)).collect();
    for number in 0..bundle.names().len() {
        let name = bundle.names().get(number).unwrap_or_default().to_owned();
        if !fresh.contains(&name) {
            let mut file = bundle.read(number).map_err(at(&name))?;
            sink.put(&name, 0, &mut file).map_err(at(&name))?;
        }
    }
    seal(sink, stamps)
}

fn seal(sink: &mut dyn Sink, stamps: Vec<(String, Vec<u8>)>) -> Result<(), Error> {
    if stamps.len() > MOST_SEAL_FILES {
        return Err(Error::TooMany);
    }
    for (name, bytes) in stamps {
        let name = format!("{}{name}", bagit::SEAL);
        if !names::is_safe(&name) {
            return Err(Error::Name(name));
        }
        sink.put(&name, bytes.len() as u64, &mut bytes.as_slice()).map_err(at(&name))?;
    }
    sink.finish().map_err(at("the bundle"))
}

fn at(name: &str) -> impl FnOnce(io::Error) -> Error {
    move |cause| Error::Io(name.to_owned(), cause)
}

/// Calls `each` with every leaf of a log, without its line feed.
pub(crate) fn each_leaf<E: From<io::Error>>(
    mut leaves: impl BufRead,
    mut each: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let most = custody::LONGEST_LEAF_BYTES as u64 + 1;
        if leaves.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        each(line.strip_suffix(b"\n").unwrap_or(&line))?;
    }
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Self {
        Self::Io(CUSTODY.to_owned(), cause)
    }
}

fn read_log(material: &Material<'_>) -> Result<Account, Error> {
    let mut account = Account::default();
    for leaf in (material.leaves)()? {
        let place = account.tree.size();
        account.add(&leaf?).map_err(|fault| Error::Leaf(place, fault))?;
    }
    let checkpoint = checkpoint::open_note(material.checkpoint, material.key)?;
    if (checkpoint.size, checkpoint.root) != (account.tree.size(), account.tree.root()) {
        return Err(Error::OtherCheckpoint);
    }
    Ok(account)
}

fn check_names(material: &Material<'_>, account: &Account) -> Result<(), Error> {
    let mut taken: BTreeSet<String> = [CUSTODY, CASE_UCO].map(str::to_owned).into();
    let copies = material.choices.iter().flat_map(|(id, choice)| {
        let own = move |(name, _): &(String, String)| format!("{id}/{name}");
        choice.copies.iter().map(own)
    });
    for name in material.files.iter().map(|(name, _)| name.clone()).chain(copies) {
        let placed = name.starts_with("report/") || name.starts_with("metadata/");
        let copy = name
            .split_once('/')
            .is_some_and(|(id, file)| id.parse::<u32>().is_ok() && !file.contains('/'));
        if !names::is_safe(&name) || !(placed || copy) || !taken.insert(name.clone()) {
            return Err(Error::Name(name));
        }
    }
    match material.choices.keys().find(|id| account.exhibit(**id).is_none()) {
        Some(id) => Err(Error::Unknown(custody::exhibit_name(*id))),
        None => Ok(()),
    }
}

/// Files on their way to the sink, each noted in its manifest.
struct Packer<'a> {
    sink: &'a mut dyn Sink,
    payload: Manifest,
    tags: Manifest,
    /// Bytes and files of the payload.
    sum: (u64, u64),
    /// Files of everything, and the bytes of their names.
    named: (usize, usize),
}

impl Packer<'_> {
    fn put(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(Hash, u64), Error> {
        self.put_sized(name, 0, bytes)
    }

    fn put_sized(
        &mut self,
        name: &str,
        size_hint: u64,
        bytes: &mut dyn Read,
    ) -> Result<(Hash, u64), Error> {
        if !names::is_safe(name) {
            return Err(Error::Name(name.to_owned()));
        }
        self.named = (self.named.0 + 1, self.named.1 + name.len());
        // Room is left for the stamps, and for the folder that stands before every name in a zip.
        if self.named.0 + MOST_SEAL_FILES > MOST_FILES || self.named.1 * 2 > MOST_NAME_BYTES {
            return Err(Error::TooMany);
        }
        let mut bytes = Hashing::new(bytes);
        self.sink.put(name, size_hint, &mut bytes).map_err(at(name))?;
        let (hash, size) = bytes.done();
        if bagit::is_payload(name) {
            self.payload.push(name, hash);
            self.sum = (self.sum.0 + size, self.sum.1 + 1);
        } else if bagit::is_tag(name) {
            self.tags.push(name, hash);
        }
        Ok((hash, size))
    }
}

fn payload(
    material: &Material<'_>,
    account: &Account,
    packer: &mut Packer<'_>,
) -> Result<(), Error> {
    let mut number = 1;
    for (place, leaf) in (0..).zip((material.leaves)()?) {
        let leaf = leaf?;
        if account.exhibit(number).is_some_and(|next| next.leaf == place) {
            let event = custody::Custody::parse(&leaf).ok();
            let record = event.as_ref().and_then(BundleRecord::of_leaf);
            let record = record.ok_or(Error::Leaf(place, LeafFault::Exhibit))?;
            exhibit(material, account, record, packer)?;
            number += 1;
        }
    }
    Ok(())
}

fn exhibit(
    material: &Material<'_>,
    account: &Account,
    mut record: BundleRecord,
    packer: &mut Packer<'_>,
) -> Result<(), Error> {
    let number = custody::exhibit_number(&record.id).unwrap_or_default();
    let folder = format!("{}{}/", bagit::PAYLOAD, record.id);
    let choice = material.choices.get(&number).cloned().unwrap_or_default();
    let mut put = |path: &str, sha256: &str, size: u64| {
        let name = format!("{folder}{path}");
        let mut bytes = (material.open)(sha256).map_err(at(&name))?;
        let (hash, length) = packer.put_sized(&name, size, &mut bytes)?;
        let same = (hash.to_string().as_str(), length) == (sha256, size);
        if same { Ok(()) } else { Err(Error::Changed(name)) }
    };
    for (name, sha256) in choice.copies {
        let copied = Hash::from_hex(&sha256).and_then(|hash| account.copied(number, hash));
        let copied = copied.ok_or_else(|| Error::Unknown(format!("{} {name}", record.id)))?;
        let path = format!("derived/{name}");
        put(&path, &sha256, copied.size_bytes)?;
        let size_bytes = copied.size_bytes;
        record.derived.push(DerivedCopy { path, sha256, size_bytes, leaf: copied.leaf });
    }
    record.withheld = choice.withheld;
    if record.withheld.is_none() {
        put("original.bin", &record.sha256, record.size_bytes)?;
    }
    let text = record.text().map_err(|_| Error::Leaf(record.leaf, LeafFault::NotAnEvent))?;
    packer.put(&format!("{folder}record.json"), &mut text.as_slice())?;
    Ok(())
}

fn log(material: &Material<'_>, account: &Account, packer: &mut Packer<'_>) -> Result<(), Error> {
    let size = account.tree.size();
    for (place, recorded) in account.exhibits.iter().enumerate() {
        let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
        let hashes = account.tree.inclusion(recorded.leaf, size).unwrap_or_default();
        let checkpoint = material.checkpoint.to_owned();
        let proof = TlogProof { index: recorded.leaf, hashes, checkpoint }.text();
        packer.put(&proof_name(number), &mut proof.as_bytes())?;
    }
    packer.put(CHECKPOINT, &mut material.checkpoint.as_bytes())?;
    packer.put(VKEY, &mut format!("{}\n", material.key).as_bytes())?;
    Ok(())
}

/// Where the proof lies that an exhibit is in the log.
pub(crate) fn proof_name(number: u32) -> String {
    format!("log/{}.tlog-proof", custody::exhibit_name(number))
}

fn metadata(
    material: &Material<'_>,
    account: &Account,
    packer: &mut Packer<'_>,
) -> Result<(), Error> {
    let lines = (material.leaves)()?.map(|leaf| {
        leaf.map(|mut leaf| {
            leaf.push(b'\n');
            leaf
        })
    });
    packer.put(CUSTODY, &mut Pieces::new(lines))?;
    packer.put(CASE_UCO, &mut case_uco((material.leaves)()?, &account.case))?;
    for (name, bytes) in material.files {
        packer.put_sized(name, bytes.len() as u64, &mut bytes.as_slice())?;
    }
    packer.put(VERIFY, &mut VERIFY_TEXT.as_bytes())?;
    packer.put(VERIFY_SH, &mut VERIFY_SCRIPT.as_bytes())?;
    Ok(())
}

/// `case.jsonld`, made while it is read.
fn case_uco<'a>(mut leaves: Leaves<'a>, case: &str) -> impl Read + use<'a> {
    let mut document = Document::new(case);
    let mut state = 0;
    Pieces::new(std::iter::from_fn(move || {
        if state == 0 {
            state = 1;
            return Some(Ok(Document::head()));
        }
        match leaves.next() {
            Some(Ok(leaf)) => {
                let event = custody::Custody::parse(&leaf).map_err(io::Error::other);
                Some(event.map(|event| document.leaf(&event)))
            }
            Some(Err(error)) => Some(Err(error)),
            None if state == 1 => {
                state = 2;
                Some(Ok(document.tail()))
            }
            None => None,
        }
    }))
}

fn bag_info(material: &Material<'_>, case: &str, (bytes, files): (u64, u64)) -> String {
    let packing = &material.packing;
    let kind = if material.key.is_ephemeral() { "ephemeral" } else { "kept" };
    let fields = [
        ("Source-Organization", packing.organization),
        ("Contact-Name", packing.contact),
        ("External-Identifier", Some(case)),
        ("Bagging-Date", Some(packing.date)),
        ("Bag-Software-Agent", Some(packing.software)),
        ("Payload-Oxum", Some(&*format!("{bytes}.{files}"))),
        ("Hikeshi-Format", Some(&*record::FORMAT.to_string())),
        ("Hikeshi-Signing-Key", Some(material.key.name())),
        ("Hikeshi-Signing-Key-Kind", Some(kind)),
    ]
    .map(|(label, value)| value.map(|value| bagit::info_line(label, value)));
    fields.into_iter().flatten().collect()
}
