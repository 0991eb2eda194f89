//! How is a report said to a person, in Japanese or English?

use super::{Caution, Code, Report};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const JA: &str = include_str!("../../locales/ja.txt");
const EN: &str = include_str!("../../locales/en.txt");

/// The sentences of one language: `key = text` lines.
#[derive(Debug)]
pub struct Sentences {
    texts: BTreeMap<&'static str, &'static str>,
}

impl Sentences {
    /// Japanese.
    pub fn ja() -> Self {
        Self::read(JA)
    }

    /// English.
    pub fn en() -> Self {
        Self::read(EN)
    }

    fn read(file: &'static str) -> Self {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        Self { texts: lines.filter_map(|line| line.split_once(" = ")).collect() }
    }

    /// A sentence with `{name}` filled in; the key itself if there is none.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.texts.get(key).copied().unwrap_or(key).to_owned();
        values.iter().fold(text, |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &printable(value))
        })
    }

    /// A whole report.
    pub fn report(&self, report: &Report) -> String {
        let mut out = self.head(report);
        for fault in &report.faults {
            let place = fault.line.map_or(String::new(), |line| format!(":{line}"));
            let detail = fault.detail.as_ref().map_or(String::new(), |more| format!(" [{more}]"));
            let said = self.say(&fault_key(fault.code), &[]);
            line(&mut out, &printable(&format!("  {}{place}: {said}{detail}", fault.file)));
        }
        if report.faults_not_listed > 0 {
            let count = report.faults_not_listed.to_string();
            line(&mut out, &self.say("more", &[("count", &count)]));
        }
        for stamp in &report.stamps {
            let key = if stamp.proven { "stamp-proven" } else { "stamp-seen" };
            let at = stamp.at_utc.clone().unwrap_or_else(|| self.say("no-time", &[]));
            let values = [("file", stamp.file.as_str()), ("at", &at), ("by", &stamp.by)];
            line(&mut out, &self.say(key, &values));
        }
        for noted in &report.cautions {
            line(&mut out, &self.say(&caution_key(noted.code), &[("file", &noted.file)]));
        }
        for what in &report.outside {
            line(&mut out, &self.say("outside", &[("what", what)]));
        }
        if report.remarks_not_listed > 0 {
            let count = report.remarks_not_listed.to_string();
            line(&mut out, &self.say("more", &[("count", &count)]));
        }
        line(&mut out, &self.say("not-proven", &[]));
        out
    }

    fn head(&self, report: &Report) -> String {
        let mut out = String::new();
        line(&mut out, &self.say(if report.intact { "intact" } else { "broken" }, &[]));
        let numbers = [report.exhibits, report.events, report.payload_files, report.payload_bytes];
        let numbers = numbers.map(|number| number.to_string());
        let labels = ["exhibits", "events", "files", "bytes"];
        let numbers = labels.into_iter().zip(numbers.iter().map(String::as_str));
        let values: Vec<(&str, &str)> =
            [("case", report.case.as_str())].into_iter().chain(numbers).collect();
        line(&mut out, &self.say("summary", &values));
        out
    }
}

fn line(out: &mut String, text: &str) {
    // Writing into a string cannot fail.
    writeln!(out, "{text}").unwrap_or_default();
}

/// Foreign text without control characters, so that a name cannot paint over the report.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The key of a fault's sentence.
pub fn fault_key(code: Code) -> String {
    format!("fault-{}", name(&code))
}

/// The key of a caution's sentence.
pub fn caution_key(code: Caution) -> String {
    format!("caution-{}", name(&code))
}

/// The name a value has in the JSON report, with hyphens.
fn name(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        let (ja, en) = (Sentences::ja(), Sentences::en());
        assert_eq!(ja.texts.keys().collect::<Vec<_>>(), en.texts.keys().collect::<Vec<_>>());
        for (key, text) in &ja.texts {
            let holes = |text: &str| text.matches('{').count();
            assert_eq!(holes(text), holes(en.texts[key]), "{key}");
        }
    }

    #[test]
    fn every_code_has_its_sentence() {
        let en = Sentences::en();
        let source = include_str!("../verify.rs");
        let variants = |from: &str| -> Vec<String> {
            let body = source.split_once(from).unwrap().1.split_once("\n}").unwrap().0;
            let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("///"));
            lines.filter_map(|line| line.strip_suffix(',')).map(str::to_owned).collect()
        };
        let hyphens = |name: &str| {
            let parts = name.chars().map(|c| {
                if c.is_uppercase() { format!("-{}", c.to_lowercase()) } else { c.to_string() }
            });
            parts.collect::<String>()
        };
        let codes = variants("pub enum Code {");
        assert!(codes.len() > 30, "{}", codes.len());
        for code in codes {
            assert!(en.texts.contains_key(format!("fault{}", hyphens(&code)).as_str()), "{code}");
        }
        for code in variants("pub enum Caution {") {
            assert!(en.texts.contains_key(format!("caution{}", hyphens(&code)).as_str()), "{code}");
        }
        assert_eq!(fault_key(Code::NameUnsafe), "fault-name-unsafe");
    }
}
