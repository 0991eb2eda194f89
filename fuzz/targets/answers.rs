//! Answers: any TOML, and what is none.
#![no_main]

use hikeshi_case::answers::Answers;
use hikeshi_case::exhibit::ExhibitId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut answers = Answers::default();
    if let Err(fault) = answers.read(data, ExhibitId(1)) {
        let lines = data.iter().filter(|byte| **byte == b'\n').count() + 1;
        assert!((1..=lines).contains(&(fault.line as usize)), "{} of {lines}", fault.line);
    }
});
