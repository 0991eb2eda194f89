//! Single things a person pastes: addresses and links.
#![no_main]

use hikeshi_case::screen::{address, link, lookalike};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (one, other) = text.split_once('\n').unwrap_or((text, "BTC"));
    drop(address::judge(one, Some(other)));
    drop(address::judge_closely(one, None));
    drop(address::split_memo(one));
    drop(lookalike::resemblance(one, other));
    drop(link::judge(one));
});
