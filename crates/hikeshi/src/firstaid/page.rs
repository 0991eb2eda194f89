//! A sheet as one HTML file: no script, nothing loaded from elsewhere; for a phone without a network
//! and for one A4 page of paper in each language.

use super::plain::{BLANKS, RULES};
use super::{Sheet, code};
use hikeshi_case::playbook::Shown;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../assets/firstaid.css");
/// What says that a file is such a page.
pub const MARK: &str = "<meta name=\"generator\" content=\"Hikeshi firstaid\">";

/// The sheets as one page, each in its language.
pub fn page(sheets: &[Sheet<'_>]) -> String {
    let Some(front) = sheets.first() else { return String::new() };
    let body = html! {
        (DOCTYPE)
        html lang=(front.lang.tag()) {
            head {
                meta charset="utf-8";
                (PreEscaped(MARK))
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (front.say("sheet-title", &[])) " – " (front.name()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @if sheets.len() > 1 {
                    nav {
                        @for sheet in sheets {
                            a href={ "#" (sheet.lang.tag()) } lang=(sheet.lang.tag()) { (sheet.say("sheet-other-language", &[])) }
                        }
                    }
                }
                @for sheet in sheets { (one(sheet)) }
            }
        }
    };
    body.into_string()
}

fn one(sheet: &Sheet<'_>) -> Markup {
    let say = |key: &str| sheet.say(key, &[]);
    let title = if sheet.family { "family-title" } else { "sheet-title" };
    html! {
        main #(sheet.lang.tag()) .family[sheet.family] lang=(sheet.lang.tag()) {
            header {
                p.maker { (say("sheet-maker")) " · " (say(title)) }
                h1 { (sheet.name()) }
                p.lead { (sheet.of(&sheet.plan.playbook.lead)) }
            }
            @if sheet.family { (family(sheet)) } @else { (look_first(sheet)) }
            ol.large {
                @for shown in sheet.large() { (large(sheet, shown)) }
            }
            @let rest = sheet.rest();
            @if !rest.is_empty() {
                h2 { (say("sheet-rest")) }
                ol.rest {
                    @for shown in rest { (small(sheet, shown)) }
                }
            }
            p.secrets { (say("sheet-secrets")) }
            (foot(sheet))
        }
    }
}

fn look_first(sheet: &Sheet<'_>) -> Markup {
    let forks = sheet.look_first();
    html! {
        @if !forks.is_empty() {
            section.look {
                h2 { (sheet.say("sheet-look-first", &[])) }
                ul { @for fork in forks { li { (sheet.of(&fork.ask)) } } }
                p { (sheet.say("sheet-look-then", &[])) }
            }
        }
    }
}

/// The rules for whoever helps, the consent to sign and the questions to ask.
fn family(sheet: &Sheet<'_>) -> Markup {
    let say = |key: &str| sheet.say(key, &[]);
    html! {
        ul.rules { @for rule in RULES { li { (say(rule)) } } }
        section.consent {
            h2 { (say("consent-title")) }
            p { (say("consent-text")) }
            dl { @for blank in BLANKS { div { dt { (say(blank)) } dd {} } } }
            p.quiet { (say("consent-check")) }
        }
        section.interview {
            h2 { (say("interview-title")) }
            p { (say("interview-open")) }
            p.quiet { (say("interview-ask")) }
            ol {
                @for fork in &sheet.plan.open_forks {
                    li {
                        (sheet.of(&fork.ask)) " "
                        span.answers {
                            @for answer in &fork.answer { span { "□ " (sheet.of(&answer.text)) } " " }
                        }
                    }
                }
            }
            p { (say("interview-close")) }
        }
    }
}

fn large<'a>(sheet: &Sheet<'a>, shown: &'a Shown<'a>) -> Markup {
    html! {
        li.perhaps[!shown.applies] {
            h2.step { (sheet.title(shown)) }
            (details(sheet, shown))
        }
    }
}

fn small<'a>(sheet: &Sheet<'a>, shown: &'a Shown<'a>) -> Markup {
    let class = match shown.step.id.as_str() {
        "recovery_stop_sign" => "stop",
        "help_line" => "quiet",
        _ => "",
    };
    html! {
        li class=(class) {
            h3 { (sheet.title(shown)) }
            (details(sheet, shown))
        }
    }
}

fn details<'a>(sheet: &Sheet<'a>, shown: &'a Shown<'a>) -> Markup {
    let numbers = sheet.numbers(shown);
    html! {
        @for (key, text) in sheet.details(shown) { p class=(key) { (text) } }
        p.meta {
            (sheet.meta(shown).join(" · "))
            @for number in numbers { " [" (number) "]" }
        }
    }
}

fn foot(sheet: &Sheet<'_>) -> Markup {
    let sources = sheet.sources();
    let overdue = sources.iter().any(|source| source.review_by.as_str() <= sheet.day);
    let picture = code::picture(&code::words(sheet));
    html! {
        footer {
            @if let Some(picture) = picture {
                figure {
                    (PreEscaped(picture))
                    figcaption { (sheet.say("sheet-code", &[])) }
                }
            }
            div.sources {
                h2 { (sheet.say("sheet-sources", &[])) }
                @if overdue { p.overdue { (sheet.say("sheet-overdue-note", &[])) } }
                ol {
                    @for source in sources {
                        li {
                            (sheet.source(source))
                            @for doubt in sheet.doubts(source) { " " em { (doubt) } }
                            " " span.url { (source.url) }
                        }
                    }
                }
            }
            p.made { (sheet.say("sheet-made", &[("day", sheet.day.into())])) }
        }
    }
}
