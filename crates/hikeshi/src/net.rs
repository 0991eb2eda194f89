//! The only door to the network. Nothing goes out unless the person named whom to ask; what a
//! request gives away is said before it is made, by the command that makes it.

pub mod smtp;

use hikeshi_seal::stamp::{Transport, TransportFault};
use std::io::Read as _;
use std::time::Duration;

/// An answer longer than this is nobody's time stamp.
const ANSWER_BYTES: usize = 256 << 10;
/// How long one request may take from first to last.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks other computers. Redirects are not followed: who is asked is who was named.
#[derive(Debug)]
pub struct Net {
    agent: ureq::Agent,
}

impl Net {
    /// A way out.
    pub fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            // A proxy of the environment is somebody the person did not name.
            .proxy(None)
            .http_status_as_error(false)
            .user_agent("")
            .build();
        Self { agent: config.into() }
    }
}

impl Net {
    /// Gives the body of a 2xx reply in the form asked for.
    pub fn get_as(&self, url: &str, form: &str) -> Result<Vec<u8>, TransportFault> {
        answer(self.agent.get(url).header("accept", form).call())
    }
}

impl Transport for Net {
    fn post(&self, url: &str, content_type: &str, body: &[u8]) -> Result<Vec<u8>, TransportFault> {
        let request = self.agent.post(url).header("content-type", content_type);
        answer(request.send(body))
    }

    fn get(&self, url: &str) -> Result<Vec<u8>, TransportFault> {
        self.get_as(url, "*/*")
    }
}

impl Default for Net {
    fn default() -> Self {
        Self::new()
    }
}

fn answer(
    response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Vec<u8>, TransportFault> {
    let unreachable =
        |fault: &dyn std::error::Error| TransportFault::Unreachable(fault.to_string());
    let response = response.map_err(|fault| unreachable(&fault))?;
    let status = response.status();
    if !status.is_success() {
        return Err(TransportFault::Status(status.as_u16()));
    }
    let mut bytes = Vec::new();
    let reader = response.into_body().into_reader();
    reader
        .take(ANSWER_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| unreachable(&fault))?;
    if bytes.len() > ANSWER_BYTES {
        return Err(TransportFault::TooLong);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::{SocketAddr, TcpListener};

    /// Answers one request on loopback with the given bytes.
    fn once(answer: Vec<u8>) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            // The other side may have hung up already: that is part of a test.
            drop((&stream).write_all(&answer));
        });
        address
    }

    fn get(answer: &str, body: &[u8]) -> Result<Vec<u8>, TransportFault> {
        let head = format!("HTTP/1.1 {answer}\r\ncontent-length: {}\r\n\r\n", body.len());
        let address = once([head.as_bytes(), body].concat());
        Net::new().get(&format!("http://{address}/"))
    }

    #[test]
    fn an_answer_is_its_bytes_and_a_refusal_its_number() {
        assert_eq!(get("200 OK", b"stamp").unwrap(), b"stamp");
        assert!(matches!(get("404 Not Found", b"pending"), Err(TransportFault::Status(404))));
    }

    #[test]
    fn nobody_is_asked_who_was_not_named() {
        let elsewhere = "302 Found\r\nlocation: http://127.0.0.1:9/";
        assert!(matches!(get(elsewhere, b""), Err(TransportFault::Status(302))));
    }

    #[test]
    fn an_endless_answer_is_cut_off() {
        let long = vec![b'x'; ANSWER_BYTES + 1];
        assert!(matches!(get("200 OK", &long), Err(TransportFault::TooLong)));
        assert!(matches!(
            Net::new().get("http://127.0.0.1:1/"),
            Err(TransportFault::Unreachable(_))
        ));
    }
}
