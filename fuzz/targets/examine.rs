//! The whole examination over one exhibit, whose first byte chooses its name.
#![no_main]

use hikeshi_case::exhibit::InMemory;
use hikeshi_case::{Options, examine};
use libfuzzer_sys::fuzz_target;

/// Names that lead to different readers or zones.
const NAMES: [&str; 12] = [
    "Binance-取引履歴-202607252338(UTC+9).csv",
    "part-00000-6f1c-c000.csv",
    "Binance-Transaction-History-202603230400(UTC--6)_abcd.csv",
    "Binance-Spot-Trade-History-202607252353(UTC+9).csv",
    "Binance-Spot-Order-History-202607252353(UTC+4)-part1-of1.csv",
    "Binance-Withdraw-History-202607252348(UTC+9).csv",
    "Binance-Deposit-History-202607252345(UTC+9).csv",
    "Binance-Convert-Order-History-202607252350(UTC+9).csv",
    "BTCUSDT-1m-2026-03-01.csv",
    "BTCUSDT-aggTrades-2026-03-01.csv",
    "mail.eml",
    "note.txt",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let mut exhibits = InMemory::default();
    exhibits.add(name, rest);
    let once = examine(&exhibits, &Options::default());
    let again = examine(&exhibits, &Options::default());
    assert_eq!(once.findings, again.findings);
    assert_eq!(once.problems, again.problems);
});
