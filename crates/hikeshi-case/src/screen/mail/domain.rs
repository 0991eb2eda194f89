//! Organisational domains, by the common second levels of country registries. The product's own
//! suffix list may replace this; for alignment and for comparing two senders it is enough.

const SECOND: [&str; 16] = [
    "co", "ne", "or", "ac", "go", "ad", "ed", "gr", "lg", "com", "net", "org", "gov", "edu", "gob",
    "mil",
];

/// The registrable part of a domain.
pub(super) fn organisation(domain: &str) -> String {
    let labels: Vec<&str> = domain.trim_matches('.').split('.').collect();
    let country = labels.last().is_some_and(|it| it.len() == 2);
    let second = labels.iter().rev().nth(1).is_some_and(|it| SECOND.contains(it));
    let keep = if country && second { 3 } else { 2 };
    let skip = labels.len().saturating_sub(keep);
    labels.into_iter().skip(skip).collect::<Vec<_>>().join(".").to_lowercase()
}

/// Host of an `http(s)` address in lower case: user information and port cut off, as a browser
/// does (`https://www.binance.com@evil.example` goes to evil.example).
pub(super) fn host(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once(':')?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    authority(rest)
}

/// Host of what a link shows, with or without a scheme; `None` if it shows no address.
pub(super) fn shown_host(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return text.split_whitespace().find(|it| it.contains("://")).and_then(host);
    }
    if text.contains("://") {
        return host(text);
    }
    let host = authority(text)?;
    let last = host.rsplit('.').next().unwrap_or_default();
    let fits = host.contains('.') && !text.contains('@') && last.len() >= 2;
    (fits && last.chars().all(char::is_alphabetic)).then_some(host)
}

fn authority(rest: &str) -> Option<String> {
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().trim_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_and_hosts() {
        assert_eq!(organisation("a.b.example.co.jp"), "example.co.jp");
        assert_eq!(organisation("ses.binance.com"), "binance.com");
        assert_eq!(organisation("binance.com.evil.ru"), "evil.ru");
        assert_eq!(host("https://www.binance.com@evil.ru:8080/x").as_deref(), Some("evil.ru"));
        assert_eq!(host("mailto:a@b.c"), None);
        assert_eq!(shown_host("www.Binance.com/en").as_deref(), Some("www.binance.com"));
        assert_eq!(shown_host("Go to https://binance.com now").as_deref(), Some("binance.com"));
        assert_eq!(shown_host("Click here."), None);
        assert_eq!(shown_host("0.5 BTC"), None);
    }
}
