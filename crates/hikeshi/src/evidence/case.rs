//! A case that lasts, or one that lives as long as a bundle is made: exhibits and what was done with
//! them, signed. What is taken in lies in a scratch vault first; it is graded there and then enters the
//! case with its custody event, in batches, each acknowledged only when it is on the disk.

use super::copies::Copies;
use super::keyring::{Keyring, random};
use super::{CaseFiles, enter};
use crate::error::{Error, Result};
use hikeshi_case::exhibit::{Exhibit, ExhibitId};
use hikeshi_case::origin::{self, Origin, origins};
use hikeshi_case::problem::Problem;
use hikeshi_case::redact::Handed;
use hikeshi_case::screen::secret;
use hikeshi_seal::bundle::{self, Choice, Handout, Packing, Written};
use hikeshi_seal::custody::{Act, Custody, Event, Grade, exhibit_name};
use hikeshi_seal::vault::{Batch, Damage, New, Opening, Unlock, What, copy_verified, migrate};
use hikeshi_seal::{Digest, Record, Vault};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Events in one batch: a batch keeps about two kilobytes of memory an event.
const BATCH: usize = 1_000;
/// What an intake could not take in stands in its event's notes, this much in one.
const NOTES_BYTES: usize = 48 << 10;
/// The method of the events that list what an intake could not take in.
pub(super) const INTAKE: &str = "intake";
/// The method of the events that record an examination.
pub(super) const EXAMINATION: &str = "examination";
/// Why an original does not go along: a key of the bundle's format.
const SECRET: &str = "secret";

/// A case.
#[derive(Debug)]
pub struct Case {
    files: CaseFiles,
}

/// What an intake brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Exhibits that are new to the case.
    pub fresh: usize,
    /// Those it held already, under the same name and with the same bytes.
    pub known: usize,
}

/// What goes into a bundle beside the exhibits and the log.
#[derive(Debug)]
pub struct Parcel<'a> {
    /// How each exhibit is handed on.
    pub copies: &'a Copies,
    /// Further files under `report/` and `metadata/`.
    pub files: Vec<(String, Vec<u8>)>,
    /// What `bag-info.txt` says.
    pub packing: Packing<'a>,
}

impl Case {
    /// A new case in an empty folder; everything in it is encrypted if the keyring has a passphrase
    /// and `encrypt` is asked for.
    pub fn create(dir: &Path, name: &str, keyring: &Keyring, encrypt: bool) -> Result<Self> {
        let (key, known) = (keyring.own_or_new()?, keyring.known());
        let unlock = if encrypt { keyring.unlock()? } else { None };
        // Two cases may be called alike; their logs must not be taken for each other.
        let [a, b, c, d, ..] = random()?;
        let name = format!("{name}-{:08x}", u32::from_be_bytes([a, b, c, d]));
        let new = New { case: &name, key, encrypt: unlock, known: Some(&known) };
        let vault = Vault::create(dir, new).map_err(Error::vault)?;
        Ok(Self { files: CaseFiles::over(vault) })
    }

    /// A case that is there, to go on with it.
    pub fn open(dir: &Path, keyring: &Keyring) -> Result<Self> {
        let mut case = Self::open_without_key(dir, keyring)?;
        let key = keyring.own()?.ok_or_else(|| Error::no_key(dir))?;
        case.files.vault.use_key(key).map_err(Error::vault)?;
        Ok(case)
    }

    /// The same where the key is lost: for [`Case::adopt`].
    pub fn open_without_key(dir: &Path, keyring: &Keyring) -> Result<Self> {
        let known = keyring.known();
        let opening = Opening { unlock: keyring.unlock()?, known: Some(&known) };
        Self::over(Vault::open(dir, &opening).map_err(Error::vault)?)
    }

    /// A case that is there, to be read only: nothing is written, and no key is asked for.
    pub fn look(dir: &Path, keyring: &Keyring) -> Result<Self> {
        let known = keyring.known();
        let opening = Opening { unlock: keyring.unlock()?, known: Some(&known) };
        Self::over(Vault::look(dir, &opening).map_err(Error::vault)?)
    }

    fn over(vault: Vault) -> Result<Self> {
        let mut files = CaseFiles::over(vault);
        files.problems = intake_problems(&files.vault)?;
        Ok(Self { files })
    }

    /// Whether a case is under a passphrase; `false` for what is no case.
    pub fn needs_passphrase(dir: &Path) -> bool {
        Vault::needs_passphrase(dir).unwrap_or(false)
    }

    /// Puts a case under another passphrase: the one in `keyring` opens it for the last time.
    pub fn change_passphrase(dir: &Path, keyring: &Keyring, new: &str) -> Result<()> {
        let mut case = Self::open_without_key(dir, keyring)?;
        if !case.files.vault.is_encrypted() {
            return Err(Error::vault(hikeshi_seal::Error::NotEncrypted));
        }
        let unlock = Unlock { passphrase: new, random: random()? };
        case.files.vault.change_passphrase(keyring.passphrase()?, &unlock).map_err(Error::vault)
    }

    /// Brings a case of an older form forward.
    pub fn migrate(dir: &Path, name: &str, keyring: &Keyring, act: &Act) -> Result<()> {
        let (key, known) = (keyring.own_or_new()?, keyring.known());
        let new = New { case: name, key, encrypt: None, known: Some(&known) };
        migrate(dir, new, act).map(drop).map_err(Error::vault)
    }

    /// A case that lives until it is dropped, signed with the person's key if there is one that opens.
    pub fn fleeting(keyring: &Keyring) -> Result<Self> {
        let mut vault = Vault::temporary().map_err(Error::vault)?;
        vault.use_key(keyring.own_or_ephemeral()?).map_err(Error::vault)?;
        Ok(Self { files: CaseFiles::over(vault) })
    }

    /// Brings back an older copy although a newer state of the case is known: for when the newer one is lost.
    /// What the copy holds is checked as ever; only its age is accepted.
    pub fn restore_older(from: &Path, to: &Path, keyring: &Keyring) -> Result<()> {
        let opening = Opening { unlock: keyring.unlock()?, known: None };
        let vault = Vault::look(from, &opening).map_err(Error::vault)?;
        let opening = Opening { unlock: keyring.unlock()?, known: None };
        let copy = copy_verified(&vault, to, &opening).map_err(Error::vault)?;
        keyring.supersede(copy.origin())
    }

    /// Its exhibits, to be examined.
    pub fn files(&mut self) -> &mut CaseFiles {
        &mut self.files
    }

    /// Whether opening it had to tidy up what a crash had left behind.
    pub fn was_tidied(&self) -> bool {
        let recovery = self.files.vault.recovery();
        recovery.cut_bytes > 0 || recovery.removed_files > 0
    }

    /// The name of the key it is signed with.
    pub fn key_name(&self) -> String {
        self.files.vault.keys().pop().map(|(key, _)| key.name().to_owned()).unwrap_or_default()
    }

    /// Every exhibit as the seal knows it.
    pub fn records(&self) -> Vec<Record> {
        self.files.vault.records().to_vec()
    }

    /// Whether an exhibit is on legal hold.
    pub fn is_held(&self, id: u32) -> bool {
        self.files.vault.is_held(id)
    }

    /// Events in the log.
    pub fn events(&self) -> u64 {
        self.files.vault.tree().size()
    }

    /// The events that are about one exhibit, in their order.
    pub fn history(&self, id: u32) -> Result<Vec<Custody>> {
        let (name, mut history) = (exhibit_name(id), Vec::new());
        for leaf in self.files.vault.leaves().map_err(Error::vault)? {
            let Ok(event) = Custody::parse(&leaf.map_err(Error::vault)?) else { continue };
            if event.exhibit.as_deref() == Some(name.as_str()) {
                history.push(event);
            }
        }
        Ok(history)
    }

    /// The vault, for what is read only.
    pub(crate) fn vault(&self) -> &Vault {
        &self.files.vault
    }

    /// Takes over what lies in a scratch vault. Exhibits the case holds already are not taken twice.
    pub fn admit(&mut self, from: &CaseFiles, act: &Act) -> Result<Admitted> {
        let grades = origins(from);
        let mut held: BTreeMap<(Option<ExhibitId>, String, String), ExhibitId> = BTreeMap::new();
        for exhibit in &self.files.exhibits {
            let key = (exhibit.of, exhibit.name.clone(), exhibit.sha256.clone());
            held.insert(key, exhibit.id);
        }
        let mut numbers: BTreeMap<ExhibitId, ExhibitId> = BTreeMap::new();
        let mut admitted = Admitted::default();
        for chunk in from.exhibits.chunks(BATCH) {
            let mut batch = self.files.vault.begin().map_err(Error::vault)?;
            for exhibit in chunk {
                let of = exhibit.of.and_then(|of| numbers.get(&of).copied());
                let key = (of, exhibit.name.clone(), exhibit.sha256.clone());
                if let Some(id) = held.get(&key) {
                    numbers.insert(exhibit.id, *id);
                    admitted.known += 1;
                    continue;
                }
                let id = take_over(&mut batch, from, exhibit, of, (act, grades.get(&exhibit.id)))?;
                numbers.insert(exhibit.id, id);
                admitted.fresh += 1;
            }
            for record in batch.commit().map_err(Error::vault)? {
                self.files.exhibits.push(enter(record));
            }
        }
        let renumbered = from.problems.iter().map(|problem| Problem {
            exhibit: problem.exhibit.and_then(|id| numbers.get(&id).copied()),
            ..problem.clone()
        });
        self.note_problems(renumbered.collect(), act)?;
        Ok(admitted)
    }

    /// What could not be taken in is part of the record: it enters the log, and every later examination
    /// of the case says it again.
    fn note_problems(&mut self, problems: Vec<Problem>, act: &Act) -> Result<()> {
        let fresh = problems.into_iter().filter(|problem| !self.files.problems.contains(problem));
        let fresh: Vec<Problem> = fresh.collect();
        let mut rest = fresh.as_slice();
        while !rest.is_empty() {
            let mut size_bytes = 0;
            // As it stands in the leaf: JSON in JSON, every quote and backslash escaped twice.
            let fits = rest.iter().take_while(|problem| {
                let text = serde_json::to_string(problem).unwrap_or_default();
                size_bytes += serde_json::to_string(&text).map_or(0, |text| text.len() + 1);
                size_bytes <= NOTES_BYTES
            });
            let (part, behind) = rest.split_at(fits.count().max(1));
            let notes = serde_json::to_string(part).unwrap_or_default();
            let method = Some(INTAKE.to_owned());
            let event = Custody { method, notes: Some(notes), ..act.event(Event::Verified) };
            self.note(event)?;
            rest = behind;
        }
        self.files.problems.extend(fresh);
        self.files.problems.sort();
        Ok(())
    }

    /// Enters an event that brings no bytes.
    pub fn note(&mut self, event: Custody) -> Result<()> {
        self.files.vault.append(event).map_err(Error::vault)
    }

    /// Records an examination: what was asked, and the hashes of what came out, the findings first.
    pub fn note_examination(
        &mut self,
        asked: &str,
        files: &[(String, Vec<u8>)],
        act: &Act,
    ) -> Result<()> {
        for (name, bytes) in files {
            let digest = Digest::of(&mut bytes.as_slice()).map_err(Error::unreadable_seal)?;
            let mut event = act.imported(name);
            event.event = Event::Verified;
            event.output_sha256 = Some(digest.sha256);
            if name == bundle::FINDINGS {
                event.method = Some(EXAMINATION.to_owned());
                event.notes = Some(asked.to_owned());
            }
            self.note(event)?;
        }
        Ok(())
    }

    /// Seals the masked copies, each pointing to its original.
    pub fn keep_copies(&mut self, copies: &Copies, act: &Act) -> Result<()> {
        let mut batch = self.files.vault.begin().map_err(Error::vault)?;
        for (id, bytes) in &copies.masked {
            let Some(Handed::Masked(form)) = copies.plan.get(id) else { continue };
            let mut event = act.imported(form.file_name());
            event.event = Event::Derived;
            event.method = Some("redacted".to_owned());
            batch.derive(event, id.0, &mut bytes.as_slice()).map_err(Error::vault)?;
        }
        batch.commit().map(drop).map_err(Error::vault)
    }

    /// Writes the bundle of the case. It must be signed as it is now.
    pub fn pack(
        &mut self,
        parcel: &Parcel<'_>,
        sink: &mut dyn bundle::sink::Sink,
    ) -> Result<Written> {
        let choices = choices(&self.files.vault, parcel.copies);
        let (files, packing) = (parcel.files.clone(), parcel.packing.clone());
        let handout = Handout { choices, files, packing };
        let vault = &mut self.files.vault;
        bundle::write_vault(vault, &handout, sink, &mut |_| Vec::new()).map_err(Error::bundle)
    }

    /// Copies the whole case, checking every byte of the copy.
    pub fn copy_to(&self, to: &Path, keyring: &Keyring) -> Result<()> {
        let known = keyring.known();
        let opening = Opening { unlock: keyring.unlock()?, known: Some(&known) };
        copy_verified(&self.files.vault, to, &opening).map(drop).map_err(Error::vault)
    }

    /// Signs from now on with a new key of the person's: the old one is lost, or no longer trusted.
    pub fn adopt(&mut self, keyring: &Keyring, act: &Act) -> Result<()> {
        let signs = self.files.vault.keys().pop().map(|(key, _)| key.to_string());
        let own = keyring.own()?.map(|key| key.verifier().to_string());
        if own.is_some() && own == signs {
            keyring.retire()?;
        }
        let key = keyring.own_or_new()?;
        self.files.vault.adopt_key(key, act).map_err(Error::vault)
    }

    /// What is `missing`, `changed` or `unreadable` among its bytes; empty when all is as sealed.
    pub fn damage(&self) -> Vec<(ExhibitId, String, &'static str)> {
        let told = |damage: &Damage| {
            let what = match damage.what {
                What::Missing => "missing",
                What::Changed => "changed",
                What::Unreadable => "unreadable",
            };
            (ExhibitId(damage.id), damage.name.clone(), what)
        };
        self.files.vault.verify().iter().map(told).collect()
    }
}

/// Enters one exhibit with its grade.
fn take_over(
    batch: &mut Batch<'_>,
    from: &CaseFiles,
    exhibit: &Exhibit,
    of: Option<ExhibitId>,
    (act, origin): (&Act, Option<&Origin>),
) -> Result<ExhibitId> {
    // A secret in a file's name would stand in the clear in the log of every bundle.
    let mut event = act.imported(&secret::masked(&exhibit.name));
    event.grade = origin.map(|origin| grade(origin.grade));
    let reasons = origin.map(|origin| origin.reasons.as_slice()).unwrap_or_default();
    event.grade_reasons = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    let mut bytes = from.file(exhibit.id).map_err(Error::unreadable_seal)?;
    let pending = batch.take_in(event, of.map(|of| of.0), &mut bytes).map_err(Error::vault)?;
    if pending.digest.sha256 != exhibit.sha256 {
        // The scratch copy is no longer what was handed in.
        return Err(Error::unreadable_seal(io::ErrorKind::InvalidData.into()));
    }
    Ok(ExhibitId(pending.id))
}

fn grade(grade: origin::Grade) -> Grade {
    match grade {
        origin::Grade::A => Grade::A,
        origin::Grade::B => Grade::B,
        origin::Grade::C => Grade::C,
        origin::Grade::D => Grade::D,
    }
}

/// What of each exhibit goes along: the masked copy the log knows, and the original unless a secret
/// stands in it.
fn choices(vault: &Vault, copies: &Copies) -> BTreeMap<u32, Choice> {
    let mut choices = BTreeMap::new();
    for (id, handed) in &copies.plan {
        let mut choice = Choice::default();
        if handed.kept_back() {
            choice.withheld = Some(SECRET.to_owned());
        }
        if let Handed::Masked(form) = handed {
            let name = form.file_name();
            let made = vault.derivatives().iter().rev();
            let mut made = made.filter(|copy| copy.of == id.0 && copy.name == name);
            choice.copies = made
                .next()
                .map(|copy| (name.to_owned(), copy.sha256.clone()))
                .into_iter()
                .collect();
        }
        choices.insert(id.0, choice);
    }
    choices
}

/// What earlier intakes could not take in, from the log.
fn intake_problems(vault: &Vault) -> Result<Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    for leaf in vault.leaves().map_err(Error::vault)? {
        let leaf = leaf.map_err(Error::vault)?;
        let Ok(event) = Custody::parse(&leaf) else { continue };
        if event.method.as_deref() == Some(INTAKE) {
            let notes = event.notes.unwrap_or_default();
            problems.extend(serde_json::from_str::<Vec<Problem>>(&notes).unwrap_or_default());
        }
    }
    problems.sort();
    problems.dedup();
    Ok(problems)
}
