//! A letter through a mail server: a small one on loopback, under TLS, with a certificate made here.

use crate::scratch::{Scratch, code, err, out};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::Arc;
use std::thread::JoinHandle;

const PASSWORD: &str = "correct-horse-battery";

/// A certificate for `localhost`, as PEM to trust and as DER with its key to serve.
fn certificate(scratch: &Scratch) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
    let openssl = |args: &[&str]| {
        let output = Command::new("openssl").args(args).current_dir(scratch.path("")).output();
        let output = output.expect("the tests need openssl");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    openssl(&[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        "key.pem",
        "-out",
        "root.pem",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
    ]);
    openssl(&["x509", "-in", "root.pem", "-outform", "DER", "-out", "cert.der"]);
    openssl(&[
        "pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER", "-out", "key.der",
    ]);
    let cert = CertificateDer::from(fs::read(scratch.path("cert.der")).unwrap());
    let key = PrivatePkcs8KeyDer::from(fs::read(scratch.path("key.der")).unwrap());
    (cert, key.into())
}

/// A server that takes one mail and gives back all it was told; `refuses` says no to the sender.
fn server(scratch: &Scratch, refuses: bool) -> (u16, JoinHandle<String>) {
    let (cert, key) = certificate(scratch);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert], key)
        .unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        converse(StreamOwned::new(connection, stream), refuses)
    });
    (port, served)
}

type Client = BufReader<StreamOwned<ServerConnection, std::net::TcpStream>>;

/// A client that is gone is the client's matter.
fn answer(stream: &mut Client, text: &str) {
    let stream = stream.get_mut();
    drop(write!(stream, "{text}\r\n").and_then(|()| stream.flush()));
}

fn converse(stream: StreamOwned<ServerConnection, std::net::TcpStream>, refuses: bool) -> String {
    let mut stream = BufReader::new(stream);
    let mut said = String::new();
    let mut in_data = false;
    answer(&mut stream, "220 localhost ready");
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
            return said;
        }
        let text = String::from_utf8_lossy(&line).into_owned();
        said.push_str(&text);
        if in_data {
            if text == ".\r\n" {
                in_data = false;
                answer(&mut stream, "250 taken");
            }
            continue;
        }
        let word = text.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply = match word.as_str() {
            "EHLO" => "250-localhost\r\n250 AUTH PLAIN LOGIN",
            "AUTH" => "235 welcome",
            "MAIL" if refuses => "550 not you",
            "DATA" => {
                in_data = true;
                "354 go on"
            }
            "QUIT" => {
                answer(&mut stream, "221 bye");
                return said;
            }
            _ => "250 fine",
        };
        answer(&mut stream, reply);
    }
}

fn settings(scratch: &Scratch, port: u16) {
    let root = scratch.path("root.pem");
    let text = format!(
        "server = \"localhost\"\nport = {port}\nuser = \"hanako\"\nfrom = \"hanako@example.jp\"\n\
         root_certificate = \"{}\"\n",
        root.display()
    );
    scratch.put("mail.toml", text.as_bytes());
    scratch.put("password", format!("{PASSWORD}\n").as_bytes());
}

const SENDING: [&str; 6] =
    ["--mail-settings", "mail.toml", "--mail-password-file", "password", "--data", "data"];

fn send(scratch: &Scratch, more: &[&str]) -> Output {
    let mut command = scratch.command();
    command.args(["enquiry", "--demo", "--to", "lawyer", "--lang", "ja", "--send"]);
    command.args(["--mail-to", "lawyer@example.jp"]).args(SENDING).args(more);
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

/// Everything that was written anywhere, to look for the password.
fn everything(scratch: &Scratch, output: &Output) -> String {
    let mut all = out(output) + &err(output);
    let kept = scratch.path("data");
    let kept = if kept.exists() { crate::scratch::tree(&kept) } else { BTreeMap::new() };
    for (name, bytes) in kept {
        all.extend([name.to_string_lossy(), String::from_utf8_lossy(&bytes)]);
    }
    all
}

#[test]
fn a_letter_leaves_under_tls_after_a_last_look() {
    let scratch = Scratch::new();
    let (port, served) = server(&scratch, false);
    settings(&scratch, port);
    let unasked = send(&scratch, &[]);
    assert_eq!(code(&unasked), 0, "{}", err(&unasked));
    assert!(out(&unasked).contains("送っていません"), "{}", out(&unasked));
    let sent = send(&scratch, &["--yes"]);
    assert_eq!(code(&sent), 0, "{}", err(&sent));
    let said = out(&sent);
    assert!(said.contains("lawyer@example.jp に送りました"), "{said}");
    assert!(said.contains("お願いしたいこと") && said.contains("localhost"), "the whole is shown");
    let heard = served.join().unwrap();
    assert!(heard.contains("MAIL FROM:<hanako@example.jp>"), "{heard}");
    assert!(heard.contains("RCPT TO:<lawyer@example.jp>"), "{heard}");
    assert!(heard.contains("Subject: =?utf-8?B?"), "{heard}");
    assert!(!heard.contains("X-Unsent") && heard.contains("\r\nDate: "));
    assert!(!everything(&scratch, &sent).contains(PASSWORD));
}

#[test]
fn a_letter_waits_while_the_server_is_down_and_leaves_later() {
    let scratch = Scratch::new();
    let free = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    drop(certificate(&scratch));
    settings(&scratch, free);
    let kept = send(&scratch, &["--yes"]);
    assert_eq!(code(&kept), 0, "{}", err(&kept));
    assert!(out(&kept).contains("送信待ち"), "{}", out(&kept));
    assert_eq!(fs::read_dir(scratch.path("data/outbox")).unwrap().count(), 1);
    assert!(!everything(&scratch, &kept).contains(PASSWORD));
    let (port, served) = server(&scratch, false);
    settings(&scratch, port);
    let again = || {
        let mut command = scratch.command();
        command.args(["enquiry", "--resend", "--lang", "ja"]).args(SENDING).output().unwrap()
    };
    let resent = again();
    assert!(out(&resent).contains("送ったメール：1通"), "{}{}", out(&resent), err(&resent));
    assert!(served.join().unwrap().contains("RCPT TO:<lawyer@example.jp>"));
    assert!(out(&again()).contains("送ったメール：0通。まだ残っているメール：0通"));
}

#[test]
fn a_refusal_is_said_and_nothing_waits() {
    let scratch = Scratch::new();
    let (port, served) = server(&scratch, true);
    settings(&scratch, port);
    let refused = send(&scratch, &["--yes"]);
    assert_eq!(code(&refused), 1, "{}", out(&refused));
    assert!(err(&refused).contains("not you"), "{}", err(&refused));
    assert!(!scratch.path("data/outbox").exists());
    assert!(!everything(&scratch, &refused).contains(PASSWORD));
    drop(served.join());
}

#[test]
fn a_stranger_with_another_certificate_gets_nothing() {
    let scratch = Scratch::new();
    let (port, served) = server(&scratch, false);
    // The person trusts another certificate than the server shows.
    drop(certificate(&scratch));
    settings(&scratch, port);
    let kept = send(&scratch, &["--yes"]);
    assert!(out(&kept).contains("送信待ち"), "{}{}", out(&kept), err(&kept));
    let heard = served.join().unwrap();
    assert_eq!(heard, "", "not even a greeting");
}

#[test]
fn thirty_megabytes_are_refused_before_anybody_is_asked() {
    let scratch = Scratch::new();
    settings(&scratch, 1);
    scratch.put("large.bin", &vec![7; 30 << 20]);
    let refused = send(&scratch, &["--yes", "--attach", "large.bin"]);
    assert_eq!(code(&refused), 2, "{}", out(&refused));
    let said = err(&refused);
    assert!(said.contains("25 MB") && said.contains("何通かに分け"), "{said}");
    assert!(!scratch.path("data/outbox").exists());
}

#[test]
fn the_sent_copy_is_sealed_into_the_case() {
    let scratch = Scratch::new();
    let made = scratch.run(&["case", "new", "case", "--data", "data"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let note = scratch.put("note.txt", b"hello");
    let note = note.to_str().unwrap();
    assert_eq!(code(&scratch.run(&["case", "add", "case", note, "--data", "data"])), 0);
    let (port, served) = server(&scratch, false);
    settings(&scratch, port);
    let mut command = scratch.command();
    command
        .args(["enquiry", "--case", "case", "--to", "lawyer", "--lang", "ja", "--send", "--yes"]);
    let sent = command.args(["--mail-to", "lawyer@example.jp"]).args(SENDING).output().unwrap();
    assert_eq!(code(&sent), 0, "{}", err(&sent));
    assert!(out(&sent).contains("事案に保全しました"), "{}", out(&sent));
    drop(served.join());
    let shown = out(&scratch.run(&["case", "show", "case", "--json", "--data", "data"]));
    assert!(shown.contains("sent-") && shown.contains(".eml"), "{shown}");
}
