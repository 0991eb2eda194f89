//! What a frightened person meets first: triage, the first things, the playbooks, in both languages.

use hikeshi_seal::Vault;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hikeshi"));
    command.args(args).env("LC_ALL", "C").env("TZ", "UTC");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Answers are streamed, so that a full pipe of them must not keep the input from going in.
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

fn said(args: &[&str]) -> String {
    let output = run(args, b"");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = run(args, b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Places in a text, which must stand in this order.
fn in_order(text: &str, parts: &[&str]) {
    let places: Vec<usize> = parts
        .iter()
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} in {text}")))
        .collect();
    assert!(places.is_sorted(), "{parts:?} {places:?}");
}

#[test]
fn an_empty_account_is_answered_in_the_language_of_the_text() {
    let ja = said(&["triage", "残高がゼロになっています"]);
    in_order(
        &ja,
        &[
            "考えられる状況：",
            "いますぐ",
            "ゼロになっ",
            "身に覚えのない出金",
            "まずやること",
            "1. ",
            "口座を停止する",
            "先に知っておくこと：",
            "hikeshi playbook account_takeover",
        ],
    );
    let en = said(&["triage", "my balance is zero"]);
    in_order(
        &en,
        &[
            "What it looks like: account takeover",
            "now (minutes count)",
            "One question first",
            "First things",
            "Disable the account",
            "Know before:",
        ],
    );
    let asked = said(&["triage", "--lang", "en", "残高がゼロになっています"]);
    assert!(asked.contains("First things"), "{asked}");
}

#[test]
fn an_answer_narrows_and_a_wrong_one_is_refused() {
    let found = said(&[
        "triage",
        "--button",
        "balance_down",
        "--json",
        "--answer",
        "is_withdrawal_listed=no",
        "--answer",
        "in_another_wallet=yes",
    ]);
    assert_eq!(json(&found)["kind"], "not_trouble");
    let words = said(&["triage", "--lang", "ja", "--button", "other"]);
    assert!(words.contains("いま、何が見えていますか。"), "{words}");
    let text = "残高がゼロ";
    for wrong in ["is_withdrawal_listed=timer", "nobody=yes", "yes"] {
        assert!(refused(&["triage", text, "--answer", wrong]).contains(wrong));
    }
    for (args, word) in [
        (vec!["triage", ""], "no text"),
        (vec!["triage", "--button", "nobody"], "nobody"),
        (vec!["playbook", "nobody"], "nobody"),
        (vec!["playbook", "sim_swap", "--fact", "hops=many"], "hops=many"),
        (vec!["playbook", "sim_swap", "--fact", "nobody=yes"], "nobody=yes"),
    ] {
        assert!(refused(&args).contains(word), "{args:?}");
    }
}

#[test]
fn no_line_is_dropped_whatever_it_holds() {
    let mut input = "残高がゼロ\r\n\nthanks\n".as_bytes().to_vec();
    input.extend(b"\xff\xfe broken \x00\n");
    input.extend("出金できない。".repeat(20_000).as_bytes());
    input.extend(b"\nmy balance is zero");
    let output = run(&["triage", "--lines", "--json"], &input);
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = answers.lines().map(json).collect();
    assert_eq!(answers.len(), 6);
    let keys: Vec<&String> = answers[0].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 5, "{keys:?}");
    for key in ["kind", "urgency", "alternatives", "question", "because"] {
        assert!(answers.iter().all(|answer| answer.get(key).is_some()), "{key}");
    }
    assert_eq!(answers[0]["because"][0]["start"], 0);
    assert_eq!(
        (&answers[0]["kind"], &answers[5]["kind"]),
        (&answers[5]["kind"], &json("\"account_takeover\""))
    );
    assert!(run(&["triage", "--lines", "--json"], b"").stdout.is_empty());
}

#[test]
fn every_kind_has_its_page_that_needs_nothing_else() {
    let vault = Vault::temporary().unwrap();
    let file = vault.dir().join("page.html");
    let path = file.to_str().unwrap();
    let list = said(&["firstaid", "--list"]);
    let kinds: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(kinds.len(), 28);
    for kind in kinds {
        said(&["firstaid", kind, "--out", path]);
        let page = fs::read_to_string(&file).unwrap();
        for outside in ["<script", "src=", "@import", "url(", "<link", "<a href=\"http"] {
            assert!(!page.contains(outside), "{kind} {outside}");
        }
        assert_eq!(page.matches("<main").count(), 2, "{kind}");
        assert_eq!(page.matches("<svg").count(), 2, "{kind}");
        in_order(&page, &["id=\"en\"", "· First things", "id=\"ja\"", "· まずやること"]);
    }
    fs::File::create(&file).unwrap().write_all(b"my own").unwrap();
    assert!(refused(&["firstaid", "sim_swap", "--out", path]).contains("page.html"));
    assert_eq!(fs::read(&file).unwrap(), b"my own");
}

#[test]
fn a_helper_reads_who_acts_and_never_touches_a_password() {
    let ja = said(&["playbook", "account_takeover", "--lang", "ja", "--family"]);
    in_order(
        &ja,
        &[
            "そばで手伝う人へ",
            "聞かず、見ず、預かりません",
            "ご本人の同意",
            "電話での聞き取り",
            "1. ",
            "ご本人にしてもらう：口座を停止する",
        ],
    );
    let en = said(&["playbook", "account_takeover", "--lang", "en", "--family"]);
    in_order(
        &en,
        &[
            "For whoever is helping",
            "The owner's consent",
            "Telephone interview",
            "Have them do this: Disable the account",
        ],
    );
}

#[test]
fn facts_change_the_plan_and_old_sources_are_marked() {
    let plan = |facts: &[&str]| {
        let mut args = vec!["playbook", "account_takeover", "--json"];
        args.extend(facts.iter().flat_map(|fact| ["--fact", *fact]));
        json(&said(&args))
    };
    let steps = |plan: &Value| -> Vec<String> {
        let phases = plan["phases"].as_array().unwrap().iter();
        let steps = phases.flat_map(|phase| phase["steps"].as_array().unwrap());
        steps.map(|step| step["key"].as_str().unwrap().to_owned()).collect()
    };
    let open = plan(&[]);
    assert!(steps(&open).contains(&"disable_account".to_owned()));
    let found = plan(&["withdrawal_listed=no", "other_wallet=found"]);
    assert!(!steps(&found).contains(&"disable_account".to_owned()));
    assert!(steps(&plan(&["in_danger=yes"])).contains(&"call_110".to_owned()));
    let exported = json(&said(&["playbook", "account_takeover", "--format", "cacao"]));
    assert_eq!(exported["spec_version"], "cacao-2.0");
}
