//! The made-up messages: those the screen learns from (`examples.tsv`) and those of
//! `tests/data/messages.tsv`, which are only counted (`cargo xtask accuracy`).

use super::learned::examples;
use super::{Pattern, patterns};

const KEPT: &str = include_str!("../../../tests/data/messages.tsv");

/// `(pattern, text)` of every message that is only counted.
fn kept() -> impl Iterator<Item = (&'static str, &'static str)> {
    KEPT.lines().skip(1).filter_map(|line| line.split_once('\t')?.1.split_once('\t'))
}

#[test]
fn the_messages_learned_from_are_told_apart() {
    let mut misses = Vec::new();
    for (pattern, text) in examples() {
        let seen: Vec<&str> = patterns(text).into_iter().map(Pattern::key).collect();
        let fits = if pattern == "none" { seen.is_empty() } else { seen.contains(&pattern) };
        if !fits {
            misses.push(format!("{pattern}: {seen:?} {text}"));
        }
    }
    assert!(misses.is_empty(), "{misses:#?}");
}

/// What people tell of their own troubles asks nothing of a reader.
#[test]
fn who_tells_of_a_scam_is_not_taken_for_a_scammer() {
    let told = include_str!("../../../tests/triage/kept.tsv").lines().skip(1);
    let told: Vec<&str> = told.filter_map(|line| line.split('\t').nth(2)).collect();
    let accused: Vec<&&str> = told.iter().filter(|text| !patterns(text).is_empty()).collect();
    assert!(accused.len() * 100 <= told.len(), "{accused:?}");
}

#[test]
fn of_the_kept_messages_nine_in_ten_are_named_and_one_in_a_hundred_is_accused() {
    let (mut named, mut scams, mut accused, mut innocent) = (0, 0, 0, 0);
    for (pattern, text) in kept() {
        let seen: Vec<&str> = patterns(text).into_iter().map(Pattern::key).collect();
        if pattern == "none" {
            innocent += 1;
            accused += usize::from(!seen.is_empty());
        } else {
            scams += 1;
            named += usize::from(seen.contains(&pattern));
        }
    }
    let counts = format!("named {named} of {scams}, accused {accused} of {innocent}");
    assert!(named * 10 >= scams * 9 && accused * 100 <= innocent, "{counts}");
}

#[test]
fn every_pattern_has_examples_and_a_step() {
    for pattern in Pattern::ALL {
        assert!(examples().filter(|it| it.0 == pattern.key()).count() >= 10, "{}", pattern.key());
        assert!(kept().filter(|it| it.0 == pattern.key()).count() >= 4, "{}", pattern.key());
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
