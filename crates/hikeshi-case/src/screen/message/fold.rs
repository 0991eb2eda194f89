//! How is a message written plainly? Case, full width, look-alike letters and invisible characters are
//! folded away, and words stand between single spaces.

use crate::screen::mail::skeleton::{plain, skeleton};

/// The sentences of a text, folded: words of Latin letters and runs of other letters between single
/// spaces, with a space at both ends. Marks are gone but @, % and the dot inside a host, each a word.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut out = Vec::new();
    let mut folded = String::from(" ");
    let mut chars = text.chars().flat_map(letters).peekable();
    while let Some(c) = chars.next() {
        let ends = match c {
            '。' | '!' | '?' | '\n' => true,
            '.' => chars.peek().is_none_or(|next| next.is_whitespace()),
            _ => false,
        };
        if ends {
            out.push(closed(std::mem::replace(&mut folded, " ".to_owned())));
        } else {
            let in_host = c == '.' && chars.peek().is_some_and(char::is_ascii_alphabetic);
            push(&mut folded, c, in_host || matches!(c, '@' | '%'));
        }
    }
    out.push(closed(folded));
    out.retain(|sentence| sentence.len() > 1);
    out
}

/// A letter of another script that looks Latin becomes it; the others stay.
fn letters(c: char) -> Vec<char> {
    if c.is_ascii() { vec![c] } else { skeleton(c.encode_utf8(&mut [0; 4])).chars().collect() }
}

/// The text without what stands between quotation marks.
pub(super) fn unquoted(text: &str) -> String {
    const MARKS: [(char, char); 4] = [('「', '」'), ('『', '』'), ('“', '”'), ('"', '"')];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, open)) =
        rest.char_indices().find(|(_, c)| MARKS.iter().any(|it| it.0 == *c))
    {
        let (before, quoted) = rest.split_at(at);
        let close = MARKS.iter().find(|it| it.0 == open).map_or(open, |it| it.1);
        let inside = quoted.get(open.len_utf8()..).unwrap_or_default();
        let Some((_, behind)) = inside.split_once(close) else { break };
        out.push_str(before);
        out.push(' ');
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Letters go on a word; of marks only those that say something are written.
fn push(folded: &mut String, c: char, says_something: bool) {
    if !c.is_alphanumeric() {
        if !folded.ends_with(' ') {
            folded.push(' ');
        }
        if says_something {
            folded.extend([c, ' ']);
        }
        return;
    }
    let last = folded.chars().next_back().unwrap_or(' ');
    if last != ' ' && last.is_ascii() != c.is_ascii() {
        folded.push(' ');
    }
    folded.push(c);
}

fn closed(mut folded: String) -> String {
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone_whatever_their_dress() {
        assert_eq!(
            sentences("このＬＩＮＥを追加。Sеnd\u{200B} it now!  v1.2 at a.example"),
            [" この line を追加 ", " send it now ", " v1 2 at a . example "]
        );
        assert!(sentences(" \n。!").is_empty());
    }
}
