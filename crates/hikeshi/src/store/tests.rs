//! The store after a restart, and what it refuses.

use super::*;
use hikeshi_case::time::Time;
use hikeshi_seal::Vault;

fn case(id: &str) -> Case {
    Case {
        id: id.to_owned(),
        title: "残高がゼロ".to_owned(),
        kind: "account_takeover".to_owned(),
        urgency: "minutes".to_owned(),
        made_up: false,
        opened_at: Time::from_seconds(1_772_377_200),
        closed_at: None,
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn what_was_entered_is_there_after_a_restart() {
    let dir = Vault::temporary().unwrap();
    let at = Time::from_seconds(1_772_380_000);
    run(async {
        let store = Store::open(dir.dir()).await.unwrap();
        store.add_case(&case("a1")).await.unwrap();
        let upload = Upload {
            id: "u1".into(),
            case_id: "a1".into(),
            name: "取引履歴.csv".into(),
            size_bytes: 12,
            received_at: at,
        };
        store.receive("j1", &[upload], at).await.unwrap();
        store.tick("a1", "change_password", Some(at)).await.unwrap();
        store.answer("a1", "site", &["japan"], at).await.unwrap();
        store.start_timer("a1", "freeze", Some(at)).await.unwrap();
        store.close().await;
    });
    run(async {
        let store = Store::open(dir.dir()).await.unwrap();
        assert_eq!(store.case("a1").await.unwrap(), case("a1"));
        let job = store.next_job().await.unwrap().unwrap();
        assert_eq!((job.what, job.is_open), (What::Intake, true));
        let waiting = store.uploads("a1").await.unwrap();
        assert_eq!(waiting[0].name, "取引履歴.csv");
        store.sealed(&waiting).await.unwrap();
        store.end_job("j1", "", "", at).await.unwrap();
        assert_eq!(store.next_job().await.unwrap(), None);
        assert_eq!(store.ticks("a1").await.unwrap()["change_password"], at);
        assert_eq!(store.answers("a1").await.unwrap()["site"], ["japan"]);
        assert_eq!(store.timers("a1").await.unwrap()["freeze"], at);
        store.forget_case("a1").await.unwrap();
        assert!(store.ticks("a1").await.unwrap().is_empty());
        assert_eq!(store.case("a1").await.unwrap_err().code, "no-such-page");
    });
}

#[test]
fn the_same_work_is_asked_for_once() {
    let dir = Vault::temporary().unwrap();
    run(async {
        let store = Store::open(dir.dir()).await.unwrap();
        let at = Time::from_seconds(1);
        store.ask("j1", "a1", What::Dossier, at).await.unwrap();
        store.ask("j2", "a1", What::Dossier, at).await.unwrap();
        assert_eq!(store.jobs_of("a1").await.unwrap().len(), 1);
        store.end_job("j1", "disk-full", "x", at).await.unwrap();
        store.ask("j3", "a1", What::Dossier, at).await.unwrap();
        let jobs = store.jobs_of("a1").await.unwrap();
        assert_eq!(jobs[0].id, "j3");
    });
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let dir = Vault::temporary().unwrap();
    let path = dir.dir().join(FILE);
    std::fs::File::create(&path).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), &[7; 4096]).unwrap();
    let refused = run(Store::open(dir.dir())).unwrap_err();
    assert_eq!(refused.code, "store-damaged");
    assert_eq!(std::fs::read(&path).unwrap(), [7; 4096]);
}
