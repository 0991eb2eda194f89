//! How strongly does one label of a host claim an exchange's name?
//!
//! Each hit carries a strength from 0 to 100; [`super::IMITATION_AT`] is the line. The rules are
//! our own: a coined name speaks wherever it stands, a short or ordinary one only beside words
//! that ask for trust or money, and a near spelling the more freely the longer the name.

use super::Reason;
use super::brands::{JAPANESE, JAPANESE_CLAIMS, Kind, Name, Shared};
use super::fold::{Squeezed, fold_byte, squeeze};
use super::near::{Near, nearest};
use super::words::{Beside, beside, ordinary, other_topic};

/// What is known of the host around the label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    /// Labels right of this one, without a leading dot; empty for the last.
    pub(super) right: &'a str,
    /// The label is the registrable one.
    pub(super) own_name: bool,
    /// The suffix is cheap or anybody's.
    pub(super) cheap: bool,
    /// Another label holds a companion word.
    pub(super) company: bool,
}

/// A name found in a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The key of the exchange.
    pub(super) brand: &'static str,
    /// 0 to 100.
    pub(super) strength: u8,
    /// What speaks for it.
    pub(super) because: Vec<Reason>,
}

/// One place in a label where a name may stand.
struct Place<'a> {
    name: &'a Name,
    near: Near,
    exact: bool,
    split: bool,
    foreign: bool,
    from_break: bool,
    to_break: bool,
    left: Beside,
    right: Beside,
    around: Around<'a>,
}

impl Place<'_> {
    fn alone(&self) -> bool {
        self.left == Beside::Nothing && self.right == Beside::Nothing
    }

    fn parted(&self) -> bool {
        self.from_break && self.to_break
    }

    fn accompanied(&self) -> bool {
        let beside = [self.left, self.right];
        !self.alone() && beside.iter().all(|b| *b <= Beside::Companion)
    }

    fn company(&self) -> bool {
        self.left == Beside::Companion || self.right == Beside::Companion || self.around.company
    }
}

/// The strongest hit in one label (lower case, decoded from punycode).
pub(super) fn read_label(label: &str, around: Around<'_>) -> Option<Hit> {
    let plain = squeeze(label);
    let claimed = !label.is_ascii() && JAPANESE_CLAIMS.iter().any(|claim| label.contains(claim));
    let around = Around { company: around.company || claimed, ..around };
    let mut best = if label.is_ascii() { None } else { japanese(label, around) };
    keep(&mut best, strongest(&plain, around));
    if let Some(melted) = plain.melt() {
        keep(&mut best, strongest(&melted, around));
    }
    best
}

/// Keeps the stronger of two; the first among equals.
pub(super) fn keep(best: &mut Option<Hit>, other: Option<Hit>) {
    let floor = best.as_ref().map_or(0, |b| b.strength);
    if let Some(other) = other
        && other.strength > floor
    {
        *best = Some(other);
    }
}

fn strongest(label: &Squeezed, around: Around<'_>) -> Option<Hit> {
    let mut shared = Shared::default();
    let mut letters = label.letters.iter().map(|l| l.folded);
    let mut last = letters.next()?;
    for letter in letters {
        shared.count(last, letter);
        last = letter;
    }
    let mut best = None;
    for name in shared.candidates(label.foreign) {
        let (len, breaks) = (name.text.len(), |at| label.breaks_at(at));
        let near = nearest(&label.letters, name.text.as_bytes(), most(len), breaks);
        let parted = breaks(near.start) && breaks(near.end);
        if near.cost <= most(len) && (parted || near.cost <= glued(len)) {
            keep(&mut best, measure(label, name, near, around));
        }
    }
    best
}

/// The widest distance any rule allows for a name of this length.
const fn most(len: usize) -> u8 {
    match len {
        0..=4 => 0,
        5 => 1,
        6 => 3,
        _ => 4,
    }
}

/// The widest distance for a name that other letters touch.
const fn glued(len: usize) -> u8 {
    match len {
        0..=6 => 1,
        7 => 2,
        8..=9 => 3,
        _ => 4,
    }
}

fn measure(label: &Squeezed, name: &Name, near: Near, around: Around<'_>) -> Option<Hit> {
    let window = label.letters.get(near.start..near.end)?;
    let foreign = window.iter().any(|l| l.foreign);
    let exact = near.cost == 0 && !foreign && window.iter().map(|l| l.raw).eq(name.text.bytes());
    let place = Place {
        name,
        near,
        exact,
        split: label.split_inside(near.start, near.end),
        foreign,
        from_break: label.breaks_at(near.start),
        to_break: label.breaks_at(near.end),
        left: beside(&spelled(label, 0, near.start)),
        right: beside(&spelled(label, near.end, label.letters.len())),
        around,
    };
    if (!exact && innocent(label, near)) || bitcoin(label, name, near) {
        return None;
    }
    let first = window.first().map(|l| l.folded) == name.text.bytes().next().map(fold_byte);
    let whole = window.len() >= name.text.len() || near.cost < 3 || name.text.len() > 8;
    let strength = match near.cost {
        0 => same(&place),
        1 => similar(&place),
        2 if place.parted() && name.text.len() >= 7 => similar(&place),
        _ if first && whole => similar(&place),
        _ => similar(&place).min(40),
    };
    let strength = if label.melted && near.cost > 1 { strength.min(45) } else { strength };
    let ambiguous = matches!(name.kind, Kind::Word | Kind::Phrase) && strength >= 50;
    let other = ambiguous && other_topic(&spelled(label, 0, label.letters.len()));
    let strength = if other { strength.min(40) } else { strength };
    let because = reasons(&place, label.melted);
    (strength > 0).then_some(Hit { brand: name.brand, strength, because })
}

/// Letters as written, a hyphen where there was one.
fn spelled(label: &Squeezed, from: usize, to: usize) -> String {
    let mut out = String::new();
    for letter in label.letters.get(from..to).unwrap_or_default() {
        if letter.fresh && !out.is_empty() {
            out.push('-');
        }
        out.push(char::from(letter.raw));
    }
    out
}

/// Is the place, or the word around it, an ordinary word?
fn innocent(label: &Squeezed, near: Near) -> bool {
    let from = (0..=near.start).rev().find(|at| label.breaks_at(*at)).unwrap_or(0);
    let to = (near.end..=label.letters.len()).find(|at| label.breaks_at(*at)).unwrap_or(near.end);
    let ends = [(near.start, near.end), (from, to), (near.start.saturating_sub(1), near.end)];
    let beyond = (near.start, near.end.saturating_add(1).min(label.letters.len()));
    ends.into_iter().chain([beyond]).any(|(a, b)| ordinary(&spelled(label, a, b)))
}

/// Is this a name that ends in `bit` only because `bitcoin` follows (`buy-by-bitcoin`)?
fn bitcoin(label: &Squeezed, name: &Name, near: Near) -> bool {
    let after = label.letters.iter().skip(near.end);
    name.text.ends_with("bit") && after.take(4).filter(|l| !l.fresh).map(|l| l.raw).eq(*b"coin")
}

/// The same letters, or letters that fold to the same.
fn same(place: &Place<'_>) -> u8 {
    let strength = match place.name.kind {
        Kind::Coined => same_coined(place),
        Kind::Token => same_token(place),
        Kind::Word | Kind::Phrase => same_word(place),
    };
    match place.name.kind {
        _ if place.exact => strength,
        Kind::Phrase => strength.min(30),
        _ => strength.saturating_sub(5),
    }
}

fn same_coined(place: &Place<'_>) -> u8 {
    let bounded = place.from_break || place.to_break;
    if place.split {
        let long = place.name.text.len() >= 8 && place.left == Beside::Nothing;
        let fits = place.from_break && (place.to_break || long || place.right == Beside::Companion);
        return if fits || place.accompanied() { 85 } else { 20 };
    }
    if place.alone() {
        return if place.around.own_name { 95 } else { 75 };
    }
    if bounded || place.accompanied() {
        return 90;
    }
    match (place.exact, place.name.text.len()) {
        (true, 7..) => 80,
        (true, 6) | (false, 7..) => 65,
        (true, _) => 52,
        (false, _) => 30,
    }
}

fn same_token(place: &Place<'_>) -> u8 {
    let short = place.name.text.len() <= 3;
    if place.split && !place.parted() {
        return 15;
    }
    if place.alone() {
        return match (short, place.around.own_name) {
            _ if place.around.company => 75,
            (true, _) => {
                if place.around.cheap {
                    60
                } else {
                    40
                }
            }
            (false, true) => 70,
            (false, false) => 60,
        };
    }
    if place.accompanied() {
        return 80;
    }
    if place.parted() {
        return 70;
    }
    let edge = place.left == Beside::Nothing || place.right == Beside::Nothing;
    match (edge, place.name.text.len()) {
        (true, 5..) if place.around.cheap || place.from_break && place.to_break => 60,
        (true, 8..) => 60,
        (true, 5..) if place.left.max(place.right) == Beside::Scrap => 52,
        _ => 15,
    }
}

fn same_word(place: &Place<'_>) -> u8 {
    let short = place.name.text.len() <= 4;
    if place.split {
        return 10;
    }
    if place.foreign && !short && place.parted() {
        return 85;
    }
    if place.alone() {
        return match () {
            () if place.around.company && !place.around.own_name => 60,
            () if place.around.cheap && !short => 55,
            () => 25,
        };
    }
    if place.accompanied() && (!short || place.parted()) {
        return 75;
    }
    if place.parted() && place.company() {
        return 65;
    }
    if short {
        return 15;
    }
    let scrap = place.left.max(place.right) == Beside::Scrap;
    let edge = place.left == Beside::Nothing || place.right == Beside::Nothing;
    match () {
        () if place.parted() && scrap => 58,
        () if place.around.cheap && (edge || place.parted()) => 52,
        () if place.company() && (place.from_break || place.to_break) => 51,
        () if place.parted() => 40,
        () => 20,
    }
}

/// A near spelling.
fn similar(place: &Place<'_>) -> u8 {
    let cost = place.near.cost.saturating_sub(u8::from(place.foreign));
    let allowed = match (place.name.kind, place.name.text.len()) {
        (Kind::Coined, 10..) => budget(place, [4, 4, 3]),
        (Kind::Coined, 8..) => budget(place, [3, 3, 1]),
        (Kind::Coined, 7) => budget(place, [3, 2, 1]),
        (Kind::Coined, 6) if place.company() || place.around.cheap || place.alone() => {
            budget(place, [2, 1, 0])
        }
        (Kind::Token, 8..) => budget(place, [2, 2, 0]),
        (Kind::Coined, 5..=6) | (Kind::Token, 7) => budget(place, [1, 1, 0]),
        (Kind::Word, 6..) if place.company() => budget(place, [2, 1, 0]),
        (Kind::Word, 6..) if place.around.cheap || place.foreign => budget(place, [1, 0, 0]),
        _ => None,
    };
    let Some(allowed) = allowed else { return 0 };
    let five = place.name.text.len() == 5 && !place.company() && !place.around.cheap;
    let base: u8 = if place.foreign { 90 } else { 80 };
    let strength = base.saturating_sub(place.near.cost.saturating_mul(6));
    if cost > allowed || five { strength.saturating_sub(45) } else { strength }
}

/// Chooses the budget for a word by itself, one beside companions, one inside other letters.
fn budget(place: &Place<'_>, [parted, companion, loose]: [u8; 3]) -> Option<u8> {
    if place.split && !place.parted() {
        return None;
    }
    if place.parted() {
        Some(parted)
    } else if place.accompanied() {
        Some(companion)
    } else {
        Some(loose)
    }
}

fn reasons(place: &Place<'_>, melted: bool) -> Vec<Reason> {
    let mut out = Vec::with_capacity(4);
    let own = place.around.own_name;
    out.push(if own { Reason::BrandInName } else { Reason::BrandInSubdomain });
    if place.foreign {
        out.push(Reason::ForeignLetters);
    }
    if place.near.cost > 0 {
        out.push(Reason::Typo { distance: place.near.cost });
    } else if !place.exact || melted {
        out.push(Reason::Confusable);
    }
    if place.split {
        out.push(Reason::HyphenSplit);
    }
    if place.company() {
        out.push(Reason::CompanionWord);
    }
    if place.right == Beside::Nothing && place.exact && continues(place.around.right) && !own {
        out.push(Reason::OfficialNameInside);
    }
    out
}

/// Is the label right of a name `com`, or `com` glued to something (`….com-x.example`)?
fn continues(right: &str) -> bool {
    let rest = right.strip_prefix("com").map(|r| r.chars().next());
    rest.is_some_and(|c| c.is_none_or(|c| c == '-' || c == '.' || c.is_ascii_digit()))
}

/// Japanese spellings in a label.
fn japanese(label: &str, around: Around<'_>) -> Option<Hit> {
    let (spelling, brand) = JAPANESE.iter().find(|(spelling, _)| label.contains(spelling))?;
    let strength = if around.company {
        80
    } else if label.len() == spelling.len() {
        60
    } else {
        35
    };
    let place = if around.own_name { Reason::BrandInName } else { Reason::BrandInSubdomain };
    let mut because = vec![place, Reason::JapaneseName];
    if around.company {
        because.push(Reason::CompanionWord);
    }
    Some(Hit { brand, strength, because })
}
