//! How a bundle is made from an examined case: what goes into it, and how it appears under its name
//! only when it is whole.

use super::examine::{self, Order};
use super::{Console, Surroundings};
use crate::error::{Error, Result};
use crate::evidence::case::{Case, Parcel};
use crate::evidence::copies::Copies;
use crate::font;
use crate::lang::Arg;
use crate::report::write::{self as report, Material};
use hikeshi_case::examination::{Examination, RULES};
use hikeshi_case::redact::Handed;
use hikeshi_case::screen::secret;
use hikeshi_seal::bundle::sink::{self, Folder, Zip};
use hikeshi_seal::bundle::{FINDINGS, Packing, Written};
use hikeshi_seal::custody::{Act, Custody, Event};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// What a bundle is made of.
#[derive(Debug)]
pub(crate) struct Packed<'a> {
    /// What the examination said.
    pub(crate) examination: &'a Examination,
    /// How the exhibits are handed on.
    pub(crate) copies: &'a Copies,
    /// Who packs it, and when.
    pub(crate) act: &'a Act,
    /// Whom it is for, and under what reference of theirs.
    pub(crate) to: To<'a>,
}

/// To whom something is handed over; as far as it was said.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct To<'a> {
    /// Whom.
    pub(crate) recipient: Option<&'a str>,
    /// What they wrote on the receipt.
    pub(crate) receipt: Option<&'a str>,
}

impl To<'_> {
    /// The event with it, without secrets that were typed in by mistake.
    pub(crate) fn said_in(self, event: Custody) -> Custody {
        let masked = |text: Option<&str>| text.map(secret::masked);
        Custody { recipient: masked(self.recipient), receipt: masked(self.receipt), ..event }
    }
}

/// A finished bundle.
#[derive(Debug)]
pub(crate) struct Made {
    /// Where it lies.
    pub(crate) place: PathBuf,
    key: String,
    /// Exhibits whose original was left out.
    pub(crate) withheld: Vec<String>,
    /// What goes along as it is although nobody could look inside for secrets.
    unsearched: Vec<String>,
}

/// Writes the bundle of a case.
pub(crate) fn make(
    out: &Path,
    case: &mut Case,
    packed: &Packed<'_>,
    order: &Order,
    around: Surroundings<'_>,
) -> Result<Made> {
    let place = std::path::absolute(out).map_err(|cause| Error::write(out, cause))?;
    if place.exists() {
        return Err(Error::out_not_empty(&place));
    }
    let findings = format!("{}\n", examine::json(packed.examination, None));
    let mut files = dossiers(case, packed, order, around)?;
    case.keep_copies(packed.copies, packed.act)?;
    files.insert(0, (FINDINGS.to_owned(), findings.into_bytes()));
    case.note_examination(&asked(order), &files, packed.act)?;
    let exported = case.vault().tree().size();
    let event = packed.to.said_in(packed.act.event(Event::Exported));
    case.note(Custody { method: Some("bundle".to_owned()), ..event })?;
    let software = format!("{} {}", packed.act.tool, packed.act.version);
    let date: String = packed.act.at_utc.chars().take(10).collect();
    let packing = Packing { date: &date, software: &software, ..Packing::default() };
    let parcel = Parcel { copies: packed.copies, files, packing };
    if let Err(error) = write(&place, case, &parcel) {
        // That it goes out must stand in the bundle's own log, so it was entered before anybody could know
        // whether it does. On a full disk this cannot be entered either; the error is told all the same.
        let event = packed.act.event(Event::Verified);
        let method = Some("export_failed".to_owned());
        drop(case.note(Custody { method, notes: Some(exported.to_string()), ..event }));
        return Err(error);
    }
    let handed = |wanted: fn(Handed) -> bool| {
        let plan = packed.copies.plan.iter().filter(|(_, handed)| wanted(**handed));
        plan.map(|(id, _)| id.to_string()).collect()
    };
    let withheld = handed(Handed::kept_back);
    let unsearched = handed(|handed| handed == Handed::Unsearched);
    Ok(Made { place, key: case.key_name(), withheld, unsearched })
}

/// The dossiers, as they go under `report/`: the PDFs, or the pages where no font was found.
fn dossiers(
    case: &mut Case,
    packed: &Packed<'_>,
    order: &Order,
    around: Surroundings<'_>,
) -> Result<Vec<(String, Vec<u8>)>> {
    let font = font::find(order.font_dir.as_deref(), &around.settings.font_dirs);
    let material = Material {
        examination: packed.examination,
        exhibits: case.files(),
        langs: order.dossiers,
        person_zone: &order.person_zone,
        font: font.as_ref(),
        title: order.title.as_deref(),
        made_up: order.made_up,
        handed: &packed.copies.plan,
    };
    let mut files = Vec::new();
    let has_pdf = report::write_all(&material, &mut |name, bytes| {
        files.push((format!("report/{name}"), bytes.to_vec()));
        Ok(())
    })?;
    let ending = if has_pdf { ".pdf" } else { ".html" };
    files.retain(|(name, _)| name.starts_with("report/dossier-") && name.ends_with(ending));
    Ok(files)
}

/// What an examination was asked, so that it can be made again from the bundle alone.
fn asked(order: &Order) -> String {
    json!({
        "as_of": order.as_of.map(|at| at.to_string()),
        "person_zone": order.person_zone.label(),
        "rules": RULES,
        "zone": order.zone.as_ref().map(hikeshi_case::time::Zone::label),
    })
    .to_string()
}

/// Writes beside the place, and renames when it is whole.
fn write(place: &Path, case: &mut Case, parcel: &Parcel<'_>) -> Result<Written> {
    let partial = beside(place);
    let fault = |cause| Error::write(&partial, cause);
    let is_zip = place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let written = if is_zip {
        let file = sink::new_file(&partial).map_err(fault)?;
        let mut zip = Zip::new(file, &top_of(place));
        let written = case.pack(parcel, &mut zip);
        let synced = zip.into_inner().map_or(Ok(()), |file| file.sync_all());
        written.and_then(|written| synced.map(|()| written).map_err(fault))
    } else {
        // A folder of that name is somebody else's: nothing was made that could be discarded.
        let mut folder = Folder::create(&partial).map_err(fault)?;
        case.pack(parcel, &mut folder)
    };
    let done = written.and_then(|written| {
        let placed = sink::place(&partial, place);
        placed.map(|()| written).map_err(|cause| Error::write(place, cause))
    });
    if done.is_err() {
        // Whatever is left of it is ours and half written.
        discard(&partial);
    }
    done
}

fn beside(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.partial", std::process::id()));
    place.with_file_name(name)
}

#[expect(clippy::disallowed_methods, reason = "it removes the half-written file it made itself")]
pub(crate) fn discard(partial: &Path) {
    if partial.is_dir() {
        drop(fs::remove_dir_all(partial));
    } else {
        drop(fs::remove_file(partial));
    }
}

/// The one folder inside a zip: the file's own name where that is plain.
fn top_of(place: &Path) -> String {
    let stem =
        place.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !stem.is_empty() && stem.chars().all(plain) { stem } else { "bundle".to_owned() }
}

/// Says where the bundle is, who signed it, and what it lacks.
pub(crate) fn speak(made: &Made, console: &mut Console<'_>) -> Result<()> {
    let place = made.place.display().to_string();
    let place = [("place", Arg::from(place.as_str()))];
    let mut lines = vec![console.say("bundle-made", &place)];
    let key =
        if made.key.ends_with("/ephemeral") { "bundle-key-ephemeral" } else { "bundle-key-own" };
    lines.push(console.say(key, &[("key", made.key.as_str().into())]));
    if !made.withheld.is_empty() {
        let ids = made.withheld.join(", ");
        lines.push(console.say("bundle-withheld", &[("ids", ids.as_str().into())]));
    }
    if !made.unsearched.is_empty() {
        let ids = made.unsearched.join(", ");
        lines.push(console.say("bundle-unsearched", &[("ids", ids.as_str().into())]));
    }
    lines.push(console.say("bundle-unstamped", &place));
    console.result(&lines.join("\n"))
}
