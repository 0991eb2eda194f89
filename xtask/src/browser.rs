//! `cargo xtask browser`: does the app hold in a real browser? The walk from the first words to a bundle
//! that verifies, in both languages, on a phone and on a desk, light and dark, and once without script;
//! every page judged by axe-core, with a picture under the build folder.

mod driver;
mod walk;

use crate::oracles::{run, said, tools};
use crate::setup::{BROWSER_TOOLS, FONT, install};
use crate::steps::cargo;
use crate::{Failure, say};
use driver::{Driver, Look, Window};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// Carries axe-core 4.12.1.
const AXE: &str = "axe-playwright-python==0.1.8";
/// Every language, width and brightness meets the others somewhere.
const LOOKS: [Look; 5] = [
    Look { lang: "ja", width: 390, dark: false, script: true },
    Look { lang: "ja", width: 1280, dark: true, script: true },
    Look { lang: "en", width: 390, dark: true, script: true },
    Look { lang: "en", width: 1280, dark: false, script: true },
    Look { lang: "ja", width: 390, dark: false, script: false },
];

/// Walks with every look.
pub(crate) fn browser() -> Result<(), Failure> {
    install(&[BROWSER_TOOLS, FONT].concat())?;
    if Command::new("chromedriver").arg("--version").stdout(Stdio::null()).status().is_err() {
        // Only where it cannot be installed; said, so that nobody takes it for a success.
        say("SKIPPED: chromedriver is not installed, so that no browser looked at the app");
        return Ok(());
    }
    let lab = Lab::new()?;
    let app = Running::start(&lab)?;
    let driver = Driver::start()?;
    let mut wrong = Vec::new();
    for look in LOOKS {
        let begun = Instant::now();
        let window = Window::open(&driver, look)?;
        let mut walk = walk::Walk::new(&lab, &app, &window);
        walk.walk().map_err(|fault| format!("{}: {fault}", walk.name))?;
        say(&format!(
            "{}: {} pages, {} by axe-core, {} violations ({} s)",
            walk.name,
            walk.pages,
            walk.judged,
            walk.wrong.len(),
            begun.elapsed().as_secs()
        ));
        wrong.append(&mut walk.wrong);
    }
    say(&format!("pictures: {}", lab.pictures.display()));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// What the walks share.
struct Lab {
    /// The program.
    hikeshi: PathBuf,
    pictures: PathBuf,
    data: PathBuf,
    /// The files of the made-up case.
    files: Vec<PathBuf>,
    /// axe-core.
    axe: String,
}

impl Lab {
    fn new() -> Result<Self, Failure> {
        cargo(&["build", "--package", "hikeshi", "--quiet"], &[])?;
        let own = std::env::current_exe().map_err(said)?;
        let built = own.parent().ok_or("no target folder")?.to_owned();
        let dir = built.parent().ok_or("no target folder")?.join("browser");
        let (pictures, data, case) = (dir.join("pictures"), dir.join("data"), dir.join("case"));
        for old in [&pictures, &data, &case].into_iter().filter(|dir| dir.exists()) {
            fs::remove_dir_all(old).map_err(said)?;
        }
        fs::create_dir_all(&pictures).map_err(said)?;
        let axe = axe(&dir)?;
        let hikeshi = built.join(format!("hikeshi{}", std::env::consts::EXE_SUFFIX));
        run(Command::new(&hikeshi).arg("demo").arg("--out").arg(&case))?;
        let files = made_up(&case)?;
        Ok(Self { hikeshi, pictures, data, files, axe })
    }
}

/// The files of the made-up case, under the names they have at the exchange.
fn made_up(dossier: &Path) -> Result<Vec<PathBuf>, Failure> {
    let findings = fs::read(dossier.join("findings.json")).map_err(said)?;
    let findings: Value = serde_json::from_slice(&findings).map_err(said)?;
    let mut files = Vec::new();
    for exhibit in findings.get("exhibits").and_then(Value::as_array).into_iter().flatten() {
        let part = |key: &str| exhibit.get(key).and_then(Value::as_str).unwrap_or_default();
        let original = dossier.join("exhibits").join(part("id")).join("original.bin");
        let file = dossier.join(part("name"));
        fs::copy(original, &file).map_err(said)?;
        files.push(file);
    }
    Ok(files)
}

fn axe(dir: &Path) -> Result<String, Failure> {
    let file = dir.join("axe/axe_playwright_python/axe.min.js");
    if !file.exists() {
        let python = tools::python()?;
        let target = dir.join("axe");
        let mut pip = Command::new(python.venv("pip"));
        run(pip.args(["install", "--quiet", "--no-deps", AXE, "--target"]).arg(target))?;
    }
    fs::read_to_string(&file).map_err(|fault| format!("{}: {fault}", file.display()))
}

/// The app, as long as this lives.
pub(crate) struct Running {
    process: Child,
    /// Where it is, with its token.
    pub(crate) address: String,
}

impl Running {
    fn start(lab: &Lab) -> Result<Self, Failure> {
        let mut command = Command::new(&lab.hikeshi);
        command.arg("--no-browser").arg("--data").arg(&lab.data);
        Self::of(command)
    }

    /// Starts it; its first line is its address.
    pub(crate) fn of(mut command: Command) -> Result<Self, Failure> {
        command.env("TZ", "Asia/Tokyo").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(said)?;
        let out = process.stdout.take().ok_or("hikeshi says nothing")?;
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address).map_err(said)?;
        Ok(Self { process, address: address.trim().to_owned() })
    }

    /// The system's number for it.
    pub(crate) fn number(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
