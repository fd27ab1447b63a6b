//! Checking everything that an emulator has answered, after the fact.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
};

use serde_json::Value;

use crate::{Mistakes, check_answer};

/// Checks the answers to all calls that the journal of an emulator still has, and returns how many those were.
///
/// `wants` chooses by the method's name: `getUpdates` hands out whatever a test has pushed. Calls that got no
/// answer, or garbage, because the test meant it so, are passed over. An emulator that was stopped shows no
/// calls. Blocks the thread.
///
/// # Panics
/// If something else answers at this address.
pub fn check_traffic(api_url: &str, wants: impl Fn(&str) -> bool) -> Result<usize, Mistakes> {
    let mut mistakes = Vec::new();
    let mut count = 0;
    let mut since = 0;
    while let Some(journal) = read_journal(api_url, since) {
        let entries = journal["entries"].as_array().map_or(&[][..], Vec::as_slice);
        if entries.is_empty() {
            break;
        }
        since = journal["revision"].as_u64().expect("the journal has revisions");
        for (method, answer) in entries.iter().filter_map(answered).filter(|(method, _)| wants(method)) {
            count += 1;
            mistakes.extend(check_answer(method, answer).err().into_iter().flat_map(|found| found.0));
        }
    }
    if mistakes.is_empty() { Ok(count) } else { Err(Mistakes(mistakes)) }
}

/// Method and answer of an entry that has both.
fn answered(entry: &Value) -> Option<(&str, &Value)> {
    let reaction = entry.get("reaction").filter(|reaction| reaction.is_object())?;
    Some((entry["method"].as_str()?, reaction))
}

/// The entries after a revision; `None` if nobody listens, or not any more.
fn read_journal(api_url: &str, since: u64) -> Option<Value> {
    let address = api_url.trim_start_matches("http://");
    let stream = TcpStream::connect(address).ok()?;
    let answer = ask(stream, address, since).ok()?;
    let body = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |end| end + 4);
    Some(serde_json::from_slice(&answer[body..]).expect("the journal is JSON"))
}

fn ask(mut stream: TcpStream, address: &str, since: u64) -> io::Result<Vec<u8>> {
    let path = format!("/control/journal?since={since}");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}
