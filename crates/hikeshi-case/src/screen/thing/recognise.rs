//! What is this thing? The order matters: a secret before anything that would show it, a thing with a
//! check of its own before one known by shape, and words last.

use super::judge;
use super::{Answer, LONGEST, Options};
use crate::screen::address::{self, Verdict};
use crate::screen::{handle, link, secret, transaction};
use crate::source::mail;
use crate::source::text::{self, TextLine};

/// See [`super::check`].
pub(super) fn check(thing: &[u8], options: &Options<'_>) -> Answer {
    if options.chain.is_none() && mail::looks_like_mail(thing) {
        return match mail::read(thing) {
            Ok(mail) => judge::mail(&mail, options),
            Err(_) => Answer::refused("mail_unreadable"),
        };
    }
    if thing.len() > LONGEST {
        return Answer::refused("too_long");
    }
    let (text, lossy) = match std::str::from_utf8(thing) {
        // No text has an empty octet; archives and pictures do.
        Ok(text) if !text.contains('\0') => (text.to_owned(), false),
        _ => match text::read(thing) {
            Some(note) => (joined(&note.lines), note.lossy),
            None => return Answer::refused("not_text"),
        },
    };
    let text = text.trim();
    if text.is_empty() {
        return Answer::refused("empty");
    }
    let answer = match options.chain {
        Some(chain) => check_address(text, chain),
        None => check_text(text, options),
    };
    if lossy { answer.because("broken_letters", "") } else { answer }
}

/// An address for a named network. The text counts as it is: an exchange's form takes no invisible
/// characters either.
pub(super) fn check_address(text: &str, chain: &str) -> Answer {
    let text = text.trim();
    let judgement = address::judge_closely(text, Some(chain));
    judge::address(judgement, Some(chain), text.chars().any(invisible))
}

fn check_text(text: &str, options: &Options<'_>) -> Answer {
    let seen: String = text.chars().filter(|c| !invisible(*c)).collect();
    let (seen, hidden) = (seen.trim(), seen.len() != text.len());
    let lines: Vec<TextLine> = lines(seen);
    let secrets = secret::find(&lines);
    let kinds = judge::kinds(&secrets);
    let answer = if seen.is_empty() {
        Answer::refused("empty")
    } else if let Some(answer) = single(seen, hidden, &kinds) {
        answer
    } else {
        let words = judge::words(&lines, &kinds, options);
        // Impostors quote the exchange: words that carry a pattern, a link or something unseen are
        // judged as a message, whatever they quote.
        let plain = words.verdict == "unknown" && !hidden && links_of(&lines) == 0;
        judge::error_text(seen).filter(|_| plain).unwrap_or(words)
    };
    if hidden { answer.because("hidden_characters", "") } else { answer }
}

/// One thing without words around it.
fn single(text: &str, hidden: bool, secrets: &[secret::SecretKind]) -> Option<Answer> {
    let whole = !text.contains(char::is_whitespace);
    if !secrets.is_empty() && whole && !text.contains("://") {
        return Some(judge::secret(secrets));
    }
    if whole && matches!(text.len(), 4..=8) && text.bytes().all(|octet| octet.is_ascii_digit()) {
        return Some(judge::secret(&[secret::SecretKind::OneTimeCode]));
    }
    if let Some(judgement) = handle::judge(text) {
        return Some(judge::handle(judgement));
    }
    if let Some(form) = transaction::form(text) {
        return Some(judge::transaction(form, transaction::also_address(text)));
    }
    let (bare, memo) = address::split_memo(text);
    let judged = address::judge(bare, None);
    // Twelve lower-case letters are a name on EOS and a word everywhere else.
    let word = judged.kind == "name" && !bare.contains('.');
    if matches!(judged.verdict, Verdict::Valid | Verdict::WrongPurpose) && !word {
        let given = memo.is_some();
        let answer = judge::address(judged, None, hidden);
        return Some(if given { answer.because("memo_given", "") } else { answer });
    }
    if !whole {
        return None;
    }
    if let Some(answer) = linked(text) {
        return Some(answer);
    }
    let judged = address::judge_closely(text, None);
    (judged.verdict == Verdict::Invalid).then(|| judge::address(judged, None, hidden))
}

/// A link, a host or a mail address.
fn linked(text: &str) -> Option<Answer> {
    let domain = text.rsplit_once('@').map(|(_, domain)| domain);
    if let Some(domain) = domain.filter(|it| !text.contains('/') && it.contains('.')) {
        return Some(judge::link(link::judge(domain)).because("mail_address", ""));
    }
    let judgement = link::judge(text);
    let scheme = text.contains("://") || text.contains("[:]//") || not_web(&judgement);
    let dotted = text.contains('.') || text.contains("[dot]") || text.contains('\u{3002}');
    let host = judgement.registrable.is_some()
        && !judgement.because.contains(&link::Reason::UnknownSuffix);
    (scheme || dotted && host).then(|| judge::link(judgement))
}

fn not_web(judgement: &link::Judgement) -> bool {
    judgement.because.contains(&link::Reason::NotWeb)
}

fn links_of(lines: &[TextLine]) -> usize {
    lines.iter().map(|line| link::links_in(&line.text).len()).sum()
}

fn lines(text: &str) -> Vec<TextLine> {
    let numbered = text.lines().zip(1_u32..);
    numbered.map(|(line, number)| TextLine { text: line.to_owned(), line: number }).collect()
}

fn joined(lines: &[TextLine]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Characters without a picture, and those that turn the direction of reading.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\0'..='\u{8}')
}
