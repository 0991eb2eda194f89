//! Does the reading of people's own words reach what it promises?
//!
//! `kept.tsv` was written by somebody who did not know how triage works, and nobody tuned anything on
//! it; the learner never sees it. Columns: id, lang, text, kind, urgency, other kinds that are as good.

use hikeshi_case::triage::{Kind, Urgency, read};

struct Score {
    texts: usize,
    /// The kind, or one that is as good.
    right: usize,
    /// The kind is the best one or among the alternatives.
    named: usize,
    urgent: usize,
    minutes: usize,
    /// Texts about minutes that were told they had days.
    late: Vec<&'static str>,
}

fn score(tsv: &'static str) -> Score {
    let mut score = Score { texts: 0, right: 0, named: 0, urgent: 0, minutes: 0, late: Vec::new() };
    for line in tsv.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, _, text, kind, urgency, others] = cells[..] else { panic!("{line}") };
        let kind = Kind::of_key(kind).unwrap();
        let urgency = Urgency::of_key(urgency).unwrap();
        let reading = read(text);
        let right =
            kind == reading.kind || others.split(',').any(|other| other == reading.kind.key());
        score.texts += 1;
        score.right += usize::from(right);
        score.named += usize::from(right || reading.alternatives.contains(&kind));
        score.urgent += usize::from(urgency == reading.urgency);
        score.minutes += usize::from(urgency == Urgency::Minutes);
        if urgency == Urgency::Minutes && reading.urgency == Urgency::Days {
            score.late.push(text);
        }
    }
    score
}

#[test]
fn texts_that_were_kept_out_are_read_right() {
    let score = score(include_str!("../triage/kept.tsv"));
    let percent = |count: usize| count * 100 / score.texts;
    assert!(score.texts >= 350);
    assert!(percent(score.named) >= 96, "{} of {}", score.named, score.texts);
    assert!(percent(score.right) >= 89, "{} of {}", score.right, score.texts);
    assert!(percent(score.urgent) >= 82, "{} of {}", score.urgent, score.texts);
    assert!(score.minutes >= 60);
    assert!(score.late.is_empty(), "{:#?}", score.late);
}
