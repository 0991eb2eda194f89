//! `Date` headers (RFC 5322 §3.3, with the obsolete zones) as Unix seconds.

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Unix seconds UTC, `None` when the text is no date.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text = text.split('(').next().unwrap_or_default();
    let text = text.split_once(',').map(|(_, rest)| rest).unwrap_or(text);
    let mut words = text.split_whitespace();
    let day: i64 = words.next()?.parse().ok()?;
    let month = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| month.starts_with(name))?;
    let year: i64 = words.next()?.parse().ok()?;
    let year = match year {
        0..=49 => year + 2000,
        50..=999 => year + 1900,
        1000..=9999 => year,
        _ => return None,
    };
    let mut clock = words.next()?.split(':');
    let hour: i64 = clock.next()?.parse().ok()?;
    let minute: i64 = clock.next()?.parse().ok()?;
    let second: i64 = clock.next().map_or(Some(0), |it| it.parse().ok())?;
    let offset = zone(words.next().unwrap_or("-0000"))?;
    let fine = (1..=31).contains(&day) && (0..24).contains(&hour) && (0..60).contains(&minute);
    if !fine || !(0..=60).contains(&second) {
        return None;
    }
    let days = days_from_civil(year, i64::try_from(month).ok()? + 1, day);
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second - offset)
}

fn zone(name: &str) -> Option<i64> {
    let hours = match name.to_ascii_uppercase().as_str() {
        "GMT" | "UT" | "UTC" | "Z" => 0,
        "JST" => 9,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return offset(name),
    };
    Some(hours * 3_600)
}

fn offset(name: &str) -> Option<i64> {
    let (sign, digits) = match name.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let value: i64 = digits.replace(':', "").parse().ok()?;
    (value < 2400).then(|| sign * (value / 100 * 3_600 + value % 100 * 60))
}

/// Days from 1970-01-01 of a date in the Gregorian calendar.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_with_their_zones() {
        assert_eq!(parse("Fri, 26 Jun 2026 18:59:06 +0800"), Some(1_782_471_546));
        assert_eq!(parse("26 Jun 2026 10:59:06 GMT"), Some(1_782_471_546));
        assert_eq!(parse("Fri, 26 Jun 26 19:59 JST (noon)"), Some(1_782_471_540));
        assert_eq!(parse("1 Jan 1970 00:00:00 +0000"), Some(0));
        assert_eq!(parse("29 Feb 2024 00:00:00 Z"), Some(1_709_164_800));
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "soon", "26 Juni", "40 Jun 2026 10:00 +0900", "1 Jan 2026 25:00 +0900"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
