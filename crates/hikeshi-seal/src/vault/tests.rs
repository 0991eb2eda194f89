//! A vault lives, crashes, is copied, encrypted and put back.

use super::*;
use crate::custody::exhibit_name;
use std::fs::OpenOptions;
use std::io::Write as _;

mod crash;
mod properties;

pub(super) fn act() -> Act {
    Act {
        at_utc: "2026-01-02T03:04:05Z".to_owned(),
        at_local: "2026-01-02T12:04:05+09:00".to_owned(),
        tz: "Asia/Tokyo".to_owned(),
        actor: "本人".to_owned(),
        role: "owner".to_owned(),
        tool: "hikeshi".to_owned(),
        version: "0.1.0".to_owned(),
        build_hash: None,
    }
}

pub(super) fn key() -> SigningKey {
    SigningKey::from_seed("hikeshi.invalid/key", [7; 32])
}

pub(super) fn create(dir: &Path) -> Result<Vault, Error> {
    Vault::create(dir, New { case: "c-1", key: key(), encrypt: None, known: None })
}

/// Opened for writing.
pub(super) fn reopen(dir: &Path) -> Result<Vault, Error> {
    let mut vault = Vault::open(dir, &Opening::default())?;
    vault.use_key(key())?;
    Ok(vault)
}

pub(super) fn scratch() -> Vault {
    Vault::temporary().unwrap()
}

pub(super) fn put(vault: &mut Vault, name: &str, bytes: &[u8]) -> Result<Record, Error> {
    let mut bytes = bytes;
    vault.take_in(act().imported(name), None, &mut bytes)
}

pub(super) fn bytes(vault: &Vault, id: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    vault.open_exhibit(id).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

pub(super) fn objects(dir: &Path) -> usize {
    let shelves = fs::read_dir(dir.join(OBJECTS)).unwrap();
    shelves.map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap().count()).sum()
}

fn about_exhibit(event: Event, id: u32) -> Custody {
    Custody { exhibit: Some(exhibit_name(id)), ..act().event(event) }
}

#[derive(Debug)]
struct Fails;

impl Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("gone"))
    }
}

#[test]
fn what_goes_in_comes_out() {
    let mut vault = scratch();
    let record = put(&mut vault, "../../etc/passwd", b"one").unwrap();
    let inner = vault.take_in(act().imported("a!/b"), Some(record.id), &mut &b"two"[..]).unwrap();
    assert_eq!((record.id, inner.id, inner.of), (1, 2, Some(1)));
    assert_eq!((bytes(&vault, 1), bytes(&vault, 2)), (b"one".to_vec(), b"two".to_vec()));
    assert_eq!(vault.records(), [record, inner]);
    assert!(matches!(vault.open_exhibit(3), Err(Error::NoSuchExhibit(3))));
    let orphan = vault.take_in(act().imported("x"), Some(9), &mut &b"x"[..]);
    assert!(matches!(orphan, Err(Error::NoSuchExhibit(9))));
    assert_eq!(fs::read(vault.path(1).unwrap()).unwrap(), b"one");
}

#[test]
fn the_same_bytes_are_stored_once() {
    let mut vault = scratch();
    let mut batch = vault.begin().unwrap();
    for name in ["a", "b"] {
        batch.take_in(act().imported(name), None, &mut &b"same"[..]).unwrap();
    }
    batch.commit().unwrap();
    put(&mut vault, "c", b"same").unwrap();
    assert_eq!((vault.records().len(), objects(vault.dir())), (3, 1));
}

#[test]
fn a_reader_that_fails_leaves_nothing_and_the_batch_goes_on() {
    let mut vault = scratch();
    let mut batch = vault.begin().unwrap();
    let mut half = (&b"first half"[..]).chain(Fails);
    let failed = batch.take_in(act().imported("x"), None, &mut half);
    assert!(matches!(failed, Err(Error::Source(_))));
    batch.take_in(act().imported("y"), None, &mut &b"y"[..]).unwrap();
    assert_eq!(batch.commit().unwrap()[0].id, 1);
    assert_eq!((vault.records().len(), objects(vault.dir())), (1, 1));
    assert_eq!(fs::read_dir(vault.dir().join(INCOMING)).unwrap().count(), 0);
}

#[test]
fn a_batch_that_is_dropped_leaves_nothing() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    let mut batch = vault.begin().unwrap();
    let pending = batch.take_in(act().imported("zip"), None, &mut &b"zip"[..]).unwrap();
    let mut inside = Vec::new();
    batch.open(&pending).unwrap().read_to_end(&mut inside).unwrap();
    assert_eq!(inside, b"zip");
    drop(batch);
    assert_eq!((vault.records().len(), vault.tree().size(), objects(&dir)), (0, 0, 0));
    assert_eq!(fs::read_dir(dir.join(INCOMING)).unwrap().count(), 0);
    assert_eq!(put(&mut vault, "y", b"y").unwrap().id, 1);
}

#[test]
fn a_lasting_vault_tells_everything_again() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    let mut batch = vault.begin().unwrap();
    let mut event = act().imported("取引.csv");
    event.grade = Some(crate::custody::Grade::C);
    batch.take_in(event, None, &mut &b"rows"[..]).unwrap();
    let mut derived = act().event(Event::Derived);
    derived.method = Some("redacted".to_owned());
    batch.derive(derived, 1, &mut &b"****"[..]).unwrap();
    batch.append(about_exhibit(Event::PlacedOnHold, 1)).unwrap();
    batch.append(about_exhibit(Event::DeletedRequest, 1)).unwrap();
    batch.commit().unwrap();
    let (records, derivatives) = (vault.records().to_vec(), vault.derivatives().to_vec());
    let (root, note) = (vault.tree().root(), vault.checkpoint().unwrap().to_owned());
    drop(vault);

    let mut vault = reopen(&dir).unwrap();
    assert_eq!((vault.records(), vault.derivatives()), (&*records, &*derivatives));
    assert_eq!((vault.tree().root(), vault.checkpoint()), (root, Some(&*note)));
    assert_eq!(*vault.recovery(), Recovery::default());
    assert!(vault.is_held(1) && vault.verify().is_empty());
    let events: Vec<Custody> =
        vault.leaves().unwrap().map(|leaf| Custody::parse(&leaf.unwrap()).unwrap()).collect();
    assert_eq!(
        events.iter().map(|event| event.legal_hold).collect::<Vec<_>>(),
        [false, false, true, true]
    );
    for (event, (seq, leaf)) in events.iter().zip(vault.leaves().unwrap().enumerate()) {
        let proof = vault.proof(seq as u64).unwrap();
        let hash = leaf_hash(&leaf.unwrap());
        assert!(proof.verify(&hash, &key().verifier()).unwrap().is_some(), "{event:?}");
    }
    vault.append(about_exhibit(Event::ReleasedFromHold, 1)).unwrap();
    assert!(!vault.is_held(1));
    assert_eq!(bytes(&vault, 1), b"rows");
}

#[test]
fn events_come_by_their_own_way_only() {
    let mut vault = scratch();
    put(&mut vault, "a", b"a").unwrap();
    let mut batch = vault.begin().unwrap();
    assert!(matches!(batch.append(act().imported("x")), Err(Error::WrongEvent(Event::Imported))));
    let viewed = batch.take_in(act().event(Event::Viewed), None, &mut &b""[..]);
    assert!(matches!(viewed, Err(Error::WrongEvent(Event::Viewed))));
    let derived = batch.derive(act().imported("x"), 1, &mut &b""[..]);
    assert!(matches!(derived, Err(Error::WrongEvent(Event::Imported))));
    let nobody = batch.append(about_exhibit(Event::Viewed, 2));
    assert!(matches!(nobody, Err(Error::NoSuchExhibit(2))));
    let mut long = act().imported("x");
    long.notes = Some("x".repeat(70_000));
    assert!(matches!(batch.take_in(long, None, &mut &b"new"[..]), Err(Error::Custody(_))));
    assert!(batch.commit().unwrap().is_empty());
    assert_eq!((vault.tree().size(), objects(vault.dir())), (1, 1));
    assert_eq!(fs::read_dir(vault.dir().join(INCOMING)).unwrap().count(), 0);
}

#[test]
fn one_process_at_a_time() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let vault = create(&dir).unwrap();
    assert!(matches!(reopen(&dir), Err(Error::Locked(_))));
    drop(vault);
    assert!(reopen(&dir).is_ok());
}

#[test]
fn strangers_newer_and_damaged_vaults_are_refused() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    assert!(matches!(reopen(parent.dir()), Err(Error::NotAVault(_))));
    put(&mut create(&dir).unwrap(), "a", b"a").unwrap();
    assert!(matches!(create(&dir), Err(Error::NotEmpty(_))));
    let about = fs::read(dir.join("vault.json")).unwrap();
    let newer = String::from_utf8(about.clone()).unwrap().replace("\"format\": 2", "\"format\": 3");
    disk::replace(&dir.join("vault.json"), newer.as_bytes(), false).unwrap();
    assert!(matches!(reopen(&dir), Err(Error::NewerFormat { format: 3, .. })));
    disk::replace(&dir.join("vault.json"), b"{}", false).unwrap();
    assert!(matches!(reopen(&dir), Err(Error::BadAbout(_))));
    disk::replace(&dir.join("vault.json"), &about, false).unwrap();
    assert!(reopen(&dir).is_ok());

    let leaves = fs::read_to_string(dir.join(LEAVES)).unwrap();
    for broken in [leaves.replace("本人", "他人"), String::new(), leaves.replacen('{', "", 1)] {
        disk::replace(&dir.join(LEAVES), broken.as_bytes(), false).unwrap();
        assert!(matches!(reopen(&dir), Err(Error::BadLog { .. })), "{broken}");
    }
    disk::replace(&dir.join(LEAVES), leaves.as_bytes(), false).unwrap();
    let note = fs::read_to_string(dir.join(CHECKPOINT)).unwrap();
    disk::replace(&dir.join(CHECKPOINT), note.replace("\n1\n", "\n0\n").as_bytes(), false).unwrap();
    assert!(matches!(reopen(&dir), Err(Error::BadCheckpoint(_))));
}

#[test]
fn a_torn_leaf_is_cut_off_and_whole_ones_are_kept() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    put(&mut vault, "kept", b"kept").unwrap();
    let note = fs::read(dir.join(CHECKPOINT)).unwrap();
    let signed = fs::metadata(dir.join(LEAVES)).unwrap().len();
    put(&mut vault, "whole", b"whole").unwrap();
    put(&mut vault, "torn", b"torn").unwrap();
    drop(vault);
    // As if the power had failed before the checkpoint was replaced.
    disk::replace(&dir.join(CHECKPOINT), &note, false).unwrap();
    let log = OpenOptions::new().write(true).open(dir.join(LEAVES)).unwrap();
    log.set_len(log.metadata().unwrap().len() - 10).unwrap();
    disk::write_new(&dir.join(INCOMING).join("7.part"), b"half", false).unwrap();

    let mut vault = reopen(&dir).unwrap();
    let recovery = vault.recovery().clone();
    assert_eq!((recovery.unsigned_leaves, recovery.removed_files), (1, 1));
    assert!(recovery.cut_bytes > 100 && signed > 100);
    assert!(vault.proof(1).is_none());
    vault.sign().unwrap();
    assert!(vault.proof(1).is_some());
    assert_eq!(put(&mut vault, "again", b"torn").unwrap().id, 3);
    drop(vault);
    let vault = reopen(&dir).unwrap();
    let names: Vec<&str> = vault.records().iter().map(|record| &*record.name).collect();
    assert_eq!(names, ["kept", "whole", "again"]);
    assert_eq!(*vault.recovery(), Recovery::default());
}

#[test]
fn an_older_copy_put_back_is_noticed() {
    let parent = scratch();
    let (dir, known) = (parent.dir().join("case"), parent.dir().join("known"));
    let new = New { case: "c-1", key: key(), encrypt: None, known: Some(&known) };
    let mut vault = Vault::create(&dir, new).unwrap();
    put(&mut vault, "a", b"a").unwrap();
    let keep = |name: &str| fs::read(dir.join(name)).unwrap();
    let (leaves, note) = (keep(LEAVES), keep(CHECKPOINT));
    put(&mut vault, "b", b"b").unwrap();
    drop(vault);
    let opening = || Opening { unlock: None, known: Some(&known) };
    assert!(Vault::open(&dir, &opening()).is_ok());
    disk::replace(&dir.join(LEAVES), &leaves, false).unwrap();
    disk::replace(&dir.join(CHECKPOINT), &note, false).unwrap();
    let open = Vault::open(&dir, &opening());
    assert!(matches!(open, Err(Error::RolledBack { known: 2, found: 1 })));
    // The same length with another content is no continuation either.
    put(&mut reopen(&dir).unwrap(), "other", b"other").unwrap();
    let open = Vault::open(&dir, &opening());
    assert!(matches!(open, Err(Error::RolledBack { known: 2, found: 2 })));
    let fresh = parent.dir().join("fresh");
    let new = New { case: "c-1", key: key(), encrypt: None, known: Some(&known) };
    assert!(matches!(Vault::create(&fresh, new), Err(Error::RolledBack { .. })));
}

#[test]
fn a_lost_key_is_replaced_and_old_checkpoints_still_verify() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    put(&mut vault, "a", b"a").unwrap();
    let old = vault.checkpoint().unwrap().to_owned();
    let fresh = || SigningKey::from_seed("hikeshi.invalid/key", [8; 32]);
    assert!(matches!(vault.use_key(fresh()), Err(Error::UnknownKey)));
    drop(vault);
    let mut vault = Vault::open(&dir, &Opening::default()).unwrap();
    assert!(matches!(vault.begin(), Err(Error::NoKey)));
    vault.adopt_key(fresh(), &act()).unwrap();
    put(&mut vault, "b", b"b").unwrap();
    drop(vault);
    let mut vault = Vault::open(&dir, &Opening::default()).unwrap();
    assert!(matches!(vault.use_key(key()), Err(Error::UnknownKey)));
    vault.use_key(fresh()).unwrap();
    let keys = vault.keys();
    assert_eq!(keys, [(key().verifier(), 0), (fresh().verifier(), 1)]);
    assert!(crate::checkpoint::open_note(&old, &keys[0].0).is_ok());
    assert_eq!(vault.about.opens(&old).unwrap().size, 1);
    assert_eq!((vault.records().len(), vault.tree().size()), (2, 3));
}

fn unlock(passphrase: &str, random: u8) -> Unlock<'_> {
    Unlock { passphrase, random: [random; 32] }
}

#[test]
fn a_stolen_encrypted_vault_tells_nothing() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let encrypt = Some(unlock("火の用心", 1));
    let mut vault =
        Vault::create(&dir, New { case: "c-1", key: key(), encrypt, known: None }).unwrap();
    let record = put(&mut vault, "very secret name", &b"very secret text".repeat(9000)).unwrap();
    assert!(matches!(vault.path(1), Err(Error::Encrypted)));
    drop(vault);
    let mut names = Vec::new();
    let mut folders = vec![dir.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            names.push(path.display().to_string());
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
            for word in ["very secret", "本人", "Asia/Tokyo", &record.sha256] {
                assert!(!text.contains(word), "{word}");
            }
        }
    }
    assert!(!names.iter().any(|name| name.contains(&record.sha256)));
    assert!(matches!(reopen(&dir), Err(Error::NeedsPassphrase)));
    let open = |words, random| {
        Vault::open(&dir, &Opening { unlock: Some(unlock(words, random)), known: None })
    };
    assert!(matches!(open("火の用", 2), Err(Error::WrongPassphrase)));

    let mut vault = open("火の用心", 2).unwrap();
    vault.use_key(key()).unwrap();
    assert_eq!(bytes(&vault, 1), b"very secret text".repeat(9000));
    let mut object = vault.open_exhibit(1).unwrap();
    object.seek(SeekFrom::End(-4)).unwrap();
    let mut tail = String::new();
    object.read_to_string(&mut tail).unwrap();
    assert_eq!(tail, "text");
    assert_eq!(put(&mut vault, "more", b"more").unwrap().id, 2);
    vault.change_passphrase("火の用心", &unlock("new words", 3)).unwrap();
    drop(vault);
    assert!(matches!(open("火の用心", 4), Err(Error::WrongPassphrase)));
    let vault = open("new words", 4).unwrap();
    assert!(vault.verify().is_empty() && vault.records().len() == 2);

    let opening = Opening { unlock: Some(unlock("new words", 5)), known: None };
    let copy = copy_verified(&vault, &parent.dir().join("copy"), &opening).unwrap();
    assert_eq!((copy.records(), copy.is_encrypted()), (vault.records(), true));
}

#[test]
fn damage_is_named_and_a_damaged_vault_is_not_copied() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    for name in ["a", "b", "c", "d"] {
        put(&mut vault, name, name.as_bytes()).unwrap();
    }
    put(&mut vault, "b again", b"b").unwrap();
    vault.append(act().event(Event::Verified)).unwrap();
    let copy = copy_verified(&vault, &parent.dir().join("copy"), &Opening::default()).unwrap();
    assert_eq!((copy.records(), copy.checkpoint()), (vault.records(), vault.checkpoint()));
    let again = copy_verified(&vault, copy.dir(), &Opening::default());
    assert!(matches!(again, Err(Error::NotEmpty(_))));

    disk::discard(&vault.path(2).unwrap()).unwrap();
    disk::replace(&vault.path(4).unwrap(), b"x", false).unwrap();
    let damages = vault.verify();
    let seen: Vec<(u32, What)> = damages.iter().map(|damage| (damage.id, damage.what)).collect();
    assert_eq!(seen, [(2, What::Missing), (4, What::Changed), (5, What::Missing)]);
    let target = parent.dir().join("second");
    let copied = copy_verified(&vault, &target, &Opening::default());
    assert!(matches!(copied, Err(Error::Damaged(found)) if found == damages));
    assert!(matches!(reopen(&target), Err(Error::NotAVault(_))));
}

#[test]
fn looking_writes_nothing_and_keeps_writers_out() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    put(&mut vault, "a", b"a").unwrap();
    assert!(matches!(Vault::look(&dir, &Opening::default()), Err(Error::Locked(_))));
    drop(vault);
    // As a backup on a disc: no lock file; and with what a crash left behind.
    disk::discard(&dir.join(LOCK)).unwrap();
    disk::write_new(&dir.join(INCOMING).join("0.part"), b"half", false).unwrap();
    let mut log = OpenOptions::new().append(true).open(dir.join(LEAVES)).unwrap();
    log.write_all(b"{\"torn").unwrap();
    let files = |dir: &Path| fs::read_dir(dir).unwrap().count();
    let before = (files(&dir), files(&dir.join(INCOMING)), log.metadata().unwrap().len());
    let target = parent.dir().join("copy");
    disk::faults::plan(Some(disk::faults::Plan::Dead(0)));
    let mut vault = Vault::look(&dir, &Opening::default()).unwrap();
    assert_eq!((bytes(&vault, 1), vault.verify()), (b"a".to_vec(), Vec::new()));
    assert_eq!(vault.leaves().unwrap().count(), 1);
    disk::faults::plan(None);
    assert_eq!((files(&dir), files(&dir.join(INCOMING)), log.metadata().unwrap().len()), before);
    assert!(matches!(vault.use_key(key()), Err(Error::ReadOnly)));
    assert!(matches!(vault.adopt_key(key(), &act()), Err(Error::ReadOnly)));
    assert!(matches!(vault.begin(), Err(Error::ReadOnly)));
    let copy = copy_verified(&vault, &target, &Opening::default()).unwrap();
    // The copy is open to be written to: there the torn leaf is gone.
    assert_eq!((copy.records(), copy.recovery().cut_bytes), (vault.records(), 6));

    drop((vault, copy));
    drop(reopen(&dir).unwrap());
    let (one, two) =
        (Vault::look(&dir, &Opening::default()), Vault::look(&dir, &Opening::default()));
    assert!(one.is_ok() && two.is_ok());
    assert!(matches!(reopen(&dir), Err(Error::Locked(_))));
}

#[test]
fn a_sealed_temporary_vault_leaves_nothing_to_be_read() {
    let mut vault = scratch().sealed([5; 32]);
    put(&mut vault, "very secret name", b"very secret text").unwrap();
    let (written, mut object) = vault.spool(|out| out.write_all(b"very secret sheet")).unwrap();
    written.unwrap();
    let mut sheet = String::new();
    object.read_to_string(&mut sheet).unwrap();
    assert_eq!(
        (sheet.as_str(), bytes(&vault, 1)),
        ("very secret sheet", b"very secret text".to_vec())
    );
    let mut folders = vec![vault.dir().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            assert!(!String::from_utf8_lossy(&fs::read(&path).unwrap()).contains("very secret"));
        }
    }
    assert_eq!(files, 4, "lock, leaves, object, spool");
    // The next one takes its place.
    vault.spool(|out| out.write_all(b"2")).unwrap().0.unwrap();
    assert_eq!(fs::read_dir(vault.dir().join(INCOMING)).unwrap().count(), 1);
    // In the clear where nothing is to be hidden.
    let (_, mut object) = scratch().spool(|out| out.write_all(b"plain")).unwrap();
    let mut text = String::new();
    object.read_to_string(&mut text).unwrap();
    assert_eq!(text, "plain");
}

fn format_1_line(id: u32, name: &str, of: &str, sha256: &str) -> String {
    let head = format!("{{\"id\":{id},\"name\":\"{name}\",\"of\":{of}");
    format!("{head},\"sha256\":\"{sha256}\",\"size_bytes\":1}}\n")
}

#[test]
fn format_1_is_brought_forward() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let lines = [
        (
            1,
            "a.zip",
            "null",
            "a",
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
        ),
        (
            2,
            "a.zip!/b",
            "1",
            "b",
            "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
        ),
    ];
    let mut list = String::new();
    for (id, name, of, content, sha256) in lines {
        let shelf = dir.join(OBJECTS).join(sha256.split_at(2).0);
        disk::private_dir(&shelf).unwrap();
        disk::write_new(&shelf.join(sha256), content.as_bytes(), false).unwrap();
        list.push_str(&format_1_line(id, name, of, sha256));
    }
    disk::private_dir(&dir.join(INCOMING)).unwrap();
    disk::write_new(&dir.join("records.jsonl"), format!("{list}{{\"id\"").as_bytes(), false)
        .unwrap();
    assert!(matches!(reopen(&dir), Err(Error::OlderFormat(_))));
    let new = || New { case: "c-1", key: key(), encrypt: None, known: None };

    let object = dir.join(OBJECTS).join("3e").join(lines[1].4);
    disk::replace(&object, b"x", false).unwrap();
    assert!(matches!(migrate(&dir, new(), &act()), Err(Error::Store { .. })));
    assert!(matches!(reopen(&dir), Err(Error::OlderFormat(_))));
    disk::replace(&object, b"b", false).unwrap();
    let vault = migrate(&dir, new(), &act()).unwrap();
    assert_eq!((bytes(&vault, 1), bytes(&vault, 2)), (b"a".to_vec(), b"b".to_vec()));
    assert_eq!(vault.records()[1].of, Some(1));
    drop(vault);
    assert_eq!(reopen(&dir).unwrap().records().len(), 2);
    assert!(matches!(migrate(&dir, new(), &act()), Err(Error::NotEmpty(_))));
}

#[test]
fn temporary_vaults_vanish_and_abandoned_ones_are_swept() {
    let parent = scratch();
    let mut vault = Vault::temporary_in(parent.dir()).unwrap();
    let gone = vault.dir().to_owned();
    put(&mut vault, "a", b"a").unwrap();
    assert!(matches!(vault.sign(), Err(Error::NoKey)));
    vault.use_key(SigningKey::from_seed("hikeshi.invalid/ephemeral", [1; 32])).unwrap();
    assert!(vault.sign().unwrap().starts_with("hikeshi.invalid/case/temporary\n1\n"));
    assert!(vault.proof(0).is_some());
    drop(vault);
    assert!(!gone.exists());

    let abandoned = parent.dir().join(format!("{}0-0", temporary::TEMPORARY));
    disk::private_dir(&abandoned).unwrap();
    disk::new_file(&abandoned.join(LOCK)).unwrap();
    let held = Vault::temporary_in(parent.dir()).unwrap();
    assert!(!abandoned.exists());
    let second = Vault::temporary_in(parent.dir()).unwrap();
    assert!(held.dir().exists() && second.dir().exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look() {
    use std::os::unix::fs::PermissionsExt as _;
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    put(&mut vault, "a", b"a").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(vault.dir()), mode(parent.dir())), (0o700, 0o700));
    for file in [vault.path(1).unwrap(), dir.join(LEAVES), dir.join(CHECKPOINT), dir.join(LOCK)] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert_eq!(mode(&dir.join("vault.json")), 0o600);
}

#[test]
fn a_log_line_nobody_could_have_written_is_named() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    put(&mut vault, "a", b"a").unwrap();
    drop(vault);
    let mut log = OpenOptions::new().append(true).open(dir.join(LEAVES)).unwrap();
    log.write_all(b"{}\n").unwrap();
    // Beyond the checkpoint it counts as torn …
    assert_eq!(reopen(&dir).unwrap().recovery().cut_bytes, 3);
    // … below it as damage.
    let text = fs::read_to_string(dir.join(LEAVES)).unwrap();
    disk::replace(&dir.join(LEAVES), format!("{{}}\n{text}").as_bytes(), false).unwrap();
    assert!(matches!(reopen(&dir), Err(Error::BadLog { line: 1, .. })));
}
