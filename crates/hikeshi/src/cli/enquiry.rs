//! `hikeshi enquiry`: drafts for a recipient, and what they still lack. Nothing is sent unless `--send`
//! asks for it and the person has seen the whole.

mod send;

use super::examine::{self, Order};
use super::keeping::Keeping;
use super::{Console, LangChoice, Surroundings};
use crate::enquiry::mail::{Address, Attachment, Head};
use crate::enquiry::{Letter, Setting, chat, compose, mail, meter, name, paper};
use crate::error::{Error, Result};
use crate::evidence::case::Case;
use crate::folder::{self, Folder};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::report::{html, pdf, write};
use crate::{demo, evidence, font};
use clap::ValueEnum;
use hikeshi_case::channel::Map;
use hikeshi_case::enquiry::{Enquiry, LIMIT, Particulars, Recipient, enquiry};
use hikeshi_case::examination::Examination;
use hikeshi_case::playbook::Library;
use hikeshi_case::time::Zone;
use serde_json::json;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// `--to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// Support of the exchange.
    Exchange,
    /// An exchange that received the coins.
    ReceivingExchange,
    /// Police in Japan.
    Police,
    /// A lawyer.
    Lawyer,
    /// The bank that received yen.
    Bank,
}

impl To {
    fn recipient(self) -> Recipient {
        match self {
            Self::Exchange => Recipient::Exchange,
            Self::ReceivingExchange => Recipient::ReceivingExchange,
            Self::Police => Recipient::Police,
            Self::Lawyer => Recipient::Lawyer,
            Self::Bank => Recipient::Bank,
        }
    }
}

/// The arguments of `enquiry`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required_unless_present_any = ["case", "demo", "resend"], value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, required_unless_present = "resend")]
    to: Option<To>,
    #[arg(long, value_name = "FILE")]
    about: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["paths", "case", "answers"])]
    demo: bool,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    tz: Option<String>,
    #[arg(long, value_name = "COUNT", default_value_t = chat::PIECE)]
    piece: usize,
    #[arg(long, value_name = "ADDRESS")]
    mail_to: Option<String>,
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    #[command(flatten)]
    sending: send::Sending,
    #[command(flatten)]
    keeping: Keeping,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let order = order(args, around)?;
    let post = send::Around {
        surroundings: around,
        keeping: &args.keeping,
        case: args.case.as_deref(),
        zone: &order.person_zone,
    };
    let Some(to) = args.to.filter(|_| !args.sending.resend) else {
        return send::resend(&args.sending, &post, console);
    };
    let head = head(args)?;
    let about = particulars(args)?;
    let examination = examined(args, &order, around, console)?;
    let map = Map::load().map_err(|fault| Error::playbooks(&fault))?;
    let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
    let made = enquiry(&examination, &about, to.recipient());
    let setting = |lang| Setting {
        lang,
        zone: &order.person_zone,
        made_up: order.made_up,
        map: &map,
        library: &library,
    };
    let letters: Vec<Letter> =
        order.dossiers.iter().map(|lang| compose(&made, &setting(*lang))).collect();
    let mut written = Vec::new();
    if let Some(out) = &order.out {
        written = write_all(out, &letters, args, &head, around)?;
    }
    let spoken = compose(&made, &setting(console.lang));
    if args.json {
        return console.result(&machine_readable(&made, &spoken, args.piece, &written));
    }
    if args.sending.send
        && let Some(address) = &head.to
    {
        let paper = paper_of(&spoken, args, around);
        return send::run(&args.sending, &spoken, (address, paper), &post, console);
    }
    speak(&made, &spoken, &order, &written, console)?;
    if args.about.is_none() && !args.demo {
        console.result(&console.say("enquiry-said-no-particulars", &[]))?;
    }
    console.result(&console.say("enquiry-said-author", &[]))
}

fn order(args: &Args, around: Surroundings<'_>) -> Result<Order> {
    let person_zone = match &args.tz {
        Some(text) => Zone::parse(text).ok_or_else(|| Error::bad_zone(text))?,
        None if args.demo => Zone::parse("Asia/Tokyo").unwrap_or(Zone::UTC),
        None => around.settings.person_zone.clone(),
    };
    // Each recipient has a folder of its own, so that one draft never makes way for another.
    let folder_of = |out: &Path| args.to.map(|to| out.join(to.recipient().key()));
    let out = args.out.as_deref().and_then(folder_of);
    Ok(Order {
        dossiers: args.lang.unwrap_or(LangChoice::Both).dossiers(),
        out: out.as_deref().map(folder::check).transpose()?,
        font_dir: args.font_dir.clone(),
        title: None,
        person_zone,
        zone: None,
        as_of: None,
        made_up: args.demo,
    })
}

fn head(args: &Args) -> Result<Head> {
    let to = match &args.mail_to {
        Some(text) => Some(Address::parse(text).ok_or_else(|| Error::bad_address(text))?),
        None => None,
    };
    Ok(Head { to, draft: true, ..Head::default() })
}

/// What the person says of themselves; nothing where no file is named.
fn particulars(args: &Args) -> Result<Particulars> {
    let read = |bytes: &[u8], path: &Path| {
        Particulars::read(bytes)
            .map_err(|fault| Error::particulars(path, &format!("{}: {}", fault.line, fault.why)))
    };
    match &args.about {
        Some(path) => {
            let fault = |cause: std::io::Error| Error::particulars(path, &cause.to_string());
            let mut bytes = Vec::new();
            let file = File::open(path).map_err(fault)?;
            file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(fault)?;
            read(&bytes, path)
        }
        None if args.demo => read(demo::PARTICULARS.as_bytes(), Path::new("demo")),
        None => Ok(Particulars::default()),
    }
}

/// The examination of the material, taken in as `hikeshi examine` takes it in.
fn examined(
    args: &Args,
    order: &Order,
    around: Surroundings<'_>,
    console: &mut Console<'_>,
) -> Result<Examination> {
    let progress = Progress::new(args.json);
    progress.stage(&console.say("stage-intake", &[]));
    let intake = examine::intake(&progress, order.out.as_deref());
    let mut paths = args.paths.clone();
    paths.extend(args.answers.clone());
    let scratch = if args.demo {
        evidence::take_in_made(&demo::files(), &intake)?
    } else {
        evidence::take_in(&paths, &intake)?
    };
    if scratch.opened == 0 && args.case.is_none() {
        progress.finish();
        return Err(Error::nothing_opened());
    }
    progress.stage(&console.say("stage-examine", &[]));
    let examination = match &args.case {
        Some(dir) => {
            let keyring = args.keeping.keyring(Some(dir), around, console)?;
            if paths.is_empty() {
                examine::examine(Case::look(dir, &keyring)?.files(), order)
            } else {
                let mut case = Case::open(dir, &keyring)?;
                case.admit(&scratch, &args.keeping.act(around, &order.person_zone))?;
                examine::examine(case.files(), order)
            }
        }
        None => examine::examine(&scratch, order),
    };
    progress.finish();
    Ok(examination)
}

/// The drafts in every form, each language; returns their names.
fn write_all(
    out: &Path,
    letters: &[Letter],
    args: &Args,
    head: &Head,
    around: Surroundings<'_>,
) -> Result<Vec<String>> {
    let font = font::find(args.font_dir.as_deref(), &around.settings.font_dirs);
    let fonts = font.as_ref().and_then(write::read_fonts);
    let mut folder = Folder::begin(out)?;
    let mut names = Vec::new();
    for letter in letters {
        let stem = stem(letter);
        let document = paper::document(letter);
        let mut put = |ending: &str, bytes: &[u8]| {
            let name = format!("{stem}.{ending}");
            folder.put(&name, bytes)?;
            names.push(name);
            Ok::<(), Error>(())
        };
        let mut attached = Vec::new();
        if let Some(bytes) = fonts.as_ref().and_then(|fonts| pdf::pdf(&document, fonts).ok()) {
            put("pdf", &bytes)?;
            let name = format!("{stem}.pdf");
            attached.push(Attachment { name, kind: "application/pdf", bytes });
        }
        put("html", html::html(&document).as_bytes())?;
        put("txt", letter.plain().as_bytes())?;
        put("chat.txt", chat::file(letter, args.piece).as_bytes())?;
        let from = Address::parse(&letter.reply_to);
        let head = Head { from, ..head.clone() };
        put("eml", &mail::eml(letter, &head, &attached))?;
    }
    folder.finish()?;
    Ok(names)
}

/// The letter on paper, to go along with a mail; nothing where no font is found.
fn paper_of(letter: &Letter, args: &Args, around: Surroundings<'_>) -> Option<Attachment> {
    let font = font::find(args.font_dir.as_deref(), &around.settings.font_dirs)?;
    let bytes = pdf::pdf(&paper::document(letter), &write::read_fonts(&font)?).ok()?;
    let name = format!("{}.pdf", stem(letter));
    Some(Attachment { name, kind: "application/pdf", bytes })
}

/// `enquiry-police-ja`.
fn stem(letter: &Letter) -> String {
    format!("enquiry-{}-{}", letter.to.key(), letter.lang.tag())
}

fn speak(
    made: &Enquiry,
    letter: &Letter,
    order: &Order,
    written: &[String],
    console: &mut Console<'_>,
) -> Result<()> {
    let lang = console.lang;
    let to = name(made.to, lang);
    console.result(&console.say("enquiry-said-to", &[("to", to.into())]))?;
    for line in meter::lines(&made.meter, lang) {
        console.result(&line)?;
    }
    let Some(out) = &order.out else { return console.result(&format!("\n{}", letter.plain())) };
    let dir = out.display().to_string();
    console.result(&console.say("enquiry-said-written", &[("dir", dir.into())]))?;
    let files = written.join(if lang == Lang::Ja { "、" } else { ", " });
    console.result(&console.say("enquiry-said-files", &[("files", files.into())]))?;
    let is_pdf = |name: &String| Path::new(name).extension().is_some_and(|ending| ending == "pdf");
    if !written.iter().any(is_pdf) {
        console.result(&console.say("font-missing", &[]))?;
    }
    Ok(())
}

fn machine_readable(made: &Enquiry, letter: &Letter, piece: usize, written: &[String]) -> String {
    let whole = json!({
        "to": made.to.key(),
        "topic": made.topic.key(),
        "lang": letter.lang.tag(),
        "subject": letter.subject,
        "text": letter.plain(),
        "pieces": chat::pieces(letter, piece),
        "mailto": mail::mailto(letter, None),
        "meter": meter::json(&made.meter, letter.lang),
        "files": written,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}
