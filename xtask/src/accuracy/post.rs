//! How much of what tells who somebody is does `post` find, and how much does it take needlessly?

use super::{Row, cell, share};
use crate::say;
use hikeshi_case::post::{self, Class};
use std::collections::BTreeMap;

/// What was labelled and found of one class.
#[derive(Default)]
struct Count {
    labelled: usize,
    removed: usize,
    named: usize,
    taken: usize,
    rightly: usize,
}

/// Prints recall and precision by class. A labelled part is removed when all its letters and digits lie
/// within what was taken, whatever the class; what was taken is right when it touches a labelled part.
pub(super) fn report(half: &str, rows: &[Row], misses: bool) {
    let mut counts = BTreeMap::<&str, Count>::new();
    let mut missed = Vec::new();
    for row in rows {
        let (text, labels) = unmarked(cell(row, 1));
        let found = post::examine(&text).spans;
        for (class, start, end) in &labels {
            let count = counts.entry(class).or_default();
            count.labelled += 1;
            let covers = |at: usize| found.iter().any(|it| it.start <= at && at < it.end);
            let part = text.get(*start..*end).unwrap_or_default();
            let gone = part
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .all(|(at, _)| covers(start + at));
            let touches = |it: &&post::Span| it.start < *end && *start < it.end;
            count.removed += usize::from(gone);
            count.named +=
                usize::from(found.iter().filter(touches).any(|it| it.class.key() == *class));
            if !gone {
                missed.push(format!("miss: {class} {part:?} in {text}"));
            }
        }
        for span in &found {
            let count = counts.entry(span.class.key()).or_default();
            let right = labels.iter().any(|(_, start, end)| span.start < *end && *start < span.end);
            count.taken += 1;
            count.rightly += usize::from(right);
            if !right {
                let part = text.get(span.start..span.end).unwrap_or_default();
                missed.push(format!("taken needlessly: {} {part:?} in {text}", span.class.key()));
            }
        }
    }
    print(half, rows.len(), &counts);
    if misses {
        for miss in &missed {
            say(miss);
        }
    }
}

fn print(half: &str, texts: usize, counts: &BTreeMap<&str, Count>) {
    say(&format!("\n## personal data in posts, {half}: {texts} texts"));
    say("| class | removed | of | recall | named rightly | taken | needlessly | precision |");
    say("|---|---|---|---|---|---|---|---|");
    let mut all = Count::default();
    let order = Class::ALL.iter().filter_map(|class| counts.get_key_value(class.key()));
    for (class, it) in order {
        line(class, it);
        all.labelled += it.labelled;
        all.removed += it.removed;
        all.named += it.named;
        all.taken += it.taken;
        all.rightly += it.rightly;
    }
    line("every class", &all);
}

fn line(class: &str, it: &Count) {
    let recall = share(it.removed, it.labelled);
    let precision = share(it.rightly, it.taken);
    let needless = it.taken - it.rightly;
    say(&format!(
        "| {class} | {} | {} | {recall} | {} | {} | {needless} | {precision} |",
        it.removed, it.labelled, it.named, it.taken
    ));
}

/// The text without its marks, and the marked parts in it: `{class|part}`, `\n` a line end.
fn unmarked(marked: &str) -> (String, Vec<(&str, usize, usize)>) {
    let mut text = String::new();
    let mut labels = Vec::new();
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some(((class, part), after)) =
            behind.split_once('}').and_then(|(mark, after)| Some((mark.split_once('|')?, after)))
        else {
            break;
        };
        text.push_str(&before.replace("\\n", "\n"));
        let start = text.len();
        text.push_str(&part.replace("\\n", "\n"));
        labels.push((class, start, text.len()));
        rest = after;
    }
    text.push_str(&rest.replace("\\n", "\n"));
    (text, labels)
}
