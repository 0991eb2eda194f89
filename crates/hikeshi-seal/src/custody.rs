//! Who did what with an exhibit, when and with what? One custody event is one leaf of the log, and
//! the leaves are the only record there is: the list of exhibits is read from them.

use crate::json;
use serde::{Deserialize, Serialize};

/// The longest leaf: log tiles give the length of an entry two bytes (C2SP tlog-tiles).
pub const LONGEST_LEAF_BYTES: usize = 65_535;

/// One thing that happened, with the fields of a custody record. Absent fields are left out of the
/// leaf, never written as `null`. The fields stand in the order of their names, because they are
/// written in the order they stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custody {
    /// Who did it: a name or a pseudonym.
    pub actor: String,
    /// The same in the person's own time (RFC 3339 with offset).
    pub at_local: String,
    /// When, in UTC (RFC 3339), by the clock of the computer.
    pub at_utc: String,
    /// SHA-256 of the program itself, lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_hash: Option<String>,
    /// The case.
    pub case: String,
    /// What happened.
    pub event: Event,
    /// The exhibit it is about, as `E-0001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<String>,
    /// How a third party could check the origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Why this grade: keys of sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grade_reasons: Vec<String>,
    /// SHA-256 of the bytes that went in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_sha256: Option<String>,
    /// Whether the exhibit was on legal hold after the event.
    pub legal_hold: bool,
    /// How it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Anything else, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The exhibit this one was taken from, such as the archive around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// SHA-256 of the bytes that came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_sha256: Option<String>,
    /// The leaf hash of the event before, lower-case hex; absent in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev_leaf: Option<String>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What the recipient gave for it, such as an acceptance number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// To whom something went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// As what, such as `owner` or `helper`.
    pub role: String,
    /// Its place in the log, the first being 0.
    pub seq: u64,
    /// The size of those bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Where the bytes came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The program.
    pub tool: String,
    /// The name of that time zone (IANA).
    pub tz: String,
    /// Its version.
    pub version: String,
    /// Who watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The program itself fetched an exhibit.
    Collected,
    /// A person handed an exhibit in.
    Imported,
    /// Somebody looked at it.
    Viewed,
    /// A copy was made of it, such as a redacted one.
    Derived,
    /// It was written out, as into a bundle.
    Exported,
    /// It was given to somebody.
    Transferred,
    /// Somebody confirmed to have it.
    Received,
    /// Its bytes or the log were checked.
    Verified,
    /// The log was sealed: a bundle, a stamp, a new key.
    Sealed,
    /// It must be kept.
    PlacedOnHold,
    /// It need not be kept any longer.
    ReleasedFromHold,
    /// Somebody asked for it to be deleted. The exhibit stays; this is the tombstone.
    DeletedRequest,
    /// A step of the playbook was done.
    StepDone,
}

/// How a third party could check where an exhibit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Anybody can fetch it again, or a signature of its origin was checked at intake.
    A,
    /// It can be obtained again from where it came.
    B,
    /// A file from one source.
    C,
    /// A picture or copied words.
    D,
}

/// Where bytes came from. The fields stand in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The account, so masked that it cannot be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_masked: Option<String>,
    /// What kind of place, such as `file`, `api` or `web`.
    pub kind: String,
    /// The name the bytes came with, exactly as given; never used as a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the other side called the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The address it was fetched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Who acts, when, and with what: the part that many events have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Act {
    /// See [`Custody::at_utc`].
    pub at_utc: String,
    /// See [`Custody::at_local`].
    pub at_local: String,
    /// See [`Custody::tz`].
    pub tz: String,
    /// See [`Custody::actor`].
    pub actor: String,
    /// See [`Custody::role`].
    pub role: String,
    /// See [`Custody::tool`].
    pub tool: String,
    /// See [`Custody::version`].
    pub version: String,
    /// See [`Custody::build_hash`].
    pub build_hash: Option<String>,
}

/// Why an event has no leaf, or a leaf no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is longer than [`LONGEST_LEAF_BYTES`].
    #[error("the event is {0} bytes long, 65535 are allowed")]
    TooLong(usize),
    /// It holds a number that has no canonical text.
    #[error("the event cannot be written: {0}")]
    Json(#[from] json::Fault),
    /// The bytes are not a custody event, or are not written in the one canonical way.
    #[error("this is not a custody event")]
    NotAnEvent,
}

impl Act {
    /// An event with nothing but its kind. The vault fills in place, case and the leaf before.
    pub fn event(&self, event: Event) -> Custody {
        Custody {
            seq: 0,
            case: String::new(),
            exhibit: None,
            event,
            at_utc: self.at_utc.clone(),
            at_local: self.at_local.clone(),
            tz: self.tz.clone(),
            actor: self.actor.clone(),
            role: self.role.clone(),
            tool: self.tool.clone(),
            version: self.version.clone(),
            build_hash: self.build_hash.clone(),
            input_sha256: None,
            output_sha256: None,
            size: None,
            source: None,
            of: None,
            grade: None,
            grade_reasons: Vec::new(),
            method: None,
            purpose: None,
            recipient: None,
            receipt: None,
            witness: None,
            legal_hold: false,
            prev_leaf: None,
            notes: None,
        }
    }

    /// The intake of a file that came under this name.
    pub fn imported(&self, name: &str) -> Custody {
        let source =
            Source { kind: "file".to_owned(), name: Some(name.to_owned()), ..Source::default() };
        Custody { source: Some(source), ..self.event(Event::Imported) }
    }
}

impl Custody {
    /// The bytes of the leaf: canonical JSON.
    pub fn leaf(&self) -> Result<Vec<u8>, Fault> {
        let leaf = json::sorted(self, &[self.seq, self.size.unwrap_or(0)])?;
        if leaf.len() > LONGEST_LEAF_BYTES { Err(Fault::TooLong(leaf.len())) } else { Ok(leaf) }
    }

    /// Reads a leaf. Unknown or repeated members and any other spelling are refused, so that what a
    /// reader understands is all that was hashed.
    pub fn parse(leaf: &[u8]) -> Result<Self, Fault> {
        let event: Self = serde_json::from_slice(leaf).map_err(|_| Fault::NotAnEvent)?;
        if event.leaf()? == leaf { Ok(event) } else { Err(Fault::NotAnEvent) }
    }
}

/// How exhibit number `id` is written: at least four digits.
pub fn exhibit_name(id: u32) -> String {
    format!("E-{id:04}")
}

/// The number in `E-0001`; `None` for any other spelling.
pub fn exhibit_number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix("E-")?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    let fits = digits.len() == 4 || digits.len() > 4 && !digits.starts_with('0');
    digits.parse().ok().filter(|number| plain && fits && *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act() -> Act {
        Act {
            at_utc: "2026-01-02T03:04:05Z".to_owned(),
            at_local: "2026-01-02T12:04:05+09:00".to_owned(),
            tz: "Asia/Tokyo".to_owned(),
            actor: "本人".to_owned(),
            role: "owner".to_owned(),
            tool: "hikeshi".to_owned(),
            version: "0.1.0".to_owned(),
            build_hash: None,
        }
    }

    #[test]
    fn a_leaf_is_stable() {
        let mut event = act().imported("取引\n履歴.csv");
        event.exhibit = Some(exhibit_name(1));
        event.grade = Some(Grade::C);
        event.size = Some(5);
        let expected = "{\"actor\":\"本人\",\"at_local\":\"2026-01-02T12:04:05+09:00\",\
            \"at_utc\":\"2026-01-02T03:04:05Z\",\"case\":\"\",\"event\":\"imported\",\
            \"exhibit\":\"E-0001\",\"grade\":\"C\",\"legal_hold\":false,\"role\":\"owner\",\
            \"seq\":0,\"size\":5,\"source\":{\"kind\":\"file\",\"name\":\"取引\\n履歴.csv\"},\
            \"tool\":\"hikeshi\",\"tz\":\"Asia/Tokyo\",\"version\":\"0.1.0\"}";
        let leaf = event.leaf().unwrap();
        assert_eq!(String::from_utf8(leaf.clone()).unwrap(), expected);
        assert_eq!(Custody::parse(&leaf), Ok(event));
    }

    #[test]
    fn every_member_stands_where_rfc_8785_wants_it() {
        let text = || Some("\u{1}\u{7f}\u{2028}\u{1f600}\"\\/\r".to_owned());
        let source = Source {
            kind: "web".to_owned(),
            url: text(),
            account_masked: text(),
            request_id: text(),
            name: text(),
        };
        let event = Custody {
            seq: 1 << 53,
            exhibit: text(),
            input_sha256: text(),
            output_sha256: text(),
            size: Some(7),
            source: Some(source),
            of: text(),
            grade: Some(Grade::A),
            grade_reasons: vec!["b".to_owned(), "a".to_owned()],
            method: text(),
            purpose: text(),
            recipient: text(),
            receipt: text(),
            witness: text(),
            prev_leaf: text(),
            notes: text(),
            ..Act { build_hash: text(), ..act() }.event(Event::StepDone)
        };
        let value = serde_json::to_value(&event).unwrap();
        assert_eq!(event.leaf().unwrap(), json::canonical(&value).unwrap());
        let absent = act().event(Event::Viewed);
        let value = serde_json::to_value(&absent).unwrap();
        assert_eq!(absent.leaf().unwrap(), json::canonical(&value).unwrap());
    }

    #[test]
    fn only_the_one_spelling_is_a_leaf() {
        let leaf = String::from_utf8(act().event(Event::PlacedOnHold).leaf().unwrap()).unwrap();
        assert!(leaf.contains("\"placed_on_hold\""));
        for broken in [
            leaf.replace(":0,", ": 0,"),
            leaf.replace("{\"actor\"", "{\"a\":1,\"actor\""),
            leaf.replace("{\"actor\":\"本人\"", "{\"actor\":\"本人\",\"actor\":\"本人\""),
            leaf.replace("本", "\\u672c"),
            leaf.replace("placed_on_hold", "lost"),
            leaf.replace("\"legal_hold\":false", "\"legal_hold\":false,\"notes\":null"),
            String::new(),
        ] {
            assert_eq!(Custody::parse(broken.as_bytes()), Err(Fault::NotAnEvent), "{broken}");
        }
    }

    #[test]
    fn a_leaf_has_a_greatest_length() {
        let mut event = act().event(Event::Viewed);
        event.notes = Some(String::new());
        let room = LONGEST_LEAF_BYTES - event.leaf().unwrap().len();
        event.notes = Some("x".repeat(room));
        assert_eq!(event.leaf().map(|leaf| leaf.len()), Ok(LONGEST_LEAF_BYTES));
        event.notes = Some("x".repeat(room + 1));
        assert_eq!(event.leaf(), Err(Fault::TooLong(LONGEST_LEAF_BYTES + 1)));
        event.seq = u64::MAX;
        assert_eq!(event.leaf(), Err(Fault::Json(json::Fault::TooLarge)));
    }

    #[test]
    fn exhibits_have_one_name() {
        assert_eq!((exhibit_name(7), exhibit_name(12345)), ("E-0007".into(), "E-12345".into()));
        assert_eq!(exhibit_number("E-0007"), Some(7));
        assert_eq!(exhibit_number("E-12345"), Some(12345));
        for broken in ["E-0000", "E-7", "E-00007", "E-+007", "X-0007", "E-99999999999"] {
            assert_eq!(exhibit_number(broken), None, "{broken}");
        }
    }
}
