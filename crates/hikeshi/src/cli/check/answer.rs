//! How is an answer about a thing printed: as JSON with keys, or as sentences?

use crate::cli::Console;
use crate::lang::{self, Arg, Lang};
use hikeshi_case::playbook::Wording;
use hikeshi_case::screen::thing::{Answer, Found, Words};
use hikeshi_case::screen::wording::Entry;
use serde_json::{Map, Value, json};

/// Meanings that are told of one message, the surest first.
const MEANINGS: usize = 3;

/// One object; the same for the same thing. Nothing pasted is in it but hosts, senders and normal forms.
pub(super) fn json(answer: &Answer) -> Value {
    let keys: Vec<&str> = answer.because.iter().map(|it| it.key).collect();
    let seen = answer.because.iter().filter(|it| !it.seen.is_empty());
    let seen: Map<String, Value> = seen.map(|it| (it.key.to_owned(), json!(it.seen))).collect();
    let mut out = json!({
        "type": answer.kind.key(),
        "verdict": answer.verdict,
        "because": keys,
        "steps": answer.steps,
        "limits": answer.limits,
    });
    let details = match &answer.found {
        Found::Address(it) => json!({
            "chains": it.networks,
            "memo": it.memo.key(),
            "kind": it.kind,
            "normal": it.normal,
            "memo_inside": it.embedded_memo,
            "rule": it.fault.map(hikeshi_case::screen::address::Fault::key),
            "near": it.near,
        }),
        Found::Link(it) => json!({
            "brand": it.brand,
            "host": it.host,
            "registrable": it.registrable,
            "strength": it.strength,
        }),
        Found::Mail(it, words) => {
            let mut details = of_words(words);
            put(&mut details, &json!({ "brand": it.claimed }));
            details
        }
        Found::Transaction(form, also) => {
            let explorers = form.explorers().map(
                |it| json!({ "chain": it.network, "host": it.host, "source": it.source.key() }),
            );
            json!({
                "form": form.key(),
                "chains": form.networks(),
                "also_address": also,
                "explorers": explorers.collect::<Vec<_>>(),
            })
        }
        Found::Message(words) => of_words(words),
        Found::Handle(it) => json!({ "brand": it.brand, "service": it.service.key() }),
        Found::Error(it) => {
            let meanings = it.found.iter().take(MEANINGS);
            let meanings =
                meanings.map(|(entry, _)| json!({ "id": entry.id, "who": entry.who.key() }));
            json!({ "meanings": meanings.collect::<Vec<_>>(), "unknown_codes": it.unknown_codes })
        }
        Found::Secret(_) | Found::Nothing => json!({}),
    };
    put(&mut out, &details);
    if !seen.is_empty() {
        put(&mut out, &json!({ "seen": seen }));
    }
    out
}

fn of_words(words: &Words) -> Value {
    let patterns: Vec<&str> = words.patterns.iter().map(|it| it.key()).collect();
    let hosts: Vec<&str> = words.imitations.iter().map(|it| it.0.as_str()).collect();
    json!({ "patterns": patterns, "imitations": hosts })
}

fn put(object: &mut Value, more: &Value) {
    if let (Some(object), Some(more)) = (object.as_object_mut(), more.as_object()) {
        object.extend(more.clone());
    }
}

/// Lines under a heading; the first of an answer has no heading above its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// The words above.
    pub(crate) heading: Option<String>,
    /// One sentence or more each.
    pub(crate) lines: Vec<String>,
    /// Whether the lines are points of a list.
    pub(crate) listed: bool,
}

/// Sentences: verdict, why, what to do, what nobody can tell.
pub(super) fn text(answer: &Answer, console: &Console<'_>) -> String {
    let mut out: Vec<String> = Vec::new();
    for paragraph in said(answer, console.lang) {
        if !out.is_empty() {
            out.push(String::new());
        }
        out.extend(paragraph.heading);
        for line in paragraph.lines {
            let item = [("text", Arg::from(line.as_str()))];
            out.push(if paragraph.listed { console.say("thing-say-item", &item) } else { line });
        }
    }
    out.join("\n")
}

/// The same, paragraph by paragraph.
pub(crate) fn said(answer: &Answer, lang: Lang) -> Vec<Paragraph> {
    let say = |key: &str, args: &[(&str, Arg)]| lang::text(lang, key, args);
    let kind = say(&format!("thing-{}", answer.kind.key()), &[]);
    let verdict = say(&format!("thing-verdict-{}-{}", answer.kind.key(), answer.verdict), &[]);
    let head = [("kind", kind.into()), ("verdict", verdict.into())];
    let mut first =
        Paragraph { lines: vec![say("thing-say-heading", &head)], ..Paragraph::default() };
    if let Some(brand) = brand(answer) {
        first.lines.push(say("thing-say-brand", &[("brand", brand.into())]));
    }
    let why = answer
        .because
        .iter()
        .map(|it| say(&format!("thing-why-{}", it.key), &[("seen", Arg::from(it.seen.as_str()))]));
    let steps = answer.steps.iter().map(|it| say(&format!("thing-do-{it}"), &[]));
    let limits = answer.limits.iter().map(|it| say(&format!("thing-limit-{it}"), &[]));
    let list = |heading: &str, lines: Vec<String>| {
        let heading = Some(say(&format!("thing-say-{heading}"), &[]));
        Paragraph { heading, lines, listed: true }
    };
    let mut all = vec![first, list("because", why.collect()), list("do", steps.collect())];
    all.push(explorers(answer, lang));
    all.extend(meanings(answer, lang));
    all.push(list("limits", limits.collect()));
    all.retain(|paragraph| !paragraph.lines.is_empty());
    all
}

fn brand(answer: &Answer) -> Option<&'static str> {
    match &answer.found {
        Found::Link(it) => it.brand,
        Found::Handle(it) => it.brand,
        Found::Mail(it, _) => it.claimed,
        _ => None,
    }
}

fn explorers(answer: &Answer, lang: Lang) -> Paragraph {
    let Found::Transaction(form, _) = &answer.found else { return Paragraph::default() };
    let lines = form.explorers().map(|it| {
        let values = [("network", it.network), ("host", it.host), ("source", it.source.key())];
        lang::text(lang, "thing-say-explorer", &values.map(|(key, value)| (key, value.into())))
    });
    let heading = Some(lang::text(lang, "thing-say-explorers", &[]));
    Paragraph { heading, lines: lines.collect(), listed: false }
}

/// What the exchange's words mean, who has to act, how long it takes, what not to do, and who says so.
fn meanings(answer: &Answer, lang: Lang) -> Vec<Paragraph> {
    let Found::Error(explained) = &answer.found else { return Vec::new() };
    let say = |key: &str, args: &[(&str, Arg)]| lang::text(lang, key, args);
    let own = |words: &Wording| match lang {
        Lang::Ja => words.ja.clone(),
        Lang::En => words.en.clone(),
    };
    let one = |entry: &Entry| {
        let mut lines = vec![own(&entry.means)];
        lines.push(say(&format!("thing-say-who-{}", entry.who.key()), &[]));
        for (key, words) in [("wait", &entry.wait), ("act", &entry.act), ("never", &entry.never)] {
            if !words.is_empty() {
                lines.push(say(&format!("thing-say-{key}"), &[("text", own(words).into())]));
            }
        }
        for source in entry.sources() {
            let of = [("name", own(&source.name).into()), ("seen", source.seen.as_str().into())];
            lines.push(say("thing-say-source", &of));
        }
        if entry.uncertain {
            lines.push(say("thing-say-uncertain", &[]));
        }
        Paragraph { lines, ..Paragraph::default() }
    };
    explained.found.iter().take(MEANINGS).map(|(entry, _)| one(entry)).collect()
}

#[cfg(test)]
mod tests {
    use crate::lang::{Lang, has};
    use hikeshi_case::screen::message::Pattern;
    use hikeshi_case::screen::thing::Kind;

    /// Words in the judge's source that are no keys of a sentence.
    const OTHER: &str =
        "secret_seed name form suspicious contradicted not_contradicted known unknown secret";

    /// Every key the judge can say, read from its source so that none is forgotten.
    fn said() -> Vec<&'static str> {
        const SOURCES: [&str; 2] = [
            include_str!("../../../../hikeshi-case/src/screen/thing/judge.rs"),
            include_str!("../../../../hikeshi-case/src/screen/thing/recognise.rs"),
        ];
        let usual = |word: &&str| {
            word.len() > 3 && word.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
        };
        let words = SOURCES.into_iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        words.filter(usual).filter(|word| !OTHER.split(' ').any(|it| it == *word)).collect()
    }

    #[test]
    fn everything_that_can_be_said_has_words_in_both_languages() {
        let mut keys = Vec::new();
        for pattern in Pattern::ALL {
            keys.push(format!("thing-why-{}", pattern.key()));
            keys.extend(pattern.steps().iter().map(|step| format!("thing-do-{step}")));
        }
        let said = said();
        assert!(said.len() > 60, "{}", said.len());
        for (lang, word) in
            Lang::ALL.into_iter().flat_map(|lang| said.iter().map(move |it| (lang, it)))
        {
            let any =
                ["why", "do", "limit"].iter().any(|it| has(lang, &format!("thing-{it}-{word}")));
            assert!(any, "{word} in {}", lang.tag());
        }
        for (kind, verdicts) in VERDICTS {
            keys.push(format!("thing-{}", kind.key()));
            keys.extend(verdicts.split(' ').map(|it| format!("thing-verdict-{}-{it}", kind.key())));
        }
        for lang in Lang::ALL {
            let missing: Vec<&String> = keys.iter().filter(|key| !has(lang, key)).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", lang.tag());
        }
    }

    const VERDICTS: [(Kind, &str); 9] = [
        (Kind::Address, "valid invalid other_network wrong_purpose unknown"),
        (Kind::Link, "official imitation unknown"),
        (Kind::Mail, "contradicted suspicious not_contradicted unknown"),
        (Kind::Transaction, "form off_chain"),
        (Kind::Message, "suspicious unknown"),
        (Kind::Handle, "imitation claims_support bears_name unknown"),
        (Kind::ErrorText, "known"),
        (Kind::Secret, "secret"),
        (Kind::Unreadable, "unreadable"),
    ];
}
