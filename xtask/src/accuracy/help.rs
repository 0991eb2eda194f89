//! Does the help centre's search find the article a question asks for?

use super::{Row, cell, share};
use crate::{Failure, root, say};
use hikeshi_case::article::Article;
use hikeshi_case::search::{Entry, Index};
use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

/// How often each question is asked to tell how long an answer takes.
const TIMES: u32 = 200;

/// Prints ranks and times.
pub(super) fn report(rows: &[Row], misses: bool) -> Result<(), Failure> {
    let texts = texts()?;
    let mut joined = BTreeMap::<&str, [String; 3]>::new();
    for text in &texts {
        let article = Article::read(text).map_err(|fault| format!("an article: {fault:?}"))?;
        let parts = joined.entry(article.key).or_default();
        for (part, more) in parts.iter_mut().zip([article.title, article.words, article.body]) {
            part.push_str(more);
            part.push('\n');
        }
    }
    let keys: Vec<&str> = joined.keys().copied().collect();
    let entries: Vec<Entry<'_>> =
        joined.values().map(|[title, words, body]| Entry { title, words, body }).collect();
    let before = Instant::now();
    let index = Index::new(&entries);
    say(&format!(
        "\n## help centre: {} articles, index built in {:?}",
        keys.len(),
        before.elapsed()
    ));
    let (mut first, mut five, mut empty, mut times) = (0, 0, 0, Vec::new());
    for row in rows {
        let (question, target) = (cell(row, 1), cell(row, 2));
        let before = Instant::now();
        for _ in 0..TIMES {
            std::hint::black_box(index.find(std::hint::black_box(question), 5));
        }
        times.push(before.elapsed() / TIMES);
        let hits = index.find(question, 5);
        let found: Vec<&str> = hits.iter().filter_map(|hit| keys.get(hit.at).copied()).collect();
        let rank = found.iter().position(|key| *key == target);
        first += usize::from(rank == Some(0));
        five += usize::from(rank.is_some());
        empty += usize::from(found.is_empty());
        if misses && rank != Some(0) {
            say(&format!("rank {rank:?}: {question} wants {target}: {found:?}"));
        }
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let longest = times.last().copied().unwrap_or_default();
    let of = rows.len();
    say("| questions | first | in the first five | without an answer | median | longest |");
    say("|---|---|---|---|---|---|");
    say(&format!(
        "| {of} | {first} | {five} ({}) | {empty} | {median:?} | {longest:?} |",
        share(five, of)
    ));
    Ok(())
}

fn texts() -> Result<Vec<String>, Failure> {
    let mut out = Vec::new();
    for lang in ["ja", "en"] {
        let folder = root().join("crates/hikeshi/help").join(lang);
        let fault = |fault: std::io::Error| format!("{}: {fault}", folder.display());
        for entry in fs::read_dir(&folder).map_err(fault)? {
            out.push(fs::read_to_string(entry.map_err(fault)?.path()).map_err(fault)?);
        }
    }
    Ok(out)
}
