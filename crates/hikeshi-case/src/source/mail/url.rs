//! Bare `http` and `https` addresses in running text, and what their host is.

use super::MailLink;

/// Longest address kept, bytes.
const MAX_URL: usize = 4_096;

/// Finds the addresses in `text`; `line` gives the physical line of an offset.
pub(super) fn links(text: &str, line: impl Fn(usize) -> u32) -> Vec<MailLink> {
    let mut out = Vec::new();
    let mut base = 0;
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let scheme = before.len() - tail_letters(before);
        let name = before.get(scheme..).unwrap_or_default().to_ascii_lowercase();
        let body = after.get(3..).unwrap_or_default();
        let length = if name == "http" || name == "https" { extent(body) } else { 0 };
        if length > 0 {
            let href = rest.get(scheme..at + 3 + length).unwrap_or_default().to_owned();
            out.push(MailLink { href, shown: None, line: line(base + scheme) });
        }
        base += at + 3 + length;
        rest = rest.get(at + 3 + length..).unwrap_or_default();
    }
    out
}

/// How many ASCII letters end the text, at most five.
fn tail_letters(text: &str) -> usize {
    text.bytes().rev().take(5).take_while(u8::is_ascii_alphabetic).count()
}

/// How many bytes behind `://` belong to the address.
fn extent(body: &str) -> usize {
    let mut host = true;
    let mut end = 0;
    let mut open = 0_i32;
    for (at, c) in body.char_indices().take(MAX_URL) {
        if matches!(c, '/' | '?' | '#') {
            host = false;
        }
        let fits = if c.is_ascii() {
            c.is_ascii_graphic()
                && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '|' | '^' | '{' | '}')
        } else {
            // Hosts may hold letters of other scripts, which is how look-alikes are made;
            // kana and kanji behind an address are the sentence going on.
            host && c.is_alphabetic()
                && !matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
        };
        if !fits || c == ')' && open == 0 || c == '\'' {
            break;
        }
        open += i32::from(c == '(') - i32::from(c == ')');
        if !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ']' | '[' | '*' | '_') || !c.is_ascii()
        {
            end = at + c.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::links;

    fn found(text: &str) -> Vec<String> {
        links(text, |_| 1).into_iter().map(|link| link.href).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        assert_eq!(found("こちらhttps://a.example/x?y=1です。"), ["https://a.example/x?y=1"]);
        assert_eq!(
            found("(see HTTPS://A.example/q(1)) or http://b.example."),
            ["HTTPS://A.example/q(1)", "http://b.example"]
        );
        assert_eq!(found("https://bin\u{430}nce.example/а"), ["https://bin\u{430}nce.example/"]);
        assert_eq!(found("ftp://a.example http:// x://"), Vec::<String>::new());
    }
}
