//! Sheets as text, and the words of a workbook: line n is row n, whatever the sheet says.
#![no_main]

use hikeshi_case::source::workbook::{filled_sheets, words, words_beside, write_text};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

/// More text than this is not asked for: a row number may be a million.
const ENOUGH: usize = 4 << 20;

struct Bounded(usize);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        if self.0 > ENOUGH { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let (comment, sheet) = rest.split_at(rest.len() * usize::from(*first) / 256);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/comments1.xml", comment),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, bytes) in parts {
        writer.start_file(name, stored).expect("in memory");
        writer.write_all(bytes).expect("in memory");
    }
    let bytes = writer.finish().expect("in memory").into_inner();
    for sheet in filled_sheets(Cursor::new(&bytes)).expect("a workbook") {
        drop(write_text(Cursor::new(&bytes), &sheet, &mut Bounded(0)));
    }
    let lines = words(Cursor::new(&bytes)).lines;
    assert!(lines.is_sorted_by_key(|line| line.line));
    drop(words_beside(Cursor::new(&bytes)));
});
