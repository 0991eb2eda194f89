//! What does a stamp state? `TSTInfo` (RFC 3161 2.4.2), and the name of who states it.

use super::Fault;
use crate::stamp::der::{self, Reader, SEQUENCE, SET, Value};
use crate::stamp::digest::Digest;
use crate::stamp::hex;

/// What stands in a `TSTInfo`.
#[derive(Debug)]
pub(super) struct Info {
    pub(super) policy: String,
    pub(super) digest: Digest,
    pub(super) imprint: Vec<u8>,
    pub(super) serial: String,
    pub(super) gen_time_us: i64,
    pub(super) accuracy_us: Option<u64>,
    /// All of the INTEGER.
    pub(super) nonce: Option<Vec<u8>>,
}

pub(super) fn read(content: &[u8]) -> Result<Info, Fault> {
    const PART: &str = "statement of the stamp";
    der::check(content, PART)?;
    let mut reader = Reader::new(content, PART);
    let mut fields = reader.enter(SEQUENCE)?;
    reader.end()?;
    if fields.small(der::INTEGER)? != 1 {
        return Err(Fault::Malformed(PART));
    }
    let policy = dotted(fields.take(der::OID)?);
    let mut imprint = fields.enter(SEQUENCE)?;
    let digest = digest(&mut imprint)?;
    let stamped = imprint.take(der::OCTET_STRING)?.to_vec();
    imprint.end()?;
    if stamped.len() != digest.of(&[]).len() {
        return Err(Fault::Malformed(PART));
    }
    let serial = hex(fields.take(der::INTEGER)?);
    let gen_time = fields.any()?;
    if gen_time.tag != der::GENERALIZED_TIME {
        return Err(Fault::Malformed("time"));
    }
    let gen_time_us = der::time(&gen_time).ok_or(Fault::Malformed("time"))?;
    let accuracy_us = fields.enter_if(SEQUENCE)?.map(accuracy).transpose()?;
    // Whether the authority's stamps can be ordered; nothing here rests on it.
    fields.take_if(der::BOOLEAN)?;
    let nonce = fields.take_if(der::INTEGER)?.map(|content| der::wrap(der::INTEGER, content));
    // The authority's own name for itself; the certificate's is the one that is vouched for.
    fields.take_if(der::inside(0))?;
    if let Some(extensions) = fields.enter_if(der::inside(1))? {
        refuse_critical(extensions)?;
    }
    fields.end()?;
    let imprint = stamped;
    Ok(Info { policy, digest, imprint, serial, gen_time_us, accuracy_us, nonce })
}

/// The digest that an `AlgorithmIdentifier` names; its parameters are NULL or absent.
pub(super) fn digest(reader: &mut Reader<'_>) -> Result<Digest, Fault> {
    let mut algorithm = reader.enter(SEQUENCE)?;
    let id = algorithm.take(der::OID)?;
    algorithm.take_if(der::NULL)?;
    algorithm.end()?;
    Digest::named(id).ok_or(Fault::WeakDigest)
}

/// Seconds, thousandths and millionths, each optional, the latter two from 1 to 999.
fn accuracy(mut parts: Reader<'_>) -> Result<u64, Fault> {
    let mut sum = 0;
    for (tag, unit) in [(der::INTEGER, 1_000_000), (der::context(0), 1_000), (der::context(1), 1)] {
        if parts.peek() == Some(tag) {
            let count = parts.small(tag)?;
            if unit < 1_000_000 && !(1..=999).contains(&count) {
                return Err(Fault::Malformed("accuracy"));
            }
            sum += u64::from(count) * unit;
        }
    }
    parts.end()?;
    Ok(sum)
}

/// An extension that must be understood is not: none is known here.
fn refuse_critical(mut extensions: Reader<'_>) -> Result<(), Fault> {
    while !extensions.is_empty() {
        let mut one = extensions.enter(SEQUENCE)?;
        one.take(der::OID)?;
        let critical = one.take_if(der::BOOLEAN)? == Some(&[0xff]);
        one.take(der::OCTET_STRING)?;
        one.end()?;
        if critical {
            return Err(Fault::Malformed("extension"));
        }
    }
    Ok(())
}

/// An object identifier as dotted numbers; in hex if a number in it is beyond 64 bits.
fn dotted(content: &[u8]) -> String {
    let mut arcs: Vec<u64> = Vec::new();
    let mut arc: u64 = 0;
    for byte in content {
        let Some(shifted) = arc.checked_mul(128) else { return hex(content) };
        arc = shifted | u64::from(byte & 0x7f);
        if *byte < 0x80 {
            // The first two numbers share one place.
            if arcs.is_empty() {
                let first = (arc / 40).min(2);
                arcs.push(first);
                arc -= first * 40;
            }
            arcs.push(arc);
            arc = 0;
        }
    }
    arcs.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

/// The holder's Name for reading: common name, unit, organisation and country, in the order given.
pub(super) fn holder(name: &[u8]) -> String {
    let mut parts = Vec::new();
    let Ok(mut groups) = Reader::new(name, "name").enter(SEQUENCE) else { return String::new() };
    while let Ok(mut group) = groups.enter(SET) {
        while let Ok(mut pair) = group.enter(SEQUENCE) {
            let (Ok(id), Ok(value)) = (pair.take(der::OID), pair.any()) else { continue };
            let label = match id {
                [0x55, 4, 3] => "CN",
                [0x55, 4, 6] => "C",
                [0x55, 4, 10] => "O",
                [0x55, 4, 11] => "OU",
                _ => continue,
            };
            parts.push(format!("{label}={}", text(&value)));
        }
    }
    parts.join(", ")
}

/// A text of a Name, without what could change how it is shown.
fn text(value: &Value<'_>) -> String {
    const BMP_STRING: u8 = 0x1e;
    let text = if value.tag == BMP_STRING {
        let pairs = value.content.chunks_exact(2);
        let units: Vec<u16> =
            pairs.filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?))).collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(value.content).into_owned()
    };
    let turns = |one: char| matches!(one, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|one| !one.is_control() && !turns(*one)).collect()
}
