//! What does an RFC 3161 time stamp say, and is it to be believed? Asking for one, reading the
//! reply, and checking it against the roots of the authority. Pure: bytes in, verdict out.

mod info;
mod reply;
mod token;

pub use reply::{Refusal, read_reply};

use super::chain::{self, Roots, Untrusted};
use super::der::{self, NotDer, Reader, SEQUENCE};
use super::digest::Digest;

/// No reply of an authority is longer.
pub const SIZE_MAX_BYTES: usize = 64 << 10;

/// What an authority is asked: a stamp over a SHA-256 digest, with its certificate in the reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// SHA-256 of what is to be stamped.
    pub digest: [u8; 32],
    /// A number that nobody can foresee; the reply must repeat it.
    pub nonce: u64,
}

impl Request {
    /// The request as it is sent: `TimeStampReq` (RFC 3161 2.4.1), version 1.
    pub fn to_der(&self) -> Vec<u8> {
        let null = der::wrap(der::NULL, &[]);
        let algorithm = [der::wrap(der::OID, Digest::Sha256.oid()), null].concat();
        let digest = der::wrap(der::OCTET_STRING, &self.digest);
        let imprint = [der::wrap(SEQUENCE, &algorithm), digest].concat();
        let certificates_wanted = der::wrap(der::BOOLEAN, &[0xff]);
        let parts = [
            der::integer(1),
            der::wrap(SEQUENCE, &imprint),
            der::integer(self.nonce),
            certificates_wanted,
        ];
        der::wrap(SEQUENCE, &parts.concat())
    }

    /// Reads back a request as [`Request::to_der`] writes it, such as the `.tsq` of a bundle.
    pub fn from_der(bytes: &[u8]) -> Option<Self> {
        // Only two fields can differ: find them, then compare the rest by writing it again.
        let mut fields = Reader::new(bytes, "request").enter(SEQUENCE).ok()?;
        fields.take(der::INTEGER).ok()?;
        let mut imprint = fields.enter(SEQUENCE).ok()?;
        imprint.take(SEQUENCE).ok()?;
        let digest = imprint.take(der::OCTET_STRING).ok()?.try_into().ok()?;
        let nonce = der::unsigned(fields.take(der::INTEGER).ok()?)?;
        let nonce = (nonce.len() <= 8)
            .then(|| nonce.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))?;
        let request = Self { digest, nonce };
        (request.to_der() == bytes).then_some(request)
    }
}

/// A stamp that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The moment the authority states, in microseconds since 1970 UTC; finer digits are cut off.
    pub gen_time_us: i64,
    /// How far that may be off, in microseconds, if the authority says so.
    pub accuracy_us: Option<u64>,
    /// The number the authority gave this stamp, lower-case hex.
    pub serial: String,
    /// The authority's policy, as dotted numbers.
    pub policy: String,
    /// The holder of the signing certificate, such as `CN=…, O=…, C=JP`.
    pub tsa_name: String,
    /// What the stamped digest was made with.
    pub digest: Digest,
    /// What the signature was made with.
    pub signature_digest: Digest,
    /// The last moment at which the signer's certificate is valid, in microseconds since 1970.
    pub signer_until_us: i64,
    /// How many certificates came along that no given root and no other certificate vouches for.
    /// Some authorities send such; they decide nothing, and anybody could have changed them.
    pub stray_certificates: usize,
}

/// Why a stamp is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Longer than [`SIZE_MAX_BYTES`], or with more certificates than any authority sends.
    #[error("larger than a stamp ever is")]
    TooLarge,
    /// The bytes are not what RFC 3161 describes; names the part.
    #[error("the {0} is not as RFC 3161 wants it")]
    Malformed(&'static str),
    /// The authority answered that it gives no stamp.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The stamp is over other bytes.
    #[error("the stamp is over something else")]
    OtherBytes,
    /// The stamp answers another request.
    #[error("the stamp answers another request")]
    OtherRequest,
    /// The stamp rests on a digest that is not believed (any more), such as SHA-1.
    #[error("the stamp uses a digest that is not accepted")]
    WeakDigest,
    /// There is not exactly one signer.
    #[error("there are {0} signers, not one")]
    Signers(usize),
    /// The certificate of the signer is not in the stamp.
    #[error("the signer's certificate is not in the stamp")]
    NoCertificate,
    /// The stamp does not name its signer's certificate (RFC 2634, RFC 5035), or names another.
    #[error("the stamp does not name its signer's certificate")]
    NotBound,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// The signature or the signer's key is of a kind that is not known here. It may be good.
    #[error("the signature is of a kind that this program does not know")]
    UnknownMethod,
    /// The signature fits, but nothing says whose it is.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
}

impl From<NotDer> for Fault {
    fn from(fault: NotDer) -> Self {
        Self::Malformed(fault.0)
    }
}

/// The moment a stamp states, in microseconds since 1970 UTC, whoever made it; for saying what came back
/// from an authority whose certificate is not known.
pub fn stated_time_us(stamp: &[u8]) -> Option<i64> {
    if stamp.len() > SIZE_MAX_BYTES {
        return None;
    }
    let token = match Reader::new(stamp, "reply").enter(SEQUENCE).ok()?.peek() {
        Some(der::OID) => stamp,
        _ => read_reply(stamp).ok()?,
    };
    Some(info::read(token::read(token).ok()?.content).ok()?.gen_time_us)
}

/// Checks a stamp: a whole reply or the token out of it.
///
/// `digest` is what was stamped. With `nonce` the stamp must answer the request that had it. The
/// path to one of `roots` must be valid when the stamp was made and, if given, at `at_us` too
/// (microseconds since 1970); a stamp stays good when its certificates expire later.
pub fn verify(
    stamp: &[u8],
    digest: &[u8],
    nonce: Option<u64>,
    roots: &Roots,
    at_us: Option<i64>,
) -> Result<Stamped, Fault> {
    if stamp.len() > SIZE_MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    der::check(stamp, "reply")?;
    let token = match Reader::new(stamp, "reply").enter(SEQUENCE)?.peek() {
        Some(der::OID) => stamp,
        _ => read_reply(stamp)?,
    };
    let token = token::read(token)?;
    let info = info::read(token.content)?;
    if info.imprint != digest {
        return Err(Fault::OtherBytes);
    }
    if nonce.is_some_and(|nonce| info.nonce != Some(der::integer(nonce))) {
        return Err(Fault::OtherRequest);
    }
    let signer = token.signer()?;
    for moment in std::iter::once(info.gen_time_us).chain(at_us) {
        chain::verify(&signer.certificate, &token.certificates, roots, moment)?;
    }
    Ok(Stamped {
        gen_time_us: info.gen_time_us,
        accuracy_us: info.accuracy_us,
        serial: info.serial,
        policy: info.policy,
        tsa_name: info::holder(signer.certificate.subject),
        digest: info.digest,
        signature_digest: signer.digest,
        signer_until_us: signer.certificate.not_after,
        stray_certificates: chain::strays(&signer.certificate, &token.certificates, roots),
    })
}
