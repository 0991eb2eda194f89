//! What does the machine-readable zone of a travel document say, and do its check digits agree?
//! ICAO Doc 9303 parts 3 to 6: TD1 (three lines of 30), TD2 (two of 36), TD3 (two of 44), weights
//! 7-3-1.
//!
//! A text reader takes 0 for O, 1 for I, 8 for B, 5 for S. Where the zone admits only digits or only
//! letters that is put right by the place; in a document number only where one reading with the fewest
//! changes satisfies the check digit.

/// The size of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Cards: three lines of 30.
    Td1,
    /// Larger cards: two lines of 36.
    Td2,
    /// Passports: two lines of 44.
    Td3,
}

/// A day as the zone writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What was read. Number and name stay out: nobody needs them to judge the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its size.
    pub size: Size,
    /// The issuing state, three letters.
    pub issuer: String,
    /// The day the document expires; `None` where it is not readable or not stated.
    pub expires: Option<Day>,
    /// Check digits that agree.
    pub agreeing: u8,
    /// Check digits there are.
    pub checks: u8,
    /// Letters that were put right by their place.
    pub repaired: u8,
}

/// Finds the zone among lines that were read.
pub fn find(text: &str) -> Option<Zone> {
    let lines: Vec<Vec<char>> = text.lines().map(squeezed).filter(|it| it.len() >= 28).collect();
    let starts = (0..lines.len()).filter_map(|at| lines.get(at..));
    let zones = starts.filter_map(|rest| match rest {
        [_, second, ..] if near(second, 44) => td3(rest),
        [_, second, ..] if near(second, 36) => td2(rest),
        [_, second, third, ..] if near(second, 30) && near(third, 30) => td1(rest),
        _ => None,
    });
    zones.max_by_key(|zone| zone.agreeing)
}

/// Only what a zone is made of.
fn squeezed(line: &str) -> Vec<char> {
    let folded = line.chars().flat_map(|letter| match letter {
        '«' | '≪' | '《' => vec!['<', '<'],
        '＜' | '‹' | '〈' | 'く' | 'ぐ' => vec!['<'],
        letter => letter.to_uppercase().collect(),
    });
    folded.filter(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || *it == '<').collect()
}

/// A reader loses or doubles a filler now and then.
fn near(line: &[char], length: usize) -> bool {
    line.len().abs_diff(length) <= 2
}

struct Reading {
    line: Vec<char>,
    repaired: u8,
}

#[derive(Clone, Copy)]
enum Kind {
    Digits,
    Letters,
}

impl Reading {
    /// Brings a line to its length; only fillers are added or taken away.
    fn new(line: &[char], length: usize) -> Option<Self> {
        let mut line = line.to_vec();
        while line.len() > length {
            let filler = line.windows(2).position(|pair| pair == ['<', '<'])?;
            line.remove(filler);
        }
        if line.len() < length {
            let filler = line.windows(2).rposition(|pair| pair == ['<', '<'])?;
            while line.len() < length {
                line.insert(filler, '<');
            }
        }
        Some(Self { line, repaired: 0 })
    }

    fn part(&self, from: usize, length: usize) -> Vec<char> {
        self.line.iter().skip(from).take(length).copied().collect()
    }

    fn repair(&mut self, from: usize, length: usize, kind: Kind) {
        for letter in self.line.iter_mut().skip(from).take(length) {
            let right = match kind {
                Kind::Digits => digit_like(*letter),
                Kind::Letters => letter_like(*letter),
            };
            if right != *letter {
                *letter = right;
                self.repaired = self.repaired.saturating_add(1);
            }
        }
    }

    /// A document number with its check digit behind it.
    fn number(&mut self, from: usize) -> bool {
        self.repair(from + 9, 1, Kind::Digits);
        let read = self.part(from, 9);
        let Some(check) = self.line.get(from + 9).copied() else { return false };
        if agrees(&read, check) {
            return true;
        }
        let unsure: Vec<usize> = (0..read.len())
            .filter(|at| read.get(*at).is_some_and(|it| other(*it) != *it))
            .collect();
        if unsure.len() > 6 {
            return false;
        }
        let readings = (1..1_usize << unsure.len()).map(|choice| {
            let mut reading = read.clone();
            for (bit, at) in unsure.iter().enumerate() {
                if let Some(letter) = reading.get_mut(*at).filter(|_| choice >> bit & 1 == 1) {
                    *letter = other(*letter);
                }
            }
            (choice.count_ones(), reading)
        });
        let fitting: Vec<(u32, Vec<char>)> = readings.filter(|it| agrees(&it.1, check)).collect();
        // The fewest changes, and only if no other reading needs as few.
        let fewest = fitting.iter().map(|it| it.0).min();
        let mut best = fitting.iter().filter(|it| Some(it.0) == fewest);
        let (Some((changes, reading)), None) = (best.next(), best.next()) else { return false };
        for (letter, right) in self.line.iter_mut().skip(from).zip(reading) {
            *letter = *right;
        }
        self.repaired = self.repaired.saturating_add(u8::try_from(*changes).unwrap_or(u8::MAX));
        true
    }

    /// A day of six digits with its check digit behind it.
    fn day(&mut self, from: usize) -> bool {
        self.repair(from, 7, Kind::Digits);
        self.checked(from, 6)
    }

    fn checked(&self, from: usize, length: usize) -> bool {
        let check = self.line.get(from + length).copied().unwrap_or('?');
        agrees(&self.part(from, length), check)
    }
}

fn digit_like(letter: char) -> char {
    match letter {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        letter => letter,
    }
}

fn letter_like(letter: char) -> char {
    match letter {
        '0' => 'O',
        '1' => 'I',
        '2' => 'Z',
        '5' => 'S',
        '6' => 'G',
        '8' => 'B',
        letter => letter,
    }
}

/// What a letter may have been.
fn other(letter: char) -> char {
    if letter.is_ascii_digit() { letter_like(letter) } else { digit_like(letter) }
}

fn value(letter: char) -> Option<u32> {
    if letter == '<' { Some(0) } else { letter.to_digit(36) }
}

fn agrees(letters: &[char], check: char) -> bool {
    let values = letters.iter().map(|it| value(*it));
    let weighted = values.zip([7, 3, 1].into_iter().cycle()).map(|(it, weight)| Some(it? * weight));
    let sum: Option<u32> = weighted.sum();
    let check = if check == '<' { Some(0) } else { check.to_digit(10) };
    sum.is_some_and(|sum| Some(sum % 10) == check)
}

/// The century of an expiry: documents run at most some decades, so the 21st.
fn expiry(digits: &[char]) -> Option<Day> {
    let two = |at: usize| {
        let tens = digits.get(at)?.to_digit(10)?;
        u8::try_from(tens * 10 + digits.get(at + 1)?.to_digit(10)?).ok()
    };
    let (year, month, day) = (two(0)?, two(2)?, two(4)?);
    let real = (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then_some(Day { year: 2000 + u16::from(year), month, day })
}

/// No zone without at least two check digits that agree: other lines are long too.
fn zone(
    size: Size,
    issuer: &[char],
    expires: Option<Day>,
    checks: &[bool],
    repaired: u8,
) -> Option<Zone> {
    let agreeing = u8::try_from(checks.iter().filter(|it| **it).count()).ok()?;
    let issuer = issuer.iter().collect::<String>().trim_end_matches('<').to_owned();
    let checks = u8::try_from(checks.len()).ok()?;
    (agreeing >= 2).then_some(Zone { size, issuer, expires, agreeing, checks, repaired })
}

fn td3(lines: &[Vec<char>]) -> Option<Zone> {
    let [first, second, ..] = lines else { return None };
    let mut it = Reading::new(second, 44)?;
    let (number, birth) = (it.number(0), it.day(13));
    let until = it.day(21);
    it.repair(10, 3, Kind::Letters);
    it.repair(42, 2, Kind::Digits);
    let personal = it.checked(28, 14);
    let whole = [it.part(0, 10), it.part(13, 7), it.part(21, 22)].concat();
    let composite = agrees(&whole, it.line.last().copied()?);
    let issuer: Vec<char> = first.iter().skip(2).take(3).map(|it| letter_like(*it)).collect();
    let expires = until.then(|| expiry(&it.part(21, 6))).flatten();
    zone(Size::Td3, &issuer, expires, &[number, birth, until, personal, composite], it.repaired)
}

fn td2(lines: &[Vec<char>]) -> Option<Zone> {
    let [first, second, ..] = lines else { return None };
    let mut it = Reading::new(second, 36)?;
    let (number, birth) = (it.number(0), it.day(13));
    let until = it.day(21);
    it.repair(10, 3, Kind::Letters);
    it.repair(35, 1, Kind::Digits);
    let whole = [it.part(0, 10), it.part(13, 7), it.part(21, 14)].concat();
    let composite = agrees(&whole, it.line.last().copied()?);
    let issuer: Vec<char> = first.iter().skip(2).take(3).map(|it| letter_like(*it)).collect();
    let expires = until.then(|| expiry(&it.part(21, 6))).flatten();
    zone(Size::Td2, &issuer, expires, &[number, birth, until, composite], it.repaired)
}

fn td1(lines: &[Vec<char>]) -> Option<Zone> {
    let [first, second, ..] = lines else { return None };
    let mut upper = Reading::new(first, 30)?;
    let mut lower = Reading::new(second, 30)?;
    upper.repair(2, 3, Kind::Letters);
    let number = upper.number(5);
    let (birth, until) = (lower.day(0), lower.day(8));
    lower.repair(15, 3, Kind::Letters);
    lower.repair(29, 1, Kind::Digits);
    let whole =
        [upper.part(5, 25), lower.part(0, 7), lower.part(8, 7), lower.part(18, 11)].concat();
    let composite = agrees(&whole, lower.line.last().copied()?);
    let expires = until.then(|| expiry(&lower.part(8, 6))).flatten();
    let repaired = upper.repaired.saturating_add(lower.repaired);
    zone(Size::Td1, &upper.part(2, 3), expires, &[number, birth, until, composite], repaired)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimens of ICAO Doc 9303 parts 4, 6 and 5.
    const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
        L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n\
        ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

    fn summary(text: &str) -> Option<(Size, u8, u8, u8)> {
        find(text).map(|it| (it.size, it.agreeing, it.checks, it.repaired))
    }

    #[test]
    fn the_specimens_of_the_standard_agree() {
        assert_eq!(summary(TD3), Some((Size::Td3, 5, 5, 0)));
        assert_eq!(summary(TD2), Some((Size::Td2, 4, 4, 0)));
        assert_eq!(summary(TD1), Some((Size::Td1, 4, 4, 0)));
        let zone = find(TD3).unwrap();
        assert_eq!(zone.issuer, "UTO");
        assert_eq!(zone.expires, Some(Day { year: 2012, month: 4, day: 15 }));
    }

    #[test]
    fn what_a_reader_mistakes_is_put_right_by_its_place() {
        let read = TD3
            .replace("UTO740", "UT074O")
            .replace("L898902C3", "L8989O2C3")
            .replace("<<<<<10", "<<<<<IO")
            .replace("1204159", "I2O4I59");
        assert_eq!(summary(&read), Some((Size::Td3, 5, 5, 8)));
        // A filler lost in the run, and one read as a guillemet.
        let read = TD3.replace("<<<<<10", "«<<10");
        assert_eq!(summary(&read), Some((Size::Td3, 5, 5, 0)));
    }

    #[test]
    fn a_wrong_digit_is_not_talked_away() {
        let zone = find(&TD3.replace("1204159", "1304159")).unwrap();
        assert!(zone.agreeing < zone.checks);
        assert_eq!(zone.expires, None);
        assert_eq!(find("no zone here\nat all, only words of a letter"), None);
        assert_eq!(find(&"A".repeat(44).repeat(3)), None);
        assert_eq!(find(&"<\n".repeat(10_000)), None);
    }
}
