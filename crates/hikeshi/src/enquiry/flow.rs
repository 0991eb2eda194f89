//! Where did the coins go? A picture of boxes from top to bottom: the account, what left it to each
//! address, and the way behind as far as the person states it. Facts of records only: no name.

use super::say::visible;
use crate::report::document::Figure;
use crate::report::drawing::{Anchor, Drawing, Role};
use crate::report::words::{Words, coins};
use hikeshi_case::amount::Amount;
use hikeshi_case::enquiry::{Movement, Onward};
use hikeshi_case::problem::shortened;
use hikeshi_case::time::Time;
use std::collections::BTreeMap;

/// Hundredths of a unit: width of the picture, of a box's margin, its height, the length of an arrow.
const WIDTH: i64 = 72_000;
const LEFT: i64 = 4_000;
const BOX: i64 = 4_600;
const ARROW: i64 = 4_200;
const RIGHT: i64 = WIDTH - LEFT;
/// Destinations drawn; the rest is counted. Letters of a label.
const DESTINATIONS: usize = 5;
const LABEL: usize = 72;

/// What went to one address.
#[derive(Default)]
struct Sent {
    sums: BTreeMap<String, Amount>,
    count: usize,
    from: Option<Time>,
    to: Option<Time>,
}

/// The picture; nothing where no movement names an address.
pub(super) fn figure(
    words: Words<'_>,
    movements: &[Movement],
    onward: &[Onward],
) -> Option<Figure> {
    let mut order: Vec<&str> = Vec::new();
    let mut sent: BTreeMap<&str, Sent> = BTreeMap::new();
    for movement in movements.iter().filter(|movement| !movement.address.is_empty()) {
        if !order.contains(&movement.address.as_str()) {
            order.push(&movement.address);
        }
        let to = sent.entry(&movement.address).or_default();
        *to.sums.entry(movement.asset.clone()).or_default() += movement.amount;
        to.count += 1;
        to.from = Some(to.from.map_or(movement.at, |from| from.min(movement.at)));
        to.to = Some(to.to.map_or(movement.at, |last| last.max(movement.at)));
    }
    if order.is_empty() {
        return None;
    }
    let shown = order.iter().take(DESTINATIONS);
    let mut steps: Vec<(String, String, String)> = Vec::new();
    for address in shown {
        let Some(to) = sent.get(address) else { continue };
        let sums: Vec<String> = to.sums.iter().map(|(asset, sum)| coins(*sum, asset)).collect();
        let args = [("money", words.list(&sums, 3).into()), ("count", to.count.into())];
        let when = to.from.zip(to.to).map(|(from, to)| words.span(from, to)).unwrap_or_default();
        steps.push((words.text("enquiry-flow-sent", &args), when, (*address).to_owned()));
    }
    for hop in onward.iter().take(DESTINATIONS) {
        let when = hop.at.map(|at| words.moment(at)).unwrap_or_default();
        let said = [("amount", visible(&hop.amount).into())];
        steps.push((words.text("enquiry-flow-stated", &said), when, hop.address.clone()));
    }
    let drawing = draw(words, &steps);
    let args = [("count", movements.len().into()), ("places", order.len().into())];
    Some(Figure {
        drawing,
        narrow: None,
        alt: words.text("enquiry-flow-alt", &args),
        caption: words.text("enquiry-flow-caption", &args),
    })
}

fn draw(words: Words<'_>, steps: &[(String, String, String)]) -> Drawing {
    let count = i64::try_from(steps.len()).unwrap_or(0);
    let mut drawing = Drawing::new(WIDTH, 1_000 + BOX + count * (BOX + ARROW));
    let mut y = 400;
    frame(&mut drawing, y, Role::Faint);
    label(&mut drawing, (y, 2_800), 1_350, Role::Ink, &words.say("enquiry-flow-account"));
    y += BOX;
    for (what, when, address) in steps {
        arrow(&mut drawing, y);
        let beside = (LEFT + 4_600, y + 1_700);
        drawing.text(beside, 1_250, Anchor::Start, Role::Ink, &shortened(what, LABEL));
        let below = (LEFT + 4_600, y + 3_300);
        drawing.text(below, 1_000, Anchor::Start, Role::Muted, &shortened(when, LABEL));
        y += ARROW;
        frame(&mut drawing, y, Role::Accent);
        label(&mut drawing, (y, 1_800), 950, Role::Muted, &words.say("enquiry-flow-address"));
        let size = if address.chars().count() > 64 { 800 } else { 1_150 };
        label(&mut drawing, (y, 3_600), size, Role::Ink, &shortened(address, 100));
        y += BOX;
    }
    drawing
}

/// A box over the whole width: firm lines around the page's own colour.
fn frame(drawing: &mut Drawing, y: i64, role: Role) {
    let corners = [(LEFT, y), (RIGHT, y), (RIGHT, y + BOX), (LEFT, y + BOX), (LEFT, y)];
    for pair in corners.windows(2) {
        if let [from, to] = pair {
            drawing.line(*from, *to, if role == Role::Accent { 120 } else { 160 }, role);
        }
    }
}

fn label(drawing: &mut Drawing, (y, down): (i64, i64), size: i64, role: Role, text: &str) {
    drawing.text((LEFT + 1_200, y + down), size, Anchor::Start, role, text);
}

fn arrow(drawing: &mut Drawing, y: i64) {
    let x = LEFT + 2_600;
    drawing.line((x, y + 200), (x, y + ARROW - 900), 160, Role::Ink);
    let tip = y + ARROW - 150;
    let head = vec![(x, tip), (x - 600, tip - 1_000), (x + 600, tip - 1_000)];
    drawing.polygon(head, Role::Ink);
}
