//! What in a mail could not be read as it should be, and which problem of the case that is.

use crate::problem::ProblemCode;

/// Something that could not be read as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Physical line, 0 for the file as a whole.
    pub line: u32,
    /// What it is.
    pub kind: FaultKind,
}

/// Kinds of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// No header block at the beginning.
    NotMail,
    /// Larger than [`super::MAX_BYTES`].
    TooLarge,
    /// More than [`super::MAX_LINES`]; the rest was not read.
    TooManyLines,
    /// More than [`super::MAX_HEADERS`]; the rest was not read.
    TooManyHeaders,
    /// A header longer than [`super::MAX_HEADER`] was cut.
    HeaderTooLong,
    /// A line of a header block that is no header.
    HeaderBroken,
    /// More than [`super::MAX_PARTS`]; the rest was not read.
    TooManyParts,
    /// Nested deeper than [`super::MAX_DEPTH`]; not read further.
    TooDeep,
    /// More than [`super::MAX_LINKS`]; the rest was not kept.
    TooManyLinks,
    /// An attachment larger than [`super::MAX_ATTACHMENT`] was named, not decoded.
    AttachmentTooLarge,
    /// A multipart without a boundary or without its closing line.
    MultipartBroken,
    /// A transfer encoding with damaged or unknown content.
    TransferBroken,
    /// Bytes without meaning in their charset.
    CharsetBroken,
    /// A charset label nobody knows; the bytes decided.
    CharsetUnknown,
    /// HTML that never closes a comment, a script or a tag; what follows was not read.
    HtmlBroken,
    /// A `Date` that is none.
    DateBroken,
}

impl FaultKind {
    /// The problem's code, and the key that says why.
    pub fn problem(self) -> (ProblemCode, &'static str) {
        use ProblemCode::{EncodingUnknown, FileOverLimit, FileTruncated, FileUnreadable};
        match self {
            Self::TooLarge => (FileOverLimit, "mail_too_large"),
            Self::TooManyLines => (FileOverLimit, "mail_too_many_lines"),
            Self::TooManyHeaders => (FileOverLimit, "mail_too_many_headers"),
            Self::HeaderTooLong => (FileOverLimit, "mail_header_too_long"),
            Self::NotMail | Self::HeaderBroken => (FileUnreadable, "mail_header_broken"),
            Self::TooManyParts => (FileOverLimit, "mail_too_many_parts"),
            Self::TooDeep => (FileOverLimit, "mail_parts_too_deep"),
            Self::TooManyLinks => (FileOverLimit, "mail_too_many_links"),
            Self::AttachmentTooLarge => (FileOverLimit, "attachment_too_large"),
            Self::MultipartBroken => (FileTruncated, "mail_part_not_closed"),
            Self::TransferBroken => (FileUnreadable, "mail_content_damaged"),
            Self::CharsetBroken => (EncodingUnknown, "charset_broken"),
            Self::CharsetUnknown => (EncodingUnknown, "charset_unknown"),
            Self::HtmlBroken => (FileUnreadable, "html_broken"),
            Self::DateBroken => (FileUnreadable, "mail_date_broken"),
        }
    }
}
