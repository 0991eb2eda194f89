//! Which language? Every sentence a person reads comes from `locales/{ja,en}/*.ftl` through here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// The languages that texts exist in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Both, Japanese first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The BCP 47 tag: `ja`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Ja => &[
                include_str!("../locales/ja/check.ftl"),
                include_str!("../locales/ja/checkup.ftl"),
                include_str!("../locales/ja/cli.ftl"),
                include_str!("../locales/ja/dossier.ftl"),
                include_str!("../locales/ja/enquiry.ftl"),
                include_str!("../locales/ja/findings.ftl"),
                include_str!("../locales/ja/first.ftl"),
                include_str!("../locales/ja/help.ftl"),
                include_str!("../locales/ja/post.ftl"),
                include_str!("../locales/ja/seal.ftl"),
                include_str!("../locales/ja/steps.ftl"),
                include_str!("../locales/ja/web.ftl"),
                include_str!("../locales/ja/words.ftl"),
            ],
            Self::En => &[
                include_str!("../locales/en/check.ftl"),
                include_str!("../locales/en/checkup.ftl"),
                include_str!("../locales/en/cli.ftl"),
                include_str!("../locales/en/dossier.ftl"),
                include_str!("../locales/en/enquiry.ftl"),
                include_str!("../locales/en/findings.ftl"),
                include_str!("../locales/en/first.ftl"),
                include_str!("../locales/en/help.ftl"),
                include_str!("../locales/en/post.ftl"),
                include_str!("../locales/en/seal.ftl"),
                include_str!("../locales/en/steps.ftl"),
                include_str!("../locales/en/web.ftl"),
                include_str!("../locales/en/words.ftl"),
            ],
        }
    }
}

/// A value put into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words, amounts, times: printed as they are.
    Text(String),
    /// A whole number: printed with thousands commas; chooses singular or plural in English.
    Count(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// The text of a key. A key without text prints itself, so that a gap is seen on the page and not
/// lost; a test keeps that from happening.
pub fn text(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args = arguments(args);
    let mut errors = Vec::new();
    bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
}

/// The text of a key, or nothing when there is no such key or a value it needs is not among `args`.
pub fn text_if(lang: Lang, key: &str, args: &[(&str, Arg)]) -> Option<String> {
    let bundle = bundle(lang);
    let pattern = bundle.get_message(key)?.value()?;
    let args = arguments(args);
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

/// Whether a key has a text.
pub fn has(lang: Lang, key: &str) -> bool {
    bundle(lang).has_message(key)
}

/// A whole part with thousands commas: `1234567.089` becomes `1,234,567.089`.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut out = sign.to_owned();
    let length = whole.chars().count();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (length - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> &'static Bundle {
    static JA: OnceLock<Bundle> = OnceLock::new();
    static EN: OnceLock<Bundle> = OnceLock::new();
    let cell = match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    };
    cell.get_or_init(|| build(lang))
}

/// A line of a text file that cannot be read loses its own text only: the others must still print.
fn build(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string())),
        _ => None,
    }));
    for source in lang.sources() {
        let resource = FluentResource::try_new((*source).to_owned());
        bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
    }
    bundle
}

fn arguments<'a>(args: &'a [(&'a str, Arg)]) -> FluentArgs<'a> {
    let mut out = FluentArgs::with_capacity(args.len());
    for (key, value) in args {
        match value {
            Arg::Text(text) => out.set(*key, text.as_str()),
            Arg::Count(count) => out.set(*key, FluentValue::from(*count)),
        }
    }
    out
}

#[cfg(test)]
#[path = "lang/tests.rs"]
mod tests;
