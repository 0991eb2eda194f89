//! Does a certificate lead to a root that the caller trusts, and may its key sign time stamps?
//! RFC 5280 paths by `webpki`; on top of it what RFC 3161 2.3 asks of the signer.
//!
//! Revocation is not looked up: a list would have to be fetched, and be as old as the stamp.

use super::der::{self, NotDer, Reader, SEQUENCE, Value};
use super::digest::Digest;
use rustls_pki_types::alg_id::{
    RSA_ENCRYPTION, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512,
};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime,
};
use std::time::Duration;
use webpki::{EndEntityCert, KeyUsage, VerifiedPath, ring};

type Methods = &'static [&'static dyn SignatureVerificationAlgorithm];

static SHA256: Methods = &[
    ring::RSA_PKCS1_2048_8192_SHA256,
    ring::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    ring::ECDSA_P256_SHA256,
    ring::ECDSA_P384_SHA256,
];
static SHA384: Methods = &[
    ring::RSA_PKCS1_2048_8192_SHA384,
    ring::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    ring::ECDSA_P256_SHA384,
    ring::ECDSA_P384_SHA384,
];
static SHA512: Methods =
    &[ring::RSA_PKCS1_2048_8192_SHA512, ring::RSA_PSS_2048_8192_SHA512_LEGACY_KEY];
/// Those of RSA PKCS #1 v1.5.
static PKCS1: [AlgorithmIdentifier; 3] = [RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512];

const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
/// `id-kp-timeStamping`, 1.3.6.1.5.5.7.3.8.
const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];

const DIGITAL_SIGNATURE: u8 = 0x80;
const NON_REPUDIATION: u8 = 0x40;
const KEY_CERT_SIGN: u8 = 0x04;

/// Certificates whose holders the caller believes.
#[derive(Clone, Debug)]
pub struct Roots(Vec<CertificateDer<'static>>);

/// A file is not a list of certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these are not certificates")]
pub struct NotCertificates;

impl Roots {
    /// Takes certificates from files, each of them PEM with one or more, or DER with one.
    pub fn read(files: &[&[u8]]) -> Result<Self, NotCertificates> {
        let mut roots = Vec::new();
        for file in files {
            if Certificate::read(file).is_ok() {
                roots.push(CertificateDer::from(file.to_vec()));
                continue;
            }
            let before = roots.len();
            for root in CertificateDer::pem_slice_iter(file) {
                let root = root.map_err(|_| NotCertificates)?;
                Certificate::read(&root).map_err(|_| NotCertificates)?;
                roots.push(root);
            }
            if roots.len() == before {
                return Err(NotCertificates);
            }
        }
        Ok(Self(roots))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The roots that are valid at a moment; `webpki` does not ask that of a root.
    fn valid_at(&self, at_us: i64) -> Vec<TrustAnchor<'_>> {
        let valid = |root: &&CertificateDer<'_>| {
            Certificate::read(root)
                .is_ok_and(|root| (root.not_before..=root.not_after).contains(&at_us))
        };
        let anchors = self.0.iter().filter(valid).map(webpki::anchor_from_trusted_cert);
        anchors.filter_map(Result::ok).collect()
    }
}

/// Why a signer is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// No path leads to a given root.
    #[error("no given root vouches for the signer")]
    UnknownIssuer,
    /// A certificate of the path is expired or not yet valid at the moment asked for.
    #[error("a certificate of the path is not valid at that time")]
    NotValidThen,
    /// The signer's key is not for time stamps alone (RFC 3161 2.3).
    #[error("the signer's key is not for time stamps alone")]
    Purpose,
    /// Anything else about the path, in the words of the library.
    #[error("the path of certificates does not hold: {0}")]
    Path(String),
}

/// What a stamp needs to know of a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Certificate<'a> {
    pub(crate) whole: &'a [u8],
    /// Content of the INTEGER.
    pub(crate) serial: &'a [u8],
    /// All of the issuer's Name.
    pub(crate) issuer: &'a [u8],
    /// All of the holder's Name.
    pub(crate) subject: &'a [u8],
    not_before: i64,
    pub(crate) not_after: i64,
    extensions: Vec<Extension<'a>>,
    /// What its issuer signed, with what, and the signature.
    signed: &'a [u8],
    algorithm: &'a [u8],
    signature: &'a [u8],
}

#[derive(Clone, Copy, Debug)]
struct Extension<'a> {
    id: &'a [u8],
    critical: bool,
    value: &'a [u8],
}

impl<'a> Certificate<'a> {
    /// Reads a certificate (RFC 5280 4.1) and nothing after it.
    pub(crate) fn read(whole: &'a [u8]) -> Result<Self, NotDer> {
        const PART: &str = "certificate";
        der::check(whole, PART)?;
        let mut reader = Reader::new(whole, PART);
        let mut outer = reader.enter(SEQUENCE)?;
        reader.end()?;
        let signed = outer.any()?.whole;
        let algorithm = outer.take(SEQUENCE)?;
        // Whole bytes: no bit of the last one is unused.
        let signature = outer.take(der::BIT_STRING)?.strip_prefix(&[0]).ok_or(NotDer(PART))?;
        outer.end()?;
        let mut body = Reader::new(signed, PART).enter(SEQUENCE)?;
        if let Some(mut version) = body.enter_if(der::inside(0))? {
            version.small(der::INTEGER)?;
            version.end()?;
        }
        let serial = body.take(der::INTEGER)?;
        if body.take(SEQUENCE)? != algorithm {
            return body.fault();
        }
        let issuer = name(&mut body)?;
        let mut validity = body.enter(SEQUENCE)?;
        let not_before = moment(validity.any()?)?;
        let not_after = moment(validity.any()?)?;
        validity.end()?;
        let subject = name(&mut body)?;
        body.take(SEQUENCE)?;
        body.take_if(der::context(1))?;
        body.take_if(der::context(2))?;
        let extensions = match body.enter_if(der::inside(3))? {
            Some(wrapped) => extensions(wrapped)?,
            None => Vec::new(),
        };
        body.end()?;
        Ok(Self {
            whole,
            serial,
            issuer,
            subject,
            not_before,
            not_after,
            extensions,
            signed,
            algorithm,
            signature,
        })
    }

    /// Whether this certificate's key signed the other.
    fn vouches_for(&self, other: &Self) -> bool {
        let der = CertificateDer::from(self.whole);
        let Ok(key) = EndEntityCert::try_from(&der) else { return false };
        let known = [SHA256, SHA384, SHA512].concat();
        self.subject == other.issuer
            && known.iter().any(|method| {
                method.signature_alg_id().as_ref() == other.algorithm
                    && key.verify_signature(*method, other.signed, other.signature).is_ok()
            })
    }

    fn extension(&self, id: &[u8]) -> Option<&Extension<'a>> {
        self.extensions.iter().find(|extension| extension.id == id)
    }

    /// The first eight bits of the key usage, if the certificate limits it.
    fn key_usage(&self) -> Option<u8> {
        let extension = self.extension(KEY_USAGE)?;
        // What cannot be read allows nothing.
        let bits = Reader::new(extension.value, "key usage").take(der::BIT_STRING);
        Some(bits.ok().and_then(|bits| bits.get(1).copied()).unwrap_or(0))
    }

    /// Its extended key usage must be there, critical, and time stamping alone. A key usage, if
    /// there is one, must be for signatures and nothing else, as OpenSSL asks too.
    fn is_for_stamps_alone(&self) -> bool {
        let purpose = self.extension(EXTENDED_KEY_USAGE).is_some_and(|extension| {
            let only = der::wrap(SEQUENCE, &der::wrap(der::OID, TIME_STAMPING));
            extension.critical && extension.value == only
        });
        let signing = DIGITAL_SIGNATURE | NON_REPUDIATION;
        purpose && self.key_usage().is_none_or(|bits| bits != 0 && bits & !signing == 0)
    }
}

fn moment(value: Value<'_>) -> Result<i64, NotDer> {
    der::time(&value).ok_or(NotDer("certificate"))
}

/// All of a Name.
fn name<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], NotDer> {
    match reader.any()? {
        Value { tag: SEQUENCE, whole, .. } => Ok(whole),
        _ => reader.fault(),
    }
}

fn extensions(mut wrapped: Reader<'_>) -> Result<Vec<Extension<'_>>, NotDer> {
    let mut list = wrapped.enter(SEQUENCE)?;
    wrapped.end()?;
    let mut found: Vec<Extension<'_>> = Vec::new();
    while !list.is_empty() {
        let mut one = list.enter(SEQUENCE)?;
        let id = one.take(der::OID)?;
        let critical = one.take_if(der::BOOLEAN)? == Some(&[0xff]);
        let value = one.take(der::OCTET_STRING)?;
        one.end()?;
        if found.iter().any(|other| other.id == id) {
            return list.fault();
        }
        found.push(Extension { id, critical, value });
    }
    Ok(found)
}

/// Refuses a signer that no root vouches for at `at_us`, or whose key is not for stamps alone.
pub(crate) fn verify(
    signer: &Certificate<'_>,
    others: &[Certificate<'_>],
    roots: &Roots,
    at_us: i64,
) -> Result<(), Untrusted> {
    if !signer.is_for_stamps_alone() {
        return Err(Untrusted::Purpose);
    }
    let signer_der = CertificateDer::from(signer.whole);
    let end_entity = EndEntityCert::try_from(&signer_der).map_err(in_our_words)?;
    let others: Vec<_> = others.iter().map(|other| CertificateDer::from(other.whole)).collect();
    let seconds =
        u64::try_from(at_us.div_euclid(1_000_000)).map_err(|_| Untrusted::NotValidThen)?;
    let anchors = roots.valid_at(at_us);
    let path = end_entity.verify_for_usage(
        &[SHA256, SHA384, SHA512].concat(),
        &anchors,
        &others,
        UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
        // The signer's own was looked at above; those between need not have one.
        KeyUsage::required_if_present(TIME_STAMPING),
        None,
        Some(&issuers_may_sign),
    );
    path.map(|_| ()).map_err(in_our_words)
}

/// How many certificates beside the signer's are neither a root nor signed by one that is here.
/// They decide nothing; but what nobody signed can be changed by anybody.
pub(crate) fn strays(signer: &Certificate<'_>, found: &[Certificate<'_>], roots: &Roots) -> usize {
    let roots = roots.0.iter().filter_map(|root| Certificate::read(root).ok());
    let roots: Vec<Certificate<'_>> = roots.collect();
    let is_stray = |one: &&Certificate<'_>| {
        one.whole != signer.whole
            && !roots.iter().any(|root| root.whole == one.whole)
            && !found.iter().chain(&roots).any(|issuer| issuer.vouches_for(one))
    };
    found.iter().filter(is_stray).count()
}

/// `webpki` does not look at the key usage of issuers.
fn issuers_may_sign(path: &VerifiedPath<'_>) -> Result<(), webpki::Error> {
    for issuer in path.intermediate_certificates() {
        let der = issuer.der();
        let read = Certificate::read(&der).map_err(|_| webpki::Error::BadDer)?;
        if read.key_usage().is_some_and(|bits| bits & KEY_CERT_SIGN == 0) {
            return Err(webpki::Error::EndEntityUsedAsCa);
        }
    }
    Ok(())
}

fn in_our_words(error: webpki::Error) -> Untrusted {
    match error {
        webpki::Error::UnknownIssuer => Untrusted::UnknownIssuer,
        webpki::Error::CertExpired { .. } | webpki::Error::CertNotValidYet { .. } => {
            Untrusted::NotValidThen
        }
        other => Untrusted::Path(format!("{other:?}")),
    }
}

/// What can be said of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    /// It is of the certificate's key.
    Fits,
    /// It is not.
    Not,
    /// Nobody here knows such a signature, or such a key.
    Unknown,
}

/// Whether `signature` over `message` is of the certificate's key.
///
/// `algorithm` is the content of the signature's `AlgorithmIdentifier` and must agree with `digest`.
/// A bare RSA key type there means PKCS #1 v1.5 with `digest` (RFC 3370 3.2).
pub(crate) fn signed_by(
    signer: &Certificate<'_>,
    algorithm: &[u8],
    digest: Digest,
    message: &[u8],
    signature: &[u8],
) -> Signed {
    let der = CertificateDer::from(signer.whole);
    let Ok(end_entity) = EndEntityCert::try_from(&der) else { return Signed::Not };
    let mut said = Signed::Unknown;
    for method in methods(digest) {
        let own = method.signature_alg_id();
        let bare = PKCS1.contains(&own) && RSA_ENCRYPTION.as_ref() == algorithm;
        if own.as_ref() != algorithm && !bare {
            continue;
        }
        match end_entity.verify_signature(*method, message, signature) {
            Ok(()) => return Signed::Fits,
            Err(webpki::Error::InvalidSignatureForPublicKey) => said = Signed::Not,
            // For another kind of key.
            Err(_) => {}
        }
    }
    said
}

/// What a stamp may be signed with. `ring` has no elliptic curve with SHA-512.
fn methods(digest: Digest) -> Methods {
    match digest {
        Digest::Sha256 => SHA256,
        Digest::Sha384 => SHA384,
        Digest::Sha512 => SHA512,
    }
}
