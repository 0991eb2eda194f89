//! `cargo xtask pace`: how many addresses and hosts does one core judge in a second, beside the plainest
//! check of the same lists? Refused in a debug build, whose figures say nothing.

use crate::{Failure, say};
use hikeshi_case::screen::{address, link};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each is measured.
const SPAN: Duration = Duration::from_secs(2);

/// Measures and prints a table.
pub(crate) fn pace() -> Result<(), Failure> {
    if cfg!(debug_assertions) {
        return Err("only a release build counts: cargo run --release -p xtask -- pace".to_owned());
    }
    say("| what | per second |\n|---|---|");
    let chains: Vec<(&str, Option<&str>)> =
        ADDRESSES.iter().map(|(chain, text)| (*text, Some(*chain))).collect();
    row("addresses: shape alone (length and letters)", &chains, |(text, _)| shaped(text));
    row("addresses: judged on a network", &chains, |(text, chain)| {
        address::judge(text, *chain).verdict == address::Verdict::Valid
    });
    row("addresses: judged on any network", &chains, |(text, _)| {
        address::judge(text, None).verdict == address::Verdict::Valid
    });
    row("hosts: name contained in them", HOSTS, |host| {
        ["binance", "coinbase", "kraken", "bybit", "kucoin"].iter().any(|name| host.contains(name))
    });
    row("hosts: judged", HOSTS, |host| link::judge(host).verdict == link::Verdict::Imitation);
    Ok(())
}

fn row<T>(name: &str, things: &[T], judge: impl Fn(&T) -> bool) {
    let start = Instant::now();
    let mut done = 0_u128;
    while start.elapsed() < SPAN {
        for thing in things {
            black_box(judge(black_box(thing)));
        }
        done += things.len() as u128;
    }
    let per_second = done * 1000 / start.elapsed().as_millis().max(1);
    say(&format!("| {name} | {per_second} |"));
}

/// What a pattern of an exchange's network list looks at.
fn shaped(text: &str) -> bool {
    (25..=110).contains(&text.len())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b':')
}

const ADDRESSES: &[(&str, &str)] = &[
    ("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
    ("BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
    ("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    ("BSC", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
    ("MATIC", "0xdbf03b407c01e7cd3cbea99509d93f8dddc8c6fb"),
    ("TRX", "TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r"),
    ("SOL", "11111111111111111111111111111111"),
    ("XRP", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
    ("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
];

const HOSTS: &[&str] = &[
    "binance.com",
    "www.example.co.jp",
    "binance-login-verify.example",
    "mail.google.com",
    "news.ycombinator.com",
    "b1nance-support.example",
    "shop.rakuten.example",
    "xn--bnance-p9a.example",
    "docs.rs",
    "city.chiyoda.lg.jp",
    "coinbase.account-check.example",
    "wikipedia.org",
];
