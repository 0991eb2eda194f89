//! What does a workbook say, whatever its cells mean? Its rows as lines, and the words beside the cells:
//! comments, properties, strings that no cell shows. For searching, not for reading records.

use super::{each_row, push_text};
use crate::source::text::TextLine;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufReader, Read, Seek};

/// Most bytes of words that are looked at, as of a note.
const WORDS_LIMIT: usize = 16 << 20;
/// Most bytes of a part beside the sheets that are read: words and what marks them up.
const PART_LIMIT: u64 = 256 << 20;

/// The words of a workbook.
#[derive(Debug, Default)]
pub struct Words {
    /// Line by line; of a sheet line n is row n.
    pub lines: Vec<TextLine>,
    /// Whether nothing was left out.
    pub whole: bool,
}

impl Words {
    /// Keeps a line, as long as no more was `seen` so far than is looked at.
    fn push(&mut self, seen: usize, text: String, line: u32) {
        if seen > WORDS_LIMIT {
            self.whole = false;
        } else {
            self.lines.push(TextLine { text, line });
        }
    }
}

/// The rows of the first sheet that has any, the cells of each between tabs. Two cells alone are a name
/// and its value.
pub fn words<R: Read + Seek>(input: R) -> Words {
    let (mut words, mut seen) = (Words { lines: Vec::new(), whole: true }, 0);
    let read = each_row(input, &mut |number, cells| {
        // Blanks count too: a sheet of nothing else would be walked to its end.
        seen += cells.iter().map(String::len).sum::<usize>();
        let filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let filled: Vec<&str> = filled.collect();
        let between = if filled.len() == 2 { ": " } else { "\t" };
        words.push(seen, filled.join(between), number);
        words.whole
    });
    words.whole &= read.is_ok();
    words
}

/// The words of every part that is no sheet. Not whole where a part is no XML: a picture, a macro.
pub fn words_beside<R: Read + Seek>(input: R) -> Words {
    let (mut words, mut seen) = (Words { lines: Vec::new(), whole: true }, 0);
    let Ok(mut archive) = zip::ZipArchive::new(input) else { return Words::default() };
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else {
            words.whole = false;
            continue;
        };
        let Ok(name) = part.name().map(|name| name.to_ascii_lowercase()) else {
            words.whole = false;
            continue;
        };
        if name.starts_with("xl/worksheets/sheet") || name.ends_with('/') {
            continue;
        }
        if ![".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end)) {
            words.whole = false;
            continue;
        }
        let mut reader = Reader::from_reader(BufReader::new(part.take(PART_LIMIT)));
        let (mut buffer, mut text) = (Vec::new(), String::new());
        while words.whole {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => break,
                Ok(event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_))) => {
                    push_text(&event, &mut text);
                    words.whole = seen + text.len() <= WORDS_LIMIT;
                }
                // A comment is cut into runs of one style: what they say together is one text.
                Ok(Event::End(tag)) if !matches!(tag.local_name().as_ref(), "t" | "r") => {
                    seen += text.len();
                    let text = std::mem::take(&mut text);
                    if !text.trim().is_empty() {
                        words.push(seen, text, 1);
                    }
                }
                Ok(_) => {}
                Err(_) => words.whole = false,
            }
        }
        words.whole &= reader.get_ref().get_ref().limit() > 0;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::workbook::tests::report;
    use std::io::{Cursor, Write};

    #[test]
    fn rows_are_lines_and_two_cells_a_name_with_its_value() {
        let book = report(&[(2, &[("A", "password"), ("C", "x")]), (5, &[("A", "a")])]);
        let words = words(Cursor::new(book));
        let lines: Vec<(u32, &str)> =
            words.lines.iter().map(|line| (line.line, line.text.as_str())).collect();
        assert_eq!(lines, [(2, "password: x"), (5, "a")]);
        assert!(words.whole);
    }

    #[test]
    fn a_comment_is_read_and_a_picture_is_not() {
        let mut writer = zip::ZipWriter::new_append(Cursor::new(report(&[]))).unwrap();
        writer.start_file("xl/comments1.xml", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<c><text><r><t>pass</t></r><r><t>word: x</t></r></text></c>").unwrap();
        let book = writer.finish().unwrap().into_inner();
        let words = words_beside(Cursor::new(book.clone()));
        assert_eq!((words.lines[0].text.as_str(), words.whole), ("password: x", true));
        let mut writer = zip::ZipWriter::new_append(Cursor::new(book)).unwrap();
        writer.start_file("xl/media/image1.png", zip::write::SimpleFileOptions::default()).unwrap();
        let book = writer.finish().unwrap().into_inner();
        assert!(!words_beside(Cursor::new(book)).whole);
    }

    #[test]
    fn a_blank_text_does_not_stick_to_the_next() {
        let mut writer = zip::ZipWriter::new_append(Cursor::new(report(&[]))).unwrap();
        writer
            .start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(b"<sst><si>  </si><si> </si><si>word</si></sst>").unwrap();
        let words = words_beside(Cursor::new(writer.finish().unwrap().into_inner()));
        let lines: Vec<&str> = words.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!((lines, words.whole), (vec!["word"], true));
    }

    #[test]
    fn words_beyond_the_limit_are_not_kept() {
        let mut words = Words { lines: Vec::new(), whole: true };
        words.push(WORDS_LIMIT, "the last".to_owned(), 1);
        words.push(WORDS_LIMIT + 1, "one more".to_owned(), 2);
        assert_eq!((words.lines.len(), words.whole), (1, false));
    }
}
