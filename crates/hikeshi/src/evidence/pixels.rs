//! Taking something out of a picture so that it is gone: the pixels are painted over and the picture
//! is written anew, so that neither what lay under the paint nor where and with what the picture was
//! taken travels on. A black box drawn by a viewer hides nothing; this does.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use std::io::Cursor;

/// Longest side of a picture that is opened, pixels.
const LONGEST_SIDE: u32 = 20_000;
/// Memory a picture may take when unpacked, bytes.
const UNPACKED_BYTES: u64 = 512 << 20;
/// What is painted beyond a box, pixels for every pixel of its height in twelfths: letters reach
/// further than the box a reader draws around them.
const MARGIN_TWELFTHS: u32 = 3;

/// A part of a picture, pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From the left.
    pub(super) left: u32,
    /// From the top.
    pub(super) top: u32,
    /// To the right.
    pub(super) width: u32,
    /// Down.
    pub(super) height: u32,
}

impl Place {
    /// The smallest place that holds both.
    pub(super) fn and(self, other: Self) -> Self {
        let right =
            self.left.saturating_add(self.width).max(other.left.saturating_add(other.width));
        let bottom =
            self.top.saturating_add(self.height).max(other.top.saturating_add(other.height));
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        Self { left, top, width: right - left, height: bottom - top }
    }
}

/// The picture as a PNG without the given places and without anything but its pixels; `None` when it
/// cannot be opened within bounds. Its orientation is applied, because the note of it goes too.
pub(super) fn without(picture: &[u8], places: &[Place]) -> Option<Vec<u8>> {
    let (opened, orientation) = open(picture)?;
    // What a text reader saw were the pixels as stored: places refer to those.
    let mut pixels = opened.into_rgb8();
    for place in places {
        paint(&mut pixels, *place);
    }
    let mut upright = DynamicImage::ImageRgb8(pixels);
    upright.apply_orientation(orientation);
    let mut png = Cursor::new(Vec::new());
    upright.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

fn open(picture: &[u8]) -> Option<(DynamicImage, Orientation)> {
    let mut reader = ImageReader::new(Cursor::new(picture)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(UNPACKED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some((DynamicImage::from_decoder(decoder).ok()?, orientation))
}

fn paint(pixels: &mut RgbImage, place: Place) {
    let margin = (place.height / 12 * MARGIN_TWELFTHS).clamp(4, 200);
    let right = place.left.saturating_add(place.width).saturating_add(margin).min(pixels.width());
    let bottom = place.top.saturating_add(place.height).saturating_add(margin).min(pixels.height());
    for y in place.top.saturating_sub(margin)..bottom {
        for x in place.left.saturating_sub(margin)..right {
            pixels.put_pixel(x, y, Rgb([0, 0, 0]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageEncoder as _;
    use image::codecs::jpeg::JpegEncoder;
    use image::codecs::png::PngEncoder;

    /// A white picture with a red square at (40, 20), 10 by 10.
    fn square() -> RgbImage {
        RgbImage::from_fn(100, 60, |x, y| {
            let inside = (40..50).contains(&x) && (20..30).contains(&y);
            if inside { Rgb([255, 0, 0]) } else { Rgb([255, 255, 255]) }
        })
    }

    const SQUARE: Place = Place { left: 40, top: 20, width: 10, height: 10 };

    fn png(pixels: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        PngEncoder::new(&mut bytes)
            .write_image(pixels, 100, 60, image::ExtendedColorType::Rgb8)
            .unwrap();
        bytes
    }

    #[test]
    fn what_is_painted_over_is_gone_and_the_rest_stays() {
        let out = without(&png(&square()), &[SQUARE]).unwrap();
        let pixels = image::load_from_memory(&out).unwrap().into_rgb8();
        assert!(pixels.pixels().all(|pixel| *pixel != Rgb([255, 0, 0])));
        assert_eq!(pixels.get_pixel(45, 25), &Rgb([0, 0, 0]));
        assert_eq!(pixels.get_pixel(10, 10), &Rgb([255, 255, 255]));
    }

    #[test]
    fn nothing_but_pixels_is_written() {
        // A comment inside the file, where cameras put places and names.
        let mut jpeg = Vec::new();
        JpegEncoder::new(&mut jpeg)
            .write_image(&square(), 100, 60, image::ExtendedColorType::Rgb8)
            .unwrap();
        let comment = b"\xff\xfe\x00\x14GPS 35.68,139.76 x";
        let with_comment = [&jpeg[..2], comment, &jpeg[2..]].concat();
        let out = without(&with_comment, &[]).unwrap();
        assert!(out.starts_with(b"\x89PNG"));
        assert!(!out.windows(3).any(|bytes| bytes == b"GPS"));
    }

    #[test]
    fn places_outside_and_pictures_that_are_none_do_no_harm() {
        let far = Place { left: u32::MAX, top: 59, width: u32::MAX, height: u32::MAX };
        assert!(without(&png(&square()), &[far]).is_some());
        assert_eq!(without(b"\x89PNG\r\n\x1a\nbroken", &[SQUARE]), None);
        assert_eq!(without(b"", &[]), None);
    }
}
