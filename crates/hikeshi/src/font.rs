//! Which font a PDF is set in: the pinned one where it is installed, else the best Japanese font
//! of the system. The dossier names it by its SHA-256: with the same font the bytes are the same.

use hikeshi_seal::Digest;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Folders within folders that are looked through.
const DEPTH: u8 = 6;

/// One file of a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Where it lies.
    pub path: PathBuf,
    /// SHA-256 of the whole file, lower-case hex.
    pub sha256: String,
}

/// A font that can print Japanese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Font {
    /// The family's name, as a typesetter asks for it.
    pub family: &'static str,
    /// Upright, regular weight.
    pub regular: Face,
    /// The bold weight, where there is one.
    pub bold: Option<Face>,
    /// A fixed-width face for addresses and ids, where there is one.
    pub mono: Option<Face>,
}

/// A family and the files it comes in, regular and bold, in lower case.
struct Family {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
}

/// The pinned font first, then by how well each sets a long Japanese text.
const FAMILIES: [Family; 6] = [
    Family {
        name: "BIZ UDPGothic",
        files: &[
            ("bizudpgothic-regular.ttf", "bizudpgothic-bold.ttf"),
            ("biz-udgothicr.ttc", "biz-udgothicb.ttc"),
        ],
    },
    Family {
        name: "Noto Sans CJK JP",
        files: &[
            ("notosanscjk-regular.ttc", "notosanscjk-bold.ttc"),
            ("notosanscjkjp-regular.otf", "notosanscjkjp-bold.otf"),
        ],
    },
    Family { name: "IPAexGothic", files: &[("ipaexg.ttf", "")] },
    Family {
        name: "Hiragino Sans",
        files: &[
            ("ヒラギノ角ゴシック w3.ttc", "ヒラギノ角ゴシック w6.ttc"),
            // macOS hands out file names decomposed.
            (
                "ヒラキ\u{3099}ノ角コ\u{3099}シック w3.ttc",
                "ヒラキ\u{3099}ノ角コ\u{3099}シック w6.ttc",
            ),
        ],
    },
    Family { name: "Yu Gothic", files: &[("yugothr.ttc", "yugothb.ttc")] },
    Family { name: "Meiryo", files: &[("meiryo.ttc", "meiryob.ttc")] },
];

/// The fixed-width sister of the pinned font.
const MONO: &str = "bizudgothic-regular.ttf";

/// Looks in `asked` (`--font-dir`), then in `dirs`. The pinned font anywhere is taken before
/// another font nearer by.
pub fn find(asked: Option<&Path>, dirs: &[PathBuf]) -> Option<Font> {
    if let Some(font) = asked.and_then(|dir| choose(&listing(&[dir.to_owned()]))) {
        return Some(font);
    }
    choose(&listing(dirs))
}

fn choose(files: &BTreeMap<String, PathBuf>) -> Option<Font> {
    for family in &FAMILIES {
        for (regular, bold) in family.files {
            let Some(regular) = files.get(*regular).and_then(|path| face(path)) else { continue };
            let bold = files.get(*bold).and_then(|path| face(path));
            let mono = files.get(MONO).and_then(|path| face(path));
            return Some(Font { family: family.name, regular, bold, mono });
        }
    }
    None
}

fn face(path: &Path) -> Option<Face> {
    let digest = Digest::of(&mut File::open(path).ok()?).ok()?;
    Some(Face { path: path.to_owned(), sha256: digest.sha256 })
}

/// Files by name in lower case; where a name occurs twice, the earlier folder counts.
fn listing(dirs: &[PathBuf]) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    for dir in dirs {
        list_into(dir, DEPTH, &mut files);
    }
    files
}

fn list_into(dir: &Path, depth: u8, files: &mut BTreeMap<String, PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let Ok(kind) = fs::metadata(&path) else { continue };
        if kind.is_dir() && depth > 0 {
            list_into(&path, depth - 1, files);
        } else if kind.is_file()
            && let Some(name) = path.file_name()
        {
            files.entry(name.to_string_lossy().to_lowercase()).or_insert(path);
        }
    }
}

/// Key of the sentence that says what to install on this system.
pub fn advice_key() -> &'static str {
    if cfg!(windows) {
        "font-advice-windows"
    } else if cfg!(target_os = "macos") {
        "font-advice-macos"
    } else {
        "font-advice-linux"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(dir: &Path, name: &str) {
        fs::create_dir_all(dir).unwrap();
        File::create(dir.join(name)).unwrap();
    }

    #[test]
    fn the_pinned_font_wins_and_the_asked_folder_wins_over_all() {
        let vault = hikeshi_seal::Vault::temporary().unwrap();
        let root = vault.dir();
        place(&root.join("near"), "ipaexg.ttf");
        place(&root.join("far/deep"), "BIZUDPGothic-Regular.ttf");
        let dirs = [root.join("near"), root.join("far"), root.join("missing")];
        let font = find(None, &dirs).unwrap();
        assert_eq!((font.family, font.bold), ("BIZ UDPGothic", None));
        let asked = find(Some(&root.join("near")), &dirs).unwrap();
        assert_eq!(asked.family, "IPAexGothic");
        assert_eq!(asked.regular.sha256.len(), 64);
        assert_eq!(find(None, &dirs[2..]), None);
    }
}
