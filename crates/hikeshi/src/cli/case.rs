//! `hikeshi case`: a case that lasts. Material is added over days, everything done with it stands in a
//! signed log, and a bundle can be made at any time.

use super::bundle::{self, Packed, To};
use super::examine::{self, Order};
use super::keeping::{self, Keeping};
use super::{Console, LangChoice, Surroundings, verify};
use crate::error::{Error, Result};
use crate::evidence::case::Case;
use crate::evidence::keyring::Keyring;
use crate::evidence::{self, Intake, copies};
use crate::progress::Progress;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::screen::secret;
use hikeshi_seal::Digest;
use hikeshi_seal::bagit::TAG_MANIFEST;
use hikeshi_seal::custody::{Custody, Event, exhibit_name};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The arguments of `case`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    New(New),
    Add(Add),
    Show(Show),
    Export(Export),
    Hold(Hold),
    Release(Hold),
    Backup(Move),
    Restore(Restore),
    Check(Show),
    NewKey(Show),
    Passphrase(Passphrase),
    Receipt(HandOver),
    Migrate(New),
}

#[derive(Debug, clap::Args)]
struct New {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long)]
    encrypt: bool,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct Add {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct Show {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct Export {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(value_name = "BUNDLE")]
    out: PathBuf,
    #[arg(long, value_name = "ID")]
    whole: Vec<String>,
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,
    #[arg(long, value_name = "TEXT")]
    receipt: Option<String>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct Hold {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(value_name = "ID")]
    exhibit: String,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "NAME")]
    witness: Option<String>,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct Passphrase {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct HandOver {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(value_name = "BUNDLE")]
    bundle: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    recipient: String,
    #[arg(long, value_name = "TEXT")]
    receipt: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long, value_name = "NAME")]
    witness: Option<String>,
    #[command(flatten)]
    keeping: Keeping,
}

#[derive(Debug, clap::Args)]
struct Restore {
    #[arg(long)]
    older: bool,
    #[command(flatten)]
    way: Move,
}

#[derive(Debug, clap::Args)]
struct Move {
    #[arg(value_name = "FROM")]
    from: PathBuf,
    #[arg(value_name = "TO")]
    to: PathBuf,
    #[command(flatten)]
    keeping: Keeping,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    match &args.act {
        Act::New(new) => make(new, around, console),
        Act::Add(add) => take(add, around, console),
        Act::Show(show) => tell(show, around, console),
        Act::Export(export) => pack(export, around, console),
        Act::Hold(hold) => note(hold, Event::PlacedOnHold, around, console),
        Act::Release(hold) => note(hold, Event::ReleasedFromHold, around, console),
        Act::Backup(way) => copy(way, "case-copied", around, console),
        Act::Restore(back) => restore(back, around, console),
        Act::Check(show) => check(show, around, console),
        Act::NewKey(show) => new_key(show, around, console),
        Act::Passphrase(words) => new_words(words, around, console),
        Act::Receipt(receipt) => handed_over(receipt, around, console),
        Act::Migrate(old) => bring_forward(old, around, console),
    }
}

fn say_place(key: &str, place: &Path, console: &mut Console<'_>) -> Result<()> {
    let place = place.display().to_string();
    console.result(&console.say(key, &[("place", place.as_str().into())]))
}

fn make(new: &New, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let keyring = if new.encrypt {
        new.keeping.keyring_with_new(around, console)?
    } else {
        new.keeping.keyring(None, around, console)?
    };
    let had_key = keyring.own()?.is_some();
    Case::create(&new.dir, &case_name(new), &keyring, new.encrypt)?;
    say_place("case-made", &new.dir, console)?;
    if had_key { Ok(()) } else { say_place("case-key-made", &keyring.path(), console) }
}

/// Opens a case for writing, saying what a crash had left behind.
fn opened(dir: &Path, keyring: &Keyring, console: &mut Console<'_>) -> Result<Case> {
    let case = Case::open(dir, keyring)?;
    if case.was_tidied() {
        console.aside(&console.say("case-recovered", &[]));
    }
    Ok(case)
}

fn take(add: &Add, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let keyring = add.keeping.keyring(Some(&add.dir), around, console)?;
    let mut case = opened(&add.dir, &keyring, console)?;
    let progress = Progress::new(false);
    progress.stage(&console.say("stage-intake", &[]));
    let sealed = case.vault().is_encrypted();
    let intake = Intake { sealed, ..examine::intake(&progress, None) };
    let scratch = evidence::take_in(&add.paths, &intake)?;
    progress.finish();
    if scratch.opened == 0 {
        return Err(Error::nothing_opened());
    }
    let act = add.keeping.act(around, &around.settings.person_zone);
    let admitted = case.admit(&scratch, &act)?;
    console.result(&console.say("case-added", &[("fresh", admitted.fresh.into())]))?;
    if admitted.known > 0 {
        console.result(&console.say("case-known", &[("known", admitted.known.into())]))?;
    }
    Ok(())
}

fn tell(show: &Show, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let case = Case::look(&show.dir, &show.keeping.keyring(Some(&show.dir), around, console)?)?;
    let vault = case.vault();
    if show.json {
        let mut log = Vec::new();
        for leaf in vault.leaves().map_err(Error::vault)? {
            let leaf = leaf.map_err(Error::vault)?;
            log.push(serde_json::from_slice::<serde_json::Value>(&leaf).unwrap_or_default());
        }
        let whole = json!({ "case": vault.case(), "exhibits": vault.records(), "log": log });
        return console.result(&serde_json::to_string_pretty(&whole).unwrap_or_default());
    }
    let head = [
        ("name", vault.case().into()),
        ("exhibits", vault.records().len().into()),
        ("events", i64::try_from(vault.tree().size()).unwrap_or(i64::MAX).into()),
    ];
    console.result(&console.say("case-head", &head))?;
    for record in vault.records() {
        let grade = record.grade.map_or_else(|| "-".to_owned(), |grade| format!("{grade:?}"));
        let id = exhibit_name(record.id);
        let held = if vault.is_held(record.id) { "yes" } else { "no" };
        let row = [
            ("id", id.as_str().into()),
            ("grade", grade.as_str().into()),
            ("name", record.name.as_str().into()),
            ("held", held.into()),
        ];
        console.result(&console.say("case-row", &row))?;
    }
    Ok(())
}

fn pack(export: &Export, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = export.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let whole = export.whole.iter().map(|id| exhibit(id)).collect::<Result<Vec<_>>>()?;
    let keyring = export.keeping.keyring(Some(&export.dir), around, console)?;
    let mut case = opened(&export.dir, &keyring, console)?;
    let order = Order {
        dossiers: export.lang.unwrap_or(LangChoice::Both).dossiers(),
        out: None,
        font_dir: export.font_dir.clone(),
        title: None,
        person_zone: around.settings.person_zone.clone(),
        zone: None,
        as_of: None,
        made_up: false,
    };
    let examination = examine::examine(case.files(), &order);
    let copies = copies::prepare(case.files(), &examination, &whole);
    let act = export.keeping.act(around, &order.person_zone);
    let to = To { recipient: export.recipient.as_deref(), receipt: export.receipt.as_deref() };
    let packed = Packed { examination: &examination, copies: &copies, act: &act, to };
    let made = bundle::make(&export.out, &mut case, &packed, &order, around)?;
    bundle::speak(&made, console)
}

fn exhibit(text: &str) -> Result<ExhibitId> {
    ExhibitId::parse(text).ok_or_else(|| Error::no_such_exhibit(text))
}

fn note(
    hold: &Hold,
    event: Event,
    around: Surroundings<'_>,
    console: &mut Console<'_>,
) -> Result<()> {
    let id = exhibit(&hold.exhibit)?;
    let keyring = hold.keeping.keyring(Some(&hold.dir), around, console)?;
    let mut case = opened(&hold.dir, &keyring, console)?;
    if case.vault().record(id.0).is_none() {
        return Err(Error::no_such_exhibit(&hold.exhibit));
    }
    let act = hold.keeping.act(around, &around.settings.person_zone);
    case.note(Custody {
        exhibit: Some(exhibit_name(id.0)),
        purpose: hold.reason.as_deref().map(secret::masked),
        witness: hold.witness.as_deref().map(secret::masked),
        ..act.event(event)
    })?;
    console.result(&console.say("case-held", &[("id", hold.exhibit.as_str().into())]))
}

fn copy(way: &Move, key: &str, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let keyring = way.keeping.keyring(Some(&way.from), around, console)?;
    Case::look(&way.from, &keyring)?.copy_to(&way.to, &keyring)?;
    say_place(key, &way.to, console)
}

fn restore(back: &Restore, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if !back.older {
        return copy(&back.way, "case-restored", around, console);
    }
    let keyring = back.way.keeping.keyring(Some(&back.way.from), around, console)?;
    Case::restore_older(&back.way.from, &back.way.to, &keyring)?;
    say_place("case-restored", &back.way.to, console)
}

fn check(show: &Show, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let case = Case::look(&show.dir, &show.keeping.keyring(Some(&show.dir), around, console)?)?;
    let damage = case.damage();
    let exhibits = case.vault().records().len();
    if show.json {
        let row = |(id, name, what): &(ExhibitId, String, &str)| json!({ "id": id.to_string(), "name": name, "what": what });
        let rows: Vec<serde_json::Value> = damage.iter().map(row).collect();
        let told = json!({ "intact": damage.is_empty(), "exhibits": exhibits, "damage": rows });
        console.result(&serde_json::to_string_pretty(&told).unwrap_or_default())?;
    } else if damage.is_empty() {
        console.result(&console.say("case-intact", &[("exhibits", exhibits.into())]))?;
    } else {
        console.result(&console.say("case-broken", &[]))?;
        for (id, name, what) in &damage {
            let id = id.to_string();
            let row = [
                ("id", id.as_str().into()),
                ("name", name.as_str().into()),
                ("what", (*what).into()),
            ];
            console.result(&console.say("case-broken-row", &row))?;
        }
    }
    if damage.is_empty() { Ok(()) } else { Err(Error::case_damaged(&show.dir)) }
}

fn new_key(show: &Show, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let keyring = show.keeping.keyring(Some(&show.dir), around, console)?;
    let mut case = Case::open_without_key(&show.dir, &keyring)?;
    let act = show.keeping.act(around, &around.settings.person_zone);
    case.adopt(&keyring, &act)?;
    console.result(&console.say("case-new-key", &[]))
}

/// Another passphrase for a case that is under one.
fn new_words(
    words: &Passphrase,
    around: Surroundings<'_>,
    console: &mut Console<'_>,
) -> Result<()> {
    let keyring = words.keeping.keyring(Some(&words.dir), around, console)?;
    // Before the new one is asked for: the old one may be wrong.
    drop(Case::look(&words.dir, &keyring)?);
    let new = keeping::new_passphrase(words.new_passphrase_file.as_deref(), console)?;
    Case::change_passphrase(&words.dir, &keyring, &new)?;
    console.result(&console.say("case-passphrase-changed", &[]))
}

/// Records that something was handed over; with a bundle, which one.
fn handed_over(
    receipt: &HandOver,
    around: Surroundings<'_>,
    console: &mut Console<'_>,
) -> Result<()> {
    let keyring = receipt.keeping.keyring(Some(&receipt.dir), around, console)?;
    let mut case = opened(&receipt.dir, &keyring, console)?;
    let act = receipt.keeping.act(around, &around.settings.person_zone);
    let to = To { recipient: Some(&receipt.recipient), receipt: receipt.receipt.as_deref() };
    case.note(Custody {
        input_sha256: receipt.bundle.as_deref().map(tagmanifest_sha256).transpose()?,
        witness: receipt.witness.as_deref().map(secret::masked),
        notes: receipt.note.as_deref().map(secret::masked),
        ..to.said_in(act.event(Event::Transferred))
    })?;
    console.result(&console.say("case-handed-over", &[("name", receipt.recipient.as_str().into())]))
}

/// What the stamps of a bundle are made over, and what tells it from every other.
fn tagmanifest_sha256(bundle: &Path) -> Result<String> {
    let unreadable = || Error::bundle_unreadable(bundle, TAG_MANIFEST);
    let mut package = verify::open(bundle)?;
    let number = package.names().find(TAG_MANIFEST).ok_or_else(unreadable)?;
    let mut listed = package.read(number).map_err(|_| unreadable())?;
    Ok(Digest::of(&mut listed).map_err(|_| unreadable())?.sha256)
}

/// Brings a case of an older form forward; every exhibit is checked before and after.
fn bring_forward(old: &New, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let keyring = old.keeping.keyring(None, around, console)?;
    let act = old.keeping.act(around, &around.settings.person_zone);
    Case::migrate(&old.dir, &case_name(old), &keyring, &act)?;
    say_place("case-migrated", &old.dir, console)
}

/// The name asked for, else the folder's.
fn case_name(new: &New) -> String {
    let of_dir = new.dir.file_name().map(|name| name.to_string_lossy().into_owned());
    new.name.clone().or(of_dir).unwrap_or_default()
}
