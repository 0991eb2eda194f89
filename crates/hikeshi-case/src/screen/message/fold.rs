//! How is a message written plainly? Case, full width, look-alike letters and invisible characters are
//! folded away, and words stand between single spaces.

use crate::screen::mail::skeleton::{plain, skeleton};

/// The sentences of a text, folded: words of Latin letters and runs of other letters between single
/// spaces, with a space at both ends. Marks are gone.
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
            push(&mut folded, c);
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

fn push(folded: &mut String, c: char) {
    if !c.is_alphanumeric() {
        if !folded.ends_with(' ') {
            folded.push(' ');
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
            sentences("このＬＩＮＥを追加。Sеnd\u{200B} it now!  v1.2"),
            [" この line を追加 ", " send it now ", " v1 2 "]
        );
        assert!(sentences(" \n。!").is_empty());
    }
}
