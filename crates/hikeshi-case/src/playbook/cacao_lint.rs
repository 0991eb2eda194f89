//! Does an exported playbook mean what CACAO wants? The published schemas let pass what these rules
//! find: pointers to nothing, branches without an end, circles, misspelt properties. A mutant for each
//! rule must be found.

use super::{Library, Wording, cacao};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

type Faults = Vec<String>;
type Rule = fn(&Value) -> Faults;
type Mutant = fn(&mut Value);

const STEP: &str = "type name description external_references delay timeout step_variables owner \
    on_completion on_success on_failure step_extensions";
/// The properties of each type beside those of every step.
const OWN: [(&str, &str); 10] = [
    ("action", "commands agent targets in_args out_args"),
    ("if-condition", "condition on_true on_false"),
    ("while-condition", "condition on_true"),
    ("switch-condition", "switch cases"),
    ("parallel", "next_steps"),
    ("playbook-action", "playbook_id playbook_version in_args out_args"),
    ("start", ""),
    ("end", ""),
    ("individual", "type name description location contact agent_target_extensions"),
    ("group", "type name description location contact agent_target_extensions"),
];
const PLAYBOOK: &str = "type spec_version id name description playbook_types playbook_activities \
    playbook_processing_summary created_by created modified revoked valid_from valid_until \
    derived_from related_to priority severity impact industry_sectors labels external_references \
    markings playbook_variables workflow_start workflow_exception workflow playbook_extensions \
    authentication_info_definitions agent_definitions target_definitions extension_definitions \
    data_marking_definitions signatures";
const COMMAND: &str = "type version playbook_activity external_references command command_b64";
const REFERENCE: &str = "name description source url external_id reference_id";
const EXTENSION: &str = "type name description created_by schema version external_references";
const POINTERS: [&str; 5] = ["on_completion", "on_success", "on_failure", "on_true", "on_false"];

const RULES: [(&str, Rule, Mutant); 14] = [
    ("no unknown property", no_unknown_property, |it| {
        let action = action(it);
        action["naem"] = action["name"].take();
    }),
    ("steps lead to steps", pointers_resolve, |it| {
        action(it)["on_completion"] = json!("action--00000000-0000-4000-8000-000000000000");
    }),
    ("one start", one_start, |it| {
        let next = it["workflow"][it["workflow_start"].as_str().unwrap()].clone();
        it["workflow"]["start--00000000-0000-4000-8000-000000000000"] = next;
    }),
    ("every step is reached", all_reached, |it| {
        let spare = action(it).clone();
        it["workflow"]["action--00000000-0000-4000-8000-000000000000"] = spare;
    }),
    ("a step that is no end leads on", leads_on, |it| {
        action(it).as_object_mut().unwrap().remove("on_completion");
    }),
    ("every branch ends in an end of its own", own_ends, |it| {
        let ends: Vec<String> = keys(it, "end--");
        let (one, other) = (json!(ends[0]), &ends[1]);
        let workflow = it["workflow"].as_object_mut().unwrap();
        workflow.values_mut().find(|step| step["on_completion"] == one).unwrap()["on_completion"] =
            json!(other);
        workflow.remove(&ends[0]);
    }),
    ("no circle", no_circle, |it| {
        let id = keys(it, "action--")[0].clone();
        it["workflow"][&id]["on_completion"] = json!(id);
    }),
    ("agents and targets are there", agents_resolve, |it| {
        action(it)["agent"] = json!("individual--00000000-0000-4000-8000-000000000000");
    }),
    ("extensions are defined", extensions_resolve, |it| {
        it["extension_definitions"] = json!({});
    }),
    ("times are given to the millisecond", milliseconds, |it| {
        it["created"] = json!("2026-11-01T00:00:00Z");
    }),
    ("a key says its type, and its identifier is used once", keys_fit, |it| {
        action(it)["type"] = json!("end");
    }),
    ("variables are declared", variables_declared, |it| {
        it["playbook_variables"] = json!({});
    }),
    ("sources of steps are sources of the playbook", references_listed, |it| {
        it["external_references"].as_array_mut().unwrap().clear();
    }),
    ("activities are those of the steps", activities_fit, |it| {
        it["playbook_activities"].as_array_mut().unwrap().push(json!("map-network"));
    }),
];

fn exported(kind: &str) -> Value {
    let name = Wording { ja: format!("手順 {kind}"), en: format!("Playbook {kind}") };
    cacao::export(&Library::load().unwrap(), kind, &name).unwrap()
}

fn keys(playbook: &Value, prefix: &str) -> Vec<String> {
    let keys = playbook["workflow"].as_object().unwrap().keys();
    keys.filter(|key| key.starts_with(prefix)).cloned().collect()
}

/// The step that the mutants break.
fn action(playbook: &mut Value) -> &mut Value {
    let id = keys(playbook, "action--")[0].clone();
    &mut playbook["workflow"][&id]
}

#[test]
fn every_export_is_sound() {
    let library = Library::load().unwrap();
    let mut faults = Vec::new();
    for playbook in &library.playbooks {
        let exported = exported(&playbook.kind);
        for (name, rule, _) in RULES {
            let found = rule(&exported).into_iter();
            faults.extend(found.map(|it| format!("{} {name}: {it}", playbook.kind)));
        }
        let steps = keys(&exported, "action--").len();
        let forks = playbook.forks.len();
        assert_eq!(steps, playbook.uses.len() + forks, "{}", playbook.kind);
    }
    assert_eq!(library.playbooks.len(), 28);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_finds_its_mutant() {
    for (name, rule, mutant) in RULES {
        let mut playbook = exported("account_takeover");
        assert_eq!(rule(&playbook), Faults::new(), "{name}");
        mutant(&mut playbook);
        assert!(!rule(&playbook).is_empty(), "{name}");
    }
}

#[test]
fn the_same_data_give_the_same_bytes_and_identifiers_of_their_version() {
    let once = exported("sim_swap").to_string();
    assert_eq!(once, exported("sim_swap").to_string());
    let playbook: Value = serde_json::from_str(&once).unwrap();
    assert_eq!(playbook["id"].as_str().unwrap().chars().nth(24), Some('5'));
    assert!(
        cacao::export(&Library::load().unwrap(), "no_such_kind", &Wording::default()).is_none()
    );
}

#[test]
fn a_question_is_asked_before_the_first_step_that_depends_on_it() {
    let playbook = exported("account_takeover");
    let mut at = playbook["workflow_start"].as_str().unwrap().to_owned();
    let mut order = Vec::new();
    while !at.starts_with("end--") {
        let step = &playbook["workflow"][&at];
        let inner = step["on_true"].as_str().map_or(step, |id| &playbook["workflow"][id]);
        let own = inner["step_extensions"].as_object().and_then(|own| own.values().next().cloned());
        order.extend(own.and_then(|own| own["fact"].as_str().map(str::to_owned)));
        at = step["on_completion"].as_str().unwrap().to_owned();
    }
    let place = |id: &str| order.iter().position(|it| it == id).unwrap();
    let told =
        ["withdrawal_listed", "other_wallet", "disable_account", "consult_police"].map(place);
    assert!(told.is_sorted(), "{order:?}");
    assert!(place("device_safe") < place("use_clean_device"), "{order:?}");
}

fn steps(playbook: &Value) -> BTreeMap<&str, &Value> {
    playbook["workflow"].as_object().unwrap().iter().map(|(id, it)| (id.as_str(), it)).collect()
}

fn listed(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn unknown(place: &str, object: &Value, known: &str) -> Faults {
    let is_known = |key: &str| known.split_whitespace().any(|it| it == key);
    let keys = members(object).map(|(key, _)| key).filter(|key| !is_known(key));
    keys.map(|key| format!("{place} {key}")).collect()
}

fn no_unknown_property(playbook: &Value) -> Faults {
    let own = |kind: &str| OWN.iter().find(|(name, _)| *name == kind).map_or("", |(_, own)| own);
    let mut faults = unknown("playbook", playbook, PLAYBOOK);
    for (id, step) in steps(playbook) {
        let kind = step["type"].as_str().unwrap_or_default();
        faults.extend(unknown(id, step, &format!("{STEP} {}", own(kind))));
        for command in listed(&step["commands"]) {
            faults.extend(unknown(id, command, COMMAND));
        }
        for reference in listed(&step["external_references"]) {
            faults.extend(unknown(id, reference, REFERENCE));
        }
    }
    for agents in ["agent_definitions", "target_definitions"] {
        for (id, agent) in members(&playbook[agents]) {
            faults.extend(unknown(id, agent, own(agent["type"].as_str().unwrap_or_default())));
        }
    }
    for (id, extension) in members(&playbook["extension_definitions"]) {
        faults.extend(unknown(id, extension, EXTENSION));
    }
    for (name, variable) in members(&playbook["playbook_variables"]) {
        faults.extend(unknown(name, variable, "type description value constant external"));
    }
    faults
}

/// Where a step may lead.
fn pointers(step: &Value) -> Vec<&str> {
    let direct = POINTERS.iter().filter_map(|name| step[*name].as_str());
    let next = listed(&step["next_steps"]).chain(members(&step["cases"]).map(|(_, id)| id));
    direct.chain(next.filter_map(Value::as_str)).collect()
}

fn pointers_resolve(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let all = steps.values().flat_map(|step| pointers(step));
    let first = playbook["workflow_start"].as_str();
    let lost = all.chain(first).filter(|id| !steps.contains_key(id));
    lost.map(str::to_owned).collect()
}

fn one_start(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let starts: Vec<&str> =
        steps.iter().filter(|(_, step)| step["type"] == "start").map(|(id, _)| *id).collect();
    let fits = starts.len() == 1 && playbook["workflow_start"] == starts[0];
    if fits { Faults::new() } else { vec![format!("{starts:?}")] }
}

fn all_reached(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = playbook["workflow_start"].as_str().into_iter().collect();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(steps.get(id).into_iter().flat_map(|step| pointers(step)));
        }
    }
    steps.keys().filter(|id| !reached.contains(*id)).map(|id| (*id).to_owned()).collect()
}

fn leads_on(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let stuck = steps.iter().filter(|(_, step)| {
        let both = step["on_completion"].is_string() && step["on_success"].is_string();
        let on = step["on_completion"].is_string() || step["on_success"].is_string();
        both || on == (step["type"] == "end")
    });
    stuck.map(|(id, _)| (*id).to_owned()).collect()
}

/// The end that a chain of steps comes to by its own pointers, branches left aside.
fn end_of<'a>(playbook: &'a Value, from: &'a str) -> Option<&'a str> {
    let steps = steps(playbook);
    let mut at = from;
    for _ in 0..=steps.len() {
        let step = steps.get(at)?;
        if step["type"] == "end" {
            return Some(at);
        }
        at = step["on_completion"].as_str().or_else(|| step["on_success"].as_str())?;
    }
    None
}

fn own_ends(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let branches = steps.values().flat_map(|step| {
        let chosen = ["on_true", "on_false"].into_iter().filter_map(|name| step[name].as_str());
        let next = listed(&step["next_steps"]).chain(members(&step["cases"]).map(|(_, id)| id));
        chosen.chain(next.filter_map(Value::as_str)).collect::<Vec<_>>()
    });
    let mut faults = Faults::new();
    let mut taken = BTreeSet::new();
    for branch in branches.chain(playbook["workflow_start"].as_str()) {
        match end_of(playbook, branch) {
            None => faults.push(format!("{branch} comes to no end")),
            Some(end) if !taken.insert(end) => faults.push(format!("{branch} shares {end}")),
            Some(_) => {}
        }
    }
    faults
}

/// A step reached from itself, except the body of a loop from its head.
fn no_circle(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let mut faults = Faults::new();
    for id in steps.keys().filter(|id| !id.starts_with("while-condition")) {
        let mut seen = BTreeSet::new();
        let mut open = pointers(steps[id]);
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(steps.get(next).into_iter().flat_map(|step| pointers(step)));
            }
        }
        if seen.contains(id) {
            faults.push((*id).to_owned());
        }
    }
    faults
}

fn agents_resolve(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let mut faults = Faults::new();
    for step in steps.values() {
        let targets = listed(&step["targets"]).map(|id| (id, "target_definitions"));
        let agents = step.get("agent").map(|id| (id, "agent_definitions"));
        for (id, list) in targets.chain(agents) {
            if playbook[list].get(id.as_str().unwrap_or_default()).is_none() {
                faults.push(id.to_string());
            }
        }
    }
    faults
}

fn extensions_resolve(playbook: &Value) -> Faults {
    let of_steps = steps(playbook).into_values().map(|step| &step["step_extensions"]);
    let used = of_steps.chain([&playbook["playbook_extensions"]]).flat_map(members);
    let lost = used.filter(|(id, _)| playbook["extension_definitions"].get(id.as_str()).is_none());
    lost.map(|(id, _)| id.clone()).collect()
}

fn milliseconds(playbook: &Value) -> Faults {
    let has_them = |time: &str| {
        let fraction = time.strip_suffix('Z').and_then(|time| time.split_once('.'));
        fraction.is_some_and(|(_, digits)| digits.len() == 3)
    };
    let named = ["created", "modified", "valid_from", "valid_until"];
    let times = named.iter().filter_map(|name| playbook[*name].as_str());
    let mut faults: Faults = times.filter(|time| !has_them(time)).map(str::to_owned).collect();
    if playbook["modified"].as_str() < playbook["created"].as_str() {
        faults.push("modified before created".to_owned());
    }
    faults
}

fn keys_fit(playbook: &Value) -> Faults {
    let lists = ["workflow", "agent_definitions", "target_definitions", "extension_definitions"];
    let mut faults = Faults::new();
    let mut taken = BTreeSet::new();
    for (id, object) in lists.iter().flat_map(|list| members(&playbook[*list])) {
        let (kind, uuid) = id.split_once("--").unwrap_or_default();
        if object["type"] != kind || !taken.insert(uuid) {
            faults.push(id.clone());
        }
    }
    faults
}

fn variables_declared(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let named = steps.values().flat_map(|step| {
        let args = listed(&step["in_args"]).chain(listed(&step["out_args"]));
        let conditions = step["condition"].as_str().into_iter().flat_map(|it| it.split(word));
        conditions.chain(args.filter_map(Value::as_str)).collect::<Vec<_>>()
    });
    let lost = named.filter(|name| {
        name.starts_with("__") && playbook["playbook_variables"].get(*name).is_none()
    });
    lost.map(str::to_owned).collect()
}

fn references_listed(playbook: &Value) -> Faults {
    let all: Vec<&Value> = listed(&playbook["external_references"]).collect();
    let steps = steps(playbook);
    let used = steps.values().flat_map(|step| listed(&step["external_references"]));
    used.filter(|one| !all.contains(one)).map(Value::to_string).collect()
}

fn activities_fit(playbook: &Value) -> Faults {
    let steps = steps(playbook);
    let commands = steps.values().flat_map(|step| listed(&step["commands"]));
    let done: BTreeSet<&str> =
        commands.filter_map(|command| command["playbook_activity"].as_str()).collect();
    let said: BTreeSet<&str> =
        listed(&playbook["playbook_activities"]).filter_map(Value::as_str).collect();
    said.symmetric_difference(&done).map(|name| (*name).to_owned()).collect()
}
