//! Do tools that know nothing of us agree about a bundle? `bagit.py`, `openssl ts`, `ots`, Go's
//! transparency-log library and `case_validate` judge good bundles and tampered ones; time stamps come from
//! servers of ours on loopback. An answer other than the expected one fails.

mod cases;
pub(crate) mod tools;

use crate::steps::cargo;
use crate::{Failure, root, say};
use cases::{CASES, Case};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tools::Tools;

/// Kinds of authorities: name, how OpenSSL makes the key, digits behind the second.
const AUTHORITIES: [(&str, &[&str], u8); 4] = [
    ("rsa-0", &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"], 0),
    ("rsa-6", &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"], 6),
    ("p256-0", &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], 0),
    ("p256-6", &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], 6),
];

/// What judges, in the order of the table.
const ORACLES: [&str; 5] = ["bagit.py", "openssl ts", "ots", "Go sumdb", "hikeshi-verify"];

/// Makes the bundles, asks everybody, prints the table.
pub(crate) fn oracles() -> Result<(), Failure> {
    let tools = tools::ready()?;
    let seal = ["--package", "hikeshi-seal", "--examples", "--bins", "--quiet"];
    cargo(&[&["build"][..], &seal].concat(), &[])?;
    let dir = tools.dir.join("work");
    if dir.exists() {
        fs::remove_dir_all(&dir).map_err(said)?;
    }
    fs::create_dir_all(&dir).map_err(said)?;
    let bench = Bench::new(&tools, &dir)?;
    let good = dir.join("good");
    bench.write(&dir.join("vault"), &good)?;
    bench.stamp(&good)?;
    let case = bench.tools.venv("case_validate");
    let case_file = good.join("metadata/case.jsonld").display().to_string();
    run(Command::new(case).args(["--allow-info", &case_file]))?;
    say("case_validate accepts the good bundle");
    say(&format!("| case | {} |", ORACLES.join(" | ")));
    say("|---|---|---|---|---|---|");
    let mut wrong = Vec::new();
    for case in &CASES {
        bench.judge(case, &good, &mut wrong)?;
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

pub(crate) fn said(fault: impl std::fmt::Display) -> Failure {
    fault.to_string()
}

/// Runs a command to a good end.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let output = command.output().map_err(|fault| format!("{command:?}: {fault}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Err(format!("{command:?}: {}{}", text(&output.stdout), text(&output.stderr)))
}

/// Whether a command says yes.
fn agrees(command: &mut Command) -> Result<bool, Failure> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|fault| format!("{command:?}: {fault}"))?;
    Ok(status.success())
}

/// A server that ends with us.
pub(crate) struct Server {
    process: Child,
    pub(crate) ports: Vec<u16>,
}

impl Server {
    /// Starts it and reads the ports it prints.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Failure> {
        let mut process =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(said)?;
        let mut line = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(said)?;
        }
        let ports: Vec<u16> =
            line.split_whitespace().filter_map(|port| port.parse().ok()).collect();
        let server = Self { process, ports };
        if server.ports.is_empty() { Err(format!("{command:?} did not start")) } else { Ok(server) }
    }

    pub(crate) fn url(&self, place: usize) -> String {
        format!("http://127.0.0.1:{}", self.ports.get(place).copied().unwrap_or_default())
    }
}

impl Server {
    /// Lets a calendar put what waits into a block.
    pub(crate) fn mine(&self) -> Result<(), Failure> {
        let port = self.ports.first().copied().unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(said)?;
        stream.write_all(b"POST /mine HTTP/1.0\r\nContent-Length: 0\r\n\r\n").map_err(said)?;
        stream.read_to_end(&mut Vec::new()).map(drop).map_err(said)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Everything that stands ready to judge.
struct Bench<'a> {
    tools: &'a Tools,
    dir: &'a Path,
    /// Where cargo put the examples and programs.
    built: PathBuf,
    authorities: Vec<(&'static str, Server)>,
    calendar: Server,
}

impl<'a> Bench<'a> {
    fn new(tools: &'a Tools, dir: &'a Path) -> Result<Self, Failure> {
        let own = std::env::current_exe().map_err(said)?;
        let built = own.parent().ok_or("no target folder")?.to_owned();
        let mut authorities = Vec::new();
        for (name, key, digits) in AUTHORITIES {
            authorities.push((name, authority(&dir.join(name), key, digits)?));
        }
        let script = root().join("xtask/oracle/ots_calendar.py");
        let calendar = Server::start(Command::new(tools.venv("python")).arg(script))?;
        Ok(Self { tools, dir, built, authorities, calendar })
    }

    fn example(&self, name: &str) -> Command {
        Command::new(self.built.join("examples").join(name))
    }

    /// A vault from the scripted case, and its bundle.
    fn write(&self, vault: &Path, bundle: &Path) -> Result<(), Failure> {
        run(self.example("script").arg(vault))?;
        run(self.example("handout").arg("write").args([vault, bundle]))
    }

    /// Stamps by every authority; a calendar's promise, which `ots` calls pending, and its completion.
    fn stamp(&self, bundle: &Path) -> Result<(), Failure> {
        let mut stamp = self.example("handout");
        stamp.arg("stamp").arg(bundle);
        for (name, server) in &self.authorities {
            stamp.arg(format!("{name}={}", server.url(0)));
        }
        run(stamp.arg(format!("ots={}", self.calendar.url(0))))?;
        if self.ots(bundle)? {
            return Err("ots believes a proof that is only promised".to_owned());
        }
        if !self.ours(bundle)? {
            return Err("hikeshi-verify refuses a bundle whose proof is pending".to_owned());
        }
        say("a pending proof: ots does not accept it, hikeshi-verify says it is pending");
        self.calendar.mine()?;
        let calendar = self.calendar.url(0);
        run(self.example("handout").arg("upgrade").arg(bundle).arg(calendar))
    }

    /// One row of the table; what was not expected goes to `wrong`.
    fn judge(&self, case: &Case, good: &Path, wrong: &mut Vec<String>) -> Result<(), Failure> {
        let bundle = self.dir.join("tampered");
        if bundle.exists() {
            fs::remove_dir_all(&bundle).map_err(said)?;
        }
        run(Command::new("cp").arg("-r").args([good, &bundle]))?;
        (case.tamper)(&bundle, self.dir)?;
        let answers = [
            agrees(Command::new(self.tools.venv("bagit.py")).arg("--validate").arg(&bundle))?,
            self.openssl(&bundle)?,
            self.ots(&bundle)?,
            self.go(&bundle)?,
            self.ours(&bundle)?,
        ];
        let mut row = format!("| {}", case.name);
        for ((oracle, answer), expected) in ORACLES.iter().zip(answers).zip(case.accepts) {
            row += match (answer, case.is_good) {
                (true, true) => " | accepts",
                (true, false) => " | cannot see",
                (false, _) => " | refuses",
            };
            if answer != expected {
                row += " (!)";
                wrong.push(format!("{}: {oracle} says {answer}, expected {expected}", case.name));
            }
        }
        say(&format!("{row} |"));
        Ok(())
    }

    /// All four stamps.
    fn openssl(&self, bundle: &Path) -> Result<bool, Failure> {
        let file = bundle.join("tagmanifest-sha256.txt");
        let mut all = true;
        for (name, _) in &self.authorities {
            let reply = bundle.join(format!("seal/tagmanifest-sha256.txt.{name}.tsr"));
            let root = self.dir.join(name).join("root.pem");
            let mut openssl = Command::new("openssl");
            openssl.args(["ts", "-verify", "-data"]).arg(&file).arg("-in").arg(reply);
            all &= agrees(openssl.arg("-CAfile").arg(root))?;
        }
        Ok(all)
    }

    fn ots(&self, bundle: &Path) -> Result<bool, Failure> {
        let node = self.calendar.url(1).replace("http://", "http://u:p@");
        let mut ots = Command::new(self.tools.venv("ots"));
        ots.args(["--no-cache", "--btc-regtest", "--bitcoin-node", &node]);
        ots.args(["-l", &self.calendar.url(0), "verify"]);
        agrees(
            ots.arg(bundle.join("seal/tagmanifest-sha256.txt.ots"))
                .arg("-f")
                .arg(bundle.join("tagmanifest-sha256.txt")),
        )
    }

    fn go(&self, bundle: &Path) -> Result<bool, Failure> {
        let mut go = Command::new(self.tools.dir.join("proof"));
        go.arg(bundle.join("log/vkey.txt")).arg(bundle.join("metadata/custody.jsonl"));
        let mut proofs: Vec<PathBuf> = fs::read_dir(bundle.join("log"))
            .map_err(said)?
            .flatten()
            .map(|one| one.path())
            .collect();
        proofs.retain(|path| path.extension().is_some_and(|ending| ending == "tlog-proof"));
        proofs.sort();
        agrees(go.args(proofs))
    }

    /// With the authorities' own roots.
    fn ours(&self, bundle: &Path) -> Result<bool, Failure> {
        let trust = self.dir.join("trust");
        fs::create_dir_all(&trust).map_err(said)?;
        for (name, _) in &self.authorities {
            let to = trust.join(format!("{name}.pem"));
            fs::copy(self.dir.join(name).join("root.pem"), to).map_err(said)?;
        }
        let mut verify = Command::new(self.built.join("hikeshi-verify"));
        agrees(verify.arg("--trust").arg(trust).arg(bundle))
    }
}

/// Makes an authority and starts it.
fn authority(dir: &Path, key: &[&str], digits: u8) -> Result<Server, Failure> {
    fs::create_dir_all(dir).map_err(said)?;
    let settings = fs::read_to_string(root().join("xtask/oracle/authority.cnf")).map_err(said)?;
    let digits = format!("clock_precision_digits = {digits}");
    let settings = settings.replace("clock_precision_digits = 6", &digits);
    put(&dir.join("authority.cnf"), settings.as_bytes())?;
    put(&dir.join("serial"), b"01\n")?;
    let openssl = |args: &[&str]| run(Command::new("openssl").current_dir(dir).args(args));
    for name in ["root.key", "signer.key"] {
        openssl(&[key, &["-out", name]].concat())?;
    }
    let request = ["req", "-new", "-config", "authority.cnf", "-subj"];
    let root_name = [&request[..], &["/CN=test root", "-key", "root.key", "-out", "root.csr"]];
    openssl(&root_name.concat())?;
    let signer_name =
        [&request[..], &["/CN=test signer", "-key", "signer.key", "-out", "signer.csr"]];
    openssl(&signer_name.concat())?;
    let sign = ["x509", "-req", "-days", "3650", "-extfile", "authority.cnf", "-extensions"];
    let own = ["root", "-in", "root.csr", "-signkey", "root.key", "-out", "root.pem"];
    openssl(&[&sign[..], &own].concat())?;
    let signer = ["signer", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key"];
    let out = ["-CAcreateserial", "-out", "signer.pem"];
    openssl(&[&sign[..], &signer, &out].concat())?;
    let script = root().join("xtask/oracle/authority.py");
    Server::start(Command::new("python3").arg(script).arg(dir))
}

/// Writes a file of ours.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file =
        fs::File::create(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    file.write_all(bytes).map_err(|fault| format!("{}: {fault}", path.display()))
}
