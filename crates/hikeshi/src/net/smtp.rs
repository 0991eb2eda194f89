//! How does a mail leave? Through the one server the person named, under TLS or not at all.

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{SmtpTransport, Transport as _};
use std::time::Duration;

/// How long the server may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the connection is protected; there is no way without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protection {
    /// TLS from the first byte: port 465.
    Tls,
    /// TLS after `STARTTLS`, refused where the server does not offer it: port 587.
    StartTls,
}

/// Where a mail is handed in.
#[derive(Clone, Debug)]
pub struct Server<'a> {
    /// Its name, which its certificate must bear.
    pub host: &'a str,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// Who signs in; nobody where it is empty.
    pub user: &'a str,
    /// A certificate trusted beside the usual ones (PEM), of an office's own server.
    pub root: Option<Vec<u8>>,
}

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server could not be reached, or asks to try later: the mail may be sent again.
    Later(String),
    /// The server refuses it, or nobody may sign in so: sending it again changes nothing.
    Refused(String),
    /// The settings or addresses cannot be used.
    Unusable(String),
}

/// Hands in one mail, its bytes as they are. The password goes to the server and nowhere else.
pub fn send(
    server: &Server<'_>,
    password: &str,
    (from, to): (&str, &str),
    mail: &[u8],
) -> Result<(), Fault> {
    let unusable = |why: String| Fault::Unusable(why);
    let from = from.parse().map_err(|_| unusable(from.to_owned()))?;
    let to = to.parse().map_err(|_| unusable(to.to_owned()))?;
    let envelope =
        Envelope::new(Some(from), vec![to]).map_err(|fault| unusable(fault.to_string()))?;
    let mut tls = TlsParameters::builder(server.host.to_owned());
    if let Some(root) = &server.root {
        let root = Certificate::from_pem(root).map_err(|fault| unusable(fault.to_string()))?;
        tls = tls.add_root_certificate(root);
    }
    let tls = tls.build().map_err(|fault| unusable(fault.to_string()))?;
    let tls = match server.protection {
        Protection::Tls => Tls::Wrapper(tls),
        Protection::StartTls => Tls::Required(tls),
    };
    let mut transport = SmtpTransport::builder_dangerous(server.host)
        .port(server.port)
        .tls(tls)
        .timeout(Some(PATIENCE));
    if !server.user.is_empty() {
        let credentials = Credentials::new(server.user.to_owned(), password.to_owned());
        transport = transport.credentials(credentials);
    }
    match transport.build().send_raw(&envelope, mail) {
        Ok(_) => Ok(()),
        Err(fault) if fault.is_permanent() => Err(Fault::Refused(fault.to_string())),
        Err(fault) => Err(Fault::Later(fault.to_string())),
    }
}
