//! The surroundings fail: a clear page or a clear line, and nothing lost.

use super::site::{Answer, Site, form, links};
use super::{command, start, words};
use crate::scratch::{Scratch, err, overwrite, tree};
use hikeshi::lang::{Arg, Lang, text};
use hikeshi::store::Store;
use sqlx::{Connection as _, Executor as _};
use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::process::Stdio;

/// Whether a page says an error and what to do about it.
fn tells(site: &Site, answer: &Answer, code: &str) -> bool {
    let page = answer.text();
    let said = |key: String| text(site.lang, &key, &[("subject", Arg::from("|"))]);
    let parts = [said(format!("err-{code}")), said(format!("rec-{code}"))];
    let holds = |said: &String| said.split('|').all(|part| page.contains(part.trim()));
    assert!(page.contains(&format!("<html lang=\"{}\"", site.lang.tag())));
    parts.iter().all(holds)
}

#[test]
fn records_that_cannot_be_used_are_said_and_left_alone() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    site.kill();
    let file = scratch.path("data/hikeshi.sqlite3");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // What was written last lies beside the file until somebody closes it in good order.
    runtime.block_on(async {
        Store::open(&scratch.path("data")).await.unwrap().close().await;
    });
    let good = fs::read(&file).unwrap();
    let fails = |code: &str| {
        let output = command(&scratch, Lang::En).arg("--no-browser").stdin(Stdio::null()).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1), "{code}");
        let said = text(Lang::En, &format!("err-{code}"), &[("subject", Arg::from("|"))]);
        let first = said.split('|').next().unwrap().to_owned();
        assert!(err(&output).contains(first.trim()), "{code}: {}", err(&output));
    };
    let mut broken = good.clone();
    broken[..64].fill(7);
    overwrite(&file, &broken);
    fails("store-damaged");
    assert_eq!(fs::read(&file).unwrap(), broken);
    // Who started it with a click gets a page.
    let mut clicked = command(&scratch, Lang::Ja);
    clicked.env("PATH", "");
    let page = Site::show(clicked, Lang::Ja);
    for place in ["/", "/cases", "/case/a/findings"] {
        let answer = page.get(place);
        assert!(answer.status == 500 && tells(&page, &answer, "store-damaged"), "{place}");
    }
    let style = links(&page.get("/").text()).into_iter().find(|link| link.contains(".css"));
    assert_eq!(page.get(&style.unwrap()).status, 200);
    drop(page);
    // Written by a program that knows a migration more.
    overwrite(&file, &good);
    let newer = "INSERT INTO _sqlx_migrations VALUES (99, 'newer', '2026-01-01', 1, X'00', 1)";
    runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let address = format!("sqlite:{}", file.display());
        let mut records = sqlx::AnyConnection::connect(&address).await.unwrap();
        records.execute(newer).await.unwrap();
        records.close().await.unwrap();
    });
    fails("store-newer");
    fs::rename(&file, scratch.path("data/kept.sqlite3")).unwrap();
    // As it advises: new records, and the evidence is still there.
    let site = start(&scratch, Lang::En);
    assert!(site.page("/cases").contains(&site.say("cases-none")));
    assert!(scratch.path("data/cases").join(&case).join("vault").exists());
}

#[test]
fn a_damaged_case_troubles_no_other() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::Ja);
    let (good, bad) = (site.begin(words(Lang::Ja)), site.begin(words(Lang::Ja)));
    site.kill();
    let vault = scratch.path(&format!("data/cases/{bad}/vault"));
    for path in tree(&vault).keys() {
        overwrite(&vault.join(path), b"?");
    }
    let site = start(&scratch, Lang::Ja);
    for place in ["/", "/cases"] {
        let page = site.page(place);
        assert!(page.contains(&good) && page.contains(&bad), "{place}");
    }
    site.page(&format!("/case/{good}/findings"));
    // What to do stands there in any case; the evidence is said to be damaged, and nothing can be deleted.
    site.page(&format!("/case/{bad}"));
    for tab in ["exhibits", "findings", "course"] {
        let answer = site.get(&format!("/case/{bad}/{tab}"));
        assert!(answer.status >= 400 && answer.text().contains("<h1>"), "{tab}: {}", answer.status);
    }
    let manage = format!("/case/{bad}/manage");
    let page = site.page(&manage);
    assert!(!page.contains("value=\"delete\""), "{page}");
    let (page, _) = site.fill(&page, &manage, &[("act", "close")]);
    assert!(page.contains(&site.say("manage-reopen")));
}

#[test]
fn a_case_that_another_program_has_open_is_said_and_comes_back() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    site.kill();
    let keyring = hikeshi::evidence::keyring::Keyring::new(&scratch.path("data"), None);
    let vault = scratch.path(&format!("data/cases/{case}/vault"));
    let other = hikeshi::evidence::case::Case::open(&vault, &keyring).unwrap();
    let site = start(&scratch, Lang::En);
    let findings = format!("/case/{case}/findings");
    assert!(tells(&site, &site.get(&findings), "case-locked"));
    // What is sent meanwhile is kept, and sealed when it can be.
    let csrf = form(&site.page("/cases"), "/cases", &[])[0].1.clone();
    let file = [("late.csv".to_owned(), b"a,b\n1,2\n".to_vec())];
    assert_eq!(site.send(&site.upload_request(&case, &csrf, &file)).status, 303);
    site.settle(&case);
    drop(other);
    let page = site.page(&format!("/case/{case}/exhibits"));
    assert!(page.contains("role=\"alert\""), "{page}");
    site.fill(&page, &format!("/case/{case}/again"), &[("what", "intake")]);
    site.settle(&case);
    assert!(site.page(&format!("/case/{case}/exhibits")).contains("late.csv"));
}

#[test]
fn a_folder_that_was_taken_away_is_said() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::Ja);
    let (other, case) = (site.begin(words(Lang::Ja)), site.begin(words(Lang::Ja)));
    fs::rename(scratch.path(&format!("data/cases/{case}")), scratch.path("away")).unwrap();
    let csrf = form(&site.page("/cases"), "/cases", &[])[0].1.clone();
    let file = [("a.csv".to_owned(), b"a,b\n1,2\n".to_vec())];
    let answer = site.send(&site.upload_request(&case, &csrf, &file));
    assert!(answer.status >= 400 && tells(&site, &answer, "write"), "{}", answer.text());
    let step = [("csrf", &*csrf), ("step", "nothing"), ("done", "yes")];
    assert_eq!(site.post(&format!("/case/{case}/step"), &step).status, 400);
    site.page("/cases");
    site.page(&format!("/case/{other}/findings"));
    // Put back it goes on.
    fs::rename(scratch.path("away"), scratch.path(&format!("data/cases/{case}"))).unwrap();
    assert_eq!(site.upload(&case, &file).status, 303);
    site.settle(&case);
    assert!(site.page(&format!("/case/{case}/exhibits")).contains("a.csv"));
}

#[test]
fn a_browser_that_is_still_sending_gets_its_answer() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    // Far more than the system keeps between two programs, refused after the first few bytes.
    let file = [("a.csv".to_owned(), vec![b'a'; 24 << 20])];
    let answer = site.send(&site.upload_request(&case, "foreign", &file));
    assert!(answer.status == 403 && tells(&site, &answer, "foreign-form"));
    let none = format!("/case/none{case}/upload");
    let request = String::from_utf8(site.upload_request(&case, "foreign", &file)).unwrap();
    let request = request.replacen(&format!("/case/{case}/upload"), &none, 1);
    let answer = site.send(request.as_bytes());
    assert!(answer.status == 404 && tells(&site, &answer, "no-such-page"));
    // A body that breaks off in the middle.
    let csrf = form(&site.page("/cases"), "/cases", &[])[0].1.clone();
    let request = site.upload_request(&case, &csrf, &file);
    let mut stream = TcpStream::connect(&site.host).unwrap();
    stream.write_all(&request[..request.len() / 2]).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    drop(stream);
    let empty = site.upload(&case, &[]);
    assert!(empty.status == 400 && tells(&site, &empty, "upload-empty"));
    let long = "a".repeat(2 << 20);
    let answer = site.post(&format!("/case/{case}/paste"), &[("csrf", &csrf), ("text", &long)]);
    assert!(answer.status >= 400 && answer.text().contains("<h1>"), "{}", answer.status);
}

#[test]
fn a_thousand_files_at_once() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::Ja);
    let case = site.begin(words(Lang::Ja));
    let file = |number: usize| (format!("n/{number}.txt"), format!("{number}\n").into_bytes());
    let files: Vec<_> = (0..1_000).map(file).collect();
    assert_eq!(site.upload(&case, &files).status, 303);
    site.settle(&case);
    let at = format!("/case/{case}/exhibits/E-");
    let page = site.page(&format!("/case/{case}/exhibits"));
    assert_eq!(links(&page).iter().filter(|link| link.starts_with(&at)).count(), 1_001);
}
