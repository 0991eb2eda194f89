//! How are amounts, times, lengths of time and lists said? Times always in the person's zone and in UTC.

use super::document::{Cell, Span};
use crate::lang::{Arg, Lang, grouped, has, text};
use hikeshi_case::amount::Amount;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::finding::Cite;
use hikeshi_case::time::{Civil, Time, Zone};

const JAPAN_OFFSET_S: i32 = 9 * 3600;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Large numbers by their zeros.
const JA_UNITS: [(u32, &str); 5] = [(4, "万"), (8, "億"), (12, "兆"), (16, "京"), (20, "垓")];
const EN_UNITS: [(u32, &str); 4] =
    [(6, " million"), (9, " billion"), (12, " trillion"), (15, " quadrillion")];

/// The language and the person's zone: everything a value needs to be said.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) lang: Lang,
    pub(crate) zone: &'a Zone,
}

impl Words<'_> {
    /// The text of a key.
    pub(crate) fn text(self, key: &str, args: &[(&str, Arg)]) -> String {
        text(self.lang, key, args)
    }

    /// The text of a key without values.
    pub(crate) fn say(self, key: &str) -> String {
        text(self.lang, key, &[])
    }

    /// The text of `prefix` + `key`, else the key itself: a value from a newer version still prints.
    pub(crate) fn word(self, prefix: &str, key: &str) -> String {
        let id = format!("{prefix}{key}");
        if has(self.lang, &id) { self.say(&id) } else { key.to_owned() }
    }

    /// Items in a row; more than `limit` are counted.
    pub(crate) fn list(self, items: &[String], limit: usize) -> String {
        let mut shown: Vec<String> = items.iter().take(limit).cloned().collect();
        if items.len() > limit {
            shown.push(self.text("dossier-more", &[("count", (items.len() - limit).into())]));
        }
        let separator = if self.lang == Lang::Ja { "、" } else { ", " };
        shown.join(separator)
    }

    /// An instant inside a sentence: the person's zone first, UTC in brackets.
    pub(crate) fn moment(self, at: Time) -> String {
        self.span(at, at)
    }

    /// A span of time inside a sentence, the same way; what both ends share is said once.
    pub(crate) fn span(self, from: Time, to: Time) -> String {
        let offsets_s = [self.zone.offset_s(from), self.zone.offset_s(to)];
        let here = (from.civil(self.zone.offset_s(from)), to.civil(self.zone.offset_s(to)));
        let utc = (from.civil(0), to.civil(0));
        let local = self.ends(here, true);
        let (label, utc) = match offsets_s {
            [0, 0] => ("UTC".to_owned(), None),
            [one, other] => {
                let years = here.0.year != utc.0.year || here.1.year != utc.1.year;
                let label = self.offset_label(one);
                let label = if one == other {
                    label
                } else {
                    format!("{label}→{}", self.offset_label(other))
                };
                (label, Some(self.ends(utc, years || here.0.year != here.1.year)))
            }
        };
        match (self.lang, utc) {
            (Lang::Ja, None) => format!("{local}（{label}）"),
            (Lang::Ja, Some(utc)) => format!("{local}（{label}、UTCでは{utc}）"),
            (Lang::En, None) => format!("{local} ({label})"),
            (Lang::En, Some(utc)) => format!("{local} ({label}; {utc} UTC)"),
        }
    }

    fn ends(self, (from, to): (Civil, Civil), with_year: bool) -> String {
        let same_day = (from.year, from.month, from.day) == (to.year, to.month, to.day);
        let whole = |c: Civil, with_year: bool| match self.lang {
            Lang::Ja => ja_time(c, with_year),
            Lang::En => en_time(c, with_year),
        };
        let first = whole(from, with_year);
        if from == to {
            return first;
        }
        match self.lang {
            Lang::Ja if same_day => format!("{first}〜{}", clock(to, false)),
            Lang::Ja => format!("{first}〜{}", whole(to, with_year && from.year != to.year)),
            Lang::En if same_day => format!("{first}–{}", clock(to, true)),
            Lang::En => format!("{first} – {}", whole(to, with_year)),
        }
    }

    fn offset_label(self, offset_s: i32) -> String {
        if offset_s == JAPAN_OFFSET_S && self.is_japan() {
            self.say("zone-japan")
        } else {
            let minutes = offset_s.abs() / 60;
            let sign = if offset_s < 0 { '−' } else { '+' };
            match minutes % 60 {
                0 => format!("UTC{sign}{}", minutes / 60),
                rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
            }
        }
    }

    fn is_japan(self) -> bool {
        matches!(self.zone.label().as_str(), "Asia/Tokyo" | "Japan" | "+09:00")
    }

    /// Whether the person's zone is UTC itself, so that one column says both.
    pub(crate) fn is_utc(self) -> bool {
        matches!(self.zone.label().as_str(), "+00:00" | "UTC" | "Etc/UTC")
    }

    /// The heading of the column with the person's times.
    pub(crate) fn zone_heading(self) -> String {
        if self.is_japan() {
            return self.say("zone-japan-column");
        }
        let label = match self.zone {
            Zone::Fixed(offset_s) => self.offset_label(*offset_s),
            Zone::Named(_) => self.zone.label(),
        };
        self.text("zone-named-column", &[("zone", label.into())])
    }

    /// `2026-03-02 03:22:05` in the person's zone.
    pub(crate) fn local(self, at: Time) -> String {
        table_time(at.civil(self.zone.offset_s(at)))
    }

    /// `1/4294967296` in two figures: about 1 in 4.3 billion.
    pub(crate) fn odds(self, odds: &str) -> String {
        let Some(many) = odds.strip_prefix("1/").and_then(|many| many.parse::<u128>().ok()) else {
            return odds.to_owned();
        };
        let units = match self.lang {
            Lang::Ja => JA_UNITS.as_slice(),
            Lang::En => EN_UNITS.as_slice(),
        };
        let power = many.checked_ilog10().unwrap_or(0);
        if units.last().is_some_and(|(last, _)| power >= last + 4) {
            return self.text("unit-odds-less", &[("power", i64::from(power).into())]);
        }
        let unit = units.iter().rev().find(|(unit, _)| *unit <= power);
        let (zeros, name) = unit.copied().unwrap_or((0, ""));
        // Two figures are kept: tenths only below ten.
        let kept = 10_u128.pow(if zeros == 0 { 0 } else { power.max(1) - 1 });
        let figures = (many + kept / 2) / kept;
        let shown = match (zeros, power - zeros) {
            (1.., 0) => format!("{}.{}", figures / 10, figures % 10),
            (0, _) => many.to_string(),
            (_, places) => (figures * 10_u128.pow(places - 1)).to_string(),
        };
        let shown = grouped(shown.strip_suffix(".0").unwrap_or(&shown));
        self.text("unit-odds", &[("many", format!("{shown}{name}").into())])
    }

    /// A length of time in the two largest units that matter.
    pub(crate) fn duration(self, seconds: i64) -> String {
        let seconds = seconds.max(0);
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
        let count = |key: &str, n: i64| self.text(key, &[("count", n.into())]);
        match (days, seconds / 3600, seconds / 60) {
            (1.., ..) if hours == 0 => count("unit-days", days),
            (1.., ..) => {
                self.text("unit-days-hours", &[("days", days.into()), ("hours", hours.into())])
            }
            (_, 1.., _) if minutes == 0 => count("unit-hours", hours),
            (_, 1.., _) => self.text(
                "unit-hours-minutes",
                &[("hours", hours.into()), ("minutes", minutes.into())],
            ),
            (.., 1..) if seconds % 60 == 0 => count("unit-minutes", minutes),
            (.., 1..) => self.text(
                "unit-minutes-seconds",
                &[("minutes", minutes.into()), ("seconds", (seconds % 60).into())],
            ),
            _ => count("unit-seconds", seconds),
        }
    }

    /// `資料1・17行`.
    pub(crate) fn cite(self, cite: Cite) -> String {
        let line = i64::from(cite.line);
        let args = [("exhibit", number(cite.exhibit)), ("line", line.into())];
        self.text("dossier-cite-short", &args)
    }

    /// `資料1`.
    pub(crate) fn exhibit(self, id: ExhibitId) -> String {
        self.text("dossier-exhibit", &[("exhibit", number(id))])
    }

    /// Several places; more than `limit` are counted.
    pub(crate) fn cites(self, cites: &[Cite], limit: usize) -> Vec<String> {
        let mut out: Vec<String> = cites.iter().take(limit).map(|c| self.cite(*c)).collect();
        if cites.len() > limit {
            out.push(self.text("dossier-lines-more", &[("count", (cites.len() - limit).into())]));
        }
        out
    }

    /// The same as a cell of lines, each leading to its place where the page has one.
    pub(super) fn places(self, cites: &[Cite], limit: usize) -> Cell {
        let texts = self.cites(cites, limit).into_iter();
        let known = cites.iter().take(limit).map(Some).chain(std::iter::repeat(None));
        let line = |(text, cite): (String, Option<&Cite>)| match cite {
            Some(cite) => vec![Span::cite(text, *cite)],
            None => vec![Span::plain(text)],
        };
        texts.zip(known).map(line).collect()
    }
}

/// `12,000.5`.
pub(crate) fn grouped_amount(amount: Amount) -> String {
    grouped(&amount.to_string())
}

/// `12,000.5 USDT`.
pub(crate) fn coins(amount: Amount, asset: &str) -> String {
    let amount = grouped_amount(amount);
    if asset.is_empty() { amount } else { format!("{amount} {asset}") }
}

/// `2026-03-01 18:22:05` in UTC, for tables.
pub(crate) fn utc_time(at: Time) -> String {
    table_time(at.civil(0))
}

/// The number of an exhibit as people say it, without zeros before it.
pub(crate) fn number(id: ExhibitId) -> Arg {
    Arg::Text(id.0.to_string())
}

/// Hundredths of a percent as percent: `125` is `1.25`.
pub(crate) fn percent_of_points(points: i64) -> String {
    let sign = if points < 0 { "-" } else { "" };
    let size = points.unsigned_abs();
    format!("{sign}{}.{:02}", grouped(&(size / 100).to_string()), size % 100)
}

fn table_time(c: Civil) -> String {
    let fraction = fraction(c);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}{fraction}",
        c.year, c.month, c.day, c.hour, c.minute, c.second
    )
}

fn ja_time(c: Civil, with_year: bool) -> String {
    let year = if with_year { format!("{}年", c.year) } else { String::new() };
    format!("{year}{}月{}日 {}", c.month, c.day, clock(c, false))
}

fn en_time(c: Civil, with_year: bool) -> String {
    let month = MONTHS.get(usize::from(c.month.saturating_sub(1))).copied().unwrap_or("?");
    let year = if with_year { format!(" {}", c.year) } else { String::new() };
    format!("{} {month}{year} {}", c.day, clock(c, true))
}

fn clock(c: Civil, two_digits: bool) -> String {
    let hour = if two_digits { format!("{:02}", c.hour) } else { c.hour.to_string() };
    format!("{hour}:{:02}:{:02}{}", c.minute, c.second, fraction(c))
}

fn fraction(c: Civil) -> String {
    if c.micros == 0 {
        return String::new();
    }
    let digits = format!("{:06}", c.micros);
    format!(".{}", digits.trim_end_matches('0'))
}
