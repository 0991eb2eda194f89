//! `hikeshi keys`: asks the DNS for the keys that mails were signed with, so that they can be sealed
//! beside the mails before their domains publish others. Without `--from` it only says what it would ask.

use super::{Console, LangChoice, Surroundings, examine};
use crate::error::{Error, Result};
use crate::evidence;
use crate::folder::replace;
use crate::net::Net;
use crate::progress::Progress;
use hikeshi_case::exhibit::Exhibits as _;
use hikeshi_case::origin::{Published, key_names};
use hikeshi_case::source::mail;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::PathBuf;

/// The type number of a TXT record (RFC 1035).
const TXT: u64 = 16;

/// The arguments of `keys`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "URL", requires = "out")]
    from: Option<String>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    lang: Option<LangChoice>,
}

/// Runs the command.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    if let Some(lang) = args.lang.and_then(LangChoice::console) {
        console.lang = lang;
    }
    let names = wanted(&args.paths)?;
    if names.is_empty() {
        return console.result(&console.say("keys-none", &[]));
    }
    let (Some(from), Some(out)) = (&args.from, &args.out) else {
        console.result(&console.say("keys-would-ask", &[]))?;
        for name in &names {
            console.result(&format!("  {name}"))?;
        }
        return Ok(());
    };
    let resolver = [("url", from.as_str().into())];
    console.aside(&console.say("keys-gives-away", &resolver));
    let net = Net::new();
    for name in &names {
        let named = ("name", name.as_str().into());
        console.aside(&console.say("keys-asking", std::slice::from_ref(&named)));
        let said = match ask(&net, from, name) {
            Ok(records) => {
                let at = around.clock.now().to_string();
                let asked = from.clone();
                let published =
                    Published { hikeshi_dns: 1, name: name.clone(), records, asked, at };
                let text = toml::to_string(&published).unwrap_or_default();
                let path = out.join(format!("{name}.toml"));
                replace(&path, text.as_bytes())?;
                let place = path.display().to_string();
                console.say("keys-kept", &[named, ("place", place.as_str().into())])
            }
            Err(why) => console.say("keys-failed", &[named, ("why", why.as_str().into())]),
        };
        console.result(&said)?;
    }
    Ok(())
}

/// Where the keys of every mail under the paths are published. A name that could leave the folder of
/// keys, or say something else to the resolver, is no name of a key.
fn wanted(paths: &[PathBuf]) -> Result<BTreeSet<String>> {
    let progress = Progress::new(true);
    let files = evidence::take_in(paths, &examine::intake(&progress, None))?;
    if files.opened == 0 {
        return Err(Error::nothing_opened());
    }
    let mut names = BTreeSet::new();
    for exhibit in files.all().iter().filter(|one| one.size_bytes <= mail::MAX_BYTES as u64) {
        let mut head = [0; 512];
        let mut file = files.file(exhibit.id).map_err(Error::unreadable_seal)?;
        let filled = file.read(&mut head).map_err(Error::unreadable_seal)?;
        let mut bytes = head.get(..filled).unwrap_or_default().to_vec();
        if mail::looks_like_mail(&bytes) {
            file.read_to_end(&mut bytes).map_err(Error::unreadable_seal)?;
            names.extend(key_names(&bytes));
        }
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    names.retain(|name| name.len() <= 253 && name.chars().all(plain) && !name.contains(".."));
    Ok(names)
}

/// Asks over HTTPS in the JSON form that public resolvers answer in.
fn ask(net: &Net, from: &str, name: &str) -> std::result::Result<Vec<String>, String> {
    let url = format!("{from}?name={name}&type=TXT");
    let answer = net.get_as(&url, "application/dns-json").map_err(|fault| fault.to_string())?;
    let answer: Value = serde_json::from_slice(&answer).map_err(|fault| fault.to_string())?;
    let rows = answer.get("Answer").and_then(Value::as_array).map(Vec::as_slice);
    let rows = rows.unwrap_or_default().iter();
    let texts = rows.filter(|row| row.get("type").and_then(Value::as_u64) == Some(TXT));
    let texts = texts.filter_map(|row| row.get("data").and_then(Value::as_str)).map(joined);
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { Err("TXT: 0".to_owned()) } else { Ok(texts) }
}

/// A record comes in pieces between quotes.
fn joined(data: &str) -> String {
    if !data.starts_with('"') {
        return data.to_owned();
    }
    data.split('"').enumerate().filter(|(at, _)| at % 2 == 1).map(|(_, piece)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_and_plain_answers_stay() {
        assert_eq!(joined(r#""v=DKIM1; p=AA" "BB""#), "v=DKIM1; p=AABB");
        assert_eq!(joined("v=DKIM1; p=AABB"), "v=DKIM1; p=AABB");
        assert_eq!(joined("\""), "");
    }
}
