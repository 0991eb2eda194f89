//! The app as a browser without script meets it: the real program on a port of its own, plain requests,
//! forms filled in as the page gives them.

use hikeshi::lang::{Lang, text};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How often something is looked for that must come, and how long between two looks.
const LOOKS: usize = 3_000;
const PAUSE: Duration = Duration::from_millis(40);

/// Asks again until the answer is there; nothing else than the bound on it is a matter of time.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let (_nobody, wait) = mpsc::channel::<()>();
    for _ in 0..LOOKS {
        if let Some(found) = look() {
            return found;
        }
        assert!(wait.recv_timeout(PAUSE).is_err(), "nobody sends");
    }
    panic!("{what} did not come");
}

/// The program, running, and what its browser keeps.
pub(crate) struct Site {
    process: Child,
    pub(crate) host: String,
    /// The first line it printed.
    pub(crate) address: String,
    pub(crate) lang: Lang,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Site {
    /// Starts the program, and comes in with the address that it prints.
    pub(crate) fn start(command: Command, lang: Lang) -> Self {
        let site = Self::stand(command, lang);
        let place = site.address.strip_prefix(&format!("http://{}", site.host)).unwrap();
        assert_eq!(site.get(place).status, 303);
        site
    }

    /// Starts the program; nobody has come in yet.
    pub(crate) fn stand(mut command: Command, lang: Lang) -> Self {
        command.arg("--no-browser");
        Self::show(command, lang)
    }

    /// Starts the program as a click does.
    pub(crate) fn show(mut command: Command, lang: Lang) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let host = address.split('/').nth(2).unwrap_or_default().to_owned();
        let cookies = BTreeMap::from([("hikeshi-lang".to_owned(), lang.tag().to_owned())]);
        Self { process, host, address, lang, cookies: cookies.into() }
    }

    /// What `kill -9` does.
    pub(crate) fn kill(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }

    /// A sentence of the pages.
    pub(crate) fn say(&self, key: &str) -> String {
        text(self.lang, key, &[])
    }

    /// The lines every request of this browser begins with.
    pub(crate) fn head(&self, method: &str, place: &str) -> String {
        let pairs: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (host, cookies) = (&self.host, pairs.join("; "));
        format!(
            "{method} {place} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nConnection: close\r\n"
        )
    }

    /// Sends bytes as they are. What the program answers before it has read them all counts too.
    pub(crate) fn send(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request).unwrap();
        self.hear(stream)
    }

    /// Reads an answer; every one carries what keeps foreign content out.
    pub(crate) fn hear(&self, mut stream: TcpStream) -> Answer {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = Answer::parse(&bytes);
        for (name, part) in [
            ("content-security-policy", "default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert!(answer.header(name).contains(part), "{name} in {:?}", answer.headers);
        }
        if let Some((name, value)) = answer.header("set-cookie").split_once('=') {
            let value = value.split(';').next().unwrap().to_owned();
            self.cookies.borrow_mut().insert(name.to_owned(), value);
        }
        answer
    }

    /// One request without a body.
    pub(crate) fn get(&self, place: &str) -> Answer {
        let place = place.split('#').next().unwrap();
        self.send(format!("{}\r\n", self.head("GET", place)).as_bytes())
    }

    /// A page that must be there.
    pub(crate) fn page(&self, place: &str) -> String {
        let answer = self.get(place);
        assert_eq!(answer.status, 200, "{place}: {}", answer.text());
        answer.text()
    }

    /// Sends a form with these fields.
    pub(crate) fn post(&self, place: &str, fields: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| format!("{name}={}", escaped(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let head = self.head("POST", place);
        let length = body.len();
        let kind = "application/x-www-form-urlencoded";
        let lines = format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n");
        self.send(format!("{head}Origin: http://{}\r\n{lines}\r\n{body}", self.host).as_bytes())
    }

    /// Fills in the form of a page that leads to `action` and has these fields, as a person would, and
    /// gives the page it leads to, with its address.
    pub(crate) fn fill(
        &self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> (String, String) {
        let form = form(page, action, fields);
        let answer = self.post(action, &form.iter().map(|(a, b)| (&**a, &**b)).collect::<Vec<_>>());
        if answer.status == 303 {
            let place = answer.header("location").to_owned();
            return (self.page(&place), place);
        }
        assert_eq!(answer.status, 200, "{}", answer.text());
        (answer.text(), action.to_owned())
    }

    /// Sends files with the form of the exhibits' page.
    pub(crate) fn upload(&self, case: &str, files: &[(String, Vec<u8>)]) -> Answer {
        let page = self.page(&format!("/case/{case}/exhibits"));
        let fields = form(&page, &format!("/case/{case}/upload"), &[("file", "")]);
        let request = self.upload_request(case, &fields[0].1, files);
        self.send(&request)
    }

    /// The bytes of such a form.
    pub(crate) fn upload_request(
        &self,
        case: &str,
        csrf: &str,
        files: &[(String, Vec<u8>)],
    ) -> Vec<u8> {
        let part = |head: &str| format!("--frontier\r\nContent-Disposition: form-data; {head}\r\n");
        let mut body = format!("{}\r\n{csrf}\r\n", part("name=\"csrf\"")).into_bytes();
        for (name, bytes) in files {
            let head = part(&format!("name=\"file\"; filename=\"{name}\""));
            body.extend(format!("{head}Content-Type: text/html\r\n\r\n").bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--frontier--\r\n");
        let head = self.head("POST", &format!("/case/{case}/upload"));
        let kind = "Content-Type: multipart/form-data; boundary=frontier";
        let head = format!("{head}Origin: http://{}\r\n{kind}\r\n", self.host);
        [format!("{head}Content-Length: {}\r\n\r\n", body.len()).into_bytes(), body].concat()
    }

    /// Waits until the work on a case is done, as the page of a browser with script does.
    pub(crate) fn settle(&self, case: &str) {
        until("the end of the work", || {
            let state: Value =
                serde_json::from_str(&self.page(&format!("/case/{case}/progress"))).unwrap();
            (!state["open"].as_bool().unwrap()).then_some(())
        });
    }

    /// Begins a case with a person's words, and says which.
    pub(crate) fn begin(&self, words: &str) -> String {
        let (page, _) = self.fill(&self.page("/"), "/first", &[("words", words)]);
        let (_, place) = self.fill(&page, "/cases", &[]);
        let case = place.strip_prefix("/case/").unwrap().split(['/', '#']).next().unwrap();
        self.settle(case);
        case.to_owned()
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let pair = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        let headers: BTreeMap<String, String> = lines.map(pair).collect();
        let body = &bytes[end + 4..];
        let in_chunks = headers.get("transfer-encoding").is_some_and(|how| how == "chunked");
        let body = if in_chunks { joined(body) } else { body.to_vec() };
        Self { status, headers, body }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

/// A body sent in chunks, in one piece.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").expect("a chunk");
        let length = String::from_utf8(rest[..end].to_vec()).unwrap();
        let length = usize::from_str_radix(&length, 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 2 + length + 2..];
    }
}

fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02X}"))
}

/// The text between two others.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(inside, _)| inside)
}

/// Every address that a page leads to.
pub(crate) fn links(page: &str) -> Vec<String> {
    page.split("href=\"").skip(1).map(|rest| plain(rest.split('"').next().unwrap())).collect()
}

/// Text as it was before it was put into a page.
fn plain(escaped: &str) -> String {
    escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The hidden fields of the first form of a page that leads to `action` and offers the given fields,
/// followed by those.
pub(crate) fn form(page: &str, action: &str, given: &[(&str, &str)]) -> Vec<(String, String)> {
    let forms = page.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    let to = format!("action=\"{action}\"");
    let form = forms
        .filter(|form| form.contains(&to) && form.contains("method=\"post\""))
        .find(|form| given.iter().all(|(name, _)| form.contains(&format!("name=\"{name}\""))));
    let form = form.unwrap_or_else(|| panic!("no form to {action} with {given:?} in {page}"));
    let mut fields = Vec::new();
    for tag in form.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let value = |name: &str| between(tag, &format!("{name}=\""), "\"").map(plain);
        if value("type").as_deref() == Some("hidden") {
            fields.push((value("name").unwrap(), value("value").unwrap_or_default()));
        }
    }
    let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    fields.extend(given);
    fields
}
