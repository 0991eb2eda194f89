//! The made-up messages of `tests/data/messages.tsv`: some to learn from, and some, written after the
//! rules, that are only counted (`cargo xtask accuracy`).

use super::{Pattern, patterns};

const MESSAGES: &str = include_str!("../../../tests/data/messages.tsv");

/// `(half, pattern, text)` of every message.
fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let cells = |line: &'static str| {
        let mut cells = line.splitn(3, '\t');
        let mut next = || cells.next().expect("three cells");
        (next(), next(), next())
    };
    MESSAGES.lines().skip(1).map(cells).collect()
}

#[test]
fn the_messages_learned_from_are_told_apart() {
    let mut misses = Vec::new();
    for (half, pattern, text) in rows().into_iter().filter(|row| row.0 == "learn") {
        let seen: Vec<&str> = patterns(text).into_iter().map(Pattern::key).collect();
        let fits = if pattern == "none" { seen.is_empty() } else { seen.contains(&pattern) };
        if !fits {
            misses.push(format!("{half} {pattern}: {seen:?} {text}"));
        }
    }
    assert!(misses.is_empty(), "{misses:#?}");
}

#[test]
fn every_pattern_has_examples_in_both_halves_and_a_step() {
    for pattern in Pattern::ALL {
        for (half, least) in [("learn", 10), ("kept", 2)] {
            let count = rows().iter().filter(|row| row.0 == half && row.1 == pattern.key()).count();
            assert!(count >= least, "{} {half}", pattern.key());
        }
        assert!(!pattern.steps().is_empty());
    }
    let order: Vec<Pattern> = Pattern::ALL.to_vec();
    assert!(order.is_sorted());
}

#[test]
fn letters_of_other_scripts_and_invisible_ones_do_not_hide_a_pattern() {
    let text = "P\u{200B}lease sеnd me yоur рrivate key.";
    assert_eq!(patterns(text), [Pattern::SecretRequest]);
}

#[test]
fn many_sentences_are_read_as_one_pattern() {
    let text = "send the code. 教えてください。".repeat(2_000);
    assert_eq!(patterns(&text), [Pattern::CodeRequest]);
}
