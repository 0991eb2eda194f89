//! What the surroundings say: language, zone, where fonts may lie. The environment is read here
//! and nowhere else, once, before anything happens. What the person wrote into their settings file
//! (docs/SETTINGS.md) counts more than the environment, and an argument more than both.

use crate::error::{Error, Result};
use crate::lang::Lang;
use hikeshi_case::time::Zone;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The name of the settings file in the data folder.
const FILE: &str = "settings.toml";

/// The surroundings of one run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The language of the console when `--lang` does not say.
    pub lang: Lang,
    /// The zone the person lives in when `--tz` does not say.
    pub person_zone: Zone,
    /// Folders of fonts, the likelier first.
    pub font_dirs: Vec<PathBuf>,
    /// Where the signing key, what was sealed last and the lists of the person's own lie when
    /// `--data` does not say; `None` where the system names no such place.
    pub data_dir: Option<PathBuf>,
    /// The program itself, whose hash stands in custody events.
    pub executable: Option<PathBuf>,
    /// The port of the app; 0 takes any that is free.
    pub port: u16,
    /// Whether the app opens a browser.
    pub browser: bool,
}

/// The settings file, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    lang: Option<String>,
    zone: Option<String>,
    data: Option<PathBuf>,
    fonts: Vec<PathBuf>,
    app: WrittenApp,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenApp {
    port: Option<u16>,
    browser: Option<bool>,
}

impl Settings {
    /// Reads the environment.
    pub fn from_environment() -> Self {
        let zone = system_zone();
        let zone_name = zone.as_ref().map(Zone::label).unwrap_or_default();
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
        Self {
            lang: language(locale.as_deref(), &zone_name),
            person_zone: zone.unwrap_or(Zone::UTC),
            font_dirs: font_dirs(),
            data_dir: data_dir(),
            executable: std::env::current_exe().ok(),
            port: 0,
            browser: true,
        }
    }

    /// With what the person wrote: into the file they name, else into the one in the data folder if
    /// there is one.
    pub fn with_file(self, named: Option<&Path>) -> Result<Self> {
        let own = self.data_dir.as_ref().map(|dir| dir.join(FILE));
        let path = match (named, own) {
            (Some(named), _) => named.to_owned(),
            (None, Some(own)) if own.is_file() => own,
            (None, _) => return Ok(self),
        };
        let fault = |why: String| Error::settings(&path, &why);
        let text = std::fs::read_to_string(&path).map_err(|cause| fault(cause.to_string()))?;
        let written = toml::from_str(&text).map_err(|cause| fault(cause.to_string()))?;
        self.with(written).map_err(fault)
    }

    fn with(mut self, written: Written) -> std::result::Result<Self, String> {
        if let Some(tag) = written.lang {
            let known = Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
            self.lang = known.ok_or_else(|| format!("lang = {tag:?}"))?;
        }
        if let Some(name) = written.zone {
            self.person_zone = Zone::parse(&name).ok_or_else(|| format!("zone = {name:?}"))?;
        }
        self.data_dir = written.data.or(self.data_dir);
        self.font_dirs.splice(0..0, written.fonts);
        self.port = written.app.port.unwrap_or(self.port);
        self.browser = written.app.browser.unwrap_or(self.browser);
        Ok(self)
    }
}

/// A variable that is set to something.
#[expect(clippy::disallowed_methods, reason = "settings are read here")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The locale decides where there is one; Windows sets none, so that there a computer in Japan is
/// taken to be read in Japanese.
fn language(locale: Option<&str>, zone_name: &str) -> Lang {
    match locale {
        Some(locale) if locale.starts_with("ja") => Lang::Ja,
        None if zone_name == "Asia/Tokyo" => Lang::Ja,
        Some(_) | None => Lang::En,
    }
}

/// The system's zone by name, so that daylight saving is kept; `None` when it has no name.
fn system_zone() -> Option<Zone> {
    let zone = jiff::tz::TimeZone::system();
    Zone::parse(zone.iana_name()?)
}

/// Where each system keeps a program's own files.
fn data_dir() -> Option<PathBuf> {
    let home = || variable("HOME").map(PathBuf::from);
    let parent = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        let data = variable("XDG_DATA_HOME").map(PathBuf::from);
        data.or_else(|| home().map(|home| home.join(".local/share")))
    };
    parent.map(|parent| parent.join("hikeshi"))
}

/// `/usr/share/hikeshi/fonts`, beside the executable, then where each system keeps its fonts.
fn font_dirs() -> Vec<PathBuf> {
    let mut dirs = vec![PathBuf::from("/usr/share/hikeshi/fonts")];
    let executable = std::env::current_exe().ok();
    if let Some(beside) = executable.as_deref().and_then(|path| path.parent()) {
        dirs.extend([beside.to_owned(), beside.join("fonts")]);
    }
    let home = variable("HOME").map(PathBuf::from);
    if cfg!(windows) {
        let windows = variable("WINDIR").unwrap_or_else(|| r"C:\Windows".to_owned());
        dirs.push(PathBuf::from(windows).join("Fonts"));
        let local = variable("LOCALAPPDATA").map(PathBuf::from);
        dirs.extend(local.map(|local| local.join("Microsoft").join("Windows").join("Fonts")));
    } else if cfg!(target_os = "macos") {
        dirs.extend(home.map(|home| home.join("Library/Fonts")));
        dirs.extend(["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from));
        dirs.push(PathBuf::from("/System/Library/AssetsV2"));
    } else {
        let data = variable("XDG_DATA_HOME").map(PathBuf::from);
        let data = data.or_else(|| home.as_ref().map(|home| home.join(".local/share")));
        dirs.extend(data.map(|data| data.join("fonts")));
        dirs.extend(home.map(|home| home.join(".fonts")));
        dirs.extend(["/usr/local/share/fonts", "/usr/share/fonts"].map(PathBuf::from));
    }
    dirs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_person_wrote_counts_more_than_the_environment() {
        let from = |text: &str| {
            let written = toml::from_str(text).map_err(|cause| cause.to_string())?;
            Settings::from_environment().with(written)
        };
        let settings = from(
            "lang = \"ja\"\nzone = \"Asia/Tokyo\"\nfonts = [\"/f\"]\n[app]\nport = 8080\nbrowser = false",
        );
        let settings = settings.unwrap();
        assert_eq!((settings.lang, settings.port, settings.browser), (Lang::Ja, 8080, false));
        assert_eq!(settings.person_zone.label(), "Asia/Tokyo");
        assert_eq!(settings.font_dirs.first(), Some(&PathBuf::from("/f")));
        for wrong in ["lang = \"fr\"", "zone = \"Mars\"", "password = \"x\"", "[app]\nport = 70000"]
        {
            assert!(from(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_locale_decides_and_without_one_the_zone() {
        assert_eq!(language(Some("ja_JP.UTF-8"), "Europe/Berlin"), Lang::Ja);
        assert_eq!(language(Some("C"), "Asia/Tokyo"), Lang::En);
        assert_eq!(language(None, "Asia/Tokyo"), Lang::Ja);
        assert_eq!(language(None, ""), Lang::En);
    }
}
