//! How much: exact decimal quantities and prices, never floats.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Decimal places an [`Amount`] keeps. Tokens have at most 18; Binance prints at most 10.
pub const DECIMALS: i32 = 18;
const ONE: i128 = 1_000_000_000_000_000_000;
/// Largest whole part that is read: sums of a thousand such values still fit.
const WHOLE_LIMIT: i128 = 100_000_000_000_000_000;

/// An exact quantity or price in units of 10⁻¹⁸; `Display` prints it without exponent and
/// without trailing zeros.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Amount(i128);

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// Nothing there.
    Empty,
    /// Something that is not a number.
    NotANumber,
    /// More than 18 decimal places that matter, or more than 10¹⁷ whole units.
    OutOfRange,
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One unit.
    pub const ONE: Self = Self(ONE);

    /// A whole number of units.
    pub const fn whole(units: i64) -> Self {
        Self(units as i128 * ONE)
    }

    /// Reads `-1,234.50`, `6.0E-7`, `+3`, ` 12 `: sign, thousands commas, exponent.
    pub fn parse(text: &str) -> Result<Self, AmountFault> {
        let text = text.trim();
        let (negative, digits) = match text.as_bytes().first() {
            None => return Err(AmountFault::Empty),
            Some(b'-') => (true, text.get(1..).unwrap_or_default()),
            Some(b'+') => (false, text.get(1..).unwrap_or_default()),
            Some(_) => (false, text),
        };
        let size = parse_unsigned(digits.as_bytes())?;
        Ok(Self(if negative { -size } else { size }))
    }

    /// Whether this is exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether this is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The size without the sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// `self × n`; saturates at the largest amount.
    #[must_use]
    pub const fn times(self, n: i64) -> Self {
        Self(self.0.saturating_mul(n as i128))
    }

    /// `self ÷ n`, towards zero; `n` of 0 gives 0.
    #[must_use]
    pub const fn over(self, n: i64) -> Self {
        if n == 0 { Self(0) } else { Self(self.0 / n as i128) }
    }

    /// `self × other`, rounded towards zero: quantity times price.
    #[must_use]
    pub fn multiplied_by(self, other: Self) -> Self {
        mul_div(self.0, other.0, ONE).map_or(Self(i128::MAX), Self)
    }

    /// `self ÷ other`, rounded towards zero: a price; `None` when `other` is zero or the result
    /// does not fit.
    pub fn divided_by(self, other: Self) -> Option<Self> {
        mul_div(self.0, ONE, other.0).map(Self)
    }

    /// How far `self` is from `base`, in basis points of `base`, towards zero.
    pub fn basis_points_from(self, base: Self) -> Option<i64> {
        let difference = Self(self.0.checked_sub(base.0)?);
        let points = mul_div(difference.0, 10_000, base.0)?;
        i64::try_from(points).ok()
    }

    /// The share `self ÷ whole` in percent, 0–100 and above, towards zero.
    pub fn percent_of(self, whole: Self) -> Option<i64> {
        i64::try_from(mul_div(self.0, 100, whole.0)?).ok()
    }

    /// The units of 10⁻¹⁸, for drawing only.
    pub const fn atoms(self) -> i128 {
        self.0
    }
}

/// Digits, thousands commas, one point, one exponent: the size in atoms.
fn parse_unsigned(text: &[u8]) -> Result<i128, AmountFault> {
    let mut value: i128 = 0;
    let mut places: i32 = 0;
    let mut seen_digit = false;
    let mut seen_point = false;
    let mut exponent: i32 = 0;
    // Digits since the last thousands comma; `None` before the first.
    let mut group: Option<u32> = None;
    let mut whole_digits = 0_u32;
    let mut rest = text.iter().enumerate();
    while let Some((at, byte)) = rest.next() {
        match byte {
            b'0'..=b'9' => {
                seen_digit = true;
                // Trailing zeros beyond the range must not overflow a number that fits without them.
                if value > i128::MAX / 100 {
                    if *byte != b'0' || !seen_point {
                        return Err(AmountFault::OutOfRange);
                    }
                    continue;
                }
                value = value * 10 + i128::from(byte - b'0');
                places += i32::from(seen_point);
                if !seen_point {
                    whole_digits += 1;
                    group = group.map(|digits| digits + 1);
                }
            }
            // `0,125` is an eighth somewhere: a comma that does not part thousands is no number here.
            b',' if !seen_point && fits_comma(group, whole_digits, value) => group = Some(0),
            b'.' if !seen_point && group.is_none_or(|digits| digits == 3) => seen_point = true,
            b'e' | b'E' if seen_digit => {
                exponent = parse_exponent(text.get(at + 1..).unwrap_or_default())?;
                rest = [].iter().enumerate();
            }
            _ => return Err(AmountFault::NotANumber),
        }
    }
    if !seen_digit {
        return Err(if text.is_empty() { AmountFault::Empty } else { AmountFault::NotANumber });
    }
    if !seen_point && group.is_some_and(|digits| digits != 3) {
        return Err(AmountFault::NotANumber);
    }
    scale(value, DECIMALS - places + exponent)
}

/// Whether a thousands comma may stand here: after one to three digits that are not all zero, then
/// after every third.
fn fits_comma(group: Option<u32>, digits: u32, value: i128) -> bool {
    match group {
        None => (1..=3).contains(&digits) && value > 0,
        Some(since) => since == 3,
    }
}

fn parse_exponent(text: &[u8]) -> Result<i32, AmountFault> {
    let text = std::str::from_utf8(text).map_err(|_| AmountFault::NotANumber)?;
    let exponent: i32 = text.parse().map_err(|_| AmountFault::NotANumber)?;
    if exponent.abs() > 40 { Err(AmountFault::OutOfRange) } else { Ok(exponent) }
}

/// `value × 10^shift`, exact or refused.
fn scale(mut value: i128, shift: i32) -> Result<i128, AmountFault> {
    for _ in 0..shift.max(0) {
        value = value.checked_mul(10).ok_or(AmountFault::OutOfRange)?;
    }
    for _ in shift.min(0)..0 {
        if value % 10 != 0 {
            return Err(AmountFault::OutOfRange);
        }
        value /= 10;
    }
    if value / ONE > WHOLE_LIMIT { Err(AmountFault::OutOfRange) } else { Ok(value) }
}

/// `a × b ÷ c` with a 256-bit product, towards zero; `None` when `c` is 0 or the result does not fit.
fn mul_div(a: i128, b: i128, c: i128) -> Option<i128> {
    if c == 0 {
        return None;
    }
    let negative = (a < 0) ^ (b < 0) ^ (c < 0);
    let (a, b, c) = (a.unsigned_abs(), b.unsigned_abs(), c.unsigned_abs());
    let size = match a.checked_mul(b) {
        Some(product) => product / c,
        None => wide_div(wide_mul(a, b), c)?,
    };
    let size = i128::try_from(size).ok()?;
    Some(if negative { -size } else { size })
}

/// The 256-bit product as (high, low).
fn wide_mul(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a_high, a_low, b_high, b_low) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a_low * b_low;
    let middle_1 = a_high * b_low;
    let middle_2 = a_low * b_high;
    let carry = (low >> 64) + (middle_1 & LOW) + (middle_2 & LOW);
    let high = a_high * b_high + (middle_1 >> 64) + (middle_2 >> 64) + (carry >> 64);
    (high, (carry << 64) | (low & LOW))
}

/// Division of a 256-bit number, binary where the divisor is wide; `None` when the quotient needs more than 128 bits.
fn wide_div((high, low): (u128, u128), divisor: u128) -> Option<u128> {
    if high >= divisor {
        return None;
    }
    // The usual divisor, 10¹⁸, fits in 64 bits: two divisions instead of 128 steps.
    if divisor >> 64 == 0 {
        let upper = (high << 64) | (low >> 64);
        let lower = ((upper % divisor) << 64) | (low & u128::from(u64::MAX));
        return Some(((upper / divisor) << 64) | (lower / divisor));
    }
    let mut rest = high;
    let mut quotient: u128 = 0;
    for bit in (0..128).rev() {
        let overflow = rest >> 127 == 1;
        rest = (rest << 1) | ((low >> bit) & 1);
        quotient <<= 1;
        if overflow || rest >= divisor {
            rest = rest.wrapping_sub(divisor);
            quotient |= 1;
        }
    }
    Some(quotient)
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, fraction) = (size / ONE.unsigned_abs(), size % ONE.unsigned_abs());
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if fraction > 0 {
            let digits = format!("{fraction:018}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn reads_what_exports_print() {
        for (text, printed) in [
            ("0.0010000000", "0.001"),
            ("6.0E-7", "0.0000006"),
            ("-2,105.574", "-2105.574"),
            ("775,000", "775000"),
            ("1E3", "1000"),
            ("+.5", "0.5"),
            ("123456789012345.123456789012345678", "123456789012345.123456789012345678"),
            ("1.0000000000000000000000000000000000000000", "1"),
            ("-0", "0"),
        ] {
            assert_eq!(amount(text).to_string(), printed, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_exact_number() {
        for text in ["", " ", "-", "abc", "1.2.3", "0x10", "1e", "1e99", "NaN", "12 34", ".", ","] {
            assert!(Amount::parse(text).is_err(), "{text}");
        }
        assert_eq!(Amount::parse("0.1234567890123456789"), Err(AmountFault::OutOfRange));
        assert_eq!(Amount::parse("1000000000000000001"), Err(AmountFault::OutOfRange));
    }

    #[test]
    fn multiplies_and_divides_beyond_128_bits() {
        assert_eq!(amount("96120.5").multiplied_by(amount("0.1")), amount("9612.05"));
        assert_eq!(
            amount("90000000000").multiplied_by(amount("0.000000012345")),
            amount("1111.05")
        );
        assert_eq!(
            amount("1111.05").divided_by(amount("0.000000012345")),
            Some(amount("90000000000"))
        );
        assert_eq!(Amount::ONE.divided_by(Amount::ZERO), None);
        assert_eq!(amount("1.02").basis_points_from(Amount::ONE), Some(200));
        assert_eq!(amount("-3").percent_of(amount("4")), Some(-75));
    }

    #[test]
    fn printing_and_reading_agree() {
        let mut seed: u64 = 7;
        for _ in 0..2_000 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let value =
                Amount(i128::from(seed.cast_signed()) * i128::from((seed >> 40) as u32 + 1));
            assert_eq!(amount(&value.to_string()), value);
        }
    }
}
