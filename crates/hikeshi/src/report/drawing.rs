//! How is a picture drawn? A few shapes with roles instead of colours; the same picture goes to the
//! HTML (colours follow the reader's light or dark page) and to the PDF (fixed colours, named font).
//! Lengths are hundredths of a unit, so that no float decides what is printed.

use std::fmt::Write as _;

/// What a shape stands for; its colour follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text and firm lines.
    Ink,
    /// Labels and axes.
    Muted,
    /// Lane lines and grids.
    Faint,
    /// What the findings are about.
    Accent,
    /// The page itself, for hollow marks.
    Paper,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::Muted => "muted",
            Self::Faint => "faint",
            Self::Accent => "accent",
            Self::Paper => "paper",
        }
    }

    /// The colour on paper.
    fn colour(self) -> &'static str {
        match self {
            Self::Ink => "#1d2327",
            Self::Muted => "#525b63",
            Self::Faint => "#c9ced2",
            Self::Accent => "#a3341f",
            Self::Paper => "#ffffff",
        }
    }
}

/// Where a label's anchor lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Text runs to the right of it.
    Start,
    /// Text is centred on it.
    Middle,
    /// Text runs to the left of it.
    End,
}

#[derive(Clone, Debug)]
enum Shape {
    Line { from: (i64, i64), to: (i64, i64), width: i64, role: Role },
    Circle { at: (i64, i64), radius: i64, fill: Role, stroke: Role },
    Polygon { points: Vec<(i64, i64)>, fill: Role },
    Text { at: (i64, i64), size: i64, anchor: Anchor, role: Role, text: String },
}

/// A picture; its size and every coordinate are hundredths of a unit, a unit being a CSS pixel.
#[derive(Clone, Debug)]
pub struct Drawing {
    width: i64,
    height: i64,
    shapes: Vec<Shape>,
}

/// Where the picture is shown.
#[derive(Clone, Copy, Debug)]
pub enum Palette {
    /// Inside the page: classes, coloured by its style sheet.
    Page,
    /// On paper: fixed colours.
    Paper,
}

impl Drawing {
    /// An empty picture.
    pub fn new(width: i64, height: i64) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    /// Its width.
    pub fn width(&self) -> i64 {
        self.width
    }

    /// A straight line.
    pub fn line(&mut self, from: (i64, i64), to: (i64, i64), width: i64, role: Role) {
        self.shapes.push(Shape::Line { from, to, width, role });
    }

    /// A dot or a ring.
    pub fn circle(&mut self, at: (i64, i64), radius: i64, fill: Role, stroke: Role) {
        self.shapes.push(Shape::Circle { at, radius, fill, stroke });
    }

    /// A filled shape.
    pub fn polygon(&mut self, points: Vec<(i64, i64)>, fill: Role) {
        self.shapes.push(Shape::Polygon { points, fill });
    }

    /// A label; `at` lies on its base line.
    pub fn text(&mut self, at: (i64, i64), size: i64, anchor: Anchor, role: Role, text: &str) {
        let text = super::document::visible(text);
        self.shapes.push(Shape::Text { at, size, anchor, role, text });
    }

    /// The picture as SVG, its labels in `font` (a CSS font family list).
    pub fn svg(&self, font: &str, palette: Palette) -> String {
        let (width, height) = (units(self.width), units(self.height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" font-family=\"{}\">",
            escaped(font)
        );
        for shape in &self.shapes {
            write_shape(&mut out, shape, palette);
        }
        out.push_str("</svg>");
        out
    }
}

fn write_shape(out: &mut String, shape: &Shape, palette: Palette) {
    let written = match shape {
        Shape::Line { from, to, width, role } => write!(
            out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke-width=\"{}\"{}/>",
            units(from.0),
            units(from.1),
            units(to.0),
            units(to.1),
            units(*width),
            paint("stroke", *role, palette)
        ),
        Shape::Circle { at, radius, fill, stroke } => write!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" stroke-width=\"1.2\"{}/>",
            units(at.0),
            units(at.1),
            units(*radius),
            both(*fill, *stroke, palette)
        ),
        Shape::Polygon { points, fill } => {
            let points: Vec<String> =
                points.iter().map(|(x, y)| format!("{},{}", units(*x), units(*y))).collect();
            write!(
                out,
                "<polygon points=\"{}\"{}/>",
                points.join(" "),
                paint("fill", *fill, palette)
            )
        }
        Shape::Text { at, size, anchor, role, text } => write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\"{}>{}</text>",
            units(at.0),
            units(at.1),
            units(*size),
            match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            },
            paint("fill", *role, palette),
            escaped(text)
        ),
    };
    debug_assert!(written.is_ok(), "writing into a String cannot fail");
}

fn paint(attribute: &str, role: Role, palette: Palette) -> String {
    match palette {
        Palette::Page => format!(" class=\"{attribute}-{}\"", role.name()),
        Palette::Paper => format!(" {attribute}=\"{}\"", role.colour()),
    }
}

fn both(fill: Role, stroke: Role, palette: Palette) -> String {
    match palette {
        Palette::Page => format!(" class=\"fill-{} stroke-{}\"", fill.name(), stroke.name()),
        Palette::Paper => format!(" fill=\"{}\" stroke=\"{}\"", fill.colour(), stroke.colour()),
    }
}

/// Hundredths as a decimal: `1250` is `12.5`.
fn units(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.abs();
    let text = format!("{sign}{}.{:02}", size / 100, size % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_hostile_labels() {
        assert_eq!(units(1250), "12.5");
        assert_eq!(units(-5), "-0.05");
        assert_eq!(units(300), "3");
        let mut drawing = Drawing::new(1000, 1000);
        let label = "</text><script>\u{202e}";
        drawing.text((0, 0), 900, Anchor::Start, Role::Ink, label);
        let svg = drawing.svg("A\" onload=\"x", Palette::Paper);
        assert!(!svg.contains("<script>"), "{svg}");
        assert!(!svg.contains("\" onload"), "{svg}");
        assert!(svg.contains('\u{fffd}'), "{svg}");
    }
}
