//! A playbook in the words of others: CACAO 2.0 (OASIS), for tools that exchange playbooks.
//!
//! Every step is a `manual` command for a person. English stands in CACAO's own properties, Japanese
//! and what CACAO has no place for in an extension of ours. A question is asked right before the first
//! step that depends on its answer. The same data give the same bytes.

mod pattern;

use super::{Condition, Fork, Library, Phase, Playbook, Source, Standing, Step, Timer, Use};
use super::{FactType, Value as Known, Who, Wording};
use pattern::{Pattern, UNSAID, UNSAID_NUMBER, variable};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The namespace of our identifiers.
const NAMESPACE: [u8; 16] = [
    0x6f, 0x1d, 0x2c, 0x54, 0x0e, 0x57, 0x4b, 0x0d, 0x9d, 0x3e, 0x52, 0x77, 0xa8, 0x10, 0xc3, 0x4e,
];
/// When these playbooks first existed.
const CREATED: &str = "2026-11-01T00:00:00.000Z";
/// What the extension holds; its version is raised with it.
const EXTENSION: &str = "Properties ending in _ja and _en hold the same text in Japanese and English: \
    title, where, how, why, avoid, cost, say, ask, lead. phase, standing, drastic, timer_hours and \
    fact say of a step: its place in the order of an incident; official, practice or unconfirmed; \
    whether it cannot simply be undone; the lengths of the clock it starts; the step's own key. \
    answers lists what may be answered and which variables an answer sets. An empty variable, or -1 \
    of a number, has not been said yet.";
const EXTENSION_VERSION: &str = "1.0.0";

/// The playbook of a kind, called by its name; `None` for a kind without one.
pub fn export(library: &Library, kind: &str, name: &Wording) -> Option<Value> {
    let playbook = library.of(kind)?;
    let mut draft = Draft { library, kind, workflow: Map::new(), sources: BTreeSet::new() };
    let start = draft.id(4, "start", "start");
    let end = draft.id(4, "end", "end");
    let links = links(library, playbook);
    let mut next = end.clone();
    for link in links.iter().rev() {
        next = draft.link(link, &next);
    }
    draft.step(&start, json!({"type": "start", "on_completion": next}));
    draft.step(&end, json!({"type": "end"}));
    Some(draft.finish(playbook, name, &start))
}

/// A question or a step, in the order in which a person meets them.
enum Link<'a> {
    Ask(&'a Fork),
    Do(&'a Use, &'a Step),
}

/// Each question right before the first step that depends on it; the others at the end.
fn links<'a>(library: &'a Library, playbook: &'a Playbook) -> Vec<Link<'a>> {
    let mut open: Vec<&Fork> =
        playbook.forks.iter().filter_map(|id| library.forks.get(id)).collect();
    let mut uses: Vec<(&Use, &Step)> =
        playbook.uses.iter().filter_map(|its| Some((its, library.steps.get(&its.step)?))).collect();
    uses.sort_by_key(|(_, step)| step.phase);
    let mut links = Vec::new();
    for (its, step) in uses {
        ask(&its.when, &mut open, &mut links);
        links.push(Link::Do(its, step));
    }
    links.extend(open.into_iter().map(Link::Ask));
    links
}

/// Asks what a condition depends on, and first what those questions depend on themselves.
fn ask<'a>(condition: &Condition, open: &mut Vec<&'a Fork>, links: &mut Vec<Link<'a>>) {
    let sets = |fork: &Fork, key: &str| {
        fork.answer.iter().any(|it| it.facts().iter().any(|(set, _)| set == key))
    };
    let keys = condition.asks();
    while let Some(at) = open.iter().position(|fork| keys.iter().any(|(key, _)| sets(fork, key))) {
        let fork = open.remove(at);
        ask(&fork.when, open, links);
        links.push(Link::Ask(fork));
    }
}

struct Draft<'a> {
    library: &'a Library,
    kind: &'a str,
    workflow: Map<String, Value>,
    /// Keys of the sources that steps rest on.
    sources: BTreeSet<&'a str>,
}

impl<'a> Draft<'a> {
    /// An identifier that is the same every time. CACAO wants random ones (version 4) for steps: theirs
    /// carry that version, with bits from a hash in place of a dice.
    fn id(&self, version: u8, object: &str, name: &str) -> String {
        format!("{object}--{}", uuid(version, &format!("{}/{object}/{name}", self.kind)))
    }

    fn extension(&self) -> String {
        self.id(4, "extension-definition", "extension")
    }

    fn agent(&self, who: Who) -> String {
        match who {
            Who::Owner => self.id(4, "individual", "owner"),
            Who::Helper => self.id(4, "individual", "helper"),
            Who::Either => self.id(4, "group", "either"),
        }
    }

    fn step(&mut self, id: &str, step: Value) {
        self.workflow.insert(id.to_owned(), step);
    }

    /// Adds a question or step that is followed by `next`; returns where it is entered.
    fn link(&mut self, link: &Link<'a>, next: &str) -> String {
        let (name, condition, sure) = match link {
            Link::Ask(fork) => (format!("ask/{}", fork.id), &fork.when, false),
            Link::Do(its, _) => (its.step.clone(), &its.when, its.hide_unknown),
        };
        let action = self.id(4, "action", &name);
        let pattern = Pattern::of(condition, sure, self.library);
        let after = match pattern {
            None => next.to_owned(),
            Some(_) => self.id(4, "end", &name),
        };
        let mut body = match link {
            Link::Ask(fork) => self.question(fork),
            Link::Do(its, step) => self.act(its, step),
        };
        set(&mut body, "on_completion", json!(after));
        self.step(&action, body);
        let Some(pattern) = pattern else { return action };
        self.step(&after, json!({"type": "end"}));
        let fork = self.id(4, "if-condition", &name);
        let condition = json!({
            "type": "if-condition",
            "condition": pattern.to_string(),
            "on_true": action,
            "on_completion": next,
        });
        self.step(&fork, condition);
        fork
    }

    fn question(&self, fork: &Fork) -> Value {
        let answers: Vec<Value> = fork
            .answer
            .iter()
            .map(|answer| {
                let sets: BTreeMap<String, String> = answer
                    .facts()
                    .into_iter()
                    .map(|(key, value)| (variable(&key), pattern::said(&value)))
                    .collect();
                json!({"answer_key": answer.id, "text_ja": answer.text.ja, "text_en": answer.text.en, "sets": sets})
            })
            .collect();
        let listed: Vec<&str> = fork.answer.iter().map(|it| it.text.en.as_str()).collect();
        let mut body = json!({
            "type": "action",
            "name": fork.ask.en,
            "commands": [{
                "type": "manual",
                "command": format!("{}\n- {}", fork.ask.en, listed.join("\n- ")),
                "playbook_activity": "analyze-collected-data",
            }],
            "agent": self.agent(Who::Either),
            "step_extensions": { self.extension(): {
                "fact": fork.id, "ask_ja": fork.ask.ja, "ask_en": fork.ask.en,
                "several": fork.several, "answers": answers,
            }},
        });
        let sets: BTreeSet<String> =
            fork.answer.iter().flat_map(|it| it.facts()).map(|(key, _)| variable(&key)).collect();
        if !sets.is_empty() {
            set(&mut body, "out_args", json!(sets));
        }
        body
    }

    fn act(&mut self, its: &Use, step: &'a Step) -> Value {
        let why = if its.why.is_empty() { &step.why } else { &its.why };
        let said = [&step.title, &step.cost, &step.place, &step.how, &step.avoid, &step.say];
        let said: Vec<&str> =
            said.iter().map(|text| text.en.as_str()).filter(|text| !text.is_empty()).collect();
        let timer = step.timer.as_ref().and_then(|id| self.library.timers.get(id));
        let mut body = json!({
            "type": "action",
            "name": step.title.en,
            "commands": [{
                "type": "manual",
                "command": said.join("\n"),
                "playbook_activity": activity(step.phase),
            }],
            "agent": self.agent(step.who),
            "step_extensions": { self.extension(): extended(step, why, timer) },
        });
        if !why.en.is_empty() {
            set(&mut body, "description", json!(why.en));
        }
        let keys = step.source.iter().chain(timer.into_iter().flat_map(|timer| &timer.source));
        let keys: BTreeSet<&str> = keys.map(String::as_str).collect();
        let named = keys.iter().filter_map(|key| self.library.sources.get(*key));
        let references: Vec<Value> = named.map(reference).collect();
        if !references.is_empty() {
            set(&mut body, "external_references", json!(references));
        }
        let known = &self.library.sources;
        let own = keys.iter().filter_map(|key| known.get(*key)).map(|source| source.id.as_str());
        self.sources.extend(own);
        body
    }

    fn finish(mut self, playbook: &Playbook, name: &Wording, start: &str) -> Value {
        let author = format!("identity--{}", uuid(4, "identity"));
        let extension = self.extension();
        let workflow = std::mem::take(&mut self.workflow);
        let references: Vec<Value> = self
            .sources
            .iter()
            .filter_map(|key| self.library.sources.get(*key))
            .map(reference)
            .collect();
        // A month in which a source was read last; the data changed then or before.
        let seen = self.library.sources.values().map(|source| source.seen.as_str()).max();
        let modified =
            seen.map_or_else(|| CREATED.to_owned(), |month| format!("{month}-01T00:00:00.000Z"));
        let mut whole = json!({
            "type": "playbook",
            "spec_version": "cacao-2.0",
            "id": self.id(5, "playbook", "playbook"),
            "name": name.en,
            "description": playbook.lead.en,
            "playbook_types": ["mitigation", "notification"],
            "playbook_activities": activities(&workflow),
            "created_by": author,
            "created": CREATED,
            "modified": modified,
            "labels": ["hikeshi", self.kind],
            "playbook_variables": self.variables(&workflow),
            "workflow_start": start,
            "workflow": workflow,
            "agent_definitions": self.agents(),
            "extension_definitions": { &extension: {
                "type": "extension-definition",
                "name": "hikeshi",
                "created_by": author,
                "schema": EXTENSION,
                "version": EXTENSION_VERSION,
            }},
            "playbook_extensions": { &extension: {
                "title_ja": name.ja, "title_en": name.en,
                "lead_ja": playbook.lead.ja, "lead_en": playbook.lead.en,
            }},
        });
        if !references.is_empty() {
            set(&mut whole, "external_references", json!(references));
        }
        whole
    }

    fn agents(&self) -> Value {
        json!({
            self.agent(Who::Owner): {"type": "individual", "name": "owner of the account"},
            self.agent(Who::Helper): {"type": "individual", "name": "somebody beside the owner"},
            self.agent(Who::Either): {"type": "group", "name": "owner or helper"},
        })
    }

    /// Every variable that a condition or an answer names, with what is assumed of it.
    fn variables(&self, workflow: &Map<String, Value>) -> Value {
        let mut named: BTreeSet<String> = BTreeSet::new();
        for step in workflow.values() {
            named.extend(pattern::named(
                step.get("condition").and_then(Value::as_str).unwrap_or(""),
            ));
            let set = step.get("out_args").and_then(Value::as_array);
            named.extend(set.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        }
        let facts = self.library.facts.iter();
        let known: BTreeMap<String, _> = facts.map(|fact| (variable(&fact.id), fact)).collect();
        let declared = named.into_iter().map(|name| {
            let fact = known.get(&name);
            let is_number = fact.is_some_and(|fact| fact.kind == FactType::Number);
            let unsaid = if is_number { UNSAID_NUMBER } else { UNSAID };
            let value = fact.and_then(|fact| fact.assumed());
            let value =
                value.map_or_else(|| unsaid.to_owned(), |value: Known| pattern::said(&value));
            let kind = if is_number { "integer" } else { "string" };
            (name, json!({"type": kind, "value": value, "constant": false}))
        });
        Value::Object(declared.collect())
    }
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let Some(body) = body.as_object_mut() {
        body.insert(key.to_owned(), value);
    }
}

fn extended(step: &Step, why: &Wording, timer: Option<&Timer>) -> Value {
    let mut own = Map::new();
    let texts = [
        ("title", &step.title),
        ("where", &step.place),
        ("how", &step.how),
        ("why", why),
        ("avoid", &step.avoid),
        ("cost", &step.cost),
        ("say", &step.say),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        own.insert(format!("{key}_ja"), json!(text.ja));
        own.insert(format!("{key}_en"), json!(text.en));
    }
    own.insert("fact".to_owned(), json!(step.id));
    own.insert("phase".to_owned(), json!(step.phase.key()));
    own.insert("drastic".to_owned(), json!(step.drastic));
    let standing = match step.standing {
        Standing::Official => "official",
        Standing::Practice => "practice",
        Standing::Unconfirmed => "unconfirmed",
    };
    own.insert("standing".to_owned(), json!(standing));
    if let Some(timer) = timer {
        own.insert("timer_hours".to_owned(), json!(timer.hours));
        own.insert("timer_ja".to_owned(), json!(timer.text.ja));
        own.insert("timer_en".to_owned(), json!(timer.text.en));
    }
    Value::Object(own)
}

fn reference(source: &Source) -> Value {
    let mut dates = format!("seen {}; to be read again by {}", source.seen, source.review_by);
    if !source.dated.is_empty() {
        dates = format!("dated {}; {dates}", source.dated);
    }
    if source.uncertain {
        dates.push_str("; uncertain");
    }
    let mut reference = json!({"name": source.name.en, "description": dates});
    if !source.url.is_empty() {
        set(&mut reference, "url", json!(source.url));
    }
    reference
}

/// The nearest word of CACAO's vocabulary of activities.
fn activity(phase: Phase) -> &'static str {
    match phase {
        Phase::First | Phase::Contain => "eliminate-risk",
        Phase::Preserve | Phase::Examine => "analyze-collected-data",
        Phase::Report => "deliver-content",
        Phase::FollowUp => "execute-operation",
        Phase::Prevent => "configure-systems",
    }
}

fn activities(workflow: &Map<String, Value>) -> BTreeSet<String> {
    let commands = workflow.values().filter_map(|step| step.get("commands")?.as_array());
    let named = commands.flatten().filter_map(|command| command.get("playbook_activity")?.as_str());
    named.map(str::to_owned).collect()
}

/// An identifier of RFC 4122 from a name: SHA-1 under [`NAMESPACE`], as version 5 has it.
fn uuid(version: u8, name: &str) -> String {
    let named = [&NAMESPACE[..], name.as_bytes()].concat();
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &named);
    let mut text = String::new();
    for (at, byte) in hash.as_ref().iter().take(16).enumerate() {
        let byte = match at {
            6 => byte & 0x0f | version << 4,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
