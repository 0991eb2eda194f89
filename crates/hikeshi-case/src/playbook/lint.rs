//! Is the data of the playbooks sound? Every rule is shown to speak: a library changed to break it must
//! be found out.

use super::data::SourceKind as Kind;
use super::*;
use std::collections::BTreeSet;

type Faults = Vec<String>;
type Rule = fn(&Library) -> Faults;
/// Breaks the rule it stands beside.
type Mutant = fn(&mut Library);

/// What findings call for, by the keys of its words.
const CALLED: &str = include_str!("../../../hikeshi/locales/en/steps.ftl");
/// Kinds in which police are consulted, at once or when something was lost.
const POLICE: &str = "account_takeover sim_swap address_poisoning investment_scam device_malware \
    api_key_abuse recovery_scam phishing_contact fiat_p2p";
/// Kinds in which money is lost: the next to write offers to recover it.
const LOST: &str = "account_takeover sim_swap address_poisoning investment_scam device_malware \
    api_key_abuse recovery_scam phishing_contact fiat_p2p sent_wrong_address false_info_trade";
const STARTS: &str = "freeze_granted security_change two_factor_reset two_factor_requested \
    account_disabled complaint_made deposit_confirmed lers_requested api_key_created";
const CLOCK: (&str, &str) = (
    "7日以内(旧版の案内では24時間)。過ぎても届け出る",
    "Within 7 days (an older version said 24 hours). Report even after that.",
);
/// Asks for a secret, in any text.
const ASKS: [&str; 12] = [
    "パスワードを教え",
    "パスワードを送",
    "秘密鍵を教え",
    "秘密鍵を送",
    "秘密鍵を入力",
    "コードを教え",
    "コードを送",
    "シードフレーズを",
    "send your password",
    "enter your seed",
    "your seed phrase",
    "your private key",
];
/// Named in words to be said or pasted, where no secret has a place.
const SECRETS: [&str; 6] =
    ["パスワード", "秘密鍵", "認証コード", "password", "private key", "seed phrase"];
/// Blames, alarms, accuses or promises.
const HARSH: [&str; 14] = [
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
    "your fault",
    "careless",
    "thief",
    "hacker",
];

const RULES: [(&str, Rule, Mutant); 20] = [
    ("ids resolve", ids_resolve, |it| step(it).timer = Some("nobody".to_owned())),
    ("conditions and answers know their facts", facts_are_known, |it| {
        it.playbooks[0].uses[0].when = Condition::parse("hops = many").unwrap();
    }),
    ("the phases a kind needs", phases, |it| it.playbooks[0].uses.truncate(3)),
    ("data lie in the order of the incident", order, |it| it.playbooks[0].uses.reverse()),
    ("what cannot be undone tells its cost", drastic_has_cost, |it| step(it).cost.en.clear()),
    ("positions are looked at before a drastic step", positions_first, |it| {
        it.playbooks[0].forks.clear();
        it.playbooks[0].uses.retain(|its| its.step != "check_open_positions");
    }),
    ("sources carry what rests on them", sources_carry, |it| {
        step(it).standing = Standing::Official;
    }),
    ("what is unconfirmed sends to the official page", unconfirmed_says_so, |it| {
        step(it).how = Wording { ja: "する".to_owned(), en: "Do it.".to_owned() };
    }),
    ("both languages", both_languages, |it| step(it).why.en.clear()),
    ("calls are those of findings", calls_exist, |it| step(it).calls.push("nobody".to_owned())),
    ("every call is answered", calls_answered, |it| step(it).calls.clear()),
    ("titles are short", lengths, |it| step(it).title.ja = "長".repeat(41)),
    ("numbers to call have a source", numbers_have_sources, |it| {
        step(it).how.ja.push_str("03-1234-5678");
    }),
    ("no secret is asked for", no_secret_asked, |it| step(it).say.ja = "パスワードは".to_owned()),
    ("the freeze clock's wording", freeze_clock, |it| {
        step(it).why.ja = "7日以内に届け出ます".to_owned();
    }),
    ("no harsh word", no_harsh_word, |it| step(it).why.ja.push('！')),
    ("police, whatever the amount", police, |it| {
        it.playbooks[0].uses.retain(|its| its.step != "consult_police");
    }),
    ("stop sign for recovery", stop_sign, |it| {
        it.playbooks[0].uses.retain(|its| its.step != "recovery_stop_sign");
    }),
    ("few steps at first sight", few, |it| {
        for its in &mut it.playbooks[0].uses {
            (its.when, its.hide_unknown) = (Condition::Always, false);
        }
    }),
    ("sources and timers are whole", whole, |it| {
        it.timers.get_mut("freeze_clock").unwrap().hours.reverse();
    }),
];

fn library() -> Library {
    Library::load().unwrap()
}

/// The step that the mutants break.
fn step(library: &mut Library) -> &mut Step {
    library.steps.get_mut("disable_account").unwrap()
}

#[test]
fn the_data_is_sound() {
    let library = library();
    assert_eq!(library.playbooks.len(), 28);
    let faults: Faults = RULES
        .iter()
        .flat_map(|(name, rule, _)| {
            rule(&library).into_iter().map(move |it| format!("{name}: {it}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_finds_its_breach() {
    for (name, rule, mutant) in RULES {
        let mut library = library();
        let before = rule(&library).len();
        mutant(&mut library);
        assert!(rule(&library).len() > before, "{name}");
    }
}

#[test]
fn what_is_past_its_review_date_is_found() {
    let library = library();
    assert!(library.overdue("2027-01-31").is_empty());
    let uncertain = library.sources.values().filter(|source| source.uncertain).count();
    assert_eq!(library.overdue("2027-02-01").len(), uncertain);
    assert_eq!(library.overdue("2027-05-01").len(), library.sources.len());
}

/// Each playbook with each of its steps.
fn used(library: &Library) -> impl Iterator<Item = (&Playbook, &Use, Option<&Step>)> {
    library
        .playbooks
        .iter()
        .flat_map(move |it| it.uses.iter().map(move |its| (it, its, library.steps.get(&its.step))))
}

/// Every text of a step with what it is.
fn texts(step: &Step) -> [(&'static str, &Wording); 7] {
    [
        ("title", &step.title),
        ("where", &step.place),
        ("how", &step.how),
        ("why", &step.why),
        ("avoid", &step.avoid),
        ("cost", &step.cost),
        ("say", &step.say),
    ]
}

/// Every text there is, with where it stands; one that may be left out has a space in its place.
fn all_texts(library: &Library) -> Vec<(String, &Wording)> {
    let mut all = Vec::new();
    for step in library.steps.values() {
        all.extend(texts(step).map(|(part, text)| (format!("{} {part}", step.id), text)));
    }
    for fork in library.forks.values() {
        all.push((fork.id.clone(), &fork.ask));
        all.extend(fork.answer.iter().map(|it| (format!("{} {}", fork.id, it.id), &it.text)));
    }
    for timer in library.timers.values() {
        all.push((timer.id.clone(), &timer.name));
        all.push((timer.id.clone(), &timer.text));
    }
    for playbook in &library.playbooks {
        all.push((playbook.kind.clone(), &playbook.lead));
        let why = |its: &'_ Use| format!("{} {}", playbook.kind, its.step);
        all.extend(playbook.uses.iter().map(|its| (why(its), &its.why)));
    }
    all.extend(library.sources.values().map(|it| (it.id.clone(), &it.name)));
    all.extend(library.facts.iter().map(|it| (it.id.clone(), &it.name)));
    all
}

fn ids_resolve(library: &Library) -> Faults {
    let mut faults = Faults::new();
    let mut need = |known: bool, at: &str, id: &str| {
        if !known {
            faults.push(format!("{at} names {id}"));
        }
    };
    for step in library.steps.values() {
        step.source.iter().for_each(|id| need(library.sources.contains_key(id), &step.id, id));
        step.timer.iter().for_each(|id| need(library.timers.contains_key(id), &step.id, id));
    }
    for timer in library.timers.values() {
        timer.source.iter().for_each(|id| need(library.sources.contains_key(id), &timer.id, id));
    }
    for playbook in &library.playbooks {
        playbook
            .forks
            .iter()
            .for_each(|id| need(library.forks.contains_key(id), &playbook.kind, id));
        let mut seen = BTreeSet::new();
        for its in &playbook.uses {
            let once = seen.insert(&its.step);
            need(once && library.steps.contains_key(&its.step), &playbook.kind, &its.step);
        }
    }
    let steps: BTreeSet<&str> = used(library).map(|(_, its, _)| its.step.as_str()).collect();
    library.steps.keys().for_each(|id| need(steps.contains(id.as_str()), "no kind", id));
    let resting = library.steps.values().flat_map(|it| &it.source);
    let rests: BTreeSet<&String> =
        resting.chain(library.timers.values().flat_map(|it| &it.source)).collect();
    library.sources.keys().for_each(|id| need(rests.contains(id), "no step", id));
    let watched: BTreeSet<&String> =
        library.steps.values().filter_map(|it| it.timer.as_ref()).collect();
    library.timers.keys().for_each(|id| need(watched.contains(id), "no step", id));
    let asked: BTreeSet<&String> = library.playbooks.iter().flat_map(|it| &it.forks).collect();
    library.forks.keys().for_each(|id| need(asked.contains(id), "no kind", id));
    faults
}

fn facts_are_known(library: &Library) -> Faults {
    let fits = |key: &str, value: &Value| {
        if let Some(code) = key.strip_prefix("finding.") {
            let known = crate::check::ALL.iter().any(|check| check.code().key() == code);
            return known && matches!(value, Value::Flag(_));
        }
        let fact = library.facts.iter().find(|fact| fact.id == key);
        fact.is_some_and(|fact| match (fact.kind, value) {
            (FactType::Flag, Value::Flag(_)) | (FactType::Number, Value::Number(_)) => true,
            (FactType::Choice, Value::Choice(word)) => fact.choices.contains(word),
            _ => false,
        })
    };
    let mut faults = Faults::new();
    for (playbook, its, _) in used(library) {
        let wrong = its.when.asks().into_iter().filter(|(key, value)| !fits(key, value));
        faults.extend(wrong.map(|(key, _)| format!("{} {}: {key}", playbook.kind, its.step)));
    }
    for fork in library.forks.values() {
        let asks = fork.when.asks().into_iter().map(|(key, value)| (key.to_owned(), value.clone()));
        let sets = fork.answer.iter().flat_map(Answer::facts);
        let wrong = asks.chain(sets).filter(|(key, value)| !fits(key, value));
        faults.extend(wrong.map(|(key, _)| format!("{}: {key}", fork.id)));
    }
    for fact in &library.facts {
        if fact.assumed().is_some_and(|value| !fits(&fact.id, &value)) {
            faults.push(fact.id.clone());
        }
    }
    faults
}

fn phases(library: &Library) -> Faults {
    let needed = [
        [Phase::First, Phase::Contain],
        [Phase::Preserve, Phase::Examine],
        [Phase::Report, Phase::Report],
        [Phase::Prevent, Phase::Prevent],
    ];
    let mut faults = Faults::new();
    for playbook in &library.playbooks {
        let has: Vec<Phase> = used(library)
            .filter(|(it, ..)| it.kind == playbook.kind)
            .filter_map(|(_, _, step)| Some(step?.phase))
            .collect();
        for either in needed {
            if !either.iter().any(|phase| has.contains(phase)) {
                faults.push(format!("{} has no {}", playbook.kind, either[0].key()));
            }
        }
    }
    faults
}

fn order(library: &Library) -> Faults {
    let phase = |its: &Use| library.steps.get(&its.step).map(|step| step.phase);
    let mut faults = Faults::new();
    for playbook in &library.playbooks {
        for pair in playbook.uses.windows(2).filter(|pair| phase(&pair[0]) > phase(&pair[1])) {
            faults.push(format!("{}: {} after {}", playbook.kind, pair[1].step, pair[0].step));
        }
    }
    faults
}

fn drastic_has_cost(library: &Library) -> Faults {
    let lacking = |step: &&Step| {
        let told =
            step.cost.ja.contains("建玉") && step.cost.en.to_lowercase().contains("position");
        step.drastic && !told
    };
    library.steps.values().filter(lacking).map(|step| step.id.clone()).collect()
}

fn positions_first(library: &Library) -> Faults {
    let mut faults = Faults::new();
    for (playbook, its, step) in used(library) {
        let before = playbook.uses.iter().take_while(|other| other.step != its.step);
        let looked = before.into_iter().any(|other| other.step == "check_open_positions");
        let asked = playbook.forks.iter().any(|fork| fork == "open_positions");
        let disables = its.step.starts_with("disable_");
        let fine = if disables { looked } else { looked || asked };
        if step.is_some_and(|step| step.drastic) && !fine {
            faults.push(format!("{}: {}", playbook.kind, its.step));
        }
    }
    faults
}

fn sources_carry(library: &Library) -> Faults {
    let carries = |id: &String| {
        let speaks = [Kind::Official, Kind::Authority, Kind::Association, Kind::Law];
        let found = library.sources.get(id);
        found.is_some_and(|source| !source.uncertain && speaks.contains(&source.kind))
    };
    let lacking = |step: &&Step| match step.standing {
        Standing::Official => !step.source.iter().any(carries),
        Standing::Unconfirmed => step.source.is_empty(),
        Standing::Practice => false,
    };
    library.steps.values().filter(lacking).map(|step| step.id.clone()).collect()
}

fn unconfirmed_says_so(library: &Library) -> Faults {
    let says = |step: &Step| {
        let own = [&step.how, &step.why];
        own.iter().any(|text| text.ja.contains("公式"))
            && own.iter().any(|text| text.en.contains("official"))
    };
    let unconfirmed = library.steps.values().filter(|it| it.standing == Standing::Unconfirmed);
    unconfirmed.filter(|step| !says(step)).map(|step| step.id.clone()).collect()
}

fn both_languages(library: &Library) -> Faults {
    let optional = |at: &str| at.contains(' ');
    let whole = |at: &str, text: &Wording| {
        let one = text.ja.is_empty() != text.en.is_empty();
        !one && (!text.is_empty() || optional(at))
    };
    let all = all_texts(library).into_iter();
    let mut faults: Faults = all.filter(|(at, text)| !whole(at, text)).map(|(at, _)| at).collect();
    let bare = |step: &&Step| step.title.is_empty() || step.how.is_empty();
    faults.extend(library.steps.values().filter(bare).map(|step| step.id.clone()));
    faults
}

fn called() -> BTreeSet<&'static str> {
    let key = |line: &'static str| line.strip_prefix("step-")?.split(" =").next();
    CALLED.lines().filter_map(key).collect()
}

fn calls_exist(library: &Library) -> Faults {
    let known = called();
    let calls = library.steps.values().flat_map(|step| &step.calls);
    calls.filter(|call| !known.contains(call.as_str())).cloned().collect()
}

fn calls_answered(library: &Library) -> Faults {
    let calls = library.steps.values().flat_map(|step| &step.calls);
    let answered: BTreeSet<&str> = calls.map(String::as_str).collect();
    called().difference(&answered).map(ToString::to_string).collect()
}

fn lengths(library: &Library) -> Faults {
    let long = |step: &&Step| step.title.ja.chars().count() > 40 || step.title.en.len() > 80;
    let sentences = |text: &str| text.matches(['。', '.']).count();
    let wordy = |step: &&Step| sentences(&step.how.ja) > 5;
    library.steps.values().filter(|it| long(it) || wordy(it)).map(|it| it.id.clone()).collect()
}

/// Whether a text holds something to call: `0570-016811`, `#9110`.
fn has_number(text: &str) -> bool {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    let phone = |piece: &str| {
        let digits = piece.chars().filter(char::is_ascii_digit).count();
        piece.starts_with('0') && piece.contains('-') && digits >= 9
    };
    text.contains("#9110") || text.contains("188") || pieces.into_iter().any(phone)
}

fn numbers_have_sources(library: &Library) -> Faults {
    let certain = |id: &String| library.sources.get(id).is_some_and(|source| !source.uncertain);
    let shows = |step: &&Step| {
        texts(step).iter().any(|(_, text)| has_number(&text.ja) || has_number(&text.en))
    };
    let lacking = |step: &&Step| !step.source.iter().any(certain);
    let steps = library.steps.values().filter(shows).filter(lacking);
    let mut faults: Faults = steps.map(|step| step.id.clone()).collect();
    for playbook in &library.playbooks {
        if has_number(&playbook.lead.ja) || has_number(&playbook.lead.en) {
            faults.push(playbook.kind.clone());
        }
    }
    faults
}

fn no_secret_asked(library: &Library) -> Faults {
    let names = |text: &Wording, words: &[&str]| {
        let en = text.en.to_lowercase();
        words.iter().any(|word| text.ja.contains(word) || en.contains(word))
    };
    // What not to do may name it.
    let told = all_texts(library).into_iter().filter(|(at, _)| !at.ends_with(" avoid"));
    let asks = |at: &str, text: &Wording| {
        names(text, &ASKS) || at.ends_with(" say") && names(text, &SECRETS)
    };
    told.filter(|(at, text)| asks(at, text)).map(|(at, _)| at).collect()
}

fn freeze_clock(library: &Library) -> Faults {
    let mut faults = Faults::new();
    let clock = library.timers.get("freeze_clock");
    if clock.is_none_or(|it| (it.text.ja.as_str(), it.text.en.as_str()) != CLOCK) {
        faults.push("timer".to_owned());
    }
    for (at, text) in all_texts(library) {
        let ja = text.ja.contains("7日") && !text.ja.contains(CLOCK.0);
        if ja || text.en.contains("7 days") && !text.en.contains(CLOCK.1) {
            faults.push(at);
        }
    }
    faults
}

fn no_harsh_word(library: &Library) -> Faults {
    let harsh = |text: &Wording| {
        let en = text.en.to_lowercase();
        HARSH.iter().any(|word| text.ja.contains(word) || en.contains(word))
    };
    // A source is called as it calls itself; what the owner says is the owner's own word.
    let theirs = |at: &str| library.sources.contains_key(at) || at.ends_with(" say");
    let ours = all_texts(library).into_iter().filter(|(at, _)| !theirs(at));
    ours.filter(|(_, text)| harsh(text)).map(|(at, _)| at).collect()
}

/// Kinds that do not surely show a step once money was lost.
fn without(library: &Library, kinds: &str, step: &str) -> Faults {
    let lost = ["money_lost", "money_left"].map(|key| (key.to_owned(), Value::Flag(true)));
    let facts = Facts::from(lost);
    let lacking = |kind: &&str| {
        let plan = plan(library, kind, &facts).unwrap();
        let mut shown = plan.phases.iter().flat_map(|(_, steps)| steps);
        !shown.any(|shown| shown.step.id == step && shown.applies)
    };
    kinds.split(' ').filter(lacking).map(str::to_owned).collect()
}

fn police(library: &Library) -> Faults {
    let mut faults = without(library, POLICE, "consult_police");
    let title = library.steps.get("consult_police").map(|step| &step.title);
    let whatever = |title: &Wording| {
        title.ja.contains("金額にかかわらず") && title.en.contains("whatever the amount")
    };
    if !title.is_some_and(whatever) {
        faults.push("consult_police".to_owned());
    }
    faults
}

fn stop_sign(library: &Library) -> Faults {
    without(library, LOST, "recovery_stop_sign")
}

fn few(library: &Library) -> Faults {
    let shown = |kind: &str| {
        let plan = plan(library, kind, &Facts::new()).unwrap();
        let kept = plan.phases.iter().filter(|(phase, _)| *phase != Phase::Prevent);
        kept.map(|(_, steps)| steps.len()).sum::<usize>()
    };
    let kinds = library.playbooks.iter().map(|it| (&it.kind, shown(&it.kind)));
    kinds.filter(|(_, count)| *count > 16).map(|(kind, count)| format!("{kind}: {count}")).collect()
}

fn whole(library: &Library) -> Faults {
    let day = |text: &str| {
        let parts: Vec<usize> = text.split('-').map(str::len).collect();
        let digits = text.chars().all(|c| c.is_ascii_digit() || c == '-');
        digits && [&[4][..], &[4, 2], &[4, 2, 2]].contains(&parts.as_slice())
    };
    let mut faults = Faults::new();
    for source in library.sources.values() {
        let dated = source.dated.is_empty() || day(&source.dated) && source.dated <= source.seen;
        let review = source.review_by.len() == 10 && day(&source.review_by);
        let fine = dated && review && day(&source.seen) && source.seen < source.review_by;
        if !fine || !source.url.starts_with("https://") || source.url.contains(' ') {
            faults.push(source.id.clone());
        }
    }
    for timer in library.timers.values() {
        let rising = timer.hours.is_sorted() && !timer.hours.is_empty();
        let starts = STARTS.split(' ').any(|start| start == timer.from);
        if !rising || !starts || timer.source.is_empty() {
            faults.push(timer.id.clone());
        }
    }
    faults
}
