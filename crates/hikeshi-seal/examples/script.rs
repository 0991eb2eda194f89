//! What does a vault do from its making to an exported checkpoint? A fixed case to be run under a
//! tracer that kills it or lets system calls fail: `script DIR [KNOWN]`. Each line printed is an
//! acknowledgement; whatever stands on it must be in the vault ever after. A folder that is a vault
//! already is opened, checked and listed instead. With `--encrypted` in front the vault is an encrypted
//! one. `script DIR --import FOLDER…` takes in files, for measuring; `script DIR --hold` opens the vault
//! and keeps it until its input ends.

use hikeshi_seal::custody::{Act, Custody, Event, exhibit_name};
use hikeshi_seal::key::SigningKey;
use hikeshi_seal::vault::{New, Opening, Unlock};
use hikeshi_seal::{Error, Vault};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (passphrase, args) = match args.split_first() {
        Some((flag, rest)) if flag.as_os_str() == "--encrypted" => (Some(PASSPHRASE), rest),
        _ => (None, args.as_slice()),
    };
    let unlock = passphrase.map(|passphrase| Unlock { passphrase, random: [3; 32] });
    let outcome = match args {
        [dir, flag] if flag.as_os_str() == "--hold" => hold(dir),
        [dir, flag, folders @ ..] if flag.as_os_str() == "--import" => import(dir, folders),
        [dir] => run(dir, None, unlock),
        [dir, known] => run(dir, Some(known), unlock),
        _ => Err("usage: script [--encrypted] DIR [KNOWN | --hold | --import FOLDER...]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let mut text = fault.to_string();
            let mut cause = fault.source();
            while let Some(inner) = cause {
                text = format!("{text}: {inner}");
                cause = inner.source();
            }
            drop(writeln!(io::stderr(), "{text}"));
            ExitCode::FAILURE
        }
    }
}

/// For vaults that hold nothing but made-up words.
const PASSPHRASE: &str = "a passphrase for tests";

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn act() -> Act {
    Act {
        at_utc: "2026-01-02T03:04:05Z".to_owned(),
        at_local: "2026-01-02T12:04:05+09:00".to_owned(),
        tz: "Asia/Tokyo".to_owned(),
        actor: "script".to_owned(),
        role: "owner".to_owned(),
        tool: "script".to_owned(),
        version: "1".to_owned(),
        build_hash: None,
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed("hikeshi.invalid/script", [7; 32])
}

fn say(line: &str) -> Outcome {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn run(dir: &Path, known: Option<&Path>, unlock: Option<Unlock<'_>>) -> Outcome {
    match Vault::open(dir, &Opening { unlock: unlock.clone(), known }) {
        Ok(vault) => return list(&vault),
        Err(Error::NotAVault(_)) => {}
        Err(Error::Store { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {}
        Err(fault) => return Err(fault.into()),
    }
    let mut vault = Vault::create(dir, New { case: "script", key: key(), encrypt: unlock, known })?;
    say("vault")?;
    for names in [["a.csv", "b.eml", "c.png"].as_slice(), &["d.pdf", "e.txt"]] {
        let mut batch = vault.begin()?;
        for name in names {
            let content = name.repeat(1000);
            batch.take_in(act().imported(name), None, &mut content.as_bytes())?;
        }
        for record in batch.commit()? {
            say(&format!("exhibit {} {}", record.id, record.sha256))?;
        }
    }
    let mut batch = vault.begin()?;
    let derived = Custody { method: Some("redacted".to_owned()), ..act().event(Event::Derived) };
    let copy = batch.derive(derived, 1, &mut &b"*****"[..])?;
    batch.commit()?;
    say(&format!("copy 1 {}", copy.sha256))?;
    vault.append(Custody { exhibit: Some(exhibit_name(2)), ..act().event(Event::PlacedOnHold) })?;
    say("hold 2")?;
    vault.append(act().event(Event::Sealed))?;
    let size = vault.tree().size();
    say(&format!("checkpoint {size} {}", vault.tree().root()))
}

/// What the vault holds, in the same words.
fn list(vault: &Vault) -> Outcome {
    if let Some(damage) = vault.verify().first() {
        return Err(format!("damaged: {damage:?}").into());
    }
    say("vault")?;
    for record in vault.records() {
        say(&format!("exhibit {} {}", record.id, record.sha256))?;
    }
    for copy in vault.derivatives() {
        say(&format!("copy {} {}", copy.of, copy.sha256))?;
    }
    for record in vault.records().iter().filter(|record| vault.is_held(record.id)) {
        say(&format!("hold {}", record.id))?;
    }
    say(&format!("checkpoint {} {}", vault.tree().size(), vault.tree().root()))
}

/// Keeps the vault from everybody else.
fn hold(dir: &Path) -> Outcome {
    let vault = Vault::open(dir, &Opening::default())?;
    say("held")?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    drop(vault);
    Ok(())
}

/// Takes in every file of some folders, a thousand in a batch.
fn import(dir: &Path, folders: &[PathBuf]) -> Outcome {
    let new = New { case: "script", key: key(), encrypt: None, known: None };
    let mut vault = Vault::create(dir, new)?;
    let mut files = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            files.push(entry?.path());
        }
    }
    files.sort();
    for group in files.chunks(1000) {
        let mut batch = vault.begin()?;
        for path in group {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            batch.take_in(act().imported(&name), None, &mut File::open(path)?)?;
        }
        batch.commit()?;
    }
    say(&format!("{} exhibits", vault.records().len()))
}
