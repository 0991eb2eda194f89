//! Which end of a host is a public suffix (Mozilla's Public Suffix List, as `psl` carries it), and which part
//! of the host did somebody register?
//!
//! Nobody else asks `psl`: its list is eleven thousand generated functions that are compiled again in every
//! unit of code that calls one, at fifteen CPU seconds each in a release build.

/// The public suffix a host ends in, and whether the list knows it.
pub(crate) fn of(host: &str) -> Option<psl::Suffix<'_>> {
    psl::suffix(host.as_bytes())
}

/// A host from the label before its public suffix on; `None` for a bare suffix.
pub(crate) fn registrable(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_before_the_suffix_was_registered() {
        for (host, registered) in [
            ("www.example.co.jp", Some("example.co.jp")),
            ("a.b.example.com", Some("example.com")),
            ("city.kawasaki.jp", Some("city.kawasaki.jp")),
            ("someone.github.io", Some("someone.github.io")),
            ("co.jp", None),
        ] {
            assert_eq!(registrable(host), registered, "{host}");
        }
        assert!(of("www.example.co.jp").is_some_and(|suffix| suffix.as_bytes() == b"co.jp"));
        assert!(of("a.github.io").is_some_and(|it| it.typ() == Some(psl::Type::Private)));
        assert!(!of("a.nowhere-at-all").is_some_and(|suffix| suffix.is_known()));
    }
}
