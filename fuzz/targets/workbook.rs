//! Workbooks: broken zips, and whole ones around broken sheets.
#![no_main]

use hikeshi_case::source::workbook::each_row;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    if *first == 0 {
        drop(each_row(Cursor::new(rest), &mut |_, _| true));
        return;
    }
    let (strings, sheet) = rest.split_at(rest.len() * usize::from(*first) / 256);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, bytes) in parts {
        writer.start_file(name, stored).expect("in memory");
        writer.write_all(bytes).expect("in memory");
    }
    let bytes = writer.finish().expect("in memory").into_inner();
    let mut rows = 0_u32;
    drop(each_row(Cursor::new(bytes), &mut |_, cells| {
        assert!(cells.len() <= 256, "{}", cells.len());
        rows += 1;
        rows < 10_000
    }));
});
