//! How does a vault leave the house? The bundle's side of `script.rs`, for tests with foreign tools and for
//! measuring: `handout write VAULT OUT` makes a folder or, if OUT ends in `.zip`, a zip;
//! `handout stamp BUNDLE NAME=URL…` asks authorities (`ots=URL` a calendar) and puts their answers into
//! the folder; `handout upgrade BUNDLE URL…` completes its OpenTimestamps proof. HTTP on loopback only.

use hikeshi_seal::Vault;
use hikeshi_seal::bundle::sink::{Folder, Sink, Zip};
use hikeshi_seal::bundle::{self, Handout, Packing};
use hikeshi_seal::key::SigningKey;
use hikeshi_seal::log::Hash;
use hikeshi_seal::stamp::ots::{self, Proof};
use hikeshi_seal::stamp::rfc3161::Request;
use hikeshi_seal::stamp::{self, QUERY_TYPE, Transport, TransportFault};
use hikeshi_seal::vault::Opening;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::ExitCode;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["write", vault, out] => write(Path::new(vault), Path::new(out)),
        ["stamp", bundle, authorities @ ..] => stamp(Path::new(bundle), authorities),
        ["upgrade", bundle, calendars @ ..] => upgrade(Path::new(bundle), calendars),
        _ => {
            Err("usage: handout write VAULT OUT | stamp BUNDLE NAME=URL… | upgrade BUNDLE URL…"
                .into())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            drop(writeln!(io::stderr(), "{fault}"));
            ExitCode::FAILURE
        }
    }
}

fn write(vault: &Path, out: &Path) -> Outcome {
    let mut vault = Vault::open(vault, &Opening::default())?;
    vault.use_key(SigningKey::from_seed("hikeshi.invalid/script", [7; 32]))?;
    // The name appears when everything under it is there.
    let fresh = out.with_added_extension("part");
    let packing = Packing { date: "2026-01-31", software: "handout", ..Packing::default() };
    let handout = Handout { packing, ..Handout::default() };
    let mut write =
        |sink: &mut dyn Sink| bundle::write_vault(&mut vault, &handout, sink, &mut |_| Vec::new());
    if out.extension().is_some_and(|ending| ending == "zip") {
        write(&mut Zip::new(BufWriter::new(File::create_new(&fresh)?), "bundle"))?;
        File::open(&fresh)?.sync_all()?;
    } else {
        write(&mut Folder::create(&fresh)?)?;
    }
    Ok(fs::rename(fresh, out)?)
}

/// Just enough HTTP for a server of ours on this machine.
struct Loopback;

impl Loopback {
    fn ask(&self, head: &str, url: &str, body: &[u8]) -> Result<Vec<u8>, TransportFault> {
        let lost = |fault: io::Error| TransportFault::Unreachable(fault.to_string());
        let rest = url.strip_prefix("http://127.0.0.1:");
        let rest = rest.ok_or_else(|| TransportFault::Unreachable(url.to_owned()))?;
        let (port, path) = rest.split_once('/').unwrap_or((rest, ""));
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).map_err(lost)?;
        let (verb, kind) = head.split_once(' ').unwrap_or((head, ""));
        let length = body.len();
        write!(
            stream,
            "{verb} /{path} HTTP/1.0\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        )
        .and_then(|()| stream.write_all(body))
        .map_err(lost)?;
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).map_err(lost)?;
        let end = reply.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(reply.len());
        let status =
            reply.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        match status {
            Some(200) => Ok(reply.split_off((end + 4).min(reply.len()))),
            other => Err(TransportFault::Status(other.unwrap_or(0))),
        }
    }
}

impl Transport for Loopback {
    fn post(&self, url: &str, kind: &str, body: &[u8]) -> Result<Vec<u8>, TransportFault> {
        self.ask(&format!("POST {kind}"), url, body)
    }

    fn get(&self, url: &str) -> Result<Vec<u8>, TransportFault> {
        self.ask("GET", url, &[])
    }
}

fn put(bundle: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let path = bundle.join(name);
    fs::create_dir_all(bundle.join("seal"))?;
    let fresh = path.with_added_extension("new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(fs::rename(fresh, path)?)
}

fn stamp(bundle: &Path, authorities: &[&str]) -> Outcome {
    let digest = digest_of(&bundle.join("tagmanifest-sha256.txt"))?;
    for authority in authorities {
        let (name, url) = authority.split_once('=').ok_or("NAME=URL")?;
        if name == "ots" {
            let begun = ots::stamp(digest, [5; 16], &[url], &Loopback);
            let begun = begun.map_err(|failed| format!("{failed:?}"))?;
            put(bundle, stamp::BUNDLE_PROOF_NAME, &begun.proof.to_bytes())?;
            continue;
        }
        let request = Request { digest, nonce: 0x1122_3344_5566_7788 }.to_der();
        let reply = Loopback.post(url, QUERY_TYPE, &request)?;
        let (asked, answered) = stamp::bundle_stamp_names(name);
        put(bundle, &asked, &request)?;
        put(bundle, &answered, &reply)?;
    }
    Ok(())
}

fn upgrade(bundle: &Path, calendars: &[&str]) -> Outcome {
    let bytes = fs::read(bundle.join(stamp::BUNDLE_PROOF_NAME))?;
    let mut proof = Proof::from_bytes(&bytes)?;
    let upgraded = ots::upgrade(&mut proof, calendars, &Loopback);
    if !upgraded.changed {
        return Err(format!("{upgraded:?}").into());
    }
    put(bundle, stamp::BUNDLE_PROOF_NAME, &proof.to_bytes())
}

fn digest_of(path: &Path) -> Result<[u8; 32], Box<dyn std::error::Error>> {
    let digest = hikeshi_seal::Digest::of(&mut File::open(path)?)?;
    Ok(Hash::from_hex(&digest.sha256).ok_or("a digest is hex")?.0)
}
