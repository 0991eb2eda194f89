//! `hikeshi stamp`: lets others confirm that a bundle existed. Nobody is asked who was not named, what
//! each request gives away is said first, and what cannot be sent now is noted and sent later.

mod queue;

use super::keeping::Keeping;
use super::verify::open;
use super::{Console, LangChoice, Surroundings};
use crate::authorities::{self, Authority};
use crate::error::{Error, Result};
use crate::evidence::keyring::random;
use crate::net::Net;
use hikeshi_case::time::Time;
use hikeshi_seal::bagit;
use hikeshi_seal::bundle;
use hikeshi_seal::bundle::sink::{self, Zip};
use hikeshi_seal::log::Hash;
use hikeshi_seal::package::Package;
use hikeshi_seal::stamp::chain::Roots;
use hikeshi_seal::stamp::ots::{self, Attested, Proof};
use hikeshi_seal::stamp::rfc3161::{self, Fault, Request};
use hikeshi_seal::stamp::{BUNDLE_PROOF_NAME, Kind, QUERY_TYPE, Transport, bundle_stamp_names};
use hikeshi_seal::verify;
use queue::{Queue, Waiting};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Longest proof or stamp that is read back from a bundle.
const LONGEST_STAMP: usize = 1 << 20;

/// The arguments of `stamp`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "BUNDLE")]
    bundle: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "bundle")]
    authority: Vec<String>,
    #[arg(long)]
    list: bool,
    #[arg(long, conflicts_with_all = ["authority", "list", "upgrade", "block_header", "json"])]
    forget: bool,
    #[arg(long, requires = "bundle")]
    upgrade: bool,
    #[arg(long, value_name = "HEIGHT=HEX", requires = "bundle")]
    block_header: Vec<String>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    keeping: Keeping,
}

/// What came of asking one authority.
struct Outcome {
    name: String,
    said: Said,
}

enum Said {
    /// A stamp whose certificate is trusted, with its time.
    Stamped(String),
    /// A stamp by a certificate that nothing vouches for yet.
    Unproven(String),
    /// A calendar's promise.
    Pending,
    /// In a Bitcoin block of this height.
    Complete(u64),
    /// Asked again, and not in a block yet.
    StillPending,
    /// A block header that fits the proof: its time, and its hash to compare with an explorer's.
    Header { at: String, hash: String },
    /// Stamped before.
    There,
    /// Nothing came back, or nothing usable; whether asking again later may help.
    Failed { why: String, later: bool },
    /// The bundle is no longer where it was when it was to be stamped.
    Gone { place: String },
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let data_dir = args.keeping.data_dir(around)?;
    let all = authorities::load(&data_dir)?;
    let mut queue = Queue::load(&data_dir)?;
    if args.forget {
        return forget(&mut queue, args.bundle.as_deref(), console);
    }
    let Some(path) = &args.bundle else {
        return if args.list {
            list(&all, console)
        } else {
            send_waiting(&mut queue, &all, console)
        };
    };
    if args.list || (args.authority.is_empty() && !args.upgrade && args.block_header.is_empty()) {
        return list(&all, console);
    }
    let chosen: Vec<&Authority> =
        args.authority.iter().map(|name| authorities::named(&all, name)).collect::<Result<_>>()?;
    let mut outcomes = stamp(path, &chosen, console)?;
    if args.upgrade {
        outcomes.extend(upgrade(path, &all, console)?);
    }
    for header in &args.block_header {
        outcomes.push(keep_header(path, header)?);
    }
    note_failed(&mut queue, path, &outcomes, console)?;
    tell(&outcomes, args.json, console)?;
    anything_came(&outcomes)
}

/// An error where nobody gave a stamp and none is waited for.
fn anything_came(outcomes: &[Outcome]) -> Result<()> {
    let in_vain = |outcome: &Outcome| {
        matches!(outcome.said, Said::Failed { later: false, .. } | Said::Gone { .. })
    };
    if outcomes.is_empty() || !outcomes.iter().all(in_vain) {
        return Ok(());
    }
    let names: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.name.as_str()).collect();
    Err(Error::no_stamp(&names.into_iter().collect::<Vec<_>>().join(", ")))
}

/// Takes off the list what waits for a bundle, or for any that is no longer there.
fn forget(queue: &mut Queue, bundle: Option<&Path>, console: &mut Console<'_>) -> Result<()> {
    let bundle = bundle.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let is_meant = |one: &Waiting| match &bundle {
        Some(bundle) => one.bundle == *bundle,
        None => !one.bundle.exists(),
    };
    let (dropped, left): (Vec<Waiting>, Vec<Waiting>) =
        queue.take().into_iter().partition(is_meant);
    queue.add(left)?;
    if dropped.is_empty() {
        return console.result(&console.say("stamp-forgot-none", &[]));
    }
    for one in dropped {
        let place = one.bundle.display().to_string();
        let of = [("name", one.authority.as_str().into()), ("place", place.as_str().into())];
        console.result(&console.say("stamp-forgot", &of))?;
    }
    Ok(())
}

/// Notes what could not be sent for want of a connection.
fn note_failed(
    queue: &mut Queue,
    path: &Path,
    outcomes: &[Outcome],
    console: &mut Console<'_>,
) -> Result<()> {
    let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let failed =
        outcomes.iter().filter(|outcome| matches!(outcome.said, Said::Failed { later: true, .. }));
    let waiting = failed.map(|outcome| Waiting::new(&place, &outcome.name));
    let waiting: Vec<Waiting> = waiting.collect();
    if !waiting.is_empty() {
        queue.add(waiting)?;
        console.aside(&console.say("stamp-queued", &[]));
    }
    Ok(())
}

/// Sends what could not be sent before: those asked now were named then.
fn send_waiting(queue: &mut Queue, all: &[Authority], console: &mut Console<'_>) -> Result<()> {
    let waiting = queue.take();
    if waiting.is_empty() {
        return console.result(&console.say("stamp-queue-empty", &[]));
    }
    let mut left = Vec::new();
    let mut outcomes = Vec::new();
    for one in waiting {
        if !one.bundle.exists() {
            let place = one.bundle.display().to_string();
            let name = one.authority.clone();
            outcomes.push(Outcome { name, said: Said::Gone { place } });
            left.push(one);
            continue;
        }
        let done = authorities::named(all, &one.authority)
            .and_then(|authority| stamp(&one.bundle, &[authority], console));
        let said = done.unwrap_or_else(|error| {
            let said = Said::Failed { why: sentence(&error, console), later: false };
            vec![Outcome { name: one.authority.clone(), said }]
        });
        if said.iter().any(|outcome| matches!(outcome.said, Said::Failed { .. })) {
            left.push(one);
        }
        outcomes.extend(said);
    }
    queue.add(left)?;
    tell(&outcomes, false, console)?;
    anything_came(&outcomes)
}

/// What an error says of itself.
fn sentence(error: &Error, console: &Console<'_>) -> String {
    console.say(&format!("err-{}", error.code), &[("subject", error.subject.as_str().into())])
}

/// Opens a bundle that is intact, and says what stamps are made over.
fn opened(path: &Path) -> Result<(Package, [u8; 32])> {
    let report = verify::verify(&mut open(path)?, &verify::Options::default());
    if !report.intact {
        return Err(Error::bundle_broken(path));
    }
    let digest = report.tagmanifest_sha256.as_deref().and_then(Hash::from_hex);
    let digest = digest.ok_or_else(|| Error::bundle_broken(path))?;
    Ok((open(path)?, digest.0))
}

/// Asks each and puts what comes back into the bundle.
fn stamp(path: &Path, chosen: &[&Authority], console: &mut Console<'_>) -> Result<Vec<Outcome>> {
    let (mut package, digest) = opened(path)?;
    let net = Net::new();
    let mut outcomes = Vec::new();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    if !chosen.is_empty() {
        console.aside(&console.say("stamp-gives-away", &[]));
    }
    for authority in chosen {
        let (query, reply) = bundle_stamp_names(&authority.name);
        let there = authority.kind == Kind::Rfc3161 && package.names().find(&reply).is_some();
        let said = if there {
            Said::There
        } else {
            let args =
                [("name", authority.name.as_str().into()), ("url", authority.url.as_str().into())];
            console.aside(&console.say("stamp-asking", &args));
            let said = match authority.kind {
                Kind::Rfc3161 => ask(authority, digest, &net, (query, reply), &mut files),
                Kind::Ots => promise(authority, digest, &net, &mut package, &mut files),
            };
            // What others have sent before must not be lost for it.
            said.unwrap_or_else(|error| Said::Failed {
                why: sentence(&error, console),
                later: false,
            })
        };
        outcomes.push(Outcome { name: authority.name.clone(), said });
    }
    put(path, package, files)?;
    Ok(outcomes)
}

/// Asks an RFC 3161 authority. What comes back is checked as far as its certificates are known.
fn ask(
    authority: &Authority,
    digest: [u8; 32],
    net: &Net,
    (query, reply): (String, String),
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<Said> {
    // Read before asking: what comes back must not be lost for want of a file.
    let (roots, certificates) = (authority.roots()?, authority.certificates()?);
    let bytes = random()?;
    let nonce = bytes.iter().take(8).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    let request = Request { digest, nonce };
    let sent = request.to_der();
    let received = match net.post(&authority.url, QUERY_TYPE, &sent) {
        Ok(received) => received,
        Err(fault) => return Ok(Said::Failed { why: fault.to_string(), later: true }),
    };
    let none = Roots::read(&[]).map_err(|_| Error::unknown_authority(&authority.name))?;
    let judged =
        rfc3161::verify(&received, &digest, Some(nonce), roots.as_ref().unwrap_or(&none), None);
    let said = match judged {
        Ok(stamped) => Said::Stamped(moment(stamped.gen_time_us)),
        Err(Fault::Untrusted(_)) if roots.is_none() => {
            Said::Unproven(rfc3161::stated_time_us(&received).map(moment).unwrap_or_default())
        }
        Err(fault) => return Ok(Said::Failed { why: fault.to_string(), later: false }),
    };
    files.push((inside(&query), sent));
    files.push((inside(&reply), received));
    for (number, certificate) in certificates.into_iter().enumerate() {
        files.push((format!("trust/{}-{}.pem", authority.name, number + 1), certificate));
    }
    Ok(said)
}

/// Asks a calendar, and joins its promise to the proof that is there.
fn promise(
    authority: &Authority,
    digest: [u8; 32],
    net: &Net,
    package: &mut Package,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<Said> {
    let bytes = random()?;
    let mut nonce = [0; 16];
    nonce.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    let begun = match ots::stamp(digest, nonce, &[&authority.url], net) {
        Ok(begun) => begun,
        Err(failed) => {
            let why = failed.first().map(|(_, fault)| fault.to_string()).unwrap_or_default();
            return Ok(Said::Failed { why, later: true });
        }
    };
    let name = inside(BUNDLE_PROOF_NAME);
    let mut proof = begun.proof;
    let fresh = files.iter().position(|(file, _)| *file == name);
    let before = match fresh {
        Some(at) => Some(files.swap_remove(at).1),
        None => proof_of(package),
    };
    if let Some(mut known) = before.and_then(|bytes| Proof::from_bytes(&bytes).ok()) {
        known.tree.merge(proof.tree);
        proof.tree = known.tree;
    }
    files.push((name, proof.to_bytes()));
    Ok(Said::Pending)
}

fn proof_of(package: &mut Package) -> Option<Vec<u8>> {
    package.read_small(BUNDLE_PROOF_NAME, LONGEST_STAMP)?.ok()
}

/// Asks the calendars of the settings for the rest of a pending proof.
fn upgrade(path: &Path, all: &[Authority], console: &mut Console<'_>) -> Result<Vec<Outcome>> {
    let (mut package, digest) = opened(path)?;
    let proof = proof_of(&mut package).and_then(|bytes| Proof::from_bytes(&bytes).ok());
    let Some(mut proof) = proof.filter(|proof| proof.digest == digest) else {
        return Ok(Vec::new());
    };
    let calendars: Vec<&str> = all
        .iter()
        .filter(|one| one.kind == Kind::Ots && !one.url.is_empty())
        .map(|one| one.url.as_str())
        .collect();
    for promised in ots::verify(&proof, &digest, &|_| None).unwrap_or_default() {
        let Attested::Pending { uri: url } = promised else { continue };
        let args = [("name", "OpenTimestamps".into()), ("url", url.as_str().into())];
        console.aside(&console.say("stamp-asking", &args));
    }
    let upgraded = ots::upgrade(&mut proof, &calendars, &Net::new());
    let mut outcomes = Vec::new();
    let mut outcome = |said| outcomes.push(Outcome { name: "OpenTimestamps".to_owned(), said });
    let attested = ots::verify(&proof, &digest, &|_| None).unwrap_or_default();
    for one in attested {
        if let Attested::Bitcoin { height, .. } = one {
            outcome(Said::Complete(height));
        }
    }
    for (_, fault) in &upgraded.failed {
        outcome(Said::Failed { why: fault.to_string(), later: false });
    }
    if !proof.is_complete() && upgraded.failed.is_empty() {
        outcome(Said::StillPending);
    }
    if upgraded.changed {
        put(path, package, vec![(inside(BUNDLE_PROOF_NAME), proof.to_bytes())])?;
    }
    Ok(outcomes)
}

/// Puts a block header that the person got elsewhere beside the proof that leads to it, so that the
/// stamp can be checked without a network.
fn keep_header(path: &Path, text: &str) -> Result<Outcome> {
    let unusable = || Error::settings(Path::new("--block-header"), text);
    let (height, hex) = text.split_once('=').ok_or_else(unusable)?;
    let height: u64 = height.trim().parse().map_err(|_| unusable())?;
    let header = bytes_of(hex.trim()).and_then(|bytes| <[u8; 80]>::try_from(bytes).ok());
    let header = header.ok_or_else(unusable)?;
    let (mut package, digest) = opened(path)?;
    let proof = proof_of(&mut package).and_then(|bytes| Proof::from_bytes(&bytes).ok());
    let attested = proof.and_then(|proof| {
        ots::verify(&proof, &digest, &|asked| (asked == height).then_some(header)).ok()
    });
    let block = attested.into_iter().flatten().find_map(|one| match one {
        Attested::Bitcoin { height: of, header: Some(block), .. } if of == height => Some(block),
        _ => None,
    });
    let block = block.filter(|block| block.merkle_root_ok).ok_or_else(unusable)?;
    let name = format!("{}.{height}.header", inside(BUNDLE_PROOF_NAME));
    put(path, package, vec![(name, header.to_vec())])?;
    let at = Time::from_seconds(i64::from(block.time_s)).to_string();
    Ok(Outcome { name: format!("Bitcoin {height}"), said: Said::Header { at, hash: block.hash } })
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2).map(std::str::from_utf8);
    digits.map(|two| u8::from_str_radix(two.ok()?, 16).ok()).collect()
}

/// The name of a file of `seal/` as seen from there.
fn inside(name: &str) -> String {
    name.strip_prefix(bagit::SEAL).unwrap_or(name).to_owned()
}

/// Writes stamps into a bundle: a folder gets the files, a zip is written anew beside itself.
fn put(path: &Path, mut package: Package, files: Vec<(String, Vec<u8>)>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    if !package.is_zip() {
        let mut files = files;
        // A reply before its request would be a stamp nobody asked for.
        files.sort_by_key(|(name, _)| Path::new(name).extension() == Some("tsr".as_ref()));
        for (name, bytes) in files {
            let added = sink::add(path, &format!("{}{name}", bagit::SEAL), &bytes);
            added.map_err(|cause| Error::write(path, cause))?;
        }
        return Ok(());
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(format!(".{}.partial", std::process::id()));
    let partial = PathBuf::from(partial);
    let top = package.top().unwrap_or("bundle").to_owned();
    let file = sink::new_file(&partial).map_err(|cause| Error::write(&partial, cause))?;
    let mut zip = Zip::new(file, &top);
    let written = bundle::restamp(&mut package, &mut zip, files).map_err(Error::bundle);
    drop(package);
    let done = written.and_then(|()| {
        let synced = zip.into_inner().map_or(Ok(()), |file| file.sync_all());
        let placed = synced.and_then(|()| sink::place(&partial, path));
        placed.map_err(|cause| Error::write(path, cause))
    });
    if done.is_err() {
        super::bundle::discard(&partial);
    }
    done
}

/// UTC, to the microsecond where it has them.
fn moment(at_us: i64) -> String {
    Time::from_micros(at_us).to_string()
}

fn list(all: &[Authority], console: &mut Console<'_>) -> Result<()> {
    let mut lines = vec![console.say("stamp-list-head", &[]), console.say("stamp-gives-away", &[])];
    for one in all {
        let or_none =
            |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let accredited = or_none(one.accredited.as_deref().unwrap_or_default());
        let url = or_none(&one.url);
        let words = [
            ("name", one.name.as_str()),
            ("operator", one.operator.as_str()),
            ("accredited", accredited.as_str()),
            ("url", url.as_str()),
            ("note", one.note(console.lang)),
            ("source", one.source.as_str()),
            ("seen", one.seen.as_str()),
        ];
        let words = words.map(|(key, word)| (key, word.into()));
        for key in ["stamp-list-row", "stamp-list-url", "stamp-list-note", "stamp-list-source"] {
            lines.push(console.say(key, &words));
        }
    }
    console.result(&lines.join("\n"))
}

fn tell(outcomes: &[Outcome], as_json: bool, console: &mut Console<'_>) -> Result<()> {
    if as_json {
        let list: Vec<Value> = outcomes.iter().map(as_value).collect();
        return console.result(&serde_json::to_string_pretty(&list).unwrap_or_default());
    }
    for outcome in outcomes {
        let name = ("name", outcome.name.as_str().into());
        let line = match &outcome.said {
            Said::Stamped(at) => console.say("stamp-made", &[name, ("at", at.as_str().into())]),
            Said::Unproven(at) => {
                console.say("stamp-made-unproven", &[name, ("at", at.as_str().into())])
            }
            Said::Pending => console.say("stamp-pending", &[name]),
            Said::Complete(height) => {
                let height = height.to_string();
                console.say("stamp-complete", &[name, ("height", height.as_str().into())])
            }
            Said::StillPending => console.say("stamp-still-pending", &[name]),
            Said::Header { at, hash } => {
                let of = [name, ("at", at.as_str().into()), ("hash", hash.as_str().into())];
                console.say("stamp-header", &of)
            }
            Said::There => console.say("stamp-there", &[name]),
            Said::Failed { why, .. } => {
                console.say("stamp-failed", &[name, ("why", why.as_str().into())])
            }
            Said::Gone { place } => {
                console.say("stamp-gone", &[name, ("place", place.as_str().into())])
            }
        };
        console.result(&line)?;
    }
    Ok(())
}

fn as_value(outcome: &Outcome) -> Value {
    let (said, at, why) = match &outcome.said {
        Said::Stamped(at) => ("stamped", Some(at.clone()), None),
        Said::Unproven(at) => ("unproven", Some(at.clone()), None),
        Said::Pending => ("pending", None, None),
        Said::Complete(height) => ("complete", Some(height.to_string()), None),
        Said::StillPending => ("still_pending", None, None),
        Said::Header { at, hash } => ("header", Some(at.clone()), Some(hash.clone())),
        Said::There => ("there", None, None),
        Said::Failed { why, .. } => ("failed", None, Some(why.clone())),
        Said::Gone { place } => ("gone", None, Some(place.clone())),
    };
    json!({ "authority": outcome.name, "result": said, "at": at, "why": why })
}
