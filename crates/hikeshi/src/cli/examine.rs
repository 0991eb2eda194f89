//! `hikeshi examine`: from files to findings, and with `--out` to a dossier.

use super::bundle::{self, Packed, To};
use super::keeping::Keeping;
use super::{Console, LangChoice, Surroundings, summary};
use crate::error::{Error, Result};
use crate::evidence::case::Case;
use crate::evidence::copies::{self, Copies};
use crate::evidence::{self, CaseFiles, Intake};
use crate::folder::{self, Folder};
use crate::font;
use crate::lang::{Lang, text};
use crate::progress::Progress;
use crate::report::write::{self as report, Material};
use hikeshi_case::Options;
use hikeshi_case::examination::Examination;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::redact::Handed;
use hikeshi_case::source::archive::Limits;
use hikeshi_case::source::mail;
use hikeshi_case::time::{Time, Zone, parse_civil};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The arguments of `examine`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required_unless_present = "case", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    tz: Option<String>,
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    zone: Option<String>,
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[arg(long, value_name = "PATH")]
    bundle: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    #[command(flatten)]
    keeping: Keeping,
}

/// How a case is examined and what becomes of it; shared with the demo.
#[derive(Debug)]
pub struct Order {
    /// The languages of the dossier.
    pub dossiers: &'static [Lang],
    /// Where the dossier goes; checked already.
    pub out: Option<PathBuf>,
    /// Where the font is looked for first.
    pub font_dir: Option<PathBuf>,
    /// What the person calls the case.
    pub title: Option<String>,
    /// The zone they live in.
    pub person_zone: Zone,
    /// The zone of files that do not name theirs.
    pub zone: Option<Zone>,
    /// “Now”, when it is not the latest record.
    pub as_of: Option<Time>,
    /// Whether the case is made up.
    pub made_up: bool,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let order = order(args, around)?;
    let mut paths = args.paths.clone();
    if let Some(answers) = &args.answers {
        // Answers are exhibits like everything else; the examination knows them by their content.
        std::fs::File::open(answers).map_err(|_| Error::answers_unreadable(answers))?;
        paths.push(answers.clone());
    }
    let mut case = match (&args.case, &args.bundle) {
        (Some(dir), _) => {
            Some(Case::open(dir, &args.keeping.keyring(Some(dir), around, console)?)?)
        }
        (None, Some(_)) => Some(Case::fleeting(&args.keeping.keyring(None, around, console)?)?),
        (None, None) => None,
    };
    let progress = Progress::new(args.json);
    progress.stage(&console.say("stage-intake", &[]));
    let sealed = case.as_ref().is_some_and(|case| case.vault().is_encrypted());
    let intake = Intake { sealed, ..intake(&progress, order.out.as_deref()) };
    let mut scratch = evidence::take_in(&paths, &intake)?;
    if scratch.opened == 0 && !paths.is_empty() {
        progress.finish();
        for problem in &scratch.problems {
            console.aside(&report::problem_text(console.lang, problem, &[]));
        }
        return Err(Error::nothing_opened());
    }
    let act = args.keeping.act(around, &order.person_zone);
    if let Some(case) = &mut case {
        case.admit(&scratch, &act)?;
    }
    progress.stage(&console.say("stage-examine", &[]));
    let files = case.as_mut().map_or(&mut scratch, Case::files);
    let examination = examine(files, &order);
    if args.json {
        let lang = args.lang.is_some().then_some(console.lang);
        console.result(&json(&examination, lang))?;
    }
    progress.stage(&console.say("stage-dossier", &[]));
    let copies = copies::prepare(files, &examination, &[]);
    let made = match &order.out {
        Some(out) => Some(dossier(out, &order, (&*files, &examination), &copies, around)?),
        None => None,
    };
    let to = To::default();
    let packed = Packed { examination: &examination, copies: &copies, act: &act, to };
    let bundled = match (&args.bundle, &mut case) {
        (Some(out), Some(case)) => Some(bundle::make(out, case, &packed, &order, around)?),
        _ => None,
    };
    progress.finish();
    if !args.json {
        let spoken = summary::Spoken { examination: &examination, made: made.as_ref() };
        summary::speak(&spoken, &order, around.clock, console)?;
        if let Some(bundled) = &bundled {
            bundle::speak(bundled, console)?;
        }
    }
    Ok(())
}

fn order(args: &Args, around: Surroundings<'_>) -> Result<Order> {
    let zone = |text: &Option<String>| match text {
        Some(text) => Zone::parse(text).map(Some).ok_or_else(|| Error::bad_zone(text)),
        None => Ok(None),
    };
    let person_zone = zone(&args.tz)?.unwrap_or_else(|| around.settings.person_zone.clone());
    Ok(Order {
        dossiers: args.lang.unwrap_or(LangChoice::Both).dossiers(),
        out: args.out.as_deref().map(folder::check).transpose()?,
        font_dir: args.font_dir.clone(),
        title: args.title.clone(),
        zone: zone(&args.zone)?,
        as_of: args.as_of.as_deref().map(|text| as_of(text, &person_zone)).transpose()?,
        person_zone,
        made_up: false,
    })
}

/// An instant with its offset, or a date or wall-clock reading in the person's zone.
fn as_of(text: &str, person_zone: &Zone) -> Result<Time> {
    let civil = || parse_civil(text, false).map(|civil| person_zone.at(civil));
    Time::parse_rfc3339(text).or_else(civil).ok_or_else(|| Error::bad_as_of(text))
}

/// How material is taken in for an examination.
pub fn intake<'a>(progress: &'a Progress, except: Option<&'a Path>) -> Intake<'a> {
    Intake { limits: Limits::default(), attachments, except, progress, sealed: false }
}

/// What hangs on a mail; nothing where the bytes are none.
fn attachments(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mail) = mail::read(bytes) else { return Vec::new() };
    let decoded = mail.attachments.into_iter().filter(|attachment| attachment.decoded);
    let named = decoded.enumerate().map(|(at, attachment)| match attachment.name.as_str() {
        "" => (format!("attachment-{}", at + 1), attachment.bytes),
        name => (name.to_owned(), attachment.bytes),
    });
    named.collect()
}

/// The one call into the core.
pub fn examine(files: &CaseFiles, order: &Order) -> Examination {
    let options = Options {
        as_of: order.as_of,
        zone: order.zone.clone(),
        person_zone: order.person_zone.clone(),
        problems: files.problems.clone(),
    };
    hikeshi_case::examine(files, &options)
}

/// What a written dossier is and lacks.
#[derive(Debug)]
pub struct Made {
    /// Where it lies.
    pub dir: PathBuf,
    /// Whether a font was found, without which there is no PDF.
    pub has_pdf: bool,
    /// The family the PDF is set in; empty without one.
    pub font_family: &'static str,
    /// How each exhibit was handed on.
    pub handed: BTreeMap<ExhibitId, Handed>,
}

/// Writes the dossier.
pub fn dossier(
    out: &Path,
    order: &Order,
    (files, examination): (&CaseFiles, &Examination),
    copies: &Copies,
    around: Surroundings<'_>,
) -> Result<Made> {
    let font = font::find(order.font_dir.as_deref(), &around.settings.font_dirs);
    let mut folder = Folder::begin(out)?;
    copies::copy(files, copies, &mut folder)?;
    let handed = copies.plan.clone();
    folder.put("findings.json", format!("{}\n", json(examination, None)).as_bytes())?;
    let material = Material {
        examination,
        exhibits: files,
        langs: order.dossiers,
        person_zone: &order.person_zone,
        font: font.as_ref(),
        title: order.title.as_deref(),
        made_up: order.made_up,
        handed: &handed,
    };
    let mut names = Vec::new();
    let has_pdf = report::write_all(&material, &mut |name, bytes| {
        names.push(name.to_owned());
        folder.put(name, bytes)
    })?;
    folder.put("README.txt", readme(&names, order.made_up, &handed).as_bytes())?;
    let dir = folder.finish()?;
    let font_family = font.as_ref().map_or("", |font| font.family);
    Ok(Made { dir, has_pdf, font_family, handed })
}

/// Files that a dossier may consist of, and the key of what each is; a folder stands for what is in it.
const CONTENTS: [(&str, &str); 8] = [
    ("dossier-ja.pdf", "dossier-ja-pdf"),
    ("dossier-ja.html", "dossier-ja-html"),
    ("dossier-en.pdf", "dossier-en-pdf"),
    ("dossier-en.html", "dossier-en-html"),
    ("annex/", "annex"),
    ("exhibits/", "exhibits"),
    ("exhibits/SHA256SUMS", "SHA256SUMS"),
    ("findings.json", "findings-json"),
];

/// What lies in the folder, in both languages whatever was asked for: it may be handed on.
fn readme(names: &[String], made_up: bool, handed: &BTreeMap<ExhibitId, Handed>) -> String {
    let here = |name: &str| !name.starts_with("dossier-") || names.iter().any(|it| it == name);
    let of = |wanted: fn(Handed) -> bool| {
        let ids =
            handed.iter().filter(|(_, handed)| wanted(**handed)).map(|(id, _)| id.to_string());
        ids.collect::<Vec<_>>().join(", ")
    };
    let lists = [
        ("readme-kept-back", of(Handed::kept_back)),
        ("readme-unsearched", of(|handed| handed == Handed::Unsearched)),
    ];
    let mut parts = Vec::new();
    for lang in Lang::ALL {
        let say = |key: &str| text(lang, key, &[]);
        parts.extend(made_up.then(|| say("readme-made-up")));
        parts.push(say("readme"));
        let contents = CONTENTS.iter().filter(|(name, _)| here(name));
        let line =
            |(name, key): &(&str, &str)| format!("{name:20}{}", say(&format!("readme-{key}")));
        parts.push(contents.map(line).collect::<Vec<_>>().join("\n"));
        let named = lists.iter().filter(|(_, ids)| !ids.is_empty());
        parts.extend(named.map(|(key, ids)| format!("{}\n{ids}", say(key))));
        parts.push(say("readme-seal"));
    }
    parts.join("\n\n") + "\n"
}

/// The machine-readable result with sorted keys; with a language each finding and problem also
/// says its `text`.
pub fn json(examination: &Examination, lang: Option<Lang>) -> String {
    let mut value = serde_json::to_value(examination).unwrap_or_default();
    if let Some(lang) = lang {
        let findings = examination.findings.iter().map(|found| report::finding_text(lang, found));
        add_texts(&mut value, "findings", findings);
        let problems = examination.problems.iter();
        let problems =
            problems.map(|problem| report::problem_text(lang, problem, &examination.exhibits));
        add_texts(&mut value, "problems", problems);
    }
    serde_json::to_string_pretty(&sorted(value)).unwrap_or_default()
}

fn add_texts(value: &mut Value, list: &str, texts: impl Iterator<Item = String>) {
    let items = value.get_mut(list).and_then(Value::as_array_mut);
    for (item, text) in items.into_iter().flatten().zip(texts) {
        if let Some(object) = item.as_object_mut() {
            object.insert("text".to_owned(), Value::String(text));
        }
    }
}

/// Keys in order whatever way the JSON library was built.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map.into_iter().collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            let sorted = entries.into_iter().map(|(key, value)| (key, sorted(value)));
            Value::Object(sorted.collect::<Map<String, Value>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_an_instant_or_a_reading_of_the_persons_clock() {
        let tokyo = Zone::Fixed(9 * 3600);
        for (text, expected) in [
            ("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z"),
            ("2026-03-02T09:00:00+09:00", "2026-03-02T00:00:00Z"),
            ("2026-03-02", "2026-03-01T15:00:00Z"),
            ("2026-03-02 09:30", "2026-03-02T00:30:00Z"),
        ] {
            assert_eq!(as_of(text, &tokyo).unwrap().to_string(), expected, "{text}");
        }
        assert_eq!(as_of("yesterday", &tokyo).unwrap_err().exit_code(), 2);
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value: Value = serde_json::from_str(r#"{"b":[{"d":1,"c":2}],"a":null}"#).unwrap();
        assert_eq!(sorted(value).to_string(), r#"{"a":null,"b":[{"c":2,"d":1}]}"#);
    }
}
