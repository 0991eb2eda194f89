//! What is said to somebody who wants to write about their case in public?

use crate::lang::{Lang, text};
use hikeshi_case::post::{self, ADVICE, Class, Post, WARNINGS};
use std::collections::BTreeSet;

/// What was removed of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What it is.
    pub class: Class,
    /// How often it stood there.
    pub count: usize,
    /// Its name.
    pub name: String,
    /// What a stranger can do with it.
    pub danger: String,
    /// By what it was recognised, each way once.
    pub seen: Vec<String>,
}

/// Everything that is said of a text, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is advised before anything else: not to post.
    pub advice: String,
    /// What is said whatever was found.
    pub warnings: Vec<String>,
    /// What was removed, by class.
    pub removed: Vec<Removed>,
    /// What stays risky.
    pub risks: Vec<String>,
    /// The text with a word in brackets for each removed part.
    pub cleaned: String,
}

/// Looks through a text and says everything about it.
pub fn answer(original: &str, lang: Lang) -> Answer {
    let post = post::examine(original);
    let say = |prefix: &str, key: &str| text(lang, &format!("{prefix}-{key}"), &[]);
    Answer {
        advice: say("post-advice", ADVICE),
        warnings: WARNINGS.iter().map(|key| say("post-warning", key)).collect(),
        removed: removed(&post, lang),
        risks: post.risks.iter().map(|key| say("post-risk", key)).collect(),
        cleaned: cleaned(original, &post, lang),
    }
}

/// The text with placeholders of a language.
pub fn cleaned(original: &str, post: &Post, lang: Lang) -> String {
    post::cleaned(original, post, |class| text(lang, &format!("post-instead-{}", class.key()), &[]))
}

fn removed(post: &Post, lang: Lang) -> Vec<Removed> {
    let of = |class: Class| {
        let own: Vec<_> = post.spans.iter().filter(|span| span.class == class).collect();
        let ways: BTreeSet<_> = own.iter().map(|span| span.seen).collect();
        let say = |prefix: &str| text(lang, &format!("{prefix}-{}", class.key()), &[]);
        (!own.is_empty()).then(|| Removed {
            class,
            count: own.len(),
            name: say("post-class"),
            danger: say("post-danger"),
            seen: ways
                .iter()
                .map(|it| text(lang, &format!("post-seen-{}", it.key()), &[]))
                .collect(),
        })
    };
    Class::ALL.into_iter().filter_map(of).collect()
}
