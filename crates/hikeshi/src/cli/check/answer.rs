//! How is an answer about a thing printed: as JSON with keys, or as sentences?

use crate::cli::Console;
use crate::lang::{Arg, Lang};
use hikeshi_case::playbook::Wording;
use hikeshi_case::screen::address::{Judgement, Verdict};
use hikeshi_case::screen::thing::{Answer, Found, Words};
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
            "valid_on_chain": valid_on_chain(it),
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

/// Whether the text is rightly written for the network asked for, whatever it is for: a validator's or a
/// staking address is, though nobody deposits to it. What opens an account is no address.
fn valid_on_chain(judgement: &Judgement) -> bool {
    let purpose = judgement.verdict == Verdict::WrongPurpose && judgement.kind != "secret_seed";
    purpose || judgement.verdict == Verdict::Valid
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

/// Sentences: verdict, why, what to do, what nobody can tell.
pub(super) fn text(answer: &Answer, console: &Console<'_>) -> String {
    let kind = console.say(&format!("thing-{}", answer.kind.key()), &[]);
    let verdict = format!("thing-verdict-{}-{}", answer.kind.key(), answer.verdict);
    let verdict = console.say(&verdict, &[]);
    let mut out = vec![
        console.say("thing-say-heading", &[("kind", kind.into()), ("verdict", verdict.into())]),
    ];
    if let Some(brand) = brand(answer) {
        out.push(console.say("thing-say-brand", &[("brand", brand.into())]));
    }
    let why = answer.because.iter().map(|it| {
        console.say(&format!("thing-why-{}", it.key), &[("seen", Arg::from(it.seen.as_str()))])
    });
    list("because", why.collect(), &mut out, console);
    let steps = answer.steps.iter().map(|it| console.say(&format!("thing-do-{it}"), &[]));
    list("do", steps.collect(), &mut out, console);
    explorers(answer, &mut out, console);
    meanings(answer, &mut out, console);
    let limits = answer.limits.iter().map(|it| console.say(&format!("thing-limit-{it}"), &[]));
    list("limits", limits.collect(), &mut out, console);
    out.join("\n")
}

fn brand(answer: &Answer) -> Option<&'static str> {
    match &answer.found {
        Found::Link(it) => it.brand,
        Found::Handle(it) => it.brand,
        Found::Mail(it, _) => it.claimed,
        _ => None,
    }
}

fn explorers(answer: &Answer, out: &mut Vec<String>, console: &Console<'_>) {
    let Found::Transaction(form, _) = &answer.found else { return };
    let lines = form.explorers().map(|it| {
        let values = [("network", it.network), ("host", it.host), ("source", it.source.key())];
        console.say("thing-say-explorer", &values.map(|(key, value)| (key, value.into())))
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        out.push(String::new());
        out.push(console.say("thing-say-explorers", &[]));
        out.extend(lines);
    }
}

/// What the exchange's words mean, who has to act, how long it takes, what not to do, and who says so.
fn meanings(answer: &Answer, out: &mut Vec<String>, console: &Console<'_>) {
    let Found::Error(explained) = &answer.found else { return };
    let own = |words: &Wording| match console.lang {
        Lang::Ja => words.ja.clone(),
        Lang::En => words.en.clone(),
    };
    for (entry, _) in explained.found.iter().take(MEANINGS) {
        out.push(String::new());
        out.push(own(&entry.means));
        out.push(console.say(&format!("thing-say-who-{}", entry.who.key()), &[]));
        for (key, words) in [("wait", &entry.wait), ("act", &entry.act), ("never", &entry.never)] {
            if !words.is_empty() {
                let text = [("text", own(words).into())];
                out.push(console.say(&format!("thing-say-{key}"), &text));
            }
        }
        for source in entry.sources() {
            let of = [("name", own(&source.name).into()), ("seen", source.seen.as_str().into())];
            out.push(console.say("thing-say-source", &of));
        }
        if entry.uncertain {
            out.push(console.say("thing-say-uncertain", &[]));
        }
    }
}

fn list(heading: &str, items: Vec<String>, out: &mut Vec<String>, console: &Console<'_>) {
    if items.is_empty() {
        return;
    }
    out.push(String::new());
    out.push(console.say(&format!("thing-say-{heading}"), &[]));
    out.extend(items.into_iter().map(|it| console.say("thing-say-item", &[("text", it.into())])));
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
