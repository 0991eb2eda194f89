//! Mails: headers, charsets, nested parts.
#![no_main]

use hikeshi_case::source::mail;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let lines = data.iter().filter(|byte| **byte == b'\n').count() + 1;
    let Ok(mail) = mail::read(data) else { return };
    for line in mail.reading() {
        assert!(line.line as usize <= lines + 1, "{} of {lines}", line.line);
    }
    for attachment in &mail.attachments {
        assert!(attachment.decoded || attachment.bytes.is_empty());
    }
});
