//! How did an exhibit come here, and who else could check that? The grade says how much of its origin
//! a third party can confirm without believing the person who handed it in; it says nothing of whether
//! its contents are true.
//!
//! | grade | |
//! |---|---|
//! | A | anybody can confirm it: a mail whose domain's signature was computed again, with the key sealed beside it |
//! | B | anybody can fetch the same again: public market data, a published key |
//! | C | one source gave it and nobody else has it: an export, a mail without a confirmed signature |
//! | D | a picture, words read from one, words typed by hand |

pub mod dkim;
mod keys;

use crate::exhibit::{Exhibit, ExhibitId, Exhibits};
use crate::read::PICTURE_TEXT;
use crate::screen::suffix;
use crate::source::mail;
use crate::source::recognise::{Recognised, recognise};
use dkim::{Keys, Signed, Verdict};
pub use keys::{Published, key_names};
use std::collections::BTreeMap;
use std::io::Read as _;

/// How far a third party can confirm an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Confirmed by computation.
    A,
    /// Anybody can fetch it again.
    B,
    /// One source.
    C,
    /// A picture, or words somebody typed.
    D,
}

impl Grade {
    /// The letter.
    pub fn key(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

/// The grade of one exhibit and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The grade.
    pub grade: Grade,
    /// Keys of the reasons: `dkim_verified`, `dkim_other_domain`, `dkim_broken`, `dkim_no_key`,
    /// `dkim_weak`, `dkim_none`, `public_data`, `published_key`, `one_source`, `picture`, `typed`,
    /// `not_recognised`.
    pub reasons: Vec<&'static str>,
}

impl Origin {
    fn new(grade: Grade, reason: &'static str) -> Self {
        Self { grade, reasons: vec![reason] }
    }
}

/// Grades every exhibit. Keys are taken from the exhibits themselves: one that is not sealed beside a
/// mail confirms nothing.
pub fn origins(exhibits: &dyn Exhibits) -> BTreeMap<ExhibitId, Origin> {
    let keys = keys::sealed(exhibits);
    let grade = |exhibit: &Exhibit| (exhibit.id, origin(exhibits, exhibit, &keys));
    exhibits.all().iter().map(grade).collect()
}

fn origin(exhibits: &dyn Exhibits, exhibit: &Exhibit, keys: &Keys) -> Origin {
    if exhibit.name.ends_with(PICTURE_TEXT) {
        return Origin::new(Grade::D, "picture");
    }
    match recognise(exhibits, exhibit, None) {
        Ok(Recognised::Picture) => Origin::new(Grade::D, "picture"),
        Ok(Recognised::Text | Recognised::Answers) => Origin::new(Grade::D, "typed"),
        Ok(Recognised::Market(_)) => Origin::new(Grade::B, "public_data"),
        Ok(Recognised::PublishedKey) => Origin::new(Grade::B, "published_key"),
        Ok(Recognised::Mail) => of_mail(exhibits, exhibit, keys),
        Ok(Recognised::Unknown | Recognised::Empty) | Err(_) => {
            Origin::new(Grade::C, "not_recognised")
        }
        Ok(_) => Origin::new(Grade::C, "one_source"),
    }
}

/// A mail is confirmed when the domain it claims to come from signed it. Another domain's signature
/// says only who passed it on.
fn of_mail(exhibits: &dyn Exhibits, exhibit: &Exhibit, keys: &Keys) -> Origin {
    let mut bytes = Vec::new();
    let limit = mail::MAX_BYTES as u64 + 1;
    let read = exhibits.open(exhibit.id).map(|file| file.take(limit).read_to_end(&mut bytes));
    let Ok(mail) = mail::read(&bytes) else { return Origin::new(Grade::C, "one_source") };
    if !matches!(read, Ok(Ok(_))) || bytes.len() > mail::MAX_BYTES {
        return Origin::new(Grade::C, "one_source");
    }
    let own = mail.from.as_ref().filter(|_| mail.from_count == 1);
    let own = own.and_then(|from| organisation(&from.domain));
    let aligned = |signed: &Signed| own.is_some() && own == organisation(&signed.domain);
    let signed = dkim::verify(&bytes, keys);
    let verified: Vec<&Signed> =
        signed.iter().filter(|signed| signed.verdict == Verdict::Verified).collect();
    if verified.iter().any(|signed| aligned(signed)) {
        return Origin::new(Grade::A, "dkim_verified");
    }
    let worst = signed.iter().filter(|signed| aligned(signed)).map(|signed| signed.verdict).min();
    Origin::new(
        Grade::C,
        match worst {
            _ if !verified.is_empty() => "dkim_other_domain",
            Some(Verdict::Broken) => "dkim_broken",
            Some(Verdict::Weak) => "dkim_weak",
            Some(Verdict::NoKey) => "dkim_no_key",
            Some(Verdict::Verified) | None => "dkim_none",
        },
    )
}

/// The part of a domain that somebody registered.
fn organisation(domain: &str) -> Option<String> {
    suffix::registrable(&domain.to_ascii_lowercase()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibit::InMemory;

    fn graded(files: &[(&str, &str)]) -> Vec<(Grade, &'static str)> {
        let mut exhibits = InMemory::default();
        for (name, text) in files {
            exhibits.add(name, text.as_bytes());
        }
        let origins = origins(&exhibits);
        origins.values().map(|origin| (origin.grade, origin.reasons[0])).collect()
    }

    #[test]
    fn a_mail_is_confirmed_by_the_key_sealed_beside_it_and_not_without() {
        let (mail, key) = (dkim::tests::signed_mail(), dkim::tests::published());
        assert_eq!(graded(&[("a.eml", &mail)]), [(Grade::C, "dkim_no_key")]);
        let with_key = graded(&[("a.eml", &mail), ("key.toml", &key)]);
        assert_eq!(with_key, [(Grade::A, "dkim_verified"), (Grade::B, "published_key")]);
        let changed = mail.replace("second", "Second");
        let broken = graded(&[("a.eml", &changed), ("key.toml", &key)]);
        assert_eq!(broken[0], (Grade::C, "dkim_broken"));
    }

    #[test]
    fn another_domains_signature_does_not_speak_for_the_sender() {
        let mail = dkim::tests::signed_mail_from("do-not-reply@other.example");
        let key = dkim::tests::published();
        let graded = graded(&[("a.eml", &mail), ("key.toml", &key)]);
        assert_eq!(graded[0], (Grade::C, "dkim_none"));
    }

    #[test]
    fn what_anybody_could_have_typed_is_graded_so() {
        let note = "昨日の夜、残高がなくなっていました。\n";
        assert_eq!(graded(&[("note.txt", note)]), [(Grade::D, "typed")]);
        assert_eq!(graded(&[("shot.png!/ocr.txt", note)]), [(Grade::D, "picture")]);
        assert_eq!(graded(&[("x.bin", "\u{0}\u{1}\u{2}")]), [(Grade::C, "not_recognised")]);
    }
}
