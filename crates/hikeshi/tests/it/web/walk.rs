//! From the first words to a bundle that others verify, and on to deleting: without script, in both
//! languages, by the forms and links that the pages offer.

use super::site::{Site, between, links};
use super::{start, words};
use crate::scratch::{Scratch, code, err, overwrite};
use hikeshi::lang::Lang;
use hikeshi_seal::package::Package;

#[test]
fn the_whole_walk_in_japanese() {
    walk(Lang::Ja);
}

#[test]
fn the_whole_walk_in_english() {
    walk(Lang::En);
}

fn walk(lang: Lang) {
    let scratch = Scratch::new();
    let site = start(&scratch, lang);
    let case = describes_and_begins(&site);
    takes_in_what_was_handed_over(&site, &case);
    leads_from_a_finding_to_its_row(&site, &case);
    let step = ticks_a_step(&site, &case);
    writes_a_dossier(&site, &case);
    let custody = hands_out_a_bundle(&scratch, &site, &case);
    let ticked = |line: &&str| line.contains("\"step_done\"") && line.contains(&step);
    assert!(custody.lines().any(|line| ticked(&line)), "{step} in {custody}");
    closes_and_deletes(&scratch, &site, &case);
    drop(site);
    scratch.assert_swept();
}

/// What to do first stands there before anything is kept.
fn describes_and_begins(site: &Site) -> String {
    let first = site.page("/");
    assert!(first.contains(&format!("<html lang=\"{}\"", site.lang.tag())));
    let (page, _) = site.fill(&first, "/first", &[("words", words(site.lang))]);
    assert!(page.contains(&site.say("triage-account_takeover")), "{page}");
    assert!(page.contains(&site.say("sheet-secrets")));
    assert!(links(&site.page("/cases")).iter().all(|link| !link.starts_with("/case/")));
    let (page, place) = site.fill(&page, "/cases", &[]);
    assert!(page.contains(&site.say("triage-account_takeover")));
    let case = place.strip_prefix("/case/").unwrap().to_owned();
    site.settle(&case);
    assert!(site.page(&format!("/case/{case}/exhibits")).contains(&site.say("paste-own-words")));
    case
}

fn takes_in_what_was_handed_over(site: &Site, case: &str) {
    let files = hikeshi::demo::files();
    let answer = site.upload(case, &files);
    assert_eq!((answer.status, answer.header("location")), (303, &*exhibits(case)));
    site.settle(case);
    let page = site.page(&exhibits(case));
    for (name, _) in &files {
        assert!(page.contains(name), "{name}");
    }
    // The same once more brings nothing.
    let before = links(&page);
    site.upload(case, &files);
    site.settle(case);
    assert_eq!(links(&site.page(&exhibits(case))), before);
}

fn exhibits(case: &str) -> String {
    format!("/case/{case}/exhibits")
}

fn leads_from_a_finding_to_its_row(site: &Site, case: &str) {
    let page = site.page(&format!("/case/{case}/findings"));
    let cited: Vec<String> = links(&page).into_iter().filter(|link| link.contains("#L")).collect();
    assert!(cited.len() > 4, "{cited:?}");
    for link in &cited {
        let (place, line) = link.split_once('#').unwrap();
        assert!(place.starts_with(&exhibits(case)), "{link}");
        let row = site.page(place);
        let row = between(&row, &format!("id=\"{line}\""), "</li>").expect(link);
        assert!(row.contains("<code>"), "{row}");
    }
    assert!(site.page(&format!("/case/{case}/course")).contains("<svg"));
}

/// Ticks the first step that the page offers, takes it back, and ticks it again.
fn ticks_a_step(site: &Site, case: &str) -> String {
    let (place, action) = (format!("/case/{case}"), format!("/case/{case}/step"));
    let page = site.page(&place);
    let forms = super::site::form(&page, &action, &[("done", "yes")]);
    let step = forms.iter().find(|(name, _)| name == "step").unwrap().1.clone();
    let done = site.say("steps-done-at");
    assert!(!page.contains(&done));
    let fields = [("csrf", &*forms[0].1), ("step", &*step), ("done", "yes")];
    assert_eq!(site.post(&action, &fields).header("location"), place);
    assert_eq!(site.page(&place).matches(&done).count(), 1);
    site.post(&action, &[fields[0], fields[1], ("done", "no")]);
    assert!(!site.page(&place).contains(&done));
    // Two tabs: the step is done once.
    site.post(&action, &fields);
    site.post(&action, &fields);
    assert_eq!(site.page(&place).matches(&done).count(), 1);
    step
}

fn writes_a_dossier(site: &Site, case: &str) {
    let place = format!("/case/{case}/dossier");
    site.fill(&site.page(&place), &place, &[]);
    site.settle(case);
    let page = site.page(&place);
    let offered: Vec<String> =
        links(&page).into_iter().filter(|link| link.starts_with(&format!("{place}/"))).collect();
    assert_eq!(offered.len(), 5, "{offered:?}");
    for link in offered {
        let file = site.get(&link);
        assert_eq!(file.status, 200, "{link}");
        if file.header("content-type") == "application/pdf" {
            assert!(file.body.starts_with(b"%PDF"));
        } else {
            assert!(file.header("content-security-policy").contains("sandbox"), "{link}");
        }
    }
}

/// The bundle that a page offers, verified by the command, and its custody log.
fn hands_out_a_bundle(scratch: &Scratch, site: &Site, case: &str) -> String {
    let place = format!("/case/{case}/dossier");
    site.fill(&site.page(&place), &format!("/case/{case}/bundle"), &[]);
    site.settle(case);
    let page = site.page(&place);
    assert!(page.contains(&site.say("bundle-page-intact")), "{page}");
    let link = links(&page).into_iter().find(|link| link.contains("/bundle/")).unwrap();
    let bundle = site.get(&link);
    assert!(bundle.header("content-disposition").contains(".zip\""));
    let file = scratch.path("bundle.zip");
    overwrite(&file, &bundle.body);
    let verified = scratch.run(&["verify", "bundle.zip"]);
    assert_eq!(code(&verified), 0, "{}", err(&verified));
    let mut package = Package::open(&file).unwrap();
    let custody = package.read_small("metadata/custody.jsonl", 1 << 24).unwrap().unwrap();
    String::from_utf8(custody).unwrap()
}

fn closes_and_deletes(scratch: &Scratch, site: &Site, case: &str) {
    let place = format!("/case/{case}/manage");
    let act = |act: &str| site.fill(&site.page(&place), &place, &[("act", act)]).0;
    let (page, _) =
        site.fill(&site.page(&place), &place, &[("title", "九月の <b>夜</b>"), ("act", "rename")]);
    assert!(page.contains("九月の &lt;b&gt;夜&lt;/b&gt;"), "{page}");
    act("close");
    assert!(site.page("/cases").contains(&site.say("cases-closed")));
    assert!(act("reopen").contains(&site.say("manage-close")));
    // Not without the word for it.
    let form = super::site::form(&site.page(&place), &place, &[("sure", "")]);
    let csrf = ("csrf", &*form[0].1);
    assert_eq!(site.post(&place, &[csrf, ("act", "delete")]).status, 400);
    assert!(scratch.path("data/cases").join(case).exists());
    let (page, _) = site.fill(&site.page(&place), &place, &[("sure", "yes"), ("act", "delete")]);
    assert!(page.contains(&site.say("cases-none")));
    assert!(!scratch.path("data/cases").join(case).exists());
    assert_eq!(site.get(&format!("/case/{case}")).status, 404);
}
