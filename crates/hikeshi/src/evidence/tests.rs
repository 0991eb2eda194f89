//! Intake: order, names, links, archives, limits.

use super::*;
use hikeshi_case::redact::Handed;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

fn none(_: &[u8]) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}

fn take(paths: &[PathBuf], limits: Limits) -> CaseFiles {
    let progress = Progress::new(true);
    let intake =
        Intake { limits, attachments: none, except: None, progress: &progress, sealed: false };
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

/// What of each exhibit is handed on, by its name.
fn handed(mut files: CaseFiles) -> Vec<(String, Handed)> {
    let problems = std::mem::take(&mut files.problems);
    let examination =
        hikeshi_case::examine(&files, &hikeshi_case::Options { problems, ..Default::default() });
    let plan = copies::prepare(&files, &examination, &[]).plan;
    names(&files).into_iter().zip(plan.into_values()).collect()
}

#[test]
fn what_stayed_closed_does_not_count_as_searched() {
    let scratch = Vault::temporary().unwrap();
    let two = zip_of(&[("a.txt", b"one"), ("b.txt", b"two")]);
    put(scratch.dir(), "in/a.zip", &two);
    let dir = [scratch.dir().join("in")];
    let whole = handed(take(&dir, Limits::default()));
    assert!(whole.iter().all(|(_, handed)| *handed == Handed::Whole), "{whole:?}");
    for limits in
        [Limits { members: 1, ..Limits::default() }, Limits { total_bytes: 4, ..Limits::default() }]
    {
        let part = handed(take(&dir, limits));
        let expected = [("a.zip", Handed::Unsearched), ("a.zip!/a.txt", Handed::Whole)]
            .map(|(n, h)| (n.to_owned(), h));
        assert_eq!(part, expected);
    }
    // Nor what is around it.
    put(scratch.dir(), "deep/o.zip", &zip_of(&[("i.zip", &two), ("c.txt", b"three")]));
    let deep =
        handed(take(&[scratch.dir().join("deep")], Limits { depth: 1, ..Limits::default() }));
    let expected = [
        ("o.zip", Handed::Unsearched),
        ("o.zip!/c.txt", Handed::Whole),
        ("o.zip!/i.zip", Handed::Unsearched),
    ];
    assert_eq!(deep, expected.map(|(n, h)| (n.to_owned(), h)));
    // What broke off may have gone on with a secret.
    put(scratch.dir(), "cut/a.txt.gz", &gzip_of(&b"nothing much. ".repeat(20_000))[..200]);
    let cut = handed(take(&[scratch.dir().join("cut")], Limits::default()));
    assert!(
        cut.len() == 2 && cut.iter().all(|(_, handed)| *handed == Handed::Unsearched),
        "{cut:?}"
    );
}

#[test]
fn what_is_for_an_encrypted_case_lies_nowhere_in_the_clear() {
    let scratch = Vault::temporary().unwrap();
    put(scratch.dir(), "in/a.zip", &zip_of(&[("very secret.txt", b"very secret text")]));
    let sheet = row(1, &["very secret cell"]);
    put(scratch.dir(), "in/book.xlsx", &book_of(&[("One", &sheet), ("Two", &sheet)]));
    let progress = Progress::new(true);
    let intake = Intake {
        limits: Limits::default(),
        attachments: none,
        except: None,
        progress: &progress,
        sealed: true,
    };
    let files = take_in(&[scratch.dir().join("in")], &intake).unwrap();
    let mut text = String::new();
    files.open(ExhibitId(2)).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "very secret text");
    assert_eq!(names(&files).len(), 5, "{:?}", names(&files));
    let mut folders = vec![files.vault.dir().to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("very secret") && !bytes.starts_with(b"PK"), "{path:?}");
        }
    }
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
    let intake = Intake {
        limits: Limits::default(),
        attachments: one,
        except: None,
        progress: &progress,
        sealed: false,
    };
    let files = take_in(&[mail], &intake).unwrap();
    assert_eq!(names(&files), ["m.eml", "m.eml!/export.zip", "m.eml!/export.zip!/a.csv"]);
}

#[test]
fn an_attachment_beyond_the_total_or_too_deep_is_named() {
    fn two(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let outer = bytes.starts_with(b"Subject: outer");
        let inner = ("fwd.eml".to_owned(), b"Subject: inner\r\n\r\n".to_vec());
        if outer { vec![inner] } else { vec![("a.csv".to_owned(), b"0123456789".to_vec())] }
    }
    let scratch = Vault::temporary().unwrap();
    let mail = put(scratch.dir(), "m.eml", b"Subject: outer\r\n\r\n");
    let progress = Progress::new(true);
    for (limits, expected) in [
        (Limits { total_bytes: 20, ..Limits::default() }, "FileOverLimit:case_total:a.csv"),
        (Limits { depth: 1, ..Limits::default() }, "ArchiveRefused:nested_too_deep:a.csv"),
    ] {
        let intake =
            Intake { limits, attachments: two, except: None, progress: &progress, sealed: false };
        let files = take_in(std::slice::from_ref(&mail), &intake).unwrap();
        assert_eq!(names(&files), ["m.eml", "m.eml!/fwd.eml"]);
        assert_eq!(problems(&files), [expected]);
    }
}

/// A workbook with these tabs; a tab without cells is a chart.
fn book_of(tabs: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![];
    let (mut sheets, mut rels) = (String::new(), String::new());
    for (n, (name, rows)) in (1..).zip(tabs) {
        let kind = if rows.is_empty() { "chartsheets" } else { "worksheets" };
        write!(sheets, "<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>").unwrap();
        write!(rels, "<Relationship Id=\"rId{n}\" Target=\"{kind}/sheet{n}.xml\"/>").unwrap();
        let xml = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/{kind}/sheet{n}.xml"), xml));
    }
    parts.push(("[Content_Types].xml".to_owned(), "<Types/>".to_owned()));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook><sheets>{sheets}</sheets></workbook>"),
    ));
    let rels = format!("<Relationships>{rels}</Relationships>");
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), rels));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip_of(&parts)
}

fn row(number: u32, cells: &[&str]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    format!("<row r=\"{number}\">{}</row>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn every_sheet_of_a_workbook_is_an_exhibit_whose_lines_are_its_rows() {
    let scratch = Vault::temporary().unwrap();
    let header = ["User_ID", "UTC_Time", "Account", "Operation", "Coin", "Change", "Remark"];
    let good =
        ["1", "2026-01-05 10:00:00", "Spot", "Deposit", "BTC", "1,000.5", "a &quot;b&quot;\nc"];
    let bad = ["1", "2026-01-05 10:00:00", "Spot", "Deposit", "BTC", "half"];
    let table = row(3, &header) + &row(5, &good) + &row(6, &bad);
    let torn = row(1, &["x"]) + "<row r=\"2\"></c>";
    let book = book_of(&[
        ("表紙", &row(1, &["Report made for the owner"])),
        ("A &amp; B", &table),
        ("Empty", " "),
        ("Chart", ""),
        ("Torn", &torn),
    ]);
    put(scratch.dir(), "in/book.xlsx", &book);
    put(scratch.dir(), "in/one.xlsx", &book_of(&[("Empty", " "), ("T", &table)]));
    let files = take(&[scratch.dir().join("in")], Limits::default());
    let expected =
        ["book.xlsx", "book.xlsx!/表紙", "book.xlsx!/A & B", "book.xlsx!/Torn", "one.xlsx"];
    assert_eq!(names(&files), expected);
    assert_eq!(
        problems(&files),
        ["FileTruncated:broken:Torn", "FormatUnknown:sheet_without_cells:Chart"]
    );
    let mut text = String::new();
    files.open(ExhibitId(3)).unwrap().read_to_string(&mut text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2], header.join(","));
    assert_eq!(lines[4], "1,2026-01-05 10:00:00,Spot,Deposit,BTC,\"1,000.5\",\"a \"\"b\"\" c\"");
    assert_eq!(lines[5], "1,2026-01-05 10:00:00,Spot,Deposit,BTC,half,");
    let examination = hikeshi_case::examine(&files, &hikeshi_case::Options::default());
    let read: Vec<(&str, Option<u64>)> =
        examination.exhibits.iter().map(|e| (e.format.as_str(), e.rows)).collect();
    assert_eq!(read[0], ("archive/workbook", None));
    assert_eq!(
        (read[2], read[4]),
        (("transaction_history/v2", Some(1)), ("transaction_history/v2", Some(1)))
    );
    let unread = examination.problems.iter().filter(|p| p.detail == "bad_number");
    let places: Vec<_> = unread.map(|p| (p.exhibit.unwrap().0, p.line)).collect();
    assert_eq!(places, [(3, Some(6)), (5, Some(6))]);

    let files = take(&[scratch.dir().join("in")], Limits { total_bytes: 40, ..Limits::default() });
    assert!(problems(&files).contains(&"FileOverLimit:case_total:A & B".to_owned()));
}

#[test]
fn every_mail_of_a_mailbox_is_an_exhibit() {
    let scratch = Vault::temporary().unwrap();
    let from = "From a@b.example Mon Jan  5 10:00:00 2026\n";
    let mail = |n: u32| format!("{from}From: a@b.example\nSubject: {n}\n\n>From here\n\n");
    put(scratch.dir(), "in/all.mbox", [mail(1), mail(2)].concat().as_bytes());
    put(scratch.dir(), "in/one.eml", mail(3).as_bytes());
    let files = take(&[scratch.dir().join("in")], Limits::default());
    let expected = ["all.mbox", "all.mbox!/0001.eml", "all.mbox!/0002.eml", "one.eml"];
    assert_eq!(
        (names(&files).as_slice(), problems(&files).len()),
        (&expected.map(str::to_owned)[..], 0)
    );
    let examination = hikeshi_case::examine(&files, &hikeshi_case::Options::default());
    let formats: Vec<&str> = examination.exhibits.iter().map(|e| e.format.as_str()).collect();
    assert_eq!(formats, ["mail/mbox", "mail/eml", "mail/eml", "mail/eml"]);
    assert_eq!(examination.problems, []);
    let files = take(&[scratch.dir().join("in")], Limits { members: 1, ..Limits::default() });
    assert_eq!(problems(&files), ["FileOverLimit:too_many_members:"]);
}

/// A reader that fails at once.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("no more"))
    }
}

#[test]
fn bytes_that_cannot_be_read_are_named_wherever_they_come_from() {
    let progress = Progress::new(true);
    let intake = Intake {
        limits: Limits::default(),
        attachments: none,
        except: None,
        progress: &progress,
        sealed: false,
    };
    let mut files = take_in_made(&[("a.csv".to_owned(), b"1".to_vec())], &intake).unwrap();
    let mut expansion = expand::Expansion::new(&intake);
    assert!(!files.admit(&mut expansion, "b.csv", &mut Failing).unwrap());
    assert_eq!((names(&files), files.opened), (vec!["a.csv".to_owned()], 1));
    assert_eq!(problems(&files), ["FileUnreadable:io:b.csv"]);
}

#[test]
fn an_earlier_dossier_is_passed_over_but_for_what_was_added_or_changed() {
    let scratch = Vault::temporary().unwrap();
    let dir = scratch.dir().join("in");
    put(&dir, "a.csv", b"1");
    let mut folder = crate::folder::Folder::begin(&dir.join("sub/dossier")).unwrap();
    folder.put("annex/rows.csv", b"ours").unwrap();
    folder.put("findings.json", b"{}").unwrap();
    folder.finish().unwrap();
    put(&dir, "sub/dossier/annex/mine.csv", b"added");
    put(&dir, "sub/dossier/findings.json", b"{ edited }");
    let files = take(std::slice::from_ref(&dir), Limits::default());
    let kept = ["a.csv", "sub/dossier/annex/mine.csv", "sub/dossier/findings.json"];
    assert_eq!(names(&files), kept);
    assert_eq!(problems(&files), ["FormatUnknown:own_dossier:sub/dossier"]);
    let files = take(&[dir.join("sub/dossier")], Limits::default());
    assert_eq!(names(&files), ["annex/mine.csv", "findings.json"]);
    assert_eq!(problems(&files), ["FormatUnknown:own_dossier:dossier"]);
    // A folder that only says so hides nothing.
    let marker = b"{\"files\":{},\"tool\":\"hikeshi\",\"whole\":false}";
    put(&dir, "z/hikeshi-dossier.json", marker);
    put(&dir, "z/b.csv", b"2");
    assert!(names(&take(&[dir], Limits::default())).contains(&"z/b.csv".to_owned()));
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
        sealed: false,
    };
    let files = take_in(&[dir], &intake).unwrap();
    assert_eq!(names(&files), ["a.csv"]);
}
