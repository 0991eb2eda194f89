//! Which sheets a workbook has, what their tabs say, and in which parts of the container they lie.

use super::{Sheet, attribute};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek};

/// Most bytes read of the list of sheets, and of the list of their parts.
const LIST_LIMIT: u64 = 4 << 20;
/// Most sheets; a book of more is no export.
const SHEETS: usize = 1_000;

/// Every sheet in the order of its tab, then parts that no tab names.
pub(super) fn sheets<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> Vec<Sheet> {
    let mut unnamed: Vec<String> = archive
        .file_names()
        .flatten()
        .filter(|name| name.starts_with("xl/worksheets/") && name.ends_with(".xml"))
        .map(Cow::into_owned)
        .collect();
    unnamed.sort_by_key(|name| (name.len(), name.clone()));
    let mut targets = BTreeMap::new();
    each_tag(archive, "xl/_rels/workbook.xml.rels", "Relationship", &mut |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            targets.insert(id, part_of(&target));
        }
    });
    let mut sheets = Vec::new();
    each_tag(archive, "xl/workbook.xml", "sheet", &mut |tag| {
        let part = attribute(tag, "id").and_then(|id| targets.get(&id).cloned());
        if let (Some(name), Some(part)) = (attribute(tag, "name"), part)
            && sheets.len() < SHEETS
        {
            let has_cells = unnamed.contains(&part);
            unnamed.retain(|other| *other != part);
            let part = if has_cells { part } else { String::new() };
            sheets.push(Sheet { name: unescaped(&name), part });
        }
    });
    sheets.extend(unnamed.into_iter().take(SHEETS).map(|part| {
        let file = part.rsplit('/').next().unwrap_or(&part);
        Sheet { name: file.trim_end_matches(".xml").to_owned(), part }
    }));
    sheets
}

/// Calls `take` with every tag of a name. A list that breaks off gives what stands before the break.
fn each_tag<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    part: &str,
    name: &str,
    take: &mut dyn FnMut(&BytesStart<'_>),
) {
    let Ok(file) = archive.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(file.take(LIST_LIMIT)));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                take(&tag);
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
}

/// A target is named from `xl/`, or from the root with a slash.
fn part_of(target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}
