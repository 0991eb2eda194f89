//! The first things as a QR code: plain text, so that a phone without a network can take them along.

use super::Sheet;
use qrcode::{Color, EcLevel, QrCode};

/// What a telephone's camera still reads off a sheet of paper with ease.
const MOST_BYTES: usize = 900;

/// The first things as text: what to do, and as far as it fits where, at what cost, and what to leave.
pub fn words(sheet: &Sheet<'_>) -> String {
    let first = sheet.first();
    let titles =
        first.iter().enumerate().map(|(at, shown)| format!("{}. {}", at + 1, sheet.title(shown)));
    let mut parts: Vec<Vec<String>> = titles.map(|title| vec![title]).collect();
    let secrets = sheet.say("sheet-secrets", &[]);
    let head = format!("{}\n{}", sheet.say("sheet-maker", &[]), sheet.name());
    let whole = |parts: &[Vec<String>]| {
        let steps: Vec<String> = parts.iter().map(|lines| lines.join("\n")).collect();
        format!("{head}\n\n{}\n\n{secrets}", steps.join("\n"))
    };
    // What it costs belongs to an act that cannot simply be undone; where and what not to do come after.
    for wanted in ["cost", "where", "avoid", "how"] {
        for (at, shown) in first.iter().enumerate() {
            let details = sheet.details(shown);
            let Some((_, detail)) = details.into_iter().find(|(key, _)| *key == wanted) else {
                continue;
            };
            let mut longer = parts.clone();
            if let Some(lines) = longer.get_mut(at) {
                lines.push(detail);
            }
            if whole(&longer).len() <= MOST_BYTES {
                parts = longer;
            }
        }
    }
    whole(&parts)
}

/// The code as a picture that scales; `None` for more text than a code holds.
pub fn picture(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let rows = colors.chunks(width).enumerate();
    let runs = rows.flat_map(|(y, row)| {
        let runs = row.chunk_by(|one, next| one == next).scan(0, |at, run| {
            let x = *at;
            *at += run.len();
            Some((x, run))
        });
        let dark = runs.filter(|(_, run)| run.first() == Some(&Color::Dark));
        // Four modules of quiet around it, as the standard asks.
        dark.map(move |(x, run)| format!("M{} {}h{n}v1h-{n}z", x + 4, y + 4, n = run.len()))
    });
    let path: String = runs.collect();
    let side = width + 8;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         role=\"img\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}
