//! `Authentication-Results` (RFC 8601): who checked the sender, and with what result.

use super::{AuthResult, AuthResults};

/// Most results kept of one header.
const MAX_RESULTS: usize = 100;

/// Reads the value with its folds as line feeds; `line` is the physical line of the header.
pub(super) fn parse(folded: &str, line: u32) -> Option<AuthResults> {
    let text = without_comments(folded);
    let mut out = AuthResults { authserv_id: String::new(), results: Vec::new(), line };
    let mut at = line;
    for (index, piece) in text.split(';').enumerate() {
        let lead: String = piece.chars().take_while(|c| c.is_whitespace()).collect();
        let here = at.saturating_add(feeds(&lead));
        at = at.saturating_add(feeds(piece));
        if index == 0 && !first_word(piece).contains('=') {
            out.authserv_id = first_word(piece).to_lowercase();
            continue;
        }
        if out.results.len() < MAX_RESULTS {
            out.results.extend(result(piece, here));
        }
    }
    (!out.authserv_id.is_empty() || !out.results.is_empty()).then_some(out)
}

fn first_word(piece: &str) -> &str {
    piece.split_whitespace().next().unwrap_or_default()
}

fn feeds(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

fn result(piece: &str, line: u32) -> Option<AuthResult> {
    let mut words = piece.split_whitespace();
    let (method, result) = words.next()?.split_once('=')?;
    let method = method.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let result = result.to_ascii_lowercase();
    let properties = words
        .filter_map(|word| word.split_once('='))
        .map(|(key, value)| (key.to_ascii_lowercase(), value.trim_matches('"').to_owned()))
        .collect();
    Some(AuthResult { method, result, properties, line })
}

/// Comments in round brackets go, line feeds inside them stay.
fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 || c == '\n' => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn methods_keep_their_physical_line() {
        let text = " mx.example.jp;\n  dkim=pass header.i=@a.example;\n  spf=fail (said\n no) smtp.mailfrom=b.example; dmarc=fail header.from=a.example";
        let got = parse(text, 5).expect("results");
        assert_eq!(got.authserv_id, "mx.example.jp");
        let short: Vec<_> =
            got.results.iter().map(|r| (r.method.as_str(), r.result.as_str(), r.line)).collect();
        assert_eq!(short, [("dkim", "pass", 6), ("spf", "fail", 7), ("dmarc", "fail", 8)]);
        let spf = got.results.get(1).expect("spf");
        assert_eq!(spf.property("smtp.mailfrom"), Some("b.example"));
    }

    #[test]
    fn a_server_that_leaves_its_name_out() {
        let got = parse("spf=pass smtp.mailfrom=x.example;dmarc=bestguesspass action=none", 1);
        let got = got.expect("results");
        assert_eq!((got.authserv_id.as_str(), got.results.len()), ("", 2));
        assert!(parse("  ", 1).is_none());
        assert_eq!(parse("mx.example 1; none", 1).expect("id").results.len(), 0);
    }
}
