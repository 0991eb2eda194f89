//! A sheet as text for the console.

use super::Sheet;
use hikeshi_case::playbook::{Fork, Shown};

/// Keys of the rules for a helper.
pub const RULES: [&str; 4] = ["family-rule-1", "family-rule-2", "family-rule-3", "family-rule-4"];
/// Keys of what is filled in under the consent.
pub const BLANKS: [&str; 3] = ["consent-owner", "consent-helper", "consent-day"];

/// The first things with where, what they cost and what to leave.
pub fn first(sheet: &Sheet<'_>) -> String {
    let mut lines = Vec::new();
    for (at, shown) in sheet.first().into_iter().enumerate() {
        lines.push(format!("{}. {}", at + 1, sheet.title(shown)));
        let wanted = |(key, _): &(&str, String)| matches!(*key, "cost" | "where" | "how" | "avoid");
        let details = sheet.details(shown).into_iter().filter(wanted);
        lines.extend(details.map(|(_, detail)| indented(&detail)));
    }
    lines.join("\n")
}

/// The whole plan.
pub fn plan(sheet: &Sheet<'_>) -> String {
    let mut lines = vec![sheet.name(), sheet.of(&sheet.plan.playbook.lead).to_owned()];
    if sheet.family {
        family(sheet, &mut lines);
    } else if !sheet.look_first().is_empty() {
        lines.push(heading(sheet, "sheet-look-first"));
        lines.extend(sheet.look_first().iter().map(|fork| format!("- {}", sheet.of(&fork.ask))));
        lines.push(sheet.say("sheet-look-then", &[]));
    }
    let mut at = 0;
    for (phase, steps) in &sheet.plan.phases {
        lines.push(heading(sheet, &format!("phase-{}", phase.key())));
        for shown in steps {
            at += 1;
            step(sheet, (at, shown), &mut lines);
        }
    }
    lines.push(format!("\n{}", sheet.say("sheet-secrets", &[])));
    if !sheet.family && !sheet.plan.open_forks.is_empty() {
        lines.push(heading(sheet, "sheet-narrow"));
        narrowing(sheet, &mut lines);
    }
    lines.push(heading(sheet, "sheet-sources"));
    for (at, source) in sheet.sources().into_iter().enumerate() {
        lines.push(format!("[{}] {}", at + 1, sheet.source(source)));
        let beside = [sheet.doubts(source).join(" / "), source.url.clone()];
        lines.extend(beside.iter().filter(|line| !line.is_empty()).map(|line| indented(line)));
    }
    lines.join("\n")
}

fn heading(sheet: &Sheet<'_>, key: &str) -> String {
    format!("\n■ {}", sheet.say(key, &[]))
}

fn indented(text: &str) -> String {
    format!("   {text}")
}

fn step<'a>(sheet: &Sheet<'a>, (at, shown): (usize, &'a Shown<'a>), lines: &mut Vec<String>) {
    lines.push(format!("{at}. {}", sheet.title(shown)));
    lines.extend(sheet.details(shown).into_iter().map(|(_, detail)| indented(&detail)));
    let numbers: String = sheet.numbers(shown).iter().map(|it| format!(" [{it}]")).collect();
    lines.push(indented(&format!("({}){numbers}", sheet.meta(shown).join(" · "))));
}

/// The rules for whoever helps, the consent and the interview.
fn family(sheet: &Sheet<'_>, lines: &mut Vec<String>) {
    let say = |key: &str| sheet.say(key, &[]);
    lines.push(heading(sheet, "family-title"));
    lines.extend(RULES.iter().map(|rule| format!("- {}", say(rule))));
    lines.push(heading(sheet, "consent-title"));
    lines.push(say("consent-text"));
    lines.extend(BLANKS.iter().map(|blank| format!("{}  ____________________", say(blank))));
    lines.push(say("consent-check"));
    lines.push(heading(sheet, "interview-title"));
    lines.extend([say("interview-open"), say("interview-ask")]);
    questions(sheet, lines);
    lines.push(say("interview-close"));
}

fn questions(sheet: &Sheet<'_>, lines: &mut Vec<String>) {
    for (at, fork) in sheet.plan.open_forks.iter().enumerate() {
        lines.push(format!("{}. {}", at + 1, sheet.of(&fork.ask)));
        lines.push(indented(&answers(sheet, fork)));
    }
}

/// The questions as they can be answered on the command line.
fn narrowing(sheet: &Sheet<'_>, lines: &mut Vec<String>) {
    for fork in &sheet.plan.open_forks {
        lines.push(format!("{}: {}", fork.id, sheet.of(&fork.ask)));
        let answers = fork.answer.iter();
        let answers = answers.map(|it| format!("{} = {}", it.id, sheet.of(&it.text)));
        lines.push(indented(&answers.collect::<Vec<_>>().join(" / ")));
    }
}

fn answers(sheet: &Sheet<'_>, fork: &Fork) -> String {
    let answers = fork.answer.iter().map(|answer| format!("□ {}", sheet.of(&answer.text)));
    answers.collect::<Vec<_>>().join("  ")
}
