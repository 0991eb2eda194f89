//! Bundles from real vaults: lasting, temporary, encrypted; as folder and as zip.

use crate::scene::{Temporary, act, hex, key, unpack};
use hikeshi_seal::Vault;
use hikeshi_seal::bundle::sink::{Folder, Zip};
use hikeshi_seal::bundle::{self, Choice, Handout, write_vault};
use hikeshi_seal::custody::{Custody, Event, exhibit_name};
use hikeshi_seal::key::SigningKey;
use hikeshi_seal::package::Package;
use hikeshi_seal::vault::{New, Opening, Unlock};
use hikeshi_seal::verify::{Options, Report, verify};
use std::io::Cursor;

const SECRET: &[u8] = b"my secret is 1234";
const COPY: &[u8] = b"my secret is ****";

fn unlock() -> Unlock<'static> {
    Unlock { passphrase: "correct horse", random: [3; 32] }
}

/// Two exhibits, the second withheld with a copy in its place.
fn fill(vault: &mut Vault) -> Handout<'static> {
    vault.take_in(act().imported("a.csv"), None, &mut "a,b\n".repeat(40_000).as_bytes()).unwrap();
    vault.take_in(act().imported("memo.txt"), None, &mut &*SECRET).unwrap();
    let mut batch = vault.begin().unwrap();
    let derived = Custody { method: Some("redacted".to_owned()), ..act().event(Event::Derived) };
    batch.derive(derived, 2, &mut &*COPY).unwrap();
    batch.commit().unwrap();
    let hold = act().event(Event::PlacedOnHold);
    vault.append(Custody { exhibit: Some(exhibit_name(1)), ..hold }).unwrap();
    let copies = vec![("redacted.txt".to_owned(), hex(COPY))];
    let choice = Choice { withheld: Some("secret_found".to_owned()), copies };
    Handout { choices: [(2, choice)].into(), ..Handout::default() }
}

fn zip(vault: &mut Vault, handout: &Handout<'_>) -> Vec<u8> {
    let mut sink = Zip::new(Cursor::new(Vec::new()), "bundle");
    write_vault(vault, handout, &mut sink, &mut |_| Vec::new()).unwrap();
    sink.into_inner().unwrap().into_inner()
}

fn check(package: &mut Package) -> Report {
    let report = verify(package, &Options::default());
    assert!(report.intact, "{:?}", report.faults);
    assert_eq!((report.exhibits, report.events, report.payload_files), (2, 4, 4));
    report
}

#[test]
fn every_kind_of_vault_becomes_the_same_bundle() {
    let temporary = Temporary::new("of-vault");
    let mut bundles = Vec::new();
    for encrypt in [None, Some(unlock())] {
        let dir = temporary.path().join(format!("vault-{}", encrypt.is_some()));
        let new = New { case: "C-1", key: key(), encrypt, known: None };
        let mut vault = Vault::create(&dir, new).unwrap();
        let handout = fill(&mut vault);
        drop(vault);
        // As the next start finds it.
        let opening = Opening { unlock: Some(unlock()), known: None };
        let mut vault = Vault::open(&dir, &opening).unwrap();
        vault.use_key(key()).unwrap();
        let folder = dir.with_added_extension("bundle");
        let mut sink = Folder::create(&folder).unwrap();
        let written = write_vault(&mut vault, &handout, &mut sink, &mut |_| Vec::new()).unwrap();
        let report = check(&mut Package::open(&folder).unwrap());
        assert_eq!(report.tagmanifest_sha256.as_deref(), Some(&*written.tagmanifest_sha256));
        let bundle = zip(&mut vault, &handout);
        check(&mut Package::zip(Box::new(Cursor::new(bundle.clone()))).unwrap());
        let private = |bytes: &Vec<u8>| bytes.windows(SECRET.len()).any(|own| own == SECRET);
        assert!(!unpack(&bundle).values().any(private), "what is withheld went out");
        bundles.push(bundle);
    }
    assert!(bundles[0] == bundles[1]);
}

#[test]
fn a_temporary_vault_is_signed_when_it_goes_out() {
    let mut vault = Vault::temporary().unwrap();
    let handout = fill(&mut vault);
    let unsigned = write_vault(
        &mut vault,
        &handout,
        &mut Zip::new(Cursor::new(Vec::new()), "bundle"),
        &mut |_| Vec::new(),
    );
    assert!(matches!(unsigned, Err(bundle::Error::Vault(hikeshi_seal::Error::NoKey))));
    vault.use_key(SigningKey::from_seed("hikeshi.invalid/ephemeral", [9; 32])).unwrap();
    let bundle = zip(&mut vault, &handout);
    check(&mut Package::zip(Box::new(Cursor::new(bundle))).unwrap());
}

#[test]
fn a_known_checkpoint_of_the_vault_is_extended_by_a_later_bundle() {
    let temporary = Temporary::new("of-vault-known");
    let new = New { case: "C-1", key: key(), encrypt: None, known: None };
    let mut vault = Vault::create(&temporary.path().join("vault"), new).unwrap();
    let handout = fill(&mut vault);
    let checkpoints = vec![vault.checkpoint().unwrap().to_owned()];
    let next = SigningKey::from_seed("hikeshi.invalid/next", [4; 32]);
    vault.adopt_key(next, &act()).unwrap();
    let bundle = zip(&mut vault, &handout);
    let options = Options { checkpoints, ..Options::default() };
    let report = verify(&mut Package::zip(Box::new(Cursor::new(bundle))).unwrap(), &options);
    assert!(report.intact && report.extends_known, "{:?}", report.faults);
}

#[test]
fn an_object_changed_on_the_disk_stops_the_bundle() {
    let temporary = Temporary::new("of-vault-changed");
    let new = New { case: "C-1", key: key(), encrypt: None, known: None };
    let mut vault = Vault::create(&temporary.path().join("vault"), new).unwrap();
    let handout = fill(&mut vault);
    std::fs::OpenOptions::new()
        .write(true)
        .open(vault.path(1).unwrap())
        .unwrap()
        .set_len(7)
        .unwrap();
    let mut sink = Folder::create(&temporary.path().join("bundle")).unwrap();
    let written = write_vault(&mut vault, &handout, &mut sink, &mut |_| Vec::new());
    assert!(matches!(written, Err(bundle::Error::Changed(name)) if name.contains("E-0001")));
}
