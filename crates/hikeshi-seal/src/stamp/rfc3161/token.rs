//! Who signed a stamp, and does the signature fit? CMS `SignedData` (RFC 5652) as RFC 3161 2.4.2
//! narrows it: one signer, signed attributes, and in them the name of the signer's certificate.

use super::{Fault, info};
use crate::stamp::chain::{self, Certificate, Signed};
use crate::stamp::der::{self, OCTET_STRING, OID, Reader, SEQUENCE, SET};
use crate::stamp::digest::{self, Digest};

/// No authority sends more certificates, digests or attributes.
const PARTS_MAX: usize = 16;

/// 1.2.840.113549.1.7.2
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
/// `id-ct-TSTInfo`, 1.2.840.113549.1.9.16.1.4
const TST_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
/// 1.2.840.113549.1.9.3
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
/// 1.2.840.113549.1.9.4
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
/// `id-aa-signingCertificate` (RFC 2634 5.4), 1.2.840.113549.1.9.16.2.12
const SIGNING_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 12];
/// `id-aa-signingCertificateV2` (RFC 5035 3), 1.2.840.113549.1.9.16.2.47
const SIGNING_CERTIFICATE_V2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 47];

/// A token taken apart; nothing in it is believed yet.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// The `TSTInfo`.
    pub(super) content: &'a [u8],
    pub(super) certificates: Vec<Certificate<'a>>,
    digests: Vec<Digest>,
    /// The inside of the only `SignerInfo`.
    signer: Reader<'a>,
}

/// A signer whose signature fits.
#[derive(Debug)]
pub(super) struct Signer<'a> {
    pub(super) certificate: Certificate<'a>,
    pub(super) digest: Digest,
}

/// Takes a token apart.
pub(super) fn read(token: &[u8]) -> Result<Token<'_>, Fault> {
    const PART: &str = "token";
    let mut reader = Reader::new(token, PART);
    let mut outer = reader.enter(SEQUENCE)?;
    reader.end()?;
    if outer.take(OID)? != SIGNED_DATA {
        return Err(Fault::Malformed(PART));
    }
    let mut wrapped = outer.enter(der::inside(0))?;
    outer.end()?;
    let mut data = wrapped.enter(SEQUENCE)?;
    wrapped.end()?;
    if data.small(der::INTEGER)? != 3 {
        return Err(Fault::Malformed(PART));
    }
    let digests = each(data.enter(SET)?, info::digest)?;
    let content = content(data.enter(SEQUENCE)?)?;
    let certificates = match data.enter_if(der::inside(0))? {
        Some(set) => each(set, |set| Ok(Certificate::read(set.any()?.whole)?))?,
        None => Vec::new(),
    };
    // Revocation lists, which are outside of the signature, are not used.
    data.take_if(der::inside(1))?;
    let mut signers = data.enter(SET)?;
    data.end()?;
    let signer = signers.enter(SEQUENCE).map_err(|_| Fault::Signers(0))?;
    let further = each(signers, |set| Ok(set.any()?))?.len();
    if further > 0 {
        return Err(Fault::Signers(1 + further));
    }
    Ok(Token { content, certificates, digests, signer })
}

/// Reads until nothing is left, up to [`PARTS_MAX`] times.
fn each<'a, T>(
    mut set: Reader<'a>,
    mut read: impl FnMut(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut found = Vec::new();
    while !set.is_empty() {
        if found.len() == PARTS_MAX {
            return Err(Fault::TooLarge);
        }
        found.push(read(&mut set)?);
    }
    Ok(found)
}

/// The `TSTInfo` out of `EncapsulatedContentInfo`.
fn content(mut parts: Reader<'_>) -> Result<&[u8], Fault> {
    if parts.take(OID)? != TST_INFO {
        return Err(Fault::Malformed("token"));
    }
    let mut wrapped = parts.enter(der::inside(0))?;
    parts.end()?;
    let content = wrapped.take(OCTET_STRING)?;
    wrapped.end()?;
    Ok(content)
}

impl<'a> Token<'a> {
    /// The signer, if the signature fits and is bound to the certificate (RFC 5652 5.4 to 5.6).
    pub(super) fn signer(&self) -> Result<Signer<'a>, Fault> {
        const PART: &str = "signer";
        let mut fields = self.signer;
        // Version 1: the certificate is named by issuer and serial, as all authorities do.
        if fields.small(der::INTEGER)? != 1 {
            return Err(Fault::Malformed(PART));
        }
        let certificate = self.certificate_named(fields.enter(SEQUENCE)?)?;
        let digest = info::digest(&mut fields)?;
        if !self.digests.contains(&digest) {
            return Err(Fault::Malformed(PART));
        }
        let signed = fields.take(der::inside(0))?;
        let algorithm = fields.take(SEQUENCE)?;
        let signature = fields.take(OCTET_STRING)?;
        // Unsigned attributes are not used.
        fields.take_if(der::inside(1))?;
        fields.end()?;
        let attributes = Attributes::read(signed)?;
        if attributes.one(CONTENT_TYPE)?.take(OID)? != TST_INFO {
            return Err(Fault::Malformed(PART));
        }
        if attributes.one(MESSAGE_DIGEST)?.take(OCTET_STRING)? != digest.of(self.content) {
            return Err(Fault::Signature);
        }
        self.bound(&attributes, certificate)?;
        // They are signed as the SET they are, not under the tag they have here.
        let message = der::wrap(SET, signed);
        match chain::signed_by(certificate, algorithm, digest, &message, signature) {
            Signed::Fits => {}
            Signed::Not => return Err(Fault::Signature),
            Signed::Unknown => return Err(Fault::UnknownMethod),
        }
        Ok(Signer { certificate: certificate.clone(), digest })
    }

    fn certificate_named(&self, mut name: Reader<'_>) -> Result<&Certificate<'a>, Fault> {
        let issuer = name.any()?.whole;
        let serial = name.take(der::INTEGER)?;
        name.end()?;
        let named = |one: &&Certificate<'_>| one.issuer == issuer && one.serial == serial;
        self.certificates.iter().find(named).ok_or(Fault::NoCertificate)
    }

    /// At least one of the two attributes must name the certificate, and none another.
    fn bound(&self, attributes: &Attributes<'_>, signer: &Certificate<'_>) -> Result<(), Fault> {
        let older = attributes.find(SIGNING_CERTIFICATE)?;
        let newer = attributes.find(SIGNING_CERTIFICATE_V2)?;
        if older.is_none() && newer.is_none() {
            return Err(Fault::NotBound);
        }
        for (attribute, has_digest) in [(older, false), (newer, true)] {
            let Some(mut value) = attribute else { continue };
            let mut fields = value.enter(SEQUENCE)?;
            let names = each(fields.enter(SEQUENCE)?, |list| name(list, has_digest))?;
            // Policies may follow.
            fields.take_if(SEQUENCE)?;
            fields.end()?;
            let (first, rest) = names.split_first().ok_or(Fault::NotBound)?;
            let known = |name: &Name<'_>| self.certificates.iter().any(|one| name.is_of(one));
            if !first.is_of(signer) || !rest.iter().all(known) {
                return Err(Fault::NotBound);
            }
        }
        Ok(())
    }
}

/// `ESSCertID` or `ESSCertIDv2`: the digest of a certificate, and perhaps its issuer and serial.
struct Name<'a> {
    /// Nothing means SHA-1.
    digest: Option<Digest>,
    value: &'a [u8],
    /// Issuer as `GeneralNames`, and serial.
    issued: Option<(&'a [u8], &'a [u8])>,
}

/// Reads one; the newer form says its digest, which is SHA-256 if it does not.
fn name<'a>(list: &mut Reader<'a>, has_digest: bool) -> Result<Name<'a>, Fault> {
    let mut fields = list.enter(SEQUENCE)?;
    let digest = match (has_digest, fields.peek()) {
        (false, _) => None,
        (true, Some(SEQUENCE)) => Some(info::digest(&mut fields)?),
        (true, _) => Some(Digest::Sha256),
    };
    let value = fields.take(OCTET_STRING)?;
    let issued = match fields.enter_if(SEQUENCE)? {
        None => None,
        Some(mut issued) => {
            let both = (issued.take(SEQUENCE)?, issued.take(der::INTEGER)?);
            issued.end()?;
            Some(both)
        }
    };
    fields.end()?;
    Ok(Name { digest, value, issued })
}

impl Name<'_> {
    fn is_of(&self, certificate: &Certificate<'_>) -> bool {
        let value = match self.digest {
            Some(digest) => digest.of(certificate.whole),
            None => digest::sha1(certificate.whole),
        };
        value == self.value
            && self.issued.is_none_or(|(issuer, serial)| {
                // One `directoryName`.
                issuer == der::wrap(der::inside(4), certificate.issuer)
                    && serial == certificate.serial
            })
    }
}

/// Attributes, in the order they came: kind and the values under it.
struct Attributes<'a>(Vec<(&'a [u8], Reader<'a>)>);

impl<'a> Attributes<'a> {
    fn read(content: &'a [u8]) -> Result<Self, Fault> {
        let list = each(Reader::new(content, "signed attributes"), |set| {
            let mut fields = set.enter(SEQUENCE)?;
            let kind = fields.take(OID)?;
            let values = fields.enter(SET)?;
            fields.end()?;
            Ok((kind, values))
        })?;
        Ok(Self(list))
    }

    /// The single value of a kind that may be missing; more than one is refused.
    fn find(&self, kind: &[u8]) -> Result<Option<Reader<'a>>, Fault> {
        const PART: &str = "signed attributes";
        let mut found = self.0.iter().filter(|(own, _)| *own == kind);
        let Some((_, values)) = found.next() else { return Ok(None) };
        let mut values = *values;
        let value = values.any()?;
        values.end()?;
        if found.next().is_some() {
            return Err(Fault::Malformed(PART));
        }
        Ok(Some(Reader::new(value.whole, PART)))
    }

    fn one(&self, kind: &[u8]) -> Result<Reader<'a>, Fault> {
        self.find(kind)?.ok_or(Fault::Malformed("signed attributes"))
    }
}
