//! Random sequences of acts, dropped batches, reopenings and failures against a plain list of what was
//! acknowledged.

use super::*;
use crate::disk::faults::{Plan, plan};

/// The generator of George Marsaglia, “Xorshift RNGs” (2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What must be true: exhibits and their contents, copies and events.
#[derive(Clone, Default)]
struct Model {
    exhibits: Vec<Vec<u8>>,
    copies: usize,
    held: BTreeSet<u32>,
    leaves: u64,
}

fn fill(batch: &mut Batch<'_>, model: &mut Model, dice: &mut Dice) -> Result<(), Error> {
    for _ in 0..dice.below(5) {
        let size = usize::try_from(dice.below(300)).unwrap();
        let content = vec![u8::try_from(dice.below(4)).unwrap(); size];
        let count = model.exhibits.len() as u64;
        let chosen = u32::try_from(1 + dice.below(count.max(1))).unwrap();
        match dice.below(6) {
            0 if count > 0 => {
                batch.derive(act().event(Event::Derived), chosen, &mut content.as_slice())?;
                model.copies += 1;
            }
            1 if count > 0 => {
                batch.append(about_exhibit(Event::PlacedOnHold, chosen))?;
                model.held.insert(chosen);
            }
            2 if count > 0 => {
                batch.append(about_exhibit(Event::ReleasedFromHold, chosen))?;
                model.held.remove(&chosen);
            }
            3 => batch.append(act().event(Event::StepDone))?,
            _ => {
                let of = (count > 0 && dice.below(2) == 0).then_some(chosen);
                batch.take_in(act().imported("x"), of, &mut content.as_slice())?;
                model.exhibits.push(content);
            }
        }
        model.leaves += 1;
    }
    Ok(())
}

fn compare(vault: &Vault, model: &Model) {
    assert_eq!(vault.records().len(), model.exhibits.len());
    for (record, content) in vault.records().iter().zip(&model.exhibits) {
        assert_eq!(&bytes(vault, record.id), content);
        assert_eq!(vault.is_held(record.id), model.held.contains(&record.id));
    }
    assert_eq!((vault.derivatives().len(), vault.tree().size()), (model.copies, model.leaves));
    let mut tree = Tree::new();
    for leaf in vault.leaves().unwrap() {
        tree.push(leaf_hash(&leaf.unwrap()));
    }
    assert_eq!((tree.root(), vault.verify()), (vault.tree().root(), Vec::new()));
}

/// One batch, which may be dropped or fail; afterwards the vault and what it must hold.
fn turn(mut vault: Vault, dir: &Path, model: &mut Model, dice: &mut Dice) -> Vault {
    let mut after = model.clone();
    let fails = dice.below(3) == 0;
    let at = u32::try_from(dice.below(40)).unwrap();
    let dies = dice.below(2) == 0;
    plan(fails.then_some(if dies { Plan::Dead(at) } else { Plan::Once(at) }));
    let drops = dice.below(4) == 0;
    let outcome = vault.begin().and_then(|mut batch| {
        fill(&mut batch, &mut after, dice)?;
        if drops { Ok(false) } else { batch.commit().map(|_| true) }
    });
    plan(None);
    if fails || dice.below(3) == 0 {
        drop(vault);
        vault = reopen(dir).unwrap();
    }
    let is_after = match outcome {
        Ok(kept) => kept,
        Err(_) => vault.tree().size() == after.leaves && after.leaves > model.leaves,
    };
    if is_after {
        *model = after;
    }
    compare(&vault, model);
    vault
}

#[test]
fn random_lives_of_a_vault_agree_with_a_list() {
    let parent = scratch();
    let mut exhibits = 0;
    for seed in 1..=220_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let dir = parent.dir().join(format!("{seed}"));
        let (mut vault, mut model) = (create(&dir).unwrap(), Model::default());
        for _ in 0..5 {
            vault = turn(vault, &dir, &mut model, &mut dice);
        }
        exhibits += model.exhibits.len();
    }
    assert!(exhibits > 500, "{exhibits}");
}
