//! What host, user part and path does a pasted link have, read as a browser would?
//!
//! After the WHATWG URL Standard (sections 4.4 and 3.5, read as of 2025) for the special schemes:
//! backslash counts as slash, tabs and line ends vanish, the host starts after the last `@` of the
//! authority. On top of it the ways people make links harmless: `hxxp`, `[.]`, `(.)`, `[dot]`.

use std::borrow::Cow;

/// A link taken apart. Nothing here has been checked against any list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// Host as written, without port, brackets of defanging and trailing dots; maybe empty.
    pub(super) host: String,
    /// What stood before the last `@`.
    pub(super) user: Option<String>,
    /// Everything from the first `/`, `?` or `#` on, cut at [`MAX_PATH`] bytes.
    pub(super) path: String,
    /// The scheme is one that leads to no host (`javascript:`, `data:`, `file:` …).
    pub(super) elsewhere: bool,
}

/// How much of a path is looked at.
pub(super) const MAX_PATH: usize = 2048;

/// How much of a user part is looked at.
const MAX_USER: usize = 1024;

const DOTS: &[&str] = &["[.]", "(.)", "{.}", "[dot]", "(dot)", "[.", ".]", "[:]"];

/// Takes a link, a host or something like it apart.
pub(super) fn parse(link: &str) -> Parts {
    let link = plain(link.trim());
    let (scheme, rest) = split_scheme(&link);
    if !scheme.is_empty() && !web(scheme) {
        return Parts { elsewhere: true, ..Parts::default() };
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    let stop = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(stop).unwrap_or((rest, ""));
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(cut(user, MAX_USER)), host),
        None => (None, authority),
    };
    Parts { host: tidy_host(host), user, path: cut(path, MAX_PATH), elsewhere: false }
}

/// The longest beginning of at most `max` bytes, as an own string.
fn cut(text: &str, max: usize) -> String {
    let end = (0..=max.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    text.get(..end).unwrap_or_default().to_owned()
}

/// Without invisible characters, with ASCII instead of full-width forms, without defanging.
fn plain(text: &str) -> Cow<'_, str> {
    let simple = text.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'[' | b'(' | b'{'));
    if simple {
        return Cow::Borrowed(text);
    }
    let mut out: String = text.chars().filter(|c| !invisible(*c)).map(narrow).collect();
    if out.contains(['[', '(', '{']) && !out.contains("://[") {
        for dots in DOTS {
            let with = if *dots == "[:]" { ":" } else { "." };
            if out.contains(dots) {
                out = out.replace(dots, with);
            }
        }
    }
    Cow::Owned(out)
}

/// Characters that are not seen: controls, zero-width, direction marks, soft hyphen.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Full-width ASCII and ideographic full stops in their plain form.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).saturating_sub(0xfee0)).unwrap_or(c),
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Splits off `scheme:`; a host with a port (`name.example:8443`) has none.
fn split_scheme(link: &str) -> (&str, &str) {
    let Some((scheme, rest)) = link.split_once(':') else { return ("", link) };
    let named = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'-');
    let port = rest.starts_with(|c: char| c.is_ascii_digit());
    if scheme.is_empty() || !named || scheme.contains('.') || (port && !web(scheme)) {
        return ("", link);
    }
    (scheme, rest)
}

fn web(scheme: &str) -> bool {
    ["http", "https", "hxxp", "hxxps", "hxtp", "httpx", "ftp", "ws", "wss", "ttp", "ttps", "h"]
        .iter()
        .any(|w| scheme.eq_ignore_ascii_case(w))
}

/// Without port, trailing dots and percent signs, in lower case.
fn tidy_host(host: &str) -> String {
    let host = if host.starts_with('[') {
        host
    } else {
        host.rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
            .map_or(host, |(name, _)| name)
    };
    let host = host.trim_matches('.');
    let mut host = if host.contains('%') { percent(host) } else { host.to_owned() };
    host.make_ascii_lowercase();
    host
}

fn percent(host: &str) -> String {
    let mut out = Vec::with_capacity(host.len());
    let mut bytes = host.bytes();
    while let Some(b) = bytes.next() {
        let mut ahead = bytes.clone();
        let pair = (ahead.next().and_then(hex), ahead.next().and_then(hex));
        if let (b'%', (Some(high), Some(low))) = (b, pair) {
            out.push((high << 4) | low);
            bytes = ahead;
        } else {
            out.push(b);
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_as_a_browser_would() {
        for (link, host) in [
            ("https://Shop.Example.com:8443/a", "shop.example.com"),
            ("shop.example.com.", "shop.example.com"),
            ("shop.example.com:443/a?b", "shop.example.com"),
            ("hxxps[:]//shop[.]example(.)com/x", "shop.example.com"),
            ("https:\\\\shop.example.com\\@other.example", "shop.example.com"),
            ("https://a.example@b.example@shop.example.com", "shop.example.com"),
            ("ｈｔｔｐｓ：／／ｓｈｏｐ．ｅｘａｍｐｌｅ。com／", "shop.example.com"),
            ("https://sh%6Fp.example.com", "shop.example.com"),
            ("ht\ntps://sho\u{200b}p.example.com", "shop.example.com"),
            ("//shop.example.com", "shop.example.com"),
            ("https:shop.example.com", "shop.example.com"),
        ] {
            assert_eq!(parse(link).host, host, "{link}");
        }
    }

    #[test]
    fn user_part_and_path_are_kept() {
        let parts = parse("https://binance.com@shop.example/a/b?c");
        assert_eq!(parts.user.as_deref(), Some("binance.com"));
        assert_eq!(parts.path, "/a/b?c");
        assert!(parse("javascript:alert(1)").elsewhere);
    }
}
