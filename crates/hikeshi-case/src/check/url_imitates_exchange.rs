//! A link in a mail or note imitates an exchange (`screen::link`). Nobody opened it, and nobody should.
//!
//! Which sites are the exchange's own is a list; of some exchanges no row of it has a source. A link that
//! looks like one of those may be theirs: then it is only possible, and the finding says why.

use super::{Case, Check};
use crate::document::Link;
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::problem::shortened;
use crate::screen::link::{Verdict, is_confirmed};
use std::collections::BTreeMap;

pub(super) struct UrlImitatesExchange;

impl Check for UrlImitatesExchange {
    fn code(&self) -> Code {
        Code::UrlImitatesExchange
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_words()?;
        let mut hosts: BTreeMap<&str, (&Link, Vec<Cite>)> = BTreeMap::new();
        for document in case.documents {
            for link in
                document.links.iter().filter(|link| link.judgement.verdict == Verdict::Imitation)
            {
                let entry = hosts.entry(&link.judgement.host).or_insert_with(|| (link, Vec::new()));
                entry.1.push(Cite { exhibit: document.exhibit, line: link.line });
            }
        }
        Ok(hosts.into_values().map(|(link, cites)| finding(link, cites)).collect())
    }
}

/// An address that cannot be clicked by accident.
fn defanged(url: &str) -> String {
    let url = shortened(url, 200);
    let (scheme, rest) = url.split_once("://").unwrap_or(("", &url));
    let scheme = scheme.to_lowercase().replacen("http", "hxxp", 1);
    let (host, path) = rest
        .split_once('/')
        .map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let host = host.replace("[.]", ".").replace('.', "[.]");
    if scheme.is_empty() { format!("{host}{path}") } else { format!("{scheme}://{host}{path}") }
}

fn finding(link: &Link, cites: Vec<Cite>) -> Finding {
    let reasons: Vec<&'static str> =
        link.judgement.because.iter().map(crate::screen::link::Reason::key).collect();
    let listed = link.judgement.brand.is_none_or(is_confirmed);
    let confidence = if listed { Confidence::Likely } else { Confidence::Possible };
    Finding::new(Code::UrlImitatesExchange, Severity::Warning, confidence)
        .fact("url", defanged(&link.url))
        .fact_if("brand", link.judgement.brand)
        .fact("reason", reasons)
        .fact("count", cites.len())
        .fact_if("own_sites", (!listed).then_some("unconfirmed"))
        .citing(cites)
        .advising("site_not_visited", &["do_not_open_link", "change_secrets", "report_phishing"])
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::UrlImitatesExchange;

    #[test]
    fn a_link_from_a_short_message_is_told_so_that_nobody_opens_it() {
        let mut scene = Scene::default();
        let note = scene.note("SMS 02/02\nhttps://www.binance-verify.net/login?id=1\nand again https://www.binance-verify.net\n");
        let facts = [
            ("url", "hxxps://www[.]binance-verify[.]net/login?id=1"),
            ("brand", "binance"),
            ("count", "2"),
        ];
        scene.examine().assert_only(
            CODE,
            Severity::Warning,
            &facts,
            &[line(note, 2), line(note, 3)],
        );
    }

    #[test]
    fn the_exchange_itself_and_pages_about_it_imitate_nobody() {
        let mut scene = Scene::default();
        scene.note("https://www.binance.com/en/my/wallet\nhttps://accounts.binance.com\n");
        scene.note(
            "https://news.example/2026/binance-hack\nhttps://en.wikipedia.org/wiki/Binance\n",
        );
        scene.mail(
            "Taro <taro@friend.example>",
            "look",
            "https://www.coinbase.com and https://github.com/binance",
        );
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_words_it_cannot_run() {
        let mut scene = Scene::quiet(1);
        scene.answers("[[failure]]\ntext = \"https://www.binance-verify.net/login\"");
        scene.examine().assert_not_run(CODE, "no_mails_or_notes");
    }

    #[test]
    fn half_a_link_is_none() {
        let mut scene = Scene::default();
        scene.note("https://\nhttp://[::\nhttps://binance\nwww.\n");
        scene.examine().assert_silent(CODE);
    }
}
