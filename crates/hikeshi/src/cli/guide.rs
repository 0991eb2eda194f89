//! `hikeshi guide`: the help centre on the console. A question in, the best article out, and others.

use super::firstaid::today;
use super::{Console, LangChoice, Surroundings};
use crate::error::{Error, Result};
use crate::help::{self, Site, SourceLine, centre};
use hikeshi_case::article::{Article, Block};
use hikeshi_case::playbook::Library;
use serde_json::{Value, json};

/// How many articles an answer names.
const MOST: usize = 5;

/// The arguments of `guide`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "QUESTION", conflicts_with = "sites")]
    question: Vec<String>,
    #[arg(long)]
    sites: bool,
    #[arg(long)]
    json: bool,
    #[arg(long)]
    lang: Option<LangChoice>,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let library = Library::load().map_err(|fault| Error::playbooks(&fault))?;
    if args.sites {
        return sites(&library, args.json, console);
    }
    let question = args.question.join(" ");
    if question.trim().is_empty() {
        return contents(args.json, console);
    }
    let named = centre().article(question.trim(), console.lang);
    let found = match named {
        Some(article) => vec![article],
        None => centre().find(&question, console.lang, MOST),
    };
    let day = today(around);
    if args.json {
        let articles = found.iter().map(|it| whole(it, &library, &day, console)).collect();
        return console.result(&Value::Array(articles).to_string());
    }
    let Some((best, others)) = found.split_first() else {
        return console.result(&console.say("guide-none", &[]));
    };
    console.result(&printed(best, &library, &day, console))?;
    if !others.is_empty() {
        console.result(&format!("\n■ {}", console.say("guide-others", &[])))?;
        titles(others, console)?;
    }
    Ok(())
}

/// Keys and titles, kinds of trouble first.
fn contents(is_json: bool, console: &mut Console<'_>) -> Result<()> {
    let articles = centre().articles(console.lang);
    if is_json {
        let all = articles.iter().map(|it| json!({ "key": it.key, "title": it.title })).collect();
        return console.result(&Value::Array(all).to_string());
    }
    let (kinds, others): (Vec<&Article<'_>>, _) =
        articles.iter().partition(|article| article.kinds.contains(&article.key));
    console.result(&format!("■ {}", console.say("guide-kinds", &[])))?;
    titles(&kinds, console)?;
    console.result(&format!("\n■ {}", console.say("guide-procedures", &[])))?;
    titles(&others, console)?;
    console.result(&format!("\n{}", console.say("guide-how", &[])))
}

fn titles(articles: &[&Article<'_>], console: &mut Console<'_>) -> Result<()> {
    articles.iter().try_for_each(|it| console.result(&format!("   {:26}{}", it.key, it.title)))
}

fn whole(article: &Article<'_>, library: &Library, day: &str, console: &Console<'_>) -> Value {
    let block = |block: &Block<'_>| match block {
        Block::Paragraph(text) => json!({ "paragraph": text }),
        Block::Steps(steps) => json!({ "steps": steps }),
        Block::Doubt(text) => json!({ "uncertain": text }),
    };
    let source =
        |line: SourceLine| json!({ "text": line.text, "address": line.url, "doubts": line.doubts });
    let sources = help::sources(article, library, console.lang, day).into_iter().map(source);
    json!({
        "key": article.key,
        "kinds": article.kinds,
        "title": article.title,
        "blocks": article.blocks.iter().map(block).collect::<Vec<_>>(),
        "written": article.written,
        "review_by": article.review_by,
        "overdue": article.is_overdue(day),
        "sources": sources.collect::<Vec<_>>(),
    })
}

fn printed(article: &Article<'_>, library: &Library, day: &str, console: &Console<'_>) -> String {
    let mut lines = vec![format!("■ {}", article.title)];
    if article.is_overdue(day) {
        lines.push(console.say("guide-overdue", &[("day", article.review_by.into())]));
    }
    for block in &article.blocks {
        lines.push(String::new());
        match block {
            Block::Paragraph(text) => lines.push((*text).to_owned()),
            Block::Steps(steps) => {
                let numbered = steps.iter().zip(1_u32..);
                lines.extend(numbered.map(|(step, number)| format!("   {number}. {step}")));
            }
            Block::Doubt(text) => {
                lines.push(console.say("guide-doubt", &[("text", (*text).into())]));
            }
        }
    }
    lines.push(String::new());
    lines.push(console.say("guide-written", &[("written", article.written.into())]));
    let sources = help::sources(article, library, console.lang, day);
    if !sources.is_empty() {
        lines.push(console.say("sheet-sources", &[]));
    }
    for source in sources {
        let doubts: Vec<String> = source.doubts.iter().map(|it| format!("[{it}]")).collect();
        lines.push(format!("   {} {}", source.text, doubts.join(" ")).trim_end().to_owned());
        lines.push(format!("     {}", source.url));
    }
    lines.join("\n")
}

/// The sites that belong to whom they name.
fn sites(library: &Library, is_json: bool, console: &mut Console<'_>) -> Result<()> {
    let parts = [
        ("guide-sites-exchange", help::sites_of("binance")),
        ("guide-sites-offices", help::offices(library, console.lang)),
    ];
    if is_json {
        let site = |it: &Site| json!({ "whose": it.whose, "address": it.address, "since": it.since, "sourced": it.is_sourced });
        let all = parts.iter().flat_map(|(_, sites)| sites).map(site).collect();
        return console.result(&Value::Array(all).to_string());
    }
    for (title, sites) in &parts {
        console.result(&format!("■ {}", console.say(title, &[])))?;
        for site in sites {
            let sure = if site.is_sourced { "guide-site" } else { "guide-site-unsourced" };
            let values = [
                ("whose", site.whose.as_str().into()),
                ("address", site.address.as_str().into()),
                ("since", site.since.as_str().into()),
            ];
            console.result(&console.say(sure, &values))?;
        }
        console.result("")?;
    }
    console.result(&console.say("guide-sites-note", &[]))
}
