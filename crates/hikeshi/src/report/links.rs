//! A link on paper or on a screen must not be one that opens: viewers make addresses clickable by
//! themselves. Only links that a source names as an exchange's own stay as they are.

use hikeshi_case::screen::link::{judge, links_in};
use std::ops::Range;

const MARKS: [&str; 3] = ["http://", "https://", "www."];

/// The text with every link that is not an exchange's own as `hxxps://host[.]tld/…`.
pub(super) fn dead(text: &str) -> String {
    let small = text.to_ascii_lowercase();
    if !MARKS.iter().any(|mark| small.contains(mark)) {
        return text.to_owned();
    }
    let own = own_links(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((start, mark)) = next_mark(&small, at) {
        out.push_str(text.get(at..start).unwrap_or_default());
        if let Some(link) = own.iter().find(|link| link.contains(&start)) {
            out.push_str(text.get(start..link.end).unwrap_or_default());
            at = link.end;
            continue;
        }
        let scheme = text.get(start..start + mark.len()).unwrap_or_default();
        let host_at = if mark == "www." { start } else { start + mark.len() };
        let host = host(text.get(host_at..).unwrap_or_default());
        if mark != "www." {
            out.push_str(&scheme.to_ascii_lowercase().replacen("http", "hxxp", 1));
        }
        out.push_str(&host.replace("[.]", ".").replace('.', "[.]"));
        at = host_at + host.len();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where the links of exchanges stand. A link that was cut short may have gone on to another host.
fn own_links(text: &str) -> Vec<Range<usize>> {
    let mut own = Vec::new();
    for link in links_in(text) {
        let range = link.start..link.start + link.text.len();
        let cut = text.get(range.end..).is_some_and(|rest| rest.starts_with('…'));
        if !cut && judge(link.text).is_sourced_own() {
            own.push(range);
        }
    }
    own
}

fn next_mark(small: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = small.get(from..)?;
    let found = MARKS.iter().filter_map(|mark| rest.find(mark).map(|at| (from + at, *mark)));
    found.min_by_key(|(at, _)| *at)
}

/// The part of a link before its path, without the full stop of a sentence.
fn host(rest: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || "/\\?#\"'<>(){},;、。「」（）".contains(c);
    let host = rest.split(ends).next().unwrap_or_default();
    host.trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::dead;

    #[test]
    fn a_strangers_link_cannot_be_clicked() {
        for (text, expected) in [
            (
                "下記より https://binance-login.example/ja/verify?id=0001",
                "下記より hxxps://binance-login[.]example/ja/verify?id=0001",
            ),
            ("HTTP://A.B.example.", "hxxp://A[.]B[.]example."),
            ("www.binance-verify.net、", "www[.]binance-verify[.]net、"),
            ("https://www.evil.example", "hxxps://www[.]evil[.]example"),
            ("hxxps://www[.]a[.]example/x", "hxxps://www[.]a[.]example/x"),
            ("https://binance.com@evil.example/", "hxxps://binance[.]com@evil[.]example/"),
            ("https://www.binance.com…", "hxxps://www[.]binance[.]com…"),
            ("https://localhost:80 http://", "hxxps://localhost:80 hxxp://"),
            ("取引履歴.csv", "取引履歴.csv"),
        ] {
            assert_eq!(dead(text), expected);
            assert_eq!(dead(expected), expected, "twice is as once");
        }
    }

    #[test]
    fn an_exchanges_own_link_stays() {
        let text = "https://www.binance.com/en/my と https://evil.example";
        assert_eq!(dead(text), "https://www.binance.com/en/my と hxxps://evil[.]example");
    }
}
