//! Packages as they come from strangers: folders with links, zips that lie.

use super::zip_writer::{ZipWriter, end_of};
use super::*;

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.add(name, bytes.len() as u64, &mut &bytes[..]).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Package, OpenError> {
    Package::zip(Box::new(Cursor::new(bytes.to_vec())))
}

fn content(package: &mut Package, name: &str) -> io::Result<Vec<u8>> {
    package.read_small(name, 1 << 24).expect("is there")
}

/// Every file that can be read, and the names of what is wrong.
fn all(package: &mut Package) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let names: Vec<String> = package.names().iter().map(str::to_owned).collect();
    let mut odd: Vec<String> = package.oddities().iter().map(|odd| odd.name.clone()).collect();
    let mut files = Vec::new();
    for name in names {
        match content(package, &name) {
            Ok(bytes) => files.push((name, bytes)),
            Err(_) => odd.push(name),
        }
    }
    odd.extend(package.leftovers().0.into_iter().map(|odd| odd.name));
    (files, odd)
}

fn large() -> Vec<u8> {
    (0..200_000_u32).flat_map(|n| (n / 7).to_le_bytes()).collect()
}

#[test]
fn what_was_written_is_read() {
    let large = large();
    let noise: Vec<u8> =
        (0..100_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    let files: [(&str, &[u8]); 4] =
        [("b/large", &large), ("a", b"x"), ("empty", b""), ("b/noise", &noise)];
    let bytes = zip_of(&files);
    assert!(bytes.len() < large.len());
    let mut package = open(&bytes).unwrap();
    let (read, odd) = all(&mut package);
    assert!(odd.is_empty(), "{odd:?}");
    assert_eq!(read.len(), 4);
    for (name, bytes) in &files {
        let found = read.iter().find(|(own, _)| own == name).unwrap();
        assert!(found.1 == *bytes, "{name}");
    }
    let mut again = open(&bytes).unwrap();
    assert_eq!(again.leftovers().1.len(), 1);
}

#[test]
fn the_directory_is_sorted_whatever_the_order_of_adding() {
    let bytes = zip_of(&[("b", b"2"), ("a", b"1")]);
    let name = |at: usize| bytes[at + 46];
    let last = central_of(&bytes);
    assert_eq!(name(last), b'b');
    assert_eq!(bytes, zip_of(&[("b", b"2"), ("a", b"1")]));
}

#[test]
fn a_folder_around_a_bag_is_looked_through() {
    let mut package = open(&zip_of(&[("x/bagit.txt", b"1"), ("x/data/a", b"2")])).unwrap();
    let names: Vec<&str> = package.names().iter().collect();
    assert_eq!(names, ["bagit.txt", "data/a"]);
    assert_eq!(content(&mut package, "data/a").unwrap(), b"2");
    let plain = open(&zip_of(&[("x/a", b"1"), ("x/b", b"2")])).unwrap();
    assert_eq!(plain.names().iter().next(), Some("x/a"));
}

/// After a flip anywhere in a zip, either something is said, or every file is what it was.
#[test]
fn a_flipped_bit_is_noticed_or_changes_no_file() {
    let text = b"deflated deflated deflated deflated deflated deflated".repeat(4);
    let good = zip_of(&[("a/text", &text), ("b", b"stored"), ("c", b"")]);
    let (expected, odd) = all(&mut open(&good).unwrap());
    assert!(odd.is_empty());
    let mut silent = 0;
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let Ok(mut package) = open(&bad) else { continue };
            let (files, odd) = all(&mut package);
            if odd.is_empty() {
                assert_eq!(files, expected, "byte {at} bit {bit}");
                silent += 1;
            }
        }
    }
    // Times, versions, attributes: 3 members × (12 + 20) bytes at most.
    assert!(silent > 0 && silent < 3 * 32 * 8, "{silent}");
}

#[test]
fn bytes_before_between_and_behind_are_listed() {
    let good = zip_of(&[("a", b"1"), ("b", b"2")]);
    let before = [b"MZ".as_slice(), &good].concat();
    let behind = [good.as_slice(), b"tail"].concat();
    for (bytes, said) in [(before, "zip: 2 bytes at 0"), (behind, "zip: 4 bytes at ")] {
        let mut package = open(&bytes).unwrap();
        assert_eq!(content(&mut package, "b").unwrap(), b"2");
        let outside = package.leftovers().1;
        assert!(outside.iter().any(|one| one.what.starts_with(said)), "{outside:?}");
    }
}

/// Changes the directory and the headers of a member named `bbbb`.
fn renamed(to: &[u8]) -> Vec<u8> {
    let mut bytes = zip_of(&[("aaaa", b"first"), ("bbbb", b"other")]);
    while let Some(at) = bytes.windows(4).position(|four| four == b"bbbb") {
        bytes[at..at + 4].copy_from_slice(to);
    }
    bytes
}

#[test]
fn hostile_names_are_refused_by_name() {
    for name in [b"../b", b"/bbb", b"b\\bb", b"C:bb", b"b\0bb", b"b//b", b"nul."] {
        let package = open(&renamed(name)).unwrap();
        assert_eq!(package.oddities().len(), 1, "{name:?}");
        assert_eq!(package.oddities()[0].kind, OddityKind::UnsafeName);
        assert_eq!(package.names().len(), 1);
    }
    let package = open(&renamed(b"aaaa")).unwrap();
    assert_eq!(package.oddities()[0].kind, OddityKind::Doubled);
}

fn central_of(bytes: &[u8]) -> usize {
    bytes.windows(4).rposition(|four| four == CENTRAL_MARK).unwrap()
}

const CENTRAL_MARK: [u8; 4] = [0x50, 0x4b, 1, 2];

#[test]
fn links_passwords_and_lies_are_refused() {
    let good = zip_of(&[("a", b"1"), ("b", b"22")]);
    let at = central_of(&good);
    let with = |offset: usize, byte: u8| {
        let mut bad = good.clone();
        bad[at + offset] = byte;
        bad
    };
    let link = open(&with(41, 0xa1)).unwrap();
    assert_eq!(link.oddities()[0].kind, OddityKind::NotAFile);
    let locked = open(&with(8, 1)).unwrap();
    assert_eq!(locked.oddities()[0].kind, OddityKind::Encrypted);
    // A stored member whose two sizes differ, and one that claims to be shorter than it is.
    assert_eq!(open(&with(24, 9)).unwrap().oddities()[0].kind, OddityKind::Member);
    let mut short = with(24, 1);
    short[at + 20] = 1;
    assert!(content(&mut open(&short).unwrap(), "b").is_err());
    // The second member at the place of the first.
    let mut same = good.clone();
    same[at + 42] = 0;
    assert!(content(&mut open(&same).unwrap(), "b").is_err());
    // One member more than there is.
    let mut more = good;
    let end = more.len() - 22;
    more[end + 8] = 3;
    more[end + 10] = 3;
    assert!(open(&more).is_err());
}

#[test]
fn links_in_a_folder_are_not_followed() {
    let dir = std::env::temp_dir().join(format!("hikeshi-package-{}", std::process::id()));
    fs::create_dir_all(dir.join("data")).unwrap();
    File::create(dir.join("data/a")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", dir.join("data/link")).unwrap();
    let package = Package::open(&dir).unwrap();
    assert_eq!(package.names().iter().collect::<Vec<_>>(), ["data/a"]);
    if cfg!(unix) {
        let odd = Oddity { name: "data/link".to_owned(), kind: OddityKind::NotAFile };
        assert_eq!(package.oddities(), [odd]);
    }
    fs::remove_dir_all(dir).unwrap();
}

/// What a directory claims is not believed before memory is taken for it.
#[test]
fn more_names_than_fit_into_memory_are_refused() {
    let claimed = [vec![0; 46], end_of(MOST_FILES as u64 + 1, 46, 0)];
    assert!(matches!(open(&claimed.concat()), Err(OpenError::TooMany)));
    let long = "n".repeat(usize::from(u16::MAX));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for _ in 0..=MOST_NAME_BYTES / long.len() {
        zip.add(&long, 0, &mut io::empty()).unwrap();
    }
    assert!(matches!(open(zip.finish().unwrap().get_ref()), Err(OpenError::TooMany)));
}
