//! What a dossier consists of, beside the exhibits: HTML and PDF in every language asked for, and the
//! annex.

use super::facts;
use super::words::Words;
use super::{Context, FontNote, annex, compose, exhibits, html, pdf, summary};
use crate::error::Result;
use crate::font::{Face, Font};
use crate::lang::Lang;
use hikeshi_case::examination::Examination;
use hikeshi_case::examination::ExhibitReport;
use hikeshi_case::exhibit::{ExhibitId, Exhibits};
use hikeshi_case::finding::{Cite, Finding};
use hikeshi_case::problem::{Problem, shortened};
use hikeshi_case::quote::quotes;
use hikeshi_case::redact::Handed;
use hikeshi_case::time::Zone;
use std::collections::{BTreeMap, BTreeSet};

/// Name and version as the dossier prints them.
const SOFTWARE: &str = concat!("hikeshi ", env!("CARGO_PKG_VERSION"));

/// What a dossier is made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// What was found.
    pub examination: &'a Examination,
    /// The sealed exhibits, to print the cited rows.
    pub exhibits: &'a dyn Exhibits,
    /// The languages to write it in.
    pub langs: &'a [Lang],
    /// The zone its reader lives in.
    pub person_zone: &'a Zone,
    /// The font of the PDF; without one there is HTML only.
    pub font: Option<&'a Font>,
    /// What the person calls the case.
    pub title: Option<&'a str>,
    /// Whether the case is made up, which every page must say.
    pub made_up: bool,
    /// How each exhibit is handed on.
    pub handed: &'a BTreeMap<ExhibitId, Handed>,
}

/// Takes one file of the dossier: its relative name and its bytes.
pub type Put<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<()>;

/// Writes the dossier in every language asked for, and one annex for all of them. Says whether there
/// are PDFs: a font that is missing, or that cannot be set, must not cost the person the HTML.
pub fn write_all(material: &Material<'_>, put: Put<'_>) -> Result<bool> {
    let cites: BTreeSet<Cite> =
        material.examination.findings.iter().flat_map(|f| f.cites.iter().copied()).collect();
    let quotes = quotes(material.exhibits, &cites);
    let fonts = material.font.and_then(read_fonts);
    let mut has_pdf = fonts.is_some();
    let notes: Vec<FontNote> = material.font.into_iter().flat_map(notes).collect();
    let context = Context {
        examination: material.examination,
        quotes: &quotes,
        zone: material.person_zone,
        handed: material.handed,
        case_title: material.title,
        demo: material.made_up,
        software: SOFTWARE,
        fonts: &notes,
    };
    for lang in material.langs {
        let document = compose(&context, *lang);
        put(&format!("dossier-{}.html", lang.tag()), html::html(&document).as_bytes())?;
        if let Some(fonts) = &fonts {
            match pdf::pdf(&document, fonts) {
                Ok(bytes) => put(&format!("dossier-{}.pdf", lang.tag()), &bytes)?,
                Err(_) => has_pdf = false,
            }
        }
    }
    for (name, bytes) in annex::files(&context, material.langs) {
        put(&format!("annex/{name}"), &bytes)?;
    }
    Ok(has_pdf)
}

/// The font files a PDF is set with; nothing where one cannot be read.
pub(crate) fn read_fonts(font: &Font) -> Option<pdf::Fonts> {
    let read = |face: &Face| std::fs::read(&face.path).ok();
    Some(pdf::Fonts {
        regular: read(&font.regular)?,
        bold: font.bold.as_ref().and_then(read),
        mono: font.mono.as_ref().and_then(read),
    })
}

fn notes(font: &Font) -> Vec<FontNote> {
    let faces = [Some(&font.regular), font.bold.as_ref(), font.mono.as_ref()];
    let note = |face: &Face| {
        let name = face.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        FontNote { name: name.unwrap_or_default(), sha256: face.sha256.clone() }
    };
    faces.into_iter().flatten().map(note).collect()
}

/// A finding in sentences; times in UTC, because the machine-readable result has no person.
pub fn finding_text(lang: Lang, finding: &Finding) -> String {
    let words = Words { lang, zone: &Zone::UTC };
    let said = facts::sentences(words, finding.code, &finding.facts);
    super::document::visible(&summary::sentences(words, &said))
}

/// A problem as one sentence: which file, where in it, what and why. `named` gives the files' names;
/// it is empty when nothing could be examined.
pub fn problem_text(lang: Lang, problem: &Problem, named: &[ExhibitReport]) -> String {
    let words = Words { lang, zone: &Zone::UTC };
    let exhibit = named.iter().find(|exhibit| Some(exhibit.id) == problem.exhibit);
    let file = exhibit.map_or(String::new(), |exhibit| shortened(&exhibit.name, 120));
    let shown =
        if problem.value.is_empty() { String::new() } else { format!(" ({})", problem.value) };
    let place = exhibits::problem_place(words, problem);
    let place = if file.is_empty() { place } else { format!("{place} {file}") };
    let what = exhibits::problem_words(words, problem);
    let why = words.word("detail-", &problem.detail) + &shown;
    let args = [("place", place.into()), ("what", what.into()), ("why", why.into())];
    words.text("problem-sentence", &args)
}
