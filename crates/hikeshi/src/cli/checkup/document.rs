//! `hikeshi checkup document`: can the picture of an identity document be read, what must be masked in
//! it, and what does it give away? The picture is neither kept nor sent, and no word of it is printed.

use super::print_json;
use crate::cli::{Console, Surroundings};
use crate::error::{Error, Result};
use crate::evidence;
use crate::lang::{Arg, Lang, text};
use hikeshi_case::screen::document::mrz::Day;
use hikeshi_case::screen::document::sight::{Pixels, Sight};
use hikeshi_case::screen::document::{self, Limits, Picture, Remark, Weight};
use hikeshi_case::time::Time;
use image::{DynamicImage, ImageReader};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

/// Largest file that is read, bytes.
pub(crate) const FILE_BYTES: u64 = 40 << 20;
/// Most pixels that are unpacked.
const MOST_PIXELS: u64 = 60_000_000;
/// Memory unpacking may take, bytes.
const UNPACKED_BYTES: u64 = 256 << 20;

/// The arguments of `checkup document`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "BYTES")]
    most_bytes: Option<u64>,
    #[arg(long, value_name = "PIXELS")]
    least_side: Option<u32>,
    #[arg(long, value_name = "NAME")]
    format: Vec<String>,
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    let bytes = read(&args.file)?;
    let mut limits = Limits::default();
    limits.most_bytes = args.most_bytes.unwrap_or(limits.most_bytes);
    limits.least_side = args.least_side.unwrap_or(limits.least_side);
    if !args.format.is_empty() {
        limits.formats = args.format.iter().map(|it| it.to_lowercase()).collect();
    }
    let seen = judge(&bytes, &args.file, &limits, around.clock.now())?;
    if args.json {
        return print_json(&as_json(&seen.format, &seen.sight, &seen.remarks), console);
    }
    let mut before = None;
    for (weight, line) in said(&seen, console.lang) {
        if before.replace(weight) != Some(weight) {
            console.result(&console.say(&format!("document-{weight}"), &[]))?;
        }
        console.result(&console.say("checkup-item", &[("text", line.into())]))?;
    }
    if seen.is_fine() {
        console.result(&console.say("document-fine", &[]))?;
    }
    console.result(&console.say("document-limit", &[]))
}

/// What is seen in a picture of a document.
#[derive(Debug)]
pub(crate) struct Seen {
    format: String,
    sight: Sight,
    remarks: Vec<Remark>,
}

impl Seen {
    /// Whether nothing speaks against it.
    pub(crate) fn is_fine(&self) -> bool {
        self.remarks.iter().all(|remark| remark.weight() == Weight::Note)
    }
}

/// Looks at a picture; `name` is said in errors.
pub(crate) fn judge(bytes: &[u8], name: &Path, limits: &Limits, now: Time) -> Result<Seen> {
    let (format, sight) = look(bytes, name)?;
    let text = evidence::words_of(bytes.to_vec());
    let civil = now.civil(0);
    let today = Day {
        year: u16::try_from(civil.year).unwrap_or_default(),
        month: civil.month,
        day: civil.day,
    };
    let picture = Picture { bytes, format: &format, sight: &sight, text: text.as_deref(), today };
    let remarks = document::judge(picture, limits);
    Ok(Seen { format, sight, remarks })
}

/// Each remark as a sentence under its weight: `first`, `retake`, `doubt` or `note`.
pub(crate) fn said(seen: &Seen, lang: Lang) -> Vec<(&'static str, String)> {
    let say = |key: &str, values: &[(&str, Arg)]| text(lang, key, values);
    let one = |remark: &Remark| {
        let (key, mut values) = told(remark);
        if let Remark::EdgesMissing(missing) = remark {
            let sides = ["top", "right", "bottom", "left"].into_iter().zip(missing);
            let named = sides.filter(|it| *it.1).map(|it| say(&format!("side-{}", it.0), &[]));
            let list = named.collect::<Vec<_>>().join(&say("list-comma", &[]));
            values.push(("sides", list.into()));
        }
        (weight(remark), say(&format!("document-{key}"), &values))
    };
    seen.remarks.iter().map(one).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |_| Error::picture_unreadable(path);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(FILE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES) {
        return Err(Error::picture_too_large(path));
    }
    Ok(bytes)
}

/// The format's name and what the pixels show. The size is read, and refused, before anything is
/// unpacked.
fn look(bytes: &[u8], path: &Path) -> Result<(String, Sight)> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let unreadable = || Error::picture_unreadable(path);
    let first = reader().map_err(|_| unreadable())?;
    let format = first.format().ok_or_else(unreadable)?;
    let (width, height) = first.into_dimensions().map_err(|_| unreadable())?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Error::picture_too_large(path));
    }
    let mut second = reader().map_err(|_| unreadable())?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(UNPACKED_BYTES);
    second.limits(limits);
    let unpacked: DynamicImage = second.decode().map_err(|cause| match cause {
        image::ImageError::Limits(_) => Error::picture_too_large(path),
        _ => unreadable(),
    })?;
    let rgb = unpacked.into_rgb8();
    let side = |length: u32| usize::try_from(length).unwrap_or_default();
    let pixels = Pixels::new(side(width), side(height), rgb.as_raw()).ok_or_else(unreadable)?;
    let name = format.extensions_str().first().copied().unwrap_or_default();
    Ok((if name == "jpg" { "jpeg" } else { name }.to_owned(), pixels.measure()))
}

fn weight(remark: &Remark) -> &'static str {
    match remark.weight() {
        Weight::First => "first",
        Weight::Retake => "retake",
        Weight::Doubt => "doubt",
        Weight::Note => "note",
    }
}

/// The key of a remark's text and its values.
fn told(remark: &Remark) -> (&'static str, Vec<(&'static str, Arg)>) {
    let number = |name, value: u32| vec![(name, Arg::from(u64::from(value)))];
    let day = |day: &Day| {
        vec![("day", Arg::from(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)))]
    };
    match remark {
        Remark::MyNumber => ("my_number", vec![]),
        Remark::Secret => ("secret", vec![]),
        Remark::TellsPlace => ("tells_place", vec![]),
        Remark::Unreadable { detail } => ("unreadable", number("detail", *detail)),
        Remark::Soft { detail } => ("soft", number("detail", *detail)),
        Remark::Empty => ("empty", vec![]),
        Remark::Glare { permille } => ("glare", number("permille", *permille)),
        Remark::GlareUnknown => ("glare_unknown", vec![]),
        Remark::EdgesMissing(_) => ("edges_missing", vec![]),
        Remark::Tilted { degrees } => ("tilted", number("degrees", *degrees)),
        Remark::Grey => ("grey", vec![]),
        Remark::Small { side, least } => {
            ("small", [number("side", *side), number("least", *least)].concat())
        }
        Remark::Large { size_bytes, most_bytes } => {
            ("large", vec![("size", (*size_bytes).into()), ("most", (*most_bytes).into())])
        }
        Remark::Format(name) => ("format", vec![("format", name.as_str().into())]),
        Remark::Expired(on) => ("expired", day(on)),
        Remark::Expires(on) => ("expires", day(on)),
        Remark::ZoneAgrees { repaired } => {
            ("zone_agrees", number("repaired", u32::from(*repaired)))
        }
        Remark::ZoneDisagrees { agreeing, checks } => (
            "zone_disagrees",
            [number("agreeing", u32::from(*agreeing)), number("checks", u32::from(*checks))]
                .concat(),
        ),
        Remark::NotRead => ("not_read", vec![]),
        Remark::NoWords => ("no_words", vec![]),
    }
}

fn as_json(format: &str, sight: &Sight, remarks: &[Remark]) -> Value {
    let one = |remark: &Remark| {
        let (key, values) = told(remark);
        let mut map = Map::new();
        map.insert("code".to_owned(), key.into());
        map.insert("weight".to_owned(), weight(remark).into());
        for (name, value) in values {
            let value = match value {
                Arg::Text(text) => Value::from(text),
                Arg::Count(count) => Value::from(count),
            };
            map.insert(name.to_owned(), value);
        }
        Value::Object(map)
    };
    json!({
        "type": "document",
        "format": format,
        "width": sight.width,
        "height": sight.height,
        "blur_centipixels": sight.blur_centipixels,
        "detail": sight.detail,
        "glare_permille": sight.glare_permille,
        "edges_top_right_bottom_left": sight.edges,
        "tilt_decidegrees": sight.tilt_decidegrees,
        "colour_permille": sight.colour_permille,
        "remarks": remarks.iter().map(one).collect::<Vec<_>>(),
    })
}
