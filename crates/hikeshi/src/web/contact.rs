//! 問い合わせ・相談先: the letters of the case with what they still lack, and what was sent to whom.

use super::App;
use super::exhibit::inert;
use super::page::{Place, Tab, go, hidden, moment, page};
use super::visit::{Form, Visit};
use crate::enquiry::mail::{Address, Attachment, Head};
use crate::enquiry::{Letter, Setting, chat, compose, mail, meter, name, paper};
use crate::error::{Error, Result};
use crate::evidence::keyring::hex;
use crate::firstaid::said;
use crate::job::blocking;
use crate::report::{html as printed, pdf, write};
use crate::store::{Case, Enquiry};
use crate::{font, lang};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use hikeshi_case::channel::{Channel, Group, Map};
use hikeshi_case::enquiry::{self as letters, Recipient};
use hikeshi_case::screen::secret;
use hikeshi_case::time::{Time, parse_civil};
use hikeshi_seal::custody::{Custody, Event};
use maud::{Markup, html};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;

/// Characters of a ticket number or a note.
const LONGEST: usize = 400;

/// Everything a letter is made of.
struct Draft {
    enquiry: letters::Enquiry,
    letter: Letter,
}

impl App {
    async fn draft(&self, case: &Case, to: Recipient, lang: lang::Lang) -> Result<Draft> {
        let about = self.particulars(&case.id, case.made_up).await?;
        let examined = self.examined(case).await?;
        let (app, case) = (self.clone(), case.clone());
        blocking(move || {
            let map = Map::load().map_err(|fault| Error::playbooks(&fault))?;
            let order = app.order(&case);
            let enquiry = letters::enquiry(&examined.examination, &about, to);
            let setting = Setting {
                lang,
                zone: &order.person_zone,
                made_up: case.made_up,
                map: &map,
                library: &app.library,
            };
            let letter = compose(&enquiry, &setting);
            Ok(Draft { enquiry, letter })
        })
        .await
    }
}

/// The tab: recipients with their meters, and what was sent.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let sent = app.store.enquiries(&id).await?;
    let about = app.particulars(&id, case.made_up).await?;
    let examined = app.examined(&case).await?;
    let meters: Vec<(Recipient, String)> = Recipient::ALL
        .into_iter()
        .map(|to| {
            let enquiry = letters::enquiry(&examined.examination, &about, to);
            (to, meter::headline(&enquiry.meter, visit.lang))
        })
        .collect();
    let at = format!("/case/{id}");
    let body = html! {
        h1 { (visit.say("contact-title")) }
        p.lead { (visit.say("contact-lead")) }
        p { a href=(format!("{at}/particulars")) { (visit.say("contact-about")) } }
        section {
            h2 { (visit.say("contact-letters")) }
            ul.cases {
                @for (to, headline) in &meters {
                    li {
                        a href=(format!("{at}/contact/{}", to.key())) { (name(*to, visit.lang)) }
                        p.note { (headline) }
                    }
                }
            }
        }
        (tracker(&visit, &app, &id, &sent))
        section {
            h2 { (visit.say("contact-more")) }
            ul.plain {
                li { a href="/channels" { (visit.say("channels-title")) } }
                li { a href="/post" { (visit.say("post-title")) } }
                li { a href="/guide" { (visit.say("guide-title")) } }
            }
        }
    };
    Ok(page(&visit, Place::Case(&case, Tab::Contact), &visit.say("contact-title"), &body))
}

fn tracker(visit: &Visit, app: &App, case_id: &str, sent: &[Enquiry]) -> Markup {
    let now = app.clock.now();
    html! {
        section {
            h2 { (visit.say("tracker-title")) }
            @if sent.is_empty() { p.empty { (visit.say("tracker-none")) } }
            @for it in sent { (tracked(visit, case_id, it, now)) }
            @if !sent.is_empty() {
                p { a href=(format!("/case/{case_id}/contact/log.txt")) download { (visit.say("tracker-log")) } }
            }
        }
    }
}

fn recipient_name(visit: &Visit, key: &str) -> String {
    Recipient::parse(key).map_or_else(|| key.to_owned(), |to| name(to, visit.lang))
}

fn tracked(visit: &Visit, case_id: &str, it: &Enquiry, now: Time) -> Markup {
    let is_late = it.closed_at.is_none() && it.due_at.is_some_and(|due| due <= now);
    html! {
        div.clock #(it.id) {
            h3 { (recipient_name(visit, &it.recipient)) }
            p.note { (visit.say("tracker-sent")) " " (moment(visit, it.sent_at)) }
            @if !it.ticket.is_empty() { p { (visit.tell("tracker-ticket-is", &[("ticket", it.ticket.clone().into())])) } }
            @if !it.note.is_empty() { p { (it.note) } }
            @if let Some(due) = it.due_at {
                p.timer[is_late] { (visit.say(if is_late { "tracker-late" } else { "tracker-due" })) " " (moment(visit, due)) }
                @if is_late { p { (visit.say(&format!("tracker-next-{}", it.recipient))) } }
            }
            @if let Some(at) = it.replied_at { p.note { (visit.say("tracker-replied")) " " (moment(visit, at)) } }
            p { a href=(format!("/case/{case_id}/contact/sent/{}", it.id)) download { (visit.say("tracker-text")) } }
            @if it.closed_at.is_some() {
                p.note { (visit.say("tracker-closed")) }
            } @else {
                details {
                    summary { (visit.say("tracker-change")) }
                    (tracked_form(visit, case_id, it))
                }
            }
        }
    }
}

fn tracked_form(visit: &Visit, case_id: &str, it: &Enquiry) -> Markup {
    let id = &it.id;
    html! {
        form method="post" action=(format!("/case/{case_id}/contact/sent/{id}")) {
            (hidden(visit))
            label for={ "ticket-" (id) } { (visit.say("tracker-ticket")) }
            input id={ "ticket-" (id) } name="ticket" value=(it.ticket) maxlength=(LONGEST) autocomplete="off";
            label for={ "note-" (id) } { (visit.say("tracker-note")) }
            input id={ "note-" (id) } name="note" value=(it.note) maxlength=(LONGEST) autocomplete="off";
            label for={ "due-" (id) } { (visit.tell("tracker-due-when", &[("zone", visit.zone.label().into())])) }
            input id={ "due-" (id) } name="due" type="datetime-local";
            label for={ "reply-" (id) } { (visit.say("tracker-reply")) }
            textarea id={ "reply-" (id) } name="reply" rows="4" {}
            p.note { (visit.say("tracker-reply-note")) }
            div.answers {
                button name="act" value="save" { (visit.say("tracker-save")) }
                button.quiet name="act" value="close" { (visit.say("tracker-close")) }
            }
        }
    }
}

/// One letter: what it lacks, its words, and every form of it.
pub(super) async fn letter(
    State(app): State<App>,
    visit: Visit,
    Path((id, to)): Path<(String, String)>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let to = Recipient::parse(&to).ok_or_else(Error::no_such_page)?;
    let draft = app.draft(&case, to, visit.lang).await?;
    let title = name(to, visit.lang);
    let at = format!("/case/{id}/contact/{}", to.key());
    let pieces = chat::pieces(&draft.letter, chat::PIECE);
    let body = html! {
        h1 { (title) }
        p.lead { (visit.say("enquiry-said-author")) }
        (meter_of(&visit, &id, &draft))
        section {
            h2 { (visit.say("letter-forms")) }
            ul.plain {
                @for tag in ["ja", "en"] {
                    @for ending in ["pdf", "txt", "eml"] {
                        li { a href=(format!("{at}/{tag}.{ending}")) download { (visit.say(&format!("letter-{ending}-{tag}"))) } }
                    }
                }
                li { a href=(mail::mailto(&draft.letter, None)) { (visit.say("letter-mailto")) } }
            }
        }
        @if matches!(to, Recipient::Exchange | Recipient::ReceivingExchange) { section {
            h2 { (visit.say("letter-chat")) }
            p { (visit.say("letter-chat-note")) }
            @for (piece, number) in pieces.iter().zip(1_u32..) {
                @let box_id = format!("piece-{number}");
                label for=(box_id) { (visit.tell("letter-piece", &[("number", i64::from(number).into()), ("all", pieces.len().into())])) }
                textarea id=(box_id) rows="6" readonly { (piece) }
                button.quiet type="button" data-copy=(box_id) hidden { (visit.say("about-copy")) }
            }
        } }
        section {
            h2 { (visit.say("letter-look")) }
            div.dossier { (printed::blocks(&paper::document(&draft.letter).blocks, Some(&format!("/case/{id}/exhibits")))) }
        }
        (sent_form(&visit, &app, &id, &draft)?)
    };
    Ok(page(&visit, Place::Case(&case, Tab::Contact), &title, &body))
}

/// Where something is found, without the names of the file that the command line reads: `[story] what`.
fn without_file_keys(place: &str) -> String {
    let mut out = String::new();
    let mut rest = place;
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        let behind = behind.rsplit_once(']').map_or("", |(_, behind)| behind);
        let is_key = |c: char| c.is_ascii_lowercase() || c == '_' || c == ' ';
        rest = behind.trim_start_matches(is_key);
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn meter_of(visit: &Visit, case_id: &str, draft: &Draft) -> Markup {
    let needs = &draft.enquiry.meter;
    html! {
        section {
            h2 { (visit.say("letter-meter")) }
            p { (meter::headline(needs, visit.lang)) }
            @let missing = needs.missing();
            @if !missing.is_empty() {
                ul.missing {
                    @for need in missing {
                        li {
                            strong { (meter::name(need, visit.lang)) } " "
                            span.note { (without_file_keys(&meter::place(need, visit.lang))) }
                        }
                    }
                }
                p { a href=(format!("/case/{case_id}/particulars")) { (visit.say("contact-about")) } }
            }
        }
    }
}

/// The channels that lead to a recipient; never one to beware of.
fn leads_to(channel: &Channel, to: Recipient) -> bool {
    const NO_LETTER: [&str; 4] = ["social_accounts", "verify_channel", "lers", "disable_account"];
    let group = match to {
        Recipient::Exchange | Recipient::ReceivingExchange => Group::Exchange,
        Recipient::Police => Group::Police,
        Recipient::Lawyer => Group::Advice,
        Recipient::Bank => Group::Bank,
    };
    channel.group == group && !NO_LETTER.contains(&channel.id.as_str())
}

/// What a letter says, in few letters: the form says which one was looked at.
fn mark(letter: &Letter) -> String {
    hex(&Sha256::digest(letter.plain()))
}

fn sent_form(visit: &Visit, app: &App, case_id: &str, draft: &Draft) -> Result<Markup> {
    let to = draft.letter.to;
    let map = Map::load().map_err(|fault| Error::playbooks(&fault))?;
    let now = app.clock.now();
    let local = now.plus_seconds(i64::from(visit.zone.offset_s(now))).to_string();
    let local: String = local.chars().take(16).collect();
    Ok(html! {
        section {
            h2 { (visit.say("letter-sent-title")) }
            p { (visit.say("letter-sent-note")) }
            form method="post" action=(format!("/case/{case_id}/contact/{}", to.key())) {
                (hidden(visit))
                input type="hidden" name="lang" value=(visit.lang.tag());
                input type="hidden" name="letter" value=(mark(&draft.letter));
                label for="channel" { (visit.say("letter-sent-channel")) }
                select #channel name="channel" {
                    option value="" { (visit.say("letter-sent-other")) }
                    @for channel in map.channels.iter().filter(|channel| leads_to(channel, to)) {
                        option value=(channel.id) { (said(&channel.name, visit.lang)) }
                    }
                }
                label for="at" { (visit.tell("letter-sent-at", &[("zone", visit.zone.label().into())])) }
                input #at name="at" type="datetime-local" value=(local);
                label for="ticket" { (visit.say("tracker-ticket")) }
                input #ticket name="ticket" maxlength=(LONGEST) autocomplete="off";
                label for="due" { (visit.tell("tracker-due-when", &[("zone", visit.zone.label().into())])) }
                input #due name="due" type="datetime-local";
                label.check { input type="checkbox" name="seen" value="yes" required; (visit.say("letter-sent-seen")) }
                button.main { (visit.say("letter-sent")) }
            }
        }
    })
}

fn instant(visit: &Visit, given: &str) -> Result<Option<Time>> {
    if given.is_empty() {
        return Ok(None);
    }
    let civil = parse_civil(&given.replace('T', " "), false);
    civil.map(|civil| Some(visit.zone.at(civil))).ok_or_else(|| Error::bad_form(given))
}

fn short(text: &str) -> String {
    secret::masked(&text.trim().chars().take(LONGEST).collect::<String>())
}

/// Records that the person sent a letter: its words are kept beside the case, their hash and the sending are
/// an event of the log. They are the person's own and no exhibit, so that no later dossier carries them on.
pub(super) async fn sent(
    State(app): State<App>,
    visit: Visit,
    Path((id, to)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let to = Recipient::parse(&to).ok_or_else(Error::no_such_page)?;
    let lang = lang::Lang::ALL.into_iter().find(|lang| lang.tag() == form.get("lang"));
    let draft = app.draft(&case, to, lang.unwrap_or(visit.lang)).await?;
    if mark(&draft.letter) != form.get("letter") {
        return Err(Error::letter_changed());
    }
    let map = Map::load().map_err(|fault| Error::playbooks(&fault))?;
    let channel = map.get(form.get("channel")).filter(|channel| leads_to(channel, to));
    let it = Enquiry {
        id: app.fresh_id()?,
        case_id: id.clone(),
        recipient: to.key().to_owned(),
        channel: channel.map(|channel| channel.id.clone()).unwrap_or_default(),
        ticket: short(form.get("ticket")),
        note: String::new(),
        sent_at: instant(&visit, form.get("at"))?.unwrap_or(app.clock.now()),
        due_at: instant(&visit, form.get("due"))?,
        replied_at: None,
        closed_at: None,
    };
    let (path, text) = (app.sent_file(&id, &it.id), draft.letter.plain());
    blocking(move || crate::folder::replace(&path, text.as_bytes())).await?;
    note(&app, &it, Event::Transferred, Some(mark(&draft.letter))).await?;
    app.store.keep_enquiry(&it).await?;
    Ok(go(&format!("/case/{id}/contact#{}", it.id)))
}

impl App {
    fn sent_file(&self, case_id: &str, enquiry: &str) -> PathBuf {
        self.work.dir(case_id).join("sent").join(format!("{enquiry}.txt"))
    }
}

/// What was sent, word for word.
pub(super) async fn sent_text(
    State(app): State<App>,
    Path((id, enquiry)): Path<(String, String)>,
) -> Result<Response> {
    let it = app.store.enquiry(&id, &enquiry).await?;
    let path = app.sent_file(&id, &it.id);
    let text = blocking(move || std::fs::read(&path).map_err(|_| Error::no_such_page())).await?;
    Ok(inert(Body::from(text), "sent.txt"))
}

/// To whom, and under which number, into the case's log.
async fn note(app: &App, it: &Enquiry, event: Event, sent: Option<String>) -> Result<()> {
    let (recipient, receipt) = (Some(it.recipient.clone()), Some(it.ticket.clone()));
    app.with_case(&it.case_id, move |app, case| {
        let receipt = receipt.filter(|ticket| !ticket.is_empty());
        case.note(Custody { recipient, receipt, output_sha256: sent, ..app.act().event(event) })
    })
    .await
}

/// What is new about an enquiry: its number, its due day, a reply, its end.
pub(super) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path((id, enquiry)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let mut it = app.store.enquiry(&id, &enquiry).await?;
    it.ticket = short(form.get("ticket"));
    it.note = short(form.get("note"));
    it.due_at = instant(&visit, form.get("due"))?.or(it.due_at);
    let reply = form.get("reply").trim();
    if !reply.is_empty() {
        let name =
            visit.tell("letter-reply", &[("to", recipient_name(&visit, &it.recipient).into())]);
        app.keep_text(&id, &name, reply).await?;
        it.replied_at = Some(app.clock.now());
        note(&app, &it, Event::Received, None).await?;
    }
    if form.get("act") == "close" {
        it.closed_at = Some(app.clock.now());
    }
    app.store.keep_enquiry(&it).await?;
    Ok(go(&format!("/case/{id}/contact#{}", it.id)))
}

/// A letter as a file: `ja.pdf`, `en.eml` …, or the log of everything sent.
pub(super) async fn file(
    State(app): State<App>,
    Path((id, to, file)): Path<(String, String, String)>,
) -> Result<Response> {
    let case = app.store.case(&id).await?;
    let to = Recipient::parse(&to).ok_or_else(Error::no_such_page)?;
    let (tag, ending) = file.split_once('.').ok_or_else(Error::no_such_page)?;
    let lang = lang::Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
    let draft = app.draft(&case, to, lang.ok_or_else(Error::no_such_page)?).await?;
    let saved = format!("enquiry-{}-{file}", to.key());
    let (own, ending) = (app.clone(), ending.to_owned());
    let bytes = blocking(move || formed(&own, &draft.letter, &ending)).await?;
    Ok(inert(Body::from(bytes), &saved))
}

fn formed(app: &App, letter: &Letter, ending: &str) -> Result<Vec<u8>> {
    let on_paper = || {
        let font = font::find(None, &app.settings.font_dirs)?;
        pdf::pdf(&paper::document(letter), &write::read_fonts(&font)?).ok()
    };
    match ending {
        "txt" => Ok(letter.plain().into_bytes()),
        "pdf" => on_paper().ok_or_else(Error::no_font),
        "eml" => {
            let name = format!("enquiry-{}-{}.pdf", letter.to.key(), letter.lang.tag());
            let attached =
                on_paper().map(|bytes| Attachment { name, kind: "application/pdf", bytes });
            let head =
                Head { from: Address::parse(&letter.reply_to), draft: true, ..Head::default() };
            Ok(mail::eml(letter, &head, attached.as_slice()))
        }
        _ => Err(Error::no_such_page()),
    }
}

/// Everything sent and received, in order, as text: for a complaint later on.
pub(super) async fn log(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response> {
    app.store.case(&id).await?;
    let mut sent = app.store.enquiries(&id).await?;
    sent.sort_by_key(|it| it.sent_at);
    let mut lines = vec![visit.say("tracker-log-title")];
    for it in &sent {
        let at = |time: Time| time.to_string();
        let values = [
            ("at", at(it.sent_at).into()),
            ("to", recipient_name(&visit, &it.recipient).into()),
            ("ticket", if it.ticket.is_empty() { "-".into() } else { it.ticket.clone().into() }),
            ("due", it.due_at.map_or_else(|| "-".to_owned(), at).into()),
            ("replied", it.replied_at.map_or_else(|| "-".to_owned(), at).into()),
            ("note", it.note.clone().into()),
        ];
        lines.push(visit.tell("tracker-log-line", &values));
    }
    Ok(inert(Body::from(lines.join("\n") + "\n"), "log.txt"))
}

#[cfg(test)]
mod tests {
    use super::without_file_keys;

    #[test]
    fn names_of_the_file_are_left_out() {
        for (place, shown) in [
            ("いつ何に気づいたか。[story] what", "いつ何に気づいたか。"),
            ("a price with its source [[rate]]", "a price with its source"),
            ("nothing to leave out", "nothing to leave out"),
            ("cut off [story", "cut off"),
        ] {
            assert_eq!(without_file_keys(place), shown);
        }
    }
}
