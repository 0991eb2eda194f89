//! Every act on the disk fails once, alone and for good: what was acknowledged stays, and the vault is
//! in a state it was in before or would have been in after.

use super::*;
use crate::disk::faults::{Plan, done, plan};

/// The script: two exhibits, a copy, a hold. Returns the names acknowledged until the first error.
fn script(dir: &Path, known: &Path, many: usize) -> (Vec<String>, Result<(), Error>) {
    let mut acknowledged = Vec::new();
    let outcome = (|| {
        let new = New { case: "c-1", key: key(), encrypt: None, known: Some(known) };
        let mut vault = Vault::create(dir, new)?;
        let mut batch = vault.begin()?;
        for number in 0..many {
            let name = format!("first {number}");
            batch.take_in(act().imported(&name), None, &mut name.as_bytes())?;
        }
        acknowledged.extend(batch.commit()?.into_iter().map(|record| record.name));
        let mut batch = vault.begin()?;
        batch.take_in(act().imported("second"), None, &mut &b"second"[..])?;
        batch.derive(act().event(Event::Derived), 1, &mut &b"copy"[..])?;
        batch.append(about_exhibit(Event::PlacedOnHold, 1))?;
        acknowledged.extend(batch.commit()?.into_iter().map(|record| record.name));
        Ok(())
    })();
    (acknowledged, outcome)
}

/// The acts the script takes, and after each planned fault what a restart finds.
fn at_every_act(fault: fn(u32) -> Plan, many: usize) -> u32 {
    let parent = scratch();
    plan(None);
    script(&parent.dir().join("whole"), &parent.dir().join("known-whole"), many).1.unwrap();
    let acts = done();
    for act in 0..acts {
        let dir = parent.dir().join(format!("case-{act}"));
        let known = parent.dir().join(format!("known-{act}"));
        plan(Some(fault(act)));
        let (acknowledged, _) = script(&dir, &known, many);
        plan(None);
        check(&dir, &known, &acknowledged, many);
    }
    acts
}

fn check(dir: &Path, known: &Path, acknowledged: &[String], many: usize) {
    let opening = Opening { unlock: None, known: Some(known) };
    let mut vault = match Vault::open(dir, &opening) {
        Ok(vault) => vault,
        Err(Error::NotAVault(_) | Error::Store { .. }) if acknowledged.is_empty() => {
            // It never came to be, and nothing stands in the way of another attempt.
            let new = New { case: "c-1", key: key(), encrypt: None, known: Some(known) };
            drop(Vault::create(dir, new).unwrap());
            return;
        }
        Err(fault) => panic!("{fault:?} after {acknowledged:?}"),
    };
    assert_eq!(vault.verify(), []);
    let names: Vec<String> = vault.records().iter().map(|record| record.name.clone()).collect();
    let states = [0, many, many + 1];
    assert!(states.contains(&names.len()), "{names:?}");
    assert!(names.starts_with(acknowledged), "{names:?} {acknowledged:?}");
    assert_eq!(vault.derivatives().len(), usize::from(names.len() > many));
    assert_eq!(vault.is_held(1), names.len() > many);
    assert_eq!(fs::read_dir(dir.join(INCOMING)).unwrap().count(), 0);
    let cited = names.len() + vault.derivatives().len();
    assert_eq!(objects(dir), cited, "half a batch is left behind");
    vault.use_key(key()).unwrap();
    assert_eq!(put(&mut vault, "later", b"later").unwrap().id as usize, names.len() + 1);
}

#[test]
fn a_single_failure_anywhere_loses_nothing() {
    assert!(at_every_act(Plan::Once, 2) > 40);
}

#[test]
fn dying_anywhere_loses_nothing() {
    assert!(at_every_act(Plan::Dead, 2) > 40);
}

#[test]
fn dying_in_a_large_batch_loses_nothing() {
    assert!(at_every_act(Plan::Dead, 20) > 100);
}

#[test]
fn after_a_full_disk_the_same_vault_goes_on() {
    let parent = scratch();
    let dir = parent.dir().join("case");
    let mut vault = create(&dir).unwrap();
    plan(None);
    put(&mut vault, "measure", b"measure").unwrap();
    let acts = done();
    let mut failures = 0;
    for act in 0..acts {
        plan(Some(Plan::Once(act)));
        let before = vault.records().len();
        let taken = put(&mut vault, "x", format!("{act}").as_bytes());
        plan(None);
        if let Err(fault) = taken {
            failures += 1;
            if matches!(fault, Error::InDoubt) {
                drop(vault);
                vault = reopen(&dir).unwrap();
            } else {
                assert_eq!(vault.records().len(), before, "{fault:?}");
            }
        }
        put(&mut vault, "after", b"after").unwrap();
        assert_eq!(vault.verify(), []);
    }
    assert!(failures > 10, "{failures}");
    let records = vault.records().to_vec();
    drop(vault);
    assert_eq!(reopen(&dir).unwrap().records(), records);
}
