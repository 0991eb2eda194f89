//! Does any secret leave the house? Planted wherever one can stand, looked for in everything that comes
//! out: every file of the dossier, the words of its PDFs, the console, the machine-readable result.

use hikeshi_seal::Vault;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// BIP 39, test vectors.
const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
/// What must stand nowhere. The individual number is a made-up one with a right check digit.
const SECRETS: [&str; 5] = ["sausage", "hunter22x", "1234 5678 9018", "123456789018", "tr0ub4dor"];

fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &[&str]| {
        format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let rows = [
        row(&["User_ID", "UTC_Time", "Account", "Operation", "Coin", "Change", "Remark"]),
        row(&["77", "2026-03-01 10:00:00", "Spot", "Deposit", "BTC", "0.5", "=1+1"]),
        row(&["77", "2026-03-01 10:01:00", "Spot", "Deposit", "BTC", "0.5", PHRASE]),
    ];
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat());
    zip_of(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// Writes the material; names sort as they are numbered.
fn plant(dir: &Path) {
    let header = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n";
    let row = |operation: &str, remark: &str| {
        format!("77,2026-03-01 10:00:00,Spot,{operation},BTC,0.5,{remark}\n")
    };
    let statement = header.to_owned() + &row("Deposit", PHRASE) + &row(PHRASE, "x");
    let withdrawals = format!(
        "Date(UTC),Coin,Network,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status\n\
         2026-03-01 10:00:00,BTC,BTC,0.5,0.0001,password=tr0ub4dor,ab,,{PHRASE},password: hunter22x\n\
         2026-03-01 10:00:00,XRP,XRP,5,0.0001,password: hunter22x,ab,,,Completed\n\
         2026-03-01 10:00:00,XRP,XRP,6,0.0001,my seed: {PHRASE},ab,,,Completed\n"
    );
    let mail = format!(
        "From: a@example.com\r\nSubject: password: hunter22x\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
         --b\r\nContent-Type: text/plain; name=n.txt\r\nContent-Disposition: attachment; \
         filename=n.txt\r\n\r\n{PHRASE}\r\n--b--\r\n"
    );
    let passwords = "name,url,username,password\nBinance,https://example.com,taro,hunter22x\n";
    let files: [(&str, Vec<u8>); 8] = [
        ("1-statement.csv", statement.clone().into_bytes()),
        ("2-withdrawals.csv", withdrawals.into_bytes()),
        ("3-mail.eml", mail.into_bytes()),
        ("4-passwords.csv", passwords.into()),
        (
            "5-note.txt",
            format!("マイナンバー 1234 5678 9018\n個人番号:123456789018\n{PHRASE}\n").into(),
        ),
        ("6-parcel.zip", zip_of(&[("inner.csv", &statement), ("fine.txt", "plain")])),
        ("7-book.xlsx", workbook()),
        ("8-answers.toml", format!("hikeshi_answers = 1\n# リカバリーフレーズ {PHRASE}\n").into()),
    ];
    for (name, bytes) in files {
        File::create(dir.join(name)).unwrap().write_all(&bytes).unwrap();
    }
}

fn files_in(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { out.extend(files_in(&path)) } else { out.push(path) }
    }
    out.sort();
    out
}

/// The words of a PDF; `cargo xtask test` installs the reader.
fn pdf_text(path: &Path) -> Vec<u8> {
    let output = Command::new("pdftotext").args([path, Path::new("-")]).output().unwrap();
    assert!(output.status.success(), "{}", path.display());
    output.stdout
}

fn assert_silent(place: &str, bytes: &[u8]) {
    let said = String::from_utf8_lossy(bytes);
    let leak = SECRETS.iter().find(|secret| said.contains(*secret));
    assert_eq!(leak, None, "in {place}");
}

fn run(dir: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_hikeshi")).current_dir(dir).args(args).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn no_secret_stands_in_anything_that_comes_out() {
    let vault = Vault::temporary().unwrap();
    let dir = vault.dir().join("scratch");
    fs::create_dir_all(dir.join("in")).unwrap();
    plant(&dir.join("in"));
    for args in [
        &["examine", "in", "--json", "--lang", "ja", "--out", "dossier"][..],
        &["examine", "in", "--out", "dossier"],
    ] {
        let output = run(&dir, args);
        assert_silent("the console", &output.stdout);
        assert_silent("the errors", &output.stderr);
    }
    let files = files_in(&dir.join("dossier"));
    for path in &files {
        let name = path.display().to_string();
        assert_silent(&name, &fs::read(path).unwrap());
        if path.extension().is_some_and(|end| end == "pdf") {
            assert_silent(&name, &pdf_text(path));
        }
    }
    let has = |name: &str| files.contains(&dir.join("dossier/exhibits").join(name));
    // 1 statement, 2 withdrawals, 3 mail, 4 its attachment, 5 passwords, 6 note, 7 parcel, 8 and 9 what
    // is in it, 10 workbook, 11 answers.
    let copies = [
        "0001/redacted.csv",
        "0002/redacted.csv",
        "0003/redacted.txt",
        "0004/redacted.txt",
        "0005/redacted.csv",
        "0006/redacted.txt",
        "0008/original.bin",
        "0009/redacted.csv",
        "0010/redacted.csv",
        "0011/redacted.txt",
    ];
    for copy in copies {
        assert!(has(&format!("E-{copy}")), "{copy} in {files:#?}");
    }
    assert!(!has("E-0007/original.bin"), "the parcel holds the same bytes");
    let book = fs::read_to_string(dir.join("dossier/exhibits/E-0010/redacted.csv")).unwrap();
    assert!(book.contains(",'=1+1\r\n") && book.contains(",****"), "{book}");
}
