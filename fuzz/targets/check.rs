//! Anything a person pastes into the one box.
#![no_main]

use hikeshi_case::screen::thing::{Kind, Options, check, check_line};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let plain = Options::default();
    let answer = check(bytes, &plain);
    assert_eq!(answer, check(bytes, &plain));
    assert!(answer.kind == Kind::Secret || !answer.limits.is_empty());
    let asked = Options { chain: Some("BTC"), anti_phishing_code: Some("x"), ..plain };
    drop(check(bytes, &asked));
    drop(check_line(bytes, &plain));
});
