//! What does a person read of a playbook? One sheet in one language: chosen and worded once, then
//! printed as a page, as text for the console or as the few words that fit a QR code.

pub mod code;
pub mod page;
pub mod plain;

use crate::lang::{Arg, Lang, text};
use hikeshi_case::playbook::{
    Answer, Fork, Library, Phase, Plan, Shown, Source, Standing, Value, Who, Wording,
};

/// How many first things there are.
pub const FIRST: usize = 3;

/// The words of one language.
pub fn said(wording: &Wording, lang: Lang) -> &str {
    match lang {
        Lang::Ja => &wording.ja,
        Lang::En => &wording.en,
    }
}

/// What a kind of trouble is called, in both languages.
pub fn name(kind: &str) -> Wording {
    let of = |lang| text(lang, &format!("triage-{kind}"), &[]);
    Wording { ja: of(Lang::Ja), en: of(Lang::En) }
}

/// A plan as it is read.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Where sources and clocks are looked up.
    pub library: &'a Library,
    /// What is to be done.
    pub plan: &'a Plan<'a>,
    /// The language.
    pub lang: Lang,
    /// The day on which it is made, `2027-05-01`; sources past their review date are marked.
    pub day: &'a str,
    /// Whether somebody reads it who helps the owner.
    pub family: bool,
}

impl<'a> Sheet<'a> {
    /// A sentence around the data.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        text(self.lang, key, args)
    }

    /// The words of the data in this language.
    pub fn of<'w>(&self, wording: &'w Wording) -> &'w str {
        said(wording, self.lang)
    }

    /// What this kind of trouble is called.
    pub fn name(&self) -> String {
        self.say(&format!("triage-{}", self.plan.playbook.kind), &[])
    }

    /// Every step in its order.
    pub fn steps(&self) -> impl Iterator<Item = &'a Shown<'a>> {
        self.plan.phases.iter().flat_map(|(_, steps)| steps)
    }

    /// What is done before anything else.
    pub fn first(&self) -> Vec<&'a Shown<'a>> {
        self.steps().take(FIRST).collect()
    }

    /// The steps set large: all that stop something, at least the first things.
    pub fn large(&self) -> Vec<&'a Shown<'a>> {
        let first: Vec<&str> = self.first().iter().map(|shown| shown.step.id.as_str()).collect();
        let urgent = |shown: &&Shown<'_>| {
            shown.step.phase <= Phase::Contain || first.contains(&shown.step.id.as_str())
        };
        self.steps().filter(urgent).collect()
    }

    /// The others.
    pub fn rest(&self) -> Vec<&'a Shown<'a>> {
        let large: Vec<&str> = self.large().iter().map(|shown| shown.step.id.as_str()).collect();
        self.steps().filter(|shown| !large.contains(&shown.step.id.as_str())).collect()
    }

    /// The act; whether it only perhaps applies, and for a helper who does it.
    pub fn title(&self, shown: &Shown<'_>) -> String {
        let mut title = self.of(&shown.step.title).to_owned();
        if !shown.applies {
            title = self.say("sheet-perhaps", &[("title", title.into())]);
        }
        if !self.family {
            return title;
        }
        let who = match shown.step.who {
            Who::Owner => "family-owner",
            Who::Helper => "family-helper",
            Who::Either => "family-either",
        };
        self.say(who, &[("title", title.into())])
    }

    /// What is said of a step under its title, one sentence or more each with its key; empty ones left out.
    pub fn details(&self, shown: &Shown<'_>) -> Vec<(&'static str, String)> {
        let step = shown.step;
        let texts = [
            ("cost", &step.cost),
            ("where", &step.place),
            ("how", &step.how),
            ("avoid", &step.avoid),
            ("say", &step.say),
            ("why", shown.why),
        ];
        let mut details: Vec<(&'static str, String)> = Vec::new();
        for (key, wording) in texts.into_iter().filter(|(_, wording)| !wording.is_empty()) {
            let words = self.of(wording);
            let words = match key {
                "how" => words.to_owned(),
                key => self.say(&format!("sheet-{key}"), &[("text", words.into())]),
            };
            details.push((key, words));
        }
        if let Some(timer) = shown.timer {
            let (name, text) = (self.of(&timer.name), self.of(&timer.text));
            details.push((
                "timer",
                self.say("sheet-timer", &[("name", name.into()), ("text", text.into())]),
            ));
        }
        details
    }

    /// How long it takes and how sure it is.
    pub fn meta(&self, shown: &Shown<'_>) -> Vec<String> {
        let mut meta = Vec::new();
        if shown.step.minutes > 0 {
            meta.push(
                self.say("sheet-minutes", &[("count", i64::from(shown.step.minutes).into())]),
            );
        }
        let standing = match shown.step.standing {
            Standing::Official => "sheet-official",
            Standing::Practice => "sheet-practice",
            Standing::Unconfirmed => "sheet-unconfirmed",
        };
        meta.push(self.say(standing, &[]));
        meta
    }

    /// Questions whose answer may show that nothing has left at all. Whether a withdrawal is listed is
    /// none of them: a yes there calls for haste.
    pub fn look_first(&self) -> Vec<&'a Fork> {
        let explains = |fork: &&&Fork| {
            let facts: Vec<(String, Value)> = fork.answer.iter().flat_map(Answer::facts).collect();
            let left = ("money_left".to_owned(), Value::Flag(true));
            facts.iter().any(|(key, _)| key == "zero_reason") && !facts.contains(&left)
        };
        self.plan.open_forks.iter().filter(explains).copied().collect()
    }

    /// What the steps rest on, each source once, in the order in which steps name them.
    pub fn sources(&self) -> Vec<&'a Source> {
        let mut sources: Vec<&Source> = Vec::new();
        for key in self.steps().flat_map(keys) {
            if let Some(source) = self.library.sources.get(key)
                && !sources.iter().any(|known| known.id == source.id)
            {
                sources.push(source);
            }
        }
        sources
    }

    /// A source with its dates.
    pub fn source(&self, source: &Source) -> String {
        let name = [("name", self.of(&source.name).into()), ("seen", source.seen.as_str().into())];
        if source.dated.is_empty() {
            return self.say("sheet-source", &name);
        }
        let dated = ("dated", Arg::from(source.dated.as_str()));
        self.say("sheet-source-dated", &[name.as_slice(), &[dated]].concat())
    }

    /// What a reader must know of a source before relying on it.
    pub fn doubts(&self, source: &Source) -> Vec<String> {
        let doubts = [
            ("sheet-overdue", source.review_by.as_str() <= self.day),
            ("sheet-uncertain", source.uncertain),
        ];
        doubts.into_iter().filter(|(_, holds)| *holds).map(|(key, _)| self.say(key, &[])).collect()
    }

    /// The numbers of a step's sources in [`Self::sources`], from 1.
    pub fn numbers(&self, shown: &'a Shown<'a>) -> Vec<usize> {
        let all = self.sources();
        let place = |key| all.iter().position(|source| source.id == key);
        let mut numbers: Vec<usize> = keys(shown).filter_map(place).map(|at| at + 1).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Keys of the sources of a step and its clock.
fn keys<'a>(shown: &'a Shown<'a>) -> impl Iterator<Item = &'a str> {
    let timer = shown.timer.into_iter().flat_map(|timer| &timer.source);
    shown.step.source.iter().chain(timer).map(String::as_str)
}
