//! Killed at any moment: what was acknowledged is there after a restart and its work goes on; what was not
//! leaves nothing behind.

use super::site::{Site, between, form, links, until};
use super::{command, start, words};
use crate::scratch::{Scratch, overwrite, tree};
use hikeshi::clock::{Clock as _, System};
use hikeshi::lang::Lang;
use hikeshi::store::{Store, Upload};
use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::PathBuf;

fn incoming(scratch: &Scratch, case: &str) -> Vec<PathBuf> {
    let dir = scratch.path(&format!("data/cases/{case}/incoming"));
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn csrf(site: &Site, case: &str) -> String {
    let page = site.page(&format!("/case/{case}/exhibits"));
    form(&page, &format!("/case/{case}/upload"), &[])[0].1.clone()
}

/// A table large enough that its examination takes a while.
fn large(rows: usize) -> Vec<u8> {
    let mut text = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n".to_owned();
    for row in 0..rows {
        let (hour, minute) = (row / 60 % 24, row % 60);
        let day = row / 1440 % 28 + 1;
        let line =
            format!("77,2026-03-{day:02} {hour:02}:{minute:02}:00,Spot,Deposit,BTC,0.{row:08},");
        text = text + &line + "\n";
    }
    text.into_bytes()
}

#[test]
fn killed_while_a_file_is_being_sent() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::Ja);
    let case = site.begin(words(Lang::Ja));
    let whole = [("first.csv".to_owned(), large(10)), ("half.csv".to_owned(), large(20_000))];
    let request = site.upload_request(&case, &csrf(&site, &case), &whole);
    let mut stream = TcpStream::connect(&site.host).unwrap();
    stream.write_all(&request[..request.len() / 2]).unwrap();
    // Part of the second file lies there.
    until("half a file", || (incoming(&scratch, &case).len() == 2).then_some(()));
    site.kill();
    drop(stream);
    let site = start(&scratch, Lang::Ja);
    site.settle(&case);
    assert!(incoming(&scratch, &case).is_empty(), "not swept");
    let page = site.page(&format!("/case/{case}/exhibits"));
    assert!(!page.contains("first.csv") && !page.contains("half.csv"));
    assert!(page.contains(&site.say("paste-own-words")), "what was acknowledged before is there");
    // A browser that goes away leaves nothing either.
    let mut stream = TcpStream::connect(&site.host).unwrap();
    let request = site.upload_request(&case, &csrf(&site, &case), &whole);
    stream.write_all(&request[..request.len() / 2]).unwrap();
    until("half a file", || (incoming(&scratch, &case).len() == 2).then_some(()));
    drop(stream);
    until("its removal", || incoming(&scratch, &case).is_empty().then_some(()));
}

#[test]
fn killed_while_it_seals_and_examines() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    let mut files = hikeshi::demo::files();
    files.push(("large.csv".to_owned(), large(60_000)));
    assert_eq!(site.upload(&case, &files).status, 303);
    // Acknowledged; from here on nothing may be lost. Killed at once, in the middle of sealing, and in the
    // middle of examining, as far as each is met.
    site.kill();
    let mut met = Vec::new();
    for stage in ["intake", "examine"] {
        let mut site = start(&scratch, Lang::En);
        let place = format!("/case/{case}/progress");
        let wanted = format!("\"stage\":\"{}\"", site.say(&format!("web-stage-{stage}")));
        let state = until(stage, || {
            let state = site.page(&place);
            (state.contains(&wanted) || state.contains("\"open\":false")).then_some(state)
        });
        met.push(state.contains(&wanted));
        site.kill();
    }
    assert!(met.iter().any(|met| *met), "killed in none of the stages");
    let site = start(&scratch, Lang::En);
    site.settle(&case);
    let page = site.page(&format!("/case/{case}/exhibits"));
    let at = format!("/case/{case}/exhibits/E-");
    for (name, _) in &files {
        assert_eq!(page.matches(name.as_str()).count(), 1, "{name}");
    }
    assert!(!page.contains("role=\"alert\""), "{page}");
    let mut found: Vec<Vec<u8>> = Vec::new();
    for link in links(&page).iter().filter(|link| link.starts_with(&at)) {
        found.push(site.get(&format!("{link}/original")).body);
    }
    assert!(files.iter().all(|(_, bytes)| found.contains(bytes)), "every byte as it came");
    assert!(incoming(&scratch, &case).is_empty());
}

#[test]
fn work_that_ends_the_program_again_and_again_is_left_alone() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    site.kill();
    overwrite(&scratch.path(&format!("data/cases/{case}/incoming/u1")), &large(10));
    let upload = Upload {
        id: "u1".into(),
        case_id: case.clone(),
        name: "deadly.csv".into(),
        size_bytes: 1,
        received_at: System.now(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&scratch.path("data")).await.unwrap();
        store.receive("j1", &[upload], System.now()).await.unwrap();
        for begun in 1..=5 {
            assert_eq!(store.begin_job("j1").await.unwrap(), begun);
        }
        store.close().await;
    });
    let exhibits = format!("/case/{case}/exhibits");
    // Not at this start and not at the next.
    for _ in 0..2 {
        site.kill();
        site = start(&scratch, Lang::En);
        site.settle(&case);
        let page = site.page(&exhibits);
        assert!(page.contains(&site.say("err-work-crashed")), "{page}");
        assert_eq!(incoming(&scratch, &case).len(), 1, "what was received is still there");
    }
    site.fill(&site.page(&exhibits), &format!("/case/{case}/again"), &[("what", "intake")]);
    site.settle(&case);
    let page = site.page(&exhibits);
    assert!(page.contains("deadly.csv") && !page.contains("role=\"alert\""), "{page}");
}

#[test]
fn a_case_that_was_being_deleted_is_gone_after_the_next_start() {
    let scratch = Scratch::new();
    let mut site = start(&scratch, Lang::Ja);
    let (kept, gone) = (site.begin(words(Lang::Ja)), site.begin(words(Lang::Ja)));
    site.kill();
    let cases = scratch.path("data/cases");
    fs::rename(cases.join(&gone), cases.join(format!("{gone}.deleted"))).unwrap();
    // A folder that the records do not know is evidence all the same.
    fs::create_dir(cases.join("unknown")).unwrap();
    overwrite(&cases.join("unknown/statement.csv"), b"a");
    let site = start(&scratch, Lang::Ja);
    let page = site.page("/cases");
    assert!(page.contains(&kept) && !page.contains(&gone), "{page}");
    assert!(!cases.join(format!("{gone}.deleted")).exists());
    assert!(cases.join("unknown/statement.csv").exists());
}

#[test]
fn a_second_start_hands_over_to_the_first() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    let part = scratch.path(&format!("data/cases/{case}/incoming/being-received"));
    overwrite(&part, b"half");
    let second = command(&scratch, Lang::En).arg("--no-browser").output().unwrap();
    assert_eq!(second.status.code(), Some(0));
    assert_eq!(String::from_utf8(second.stdout).unwrap().trim(), site.address);
    assert!(part.exists(), "the second took what the first was receiving");
    let files = tree(&scratch.path("data"));
    let token = between(&format!("{}|", site.address), "token=", "|").unwrap().to_owned();
    let holds = |bytes: &Vec<u8>| bytes.windows(token.len()).any(|part| part == token.as_bytes());
    let holding: Vec<&PathBuf> =
        files.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect();
    assert_eq!(holding, [&PathBuf::from("app.address")]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let about = fs::metadata(scratch.path("data/app.address")).unwrap();
        assert_eq!(about.permissions().mode() & 0o077, 0, "for nobody else");
    }
}
