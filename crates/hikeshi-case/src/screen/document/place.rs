//! Does a picture say where it was taken? Looks for GPS entries in the EXIF notes of JPEG, PNG, WebP
//! and HEIC bytes, and for their names in XMP. Only whether they are there: the place itself is never
//! read.

/// The tag of the pointer to the GPS entries (EXIF 2.32, 4.6.3).
const GPS_POINTER: u16 = 0x8825;
/// Latitude and longitude within them.
const PLACE_TAGS: [u16; 2] = [2, 4];
/// Entries of a list that are looked at.
const MOST_ENTRIES: u16 = 512;
/// EXIF notes of one file that are looked at.
const MOST_NOTES: usize = 16;
const XMP_NAMES: [&[u8]; 2] = [b"GPSLatitude", b"GPSLongitude"];

/// Whether the bytes of a picture hold the place where it was taken.
pub fn is_told(picture: &[u8]) -> bool {
    let starts = (0..picture.len().saturating_sub(8)).filter(|at| is_note(picture, *at));
    let in_exif = starts.take(MOST_NOTES).any(|at| picture.get(at..).is_some_and(tiff_has_place));
    in_exif || XMP_NAMES.iter().any(|name| picture.windows(name.len()).any(|it| it == *name))
}

/// A TIFF head behind `Exif\0\0` (JPEG, HEIC, WebP) or a PNG's chunk name.
fn is_note(picture: &[u8], at: usize) -> bool {
    let head = picture.get(at..at + 4);
    if head != Some(b"II*\0") && head != Some(b"MM\0*") {
        return false;
    }
    let behind = |mark: &[u8]| at.checked_sub(mark.len()).and_then(|from| picture.get(from..at));
    let chunk = |mark: &[u8]| {
        at.checked_sub(mark.len() + 4).and_then(|from| picture.get(from..at - 4)) == Some(mark)
    };
    at == 0
        || behind(b"Exif\0\0") == Some(b"Exif\0\0")
        || behind(b"eXIf") == Some(b"eXIf")
        || chunk(b"EXIF")
}

fn tiff_has_place(tiff: &[u8]) -> bool {
    let is_little = tiff.starts_with(b"II");
    let Some(first) = long(tiff, 4, is_little) else { return false };
    let pointers = entries(tiff, first, is_little).filter(|(tag, _)| *tag == GPS_POINTER);
    let lists = pointers.filter_map(|(_, at)| long(tiff, at, is_little));
    lists
        .into_iter()
        .any(|list| entries(tiff, list, is_little).any(|(tag, _)| PLACE_TAGS.contains(&tag)))
}

/// The tag of each entry, and where its value stands.
fn entries(tiff: &[u8], list: usize, is_little: bool) -> impl Iterator<Item = (u16, usize)> + '_ {
    let count = short(tiff, list, is_little).unwrap_or_default().min(MOST_ENTRIES);
    (0..usize::from(count)).filter_map(move |index| {
        let at = list.checked_add(2 + index * 12)?;
        Some((short(tiff, at, is_little)?, at.checked_add(8)?))
    })
}

fn short(bytes: &[u8], at: usize, is_little: bool) -> Option<u16> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
}

fn long(bytes: &[u8], at: usize, is_little: bool) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    let number = if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    usize::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF whose only entry points to a list with one tag.
    fn tiff(tag: u8) -> Vec<u8> {
        let head = b"MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0";
        [head.as_slice(), &[0, 1, 0, tag, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0]].concat()
    }

    #[test]
    fn a_place_is_found_in_every_container() {
        let with = |before: &[u8]| [before, &tiff(2), b"pixels"].concat();
        assert!(is_told(&with(b"\xff\xd8\xff\xe1\0\x40Exif\0\0")));
        assert!(is_told(&with(b"\x89PNG\r\n\x1a\n\0\0\0\x28eXIf")));
        assert!(is_told(&with(b"RIFF....WEBPVP8XEXIF\x28\0\0\0")));
        assert!(is_told(&with(b"\0\0\0\x18ftypheic....Exif\0\0")));
        assert!(is_told(b"<x exif:GPSLatitude='35,40N'/>"));
    }

    #[test]
    fn an_empty_list_or_a_broken_one_tells_nothing() {
        let note = |tiff: &[u8]| [b"Exif\0\0", tiff].concat();
        assert!(!is_told(&note(&tiff(29))));
        assert!(!is_told(&note(&tiff(2)[..20])));
        assert!(!is_told(&note(b"II*\0\xff\xff\xff\xff........")));
        assert!(!is_told(b""));
        assert!(!is_told(&b"II*\0MM\0*".repeat(50_000)));
    }
}
