//! Can the picture of an identity document be read, what must be masked in it, and what does it give
//! away? A pure judgement on pixels, bytes and the words a text reader saw.
//!
//! The figures for sharpness, glare and tilt were measured: `cargo run --example specimens` draws
//! made-up documents with one fault each and has Tesseract read them. No list of an exchange's own
//! limits was found; size and format are therefore settings.

pub mod mrz;
pub mod place;
pub mod sight;

use crate::screen::secret::{self, SecretKind};
use crate::source::text::TextLine;
use mrz::Day;
use sight::Sight;

/// Below this detail no specimen was read to more than a third; see [`Sight::detail`].
pub const DETAIL_NEEDED: u32 = 600;
/// From this detail on every specimen was read to at least nine tenths.
pub const DETAIL_GOOD: u32 = 880;
/// The smallest burnt patch that cost words, thousandths of the picture.
pub const GLARE_PERMILLE: u32 = 2;
/// Up to two degrees every specimen was read; from three on some were not, tenths of a degree.
pub const TILT_DECIDEGREES: u32 = 30;
/// Below this a picture counts as without colour.
pub const COLOUR_PERMILLE: u32 = 5;

/// What a receiver is said to accept. The defaults are widespread figures of third parties, not an
/// exchange's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, bytes.
    pub most_bytes: u64,
    /// Shortest longer side, pixels.
    pub least_side: u32,
    /// Formats by their usual names, lower case.
    pub formats: Vec<String>,
}

impl Default for Limits {
    fn default() -> Self {
        let formats = ["jpeg", "png"].map(ToOwned::to_owned).to_vec();
        Self { most_bytes: 10_000_000, least_side: 600, formats }
    }
}

/// What is known of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The file as it is.
    pub bytes: &'a [u8],
    /// Its format, lower case.
    pub format: &'a str,
    /// What its pixels show.
    pub sight: &'a Sight,
    /// What a text reader saw, where there is one.
    pub text: Option<&'a str>,
    /// The day on which it is judged.
    pub today: Day,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Before anything else is done with the picture.
    First,
    /// It should be taken again.
    Retake,
    /// It may be a reason for refusal.
    Doubt,
    /// Good to know.
    Note,
}

/// What is to be said of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A My Number stands in it: mask it before anything else.
    MyNumber,
    /// Another secret stands in it.
    Secret,
    /// It tells where it was taken.
    TellsPlace,
    /// Too soft or too small to be read.
    Unreadable {
        /// [`Sight::detail`].
        detail: u32,
    },
    /// Soft or small enough that parts were not read in some specimens.
    Soft {
        /// [`Sight::detail`].
        detail: u32,
    },
    /// There is nothing to be seen in it.
    Empty,
    /// A burnt-out patch.
    Glare {
        /// Thousandths of the picture.
        permille: u32,
    },
    /// The paper is as white as glare would be: it cannot be told.
    GlareUnknown,
    /// Edges of the document are not seen: top, right, bottom, left.
    EdgesMissing([bool; 4]),
    /// Turned.
    Tilted {
        /// Whole degrees.
        degrees: u32,
    },
    /// Without colour.
    Grey,
    /// Fewer pixels than the limit.
    Small {
        /// The longer side, pixels.
        side: u32,
        /// The limit.
        least: u32,
    },
    /// A larger file than the limit.
    Large {
        /// Bytes.
        size_bytes: u64,
        /// The limit.
        most_bytes: u64,
    },
    /// A format that is not in the limits.
    Format(String),
    /// Expired on this day.
    Expired(Day),
    /// Expires on this day, which was read by machine.
    Expires(Day),
    /// All check digits of the machine-readable zone agree.
    ZoneAgrees {
        /// Letters that were put right by their place.
        repaired: u8,
    },
    /// Some check digits do not agree: misread, or a soft picture.
    ZoneDisagrees {
        /// Those that agree.
        agreeing: u8,
        /// All there are.
        checks: u8,
    },
    /// No text reader looked: words, dates, zone and My Number are not judged.
    NotRead,
    /// A text reader looked and found no words.
    NoWords,
}

impl Remark {
    /// How much it matters.
    pub fn weight(&self) -> Weight {
        match self {
            Self::MyNumber | Self::Secret => Weight::First,
            Self::Unreadable { .. } | Self::Empty | Self::Glare { .. } | Self::Expired(_) => {
                Weight::Retake
            }
            Self::Soft { .. }
            | Self::EdgesMissing(_)
            | Self::Tilted { .. }
            | Self::Grey
            | Self::Small { .. }
            | Self::Large { .. }
            | Self::Format(_)
            | Self::TellsPlace
            | Self::NoWords
            | Self::ZoneDisagrees { .. } => Weight::Doubt,
            Self::GlareUnknown | Self::Expires(_) | Self::ZoneAgrees { .. } | Self::NotRead => {
                Weight::Note
            }
        }
    }
}

/// Judges a picture; the weightiest remarks first.
pub fn judge(picture: Picture<'_>, limits: &Limits) -> Vec<Remark> {
    let mut remarks = Vec::new();
    of_file(picture, limits, &mut remarks);
    of_sight(picture.sight, limits, &mut remarks);
    match picture.text {
        Some(text) => of_text(text, picture.today, &mut remarks),
        None => remarks.push(Remark::NotRead),
    }
    remarks.sort_by_key(Remark::weight);
    remarks
}

fn of_file(picture: Picture<'_>, limits: &Limits, remarks: &mut Vec<Remark>) {
    if place::is_told(picture.bytes) {
        remarks.push(Remark::TellsPlace);
    }
    let size_bytes = u64::try_from(picture.bytes.len()).unwrap_or(u64::MAX);
    if size_bytes > limits.most_bytes {
        remarks.push(Remark::Large { size_bytes, most_bytes: limits.most_bytes });
    }
    if !limits.formats.iter().any(|format| format == picture.format) {
        remarks.push(Remark::Format(picture.format.to_owned()));
    }
}

fn of_sight(sight: &Sight, limits: &Limits, remarks: &mut Vec<Remark>) {
    let detail = sight.detail;
    match sight.blur_centipixels {
        None => remarks.push(Remark::Empty),
        Some(_) if detail < DETAIL_NEEDED => remarks.push(Remark::Unreadable { detail }),
        Some(_) if detail < DETAIL_GOOD => remarks.push(Remark::Soft { detail }),
        Some(_) => {}
    }
    match sight.glare_permille {
        None => remarks.push(Remark::GlareUnknown),
        Some(permille) if permille >= GLARE_PERMILLE => remarks.push(Remark::Glare { permille }),
        Some(_) => {}
    }
    if sight.edges.contains(&false) {
        remarks.push(Remark::EdgesMissing(sight.edges.map(|is_seen| !is_seen)));
    }
    let tilt = sight.tilt_decidegrees.unwrap_or_default().unsigned_abs();
    if tilt >= TILT_DECIDEGREES {
        remarks.push(Remark::Tilted { degrees: tilt / 10 });
    }
    if sight.colour_permille < COLOUR_PERMILLE {
        remarks.push(Remark::Grey);
    }
    let side = sight.width.max(sight.height);
    if side < limits.least_side {
        remarks.push(Remark::Small { side, least: limits.least_side });
    }
}

fn of_text(text: &str, today: Day, remarks: &mut Vec<Remark>) {
    if text.chars().filter(|letter| letter.is_alphanumeric()).count() < 4 {
        remarks.push(Remark::NoWords);
    }
    let numbered = text.lines().zip(1..);
    let lines: Vec<TextLine> =
        numbered.map(|(text, line)| TextLine { text: text.to_owned(), line }).collect();
    let kinds: Vec<SecretKind> = secret::find(&lines).iter().map(|it| it.kind).collect();
    if kinds.contains(&SecretKind::MyNumber) {
        remarks.push(Remark::MyNumber);
    }
    if kinds.iter().any(|kind| *kind != SecretKind::MyNumber) {
        remarks.push(Remark::Secret);
    }
    let zone = mrz::find(text);
    if let Some(zone) = &zone {
        let (agreeing, checks) = (zone.agreeing, zone.checks);
        remarks.push(if agreeing == checks {
            Remark::ZoneAgrees { repaired: zone.repaired }
        } else {
            Remark::ZoneDisagrees { agreeing, checks }
        });
    }
    if let Some(day) = zone.and_then(|zone| zone.expires).or_else(|| printed_expiry(text)) {
        remarks.push(if day < today { Remark::Expired(day) } else { Remark::Expires(day) });
    }
}

const UNTIL: [&str; 6] =
    ["有効期限", "有効期間", "満了日", "まで有効", "date of expiry", "expiry date"];

/// The latest day in the lines that speak of an expiry, or in the line below: 2031年3月4日,
/// 令和13年3月4日, 2031/03/04.
fn printed_expiry(text: &str) -> Option<Day> {
    let squeezed = |line: &str| line.split_whitespace().collect::<String>().to_lowercase();
    let lines: Vec<String> = text.lines().map(squeezed).collect();
    let is_label = |line: &String| UNTIL.iter().any(|word| line.contains(&squeezed(word)));
    let labelled = lines.iter().enumerate().filter(|(_, line)| is_label(line));
    labelled
        .filter_map(|(at, line)| {
            day(line).or_else(|| lines.get(at + 1).and_then(|below| day(below)))
        })
        .max()
}

fn day(line: &str) -> Option<Day> {
    let mut numbers: Vec<u16> = Vec::new();
    let parts = line.split(|letter: char| !letter.is_ascii_digit()).filter(|it| !it.is_empty());
    numbers.extend(parts.filter_map(|part| part.parse::<u16>().ok()));
    let is_reiwa = line.contains("令和");
    let days = numbers.windows(3).filter_map(|three| match three {
        [year, month, day] => {
            real(if is_reiwa && *year < 100 { 2018 + year } else { *year }, *month, *day)
        }
        _ => None,
    });
    days.max()
}

fn real(year: u16, month: u16, day: u16) -> Option<Day> {
    let is_day =
        (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    is_day.then_some(Day { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::sight::Pixels;
    use super::*;

    const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

    /// A card with rows of letters' strokes, on a darker table.
    fn card(width: usize, left: usize, dark: u8, blur: usize) -> Vec<u8> {
        let height = width * 2 / 3;
        let level = |x: usize, y: usize| -> u32 {
            let inside = (left..width - width / 20).contains(&x)
                && (height / 16..height - height / 16).contains(&y);
            let stroke = (y / 12).is_multiple_of(3) && (x / 4).is_multiple_of(3) && x > width / 8;
            if !inside {
                80
            } else if stroke && y > height / 8 {
                u32::from(dark)
            } else {
                225
            }
        };
        let mut rgb = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let near = x.saturating_sub(blur)..(x + blur + 1).min(width);
                let count = u32::try_from(near.len()).unwrap();
                let mean = near.map(|x| level(x, y)).sum::<u32>() / count;
                let mean = u8::try_from(mean).unwrap();
                rgb.extend([mean, mean, mean.saturating_sub(30)]);
            }
        }
        rgb
    }

    fn sight(rgb: &[u8], width: usize) -> Sight {
        Pixels::new(width, width * 2 / 3, rgb).unwrap().measure()
    }

    fn remarks(sight: &Sight, text: Option<&str>) -> Vec<Remark> {
        let picture = Picture { bytes: b"", format: "jpeg", sight, text, today: TODAY };
        judge(picture, &Limits::default())
    }

    #[test]
    fn a_good_picture_draws_no_complaint() {
        let sight = sight(&card(900, 45, 40, 0), 900);
        assert_eq!(remarks(&sight, Some("氏名 見本太郎")), [], "{sight:?}");
        assert_eq!(remarks(&sight, None), [Remark::NotRead]);
    }

    #[test]
    fn each_fault_is_named() {
        let soft = sight(&card(900, 45, 40, 7), 900);
        assert!(matches!(remarks(&soft, None)[0], Remark::Unreadable { .. }), "{soft:?}");
        let cut = sight(&card(900, 0, 40, 0), 900);
        assert!(
            remarks(&cut, None).contains(&Remark::EdgesMissing([false, false, false, true])),
            "{cut:?}"
        );
        let mut burnt = card(900, 45, 40, 0);
        for y in 200..300 {
            burnt[(y * 900 + 300) * 3..(y * 900 + 420) * 3].fill(255);
        }
        let burnt = sight(&burnt, 900);
        assert!(
            matches!(remarks(&burnt, None)[0], Remark::Glare { permille: 15..=30 }),
            "{burnt:?}"
        );
        let grey: Vec<u8> = card(900, 45, 40, 0).chunks(3).flat_map(|it| [it[0]; 3]).collect();
        assert!(remarks(&sight(&grey, 900), None).contains(&Remark::Grey));
        let empty = sight(&vec![200; 300 * 200 * 3], 300);
        assert!(remarks(&empty, None).contains(&Remark::Empty));
        assert!(remarks(&empty, None).contains(&Remark::Small { side: 300, least: 600 }));
        assert!(
            remarks(&sight(&vec![255; 300 * 200 * 3], 300), None).contains(&Remark::GlareUnknown)
        );
    }

    #[test]
    fn bytes_that_do_not_fit_the_size_are_refused() {
        assert!(Pixels::new(900, 600, &[0; 10]).is_none());
        assert!(Pixels::new(usize::MAX, 3, &[]).is_none());
        assert!(Pixels::new(8, 8, &[0; 192]).is_none());
    }

    #[test]
    fn a_my_number_comes_before_everything() {
        let soft = sight(&card(900, 45, 40, 7), 900);
        let said = remarks(&soft, Some("個人番号 1234 5678 9018\n有効期限 2020年1月1日"));
        assert_eq!(said[0], Remark::MyNumber);
        assert!(said.contains(&Remark::Expired(Day { year: 2020, month: 1, day: 1 })));
    }

    #[test]
    fn days_of_expiry_are_read_in_both_calendars() {
        let day = |year, month, day| Some(Day { year, month, day });
        assert_eq!(printed_expiry("有効 期限 2031 年 3 月 4 日"), day(2031, 3, 4));
        assert_eq!(printed_expiry("令和13年3月4日まで有効"), day(2031, 3, 4));
        assert_eq!(printed_expiry("Date of expiry\n2031/03/04"), day(2031, 3, 4));
        assert_eq!(printed_expiry("交付 2020年1月1日"), None);
        assert_eq!(printed_expiry("有効期限 99年99月99日"), None);
    }
}
