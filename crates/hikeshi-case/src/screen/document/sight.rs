//! How well can a picture be seen? Blur, glare, edges, tilt and colour of its pixels, in whole
//! numbers. Nothing here knows what is good enough: `document.rs` compares with figures that were
//! measured by reading specimens.

/// A picture: three bytes a pixel, rows from the top.
#[derive(Clone, Copy)]
pub struct Pixels<'a> {
    width: usize,
    height: usize,
    rgb: &'a [u8],
}

impl std::fmt::Debug for Pixels<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({}x{})", self.width, self.height)
    }
}

/// Shortest side that is looked at, pixels.
pub const SHORTEST_SIDE: usize = 32;

/// What can be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// How soft the edges are: standard deviation of a blur that would make them so, hundredths of a
    /// pixel, the worse of across and down. `None` when the picture has no edges.
    pub blur_centipixels: Option<u32>,
    /// How many such blurs fit along the longer side of what is to be seen: what a reader can make out,
    /// whatever the size of the file.
    pub detail: u32,
    /// Largest burnt-out patch, thousandths of the picture; `None` where paper and glare are the same
    /// white.
    pub glare_permille: Option<u32>,
    /// Whether an edge of the document is seen on the top, right, bottom and left.
    pub edges: [bool; 4],
    /// How far lines are turned, tenths of a degree, clockwise positive; `None` when no lines stand out.
    pub tilt_decidegrees: Option<i32>,
    /// Pixels with colour, thousandths.
    pub colour_permille: u32,
}

impl<'a> Pixels<'a> {
    /// `None` when the bytes are not that many, or a side is shorter than [`SHORTEST_SIDE`].
    pub fn new(width: usize, height: usize, rgb: &'a [u8]) -> Option<Self> {
        let bytes = width.checked_mul(height)?.checked_mul(3)?;
        let fits = bytes == rgb.len() && width.min(height) >= SHORTEST_SIDE;
        fits.then_some(Self { width, height, rgb })
    }

    /// Measures everything.
    pub fn measure(self) -> Sight {
        let grey = self.grey();
        let (blur_centipixels, extent) = blur(&grey);
        let detail = blur_centipixels.map_or(0, |blur| extent * 100 / blur.max(1));
        Sight {
            width: small(self.width),
            height: small(self.height),
            blur_centipixels,
            detail,
            glare_permille: glare(&grey),
            edges: edges(&grey),
            tilt_decidegrees: tilt(&grey),
            colour_permille: self.colour(),
        }
    }

    /// ITU-R BT.601 luma.
    fn grey(self) -> Grey {
        let luma = |pixel: &[u8]| match pixel {
            [r, g, b] => {
                let sum = 77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b);
                u8::try_from(sum >> 8).unwrap_or(u8::MAX)
            }
            _ => 0,
        };
        let levels = self.rgb.chunks_exact(3).map(luma).collect();
        Grey { width: self.width, height: self.height, levels }
    }

    fn colour(self) -> u32 {
        /// Between the strongest and the weakest channel; cameras tint grey by less.
        const TINT: u8 = 24;
        let tinted = |pixel: &&[u8]| {
            let most = pixel.iter().max().copied().unwrap_or_default();
            most - pixel.iter().min().copied().unwrap_or_default() > TINT
        };
        let count = self.rgb.chunks_exact(3).filter(tinted).count();
        small(count * 1000 / (self.width * self.height))
    }
}

/// Luma only.
struct Grey {
    width: usize,
    height: usize,
    levels: Vec<u8>,
}

impl Grey {
    fn at(&self, x: usize, y: usize) -> u8 {
        self.levels.get(y * self.width + x).copied().unwrap_or_default()
    }

    fn row(&self, y: usize) -> impl Iterator<Item = u8> + '_ {
        self.levels.iter().skip(y * self.width).take(self.width).copied()
    }

    fn column(&self, x: usize) -> impl Iterator<Item = u8> + '_ {
        self.levels.iter().skip(x).step_by(self.width).copied()
    }

    /// From the fifth darkest to the fifth brightest of a hundred pixels.
    fn contrast(&self) -> i32 {
        let mut counts = [0_usize; 256];
        for level in &self.levels {
            if let Some(count) = counts.get_mut(usize::from(*level)) {
                *count += 1;
            }
        }
        let part = self.levels.len() / 100;
        let low = rank(&counts, part);
        let high = rank(&counts, self.levels.len() - part);
        i32::try_from(high).unwrap_or(255) - i32::try_from(low).unwrap_or(0)
    }

    /// Means of square cells so that the longer side has about `cells` of them.
    fn shrunk(&self, cells: usize) -> Self {
        let step = (self.width.max(self.height) / cells).max(1);
        let (width, height) = (self.width / step, self.height / step);
        let mut levels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let inside = (0..step * step)
                    .map(|at| usize::from(self.at(x * step + at % step, y * step + at / step)));
                let mean = inside.sum::<usize>() / (step * step);
                levels.push(u8::try_from(mean).unwrap_or(u8::MAX));
            }
        }
        Self { width, height, levels }
    }
}

/// The index below which `wanted` of the counted things lie.
fn rank(counts: &[usize], wanted: usize) -> usize {
    let mut seen = 0;
    let reached = counts.iter().position(|count| {
        seen += count;
        seen >= wanted.max(1)
    });
    reached.unwrap_or(counts.len() - 1)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The softest blur that is told apart, hundredths of a pixel.
const SOFTEST: usize = 2000;
/// Lines looked at in each direction.
const LINES: usize = 400;
/// Levels below which two pixels count as the same: grain.
const GRAIN: i32 = 2;
/// Edges needed to say how soft they are.
const EDGES_NEEDED: usize = 40;

/// The median softness of strong edges, and how far along the longer side edges reach.
///
/// The steepest step of an edge that a Gaussian of standard deviation σ has softened is the whole rise
/// divided by σ√2π. This asks nothing about how much there is to see, which the variance of a
/// Laplacian does.
fn blur(grey: &Grey) -> (Option<u32>, u32) {
    let rise = (grey.contrast() / 3).max(24);
    let mut across = vec![0; SOFTEST + 1];
    let mut places = Vec::new();
    for y in (0..grey.height).step_by((grey.height / LINES).max(1)) {
        line_edges(grey.row(y), rise, &mut across, &mut places);
    }
    let width = reach(&mut places);
    let mut down = vec![0; SOFTEST + 1];
    places.clear();
    for x in (0..grey.width).step_by((grey.width / LINES).max(1)) {
        line_edges(grey.column(x), rise, &mut down, &mut places);
    }
    let height = reach(&mut places);
    let median = |counts: &[usize]| {
        let all: usize = counts.iter().sum();
        (all >= EDGES_NEEDED).then(|| small(rank(counts, all / 2)))
    };
    (median(&across).max(median(&down)), small(width.max(height)))
}

fn line_edges(
    line: impl Iterator<Item = u8>,
    least: i32,
    softness: &mut [usize],
    places: &mut Vec<usize>,
) {
    let (mut rise, mut steepest, mut before) = (0_i32, 0_i32, None);
    for (place, level) in line.map(i32::from).enumerate() {
        let step = level - before.replace(level).unwrap_or(level);
        let continues = step.abs() > GRAIN && (rise == 0 || (step > 0) == (rise > 0));
        if continues {
            rise += step;
            steepest = steepest.max(step.abs());
            continue;
        }
        if rise.abs() >= least {
            let sigma = rise.abs() * 10_000 / (steepest * 251);
            let cell = usize::try_from(sigma).unwrap_or(0).min(SOFTEST);
            if let Some(count) = softness.get_mut(cell) {
                *count += 1;
            }
            places.push(place);
        }
        (rise, steepest) = if step.abs() > GRAIN { (step, step.abs()) } else { (0, 0) };
    }
}

/// From the first to the last place, a hundredth left out at both ends.
fn reach(places: &mut [usize]) -> usize {
    places.sort_unstable();
    let out = places.len() / 100;
    let first = places.get(out).copied().unwrap_or_default();
    let last = places.len().checked_sub(out + 1).and_then(|at| places.get(at)).copied();
    last.unwrap_or(first) - first
}

/// A level that a camera gives to what is too bright for it.
const BURNT: u8 = 250;
/// Cells along the longer side in which burnt patches are counted.
const PATCH_CELLS: usize = 96;

/// The largest patch of burnt cells. Where most of the picture is that bright, the paper is.
fn glare(grey: &Grey) -> Option<u32> {
    let cells = grey.shrunk(PATCH_CELLS);
    let mut burnt: Vec<bool> = cells.levels.iter().map(|level| *level >= BURNT).collect();
    let all = burnt.len().max(1);
    if burnt.iter().filter(|it| **it).count() * 100 > all * 35 {
        return None;
    }
    let mut largest = 0;
    for start in 0..burnt.len() {
        largest = largest.max(patch(&mut burnt, cells.width, start));
    }
    Some(small(largest * 1000 / all))
}

/// Clears the patch that a cell belongs to and counts it.
fn patch(burnt: &mut [bool], width: usize, start: usize) -> usize {
    let mut open = vec![start];
    let mut size = 0;
    while let Some(at) = open.pop() {
        let Some(cell) = burnt.get_mut(at) else { continue };
        if !std::mem::take(cell) {
            continue;
        }
        size += 1;
        if at % width > 0 {
            open.push(at - 1);
        }
        if at % width + 1 < width {
            open.push(at + 1);
        }
        open.extend([at.checked_sub(width), Some(at + width)].into_iter().flatten());
    }
    size
}

/// Cells along the longer side in which the edges of a document are looked for.
const EDGE_CELLS: usize = 240;
/// Lines that look inwards from each side.
const FEELERS: usize = 40;

/// Looking inwards from a side, most lines meet the edge of a document at places that lie on one
/// straight line. Where the document runs out of the picture they meet letters, anywhere.
fn edges(grey: &Grey) -> [bool; 4] {
    let cells = grey.shrunk(EDGE_CELLS);
    let least = (cells.contrast() / 8).max(10);
    let side = |along: usize, inward: usize, level: &dyn Fn(usize, usize) -> u8| {
        let feel = |feeler: usize| {
            let at = along / 6 + feeler * (along * 2 / 3) / FEELERS;
            let step = |depth: &usize| {
                let (a, b) = (i32::from(level(at, *depth)), i32::from(level(at, *depth + 2)));
                (a - b).abs() >= least
            };
            (0..(inward / 3).saturating_sub(2)).find(step)
        };
        on_one_line(&(0..FEELERS).map(feel).collect::<Vec<_>>(), inward)
    };
    let (width, height) = (cells.width, cells.height);
    [
        side(width, height, &|x, depth| cells.at(x, depth)),
        side(height, width, &|y, depth| cells.at(width - 1 - depth, y)),
        side(width, height, &|x, depth| cells.at(x, height - 1 - depth)),
        side(height, width, &|y, depth| cells.at(depth, y)),
    ]
}

fn on_one_line(met: &[Option<usize>], inward: usize) -> bool {
    let middle = |part: &[Option<usize>]| {
        let mut depths: Vec<usize> = part.iter().flatten().copied().collect();
        depths.sort_unstable();
        depths.get(depths.len() / 2).and_then(|depth| i64::try_from(*depth).ok())
    };
    let half = met.len() / 2;
    let (near, far) = met.split_at(half);
    let (Some(first), Some(second)) = (middle(near), middle(far)) else { return false };
    let (length, half) = (i64::try_from(met.len()).unwrap_or(1), i64::try_from(half).unwrap_or(1));
    let slack = i64::try_from(inward / 50).unwrap_or_default().max(2);
    let fits = |(at, depth): (i64, &Option<usize>)| {
        let line = first + (second - first) * (at - length / 4) / half;
        depth.is_some_and(|depth| i64::try_from(depth).is_ok_and(|it| (it - line).abs() <= slack))
    };
    let fitting = (0..).zip(met).filter(|pair| fits(*pair)).count();
    // At the very border it is the border of the picture that is met.
    first + second >= 2 && fitting * 10 >= met.len() * 8
}

/// Cells along the longer side in which lines are looked for.
const TILT_CELLS: usize = 700;
/// Half degrees looked at on either side.
const HALF_DEGREES: i32 = 30;

/// The shear that gathers dark cells in the fewest rows: lines of letters stand level then.
fn tilt(grey: &Grey) -> Option<i32> {
    let cells = grey.shrunk(TILT_CELLS);
    let least = (cells.contrast() / 4).max(20);
    let mut ink = Vec::new();
    for y in 1..cells.height {
        for x in 0..cells.width {
            let step = i32::from(cells.at(x, y)) - i32::from(cells.at(x, y - 1));
            if step.abs() >= least {
                ink.push((x, y));
            }
        }
    }
    let score = |half_degree: i32| {
        // The tangent of half a degree is 9/1024 within a hundredth up to 15 degrees.
        let mut rows = vec![0_u64; cells.height * 2 + 1];
        for (x, y) in &ink {
            let sheared = i64::try_from(*x).unwrap_or_default() * i64::from(half_degree) * 9 / 1024;
            let row = i64::try_from(*y + cells.height / 2).unwrap_or_default() - sheared;
            if let Some(count) = usize::try_from(row).ok().and_then(|row| rows.get_mut(row)) {
                *count += 1;
            }
        }
        rows.iter().map(|count| count * count).sum::<u64>()
    };
    let scores: Vec<(u64, i32)> =
        (-HALF_DEGREES..=HALF_DEGREES).map(|angle| (score(angle), angle)).collect();
    let (best, angle) = scores.iter().max_by_key(|(score, angle)| (*score, -angle.abs()))?;
    let mean = scores.iter().map(|(score, _)| score).sum::<u64>() / 61;
    (*best > mean + mean / 5).then_some(angle * 5)
}
