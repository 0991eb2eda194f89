//! Is this DER, and what is in it? A strict reader for the foreign bytes of a stamp (ITU-T X.690):
//! definite minimal lengths, minimal integers, nothing left over. What DER forbids is refused.

/// The bytes are not the DER that was expected; says which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotDer(pub(crate) &'static str);

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const UTF8_STRING: u8 = 0x0c;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Context-specific tag, primitive.
pub(crate) const fn context(number: u8) -> u8 {
    0x80 | number
}

/// Context-specific tag, constructed.
pub(crate) const fn inside(number: u8) -> u8 {
    0xa0 | number
}

/// How deep values may lie within values.
const DEPTH: usize = 24;
const CONSTRUCTED: u8 = 0x20;

/// One value: its tag, what it holds, and all of it as it stood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    pub(crate) whole: &'a [u8],
}

/// Values one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    /// The part of the stamp being read, for the fault.
    part: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], part: &'static str) -> Self {
        Self { rest: bytes, part }
    }

    /// Says that this part is not as it should be.
    pub(crate) fn fault<T>(&self) -> Result<T, NotDer> {
        Err(NotDer(self.part))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next value.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self) -> Result<Value<'a>, NotDer> {
        let (value, rest) = split(self.rest).ok_or(NotDer(self.part))?;
        self.rest = rest;
        Ok(value)
    }

    /// What the next value holds, which must have this tag.
    pub(crate) fn take(&mut self, tag: u8) -> Result<&'a [u8], NotDer> {
        match self.any()? {
            value if value.tag == tag => Ok(value.content),
            _ => self.fault(),
        }
    }

    /// What the next value holds, if it has this tag.
    pub(crate) fn take_if(&mut self, tag: u8) -> Result<Option<&'a [u8]>, NotDer> {
        if self.peek() == Some(tag) { self.take(tag).map(Some) } else { Ok(None) }
    }

    /// The values inside the next one, which must have this tag.
    pub(crate) fn enter(&mut self, tag: u8) -> Result<Self, NotDer> {
        self.take(tag).map(|content| Self::new(content, self.part))
    }

    /// The same, if it has this tag.
    pub(crate) fn enter_if(&mut self, tag: u8) -> Result<Option<Self>, NotDer> {
        Ok(self.take_if(tag)?.map(|content| Self::new(content, self.part)))
    }

    /// An integer from 0 that fits, of a tag that stands for INTEGER.
    pub(crate) fn small(&mut self, tag: u8) -> Result<u32, NotDer> {
        let part = self.part;
        let magnitude = unsigned(self.take(tag)?).ok_or(NotDer(part))?;
        if magnitude.len() > 3 {
            return self.fault();
        }
        Ok(magnitude.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    }

    /// Nothing may be left.
    pub(crate) fn end(&self) -> Result<(), NotDer> {
        if self.rest.is_empty() { Ok(()) } else { self.fault() }
    }
}

/// The first value and what follows it.
fn split(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let (&tag, after_tag) = bytes.split_first()?;
    // Tags from 31 take more bytes; nothing in a stamp has one.
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (&first, after_first) = after_tag.split_first()?;
    let (length, after_length) = if first < 0x80 {
        (usize::from(first), after_first)
    } else {
        long_length(usize::from(first & 0x7f), after_first)?
    };
    let (content, rest) = after_length.split_at_checked(length)?;
    let (whole, _) = bytes.split_at_checked(bytes.len() - rest.len())?;
    let value = Value { tag, content, whole };
    holds_its_type(&value).then_some((value, rest))
}

/// A length of `digits` bytes: at most three, no leading zero, none that fits in one byte.
fn long_length(digits: usize, bytes: &[u8]) -> Option<(usize, &[u8])> {
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (digits, rest) = bytes.split_at_checked(digits)?;
    let length = digits.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    (digits.first() != Some(&0) && length >= 0x80).then_some((length, rest))
}

/// The rules DER has for the content of the basic types.
fn holds_its_type(value: &Value<'_>) -> bool {
    let content = value.content;
    match value.tag {
        BOOLEAN => matches!(content, [0 | 0xff]),
        INTEGER => match content {
            [] => false,
            [0, next, ..] => *next >= 0x80,
            [0xff, next, ..] => *next < 0x80,
            _ => true,
        },
        BIT_STRING => match content {
            [] => false,
            [unused, bits @ ..] => match bits.last() {
                None => *unused == 0,
                Some(last) => *unused < 8 && u32::from(*unused) <= last.trailing_zeros(),
            },
        },
        NULL => content.is_empty(),
        OID => {
            let starts = |pair: &[u8]| matches!(pair, [end, 0x80] if *end < 0x80);
            content.last().is_some_and(|last| *last < 0x80)
                && content.first() != Some(&0x80)
                && !content.windows(2).any(starts)
        }
        UTF8_STRING => std::str::from_utf8(content).is_ok(),
        SEQUENCE | SET => true,
        // Other universal types of a stamp are texts and times, never built of parts.
        tag => tag & 0xc0 != 0 || tag & CONSTRUCTED == 0 && tag != 0,
    }
}

/// What an INTEGER from 0 holds, without the leading zero; nothing if it is below 0.
pub(crate) fn unsigned(content: &[u8]) -> Option<&[u8]> {
    match content {
        [0, rest @ ..] => Some(rest),
        [first, ..] if *first < 0x80 => Some(content),
        _ => None,
    }
}

/// Refuses bytes that are not one value of DER down to its last part, read or not.
pub(crate) fn check(bytes: &[u8], part: &'static str) -> Result<(), NotDer> {
    let mut reader = Reader::new(bytes, part);
    let value = reader.any()?;
    reader.end()?;
    check_within(&value, part, DEPTH)
}

fn check_within(value: &Value<'_>, part: &'static str, depth: usize) -> Result<(), NotDer> {
    if value.tag & CONSTRUCTED == 0 {
        return Ok(());
    }
    let depth = depth.checked_sub(1).ok_or(NotDer(part))?;
    let mut reader = Reader::new(value.content, part);
    while !reader.is_empty() {
        check_within(&reader.any()?, part, depth)?;
    }
    Ok(())
}

/// Puts a tag and a length before `content`.
pub(crate) fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let mut whole = vec![tag];
    if length >= 0x80 {
        // A length has at most eight bytes.
        whole.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
    } else if length == 0 {
        whole.push(0);
    }
    whole.extend(digits);
    whole.extend(content);
    whole
}

/// INTEGER of a number from 0.
pub(crate) fn integer(number: u64) -> Vec<u8> {
    let mut content: Vec<u8> =
        number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    if content.first().is_none_or(|first| *first >= 0x80) {
        content.insert(0, 0);
    }
    wrap(INTEGER, &content)
}

/// A moment of `GeneralizedTime` or `UTCTime` as X.690 11.7 and 11.8 want it, in microseconds since
/// 1970; digits beyond those of a microsecond are cut off.
pub(crate) fn time(value: &Value<'_>) -> Option<i64> {
    let text = std::str::from_utf8(value.content).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole = match value.tag {
        GENERALIZED_TIME => whole.to_owned(),
        // RFC 5280 4.1.2.5.1: from 50 on it is the 20th century.
        UTC_TIME if fraction.is_none() => {
            format!("{}{whole}", if whole < "50" { "20" } else { "19" })
        }
        _ => return None,
    };
    if whole.len() != 14 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = seconds_since_1970(whole.parse().ok()?)?;
    Some(seconds * 1_000_000 + fraction.map_or(Some(0), microseconds)?)
}

/// `year month day hour minute second` in 14 decimal digits.
fn seconds_since_1970(digits: i64) -> Option<i64> {
    let part = |place: i64| digits / place % 100;
    let (year, month, day) = (digits / 10_000_000_000, part(100_000_000), part(1_000_000));
    let (hour, minute, second) = (part(10_000), part(100), part(1));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=length).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Years counted from March, so that the leap day is the last of its year.
    let march_year = if month < 3 { year - 1 } else { year };
    let march_month = (month + 9) % 12;
    let leap_days =
        march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
    let days = 365 * march_year + leap_days + (153 * march_month + 2) / 5 + day - 1 - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// The fraction after the point: at least one digit, the last not zero.
fn microseconds(fraction: &str) -> Option<i64> {
    let digits = (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && !fraction.ends_with('0');
    digits.then(|| format!("{fraction:0<6}").get(..6)?.parse().ok())?
}

#[cfg(test)]
mod tests;
