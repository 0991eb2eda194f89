//! `hikeshi channels`: the map of support for the console.

use super::firstaid::today;
use super::{Console, LangChoice, Surroundings};
use crate::error::{Error, Result};
use crate::firstaid::said;
use crate::lang::Lang;
use clap::ValueEnum;
use hikeshi_case::channel::{Channel, Group, Map, Site};
use hikeshi_case::playbook::{Library, Source, Standing};
use serde_json::json;

/// `--site`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SiteChoice {
    /// Binance Japan.
    Japan,
    /// The global site.
    Global,
}

/// The arguments of `channels`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    site: Option<SiteChoice>,
    #[arg(long)]
    lang: Option<LangChoice>,
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let map = Map::load().map_err(|fault| Error::playbooks(&fault))?;
    let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
    let site = args.site.map(|site| match site {
        SiteChoice::Japan => Site::Japan,
        SiteChoice::Global => Site::Global,
    });
    let day = today(around);
    let (lang, shown) = (console.lang, Shown { library: &library, day: &day });
    if args.json {
        let groups = Group::ALL.into_iter().flat_map(|group| map.of(group, site));
        let channels: Vec<_> = groups.map(|channel| shown.json(channel, lang)).collect();
        let whole = json!({ "before": said(&map.before, lang), "channels": channels });
        return console.result(&serde_json::to_string_pretty(&whole).unwrap_or_default());
    }
    console.result(said(&map.before, lang))?;
    for group in Group::ALL {
        let heading = console.say(&format!("channels-group-{}", group.key()), &[]);
        console.result(&format!("\n■ {heading}"))?;
        for channel in map.of(group, site) {
            shown.speak(channel, console)?;
        }
    }
    Ok(())
}

/// Where sources are looked up, and the day by which they are judged.
struct Shown<'a> {
    library: &'a Library,
    day: &'a str,
}

impl Shown<'_> {
    fn sources(&self, channel: &Channel) -> Vec<&Source> {
        channel.source.iter().filter_map(|key| self.library.sources.get(key)).collect()
    }

    fn speak(&self, channel: &Channel, console: &mut Console<'_>) -> Result<()> {
        let lang = console.lang;
        let standing = match channel.standing {
            Standing::Official => String::new(),
            Standing::Practice => console.say("channels-practice", &[]),
            Standing::Unconfirmed => console.say("channels-unconfirmed", &[]),
        };
        let name = format!("{} {standing}", said(&channel.name, lang));
        console.result(&format!("\n● {}", name.trim_end()))?;
        for (key, wording) in [
            ("where", &channel.place),
            ("can", &channel.can),
            ("cannot", &channel.cannot),
            ("wait", &channel.wait),
            ("next", &channel.next),
        ] {
            let args = [("text", said(wording, lang).into())];
            console.result(&format!("   {}", console.say(&format!("channels-{key}"), &args)))?;
        }
        for source in self.sources(channel) {
            console.result(&format!("   {}", self.source(source, console)))?;
        }
        Ok(())
    }

    /// A source with its dates, and what must be known of it.
    fn source(&self, source: &Source, console: &Console<'_>) -> String {
        let name = [
            ("name", said(&source.name, console.lang).into()),
            ("seen", source.seen.as_str().into()),
            ("dated", source.dated.as_str().into()),
        ];
        let key = if source.dated.is_empty() { "sheet-source" } else { "sheet-source-dated" };
        let overdue = source.review_by.as_str() <= self.day;
        let doubts = [("sheet-overdue", overdue), ("sheet-uncertain", source.uncertain)];
        let doubts = doubts.into_iter().filter(|(_, holds)| *holds);
        let doubts = doubts.map(|(key, _)| console.say(key, &[]));
        let said: Vec<String> = std::iter::once(console.say(key, &name)).chain(doubts).collect();
        said.join(" ")
    }

    fn json(&self, channel: &Channel, lang: Lang) -> serde_json::Value {
        let sources = self.sources(channel).into_iter().map(|source| {
            json!({
                "name": said(&source.name, lang), "url": source.url, "dated": source.dated,
                "seen": source.seen, "uncertain": source.uncertain,
                "overdue": source.review_by.as_str() <= self.day,
            })
        });
        json!({
            "key": channel.id,
            "group": channel.group.key(),
            "sites": channel.sites.iter().map(|site| site.key()).collect::<Vec<_>>(),
            "name": said(&channel.name, lang),
            "where": said(&channel.place, lang),
            "can": said(&channel.can, lang),
            "cannot": said(&channel.cannot, lang),
            "wait": said(&channel.wait, lang),
            "next": said(&channel.next, lang),
            "standing": match channel.standing {
                Standing::Official => "official",
                Standing::Practice => "practice",
                Standing::Unconfirmed => "unconfirmed",
            },
            "sources": sources.collect::<Vec<_>>(),
        })
    }
}
