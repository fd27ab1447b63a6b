//! What the benchmark says to the load's server.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde::Serialize;

use crate::Result;
use crate::load::{Outcome, Plan};

/// The way to the load's server.
pub(crate) struct Control(pub(crate) u16);

impl Control {
    /// Begins the load.
    pub(crate) fn begin(&self, plan: &Plan) -> Result<()> {
        self.call("begin", plan).map(drop)
    }

    /// Lets one more message wait at any time.
    pub(crate) fn ask(&self) -> Result<()> {
        self.call("ask", &()).map(drop)
    }

    /// Lets somebody write whose answer is not counted.
    pub(crate) fn write(&self, person: usize, text: &str) -> Result<()> {
        #[derive(Serialize)]
        struct Written<'a> {
            chat_id: usize,
            text: &'a str,
        }
        self.call("write", &Written { chat_id: person, text }).map(drop)
    }

    /// What came of the load since this was asked last.
    pub(crate) fn outcome(&self) -> Result<Outcome> {
        Ok(serde_json::from_str(&self.call("outcome", &())?)?)
    }

    /// How often updates were fetched.
    pub(crate) fn fetches(&self) -> Result<u64> {
        Ok(self.call("fetches", &())?.parse()?)
    }

    fn call(&self, method: &str, body: &impl Serialize) -> Result<String> {
        let body = serde_json::to_string(body)?;
        let mut stream = TcpStream::connect(("127.0.0.1", self.0))?;
        write!(stream, "POST /{method} HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
        let mut answer = Vec::new();
        let mut part = [0; 4096];
        loop {
            let text = str::from_utf8(&answer)?;
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.split("Content-Length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
                if body.len() >= length.ok_or("no length")?.parse()? {
                    return Ok(body.to_owned());
                }
            }
            match stream.read(&mut part)? {
                0 => return Err("the load's server closed the connection".into()),
                length => answer.extend_from_slice(&part[..length]),
            }
        }
    }
}
