//! The entries that are kept.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::json;

use super::Happening;

/// How many entries are kept at most; the oldest are forgotten first.
const MOST_ENTRIES: usize = 10_000;
/// How many bytes of JSON they may have together; the latest is kept whatever its size.
const MOST_BYTES: usize = 32 << 20;

/// One thing that happened, under its revision.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) revision: u64,
    /// `revision`, `at` (milliseconds since 1970), `kind` and the fields of that kind, as one JSON object.
    pub(crate) json: Arc<str>,
}

/// A stretch of the journal.
pub(crate) struct Pages {
    pub(crate) entries: Vec<Entry>,
    /// Entries that were asked for are forgotten already, or the revision is from another journal: what was known
    /// before does not lead on to these entries.
    pub(crate) is_torn: bool,
}

/// The latest entries, oldest first.
#[derive(Default)]
pub(super) struct Book {
    entries: VecDeque<Entry>,
    bytes: usize,
    last: u64,
}

impl Book {
    /// Adds an entry and gives its revision.
    pub(super) fn add(&mut self, happening: &Happening) -> u64 {
        self.last += 1;
        let mut entry = happening.to_json();
        entry["revision"] = json!(self.last);
        entry["at"] = json!(milliseconds());
        let json: Arc<str> = entry.to_string().into();
        self.bytes += json.len();
        self.entries.push_back(Entry { revision: self.last, json });
        while self.entries.len() > 1 && (self.entries.len() > MOST_ENTRIES || self.bytes > MOST_BYTES) {
            self.bytes -= self.entries.pop_front().map_or(0, |oldest| oldest.json.len());
        }
        self.last
    }

    pub(super) fn since(&self, revision: u64, limit: usize) -> Pages {
        let first = self.entries.front().map_or(self.last + 1, |entry| entry.revision);
        let is_torn = revision > self.last || revision + 1 < first;
        let start = if is_torn { 0 } else { usize::try_from(revision + 1 - first).unwrap_or(usize::MAX) };
        Pages { entries: self.entries.iter().skip(start).take(limit).cloned().collect(), is_torn }
    }
}

fn milliseconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}
