//! Stamps: what third parties say about when something already existed. RFC 3161 stamps come from an
//! authority and hold at once; OpenTimestamps proofs come from calendars and hold after hours.

pub mod chain;
mod der;
pub mod digest;
pub mod ots;
pub mod rfc3161;

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// How somebody is asked for a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A time stamping authority (RFC 3161).
    Rfc3161,
    /// A calendar of OpenTimestamps.
    Ots,
}

/// The media type of an RFC 3161 request.
pub const QUERY_TYPE: &str = "application/timestamp-query";
/// The media type of an RFC 3161 reply.
pub const REPLY_TYPE: &str = "application/timestamp-reply";

/// How bytes reach the outside. The caller brings it, with its own limits on time and on the size
/// of a reply; nothing in this crate opens a connection.
pub trait Transport {
    /// Sends `body` and gives the body of a 2xx reply.
    fn post(&self, url: &str, content_type: &str, body: &[u8]) -> Result<Vec<u8>, TransportFault>;

    /// Gives the body of a 2xx reply.
    fn get(&self, url: &str) -> Result<Vec<u8>, TransportFault>;
}

/// Why no reply came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportFault {
    /// The host answered, but not with 2xx.
    #[error("the host answered {0}")]
    Status(u16),
    /// The reply is longer than the caller lets in.
    #[error("the reply is too long")]
    TooLong,
    /// There is no connection, or it broke.
    #[error("the host cannot be reached: {0}")]
    Unreachable(String),
}

/// The names, inside a bundle, of the request to an authority and of its reply.
///
/// `tsa` is the authority's name: `a`–`z`, `0`–`9` and `-` only.
pub fn bundle_stamp_names(tsa: &str) -> (String, String) {
    (format!("{SEALED}.{tsa}.tsq"), format!("{SEALED}.{tsa}.tsr"))
}

/// The name of the OpenTimestamps proof inside a bundle.
pub const BUNDLE_PROOF_NAME: &str = "seal/tagmanifest-sha256.txt.ots";

/// What the stamps of a bundle are made over, as named inside `seal/`.
const SEALED: &str = "seal/tagmanifest-sha256.txt";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn stamps_lie_where_the_bundle_has_them() {
        let (request, reply) = super::bundle_stamp_names("one");
        assert_eq!(request, "seal/tagmanifest-sha256.txt.one.tsq");
        assert_eq!(reply, "seal/tagmanifest-sha256.txt.one.tsr");
        assert_eq!(super::BUNDLE_PROOF_NAME, "seal/tagmanifest-sha256.txt.ots");
    }
}
