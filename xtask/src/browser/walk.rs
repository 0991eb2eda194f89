//! One walk through the app, by what the pages offer to the eye: texts typed, buttons pressed, links
//! followed.

use super::driver::Window;
use super::{Lab, Running};
use crate::Failure;
use crate::oracles::{run, said};
use serde_json::Value;
use std::process::Command;

/// Says every violation with its place.
const JUDGE: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations.flatMap(
        (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} (${node.failureSummary})`))),
        (fault) => done(['axe: ' + fault]));";

/// One walk.
pub(super) struct Walk<'a> {
    lab: &'a Lab,
    app: &'a Running,
    window: &'a Window,
    /// Language, width and brightness, as pictures are named.
    pub(super) name: String,
    /// Pages looked at.
    pub(super) pages: usize,
    /// Pages that axe-core looked at.
    pub(super) judged: usize,
    /// What is not as it should be.
    pub(super) wrong: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(lab: &'a Lab, app: &'a Running, window: &'a Window) -> Self {
        let look = window.look;
        let light = if look.dark { "dark" } else { "light" };
        let script = if look.script { "" } else { "-noscript" };
        let name = format!("{}-{}-{light}{script}", look.lang, look.width);
        Self { lab, app, window, name, pages: 0, judged: 0, wrong: Vec::new() }
    }

    /// The whole of it.
    pub(super) fn walk(&mut self) -> Result<(), Failure> {
        let window = self.window;
        window.go(&self.app.address)?;
        self.look("first")?;
        if window.count(&format!("html[lang={}]", window.look.lang))? != 1 {
            return Err("the page is in another language".to_owned());
        }
        let words = if window.look.lang == "ja" {
            "残高が0になっています。身に覚えのない出金があります"
        } else {
            "My balance is zero and there is a withdrawal I did not make"
        };
        window.write("textarea[name=words]", words)?;
        window.click("form:has(textarea[name=words]) button")?;
        self.look("now")?;
        window.click("form[action='/cases'] button")?;
        window.until("the case", |window| Ok(window.address()?.contains("/case/")))?;
        self.settled()?;
        self.look("steps")?;
        window.click("form[action$='/step'] button[name=done][value=yes]")?;
        window.until("the tick", |window| {
            Ok(window.count("form[action$='/step'] button[name=done][value=no]")? == 1)
        })?;
        self.hand_in()?;
        self.read()?;
        self.hand_out()?;
        self.around()
    }

    /// The files of the made-up case, until they are examined.
    fn hand_in(&mut self) -> Result<(), Failure> {
        let window = self.window;
        window.click("nav a[href$='/exhibits']")?;
        self.settled()?;
        let files: Vec<String> =
            self.lab.files.iter().map(|path| path.display().to_string()).collect();
        window.write("input[type=file]", &files.join("\n"))?;
        window.click("form:has(input[type=file]) button")?;
        window.until("the exhibits", |window| {
            Ok(window.count("main a[href*='/exhibits/E-']")? > files.len())
        })?;
        self.settled()?;
        self.look("exhibits")
    }

    /// Waits until no work is shown any more.
    fn settled(&self) -> Result<(), Failure> {
        self.window.until("the end of the work", |window| {
            Ok(window.count("main")? == 1 && window.count("main [role=status]")? == 0)
        })
    }

    /// What was found, a row behind it, the course of events.
    fn read(&mut self) -> Result<(), Failure> {
        let window = self.window;
        window.click("nav a[href$='/findings']")?;
        self.look("findings")?;
        window.click("main a[href*='#L']")?;
        window.until("the row", |window| {
            let address = window.address()?;
            let (_, line) = address.split_once('#').ok_or("no row")?;
            Ok(window.count(&format!("#{line}"))? == 1)
        })?;
        self.look("exhibit")?;
        window.click("nav a[href$='/course']")?;
        self.look("course")
    }

    /// The dossier, and a bundle that the command verifies.
    fn hand_out(&mut self) -> Result<(), Failure> {
        let window = self.window;
        window.click("nav a[href$='/dossier']")?;
        window.click("form[action$='/dossier'] button")?;
        window.until("the dossier", |window| Ok(window.count("main a[href$='.pdf']")? > 0))?;
        self.settled()?;
        window.click("form[action$='/bundle'] button")?;
        window.until("the bundle", |window| Ok(window.count("main a[href*='/bundle/']")? > 0))?;
        self.settled()?;
        self.look("dossier")?;
        let address = window.address()?;
        let case = address.split("/case/").nth(1).and_then(|rest| rest.split('/').next());
        let bundles = self.lab.data.join("cases").join(case.ok_or("no case")?).join("bundles");
        let bundle =
            std::fs::read_dir(bundles).map_err(said)?.flatten().next().ok_or("no bundle")?;
        run(Command::new(&self.lab.hikeshi).arg("verify").arg(bundle.path()))
    }

    /// The pages beside the walk, and those that say no.
    fn around(&mut self) -> Result<(), Failure> {
        let window = self.window;
        window.click("nav a[href$='/manage']")?;
        self.look("manage")?;
        let site = self.app.address.split("/?").next().unwrap_or_default().to_owned();
        for (place, name) in
            [("/cases", "cases"), ("/prevent", "prevent"), ("/first/api_key_abuse", "sheet")]
        {
            window.go(&format!("{site}{place}"))?;
            self.look(name)?;
        }
        let complaints = window.complaints()?;
        self.wrong.extend(complaints.iter().map(|line| format!("{}: {line}", self.name)));
        window.go(&format!("{site}/nowhere"))?;
        self.look("nowhere")?;
        let other_name = site.replace("127.0.0.1", "localhost");
        window.go(&other_name)?;
        self.look("refused")
    }

    /// A picture, the judgement, and whether anything sticks out to the side.
    fn look(&mut self, page: &str) -> Result<(), Failure> {
        self.pages += 1;
        let file = self.lab.pictures.join(format!("{}-{page}.png", self.name));
        self.window.picture(&file)?;
        if !self.window.look.script {
            return Ok(());
        }
        let wide =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        if self.window.run(wide)? == Value::Bool(true) {
            self.wrong.push(format!("{} {page}: wider than the window", self.name));
        }
        // In one go: a page that is loaded anew in between would know nothing of it.
        let found = self.window.run_async(&format!("{};\n{JUDGE}", self.lab.axe))?;
        let found = found.as_array().ok_or("axe-core says nothing")?;
        self.wrong.extend(found.iter().map(|line| format!("{} {page}: {line}", self.name)));
        self.judged += 1;
        Ok(())
    }
}
