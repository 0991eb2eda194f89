//! Every article is there in both languages, rests on known sources, and is found.

use super::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_file_is_an_article_and_both_languages_say_the_same_of_it() {
    let library = Library::load().unwrap();
    assert_eq!(centre().ja.len(), TEXTS.len());
    for (ja, en) in centre().ja.iter().zip(&centre().en) {
        let key = ja.key;
        assert_eq!((key, &ja.kinds, &ja.sources), (en.key, &en.kinds, &en.sources));
        assert_eq!((ja.written, ja.review_by), (en.written, en.review_by), "{key}");
        assert!(!ja.words.is_empty() && !en.words.is_empty(), "{key}");
        for source in &ja.sources {
            assert!(library.sources.contains_key(*source), "{key}: {source}");
        }
        for kind in &ja.kinds {
            assert!(library.playbooks.iter().any(|it| it.kind == *kind), "{key}: {kind}");
        }
        for article in [ja, en] {
            assert!((3..=8).contains(&article.blocks.len()), "{key}: {}", article.blocks.len());
            let is_doubt = |it: &&hikeshi_case::article::Block<'_>| {
                matches!(it, hikeshi_case::article::Block::Doubt(_))
            };
            // Without a source the article itself says so.
            let doubts = article.blocks.iter().filter(is_doubt).count();
            assert!(doubts > 0 || !article.sources.is_empty(), "{key}");
        }
        let steps = |article: &Article<'_>| {
            let count = |it: &hikeshi_case::article::Block<'_>| match it {
                hikeshi_case::article::Block::Steps(steps) => steps.len(),
                _ => 0,
            };
            article.blocks.iter().map(count).collect::<Vec<_>>()
        };
        assert_eq!(steps(ja), steps(en), "{key}");
    }
}

#[test]
fn no_file_is_left_out_and_every_kind_has_its_article() {
    for lang in Lang::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("help").join(lang.tag());
        let names: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let keys: BTreeSet<String> =
            centre().articles(lang).iter().map(|it| it.key.to_owned()).collect();
        assert_eq!(names, keys);
    }
    for playbook in &Library::load().unwrap().playbooks {
        let first = centre().of_kind(&playbook.kind, Lang::Ja).first().map(|it| it.key);
        assert_eq!(first, Some(playbook.kind.as_str()));
    }
}

#[test]
fn an_article_is_reviewed_no_later_than_what_it_rests_on() {
    let library = Library::load().unwrap();
    for article in &centre().ja {
        let earliest = article.sources.iter().map(|key| &library.sources[*key].review_by).min();
        assert!(earliest.is_none_or(|day| article.review_by <= day.as_str()), "{}", article.key);
    }
}

#[test]
fn no_article_accuses_promises_or_shouts() {
    let never = [
        "盗",
        "犯人",
        "加害",
        "自己責任",
        "騙され",
        "だまされ",
        "！",
        "!",
        "必ず戻",
        "安全です",
        "thief",
        "theft",
        "culprit",
        "guarantee",
        "safe.",
    ];
    for article in centre().ja.iter().chain(&centre().en) {
        let said = article.body.to_lowercase().replace("stolen funds – freeze request", "");
        for word in never.into_iter().chain(["stolen"]) {
            assert!(!said.contains(word), "{word:?} in {}", article.key);
        }
    }
}

#[test]
fn the_questions_people_ask_find_their_article() {
    let questions = include_str!("../../../hikeshi-case/tests/data/help/questions.tsv");
    let mut found = 0;
    for line in questions.lines().skip(1) {
        let [_, question, target] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let hits = centre().find(question, Lang::Ja, 5);
        assert!(!hits.is_empty(), "{question}");
        found += usize::from(hits.iter().any(|it| it.key == target));
    }
    assert!(found >= 28, "{found}");
}

#[test]
fn suggestions_are_few_and_come_while_typing() {
    let keys = |typed: &str| -> Vec<&str> {
        centre().suggest(typed, Lang::En).iter().map(|it| it.key).collect()
    };
    assert!(keys("forgot mem").contains(&"missing_memo"));
    assert!(keys("出金で").len() <= SUGGESTIONS);
    assert!(keys("").is_empty());
}

#[test]
fn sources_and_sites_carry_their_dates() {
    let library = Library::load().unwrap();
    let article = centre().article("disable_account", Lang::En).unwrap();
    let lines = sources(article, &library, Lang::En, "2099-01-01");
    assert!(lines[0].text.contains("2018-01-05") && lines[0].doubts.len() == 2, "{:?}", lines[0]);
    let sites = sites_of("binance");
    assert!(sites.iter().any(|it| it.address == "binance.com" && it.is_sourced));
    assert!(sites.iter().all(|it| !it.address.contains("://") && it.since.starts_with("2026")));
    assert!(offices(&library, Lang::Ja).iter().any(|it| it.address.contains("fsa.go.jp")));
}
