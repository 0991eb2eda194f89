//! `cargo xtask accuracy`: how often is each screen right? On the project's own material, or on a folder
//! with files of the same columns, by class, with every miss.

mod help;
mod post;

use crate::{Failure, root, say};
use flate2::read::GzDecoder;
use hikeshi_case::screen::address::{self, Verdict};
use hikeshi_case::screen::{handle, link, message};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Right answers out of all, and the wrong ones.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
    misses: Vec<String>,
}

impl Tally {
    fn add(&mut self, right: bool, miss: impl FnOnce() -> String) {
        self.all += 1;
        if right {
            self.right += 1;
        } else {
            self.misses.push(miss());
        }
    }
}

/// Prints the report; `misses` lists every wrong answer.
pub(crate) fn accuracy(args: &[&str]) -> Result<(), Failure> {
    let (mut data, mut misses) = (None, false);
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match *arg {
            "--misses" => misses = true,
            "--data" => data = rest.next().map(PathBuf::from),
            other => return Err(format!("accuracy does not know {other}")),
        }
    }
    let own = root().join("crates/hikeshi-case/tests/data");
    let dir = data.unwrap_or_else(|| own.clone());
    say(&format!("material: {}", dir.display()));
    let file = |names: &[&str]| names.iter().map(|it| dir.join(it)).find(|it| it.exists());
    if let Some(path) = file(&["addresses-dev.tsv", "addresses.tsv"]) {
        addresses(&rows(&path)?, misses);
    }
    if let Some(path) = file(&["phish-dev.tsv.gz", "hosts.tsv"]) {
        hosts(&rows(&path)?, misses);
    }
    if let Some(path) = file(&["messages.tsv"]) {
        messages(&rows(&path)?, misses);
    }
    if let Some(path) = file(&["handles.tsv"]) {
        handles(&rows(&path)?, misses);
    }
    for half in ["dev", "later", "last", "kept"] {
        if let Some(path) = file(&[&format!("post/{half}.tsv")]) {
            post::report(half, &rows(&path)?, misses && (half == "dev" || half == "later"));
        }
    }
    if let Some(path) = file(&["help/questions.tsv"]) {
        help::report(&rows(&path)?, misses)?;
    }
    say("triage of texts: there is no such screen yet, skipped");
    Ok(())
}

type Row = Vec<String>;

/// The rows of a tab-separated file behind its header, unpacked if it is packed.
fn rows(path: &Path) -> Result<Vec<Row>, Failure> {
    let fault = |fault: &dyn std::fmt::Display| format!("{}: {fault}", path.display());
    let file = File::open(path).map_err(|it| fault(&it))?;
    let packed = path.extension().is_some_and(|it| it == "gz");
    let source: Box<dyn Read> =
        if packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut table = csv::ReaderBuilder::new();
    table.delimiter(b'\t').flexible(true).quoting(packed);
    let mut out = Vec::new();
    for record in table.from_reader(source).records() {
        let record = record.map_err(|it| fault(&it))?;
        out.push(record.iter().map(str::to_owned).collect());
    }
    Ok(out)
}

fn cell(row: &Row, at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

fn addresses(rows: &[Row], misses: bool) {
    let mut strict = BTreeMap::<String, Tally>::new();
    let mut wrong_purpose = 0;
    for row in rows {
        let (chain, text, expected) = (cell(row, 0), cell(row, 1), cell(row, 2));
        let seen = address::judge(text, Some(chain));
        // A key or validator is written soundly; that nobody deposits to it is a verdict of its own. What
        // opens an account is no address at all.
        let purpose = seen.verdict == Verdict::WrongPurpose && seen.kind != "secret_seed";
        let sound = seen.verdict == Verdict::Valid || purpose;
        wrong_purpose += usize::from(seen.verdict == Verdict::WrongPurpose && expected == "valid");
        let class = format!("{chain} {expected}");
        strict.entry(class).or_default().add(sound == (expected == "valid"), || {
            let rule = seen.fault.map_or("", address::Fault::key);
            let networks = seen.networks.join(" ");
            format!("{chain} {text}: {} {rule} {networks}", seen.verdict.key())
        });
    }
    print("addresses", &strict, misses);
    say(&format!("of them sound but for another purpose, counted as right: {wrong_purpose}"));
}

fn hosts(rows: &[Row], misses: bool) {
    const STEPS: [u8; 10] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95];
    let mut tallies = BTreeMap::<String, Tally>::new();
    // Imitations found, human-labelled ones found, ordinary hosts accused, at each strength.
    let mut curve = [[0_usize; 3]; STEPS.len()];
    let mut totals = [0_usize; 3];
    for row in rows {
        let (host, label, brand, class, human) =
            (cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 5));
        if label == "phish_other" {
            continue;
        }
        let seen = link::judge(host);
        let phish = label == "phish";
        let accused = seen.verdict == link::Verdict::Imitation;
        let say = || format!("{host} ({brand}): {} {}", seen.verdict.key(), seen.strength);
        tallies.entry(format!("{label} {class}")).or_default().add(accused == phish, say);
        let human = phish && EXCHANGES.iter().any(|it| human.eq_ignore_ascii_case(it));
        if human {
            tallies.entry("phish (labelled by people)".to_owned()).or_default().add(accused, say);
        }
        tallies.entry(format!("{label}, all")).or_default().add(accused == phish, String::new);
        let kinds = [phish, human, !phish];
        for (at, _) in kinds.iter().enumerate().filter(|(_, is)| **is) {
            let strength = if seen.verdict == link::Verdict::Official { 0 } else { seen.strength };
            for (place, step) in curve.iter_mut().zip(STEPS) {
                if let Some(count) = place.get_mut(at).filter(|_| strength >= step) {
                    *count += 1;
                }
            }
            if let Some(total) = totals.get_mut(at) {
                *total += 1;
            }
        }
    }
    print("links", &tallies, misses);
    say("| strength from | imitations found | labelled by people | ordinary accused |");
    say("|---|---|---|---|");
    for (found, step) in curve.iter().zip(STEPS) {
        let shares: Vec<String> =
            found.iter().zip(totals).map(|(count, all)| share(*count, all)).collect();
        say(&format!("| {step} | {} |", shares.join(" | ")));
    }
}

/// Labels of `cryptoscamdb_subcategory` that name an exchange.
const EXCHANGES: [&str; 14] = [
    "Binance",
    "Bittrex",
    "Coinbase",
    "HitBTC",
    "Poloniex",
    "Paxful",
    "Kraken",
    "Bitfinex",
    "Kucoin",
    "Huobi",
    "Localbitcoins",
    "Gemini",
    "Bitstamp",
    "Cryptopia",
];

fn messages(rows: &[Row], misses: bool) {
    let mut tallies = BTreeMap::<String, Tally>::new();
    for row in rows {
        let (half, pattern, text) = (cell(row, 0), cell(row, 1), cell(row, 2));
        let seen: Vec<&str> =
            message::patterns(text).into_iter().map(message::Pattern::key).collect();
        let right = if pattern == "none" { seen.is_empty() } else { seen.contains(&pattern) };
        let say = || format!("{half} {pattern}: {seen:?} {text}");
        let of = if pattern == "none" { "innocent" } else { "patterns" };
        tallies.entry(format!("{half} {of}, all")).or_default().add(right, String::new);
        tallies.entry(format!("{half} {pattern}")).or_default().add(right, say);
        if pattern != "none" {
            let all = tallies.entry(format!("{half} patterns, any pattern seen")).or_default();
            all.add(!seen.is_empty(), String::new);
        }
    }
    print("messages", &tallies, misses);
}

fn handles(rows: &[Row], misses: bool) {
    let mut tallies = BTreeMap::<String, Tally>::new();
    for row in rows {
        let (text, expected) = (cell(row, 0), cell(row, 1));
        let seen = handle::judge(text).map_or("none", |it| it.verdict.key());
        let say = || format!("{text}: {seen}, not {expected}");
        tallies.entry(expected.to_owned()).or_default().add(seen == expected, say);
    }
    print("handles", &tallies, misses);
}

fn print(name: &str, tallies: &BTreeMap<String, Tally>, misses: bool) {
    say(&format!("\n## {name}\n| class | right | of | share |\n|---|---|---|---|"));
    let (mut right, mut all) = (0, 0);
    for (class, tally) in tallies {
        if !class.contains(", ") && !class.contains('(') {
            right += tally.right;
            all += tally.all;
        }
        let line = format!("| {class} | {} | {} |", tally.right, tally.all);
        say(&format!("{line} {} |", share(tally.right, tally.all)));
    }
    say(&format!("| every row | {right} | {all} | {} |", share(right, all)));
    if misses {
        for miss in tallies.values().flat_map(|tally| &tally.misses).filter(|it| !it.is_empty()) {
            say(&format!("miss: {miss}"));
        }
    }
}

/// Per cent with three digits behind the point, by whole numbers.
fn share(count: usize, all: usize) -> String {
    let thousandths = count * 100_000 / all.max(1);
    format!("{}.{:03} %", thousandths / 1000, thousandths % 1000)
}
