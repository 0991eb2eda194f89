//! What could not be read: bad material is a value, collected and shown, never an error.

use crate::exhibit::ExhibitId;
use crate::screen::secret;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The closed list of problem codes; a dossier printed today must be readable in five years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// A row of an export could not be read; it is listed with its line.
    RowsUnreadable,
    /// The file could not be opened or decoded at all.
    FileUnreadable,
    /// The file ends in the middle.
    FileTruncated,
    /// The file is larger, or unpacks larger, than what is read.
    FileOverLimit,
    /// An archive was not unpacked: encrypted, a bomb, or nested too deep.
    ArchiveRefused,
    /// The text is in no known encoding.
    EncodingUnknown,
    /// Kept and listed, but no reader knows it.
    FormatUnknown,
    /// A symbolic link that leads out of the folder was named, not followed.
    LinkNotFollowed,
    /// The zone of a file's times had to be assumed.
    TimeZoneAssumed,
    /// An operation of the statement is in no table; it is kept and shown.
    OperationUnknown,
}

/// One thing that could not be read, or had to be assumed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Where; `None` when it never became an exhibit.
    pub exhibit: Option<ExhibitId>,
    /// The file's name when there is no exhibit, else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Physical line, the first being 1; `None` for the whole file.
    pub line: Option<u32>,
    /// What kind of problem.
    pub code: ProblemCode,
    /// A key that says why, for the texts: `bad_number`, `missing_columns`, …
    pub detail: Cow<'static, str>,
    /// What stood there, shortened and masked; empty when it says nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
}

impl Problem {
    /// A problem of a whole exhibit.
    pub fn of(exhibit: ExhibitId, code: ProblemCode, detail: &'static str) -> Self {
        Self {
            exhibit: Some(exhibit),
            name: String::new(),
            line: None,
            code,
            detail: Cow::Borrowed(detail),
            value: String::new(),
        }
    }

    /// The same, at a line.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same, showing what stood there: at most 80 characters, control characters replaced.
    #[must_use]
    pub fn showing(mut self, value: &str) -> Self {
        self.value = shortened(&secret::masked(&shortened(value, 400)), 80);
        self
    }
}

/// The first `limit` characters of a foreign text, with control and direction characters made visible as `�`.
pub fn shortened(text: &str, limit: usize) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut short: String =
        text.chars().take(limit).map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(limit).is_some() {
        short.push('…');
    }
    short
}
