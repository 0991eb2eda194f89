//! The rules of the house that a compiler does not know: who may import what, how long a file may
//! be, that both languages say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file without its tests.
const WALL: usize = 600;
/// Packages in `Cargo.lock`, every system's included. Raise it only with a reason in the commit.
const PACKAGES: usize = 560;

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap()
}

fn files_under(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(dir) else { return found };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("target") {
            found.extend(files_under(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<PathBuf> {
    let parts = ["crates", "xtask", "fuzz"].map(|part| root().join(part));
    let found: Vec<PathBuf> = parts.iter().flat_map(|part| files_under(part, "rs")).collect();
    assert!(found.len() > 30, "{}", found.len());
    found
}

/// The part of a file that ships, without comments.
fn shipped(path: &Path) -> String {
    if path.ends_with("tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

fn nobody_names(part: &str, forbidden: &[&str]) {
    let files = files_under(&root().join(part), "rs");
    assert!(!files.is_empty(), "{part}");
    for path in files {
        let code = shipped(&path);
        for word in forbidden {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn the_leaves_import_only_what_they_may() {
    let world = ["hikeshi_seal", "std::fs", "std::env", "std::process", "std::thread"];
    // Addresses of hosts may be parsed; nobody may talk to them.
    let net = ["TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs"];
    let more = ["SystemTime", "Instant::now", "HashMap", "HashSet", "tokio", "sqlx", "use rand"];
    nobody_names("crates/hikeshi-case/src", &world);
    nobody_names("crates/hikeshi-case/src", &net);
    nobody_names("crates/hikeshi-case/src", &more);
    nobody_names("crates/hikeshi-seal/src", &["hikeshi_case", "tokio", "sqlx", "axum", "maud"]);
    let manifest = |name: &str| {
        let path = root().join("crates").join(name).join("Cargo.toml");
        fs::read_to_string(path).unwrap()
    };
    assert!(!manifest("hikeshi-case").contains("hikeshi-seal"));
    assert!(!manifest("hikeshi-seal").contains("hikeshi-case"));
}

#[test]
fn the_vault_has_one_door_and_the_environment_one_reader() {
    for path in files_under(&root().join("crates/hikeshi/src"), "rs") {
        let code = shipped(&path);
        let named = |word: &str| code.contains(word);
        let evidence = root().join("crates/hikeshi/src/evidence");
        if !path.ends_with("src/evidence.rs") && !path.starts_with(evidence) {
            let opens = ["Vault::", "Vault,", "Vault;", "Vault}", "&Vault"].into_iter().any(named);
            assert!(!opens, "{} opens a vault", path.display());
        }
        if !path.ends_with("src/settings.rs") {
            let reads = ["env::var", "env::temp_dir", "env::current_dir"].into_iter().any(named);
            assert!(!reads, "{} reads the environment", path.display());
        }
    }
}

#[test]
fn files_are_short_and_say_which_question_they_answer() {
    let mut faults = Vec::new();
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//!") {
            faults.push(format!("{} has no head", path.display()));
        }
        let own = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        if own > WALL && !path.ends_with("tests.rs") {
            faults.push(format!("{} has {own} lines", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn modules_lie_beside_their_folder() {
    for path in rust_files() {
        assert!(!path.ends_with("mod.rs"), "{}", path.display());
    }
}

#[test]
fn no_test_is_skipped_or_waits() {
    let words = [concat!("#[", "ignore"), concat!("thread::", "sleep")];
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        for word in words {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

/// The keys of a Fluent file.
fn keys(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut keys = BTreeSet::new();
    for line in text.lines() {
        let Some((key, _)) = line.split_once('=') else { continue };
        let key = key.trim_end();
        if key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        {
            let fresh = keys.insert(key.to_owned());
            assert!(fresh, "{key} stands twice in {}", path.display());
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys() {
    let locales = root().join("crates/hikeshi/locales");
    let names = |lang: &str| -> BTreeSet<PathBuf> {
        let dir = locales.join(lang);
        let files = files_under(&dir, "ftl").into_iter();
        files.map(|path| path.strip_prefix(&dir).unwrap().to_owned()).collect()
    };
    assert_eq!(names("ja"), names("en"));
    for name in names("ja") {
        let (ja, en) =
            (keys(&locales.join("ja").join(&name)), keys(&locales.join("en").join(&name)));
        assert!(!ja.is_empty(), "{}", name.display());
        let apart: Vec<&String> = ja.symmetric_difference(&en).collect();
        assert!(apart.is_empty(), "{}: {apart:?}", name.display());
    }
}

#[test]
fn the_number_of_packages_stays_in_sight() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = lock.matches("[[package]]").count();
    assert!(packages <= PACKAGES, "{packages} packages");
    for heavy in ["aws-lc-sys", "openssl-sys"] {
        assert!(!lock.contains(&format!("name = \"{heavy}\"")), "{heavy}");
    }
}
