//! How good must a picture of an identity document be? Draws made-up specimens with one fault each,
//! has Tesseract read them, and prints how much was read beside what `screen::document` measures.
//!
//! `cargo run --example specimens -- FONT.ttc [blur|glare|tilt|crop]`
//!
//! The figures in `screen/document.rs` come from this table.

#![expect(clippy::float_arithmetic, reason = "draws pictures; nothing here is shipped")]
#![expect(clippy::print_stdout, reason = "its table is its result")]

use hikeshi_case::screen::document::sight::{Pixels, Sight};
use resvg::{tiny_skia, usvg};
use std::error::Error;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// What a reader must find. Made up.
const WORDS: [&str; 7] =
    ["氏名", "見本太郎", "生年月日", "東京都千代田区", "有効期限", "第0123456789号", "SPECIMEN"];

/// A specimen and its one fault.
#[derive(Clone, Copy)]
struct Specimen {
    width: u32,
    blur: f32,
    glare: f32,
    tilt: f32,
    zoom: f32,
    shift: f32,
}

const FAULTLESS: Specimen =
    Specimen { width: 1200, blur: 0.0, glare: 0.0, tilt: 0.0, zoom: 1.0, shift: 0.0 };

fn svg(it: Specimen) -> String {
    let (w, h) = (it.width, it.width * 2 / 3);
    let text = |x: u32, y: u32, size: u32, words: &str| {
        format!(
            "<text x='{x}' y='{y}' font-size='{size}' font-family='Noto Sans CJK JP' fill='#222'>{words}</text>"
        )
    };
    let card = [
        "<rect x='60' y='50' width='1080' height='700' rx='30' fill='#dfe6ee'/>".to_owned(),
        "<rect x='850' y='260' width='230' height='290' fill='#8fa6b8'/>".to_owned(),
        text(110, 140, 46, "身分証明書見本 SPECIMEN"),
        text(110, 230, 40, "氏名 見本太郎"),
        text(110, 310, 40, "生年月日 平成2年3月4日"),
        text(110, 390, 36, "住所 東京都千代田区見本町1-2-3"),
        text(110, 470, 36, "交付 令和6年5月6日"),
        text(110, 550, 40, "有効期限 2031年3月4日"),
        text(110, 640, 36, "番号 第0123456789号"),
        text(110, 710, 30, "これは見本です。実在の人物ではありません。"),
    ]
    .concat();
    let glare = format!(
        "<radialGradient id='g'><stop offset='0' stop-color='#fff' stop-opacity='1'/>\
         <stop offset='0.8' stop-color='#fff' stop-opacity='1'/>\
         <stop offset='1' stop-color='#fff' stop-opacity='0'/></radialGradient>\
         <ellipse cx='430' cy='400' rx='{}' ry='{}' fill='url(#g)'/>",
        it.glare * 1.4,
        it.glare
    );
    let (sigma, zoom) =
        (it.blur * 1200.0 / f32::from(u16::try_from(it.width).unwrap_or(u16::MAX)), it.zoom);
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{w}' height='{h}' viewBox='0 0 1200 800'>\
         <filter id='b' x='0' y='0' width='1' height='1'><feGaussianBlur stdDeviation='{sigma}'/></filter>\
         <rect width='1200' height='800' fill='#54483a'/><g filter='url(#b)'><rect width='1200' height='800' fill='#54483a'/>\
         <g transform='translate({shift} {shift}) rotate({tilt} 600 400) translate(600 400) scale({zoom}) translate(-600 -400)'>\
         {card}{glare}</g></g></svg>",
        shift = it.shift,
        tilt = it.tilt,
    )
}

fn draw(
    it: Specimen,
    fonts: &Arc<usvg::fontdb::Database>,
) -> Result<tiny_skia::Pixmap, Box<dyn Error>> {
    let options = usvg::Options { fontdb: Arc::clone(fonts), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(&svg(it), &options)?;
    let mut map = tiny_skia::Pixmap::new(it.width, it.width * 2 / 3).ok_or("no picture")?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut map.as_mut());
    Ok(map)
}

/// Of a hundred letters that should be there, how many stand in words that were read.
fn read(png: &[u8]) -> Result<usize, Box<dyn Error>> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", "jpn+eng", "--psm", "6"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(png)?;
    let said = String::from_utf8(child.wait_with_output()?.stdout)?;
    let said: String = said.chars().filter(|letter| !letter.is_whitespace()).collect();
    let all: usize = WORDS.iter().map(|word| word.chars().count()).sum();
    let found: usize =
        WORDS.iter().filter(|it| said.contains(**it)).map(|it| it.chars().count()).sum();
    Ok(found * 100 / all)
}

fn line(
    name: &str,
    it: Specimen,
    fonts: &Arc<usvg::fontdb::Database>,
) -> Result<(), Box<dyn Error>> {
    let map = draw(it, fonts)?;
    let rgb: Vec<u8> =
        map.pixels().iter().flat_map(|it| [it.red(), it.green(), it.blue()]).collect();
    let (width, height) = (usize::try_from(map.width())?, usize::try_from(map.height())?);
    let sight = Pixels::new(width, height, &rgb).ok_or("too small")?.measure();
    let Sight { blur_centipixels, detail, glare_permille, edges, tilt_decidegrees, .. } = sight;
    let score = read(&map.encode_png()?)?;
    println!(
        "{name}\tread {score:3} %\tblur {blur_centipixels:?}\tdetail {detail}\tglare {glare_permille:?}\t\
         edges {edges:?}\ttilt {tilt_decidegrees:?}"
    );
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let font = args.next().ok_or("which font?")?;
    let wanted = args.next();
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|it| it == name);
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(std::fs::read(font)?);
    let fonts = Arc::new(fonts);
    if is_wanted("blur") {
        for width in [400, 600, 800, 1200, 1800] {
            for blur in [0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0_f32] {
                let it = Specimen { width, blur, ..FAULTLESS };
                line(&format!("width {width} sigma {blur}"), it, &fonts)?;
            }
        }
    }
    if is_wanted("glare") {
        for glare in [0.0, 20.0, 30.0, 40.0, 60.0, 80.0, 120.0, 180.0_f32] {
            line(&format!("glare {glare}"), Specimen { glare, ..FAULTLESS }, &fonts)?;
        }
    }
    if is_wanted("tilt") {
        for tilt in [-12.0, -6.0, -3.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0_f32] {
            let it = Specimen { tilt, zoom: 0.8, ..FAULTLESS };
            line(&format!("tilt {tilt}"), it, &fonts)?;
        }
    }
    if is_wanted("crop") {
        for (zoom, shift) in [
            (1.0, 0.0),
            (0.7, 0.0),
            (0.9, 60.0),
            (1.0, 120.0),
            (1.0, -200.0),
            (1.1, 0.0),
            (1.3, 0.0),
            (1.6, 0.0_f32),
        ] {
            let it = Specimen { zoom, shift, ..FAULTLESS };
            line(&format!("zoom {zoom} shift {shift}"), it, &fonts)?;
        }
    }
    Ok(())
}
