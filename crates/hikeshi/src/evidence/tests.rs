//! Intake: order, names, links, archives, limits.

use super::*;
use std::fs;
use std::io::Write as _;

fn none(_: &[u8]) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}

fn take(paths: &[PathBuf], limits: Limits) -> CaseFiles {
    let progress = Progress::new(true);
    let intake = Intake { limits, attachments: none, except: None, progress: &progress };
    take_in(paths, &intake).unwrap()
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(&path).unwrap().write_all(bytes).unwrap();
    path
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn names(files: &CaseFiles) -> Vec<String> {
    files.exhibits.iter().map(|exhibit| exhibit.name.clone()).collect()
}

fn problems(files: &CaseFiles) -> Vec<String> {
    let said = |p: &Problem| format!("{:?}:{}:{}{}", p.code, p.detail, p.name, p.value);
    files.problems.iter().map(said).collect()
}

#[test]
fn the_order_is_of_names_then_hashes_whatever_was_given_first() {
    let scratch = Vault::temporary().unwrap();
    let (a, b) = (scratch.dir().join("a"), scratch.dir().join("b"));
    let single = put(&a, "x.csv", b"from a");
    put(&a, "sub/deep.csv", b"deep");
    put(&b, "x.csv", b"from b");
    let forwards = take(&[a.clone(), b.clone(), single.clone()], Limits::default());
    let backwards = take(&[single, b, a], Limits::default());
    assert_eq!(names(&forwards), ["sub/deep.csv", "x.csv", "x.csv"]);
    let hashes = |files: &CaseFiles| -> Vec<String> {
        files.exhibits.iter().map(|exhibit| exhibit.sha256.clone()).collect()
    };
    assert_eq!(hashes(&forwards), hashes(&backwards));
    assert_eq!((forwards.opened, backwards.opened), (3, 3));
}

#[test]
fn members_stand_right_after_their_archive() {
    let scratch = Vault::temporary().unwrap();
    let inner = zip_of(&[("../../evil.csv", b"1"), ("a.csv.gz", &gzip_of(b"2"))]);
    let outer = zip_of(&[("b.zip", &inner), ("c.csv", b"3")]);
    put(scratch.dir(), "in/outer.zip", &outer);
    put(scratch.dir(), "in/z.csv", b"4");
    let files = take(&[scratch.dir().join("in")], Limits::default());
    assert_eq!(
        names(&files),
        [
            "outer.zip",
            "outer.zip!/b.zip",
            "outer.zip!/b.zip!/../../evil.csv",
            "outer.zip!/b.zip!/a.csv.gz",
            "outer.zip!/b.zip!/a.csv.gz!/a.csv",
            "outer.zip!/c.csv",
            "z.csv",
        ]
    );
    let of: Vec<Option<u32>> = files.exhibits.iter().map(|e| e.of.map(|id| id.0)).collect();
    assert_eq!(of, [None, Some(1), Some(2), Some(2), Some(4), Some(1), None]);
    assert_eq!(problems(&files), [""; 0]);
    let mut text = String::new();
    files.open(ExhibitId(5)).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "2");
}

#[test]
fn nests_bombs_and_totals_are_refused_by_name() {
    let scratch = Vault::temporary().unwrap();
    let mut nest = zip_of(&[("core.csv", b"x")]);
    for _ in 0..4 {
        nest = zip_of(&[("n.zip", &nest)]);
    }
    put(scratch.dir(), "in/a.zip", &nest);
    put(scratch.dir(), "in/b.zip", &zip_of(&[("bomb.csv", &vec![b'0'; 8 << 20]), ("ok", b"1")]));
    let files = take(&[scratch.dir().join("in")], Limits::default());
    assert_eq!(
        problems(&files),
        ["ArchiveRefused:nested_too_deep:", "ArchiveRefused:bomb:bomb.csv"]
    );
    assert!(names(&files).contains(&"b.zip!/ok".to_owned()));

    let limits = Limits { total_bytes: 10, ..Limits::default() };
    put(scratch.dir(), "in2/c.zip", &zip_of(&[("1", b"123456"), ("2", b"123456"), ("3", b"1")]));
    let files = take(&[scratch.dir().join("in2")], limits);
    assert_eq!(problems(&files), ["FileOverLimit:case_total:2", "FileOverLimit:case_total:3"]);
}

#[test]
fn what_a_cut_archive_still_gives_is_kept() {
    let scratch = Vault::temporary().unwrap();
    let mut seed = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b'0' + (seed >> 28) as u8
    })
    .take(400_000)
    .collect();
    let packed = gzip_of(&noise);
    put(scratch.dir(), "in/cut.csv.gz", &packed[..packed.len() / 2]);
    put(scratch.dir(), "in/cut.zip", &zip_of(&[("a.csv", &noise)])[..1000]);
    let files = take(&[scratch.dir().join("in")], Limits::default());
    assert_eq!(names(&files), ["cut.csv.gz", "cut.csv.gz!/cut.csv", "cut.zip"]);
    assert!(files.exhibits[1].size_bytes > 100_000);
    assert_eq!(problems(&files), ["FileTruncated:broken:", "FileTruncated:broken:"]);
}

#[test]
fn documents_are_not_parcels() {
    let scratch = Vault::temporary().unwrap();
    put(scratch.dir(), "in/a.docx", &zip_of(&[("[Content_Types].xml", b"<x/>"), ("b.xml", b"")]));
    put(scratch.dir(), "in/a.jar", &zip_of(&[("META-INF/MANIFEST.MF", b""), ("b.class", b"")]));
    let files = take(&[scratch.dir().join("in")], Limits::default());
    assert_eq!(names(&files), ["a.docx", "a.jar"]);
}

#[test]
fn attachments_are_exhibits_of_their_mail() {
    fn one(_: &[u8]) -> Vec<(String, Vec<u8>)> {
        vec![("export.zip".to_owned(), zip_of(&[("a.csv", b"1")]))]
    }
    let scratch = Vault::temporary().unwrap();
    let mail = put(scratch.dir(), "m.eml", b"Subject: x\r\n\r\n");
    let progress = Progress::new(true);
    let intake =
        Intake { limits: Limits::default(), attachments: one, except: None, progress: &progress };
    let files = take_in(&[mail], &intake).unwrap();
    assert_eq!(names(&files), ["m.eml", "m.eml!/export.zip", "m.eml!/export.zip!/a.csv"]);
}

#[test]
fn what_is_missing_is_named() {
    let files = take(&[PathBuf::from("/nowhere/at-all.csv")], Limits::default());
    assert_eq!(problems(&files), ["FileUnreadable:not_found:at-all.csv"]);
    assert_eq!(files.opened, 0);
}

#[cfg(unix)]
#[test]
fn links_stay_inside_and_loops_end() {
    use std::os::unix::fs::symlink;
    let scratch = Vault::temporary().unwrap();
    let dir = scratch.dir().join("in");
    put(&dir, "a.csv", b"1");
    put(&dir, "sub/b.csv", b"2");
    put(scratch.dir(), "private.txt", b"not handed in");
    symlink(dir.join("a.csv"), dir.join("again.csv")).unwrap();
    symlink(&dir, dir.join("sub/loop")).unwrap();
    symlink(scratch.dir().join("private.txt"), dir.join("out.txt")).unwrap();
    symlink("nowhere", dir.join("dangling")).unwrap();
    let files = take(&[dir], Limits::default());
    assert_eq!(names(&files), ["a.csv", "sub/b.csv"]);
    assert_eq!(
        problems(&files),
        ["LinkNotFollowed:dangling:dangling", "LinkNotFollowed:outside:out.txt"]
    );
}

#[test]
fn the_output_folder_is_passed_over() {
    let scratch = Vault::temporary().unwrap();
    let dir = scratch.dir().join("in");
    put(&dir, "a.csv", b"1");
    put(&dir, "dossier/findings.json", b"{}");
    let out = dir.join("dossier");
    let progress = Progress::new(true);
    let intake = Intake {
        limits: Limits::default(),
        attachments: none,
        except: Some(&out),
        progress: &progress,
    };
    let files = take_in(&[dir], &intake).unwrap();
    assert_eq!(names(&files), ["a.csv"]);
}
