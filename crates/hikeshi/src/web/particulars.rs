//! 自分について: what only the person knows of themselves, for the letters. It lies beside the sealed case
//! as the file that `hikeshi enquiry --about` reads, and goes nowhere but into letters the person sends.

use super::App;
use super::page::{Place, Tab, go, hidden, page};
use super::visit::{Form, Visit};
use crate::error::{Error, Result};
use crate::job::blocking;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::enquiry::Particulars;
use hikeshi_case::screen::secret;
use hikeshi_case::time::{Time, parse_civil};
use maud::{Markup, html};
use std::path::PathBuf;
use toml::{Table, Value};

/// How a field is asked for.
#[derive(Clone, Copy)]
enum Ask {
    /// A line.
    Line,
    /// Some lines.
    Words,
    /// One thing a line.
    List,
    /// Yes, no, or not said.
    Flag,
    /// An instant.
    At,
    /// One of these words.
    One(&'static [&'static str]),
}

use Ask::{At, Flag, Line, List, One};
/// Like [`Ask::Words`].
const LONG: Ask = Ask::Words;

type Fields = &'static [(&'static str, Ask)];

/// Tables that stand there once, with their fields in the order they are asked.
const ONCE: [(&str, Fields); 7] = [
    (
        "person",
        &[
            ("name", Line),
            ("kana", Line),
            ("address", Line),
            ("phone", Line),
            ("mail", Line),
            ("occupation", Line),
            ("born", Line),
            ("residence", Line),
        ],
    ),
    (
        "account",
        &[
            ("site", One(&["japan", "global"])),
            ("exchange", Line),
            ("uid", Line),
            ("mail", Line),
            ("identity_verified", Flag),
            ("last_login_at", At),
            ("device", Line),
            ("vpn", Flag),
        ],
    ),
    (
        "story",
        &[
            ("noticed_at", At),
            ("noticed_how", Line),
            ("what", LONG),
            ("who_sent", One(&["not_me", "me", "me_persuaded"])),
            ("done", List),
        ],
    ),
    ("statement", &[("text", LONG), ("signed", Flag), ("signed_on", Line)]),
    (
        "police",
        &[
            ("station", Line),
            ("number", Line),
            ("officer", Line),
            ("day", Line),
            ("expected_by", Line),
        ],
    ),
    ("ownership", &[("proof", LONG)]),
    ("lawyer", &[("goal", LONG), ("budget", Line), ("opponent_known", Flag), ("terms", Line)]),
];

/// Tables that stand there as often as needed.
const SEVERAL: [(&str, Fields); 4] = [
    ("rate", &[("asset", Line), ("currency", Line), ("price", Line), ("source", Line)]),
    ("receiving", &[("exchange", Line), ("address", Line), ("why", Line), ("own_account", Flag)]),
    ("hop", &[("txid", Line), ("address", Line), ("network", Line), ("at", At), ("amount", Line)]),
    (
        "yen",
        &[
            ("from_bank", Line),
            ("bank", Line),
            ("branch", Line),
            ("kind", Line),
            ("number", Line),
            ("holder", Line),
            ("amount", Line),
            ("day", Line),
        ],
    ),
];
/// Rows of one table.
const MOST_ROWS: usize = 50;

impl App {
    fn particulars_file(&self, case_id: &str) -> PathBuf {
        self.work.dir(case_id).join("particulars.toml")
    }

    /// What the person said of themselves; of the made-up case what its invented owner says.
    pub(super) async fn particulars(&self, case_id: &str, made_up: bool) -> Result<Particulars> {
        let text = self.particulars_text(case_id, made_up).await?;
        let path = self.particulars_file(case_id);
        Particulars::read(text.as_bytes())
            .map_err(|fault| Error::particulars(&path, &format!("{}: {}", fault.line, fault.why)))
    }

    async fn particulars_text(&self, case_id: &str, made_up: bool) -> Result<String> {
        let path = self.particulars_file(case_id);
        blocking(move || match std::fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                let empty = "hikeshi_particulars = 1\n";
                Ok(if made_up { crate::demo::PARTICULARS } else { empty }.to_owned())
            }
            Err(cause) => Err(Error::particulars(&path, &cause.to_string())),
        })
        .await
    }
}

/// The form.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let text = app.particulars_text(&id, case.made_up).await?;
    let path = app.particulars_file(&id);
    let known: Table = toml::from_str(&text)
        .map_err(|_| Error::particulars(&path, &path.display().to_string()))?;
    let body = html! {
        h1 { (visit.say("about-title")) }
        p.lead { (visit.say("about-lead")) }
        form method="post" action=(format!("/case/{id}/particulars")) {
            (hidden(&visit))
            @for (table, fields) in ONCE {
                @let known = known.get(table).and_then(Value::as_table);
                fieldset.group {
                    legend { (visit.say(&format!("about-{table}"))) }
                    @for (name, ask) in fields {
                        (field(&visit, (table, name), *ask, &format!("{table}.{name}"), known.and_then(|it| it.get(*name))))
                    }
                }
            }
            @for (table, fields) in SEVERAL {
                @let rows: &[Value] = known.get(table).and_then(Value::as_array).map_or(&[], Vec::as_slice);
                details open[!rows.is_empty()] {
                    summary { (visit.say(&format!("about-{table}"))) }
                    @for at in 0..(rows.len() + 1).min(MOST_ROWS) {
                        fieldset.group {
                            legend { (visit.tell("about-row", &[("number", (at + 1).into())])) }
                            @for (name, ask) in fields {
                                (field(&visit, (table, name), *ask, &format!("{table}.{at}.{name}"), rows.get(at).and_then(|row| row.get(*name))))
                            }
                        }
                    }
                }
            }
            button.main { (visit.say("about-save")) }
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Contact), &visit.say("about-title"), &body))
}

fn field(
    visit: &Visit,
    (table, name): (&str, &str),
    ask: Ask,
    at: &str,
    known: Option<&Value>,
) -> Markup {
    let label = visit.say(&format!("about-{table}-{name}"));
    let text = known.and_then(Value::as_str).unwrap_or_default();
    let options = |words: &[&str], chosen: &str| {
        html! {
            option value="" selected[chosen.is_empty()] { (visit.say("about-not-said")) }
            @for word in words {
                option value=(word) selected[*word == chosen] { (visit.say(&format!("about-{table}-{name}-{word}"))) }
            }
        }
    };
    html! {
        label for=(at) { (label) }
        @match ask {
            Line => { input id=(at) name=(at) value=(text) maxlength="8000" autocomplete="off"; }
            Ask::Words => { textarea id=(at) name=(at) rows="4" maxlength="8000" { (text) } }
            List => {
                @let items = known.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
                textarea id=(at) name=(at) rows="3" { (items.collect::<Vec<_>>().join("\n")) }
            }
            At => { input id=(at) name=(at) type="datetime-local" step="1" value=(on_own_clock(text, visit)); }
            Flag => {
                @let chosen = known.and_then(Value::as_bool);
                select id=(at) name=(at) {
                    option value="" selected[chosen.is_none()] { (visit.say("about-not-said")) }
                    option value="yes" selected[chosen == Some(true)] { (visit.say("about-yes")) }
                    option value="no" selected[chosen == Some(false)] { (visit.say("about-no")) }
                }
            }
            One(words) => { select id=(at) name=(at) { (options(words, text)) } }
        }
    }
}

/// Keeps what was filled in.
pub(super) async fn keep(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let before = app.particulars_text(&id, case.made_up).await?;
    let before: Table = toml::from_str(&before).map_err(|_| Error::bad_form(""))?;
    let table = written(&form, &visit, before)?;
    let text = toml::to_string(&table).map_err(Error::bad_form)?;
    let path = app.particulars_file(&id);
    Particulars::read(text.as_bytes())
        .map_err(|fault| Error::bad_form(format!("{}: {}", fault.line, fault.why)))?;
    blocking(move || crate::folder::replace(&path, text.as_bytes())).await?;
    Ok(go(&format!("/case/{id}/contact")))
}

/// An instant as the person's own clock shows it, as a form takes it.
fn on_own_clock(text: &str, visit: &Visit) -> String {
    let Some(at) = Time::parse_rfc3339(text) else { return String::new() };
    let own = at.plus_seconds(i64::from(visit.zone.offset_s(at))).to_string();
    own.chars().take(19).collect()
}

/// The file as it is written: fields that were left empty do not stand in it; what the form does not ask
/// for stays as it was.
fn written(form: &Form, visit: &Visit, mut whole: Table) -> Result<Table> {
    whole.insert("hikeshi_particulars".to_owned(), Value::Integer(1));
    let row = |fields: Fields, before: &str| -> Result<Table> {
        let mut row = Table::new();
        for (name, ask) in fields {
            let given = form.get(&format!("{before}.{name}")).trim().replace("\r\n", "\n");
            if !given.is_empty() {
                row.insert((*name).to_owned(), value(&given, *ask, visit)?);
            }
        }
        Ok(row)
    };
    for (table, fields) in ONCE {
        let row = row(fields, table)?;
        whole.remove(table);
        if !row.is_empty() {
            whole.insert(table.to_owned(), Value::Table(row));
        }
    }
    for (table, fields) in SEVERAL {
        let beyond = whole.remove(table);
        let beyond = beyond.as_ref().and_then(Value::as_array).into_iter().flatten();
        let beyond: Vec<Value> = beyond.skip(MOST_ROWS).cloned().collect();
        let rows = (0..MOST_ROWS).map(|at| row(fields, &format!("{table}.{at}")));
        let rows = rows.collect::<Result<Vec<Table>>>()?;
        let rows = rows.into_iter().filter(|row| !row.is_empty()).map(Value::Table);
        let rows: Vec<Value> = rows.chain(beyond).collect();
        if !rows.is_empty() {
            whole.insert(table.to_owned(), Value::Array(rows));
        }
    }
    Ok(whole)
}

/// A field as it is written. A secret that was typed in by mistake does not touch the disk.
fn value(given: &str, ask: Ask, visit: &Visit) -> Result<Value> {
    Ok(match ask {
        Flag => Value::Boolean(given == "yes"),
        List => {
            let lines = given.lines().map(str::trim).filter(|line| !line.is_empty());
            Value::Array(lines.map(|line| Value::String(secret::masked(line))).collect())
        }
        At => {
            // What the person's own clock showed, as an instant.
            let civil = parse_civil(&given.replace('T', " "), false);
            let civil = civil.ok_or_else(|| Error::bad_form(given))?;
            Value::String(visit.zone.at(civil).to_string())
        }
        Line | Ask::Words | One(_) => Value::String(secret::masked(given)),
    })
}
