//! Containers: whatever the bytes, no more comes out than the limits allow.
#![no_main]

use hikeshi_case::source::archive::{Limits, Refusal, Sink, kind_of, members};
use libfuzzer_sys::fuzz_target;
use std::io::{self, Cursor, Read};

const LIMITS: Limits =
    Limits { member_bytes: 4 << 20, total_bytes: 8 << 20, ratio: 200, members: 100, depth: 3 };

#[derive(Default)]
struct Counting {
    members: usize,
}

impl Sink for Counting {
    fn member(&mut self, _: &str, bytes: &mut dyn Read) -> io::Result<()> {
        self.members += 1;
        let n = io::copy(bytes, &mut io::sink())?;
        assert!(n <= LIMITS.member_bytes, "{n}");
        Ok(())
    }

    fn refused(&mut self, _: &str, _: Refusal) {}
}

fuzz_target!(|data: &[u8]| {
    let kind = kind_of(data);
    let mut sink = Counting::default();
    members(Cursor::new(data), data.len() as u64, &LIMITS, &mut sink)
        .expect("the sink never fails");
    assert!(kind.is_some() || sink.members == 0);
    assert!(sink.members <= LIMITS.members, "{}", sink.members);
});
