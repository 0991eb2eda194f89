//! Are good stamps believed and bad ones refused, and never one that OpenSSL refuses?
//! The vectors were made by `tests/vectors/make.sh` with OpenSSL 3.

use hikeshi_seal::stamp::chain::{Roots, Untrusted};
use hikeshi_seal::stamp::digest::Digest;
use hikeshi_seal::stamp::rfc3161::{Fault, Request, SIZE_MAX_BYTES, Stamped, read_reply, verify};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The authorities: certificate, stamps, digest of the signature.
const KINDS: [(&str, &str, Digest); 4] = [
    ("rsa", "rsa2048", Digest::Sha256),
    ("rsa", "rsa4096", Digest::Sha512),
    ("ec256", "p256", Digest::Sha256),
    ("ec384", "p384", Digest::Sha384),
];
const YEAR_2200_US: i64 = 7_258_118_400_000_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn vector(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

fn roots(name: &str) -> Roots {
    Roots::read(&[&vector(&format!("{name}.pem"))]).unwrap()
}

fn digest() -> [u8; 32] {
    ring::digest::digest(&ring::digest::SHA256, &vector("data")).as_ref().try_into().unwrap()
}

fn verdict(name: &str, root: &str) -> Result<Stamped, Fault> {
    verify(&vector(name), &digest(), None, &roots(root), None)
}

/// An empty folder of this test.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

fn openssl(args: &[&str]) -> Option<Output> {
    Command::new("openssl").args(args).output().ok()
}

#[test]
fn good_stamps_are_believed() {
    for (root, name, signature_digest) in KINDS {
        for digits in ["0", "6"] {
            let request = Request::from_der(&vector(&format!("{name}-{digits}.tsq")));
            // OpenSSL asks for the same, in the same bytes.
            let request = request.unwrap();
            assert_eq!(request.digest, digest());
            let reply = vector(&format!("{name}-{digits}.tsr"));
            let nonce = Some(request.nonce);
            let stamped = verify(&reply, &digest(), nonce, &roots(root), None).unwrap();
            assert_eq!(stamped.tsa_name, format!("C=JP, O=Test, CN=TSA {name}"));
            assert_eq!(
                (stamped.policy.as_str(), stamped.accuracy_us),
                ("1.2.3.4.1", Some(1_500_100))
            );
            assert_eq!(
                (stamped.digest, stamped.signature_digest),
                (Digest::Sha256, signature_digest)
            );
            assert_eq!(stamped.gen_time_us % 1_000_000 == 0, digits == "0", "{name}");
            let token = read_reply(&reply).unwrap();
            assert_eq!(verify(token, &digest(), nonce, &roots(root), None), Ok(stamped));
        }
    }
    for name in ["ess-sha1.tsr", "hand-made.tst", "two-steps.tsr"] {
        verdict(name, "ec256").unwrap();
    }
    assert_eq!(verdict("with-root.tsr", "rsa").unwrap().stray_certificates, 0);
    let long = ring::digest::digest(&ring::digest::SHA512, &vector("data"));
    let stamped = verify(&vector("imprint-512.tsr"), long.as_ref(), None, &roots("ec256"), None);
    assert_eq!(stamped.unwrap().digest, Digest::Sha512);
}

#[test]
fn rsa_pss_is_believed_as_openssl_does() {
    for (name, digest) in
        [("sha256", Digest::Sha256), ("sha384", Digest::Sha384), ("sha512", Digest::Sha512)]
    {
        let name = format!("pss-{name}.tst");
        let stamped = verdict(&name, "pss").unwrap();
        assert_eq!(stamped.signature_digest, digest);
        assert_eq!(verdict(&name, "rsa"), Err(Fault::Untrusted(Untrusted::UnknownIssuer)));
        let (token, root) = (folder().join(&name), folder().join("pss.pem"));
        let [token, root] = [&token, &root].map(|path| path.to_str().unwrap());
        // `openssl ts` knows no PSS; `openssl cms` does.
        let args = ["cms", "-verify", "-inform", "DER", "-in", token, "-CAfile", root];
        let asked = openssl(&[&args[..], &["-purpose", "timestampsign"]].concat());
        assert!(asked.is_none_or(|asked| asked.status.success()), "{name}");
    }
    // A plain RSA algorithm means PKCS #1 v1.5: under that name a PSS signature is none.
    let rsa = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let mut renamed = vector("pss-sha256.tst");
    let pss = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
    let at = renamed.windows(pss.len()).rposition(|seen| seen == pss).unwrap();
    renamed[at..at + rsa.len() - 2].copy_from_slice(&rsa[..rsa.len() - 2]);
    assert!(verify(&renamed, &digest(), None, &roots("pss"), None).is_err());
    // What is not known is not called false.
    for name in ["bad-pss-salt.tst", "bad-pss-key.tst", "bad-ec-sha512.tst"] {
        assert_eq!(verdict(name, "pss"), Err(Fault::UnknownMethod), "{name}");
    }
}

#[test]
fn bad_stamps_are_refused_with_the_reason() {
    let is = |name: &str| verdict(name, "ec256").unwrap_err();
    for name in ["bad-noeku.tst", "bad-softeku.tst", "bad-twoeku.tst"] {
        assert_eq!(is(name), Fault::Untrusted(Untrusted::Purpose), "{name}");
    }
    assert_eq!(is("bad-imprint-sha1.tsr"), Fault::WeakDigest);
    assert_eq!(verdict("bad-signed-sha1.tsr", "rsa"), Err(Fault::WeakDigest));
    assert_eq!(is("bad-two-signers.tst"), Fault::Signers(2));
    assert_eq!(is("bad-unbound.tst"), Fault::NotBound);
    assert!(matches!(is("bad-no-attributes.tst"), Fault::Malformed(_)));
    assert_eq!(is("bad-no-certificate.tst"), Fault::NoCertificate);
    let issuer = Untrusted::Path("EndEntityUsedAsCa".to_owned());
    assert_eq!(is("bad-issuer.tst"), Fault::Untrusted(issuer));
    assert_eq!(is("bad-expired.tst"), Fault::Untrusted(Untrusted::NotValidThen));
    let Fault::Refused(refusal) = is("refused.tsr") else { panic!("not refused") };
    assert_eq!((refusal.status, refusal.reasons), (2, vec![0]));
    assert!(!refusal.text.is_empty());
}

#[test]
fn a_good_stamp_is_refused_where_it_does_not_belong() {
    let reply = vector("p256-6.tsr");
    let ours = roots("ec256");
    let check = |digest: &[u8], nonce, roots: &Roots, at| verify(&reply, digest, nonce, roots, at);
    assert_eq!(check(&[0; 32], None, &ours, None), Err(Fault::OtherBytes));
    assert_eq!(check(&[0; 20], None, &ours, None), Err(Fault::OtherBytes));
    assert_eq!(check(&digest(), Some(1), &ours, None), Err(Fault::OtherRequest));
    let unknown = Err(Fault::Untrusted(Untrusted::UnknownIssuer));
    assert_eq!(check(&digest(), None, &roots("ec384"), None), unknown);
    assert_eq!(check(&digest(), None, &Roots::read(&[]).unwrap(), None), unknown);
    // Roots and signers end before then; the moment of the stamp is looked at always.
    assert!(check(&digest(), None, &ours, Some(YEAR_2200_US)).is_err());
    let mut longer = reply.clone();
    longer.push(0);
    assert_eq!(verify(&longer, &digest(), None, &ours, None), Err(Fault::Malformed("reply")));
    let huge = vec![0x30; SIZE_MAX_BYTES + 1];
    assert_eq!(verify(&huge, &digest(), None, &ours, None), Err(Fault::TooLarge));
}

#[test]
fn every_cut_is_refused() {
    let reply = vector("p384-6.tsr");
    for length in 0..reply.len() {
        assert!(verify(&reply[..length], &digest(), None, &roots("ec384"), None).is_err());
    }
}

/// Flips each bit; asks OpenSSL about those flips that we would believe.
fn survivors(name: &str, root: &str) -> (usize, Vec<usize>) {
    let reply = vector(name);
    let trusted = roots(root);
    let mut kept = Vec::new();
    for bit in 0..reply.len() * 8 {
        let mut flipped = reply.clone();
        flipped[bit / 8] ^= 0x80 >> (bit % 8);
        match verify(&flipped, &digest(), None, &trusted, None) {
            Ok(stamped) if stamped.stray_certificates == 0 => kept.push(bit),
            _ => {}
        }
    }
    (reply.len() * 8, kept)
}

/// Whether OpenSSL believes a file; nothing if it is not installed.
fn openssl_believes(file: &Path, root: &str) -> Option<bool> {
    let (root, data) = (folder().join(format!("{root}.pem")), folder().join("data"));
    let [file, root, data] = [file, &root, &data].map(|path| path.to_str().unwrap());
    openssl(&["ts", "-verify", "-data", data, "-in", file, "-CAfile", root])
        .map(|output| output.status.success())
}

#[test]
fn no_flip_survives_that_openssl_refuses() {
    let dir = scratch("flips");
    // In the last, a certificate came along that nothing needs.
    let stamps = ["p256-6.tsr", "p384-6.tsr", "with-root.tsr"];
    for (root, name) in ["ec256", "ec384", "rsa"].into_iter().zip(stamps) {
        let (bits, kept) = survivors(name, root);
        println!("{name}: {} of {bits} flips believed", kept.len());
        // The status “granted” and “granted with modifications” differ by one bit.
        assert!(kept.len() <= 1, "{name} {kept:?}");
        let reply = vector(name);
        for bit in kept {
            let mut flipped = reply.clone();
            flipped[bit / 8] ^= 0x80 >> (bit % 8);
            let file = dir.join("flipped.tsr");
            put(&file, &flipped);
            assert_ne!(openssl_believes(&file, root), Some(false), "{name} bit {bit}");
        }
    }
}

/// Whatever byte stands wherever, the answer is a stamp or a reason.
#[test]
fn changed_bytes_are_never_more_than_a_fault() {
    let (reply, ours) = (vector("ess-sha1.tsr"), roots("ec256"));
    for place in 0..reply.len() {
        for byte in [0x00, 0x02, 0x30, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff] {
            let mut changed = reply.clone();
            changed[place] = byte;
            let verdict = verify(&changed, &digest(), None, &ours, None);
            // The status may say “granted with modifications”, or what stood there already.
            assert!(verdict.is_err() || changed == reply || place == 8, "{place} {byte}");
        }
    }
}

/// A new authority for each run, asked as the caller would ask it.
#[test]
fn openssl_understands_us_and_we_understand_openssl() {
    if openssl(&["version"]).is_none() {
        return;
    }
    let dir = scratch("authority");
    let script = folder().join("make.sh");
    let made = Command::new("sh").arg(script).arg(&dir).status().unwrap();
    assert!(made.success());
    let read = |name: &str| fs::read(dir.join(name)).unwrap();
    let fresh = Roots::read(&[&read("rsa.pem"), &read("ec256.pem"), &read("ec384.pem")]).unwrap();
    assert_eq!(fresh.len(), 3);
    for (_, name, _) in KINDS {
        let request = Request::from_der(&read(&format!("{name}-6.tsq"))).unwrap();
        let reply = read(&format!("{name}-6.tsr"));
        verify(&reply, &digest(), Some(request.nonce), &fresh, None).unwrap();
    }
    // The smallest, the largest, and those around a byte that would read as below zero.
    for nonce in [1_u64, 127, 128, 255, 256, u64::MAX] {
        let file = dir.join("own.tsq");
        put(&file, &Request { digest: digest(), nonce }.to_der());
        let shown = openssl(&["ts", "-query", "-in", file.to_str().unwrap(), "-text"]).unwrap();
        let text = String::from_utf8(shown.stdout).unwrap().to_lowercase();
        assert!(shown.status.success() && text.contains("certificate required: yes"), "{text}");
        let hex = format!("{nonce:x}");
        let even = if hex.len() % 2 == 0 { hex } else { format!("0{hex}") };
        assert!(text.contains(&format!("nonce: 0x{even}\n")), "{even} {text}");
    }
}
