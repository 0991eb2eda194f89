//! The last look: what would be sent, to whom, through which server. Only then, and only on a plain yes,
//! it leaves; a copy of what left is sealed into the case.

use crate::cli::keeping::Keeping;
use crate::cli::{Console, Surroundings, examine};
use crate::enquiry::Letter;
use crate::enquiry::mail::{self, Address, Attachment, Head};
use crate::error::{Error, Result};
use crate::evidence;
use crate::evidence::case::Case;
use crate::outbox::{Outbox, Outcome, Settings, password_of};
use crate::progress::Progress;
use hikeshi_case::time::Zone;
use std::fs::File;
use std::io::{BufRead as _, Read as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Words that mean yes.
const YES: [&str; 3] = ["yes", "y", "はい"];
/// More bytes than any mail may carry: a larger file is not read to its end.
const LONGEST: u64 = 64 << 20;

/// Arguments of sending.
#[derive(Debug, clap::Args)]
pub(super) struct Sending {
    #[arg(long, requires = "mail_to", requires = "mail_settings", conflicts_with = "json")]
    pub(super) send: bool,
    #[arg(long, requires = "mail_settings", conflicts_with = "send")]
    pub(super) resend: bool,
    #[arg(long, value_name = "FILE")]
    mail_settings: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    mail_password_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    #[arg(long)]
    yes: bool,
}

/// Where mails are sent from.
struct Post {
    settings: Settings,
    outbox: Outbox,
}

impl Sending {
    fn post(&self, keeping: &Keeping, around: Surroundings<'_>) -> Result<Post> {
        let path = self.mail_settings.as_deref().unwrap_or(Path::new(""));
        let settings = Settings::read(path)?;
        let outbox = Outbox::new(&keeping.data_dir(around)?);
        Ok(Post { settings, outbox })
    }

    /// The password, from its file or the terminal; empty where nobody signs in.
    fn password(&self, post: &Post, console: &Console<'_>) -> Result<Zeroizing<String>> {
        if !post.settings.needs_password() {
            return Ok(Zeroizing::default());
        }
        match &self.mail_password_file {
            Some(path) => password_of(path),
            None => rpassword::prompt_password(console.say("enquiry-password-ask", &[]))
                .map(Zeroizing::new)
                .map_err(Error::input),
        }
    }

    fn attachments(&self) -> Result<Vec<Attachment>> {
        let read = |path: &PathBuf| {
            let fault = |_| Error::no_attachment(path);
            let mut bytes = Vec::new();
            let file = File::open(path).map_err(fault)?;
            file.take(LONGEST).read_to_end(&mut bytes).map_err(fault)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Attachment { name, kind: "application/octet-stream", bytes })
        };
        self.attach.iter().map(read).collect()
    }
}

/// What the command around it hands in.
pub(super) struct Around<'a> {
    pub(super) surroundings: Surroundings<'a>,
    pub(super) keeping: &'a Keeping,
    pub(super) case: Option<&'a Path>,
    pub(super) zone: &'a Zone,
}

/// Shows the whole, asks, sends.
pub(super) fn run(
    sending: &Sending,
    letter: &Letter,
    (to, paper): (&Address, Option<Attachment>),
    around: &Around<'_>,
    console: &mut Console<'_>,
) -> Result<()> {
    let post = sending.post(around.keeping, around.surroundings)?;
    let mut attachments: Vec<Attachment> = paper.into_iter().collect();
    attachments.extend(sending.attachments()?);
    let head = Head {
        from: post.settings.from(),
        to: Some(to.clone()),
        date: Some((around.surroundings.clock.now(), around.zone.clone())),
        draft: false,
    };
    let bytes = mail::eml(letter, &head, &attachments);
    if bytes.len() > crate::outbox::LIMIT_BYTES {
        return Err(Error::mail_too_large(bytes.len()));
    }
    show(letter, to, &post, &attachments, console)?;
    if !sending.yes && !agreed(console)? {
        return console.result(&console.say("enquiry-not-sent", &[]));
    }
    let password = sending.password(&post, console)?;
    match post.outbox.send(&post.settings, &password, to, &bytes)? {
        Outcome::Sent => {
            seal(&bytes, around, console)?;
            console.result(&console.say("enquiry-sent", &[("to", to.as_str().into())]))
        }
        Outcome::Kept(why) => {
            console.aside(&format!("  ({why})"));
            console.result(&console.say("enquiry-kept", &[]))
        }
    }
}

fn show(
    letter: &Letter,
    to: &Address,
    post: &Post,
    attachments: &[Attachment],
    console: &mut Console<'_>,
) -> Result<()> {
    let from = post.settings.from();
    let args = [
        ("from", from.as_ref().map_or("", Address::as_str).into()),
        ("to", to.as_str().into()),
        ("server", post.settings.server().into()),
    ];
    console.result(&console.say("enquiry-last-look", &args))?;
    for attachment in attachments {
        let args = [
            ("name", attachment.name.as_str().into()),
            ("size", (attachment.bytes.len() / 1024).into()),
        ];
        console.result(&console.say("enquiry-attached", &args))?;
    }
    console.result(&format!("\n{}", letter.plain()))
}

fn agreed(console: &mut Console<'_>) -> Result<bool> {
    console.aside(&console.say("enquiry-send-ask", &[]));
    let mut line = String::new();
    std::io::stdin().lock().take(64).read_line(&mut line).map_err(Error::input)?;
    Ok(YES.contains(&line.trim().to_lowercase().as_str()))
}

/// A copy of what left becomes an exhibit of the case.
fn seal(mail: &[u8], around: &Around<'_>, console: &mut Console<'_>) -> Result<()> {
    let Some(dir) = around.case else { return Ok(()) };
    let progress = Progress::new(true);
    let at = around.surroundings.clock.now().to_string().replace(':', "");
    let made = [(format!("sent-{at}.eml"), mail.to_vec())];
    let scratch = evidence::take_in_made(&made, &examine::intake(&progress, None))?;
    let keyring = around.keeping.keyring(Some(dir), around.surroundings, console)?;
    let act = around.keeping.act(around.surroundings, around.zone);
    Case::open(dir, &keyring)?.admit(&scratch, &act)?;
    console.result(&console.say("enquiry-sealed", &[]))
}

/// Sends what waits.
pub(super) fn resend(
    sending: &Sending,
    around: &Around<'_>,
    console: &mut Console<'_>,
) -> Result<()> {
    let post = sending.post(around.keeping, around.surroundings)?;
    let password = sending.password(&post, console)?;
    let sent = post.outbox.resend(&post.settings, &password)?;
    for mail in &sent {
        seal(mail, around, console)?;
    }
    let args = [("sent", sent.len().into()), ("left", post.outbox.count()?.into())];
    console.result(&console.say("enquiry-resent", &args))
}
