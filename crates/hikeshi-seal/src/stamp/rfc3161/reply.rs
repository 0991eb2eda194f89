//! Did the authority give a stamp, and if not, why? `TimeStampResp` (RFC 3161 2.4.2).

use super::{Fault, SIZE_MAX_BYTES};
use crate::stamp::der::{self, Reader, SEQUENCE};

/// The authority's own word that it gives no stamp.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the authority gave no stamp (status {status}) {text}")]
pub struct Refusal {
    /// 2 rejected, 3 waiting, 4 revocation warning, 5 revoked.
    pub status: u32,
    /// What it says in words; of its own choosing, so it is quoted and never obeyed.
    pub text: String,
    /// The reasons it gives, as bit numbers of `PKIFailureInfo`: 0 unknown digest, 2 request not
    /// permitted, 5 request malformed, 14 no time source, 15 unknown policy, 16 unknown extension,
    /// 17 no additional information, 25 system failure.
    pub reasons: Vec<usize>,
}

/// No authority explains itself at greater length.
const TEXT_MAX_CHARS: usize = 500;

/// The token out of a reply, or why there is none.
pub fn read_reply(reply: &[u8]) -> Result<&[u8], Fault> {
    if reply.len() > SIZE_MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    der::check(reply, "reply")?;
    let mut reader = Reader::new(reply, "reply");
    let mut parts = reader.enter(SEQUENCE)?;
    reader.end()?;
    let refusal = status(parts.enter(SEQUENCE)?)?;
    // 0 granted, 1 granted with modifications.
    if refusal.status > 1 {
        return Err(refusal.into());
    }
    if !refusal.reasons.is_empty() {
        return Err(Fault::Malformed("reply"));
    }
    let token = parts.any()?;
    parts.end()?;
    Ok(token.whole)
}

/// `PKIStatusInfo`, whether or not it refuses.
fn status(mut info: Reader<'_>) -> Result<Refusal, Fault> {
    let status = info.small(der::INTEGER)?;
    let mut text = String::new();
    if let Some(mut lines) = info.enter_if(SEQUENCE)? {
        while !lines.is_empty() {
            let line = String::from_utf8_lossy(lines.take(der::UTF8_STRING)?).into_owned();
            text = if text.is_empty() { line } else { format!("{text} {line}") };
        }
    }
    let reasons = info.take_if(der::BIT_STRING)?.map(set_bits).unwrap_or_default();
    info.end()?;
    let shown = text.chars().filter(|one| !one.is_control()).take(TEXT_MAX_CHARS);
    Ok(Refusal { status, text: shown.collect(), reasons })
}

/// The numbers of the bits that are set, of at most 64.
fn set_bits(content: &[u8]) -> Vec<usize> {
    let bytes = content.iter().skip(1).take(8).enumerate();
    bytes
        .flat_map(|(place, byte)| {
            (0..8).filter(move |bit| byte & (0x80 >> bit) != 0).map(move |bit| place * 8 + bit)
        })
        .collect()
}
