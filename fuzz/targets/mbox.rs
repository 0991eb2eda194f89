//! Mailboxes: whatever the bytes, no mail is longer and none are more than the limits allow.
#![no_main]

use hikeshi_case::source::archive::{Limits, Refusal, Sink};
use hikeshi_case::source::mbox::{begins, holds_several, members};
use libfuzzer_sys::fuzz_target;
use std::io::{self, Cursor, Read};

const LIMITS: Limits =
    Limits { member_bytes: 4 << 10, total_bytes: 8 << 20, ratio: 200, members: 20, depth: 3 };

#[derive(Default)]
struct Counting {
    members: usize,
    bytes: u64,
}

impl Sink for Counting {
    fn member(&mut self, _: &str, bytes: &mut dyn Read) -> io::Result<()> {
        self.members += 1;
        self.bytes += io::copy(bytes, &mut io::sink())?;
        Ok(())
    }

    fn refused(&mut self, _: &str, _: Refusal) {}
}

fuzz_target!(|data: &[u8]| {
    let several = holds_several(Cursor::new(data)).expect("memory never fails");
    assert!(!several || data.len() > 10);
    let mut sink = Counting::default();
    members(Cursor::new(data), &LIMITS, &mut sink).expect("the sink never fails");
    assert!(sink.members <= LIMITS.members, "{}", sink.members);
    assert!(sink.bytes <= data.len() as u64 + sink.members as u64, "{}", sink.bytes);
    begins(data);
});
