//! When: instants in UTC, the zones that exports are written in, and the date forms they use.

use std::fmt;

const MICROS: i64 = 1_000_000;
const DAY_S: i64 = 86_400;

/// An instant: microseconds since 1970-01-01T00:00:00Z. `Display` prints RFC 3339 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Time(i64);

impl Time {
    /// From whole seconds since the epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(MICROS))
    }

    /// From microseconds since the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS)
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole minutes since the epoch, rounded down.
    pub const fn minute(self) -> i64 {
        self.seconds().div_euclid(60)
    }

    /// This instant moved by `seconds`.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(MICROS)))
    }

    /// Seconds from `earlier` to `self`, negative when it lies after.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.seconds() - earlier.seconds()
    }

    /// Reads RFC 3339 with an offset, such as `2026-03-01T18:22:05Z` or `…+09:00`.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let stamp: jiff::Timestamp = text.trim().parse().ok()?;
        Some(Self(stamp.as_microsecond()))
    }

    /// The calendar reading of this instant at an offset from UTC in seconds.
    #[expect(clippy::cast_possible_truncation, reason = "remainders of a day fit")]
    pub fn civil(self, offset_s: i32) -> Civil {
        let local = self.seconds() + i64::from(offset_s);
        let (year, month, day) = date_of(local.div_euclid(DAY_S));
        let second = local.rem_euclid(DAY_S) as u32;
        Civil {
            year,
            month,
            day,
            hour: (second / 3600) as u8,
            minute: (second / 60 % 60) as u8,
            second: (second % 60) as u8,
            micros: self.0.rem_euclid(MICROS) as u32,
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = self.civil(0);
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            c.year, c.month, c.day, c.hour, c.minute, c.second
        )?;
        if c.micros > 0 {
            let digits = format!("{:06}", c.micros);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A wall-clock reading without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Full year.
    pub year: i32,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
    /// 0–23.
    pub hour: u8,
    /// 0–59.
    pub minute: u8,
    /// 0–59 (a leap second is read as 59).
    pub second: u8,
    /// 0–999,999.
    pub micros: u32,
}

impl Civil {
    /// The instant of this reading at UTC.
    pub fn at_utc(self) -> Time {
        let days = days_of(self.year, self.month, self.day);
        let seconds = days * DAY_S
            + i64::from(self.hour) * 3600
            + i64::from(self.minute) * 60
            + i64::from(self.second);
        Time(seconds * MICROS + i64::from(self.micros))
    }

    fn checked(self) -> Option<Self> {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let month_days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        let fits = (1..=month_days).contains(&self.day)
            && (1970..2200).contains(&self.year)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60;
        fits.then_some(self)
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, “chrono-Compatible Low-Level
/// Date Algorithms”).
fn days_of(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year =
        (153 * (i64::from(month) + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days_of`].
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months and days fit")]
fn date_of(days: i64) -> (i32, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u8, day as u8)
}

/// The zone that a file's times are written in, or that a person lives in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// A fixed offset from UTC, in seconds.
    Fixed(i32),
    /// A named zone with its daylight-saving rules.
    Named(Box<jiff::tz::TimeZone>),
}

impl Zone {
    /// UTC itself.
    pub const UTC: Self = Self::Fixed(0);

    /// Reads `+09:00`, `UTC+9`, `UTC-03:30`, `Z`, `UTC`, or a name of the IANA database such as
    /// `Asia/Tokyo`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let offset = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
        if offset.is_empty() && !text.is_empty() || matches!(offset, "Z" | "z" | "null") {
            return Some(Self::UTC);
        }
        if let Some(seconds) = parse_offset(offset) {
            return Some(Self::Fixed(seconds));
        }
        let database = jiff::tz::TimeZoneDatabase::bundled();
        let zone = database.get(text).ok()?;
        Some(Self::Named(Box::new(zone)))
    }

    /// The instant of a reading in this zone. A reading that a clock change skips or repeats is
    /// resolved as RFC 5545 does: the later one of a gap, the earlier one of a repeat.
    #[expect(clippy::cast_possible_truncation, reason = "a checked reading has a year below 2200")]
    pub fn at(&self, civil: Civil) -> Time {
        match self {
            Self::Fixed(offset) => civil.at_utc().plus_seconds(-i64::from(*offset)),
            Self::Named(zone) => {
                let reading = jiff::civil::DateTime::new(
                    civil.year as i16,
                    civil.month.cast_signed(),
                    civil.day.cast_signed(),
                    civil.hour.cast_signed(),
                    civil.minute.cast_signed(),
                    civil.second.cast_signed(),
                    (civil.micros * 1000).cast_signed(),
                );
                let instant =
                    reading.ok().and_then(|r| zone.to_ambiguous_timestamp(r).compatible().ok());
                instant.map_or_else(|| civil.at_utc(), |i| Time(i.as_microsecond()))
            }
        }
    }

    /// The offset from UTC in seconds that holds at an instant.
    pub fn offset_s(&self, at: Time) -> i32 {
        match self {
            Self::Fixed(offset) => *offset,
            Self::Named(zone) => jiff::Timestamp::from_microsecond(at.0)
                .map_or(0, |instant| zone.to_offset(instant).seconds()),
        }
    }

    /// `+09:00` for a fixed offset, the IANA name for a named one.
    pub fn label(&self) -> String {
        match self {
            Self::Fixed(offset) => offset_label(*offset),
            Self::Named(zone) => zone.iana_name().unwrap_or("UTC").to_owned(),
        }
    }
}

/// `+09:00` for 32,400 seconds.
pub fn offset_label(offset_s: i32) -> String {
    let sign = if offset_s < 0 { '-' } else { '+' };
    let minutes = offset_s.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `+9`, `-3`, `+5:30`, `+0900`, `--6` (the exchange's file names double the minus).
fn parse_offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (
            -1,
            text.strip_prefix("--")
                .or_else(|| text.strip_prefix('-'))
                .or_else(|| text.strip_prefix('−'))?,
        ),
    };
    let (hours, minutes) = match digits.split_once([':', '.', '_']) {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => (digits.get(..2)?, digits.get(2..)?),
        None => (digits, "0"),
    };
    let hours: i32 = hours.parse().ok().filter(|h| (0..=14).contains(h))?;
    let minutes: i32 = minutes.parse().ok().filter(|m| (0..60).contains(m))?;
    Some(sign * (hours * 3600 + minutes * 60))
}

/// A zone written inside brackets: `Date(UTC+0)`, `…202607252338(UTC+9).csv`, `期間(UTC+9)`.
pub fn zone_in_brackets(text: &str) -> Option<Zone> {
    let normal = text.replace('\u{ff08}', "(").replace('\u{ff09}', ")");
    let mut rest = normal.as_str();
    while let Some((_, after)) = rest.split_once('(') {
        let (inside, next) = after.split_once(')')?;
        let inside = inside.trim();
        if let Some(tail) = inside.strip_prefix("UTC") {
            return if tail.is_empty() || tail == "null" {
                Some(Zone::UTC)
            } else {
                parse_offset(tail.trim()).map(Zone::Fixed)
            };
        }
        rest = next;
    }
    None
}

/// Reads the date forms that exports and re-saved spreadsheets use: `2026-03-01 18:22:05`,
/// `26-03-01 18:22:05`, `2026/3/1 18:22`, `2026-03-01T18:22:05.123`, `01.03.18 18:22`, 12-hour clocks
/// (`AM`, `午後`), and a spreadsheet's serial number. `month_first` reads `3/1/2026` as 1 March;
/// without it that form is refused, because nothing says which number is the month.
pub fn parse_civil(text: &str, month_first: bool) -> Option<Civil> {
    if let Some(civil) = parse_plain(text.as_bytes()) {
        return civil.checked();
    }
    let text = text.trim();
    if let Some(civil) = parse_serial(text) {
        return civil.checked();
    }
    let (date, clock) = text.split_once(['T', ' ', '\u{3000}']).unwrap_or((text, "0:00"));
    let (year, month, day) = parse_date(date, month_first)?;
    let (hour, minute, second, micros) = parse_clock(clock.trim())?;
    Civil { year, month, day, hour, minute, second, micros }.checked()
}

/// The two forms that almost every row has, without searching: `YYYY-MM-DD HH:MM:SS` and
/// `YY-MM-DD HH:MM:SS`.
fn parse_plain(text: &[u8]) -> Option<Civil> {
    let (century, rest) = match text.len() {
        19 => (i32::from(two(text, 0)?) * 100, text.get(2..)?),
        17 => (2000, text),
        _ => return None,
    };
    let marks = [rest.get(2)?, rest.get(5)?, rest.get(8)?, rest.get(11)?, rest.get(14)?];
    if marks != [&b'-', &b'-', &b' ', &b':', &b':'] {
        return None;
    }
    Some(Civil {
        year: century + i32::from(two(rest, 0)?),
        month: two(rest, 3)?,
        day: two(rest, 6)?,
        hour: two(rest, 9)?,
        minute: two(rest, 12)?,
        second: two(rest, 15)?,
        micros: 0,
    })
}

fn two(text: &[u8], at: usize) -> Option<u8> {
    let (tens, ones) = (text.get(at)?.wrapping_sub(b'0'), text.get(at + 1)?.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

fn parse_date(text: &str, month_first: bool) -> Option<(i32, u8, u8)> {
    let mark = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let mut parts = text.trim_end_matches(mark).split(mark);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let number = |text: &str| text.parse::<i32>().ok().filter(|n| (0..10_000).contains(n));
    let small = |text: &str| text.parse::<u8>().ok();
    let full = |year: i32| if year < 100 { year + 2000 } else { year };
    match (a.len(), c.len(), mark) {
        (4, ..) => Some((number(a)?, small(b)?, small(c)?)),
        (2, 1 | 2, '-') => Some((full(number(a)?), small(b)?, small(c)?)),
        (1 | 2, 2 | 4, '.') => Some((full(number(c)?), small(b)?, small(a)?)),
        (1 | 2, 2 | 4, '/') if month_first => Some((full(number(c)?), small(a)?, small(b)?)),
        _ => None,
    }
}

fn parse_clock(text: &str) -> Option<(u8, u8, u8, u32)> {
    let upper = text.to_ascii_uppercase();
    let (upper, afternoon) = half_of_day(upper.trim().trim_end_matches('Z'));
    let mut parts = upper.split(':');
    let hour: u8 = parts.next()?.trim().parse().ok()?;
    let minute: u8 = parts.next()?.parse().ok()?;
    let seconds = parts.next().unwrap_or("0");
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let micros = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let hour = match afternoon {
        None => hour,
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    Some((hour, minute, second.trim().parse().ok()?, micros))
}

/// Takes AM/PM or 午前/午後 off either end; `Some(true)` for the afternoon.
fn half_of_day(text: &str) -> (&str, Option<bool>) {
    for (word, afternoon) in [("AM", false), ("PM", true), ("午前", false), ("午後", true)] {
        if let Some(rest) = text.strip_prefix(word).or_else(|| text.strip_suffix(word)) {
            return (rest.trim(), Some(afternoon));
        }
    }
    (text, None)
}

/// A spreadsheet's day number with a fraction, counted from 1899-12-30.
fn parse_serial(text: &str) -> Option<Civil> {
    let (days, fraction) = text.split_once('.')?;
    let days: i64 = days.parse().ok().filter(|d| (20_000..80_000).contains(d))?;
    let digits = fraction.get(..fraction.len().min(12))?;
    let part: i128 = format!("{digits:0<12}").parse().ok()?;
    let seconds = (part * i128::from(DAY_S) + 500_000_000_000) / 1_000_000_000_000;
    let epoch = days_of(1899, 12, 30);
    Some(Time::from_seconds((epoch + days) * DAY_S + i64::try_from(seconds).ok()?).civil(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> String {
        parse_civil(text, false).map_or_else(|| "refused".to_owned(), |c| c.at_utc().to_string())
    }

    #[test]
    fn reads_every_date_form() {
        for (text, expected) in [
            ("2026-03-01 18:22:05", "2026-03-01T18:22:05Z"),
            ("26-03-01 18:22:05", "2026-03-01T18:22:05Z"),
            ("2026/3/1 18:22", "2026-03-01T18:22:00Z"),
            ("2026-03-01T18:22:05.25", "2026-03-01T18:22:05.25Z"),
            ("01.03.18 18:22", "2018-03-01T18:22:00Z"),
            ("2026-03-01 12:05:00 AM", "2026-03-01T00:05:00Z"),
            ("2026/03/01 午後3:04:05", "2026-03-01T15:04:05Z"),
            ("2024-02-29 00:00:00", "2024-02-29T00:00:00Z"),
            ("43101.5", "2018-01-01T12:00:00Z"),
            ("2026-02-29 00:00:00", "refused"),
            ("2026-13-01 00:00:00", "refused"),
            ("3/1/2026 5:00", "refused"),
            ("Thu 12:30", "refused"),
            ("########", "refused"),
            ("", "refused"),
        ] {
            assert_eq!(utc(text), expected, "{text}");
        }
        let month_first = parse_civil("3/1/2026 5:00", true).unwrap();
        assert_eq!(month_first.at_utc().to_string(), "2026-03-01T05:00:00Z");
    }

    #[test]
    fn reads_zones_where_exports_put_them() {
        for (text, label) in [
            ("Binance-取引履歴-202607252338(UTC+9).csv", "+09:00"),
            ("Binance-Transaction-History-202603230400(UTC--6)_abcd.csv", "-06:00"),
            ("x(UTC+5:30)-part1-of1.csv", "+05:30"),
            ("Date(UTC)", "+00:00"),
            ("Date(UTCnull)", "+00:00"),
            ("期間(UTC+9)", "+09:00"),
            ("copy (1)(UTC+2).csv", "+02:00"),
        ] {
            assert_eq!(zone_in_brackets(text).map(|z| z.label()).as_deref(), Some(label), "{text}");
        }
        assert_eq!(zone_in_brackets("statement (2).csv"), None);
    }

    #[test]
    fn daylight_saving_is_honoured() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let summer = parse_civil("2026-07-01 12:00:00", false).unwrap();
        let winter = parse_civil("2026-01-01 12:00:00", false).unwrap();
        assert_eq!(berlin.at(summer).to_string(), "2026-07-01T10:00:00Z");
        assert_eq!(berlin.at(winter).to_string(), "2026-01-01T11:00:00Z");
        assert_eq!(offset_label(berlin.offset_s(berlin.at(summer))), "+02:00");
    }

    #[test]
    fn every_day_of_two_centuries_survives_the_round_trip() {
        for day in 0..80_000 {
            let civil = Time::from_seconds(day * DAY_S).civil(0);
            assert_eq!(civil.at_utc(), Time::from_seconds(day * DAY_S));
            assert_eq!(civil.checked(), Some(civil));
        }
    }
}
