//! A browser, told what to do over `WebDriver`: go there, find, click, type, look.

use crate::Failure;
use crate::oracles::said;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How often something is looked for that must come, and how long between two looks.
const LOOKS: usize = 600;
const PAUSE: Duration = Duration::from_millis(100);
/// Pixels of a window, and of the longest picture.
const HEIGHT: u64 = 844;
const LONGEST: u64 = 16_000;
/// How `WebDriver` names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The program that drives browsers; ends with us.
pub(crate) struct Driver {
    process: Child,
    at: String,
}

impl Driver {
    /// Starts it on a port of its own.
    pub(crate) fn start() -> Result<Self, Failure> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(|fault| format!("chromedriver: {fault}"))?;
        let out = process.stdout.take().ok_or("chromedriver says nothing")?;
        let port = BufReader::new(out).lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let at = format!("http://127.0.0.1:{}", port.unwrap_or_default());
        let driver = Self { process, at };
        if port.is_some() { Ok(driver) } else { Err("chromedriver did not start".to_owned()) }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// How a window looks at pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// The language it asks for.
    pub(crate) lang: &'static str,
    pub(crate) width: u32,
    pub(crate) dark: bool,
    /// Whether pages may run script.
    pub(crate) script: bool,
}

/// One window with nothing remembered from earlier ones.
pub(crate) struct Window {
    at: String,
    pub(crate) look: Look,
}

impl Drop for Window {
    fn drop(&mut self) {
        drop(ask("DELETE", &self.at, &Value::Null));
    }
}

fn ask(method: &str, address: &str, body: &Value) -> Result<Value, Failure> {
    let config = || ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let answer = match method {
        "GET" => config().get(address).call(),
        "DELETE" => config().delete(address).call(),
        _ => config().post(address).send(body.to_string()),
    };
    let mut answer = answer.map_err(said)?;
    let text = answer.body_mut().with_config().limit(64 << 20).read_to_string().map_err(said)?;
    let value: Value = serde_json::from_str(&text).map_err(said)?;
    let value = value.get("value").cloned().unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        None => Ok(value),
        Some(error) => Err(format!(
            "{error}: {}",
            value.get("message").and_then(Value::as_str).unwrap_or_default()
        )),
    }
}

impl Window {
    /// Opens one.
    pub(crate) fn open(driver: &Driver, look: Look) -> Result<Self, Failure> {
        let options = json!({
            "args": ["--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
                     "--window-size=1280,900"],
            "prefs": {
                "intl.accept_languages": look.lang,
                "profile.managed_default_content_settings.javascript": if look.script { 1 } else { 2 },
            },
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let session = ask("POST", &format!("{}/session", driver.at), &wanted)?;
        let id = session.get("sessionId").and_then(Value::as_str).ok_or("no session")?;
        let window = Self { at: format!("{}/session/{id}", driver.at), look };
        let scheme = if look.dark { "dark" } else { "light" };
        // A page that glides to where it is going is not yet where a click is aimed.
        let media = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        window.devtools("Emulation.setEmulatedMedia", &media)?;
        window.stand(HEIGHT)?;
        Ok(window)
    }

    /// Gives the page this height; a phone's width makes it a phone's page.
    fn stand(&self, height: u64) -> Result<(), Failure> {
        let width = self.look.width;
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        self.devtools("Emulation.setDeviceMetricsOverride", &size).map(drop)
    }

    fn post(&self, what: &str, body: &Value) -> Result<Value, Failure> {
        ask("POST", &format!("{}/{what}", self.at), body)
    }

    fn devtools(&self, command: &str, params: &Value) -> Result<Value, Failure> {
        self.post("goog/cdp/execute", &json!({"cmd": command, "params": params}))
    }

    /// Goes to an address.
    pub(crate) fn go(&self, address: &str) -> Result<(), Failure> {
        self.post("url", &json!({"url": address})).map(drop)
    }

    /// The address it is at.
    pub(crate) fn address(&self) -> Result<String, Failure> {
        let address = ask("GET", &format!("{}/url", self.at), &Value::Null)?;
        Ok(address.as_str().unwrap_or_default().to_owned())
    }

    /// Shows the page anew.
    pub(crate) fn again(&self) -> Result<(), Failure> {
        self.post("refresh", &json!({})).map(drop)
    }

    /// The elements that a CSS selector finds.
    fn all(&self, css: &str) -> Result<Vec<String>, Failure> {
        let found = self.post("elements", &json!({"using": "css selector", "value": css}))?;
        let id = |element: &Value| element.get(ELEMENT)?.as_str().map(str::to_owned);
        Ok(found.as_array().into_iter().flatten().filter_map(id).collect())
    }

    /// How many elements a CSS selector finds.
    pub(crate) fn count(&self, css: &str) -> Result<usize, Failure> {
        Ok(self.all(css)?.len())
    }

    fn first(&self, css: &str) -> Result<String, Failure> {
        let missing = || format!("nothing like {css} at {}", self.address().unwrap_or_default());
        self.all(css)?.into_iter().next().ok_or_else(missing)
    }

    /// Presses what a CSS selector finds first.
    pub(crate) fn click(&self, css: &str) -> Result<(), Failure> {
        let element = self.first(css)?;
        let done = self.post(&format!("element/{element}/click"), &json!({}));
        done.map(drop).map_err(|fault| format!("{css}: {fault}"))
    }

    /// Types into what a CSS selector finds first, or chooses files there.
    pub(crate) fn write(&self, css: &str, text: &str) -> Result<(), Failure> {
        let element = self.first(css)?;
        let done = self.post(&format!("element/{element}/value"), &json!({"text": text}));
        done.map(drop).map_err(|fault| format!("{css}: {fault}"))
    }

    /// Waits for something; without script, a page changes only when it is asked for again.
    pub(crate) fn until(
        &self,
        what: &str,
        look: impl Fn(&Self) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let (_nobody, wait) = mpsc::channel::<()>();
        for _ in 0..LOOKS {
            // A page may be changing at this moment: what is not there yet is looked for again.
            if look(self).unwrap_or_default() {
                return Ok(());
            }
            wait.recv_timeout(PAUSE).unwrap_or_default();
            if !self.look.script {
                self.again()?;
            }
        }
        Err(format!("{what} did not come at {}", self.address()?))
    }

    /// A picture of the whole page.
    pub(crate) fn picture(&self, file: &Path) -> Result<(), Failure> {
        let metrics = self.devtools("Page.getLayoutMetrics", &json!({}))?;
        let height = metrics.pointer("/cssContentSize/height").and_then(Value::as_u64);
        self.stand(height.unwrap_or(HEIGHT).clamp(HEIGHT, LONGEST))?;
        let shot = self.devtools("Page.captureScreenshot", &json!({}))?;
        self.stand(HEIGHT)?;
        let data = shot.get("data").and_then(Value::as_str).unwrap_or_default();
        let bytes = STANDARD.decode(data).map_err(said)?;
        let mut out = std::fs::File::create(file).map_err(said)?;
        std::io::Write::write_all(&mut out, &bytes).map_err(said)
    }

    /// Runs a script in the page, past its policy.
    pub(crate) fn run(&self, script: &str) -> Result<Value, Failure> {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs a script that calls its argument when it is done.
    pub(crate) fn run_async(&self, script: &str) -> Result<Value, Failure> {
        self.post("execute/async", &json!({"script": script, "args": []}))
    }

    /// What pages complained of since the last time: blocked content, broken script.
    pub(crate) fn complaints(&self) -> Result<Vec<String>, Failure> {
        let log = self.post("se/log", &json!({"type": "browser"}))?;
        let is_severe = |line: &&Value| line.get("level").and_then(Value::as_str) == Some("SEVERE");
        let lines = log.as_array().into_iter().flatten().filter(is_severe);
        Ok(lines.map(|line| line.get("message").unwrap_or(&Value::Null).to_string()).collect())
    }
}
