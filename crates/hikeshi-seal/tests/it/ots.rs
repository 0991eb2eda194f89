//! Are proofs asked for, completed and read as the `ots` client of OpenTimestamps does it?
//! `vectors/pending.ots` and `vectors/complete.ots` were made by that client (0.7.2) with a calendar
//! and a chain of its own making; `vectors/header` is the block.

use hikeshi_seal::stamp::ots::{
    Attestation, Attested, Branch, CalendarFault, NotProof, OtherBytes, Proof, Step, Tree,
    Upgraded, stamp, upgrade, verify,
};
use hikeshi_seal::stamp::{Transport, TransportFault};
use std::cell::{Cell, RefCell};
use std::path::Path;

const CALENDAR: &str = "https://one.example";
const OTHER: &str = "https://two.example/";

fn sha256(bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().to_vec()
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn number(mut number: usize) -> Vec<u8> {
    let mut out = Vec::new();
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap());
    out
}

fn counted(bytes: &[u8]) -> Vec<u8> {
    [number(bytes.len()), bytes.to_vec()].concat()
}

/// A calendar in this process: takes digests in, and after `mine` knows the way into block 7.
#[derive(Default)]
struct Calendar {
    taken: RefCell<Vec<Vec<u8>>>,
    mined: Cell<bool>,
    asked: Cell<usize>,
    broken: Cell<bool>,
}

const PENDING_TAG: &[u8] = b"\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e";
const BITCOIN_TAG: &[u8] = b"\x05\x88\x96\x0d\x73\xd7\x19\x01";

impl Calendar {
    fn host(url: &str) -> &str {
        let host = |uri: &'static str| url.starts_with(uri.trim_end_matches('/')).then_some(uri);
        host(CALENDAR).or_else(|| host(OTHER)).unwrap()
    }
}

impl Transport for Calendar {
    fn post(&self, url: &str, _: &str, body: &[u8]) -> Result<Vec<u8>, TransportFault> {
        let uri = Self::host(url);
        assert_eq!(url, format!("{}/digest", uri.trim_end_matches('/')));
        if uri == OTHER && self.broken.get() {
            return Err(TransportFault::Unreachable("no route".to_owned()));
        }
        self.taken.borrow_mut().push(sha256(&[body, uri.as_bytes()].concat()));
        let promise = counted(&counted(uri.as_bytes()));
        Ok([
            b"\xf0".to_vec(),
            counted(uri.as_bytes()),
            b"\x08\x00".to_vec(),
            PENDING_TAG.to_vec(),
            promise,
        ]
        .concat())
    }

    fn get(&self, url: &str) -> Result<Vec<u8>, TransportFault> {
        self.asked.set(self.asked.get() + 1);
        let uri = Self::host(url).trim_end_matches('/');
        let hex = url.strip_prefix(&format!("{uri}/timestamp/")).unwrap();
        let known = |one: &Vec<u8>| hex_of(one) == hex;
        assert!(self.taken.borrow().iter().any(known), "{url}");
        if self.broken.get() {
            return Ok(b"\x08".to_vec());
        }
        if !self.mined.get() {
            return Err(TransportFault::Status(404));
        }
        Ok([b"\x08\x00".to_vec(), BITCOIN_TAG.to_vec(), counted(&number(7))].concat())
    }
}

/// A header of which only the Merkle root and the time matter.
fn header(merkle_root: &[u8]) -> [u8; 80] {
    let mut header = [0; 80];
    header[36..68].copy_from_slice(merkle_root);
    header[68..72].copy_from_slice(&1_700_000_000_u32.to_le_bytes());
    header
}

#[test]
fn a_proof_is_begun_waited_for_and_completed() {
    let calendar = Calendar::default();
    let digest = [3; 32];
    let begun = stamp(digest, [9; 16], &[CALENDAR, OTHER], &calendar).unwrap();
    assert_eq!(begun.failed, []);
    let mut proof = begun.proof;
    // The calendars have not seen the digest itself.
    let blinded = sha256(&[[3; 32].to_vec(), vec![9; 16]].concat());
    assert!(calendar.taken.borrow().contains(&sha256(&[&blinded, CALENDAR.as_bytes()].concat())));
    let pending = [CALENDAR, OTHER].map(|uri| Attested::Pending { uri: uri.to_owned() });
    assert_eq!(verify(&proof, &digest, &|_| None).unwrap(), pending);
    assert!(!proof.is_complete());

    let before = proof.clone();
    let waiting = upgrade(&mut proof, &[CALENDAR, OTHER], &calendar);
    assert_eq!((waiting.changed, waiting.waiting.len()), (false, 2));
    assert_eq!((waiting.failed, &proof), (vec![], &before));

    calendar.mined.set(true);
    let done = upgrade(&mut proof, &[CALENDAR], &calendar);
    assert!(done.changed && proof.is_complete());
    assert_eq!(done.failed, [(OTHER.to_owned(), CalendarFault::NotOurs)]);
    let found = verify(&proof, &digest, &|_| None).unwrap();
    assert_eq!(found.len(), 3);
    assert!(pending.iter().all(|one| found.contains(one)), "what was there stays");

    let (asked, complete) = (calendar.asked.get(), proof.clone());
    assert_eq!(upgrade(&mut proof, &[CALENDAR, OTHER], &calendar), Upgraded::default());
    assert_eq!((calendar.asked.get(), &proof), (asked, &complete));
    assert_eq!(Proof::from_bytes(&proof.to_bytes()), Ok(proof));
}

#[test]
fn a_block_is_shown_as_the_header_tells_it() {
    let calendar = Calendar::default();
    let mut proof = stamp([3; 32], [9; 16], &[CALENDAR], &calendar).unwrap().proof;
    calendar.mined.set(true);
    upgrade(&mut proof, &[CALENDAR], &calendar);
    let of = |root: &'static [u8; 32]| {
        let found = verify(&proof, &[3; 32], &|height| (height == 7).then(|| header(root)));
        found.unwrap().into_iter().find_map(|one| match one {
            Attested::Bitcoin { merkle_root, header, .. } => Some((merkle_root, header.unwrap())),
            _ => None,
        })
    };
    let (root, block) = of(&[0; 32]).unwrap();
    assert_eq!((block.merkle_root_ok, block.time_s), (false, 1_700_000_000));
    let found = verify(&proof, &[3; 32], &|_| Some(header(&root))).unwrap();
    let good = found.iter().any(
        |one| matches!(one, Attested::Bitcoin { header: Some(block), .. } if block.merkle_root_ok),
    );
    assert!(good, "{found:?}");
    assert_eq!(verify(&proof, &[4; 32], &|_| None), Err(OtherBytes));
}

#[test]
fn a_calendar_that_fails_costs_nothing_else() {
    let calendar = Calendar::default();
    calendar.broken.set(true);
    let begun = stamp([3; 32], [9; 16], &[CALENDAR, OTHER], &calendar).unwrap();
    assert_eq!(begun.failed.len(), 1);
    let none = stamp([3; 32], [9; 16], &[OTHER], &calendar).unwrap_err();
    assert!(matches!(none[0].1, CalendarFault::Transport(TransportFault::Unreachable(_))));
    let mut proof = begun.proof.clone();
    let result = upgrade(&mut proof, &[CALENDAR], &calendar);
    assert_eq!(result.failed, [(CALENDAR.to_owned(), CalendarFault::NotProof)]);
    assert_eq!((result.changed, proof), (false, begun.proof));
}

#[test]
fn what_is_not_known_stays_as_it_is() {
    let unknown = Branch::Attested(Attestation::Unknown([7; 8], vec![1, 2, 3]));
    let beyond = Tree {
        branches: vec![Branch::Step(
            Step::Keccak256,
            Tree { branches: vec![unknown.clone(), Branch::Attested(Attestation::Bitcoin(3))] },
        )],
    };
    let steps = [Step::Reverse, Step::Hexlify, Step::Sha1, Step::Ripemd160, Step::Prepend(vec![1])];
    let tree = steps.into_iter().fold(beyond, |next, step| Tree {
        branches: vec![unknown.clone(), Branch::Step(step, next)],
    });
    let proof = Proof { digest: [1; 32], tree };
    let bytes = proof.to_bytes();
    let read = Proof::from_bytes(&bytes).unwrap();
    assert_eq!((read.to_bytes(), &read), (bytes, &proof));
    // A block after a step that cannot be computed is not called one.
    let found = verify(&proof, &[1; 32], &|_| None).unwrap();
    assert_eq!(found.len(), 7);
    assert!(found.iter().all(|one| matches!(one, Attested::Unknown { .. })), "{found:?}");
}

#[test]
fn proofs_have_bounds() {
    let good = stamp([3; 32], [9; 16], &[CALENDAR], &Calendar::default()).unwrap().proof.to_bytes();
    for length in 0..good.len() {
        assert_eq!(Proof::from_bytes(&good[..length]), Err(NotProof), "{length}");
    }
    let start = &good[..65];
    let ended = [start, b"\x00", BITCOIN_TAG, b"\x01\x07"].concat();
    assert!(Proof::from_bytes(&ended).is_ok());
    let deep = [start, &[8; 300], b"\x00", BITCOIN_TAG, b"\x01\x07"].concat();
    let bad = [
        [&ended[..], b"\x00"].concat(),
        deep,
        [start, b"\xf0\x00\x00", BITCOIN_TAG, b"\x01\x07"].concat(),
        [start, b"\x00", BITCOIN_TAG, b"\x02\x87\x00"].concat(),
        [start, b"\x00", BITCOIN_TAG, b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"].concat(),
        [start, b"\x00", PENDING_TAG, b"\x09\x08file:///?"].concat(),
        vec![0; 70_000],
    ];
    for (place, bytes) in bad.iter().enumerate() {
        assert_eq!(Proof::from_bytes(bytes), Err(NotProof), "{place}");
    }
}

#[test]
fn proofs_of_the_ots_client_are_read_and_written_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let digest: [u8; 32] = sha256(&read("data")).try_into().unwrap();
    let pending = Proof::from_bytes(&read("pending.ots")).unwrap();
    assert_eq!(pending.to_bytes(), read("pending.ots"));
    let found = verify(&pending, &digest, &|_| None).unwrap();
    assert!(matches!(&found[..], [Attested::Pending { .. }]));

    let complete = Proof::from_bytes(&read("complete.ots")).unwrap();
    assert_eq!(complete.to_bytes(), read("complete.ots"));
    let header: [u8; 80] = read("header").try_into().unwrap();
    let found = verify(&complete, &digest, &|height| (height == 1).then_some(header)).unwrap();
    let block = found.iter().find_map(|one| match one {
        Attested::Bitcoin { height: 1, header, .. } => header.clone(),
        _ => None,
    });
    assert!(block.unwrap().merkle_root_ok);
}

#[test]
fn changed_proofs_are_read_or_refused_and_written_as_read() {
    let good =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/complete.ots"));
    let good = good.unwrap();
    let mut read = 0;
    for place in 0..good.len() {
        for byte in 0..=u8::MAX {
            let mut changed = good.clone();
            changed[place] = byte;
            if let Ok(proof) = Proof::from_bytes(&changed) {
                read += 1;
                assert_eq!(proof.to_bytes(), changed);
                verify(&proof, &proof.digest, &|_| Some([0; 80])).unwrap();
            }
        }
    }
    assert!(read > good.len(), "{read}");
}
