//! Notes: any charset; what is masked must not be found again.
#![no_main]

use hikeshi_case::screen::{link, notice, secret};
use hikeshi_case::source::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some(note) = text::read(data) else { return };
    let secrets = secret::find(&note.lines);
    let masked = secret::mask_all(&note.lines, &secrets);
    assert_eq!(masked.len(), note.lines.len());
    drop(notice::find(&note.lines));
    for line in &note.lines {
        drop(link::links_in(&line.text));
    }
});
